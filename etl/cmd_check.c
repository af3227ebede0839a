/*
 * `check`: the quality report, what the checks found when the figures were
 * loaded. Exit 1 where there are errors.
 */
#include "etl/etl.h"
#include "etl/tsv.h"

/* What was printed, by severity. */
struct counts {
	int64_t errors, warnings, notes, held;
};

static const char report[] =
	"SELECT severity, check_name, source, indicator, title_fi,"
	"  coalesce(area_kind || ':' || area_code, ''), coalesce(area_fi, ''),"
	"  coalesce(sex, ''), coalesce(year, ''), coalesce(substr(sha256, 1,"
	"    12), ''), finding FROM v_quality"
	"  WHERE ?1 IS NULL OR (source = ?1 AND indicator = ?2)"
	"  ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1"
	"    ELSE 2 END, source, CAST(indicator AS INTEGER), indicator,"
	"  check_name, year, area_kind, area_code, sex, finding";

static void count_row(struct stmt *q, struct counts *c)
{
	const char *severity = stmt_col_text(q, 0);

	c->errors += strcmp(severity, "error") == 0;
	c->warnings += strcmp(severity, "warning") == 0;
	c->notes += strcmp(severity, "note") == 0;
}

static int print_report(struct db *db, const char *source, const char *id,
			struct counts *c, struct err *e)
{
	struct stmt *q = NULL;
	struct buf b;
	int got, i;

	if (stmt_new(&q, db, report, e) < 0)
		return -1;
	stmt_text(q, 1, source);
	stmt_text(q, 2, id);
	buf_init(&b, BUF_MAX);
	puts("severity\tcheck\tsource\tindicator\ttitle\tarea\tarea_fi\tsex\t"
	     "year\theld\tfinding");
	while ((got = stmt_step(q, e)) == 1) {
		count_row(q, c);
		for (i = 0; i < stmt_columns(q); i++) {
			if (i)
				buf_putc(&b, '\t');
			tsv_cell(&b, stmt_col_text(q, i));
		}
		puts(buf_str(&b));
		buf_clear(&b);
	}
	buf_release(&b);
	stmt_free(q);
	return got;
}

/* Nothing found in what is not there would pass for all well. */
static int check_known(struct db *db, const char *source, const char *id,
		       struct err *e)
{
	struct stmt *q = NULL;
	int got;

	if (stmt_new(&q, db,
		     "SELECT 1 FROM v_indicator WHERE source = ?1"
		     "  AND indicator = ?2",
		     e) < 0)
		return -1;
	stmt_text(q, 1, source);
	stmt_text(q, 2, id);
	got = stmt_step(q, e);
	stmt_free(q);
	if (got == 0)
		return err_set(e, ERR_USAGE,
			       "--indicator '%s:%s': the store has no figures "
			       "of it; `indicators` tells the ids",
			       source, id);
	return got < 0 ? -1 : 0;
}

static int check(struct app *app, const char *indicator, struct counts *c,
		 struct err *e)
{
	char source[64], id[64];
	struct db *db = NULL;
	int rc = 0;

	if (indicator && app_indicator_option(indicator, source, sizeof(source),
					      id, sizeof(id), e) < 0)
		return -1;
	if (app_store_open(app, DB_READ, &db, e) < 0)
		return -1;
	if (indicator)
		rc = check_known(db, source, id, e);
	if (rc == 0)
		rc = print_report(db, indicator ? source : NULL,
				  indicator ? id : NULL, c, e);
	if (rc == 0)
		rc = db_int(db, "SELECT count(*) FROM held_answer", 0, &c->held,
			    e);
	db_close(db);
	return rc;
}

static int check_main(struct app *app, int argc, char **argv)
{
	struct opt o = {"indicator", true, NULL, false};
	struct counts c = {0};
	struct err e = {0};
	int rc = opt_parse(&o, 1, &argc, argv, &e);

	if (rc == 0 && argc > 1)
		rc = err_set(&e, ERR_USAGE, "'%s' is not expected", argv[1]);
	if (rc == 0)
		rc = check(app, o.value, &c, &e);
	if (rc < 0)
		return cmd_fail(app, &cmd_check, &e);
	log_info(&app->log,
		 "check: %lld errors, %lld warnings, %lld notes; %lld answers "
		 "held back",
		 (long long)c.errors, (long long)c.warnings, (long long)c.notes,
		 (long long)c.held);
	return c.errors ? EXIT_INCOMPLETE : EXIT_OK;
}

const struct cmd cmd_check = {
	.name = "check",
	.synopsis = "[--indicator ID]",
	.summary = "quality report: what the checks found in the figures",
	.help = "  --indicator ID  of one indicator, [SOURCE:]ID\n",
	.run = check_main,
};
