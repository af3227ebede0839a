/*
 * The whole against its parts: a county against its municipalities, the country
 * against its counties. What a source leaves out (people without a
 * municipality) it leaves out every year: the usual shortfall is learned from
 * the other years, or from the other wholes of the same year. Where nothing was
 * ever left out, nothing is.
 */
#include "etl/quality_grid.h"

enum {
	YEARS_MIN = 3,  /* other years that say what is usual */
	WHOLES_MIN = 5, /* other wholes that do */
	GAPS_MIN = 20   /* to see whether figures add up at all */
};

static const double tolerance = 0.004;

struct whole {
	size_t row;         /* of the grid */
	enum level parts;   /* what it is made of */
	const size_t *part; /* their rows */
	size_t n;
	size_t full;   /* parts in the years that have most of them */
	size_t wanted; /* parts that the register knows */
};

struct sums {
	const struct grid *g;
	struct flaws *out;
	const double *x; /* what is added up */
	double unit;     /* to which that is rounded */
	double slack;    /* by which rounding moves a sum of one */
	struct whole *wholes;
	size_t n;
	size_t *parts; /* behind whole.part */
	double *gap;   /* [whole][year]: share that the parts lack, or NaN */
	double *work;
	int sex;
};

/* Of each area of the register its row, or n_areas where it has no figures. */
static size_t *map_rows(const struct grid *g)
{
	size_t *rows = xcalloc(g->reg->n, sizeof(*rows));
	size_t i, row;

	for (i = 0; i < g->reg->n; i++)
		rows[i] = g->n_areas;
	for (row = 0; row < g->n_areas; row++)
		rows[g->areas[row] - g->reg->areas] = row;
	return rows;
}

/* Counts (at NULL) or notes the municipalities of each row's area. */
static void gather_members(const struct grid *g, const size_t *rows,
			   size_t *count, size_t **at)
{
	size_t row, i, to;

	for (row = 0; row < g->n_areas; row++) {
		const struct quality_area *a = g->areas[row];

		if (a->level != LEVEL_KUNTA)
			continue;
		for (i = a->from; i < a->from + a->n; i++) {
			to = rows[g->reg->parents[i]];
			if (to == g->n_areas)
				continue;
			if (at)
				*at[to]++ = row;
			else
				count[to]++;
		}
	}
}

static size_t rows_at(const struct grid *g, enum level level, size_t *out)
{
	size_t row, n = 0;

	for (row = 0; row < g->n_areas; row++) {
		if (g->areas[row]->level != level)
			continue;
		if (out)
			out[n] = row;
		n++;
	}
	return n;
}

/* The parts of an area as the register has them, with and without figures. */
static size_t wanted_parts(const struct grid *g, size_t row, enum level parts)
{
	const struct quality_register *r = g->reg;
	size_t at = (size_t)(g->areas[row] - r->areas), i, k, n = 0;

	for (i = 0; i < r->n; i++) {
		const struct quality_area *a = &r->areas[i];

		if (a->level != parts)
			continue;
		n += parts != LEVEL_KUNTA;
		for (k = a->from; parts == LEVEL_KUNTA && k < a->from + a->n;
		     k++)
			n += r->parents[k] == at;
	}
	return n;
}

static void add_whole(struct sums *s, size_t row, enum level parts,
		      const size_t *part, size_t n)
{
	if (n >= 2)
		s->wholes[s->n++] = (struct whole){
			row, parts, part, n, 0, wanted_parts(s->g, row, parts)};
}

/* Each area that has municipalities, and the country of counties and regions.
 */
