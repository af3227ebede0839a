/*
 * The documents of the rounds of negotiations, and of the counties.
 */
#include "lib/base.h"

#include "briefing/edition.h"
#include "briefing/overview.h"
#include "briefing/page.h"

/* What the documents of one county share. */
struct desk {
	struct edition *s;
	const struct county *county;
	struct profile *const *profiles; /* of its places */
	struct stmts *rounds, *beside, *accords, *wholes, *overviews;
	bool *paper; /* of the county */
	struct whole *whole;
};

static int print(struct edition *s, const char *name,
		 void (*page)(struct buf *, const struct gathering *),
		 const struct gathering *g, bool *printed, struct err *e)
{
	struct buf b;
	int rc;

	buf_init(&b, BUF_MAX);
	page(&b, g);
	rc = edition_print(s, name, &b, printed, e);
	buf_release(&b);
	return rc;
}

static int make_round(const struct desk *k, const struct talks *t,
		      struct round *r, const struct accord *a, struct err *e)
{
	const struct gathering_in in = {
		.cat = k->s->cat,
		.county = k->county,
		.talks = t,
		.round = r,
		.accord = a,
		.whole = k->whole,
		.profiles = k->profiles,
		.cartage = k->s->cartage,
		.set = k->rounds,
		.beside = k->beside,
	};
	char *briefing = xasprintf("katsaus/%s", r->stem);
	char *sheet = xasprintf("katsaus/vertailu-%s", r->stem);
	struct gathering *g = NULL;
	int rc = gathering_read(&g, &in, e);

	if (rc == 0)
		rc = print(k->s, briefing, page_round, g, &r->paper, e);
	if (rc == 0)
		rc = print(k->s, sheet, page_compare, g, &r->wall, e);
	gathering_free(g);
	free(briefing);
	free(sheet);
	return rc;
}

static int print_overview(const struct desk *k, const struct talks *t,
			  const struct accord *a, struct err *e)
{
	const struct gathering_in in = {
		.cat = k->s->cat,
		.county = k->county,
		.talks = t,
		.accord = a,
		.whole = k->whole,
		.profiles = k->profiles,
		.set = k->rounds,
		.beside = k->beside,
	};
	char *name = xasprintf("katsaus/hva-%s", k->county->code);
	struct overview *o = NULL;
	struct buf b;
	int rc = overview_read(&o, &in, k->overviews, e);

	buf_init(&b, BUF_MAX);
	if (rc == 0) {
		page_county(&b, o);
		rc = edition_print(k->s, name, &b, k->paper, e);
	}
	buf_release(&b);
	overview_free(o);
	free(name);
	return rc;
}

static int make_talks(const struct desk *k, struct talks *t, struct err *e)
{
	struct edition *s = k->s;
	struct accord *a = NULL;
	int rc = 0;

	if (t->rounds.n == 0)
		return 0;
	rc = accord_read(&a, k->accords, s->cat, k->county, t, s->app->now, e);
	for (size_t i = 0; rc == 0 && i < t->rounds.n; i++)
		rc = make_round(k, t, &t->rounds.list[i], a, e);
	accord_free(a);
	return rc;
}

/* Of its newest negotiation; of none where it has none. */
static int make_overview(const struct desk *k, struct err *e)
{
	char empty[] = "";
	const struct talks none = {.id = empty, .title = empty, .date = empty};
	const struct talks *t =
		k->county->talks_n ? &k->county->talks[0] : &none;
	struct edition *s = k->s;
	struct accord *a = NULL;
	int rc;

	if (!catalog_has_briefing(k->county))
		return 0;
	rc = accord_read(&a, k->accords, s->cat, k->county, t, s->app->now, e);
	if (rc == 0)
		rc = print_overview(k, t, a, e);
	accord_free(a);
	return rc;
}

static int make_county(struct desk *k, struct err *e)
{
	int rc = whole_read(&k->whole, k->wholes, k->beside, k->s->cat,
			    k->county, e);

	if (rc == 0)
		rc = make_overview(k, e);
	for (size_t i = 0; rc == 0 && i < k->county->talks_n; i++)
		rc = make_talks(k, &k->county->talks[i], e);
	whole_free(k->whole);
	k->whole = NULL;
	return rc;
}

int edition_make_rounds(struct edition *s, struct err *e)
{
	struct desk k = {.s = s, .profiles = s->profiles};
	int rc = -1;

	if (stmts_new(&k.rounds, s->db, &briefing_gathering_sql, e) < 0 ||
	    stmts_new(&k.beside, s->db, &briefing_against_sql, e) < 0 ||
	    stmts_new(&k.accords, s->db, &briefing_accord_sql, e) < 0 ||
	    stmts_new(&k.wholes, s->db, &briefing_whole_sql, e) < 0 ||
	    stmts_new(&k.overviews, s->db, &briefing_overview_sql, e) < 0)
		goto out;
	rc = 0;
	for (size_t i = 0; rc == 0 && i < s->cat->county_n; i++) {
		k.county = &s->cat->counties[i];
		k.paper = &s->cat->counties[i].paper;
		rc = make_county(&k, e);
		k.profiles += k.county->n;
	}
out:
	stmts_free(k.rounds);
	stmts_free(k.beside);
	stmts_free(k.accords);
	stmts_free(k.wholes);
	stmts_free(k.overviews);
	return rc;
}
