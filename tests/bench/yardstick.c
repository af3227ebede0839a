#include "tests/bench/yardstick.h"

#include <math.h>

#include "etl/etl.h"
#include "lib/http.h"
#include "lib/store.h"

static const struct schema *const rooms[] = {&etl_schema};
static const struct store_schemas schemas = {rooms, 1};

struct row {
	int64_t key[4];          /* indicator, area, sex, year */
	double value, numerator; /* NaN: none */
};

/* What the virtual table shows: rows from `from` to `to`. */
struct window {
	const struct row *rows;
	size_t from, to;
};

struct rows_table {
	sqlite3_vtab base;
	struct window *w;
};

struct rows_cursor {
	sqlite3_vtab_cursor base;
	const struct window *w;
	size_t at;
};

static int rows_connect(sqlite3 *db, void *ctx, int argc,
			const char *const *argv, sqlite3_vtab **out, char **err)
{
	struct rows_table *t = xcalloc(1, sizeof(*t));

	(void)argc;
	(void)argv;
	(void)err;
	t->w = ctx;
	*out = &t->base;
	return sqlite3_declare_vtab(
		db,
		"CREATE TABLE x (i INT, a INT, s INT, y INT, v REAL, n REAL)");
}

static int rows_disconnect(sqlite3_vtab *t)
{
	free(t);
	return SQLITE_OK;
}

static int rows_best(sqlite3_vtab *t, sqlite3_index_info *info)
{
	(void)t;
	info->estimatedCost = 1e6;
	return SQLITE_OK;
}

static int rows_open(sqlite3_vtab *t, sqlite3_vtab_cursor **out)
{
	struct rows_cursor *c = xcalloc(1, sizeof(*c));

	c->w = ((struct rows_table *)t)->w;
	*out = &c->base;
	return SQLITE_OK;
}

static int rows_close(sqlite3_vtab_cursor *c)
{
	free(c);
	return SQLITE_OK;
}

static int rows_filter(sqlite3_vtab_cursor *cur, int n, const char *s, int argc,
		       sqlite3_value **argv)
{
	struct rows_cursor *c = (struct rows_cursor *)cur;

	(void)n;
	(void)s;
	(void)argc;
	(void)argv;
	c->at = c->w->from;
	return SQLITE_OK;
}

static int rows_next(sqlite3_vtab_cursor *cur)
{
	((struct rows_cursor *)cur)->at++;
	return SQLITE_OK;
}

static int rows_eof(sqlite3_vtab_cursor *cur)
{
	const struct rows_cursor *c = (const struct rows_cursor *)cur;

	return c->at >= c->w->to;
}

static int rows_column(sqlite3_vtab_cursor *cur, sqlite3_context *out, int i)
{
	const struct rows_cursor *c = (const struct rows_cursor *)cur;
	const struct row *r = &c->w->rows[c->at];

	if (i < 4)
		sqlite3_result_int64(out, r->key[i]);
	else if (i == 4)
		sqlite3_result_double(out, r->value);
	else if (!isnan(r->numerator))
		sqlite3_result_double(out, r->numerator);
	return SQLITE_OK;
}

static int rows_rowid(sqlite3_vtab_cursor *cur, sqlite3_int64 *out)
{
	*out = (sqlite3_int64)((struct rows_cursor *)cur)->at;
	return SQLITE_OK;
}

static const sqlite3_module rows_module = {
	.xConnect = rows_connect,
	.xBestIndex = rows_best,
	.xDisconnect = rows_disconnect,
	.xOpen = rows_open,
	.xClose = rows_close,
	.xFilter = rows_filter,
	.xNext = rows_next,
	.xEof = rows_eof,
	.xColumn = rows_column,
	.xRowid = rows_rowid,
};

double seconds_now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void check(int rc, const struct err *e)
{
	if (rc < 0)
		die("%s", e->msg);
}

/* --- download ------------------------------------------------------------- */

static void get(struct http *h, const char *url, const struct request *r)
{
	struct http_answer a;
	struct err e = {0};
	struct buf b;

	buf_init(&b, 4000);
	buf_printf(&b, "%s/", url);
	source_sotkanet.request_write(&b, r);
	http_answer_init(&a, BUF_MAX);
	check(http_get(h, buf_str(&b), NULL, NULL, &a, &e), &e);
	http_answer_release(&a);
	buf_release(&b);
}

