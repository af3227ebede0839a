/*
 * Peers against what R says of the same areas, and what must hold for all.
 * Clusters of areas (Ward, PAM), which the method may have, are not made.
 */
#include "tests/support/draw.h"
#include "tests/support/test.h"

#include <math.h>

#include "analysis/peers.h"
#include "tests/tables/peers_cases.h"

#define CLOSE 1e-9

enum {
	ROUNDS = 400,
	AREAS_MAX = 40,
	VARIABLES_MAX = 8,
	NEAR = 5
};

struct matrix {
	double x[AREAS_MAX * VARIABLES_MAX], z[AREAS_MAX * VARIABLES_MAX];
	double weights[VARIABLES_MAX];
	size_t n, p;
};

static void scale(struct matrix *m, enum peers_scale how)
{
	for (size_t j = 0; j < m->p; j++)
		m->weights[j] = 1.0;
	peers_z_all(how, m->x, m->n, m->p, m->z, m->weights);
}

/* Holes, ties, constant variables, equal areas. */
static void draw_matrix(uint64_t *r, struct matrix *m)
{
	uint64_t holes = draw(r, 3), kinds = 2 + draw(r, 200);

	m->n = (size_t)draw(r, AREAS_MAX + 1);
	m->p = (size_t)draw(r, VARIABLES_MAX + 1);
	for (size_t i = 0; i < m->n * m->p; i++)
		m->x[i] = holes && draw(r, 8) < holes
				  ? UNDEFINED
				  : (double)draw(r, kinds) / 4;
	if (m->p > 0 && draw(r, 3) == 0)
		for (size_t i = 0; i < m->n; i++)
			m->x[i * m->p] = 0.1;
	if (m->n > 1 && draw(r, 3) == 0)
		for (size_t j = 0; j < m->p; j++)
			m->x[j] = m->x[m->p + j];
}

static void read_case(struct matrix *m)
{
	m->n = PEERS_CASE_N;
	m->p = PEERS_CASE_P;
	for (size_t i = 0; i < m->n; i++)
		for (size_t j = 0; j < m->p; j++)
			m->x[i * m->p + j] = peers_input[i][j];
}

/* --- against others ------------------------------------------------------- */

static void z_agree(void **state)
{
	struct matrix m;

	(void)state;
	read_case(&m);
	scale(&m, PEERS_PLAIN);
	for (size_t i = 0; i < ARRAY_LEN(peers_z_cases); i++)
		for (size_t j = 0; j < m.p; j++)
			assert_near(m.z[(peers_z_cases[i].area - 1) * m.p + j],
				    peers_z_cases[i].z[j], CLOSE);
}

static void robust_z_agree(void **state)
{
	double x[16], plain[16], robust[16];

	(void)state;
	for (size_t i = 0, n; i < ARRAY_LEN(peers_robust_cases); i += n) {
		for (n = 0; i + n < ARRAY_LEN(peers_robust_cases) &&
			    strcmp(peers_robust_cases[i + n].set,
				   peers_robust_cases[i].set) == 0;
		     n++)
			x[n] = peers_robust_cases[i + n].x;
		assert_true(peers_z(PEERS_PLAIN, x, n, plain));
		assert_true(peers_z(PEERS_ROBUST, x, n, robust));
		for (size_t j = 0; j < n; j++) {
			assert_near(plain[j], peers_robust_cases[i + j].z,
				    CLOSE);
			assert_near(robust[j],
				    peers_robust_cases[i + j].robust_z, CLOSE);
		}
	}
}

static void nearest_agree(void **state)
{
	struct matrix m;
	struct peer near[NEAR];

	(void)state;
	read_case(&m);
	scale(&m, PEERS_PLAIN);
	for (size_t i = 0; i < ARRAY_LEN(peers_near_cases); i++) {
		size_t rank = peers_near_cases[i].rank;

		assert_int_equal(peers_nearest(m.z, m.weights, m.n, m.p,
					       peers_near_cases[i].area - 1,
					       NEAR, near),
				 NEAR);
		assert_int_equal(near[rank - 1].area + 1,
				 peers_near_cases[i].peer);
		assert_near(near[rank - 1].distance,
			    peers_near_cases[i].distance, CLOSE);
	}
}

