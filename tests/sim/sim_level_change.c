/*
 * Common level changes: false flags a year, and steps that are found.
 */
#include "tests/sim/sim.h"

#include <math.h>

#include "analysis/level_change.h"

enum {
	AREAS = 300,
	YEARS = 15,
	STEP_YEAR = 8,
	RUNS = 400 /* each is 300 series */
};

struct flags {
	size_t years; /* that could be flagged without a step */
	size_t wrong;
	size_t steps, found;
};

/* White noise of sd 1 about the level of each area, a national level that walks
 * by `movement` a year, and from STEP_YEAR on a step for all. */
static void simulate(struct sim *s, double movement, double step,
		     struct flags *f)
{
	static double values[AREAS * YEARS];
	double level[YEARS] = {0};
	struct level_change changes[YEARS];
	struct level_grid grid = {values, AREAS, YEARS, 0};
	size_t n;

	for (size_t t = 1; t < YEARS; t++)
		level[t] = level[t - 1] + movement * sim_normal(s) +
			   (t == STEP_YEAR ? step : 0.0);
	for (size_t i = 0; i < AREAS; i++) {
		double own = 10.0 * sim_normal(s);

		for (size_t t = 0; t < YEARS; t++)
			values[i * YEARS + t] = own + level[t] + sim_normal(s);
	}
	n = level_changes(&grid, changes);
	f->years += YEARS - 1;
	if (step > 0.0) {
		f->years--;
		f->steps++;
	}
	for (size_t i = 0; i < n; i++)
		if (step > 0.0 && changes[i].year == STEP_YEAR)
			f->found +=
				!changes[i].shock && changes[i].direction > 0;
		else
			f->wrong++;
}

void sim_level_change(struct sim *s)
{
	static const struct {
		double movement, step, found;
	} c[] = {{.1, 0, 0},     {.3, 0, 0},   {.1, 1.5, .96},
		 {.3, 1.5, .42}, {.1, 3, .85}, {.3, 3, .85}};

	sim_title("common level change, 300 municipalities");
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct flags f = {0};
		char what[64];

		for (int k = 0; k < RUNS; k++)
			simulate(s, c[i].movement, c[i].step, &f);
		(void)snprintf(what, sizeof(what),
			       "national %.1f sd, step %.1f: false a year",
			       c[i].movement, c[i].step);
		sim_at_most(s, what, f.wrong, f.years, .001);
		if (f.steps == 0)
			continue;
		(void)snprintf(what, sizeof(what),
			       "national %.1f sd, step %.1f: found",
			       c[i].movement, c[i].step);
		sim_at_least(s, what, f.found, f.steps, c[i].found);
	}
}
