/*
 * Links: which pairs are looked at, which of them are reported, and what must
 * hold for all.
 */
#include "tests/support/draw.h"
#include "tests/support/test.h"

#include <math.h>

#include "analysis/correlation.h"
#include "analysis/link.h"
#include "analysis/undefined.h"

enum {
	AREAS = 240,
	REGIONS = 12,
	VARIABLES = 6,
	ROUNDS = 30
};

struct country {
	double x[VARIABLES][AREAS], given[2 * AREAS];
	int region[AREAS];
	bool second[AREAS];
	struct link_variable v[VARIABLES];
	struct link_areas areas;
};

static double noise(uint64_t *r)
{
	return (double)draw(r, 1000000) / 1e6;
}

/* Variables without anything in common, given two of background. */
static void make(struct country *c, uint64_t *r)
{
	static const char *const themes[VARIABLES] = {"a", "b", "c",
						      "d", "e", "f"};
	static const char *const titles[VARIABLES] = {"Yksi", "Kaksi", "Kolme",
						      "Nelj", "Viisi", "Kuusi"};

	for (size_t k = 0; k < AREAS; k++) {
		c->region[k] = (int)(k * REGIONS / AREAS);
		for (size_t i = 0; i < VARIABLES; i++)
			c->x[i][k] = noise(r);
		c->given[k] = noise(r);
		c->given[AREAS + k] = noise(r);
	}
	link_halves(c->region, AREAS, REGIONS, c->second);
	for (size_t i = 0; i < VARIABLES; i++)
		c->v[i] = (struct link_variable){themes[i], titles[i], 2024,
						 c->x[i]};
	c->areas = (struct link_areas){AREAS,     c->region, REGIONS,
				       c->second, c->given,  2};
}

static size_t find(const struct country *c, struct link **out, size_t *family)
{
	return links_find(c->v, VARIABLES, &c->areas, out, family);
}

static void swap_values(double *x, size_t i, size_t j)
{
	double v = x[i];

	x[i] = x[j];
	x[j] = v;
}

/* --- which pairs ------------------------------------------------------------
 */

static void halves(void **state)
{
	static const int region[] = {0, 0, 0, 1, 1, 2, 2, 2, 3, 3};
	static const int uneven[] = {0, 0, 0, 0, 1, 2, 2, 2, 2, 2};
	bool second[10];

	(void)state;
	link_halves(region, 10, 4, second);
	for (size_t i = 0; i < 10; i++)
		assert_int_equal(second[i], region[i] >= 2);
	/* four and one of ten are half of them */
	link_halves(uneven, 10, 3, second);
	for (size_t i = 0; i < 10; i++)
		assert_int_equal(second[i], uneven[i] >= 2);
	link_halves(region, 3, 1, second);
	assert_false(second[0] || second[2]);
	link_halves(region, 0, 0, second);
}

/* --- which are reported -----------------------------------------------------
 */

/* b follows a; d turns against c, but only in the second half; e and f follow
 * the background, f the region. */
