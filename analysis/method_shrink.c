/*
 * `stat shrink`: rates of small areas moved towards the rate of their set by
 * as much as chance explains (Marshall 1991). Rows come back as they came; one
 * without events or population, or with a population of zero, gets nothing.
 */
#include "analysis/shrink.h"
#include "analysis/stat.h"

enum {
	COL_SET,
	COL_AREA,
	COL_EVENTS,
	COL_POPULATION
};

static const struct stat_column in[] = {
	[COL_SET] = {"set_id", STAT_ID, 0, 0, "a name for the set", NULL},
	[COL_AREA] = {"area_id", STAT_NAME, 0, 0, "a name for the area", NULL},
	[COL_EVENTS] = {"events", STAT_NUMBER, 0, 1e300,
			"a number of 0 or more, or nothing", NULL},
	[COL_POPULATION] = {"population", STAT_NUMBER, 0, 1e300,
			    "a number of 0 or more, or nothing", NULL},
};

static const char *const columns[] = {"set_id", "area_id", "raw", "shrunken"};

struct named {
	const char *name;
	size_t line;
};

static int compare_named(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int c = strcmp(x->name, y->name);

	return c != 0 ? c : (x->line > y->line) - (x->line < y->line);
}

/* An area that is there twice would count twice in its set's rate. */
static int check_areas(const struct stat_table *t, size_t g, struct err *e)
{
	size_t from = t->starts[g], n = t->starts[g + 1] - from;
	struct named *list = xmalloc(n * sizeof(*list));
	int rc = 0;

	for (size_t i = 0; i < n; i++) {
		const struct stat_row *r = &t->rows[t->members[from + i]];

		list[i] = (struct named){r->name, r->line};
	}
	qsort(list, n, sizeof(*list), compare_named);
	for (size_t i = 1; rc == 0 && i < n; i++)
		if (strcmp(list[i].name, list[i - 1].name) == 0)
			rc = err_set(e, ERR_USAGE,
				     "standard input: row %zu, column area_id: "
				     "'%.40s': row %zu has this area too",
				     list[i].line, list[i].name,
				     list[i - 1].line);
	free(list);
	return rc;
}

/* The prior of group g; events and population have room for it. */
static void prior_of(const struct stat_table *t, size_t g, double *events,
		     double *population, struct shrink_rates *prior)
{
	size_t from = t->starts[g], n = t->starts[g + 1] - from;

	for (size_t i = 0; i < n; i++) {
		const double *v = t->rows[t->members[from + i]].v;

		events[i] = v[COL_EVENTS];
		population[i] = v[COL_POPULATION];
	}
	shrink_rates(events, population, n, prior);
}

static void put_row(const struct stat_row *r, const struct shrink_rates *prior,
		    struct buf *out)
{
	double events = r->v[COL_EVENTS], population = r->v[COL_POPULATION];

	csv_put(out, r->id);
	csv_put(out, r->name);
	/* 0 / 0 and the like are not finite: an empty cell */
	csv_put_double(out, events / population);
	csv_put_double(out, shrink_rate(prior, events, population));
	csv_end(out);
}

static int run(const struct stat_table *t, struct buf *out, struct err *e)
{
	double *events = xmalloc((t->n + 1) * sizeof(*events));
	double *population = xmalloc((t->n + 1) * sizeof(*population));
	struct shrink_rates *priors =
		xmalloc((t->groups + 1) * sizeof(*priors));
	size_t *group = xmalloc((t->n + 1) * sizeof(*group)); /* of each row */
	int rc = -1;

	for (size_t g = 0; g < t->groups; g++) {
		if (check_areas(t, g, e) < 0)
			goto out;
		prior_of(t, g, events, population, &priors[g]);
		for (size_t i = t->starts[g]; i < t->starts[g + 1]; i++)
			group[t->members[i]] = g;
	}
	for (size_t i = 0; i < t->n; i++)
		put_row(&t->rows[i], &priors[group[i]], out);
	rc = 0;
out:
	free(events);
	free(population);
	free(priors);
	free(group);
	return rc;
}

const struct method method_shrink = {
	.name = "shrink",
	.title = "rates of small areas without chance: Marshall's empirical "
		 "Bayes",
	.in = in,
	.in_n = ARRAY_LEN(in),
	.out = columns,
	.out_n = ARRAY_LEN(columns),
	.run = run,
};
