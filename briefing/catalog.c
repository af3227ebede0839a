/*
 * What is the same for every municipality: the indicators that we follow, the
 * counties that are shown, and what names the picture..
 */
#include "lib/base.h"

#include "briefing/catalog.h"
#include "briefing/phrase.h"
#include "lib/store.h"
#include "lib/theme.h"

enum {
	OLD_AFTER_YEARS = 5
};

enum {
	Q_INDICATORS,
	Q_SHOWN,
	Q_ABSENT,
	Q_COUNTIES,
	Q_PLACES,
	Q_TALKS,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_INDICATORS] =
		"SELECT source, indicator, title_fi, title_sv, title_en, theme,"
		"  unit, class, organisation, licence, data_updated,"
		"  fetched_at, decimals, felt = 'survey', last_year,"
		"  definition_fi, definition_sv, definition_en, polarity, span"
		" FROM v_indicator WHERE followed",
	[Q_SHOWN] = "SELECT s.name, i.code FROM indicator AS i"
		    " JOIN source AS s ON s.id = i.source"
		    " WHERE EXISTS (SELECT 1 FROM shown_county AS c"
		    "   JOIN area AS h ON h.kind = 'hyvinvointialue'"
		    "     AND h.code = c.code"
		    "   JOIN area_member AS m ON m.parent = h.id"
		    "   JOIN area AS a ON a.id = m.area AND a.kind = 'kunta'"
		    "     AND a.valid_to IS NULL"
		    "   JOIN observation AS o ON o.indicator = i.id"
		    "     AND o.area = a.id AND o.sex = 0)",
	[Q_ABSENT] =
		"SELECT DISTINCT g.source, g.indicator, f.title FROM v_gap AS g"
		" LEFT JOIN followed AS f ON f.source = g.source"
		"   AND f.code = g.indicator"
		" WHERE g.stage = 'load' ORDER BY g.source, g.indicator",
	[Q_COUNTIES] = "SELECT c.code, a.name_fi, a.name_sv, a.name_en"
		       " FROM shown_county AS c JOIN v_area AS a"
		       "   ON a.kind = 'hyvinvointialue' AND a.code = c.code"
		       " ORDER BY c.position",
	[Q_PLACES] = "SELECT code, name_fi, name_sv, name_en FROM v_area"
		     " WHERE kind = 'kunta' AND hva_code = ?1"
		     "   AND valid_to IS NULL",
	[Q_TALKS] = "SELECT negotiation, title || ' ' || negotiation, date"
		    " FROM v_negotiation WHERE county_code = ?1"
		    " ORDER BY date DESC, negotiation",
};
const struct sql_set briefing_catalog_sql = {"briefing/catalog", sql, Q_COUNT};

/* One of three columns in the order fi, sv, en; Finnish where it is empty. */
static char *named(struct stmt *q, int first, enum lang lang)
{
	const char *s = stmt_col_text(q, first + lang_column(lang));

	return xstrdup(*s ? s : stmt_col_text(q, first));
}

static char *column(struct stmt *q, int i)
{
	return xstrdup(stmt_col_text(q, i));
}

static int compare_indicator(const void *a, const void *b)
{
	const struct indicator *x = a, *y = b;
	size_t p = theme_rank(x->theme), q = theme_rank(y->theme);
	int d;

	if (p != q)
		return p < q ? -1 : 1;
	d = strcmp(x->theme, y->theme);
	if (d == 0)
		d = phrase_compare(x->title, y->title);
	if (d == 0)
		d = strcmp(x->source, y->source);
	return d ? d : strcmp(x->code, y->code);
}

static int compare_key(const char *source, const char *code,
		       const struct indicator *ind)
{
	int d = strcmp(source, ind->source);

	return d ? d : strcmp(code, ind->code);
}

static int compare_index(const void *a, const void *b, void *ctx)
{
	const struct indicator *list = ctx;
	const struct indicator *x = &list[*(const size_t *)a];

	return compare_key(x->source, x->code, &list[*(const size_t *)b]);
}

bool catalog_is_twin(const struct catalog *c, const struct indicator *ind)
{
	for (size_t i = 0; i < c->n; i++)
		if (&c->list[i] != ind &&
		    strcmp(c->list[i].title, ind->title) == 0)
			return true;
	return false;
}

