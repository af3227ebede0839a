/*
 * Common level changes: what is flagged, how often in vain, what is found.
 * Drawn figures come from a fixed seed.
 */
#include "tests/support/draw.h"
#include "tests/support/test.h"

#include <float.h>
#include <math.h>

#include "analysis/level_change.h"
#include "analysis/undefined.h"

enum {
	AREAS_MAX = 640,
	YEARS_MAX = 30,
	FIRST_YEAR = 2001
};

static double values[AREAS_MAX * YEARS_MAX];
static struct level_change flags[YEARS_MAX];

/* Nearly normal: the sum of twelve (Irwin and Hall). */
static double normal(uint64_t *r)
{
	double sum = -6.0;

	for (int i = 0; i < 12; i++)
		sum += draw_unit(r);
	return sum;
}

static struct level_grid grid_of(size_t areas, size_t years)
{
	return (struct level_grid){values, areas, years, FIRST_YEAR};
}

static double *cell(const struct level_grid *g, size_t area, size_t year)
{
	return &values[area * g->years + year];
}

/* Noise of sd 1 around a level, and the country's own random walk, whose yearly
 * step has the sd `national`; one decimal, as figures are printed. */
static void fill(const struct level_grid *g, double national, uint64_t *r)
{
	double walk[YEARS_MAX] = {0};

	for (size_t y = 1; y < g->years; y++)
		walk[y] = walk[y - 1] + national * normal(r);
	for (size_t a = 0; a < g->areas; a++) {
		double level = 200 + 100 * draw_unit(r),
		       sd = 5 + 20 * draw_unit(r);

		for (size_t y = 0; y < g->years; y++) {
			double v = level + sd * (walk[y] + normal(r));

			*cell(g, a, y) = round(10 * v) / 10;
		}
	}
}

/* From `year` on all are `by` sd higher; 15 stands for the usual sd. */
static void step(const struct level_grid *g, size_t year, double by)
{
	for (size_t a = 0; a < g->areas; a++)
		for (size_t y = year; y < g->years; y++)
			*cell(g, a, y) += 15 * by;
}

/* --- single cases -----------------------------------------------------------
 */

/* All areas alike, D = 1 -1 1 6 -1 1: their median is 1, the deviations are 0 2
 * 0 5 2 0, the MAD is 1 and s = 1.4826. m = D / s: median 1 / s, MAD 1 / s, and
 * z of the fourth change is (6 - 1) / 1.4826, below 4. With 8 in the place of 6
 * it is 7 / 1.4826. */
static void by_hand(void **state)
{
	const double changes[] = {1, -1, 1, 6, -1, 1};
	const double up[] = {8, 7, 8, 9, 8, 9};
	struct level_grid g = grid_of(LEVEL_AREAS_MIN, 7);
	size_t n;

	(void)state;
	for (size_t a = 0; a < g.areas; a++) {
		*cell(&g, a, 0) = (double)a;
		for (size_t y = 1; y < 7; y++)
			*cell(&g, a, y) = *cell(&g, a, y - 1) + changes[y - 1];
	}
	assert_int_equal(level_changes(&g, flags), 0);
	for (size_t a = 0; a < g.areas; a++)
		for (size_t y = 4; y < 7; y++)
			*cell(&g, a, y) += 2;
	n = level_changes(&g, flags);
	assert_int_equal(n, 1);
	assert_int_equal(flags[0].year, FIRST_YEAR + 4);
	assert_int_equal(flags[0].direction, 1);
	assert_near(flags[0].z, 7 / 1.4826, 1e-12);
	assert_near(flags[0].share, 1, 0);
	assert_int_equal(flags[0].areas, LEVEL_AREAS_MIN);
	assert_false(flags[0].shock);
	/* one municipality less: nothing is said */
	g.areas--;
	assert_int_equal(level_changes(&g, flags), 0);
	g.areas++;
	/* turned round it is the first change of all */
	for (size_t a = 0; a < g.areas; a++)
		for (size_t y = 0; y < 7; y++)
			*cell(&g, a, y) = y == 0 ? 0 : up[y - 1];
	assert_int_equal(level_changes(&g, flags), 1);
	assert_int_equal(flags[0].year, FIRST_YEAR + 1);
	assert_near(flags[0].z, 7 / 1.4826, 1e-12);
}

/* The areas of by_hand() but one, which moves by `unit` where they move by 1,
 * down from `top`; its first figure is `first`. */
