/*
 * Spread between municipalities; see spread.h.
 */
#include "analysis/spread.h"

#include <math.h>

#include "analysis/grown.h"
#include "analysis/quantile.h"
#include "analysis/undefined.h"

#define NEARLY_ALL 0.9

enum {
	BACK_MAX = 3, /* years to look back for inhabitants */
	CV_DECIMALS = 3
};

/* The municipalities of one sex: a table of years by municipalities. */
struct grid {
	const struct sheet *s;
	int sex;
	const struct sheet_series **towns;
	size_t n;
	int first; /* year of row 0 */
	size_t rows;
	size_t *at;    /* figure of the sheet + 1; 0: none */
	size_t *count; /* municipalities with a figure, by row */
	size_t most;   /* of count */
	/* Of one row, by municipality: */
	double *x, *w, *own, *each;
	int64_t *county;
	bool *member; /* of the constant set */
};

static void grid_towns(struct grid *g)
{
	const struct sheet *s = g->s;
	int last = 0;

	g->towns = xcalloc(s->series_n + 1, sizeof(*g->towns));
	for (size_t i = 0; i < s->series_n; i++) {
		const struct sheet_series *one = &s->series[i];

		if (one->sex != g->sex || one->n == 0 ||
		    one->place->kind != AREA_TOWN)
			continue;
		if (g->n == 0 || s->years[one->from] < g->first)
			g->first = s->years[one->from];
		if (g->n == 0 || s->years[one->from + one->n - 1] > last)
			last = s->years[one->from + one->n - 1];
		g->towns[g->n++] = one;
	}
	g->rows =
		(size_t)(last - g->first) + 1; /* without towns an empty one */
}

static void grid_new(struct grid *g, const struct sheet *s, int sex)
{
	*g = (struct grid){.s = s, .sex = sex};
	grid_towns(g);
	g->at = xcalloc(g->rows * g->n + 1, sizeof(*g->at));
	g->count = xcalloc(g->rows + 1, sizeof(*g->count));
	g->x = xcalloc(g->n, sizeof(*g->x));
	g->w = xcalloc(g->n, sizeof(*g->w));
	g->own = xcalloc(g->n, sizeof(*g->own));
	g->each = xcalloc(g->n, sizeof(*g->each));
	g->county = xcalloc(g->n + 1, sizeof(*g->county));
	g->member = xcalloc(g->n + 1, sizeof(*g->member));
	for (size_t i = 0; i < g->n; i++) {
		const struct sheet_series *one = g->towns[i];

		g->county[i] = one->place->county;
		for (size_t j = one->from; j < one->from + one->n; j++) {
			size_t row = (size_t)(s->years[j] - g->first);

			g->at[row * g->n + i] = j + 1;
			g->count[row]++;
		}
	}
	for (size_t r = 0; r < g->rows; r++)
		if (g->count[r] > g->most)
			g->most = g->count[r];
}

static void grid_release(struct grid *g)
{
	free(g->towns);
	free(g->at);
	free(g->count);
	free(g->x);
	free(g->w);
	free(g->own);
	free(g->each);
	free(g->county);
	free(g->member);
}

static int grid_year(const struct grid *g, size_t row)
{
	return g->first + (int)row;
}

/* NAN: no figure. */
static double grid_value(const struct grid *g, size_t row, size_t town)
{
	size_t at = g->at[row * g->n + town];

	return at ? g->s->values[at - 1] : UNDEFINED;
}

static void take_values(struct grid *g, size_t row)
{
	for (size_t i = 0; i < g->n; i++)
		g->x[i] = grid_value(g, row, i);
}

/* --- inhabitants ------------------------------------------------------------
 */

/* Of those whose x is there, in that year; false: of too few. */
static bool weigh(struct grid *g, int sex, int year)
{
	size_t there = 0, known = 0;

	for (size_t i = 0; i < g->n; i++) {
		if (isnan(g->x[i]))
			continue;
		g->w[i] = country_persons(g->s->country, g->towns[i]->place->id,
					  sex, year);
		there++;
		known += g->w[i] > 0.0;
	}
	return (double)known >= NEARLY_ALL * (double)there;
}

/* Fills w; the weights, or NULL where all count the same. */
static const double *weights_of(struct grid *g, int year, unsigned *notes)
{
	for (int total = 0; total < 2; total++)
		for (int back = 0; back <= BACK_MAX; back++)
			if (weigh(g, total ? 0 : g->sex, year - back)) {
				if (back > 0)
					*notes |= SPREAD_OLD_WEIGHTS;
				return g->w;
			}
	*notes |= SPREAD_UNWEIGHTED;
	return NULL;
}