size_t catalog_find(const struct catalog *c, const char *source,
		    const char *code)
{
	size_t lo = 0, hi = c->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int d = compare_key(source, code, &c->list[c->by_code[mid]]);

		if (d == 0)
			return c->by_code[mid];
		if (d < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return c->n;
}

static void take_indicator(struct catalog *c, struct stmt *q)
{
	struct indicator *ind;

	c->list = xreallocarray(c->list, c->n + 1, sizeof(*c->list));
	ind = &c->list[c->n++];
	*ind = (struct indicator){
		.source = column(q, 0),
		.code = column(q, 1),
		.title = named(q, 2, c->lang),
		.title_fi = column(q, 2),
		.theme = column(q, 5),
		.unit = column(q, 6),
		.class = column(q, 7),
		.organisation = column(q, 8),
		.licence = column(q, 9),
		.data_updated = column(q, 10),
		.fetched_at = column(q, 11),
		.last_year = (int)stmt_col_int(q, 14),
		.definition = named(q, 15, c->lang),
		.polarity = column(q, 18),
		.span = (int)stmt_col_int(q, 19),
	};
	ind->measure = (struct measure){
		.unit = ind->unit,
		.class = ind->class,
		.decimals = (int)stmt_col_int(q, 12),
		.survey = stmt_col_int(q, 13) != 0,
	};
}

static int read_indicators(struct catalog *c, struct stmts *set, struct err *e)
{
	struct stmt *q = stmts_at(set, Q_INDICATORS);
	int rc;

	while ((rc = stmt_step(q, e)) > 0)
		take_indicator(c, q);
	if (rc < 0)
		return -1;
	if (c->n > 0)
		qsort(c->list, c->n, sizeof(*c->list), compare_indicator);
	c->by_code = xcalloc(c->n + 1, sizeof(*c->by_code));
	for (size_t i = 0; i < c->n; i++)
		c->by_code[i] = i;
	if (c->n > 0)
		qsort_r(c->by_code, c->n, sizeof(*c->by_code), compare_index,
			c->list);
	return 0;
}

/* A code that cannot name a file gets no page. */
static int read_shown(struct catalog *c, struct stmts *set, struct err *e)
{
	struct stmt *q = stmts_at(set, Q_SHOWN);
	int rc;

	while ((rc = stmt_step(q, e)) > 0) {
		char *source = column(q, 0);
		size_t i = catalog_find(c, source, stmt_col_text(q, 1));

		free(source);
		if (i < c->n)
			c->list[i].shown = phrase_is_plain(c->list[i].source) &&
					   phrase_is_plain(c->list[i].code);
	}
	return rc;
}

static int read_absent(struct catalog *c, struct stmts *set, struct err *e)
{
	struct stmt *q = stmts_at(set, Q_ABSENT);
	int rc;

	while ((rc = stmt_step(q, e)) > 0) {
		char *source = column(q, 0);
		size_t i = catalog_find(c, source, stmt_col_text(q, 1));

		free(source);
		if (i < c->n)
			continue;
		c->absent = xreallocarray(c->absent, c->absent_n + 1,
					  sizeof(*c->absent));
		c->absent[c->absent_n++] = (struct absent){
			.source = column(q, 0),
			.code = column(q, 1),
			.title = column(q, 2),
		};
	}
	return rc;
}

static int compare_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int d = phrase_compare(x->name, y->name);

	return d ? d : strcmp(x->code, y->code);
}

static int read_places(struct county *k, struct stmts *set, enum lang lang,
		       struct err *e)
{
	struct stmt *q = stmts_at(set, Q_PLACES);
	int rc;

	stmt_text(q, 1, k->code);
	while ((rc = stmt_step(q, e)) > 0) {
		k->places =
			xreallocarray(k->places, k->n + 1, sizeof(*k->places));
		k->places[k->n++] = (struct place){
			.code = column(q, 0),
			.name = named(q, 1, lang),
		};
	}
	if (rc < 0)
		return -1;
	if (k->n > 0)
		qsort(k->places, k->n, sizeof(*k->places), compare_place);
	return 0;
}

/* An id that cannot name a file gets no page. */
static int read_talks(struct county *k, struct stmts *set, struct err *e)
{
	struct stmt *q = stmts_at(set, Q_TALKS);
	int rc;

	stmt_text(q, 1, k->code);
	while ((rc = stmt_step(q, e)) > 0) {
		if (!phrase_is_plain(stmt_col_text(q, 0)))
			continue;
		k->talks = xreallocarray(k->talks, k->talks_n + 1,
					 sizeof(*k->talks));
		k->talks[k->talks_n++] = (struct talks){
			.id = column(q, 0),
			.title = column(q, 1),
			.date = column(q, 2),
		};
	}
	return rc;
}

