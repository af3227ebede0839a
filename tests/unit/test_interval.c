/*
 * Intervals, comparisons and funnels against R and Fingertips, and what must
 * hold of them whatever the figures.
 */
#include "tests/support/draw.h"
#include "tests/support/test.h"

#include <math.h>

#include "analysis/comparison.h"
#include "analysis/dist.h"
#include "analysis/funnel.h"
#include "analysis/undefined.h"
#include "tests/tables/level_cases.h"

#define CLOSE 1e-12

static const struct interval none = {UNDEFINED, UNDEFINED};

static void assert_limits(struct interval got, double low, double high,
			  double rel)
{
	assert_near(got.low, low, rel);
	assert_near(got.high, high, rel);
}

static void wilson_agrees_with_r(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(proportion_cases); i++) {
		double x = proportion_cases[i].x, n = proportion_cases[i].n;

		assert_limits(interval_proportion(x, n, 0.95),
			      proportion_cases[i].low95,
			      proportion_cases[i].high95, CLOSE);
		assert_limits(interval_proportion(x, n, 0.998),
			      proportion_cases[i].low998,
			      proportion_cases[i].high998, CLOSE);
	}
}

static void counts_agree_with_r(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(count_cases); i++) {
		double o = count_cases[i].o;

		assert_limits(interval_count_exact(o, 0.95),
			      count_cases[i].exact95[0],
			      count_cases[i].exact95[1], CLOSE);
		assert_limits(interval_count_exact(o, 0.998),
			      count_cases[i].exact998[0],
			      count_cases[i].exact998[1], CLOSE);
		assert_limits(interval_count_byar(o, 0.95),
			      count_cases[i].byar95[0],
			      count_cases[i].byar95[1], CLOSE);
		assert_limits(interval_count_byar(o, 0.998),
			      count_cases[i].byar998[0],
			      count_cases[i].byar998[1], CLOSE);
	}
	/* which of the two counts: exact below ten */
	assert_near(interval_count(7, 0.95).low,
		    interval_count_exact(7, 0.95).low, 0);
	assert_near(interval_count(9.5, 0.95).low,
		    interval_count_exact(9.5, 0.95).low, 0);
	assert_near(interval_count(10, 0.95).low,
		    interval_count_byar(10, 0.95).low, 0);
	assert_int_equal(interval_count_method(9.999), INTERVAL_EXACT);
	assert_int_equal(interval_count_method(10), INTERVAL_BYAR);
	assert_string_equal(interval_method_name(INTERVAL_BYAR), "Byars");
}

static void ratios_agree_with_r(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(ratio_cases); i++)
		assert_limits(interval_rate_ratio(ratio_cases[i].x1,
						  ratio_cases[i].t1,
						  ratio_cases[i].x2,
						  ratio_cases[i].t2, 0.95),
			      ratio_cases[i].low, ratio_cases[i].high, CLOSE);
	assert_near(interval_rate_ratio(0, 10, 5, 10, 0.95).low, 0, 0);
	assert_near(interval_rate_ratio(5, 10, 0, 10, 0.95).high, HUGE_VAL, 0);
}

/*
 * The examples of Newcombe's paper (1998, Stat Med 17:873, table II, method
 * 10), four digits. The oracle at hand for differences is prop.test's Wald
 * interval, which is another method; for large numbers both agree.
 */
static void differences(void **state)
{
	const struct {
		double x1, n1, x2, n2, low, high, within;
	} c[] = {
		{56, 70, 48, 80, 0.0524, 0.3339, 6e-5},
		{9, 10, 3, 10, 0.1705, 0.8090, 6e-5},
		{6, 7, 2, 7, 0.0582, 0.8062, 6e-5},
		{5, 56, 0, 29, -0.0381, 0.1926, 6e-5},
		{0, 10, 0, 20, -0.1611, 0.2775, 6e-5},
		{10, 10, 0, 20, 0.6791, 1.0000, 6e-5},
		/* prop.test(correct = FALSE) */
		{120, 450, 90, 450, 0.0115737749062612, 0.121759558427072,
		 1e-3},
		{45, 1200, 12000, 450000, 7.38979326287623e-05,
		 0.0215927687340379, 2e-3},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct interval d = interval_difference(c[i].x1, c[i].n1,
							c[i].x2, c[i].n2, 0.95);

		assert_true(fabs(d.low - c[i].low) < c[i].within);
		assert_true(fabs(d.high - c[i].high) < c[i].within);
	}
}

