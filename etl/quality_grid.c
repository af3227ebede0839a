#include "etl/quality_grid.h"

enum {
	SCATTER = 100, /* cells that one figure may cost */
	NEIGHBOURS = 2,
	REACH = 3,      /* columns */
	CHANGES_MIN = 4 /* for a noise of one's own */
};

/* The middle one of three. */
static double middle(double a, double b, double c)
{
	double lo = a < b ? a : b, hi = a < b ? b : a;

	return c < lo ? lo : c < hi ? c : hi;
}

/* Quickselect: x[k] as if x were sorted, nothing larger before it. Moved is
 * every element, whether it has to be or not: without a branch that nobody can
 * foresee this takes half the time of Wirth's. */
static double select_at(double *x, size_t n, size_t k)
{
	size_t lo = 0, hi = n;

	while (hi - lo > 1) {
		double pivot = middle(x[lo], x[lo + (hi - lo) / 2], x[hi - 1]);
		size_t i, less = lo, same;

		for (i = lo; i < hi; i++) {
			double t = x[i];

			x[i] = x[less];
			x[less] = t;
			less += t < pivot;
		}
		if (k < less) {
			hi = less;
			continue;
		}
		for (same = less, i = less; i < hi; i++) {
			double t = x[i];

			x[i] = x[same];
			x[same] = t;
			same += t <= pivot;
		}
		if (k < same || same == lo) /* the latter: no number */
			return pivot;
		lo = same;
	}
	return x[k];
}

double median_of(double *x, size_t n)
{
	double upper, lower;
	size_t i;

	if (n == 0)
		return (double)NAN;
	upper = select_at(x, n, n / 2);
	if (n % 2)
		return upper;
	lower = x[0];
	for (i = 1; i < n / 2; i++)
		lower = x[i] > lower ? x[i] : lower;
	return (lower + upper) / 2;
}

double spread_of(double *x, size_t n, double centre)
{
	size_t i;

	for (i = 0; i < n; i++)
		x[i] = fabs(x[i] - centre);
	return 1.4826 * median_of(x, n);
}

/* Which years and how many areas have a number. */
static size_t count_axes(struct grid *g, const struct figures *f)
{
	bool seen[YEARS] = {false};
	size_t i, numbers = 0;
	int64_t last = -1;
	double v;

	for (i = 0; i < f->n; i++) {
		const struct figure *one = &f->list[i];

		if (!val_get(one->value, &v))
			continue;
		numbers++;
		seen[one->year - YEAR_MIN] = true;
		g->n_areas += one->area != last;
		last = one->area;
	}
	g->years = xcalloc(YEARS, sizeof(*g->years));
	for (i = 0; i < YEARS; i++)
		if (seen[i])
			g->years[g->n_years++] = (int)i + YEAR_MIN;
	return numbers;
}

static double *table_of_nan(size_t n)
{
	double *t = xcalloc(n, sizeof(*t));
	size_t i;

	for (i = 0; i < n; i++)
		t[i] = (double)NAN;
	return t;
}

/* The figures into the table; both go by area. */
static void fill(struct grid *g, const struct figures *f)
{
	size_t column[YEARS], i, row = 0, reg = 0;
	double v;

	for (i = 0; i < g->n_years; i++)
		column[g->years[i] - YEAR_MIN] = i;
	for (i = 0; i < f->n; i++) {
		const struct figure *one = &f->list[i];
		size_t at;

		if (!val_get(one->value, &v))
			continue;
		while (g->reg->areas[reg].id < one->area)
			reg++;
		if (!g->areas[row] || g->areas[row]->id != one->area) {
			row += g->areas[row] != NULL;
			g->areas[row] = &g->reg->areas[reg];
		}
		at = grid_at(g, (int)one->sex, row,
			     column[one->year - YEAR_MIN]);
		g->value[at] = v;
		g->sexes[one->sex] = true;
		g->is_log = g->is_log && v >= 0;
		if (!val_get(one->numerator, &v))
			continue;
		if (!g->numer)
			g->numer =
				table_of_nan(SEX_N * g->n_areas * g->n_years);
		g->numer[at] = v;
	}
}

