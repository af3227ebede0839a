/*
 * Inequality between areas against R, and what must hold for any areas.
 */
#include "tests/support/draw.h"
#include "tests/support/test.h"

#include <math.h>
#include <stddef.h>

#include "analysis/inequality.h"
#include "analysis/undefined.h"

#define CLOSE 1e-9

/* Five areas (set I6): R 4.2.2 quantile, weighted.mean; ineq 0.2-13 Gini and
 * Theil without weights; IC2 1.0-1 with them. */
static void agrees_with_r(void **state)
{
	const double x[] = {5, 1, 2, 4, 3};
	const double w[] = {7348, 8418, 912, 2024, 8728};
	struct inequality q;

	(void)state;
	inequality_of(x, w, 5, &q);
	assert_int_equal(q.n, 5);
	assert_near(q.mean, 2.9625227852716, CLOSE);
	assert_near(q.sd, 1.55071600861744, CLOSE);
	assert_near(q.cv, 1.55071600861744 / 2.9625227852716, CLOSE);
	assert_near(q.gini, 0.289687439123941, CLOSE);
	assert_near(q.theil, 0.149278541874739, CLOSE);
	assert_near(q.p10, 1.4, CLOSE);
	assert_near(q.p90, 4.6, CLOSE);
	assert_near(q.range, 3.2, CLOSE);
	assert_near(q.ratio, 4.6 / 1.4, CLOSE);
	assert_near(q.range_w, q.p90_w - q.p10_w, 0);
	assert_true(q.range_w > 0 && q.p10_w > 0);
	assert_int_equal(q.flaws, 0);
	inequality_of(x, NULL, 5, &q);
	assert_near(q.gini, 0.266666666666667, CLOSE);
	assert_near(q.theil, 0.119687593583509, CLOSE);
	assert_near(q.cv, 0.471404520791032, CLOSE);
	assert_near(q.weight, 5, 0);
	/* equal weights: both kinds of quantile are type 7 */
	assert_near(q.p10_w, 1.4, CLOSE);
	assert_near(q.p90_w, 4.6, CLOSE);
	assert_near(q.ratio_w, 4.6 / 1.4, CLOSE);
}

/* Two groups, by hand: values 1, 3 | 8, weights 1, 1 | 2. Mean 5, the groups'
 * 2 and 8. */
static void split_by_hand(void **state)
{
	const double x[] = {3, 8, 1}, w[] = {1, 2, 1};
	const int64_t group[] = {-7, 4, -7};
	struct inequality_split s;
	double within = 0.5 * (2.0 / 5.0) *
			(0.5 * 0.5 * log(0.5) + 0.5 * 1.5 * log(1.5));

	(void)state;
	inequality_split(x, w, group, 3, &s);
	assert_int_equal(s.groups, 2);
	assert_near(s.var_between, 9, CLOSE);
	assert_near(s.var_within, 0.5, CLOSE);
	assert_near(s.theil_between,
		    0.5 * 0.4 * log(0.4) + 0.5 * 1.6 * log(1.6), CLOSE);
	assert_near(s.theil_within, within, CLOSE);
}