static int read_counties(struct catalog *c, struct stmts *set, struct err *e)
{
	struct stmt *q = stmts_at(set, Q_COUNTIES);
	int rc;

	while ((rc = stmt_step(q, e)) > 0) {
		c->counties = xreallocarray(c->counties, c->county_n + 1,
					    sizeof(*c->counties));
		c->counties[c->county_n++] = (struct county){
			.code = column(q, 0),
			.name = named(q, 1, c->lang),
		};
	}
	for (size_t i = 0; rc == 0 && i < c->county_n; i++)
		rc = read_places(&c->counties[i], set, c->lang, e) < 0
			     ? -1
			     : read_talks(&c->counties[i], set, e);
	return rc;
}

/* Of two rounds whose pages would have one name the first has them. */
static void part_rounds(struct catalog *c, struct talks *t)
{
	for (size_t i = 0; i < c->county_n; i++)
		for (size_t j = 0; j < c->counties[i].talks_n; j++) {
			if (&c->counties[i].talks[j] == t)
				return;
			round_list_part(&t->rounds,
					&c->counties[i].talks[j].rounds);
		}
}

static int read_rounds(struct catalog *c, struct db *db, struct err *e)
{
	struct stmts *set;
	int rc = 0;

	if (stmts_new(&set, db, &briefing_round_sql, e) < 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < c->county_n; i++)
		for (size_t j = 0; rc == 0 && j < c->counties[i].talks_n; j++) {
			struct talks *t = &c->counties[i].talks[j];

			rc = round_list_read(&t->rounds, set, t->id, e);
			if (rc == 0)
				part_rounds(c, t);
		}
	stmts_free(set);
	return rc;
}

bool catalog_has_briefing(const struct county *k)
{
	return phrase_is_plain(k->code);
}

size_t catalog_rounds(const struct catalog *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->county_n; i++)
		for (size_t j = 0; j < c->counties[i].talks_n; j++)
			n += c->counties[i].talks[j].rounds.n;
	return n;
}

int catalog_read(struct catalog **out, struct db *db, int this_year,
		 enum lang lang, struct err *e)
{
	struct catalog *c = xcalloc(1, sizeof(*c));
	struct stmts *set = NULL;
	int rc = -1;

	c->lang = lang;
	c->up = *lang_folder(lang) ? "../" : "";
	c->old_year = this_year - OLD_AFTER_YEARS - 1;
	if (store_get(db, "content_id", c->content_id, sizeof(c->content_id),
		      e) < 0 ||
	    store_get(db, "data_date", c->data_date, sizeof(c->data_date), e) <
		    0)
		goto out;
	if (stmts_new(&set, db, &briefing_catalog_sql, e) < 0 ||
	    read_indicators(c, set, e) < 0 || read_shown(c, set, e) < 0 ||
	    read_absent(c, set, e) < 0 || read_counties(c, set, e) < 0 ||
	    read_rounds(c, db, e) < 0)
		goto out;
	*out = c;
	c = NULL;
	rc = 0;
out:
	stmts_free(set);
	catalog_free(c);
	return rc;
}

static void county_release(struct county *k)
{
	for (size_t i = 0; i < k->n; i++) {
		free(k->places[i].code);
		free(k->places[i].name);
	}
	for (size_t i = 0; i < k->talks_n; i++) {
		free(k->talks[i].id);
		free(k->talks[i].title);
		free(k->talks[i].date);
		round_list_release(&k->talks[i].rounds);
	}
	free(k->talks);
	free(k->places);
	free(k->code);
	free(k->name);
}

static void indicator_release(struct indicator *ind)
{
	free(ind->source);
	free(ind->code);
	free(ind->title);
	free(ind->title_fi);
	free(ind->theme);
	free(ind->unit);
	free(ind->class);
	free(ind->organisation);
	free(ind->licence);
	free(ind->definition);
	free(ind->polarity);
	free(ind->data_updated);
	free(ind->fetched_at);
}

void catalog_free(struct catalog *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->n; i++)
		indicator_release(&c->list[i]);
	for (size_t i = 0; i < c->absent_n; i++) {
		free(c->absent[i].source);
		free(c->absent[i].code);
		free(c->absent[i].title);
	}
	for (size_t i = 0; i < c->county_n; i++)
		county_release(&c->counties[i]);
	free(c->list);
	free(c->by_code);
	free(c->absent);
	free(c->counties);
	free(c);
}