double quality_step(double step, double v)
{
	while (step > 0.00015 && fabs(v / step - nearbyint(v / step)) >
					 1e-6 + 1e-12 * fabs(v / step))
		step /= 10;
	return step;
}

/* The step to which all values are rounded, and the scale to compare them on:
 * ratios where nothing is negative. */
static void find_scale(struct grid *g)
{
	size_t i, n = SEX_N * g->n_areas * g->n_years;

	g->step = 1;
	for (i = 0; i < n; i++) {
		double v = g->value[i];

		if (isnan(v))
			continue;
		g->step = quality_step(g->step, v);
		if (!g->is_log)
			g->level[i] = v;
		else if (v > 0)
			g->level[i] = log(v);
	}
}

/* What one row usually does between the columns that it has. */
static void row_habit(struct channel *c, const struct grid *g, size_t row,
		      double rounding)
{
	const double *x = &c->x[row * g->n_years];
	double last = (double)NAN, sum = 0;
	size_t y, n = 0, points = 0;

	for (y = 0; y < g->n_years; y++) {
		if (isnan(x[y]))
			continue;
		if (points++)
			g->work[n++] = x[y] - last;
		last = x[y];
		sum += x[y];
	}
	if (n < CHANGES_MIN)
		return;
	c->trend[row] = median_of(g->work, n);
	c->noise[row] = spread_of(g->work, n, c->trend[row]);
	if (g->is_log)
		rounding /= exp(sum / (double)points);
	if (c->noise[row] < rounding)
		c->noise[row] = rounding;
}

void channel_make(struct channel *c, const struct grid *g, const double *x,
		  double rounding)
{
	size_t i, n = 0, rows = SEX_N * g->n_areas;
	double usual;

	c->x = x;
	c->noise = table_of_nan(rows);
	c->trend = xcalloc(rows, sizeof(*c->trend));
	for (i = 0; i < rows; i++)
		if (g->sexes[i / g->n_areas])
			row_habit(c, g, i, rounding);
	for (i = 0; i < rows; i++)
		if (!isnan(c->noise[i]))
			g->work[n++] = c->noise[i];
	usual = median_of(g->work, n);
	for (i = 0; i < rows; i++)
		if (!(c->noise[i] > usual / 4))
			c->noise[i] = isnan(c->noise[i]) ? usual : usual / 4;
}

void channel_release(struct channel *c)
{
	free(c->trend);
	free(c->noise);
	*c = (struct channel){0};
}

double channel_expect(const struct channel *c, const struct grid *g, size_t row,
		      size_t year)
{
	const double *x = &c->x[row * g->n_years];
	double near[2 * NEIGHBOURS] = {0}, trend = c->trend[row];
	size_t i, n = 0, before = 0, after = 0;

	for (i = 1; i <= REACH; i++) {
		if (before < NEIGHBOURS && year >= i && !isnan(x[year - i])) {
			near[n++] = x[year - i] + (double)i * trend;
			before++;
		}
		if (after < NEIGHBOURS && year + i < g->n_years &&
		    !isnan(x[year + i])) {
			near[n++] = x[year + i] - (double)i * trend;
			after++;
		}
	}
	return n < NEIGHBOURS ? (double)NAN : median_of(near, n);
}

bool grid_make(struct grid *g, const struct quality_register *r,
	       const struct figures *f)
{
	size_t numbers, cells, longest;

	*g = (struct grid){.reg = r, .is_log = true};
	numbers = count_axes(g, f);
	cells = SEX_N * g->n_areas * g->n_years;
	if (cells == 0 || cells / SCATTER > numbers) {
		grid_release(g);
		return false;
	}
	longest = SEX_N * g->n_areas > g->n_years ? SEX_N * g->n_areas
						  : g->n_years;
	g->areas = xcalloc(g->n_areas + 1, sizeof(*g->areas));
	g->value = table_of_nan(cells);
	g->level = table_of_nan(cells);
	g->work = xcalloc(longest, sizeof(*g->work));
	fill(g, f);
	find_scale(g);
	return true;
}

void grid_release(struct grid *g)
{
	free(g->areas);
	free(g->years);
	free(g->value);
	free(g->numer);
	free(g->level);
	free(g->work);
	*g = (struct grid){0};
}
