/*
 * The wrappers of libRmath: that each asks the right function with its
 * arguments in order. Quantiles of R 4.2.2: qnorm, qt (3, 8 and 28 df), qchisq
 * (1 and 20), qbeta(2, 9).
 */
#include "tests/support/test.h"

#include <math.h>

#include "analysis/dist.h"

static const struct {
	double p, normal, t3, t8, t28, chi1, chi20, beta;
} cases[] = {
	{5e-04, -3.29052673149189, -12.9239786366875, -5.04130543337337,
	 -3.67390640070128, 3.9269913310292e-07, 5.39806621206562,
	 0.00336336853372196},
	{0.001, -3.09023230616781, -10.2145318524074, -4.50079093372372,
	 -3.40815517835336, 1.57079714926249e-06, 5.92104074548752,
	 0.00477445927130592},
	{0.005, -2.5758293035489, -5.84090930973336, -3.3553873313334,
	 -2.76326245546144, 3.92704222205159e-05, 7.43384426293423,
	 0.0108505093797405},
	{0.01, -2.32634787404084, -4.54070285856813, -2.89645944770962,
	 -2.46714009796747, 0.000157087857909702, 8.2603983325464,
	 0.0155381387176955},
	{0.025, -1.95996398454005, -3.18244630528371, -2.30600413520417,
	 -2.04840714179524, 0.000982069117175256, 9.59077739226487,
	 0.0252107263268334},
	{0.05, -1.64485362695147, -2.35336343480183, -1.8595480375309,
	 -1.70113093426593, 0.00393214000001952, 10.8508113941826,
	 0.0367714378874651},
	{0.1, -1.2815515655446, -1.63774435369621, -1.39681530974387,
	 -1.31252678159267, 0.0157907740934312, 12.4426092104501,
	 0.0545286199976707},
	{0.5, 0, 0, 0, 0, 0.454936423119573, 19.3374292294283,
	 0.162262728195246},
	{0.9, 1.2815515655446, 1.63774435369621, 1.39681530974387,
	 1.31252678159267, 2.70554345409542, 28.4119805843056,
	 0.336847723306725},
	{0.95, 1.64485362695147, 2.35336343480182, 1.8595480375309,
	 1.70113093426593, 3.84145882069412, 31.4104328442309,
	 0.394163302436505},
	{0.975, 1.95996398454005, 3.18244630528371, 2.30600413520417,
	 2.04840714179524, 5.02388618731488, 34.1696069028383,
	 0.445016117028195},
	{0.99, 2.32634787404084, 4.54070285856813, 2.89645944770962,
	 2.46714009796747, 6.63489660102121, 37.566234786625,
	 0.504352662930801},
	{0.995, 2.5758293035489, 5.84090930973335, 3.3553873313334,
	 2.76326245546144, 7.87943857662241, 39.9968463129386,
	 0.544287056899687},
	{0.999, 3.09023230616781, 10.2145318524074, 4.50079093372372,
	 3.40815517835336, 10.8275661706627, 45.3147466181259,
	 0.623723089088825},
	{0.9995, 3.29052673149193, 12.923978636688, 5.04130543337346,
	 3.67390640070132, 12.1156651463974, 47.498451885472,
	 0.653130333094736},
};

static void assert_close(double got, double want)
{
	assert_near(got, want, 1e-9 * fabs(want) + 1e-15);
}

static void quantiles(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		double p = cases[i].p;

		assert_close(dist_normal_quantile(p), cases[i].normal);
		assert_close(dist_t_quantile(p, 3), cases[i].t3);
		assert_close(dist_t_quantile(p, 8), cases[i].t8);
		assert_close(dist_t_quantile(p, 28), cases[i].t28);
		assert_close(dist_chi2_quantile(p, 1), cases[i].chi1);
		assert_close(dist_chi2_quantile(p, 20), cases[i].chi20);
		assert_close(dist_beta_quantile(p, 2, 9), cases[i].beta);
	}
}

/* The way back. */
static void tails(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		double p = cases[i].p, both = 2 * fmin(p, 1 - p);

		assert_close(dist_normal_upper(cases[i].normal), 1 - p);
		assert_close(dist_normal_two_sided(cases[i].normal), both);
		assert_close(dist_t_two_sided(cases[i].t8, 8), both);
		assert_close(dist_chi2_upper(cases[i].chi20, 20), 1 - p);
	}
	/* in the middle just 1, and where there is no z nothing is claimed */
	assert_near(dist_normal_two_sided(0), 1, 0);
	assert_near(dist_t_two_sided(0, 8), 1, 0);
	assert_near(dist_normal_two_sided((double)NAN), 1, 0);
	assert_near(dist_t_two_sided((double)NAN, 8), 1, 0);
	/* of 1: less Euler's constant, and pi^2/6 */
	assert_close(dist_digamma(1), -0.57721566490153286);
	assert_close(dist_trigamma(1), 1.6449340668482264);
	/* B(2, 3) = 1/12; the others by their recurrences */
	assert_close(dist_log_beta(2, 3), -log(12));
	assert_close(dist_digamma(3.5) - dist_digamma(2.5), 1 / 2.5);
	assert_close(dist_trigamma(2.5) - dist_trigamma(3.5), 1 / 6.25);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quantiles),
		cmocka_unit_test(tails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
