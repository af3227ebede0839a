#include "tests/support/test.h"

#include <math.h>

#include "plots/axis.h"

static void test_values(void **state)
{
	static const struct {
		struct axis_in in;
		double low, high, step;
		int decimals;
	} c[] = {
		/* zero is near: it is included */
		{{6.7, 17.9, 0.1, true, true}, 0, 20, 5, 0},
		/* zero is far: it would cost the picture */
		{{8.9, 12.1, 0.1, true, true}, 8, 13, 1, 0},
		/* an index has no natural zero */
		{{20, 90, 0.1, false, false}, 0, 100, 20, 0},
		{{60, 90, 0.1, false, false}, 50, 100, 10, 0},
		/* equal figures: from zero; small wobbles stay small */
		{{7, 7, 0.1, true, true}, 0, 8, 2, 0},
		{{100, 100, 0.1, false, false}, 90, 110, 5, 0},
		{{100.1, 100.3, 0.1, false, false}, 90, 110, 5, 0},
		{{0, 0, 1, true, false}, 0, 4, 1, 0},
		{{0, 0.3, 0.1, true, false}, 0, 0.4, 0.1, 1},
		/* both sides of zero, below zero */
		{{-12.4, 9.4, 0.1, true, false}, -15, 15, 5, 0},
		{{-500, -120, 1, true, false}, -600, 0, 100, 0},
		{{-7, -7, 1, true, false}, -8, 0, 2, 0},
		/* large, and a percentage that ends at 100 */
		{{1e9, 1.2e9, 1, true, false}, 9.5e8, 1.25e9, 5e7, 0},
		{{91, 99.9, 0.1, true, true}, 85, 100, 5, 0},
		{{91, 112, 0.1, true, true}, 90, 115, 5, 0},
		/* counts of persons: no half persons */
		{{0, 1, 1, true, false}, 0, 4, 1, 0},
	};
	struct axis a;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		a = axis_values(&c[i].in);
		if (fabs(a.low - c[i].low) > 1e-9 * fabs(a.high) ||
		    fabs(a.high - c[i].high) > 1e-9 * fabs(a.high) ||
		    fabs(a.step - c[i].step) > 1e-9 * a.step ||
		    a.decimals != c[i].decimals)
			fail_msg("case %zu: %g..%g step %g, %d decimals", i,
				 a.low, a.high, a.step, a.decimals);
		assert_near(axis_tick(&a, 0), a.low, 1e-9);
		assert_near(axis_tick(&a, a.ticks - 1), a.high, 1e-9);
	}
}

/* Whatever the figures, they lie on the axis, and its ticks are few. */
static void test_any_range(void **state)
{
	double low, high;
	struct axis_in in;
	struct axis a;
	int i, k, f;

	(void)state;
	for (i = -9; i <= 9; i++) {
		for (k = 0; k <= 40; k++) {
			for (f = 0; f < 8; f++) {
				low = (k - 20) * pow(10, i) * 0.37;
				high = low + k % 7 * pow(10, i) * 0.011;
				in = (struct axis_in){low, high,
						      pow(10, f % 4 - 3), f & 1,
						      f & 2};
				a = axis_values(&in);
				assert_true(a.low <= low + 1e-9 * fabs(low));
				assert_true(a.high >= high - 1e-9 * fabs(high));
				assert_true(a.ticks >= 2 && a.ticks <= 9);
				assert_true(low < 0 || a.low >= 0);
			}
		}
	}
}

static void test_years(void **state)
{
	(void)state;
	assert_int_equal(axis_year_step(2014, 2023, 500, 38), 1);
	assert_int_equal(axis_year_step(1990, 2012, 500, 38), 2);
	assert_int_equal(axis_year_step(1990, 2023, 500, 38), 5);
	assert_int_equal(axis_year_step(1900, 2023, 500, 38), 10);
	assert_int_equal(axis_year_step(2020, 2020, 500, 38), 1);
	assert_int_equal(axis_year_step(1, 9999, 500, 38), 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_any_range),
		cmocka_unit_test(test_years),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
