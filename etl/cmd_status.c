/*
 * `status`: the last runs, what is held, what is stale or missing. Exit 1 where
 * the last run did not go well.
 */
#include "etl/etl.h"

/* Prints a query's rows, cells separated by two blanks, behind a heading. */
static int section(struct db *db, const char *heading, const char *query,
		   struct err *e)
{
	struct stmt *q = NULL;
	int got, i;
	bool any = false;

	if (stmt_new(&q, db, query, e) < 0)
		return -1;
	while ((got = stmt_step(q, e)) == 1) {
		if (!any)
			printf("%s\n", heading);
		any = true;
		for (i = 0; i < stmt_columns(q); i++)
			printf("  %s", stmt_col_text(q, i));
		putchar('\n');
	}
	stmt_free(q);
	return got;
}

static const struct {
	const char *heading, *query;
} sections[] = {
	{"picture",
	 "SELECT 'data of ' || coalesce((SELECT value FROM store_info"
	 "    WHERE key = 'data_date'), '-') || ', content '"
	 "    || coalesce((SELECT substr(value, 1, 12) FROM store_info"
	 "    WHERE key = 'content_id'), '-')"},
	{"sources",
	 "SELECT s.name || ': ' || count(*) || ' indicators, '"
	 "    || coalesce(sum(i.figures), 0) || ' figures, newest answer '"
	 "    || coalesce(max(i.fetched_at), '-')"
	 "  FROM source AS s JOIN indicator AS i ON i.source = s.id"
	 "  WHERE i.figures > 0 GROUP BY s.id"},
	{"last runs",
	 "SELECT started_at, command, coalesce(outcome, 'not ended'),"
	 "    coalesce(requests, 0) || ' requests', coalesce(new, 0) || ' new',"
	 "    coalesce(same, 0) || ' same', coalesce(refused, 0) || ' refused',"
	 "    coalesce(message, '')"
	 "  FROM run ORDER BY id DESC LIMIT 5"},
	{"followed, but not here",
	 "SELECT reason || ': ' || count(*) || ' indicators' FROM gap"
	 "  GROUP BY reason"},
	{"newest figures more than five years before the last run",
	 "SELECT count(*) || ' indicators' FROM v_freshness"
	 "  WHERE years_behind > 5 HAVING count(*) > 0"},
};

static int print_status(struct db *db, bool *well, struct err *e)
{
	int64_t bad;
	size_t i;

	for (i = 0; i < ARRAY_LEN(sections); i++)
		if (section(db, sections[i].heading, sections[i].query, e) < 0)
			return -1;
	if (db_int(db,
		   "SELECT coalesce(outcome, '') <> 'ok' FROM run"
		   "  ORDER BY id DESC LIMIT 1",
		   0, &bad, e) < 0)
		return -1;
	*well = bad == 0;
	return 0;
}

static int status_main(struct app *app, int argc, char **argv)
{
	struct db *db = NULL;
	struct err e = {0};
	bool well = false;
	int rc = opt_parse(NULL, 0, &argc, argv, &e);

	if (rc == 0 && argc > 1)
		rc = err_set(&e, ERR_USAGE, "'%s' is not expected", argv[1]);
	if (rc == 0)
		rc = app_store_open(app, DB_READ, &db, &e);
	if (rc == 0)
		rc = print_status(db, &well, &e);
	db_close(db);
	if (rc < 0)
		return cmd_fail(app, &cmd_status, &e);
	return well ? EXIT_OK : EXIT_INCOMPLETE;
}

const struct cmd cmd_status = {
	.name = "status",
	.synopsis = "",
	.summary = "last runs, what is held, what is stale or missing",
	.help = "Exit status 1 where the last run did not go well.\n",
	.run = status_main,
};