static void find_wholes(struct sums *s)
{
	static const enum level of_country[] = {LEVEL_COUNTY, LEVEL_REGION};
	const struct grid *g = s->g;
	size_t *count = xcalloc(g->n_areas, sizeof(*count));
	size_t *rows = map_rows(g);
	size_t **at = xcalloc(g->n_areas, sizeof(*at));
	size_t row, i, total = 0;

	gather_members(g, rows, count, NULL);
	for (row = 0; row < g->n_areas; row++)
		total += count[row];
	s->parts = xcalloc(total + 2 * g->n_areas, sizeof(*s->parts));
	s->wholes = xcalloc(3 * g->n_areas, sizeof(*s->wholes));
	for (row = 0, total = 0; row < g->n_areas; row++) {
		at[row] = s->parts + total;
		add_whole(s, row, LEVEL_KUNTA, at[row], count[row]);
		total += count[row];
	}
	gather_members(g, rows, NULL, at);
	for (i = 0; i < ARRAY_LEN(of_country); i++) {
		size_t *list = s->parts + total;
		size_t n = rows_at(g, of_country[i], list);

		total += n;
		for (row = 0; row < g->n_areas; row++)
			if (g->areas[row]->level == LEVEL_COUNTRY)
				add_whole(s, row, of_country[i], list, n);
	}
	free(rows);
	free(count);
	free(at);
}

/* gap of one whole in every year in which all its usual parts report. */
static void find_gaps(struct sums *s, size_t w)
{
	const struct grid *g = s->g;
	struct whole *it = &s->wholes[w];
	double *gap = &s->gap[w * g->n_years];
	double present[YEARS] = {0};
	const double *whole = &s->x[grid_at(g, s->sex, it->row, 0)];
	size_t i, y;

	for (y = 0; y < g->n_years; y++)
		gap[y] = 0;
	for (i = 0; i < it->n; i++) {
		const double *part = &s->x[grid_at(g, s->sex, it->part[i], 0)];

		for (y = 0; y < g->n_years; y++) {
			if (isnan(part[y]))
				continue;
			gap[y] += part[y];
			present[y]++;
		}
	}
	it->full = 0;
	for (y = 0; y < g->n_years; y++)
		if (present[y] > (double)it->full)
			it->full = (size_t)present[y];
	for (y = 0; y < g->n_years; y++)
		gap[y] = it->full >= 2 && present[y] >= (double)it->full &&
					 whole[y] > 0
				 ? (whole[y] - gap[y]) / whole[y]
				 : (double)NAN;
}

/* Rates do not add up, and then there is nothing to check. */
static bool adds_up(const struct sums *s, bool counts)
{
	size_t i, n = 0, total = s->n * s->g->n_years;

	for (i = 0; i < total; i++)
		if (!isnan(s->gap[i]))
			s->work[n++] = fabs(s->gap[i]);
	if (counts)
		return n > 0 && median_of(s->work, n) < 0.1;
	return n >= GAPS_MIN && median_of(s->work, n) < 0.02;
}

/* The same from the other wholes of the year: only where nearly all of them
 * agree is it known of what they are made. */
static bool usual_of_others(const struct sums *s, size_t w, size_t y,
			    double *centre, double *spread)
{
	const struct grid *g = s->g;
	const struct whole *it = &s->wholes[w];
	size_t i, n = 0, far = 0;

	for (i = 0; i < s->n; i++) {
		const struct whole *o = &s->wholes[i];
		double x = s->gap[i * g->n_years + y];

		if (i != w && !isnan(x) && o->parts == it->parts &&
		    g->areas[o->row]->level == g->areas[it->row]->level)
			s->work[n++] = x;
	}
	if (n < WHOLES_MIN || g->areas[it->row]->level == LEVEL_OTHER)
		return false;
	*centre = median_of(s->work, n);
	*spread = spread_of(s->work, n, *centre); /* leaves the distances */
	for (i = 0; i < n; i++)
		far += s->work[i] > tolerance;
	return far * 10 <= n;
}

/* What is usual for this whole and year; how far the usual ones spread. false
 * where nothing tells. */
static bool usual_gap(const struct sums *s, size_t w, size_t y, double *centre,
		      double *spread)
{
	const struct grid *g = s->g;
	const double *gap = &s->gap[w * g->n_years];
	size_t i, n = 0;

	for (i = 0; i < g->n_years; i++)
		if (i != y && !isnan(gap[i]))
			s->work[n++] = gap[i];
	if (n < YEARS_MIN)
		return usual_of_others(s, w, y, centre, spread);
	*centre = median_of(s->work, n);
	*spread = spread_of(s->work, n, *centre);
	return true;
}

