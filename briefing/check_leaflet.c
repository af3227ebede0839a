/*
 * The printed briefings of municipalities, read back: each thing that a sheet
 * marks as a fact is asked of the store again, in other words than leaflet.c
 * and accord.c ask, and nothing may be marked that is not known. See
 * checking.h.
 */
#include "lib/base.h"

#include "briefing/checking.h"
#include "briefing/leaflet.h"
#include "briefing/stated.h"

enum {
	Q_SEX,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_SEX] = "SELECT value FROM observation WHERE indicator = (SELECT i.id"
		  "    FROM indicator AS i JOIN source AS s ON s.id = i.source"
		  "    WHERE s.name = ?1 AND i.code = ?2)"
		  "  AND area = (SELECT id FROM area WHERE kind = 'kunta'"
		  "    AND code = ?3)"
		  "  AND sex = (SELECT id FROM sex WHERE name = ?4)"
		  " ORDER BY year DESC LIMIT 1",
};
const struct sql_set briefing_check_leaflet_sql = {"briefing/check_leaflet",
						   sql, Q_COUNT};

/* What is being read. */
struct reading {
	struct check *c;
	const struct visit *v;
	struct seen *s;
	struct stmts *set;
	const struct stated *told; /* of the county's newest negotiation */
};

static const char cut[] = "…";

/* A text that a sheet shows as it is, or cut with a sign behind it. */
static void same_or_cut(struct check *c, const char *name, const char *seen,
			const char *want)
{
	size_t n = strlen(seen), k = strlen(cut);

	if (strcmp(seen, want) == 0 || n < k ||
	    strcmp(seen + n - k, cut) != 0) {
		check_same(c, name, "text", seen, want);
		return;
	}
	n -= k;
	while (n > 0 && seen[n - 1] == ' ')
		n--;
	c->sum->figures++;
	if (n == 0 || strncmp(seen, want, n) != 0)
		check_fault(c, "%s: '%s' is no beginning of '%s'", name, seen,
			    want);
}

/* --- figures --- */

static int check_sex(struct reading *r, const char *name, const char *seen,
		     const struct known *k, const char *sex, struct err *e)
{
	struct stmt *q = stmts_at(r->set, Q_SEX);
	double v = NO_FIGURE;
	int rc;

	stmt_text(q, 1, k->ind->source);
	stmt_text(q, 2, k->ind->code);
	stmt_text(q, 3, r->v->place->code);
	stmt_text(q, 4, sex);
	rc = stmt_step(q, e);
	if (rc > 0)
		v = stmt_col_double(q, 0);
	stmt_reset(q);
	if (rc >= 0)
		check_figure(r->c, name, sex, seen, k, v);
	return rc < 0 ? -1 : 0;
}

/* What speaks for a draft: the newest figure stands in it, and before it no
 * other change than that of the row; one that is cut is left to page 1. */
static void check_evidence(struct check *c, const char *name, const char *seen,
			   const struct known *k)
{
	enum lang lang = c->cat->lang;
	const char *value;
	struct buf want;

	if (strstr(seen, cut))
		return;
	buf_init(&want, BUF_MAX);
	sentence_value(&want, &k->ind->measure, k->year, k->own, k->country,
		       k->median, lang);
	c->sum->figures++;
	value = strstr(seen, buf_str(&want));
	if (!value) {
		check_fault(c, "%s: '%s' does not say '%s'", name, seen,
			    buf_str(&want));
	} else if (memchr(seen, ':', (size_t)(value - seen))) {
		buf_clear(&want);
		sentence_add(&want, &k->finding, &k->ind->measure, lang);
		if (want.len == 0 || !strstr(seen, buf_str(&want)))
			check_fault(c, "%s: '%s' does not say '%s'", name, seen,
				    buf_str(&want));
	}
	buf_release(&want);
}

static int check_of_row(struct reading *r, const struct seen_fact *f,
			const char *word, const struct known *k, struct err *e)
{
	struct check *c = r->c;

	if (strcmp(word, "own") == 0)
		check_figure(c, f->name, "value", f->text, k, k->own);
	else if (strcmp(word, "country") == 0)
		check_figure(c, f->name, "country", f->text, k, k->country);
	else if (strcmp(word, "female") == 0 || strcmp(word, "male") == 0)
		return check_sex(r, f->name, f->text, k, word, e);
	else if (strncmp(word, "title", 5) == 0)
		same_or_cut(c, f->name, f->text, k->ind->title);
	else if (strncmp(word, "evidence", 8) == 0)
		check_evidence(c, f->name, f->text, k);
	else
		check_fault(c, "'%s' is nothing that is known", f->name);
	return 0;
}

