/*
 * Memory refused: to each noun of lib/ that asks for any, to the archive and to
 * a load. MEMORY_MOST=0: at each place. The parsers: `make starved`.
 */
#include "tests/faults/memory.h"
#include "tests/support/archive.h"
#include "tests/support/httpd.h"
#include "tests/support/test.h"

#include "lib/base64.h"
#include "lib/conf.h"
#include "lib/csv.h"
#include "lib/dated.h"
#include "lib/duplex.h"
#include "lib/file.h"
#include "lib/hash.h"
#include "lib/http.h"
#include "lib/ics.h"
#include "lib/ini.h"
#include "lib/log.h"
#include "lib/pack.h"
#include "lib/proc.h"
#include "lib/text.h"
#include "lib/tree.h"

enum {
	MOST = 120 /* calls of one operation, in `make check` */
};

static const char words[] = "Päijät-Häme; <b>1&amp;2</b>\n";

/* An empty folder below the one that is ctx. */
static char *room(void *ctx, struct err *e)
{
	char *dir = xasprintf("%s/room", (const char *)ctx);

	if (file_remove_tree(dir, e) < 0 || file_mkdirs(dir, e) < 0) {
		free(dir);
		return NULL;
	}
	return dir;
}

static int op_buf(void *ctx, struct buf *out, struct err *e)
{
	(void)ctx;
	for (int i = 0; i < 2000; i++)
		buf_printf(out, "%d ", i);
	return buf_check(out, "buf", e);
}

static int op_conf(void *ctx, struct buf *out, struct err *e)
{
	static const struct conf_default table[] = {
		{"a.b", CONF_TEXT, "x", 0, 0, ""},
		{"a.n", CONF_INT, "3", 0, 9, ""}};
	static const char text[] = "[a]\nb = yy\nn = 5\n";
	struct conf *c = conf_new(table, ARRAY_LEN(table));
	int rc = conf_read_text(c, "t.conf", text, strlen(text), e);

	(void)ctx;
	if (rc == 0)
		rc = conf_set(c, "a.b=zzz", e);
	if (rc == 0)
		buf_printf(out, "%s %lld", conf_text(c, "a.b"),
			   (long long)conf_int(c, "a.n"));
	conf_free(c);
	return rc;
}

static int put_row(void *ctx, const struct csv_row *row, struct err *e)
{
	(void)e;
	buf_printf(ctx, "%zu %s|%s\n", row->line, row->cells[0], row->cells[1]);
	return 0;
}

static int op_csv(void *ctx, struct buf *out, struct err *e)
{
	static const struct csv_column columns[] = {{"a", true}, {"b", false}};
	static const char text[] = "\xef\xbb\xbf"
				   "b;a\r\n\"1;\"\"2\nx\";yksi\r\n;kaksi\r\n";
	const struct csv_spec spec = {"t.csv", columns, 2, false};

	(void)ctx;
	csv_put(out, "a,\"b");
	csv_put_double(out, 0.1);
	csv_end(out);
	return csv_read(&spec, text, strlen(text), put_row, out, e);
}

static int put_pair(void *ctx, const struct ini_item *item, struct err *e)
{
	(void)e;
	buf_printf(ctx, "%s %s=%s\n", item->section, item->key ? item->key : "",
		   item->key ? item->value : "");
	return 0;
}

static int op_ini(void *ctx, struct buf *out, struct err *e)
{
	static const char text[] = "[a]\nx = 1\n; no\ny = 2 3\n[b]\nz=\n";

	(void)ctx;
	return ini_read("t.ini", text, strlen(text), put_pair, out, e);
}

static int all_rows(struct db *db, const char *sql, struct buf *out,
		    struct err *e)
{
	struct stmt *q = NULL;
	int got;

	if (stmt_new(&q, db, sql, e) < 0)
		return -1;
	while ((got = stmt_step(q, e)) == 1)
		for (int i = 0; i < stmt_columns(q); i++)
			buf_printf(out, "%s|", stmt_col_text(q, i));
	stmt_free(q);
	return got;
}