/* Whether the parts made the whole to the unit in every other year. */
static bool exact_elsewhere(const struct sums *s, size_t w, size_t y)
{
	const struct grid *g = s->g;
	const double *gap = &s->gap[w * g->n_years];
	const double *whole = &s->x[grid_at(g, s->sex, s->wholes[w].row, 0)];
	size_t i, n = 0;

	for (i = 0; i < g->n_years; i++) {
		if (i == y || isnan(gap[i]))
			continue;
		if (fabs(gap[i]) * whole[i] >= s->unit / 4)
			return false;
		n++;
	}
	return n >= YEARS_MIN;
}

/* Where a part has no figure, the whole and the sum of the others are not put
 * side by side: their difference would be that figure. */
static bool lacks_part(const struct whole *it)
{
	return it->full < it->wanted;
}

static void tell(const struct sums *s, const struct flaw *f, size_t w, size_t y,
		 const char *rest)
{
	const struct whole *it = &s->wholes[w];
	double whole = s->x[grid_at(s->g, s->sex, it->row, y)];
	static const char *const names[] = {
		[LEVEL_OTHER] = "parts",       [LEVEL_KUNTA] = "municipalities",
		[LEVEL_COUNTY] = "counties",   [LEVEL_REGION] = "regions",
		[LEVEL_COUNTRY] = "countries",
	};

	if (lacks_part(it))
		flaws_add(s->out, f,
			  "its %zu %s with a figure make more or less of it "
			  "than in other years",
			  it->full, names[it->parts]);
	else
		flaws_add(s->out, f, "%.6g, but its %zu %s make %.6g%s", whole,
			  it->full, names[it->parts],
			  whole * (1 - s->gap[w * s->g->n_years + y]), rest);
}

static void judge(const struct sums *s, size_t w, size_t y)
{
	const struct grid *g = s->g;
	const struct whole *it = &s->wholes[w];
	double gap = s->gap[w * g->n_years + y], centre, spread, allowed;
	double whole = s->x[grid_at(g, s->sex, it->row, y)];
	char rest[80];
	struct flaw f = {.check = QUALITY_SUM,
			 .severity = SEVERITY_ERROR,
			 .area = g->areas[it->row]->id,
			 .year = g->years[y],
			 .sex = s->sex};

	if (isnan(gap))
		return;
	if (exact_elsewhere(s, w, y)) {
		if (fabs(gap) * whole >= s->unit / 2)
			tell(s, &f, w, y, "; they agree in every other year");
		return;
	}
	if (fabs(gap) <= tolerance / 4 || !usual_gap(s, w, y, &centre, &spread))
		return;
	/* Where much is left out, that moves as well. */
	allowed = fmax(fmax(tolerance, 5 * spread), 2 * fabs(centre));
	/* What agrees everywhere else was not rounded. */
	if (centre != 0 || spread != 0)
		allowed += s->slack * sqrt((double)it->full) / whole;
	if (fabs(gap - centre) <= allowed)
		return;
	(void)snprintf(rest, sizeof(rest), ": %+.2f %%, usual %+.2f %%",
		       100 * gap, 100 * centre);
	tell(s, &f, w, y, rest);
}

void quality_sums(const struct grid *g, struct flaws *out)
{
	struct sums s = {.g = g,
			 .out = out,
			 .x = g->numer ? g->numer : g->value,
			 .unit = g->numer ? 1 : g->step};
	size_t w, y;

	s.slack = 1.5 * s.unit;
	find_wholes(&s);
	s.gap = xcalloc(s.n * g->n_years + 1, sizeof(*s.gap));
	s.work = xcalloc(s.n * g->n_years + 1, sizeof(*s.work));
	for (s.sex = 0; s.sex < SEX_N; s.sex++) {
		if (!g->sexes[s.sex])
			continue;
		for (w = 0; w < s.n; w++)
			find_gaps(&s, w);
		if (!adds_up(&s, g->numer != NULL))
			continue;
		for (w = 0; w < s.n; w++)
			for (y = 0; y < g->n_years; y++)
				judge(&s, w, y);
	}
	free(s.wholes);
	free(s.parts);
	free(s.gap);
	free(s.work);
}
