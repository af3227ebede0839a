/*
 * Which years were collected, whatever the order in which areas tell theirs.
 */
#include "tests/support/test.h"

#include "analysis/coverage.h"

static void years_in_any_order(void **state)
{
	static const int told[][9] = {
		{2001, 2003, 2005, 2003, 2005, 2005, 2007, 2007, 2007},
		{2007, 2005, 2003, 2001, 2007, 2005, 2003, 2007, 2005},
		{2005, 2007, 2001, 2003, 2007, 2005, 2003, 2005, 2007},
		{2003, 2007, 2005, 2005, 2007, 2001, 2007, 2003, 2005},
	};

	(void)state;
	for (size_t k = 0; k < ARRAY_LEN(told); k++) {
		struct coverage c = {0};

		for (size_t i = 0; i < 9; i++)
			coverage_add(&c, told[k][i]);
		assert_int_equal(c.n, 4);
		for (int i = 0; i < 4; i++)
			assert_int_equal(c.years[i], 2001 + 2 * i);
		assert_int_equal(c.counts[0], 1);
		assert_int_equal(c.counts[1], 2);
		assert_int_equal(c.counts[2], 3);
		assert_int_equal(c.counts[3], 3);
		coverage_release(&c);
		/* it may be used again */
		coverage_add(&c, 2020);
		assert_int_equal(c.n, 1);
		assert_int_equal(c.counts[0], 1);
		coverage_release(&c);
	}
}

/* More years than there was room for, in the middle of the others. */
static void many_years(void **state)
{
	struct coverage c = {0};
	int out[300];

	(void)state;
	for (int round = 0; round < 3; round++)
		for (int i = round; i < 300; i += 3)
			coverage_add(&c, 1700 + i);
	for (int i = 299; i > 150; i--)
		coverage_add(&c, 1700 + i);
	c.areas = 20;
	assert_int_equal(c.n, 300);
	/* two of twenty are a tenth, one is not */
	assert_int_equal(coverage_collected(&c, out), 149);
	for (int i = 0; i < 149; i++)
		assert_int_equal(out[i], 1851 + i);
	coverage_release(&c);
}

/* At least a tenth: one of ten areas, not one of eleven. */
static void a_tenth(void **state)
{
	struct coverage c = {0};
	int out[2];

	(void)state;
	assert_int_equal(coverage_collected(&c, out), 0);
	coverage_add(&c, 2020);
	coverage_add(&c, 2021);
	coverage_add(&c, 2021);
	c.areas = 10;
	assert_int_equal(coverage_collected(&c, out), 2);
	c.areas = 11;
	assert_int_equal(coverage_collected(&c, out), 1);
	assert_int_equal(out[0], 2021);
	coverage_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(years_in_any_order),
		cmocka_unit_test(many_years),
		cmocka_unit_test(a_tenth),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
