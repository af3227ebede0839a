/*
 * See changes.h. The store keeps what later answers did to figures and when a
 * year's figures appeared; texts and definitions of the past are in the archive
 * alone (the command `diff`).
 */
#include "lib/base.h"

#include "briefing/changes.h"
#include "briefing/phrase.h"
#include "lib/hash.h"
#include "lib/num.h"

enum {
	DAY = 86400,
	WINDOW = 400 /* days, where nobody negotiated */
};

enum {
	Q_SINCE,
	Q_YEARS,
	Q_REVISED,
	Q_TOUCHED,
	Q_CORRECTED,
	Q_COUNT
};

#define SHOWN                                                                  \
	"(SELECT a.code FROM v_area AS a JOIN shown_county AS s"               \
	" ON s.code = a.hva_code WHERE a.kind = 'kunta'"                       \
	" AND a.valid_to IS NULL)"

static const char *const sql[Q_COUNT] = {
	/* the oldest of the counties' newest negotiations */
	[Q_SINCE] = "SELECT min(d) FROM (SELECT max(n.date) AS d"
		    " FROM v_negotiation AS n JOIN shown_county AS s"
		    "   ON s.code = n.county_code GROUP BY s.code)",
	[Q_YEARS] = "SELECT source, indicator, substr(day, 1, 10), year,"
		    "  evidence FROM v_release WHERE day >= ?1",
	[Q_REVISED] = "SELECT source, indicator, substr(seen_at, 1, 10) AS day,"
		      "  kind, min(year), max(year), count(*),"
		      "  sum(area_kind = 'kunta' AND area_code IN " SHOWN ")"
		      " FROM v_revision WHERE seen_at >= ?1"
		      " GROUP BY source, indicator, day, kind",
	[Q_TOUCHED] = "SELECT DISTINCT area_code FROM v_revision"
		      " WHERE source = ?1 AND indicator = ?2"
		      "   AND substr(seen_at, 1, 10) = ?3 AND kind = ?4"
		      "   AND area_kind = 'kunta' AND area_code IN " SHOWN,
	[Q_CORRECTED] = "SELECT source, indicator, date, min(year), max(year),"
			"  count(*), sum(area_kind = 'kunta'"
			"    AND area_code IN " SHOWN ")"
			" FROM v_correction WHERE date >= ?1"
			" GROUP BY source, indicator, date",
};
const struct sql_set briefing_changes_sql = {"briefing/changes", sql, Q_COUNT};

static const char *const kinds[CHANGE_KINDS] = {
	"new_year", "changed", "vanished", "returned", "corrected"};

static int since(struct changes *c, struct stmts *set, struct err *e)
{
	struct stmt *q = stmts_at(set, Q_SINCE);
	char day[WHEN_TEXT] = "";
	int64_t t;
	int rc = stmt_step(q, e);

	if (rc > 0)
		(void)snprintf(c->since, sizeof(c->since), "%.10s",
			       stmt_col_text(q, 0));
	stmt_reset(q);
	c->negotiated = c->since[0] != '\0';
	if (rc < 0 || c->negotiated)
		return rc < 0 ? -1 : 0;
	(void)snprintf(day, sizeof(day), "%.10s", c->cat->data_date);
	if (when_parse(day, &t))
		(void)snprintf(c->since, sizeof(c->since), "%.10s",
			       when_text(day, t - (int64_t)WINDOW * DAY));
	return 0;
}

/* A change of an indicator that has a page; NULL for any other. */
static struct change *add(struct changes *c, struct stmt *q,
			  enum change_kind kind)
{
	char *source = xstrdup(stmt_col_text(q, 0));
	size_t i = catalog_find(c->cat, source, stmt_col_text(q, 1));
	struct change *x = NULL;

	if (i < c->cat->n && c->cat->list[i].shown) {
		c->list = xreallocarray(c->list, c->n + 1, sizeof(*c->list));
		x = &c->list[c->n++];
		*x = (struct change){.kind = kind, .ind = &c->cat->list[i]};
		(void)snprintf(x->day, sizeof(x->day), "%.10s",
			       stmt_col_text(q, 2));
	}
	free(source);
	return x;
}

static int read_years(struct changes *c, struct stmts *set, struct err *e)
{
	struct stmt *q = stmts_at(set, Q_YEARS);
	int rc;

	stmt_text(q, 1, c->since);
	while ((rc = stmt_step(q, e)) > 0) {
		struct change *x = add(c, q, CHANGE_NEW_YEAR);
		const char *how = stmt_col_text(q, 4);

		if (!x)
			continue;
		x->first_year = x->last_year = (int)stmt_col_int(q, 3);
		x->evidence = strcmp(how, "dated") == 0  ? CHANGE_DATED
			      : strcmp(how, "seen") == 0 ? CHANGE_SEEN
							 : CHANGE_LATEST;
	}
	return rc;
}

