/*
 * Whether there is anything to find anew; see analysis.h.
 */
#include "analysis/run.h"

#include "lib/embedded.h"
#include "lib/hash.h"
#include "lib/num.h"

/* Rises with every change of a method whose results differ. */
#define METHODS "trend 1"
#define KEY     "analysis_key"

static const char *const content[] = {
	"SELECT * FROM v_trend"
	"  ORDER BY source, indicator, area_kind, area_code, sex, kind",
	NULL,
};

const struct schema analysis_schema = {
	.room = "analysis",
	.tables = text_analysis_schema_sql,
	.views = text_analysis_views_sql,
	.content = content,
};

/* Everything that the findings depend on. The figures are in the digests. */
static const struct {
	const char *sql;
	int columns;
} inputs[] = {
	{"SELECT i.id, s.name, i.code, i.decimals, i.digest"
	 "  FROM indicator AS i JOIN source AS s ON s.id = i.source"
	 "  ORDER BY i.id",
	 5},
	{"SELECT source, code, class, polarity, span FROM followed"
	 "  ORDER BY source, code",
	 5},
	{"SELECT id FROM area WHERE kind = 'kunta' ORDER BY id", 1},
	{"SELECT indicator, area, sex, year, reason FROM absence"
	 "  ORDER BY indicator, area, sex, year",
	 5},
};

static int hash_rows(struct db *db, size_t input, struct hash *h, struct err *e)
{
	struct stmt *q;
	int got;

	if (stmt_new(&q, db, inputs[input].sql, e) < 0)
		return -1;
	hash_text(h, inputs[input].sql);
	while ((got = stmt_step(q, e)) > 0)
		for (int i = 0; i < inputs[input].columns; i++)
			hash_text(h, stmt_col_text(q, i));
	stmt_free(q);
	return got;
}

/* The key of the picture that would be made now; "" where an indicator has
 * figures but no digest, so that a change could not be seen. */
static int key_now(struct db *db, int run_year, char key[HASH_HEX],
		   struct err *e)
{
	struct hash *h = hash_new();
	char year[NUM_TEXT];
	int64_t blind;
	int rc = 0;

	hash_text(h, METHODS);
	hash_text(h, num_text(year, run_year));
	for (size_t i = 0; rc == 0 && i < ARRAY_LEN(inputs); i++)
		rc = hash_rows(db, i, h, e);
	(void)hash_end(h, key);
	if (rc < 0 || db_int(db,
			     "SELECT EXISTS (SELECT 1 FROM indicator AS i"
			     "  WHERE i.digest = '' AND EXISTS (SELECT 1"
			     "    FROM observation WHERE indicator = i.id))",
			     0, &blind, e) < 0)
		return -1;
	if (blind)
		key[0] = '\0';
	return 0;
}

static int count(struct db *db, const char *sql, size_t *out, struct err *e)
{
	int64_t n;

	if (db_int(db, sql, 0, &n, e) < 0)
		return -1;
	*out = (size_t)n;
	return 0;
}

int analysis_run(struct app *app, struct db *db, struct analysis_summary *out,
		 struct err *e)
{
	struct analysis_summary summary = {0};
	char key[HASH_HEX], last[HASH_HEX];
	int run_year = when_year(app->now);

	if (key_now(db, run_year, key, e) < 0 ||
	    store_get(db, KEY, last, sizeof(last), e) < 0)
		return -1;
	if (key[0] != '\0' && strcmp(key, last) == 0) {
		summary.unchanged = true;
		if (count(db, "SELECT count(*) FROM trend", &summary.series,
			  e) < 0 ||
		    count(db,
			  "SELECT count(*) FROM trend WHERE verdict IN"
			  " ('up', 'down', 'up_small', 'down_small')",
			  &summary.clear, e) < 0)
			return -1;
	} else if (pass_run(db, run_year, &app->log, &summary, e) < 0 ||
		   store_put(db, KEY, key, e) < 0) {
		return -1;
	}
	*out = summary;
	return 0;
}