static void nothing_from_nonsense(void **state)
{
	(void)state;
	assert_false(interval_known(interval_proportion(3, 0, 0.95)));
	assert_false(interval_known(interval_proportion(3, -1, 0.95)));
	assert_false(interval_known(interval_proportion(3, 2, 0.95)));
	assert_false(interval_known(interval_proportion(-1, 2, 0.95)));
	assert_false(interval_known(interval_proportion((double)NAN, 2, 0.95)));
	assert_false(interval_known(interval_proportion(1, (double)NAN, 0.95)));
	assert_false(interval_known(interval_proportion(1, HUGE_VAL, 0.95)));
	assert_false(interval_known(interval_count(-1, 0.95)));
	assert_false(interval_known(interval_count((double)NAN, 0.95)));
	assert_false(interval_known(interval_count(HUGE_VAL, 0.95)));
	assert_int_equal(interval_count_method((double)NAN), INTERVAL_NONE);
	assert_false(interval_known(interval_rate_ratio(0, 1, 0, 1, 0.95)));
	assert_false(interval_known(interval_rate_ratio(1, 0, 1, 1, 0.95)));
	assert_false(interval_known(
		interval_rate_ratio(1, 1, 1, (double)NAN, 0.95)));
	assert_false(interval_known(interval_difference(1, 2, 3, 2, 0.95)));
	assert_dies((void)interval_proportion(1, 2, 95));
	assert_dies((void)interval_proportion(1, 2, (double)NAN));
	assert_dies((void)interval_proportion(1, 2, 0));
	assert_dies((void)interval_proportion(1, 2, 1));
	assert_dies((void)interval_proportion(1, 2, 1.5));
	assert_false(interval_known(interval_proportion(0, 0, 0.95)));
	/* neither limit, not only one of them */
	assert_limits(interval_count_exact(-0.5, 0.95), (double)NAN,
		      (double)NAN, 0);
	assert_limits(interval_count_exact(HUGE_VAL, 0.95), (double)NAN,
		      (double)NAN, 0);
	assert_limits(interval_count_byar(-0.5, 0.95), (double)NAN, (double)NAN,
		      0);
	assert_limits(interval_difference(3, 2, 1, 2, 0.95), (double)NAN,
		      (double)NAN, 0);
	assert_limits(interval_difference(1, 2, 3, 2, 0.95), (double)NAN,
		      (double)NAN, 0);
	assert_limits(interval_difference(1, 0, 1, 2, 0.95), (double)NAN,
		      (double)NAN, 0);
	assert_false(interval_known(interval_rate_ratio(1, 1, 1, 0, 0.95)));
	assert_false(interval_known(
		interval_rate_ratio(HUGE_VAL, 1, HUGE_VAL, 1, 0.95)));
	assert_false(interval_known(
		interval_rate_ratio(1, HUGE_VAL, HUGE_VAL, 1, 0.95)));
	assert_false(interval_known(
		interval_rate_ratio(HUGE_VAL, 1, 1, HUGE_VAL, 0.95)));
}

