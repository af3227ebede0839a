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
	/* What the chart is of may be gone from the new store. */
	[Q_PUT] = "INSERT INTO chart SELECT ?1, ?2,"
		  "    CASE ?7 WHEN '' THEN 0 ELSE (SELECT id FROM area"
		  "      WHERE kind = ?7 AND code = ?8) END AS a,"
		  "    CASE ?9 WHEN '' THEN 0 ELSE (SELECT i.id"
		  "      FROM indicator AS i JOIN source AS s"
		  "        ON s.id = i.source"
		  "      WHERE s.name = ?9 AND i.code = ?10) END AS i,"
		  "    ?3, ?4, ?5, ?6"
		  "  WHERE a IS NOT NULL AND i IS NOT NULL",
};

static const struct sql_set carry_sql = {"plots/carry", sql, Q_COUNT};

/* What cannot be read of the old store is left behind: damage must not keep the
 * store from being replaced, and `plot` writes the table anew. */
static int carry_rows(struct db *from, struct db *to, struct err *e)
{
	struct stmts *put = NULL;
	struct stmt *q = NULL;
	struct err unread = {0};
	int rc = stmts_new(&put, to, &carry_sql, e), i;

	if (rc == 0 &&
	    stmt_new(
		    &q, from,
		    "SELECT name, kind, lang, title, alt, digest, area_kind,"
		    "  area_code, source, indicator FROM v_chart ORDER BY name",
		    &unread) == 0) {
		while (rc == 0 && stmt_step(q, &unread) == 1) {
			struct stmt *p = stmts_at(put, Q_PUT);

			for (i = 0; i < 10; i++)
				stmt_text(p, i + 1, stmt_col_text(q, i));
			rc = stmt_run(p, e);
		}
	}
	stmt_free(q);
	stmts_free(put);
	return rc;
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