/* "Title 12,3 % (2011)" */
static void check_old(struct check *c, const struct seen_fact *f,
		      const struct known *k)
{
	struct buf want;

	buf_init(&want, BUF_MAX);
	buf_puts(&want, k->ind->title);
	buf_putc(&want, ' ');
	if (isfinite(k->own))
		measure_value(&want, &k->ind->measure, k->own, c->cat->lang);
	else
		buf_puts(&want, text_get(check_reason(k), c->cat->lang));
	buf_printf(&want, " (%d)", k->year);
	check_same(c, f->name, "old figure", f->text, buf_str(&want));
	if (k->year == 0 || k->year > c->cat->old_year)
		check_fault(c, "%s: it is not old", f->name);
	buf_release(&want);
}

/* The row that an id such as "sotkanet-228" names, up to its end; NULL: none.
 */
static const struct known *row_named(const struct reading *r, const char *id,
				     size_t n)
{
	for (size_t i = 0; i < r->c->cat->n; i++) {
		const struct indicator *ind = &r->c->cat->list[i];
		char plain[CHECK_ID];
		char *whole = xasprintf("%s-%s", ind->source, ind->code);
		bool is;

		check_id(plain, ind);
		is = (strlen(whole) == n && strncmp(whole, id, n) == 0) ||
		     (strlen(plain) == n && strncmp(plain, id, n) == 0);
		free(whole);
		if (is)
			return &r->v->known[i];
	}
	return NULL;
}

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), k = strlen(end);

	return n >= k && strcmp(s + n - k, end) == 0;
}

/* Facts that are counted below, and those of the first sheet, which are the
 * same as on the municipality's page. */
static bool is_elsewhere(const char *name)
{
	static const char *const begins[] = {"sheet ",  "left ",    "lause ",
					     "huoli ",  "vahvuus ", "uutta ",
					     "sovittu "};

	for (size_t i = 0; i < ARRAY_LEN(begins); i++)
		if (strncmp(name, begins[i], strlen(begins[i])) == 0)
			return true;
	return ends_with(name, " rest");
}

static int check_one(struct reading *r, const struct seen_fact *f,
		     struct err *e)
{
	const char *blank = strrchr(f->name, ' ');
	const struct known *k;
	const char *want;

	if (is_elsewhere(f->name))
		return 0;
	if (strncmp(f->name, "old ", 4) == 0) {
		k = row_named(r, f->name + 4, strlen(f->name + 4));
		if (k)
			check_old(r->c, f, k);
		else
			check_fault(r->c, "'%s' is not followed", f->name);
		return 0;
	}
	want = r->told ? stated_find(r->told, f->name) : NULL;
	if (want) {
		same_or_cut(r->c, f->name, f->text, want);
		return 0;
	}
	k = blank ? row_named(r, f->name, (size_t)(blank - f->name)) : NULL;
	if (k)
		return check_of_row(r, f, blank + 1, k, e);
	check_fault(r->c, "'%s' is nothing that is known", f->name);
	return 0;
}

/* --- what must be there --- */

/* The number in "and 3 others, see the site"; 0: nothing is cut. */
static size_t rest(const struct seen *s, const char *id)
{
	char *name = xasprintf("%s rest", id);
	const char *text = seen_fact(s, name);
	size_t n = 0;

	for (; text && *text; text++)
		if (*text >= '0' && *text <= '9')
			n = n * 10 + (size_t)(*text - '0');
	free(name);
	return n;
}

/* Facts whose name ends so, or so with "-begin". */
static size_t count_facts(const struct seen *s, const char *begin,
			  const char *end)
{
	char *with = xasprintf("%s-begin", end);
	size_t n = 0;

	for (size_t i = 0; i < s->fact_n; i++)
		n += strncmp(s->facts[i].name, begin, strlen(begin)) == 0 &&
		     (ends_with(s->facts[i].name, end) ||
		      ends_with(s->facts[i].name, with));
	free(with);
	return n;
}

static void check_count(struct check *c, const char *what, size_t seen,
			size_t want)
{
	c->sum->figures++;
	if (seen != want)
		check_fault(c, "%s: %zu in all, there should be %zu", what,
			    seen, want);
}

