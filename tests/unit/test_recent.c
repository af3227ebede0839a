/*
 * Recent trends and log-linear trends against R and Fingertips, and what must
 * hold of them whatever the figures.
 */
#include "tests/support/draw.h"
#include "tests/support/test.h"

#include <math.h>

#include "analysis/count_trend.h"
#include "analysis/quantile.h"
#include "analysis/random.h"
#include "analysis/recent.h"
#include "analysis/undefined.h"
#include "tests/tables/recent_cases.h"

#define CLOSE 1e-9

static void lines_agree_with_r(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(recent_cases); i++) {
		struct recent r;

		assert_true(recent_fit(recent_cases[i].x, recent_cases[i].low,
				       recent_cases[i].high, &r));
		assert_near(r.slope, recent_cases[i].slope, CLOSE);
		assert_near(r.chi2, recent_cases[i].chi2, CLOSE);
		assert_near(r.slope / r.slope_se * (r.slope / r.slope_se),
			    r.chi2, CLOSE);
		assert_near(r.p, recent_cases[i].p, CLOSE);
		assert_int_equal(r.same_sign, recent_cases[i].same_sign);
		assert_string_equal(recent_marker_name(recent_peer_marker(&r)),
				    recent_cases[i].marker);
	}
}

static void markers_agree_with_fingertips(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(peer_cases); i++) {
		struct recent r;
		enum recent_marker m = RECENT_CANNOT;
		bool fitted =
			peer_cases[i].proportion
				? recent_fit_proportion(peer_cases[i].a,
							peer_cases[i].d, &r)
				: recent_fit(peer_cases[i].x, peer_cases[i].low,
					     peer_cases[i].high, &r);

		if (fitted)
			m = recent_peer_marker(&r);
		assert_string_equal(recent_marker_name(m),
				    peer_cases[i].marker);
		/* its test rounds to two decimals */
		if (fitted && !isnan(peer_cases[i].chi2))
			assert_true(fabs(r.chi2 - peer_cases[i].chi2) < 0.0051);
	}
}

/* A figure without limits is not "no change". */
static void cannot(void **state)
{
	const double x[] = {1, 2, 3, 4, 5}, low[] = {0, 1, 2, 3, 4},
		     high[] = {2, 3, 4, 5, 6},
		     none[] = {2, 3, (double)NAN, 5, 6},
		     flat[] = {2, 3, 2, 5, 6}, zero[] = {1, 0, 1, 1, 1},
		     all[] = {1, 1, 1, 1, 5}, d[] = {5, 5, 5, 5, 5},
		     more[] = {60, 65, 70, 75, 80},
		     of[] = {100, 100, 100, 100, 100};
	struct recent r;

	(void)state;
	assert_true(recent_fit(x, low, high, &r));
	assert_false(recent_fit(x, low, none, &r));
	assert_false(recent_fit(none, low, high, &r));
	assert_false(recent_fit(x, low, flat, &r));
	assert_false(recent_fit(x, high, low, &r));
	assert_true(recent_fit_proportion(more, of, &r)); /* of the odds */
	assert_true(r.same_sign);
	/* the line through ln(a / (d - a)), and a chi-squared of one degree of
	 * freedom: in
	 * Python's exact fractions and its erfc() */
	assert_near(r.slope, 0.24412315862853387, CLOSE);
	assert_near(r.p, 0.0005599062480061839, CLOSE);
	assert_false(recent_fit_proportion(zero, d, &r));
	assert_false(recent_fit_proportion(all, d, &r));
	assert_false(recent_fit_proportion(none, d, &r));
}

/* It leaves zero out just where p is 0.05 or less. */
static void assert_interval(const struct recent *r, double phi)
{
	double low, high;

	recent_interval(r, phi, &low, &high);
	assert_true(low < r->slope && r->slope < high);
	assert_int_equal(low > 0 || high < 0, recent_p(r, phi) <= 0.05);
}

