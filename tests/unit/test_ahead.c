/*
 * Reading ahead: the same answers as read one by one, in order; the end, early
 * or late; answers and archives that cannot be read.
 */
#include "tests/support/test.h"

#include "etl/ahead.h"
#include "lib/embedded.h"
#include "lib/num.h"

enum {
	ANSWERS = 12 /* many more than wait at a time */
};

struct shelf {
	char *dir;
	struct app app;
	struct archive *a;
	struct db *store; /* of no areas but one */
	struct areas *areas;
	int64_t order[ANSWERS + 1];
	struct backlog backlog; /* of all answers, the last one first */
};

static void put(struct shelf *s, int number, const char *body)
{
	const struct source *sotkanet = source_find("sotkanet");
	char *url = xasprintf("json?indicator=%d&years=2020", number);
	struct arrival in = {.source = sotkanet,
			     .request = url,
			     .fetched_at = "2026-01-01T00:00:00Z",
			     .status = 200,
			     .etag = "",
			     .last_modified = "",
			     .encoding = "",
			     .body = body,
			     .len = strlen(body)};
	struct request asks;
	struct err e = {0};
	enum verdict v;

	assert_ok(sotkanet->request_parse(url, &asks, &e));
	in.asks = &asks;
	assert_ok(archive_put(s->a, &in, &v, &e));
	free(url);
}

/* Answers 1 to ANSWERS, of the indicators ANSWERS + 10 to 11: their topics are
 * in the other order. */
static void set_up(struct shelf *s)
{
	struct err e = {0};
	int i;

	*s = (struct shelf){.dir = temp_dir()};
	s->app.var_dir = s->dir;
	assert_true(when_parse("2026-01-01", &s->app.now));
	assert_ok(archive_open(&s->a, &s->app, &e));
	assert_ok(archive_run_begin(s->a, "test", s->app.now, &e));
	assert_ok(db_open(&s->store, ":memory:", DB_CREATE, &e));
	assert_ok(db_script(s->store, text_etl_schema_sql, &e));
	assert_ok(db_script(s->store,
			    "INSERT INTO area (id, kind, code, name_fi,"
			    "  name_sv, name_en) VALUES"
			    "  (70, 'kunta', '005', 'A', 'A', 'A');"
			    "INSERT INTO sotkanet_region VALUES (7, 70, 0)",
			    &e));
	assert_ok(areas_new(&s->areas, s->store, &e));
	s->backlog =
		(struct backlog){.answers = s->order, .n_answers = ANSWERS};
	for (i = 0; i < ANSWERS; i++)
		s->order[i] = ANSWERS - i;
	for (i = 1; i <= ANSWERS; i++) {
		int number = ANSWERS + 11 - i;
		char *body = xasprintf("[{\"indicator\":%d,\"region\":%d,"
				       "\"year\":2020,\"gender\":\"total\","
				       "\"value\":%d}]",
				       number, i, 100 * i);

		put(s, number, body);
		free(body);
	}
}

static void tear_down(struct shelf *s)
{
	areas_free(s->areas);
	db_close(s->store);
	archive_close(s->a);
	temp_dir_remove(s->dir);
}

static void begin(struct ahead **a, struct shelf *s)
{
	struct err e = {0};

	assert_ok(ahead_new(a, &s->app, &s->backlog, s->areas, s->store, &e));
}

static void test_in_order_and_whole(void **state)
{
	struct ahead *a = NULL;
	struct reading r;
	struct shelf s;
	struct err e = {0};
	double v = 0;
	int i;

	(void)state;
	set_up(&s);
	begin(&a, &s);
	for (i = ANSWERS; i >= 1; i--) {
		assert_ok(ahead_take(&r, a, i, &e));
		assert_int_equal(r.id, i);
		assert_int_equal(r.why.code, ERR_NONE);
		assert_int_equal(r.answer.figures.n, 1);
		/* of all areas one is in the register */
		assert_int_equal(r.resolved, i == 7);
		assert_int_equal(r.checked, i == 7);
		assert_int_equal(r.answer.figures.list[0].area,
				 i == 7 ? 70 : i);
		assert_true(val_get(r.answer.figures.list[0].value, &v));
		assert_true(v == 100 * i);
		assert_true(r.asks.year[2020 - YEAR_MIN]);
		reading_release(&r);
	}
	assert_error(ahead_take(&r, a, 99, &e), ERR_DB,
		     "answer 99 is not there");
	ahead_free(a);
	s.backlog.n_answers = 0;
	begin(&a, &s);
	assert_error(ahead_take(&r, a, ANSWERS, &e), ERR_DB,
		     "answer 12 is not there");
	ahead_free(a);
	tear_down(&s);
}

static void test_ended_early(void **state)
{
	struct reading r;
	struct shelf s;
	struct err e = {0};
	int taken, i;

	(void)state;
	set_up(&s);
	for (taken = 0; taken < 4; taken++) {
		struct ahead *a = NULL;

		begin(&a, &s);
		for (i = 0; i < taken; i++) {
			assert_ok(ahead_take(&r, a, ANSWERS - i, &e));
			reading_release(&r);
		}
		ahead_free(a);
	}
	ahead_free(NULL);
	tear_down(&s);
}

static void test_others_are_passed_over(void **state)
{
	struct ahead *a = NULL;
	struct reading r;
	struct shelf s;
	struct err e = {0};

	(void)state;
	set_up(&s);
	begin(&a, &s);
	assert_ok(ahead_take(&r, a, 5, &e));
	assert_int_equal(r.answer.figures.list[0].area, 5);
	reading_release(&r);
	assert_error(ahead_take(&r, a, 6, &e), ERR_DB, "answer 6 is not there");
	ahead_free(a);
	tear_down(&s);
}

/* One answer that is no answer any more is told and passed over; damage to the
 * archive ends the reading. */
static void test_what_cannot_be_read(void **state)
{
	struct ahead *a = NULL;
	struct reading r;
	struct shelf s;
	struct err e = {0};

	(void)state;
	set_up(&s);
	put(&s, 1, "<html>");
	s.backlog.n_answers = ANSWERS + 1;
	memmove(s.order + 1, s.order, ANSWERS * sizeof(s.order[0]));
	s.order[0] = ANSWERS + 1;
	assert_ok(db_script(archive_db(s.a),
			    "DROP TRIGGER body_stays; UPDATE body"
			    "  SET bytes = x'00' WHERE sha256 ="
			    "  (SELECT body FROM fetch WHERE id = 11)",
			    &e));
	begin(&a, &s);
	assert_ok(ahead_take(&r, a, ANSWERS + 1, &e));
	assert_int_equal(r.why.code, ERR_DATA);
	assert_int_equal(r.answer.figures.n, 0);
	reading_release(&r);
	assert_ok(ahead_take(&r, a, ANSWERS, &e));
	reading_release(&r);
	assert_error_like(ahead_take(&r, a, ANSWERS - 1, &e), ERR_DATA, "gzip");
	ahead_free(a);
	tear_down(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_in_order_and_whole),
		cmocka_unit_test(test_ended_early),
		cmocka_unit_test(test_others_are_passed_over),
		cmocka_unit_test(test_what_cannot_be_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
