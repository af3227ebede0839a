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
	struct round_frame f;

	round_frame_init(&f, g,
			 xasprintf("katsaus/vertailu-%s.html", g->round->stem));
	f.d.class = "wall";
	f.d.lead = text_get(TEXT_COMPARE_LEAD, g->cat->lang);
	f.d.n = 1;
	sheet_document_open(b, &f.d);
	sheet_open(b, &f.d, 1, TEXT_N);
	body(b, g);
	sheet_close(b, &f.d, 1);
	sheet_document_close(b, &f.d);
	round_frame_release(&f);
}