static void line_properties(void **state)
{
	uint64_t seed = 3;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		double x[5], low[5], high[5], y[5], ylow[5], yhigh[5];
		struct recent r, s;
		double k = pow(10, 8 * draw_unit(&seed) - 4);

		for (int j = 0; j < 5; j++) {
			double half = 0.1 + draw_unit(&seed);

			x[j] = 10 * draw_unit(&seed);
			low[j] = x[j] - half;
			high[j] = x[j] + half;
			/* backwards, and in other units */
			y[4 - j] = k * x[j];
			ylow[4 - j] = k * low[j];
			yhigh[4 - j] = k * high[j];
		}
		assert_true(recent_fit(x, low, high, &r));
		assert_true(recent_fit(y, ylow, yhigh, &s));
		assert_near(s.slope, -k * r.slope, 1e-6);
		assert_near(s.chi2, r.chi2, 1e-6);
		assert_near(s.q, r.q, 1e-6);
		assert_near(s.se, k * r.se, 1e-6);
		assert_true(r.p >= 0 && r.p <= 1);
		/* the guard never finds what the peer does not */
		if (recent_peer_marker(&r) == RECENT_NO_CHANGE)
			assert_int_equal(recent_marker(&r, 1.5),
					 RECENT_NO_CHANGE);
		assert_int_equal(recent_marker(&r, 1), recent_peer_marker(&r));
		assert_near(recent_p(&r, 1), r.p, 1e-12);
		assert_true(recent_p(&r, 2) >= r.p);
		assert_true(recent_p(&r, (double)NAN) >= r.p);
		assert_interval(&r, i % 3 ? 1 + draw_unit(&seed) : (double)NAN);
	}
}

/* qt(0.999, 3)^2 = 104.26: an area without a band. */
static void an_area_without_a_band(void **state)
{
	struct recent r = {.slope = -1, .chi2 = 104.1, .q = 1, .same_sign = 1};

	(void)state;
	assert_int_equal(recent_marker(&r, (double)NAN), RECENT_NO_CHANGE);
	r.chi2 = 104.4;
	assert_int_equal(recent_marker(&r, (double)NAN), RECENT_DECREASING);
	r.q = 6;
	assert_int_equal(recent_marker(&r, (double)NAN), RECENT_NO_CHANGE);
	r.chi2 = 208.8;
	assert_int_equal(recent_marker(&r, (double)NAN), RECENT_DECREASING);
	r.same_sign = false;
	assert_int_equal(recent_marker(&r, (double)NAN), RECENT_NO_CHANGE);
}

static void bands(void **state)
{
	double se[200], q[200], phi[200], turned[200];

	(void)state;
	/* five bands of forty; q / 3 is the number of the band */
	for (int i = 0; i < 200; i++) {
		se[i] = i;
		q[i] = 3 * (i / 40);
	}
	recent_bands(se, q, 200, phi);
	for (int i = 0; i < 200; i++)
		assert_near(phi[i], i < 80 ? 1 : i / 40, CLOSE);
	/* winsorised: one wild area does not move its band */
	q[199] = 1e9;
	recent_bands(se, q, 200, phi);
	assert_near(phi[198], 4, CLOSE);
	/* too few areas for any band */
	recent_bands(se, q, 29, phi);
	assert_near(phi[0], (double)NAN, 0);
	/* areas for one band only, and for two */
	recent_bands(se, q, 59, phi);
	assert_near(phi[0], phi[58], 0);
	recent_bands(se + 80, q + 80, 60, phi);
	assert_near(phi[29], 2, CLOSE);
	assert_true(phi[30] > 2 && phi[59] < 3);
	/* equal se stay together, whatever the order */
	for (int i = 0; i < 200; i++)
		se[i] = i % 7;
	recent_bands(se, q, 200, phi);
	for (int i = 0; i < 200; i++)
		assert_near(phi[i], phi[i % 7], 0);
	for (int i = 0; i < 100; i++) {
		double s = se[i], t = q[i];

		se[i] = se[199 - i];
		q[i] = q[199 - i];
		se[199 - i] = s;
		q[199 - i] = t;
	}
	recent_bands(se, q, 200, turned);
	for (int i = 0; i < 200; i++)
		assert_near(turned[i], phi[199 - i], 0);
	recent_bands(se, q, 0, phi);
}

/* By the definition: the mean of q / 3, those beyond the 10 % and 90 %
 * quantiles (type 7) drawn in to them. */
static void winsorised(void **state)
{
	double se[37], q[37], sorted[37], phi[37], low, high, sum = 0;

	(void)state;
	for (int i = 0; i < 37; i++) {
		sorted[i] = q[i] = 4 + pow(i * 10 % 37, 1.5);
		se[i] = 1000 - q[i];
	}
	low = quantile(sorted, 37, 0.1);
	high = quantile(sorted, 37, 0.9);
	for (int i = 0; i < 37; i++)
		sum += fmin(high, fmax(low, q[i]));
	recent_bands(se, q, 37, phi);
	for (int i = 0; i < 37; i++)
		assert_near(phi[i], sum / 37 / 3, 1e-12);
	/* never less than one */
	for (int i = 0; i < 37; i++)
		q[i] = 2.9;
	recent_bands(se, q, 37, phi);
	assert_near(phi[0], 1, 0);
	for (int i = 0; i < 37; i++)
		q[i] = 3.1;
	recent_bands(se, q, 37, phi);
	assert_near(phi[36], 3.1 / 3, 1e-12);
}

