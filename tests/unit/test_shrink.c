/*
 * Empirical Bayes against R, and what must hold for any areas. Clayton and
 * Kaldor's Poisson-gamma (DCluster) is not here: its gamma differs from
 * Marshall's in how two moments are found, and nothing in the program would
 * call it.
 */
#include "tests/support/draw.h"
#include "tests/support/test.h"

#include <math.h>

#include "analysis/dist.h"
#include "analysis/shrink.h"
#include "analysis/undefined.h"
#include "tests/tables/shrink_cases.h"

#define CLOSE     1e-9
#define ITERATIVE 1e-6 /* their last digits are where they stopped */

enum {
	MANY = 200
};

static void rates_agree_with_r(void **state)
{
	const size_t n = ARRAY_LEN(shrink_rate_cases);
	double y[ARRAY_LEN(shrink_rate_cases)],
		pop[ARRAY_LEN(shrink_rate_cases)];
	struct shrink_rates prior;

	(void)state;
	for (size_t i = 0; i < n; i++) {
		y[i] = shrink_rate_cases[i].events;
		pop[i] = shrink_rate_cases[i].population;
	}
	shrink_rates(y, pop, n, &prior);
	assert_int_equal(prior.k, n);
	assert_near(prior.mean, 0.0251522902606141, CLOSE);
	assert_near(prior.variance, 1.41634832069579e-05, CLOSE);
	for (size_t i = 0; i < n; i++) {
		struct posterior p =
			shrink_rate_posterior(&prior, y[i], pop[i]);

		assert_near(shrink_rate(&prior, y[i], pop[i]),
			    shrink_rate_cases[i].marshall, CLOSE);
		assert_int_equal(p.kind, POSTERIOR_GAMMA);
		assert_near(p.a / p.b, shrink_rate_cases[i].marshall, CLOSE);
	}
}

struct parts_case {
	double x[MANY], n[MANY];
	size_t k;
};

static void assert_part(const struct shrink_parts *prior, int x, int n,
			double mean, double low, double high)
{
	struct posterior p = shrink_part_posterior(prior, x, n);

	assert_int_equal(p.kind, POSTERIOR_BETA);
	assert_near(shrink_part(prior, x, n), mean, ITERATIVE);
	assert_near(p.a / (p.a + p.b), mean, ITERATIVE);
	assert_near(dist_beta_quantile(0.025, p.a, p.b), low, ITERATIVE);
	assert_near(dist_beta_quantile(0.975, p.a, p.b), high, ITERATIVE);
}

static void proportions_agree_with_r(void **state)
{
	struct parts_case one = {.k = ARRAY_LEN(shrink_part_p1)};
	struct parts_case two = {.k = ARRAY_LEN(shrink_part_p2)};
	struct shrink_parts prior;

	(void)state;
	for (size_t i = 0; i < one.k; i++) {
		one.x[i] = shrink_part_p1[i].x;
		one.n[i] = shrink_part_p1[i].n;
	}
	shrink_parts(one.x, one.n, one.k, &prior);
	assert_near(prior.mean, 0.199777855630604, ITERATIVE);
	assert_near(prior.rho, 0.0199509054734237, ITERATIVE);
	assert_near(prior.a, 9.81369526200433, ITERATIVE);
	assert_near(prior.b, 39.3093430798937, ITERATIVE);
	assert_near(prior.loglik, -459.825313707897, CLOSE);
	for (size_t i = 0; i < one.k; i++)
		assert_part(&prior, shrink_part_p1[i].x, shrink_part_p1[i].n,
			    shrink_part_p1[i].mean, shrink_part_p1[i].low,
			    shrink_part_p1[i].high);

	for (size_t i = 0; i < two.k; i++) {
		two.x[i] = shrink_part_p2[i].x;
		two.n[i] = shrink_part_p2[i].n;
	}
	shrink_parts(two.x, two.n, two.k, &prior);
	assert_near(prior.mean, 0.841974091343346, ITERATIVE);
	assert_near(prior.rho, 0.0705804785251237, ITERATIVE);
	assert_near(prior.loglik, -489.540848235218, CLOSE);
	for (size_t i = 0; i < two.k; i++)
		assert_part(&prior, shrink_part_p2[i].x, shrink_part_p2[i].n,
			    shrink_part_p2[i].mean, shrink_part_p2[i].low,
			    shrink_part_p2[i].high);
}

