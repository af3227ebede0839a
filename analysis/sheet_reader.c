/*
 * Sheets out of the store; see sheet.h.
 */
#include <math.h>

#include "analysis/grown.h"
#include "analysis/sheet.h"
#include "analysis/undefined.h"

enum {
	Q_SUBJECT,
	Q_FIGURES,
	Q_NUMERATORS,
	Q_ABSENCES,
	Q_BREAKS,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_SUBJECT] =
		"SELECT f.code IS NOT NULL, coalesce(f.polarity, 'neutral'),"
		"    coalesce(f.class, 'unknown'),"
		"    coalesce(f.felt = 'survey', 0), coalesce(f.span, 1),"
		"    i.decimals, i.unit"
		"  FROM indicator AS i JOIN source AS s ON s.id = i.source"
		"  LEFT JOIN followed AS f"
		"    ON f.source = s.name AND f.code = i.code"
		"  WHERE i.id = ?1",
	[Q_FIGURES] = "SELECT sheet_take(area, sex, year, value)"
		      "  FROM observation WHERE indicator = ?1",
	[Q_NUMERATORS] = "SELECT sheet_take(area, sex, year, value, numerator)"
			 "  FROM observation WHERE indicator = ?1",
	[Q_ABSENCES] = "SELECT a.area, a.sex, a.year, t.name = 'suppressed'"
		       "  FROM absence AS a JOIN status AS t ON t.id = a.reason"
		       "  WHERE a.indicator = ?1 AND t.name IN"
		       "    ('suppressed', 'not_applicable',"
		       "     'not_yet_published')"
		       "  ORDER BY a.area, a.sex, a.year",
	[Q_BREAKS] = "SELECT b.year FROM known_break AS b"
		     "  JOIN source AS s ON s.name = b.source"
		     "  JOIN indicator AS i"
		     "    ON i.source = s.id AND i.code = b.code"
		     "  WHERE i.id = ?1 ORDER BY b.year",
};
static const struct sql_set reader_sql = {"analysis/sheet", sql, Q_COUNT};

/* What sheet_take() works with. It belongs to the connection. */
struct taking {
	struct sheet *sheet; /* borrowed; NULL: none is being read */
	int64_t area;        /* of the row before */
	int sex, year;
};

struct sheet_reader {
	struct stmts *q;
	struct taking *taking; /* borrowed */
	const struct country *country;
	int run_year;
};

static enum polarity polarity_of(const char *s)
{
	if (strcmp(s, "lower_better") == 0)
		return POLARITY_LOWER;
	if (strcmp(s, "higher_better") == 0)
		return POLARITY_HIGHER;
	return POLARITY_NEUTRAL;
}

static enum figure_class class_of(const char *s)
{
	static const char *const names[CLASS_N] = {
		[CLASS_UNKNOWN] = "unknown",
		[CLASS_PROPORTION] = "proportion",
		[CLASS_RATE] = "rate",
		[CLASS_COUNT] = "count",
		[CLASS_MONEY] = "money",
		[CLASS_INDEX] = "index",
		[CLASS_MEAN] = "mean",
		[CLASS_SCORE] = "score",
		[CLASS_RATIO] = "ratio",
		[CLASS_SHARE_OF_MONEY] = "share_of_money",
	};

	for (int i = 0; i < CLASS_N; i++)
		if (strcmp(s, names[i]) == 0)
			return (enum figure_class)i;
	return CLASS_UNKNOWN;
}

/* The sources' codes of units that say "so many of so many". */
static double unit_of(const char *code)
{
	static const struct {
		const char *code;
		double unit;
	} units[] = {
		{"PROS", 100.0},    {"%", 100.0},         {"PER1000", 1e3},
		{"per 1 000", 1e3}, {"PER10000", 1e4},    {"per 10 000", 1e4},
		{"PER100000", 1e5}, {"per 100 000", 1e5},
	};

	for (size_t i = 0; i < ARRAY_LEN(units); i++)
		if (strcmp(code, units[i].code) == 0)
			return units[i].unit;
	return UNDEFINED;
}

