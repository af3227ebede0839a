/*
 * A store that is made anew knows nothing of the charts that stand in
 * var/charts/, though nobody touched them.
 */
#include "plots/plots.h"

#include "lib/file.h"

enum {
	Q_PUT,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_PUT] = "INSERT INTO chart SELECT ?1, ?2, a.id, i.id, ?3, ?4, ?5, ?6"
		  "  FROM area AS a, indicator AS i"
		  "  JOIN source AS s ON s.id = i.source"
		  "  WHERE a.kind = ?7 AND a.code = ?8 AND s.name = ?9"
		  "    AND i.code = ?10",
};

static const struct sql_set carry_sql = {"plots/carry", sql, Q_COUNT};

static int carry_rows(struct db *from, struct db *to, struct err *e)
{
	struct stmts *put = NULL;
	struct stmt *q = NULL;
	int got = -1, i;

	if (stmts_new(&put, to, &carry_sql, e) < 0 ||
	    stmt_new(
		    &q, from,
		    "SELECT name, kind, lang, title, alt, digest, area_kind,"
		    "  area_code, source, indicator FROM v_chart ORDER BY name",
		    e) < 0)
		goto out;
	while ((got = stmt_step(q, e)) == 1) {
		struct stmt *p = stmts_at(put, Q_PUT);

		for (i = 0; i < 10; i++)
			stmt_text(p, i + 1, stmt_col_text(q, i));
		if (stmt_run(p, e) < 0) {
			got = -1;
			break;
		}
	}
out:
	stmt_free(q);
	stmts_free(put);
	return got;
}

int plots_carry(struct app *app, struct db *fresh, struct err *e)
{
	char *path = app_var_path(app, "tilannekuva.db");
	struct db *old = NULL;
	int rc = 0;

	if (store_is_current(path, app->schemas)) {
		rc = app_store_open(app, DB_READ, &old, e);
		if (rc == 0)
			rc = carry_rows(old, fresh, e);
	}
	db_close(old);
	free(path);
	return rc;
}
