/*
 * `load` of a whole archive beside the yardstick "raw insert": the same rows,
 *in key order, by INSERT ... SELECT from an eponymous virtual table over an
 *array, a transaction per indicator, WAL and NORMAL as ours. Medians of several
 * rounds; the two take turns, since the machine may be shared.
 *
 *	bench_load VAR CONFIG
 */
#include "lib/base.h"

#include <math.h>
#include <sys/resource.h>

#include "etl/etl.h"
#include "lib/num.h"

enum {
	ROUNDS = 7
};

static const struct conf_default settings[] = {
	{"site.counties", CONF_TEXT, "", 0, 0, ""}};
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

static double seconds(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void check(int rc, const struct err *e)
{
	if (rc < 0) {
		fprintf(stderr, "bench_load: %s\n", e->msg);
		exit(1);
	}
}

static double load_once(struct app *app, const char *path)
{
	struct load_summary did;
	struct db *db = NULL;
	struct err e = {0};
	double start = seconds();

	check(store_create(&db, path, &schemas, &e), &e);
	check(etl_load_all(app, db, NULL, &did, &e), &e);
	db_close(db);
	return seconds() - start;
}

/* Reads what was loaded into *out; returns how many rows. */
static size_t read_rows(const char *path, struct row **out)
{
	struct db *db = NULL;
	struct stmt *q = NULL;
	struct err e = {0};
	size_t n = 0, cap = 0;
	int got, i;

	check(db_open(&db, path, DB_READ, &e), &e);
	check(stmt_new(&q, db, "SELECT * FROM observation ORDER BY 1, 2, 3, 4",
		       &e),
	      &e);
	while ((got = stmt_step(q, &e)) == 1) {
		if (n == cap) {
			cap = cap ? 2 * cap : 1 << 16;
			*out = xreallocarray(*out, cap, sizeof(**out));
		}
		for (i = 0; i < 4; i++)
			(*out)[n].key[i] = stmt_col_int(q, i);
		(*out)[n].value = stmt_col_double(q, 4);
		(*out)[n].numerator = stmt_col_null(q, 5)
					      ? (double)NAN
					      : stmt_col_double(q, 5);
		n++;
	}
	check(got, &e);
	stmt_free(q);
	db_close(db);
	return n;
}

static double insert_once(const struct row *rows, size_t n, const char *path)
{
	struct window w = {.rows = rows};
	struct stmt *q = NULL;
	struct db *db = NULL;
	struct err e = {0};
	double start = seconds();

	check(store_create(&db, path, &schemas, &e), &e);
	if (sqlite3_create_module(db_handle(db), "rows", &rows_module, &w) !=
	    SQLITE_OK)
		die("create_module");
	check(stmt_new(&q, db, "INSERT INTO observation SELECT * FROM rows",
		       &e),
	      &e);
	for (w.from = 0; w.from < n; w.from = w.to) {
		for (w.to = w.from;
		     w.to < n && rows[w.to].key[0] == rows[w.from].key[0];)
			w.to++;
		check(db_begin(db, &e), &e);
		check(stmt_run(q, &e), &e);
		check(db_commit(db, &e), &e);
	}
	stmt_free(q);
	db_close(db);
	return seconds() - start;
}

static int ascending(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double median(double t[ROUNDS])
{
	qsort(t, ROUNDS, sizeof(*t), ascending);
	return t[ROUNDS / 2];
}

int main(int argc, char **argv)
{
	struct app app = {.schemas = &schemas};
	double load[ROUNDS], insert[ROUNDS];
	struct row *rows = NULL;
	struct rusage usage;
	char *path, *raw;
	size_t n;
	int i;

	if (argc != 3) {
		fputs("usage: bench_load VAR CONFIG\n", stderr);
		return 2;
	}
	app.var_dir = argv[1];
	app.config_dir = argv[2];
	app.now = when_now();
	app.conf = conf_new(settings, ARRAY_LEN(settings));
	log_init(&app.log, stderr, LOG_ERROR);
	path = app_var_path(&app, "bench.db");
	raw = app_var_path(&app, "raw.db");
	(void)load_once(&app, path); /* warms the file cache */
	(void)getrusage(RUSAGE_SELF, &usage);
	n = read_rows(path, &rows);
	for (i = 0; i < ROUNDS; i++) {
		load[i] = load_once(&app, path);
		insert[i] = insert_once(rows, n, raw);
	}
	printf("load        %9.0f rows/s  (%zu rows from the archive)\n"
	       "raw insert  %9.0f rows/s  (the yardstick, same rows)\n"
	       "ratio       %9.2f         (load time / raw insert time)\n"
	       "peak memory %9.1f MiB     (of one load)\n",
	       (double)n / median(load), n, (double)n / median(insert),
	       median(load) / median(insert), (double)usage.ru_maxrss / 1024);
	free(rows);
	free(path);
	free(raw);
	conf_free(app.conf);
	return 0;
}