/* At the top the likelihood's slopes along logit mu and log(a + b) are none. */
static void the_slopes_are_none(void **state)
{
	const size_t k = ARRAY_LEN(shrink_part_p1);
	double x[ARRAY_LEN(shrink_part_p1)], n[ARRAY_LEN(shrink_part_p1)];
	double da = 0, db = 0, s;
	struct shrink_parts prior;

	(void)state;
	for (size_t i = 0; i < k; i++) {
		x[i] = shrink_part_p1[i].x;
		n[i] = shrink_part_p1[i].n;
	}
	shrink_parts(x, n, k, &prior);
	s = prior.a + prior.b;
	for (size_t i = 0; i < k; i++) {
		double all = dist_digamma(s + n[i]) - dist_digamma(s);

		da += dist_digamma(prior.a + x[i]) - dist_digamma(prior.a) -
		      all;
		db += dist_digamma(prior.b + n[i] - x[i]) -
		      dist_digamma(prior.b) - all;
	}
	/* but for the last digits of the likelihood */
	assert_true(fabs(prior.mean * (1 - prior.mean) * s * (da - db)) < 2e-5);
	assert_true(fabs(prior.a * da + prior.b * db) < 2e-5);
}

static void values_agree_with_r(void **state)
{
	const size_t n = ARRAY_LEN(shrink_value_cases);
	double y[ARRAY_LEN(shrink_value_cases)],
		v[ARRAY_LEN(shrink_value_cases)];
	struct shrink_values prior;

	(void)state;
	for (size_t i = 0; i < n; i++) {
		y[i] = shrink_value_cases[i].y;
		v[i] = shrink_value_cases[i].v;
	}
	shrink_values(y, v, n, &prior);
	assert_int_equal(prior.k, 60);
	assert_near(prior.mean, 50.1677392870396, CLOSE);
	assert_near(prior.mean_se, 0.252694765596928, CLOSE);
	assert_near(prior.tau2, 1.93067895195214, CLOSE);
	assert_near(prior.q, 262.666396675031, CLOSE);
	for (size_t i = 0; i < n; i++) {
		struct posterior p = shrink_value(&prior, y[i], v[i]);

		assert_int_equal(p.kind, POSTERIOR_NORMAL);
		assert_near(p.a, shrink_value_cases[i].blup, CLOSE);
		assert_near(p.b, shrink_value_cases[i].se, CLOSE);
	}
}

/* --- no spread --------------------------------------------------------------
 */

/* The same rate everywhere: less spread than chance would make. */
static void no_more_than_chance(void **state)
{
	const double x[] = {10, 20, 30, 41}, n[] = {100, 200, 300, 400};
	const double y[] = {5, 5, 5.1}, v[] = {1, 2, 3};
	struct shrink_rates rates;
	struct shrink_parts parts;
	struct shrink_values values;
	struct posterior p;

	(void)state;
	shrink_rates(x, n, 4, &rates);
	assert_near(rates.variance, 0, 0);
	assert_near(rates.mean, 0.101, CLOSE);
	for (int i = 0; i < 4; i++)
		assert_near(shrink_rate(&rates, x[i], n[i]), rates.mean, 0);
	assert_int_equal(shrink_rate_posterior(&rates, 10, 100).kind,
			 POSTERIOR_NONE);

	shrink_parts(x, n, 4, &parts);
	assert_near(parts.rho, 0, 0);
	assert_true(isnan(parts.a) && isnan(parts.b));
	assert_near(shrink_part(&parts, 10, 100), 0.101, CLOSE);
	assert_int_equal(shrink_part_posterior(&parts, 10, 100).kind,
			 POSTERIOR_NONE);
	/* R: sum(dbinom(c(10,20,30,41), c(100,200,300,400), 0.101, log=TRUE))
	 */
	assert_near(parts.loglik, -9.695934385666, CLOSE);

	shrink_values(y, v, 3, &values);
	assert_near(values.tau2, 0, 0);
	p = shrink_value(&values, 5, 1);
	assert_near(p.a, values.mean, 0);
	assert_near(p.b, values.mean_se, CLOSE);
}