/* Gower's is another distance: |a - b| over the range, not squares of z. What
 * the two share is the mean over the variables that both areas have. */
static void holes_count_as_in_gower(void **state)
{
	static const double weights[PEERS_CASE_P] = {1, 1, 1, 1, 1, 1};
	size_t with_holes = 0, refused = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(peers_gower_cases); i++) {
		double root[PEERS_CASE_P], zero[PEERS_CASE_P] = {0}, d;
		size_t holes = 0;

		for (size_t j = 0; j < PEERS_CASE_P; j++) {
			const double *range = peers_gower_ranges[j];

			root[j] = sqrt(fabs(peers_gower_cases[i].a[j] -
					    peers_gower_cases[i].b[j]) /
				       (range[1] - range[0]));
			holes += isnan(root[j]);
		}
		d = peers_distance(root, zero, weights, PEERS_CASE_P);
		if (holes > 1) { /* 4 of 6 are not 70 % */
			assert_true(isnan(d));
			refused++;
			continue;
		}
		with_holes += holes;
		assert_near(d * d / PEERS_CASE_P, peers_gower_cases[i].gower,
			    CLOSE);
	}
	assert_true(with_holes > 5);
	assert_true(refused > 0);
}

/* The example in the documentation of sklearn's nan_euclidean_distances, its
 * weight of 4 / 2 for 2 of 4 coordinates; here 6 of 8, so that it is allowed.
 */
static void holes_by_hand(void **state)
{
	static const double weights[] = {1, 1, 1, 1, 1, 1, 1, 1, 0};
	static const double a[] = {3, UNDEFINED, 0, 6, 0, 0, 0, 0, 0};
	static const double b[] = {1, 2, UNDEFINED, 5, 0, 0, 0, 0, 99};

	(void)state;
	assert_near(peers_distance(a, b, weights, 9), sqrt(8.0 / 6.0 * 5.0),
		    1e-15);
	assert_near(peers_distance(a, b, weights, 5), UNDEFINED, 0);
	assert_near(peers_distance(a, b, weights, 0), UNDEFINED, 0);
}

/* --- the rules ------------------------------------------------------------ */

static void weights_count(void **state)
{
	static const double weights[] = {4, 1, 0};
	static const double a[] = {0, 0, 0}, b[] = {1.5, 4, UNDEFINED};
	static const double hole[] = {UNDEFINED, 4, 7};

	(void)state;
	/* 4 * 1.5^2 + 4^2 = 5^2 */
	assert_near(peers_distance(a, b, weights, 3), 5, 0);
	/* one of the two that count is less than 70 % */
	assert_near(peers_distance(a, hole, weights, 3), UNDEFINED, 0);
}

/* 70 percent are enough, 25 of 36 are not. */
static void enough_in_common(void **state)
{
	double a[36], b[36], weights[36];

	(void)state;
	for (size_t j = 0; j < 36; j++) {
		a[j] = 1;
		b[j] = j < 25 ? 3 : UNDEFINED;
		weights[j] = 1;
	}
	assert_near(peers_distance(a, b, weights, 36), UNDEFINED, 0);
	b[25] = 3;
	assert_near(peers_distance(a, b, weights, 36), 2 * sqrt(36), 1e-14);
	b[7] = b[8] = b[9] = UNDEFINED;
	assert_near(peers_distance(a, b, weights, 10), 2 * sqrt(10), 1e-14);
	b[6] = UNDEFINED;
	assert_near(peers_distance(a, b, weights, 10), UNDEFINED, 0);
}

/* Six of ten are one value: R's mad() is 0, IQR 1.5 (type 7: ranks 3.25 and
 * 7.75), whichever end the others are at. */