static int op_db(void *ctx, struct buf *out, struct err *e)
{
	static const char text[] =
		"CREATE TABLE t (a, b); WITH n (i) AS (SELECT 1 UNION ALL"
		" SELECT i + 1 FROM n WHERE i < 300) INSERT INTO t"
		" SELECT i, hex(i * 7) || 'ääkkösiä' FROM n;"
		"CREATE INDEX t_b ON t (b);";
	char *dir = room(ctx, e), *path, *copy;
	struct db *db = NULL, *other = NULL;
	struct stmt *q = NULL;
	int rc = -1;

	if (!dir)
		return -1;
	path = xasprintf("%s/a.db", dir);
	copy = xasprintf("%s/b.db", dir);
	if (db_open(&db, path, DB_CREATE, e) < 0 || db_begin(db, e) < 0 ||
	    db_script(db, text, e) < 0 ||
	    stmt_new(&q, db, "INSERT INTO t VALUES (?1, ?2)", e) < 0)
		goto out;
	stmt_text(q, 1, words);
	stmt_blob(q, 2, words, strlen(words));
	if (stmt_run(q, e) < 0 || db_commit(db, e) < 0 ||
	    db_open(&other, copy, DB_CREATE, e) < 0)
		goto out;
	db_close(other);
	other = NULL;
	if (db_copy_into(db, copy, e) != 0 ||
	    db_open(&other, copy, DB_READ, e) < 0)
		goto out;
	rc = all_rows(other, "SELECT a, b FROM t ORDER BY b DESC", out, e);
out:
	stmt_free(q);
	db_close(db);
	db_close(other);
	free(dir);
	free(path);
	free(copy);
	return rc;
}

static int op_store(void *ctx, struct buf *out, struct err *e)
{
	char *dir = room(ctx, e), *path, *fresh, id[HASH_HEX] = "";
	struct db *db = NULL;
	int rc = -1;

	if (!dir)
		return -1;
	path = xasprintf("%s/a.db", dir);
	fresh = xasprintf("%s/a.db.new", dir);
	if (store_create(&db, fresh, &work_schemas, e) == 0 &&
	    store_put(db, "x", words, e) == 0 &&
	    store_put_content_id(db, &work_schemas, e) == 0 &&
	    store_publish(&db, fresh, path, e) == 0 &&
	    store_open(&db, path, DB_READ, &work_schemas, e) == 0)
		rc = store_get(db, "content_id", id, sizeof(id), e);
	buf_puts(out, id);
	db_close(db);
	free(dir);
	free(path);
	free(fresh);
	return rc;
}

static int put_name(void *ctx, const char *name, struct err *e)
{
	(void)e;
	buf_printf(ctx, "%s\n", name);
	return 0;
}

static int op_file(void *ctx, struct buf *out, struct err *e)
{
	char *dir = room(ctx, e), *path, *to, *deep;
	size_t removed = 0;
	int rc = -1;

	if (!dir)
		return -1;
	path = xasprintf("%s/new/2020-01-01", dir);
	to = xasprintf("%s/new/b", dir);
	deep = xasprintf("%s/new", dir);
	if (file_mkdirs(deep, e) == 0 &&
	    file_publish(path, words, strlen(words), e) == 0 &&
	    file_link(path, to, e) == 0 && file_read(to, out, e) == 0 &&
	    dated_remove(deep, NULL, 1800000000, 5, &removed, e) == 0) {
		char *old = xasprintf("%s/old", dir);

		rc = file_mkdirs(old, e);
		if (rc == 0)
			rc = file_exchange_dir(deep, old, e);
		if (rc == 0)
			rc = file_list(old, put_name, out, e);
		free(old);
	}
	buf_printf(out, "%zu", removed);
	free(dir);
	free(path);
	free(to);
	free(deep);
	return rc;
}