static int read_subject(struct sheet_reader *r, int64_t indicator,
			struct subject *out, struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_SUBJECT);
	int got;

	*out = (struct subject){.id = indicator, .span = 1};
	stmt_int(q, 1, indicator);
	got = stmt_step(q, e);
	if (got > 0) {
		out->followed = stmt_col_int(q, 0) != 0;
		out->polarity = polarity_of(stmt_col_text(q, 1));
		out->class = class_of(stmt_col_text(q, 2));
		out->survey = stmt_col_int(q, 3) != 0;
		out->span = (int)stmt_col_int(q, 4);
		out->decimals = (int)stmt_col_int(q, 5);
		out->unit = unit_of(stmt_col_text(q, 6));
	}
	stmt_reset(q);
	return got < 0 ? -1 : 0;
}

static void grow_figures(struct sheet *s)
{
	if (s->figures_n < s->figures_cap)
		return;
	s->figures_cap = s->figures_cap ? 2 * s->figures_cap : 1024;
	s->years = xreallocarray(s->years, s->figures_cap, sizeof(*s->years));
	s->values =
		xreallocarray(s->values, s->figures_cap, sizeof(*s->values));
	s->numerators = xreallocarray(s->numerators, s->figures_cap,
				      sizeof(*s->numerators));
}

/* The series that a row belongs to, rows coming in order; NULL: of no area or
 * sex that is known. */
static struct sheet_series *series_of(struct sheet *s, int64_t area, int sex)
{
	struct sheet_series *last =
		s->series_n ? &s->series[s->series_n - 1] : NULL;
	const struct place *place;

	if (last && last->place->id == area && last->sex == sex)
		return last;
	place = country_find(s->country, area);
	if (!place || sex < 0 || sex >= SEXES)
		return NULL;
	s->series = grown(s->series, s->series_n, &s->series_cap,
			  sizeof(*s->series));
	last = &s->series[s->series_n++];
	*last = (struct sheet_series){
		.place = place, .sex = sex, .from = s->figures_n};
	return last;
}

/* Series are found by their rows being together, years ascending: the order of
 * the table's key, in which it is read. */
static bool is_next(struct taking *t, int64_t area, int sex, int year)
{
	bool next = area != t->area ? area > t->area
		    : sex != t->sex ? sex > t->sex
				    : year > t->year;

	t->area = area;
	t->sex = sex;
	t->year = year;
	return next;
}

/*
 * An SQL aggregate that keeps the rows of a sheet, sheet_take(area, sex, year,
 * value [, numerator]): called by SQLite for each row, it reads a sheet with a
 * fifth fewer instructions than stepping from row to row and asking for each
 * column.
 */
static void take_row(sqlite3_context *ctx, int argc, sqlite3_value **argv)
{
	struct taking *t = sqlite3_user_data(ctx);
	struct sheet *s = t->sheet;
	struct sheet_series *one;
	int64_t area;
	double value;
	int sex, year;
	bool given;

	if (!s) {
		sqlite3_result_error(ctx, "no sheet is being read", -1);
		return;
	}
	area = sqlite3_value_int64(argv[0]);
	sex = sqlite3_value_int(argv[1]);
	year = sqlite3_value_int(argv[2]);
	value = sqlite3_value_double(argv[3]);
	given = argc > 4 && sqlite3_value_type(argv[4]) != SQLITE_NULL;
	if (!is_next(t, area, sex, year)) {
		sqlite3_result_error(ctx, "figures out of order", -1);
		return;
	}
	one = isfinite(value) ? series_of(s, area, sex) : NULL;
	if (!one)
		return;
	grow_figures(s);
	s->years[s->figures_n] = year;
	s->values[s->figures_n] = value;
	s->numerators[s->figures_n] =
		given ? sqlite3_value_double(argv[4]) : UNDEFINED;
	s->figures_n++;
	one->n++;
}

/* The one row of the answer says nothing. */
static void take_end(sqlite3_context *ctx)
{
	(void)ctx;
}