/* The smallest figures that there are, by hand. */
static void smallest_figures(void **state)
{
	const double z = dist_normal_quantile(0.975), k = 1 + z / 3;

	(void)state;
	/* Wilson, one of one: from 1 / (1 + z^2), R: prop.test(1, 1, correct =
	 * FALSE) 0.2065493; a share of a half: 1/2 -+ z / (2 sqrt(n + z^2)) */
	assert_limits(interval_proportion(1, 1, 0.95), 1 / (1 + z * z), 1,
		      CLOSE);
	assert_true(fabs(1 / (1 + z * z) - 0.2065493) < 5e-8);
	assert_limits(interval_proportion(0.25, 0.5, 0.95),
		      0.5 - z / (2 * sqrt(0.5 + z * z)),
		      0.5 + z / (2 * sqrt(0.5 + z * z)), CLOSE);
	/* but for a hair all, or none: a share is never outside 0..1 */
	assert_true(interval_proportion(nextafter(1209, 0), 1209, 0.95).high <=
		    1);
	/* Byar's, no event: p (1 - 1/(9 p) + z/(3 sqrt p))^3 for p = 1; one
	 * event: (1 - 1/9 - z/3)^3 */
	assert_limits(interval_count_byar(0, 0.95), 0, pow(k - 1.0 / 9, 3),
		      CLOSE);
	assert_near(interval_count_byar(1, 0.95).low,
		    pow(1 - 1.0 / 9 - z / 3, 3), CLOSE);
	assert_near(interval_count_byar(0.25, 0.95).high,
		    1.25 * pow(1 - 1 / 11.25 + z / (3 * sqrt(1.25)), 3), CLOSE);
	assert_int_equal(interval_count_method(0), INTERVAL_EXACT);
	assert_int_equal(interval_count_method(0.5), INTERVAL_EXACT);
	assert_string_equal(interval_method_name(INTERVAL_EXACT), "Exact");
	assert_string_equal(interval_method_name(INTERVAL_WILSON), "Wilson");
	assert_string_equal(interval_method_name(INTERVAL_NONE), "");
}

/* One event on a side: the quantiles of beta(1, b) and beta(a, 1) are powers,
 * 1 - (1 - p)^(1/b) and p^(1/a). */
static void ratios_of_single_events(void **state)
{
	const double tail = 0.025, q = 1 - pow(1 - tail, 1 / 5.0),
		     r = pow(1 - tail, 1 / 5.0);
	struct interval one = interval_rate_ratio(1, 10, 4, 30, 0.95);
	struct interval other = interval_rate_ratio(4, 30, 1, 10, 0.95);
	struct interval equal = interval_rate_ratio(5, 10, 5, 10, 0.95);
	struct interval brief = interval_rate_ratio(5, 0.5, 5, 0.5, 0.95);

	(void)state;
	assert_near(one.low, 3 * q / (1 - q), CLOSE);
	assert_near(other.high, r / (1 - r) / 3, CLOSE);
	/* the other way round it is one over the other */
	assert_near(one.high, 1 / other.low, CLOSE);
	assert_near(equal.low * equal.high, 1, CLOSE);
	assert_true(equal.low < 1);
	/* half a person-year is some */
	assert_limits(brief, equal.low, equal.high, CLOSE);
}

static void interval_properties(void **state)
{
	uint64_t r = 5;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		double n = floor(pow(10, 6 * draw_unit(&r))) + 1;
		double x = i % 5 ? floor(draw_unit(&r) * (n + 1))
				 : n * draw_unit(&r);
		double level = i % 2 ? 0.95 : 0.5 + draw_unit(&r) / 2.01;
		struct interval p = interval_proportion(x, n, level);
		struct interval q = interval_proportion(n - x, n, level);
		struct interval c = interval_count(x, level);
		struct interval wide = interval_proportion(x, n, 0.9999);

		assert_true(p.low >= 0 && p.high <= 1);
		assert_true(p.low <= x / n && x / n <= p.high);
		assert_near(p.low, 1 - q.high, 1e-9);
		assert_true(wide.low <= p.low && p.high <= wide.high);
		assert_true(c.low >= 0 && c.low <= x && x <= c.high);
		assert_true(interval_count(x + 1, level).low >= c.low);
		assert_near(interval_scaled(c, 3).high, 3 * c.high, CLOSE);
	}
}

/* --- comparison ----------------------------------------------------------- */