static int op_tree(void *ctx, struct buf *out, struct err *e)
{
	char *dir = room(ctx, e), *path, *zip;
	int rc = -1;

	if (!dir)
		return -1;
	path = xasprintf("%s/in/a.txt", dir);
	zip = xasprintf("%s/out.zip", dir);
	path[strlen(path) - 6] = '\0';
	rc = file_mkdirs(path, e);
	path[strlen(path)] = '/';
	if (rc == 0)
		rc = file_publish(path, words, strlen(words), e);
	path[strlen(path) - 6] = '\0';
	if (rc == 0)
		rc = tree_hashes(out, path, e);
	if (rc == 0)
		rc = tree_zip(path, "top", "2026-01-01", zip, e);
	if (rc == 0)
		rc = file_read(zip, out, e);
	free(dir);
	free(path);
	free(zip);
	return rc;
}

static int op_texts(void *ctx, struct buf *out, struct err *e)
{
	const struct ics_event v = {.uid = "u",
				    .first = "2026-01-01",
				    .last = "2026-01-02",
				    .summary = words,
				    .description = words};
	char hash[HASH_HEX], number[TEXT_NUMBER], *plain = text_plain(words);

	(void)ctx;
	(void)e;
	ics_begin(out, "x");
	ics_add(out, &v, 0);
	ics_end(out);
	text_html(out, words);
	buf_printf(out, "%s %s %s %d", plain, hash_hex(hash, words, 9),
		   text_number(number, 12345.678, 1, LANG_FI),
		   base64_decode(out, "aGV2b25lbg=="));
	free(plain);
	return 0;
}

static int op_pack(void *ctx, struct buf *out, struct err *e)
{
	struct buf packed;
	int rc;

	(void)ctx;
	buf_init(&packed, BUF_MAX);
	rc = pack_deflate(words, strlen(words), &packed, e);
	if (rc == 0)
		rc = pack_inflate(buf_str(&packed), packed.len, out, e);
	buf_release(&packed);
	return rc;
}

static int op_log(void *ctx, struct buf *out, struct err *e)
{
	char *dir = room(ctx, e), *path;
	const int64_t now = 1700000000;
	struct log l;
	int rc;

	if (!dir)
		return -1;
	path = xasprintf("%s/log/x.jsonl", dir);
	log_init(&l, NULL, LOG_ERROR);
	rc = log_journal_open(&l, path, &now, e);
	log_event(&l, "begin", "{s:s,s:i}", "command", words, "pid", 7);
	log_warn(&l, "%s %d", words, 5);
	log_journal_close(&l);
	if (rc == 0)
		rc = file_read(path, out, e);
	free(dir);
	free(path);
	return rc;
}

static int op_proc(void *ctx, struct buf *out, struct err *e)
{
	static const char *const echo[] = {"cat", NULL};
	static const char *const both[] = {"sh", "-c", "exec cat <&3 >&4",
					   NULL};
	const struct proc p = {.argv = echo,
			       .in = words,
			       .in_len = strlen(words),
			       .timeout_s = 20};
	struct duplex *d = NULL;
	int rc = proc_run(&p, 1, 1, &out, e);

	if (rc == 0 && proc_exists("cat"))
		rc = duplex_open(&d, both, ctx, e);
	if (rc == 0)
		rc = duplex_write(d, words, strlen(words), duplex_after(20000),
				  e);
	if (rc == 0)
		rc = duplex_read(d, out, '\n', duplex_after(20000), e);
	duplex_close(d);
	return rc;
}

struct asked {
	struct httpd server;
	char *url;
};

static int op_http(void *ctx, struct buf *out, struct err *e)
{
	const struct asked *f = ctx;
	const struct http_settings s = {.contact = "",
					.connect_timeout_s = 5,
					.timeout_s = 20,
					.budget_s = 60,
					.attempts = 1,
					.body_max = 1000};
	struct http *h = http_new(&s, e);
	struct http_answer a;
	int rc = -1;

	http_answer_init(&a, 1000);
	if (h)
		rc = http_get(h, f->url, "\"x\"", NULL, &a, e);
	if (rc == 0)
		buf_printf(out, "%ld %s", a.status, buf_str(&a.body));
	http_answer_release(&a);
	http_free(h);
	return rc;
}

static int rows_of(struct db *db, struct buf *out, struct err *e)
{
	return all_rows(db, "SELECT * FROM observation", out, e) < 0 ||
			       all_rows(db, "SELECT * FROM v_indicator", out,
					e) < 0
		       ? -1
		       : 0;
}