static void links_are_found(void **state)
{
	static struct country c;
	struct link *l;
	struct spearman s;
	uint64_t r = 1;
	size_t family;

	(void)state;
	make(&c, &r);
	for (size_t k = 0; k < AREAS; k++) {
		c.x[1][k] = c.x[0][k] + 0.5 * noise(&r);
		c.x[3][k] = c.second[k]
				    ? -c.x[2][k] - 0.1 * noise(&r)
				    : 0.1 * noise(&r) + 0.1 * c.x[2][k] - 0.6;
		c.x[4][k] = c.given[k] + 0.3 * noise(&r);
		c.x[5][k] = c.given[k] + 0.2 * c.region[k] + 0.3 * noise(&r);
	}
	/* nor where the halves change places */
	for (int turn = 0; turn < 2; turn++) {
		for (size_t k = 0; k < AREAS; k++)
			c.second[k] = !c.second[k];
		assert_int_equal(find(&c, &l, &family), 2);
		if (turn == 0)
			free(l);
	}
	assert_int_equal(family, VARIABLES * (VARIABLES - 1) / 2);
	assert_int_equal(l[0].a, 0);
	assert_int_equal(l[0].b, 1);
	assert_int_equal(l[0].n, AREAS);
	spearman_of(c.x[0], c.x[1], AREAS, &s);
	assert_near(l[0].rho, s.rho, 0);
	assert_near(l[0].p, s.p, 0);
	assert_true(l[0].partial > 0.7 && l[0].partial_p < 1e-6);
	/* what the background says is not left over */
	assert_int_equal(l[1].a, 4);
	assert_int_equal(l[1].b, 5);
	assert_true(fabs(l[1].partial) < 0.2);
	assert_true(l[1].half[0] > 0.3 && l[1].half[1] > 0.3);
	free(l);
	/* the one that turns round has |rho| enough, and is none */
	spearman_of(c.x[2], c.x[3], AREAS, &s);
	assert_true(s.rho < -LINK_RHO_MIN);
}

/* Pairs as strong as one another, one of them against: by their places. The
 * same figures in the areas from the last to the first have the same rho. */
static void equal_links_by_their_places(void **state)
{
	static const size_t want[][2] = {{1, 4}, {3, 5}, {0, 3},
					 {0, 5}, {1, 2}, {2, 4}};
	static struct country c;
	struct link *l;
	uint64_t r = 8;
	size_t family;

	(void)state;
	make(&c, &r);
	for (size_t k = 0; k < AREAS; k++)
		c.x[3][k] = c.x[0][k] + 0.5 * noise(&r);
	for (size_t k = 0; k < AREAS; k++) {
		c.x[1][k] = c.x[0][AREAS - 1 - k];
		c.x[2][k] = -c.x[3][AREAS - 1 - k];
		/* maps that change no rank: 1-4 and 3-5 are exact */
		c.x[4][k] = exp(c.x[1][k]);
		c.x[5][k] = exp(c.x[3][k]);
	}
	assert_int_equal(find(&c, &l, &family), 6);
	for (size_t i = 0; i < 6; i++) {
		assert_int_equal(l[i].a, want[i][0]);
		assert_int_equal(l[i].b, want[i][1]);
		assert_near(fabs(l[i].rho), i < 2 ? 1 : l[2].rho, 0);
	}
	assert_true(l[2].rho > 0 && l[4].rho < 0 && l[5].rho < 0);
	free(l);
}

/* rho of either half is that of its areas alone; and the regions are given:
 * two that are alike but for the first region, or the second. */
static void halves_and_regions(void **state)
{
	static struct country c;
	double x[AREAS], y[AREAS], partial;
	struct spearman s;
	struct link *l;
	uint64_t r = 9;
	size_t family;

	(void)state;
	make(&c, &r);
	c.areas.given_n = 0;
	for (size_t k = 0; k < AREAS; k++)
		c.x[1][k] = c.x[0][k] + (c.second[k] ? 0.2 : 0.8) * noise(&r);
	assert_int_equal(find(&c, &l, &family), 1);
	for (int half = 0; half < 2; half++) {
		size_t n = 0;

		for (size_t k = 0; k < AREAS; k++)
			if (c.second[k] == (half == 1)) {
				x[n] = c.x[0][k];
				y[n++] = c.x[1][k];
			}
		spearman_of(x, y, n, &s);
		assert_near(l[0].half[half], s.rho, 1e-15);
	}
	free(l);
	for (int one = 0; one < 2; one++) {
		make(&c, &r);
		c.areas.given_n = 0;
		for (size_t k = 0; k < AREAS; k++) {
			/* four regions; one of them stands out in both */
			c.region[k] = (int)((k + 3) % 4);
			c.second[k] = k / 4 % 2;
			c.x[0][k] += c.region[k] == one ? 5 : 0;
			c.x[1][k] += c.region[k] == one ? 5 : 0;
		}
		c.areas.regions = 4;
		assert_int_equal(find(&c, &l, &family), 1);
		assert_true(l[0].rho > 0.4 && fabs(l[0].partial) < 0.2);
		partial = l[0].partial;
		free(l);
		/* the areas from the last to the first: nothing changes */
		for (size_t k = 0; k < AREAS / 2; k++) {
			size_t last = AREAS - 1 - k;
			int region = c.region[k];
			bool second = c.second[k];

			swap_values(c.x[0], k, last);
			swap_values(c.x[1], k, last);
			c.region[k] = c.region[last];
			c.region[last] = region;
			c.second[k] = c.second[last];
			c.second[last] = second;
		}
		assert_int_equal(find(&c, &l, &family), 1);
		assert_near(l[0].partial, partial, 1e-10);
		free(l);
	}
}