/* By hand: slope 1, residuals -0.2 and one of 0.8, all of a standard error of
 * 1; and where that is 2. */
static void residuals(void **state)
{
	const double x[] = {1, 2, 4, 4, 5};

	(void)state;
	for (int k = 1; k <= 2; k++) {
		double low[5], high[5];
		struct recent r;

		for (int t = 0; t < 5; t++) {
			low[t] = x[t] - 1.96 * k;
			high[t] = x[t] + 1.96 * k;
		}
		assert_true(recent_fit(x, low, high, &r));
		assert_near(r.slope, 1, 1e-12);
		assert_near(r.slope_se, k / sqrt(10), 1e-12);
		assert_near(r.q, 0.8 / (k * k), 1e-12);
		assert_near(r.se, k, 1e-12);
	}
}

/* Areas that are as sure as each other, in any order: the same to the bit. */
static void order_of_areas(void **state)
{
	double se[100], q[100], back[100], phi[100], turned[100];

	(void)state;
	for (int i = 0; i < 100; i++) {
		se[i] = 1;
		q[i] = 4 + 1 / (1 + (i * 37 % 100) / 3.0);
	}
	for (int i = 0; i < 100; i++)
		back[i] = q[99 - i];
	recent_bands(se, q, 100, phi);
	recent_bands(se, back, 100, turned);
	assert_near(turned[0], phi[0], 0);
	for (int i = 0; i < 100; i++)
		back[i] = q[i * 7 % 100];
	recent_bands(se, back, 100, turned);
	assert_near(turned[0], phi[0], 0);
	/* none as sure as another: three bands, mixed and sorted */
	for (int i = 0; i < 100; i++)
		se[i] = i;
	recent_bands(se, q, 100, phi);
	assert_true(phi[0] != phi[50] && phi[50] != phi[99]);
	for (int i = 0; i < 100; i++) {
		se[i] = i * 37 % 100;
		back[i] = q[i * 37 % 100];
	}
	recent_bands(se, back, 100, turned);
	for (int i = 0; i < 100; i++)
		assert_near(turned[i], phi[i * 37 % 100], 0);
}

/* One point alone makes the slope, wherever it stands: its sign is not that
 * without it. A slope of zero counts as positive. */
static void one_point_turns_it(void **state)
{
	static const struct {
		double x[5];
		bool same;
	} c[] = {
		{{5, 4, 3, 2, 20}, false}, {{20, 2, 3, 4, 5}, false},
		{{5, 4, 3, 18, 2}, false}, {{2, 18, 3, 4, 5}, false},
		{{1, 2, 3, 4, 5}, true},   {{5, 4, 3, 2, 1}, true},
		{{3, 3, 3, 3, 3}, true},   {{3, 3, 3, 3, 4}, true},
		{{3, 3, 3, 3, 2}, false},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		double low[5], high[5];
		struct recent r;

		for (int t = 0; t < 5; t++) {
			low[t] = c[i].x[t] - 0.5;
			high[t] = c[i].x[t] + 0.5;
		}
		assert_true(recent_fit(c[i].x, low, high, &r));
		assert_int_equal(r.same_sign, c[i].same);
	}
}

/* How many of n areas without any trend are said to have changed, where the
 * figures vary `process` times as much as their limits tell beside it. */
static void false_alarms(double process, double *peer, double *guarded)
{
	enum {
		AREAS = 6000
	};
	static double se[AREAS], q[AREAS], phi[AREAS];
	static struct recent r[AREAS];
	struct random g = random_start(20, (uint64_t)(10 * process));

	*peer = *guarded = 0;
	for (size_t i = 0; i < AREAS; i++) {
		double x[5], low[5], high[5];

		for (int j = 0; j < 5; j++) {
			x[j] = hypot(1, process) * random_normal(&g);
			low[j] = x[j] - 1.96;
			high[j] = x[j] + 1.96;
		}
		assert_true(recent_fit(x, low, high, &r[i]));
		se[i] = r[i].se;
		q[i] = r[i].q;
	}
	recent_bands(se, q, AREAS, phi);
	for (size_t i = 0; i < AREAS; i++) {
		*peer += recent_peer_marker(&r[i]) != RECENT_NO_CHANGE;
		*guarded += recent_marker(&r[i], phi[i]) != RECENT_NO_CHANGE;
	}
	*peer /= AREAS;
	*guarded /= AREAS;
}