static void scale_by_the_quartiles(void **state)
{
	static const double x[] = {5, 1, 5, 9, 2, 5, 5, 3, 5, 5};
	double y[10], z[10];

	(void)state;
	assert_true(peers_z(PEERS_ROBUST, x, 10, z));
	for (size_t i = 0; i < 10; i++) {
		assert_near(z[i], (x[i] - 5) * 1.349 / 1.5, 1e-14);
		y[i] = -x[i];
	}
	assert_true(peers_z(PEERS_ROBUST, y, 10, z));
	for (size_t i = 0; i < 10; i++)
		assert_near(z[i], (5 - x[i]) * 1.349 / 1.5, 1e-14);
}

/* Beside a figure of 1 a spread of 1e-146 is one, of 1e-152 is none. */
static void next_to_no_spread(void **state)
{
	static const double x[] = {1, 1e-146, 2e-146, 3e-146, 4e-146};
	static const double less[] = {1, 1e-152, 2e-152, 3e-152, 4e-152};
	static const double unknown[] = {UNDEFINED, UNDEFINED};
	static const double zero[] = {0, 0, 0};
	double z[5];

	(void)state;
	assert_true(peers_z(PEERS_ROBUST, x, 5, z));
	assert_near(z[3], 0, 0);
	assert_near(z[2], -1 / 1.4826, 1e-14);
	assert_false(peers_z(PEERS_ROBUST, less, 5, z));
	assert_true(peers_z(PEERS_PLAIN, less, 5, z));
	for (int how = PEERS_PLAIN; how <= PEERS_ROBUST; how++) {
		assert_false(peers_z((enum peers_scale)how, unknown, 2, z));
		assert_false(peers_z((enum peers_scale)how, zero, 3, z));
		assert_near(z[0], UNDEFINED, 0);
	}
}

static void without_spread(void **state)
{
	static const double same[] = {0.1, 0.1, UNDEFINED, 0.1, 0.1};
	static const double one[] = {UNDEFINED, 4, UNDEFINED};
	/* half of them one value: MAD 0, IQR 1; then IQR 0 too */
	static const double most[] = {0, 0, 0, 1, 1};
	static const double nearly[] = {0, 0, 0, 0, 0, 0, 0, 9};
	double z[8];

	(void)state;
	for (int how = PEERS_PLAIN; how <= PEERS_ROBUST; how++) {
		assert_false(peers_z((enum peers_scale)how, same, 5, z));
		assert_true(isnan(z[0]) && isnan(z[4]));
		assert_false(peers_z((enum peers_scale)how, one, 3, z));
		assert_false(peers_z((enum peers_scale)how, one, 0, z));
	}
	assert_true(peers_z(PEERS_ROBUST, most, 5, z));
	assert_near(z[0], 0, 0);
	assert_near(z[4], 1.349, 1e-15);
	assert_false(peers_z(PEERS_ROBUST, nearly, 8, z));
	assert_true(peers_z(PEERS_PLAIN, nearly, 8, z));
}

static void limit_is_the_ninetieth_percentile(void **state)
{
	double d[11];

	(void)state;
	for (size_t i = 0; i < 11; i++)
		d[i] = (double)((i * 7) % 11);
	assert_near(peers_limit(d, 11), 9, 1e-15);
	d[3] = UNDEFINED; /* 10 */
	assert_near(peers_limit(d, 11), 8.1, 1e-12);
	assert_near(peers_limit(d + 3, 1), UNDEFINED, 0);
	assert_near(peers_limit(d, 0), UNDEFINED, 0);
	assert_near(peers_limit(d, 1), d[0], 0);
}

/* --- what holds for every matrix ------------------------------------------ */

