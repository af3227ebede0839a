/*
 * Whether there is anything to find anew; see analysis.h.
 */
#include "analysis/run.h"

#include "analysis/agreements.h"
#include "analysis/functions.h"
#include "lib/embedded.h"
#include "lib/num.h"

/* The findings follow from what the keys were made of. */
static const char *const content[] = {
	"SELECT s.name, i.code, d.key FROM analysed AS d"
	"  JOIN indicator AS i ON i.id = d.indicator"
	"  JOIN source AS s ON s.id = i.source ORDER BY s.name, i.code",
	NULL,
};

const struct schema analysis_schema = {
	.room = "analysis",
	.tables = text_analysis_schema_sql,
	.views = text_analysis_views_sql,
	.content = content,
	.functions = functions_register,
};

/* Figures that no analysis would see; one step an indicator. */
static int check_indicators(struct db *db, struct err *e)
{
	int64_t unknown;

	if (db_int(db,
		   "WITH RECURSIVE held(id) AS ("
		   "  SELECT min(indicator) FROM observation UNION ALL"
		   "  SELECT (SELECT min(indicator) FROM observation"
		   "    WHERE indicator > held.id) FROM held"
		   "    WHERE held.id IS NOT NULL)"
		   "SELECT EXISTS (SELECT 1 FROM held"
		   "  WHERE held.id IS NOT NULL"
		   "    AND held.id NOT IN (SELECT id FROM indicator))",
		   0, &unknown, e) < 0)
		return -1;
	return unknown ? err_set(e, ERR_DATA, "figures of an unknown indicator")
		       : 0;
}

static int sum(struct db *db, const char *sql, size_t *out, struct err *e)
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
	struct analysis_summary s = {0};
	struct due_list due = {0};
	struct analysis_rules rules = {
		.run_year = when_year(app->now),
		.population = conf_text(app->conf, "analysis.population"),
	};
	bool agreed;
	int rc = -1;

	if (check_indicators(db, e) < 0 || due_read(&due, db, &rules, e) < 0 ||
	    (due.now && pass_run(db, &rules, &due, &app->log, e) < 0) ||
	    agreements_run(db, rules.population, rules.run_year, &agreed, e) <
		    0 ||
	    sum(db, "SELECT sum(series) FROM analysed", &s.series, e) < 0 ||
	    sum(db, "SELECT sum(clear) FROM analysed", &s.clear, e) < 0)
		goto out;
	s.unchanged = due.now == 0 && !agreed;
	*out = s;
	rc = 0;
out:
	due_release(&due);
	return rc;
}
