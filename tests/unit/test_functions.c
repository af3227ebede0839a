/*
 * SQL functions: what is freed, what stops a query, and that any order of rows
 * gives the same bits. tests/cli/functions.sh has the figures.
 */
#include "tests/support/test.h"

#include "analysis/functions.h"

static struct db *db;

static int setup(void **state)
{
	struct err e = {0};

	(void)state;
	assert_ok(db_open(&db, ":memory:", DB_CREATE, &e));
	assert_ok(functions_register(db, &e));
	/* again: the first ones are let go */
	assert_ok(functions_register(db, &e));
	assert_ok(db_script(db,
			    "CREATE TABLE t (g INTEGER, y INTEGER, v REAL);"
			    "WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL"
			    "  SELECT i + 1 FROM c WHERE i < 2999)"
			    "INSERT INTO t SELECT i / 30, 1990 + i % 30,"
			    "  (i * 7919 % 1009) / 8.0 + 0.1 FROM c;",
			    &e));
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	db_close(db);
	return 0;
}

static double first(const char *sql)
{
	struct err e = {0};
	struct stmt *q;
	double v;

	assert_ok(stmt_new(&q, db, sql, &e));
	assert_int_equal(stmt_step(q, &e), 1);
	assert_false(stmt_col_null(q, 0));
	v = stmt_col_double(q, 0);
	stmt_free(q);
	return v;
}

static void the_order_of_rows_does_not_matter(void **state)
{
	static const char *const up[] = {
		"SELECT sum(x) FROM (SELECT weighted_sd(v, y) AS x FROM"
		" (SELECT * FROM t ORDER BY v) GROUP BY g)",
		"SELECT sum(x) FROM (SELECT stddev(v) AS x FROM"
		" (SELECT * FROM t ORDER BY v) GROUP BY g)",
		"SELECT sum(x) FROM (SELECT gini(v, y) AS x FROM"
		" (SELECT * FROM t ORDER BY v) GROUP BY g)",
		"SELECT sum(x) FROM (SELECT mann_kendall_p(y, v) AS x FROM"
		" (SELECT * FROM t ORDER BY v) GROUP BY g)",
	};
	static const char *const down[] = {
		"SELECT sum(x) FROM (SELECT weighted_sd(v, y) AS x FROM"
		" (SELECT * FROM t ORDER BY v DESC) GROUP BY g)",
		"SELECT sum(x) FROM (SELECT stddev(v) AS x FROM"
		" (SELECT * FROM t ORDER BY v DESC) GROUP BY g)",
		"SELECT sum(x) FROM (SELECT gini(v, y) AS x FROM"
		" (SELECT * FROM t ORDER BY v DESC) GROUP BY g)",
		"SELECT sum(x) FROM (SELECT mann_kendall_p(y, v) AS x FROM"
		" (SELECT * FROM t ORDER BY v DESC) GROUP BY g)",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(up); i++)
		assert_near(first(up[i]), first(down[i]), 0);
}

/* The sanitizers see what is not freed: a query that ends early, one that fails
 * at a later row, several groups at a time, a statement that is given up. */
static void what_was_gathered_is_freed(void **state)
{
	struct err e = {0};
	struct stmt *q;

	(void)state;
	assert_ok(stmt_new(&q, db,
			   "SELECT g, median(v), theil_sen(y, v),"
			   "  mann_kendall_p(y, v) FROM t GROUP BY g",
			   &e));
	assert_int_equal(stmt_step(q, &e), 1);
	assert_int_equal(stmt_step(q, &e), 1);
	stmt_free(q);

	assert_ok(stmt_new(&q, db,
			   "SELECT median(v), percentile(v, 10 + (y > 2010)),"
			   "  theil_sen(y, v) FROM t",
			   &e));
	assert_error_like(stmt_step(q, &e), ERR_DB,
			  "percentile: '11': the same share in all rows");
	stmt_free(q);

	assert_ok(stmt_new(&q, db,
			   "SELECT gini(v), mann_kendall_s(y, v) FROM t", &e));
	assert_error_like(stmt_step(q, &e), ERR_DB,
			  "mann_kendall_s: more than 2000 values in one group");
	stmt_free(q);

	assert_ok(stmt_new(&q, db,
			   "SELECT gini(v), mann_kendall_s(y, v) FROM t"
			   "  WHERE g < 2",
			   &e));
	assert_error_like(stmt_step(q, &e), ERR_DB,
			  "mann_kendall_s: two values for the year 1990");
	stmt_free(q);
}

/* What no person would write. */
static void hostile_arguments(void **state)
{
	static const char *const fail[] = {
		"SELECT median(x'00ff41') FROM t",
		"SELECT median('1e5000')",
		"SELECT median('')",
		"SELECT percentile(1, 'x')",
		"SELECT percentile(1, -1e-300)",
		"SELECT theil_sen(9223372036854775807, 1)",
		"SELECT theil_sen('2014a', 1)",
		"SELECT theil_sen(2014, 'a')",
		"SELECT weighted_mean(1, 9e999)",
		"SELECT wilson_low('x', 1)",
		"SELECT wilson_low(1, 2, 1)",
		"SELECT wilson_high(1, 2, 0)",
		"SELECT byar_high(x'ff')",
		"SELECT byar_high(9e999)",
	};
	static const char *const nothing[] = {
		"SELECT median(NULL)",
		"SELECT median(v) FROM t WHERE g < 0",
		"SELECT percentile(v, 50) FROM t WHERE g < 0",
		"SELECT theil_sen(y, v) FROM t WHERE g = 0 AND y < 1992",
		"SELECT mann_kendall_s(NULL, v) FROM t",
		"SELECT gini(1, 0) FROM t",
		"SELECT wilson_low(3, 0)",
		"SELECT wilson_low(-3, 5)",
		"SELECT wilson_low(1, 2, NULL)",
		"SELECT byar_low(-1)",
		"SELECT byar_low(NULL)",
		"SELECT stddev(1e300) FROM (SELECT 1)",
		"SELECT weighted_sd(column1, 1)"
		" FROM (VALUES (-1e300),"
		" (1e300))",
	};
	struct err e = {0};
	struct stmt *q;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(fail); i++) {
		assert_ok(stmt_new(&q, db, fail[i], &e));
		assert_error_like(stmt_step(q, &e), ERR_DB, "is expected");
		stmt_free(q);
	}
	for (size_t i = 0; i < ARRAY_LEN(nothing); i++) {
		assert_ok(stmt_new(&q, db, nothing[i], &e));
		assert_int_equal(stmt_step(q, &e), 1);
		assert_true(stmt_col_null(q, 0));
		stmt_free(q);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_order_of_rows_does_not_matter),
		cmocka_unit_test(what_was_gathered_is_freed),
		cmocka_unit_test(hostile_arguments),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