/* Municipalities with inhabitants at the end of that year; 0: not known. */
static size_t inhabited(const struct country *c, int year)
{
	size_t n = 0;

	for (size_t i = 0; i < c->places_n; i++)
		n += c->places[i].kind == AREA_TOWN &&
		     country_persons(c, c->places[i].id, 0, year) > 0.0;
	return n;
}

/* Do nearly all municipalities report? */
static bool is_whole(const struct grid *g, size_t row)
{
	size_t all = 0;

	for (int back = 0; back <= BACK_MAX && all == 0; back++)
		all = inhabited(g->s->country, grid_year(g, row) - back);
	if (all == 0)
		all = g->most;
	return (double)g->count[row] >= NEARLY_ALL * (double)all;
}

/* --- one year ----------------------------------------------------------------
 */

/* A figure that adds up over areas tells their size, not how they differ: a
 * count, or money that is less unlike by inhabitant than it is as it stands.
 * Uses x, w, own and each. */
static bool is_amount(struct grid *g, size_t row)
{
	enum figure_class class = g->s->about.class;
	unsigned notes = 0;
	size_t n = 0;

	if (class == CLASS_COUNT)
		return true;
	if (class != CLASS_MONEY && class != CLASS_UNKNOWN)
		return false;
	take_values(g, row);
	if (!weights_of(g, grid_year(g, row), &notes))
		return false;
	for (size_t i = 0; i < g->n; i++) {
		if (!(g->x[i] > 0.0 && g->w[i] > 0.0))
			continue;
		g->own[n] = log(g->x[i]);
		g->each[n++] = log(g->x[i] / g->w[i]);
	}
	return n >= SPREAD_TOWNS_MIN &&
	       robust_of(g->own, n).scale > robust_of(g->each, n).scale;
}

static unsigned notes_of(unsigned flaws)
{
	static const struct {
		unsigned flaw, note;
	} c[] = {
		{INEQUALITY_NEGATIVE, SPREAD_NEGATIVE},
		{INEQUALITY_ZERO, SPREAD_ZERO},
		{INEQUALITY_ALL_ZERO, SPREAD_ALL_ZERO},
		{INEQUALITY_LOW_ZERO | INEQUALITY_LOW_ZERO_W, SPREAD_LOW_ZERO},
	};
	unsigned notes = 0;

	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		if (flaws & c[i].flaw)
			notes |= c[i].note;
	return notes;
}

/* The mean variance by chance, in units of persons; NAN: too few denominators
 * are known, those of a few municipalities would tell of another spread. */
static double chance_of(const struct grid *g, size_t row, const double *w,
			const double *denominators, double p)
{
	double sum = 0.0, weight = 0.0;
	size_t there = 0, known = 0;

	for (size_t i = 0; i < g->n; i++) {
		size_t at = g->at[row * g->n + i];
		double d = at ? denominators[at - 1] : UNDEFINED;
		double one = w ? w[i] : 1.0;

		if (!at || !(one > 0.0))
			continue;
		there++;
		if (!(d > 0.0))
			continue;
		known++;
		weight += one;
		sum += one / d;
	}
	if ((double)known < NEARLY_ALL * (double)there)
		return UNDEFINED;
	if (g->s->about.class == CLASS_PROPORTION)
		p *= 1.0 - p;
	return p * sum / weight;
}

static double tau_of(const struct grid *g, size_t row, const double *w,
		     const double *denominators, struct spread *out)
{
	const struct subject *about = &g->s->about;
	double variance = UNDEFINED, unit = about->unit;

	if (denominators && !isnan(unit) &&
	    (about->class == CLASS_RATE || about->class == CLASS_PROPORTION))
		variance = out->q.sd * out->q.sd -
			   unit * unit *
				   chance_of(g, row, w, denominators,
					     out->q.mean / unit);
	if (isnan(variance)) {
		out->notes |= SPREAD_NO_COUNTS;
		return UNDEFINED;
	}
	if (!(variance > 0.0))
		out->notes |= SPREAD_CHANCE;
	return sqrt(fmax(0.0, variance));
}

static void no_measures(struct spread *one)
{
	size_t n = one->q.n;

	inequality_of(NULL, NULL, 0, &one->q);
	inequality_split(NULL, NULL, NULL, 0, &one->split);
	one->q.n = n;
	one->tau = UNDEFINED;
}