static size_t counted(double first, double top, double unit)
{
	static const double up[] = {0, 1, 0, 1, 9, 8, 9};
	struct level_grid g = grid_of(LEVEL_AREAS_MIN + 1, 7);

	for (size_t a = 0; a < g.areas; a++)
		for (size_t y = 0; y < 7; y++)
			*cell(&g, a, y) = a > 0 ? (double)a + up[y]
						: top - (9 - up[y]) * unit;
	if (!isnan(first))
		*cell(&g, 0, 0) = first;
	assert_int_equal(level_changes(&g, flags), 1);
	assert_int_equal(flags[0].year, FIRST_YEAR + 4);
	return flags[0].areas;
}

/* s = 1.4826 times the unit here too, and up to 8 eps of an area's largest
 * figure it is rounding: that area does not count. */
static void rounding_does_not_move(void **state)
{
	const size_t others = LEVEL_AREAS_MIN;
	const double eps = DBL_EPSILON;

	(void)state;
	assert_int_equal(counted((double)NAN, 1, 0.125), others + 1);
	assert_int_equal(counted((double)NAN, 1, 6 * eps), others + 1);
	assert_int_equal(counted((double)NAN, 1, 5 * eps), others);
	assert_int_equal(counted((double)NAN, 0x1p-10, 0x1p-10 * 6 * eps),
			 others + 1);
	assert_int_equal(counted((double)NAN, 0x1p-10, 0x1p-10 * 5 * eps),
			 others);
	/* the largest may be the first */
	assert_int_equal(counted(1, 0.25, 4 * eps), others);
	assert_int_equal(counted(0.25, 0.25, 4 * eps), others + 1);
	assert_int_equal(counted(-1, 0.25, 2 * eps), others);
	/* one that never changes */
	assert_int_equal(counted((double)NAN, 1, 0), others);
}

/* Of 60 areas 15 stay where they were when the others move, up or down: the
 * share is 45 of 60, just enough. */
static void who_stays_did_not_move(void **state)
{
	static const double moves[] = {1, -1, 1, 8, -1, 1};
	struct level_grid g = grid_of(60, 7);

	(void)state;
	for (int way = -1; way <= 1; way += 2) {
		for (size_t a = 0; a < g.areas; a++) {
			*cell(&g, a, 0) = 50;
			for (size_t y = 1; y < 7; y++)
				*cell(&g, a, y) =
					*cell(&g, a, y - 1) +
					(a < 15 && y == 4 ? 0
							  : way * moves[y - 1]);
		}
		assert_int_equal(level_changes(&g, flags), 1);
		assert_int_equal(flags[0].direction, way);
		assert_near(flags[0].share, 0.75, 0);
		assert_int_equal(flags[0].areas, 60);
	}
}

/* In a country where nothing ever happens in common, the least of it is not
 * news yet: half of the areas rise by 1 when the others fall, until all rise by
 * 0.3. Then s is 1.4826 * 0.7, and z is 0.3 / s / 0.15, not without limit. */
static void a_quiet_country(void **state)
{
	struct level_grid g = grid_of(60, 10);

	(void)state;
	for (int round = 0; round < 2; round++) {
		double by = round == 0 ? 0.3 : 2.3;

		for (size_t a = 0; a < g.areas; a++) {
			*cell(&g, a, 0) = 10;
			for (size_t y = 1; y < g.years; y++)
				*cell(&g, a, y) = *cell(&g, a, y - 1) +
						  (y == 5        ? by
						   : (a + y) % 2 ? 1
								 : -1);
		}
		assert_int_equal(level_changes(&g, flags), round);
	}
}

static void a_step_of_most(void **state)
{
	struct level_grid g = grid_of(200, 15);
	uint64_t r = 11;

	(void)state;
	fill(&g, 0, &r);
	assert_int_equal(level_changes(&g, flags), 0);
	step(&g, 9, -6);
	assert_int_equal(level_changes(&g, flags), 1);
	assert_int_equal(flags[0].year, FIRST_YEAR + 9);
	assert_int_equal(flags[0].direction, -1);
	assert_false(flags[0].shock);
	/* only seven of ten moved: the median did, but it is not common */
	fill(&g, 0, &r);
	for (size_t a = 0; a < 140; a++)
		for (size_t y = 9; y < 15; y++)
			*cell(&g, a, y) += 400;
	for (size_t a = 140; a < 200; a++)
		for (size_t y = 9; y < 15; y++)
			*cell(&g, a, y) -= 400;
	assert_int_equal(level_changes(&g, flags), 0);
}