/* Each column of the background counts: the second one too. */
static void second_column_of_the_background(void **state)
{
	static struct country c;
	struct link *l;
	uint64_t r = 10;
	size_t family;

	(void)state;
	make(&c, &r);
	for (size_t k = 0; k < AREAS; k++) {
		c.x[0][k] = c.given[AREAS + k] + 0.3 * noise(&r);
		c.x[1][k] = c.given[AREAS + k] + 0.3 * noise(&r);
	}
	assert_int_equal(find(&c, &l, &family), 1);
	assert_int_equal(l[0].partial_n, AREAS);
	assert_true(l[0].rho > 0.7 && fabs(l[0].partial) < 0.2);
	free(l);
	/* not known of 40 areas, nor the first one of another */
	for (size_t k = 0; k < 40; k++)
		c.given[AREAS + k] = UNDEFINED;
	c.given[100] = UNDEFINED;
	assert_int_equal(find(&c, &l, &family), 1);
	assert_int_equal(l[0].n, AREAS);
	assert_int_equal(l[0].partial_n, AREAS - 41);
	free(l);
	/* a hundred areas are enough, one less is not */
	for (int less = 0; less < 2; less++) {
		for (size_t k = 0; k < AREAS; k++)
			c.given[k] = c.given[AREAS + k] =
				k < LINK_AREAS_MIN - (size_t)less ? noise(&r)
								  : UNDEFINED;
		assert_int_equal(find(&c, &l, &family), 1);
		assert_int_equal(l[0].partial_n, LINK_AREAS_MIN - less);
		assert_int_equal(isnan(l[0].partial), less);
		free(l);
	}
}

/* rho of exactly 0.3 is a link. Of 101 ranks the squared differences add up to
 * 0.7 * 101 (101^2 - 1) / 6 = 120190: 71 of them turned round give 71 (71^2 -
 * 1) / 3 = 119280, the four pairs 2 (21^2 + 3^2 + 2^2 + 1^2) = 910. */
static void just_strong_enough(void **state)
{
	enum {
		N = LINK_AREAS_MIN + 1
	};
	static struct country c;
	struct link *l;
	uint64_t r = 7;
	size_t family;

	(void)state;
	make(&c, &r);
	c.areas.n = N;
	for (size_t k = 0; k < N; k++) {
		c.x[0][k] = (double)k;
		c.x[1][k] = (double)(k < 71 ? 70 - k : k);
		c.second[k] = k % 2;
	}
	swap_values(c.x[1], 71, 92);
	swap_values(c.x[1], 72, 75);
	swap_values(c.x[1], 74, 76);
	swap_values(c.x[1], 77, 78);
	assert_int_equal(links_find(c.v, 2, &c.areas, &l, &family), 1);
	assert_near(l[0].rho, 0.3, 0);
	free(l);
	/* a little less is none */
	swap_values(c.x[1], 79, 80);
	assert_int_equal(links_find(c.v, 2, &c.areas, &l, &family), 0);
	assert_int_equal(family, 1);
	free(l);
}

