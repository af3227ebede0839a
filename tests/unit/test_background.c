/*
 * config/background.csv.
 */
#include "tests/support/test.h"

#include "etl/background.h"
#include "lib/embedded.h"

struct world {
	char *dir;
	struct app app;
};

static int setup(void **state)
{
	struct world *w = xcalloc(1, sizeof(*w));

	w->dir = temp_dir();
	w->app.config_dir = w->dir;
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	temp_dir_remove(w->dir);
	free(w);
	return 0;
}

static void write_table(struct world *w, const char *rows)
{
	char *text = xasprintf(
		"source,indicator,transform,weight,links,why\n%s", rows);

	free(temp_file(w->dir, "background.csv", text, strlen(text)));
	free(text);
}

static void no_table_is_an_empty_one(void **state)
{
	struct world *w = *state;
	struct background_list b;
	struct err e = {0};

	assert_ok(background_read(&w->app, &b, &e));
	assert_int_equal(b.n, 0);
	background_release(&b);
}

static void rows(void **state)
{
	static const char bare[] = "why;weight;transform;indicator;source\n"
				   "size;2;log;127;sotkanet\n";
	struct world *w = *state;
	struct background_list b;
	struct err e = {0};

	write_table(w, "sotkanet,127,log,1,yes,size\n"
		       "sotkanet,170,none,0.25,,\"age, a half\"\n");
	assert_ok(background_read(&w->app, &b, &e));
	assert_int_equal(b.n, 2);
	assert_string_equal(b.list[0].code, "127");
	assert_true(b.list[0].log && b.list[0].links);
	assert_false(b.list[1].log || b.list[1].links);
	assert_near(b.list[1].weight, 0.25, 0);
	assert_string_equal(b.list[1].why, "age, a half");
	background_release(&b);
	/* `links` may be left out */
	free(temp_file(w->dir, "background.csv", bare, strlen(bare)));
	assert_ok(background_read(&w->app, &b, &e));
	assert_int_equal(b.n, 1);
	assert_false(b.list[0].links);
	background_release(&b);
}

static void wrong_cells_are_named(void **state)
{
	static const struct {
		const char *row, *message;
	} c[] = {
		{"nobody,127,log,1,,size", "column source: 'nobody'"},
		{"sotkanet,,log,1,,size", "column indicator: ''"},
		{"sotkanet,127,ln,1,,size",
		 "column transform: 'ln': one of these is expected: none log"},
		{"sotkanet,127,log,0,,size",
		 "column weight: '0': a number above 0, at most 100, is "
		 "expected"},
		{"sotkanet,127,log,-1,,size", "column weight: '-1'"},
		{"sotkanet,127,log,101,,size", "column weight: '101'"},
		{"sotkanet,127,log,nan,,size", "column weight: 'nan'"},
		{"sotkanet,127,log,,,size", "column weight: ''"},
		{"sotkanet,127,log,1,no,size",
		 "column links: 'no': yes, or nothing, is expected"},
		{"sotkanet,127,log,1,,", "column why: '': a text is expected"},
		{"sotkanet,127,log,1,,size\nsotkanet,127,none,1,,again",
		 "row 3, column indicator: '127': an indicator is expected "
		 "once"},
	};
	struct world *w = *state;
	struct background_list b;
	struct err e = {0};

	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		write_table(w, c[i].row);
		assert_error_like(background_read(&w->app, &b, &e), ERR_CONFIG,
				  c[i].message);
	}
}

/* What was there is replaced. */
static void the_store_keeps_it(void **state)
{
	static const struct schema etl = {"etl", text_etl_schema_sql,
					  text_etl_views_sql};
	static const struct schema *const rooms[] = {&etl};
	static const struct store_schemas schemas = {rooms, 1};
	struct world *w = *state;
	char *path = xasprintf("%s/tilannekuva.db", w->dir);
	struct background_list b;
	struct err e = {0};
	struct db *db;
	int64_t n;

	assert_ok(store_create(&db, path, &schemas, &e));
	write_table(w, "sotkanet,7,none,1,,a\nsotkanet,127,log,0.5,yes,b\n");
	assert_ok(background_read(&w->app, &b, &e));
	for (int again = 0; again < 2; again++)
		assert_ok(background_store(db, &b, &e));
	assert_ok(
		db_int(db,
		       "SELECT count(*) FROM background WHERE"
		       "  (position, source, code, log, weight, links, why) IN"
		       "  (VALUES (0, 'sotkanet', '7', 0, 1.0, 0, 'a'),"
		       "    (1, 'sotkanet', '127', 1, 0.5, 1, 'b'))",
		       0, &n, &e));
	assert_int_equal(n, 2);
	b.n = 1;
	assert_ok(background_store(db, &b, &e));
	b.n = 2;
	assert_ok(db_int(db, "SELECT count(*) FROM background", 0, &n, &e));
	assert_int_equal(n, 1);
	background_release(&b);
	db_close(db);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(no_table_is_an_empty_one, setup,
						teardown),
		cmocka_unit_test_setup_teardown(rows, setup, teardown),
		cmocka_unit_test_setup_teardown(wrong_cells_are_named, setup,
						teardown),
		cmocka_unit_test_setup_teardown(the_store_keeps_it, setup,
						teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
