/*
 * The printed briefing of a county: its own figures, its municipalities, what
 * it agreed on.
 */
#include "lib/base.h"

#include "briefing/part_county.h"
#include "briefing/sheet.h"

/* Which negotiation the following is of. */
static void talks(struct pager *p, const struct overview *o)
{
	const struct gathering *g = o->g;
	enum lang lang = g->cat->lang;
	char day[TEXT_NUMBER];
	struct buf text;

	if (g->county->talks_n == 0) {
		round_heading(p, lang, TEXT_COUNTY_AGREED);
		round_text(p, "none", text_get(TEXT_COUNTY_NO_TALKS, lang));
		return;
	}
	buf_init(&text, BUF_MAX);
	phrase_add(&text, lang, TEXT_COUNTY_TALKS, g->talks->title,
		   text_date(day, g->talks->date, lang), NULL);
	round_priorities(p, g, buf_str(&text));
	buf_release(&text);
	round_measures(p, g);
	round_figures(p, g);
}

static void blocks(struct pager *p, const struct overview *o)
{
	county_own(p, o);
	round_glance(p, o->g);
	county_matrix(p, o);
	talks(p, o);
	county_spread(p, o);
	county_missing(p, o);
	if (o->g->county->talks_n > 0)
		round_needs(p, o->g);
}

void page_county(struct buf *b, const struct overview *o)
{
	const struct county *k = o->g->county;
	const struct catalog *c = o->g->cat;
	char *self = xasprintf("katsaus/hva-%s.html", k->code);
	struct buf code, sources, over;
	char n[PHRASE_INT];
	struct pager p;
	struct sheet_document d = {
		.cat = c,
		.root = "../",
		.self = self,
		.name = k->name,
		.back = "index.html",
		.back_text = TEXT_COUNTY_BACK,
		.class = "flow",
		.lead = text_get(TEXT_ROUND_COUNTY, c->lang),
	};

	buf_init(&code, BUF_MAX);
	buf_init(&sources, BUF_MAX);
	buf_init(&over, BUF_MAX);
	phrase_add(&over, c->lang, TEXT_COUNTY_OVER,
		   phrase_int(n, (int64_t)k->n), NULL, NULL);
	phrase_add(&code, c->lang, TEXT_COUNTY_CODE, k->code, NULL, NULL);
	round_terms(&sources, o->g);
	d.over = buf_str(&over);
	d.code = buf_str(&code);
	d.sources = buf_str(&sources);
	round_sheets(&p, d.name, d.sources);
	blocks(&p, o);
	round_lay(b, &d, &p);
	buf_release(&over);
	buf_release(&sources);
	buf_release(&code);
	free(self);
}