static void what_is_taken_back(void **state)
{
	const struct {
		size_t years[4];
		int by[4];
		size_t n;
		bool shock[4];
	} c[] = {
		{{8}, {1}, 1, {false}},
		{{8, 9}, {1, -1}, 2, {true, true}},
		{{8, 10}, {-1, 1}, 2, {true, true}},
		{{8, 11}, {1, -1}, 2, {false, false}},
		{{8, 9}, {1, 1}, 2, {false, false}},
		/* one goes back, the other stays */
		{{8, 9, 10}, {1, -1, 1}, 3, {true, true, false}},
		{{8, 9, 10}, {1, 1, -1}, 3, {false, true, true}},
		{{8, 9, 10, 11}, {1, -1, 1, -1}, 4, {true, true, true, true}},
		{{8, 9, 10, 11}, {1, 1, -1, -1}, 4, {false, true, true, false}},
	};
	struct level_grid g = grid_of(100, 20);
	uint64_t r = 12;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		size_t n;

		fill(&g, 0, &r);
		for (size_t j = 0; j < c[i].n; j++)
			step(&g, c[i].years[j], 8 * c[i].by[j]);
		n = level_changes(&g, flags);
		assert_int_equal(n, c[i].n);
		for (size_t j = 0; j < n; j++) {
			assert_int_equal(flags[j].year,
					 FIRST_YEAR + (int)c[i].years[j]);
			assert_int_equal(flags[j].direction, c[i].by[j]);
			assert_int_equal(flags[j].shock, c[i].shock[j]);
		}
	}
}

/* A survey of even years has no change from the year before. */
static void gaps(void **state)
{
	struct level_grid g = grid_of(100, 20);
	uint64_t r = 13;

	(void)state;
	fill(&g, 0, &r);
	step(&g, 10, 8);
	for (size_t a = 0; a < g.areas; a++)
		for (size_t y = 1; y < 20; y += 2)
			*cell(&g, a, y) = UNDEFINED;
	assert_int_equal(level_changes(&g, flags), 0);
	/* a single year without figures hides a change in that year only */
	fill(&g, 0, &r);
	step(&g, 10, 8);
	for (size_t a = 0; a < g.areas; a++)
		*cell(&g, a, 4) = UNDEFINED;
	assert_int_equal(level_changes(&g, flags), 1);
	for (size_t a = 0; a < g.areas; a++)
		*cell(&g, a, 10) = UNDEFINED;
	assert_int_equal(level_changes(&g, flags), 0);
}

static void nothing_to_judge(void **state)
{
	struct level_grid g = grid_of(100, 12);

	(void)state;
	assert_int_equal(level_changes(&(struct level_grid){0}, flags), 0);
	for (size_t i = 0; i < 1200; i++)
		values[i] = UNDEFINED;
	assert_int_equal(level_changes(&g, flags), 0);
	for (size_t i = 0; i < 1200; i++)
		values[i] = 20.1;
	assert_int_equal(level_changes(&g, flags), 0);
	/* 0.1 a year in decimals that binary numbers miss: no area moves
	 * otherwise than always */
	for (size_t a = 0; a < g.areas; a++)
		for (size_t y = 0; y < g.years; y++)
			*cell(&g, a, y) =
				(double)(201 + a + y + (y > 5)) / 10.0;
	assert_int_equal(level_changes(&g, flags), 0);
	g.years = 2;
	assert_int_equal(level_changes(&g, flags), 0);
	g.years = 1;
	assert_int_equal(level_changes(&g, flags), 0);
	g.years = 12;
	for (size_t i = 0; i < 1200; i++)
		values[i] = i % 3 == 0 ? 1e300 : i % 3 == 1 ? -1e300 : 1e-300;
	(void)level_changes(&g, flags); /* only has to end */
}

/* --- what must always hold --------------------------------------------------
 */

static void same_flags(const struct level_change *a, size_t n,
		       const struct level_change *b, size_t m)
{
	assert_int_equal(n, m);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(a[i].year, b[i].year);
		assert_int_equal(a[i].direction, b[i].direction);
		assert_near(a[i].z, b[i].z, 1e-12);
		assert_near(a[i].share, b[i].share, 1e-12);
		assert_int_equal(a[i].shock, b[i].shock);
	}
}

/* The same municipalities twice, and in another order; other units; turned
 * upside down. */