static void levels_agree_with_fingertips(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(fingertips_cases); i++) {
		struct interval ci95 = {fingertips_cases[i].low95,
					fingertips_cases[i].high95};
		struct interval ci998 = {fingertips_cases[i].low998,
					 fingertips_cases[i].high998};
		enum level l =
			level_judge(ci95, ci998, fingertips_cases[i].benchmark);
		enum polarity p = fingertips_cases[i].higher ? POLARITY_HIGHER
							     : POLARITY_LOWER;

		assert_string_equal(standing_name(standing_of(l, p)),
				    fingertips_cases[i].standing);
		assert_int_equal(standing_of(l, POLARITY_NEUTRAL),
				 STANDING_NONE);
	}
}

static void levels(void **state)
{
	const struct interval a = {2, 3}, b = {1, 4};

	(void)state;
	assert_string_equal(level_name(level_judge(a, b, 2)), "similar");
	assert_string_equal(level_name(level_judge(a, b, 3)), "similar");
	assert_string_equal(level_name(level_judge(a, b, 3.1)), "lower");
	assert_string_equal(level_name(level_judge(a, b, 4)), "lower");
	assert_string_equal(level_name(level_judge(a, b, 4.1)), "much_lower");
	assert_string_equal(level_name(level_judge(a, b, 1.9)), "higher");
	assert_string_equal(level_name(level_judge(a, b, 0.9)), "much_higher");
	assert_string_equal(level_name(level_judge(a, b, 1)), "higher");
	assert_string_equal(level_name(level_judge(a, none, 0.9)), "higher");
	assert_string_equal(level_name(level_judge(none, none, 1)),
			    "not_compared");
	assert_string_equal(level_name(level_place(1, 2)), "below");
	assert_string_equal(level_name(level_place(2, 2)), "same");
	assert_string_equal(level_name(level_place(3, 2)), "above");
	assert_string_equal(level_name(level_place((double)NAN, 2)),
			    "not_compared");
	assert_int_equal(standing_of(LEVEL_ABOVE, POLARITY_LOWER),
			 STANDING_NONE);
	assert_true(level_is_material(1.11, 1));
	assert_true(level_is_material(0.89, 1));
	assert_false(level_is_material(1.1, 1));
	assert_false(level_is_material(0.9, 1));
	assert_true(level_is_material(11.5, 10));
	assert_true(level_is_material(8.5, 10));
	assert_false(level_is_material(10.5, 10));
	assert_false(level_is_material(9.5, 10));
	assert_false(level_is_material(5, 0));
	assert_false(level_is_material((double)NAN, 1));
}

static void own_share(void **state)
{
	const struct counts all = {100, 1000}, big = {30, 200},
			    small = {9, 100}, few = {4, 500}, most = {97, 500},
			    unknown = {UNDEFINED, UNDEFINED}, least = {5, 0},
			    last = {95, 999.5}, whole = {50, 1000};

	(void)state;
	assert_true(comparison_own_share(big, all));
	assert_false(comparison_own_share(small, all));
	assert_false(comparison_own_share(unknown, all));
	assert_false(comparison_own_share(big, unknown));
	assert_near(comparison_rest(big, all, 100), 8.75, CLOSE);
	/* too few cases in the area, or in what is left */
	assert_near(comparison_rest(few, all, 100), (double)NAN, 0);
	assert_near(comparison_rest(most, all, 100), (double)NAN, 0);
	assert_near(comparison_rest(all, all, 100), (double)NAN, 0);
	assert_near(comparison_rest(unknown, all, 100), (double)NAN, 0);
	/* five are enough in both; half a person is a rest, nobody is none */
	assert_near(comparison_rest(least, all, 100), 9.5, CLOSE);
	assert_near(comparison_rest(last, all, 100), 1000, CLOSE);
	assert_near(comparison_rest(whole, all, 100), (double)NAN, 0);
}

/* --- funnel --------------------------------------------------------------- */

static double level_of(double z_or_tail, bool tail)
{
	return tail ? 1 - 2 * z_or_tail : 1 - dist_normal_two_sided(z_or_tail);
}

