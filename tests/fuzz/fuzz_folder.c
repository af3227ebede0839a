/*
 * A whole folder of a negotiation, and the calendar: the tables stand in one
 * input, each behind a line "@@ NAME"; the folder is called A. What is read is
 * written out again and means the same, also with the rows of every table in
 * another order, and goes into a store.
 *
 * Files: etl/negotiation.c etl/negotiation_check.c etl/negotiation_known.c
 * Files: etl/negotiation_store.c etl/votes.c etl/target.c
 * Files: etl/kept.c etl/kept_cell.c
 */
#include "tests/fuzz/scratch.h"

#include "etl/etl.h"
#include "etl/followed.h"
#include "etl/negotiation.h"
#include "lib/csv.h"
#include "lib/file.h"
#include "lib/text.h"

#define FOLDER "negotiations/A"

/* --- putting the files there -----------------------------------------------
 */

static char *file_of(const char *name)
{
	return strcmp(name, "calendar") == 0
		       ? xstrdup("calendar.csv")
		       : xasprintf(FOLDER "/%s.csv", name);
}

/* A name that is no table of ours, and could lead elsewhere, is none. */
static void put_table(const char *name, const char *bytes, size_t len)
{
	char *file;

	if (strspn(name, "abcdefghijklmnopqrstuvwxyz") != strlen(name) ||
	    strlen(name) > 20)
		return;
	file = file_of(name);
	free(scratch_put(file, bytes, len));
	free(file);
}

static void put_tables(const char *bytes, size_t len, bool reversed)
{
	struct feed f = {(const uint8_t *)bytes, len};
	char *name = NULL;
	struct buf table, other;
	size_t n = 0;

	buf_init(&table, BUF_MAX);
	for (;;) {
		const uint8_t *from = f.at;
		bool end = f.left == 0;
		char *line = feed_line(&f);
		bool head = strncmp(line, "@@ ", 3) == 0;

		if (!head && !end)
			buf_add(&table, from, (size_t)(f.at - from));
		buf_init(&other, BUF_MAX);
		if ((head || end) && name && n++ < 20) {
			if (!reversed ||
			    !rows_reversed(&other, buf_str(&table), table.len))
				buf_add(&other, buf_str(&table), table.len);
			put_table(name, buf_str(&other), other.len);
		}
		buf_release(&other);
		if (head || end) {
			free(name);
			name = head ? xstrdup(line + 3) : NULL;
			buf_clear(&table);
		}
		free(line);
		if (end)
			break;
	}
	buf_release(&table);
}

static void put_out(const struct kept *k, struct buf *out)
{
	size_t i, c;

	for (c = 0; c < k->spec->n; c++)
		csv_put(out, k->spec->columns[c].name);
	csv_end(out);
	for (i = 0; i < k->n; i++) {
		for (c = 0; c < k->spec->n; c++)
			csv_put(out, kept_cell(k, i, c));
		csv_end(out);
	}
}

static void put_again(const struct negotiations *all)
{
	struct buf b;
	size_t t;

	buf_init(&b, BUF_MAX);
	for (t = 0; all->n && t < NEGOTIATION_TABLES; t++) {
		put_out(&all->list[0].table[t], &b);
		put_table(negotiation_specs[t].name, buf_str(&b), b.len);
		buf_clear(&b);
	}
	put_out(&all->calendar, &b);
	put_table("calendar", buf_str(&b), b.len);
	buf_release(&b);
}

/* --- what must hold --------------------------------------------------------
 */

static void promise_same(const struct kept *a, const struct kept *b)
{
	size_t i, c;

	PROMISE(a->n == b->n);
	for (i = 0; i < a->n; i++)
		for (c = 0; c < a->spec->n; c++)
			PROMISE(strcmp(kept_cell(a, i, c),
				       kept_cell(b, i, c)) == 0);
}

/* A folder cannot be listed for want of memory. */
static bool lacks_memory(const char *what)
{
	return strstr(what, "Cannot allocate memory") != NULL;
}