static void what_values_allow(void **state)
{
	const double negative[] = {-1, 2, 3},
		     zero[] = {0, 5, 6, 7, 8, 9, 9, 9, 9, 9, 9, 9};
	const double nil[] = {0, 0}, gone[] = {UNDEFINED, 4};
	const double w[] = {1, 0}, bad[] = {UNDEFINED, -3};
	const int64_t one[12] = {0};
	struct inequality q;
	struct inequality_split s;

	(void)state;
	inequality_of(negative, NULL, 3, &q);
	assert_int_equal(q.flaws, INEQUALITY_NEGATIVE);
	assert_true(isnan(q.cv) && isnan(q.gini) && isnan(q.theil));
	assert_true(isnan(q.ratio) && isnan(q.ratio_w));
	assert_near(q.mean, 4.0 / 3.0, CLOSE);
	assert_true(q.sd > 0 && q.range > 0);
	inequality_split(negative, NULL, one, 3, &s);
	assert_true(isnan(s.theil_between) && isnan(s.theil_within));
	assert_near(s.var_between, 0, 0);
	assert_near(s.var_within, q.sd * q.sd, CLOSE);

	inequality_of(zero, NULL, 12, &q);
	assert_int_equal(q.flaws, INEQUALITY_ZERO);
	assert_true(isnan(q.theil) && q.gini > 0 && q.ratio > 1);
	inequality_split(zero, NULL, one, 12, &s);
	assert_true(isnan(s.theil_between) && isnan(s.theil_within));
	assert_near(s.var_within, q.sd * q.sd, CLOSE);
	inequality_of(zero, NULL, 2, &q);
	assert_int_equal(q.flaws, INEQUALITY_ZERO);
	inequality_of(nil, NULL, 2, &q);
	assert_int_equal(q.flaws, INEQUALITY_ZERO | INEQUALITY_ALL_ZERO |
					  INEQUALITY_LOW_ZERO |
					  INEQUALITY_LOW_ZERO_W);
	assert_true(isnan(q.cv) && isnan(q.gini));
	assert_near(q.sd, 0, 0);

	inequality_of(gone, w, 2, &q);
	assert_int_equal(q.n, 0);
	assert_int_equal(q.flaws, INEQUALITY_NO_AREAS);
	assert_true(isnan(q.mean) && isnan(q.sd) && isnan(q.p10) &&
		    isnan(q.range_w) && isnan(q.gini) && isnan(q.ratio));
	inequality_of(zero, bad, 2, &q);
	assert_int_equal(q.n, 0);
	inequality_split(gone, w, one, 2, &s);
	assert_int_equal(s.groups, 0);
	assert_true(isnan(s.var_between) && isnan(s.theil_within));
	inequality_of(gone, NULL, 2, &q);
	assert_int_equal(q.n, 1);
	assert_near(q.gini, 0, 0);
	assert_near(q.theil, 0, 0);
}

/* --- properties -------------------------------------------------------------
 */

enum {
	AREAS = 60
};

struct areas {
	double x[AREAS], w[AREAS];
	int64_t group[AREAS];
	size_t n;
};

/* Values above zero at scales from 1e-6 to 1e6; some sets all equal, some with
 * one giant. */
static void draw_areas(uint64_t *r, struct areas *a)
{
	double scale = pow(10, (double)draw(r, 13) - 6);
	uint64_t spread = draw(r, 4);

	a->n = 1 + (size_t)draw(r, AREAS);
	for (size_t i = 0; i < a->n; i++) {
		double x = 1;

		if (spread == 1)
			x += (double)draw(r, 100) / 1e4;
		else if (spread == 2)
			x = 0.001 + (double)draw(r, 1000);
		else if (spread == 3 && draw(r, 30) == 0)
			x = 1e9;
		a->x[i] = x * scale;
		a->w[i] = (double)(1 + draw(r, 1 + draw(r, 700000)));
		a->group[i] = (int64_t)draw(r, 1 + draw(r, 20)) - 3;
	}
}

static void turn(struct areas *a)
{
	struct areas b = *a;

	for (size_t i = 0; i < a->n; i++) {
		a->x[i] = b.x[a->n - 1 - i];
		a->w[i] = b.w[a->n - 1 - i];
		a->group[i] = b.group[a->n - 1 - i];
	}
}

/* The definition: every pair of areas. */
static double gini_by_pairs(const struct areas *a)
{
	double sum = 0, weight = 0, mean = 0;

	for (size_t i = 0; i < a->n; i++) {
		weight += a->w[i];
		mean += a->w[i] * a->x[i];
		for (size_t j = 0; j < a->n; j++)
			sum += a->w[i] * a->w[j] * fabs(a->x[i] - a->x[j]);
	}
	return sum / (2 * weight * mean);
}

static bool all_equal(const struct areas *a)
{
	for (size_t i = 1; i < a->n; i++)
		if (a->x[i] != a->x[0])
			return false;
	return true;
}