static void charts_agree_with_fingertips(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(chart_cases); i++) {
		double unit = chart_cases[i].unit;
		double v = chart_cases[i].value / unit;
		struct funnel f = {.kind = chart_cases[i].rate
						   ? FUNNEL_RATE
						   : FUNNEL_PROPORTION,
				   .target = chart_cases[i].benchmark / unit};
		struct interval l =
			funnel_limits(&f, chart_cases[i].d,
				      level_of(chart_cases[i].z_or_tail,
					       chart_cases[i].rate));
		const char *got = v < l.low    ? "better"
				  : v > l.high ? "worse"
					       : "similar";

		if (!interval_known(l))
			got = "";
		assert_string_equal(got, chart_cases[i].standing);
	}
}

static void limits_agree_with_phe(void **state)
{
	const struct funnel f = {FUNNEL_PROPORTION, 0.80642448, (double)NAN,
				 (double)NAN, 0};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(phe_funnel_cases); i++) {
		double d = phe_funnel_cases[i].d;

		/* six digits are printed */
		assert_limits(interval_scaled(funnel_limits(&f, d, 0.95), 100),
			      phe_funnel_cases[i].low95,
			      phe_funnel_cases[i].high95, 1e-6);
		assert_limits(interval_scaled(funnel_limits(&f, d, 0.998), 100),
			      phe_funnel_cases[i].low998,
			      phe_funnel_cases[i].high998, 1e-6);
	}
}

/*
 * PHE turns the question round for rates: in which population would so many
 * events have a limit that touches the target? So its numbers check the
 * exact interval, not our limits, which are around the expected events.
 */
static void events_agree_with_phe(void **state)
{
	const double k = 3 * 116.1720835 / 1e5;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(phe_events_cases); i++) {
		double o = phe_events_cases[i].events;
		struct interval ci95 =
			interval_scaled(interval_count_exact(o, 0.95), 1 / k);
		struct interval ci998 =
			interval_scaled(interval_count_exact(o, 0.998), 1 / k);

		/* the peer's table carries the error of a spreadsheet's
		 * inverse chi-squared */
		assert_limits(ci95, phe_events_cases[i].high95,
			      phe_events_cases[i].low95, 1e-4);
		assert_limits(ci998, phe_events_cases[i].high998,
			      phe_events_cases[i].low998, 1e-4);
	}
}

/* Areas whose figures vary as chance lets them need no adjustment; twice the
 * spread does. Hand: sqrt scale, E = 100 each, s = 1/20. */
static void overdispersion(void **state)
{
	double a[40], d[40];
	struct funnel f;

	(void)state;
	for (int i = 0; i < 40; i++) {
		d[i] = 100;
		a[i] = i % 2 ? 121 : 81; /* z of +2 and -2 */
	}
	funnel_fit(FUNNEL_RATIO, a, d, 40, &f);
	assert_int_equal(f.areas, 40);
	assert_near(f.target, 1, 0);
	assert_near(funnel_z(&f, 121, 100), 2, CLOSE);
	assert_near(funnel_z(&f, 81, 100), -2, CLOSE);
	assert_near(f.phi, 4, CLOSE);
	/* (I phi - (I - 1)) / (sum w - sum w^2 / sum w), w = 400 */
	assert_near(f.tau2, (160.0 - 39) / (16000 - 400), CLOSE);
	{
		double half = 2 * sqrt(1 / 400.0 + f.tau2);
		struct interval l = funnel_limits(&f, 100, 0.9544997361036416);

		assert_near(l.low, (1 - half) * (1 - half), 1e-9);
		assert_near(l.high, (1 + half) * (1 + half), 1e-9);
	}
	for (int i = 0; i < 40; i++)
		a[i] = i % 2 ? 105 : 95;
	funnel_fit(FUNNEL_RATIO, a, d, 40, &f);
	assert_near(f.tau2, 0, 0);
	funnel_fit(FUNNEL_RATIO, a, d, 20, &f);
	assert_near(f.tau2, (double)NAN, 0);
	assert_near(f.phi, (double)NAN, 0);
	assert_true(interval_known(funnel_limits(&f, 100, 0.95)));
}

