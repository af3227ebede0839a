/*
 * Random numbers: the known sequence, where streams begin, and that what is
 * drawn has the distribution that it is named after.
 */
#include "tests/support/test.h"

#include <math.h>

#include "analysis/dist.h"
#include "analysis/random.h"

enum {
	DRAWS = 40000
};

/* What splitmix64.c (Vigna, public domain) prints for the seed 1234567. */
static const uint64_t sequence[] = {6457827717110365317u, 3203168211198807973u,
				    9817491932198370423u};

static void test_sequence(void **state)
{
	struct random r = {1234567};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(sequence); i++)
		assert_true(random_bits(&r) == sequence[i]);
	r.state = 1234567;
	for (size_t i = 0; i < ARRAY_LEN(sequence); i++)
		assert_true(random_uniform(&r) == ((double)(sequence[i] >> 12) +
						   0.5) * ldexp(1, -52));
}

/* By a second implementation in Python's whole numbers: charts and forecasts
 * that were drawn stay as they are. */
static void test_streams(void **state)
{
	static const struct {
		uint64_t seed, stream, first;
	} c[] = {{0, 0, 12035550249420947055u},
		 {1, 0, 6180444375122719049u},
		 {1, 1, 9366171507420456997u},
		 {2, 7, 15655254920707109506u}};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct random r = random_start(c[i].seed, c[i].stream);

		assert_true(random_bits(&r) == c[i].first);
	}
}

static int compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The greatest distance of the ascending u from those of the uniform
 * distribution (Kolmogorov), times the root of how many there are. */
static double distance(const double *u, size_t n)
{
	double most = 0;

	for (size_t i = 0; i < n; i++)
		most = fmax(most, fmax(u[i] - (double)i / (double)n,
				       (double)(i + 1) / (double)n - u[i]));
	return most * sqrt((double)n);
}

/* 1.95: one sample in a thousand is farther off. */
static void expect_uniform(double *u)
{
	qsort(u, DRAWS, sizeof(*u), compare);
	if (!(distance(u, DRAWS) < 1.95))
		fail_msg("%g from its distribution", distance(u, DRAWS));
}

static void test_gamma(void **state)
{
	static const double shapes[] = {0.05, 0.5, 1, 1.5, 3, 40};
	static double u[DRAWS];

	(void)state;
	for (size_t k = 0; k < ARRAY_LEN(shapes); k++) {
		struct random r = random_start(7, k);

		/* twice a gamma is chi-squared with twice its shape */
		for (size_t i = 0; i < DRAWS; i++)
			u[i] = dist_chi2_upper(2 * random_gamma(&r, shapes[k]),
					       2 * shapes[k]);
		expect_uniform(u);
	}
}

static void test_posteriors(void **state)
{
	static const struct posterior normal = {POSTERIOR_NORMAL, 3, 0.25},
				      rate = {POSTERIOR_GAMMA, 8, 400},
				      share = {POSTERIOR_BETA, 2, 9},
				      none = {.kind = POSTERIOR_NONE};
	static double u[DRAWS];
	struct random r = random_start(11, 0);
	double below = 0, z;

	(void)state;
	assert_true(isnan(random_posterior(&r, &none)));
	for (size_t i = 0; i < DRAWS; i++) {
		struct random same = r;

		z = (random_posterior(&r, &normal) - 3) / 0.25;
		assert_near(z, random_normal(&same), 1e-9);
		u[i] = 0.5 * erfc(-z / sqrt(2));
	}
	expect_uniform(u);
	for (size_t i = 0; i < DRAWS; i++)
		u[i] = dist_chi2_upper(800 * random_posterior(&r, &rate), 16);
	expect_uniform(u);
	for (size_t i = 0; i < DRAWS; i++)
		below += random_posterior(&r, &share) <
			 dist_beta_quantile(0.3, 2, 9);
	/* four standard errors */
	assert_true(fabs(below / DRAWS - 0.3) < 4 * sqrt(0.21 / DRAWS));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sequence),
		cmocka_unit_test(test_streams),
		cmocka_unit_test(test_gamma),
		cmocka_unit_test(test_posteriors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
