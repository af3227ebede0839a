/*
 * The quick reader of rows beside jansson: what it takes jansson takes too, and
 * reads the same in it.
 */
#include "tests/support/test.h"

#include "etl/sotkanet.h"

static const struct request asks = {.kind = ANSWER_FIGURES, .indicator = "171"};

static void assert_same(const char *body, size_t len,
			const struct figures *quick)
{
	struct answer a = {0};
	struct err e = {0};
	size_t i;

	if (sotkanet_rows_any(&asks, body, len, &a, &e) < 0)
		fail_msg("jansson refuses: %s: %.*s", e.msg, (int)len, body);
	assert_int_equal(a.odd, 0);
	assert_int_equal(a.figures.n, quick->n);
	for (i = 0; i < quick->n; i++) {
		const struct figure *x = &quick->list[i];
		const struct figure *y = &a.figures.list[i];

		assert_int_equal(figure_compare(x, y), 0);
		assert_true(val_equal(x->value, y->value));
		assert_true(val_equal(x->numerator, y->numerator));
	}
	answer_release(&a);
}

/* Whether the quick reader takes it; then jansson must agree. */
static bool takes(const char *body, size_t len)
{
	struct figures f = {0};
	bool quick = sotkanet_rows(&asks, body, len, &f);

	if (quick)
		assert_same(body, len, &f);
	figures_release(&f);
	return quick;
}

#define ROW                                                                    \
	"{\"indicator\": 171,\"region\": 46,\"year\": 2019,"                   \
	"\"gender\": \"total\",\"value\": 7.4,\"absValue\": 48189}"

static void test_usual_forms_are_quick(void **state)
{
	static const char *const c[] = {
		"[" ROW "]",
		"[" ROW "," ROW "]",
		" [\n" ROW " ,\r\n\t" ROW "\n] \n",
		"[{\"value\":-0.5,\"gender\":\"female\",\"year\":1900,"
		"\"region\":999999,\"indicator\":171}]",
		"[{ \"indicator\" : 171 , \"region\" : 1 , \"year\" : 2199 , "
		"\"gender\" : \"male\" , \"absValue\" : 0 }]",
		"[{\"indicator\":171,\"region\":1,\"year\":2000,\"gender\":"
		"\"male\",\"value\":0.1,\"absValue\":123456789012345}]",
		"[{\"indicator\":171,\"region\":1,\"year\":2000,\"gender\":"
		"\"male\",\"value\":13.0,\"absValue\":1234567.12345678}]",
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++)
		if (!takes(c[i], strlen(c[i])))
			fail_msg("left to jansson: %s", c[i]);
}

/* Right or wrong, these are jansson's to judge. */
static void test_unusual_forms_are_left(void **state)
{
	static const struct {
		const char *row;
		bool good;
	} c[] = {
		{"\"region\":1,\"year\":2000,\"value\":1e2", true},
		{"\"region\":1,\"year\":2000,\"value\":-0", true},
		{"\"region\":1,\"year\":2000,\"value\":-0.0", true},
		{"\"region\":1,\"year\":2000,\"value\":1234567890123456", true},
		{"\"region\":1,\"year\":2000,\"value\":0.12345678901234567890",
		 true},
		{"\"region\":1,\"year\":2000,\"more\":{\"a\":[1]}", true},
		{"\"r\\u0065gion\":1,\"year\":2000", true},
		{"\"region\":1,\"year\":2000,\"value\":null", false},
		{"\"region\":1,\"year\":2000,\"value\":\"1\"", false},
		{"\"region\":1,\"year\":2000,\"value\":01", false},
		{"\"region\":1,\"year\":2000,\"value\":1.", false},
		{"\"region\":1,\"year\":2000,\"value\":.5", false},
		{"\"region\":1,\"year\":2000,\"value\":+1", false},
		{"\"region\":1,\"year\":2000,\"value\":1,", false},
		{"\"region\":1,\"year\":2000,\"region\":1", false},
		{"\"region\":1.0,\"year\":2000", false},
		{"\"region\":0,\"year\":2000", false},
		{"\"region\":1000000,\"year\":2000", false},
		{"\"region\":4294967297,\"year\":2000", false},
		{"\"region\":1,\"year\":1899", false},
		{"\"region\":1,\"year\":2200", false},
		{"\"year\":2000", false},
		{"\"region\":1", false},
	};
	struct answer a = {0};
	struct err e = {0};
	char body[300];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		int n = snprintf(
			body, sizeof(body),
			"[{\"indicator\":171,\"gender\":\"total\",%s}]",
			c[i].row);

		if (takes(body, (size_t)n))
			fail_msg("taken: %s", body);
		err_clear(&e);
		assert_int_equal(
			sotkanet_rows_any(&asks, body, (size_t)n, &a, &e) == 0,
			c[i].good);
		answer_release(&a);
	}
	assert_false(takes("", 0));
	assert_false(takes("[]", 2));
	assert_false(takes("[" ROW, strlen("[" ROW)));
	assert_false(takes("[" ROW ",]", strlen("[" ROW ",]")));
	assert_false(takes("[" ROW "]x", strlen("[" ROW "]x")));
	assert_false(takes("[" ROW "]\0", strlen("[" ROW "]") + 1));
}

/* Every prefix, and every sign put in, put in the place of another or left out
 * at every place. */
static void test_broken_bodies(void **state)
{
	static const char body[] = "[" ROW ", {\"gender\":\"male\",\"year\":"
				   "2001,\"region\":7,\"value\":-10.25,"
				   "\"indicator\":171}]";
	static const char signs[] = "{}[]\":,.-+eE0129 \n\t\\/nutrflaxyg\x80";
	enum {
		LEN = sizeof(body) - 1
	};
	char broken[LEN + 1];
	size_t i, k, taken = 0;

	(void)state;
	for (i = 0; i < LEN; i++) {
		memcpy(broken, body, LEN);
		assert_false(takes(broken, i));
		memmove(broken + i, broken + i + 1, LEN - i - 1);
		taken += takes(broken, LEN - 1);
		for (k = 0; k < sizeof(signs); k++) { /* the NUL too */
			memcpy(broken, body, LEN);
			broken[i] = signs[k];
			taken += takes(broken, LEN);
			memcpy(broken, body, i);
			memcpy(broken + i + 1, body + i, LEN - i);
			taken += takes(broken, LEN + 1);
		}
	}
	/* other digits, more blanks */
	assert_in_range(taken, 200, 2000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_usual_forms_are_quick),
		cmocka_unit_test(test_unusual_forms_are_left),
		cmocka_unit_test(test_broken_bodies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
