/*
 * The comparison sheet of a round: one A3 sheet for the wall of a meeting room.
 */
#include "lib/base.h"

#include "briefing/part_compare.h"
#include "briefing/sheet.h"

enum {
	BODY_HIGH = 233, /* mm */
	HEAD_HIGH = 12,
	LEGEND_HIGH = 16,
	TITLE_WIDE = 64
};

/* How large the letters of the rug are: as large as all of it allows. */
static const struct {
	const char *class;
	double scale;
} sizes[] = {{"large", 1.4}, {"middle", 1.2}, {"small", 1}};

static void body(struct buf *b, const struct gathering *g)
{
	double side = BODY_HIGH;
	size_t n = 0, left = 0, size = 0, *rows = NULL;

	for (; size < ARRAY_LEN(sizes); size++) {
		double scale = sizes[size].scale;

		free(rows);
		rows = compare_rows(
			g, (BODY_HIGH - LEGEND_HIGH) / scale - HEAD_HIGH,
			TITLE_WIDE / scale, &n, &left);
		if (left == 0)
			break;
	}
	if (size == ARRAY_LEN(sizes))
		size--;
	buf_printf(b,
		   "<div class=\"wall-body %s\">\n<section "
		   "class=\"main\">\n",
		   sizes[size].class);
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
		.class = "wall",
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