/* Nobody left out is nearer, ties in the order of areas. */
static void check_nearest(const struct matrix *m, size_t area, size_t k)
{
	struct peer near[AREAS_MAX];
	size_t n = peers_nearest(m->z, m->weights, m->n, m->p, area, k, near);
	size_t reachable = 0;
	bool in[AREAS_MAX] = {false};

	for (size_t i = 0; i < n; i++) {
		assert_true(near[i].area != area && !in[near[i].area]);
		in[near[i].area] = true;
		assert_true(near[i].distance >= 0);
		if (i > 0)
			assert_true(
				near[i - 1].distance < near[i].distance ||
				(!(near[i].distance < near[i - 1].distance) &&
				 near[i - 1].area < near[i].area));
	}
	for (size_t i = 0; i < m->n; i++) {
		double d = peers_distance(m->z + area * m->p, m->z + i * m->p,
					  m->weights, m->p);

		if (i == area || isnan(d))
			continue;
		assert_near(d,
			    peers_distance(m->z + i * m->p, m->z + area * m->p,
					   m->weights, m->p),
			    0);
		reachable++;
		if (!in[i] && n > 0)
			assert_true(d > near[n - 1].distance ||
				    i > near[n - 1].area);
	}
	assert_int_equal(n, reachable < k ? reachable : k);
}

static void nearest_are_nearest(void **state)
{
	static struct matrix m;
	uint64_t r = 1;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		draw_matrix(&r, &m);
		scale(&m, i % 2 ? PEERS_ROBUST : PEERS_PLAIN);
		for (size_t area = 0; area < m.n; area++)
			check_nearest(&m, area, (size_t)(i % 9));
	}
}

/* Another unit and another zero of each variable, of any size, change nothing:
 * factors are powers of two, and the values quarters, so not even a bit. */
static void units_do_not_matter(void **state)
{
	static struct matrix a, b;
	uint64_t r = 2;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		enum peers_scale how = i % 2 ? PEERS_ROBUST : PEERS_PLAIN;

		draw_matrix(&r, &a);
		b = a;
		for (size_t k = 0; k < b.n * b.p; k++)
			b.x[k] = ldexp(b.x[k], k % b.p % 2 ? -900 : 900);
		scale(&a, how);
		scale(&b, how);
		for (size_t j = 0; j < a.p; j++)
			assert_near(a.weights[j], b.weights[j], 0);
		for (size_t k = 0; k < a.n * a.p; k++) {
			assert_near(a.z[k], b.z[k], 0);
			assert_true(isnan(a.z[k]) || isfinite(a.z[k]));
		}
	}
}

static void z_is_centred(void **state)
{
	static struct matrix m;
	uint64_t r = 3;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		draw_matrix(&r, &m);
		scale(&m, PEERS_PLAIN);
		for (size_t j = 0; j < m.p; j++) {
			double sum = 0, square = 0, n = 0;

			for (size_t k = 0; k < m.n; k++) {
				double z = m.z[k * m.p + j];

				if (m.weights[j] > 0)
					assert_int_equal(
						isnan(z),
						isnan(m.x[k * m.p + j]));
				else
					assert_true(isnan(z));
				if (isnan(z))
					continue;
				sum += z;
				square += z * z;
				n++;
			}
			if (n == 0)
				continue;
			assert_true(fabs(sum) < 1e-10);
			assert_near(square, n - 1, 1e-10);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(z_agree),
		cmocka_unit_test(robust_z_agree),
		cmocka_unit_test(nearest_agree),
		cmocka_unit_test(holes_count_as_in_gower),
		cmocka_unit_test(holes_by_hand),
		cmocka_unit_test(weights_count),
		cmocka_unit_test(enough_in_common),
		cmocka_unit_test(scale_by_the_quartiles),
		cmocka_unit_test(next_to_no_spread),
		cmocka_unit_test(without_spread),
		cmocka_unit_test(limit_is_the_ninetieth_percentile),
		cmocka_unit_test(nearest_are_nearest),
		cmocka_unit_test(units_do_not_matter),
		cmocka_unit_test(z_is_centred),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
