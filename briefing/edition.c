/*
 * The pages of one language. See edition.h.
 */
#include "lib/base.h"

#include "briefing/accord.h"
#include "briefing/dossier.h"
#include "briefing/edition.h"
#include "briefing/edition_more.h"
#include "briefing/leaflet.h"
#include "briefing/page.h"
#include "briefing/press.h"
#include "briefing/site.h"
#include "briefing/tongue.h"
#include "lib/file.h"

int edition_publish(struct edition *s, const char *name, const struct buf *b,
		    struct err *e)
{
	const char *end = strrchr(name, '.');
	struct buf marked;
	char *path;
	int rc;

	buf_init(&marked, BUF_MAX);
	if (s->tongue && end && strcmp(end, ".html") == 0) {
		tongue_mark(s->tongue, &marked, buf_str(b), b->len);
		b = &marked;
	}
	rc = buf_check(b, name, e);
	if (rc == 0) {
		path = xasprintf("%s/%s", s->dir, name);
		rc = file_publish(path, buf_str(b), b->len, e);
		free(path);
	}
	buf_release(&marked);
	return rc;
}

int edition_print(struct edition *s, const char *name, const struct buf *b,
		  bool *printed, struct err *e)
{
	char *page = xasprintf("%s.html", name);
	char *html = xasprintf("%s/%s", s->dir, page);
	char *pdf = xasprintf("%s/%s.pdf", s->dir, name);
	int rc = edition_publish(s, page, b, e);

	if (rc == 0)
		rc = press_print(s->press, html, pdf, s->cat->data_date,
				 printed, e);
	free(pdf);
	free(html);
	free(page);
	return rc;
}

static int bring_charts(struct edition *s, struct profile *p, struct err *e)
{
	for (size_t i = 0; i < p->n; i++)
		if (exhibit_bring(&p->rows[i].chart, s->cartage, e) < 0)
			return -1;
	return exhibit_bring(&p->spine, s->cartage, e);
}

static int make_profile(struct edition *s, const struct profile *p,
			struct err *e)
{
	char *name = xasprintf("kunta/%s.html", p->place->code);
	struct buf b;
	int rc;

	buf_init(&b, BUF_MAX);
	page_profile(&b, p);
	rc = edition_publish(s, name, &b, e);
	buf_release(&b);
	free(name);
	return rc;
}

static int make_report(struct edition *s, const struct profile *p,
		       struct err *e)
{
	char *page = xasprintf("raportti/%s.html", p->place->code);
	char *csv = xasprintf("raportti/%s.csv", p->place->code);
	struct buf b;
	int rc;

	buf_init(&b, BUF_MAX);
	page_report(&b, p);
	rc = edition_publish(s, page, &b, e);
	buf_clear(&b);
	csv_report(&b, p);
	if (rc == 0)
		rc = edition_publish(s, csv, &b, e);
	buf_release(&b);
	free(page);
	free(csv);
	return rc;
}

/* Profiles are kept: several pages tell of the same. */
static int read_profiles(struct edition *s, struct err *e)
{
	struct reader *r;
	size_t done = 0;
	int rc = 0;

	if (reader_new(&r, s->db, e) < 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < s->cat->county_n; i++) {
		const struct county *k = &s->cat->counties[i];

		for (size_t j = 0; rc == 0 && j < k->n; j++) {
			struct profile **p = &s->profiles[done];

			rc = profile_read(p, r, s->cat, k, &k->places[j], e);
			if (rc == 0)
				rc = bring_charts(s, *p, e);
			if (rc == 0)
				profile_tally(*p, s->lines[done].tally);
			done++;
		}
	}
	reader_free(r);
	return rc;
}

static int make_profiles(struct edition *s, struct err *e)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < s->place_n; i++) {
		rc = make_profile(s, s->profiles[i], e);
		if (rc == 0)
			rc = make_report(s, s->profiles[i], e);
		log_progress(&s->app->log, "pages", i + 1, s->place_n);
	}
	return rc;
}

static int make_leaflet(struct edition *s, struct leaflet_reader *r,
			struct profile *p, const struct accord *a,
			struct err *e)
{
	char *name = xasprintf("katsaus/kunta-%s", p->place->code);
	struct leaflet *l = NULL;
	struct buf b;
	int rc;

	buf_init(&b, BUF_MAX);
	rc = leaflet_read(&l, r, p, a, e);
	if (rc == 0)
		rc = exhibit_bring(&l->multiples, s->cartage, e);
	if (rc == 0) {
		page_leaflet(&b, l);
		rc = edition_print(s, name, &b, &p->paper, e);
	}
	leaflet_free(l);
	buf_release(&b);
	free(name);
	return rc;
}

/* Those of a county, with its newest negotiation. */
static int make_county(struct edition *s, struct leaflet_reader *r,
		       struct stmts *set, const struct county *k, size_t *done,
		       struct err *e)
{
	struct accord *a = NULL;
	int rc = 0;

	if (k->talks_n > 0)
		rc = accord_read(&a, set, s->cat, k, &k->talks[0], s->app->now,
				 e);
	for (size_t i = 0; rc == 0 && i < k->n; i++) {
		rc = make_leaflet(s, r, s->profiles[*done], a, e);
		log_progress(&s->app->log, "briefings", ++*done, s->place_n);
	}
	accord_free(a);
	return rc;
}