static void the_set_decides(void **state)
{
	struct level_change first[YEARS_MAX];
	uint64_t r = 14;
	size_t seen = 0;

	(void)state;
	for (int round = 0; round < 200; round++) {
		struct level_grid g =
			grid_of(80 + (size_t)(200 * draw_unit(&r)),
				5 + (size_t)(24 * draw_unit(&r)));
		size_t half = g.areas, n, all = half * g.years;

		fill(&g, 0.4 * draw_unit(&r), &r);
		step(&g, 2 + (size_t)(draw_unit(&r) * (double)(g.years - 3)),
		     6 * draw_unit(&r) - 3);
		for (size_t i = 0; i < all; i++)
			if (draw_unit(&r) < 0.03)
				values[i] = UNDEFINED;
		n = level_changes(&g, first);
		seen += n;
		memcpy(values + all, values, all * sizeof(*values));
		g.areas = 2 * half;
		same_flags(first, n, flags, level_changes(&g, flags));
		g.areas = half;
		for (size_t i = 0; i < half; i++)
			memcpy(values + i * g.years,
			       values + all + (half - 1 - i) * g.years,
			       g.years * sizeof(*values));
		same_flags(first, n, flags, level_changes(&g, flags));
		for (size_t i = 0; i < all; i++)
			values[i] = -64 * values[i];
		for (size_t i = 0; i < n; i++)
			first[i].direction = -first[i].direction;
		same_flags(first, n, flags, level_changes(&g, flags));
	}
	assert_true(seen > 40);
}

/* --- how often --------------------------------------------------------------
 */

enum {
	RUNS = 120,
	TOWNS = 300
};

/* Flags a year in figures without a step. */
static double false_flags(double national, uint64_t *r)
{
	struct level_grid g = grid_of(TOWNS, 16);
	size_t n = 0;

	for (int i = 0; i < RUNS; i++) {
		fill(&g, national, r);
		n += level_changes(&g, flags);
	}
	return (double)n / (RUNS * 15.0);
}

/* How many steps of so many sd are flagged in their year. */
static double hits(double by, double national, uint64_t *r)
{
	struct level_grid g = grid_of(TOWNS, 16);
	size_t n = 0;

	for (int i = 0; i < RUNS; i++) {
		size_t year = 3 + (size_t)(10 * draw_unit(r)), found;

		fill(&g, national, r);
		for (size_t a = 0; a < g.areas; a++) {
			double sd = 0;

			/* by the area's own sd, which fill() does not tell */
			for (size_t y = 1; y < g.years; y++)
				sd += fabs(*cell(&g, a, y) -
					   *cell(&g, a, y - 1)) /
				      15.0 / 1.128;
			for (size_t y = year; y < g.years; y++)
				*cell(&g, a, y) += by * sd;
		}
		found = level_changes(&g, flags);
		for (size_t j = 0; j < found; j++)
			n += flags[j].year == FIRST_YEAR + (int)year &&
			     flags[j].direction == 1;
	}
	return (double)n / RUNS;
}

/* METHODS, table of the evidence: at most one false flag in a thousand years; a
 * step of 1.5 sd is found in 96 to 100 of 100 countries that move by 0.1 sd a
 * year, in 42 to 49 of those that move by 0.3; one of 3 sd in 85 and more. */
static void rates(void **state)
{
	uint64_t r = 15;

	(void)state;
	assert_true(false_flags(0.0, &r) <= 0.001);
	assert_true(false_flags(0.1, &r) <= 0.001);
	assert_true(false_flags(0.3, &r) <= 0.002);
	assert_true(hits(1.5, 0.1, &r) >= 0.95);
	assert_true(hits(1.5, 0.3, &r) >= 0.35);
	assert_true(hits(1.5, 0.3, &r) <= 0.57);
	assert_true(hits(3.0, 0.3, &r) >= 0.85);
}

/* Half of the areas go up when the others go down, so that the country stands
 * still, but for one year when all go up by 2. The changes are 1 and -1, five
 * of each, and 2: median 1, the middle distance from it 1. Where the country
 * moves less than 0.15, its movement counts as that. */
static void quieter_than_trusted(void **state)
{
	const struct level_grid g = grid_of(60, 12);

	(void)state;
	for (size_t a = 0; a < 60; a++) {
		double v = 100, sign = a % 2 ? 1 : -1;

		for (size_t y = 0; y < 12; y++) {
			if (y == 6)
				v += 2;
			else if (y > 0)
				v += sign * ((y < 6) == (y % 2) ? 1 : -1);
			*cell(&g, a, y) = v;
		}
	}
	assert_int_equal(level_changes(&g, flags), 1);
	assert_int_equal(flags[0].year, FIRST_YEAR + 6);
	assert_near(flags[0].z, 2 / 1.4826 / 0.15, 1e-9);
	assert_near(flags[0].share, 1, 0);
	assert_int_equal(flags[0].areas, 60);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_hand),
		cmocka_unit_test(rounding_does_not_move),
		cmocka_unit_test(who_stays_did_not_move),
		cmocka_unit_test(a_quiet_country),
		cmocka_unit_test(a_step_of_most),
		cmocka_unit_test(what_is_taken_back),
		cmocka_unit_test(gaps),
		cmocka_unit_test(nothing_to_judge),
		cmocka_unit_test(the_set_decides),
		cmocka_unit_test(rates),
		cmocka_unit_test(quieter_than_trusted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
