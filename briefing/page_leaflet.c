/*
 * The printed briefing of a municipality: four sheets, the same for each.
 */
#include "lib/base.h"

#include "briefing/leaflet.h"
#include "briefing/part.h"
#include "briefing/sheet.h"

void page_leaflet(struct buf *b, const struct leaflet *l)
{
	static const enum text titles[LEAFLET_SHEETS] = {
		TEXT_N, TEXT_SHEET_AGREED, TEXT_SHEET_CHOICES,
		TEXT_SHEET_METER};
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
		sheet_open(b, &d, i + 1, titles[i]);
		if (i == 0)
			part_glance(b, p);
		sheet_close(b, &d, i + 1);
	}
	sheet_document_close(b, &d);
	buf_release(&code);
	buf_release(&sources);
	free(self);
	free(back);
}
