/*
 * Targets in what is expected of a measure.
 */
#include "tests/support/test.h"

#include "etl/target.h"

static void test_targets(void **state)
{
	static const struct {
		const char *text;
		bool there;
		double value;
		int year;
	} c[] = {
		{"tavoite 25,0 vuonna 2027", true, 25, 2027},
		{"osuus laskee: tavoite 9.5 % vuonna 2030.", true, 9.5, 2030},
		{"mål 3 år 2028", true, 3, 2028},
		{"target -1.5 in 2026", true, -1.5, 2026},
		{"tavoite on kirjattu; tavoite 7 vuonna 2029", true, 7, 2029},
		{"tavoite 25,0", false, 0, 0},
		{"tavoite 25,0 vuonna 27", false, 0, 0},
		{"tavoite 25,0 vuonna 20271", false, 0, 0},
		{"tavoite 2,5,0 vuonna 2027", false, 0, 0},
		{"tavoite vuonna 2027", false, 0, 0},
		{"tavoite ", false, 0, 0},
		{"tavoite nan vuonna 2027", false, 0, 0},
		{"lisääntyy 5 vuonna 2027", false, 0, 0},
		{"", false, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct target t = {0, 0};

		assert_int_equal(target_parse(c[i].text, &t), c[i].there);
		assert_true(t.value == c[i].value);
		assert_int_equal(t.year, c[i].year);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_targets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