/* By hand: weights of 1, Q = 25 + 25, less one degree of freedom, over 2 - 2 /
 * 2; with tau2 = 49 each has 50 of variance, their mean 25. */
static void two_values(void **state)
{
	const double y[] = {0, 10}, v[] = {1, 1};
	struct shrink_values values;
	struct posterior p;

	(void)state;
	shrink_values(y, v, 2, &values);
	assert_near(values.q, 50, CLOSE);
	assert_near(values.tau2, 49, CLOSE);
	assert_near(values.mean, 5, CLOSE);
	assert_near(values.mean_se, 5, CLOSE);
	p = shrink_value(&values, 10, 1);
	assert_near(p.a, 5 + 0.98 * 5, CLOSE);
	assert_near(p.b, sqrt(0.98 + 0.02 * 0.02 * 25), CLOSE);
	/* one is as good as alone: what they differ by cannot be told */
	shrink_values((const double[]){0, 1e20}, (const double[]){1, 1e30}, 2,
		      &values);
	assert_near(values.tau2, 0, 0);
	assert_near(values.mean_se, 1, CLOSE);
}

/* Two halves a hair further apart than chance alone puts them on average: what
 * the areas differ by is less than can be told, and is none. */
static void a_hair_more_than_chance(void **state)
{
	const double size = 1e6, off = sqrt(size / 4 * (1 + 1e-4));
	const double x[] = {size / 2 + off, size / 2 - off}, n[] = {size, size};
	struct shrink_parts parts;

	(void)state;
	shrink_parts(x, n, 2, &parts);
	assert_near(parts.rho, 0, 0);
	assert_near(parts.mean, 0.5, CLOSE);
	assert_near(shrink_part(&parts, x[0], size), 0.5, CLOSE);
}

/* Twenty that are as alike as can be and one that is not: they differ, whether
 * that one is the smallest or the largest. */
static void one_that_differs(void **state)
{
	(void)state;
	for (int size = 99; size <= 101; size += 2) {
		struct shrink_parts parts;
		double x[21], n[21];

		for (int i = 0; i < 21; i++) {
			n[i] = i ? 100 : size;
			x[i] = i ? 50 : 80;
		}
		shrink_parts(x, n, 21, &parts);
		assert_true(parts.rho > 0.001);
		assert_true(shrink_part(&parts, 80, size) > parts.mean + 0.02);
	}
}

static void hardly_any_areas(void **state)
{
	const double x[] = {3, UNDEFINED, 4, -1, 2}, n[] = {10, 10, 0, 5, 0};
	struct shrink_rates rates;
	struct shrink_parts parts;
	struct shrink_values values;

	(void)state;
	shrink_rates(x, n, 5, &rates);
	assert_int_equal(rates.k, 1);
	assert_near(rates.mean, 0.3, CLOSE);
	assert_near(rates.variance, 0, 0);
	assert_true(isnan(shrink_rate(&rates, 4, 0)));
	assert_true(isnan(shrink_rate(&rates, UNDEFINED, 10)));
	assert_true(isnan(shrink_rate(&rates, 4, UNDEFINED)));
	shrink_parts(x, n, 5, &parts);
	assert_int_equal(parts.k, 1);
	assert_near(shrink_part(&parts, 3, 10), 0.3, CLOSE);
	assert_true(isnan(shrink_part(&parts, 11, 10)));
	shrink_values(x, n, 5, &values);
	assert_int_equal(values.k, 2);
	assert_int_equal(shrink_value(&values, 3, 0).kind, POSTERIOR_NONE);

	shrink_rates(x, n, 0, &rates);
	assert_int_equal(rates.k, 0);
	assert_near(rates.variance, 0, 0);
	assert_true(isnan(rates.mean) && isnan(shrink_rate(&rates, 1, 2)));
	shrink_parts(x, n, 0, &parts);
	assert_true(isnan(parts.mean) && isnan(shrink_part(&parts, 1, 2)));
	assert_true(isnan(parts.loglik));
	shrink_values(x, n, 0, &values);
	assert_true(isnan(values.mean) && isnan(values.mean_se));
	assert_int_equal(shrink_value(&values, 3, 1).kind, POSTERIOR_NONE);
}

