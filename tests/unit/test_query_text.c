#include "tests/support/test.h"

#include "etl/query_text.h"
#include "lib/embedded.h"

static void is(struct query_part p, const char *want)
{
	char *s = xasprintf("%.*s", (int)p.n, p.n ? p.s : "");

	assert_string_equal(s, want);
	free(s);
}

static const char text[] = "-- A file of queries.\n"
			   "\n"
			   "-- query one\n"
			   "-- fi Yksi\n"
			   "--    Kertoo: enemmän.\n"
			   "-- sv En\n"
			   "--    Berättar.\n"
			   "-- en One\n"
			   "--    Tells.\n"
			   "-- :area 398\n"
			   "-- :none\n"
			   "SELECT :area, ';' AS a\n"
			   "FROM x;\n"
			   "\n"
			   "-- not of a query\n"
			   "-- query two\n"
			   "-- en Two\n"
			   "SELECT 2;";

static void test_parts(void **state)
{
	const char *at = text;
	struct query q;

	(void)state;
	assert_true(query_text_next(&at, &q));
	is(q.name, "one");
	is(q.title[LANG_FI], "Yksi");
	is(q.about[LANG_FI], "Kertoo: enemmän.");
	is(q.title[LANG_SV], "En");
	is(q.about[LANG_SV], "Berättar.");
	is(q.title[LANG_EN], "One");
	is(q.about[LANG_EN], "Tells.");
	assert_int_equal(q.n_params, 2);
	is(q.params[0].name, "area");
	is(q.params[0].example, "398");
	is(q.params[1].name, "none");
	is(q.params[1].example, "");
	is(q.sql, "SELECT :area, ';' AS a\nFROM x");
	assert_true(query_text_next(&at, &q));
	is(q.name, "two");
	is(q.title[LANG_FI], "");
	is(q.about[LANG_EN], "");
	is(q.title[LANG_EN], "Two");
	assert_int_equal(q.n_params, 0);
	is(q.sql, "SELECT 2");
	assert_false(query_text_next(&at, &q));
}

static void test_odd(void **state)
{
	const struct {
		const char *text, *name, *sql; /* name NULL: no query */
	} c[] = {
		{"", NULL, NULL},
		{"\n\n", NULL, NULL},
		{"SELECT 1;", NULL, NULL},
		{"-- queryx", NULL, NULL},
		{"-- query a", "a", ""},
		{"-- query a\n", "a", ""},
		{"-- query a\nSELECT 1", "a", ""}, /* no end */
		{"-- query a\n--\nSELECT 1\n;", "a", "SELECT 1\n"},
		{"-- query a\n-- f\nSELECT 1;\n", "a", "SELECT 1"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		const char *at = c[i].text;
		struct query q;

		assert_int_equal(query_text_next(&at, &q), c[i].name != NULL);
		if (c[i].name) {
			is(q.name, c[i].name);
			is(q.sql, c[i].sql);
			assert_false(query_text_next(&at, &q));
		}
	}
	for (size_t n = 0; n < sizeof(text); n++) { /* cut anywhere */
		char *cut = xasprintf("%.*s", (int)n, text);
		const char *at = cut;
		struct query q;

		while (query_text_next(&at, &q))
			assert_true(at <= cut + n);
		free(cut);
	}
	assert_dies(do {
		const char *at = "-- query a\n-- :a\n-- :b\n-- :c\n-- :d\n"
				 "-- :e\nSELECT 1;\n";
		struct query q;

		(void)query_text_next(&at, &q);
	} while (0));
}

/* How often :name stands in the SQL, as Datasette looks for parameters. */
static size_t uses(const struct query *q, size_t param, size_t *colons)
{
	const struct query_part name = q->params[param].name;
	size_t n = 0;

	*colons = 0;
	for (size_t i = 0; i + 1 < q->sql.n; i++) {
		const char *s = q->sql.s + i + 1;

		if (q->sql.s[i] != ':')
			continue;
		++*colons;
		n += q->sql.n - i - 1 >= name.n &&
		     memcmp(s, name.s, name.n) == 0 &&
		     !strchr("abcdefghijklmnopqrstuvwxyz_", s[name.n]);
	}
	return n;
}

static const char *const plain =
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

static void is_plain(struct query_part p)
{
	assert_true(p.n > 0);
	for (size_t i = 0; i < p.n; i++)
		assert_non_null(strchr(plain, p.s[i]));
}

/* The shipped ones: whole, in three languages, their parameters named and none
 * else, examples that an address can hold as they are. */
static void test_real(void **state)
{
	const char *at = text_etl_queries_sql;
	struct query q;
	size_t n = 0;

	(void)state;
	while (query_text_next(&at, &q)) {
		size_t used = 0, colons = 0;

		n++;
		is_plain(q.name);
		assert_true(q.sql.n > 20);
		for (int l = 0; l < LANG_N; l++) {
			assert_true(q.title[l].n > 10);
			assert_true(q.about[l].n > 10);
			assert_int_equal(q.about[l].s[q.about[l].n - 1], '.');
		}
		assert_true(q.n_params > 0);
		for (size_t i = 0; i < q.n_params; i++) {
			size_t times = uses(&q, i, &colons);

			assert_true(times > 0);
			used += times;
			is_plain(q.params[i].name);
			is_plain(q.params[i].example);
		}
		assert_int_equal(used, colons);
	}
	assert_in_range(n, 8, 12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_odd),
		cmocka_unit_test(test_real),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