/* The peer's rule promises 0.2 %. */
static void the_guard_guards(void **state)
{
	double peer, guarded;

	(void)state;
	false_alarms(0, &peer, &guarded);
	assert_true(peer < 0.005 && guarded <= peer);
	false_alarms(1, &peer, &guarded);
	assert_true(peer > 0.02 && peer < 0.035);
	assert_true(guarded < 0.008);
	false_alarms(2, &peer, &guarded);
	assert_true(peer > 0.14 && peer < 0.18);
	assert_true(guarded < 0.008);
}

static void windows(void **state)
{
	const int tight[] = {2001, 2010, 2012, 2013, 2014, 2016};
	const int wide[] = {2001, 2009, 2012, 2013, 2014, 2016};
	size_t from = 9;

	(void)state;
	assert_true(recent_window(tight, 6, &from));
	assert_int_equal(from, 1);
	assert_true(recent_window(tight + 1, 5, &from));
	assert_int_equal(from, 0);
	assert_false(recent_window(wide, 6, &from));
	assert_false(recent_window(tight, 4, &from));
	assert_false(recent_window(tight, 0, &from));
}

/* --- log-linear ----------------------------------------------------------- */

static void counts_agree_with_r(void **state)
{
	const double t[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

	(void)state;
	/* R ends its iteration a round earlier: 1e-5 for what has weights */
	for (size_t i = 0; i < ARRAY_LEN(count_trend_cases); i++) {
		size_t n = (size_t)count_trend_cases[i].n;
		const double *a = count_trend_cases[i].a;
		const double *d = count_trend_cases[i].d;
		struct count_trend c;
		double se;

		assert_true(count_trend_fit(COUNT_POISSON, t, a, d, n, &c));
		assert_near(c.slope, count_trend_cases[i].slope, 1e-8);
		assert_near(c.intercept, count_trend_cases[i].intercept, 1e-8);
		assert_near(c.se, count_trend_cases[i].se, 1e-5);
		assert_near(c.dispersion, count_trend_cases[i].dispersion,
			    1e-5);
		assert_near(c.apc, count_trend_cases[i].apc, 1e-8);
		se = c.se * sqrt(fmax(1, c.dispersion));
		assert_near(c.se_quasi, se, 1e-12);
		/* R scales down too where counts vary less than Poisson's */
		if (c.dispersion >= 1)
			assert_near(c.p, count_trend_cases[i].p_quasi, 1e-5);
		else
			assert_true(c.p >= count_trend_cases[i].p_quasi);
		assert_true(c.apc_low < c.apc && c.apc < c.apc_high);

		assert_true(count_trend_fit(COUNT_BINOMIAL, t, a, d, n, &c));
		assert_near(c.slope, count_trend_cases[i].logit_slope, 1e-8);
		assert_near(c.se, count_trend_cases[i].logit_se, 1e-5);
		assert_near(c.dispersion, count_trend_cases[i].logit_dispersion,
			    1e-5);
		if (n == RECENT_POINTS) {
			struct recent r;

			assert_true(recent_fit_proportion(a, d, &r));
			assert_near(r.chi2, count_trend_cases[i].armitage,
				    CLOSE);
		}
	}
}

static void logs_agree_with_r(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(loglinear_cases); i++) {
		struct count_trend c;

		assert_true(count_trend_loglinear(
			loglinear_cases[i].years, loglinear_cases[i].x,
			(size_t)loglinear_cases[i].n, &c));
		assert_near(c.apc, loglinear_cases[i].apc, CLOSE);
		assert_near(c.apc_low, loglinear_cases[i].low, CLOSE);
		assert_near(c.apc_high, loglinear_cases[i].high, CLOSE);
		assert_near(c.slope, loglinear_cases[i].slope, CLOSE);
		assert_near(c.se, loglinear_cases[i].se, CLOSE);
		assert_near(c.p, loglinear_cases[i].p, CLOSE);
	}
}