/* Nothing happened anywhere, everything everywhere, all or nothing. */
static void extremes(void **state)
{
	const double none[] = {0, 0, 0}, n[] = {10, 20, 30};
	const double mixed[] = {0, 20, 0}, one[] = {1}, all_but_one[] = {9};
	struct shrink_rates rates;
	struct shrink_parts parts;

	(void)state;
	shrink_rates(none, n, 3, &rates);
	assert_near(shrink_rate(&rates, 0, 10), 0, 0);
	shrink_parts(none, n, 3, &parts);
	assert_near(shrink_part(&parts, 0, 10), 0, 0);
	assert_true(fabs(parts.loglik) < 1e-12);
	shrink_parts(n, n, 3, &parts);
	assert_near(shrink_part(&parts, 10, 10), 1, 0);
	assert_true(fabs(parts.loglik) < 1e-12);
	/* one of ten, by hand */
	shrink_parts(one, n, 1, &parts);
	assert_near(parts.loglik, log(10 * 0.1 * pow(0.9, 9)), 1e-9);
	shrink_parts(all_but_one, n, 1, &parts);
	assert_near(parts.loglik, log(10 * 0.1 * pow(0.9, 9)), 1e-9);
	shrink_parts(mixed, n, 3, &parts);
	/* the likelihood rises without end: to the bound of a + b */
	assert_near(parts.rho, 1 / (1 + 1e-4), 1e-9);
	assert_true(shrink_part(&parts, 0, 10) < 1e-3);
	assert_true(shrink_part(&parts, 20, 20) > 1 - 1e-3);
}

/* --- properties
 * --------------------------------------------------------------- */

static void between(double v, double a, double b)
{
	double slack = 1e-12 * (fabs(a) + fabs(b));

	if (!(v >= fmin(a, b) - slack && v <= fmax(a, b) + slack))
		fail_msg("%.17g is not between %.17g and %.17g", v, a, b);
}

/* Populations from 1 to a million, rates from none to all. */
static size_t draw_areas(uint64_t *r, double *x, double *n)
{
	size_t k = 1 + (size_t)draw(r, 60);
	uint64_t size = (uint64_t)1 << draw(r, 21);
	double rate = (double)draw(r, 1001) / 1000;
	double spread = (double)draw(r, 3) / 4;

	for (size_t i = 0; i < k; i++) {
		double own =
			rate + spread * ((double)draw(r, 1001) / 1000 - 0.5);

		n[i] = (double)(1 + draw(r, size));
		x[i] = round(n[i] * fmin(fmax(own, 0), 1));
		if (draw(r, 40) == 0)
			x[i] = UNDEFINED;
		if (draw(r, 40) == 0)
			n[i] = 0;
	}
	return k;
}

static void turn(double *x, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		double t = x[i];

		x[i] = x[n - 1 - i];
		x[n - 1 - i] = t;
	}
}