static void assert_measures(const struct areas *a, const struct inequality *q)
{
	assert_int_equal(q->flaws, 0);
	assert_true(q->gini >= 0 && q->gini < 1);
	assert_true(q->theil >= 0 && q->sd >= 0);
	assert_true(q->theil <= log(q->weight) + 1e-9);
	assert_true(fabs(q->gini - gini_by_pairs(a)) < 1e-9);
	assert_true(q->p10 <= q->p90 && q->p10_w <= q->p90_w * (1 + 1e-12));
	if (all_equal(a)) {
		assert_near(q->gini, 0, 0);
		assert_near(q->theil, 0, 0);
		assert_near(q->sd, 0, 0);
	} else {
		assert_true(q->gini > 0 && q->theil > 0 && q->sd > 0);
	}
}

static void assert_split(const struct areas *a, const struct inequality *q)
{
	struct inequality_split s;

	inequality_split(a->x, a->w, a->group, a->n, &s);
	assert_true(s.groups >= 1 && s.groups <= a->n);
	assert_true(s.theil_between >= 0 && s.theil_within >= 0);
	assert_true(s.var_between >= 0 && s.var_within >= 0);
	assert_true(fabs(s.theil_between + s.theil_within - q->theil) <=
		    1e-12 + 1e-12 * q->theil);
	assert_true(fabs(s.var_between + s.var_within - q->sd * q->sd) <=
		    1e-12 * q->mean * q->mean + 1e-12 * q->sd * q->sd);
	if (s.groups == 1)
		assert_near(s.theil_between, 0, 0);
}

static void bounds_and_splits(void **state)
{
	uint64_t r = 8;

	(void)state;
	for (int round = 0; round < 5000; round++) {
		struct areas a;
		struct inequality q;

		draw_areas(&r, &a);
		inequality_of(a.x, a.w, a.n, &q);
		assert_measures(&a, &q);
		assert_split(&a, &q);
	}
}

static void scaling_and_order_change_nothing(void **state)
{
	uint64_t r = 9;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct areas a;
		struct inequality q, same, scaled;
		double k = 0.01 + (double)draw(&r, 100000) / 7;

		draw_areas(&r, &a);
		inequality_of(a.x, a.w, a.n, &q);
		turn(&a);
		inequality_of(a.x, a.w, a.n, &same);
		/* up to the last field, behind which there may be padding */
		assert_memory_equal(&q, &same,
				    offsetof(struct inequality, flaws));
		assert_int_equal(q.flaws, same.flaws);
		for (size_t i = 0; i < a.n; i++) {
			a.x[i] *= k;
			a.w[i] *= 3;
		}
		inequality_of(a.x, a.w, a.n, &scaled);
		assert_true(fabs(scaled.gini - q.gini) < 1e-12);
		assert_true(fabs(scaled.theil - q.theil) < 1e-12 * 25);
		assert_true(fabs(scaled.cv - q.cv) < 1e-12 * (1 + q.cv));
		assert_true(fabs(scaled.mean - k * q.mean) <=
			    1e-12 * scaled.mean);
	}
}

/* An area of weight 3 is three areas of weight 1. */
static void weights_are_people(void **state)
{
	uint64_t r = 10;

	(void)state;
	for (int round = 0; round < 1000; round++) {
		double x[10], w[10], one[40];
		size_t n = 1 + (size_t)draw(&r, 10), people = 0;
		struct inequality q, p;

		for (size_t i = 0; i < n; i++) {
			x[i] = 1 + (double)draw(&r, 50);
			w[i] = (double)(1 + draw(&r, 4));
			for (int k = 0; k < (int)w[i]; k++)
				one[people++] = x[i];
		}
		inequality_of(x, w, n, &q);
		inequality_of(one, NULL, people, &p);
		assert_near(q.mean, p.mean, 1e-12);
		assert_true(fabs(q.gini - p.gini) < 1e-12);
		assert_true(fabs(q.theil - p.theil) < 1e-12);
		assert_true(fabs(q.sd - p.sd) < 1e-12 * p.mean);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_r),
		cmocka_unit_test(split_by_hand),
		cmocka_unit_test(what_values_allow),
		cmocka_unit_test(bounds_and_splits),
		cmocka_unit_test(scaling_and_order_change_nothing),
		cmocka_unit_test(weights_are_people),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