/* Four areas of a half whose rho is exactly 0 (2 4 1 3) have no sign: none,
 * however strong the other half is. */
static void half_without_a_sign(void **state)
{
	static const double four[] = {2, 4, 1, 3};
	static struct country c;
	struct link *l;
	uint64_t r = 13;
	size_t family;

	(void)state;
	make(&c, &r);
	for (int half = 0; half < 2; half++) {
		for (size_t k = 0; k < AREAS; k++) {
			c.second[k] = (k < 4) == (half == 1);
			c.x[0][k] = (double)k;
			c.x[1][k] = k < 4 ? four[k] : (double)k + 1;
		}
		assert_int_equal(links_find(c.v, 2, &c.areas, &l, &family), 0);
		assert_int_equal(family, 1);
		free(l);
		swap_values(c.x[1], 1, 3);
		assert_int_equal(links_find(c.v, 2, &c.areas, &l, &family), 1);
		free(l);
	}
}

static void nothing_of_noise(void **state)
{
	static struct country c;
	uint64_t r = 2;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		struct link *l;
		size_t family;

		make(&c, &r);
		assert_int_equal(find(&c, &l, &family), 0);
		assert_int_equal(family, 15);
		free(l);
	}
}

/* A link that is strong enough for one pair is not for one of fifteen. */
static void many_pairs_ask_for_more(void **state)
{
	static struct country c;
	struct spearman s = {0};
	struct link *l;
	uint64_t r = 6;
	size_t family;

	(void)state;
	make(&c, &r);
	c.areas.n = LINK_AREAS_MIN;
	for (size_t k = 0; k < AREAS; k++) /* both halves among the hundred */
		c.second[k] = k % 2;
	while (s.rho < LINK_RHO_MIN) {
		for (size_t k = 0; k < AREAS; k++)
			c.x[1][k] += 0.01 * c.x[0][k];
		spearman_of(c.x[0], c.x[1], LINK_AREAS_MIN, &s);
	}
	assert_true(s.p < LINK_Q_MAX && 15 * s.p > LINK_Q_MAX);
	assert_int_equal(find(&c, &l, &family), 0);
	assert_int_equal(family, 15);
	free(l);
	assert_int_equal(links_find(c.v, 2, &c.areas, &l, &family), 1);
	assert_int_equal(family, 1);
	free(l);
}

static void who_is_left_out(void **state)
{
	static struct country c;
	struct link *l;
	uint64_t r = 3;
	size_t family;

	(void)state;
	make(&c, &r);
	for (size_t k = 0; k < AREAS; k++)
		for (size_t i = 1; i < VARIABLES; i++)
			c.x[i][k] = c.x[0][k] + 0.3 * noise(&r);
	c.v[1].theme = c.v[0].theme;
	/* 99 areas, and 100 */
	for (size_t k = 0; k < AREAS; k++) {
		if (k >= 99)
			c.x[2][k] = UNDEFINED;
		if (k < AREAS - 100)
			c.x[3][k] = UNDEFINED;
	}
	/* too far apart in time for all the others */
	c.v[4].year = 2018;
	/* its half of the country is not there: no sign to compare */
	assert_int_equal(find(&c, &l, &family), 2);
	/* 0-5, 1-5 and 0-3, 1-3, 5-3 are looked at */
	assert_int_equal(family, 5);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(l[i].b, 5);
	free(l);
	c.v[4].year = 2019;
	assert_int_equal(find(&c, &l, &family), 5);
	free(l);
	c.v[4].year = 0;
	assert_int_equal(find(&c, &l, &family), 5);
	free(l);
}

/* Enough areas in each but too few in common, and one that is the same all
 * over: no hypotheses. */