static void check_sheets(struct check *c, const struct seen *s, size_t sheets)
{
	for (size_t i = 1; i <= sheets; i++) {
		char *name = xasprintf("sheet %zu", i);
		char *want = xasprintf("%zu/%zu", i, sheets);

		check_same(c, "foot", "page number", seen_fact(s, name), want);
		free(name);
		free(want);
	}
	check_count(c, "sheets", count_facts(s, "sheet ", ""), sheets);
}

/* A row of the barometer, whose title may be cut. */
static void check_meter_row(struct check *c, const struct seen_row *row,
			    const struct known *k)
{
	char id[CHECK_ID];
	struct seen_row whole = *row;

	check_id(id, k->ind);
	same_or_cut(c, id, row->title ? row->title : "", k->ind->title);
	whole.title = k->ind->title;
	whole.median = k->median; /* marked with a sign of the legend */
	check_place_row(c, &whole, id, k);
}

static void check_meter(struct reading *r)
{
	const struct seen *s = r->s;
	size_t fresh = 0, old = 0;

	for (size_t i = 0; i < r->c->cat->n; i++) {
		const struct known *k = &r->v->known[i];

		fresh += k->year > r->c->cat->old_year;
		old += k->year > 0 && k->year <= r->c->cat->old_year;
	}
	for (size_t i = 0; i < s->row_n; i++) {
		const char *id = s->rows[i].id + 2;
		const struct known *k = row_named(r, id, strlen(id));

		if (!k || k->year <= r->c->cat->old_year)
			check_fault(r->c, "%s: does not belong there", id);
		else
			check_meter_row(r->c, &s->rows[i], k);
	}
	check_count(r->c, "rows of the barometer", s->row_n + rest(s, "meter"),
		    fresh);
	check_count(r->c, "old figures",
		    count_facts(s, "old ", "") - (rest(s, "old") > 0) +
			    rest(s, "old"),
		    old);
}

static int check_page(struct reading *r, struct err *e)
{
	struct check *c = r->c;

	struct visit first = *r->v;

	first.seen = r->s;
	check_frame(c, r->s, r->v->place->name);
	check_links(c, r->s);
	if (check_glance(c, &first, e) < 0)
		return -1;
	check_sheets(c, r->s, LEAFLET_SHEETS);
	for (size_t i = 0; i < r->s->fact_n; i++)
		if (check_one(r, &r->s->facts[i], e) < 0)
			return -1;
	check_meter(r);
	if (r->told) {
		check_count(c, "priorities",
			    stated_shown(r->told, r->s, STATED_PRIORITY) +
				    rest(r->s, "priorities"),
			    stated_count(r->told, STATED_PRIORITY));
		check_count(c, "measures",
			    stated_shown(r->told, r->s, STATED_MEASURE) +
				    rest(r->s, "measures"),
			    stated_count(r->told, STATED_MEASURE));
	}
	return 0;
}

static int check_leaflet(struct check *c, const struct visit *v,
			 struct stmts *set, const struct stated *told,
			 struct reread *paper, struct err *e)
{
	char *name = xasprintf("katsaus/kunta-%s", v->place->code);
	char *page = xasprintf("%s.html", name);
	struct seen *s;
	int rc = 0;

	c->page = page;
	s = check_read(c);
	if (s) {
		struct reading r = {c, v, s, set, told};

		rc = check_page(&r, e);
		if (rc == 0)
			rc = reread_check(paper, c, name, s, LEAFLET_SHEETS, e);
	}
	seen_free(s);
	c->page = NULL;
	free(page);
	free(name);
	return rc;
}

int check_leaflets(struct check *c, struct db *db, struct reread *paper,
		   struct err *e)
{
	const struct county *county = NULL;
	struct stated *told = NULL;
	struct stmts *set;
	int rc = 0;

	if (stmts_new(&set, db, &briefing_check_leaflet_sql, e) < 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < c->visit_n; i++) {
		const struct visit *v = &c->visits[i];

		if (v->county != county) {
			county = v->county;
			stated_free(told);
			told = NULL;
			if (county->talks_n > 0)
				rc = stated_read(&told, db, county->talks[0].id,
						 c->app->now, c->cat->lang, e);
		}
		if (rc == 0)
			rc = check_leaflet(c, v, set, told, paper, e);
		log_progress(&c->app->log, "check briefings", i + 1,
			     c->visit_n);
	}
	stated_free(told);
	stmts_free(set);
	return rc;
}
