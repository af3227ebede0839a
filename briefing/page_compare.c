/*
 * The comparison sheet of a round: one A3 sheet for the wall of a meeting room.
 */
#include "lib/base.h"

#include "briefing/part_compare.h"
#include "briefing/sheet.h"

enum {
	BODY_HIGH = 218, /* mm */
	HEAD_HIGH = 12,
	LEGEND_HIGH = 14,
	TITLE_WIDE = 66
};

static void body(struct buf *b, const struct gathering *g)
{
	double side = BODY_HIGH;
	size_t n, left;
	size_t *rows = compare_rows(g, BODY_HIGH - HEAD_HIGH - LEGEND_HIGH,
				    TITLE_WIDE, &n, &left);

	buf_puts(b, "<div class=\"wall-body\">\n<section class=\"main\">\n");
	buf_puts(b, "<h2 class=\"hidden\">");
	part_text(b, g->cat->lang, TEXT_COMPARE_CAPTION);
	buf_puts(b, "</h2>\n");
	compare_rug(b, g, rows, n, left);
	buf_puts(b, "</section>\n<div class=\"side\">\n");
	compare_concerns(b, g, &side);
	compare_agreed(b, g, &side);
	compare_slopes(b, g, &side);
	buf_puts(b, "</div>\n</div>\n");
	free(rows);
}

void page_compare(struct buf *b, const struct gathering *g)
{
	char *self = xasprintf("katsaus/vertailu-%s.html", g->round->stem);
	char *back = xasprintf("neuvottelu/%s.html", g->talks->id);
	struct buf name, over, code, sources;
	struct sheet_document d = {
		.cat = g->cat,
		.root = "../",
		.self = self,
		.back = back,
		.back_text = TEXT_ROUND_BACK,
		.lead = text_get(TEXT_COMPARE_LEAD, g->cat->lang),
		.wall = true,
		.n = 1,
	};

	buf_init(&name, BUF_MAX);
	buf_init(&over, BUF_MAX);
	buf_init(&code, BUF_MAX);
	buf_init(&sources, BUF_MAX);
	round_title(&name, g);
	round_lead(&over, g);
	round_terms(&sources, g);
	phrase_add(&code, g->cat->lang, TEXT_ROUND_CODE, g->round->id, NULL,
		   NULL);
	d.name = buf_str(&name);
	d.over = buf_str(&over);
	d.code = buf_str(&code);
	d.sources = buf_str(&sources);
	sheet_document_open(b, &d);
	sheet_open(b, &d, 1, TEXT_N);
	body(b, g);
	sheet_close(b, &d, 1);
	sheet_document_close(b, &d);
	buf_release(&sources);
	buf_release(&code);
	buf_release(&over);
	buf_release(&name);
	free(self);
	free(back);
}