/* The same of shares, on the arcsine scale: z of 2 and -2 of 400 each around a
 * half; and what has no scale. */
static void overdispersed_shares(void **state)
{
	const double quarter = atan(1);
	double a[40], d[40], half;
	struct interval l;
	struct funnel f;

	(void)state;
	for (int i = 0; i < 40; i++) {
		d[i] = 400;
		a[i] = 400 * pow(sin(quarter + (i % 2 ? 0.05 : -0.05)), 2);
	}
	funnel_fit(FUNNEL_PROPORTION, a, d, 40, &f);
	assert_near(f.target, 0.5, CLOSE);
	assert_near(funnel_z(&f, a[1], 400), 2, 1e-9);
	assert_near(funnel_z(&f, a[0], 400), -2, 1e-9);
	assert_near(f.phi, 4, 1e-9);
	assert_near(f.tau2, (160.0 - 39) / (1600 * 39), 1e-9);
	half = 2 * sqrt(1 / 1600.0 + f.tau2);
	l = funnel_limits(&f, 400, 0.9544997361036416);
	assert_near(l.low, pow(sin(quarter - half), 2), 1e-9);
	assert_near(l.high, pow(sin(quarter + half), 2), 1e-9);
	/* of one person: all that a share can be */
	l = funnel_limits(&f, 1, 0.95);
	assert_near(l.low, 0, 0);
	assert_near(l.high, 1, 0);

	for (int i = 0; i < 40; i++)
		a[i] = 0;
	for (int kind = 0; kind < 2; kind++) {
		funnel_fit((enum funnel_kind)kind, a, d, 40, &f);
		assert_near(f.target, 0, 0);
		assert_true(isnan(f.phi) && isnan(f.tau2));
		assert_true(isnan(funnel_z(&f, 0, 400)));
		l = funnel_limits(&f, 400, 0.95);
		assert_near(l.low, 0, 0);
		/* no event is expected: -log(0.025) may be */
		assert_near(l.high, kind == 0 ? 0 : -log(0.025) / 400, 1e-9);
	}
	/* one area has a target, none has none */
	a[0] = 3;
	funnel_fit(FUNNEL_RATE, a, d, 1, &f);
	assert_near(f.target, 3 / 400.0, CLOSE);
	assert_int_equal(f.areas, 1);
	funnel_fit(FUNNEL_RATE, a, d, 0, &f);
	assert_true(isnan(f.target));
	assert_false(interval_known(funnel_limits(&f, 100, 0.95)));
}

/* Of a rate z = (sqrt(p / target) - 1) 2 sqrt(d target): here 2 (11 -
 * sqrt(101)) and 2 (9 - sqrt(101)), weights of 4 times 101. */
static void overdispersed_rates(void **state)
{
	const double high = 2 * (11 - sqrt(101)), low = 2 * (9 - sqrt(101));
	double a[40], d[40];
	struct funnel f;

	(void)state;
	for (int i = 0; i < 40; i++) {
		d[i] = 1000;
		a[i] = i % 2 ? 121 : 81;
	}
	funnel_fit(FUNNEL_RATE, a, d, 40, &f);
	assert_near(f.target, 0.101, CLOSE);
	assert_near(funnel_z(&f, 121, 1000), high, 1e-9);
	assert_near(funnel_z(&f, 81, 1000), low, 1e-9);
	assert_near(f.phi, (high * high + low * low) / 2, 1e-9);
	assert_near(f.tau2, (40 * f.phi - 39) / (404 * 39), 1e-9);
}

