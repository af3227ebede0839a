/*
 * See queries.h. The words in the queries are taken from the store itself: a
 * municipality and an indicator in the middle, of many figures.
 */
#include "lib/base.h"

#include "lib/db.h"
#include "tests/bench/queries.h"
#include "tests/bench/yardstick.h"

enum {
	TIMES = 21
};

static const struct {
	const char *name, *sql;
	double wanted; /* milliseconds; 0: none stated */
} queries[] = {
	{"an area's newest figures",
	 "SELECT * FROM v_latest WHERE area_kind = 'kunta' AND area_code = ?1"
	 " AND sex = 'total'",
	 25},
	{"ranking of an indicator and year",
	 "SELECT area_code, area_fi, value FROM v_observation"
	 " WHERE source = 'sotkanet' AND indicator = ?2"
	 " AND area_kind = 'kunta' AND year = ?3 AND sex = 'total'"
	 " ORDER BY value DESC",
	 3},
	{"one series",
	 "SELECT year, value FROM v_observation WHERE source = 'sotkanet'"
	 " AND indicator = ?2 AND area_kind = 'kunta' AND area_code = ?1"
	 " AND sex = 'total'",
	 0.1},
	{"an area's trends",
	 "SELECT * FROM v_trend WHERE area_kind = 'kunta' AND area_code = ?1"
	 " AND kind = 'long' AND sex = 'total'",
	 0},
	{"an indicator's trends",
	 "SELECT * FROM v_trend WHERE source = 'sotkanet' AND indicator = ?2"
	 " AND kind = 'long'",
	 0},
	{"an area's positions",
	 "SELECT * FROM v_position WHERE area_kind = 'kunta'"
	 " AND area_code = ?1 AND sex = 'total'",
	 0},
	{"an indicator's provenance",
	 "SELECT * FROM v_provenance WHERE source = 'sotkanet'"
	 " AND indicator = ?2",
	 0},
	{"revisions since the newest day",
	 "SELECT * FROM v_revision WHERE seen_at >= (SELECT"
	 " substr(max(fetched_at), 1, 10) FROM v_provenance"
	 " WHERE source = 'sotkanet')",
	 0},
	{"words in the titles, any language",
	 "SELECT source, indicator, title_fi FROM indicator_search(?4)"
	 " ORDER BY rank LIMIT 50",
	 0},
	{"  in Finnish",
	 "SELECT source, indicator, title_fi FROM"
	 " indicator_search('title_fi : ' || ?4) ORDER BY rank LIMIT 50",
	 0},
	{"  in Swedish",
	 "SELECT source, indicator, title_sv FROM"
	 " indicator_search('title_sv : ' || ?5) ORDER BY rank LIMIT 50",
	 0},
	{"  in English",
	 "SELECT source, indicator, title_en FROM"
	 " indicator_search('title_en : ' || ?6) ORDER BY rank LIMIT 50",
	 0},
};

struct words {
	char area[20], indicator[20], year[20];
	char text[3][40]; /* by language */
};

static void text_of(struct db *db, const char *sql, char *dst, size_t size)
{
	struct stmt *q = NULL;
	struct err e = {0};

	if (stmt_new(&q, db, sql, &e) < 0 || stmt_step(q, &e) < 0)
		die("%s", e.msg);
	(void)snprintf(dst, size, "%s", stmt_col_text(q, 0));
	stmt_free(q);
}

/* The beginning of a title, quoted as the search wants words. */
#define TITLE_OF(column)                                                       \
	"SELECT '\"' || replace(substr(" column ", 1, 6), '\"', '') || '\"'"   \
	" FROM v_indicator WHERE source = 'sotkanet' AND " column " <> ''"     \
	" ORDER BY indicator LIMIT 1"

static void choose(struct db *db, struct words *w)
{
	text_of(db,
		"SELECT code FROM v_area WHERE kind = 'kunta'"
		" AND valid_to IS NULL ORDER BY code LIMIT 1 OFFSET 20",
		w->area, sizeof(w->area));
	text_of(db,
		"SELECT indicator FROM v_indicator WHERE source = 'sotkanet'"
		" AND last_year IS NOT NULL ORDER BY CAST(indicator AS INTEGER)"
		" LIMIT 1 OFFSET (SELECT count(*) / 2 FROM v_indicator"
		"  WHERE source = 'sotkanet' AND last_year IS NOT NULL)",
		w->indicator, sizeof(w->indicator));
	text_of(db,
		"SELECT last_year FROM v_indicator WHERE source = 'sotkanet'"
		" AND last_year IS NOT NULL ORDER BY CAST(indicator AS INTEGER)"
		" LIMIT 1 OFFSET (SELECT count(*) / 2 FROM v_indicator"
		"  WHERE source = 'sotkanet' AND last_year IS NOT NULL)",
		w->year, sizeof(w->year));
	text_of(db, TITLE_OF("title_fi"), w->text[0], sizeof(w->text[0]));
	text_of(db, TITLE_OF("title_sv"), w->text[1], sizeof(w->text[1]));
	text_of(db, TITLE_OF("title_en"), w->text[2], sizeof(w->text[2]));
}

/* As R or Python would: a number as a number. */
static void read_column(struct stmt *q, int i)
{
	if (stmt_col_type(q, i) == SQLITE_TEXT)
		(void)stmt_col_text(q, i);
	else
		(void)stmt_col_double(q, i);
}

static double once(struct db *db, const char *sql, const struct words *w,
		   size_t *rows)
{
	const char *const bound[] = {w->area,    w->indicator, w->year,
				     w->text[0], w->text[1],   w->text[2]};
	double start = seconds_now();
	struct stmt *q = NULL;
	struct err e = {0};
	int rc;

	if (stmt_new(&q, db, sql, &e) < 0)
		die("%s", e.msg);
	for (size_t i = 0; i < ARRAY_LEN(bound); i++) {
		char mark[3] = {'?', (char)('1' + i), '\0'};

		if (strstr(sql, mark) && i == 2)
			stmt_int(q, 3, strtol(w->year, NULL, 10));
		else if (strstr(sql, mark))
			stmt_text(q, (int)i + 1, bound[i]);
	}
	*rows = 0;
	while ((rc = stmt_step(q, &e)) > 0) {
		(*rows)++;
		for (int i = 0; i < stmt_columns(q); i++)
			read_column(q, i);
	}
	if (rc < 0)
		die("%s", e.msg);
	stmt_free(q);
	return (seconds_now() - start) * 1e3;
}

static int ascending(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

void queries_report(const char *store, const char *size, FILE *lines)
{
	struct words w;
	struct db *db = NULL;
	struct err e = {0};

	if (db_open(&db, store, DB_READ, &e) < 0)
		die("%s", e.msg);
	choose(db, &w);
	for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
		double ms[TIMES];
		size_t rows = 0;

		(void)once(db, queries[i].sql, &w, &rows); /* warms */
		for (size_t k = 0; k < TIMES; k++)
			ms[k] = once(db, queries[i].sql, &w, &rows);
		qsort(ms, TIMES, sizeof(*ms), ascending);
		printf("%-34s %9.3f ms %8zu rows", queries[i].name,
		       ms[TIMES / 2], rows);
		if (queries[i].wanted > 0)
			printf("  <= %g", queries[i].wanted);
		putchar('\n');
		fprintf(lines,
			"{\"size\": \"%s\", \"query\": \"%s\", "
			"\"milliseconds\": %.4f, \"rows\": %zu, "
			"\"target\": %g}\n",
			size, queries[i].name, ms[TIMES / 2], rows,
			queries[i].wanted);
	}
	db_close(db);
}