static void too_few_in_common(void **state)
{
	static struct country c;
	struct link *l;
	uint64_t r = 12;
	size_t family;

	(void)state;
	make(&c, &r);
	for (size_t k = 0; k < AREAS; k++) {
		if (k < 100)
			c.x[0][k] = UNDEFINED;
		if (k >= 140)
			c.x[1][k] = UNDEFINED;
		c.x[2][k] = 5;
	}
	assert_int_equal(links_find(c.v, 2, &c.areas, &l, &family), 0);
	assert_int_equal(family, 0);
	free(l);
	/* of the fourth with each only those with the first two are any */
	assert_int_equal(links_find(c.v, 4, &c.areas, &l, &family), 0);
	assert_int_equal(family, 2);
	free(l);
}

/* Without the background of enough areas nothing is said given it. */
static void background_unknown(void **state)
{
	static struct country c;
	struct link *l;
	uint64_t r = 4;
	size_t family;

	(void)state;
	make(&c, &r);
	for (size_t k = 0; k < AREAS; k++) {
		c.x[1][k] = c.x[0][k] + 0.3 * noise(&r);
		if (k % 2 == 0 || k > 190)
			c.given[k] = UNDEFINED;
	}
	assert_int_equal(find(&c, &l, &family), 1);
	assert_true(isnan(l[0].partial) && isnan(l[0].partial_p));
	assert_true(l[0].partial_n < LINK_AREAS_MIN);
	free(l);
	/* the region alone can be given */
	c.areas.given_n = 0;
	assert_int_equal(find(&c, &l, &family), 1);
	assert_true(l[0].partial > 0.5);
	assert_int_equal(l[0].partial_n, AREAS);
	free(l);
	c.areas.n = 0;
	assert_int_equal(find(&c, &l, &family), 0);
	free(l);
}

/* Increasing maps of the figures change nothing; the order of variables only
 * who is a and who is b. */
static void maps(void **state)
{
	static struct country c, d;
	uint64_t r = 5;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		struct link *a, *b;
		size_t n, family[2];

		make(&c, &r);
		for (size_t k = 0; k < AREAS; k++) {
			for (size_t j = 1; j < VARIABLES; j++) {
				c.x[j][k] += c.x[0][k];
				if (draw(&r, 10) == 0)
					c.x[j][k] = UNDEFINED;
			}
		}
		d = c;
		for (size_t j = 0; j < VARIABLES; j++) {
			d.v[j] = c.v[VARIABLES - 1 - j];
			d.v[j].x = d.x[j];
			for (size_t k = 0; k < AREAS; k++)
				d.x[j][k] = exp(3 * c.x[VARIABLES - 1 - j][k]);
		}
		d.areas.region = d.region;
		d.areas.second = d.second;
		d.areas.given = d.given;
		n = find(&c, &a, &family[0]);
		assert_int_equal(find(&d, &b, &family[1]), n);
		assert_int_equal(family[0], family[1]);
		assert_true(n >= 10);
		for (size_t j = 0; j < n; j++) {
			assert_near(b[j].rho, a[j].rho, 1e-14);
			assert_near(b[j].q, a[j].q, 1e-9);
			assert_near(b[j].partial, a[j].partial, 1e-9);
			assert_int_equal(b[j].n, a[j].n);
			assert_int_equal(b[j].a, VARIABLES - 1 - a[j].b);
			assert_true(a[j].q >= a[j].p);
		}
		free(a);
		free(b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(halves),
		cmocka_unit_test(links_are_found),
		cmocka_unit_test(equal_links_by_their_places),
		cmocka_unit_test(halves_and_regions),
		cmocka_unit_test(second_column_of_the_background),
		cmocka_unit_test(just_strong_enough),
		cmocka_unit_test(half_without_a_sign),
		cmocka_unit_test(nothing_of_noise),
		cmocka_unit_test(many_pairs_ask_for_more),
		cmocka_unit_test(who_is_left_out),
		cmocka_unit_test(too_few_in_common),
		cmocka_unit_test(background_unknown),
		cmocka_unit_test(maps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