static void funnel_properties(void **state)
{
	uint64_t r = 17;

	(void)state;
	for (int round = 0; round < 300; round++) {
		double a[60], d[60], b[60], g[60];
		size_t n = (size_t)round % 60 + 1;
		enum funnel_kind kind = (enum funnel_kind)(round % 3);
		struct funnel f, h;

		for (size_t i = 0; i < n; i++) {
			d[i] = floor(pow(10, 5 * draw_unit(&r)));
			a[i] = floor(d[i] * draw_unit(&r) * draw_unit(&r));
			if (draw_unit(&r) < 0.05)
				d[i] = (double)NAN;
			b[n - 1 - i] = a[i];
			g[n - 1 - i] = d[i];
		}
		funnel_fit(kind, a, d, n, &f);
		funnel_fit(kind, b, g, n, &h);
		assert_near(f.target, h.target, 0);
		assert_near(f.phi, h.phi, 0);
		assert_near(f.tau2, h.tau2, 0);
		for (size_t i = 0; i < n; i++) {
			struct interval l = funnel_limits(&f, d[i], 0.95);
			struct interval w = funnel_limits(&f, d[i], 0.998);

			if (!interval_known(l))
				continue;
			assert_true(l.low >= 0 && l.low <= f.target);
			assert_true(f.target <= l.high);
			assert_true(w.low <= l.low && l.high <= w.high);
			if (kind == FUNNEL_PROPORTION)
				assert_true(w.high <= 1);
		}
	}
}

/* z of -15 to 15 in 31 areas: a tenth of 30 ranks from either end is drawn in
 * to -12 and 12 (type 7), phi = 2 (4 * 144 + 1 + 4 + ... + 121) / 31. */
static void winsorised(void **state)
{
	double a[31], d[31];
	struct funnel f;

	(void)state;
	/* no event is a figure, no inhabitant is none */
	assert_true(funnel_usable(FUNNEL_RATE, 0, 100));
	assert_true(funnel_usable(FUNNEL_RATE, 0.5, 0.5));
	assert_false(funnel_usable(FUNNEL_RATE, 1, 0));
	assert_false(funnel_usable(FUNNEL_RATE, -1, 10));
	assert_true(funnel_usable(FUNNEL_PROPORTION, 10, 10));
	assert_false(funnel_usable(FUNNEL_PROPORTION, 11, 10));
	for (int i = 0; i < 31; i++) {
		d[i] = 400;
		a[i] = pow(20 + (i - 15) / 2.0, 2);
	}
	funnel_fit(FUNNEL_RATIO, a, d, 31, &f);
	assert_near(f.phi, 2164.0 / 31, CLOSE);
	/* w = 1600 each */
	assert_near(f.tau2, (2164.0 - 30) / (1600 * 30), CLOSE);
	/* between ranks: 33 areas, -16 to 16, drawn in to -12.8 and 12.8 */
	{
		double b[33], e[33];

		for (int i = 0; i < 33; i++) {
			e[i] = 400;
			b[i] = pow(20 + (i - 16) / 2.0, 2);
		}
		funnel_fit(FUNNEL_RATIO, b, e, 33, &f);
		assert_near(f.phi, 2 * (4 * 12.8 * 12.8 + 650) / 33, CLOSE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wilson_agrees_with_r),
		cmocka_unit_test(counts_agree_with_r),
		cmocka_unit_test(ratios_agree_with_r),
		cmocka_unit_test(differences),
		cmocka_unit_test(nothing_from_nonsense),
		cmocka_unit_test(smallest_figures),
		cmocka_unit_test(ratios_of_single_events),
		cmocka_unit_test(interval_properties),
		cmocka_unit_test(levels_agree_with_fingertips),
		cmocka_unit_test(levels),
		cmocka_unit_test(own_share),
		cmocka_unit_test(charts_agree_with_fingertips),
		cmocka_unit_test(limits_agree_with_phe),
		cmocka_unit_test(events_agree_with_phe),
		cmocka_unit_test(overdispersion),
		cmocka_unit_test(overdispersed_shares),
		cmocka_unit_test(overdispersed_rates),
		cmocka_unit_test(funnel_properties),
		cmocka_unit_test(winsorised),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