static int read_figures(struct sheet_reader *r, struct sheet *s, struct err *e)
{
	struct stmt *q =
		stmts_at(r->q, s->about.followed ? Q_NUMERATORS : Q_FIGURES);
	int rc;

	*r->taking = (struct taking){.sheet = s, .area = INT64_MIN};
	stmt_int(q, 1, s->about.id);
	rc = stmt_run(q, e);
	r->taking->sheet = NULL;
	return rc;
}

/* Rows come in the order of the series; *at walks along. NULL: an area and sex
 * without any figure. */
static struct sheet_series *series_at(struct sheet *s, size_t *at, int64_t area,
				      int sex)
{
	for (; *at < s->series_n; (*at)++) {
		struct sheet_series *one = &s->series[*at];

		if (one->place->id == area && one->sex == sex)
			return one;
		if (one->place->id > area ||
		    (one->place->id == area && one->sex > sex))
			break;
	}
	return NULL;
}

static int read_absences(struct sheet_reader *r, struct sheet *s, struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_ABSENCES);
	size_t at = 0;
	int got;

	stmt_int(q, 1, s->about.id);
	while ((got = stmt_step(q, e)) > 0) {
		int year = (int)stmt_col_int(q, 2);
		struct sheet_series *one = series_at(s, &at, stmt_col_int(q, 0),
						     (int)stmt_col_int(q, 1));

		if (!one || !isnan(sheet_value(s, one, year)))
			continue;
		if (one->absent_n == 0)
			one->absent_from = s->absent_n;
		s->absent = grown(s->absent, s->absent_n, &s->absent_cap,
				  sizeof(*s->absent));
		s->absent[s->absent_n++] = (struct trend_absence){
			year, stmt_col_int(q, 3) ? ABSENCE_SUPPRESSED
						 : ABSENCE_NOT_EXPECTED};
		one->absent_n++;
	}
	return got;
}

static int read_breaks(struct sheet_reader *r, struct sheet *s, struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_BREAKS);
	int got;

	stmt_int(q, 1, s->about.id);
	while ((got = stmt_step(q, e)) > 0) {
		s->known = grown(s->known, s->known_n, &s->known_cap,
				 sizeof(*s->known));
		s->known[s->known_n++] = (int)stmt_col_int(q, 0);
	}
	return got;
}

int sheet_reader_new(struct sheet_reader **out, struct db *db,
		     const struct country *country, int run_year, struct err *e)
{
	struct sheet_reader *r = xcalloc(1, sizeof(*r));

	r->country = country;
	r->run_year = run_year;
	r->taking = xcalloc(1, sizeof(*r->taking));
	/* SQLite frees it, where this call does not succeed too. */
	if (sqlite3_create_function_v2(db_handle(db), "sheet_take", -1,
				       SQLITE_UTF8 | SQLITE_DIRECTONLY,
				       r->taking, NULL, take_row, take_end,
				       free) != SQLITE_OK) {
		sheet_reader_free(r);
		return err_set(e, ERR_DB, "%s: %s", db_path(db),
			       sqlite3_errmsg(db_handle(db)));
	}
	if (stmts_new(&r->q, db, &reader_sql, e) < 0) {
		sheet_reader_free(r);
		return -1;
	}
	*out = r;
	return 0;
}

void sheet_reader_free(struct sheet_reader *r)
{
	if (!r)
		return;
	stmts_free(r->q);
	free(r);
}

int sheet_read(struct sheet_reader *r, int64_t indicator, struct sheet *s,
	       struct err *e)
{
	s->country = r->country;
	s->run_year = r->run_year;
	s->figures_n = 0;
	s->absent_n = 0;
	s->series_n = 0;
	s->known_n = 0;
	if (read_subject(r, indicator, &s->about, e) < 0 ||
	    (s->about.followed && read_breaks(r, s, e) < 0) ||
	    read_figures(r, s, e) < 0)
		return -1;
	return read_absences(r, s, e);
}
