/*
 * The statistical functions that a query may call with whatever it likes: the
 * first byte chooses one, the rest are the values of a table's rows, of any
 * type. What comes out is finite or NULL, and the rows in another order give
 * the same.
 *
 * Files: analysis/functions.c analysis/functions_limits.c
 */
#include "tests/fuzz/scratch.h"

#include <math.h>

#include "analysis/functions.h"
#include "lib/num.h"

enum {
	ROWS_MAX = 40,
	COLUMNS = 3
};

static const char *const calls[] = {
	"median(a)",
	"percentile(a, b)",
	"percentile(a, 25)",
	"stddev(a)",
	"weighted_mean(a, b)",
	"weighted_sd(a, b)",
	"gini(a)",
	"gini(a, b)",
	"theil_sen(b, a)",
	"mann_kendall_s(b, a)",
	"mann_kendall_p(b, a)",
	"max(wilson_low(a, b))",
	"max(wilson_high(a, b, c))",
	"max(byar_low(a))",
	"max(byar_high(a, c))",
	"sum(byar_low(a) <= byar_high(a))",
};

/* SQLite's own word where memory was refused (tests/faults/parsers.c). */
static _Noreturn void stop(const struct err *e)
{
	if (strstr(e->msg, "out of memory"))
		die_of_memory();
	die("%s", e->msg);
}

static struct db *memory(void)
{
	static struct db *db;
	struct err e = {0};

	if (!db && (db_open(&db, ":memory:", DB_CREATE, &e) < 0 ||
		    functions_register(db, &e) < 0 ||
		    db_script(db,
			      "CREATE TABLE t (i INTEGER PRIMARY KEY,"
			      "  a, b, c)",
			      &e) < 0))
		stop(&e);
	return db;
}

/* One value; plain numbers mostly. true: it is one. */
static bool bind(struct stmt *q, int i, struct feed *f, size_t row)
{
	static const double far[] = {0.0,    -0.0,   1e308,    -1e308,
				     5e-324, 1e-300, 1e17,     0.95,
				     1.0,    100.0,  HUGE_VAL, -HUGE_VAL};
	unsigned v = feed_byte(f);

	if (v < 0xa0) {
		stmt_double(q, i, v / 4.0);
		return true;
	}
	if (v < 0xd8) {
		stmt_int(q, i, (int64_t)row + 2000);
		return true;
	}
	switch (v % 5) {
	case 0:
		stmt_null(q, i);
		return true;
	case 1:
		stmt_text(q, i, v & 8 ? "12" : "x");
		break;
	case 2:
		stmt_blob(q, i, "\0\1", v & 2);
		break;
	case 3:
		stmt_int(q, i, v & 8 ? INT64_MAX : INT64_MIN);
		break;
	default:
		stmt_double(q, i, far[feed_below(f, ARRAY_LEN(far))]);
	}
	return false;
}

static bool fill(struct db *db, struct feed *f)
{
	size_t n = feed_below(f, ROWS_MAX), r;
	struct stmt *q = NULL;
	struct err e = {0};
	bool plain = true;
	int i;

	if (db_script(db, "DELETE FROM t", &e) < 0 ||
	    stmt_new(&q, db, "INSERT INTO t VALUES (?1, ?2, ?3, ?4)", &e) < 0)
		stop(&e);
	for (r = 0; r < n; r++) {
		stmt_int(q, 1, (int64_t)r);
		for (i = 0; i < COLUMNS; i++)
			plain = bind(q, i + 2, f, r) && plain;
		if (stmt_run(q, &e) < 0)
			stop(&e);
	}
	stmt_free(q);
	return plain;
}

/* 1: *v; 0: NULL; -1: refused. */
static int ask(struct db *db, const char *call, bool back, double *v)
{
	char *sql = xasprintf("SELECT %s FROM (SELECT * FROM t ORDER BY i %s"
			      "  LIMIT -1 OFFSET 0)",
			      call, back ? "DESC" : "ASC");
	struct stmt *q = NULL;
	struct err e = {0};
	int got = -1;

	if (stmt_new(&q, db, sql, &e) < 0)
		stop(&e);
	if (stmt_step(q, &e) == 1) {
		got = !stmt_col_null(q, 0);
		*v = stmt_col_double(q, 0);
	}
	PROMISE(got >= 0 || e.msg[0]);
	PROMISE(got != 1 || isfinite(*v));
	stmt_free(q);
	free(sql);
	return got;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct db *db = memory();
	struct feed f = {data, size};
	const char *call = calls[feed_below(&f, ARRAY_LEN(calls))];
	double one = 0, other = 0;
	bool plain = fill(db, &f);
	int got = ask(db, call, false, &one);

	PROMISE(ask(db, call, true, &other) == got);
	if (got == 1 && plain)
		PROMISE(fabs(one - other) <=
			1e-9 * fmax(1.0, fmax(fabs(one), fabs(other))));
	return 0;
}