/* Before the pages, which link to what was printed. */
static int make_leaflets(struct edition *s, struct err *e)
{
	struct leaflet_reader *r = NULL;
	struct stmts *set = NULL;
	size_t done = 0;
	int rc = -1;

	if (leaflet_reader_new(&r, s->db, e) == 0 &&
	    stmts_new(&set, s->db, &briefing_accord_sql, e) == 0)
		rc = 0;
	for (size_t i = 0; rc == 0 && i < s->cat->county_n; i++)
		rc = make_county(s, r, set, &s->cat->counties[i], &done, e);
	stmts_free(set);
	leaflet_reader_free(r);
	return rc;
}

static int make_indicator(struct edition *s, struct stmts *set,
			  const struct indicator *ind, struct err *e)
{
	char *name = xasprintf("mittari/%s-%s.html", ind->source, ind->code);
	struct dossier *d = NULL;
	struct buf b;
	int rc = -1;

	buf_init(&b, BUF_MAX);
	if (dossier_read(&d, set, s->cat, ind, s->profiles, e) < 0)
		goto out;
	for (size_t i = 0; i < s->cat->county_n; i++)
		for (size_t k = 0; k < DOSSIER_CHARTS; k++)
			if (exhibit_bring(&d->counties[i].charts[k], s->cartage,
					  e) < 0)
				goto out;
	page_indicator(&b, d);
	rc = edition_publish(s, name, &b, e);
out:
	dossier_free(d);
	buf_release(&b);
	free(name);
	return rc;
}

static int make_indicators(struct edition *s, struct err *e)
{
	struct stmts *set;
	int rc = 0;

	if (stmts_new(&set, s->db, &briefing_dossier_sql, e) < 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < s->cat->n; i++)
		if (s->cat->list[i].shown)
			rc = make_indicator(s, set, &s->cat->list[i], e);
	stmts_free(set);
	return rc;
}

static int make_accord(struct edition *s, struct stmts *set,
		       const struct county *k, const struct talks *t,
		       struct err *e)
{
	char *name = xasprintf("neuvottelu/%s.html", t->id);
	struct accord *a = NULL;
	struct buf b;
	int rc = -1;

	buf_init(&b, BUF_MAX);
	if (accord_read(&a, set, s->cat, k, t, s->app->now, e) == 0) {
		page_accord(&b, a);
		rc = edition_publish(s, name, &b, e);
	}
	accord_free(a);
	buf_release(&b);
	free(name);
	return rc;
}

static int make_accords(struct edition *s, struct err *e)
{
	struct stmts *set;
	int rc = 0;

	if (stmts_new(&set, s->db, &briefing_accord_sql, e) < 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < s->cat->county_n; i++) {
		const struct county *k = &s->cat->counties[i];

		for (size_t j = 0; rc == 0 && j < k->talks_n; j++)
			rc = make_accord(s, set, k, &k->talks[j], e);
	}
	stmts_free(set);
	return rc;
}

static int make_dirs(struct edition *s, struct err *e)
{
	static const char *const names[] = {"kunta", "mittari", "neuvottelu",
					    "raportti", "katsaus"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char *path = xasprintf("%s/%s", s->dir, names[i]);
		int rc = file_mkdirs(path, e);

		free(path);
		if (rc < 0)
			return -1;
	}
	return 0;
}

static int make_front(struct edition *s, struct err *e)
{
	struct buf b;
	int rc;

	buf_init(&b, BUF_MAX);
	page_index(&b, s->cat, s->lines, s->rugs);
	rc = edition_publish(s, "index.html", &b, e);
	buf_release(&b);
	return rc;
}

/* The pages beside the front page and those of places. */
static size_t further(const struct catalog *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->county_n; i++)
		n += c->counties[i].talks_n +
		     catalog_has_briefing(&c->counties[i]);
	for (size_t i = 0; i < c->n; i++)
		n += c->list[i].shown;
	return n;
}

size_t edition_pages(const struct catalog *c)
{
	return 3 * site_places(c) + 2 * catalog_rounds(c) + further(c) + 1 +
	       edition_more_pages(c);
}

/* In this order: the front page tells of the municipalities. */
static int (*const makers[])(struct edition *, struct err *) = {
	make_dirs,     read_profiles,   make_leaflets, edition_make_rounds,
	make_profiles, make_indicators, make_accords,  make_rugs,
	make_front,    make_docs,       make_changes,  make_years,
	make_search,   make_tidy,
};

static void release(struct edition *s)
{
	for (size_t i = 0; i < s->place_n; i++)
		profile_free(s->profiles[i]);
	for (size_t i = 0; i < s->cat->county_n; i++)
		exhibit_release(&s->rugs[i]);
	free(s->rugs);
	free(s->profiles);
	free(s->lines);
	tongue_free(s->tongue);
}

int edition_make(struct edition *s, struct err *e)
{
	int rc = 0;

	s->place_n = site_places(s->cat);
	s->lines = xcalloc(s->place_n + 1, sizeof(*s->lines));
	s->profiles = xcalloc(s->place_n + 1, sizeof(struct profile *));
	s->rugs = xcalloc(s->cat->county_n + 1, sizeof(*s->rugs));
	if (s->cat->lang != LANG_FI)
		rc = tongue_read(&s->tongue, s->db, s->cat->lang, e);
	for (size_t i = 0; rc == 0 && i < ARRAY_LEN(makers); i++)
		rc = makers[i](s, e);
	release(s);
	return rc;
}