static void find_year(struct grid *g, size_t row, const double *denominators,
		      struct spread *out)
{
	const double *w;

	*out = (struct spread){.sex = g->sex, .year = grid_year(g, row)};
	if (!is_whole(g, row))
		out->notes |= SPREAD_PARTIAL;
	if (is_amount(g, row)) {
		out->notes |= SPREAD_AMOUNT;
		out->q.n = g->count[row];
		no_measures(out);
		return;
	}
	take_values(g, row);
	w = weights_of(g, out->year, &out->notes);
	inequality_of(g->x, w, g->n, &out->q);
	inequality_split(g->x, w, g->county, g->n, &out->split);
	out->notes |= notes_of(out->q.flaws);
	out->tau = tau_of(g, row, w, denominators, out);
}

/* --- the years' trend --------------------------------------------------------
 */

/* Rows, newest first. */
struct chosen {
	size_t row[TREND_WINDOW];
	size_t n;
};

static void choose_rows(const struct grid *g, struct chosen *c)
{
	size_t step = g->s->about.span > 1 ? (size_t)g->s->about.span : 1;

	c->n = 0;
	for (size_t r = g->rows; r > 0 && c->n < ARRAY_LEN(c->row); r--) {
		if (g->count[r - 1] < SPREAD_TOWNS_MIN ||
		    (c->n > 0 && (c->row[0] - (r - 1)) % step != 0) ||
		    !is_whole(g, r - 1))
			continue;
		c->row[c->n++] = r - 1;
	}
}

/* Those with a figure in all chosen rows become members; how many. */
static size_t find_members(struct grid *g, const struct chosen *c)
{
	size_t members = 0;

	for (size_t i = 0; i < g->n; i++) {
		g->member[i] = c->n > 0;
		for (size_t k = 0; k < c->n && g->member[i]; k++)
			g->member[i] = g->at[c->row[k] * g->n + i] != 0;
		members += g->member[i];
	}
	return members;
}

/* The chosen row with the most and the fewest municipalities; of equal ones the
 * oldest. */
static size_t extreme_row(const struct grid *g, const struct chosen *c,
			  bool fewest)
{
	size_t at = 0;

	for (size_t k = 1; k < c->n; k++) {
		size_t a = g->count[c->row[k]], b = g->count[c->row[at]];

		if (fewest ? a <= b : a >= b)
			at = k;
	}
	return at;
}

static void drop(struct chosen *c, size_t at)
{
	c->n--;
	memmove(c->row + at, c->row + at + 1, (c->n - at) * sizeof(*c->row));
}

/* The constant set; its size, 0 where no row is left. */
static size_t settle(struct grid *g, struct chosen *c)
{
	for (;;) {
		size_t members = find_members(g, c), most;

		if (c->n == 0)
			return 0;
		most = g->count[c->row[extreme_row(g, c, false)]];
		if ((double)members >= NEARLY_ALL * (double)most)
			return members;
		drop(c, extreme_row(g, c, true));
	}
}

/* Ten digits: what computing adds must not break a tie. */
static double rounded(double v)
{
	double unit;

	if (!(fabs(v) > 0.0))
		return v;
	unit = pow(10.0, floor(log10(fabs(v))) - 9.0);
	return round(v / unit) * unit;
}

/* The measure in a row over the members; NAN: there is none. */
static double measure_of(struct grid *g, size_t row, enum spread_measure m,
			 bool weighted)
{
	struct inequality q;
	const double *w = NULL;
	unsigned notes = 0;

	take_values(g, row);
	for (size_t i = 0; i < g->n; i++)
		if (!g->member[i])
			g->x[i] = UNDEFINED;
	if (weighted)
		w = weights_of(g, grid_year(g, row), &notes);
	if (weighted && !w)
		return UNDEFINED;
	inequality_of(g->x, w, g->n, &q);
	return rounded(m == SPREAD_CV ? q.cv : q.sd);
}

/* Ascending; false: not in all rows. */
static bool measures_of(struct grid *g, const struct chosen *c,
			enum spread_measure m, bool weighted, int *years,
			double *values)
{
	for (size_t k = 0; k < c->n; k++) {
		size_t row = c->row[c->n - 1 - k];

		years[k] = grid_year(g, row);
		values[k] = measure_of(g, row, m, weighted);
		if (isnan(values[k]))
			return false;
	}
	return true;
}

static bool is_share(enum figure_class class)
{
	return class == CLASS_PROPORTION || class == CLASS_SHARE_OF_MONEY ||
	       class == CLASS_SCORE;
}

