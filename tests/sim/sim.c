/*
 * `make simulate`; see sim.h. Exit status 1: a method does worse than it was
 * chosen for.
 */
#include "tests/sim/sim.h"

#include <math.h>

#include "analysis/dist.h"

/* Steele, Lea & Flood (2014), SplitMix64. */
double sim_uniform(struct sim *s)
{
	uint64_t z = s->seed += 0x9e3779b97f4a7c15U;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
	z = (z ^ z >> 27) * 0x94d049bb133111ebU;
	z ^= z >> 31;
	return ((double)(z >> 11) + 0.5) * 0x1p-53;
}

double sim_normal(struct sim *s)
{
	return dist_normal_quantile(sim_uniform(s));
}

double sim_poisson(struct sim *s, double mean)
{
	double left = exp(-mean), events = -1.0;

	for (double p = 1.0; p > left; events += 1.0)
		p *= sim_uniform(s);
	return events;
}

void sim_ar1(struct sim *s, double rho, double *e, size_t n)
{
	for (size_t i = 0; i < n; i++)
		e[i] = i == 0 ? sim_normal(s)
			      : rho * e[i - 1] +
					sqrt(1.0 - rho * rho) * sim_normal(s);
}

void sim_title(const char *text)
{
	printf("\n%-44s %7s %7s %7s\n", text, "ours", "chosen", "error");
}

static void row(struct sim *s, const char *what, size_t hits, size_t runs,
		double reference, double sign)
{
	double ours = (double)hits / (double)runs;
	double error = sqrt(reference * (1.0 - reference) *
			    (1.0 / (double)runs + 1.0 / SIM_RUNS));
	bool bad = sign * (ours - reference) > 3.0 * error;

	printf("%-44s %7.4f %7.4f %7.4f%s\n", what, ours, reference, error,
	       bad ? "  WORSE" : "");
	s->rows++;
	s->bad += bad;
}

void sim_at_most(struct sim *s, const char *what, size_t hits, size_t runs,
		 double reference)
{
	row(s, what, hits, runs, reference, 1.0);
}

void sim_at_least(struct sim *s, const char *what, size_t hits, size_t runs,
		  double reference)
{
	row(s, what, hits, runs, reference, -1.0);
}

int main(void)
{
	struct sim s = {.seed = 20260302};

	sim_trend(&s);
	sim_level_change(&s);
	printf("\n%zu rates, %zu worse by more than three standard errors\n",
	       s.rows, s.bad);
	return s.bad > 0;
}
