/*
 * The printed briefing of a municipality: four sheets, the same for each.
 */
#include "lib/base.h"

#include "briefing/part_leaflet.h"
#include "briefing/sheet.h"

static void glance(struct buf *b, const struct leaflet *l)
{
	part_glance(b, l->p);
}

static const struct {
	enum text title; /* TEXT_N: it brings its own */
	void (*fill)(struct buf *b, const struct leaflet *l);
} sheets[LEAFLET_SHEETS] = {
	{TEXT_N, glance},
	{TEXT_SHEET_AGREED, leaflet_agreed},
	{TEXT_SHEET_CHOICES, leaflet_choices},
	{TEXT_SHEET_METER, leaflet_meter},
};

void page_leaflet(struct buf *b, const struct leaflet *l)
{
	const struct profile *p = l->p;
	enum lang lang = p->cat->lang;
	char *self = xasprintf("katsaus/kunta-%s.html", p->place->code);
	char *back = xasprintf("kunta/%s.html", p->place->code);
	struct buf code, sources;
	struct sheet_document d = {
		.cat = p->cat,
		.root = "../",
		.self = self,
		.name = p->place->name,
		.lead = text_get(TEXT_SHEET_LEAD, lang),
		.over = p->county->name,
		.back = back,
		.back_text = TEXT_SHEET_BACK,
		.n = LEAFLET_SHEETS,
	};

	buf_init(&code, BUF_MAX);
	buf_init(&sources, BUF_MAX);
	phrase_add(&code, lang, TEXT_BRIEF_AREA_CODE, p->place->code, NULL,
		   NULL);
	part_terms(&sources, p);
	d.code = buf_str(&code);
	d.sources = buf_str(&sources);
	sheet_document_open(b, &d);
	for (size_t i = 0; i < LEAFLET_SHEETS; i++) {
		sheet_open(b, &d, i + 1, sheets[i].title);
		sheets[i].fill(b, l);
		sheet_close(b, &d, i + 1);
	}
	sheet_document_close(b, &d);
	buf_release(&code);
	buf_release(&sources);
	free(self);
	free(back);
}