double yardstick_download(const struct synth *s, const char *url)
{
	static const struct http_settings settings = {
		.contact = "",
		.connect_timeout_s = 10,
		.timeout_s = 120,
		.budget_s = 120,
		.attempts = 1,
		.body_max = BUF_MAX,
	};
	struct request r = {.kind = ANSWER_AREAS};
	double start = seconds_now();
	struct err e = {0};
	struct http *h = http_new(&settings, &e);
	size_t i;

	check(h ? 0 : -1, &e);
	get(h, url, &r);
	r.kind = ANSWER_LIST;
	get(h, url, &r);
	for (i = 0; i < synth_indicators(s); i++) {
		synth_request_meta(s, i, &r);
		get(h, url, &r);
		synth_request_figures(s, i, 0, &r);
		get(h, url, &r);
	}
	http_free(h);
	return seconds_now() - start;
}

/* --- read and insert ------------------------------------------------------ */

double yardstick_read(const char *store, int64_t *rows)
{
	double start = seconds_now();
	struct db *db = NULL;
	struct stmt *q = NULL;
	struct err e = {0};
	int got;

	check(db_open(&db, store, DB_READ, &e), &e);
	check(stmt_new(&q, db,
		       "SELECT indicator, area, sex, year, value, numerator"
		       "  FROM observation ORDER BY 1, 2, 3, 4",
		       &e),
	      &e);
	for (*rows = 0; (got = stmt_step(q, &e)) == 1; ++*rows) {
		(void)stmt_col_int(q, 0);
		(void)stmt_col_int(q, 1);
		(void)stmt_col_int(q, 2);
		(void)stmt_col_int(q, 3);
		(void)stmt_col_double(q, 4);
		if (!stmt_col_null(q, 5))
			(void)stmt_col_double(q, 5);
	}
	check(got, &e);
	stmt_free(q);
	db_close(db);
	return seconds_now() - start;
}

struct rows {
	struct row *list;
	size_t n, cap;
};

/* The rows of one indicator. */
static void read_rows(struct stmt *q, int64_t indicator, struct rows *out)
{
	struct err e = {0};
	int got, i;

	out->n = 0;
	stmt_reset(q);
	stmt_int(q, 1, indicator);
	while ((got = stmt_step(q, &e)) == 1) {
		struct row *r;

		if (out->n == out->cap) {
			out->cap = out->cap ? 2 * out->cap : 1 << 16;
			out->list = xreallocarray(out->list, out->cap,
						  sizeof(*out->list));
		}
		r = &out->list[out->n++];
		for (i = 0; i < 4; i++)
			r->key[i] = stmt_col_int(q, i);
		r->value = stmt_col_double(q, 4);
		r->numerator = stmt_col_null(q, 5) ? (double)NAN
						   : stmt_col_double(q, 5);
	}
	check(got, &e);
}

double yardstick_insert(const char *store, const char *path)
{
	struct window w = {0};
	struct rows rows = {0};
	struct stmt *each = NULL, *read = NULL, *put = NULL;
	struct db *from = NULL, *to = NULL;
	struct err e = {0};
	double start = seconds_now(), spent;
	int got;

	check(store_create(&to, path, &schemas, &e), &e);
	if (sqlite3_create_module(db_handle(to), "rows", &rows_module, &w) !=
	    SQLITE_OK)
		die("create_module");
	check(stmt_new(&put, to, "INSERT INTO observation SELECT * FROM rows",
		       &e),
	      &e);
	spent = seconds_now() - start;
	check(db_open(&from, store, DB_READ, &e), &e);
	check(stmt_new(&each, from, "SELECT id FROM indicator ORDER BY id", &e),
	      &e);
	check(stmt_new(&read, from,
		       "SELECT indicator, area, sex, year, value, numerator"
		       "  FROM observation WHERE indicator = ?1"
		       "  ORDER BY area, sex, year",
		       &e),
	      &e);
	while ((got = stmt_step(each, &e)) == 1) {
		read_rows(read, stmt_col_int(each, 0), &rows);
		start = seconds_now();
		w = (struct window){rows.list, 0, rows.n};
		check(db_begin(to, &e), &e);
		check(stmt_run(put, &e), &e);
		check(db_commit(to, &e), &e);
		spent += seconds_now() - start;
	}
	check(got, &e);
	stmt_free(each);
	stmt_free(read);
	stmt_free(put);
	db_close(from);
	start = seconds_now();
	db_close(to);
	free(rows.list);
	return spent + seconds_now() - start;
}
