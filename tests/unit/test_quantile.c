/*
 * Quantiles and the robust scale at their edges, by hand.
 */
#include "tests/support/test.h"

#include <math.h>

#include "analysis/quantile.h"

#define CLOSE 1e-14

/* Type 7: rank 1 + 4 p of five. */
static void between_the_ranks(void **state)
{
	static const struct {
		double p, want;
	} c[] = {{0, 10},
		 {0.25, 20},
		 {0.3, 24},
		 {0.5, 40},
		 {0.9, 128},
		 {1, 160},
		 {-0.01, (double)NAN},
		 {1.1, (double)NAN},
		 {(double)NAN, (double)NAN}};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		double a[] = {80, 160, 10, 40, 20}, one[] = {7};
		const double w[] = {2, 2, 2, 2, 2};

		assert_near(quantile(a, 5, c[i].p), c[i].want, CLOSE);
		/* equal weights, of whatever size, are none */
		assert_near(quantile_weighted(a, w, 5, c[i].p), c[i].want,
			    CLOSE);
		assert_near(quantile(a, 0, c[i].p), (double)NAN, 0);
		assert_near(quantile(one, 1, c[i].p),
			    isnan(c[i].want) ? (double)NAN : 7, 0);
	}
}

static void weights(void **state)
{
	static const double x[] = {0, 1}, equal[] = {0.5, 0.5}, none[] = {0, 0};
	static const double unlike[] = {1, 0.01}, second[] = {0, 0.25};
	const double m = 1.01 * 1.01 / 1.0001;

	(void)state;
	/* a window that begins where the first value ends */
	assert_near(quantile_weighted(x, equal, 2, 1), 1, 0);
	assert_near(quantile_weighted(x, equal, 2, 0), 0, 0);
	assert_near(quantile_weighted(x, equal, 2, 0.25), 0.25, CLOSE);
	/* a window of 1/m that ends at h/m; the second value has what lies
	 * beyond 1/1.01 of it */
	for (int i = 1; i <= 3; i++) {
		double h = 1 + (m - 1) * i / 4;

		assert_near(quantile_weighted(x, unlike, 2, i / 4.0),
			    h / m > 1 / 1.01 ? h - m / 1.01 : 0, 1e-10);
	}
	/* of weight 0: not there */
	for (int i = 0; i <= 2; i++)
		assert_near(quantile_weighted(x, second, 2, i / 2.0), 1, 0);
	assert_near(quantile_weighted(x, none, 2, 0.5), (double)NAN, 0);
	assert_near(quantile_weighted(x, equal, 0, 0.5), (double)NAN, 0);
}

/* The bits do not depend on the order of rows: values that are equal and
 * weights that are not. */
static void order_of_rows(void **state)
{
	static const double a[] = {3, 1, 3, 2, 3, 1, 3};
	static const double w[] = {0.1, 0.7, 0.3, 0.6, 1e-9, 0.2, 0.9};

	(void)state;
	for (int i = 0; i <= 20; i++) {
		double p = i / 20.0, b[7], v[7];

		for (size_t turn = 1; turn < 7; turn++) {
			for (size_t k = 0; k < 7; k++) {
				b[k] = a[(k * turn + 3) % 7];
				v[k] = w[(k * turn + 3) % 7];
			}
			assert_near(quantile_weighted(b, v, 7, p),
				    quantile_weighted(a, w, 7, p), 0);
		}
	}
}

static void robust_scales(void **state)
{
	double apart[] = {100, 1, 3, 4, 2}, alike[] = {5, 6, 5, 5, 7, 5, 8, 5};
	double same[] = {5, 5, 5};
	struct robust r = robust_of(apart, 5);

	(void)state;
	/* R: mad(c(100, 1, 3, 4, 2)) */
	assert_near(r.center, 3, 0);
	assert_near(r.scale, 1.4826, 0);
	assert_int_equal(r.kind, ROBUST_MAD);
	assert_near(robust_z(&r, 100), 97 / 1.4826, CLOSE);
	assert_near(robust_z(&r, 3), 0, 0);
	/* R: IQR(c(5, 6, 5, 5, 7, 5, 8, 5)) 1.25, mad() 0 */
	r = robust_of(alike, 8);
	assert_near(r.center, 5, 0);
	assert_near(r.scale, 1.25 / 1.349, CLOSE);
	assert_int_equal(r.kind, ROBUST_IQR);
	/* a spread of less than 1 is one */
	for (size_t i = 0; i < 8; i++)
		alike[i] /= 8;
	r = robust_of(alike, 8);
	assert_near(r.scale, 1.25 / 8 / 1.349, CLOSE);
	for (size_t i = 0; i < 5; i++)
		apart[i] /= 8;
	r = robust_of(apart, 5);
	assert_near(r.scale, 1.4826 / 8, CLOSE);
	for (size_t n = 0; n <= 3; n++) {
		r = robust_of(same, n);
		assert_near(r.center, n > 0 ? 5 : (double)NAN, 0);
		assert_near(r.scale, (double)NAN, 0);
		assert_int_equal(r.kind, ROBUST_NONE);
		assert_near(robust_z(&r, 6), (double)NAN, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(between_the_ranks),
		cmocka_unit_test(weights),
		cmocka_unit_test(order_of_rows),
		cmocka_unit_test(robust_scales),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
