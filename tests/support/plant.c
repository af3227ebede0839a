#include "tests/support/plant.h"

static uint64_t next_random(uint64_t *s)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return *s >> 11;
}

static int ascending(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* --- what is usual -------------------------------------------------------- */

/* The changes of a row from one figure to the next, without that of `but`: how
 * many and their median; *widest is over all of them. */
static double changes(const struct grid *g, size_t row, size_t but, size_t *n,
		      double *widest)
{
	const double *x = &g->level[row * g->n_years];
	double d[YEARS], last = (double)NAN, own = (double)NAN;
	size_t y;

	*n = 0;
	*widest = 0;
	for (y = 0; y < g->n_years; y++) {
		if (isnan(x[y]))
			continue;
		if (!isnan(own))
			*widest = fmax(*widest, fabs(x[y] - own));
		own = x[y];
		if (y == but)
			continue;
		if (!isnan(last))
			d[(*n)++] = fabs(x[y] - last);
		last = x[y];
	}
	return median_of(d, *n);
}

void clean_learn(struct clean *c)
{
	const struct grid *g = &c->g;
	size_t rows = SEX_N * g->n_areas, row, y, n, k = 0;
	double *all = xcalloc(rows + 1, sizeof(*all)), widest;

	c->usual = xcalloc(rows + 1, sizeof(*c->usual));
	c->unrest = xcalloc(g->n_years + 1, sizeof(*c->unrest));
	for (row = 0; row < rows; row++) {
		c->usual[row] = changes(g, row, g->n_years, &n, &widest);
		if (n >= 8)
			all[k++] = c->usual[row];
		else
			c->usual[row] = (double)NAN;
	}
	c->least = median_of(all, k) / 4;
	for (y = 0; y < g->n_years; y++) {
		size_t beside = y ? y - 1 : y + 1;

		for (row = 0, k = 0; beside < g->n_years && row < rows; row++) {
			const double *x = &g->level[row * g->n_years];
			double d = fabs(x[y] - x[beside]) /
				   fmax(c->usual[row], c->least);

			if (!isnan(d) && !isnan(c->usual[row]))
				all[k++] = d;
		}
		qsort(all, k, sizeof(*all), ascending);
		c->unrest[y] =
			k ? fmax(1, fmax(all[k / 2], all[k * 95 / 100] / 4))
			  : 1;
	}
	free(all);
}

static size_t row_of(const struct grid *g, const struct figure *f)
{
	size_t a = 0;

	while (g->areas[a]->id < f->area)
		a++;
	return (size_t)f->sex * g->n_areas + a;
}

static size_t column_of(const struct grid *g, int year)
{
	size_t y = 0;

	while (g->years[y] != year)
		y++;
	return y;
}

/* Whether a row that says x in column y is beyond `times` what it usually does
 * that year, and `ever` times what it ever did. */
static bool beyond(const struct clean *c, size_t row, size_t y, double x,
		   double times, double ever)
{
	const struct grid *g = &c->g;
	double widest, off = fabs(x - g->level[row * g->n_years + y]);
	size_t n, i;
	double u = changes(g, row, y, &n, &widest);

	for (i = 0; g->is_log && i < g->n_years; i++)
		if (g->value[row * g->n_years + i] == 0)
			return false;
	return n >= 8 && off > ever * widest &&
	       off > times * fmax(u, c->least) * c->unrest[y];
}

/* --- the faults ----------------------------------------------------------- */

static const struct quality_area *area_of(const struct clean *c,
					  const struct figure *f)
{
	return c->g.areas[row_of(&c->g, f) % c->g.n_areas];
}

static bool pick(const struct clean *c, enum when when, enum level level,
		 uint64_t *seed, size_t *at)
{
	int last = c->g.years[c->g.n_years - 1], tries;

	for (tries = 0; tries < 3000; tries++) {
		const struct figure *f;

		*at = next_random(seed) % c->f.n;
		f = &c->f.list[*at];
		if ((level == LEVEL_OTHER || area_of(c, f)->level == level) &&
		    (when != NEXT || f->year == last))
			return true;
	}
	return false;
}

static void exchange(struct figure *a, struct figure *b)
{
	struct val v = a->value, n = a->numerator;

	a->value = b->value;
	a->numerator = b->numerator;
	b->value = v;
	b->numerator = n;
}

/* Each would be twelve times its usual change out of line, and thrice what it
 * ever was; and the rounding does not make it so. */
static bool swap(const struct clean *c, enum when when, uint64_t *seed,
		 struct plant *p)
{
	const struct grid *g = &c->g;
	size_t i, j, y, a, b;
	int tries = 0;

	if (!pick(c, when, LEVEL_KUNTA, seed, &i))
		return false;
	do {
		if (tries++ == 3000 || !pick(c, when, LEVEL_KUNTA, seed, &j))
			return false;
	} while (i == j || c->f.list[i].year != c->f.list[j].year ||
		 c->f.list[i].sex != c->f.list[j].sex);
	exchange(&p->f.list[i], &p->f.list[j]);
	p->year = c->f.list[i].year;
	y = column_of(g, p->year);
	a = row_of(g, &c->f.list[i]);
	b = row_of(g, &c->f.list[j]);
	p->tells = fabs(g->value[a * g->n_years + y] -
			g->value[b * g->n_years + y]) > 9.5 * g->step &&
		   beyond(c, a, y, g->level[b * g->n_years + y], 12, 3) &&
		   beyond(c, b, y, g->level[a * g->n_years + y], 12, 3);
	return true;
}

static void multiply(struct val *v, double by, double step)
{
	double x;

	if (val_get(*v, &x))
		*v = val_number(round(x * by / step) * step);
}

/* A decimal is lost where the series is steady: never before did it move by a
 * tenth of that. */
static bool decimal(const struct clean *c, enum when when, uint64_t *seed,
		    struct plant *p)
{
	const struct grid *g = &c->g;
	size_t i, row, y;
	double v;

	if (!pick(c, when, LEVEL_OTHER, seed, &i))
		return false;
	p->year = c->f.list[i].year;
	row = row_of(g, &c->f.list[i]);
	y = column_of(g, p->year);
	v = g->value[row * g->n_years + y];
	if (v < 10 * g->step)
		return false;
	multiply(&p->f.list[i].value, 10, g->step);
	p->tells = g->is_log && v >= 20 * g->step &&
		   beyond(c, row, y, log(10 * v), 20, 10);
	return true;
}

/* The parts of a county or region in a year: how many, how many of them have a
 * figure, and their sum beside the whole. */
static double shortfall(const struct clean *c, const struct figure *whole,
			size_t *parts, size_t *present)
{
	const struct grid *g = &c->g;
	const double *x = g->numer ? g->numer : g->value;
	size_t y = column_of(g, whole->year), a, i, k;
	double sum = 0, all = x[row_of(g, whole) * g->n_years + y];

	*parts = *present = 0;
	for (a = 0; a < g->n_areas; a++) {
		const struct quality_area *area = g->areas[a];
		double part = x[grid_at(g, (int)whole->sex, a, y)];

		for (i = area->from, k = 0; i < area->from + area->n; i++)
			k += c->reg->areas[c->reg->parents[i]].id ==
			     whole->area;
		if (area->level != LEVEL_KUNTA || k == 0)
			continue;
		++*parts;
		*present += !isnan(part);
		sum += isnan(part) ? 0 : part;
	}
	return (all - sum) / all;
}

/* Persons add up to within one in a thousand, and did in three other years, or
 * do in nearly all other wholes of the kind. */
static bool adds_up(const struct clean *c, const struct figure *whole)
{
	const double *x = c->g.numer ? c->g.numer : c->g.value;
	enum level level = area_of(c, whole)->level;
	size_t i, parts, present, years = 0, wholes = 0, others = 0;

	if (!(x[row_of(&c->g, whole) * c->g.n_years +
		column_of(&c->g, whole->year)] >= 1000))
		return false;
	if (!(fabs(shortfall(c, whole, &parts, &present)) < 0.001) ||
	    parts < 2 || present < parts)
		return false;
	for (i = 0; i < c->f.n && years < 3; i++) {
		const struct figure *f = &c->f.list[i];
		double gap;

		if (f->sex != whole->sex || f == whole ||
		    (f->area != whole->area && f->year != whole->year) ||
		    area_of(c, f)->level != level)
			continue;
		gap = fabs(shortfall(c, f, &parts, &present));
		if (parts < 2 || present < parts)
			continue;
		years += f->area == whole->area && gap < 0.001;
		others += f->year == whole->year;
		wholes += f->year == whole->year && gap < 0.001;
	}
	return years >= 3 || (wholes >= 5 && wholes * 10 >= others * 9);
}

static bool county(const struct clean *c, enum when when, uint64_t *seed,
		   struct plant *p)
{
	size_t i;

	if (!pick(c, when, next_random(seed) % 2 ? LEVEL_COUNTY : LEVEL_REGION,
		  seed, &i))
		return false;
	p->year = c->f.list[i].year;
	multiply(&p->f.list[i].value, 1.01, c->g.step);
	multiply(&p->f.list[i].numerator, 1.01, 1);
	p->tells = adds_up(c, &c->f.list[i]);
	return true;
}

/* Whether a column has figures enough to be judged whole, beside five others.
 */
static bool is_full(const struct clean *c, int year)
{
	const struct grid *g = &c->g;
	size_t y, a, n, full = 0;
	bool own = false;

	for (y = 0; y < g->n_years; y++) {
		for (a = 0, n = 0; a < g->n_areas; a++)
			n += !isnan(g->level[grid_at(g, SEX_TOTAL, a, y)]);
		full += n >= 100;
		own = own || (n >= 100 && g->years[y] == year);
	}
	return own && full >= 6;
}

/* Whether the year before or after has figures too. */
static bool has_neighbour(const struct grid *g, int year)
{
	size_t y = column_of(g, year);

	return (y && g->years[y - 1] == year - 1) ||
	       (y + 1 < g->n_years && g->years[y + 1] == year + 1);
}

/* No year in which the areas moved more than twice as much as in others. */
static bool is_quiet(const struct clean *c, int year)
{
	size_t y;

	for (y = 0; y < c->g.n_years; y++)
		if (c->g.years[y] == year)
			return c->unrest[y] < 2;
	return true;
}

/* All moved at once, and there and back it was no year in which much moved. */
static bool doubled(const struct clean *c, enum when when, uint64_t *seed,
		    struct plant *p)
{
	size_t i;

	if (!pick(c, when, LEVEL_OTHER, seed, &i))
		return false;
	p->year = c->f.list[i].year;
	for (i = 0; i < p->f.n; i++)
		if (p->f.list[i].year == p->year) {
			multiply(&p->f.list[i].value, 2, c->g.step);
			multiply(&p->f.list[i].numerator, 2, 1);
		}
	p->tells = c->g.is_log && is_full(c, p->year) &&
		   has_neighbour(&c->g, p->year) && is_quiet(c, p->year) &&
		   is_quiet(c, p->year + 1);
	return true;
}

/* The figure of the same series the year before, or NULL. */
static const struct figure *year_before(const struct clean *c, size_t i)
{
	const struct figure *f = &c->f.list[i];

	return i && f[-1].area == f->area && f[-1].sex == f->sex &&
			       f[-1].year == f->year - 1
		       ? f - 1
		       : NULL;
}

static bool repeated(const struct clean *c, enum when when, uint64_t *seed,
		     struct plant *p)
{
	size_t i;

	if (!pick(c, when, LEVEL_OTHER, seed, &i) || !year_before(c, i))
		return false;
	p->year = c->f.list[i].year;
	for (i = 0; i < p->f.n; i++)
		if (p->f.list[i].year == p->year && year_before(c, i)) {
			p->f.list[i].value = year_before(c, i)->value;
			p->f.list[i].numerator = year_before(c, i)->numerator;
		}
	p->tells = is_full(c, p->year) && is_full(c, p->year - 1);
	return true;
}

static bool later(const struct clean *c, enum when when, uint64_t *seed,
		  struct plant *p)
{
	size_t i;

	if (!pick(c, when, LEVEL_OTHER, seed, &i) || !year_before(c, i))
		return false;
	p->year = c->f.list[i].year;
	for (i = 0; i < p->f.n; i++)
		if (p->f.list[i].year >= p->year && year_before(c, i)) {
			p->f.list[i].value = year_before(c, i)->value;
			p->f.list[i].numerator = year_before(c, i)->numerator;
		}
	p->tells = is_full(c, p->year) && is_full(c, p->year - 1);
	return true;
}

/* Where the areas are further apart than they move from year to year. */
static bool shifted(const struct clean *c, enum when when, uint64_t *seed,
		    struct plant *p)
{
	const struct grid *g = &c->g;
	double *x = xcalloc(SEX_N * g->n_areas, sizeof(*x)), apart;
	struct figure *last = NULL;
	size_t i, y, a, n = 0;

	if (!pick(c, when, LEVEL_OTHER, seed, &i)) {
		free(x);
		return false;
	}
	p->year = c->f.list[i].year;
	y = column_of(g, p->year);
	for (i = 0; i < p->f.n; i++) {
		struct figure *f = &p->f.list[i];

		if (f->year != p->year)
			continue;
		if (last)
			exchange(last, f);
		else
			last = f;
	}
	for (a = 0; a < g->n_areas; a++)
		if (!isnan(g->level[grid_at(g, SEX_TOTAL, a, y)]))
			x[n++] = g->level[grid_at(g, SEX_TOTAL, a, y)];
	apart = n ? spread_of(x, n, median_of(x, n)) : 0;
	p->tells =
		is_full(c, p->year) && apart > 4 * 4 * c->least * c->unrest[y];
	free(x);
	return true;
}

bool plant_one(const struct clean *c, enum fault fault, enum when when,
	       uint64_t *seed, struct plant *p)
{
	static bool (*const plants[FAULTS])(const struct clean *, enum when,
					    uint64_t *, struct plant *) = {
		county, swap, decimal, doubled, repeated, shifted, later};

	return plants[fault](c, when, seed, p);
}

void clean_release(struct clean *c)
{
	grid_release(&c->g);
	free(c->usual);
	free(c->unrest);
	figures_release(&c->f);
	figures_release(&c->before);
	flaws_release(&c->found);
}