/* What is in the archive of ctx, loaded, read back and copied. */
static int op_load(void *ctx, struct buf *out, struct err *e)
{
	struct work *w = ctx;
	struct load_summary did;
	struct db *db = NULL;
	char *path = xasprintf("%s/anew.db", w->dir);
	char *copy = xasprintf("%s/copy.db", w->dir);
	int rc = store_create(&db, path, &work_schemas, e);

	if (rc == 0)
		rc = etl_load_all(&w->app, db, NULL, &did, e);
	if (rc == 0)
		rc = rows_of(db, out, e);
	if (rc == 0)
		rc = etl_archive_copy(&w->app, copy, e);
	db_close(db);
	free(path);
	free(copy);
	return rc;
}

/* Another answer into an archive that has one already. */
static int op_put(void *ctx, struct buf *out, struct err *e)
{
	static const char text[] = "indicator;region;year;gender;primary value;"
				   "absolute value\r\n1;9;2020;total;7.5;\r\n";
	struct work *w = ctx;
	const struct source *s = source_find("sotkanet");
	struct archive *a = NULL;
	struct request asks;
	struct arrival in = {.source = s,
			     .asks = &asks,
			     .request = "csv?indicator=1&years=2020",
			     .fetched_at = "2025-03-01T00:00:00Z",
			     .status = 200,
			     .etag = "",
			     .last_modified = "",
			     .encoding = "",
			     .body = text,
			     .len = sizeof(text) - 1};
	struct known known = {0};
	enum verdict v = VERDICT_REFUSED;
	int rc = s->request_parse(in.request, &asks, e);

	if (rc == 0)
		rc = archive_open(&a, &w->app, e);
	if (rc == 0)
		rc = archive_run_begin(a, "test", w->app.now, e);
	if (rc == 0)
		rc = archive_put(a, &in, &v, e);
	if (rc == 0)
		rc = archive_known(a, s, "figures:1", &known, e);
	/* the next try finds it there: the same body, whatever the verdict */
	if (rc == 0)
		rc = archive_body(a, known.body, out, e);
	known_release(&known);
	archive_close(a);
	return rc;
}

static void each(const char *name, memory_op *op, void *ctx)
{
	size_t tried = 0;

	if (!MEMORY_IS_OURS)
		return;
	assert_int_equal(memory_each(name, op, ctx, memory_most(MOST), &tried),
			 0);
	assert_true(tried > 0);
}

static void test_nouns(void **state)
{
	static const struct {
		const char *name;
		memory_op *op;
	} ops[] = {
		{"buf", op_buf},   {"conf", op_conf}, {"csv", op_csv},
		{"ini", op_ini},   {"db", op_db},     {"store", op_store},
		{"file", op_file}, {"tree", op_tree}, {"texts", op_texts},
		{"pack", op_pack}, {"log", op_log},   {"proc", op_proc},
	};
	char *dir = temp_dir();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(ops); i++)
		each(ops[i].name, ops[i].op, dir);
	temp_dir_remove(dir);
}

static void test_http(void **state)
{
	static const struct httpd_reply rows[] = {
		{.path = "/x",
		 .text = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"}};
	struct asked f;

	(void)state;
	httpd_start(&f.server, rows, ARRAY_LEN(rows));
	f.url = httpd_url(&f.server, "/x");
	each("http", op_http, &f);
	free(f.url);
	httpd_stop(&f.server);
}

static void test_load(void **state)
{
	struct work w;

	(void)state;
	work_set_up(&w);
	assert_int_equal(
		work_put(&w, "regions", "2025-01-01T00:00:00Z", work_regions),
		VERDICT_NEW);
	work_put_csv(&w, "1", ALL_YEARS, "2025-02-01T00:00:00Z",
		     "1;9;2020;total;1.5;\r\n1;177;2021;total;2.5;10\r\n"
		     "1;658;2022;total;3;\r\n");
	each("load", op_load, &w);
	each("archive", op_put, &w);
	work_tear_down(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nouns),
		cmocka_unit_test(test_http),
		cmocka_unit_test(test_load),
	};

	mem_for_jansson();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
