/*
 * What is to be loaded: in the order of the indicators' numbers, whatever the
 * order of their names and of the answers.
 */
#include "tests/support/archive.h"

#include "etl/backlog.h"
#include "lib/embedded.h"

struct shelf {
	struct work w;
	struct archive *a;
	struct db *store;
	struct indicators *indicators;
};

static void put(struct shelf *s, int indicator, int value, const char *when)
{
	char *id = xasprintf("%d", indicator);
	char *rows = xasprintf("%d;9;2020;total;%d;\r\n", indicator, value);

	work_put_csv(&s->w, id, ALL_YEARS, when, rows);
	free(rows);
	free(id);
}

static void set_up(struct shelf *s)
{
	struct err e = {0};

	*s = (struct shelf){.a = NULL};
	work_set_up(&s->w);
	/* by name 10 stands before 9 */
	put(s, 10, 1, "2025-01-03T00:00:00Z");  /* answer 1 */
	put(s, 9, 2, "2025-01-01T00:00:00Z");   /* 2 */
	put(s, 9, 3, "2025-01-02T00:00:00Z");   /* 3 */
	put(s, 9, 3, "2025-01-04T00:00:00Z");   /* 4, which says the same */
	put(s, 100, 4, "2025-01-01T00:00:00Z"); /* 5 */
	assert_ok(archive_open(&s->a, &s->w.app, &e));
	assert_ok(db_open(&s->store, ":memory:", DB_CREATE, &e));
	assert_ok(db_script(s->store, text_etl_schema_sql, &e));
	assert_ok(indicators_new(&s->indicators, s->store, &e));
	assert_ok(indicators_put_sources(s->indicators, &e));
}

static void tear_down(struct shelf *s)
{
	indicators_free(s->indicators);
	db_close(s->store);
	archive_close(s->a);
	work_tear_down(&s->w);
}

/* "9: 2 3, 10: 1" */
static void assert_backlog(struct shelf *s, const char *until, int64_t after,
			   const char *want)
{
	struct backlog b = {0};
	struct err e = {0};
	struct buf text;
	size_t i, k, n = 0;

	buf_init(&text, 1000);
	assert_ok(backlog_read(&b, s->a, s->indicators, until, after, &e));
	for (i = 0; i < b.n; i++) {
		const struct backlog_topic *t = &b.list[i];

		assert_string_equal(t->source, "sotkanet");
		assert_string_equal(t->topic + strlen("figures:"), t->code);
		assert_true(i == 0 || b.list[i - 1].indicator < t->indicator);
		assert_int_equal(t->from, n);
		buf_printf(&text, "%s%s:", i ? ", " : "", t->code);
		for (k = 0; k < t->n; k++)
			buf_printf(&text, " %lld", (long long)b.answers[n++]);
	}
	assert_int_equal(b.n_answers, n);
	assert_string_equal(buf_str(&text), want);
	buf_release(&text);
	backlog_release(&b);
}

static void test_by_number(void **state)
{
	struct shelf s;

	(void)state;
	set_up(&s);
	assert_backlog(&s, "9999", 0, "9: 2 3, 10: 1, 100: 5");
	/* a second time: their numbers are known by now */
	assert_backlog(&s, "9999", 0, "9: 2 3, 10: 1, 100: 5");
	assert_backlog(&s, "2025-01-02T12", 0, "9: 2 3, 100: 5");
	assert_backlog(&s, "2025-01-01T12", 0, "9: 2, 100: 5");
	assert_backlog(&s, "9999", 2, "9: 3, 100: 5");
	assert_backlog(&s, "9999", 3, "100: 5");
	assert_backlog(&s, "9999", 5, "");
	assert_backlog(&s, "2024", 0, "");
	tear_down(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_by_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
