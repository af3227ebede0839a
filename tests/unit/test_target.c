/*
 * Targets in what is expected of a measure.
 */
#include "tests/support/test.h"

#include "etl/target.h"

static void test_targets(void **state)
{
	static const struct {
		const char *text;
		double value;
		int year;
		bool there;
	} c[] = {
		{"tavoite 25,0 vuonna 2027", 25, 2027, true},
		{"osuus laskee: tavoite 9.5 % vuonna 2030.", 9.5, 2030, true},
		{"mål 3 år 2028", 3, 2028, true},
		{"target -1.5 in 2026", -1.5, 2026, true},
		{"tavoite on kirjattu; tavoite 7 vuonna 2029", 7, 2029, true},
		{"tavoite 25,0", 0, 0, false},
		{"tavoite 25,0 vuonna 27", 0, 0, false},
		{"tavoite 25,0 vuonna 20271", 0, 0, false},
		{"tavoite 2,5,0 vuonna 2027", 0, 0, false},
		{"tavoite vuonna 2027", 0, 0, false},
		{"tavoite ", 0, 0, false},
		{"tavoite nan vuonna 2027", 0, 0, false},
		{"lisääntyy 5 vuonna 2027", 0, 0, false},
		{"", 0, 0, false},
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