static void check_again(const struct negotiations *all)
{
	struct negotiations again = {0};
	struct err e = {0};
	size_t t;

	put_again(all);
	if (negotiations_read(scratch_app(), &again, &e) < 0) {
		PROMISE(e.code == ERR_CONFIG && lacks_memory(e.msg));
		return;
	}
	PROMISE(again.n == all->n);
	for (t = 0; all->n && t < NEGOTIATION_TABLES; t++)
		promise_same(&all->list[0].table[t], &again.list[0].table[t]);
	promise_same(&all->calendar, &again.calendar);
	negotiations_release(&again);
}

static void complain(void *ctx, const char *what)
{
	size_t *n = ctx;

	PROMISE(what[0] && text_is_utf8(what, strlen(what)));
	*n += !lacks_memory(what);
}

static void check_complaints(bool well)
{
	char *dir = xasprintf("%s/" FOLDER, scratch_dir());
	bool draft = negotiation_is_draft(dir);
	size_t n = 0;

	negotiation_complain(dir, complain, &n);
	/* a draft may be wrong and the whole is read all the same, and there
	 * may be no folder */
	PROMISE(!well || draft || n == 0 || !file_exists(dir));
	free(dir);
}

/* Indicators 1 to 9 are followed. */
static int resolve(struct negotiations *all, struct err *e)
{
	static char source[] = "sotkanet", none[] = "";
	static char code[9][2] = {"1", "2", "3", "4", "5", "6", "7", "8", "9"};
	struct followed list[9];
	const struct followed_list followed = {list, ARRAY_LEN(list)};
	size_t i;

	for (i = 0; i < ARRAY_LEN(list); i++)
		list[i] = (struct followed){.source = source,
					    .code = code[i],
					    .title = none,
					    .class = none,
					    .polarity = none,
					    .span = 1};
	return negotiations_resolve(all, NULL, NULL, &followed, e);
}

static struct db *store(void)
{
	static const struct schema *const rooms[] = {&etl_schema};
	static const struct store_schemas schemas = {rooms, 1};
	static struct db *db;
	struct err e = {0};

	if (!db && store_create_private(&db, &schemas, &e) < 0)
		die("%s", e.msg);
	return db;
}

/* What was read, checked and resolved goes into a store. */
static void check_store(struct negotiations *all)
{
	struct db *db = store();
	struct err e = {0};
	int64_t n;

	if (resolve(all, &e) < 0) {
		PROMISE(e.code == ERR_CONFIG && e.msg[0]);
		return;
	}
	PROMISE(db_begin(db, &e) == 0);
	if (negotiations_store(all, db, "2026-03-02T03:00:00Z", &e) < 0)
		die("not stored: %s", e.msg);
	PROMISE(db_int(db, "SELECT count(*) FROM calendar", -1, &n, &e) == 0);
	PROMISE((size_t)n == all->calendar.n);
	db_rollback(db);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct negotiations all = {0}, other = {0};
	struct err e = {0}, why = {0};
	int rc, rc_other;

	put_tables((const char *)data, size, false);
	rc = negotiations_read(scratch_app(), &all, &e);
	PROMISE(rc == 0 || e.code == ERR_CONFIG);
	PROMISE(rc == 0 || lacks_memory(e.msg) || strstr(e.msg, ".csv"));
	PROMISE(text_is_utf8(e.msg, strlen(e.msg)));
	check_complaints(rc == 0);
	scratch_clear();
	put_tables((const char *)data, size, true);
	rc_other = negotiations_read(scratch_app(), &other, &why);
	PROMISE(rc_other == rc || lacks_memory(e.msg) || lacks_memory(why.msg));
	if (rc == 0 && rc_other == 0) {
		PROMISE(other.n == all.n);
		check_again(&all);
		check_store(&all);
	}
	negotiations_release(&other);
	negotiations_release(&all);
	scratch_clear();
	return 0;
}