static void take_counts(struct change *x, struct stmt *q, int first)
{
	x->first_year = (int)stmt_col_int(q, first);
	x->last_year = (int)stmt_col_int(q, first + 1);
	x->figures = (size_t)stmt_col_int(q, first + 2);
	x->here = (size_t)stmt_col_int(q, first + 3);
}

static int read_revised(struct changes *c, struct stmts *set, struct err *e)
{
	struct stmt *q = stmts_at(set, Q_REVISED);
	int rc;

	stmt_text(q, 1, c->since);
	while ((rc = stmt_step(q, e)) > 0)
		for (int k = CHANGE_REVISED; k <= CHANGE_RETURNED; k++) {
			struct change *x;

			if (strcmp(stmt_col_text(q, 3), kinds[k]) != 0)
				continue;
			x = add(c, q, (enum change_kind)k);
			if (x)
				take_counts(x, q, 4);
		}
	return rc;
}

static int read_corrected(struct changes *c, struct stmts *set, struct err *e)
{
	struct stmt *q = stmts_at(set, Q_CORRECTED);
	int rc;

	stmt_text(q, 1, c->since);
	while ((rc = stmt_step(q, e)) > 0) {
		struct change *x = add(c, q, CHANGE_CORRECTED);

		if (x)
			take_counts(x, q, 3);
	}
	return rc;
}

static const struct place *place_of(const struct catalog *c, const char *code)
{
	for (size_t i = 0; i < c->county_n; i++)
		for (size_t k = 0; k < c->counties[i].n; k++)
			if (strcmp(c->counties[i].places[k].code, code) == 0)
				return &c->counties[i].places[k];
	return NULL;
}

static int compare_place(const void *a, const void *b)
{
	const struct place *const *x = a, *const *y = b;

	return phrase_compare((*x)->name, (*y)->name);
}

static int read_places(struct changes *c, struct change *x, struct stmts *set,
		       struct err *e)
{
	struct stmt *q = stmts_at(set, Q_TOUCHED);
	int rc;

	if (x->here == 0 || x->kind == CHANGE_CORRECTED)
		return 0;
	stmt_text(q, 1, x->ind->source);
	stmt_text(q, 2, x->ind->code);
	stmt_text(q, 3, x->day);
	stmt_text(q, 4, kinds[x->kind]);
	while ((rc = stmt_step(q, e)) > 0) {
		const struct place *p = place_of(c->cat, stmt_col_text(q, 0));

		if (!p)
			continue;
		x->places = xreallocarray(x->places, x->place_n + 1,
					  sizeof(struct place *));
		x->places[x->place_n++] = p;
	}
	if (rc == 0 && x->place_n > 0)
		qsort(x->places, x->place_n, sizeof(struct place *),
		      compare_place);
	return rc;
}

/* Of what makes a change this one. A new year's day is no part of it: it may
 * come to be known better. */
static void name_change(struct change *x, enum lang lang)
{
	char hex[HASH_HEX], year[PHRASE_INT];
	struct hash *h = hash_new();

	hash_text(h, "tilannekuva change");
	hash_text(h, lang_name(lang));
	hash_text(h, kinds[x->kind]);
	hash_text(h, x->ind->source);
	hash_text(h, x->ind->code);
	hash_text(h, x->kind == CHANGE_NEW_YEAR
			     ? phrase_int(year, x->first_year)
			     : x->day);
	(void)hash_end(h, hex);
	/* version 8: made by a rule of one's own; variant 10 */
	(void)snprintf(x->id, sizeof(x->id),
		       "urn:uuid:%.8s-%.4s-8%.3s-a%.3s-%.12s", hex, hex + 8,
		       hex + 12, hex + 15, hex + 18);
}

static int compare(const void *a, const void *b)
{
	const struct change *x = a, *y = b;
	int d = strcmp(y->day, x->day);

	if (d == 0 && x->ind != y->ind)
		d = x->ind < y->ind ? -1 : 1;
	if (d == 0 && x->kind != y->kind)
		d = x->kind < y->kind ? -1 : 1;
	return d ? d : y->first_year - x->first_year;
}

int changes_read(struct changes **out, struct stmts *set,
		 const struct catalog *cat, struct err *e)
{
	struct changes *c = xcalloc(1, sizeof(*c));
	int rc = -1;

	c->cat = cat;
	if (since(c, set, e) < 0 || read_years(c, set, e) < 0 ||
	    read_revised(c, set, e) < 0 || read_corrected(c, set, e) < 0)
		goto out;
	if (c->n > 0)
		qsort(c->list, c->n, sizeof(*c->list), compare);
	for (size_t i = 0; i < c->n; i++) {
		name_change(&c->list[i], cat->lang);
		if (read_places(c, &c->list[i], set, e) < 0)
			goto out;
	}
	*out = c;
	c = NULL;
	rc = 0;
out:
	changes_free(c);
	return rc;
}

void changes_free(struct changes *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->n; i++)
		free(c->list[i].places);
	free(c->list);
	free(c);
}