static void judge(struct grid *g, const struct chosen *c,
		  struct mk_cache *cache, struct spread_trend *out)
{
	struct trend_indicator rules = sheet_trend_rules(g->s, g->sex);
	int years[TREND_WINDOW];
	double values[TREND_WINDOW];
	struct trend_series series = {years, values, c->n, NULL, 0};

	/* the best of four that all years allow, the plain sd at last */
	for (int i = is_share(g->s->about.class) ? 2 : 0; i < 4; i++) {
		out->measure = i < 2 ? SPREAD_CV : SPREAD_SD;
		out->notes = i % 2 == 0 ? 0 : SPREAD_UNWEIGHTED;
		if (measures_of(g, c, out->measure, i % 2 == 0, years, values))
			break;
	}
	rules.proportion = false;
	if (out->measure == SPREAD_CV) {
		rules.decimals = CV_DECIMALS;
		rules.nominal = false; /* prices are divided out */
	}
	trend_assess(&rules, &series, cache, &out->trend);
}

static void find_trend(struct grid *g, struct mk_cache *cache,
		       struct spread_trend *out)
{
	struct chosen c;

	*out = (struct spread_trend){.sex = g->sex};
	choose_rows(g, &c);
	out->towns = settle(g, &c);
	if (c.n == 0) {
		out->notes = SPREAD_PARTIAL;
	} else if (is_amount(g, c.row[0])) {
		out->notes = SPREAD_AMOUNT;
		out->towns = 0;
	} else {
		judge(g, &c, cache, out);
		return;
	}
	out->trend = (struct trend){
		.verdict = VERDICT_NOT_ASSESSABLE,
		.stats = {.slope = UNDEFINED,
			  .low = UNDEFINED,
			  .high = UNDEFINED},
	};
}

/* --- all -------------------------------------------------------------------
 */

static void find_sex(const struct sheet *s, int sex, const double *denominators,
		     struct mk_cache *cache, struct spreads *out)
{
	struct grid g;
	size_t before = out->n;

	grid_new(&g, s, sex);
	for (size_t r = 0; r < g.rows; r++) {
		if (g.count[r] < SPREAD_TOWNS_MIN)
			continue;
		out->list =
			grown(out->list, out->n, &out->cap, sizeof(*out->list));
		find_year(&g, r, denominators, &out->list[out->n++]);
	}
	if (out->n > before)
		find_trend(&g, cache, &out->trends[out->trends_n++]);
	grid_release(&g);
}

void spreads_find(const struct sheet *s, const double *denominators,
		  struct mk_cache *cache, struct spreads *out)
{
	*out = (struct spreads){.list = NULL};
	for (int sex = 0; sex < SEXES; sex++)
		find_sex(s, sex, denominators, cache, out);
}

void spreads_release(struct spreads *l)
{
	free(l->list);
	*l = (struct spreads){.list = NULL};
}

const char *spread_measure_name(enum spread_measure m)
{
	return m == SPREAD_CV ? "cv" : "sd";
}

const char *spread_direction(enum verdict v)
{
	const char *d = trend_direction(v, POLARITY_NEUTRAL);

	if (!d)
		return NULL;
	return strcmp(d, "rising") == 0 ? "widening" : "narrowing";
}

char *spread_notes(char *dst, unsigned notes)
{
	static const struct {
		unsigned note;
		const char *phrase;
	} phrases[] = {
		{SPREAD_AMOUNT, "an amount: it follows the size of the area"},
		{SPREAD_PARTIAL, "fewer than 90 % of the municipalities"},
		{SPREAD_UNWEIGHTED, "not weighted: inhabitants not known"},
		{SPREAD_OLD_WEIGHTS, "inhabitants of an earlier year"},
		{SPREAD_NEGATIVE, "negative values"},
		{SPREAD_ALL_ZERO, "all values are zero"},
		{SPREAD_ZERO, "a value is zero"},
		{SPREAD_LOW_ZERO, "the lowest tenth is zero"},
		{SPREAD_NO_COUNTS, "counts not known"},
		{SPREAD_CHANCE, "no more spread than chance"},
	};
	size_t len = 0;

	dst[0] = '\0';
	for (size_t i = 0; i < ARRAY_LEN(phrases); i++)
		if (notes & phrases[i].note)
			len += (size_t)snprintf(
				dst + len, SPREAD_NOTES_TEXT - len, "%s%s",
				len ? "; " : "", phrases[i].phrase);
	return dst;
}