static void refused_series(void **state)
{
	const double t[] = {2001, 2002, 2003, 2004}, d[] = {9, 9, 9, 9},
		     none[] = {0, 0, 0, 0}, full[] = {9, 9, 9, 9},
		     odd[] = {1, (double)NAN, 2, 3}, more[] = {1, 10, 2, 3},
		     less[] = {5, -1, 4, 6}, top[] = {1, 9, 2, 3},
		     small[] = {0.2, 0.4, 0.8}, first[] = {0, 1, 2, 3},
		     last[] = {0, 0, 0, 5}, even[] = {2, 2, 2, 2},
		     wide[] = {88.8e6, 0, 42, 0}, apart[] = {1e8, 100, 100, 10};
	const double doubles[] = {1, 2, 4}, ones[] = {1, 1, 1};
	struct count_trend c;

	(void)state;
	assert_false(count_trend_fit(COUNT_POISSON, t, even, d, 2, &c));
	assert_false(count_trend_fit(COUNT_POISSON, t, none, d, 4, &c));
	assert_false(count_trend_fit(COUNT_POISSON, t, odd, d, 4, &c));
	assert_false(count_trend_fit(COUNT_POISSON, t, even, none, 4, &c));
	assert_false(count_trend_fit(COUNT_BINOMIAL, t, full, d, 4, &c));
	assert_false(count_trend_fit(COUNT_BINOMIAL, t, more, d, 4, &c));
	assert_false(count_trend_fit(COUNT_POISSON, t, less, d, 4, &c));
	assert_true(count_trend_fit(COUNT_BINOMIAL, t, top, d, 4, &c));
	/* the slope would be without bounds */
	assert_false(count_trend_fit(COUNT_POISSON, t, last, d, 4, &c));
	/* a hundred million beside ten: the iteration runs to and fro */
	assert_false(count_trend_fit(COUNT_POISSON, t, wide, apart, 4, &c));
	assert_true(count_trend_fit(COUNT_POISSON, t, even, d, 4, &c));
	assert_true(fabs(c.apc) < 1e-9);
	assert_true(c.p > 0.999);
	/* three points that double each year lie on their line */
	assert_true(count_trend_fit(COUNT_POISSON, t, doubles, d, 3, &c));
	assert_near(c.slope, log(2), 1e-9);
	/* of one each, in whatever unit */
	assert_true(count_trend_fit(COUNT_POISSON, t, doubles, ones, 3, &c));
	assert_near(c.slope, log(2), 1e-9);
	assert_false(count_trend_loglinear(t, none, 4, &c));
	assert_false(count_trend_loglinear(t, odd, 4, &c));
	assert_false(count_trend_loglinear(t, even, 2, &c));
	/* three points, below one: 0.2, 0.4, 0.8 double every year */
	assert_true(count_trend_loglinear(t, small, 3, &c));
	assert_near(c.apc, 100, 1e-9);
	assert_near(c.slope, log(2), 1e-9);
	assert_near(c.intercept, log(0.2) - 2001 * log(2), 1e-9);
	/* a year without events is a count too; R: glm(c(0, 1, 2, 3) ~
	 * c(1, 2, 3, 4), poisson, offset = rep(log(9), 4)) */
	assert_true(count_trend_fit(COUNT_POISSON, t, first, d, 4, &c));
	assert_near(c.slope, 0.773620493901225, 1e-8);
	assert_true(count_trend_loglinear(t, even, 4, &c));
	assert_near(c.apc, 0, 0);
	assert_near(c.p, 1, 0);
}

static void average_over_segments(void **state)
{
	const double years[] = {4, 6}, slopes[] = {log(1.1), log(0.95)};

	(void)state;
	/* by hand: the tenth root of 1.1^4 * 0.95^6 */
	assert_near(count_trend_aapc(years, slopes, 2),
		    100 * (pow(pow(1.1, 4) * pow(0.95, 6), 0.1) - 1), CLOSE);
	assert_near(count_trend_aapc(years, slopes, 1), 10, CLOSE);
	assert_near(count_trend_aapc(years, slopes, 0), (double)NAN, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_agree_with_r),
		cmocka_unit_test(markers_agree_with_fingertips),
		cmocka_unit_test(cannot),
		cmocka_unit_test(line_properties),
		cmocka_unit_test(an_area_without_a_band),
		cmocka_unit_test(bands),
		cmocka_unit_test(winsorised),
		cmocka_unit_test(residuals),
		cmocka_unit_test(order_of_areas),
		cmocka_unit_test(one_point_turns_it),
		cmocka_unit_test(the_guard_guards),
		cmocka_unit_test(windows),
		cmocka_unit_test(counts_agree_with_r),
		cmocka_unit_test(logs_agree_with_r),
		cmocka_unit_test(refused_series),
		cmocka_unit_test(average_over_segments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
