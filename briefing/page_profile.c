/*
 * The page of a municipality; the same sections in the same order for each.
 */
#include "lib/base.h"

#include "briefing/part.h"

static const enum text sections[] = {
	TEXT_BRIEF_GLANCE, TEXT_BRIEF_METER,   TEXT_BRIEF_CHARTS,
	TEXT_BRIEF_OLD,    TEXT_BRIEF_SOURCES, TEXT_BRIEF_LEFT_OUT,
};

/* The printed briefing, as PDF where it was printed. */
static void leaflet_links(struct buf *b, const struct profile *p)
{
	enum lang lang = p->cat->lang;

	buf_puts(b, "<p class=\"talks print\">");
	if (p->paper) {
		buf_printf(b, "<a href=\"../katsaus/kunta-%s.pdf\">",
			   p->place->code);
		part_text(b, lang, TEXT_SHEET_PRINT);
		buf_puts(b, "</a> · ");
	}
	buf_printf(b, "<a href=\"../katsaus/kunta-%s.html\">", p->place->code);
	part_text(b, lang, TEXT_SHEET_READ);
	buf_puts(b, "</a></p>\n");
}

void page_profile(struct buf *b, const struct profile *p)
{
	char *self = xasprintf("kunta/%s.html", p->place->code);
	const struct frame f = {
		.cat = p->cat,
		.root = "../",
		.self = self,
		.name = p->place->name,
		.lead = text_get(TEXT_BRIEF_SUBJECT, p->cat->lang),
		.county = p->county,
		.place = p->place,
		.toc = sections,
		.toc_n = ARRAY_LEN(sections),
	};

	part_open(b, &f);
	part_talks(b, p->cat, p->county, f.root);
	leaflet_links(b, p);
	part_glance(b, p);
	part_meters(b, p);
	part_charts(b, p);
	part_old(b, p);
	part_sources(b, p);
	part_left_out(b, p);
	part_close(b, &f);
	free(self);
}
