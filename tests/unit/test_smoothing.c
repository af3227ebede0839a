/*
 * Exponential smoothing against its own definition: every weight that may be
 * chosen is tried here one at a time.
 */
#include "tests/support/test.h"

#include <math.h>

#include "analysis/smoothing.h"
#include "tests/tables/forecast_cases.h"

/* Sums of products of the errors for no start, and of what one unit of each of
 * the two starting values takes from them. */
struct sums {
	double uu, uv, uw, vv, vw, ww;
};

static struct sums errors(const double *x, size_t n, double alpha, double beta,
			  double phi)
{
	double l[3] = {0, 1, 0}, b[3] = {0, 0, 1};
	struct sums s = {0};

	for (size_t t = 0; t < n; t++) {
		double e[3];

		for (int k = 0; k < 3; k++) {
			double f = l[k] + phi * b[k];

			e[k] = (k == 0 ? x[t] - x[0] : 0) - f;
			l[k] = f + alpha * e[k];
			b[k] = phi * b[k] + beta * e[k];
		}
		s.uu += e[0] * e[0];
		s.uv -= e[0] * e[1];
		s.uw -= e[0] * e[2];
		s.vv += e[1] * e[1];
		s.vw += e[1] * e[2];
		s.ww += e[2] * e[2];
	}
	return s;
}

/* The least sum of squares at these weights over both starting values. */
static double least(const double *x, size_t n, double alpha, double beta,
		    double phi, double *l0, double *b0)
{
	struct sums s = errors(x, n, alpha, beta, phi);
	double det = s.vv * s.ww - s.vw * s.vw;

	*l0 = (s.uv * s.ww - s.uw * s.vw) / det;
	*b0 = (s.uw * s.vv - s.uv * s.vw) / det;
	return s.uu - *l0 * s.uv - *b0 * s.uw;
}

/* Eight alphas, four betas for each, three phis: the best of the 96. */
static void the_best_of_the_grid(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(forecast_cases); i++) {
		const double *x = forecast_cases[i].x;
		size_t n = forecast_cases[i].n;
		double best = HUGE_VAL, level = 0, trend = 0;
		struct damped d, want = {0};

		if (n < DAMPED_POINTS_MIN)
			continue;
		for (int p = 0; p < 3; p++)
			for (int a = 0; a < 8; a++)
				for (int b = 0; b < 4; b++) {
					double phi = p == 0   ? 0.8
						     : p == 1 ? 0.9
							      : 0.98;
					double alpha = 0.02 + 0.97 * a / 7;
					double beta = alpha * b / 3, l0, b0;
					double sse = least(x, n, alpha, beta,
							   phi, &l0, &b0);

					if (!(sse < best * (1 - 1e-9)))
						continue;
					best = sse;
					want = (struct damped){.alpha = alpha,
							       .beta = beta,
							       .phi = phi};
					level = x[0] + l0;
					trend = b0;
				}
		for (size_t t = 0; t < n; t++) {
			double e = x[t] - level - want.phi * trend;

			level += want.phi * trend + want.alpha * e;
			trend = want.phi * trend + want.beta * e;
		}
		damped_fit(x, &n, 1, 0.02, 0.99, &d);
		assert_near(d.sse, best, 1e-6);
		assert_near(d.alpha, want.alpha, 1e-12);
		assert_near(d.beta, want.beta, 1e-12);
		assert_near(d.phi, want.phi, 0);
		assert_near(damped_at(&d, 3),
			    d.level + d.trend * (d.phi + d.phi * d.phi +
						 d.phi * d.phi * d.phi),
			    1e-12);
		assert_near(d.level, level, 1e-6);
		assert_true(fabs(d.trend - trend) <=
			    1e-6 * (fabs(trend) + fabs(level)));
	}
}

/* Of a simple one's alphas none is better by more than the last steps' width:
 * of 31 steps each neighbourhood is cut in seven twice. */
static void the_best_alpha(void **state)
{
	const double width = 0.97 / 31 * 2 / 7 * 2 / 7;
	int compared = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(forecast_cases); i++) {
		const double *x = forecast_cases[i].x;
		size_t n = forecast_cases[i].n;
		double best = HUGE_VAL, at = 0, level;
		struct sums e;
		struct ses s;

		for (int k = 0; k <= 9700; k++) {
			double alpha = 0.02 + 0.0001 * k;
			double sse;

			e = errors(x, n, alpha, 0, 0);
			sse = e.uu - e.uv * e.uv / e.vv;
			if (sse < best) {
				best = sse;
				at = alpha;
			}
		}
		ses_fit(x, &n, 1, 0.02, 0.99, &s);
		assert_true(s.alpha >= 0.02 && s.alpha <= 0.99);
		assert_true(s.sse >= best * (1 - 1e-6));
		assert_true(s.sse <= best * 1.001);
		e = errors(x, n, s.alpha, 0, 0);
		level = x[0] + e.uv / e.vv;
		assert_near(s.sse, e.uu - e.uv * e.uv / e.vv, 1e-6);
		for (size_t t = 0; t < n; t++)
			level += s.alpha * (x[t] - level);
		assert_near(s.level, level, 1e-9);
		if (fabs(s.alpha - at) > 0.97 / 31)
			continue; /* another trough, as deep */
		compared++;
		assert_true(fabs(s.alpha - at) <= width / 2 + 0.0002);
	}
	assert_true(compared > 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_best_of_the_grid),
		cmocka_unit_test(the_best_alpha),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
