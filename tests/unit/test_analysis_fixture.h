/*
 * A small store to analyse, made by a script, and questions to it.
 */
#ifndef TESTS_UNIT_TEST_ANALYSIS_FIXTURE_H
#define TESTS_UNIT_TEST_ANALYSIS_FIXTURE_H

#include "tests/support/test.h"

#include "analysis/analysis.h"
#include "etl/etl.h"
#include "lib/buf.h"
#include "lib/num.h"

static const struct schema *const rooms[] = {&etl_schema, &analysis_schema};
static const struct store_schemas schemas = {rooms, ARRAY_LEN(rooms)};

struct fixture {
	char *dir;
	struct conf_default population;
	struct db *db;
	struct app app;
};

/* A store of what the script puts in; it is analysed on this day, with the
 * inhabitants of this indicator. */
static inline struct fixture *fixture_new(const char *population,
					  const char *day, const char *sql)
{
	struct fixture *f = xcalloc(1, sizeof(*f));
	struct err e = {0};
	char *path;

	f->dir = temp_dir();
	f->population = (struct conf_default){.key = "analysis.population",
					      .kind = CONF_TEXT,
					      .value = population,
					      .help = ""};
	f->app.var_dir = f->dir;
	f->app.schemas = &schemas;
	f->app.conf = conf_new(&f->population, 1);
	log_init(&f->app.log, NULL, LOG_ERROR);
	assert_true(when_parse(day, &f->app.now));
	path = xasprintf("%s/tilannekuva.db", f->dir);
	assert_ok(store_create(&f->db, path, &schemas, &e));
	free(path);
	assert_ok(db_script(f->db, sql, &e));
	return f;
}

static inline int teardown(void **state)
{
	struct fixture *f = *state;

	db_close(f->db);
	conf_free(f->app.conf);
	temp_dir_remove(f->dir);
	free(f);
	return 0;
}

static inline struct analysis_summary run(struct fixture *f)
{
	struct analysis_summary s;
	struct err e = {0};

	assert_ok(db_begin(f->db, &e));
	assert_ok(analysis_run(&f->app, f->db, &s, &e));
	assert_ok(db_commit(f->db, &e));
	return s;
}

static inline void script(struct fixture *f, const char *sql)
{
	struct err e = {0};

	assert_ok(db_script(f->db, sql, &e));
}

/* The number that a query gives; -1 without a row. */
static inline int64_t number(struct fixture *f, const char *sql)
{
	struct err e = {0};
	int64_t n;

	assert_ok(db_int(f->db, sql, -1, &n, &e));
	return n;
}

/* The rows of a query, columns by '|', '-' where there is nothing, each row
 * ended by a blank; the caller's to free(). */
static inline char *rows(struct fixture *f, const char *sql)
{
	struct err e = {0};
	struct stmt *q;
	struct buf b;
	char *text;
	int got;

	buf_init(&b, BUF_MAX);
	assert_ok(stmt_new(&q, f->db, sql, &e));
	while ((got = stmt_step(q, &e)) > 0) {
		for (int i = 0; i < stmt_columns(q); i++)
			buf_printf(&b, "%s%s", i ? "|" : "",
				   stmt_col_null(q, i) ? "-"
						       : stmt_col_text(q, i));
		buf_putc(&b, ' ');
	}
	assert_ok(got);
	stmt_free(q);
	text = xstrdup(buf_str(&b));
	buf_release(&b);
	return text;
}

static inline void assert_rows(struct fixture *f, const char *sql,
			       const char *want)
{
	char *got = rows(f, sql);

	assert_string_equal(got, want);
	free(got);
}

#endif