static void assert_between(const double *x, const double *n, size_t k)
{
	struct shrink_rates rates;
	struct shrink_parts parts;
	struct shrink_values values;

	shrink_rates(x, n, k, &rates);
	shrink_parts(x, n, k, &parts);
	shrink_values(x, n, k, &values);
	assert_true(rates.variance >= 0 && values.tau2 >= 0);
	assert_true(parts.rho >= 0 && parts.rho < 1);
	for (size_t i = 0; i < k; i++) {
		bool usable = !isnan(x[i]) && n[i] > 0;

		assert_int_equal(isnan(shrink_rate(&rates, x[i], n[i])),
				 !usable);
		assert_int_equal(isnan(shrink_part(&parts, x[i], n[i])),
				 !usable);
		if (!usable)
			continue;
		between(shrink_rate(&rates, x[i], n[i]), x[i] / n[i],
			rates.mean);
		between(shrink_part(&parts, x[i], n[i]), x[i] / n[i],
			parts.mean);
		between(shrink_value(&values, x[i], n[i]).a, x[i], values.mean);
		assert_true(shrink_value(&values, x[i], n[i]).b >= 0);
	}
}

static void between_the_mean_and_the_raw_value(void **state)
{
	uint64_t r = 5;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		double x[60], n[60];
		size_t k = draw_areas(&r, x, n);

		assert_between(x, n, k);
	}
}

/* To the bit. */
static void the_order_does_not_matter(void **state)
{
	uint64_t r = 6;

	(void)state;
	for (int round = 0; round < 300; round++) {
		double x[60], n[60];
		size_t k = draw_areas(&r, x, n);
		struct shrink_rates a[2];
		struct shrink_parts b[2];
		struct shrink_values c[2];

		for (int i = 0; i < 2; i++) {
			shrink_rates(x, n, k, &a[i]);
			shrink_parts(x, n, k, &b[i]);
			shrink_values(x, n, k, &c[i]);
			turn(x, k);
			turn(n, k);
		}
		assert_near(a[0].variance, a[1].variance, 0);
		assert_near(a[0].mean, a[1].mean, 0);
		assert_near(b[0].mean, b[1].mean, 0);
		assert_near(b[0].rho, b[1].rho, 0);
		assert_near(b[0].loglik, b[1].loglik, 0);
		assert_near(c[0].mean, c[1].mean, 0);
		assert_near(c[0].tau2, c[1].tau2, 0);
	}
}

/* No pair (mu, a + b) on a grid about the maximum is more likely. */
static void the_maximum_is_one(void **state)
{
	uint64_t r = 7;
	int fitted = 0;

	(void)state;
	for (int round = 0; round < 300; round++) {
		double x[60], n[60], best;
		size_t k = draw_areas(&r, x, n);
		struct shrink_parts p;

		shrink_parts(x, n, k, &p);
		if (!(p.rho > 1e-7) || p.rho > 0.999)
			continue;
		fitted++;
		best = p.loglik;
		for (int i = -3; i <= 3; i++) {
			for (int j = -3; j <= 3; j++) {
				double s = (p.a + p.b) * exp(j * 0.3);
				double mu =
					1 / (1 + exp(-0.05 * i) * p.b / p.a);
				double a = mu * s, b = s - a, l = 0;

				for (size_t m = 0; m < k; m++) {
					if (isnan(x[m]) || n[m] <= 0)
						continue;
					l += dist_log_beta(a + x[m],
							   b + n[m] - x[m]) -
					     dist_log_beta(a, b) - log1p(n[m]) -
					     dist_log_beta(x[m] + 1,
							   n[m] - x[m] + 1);
				}
				assert_true(l <= best + 1e-6);
			}
		}
	}
	assert_true(fitted > 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rates_agree_with_r),
		cmocka_unit_test(proportions_agree_with_r),
		cmocka_unit_test(the_slopes_are_none),
		cmocka_unit_test(values_agree_with_r),
		cmocka_unit_test(no_more_than_chance),
		cmocka_unit_test(two_values),
		cmocka_unit_test(a_hair_more_than_chance),
		cmocka_unit_test(one_that_differs),
		cmocka_unit_test(hardly_any_areas),
		cmocka_unit_test(extremes),
		cmocka_unit_test(between_the_mean_and_the_raw_value),
		cmocka_unit_test(the_order_does_not_matter),
		cmocka_unit_test(the_maximum_is_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
