/*
 * What an answer did to figures that were held: it may add years and correct
 * some, but not lose a level of areas, move figures or change their unit.
 */
#include "etl/quality_grid.h"

enum {
	AREAS_MIN = 10,
	CELLS_MIN = 20,
	CANDIDATES = 64,
	LEVELS = LEVEL_COUNTRY + 1,
	COLUMNS = SEX_N * YEARS
};

/* A figure that is other than it was. */
struct moved {
	const struct figure *key;
	double was, is;
	double before, after; /* what was held of the years beside it; NaN */
	double was_numer, is_numer;
};

struct column { /* one sex and year */
	size_t held[LEVELS], gone[LEVELS];
	size_t both;        /* areas that were there and are */
	struct moved *list; /* in the order of areas */
	size_t n, cap;
};

struct change {
	const struct quality_register *reg;
	struct flaws *out;
	struct column *columns; /* [sex][year - YEAR_MIN] */
	double step;            /* to which the changed figures are rounded */
	double *work;
	size_t work_n;
};

static double number_or_nan(struct val v)
{
	double x;

	return val_get(v, &x) ? x : (double)NAN;
}

static struct column *column_of(struct change *c, const struct figure *f)
{
	return &c->columns[(size_t)f->sex * YEARS + (size_t)f->year - YEAR_MIN];
}

/* What is held of the year `off` beside f, where list[i] is near it. */
static double beside(const struct figures *held, size_t i,
		     const struct figure *f, int off)
{
	struct figure key = *f;

	key.year += off;
	return i < held->n && figure_compare(&held->list[i], &key) == 0
		       ? number_or_nan(held->list[i].value)
		       : (double)NAN;
}

static void note_moved(struct change *c, const struct figures *was, size_t at,
		       const struct figure *is)
{
	struct column *to = column_of(c, is);
	const struct figure *old = &was->list[at];
	struct moved m = {.key = is,
			  .was = number_or_nan(old->value),
			  .is = number_or_nan(is->value),
			  .was_numer = number_or_nan(old->numerator),
			  .is_numer = number_or_nan(is->numerator)};

	to->both++;
	if (val_equal(old->value, is->value) &&
	    val_equal(old->numerator, is->numerator))
		return;
	m.before = at ? beside(was, at - 1, is, -1) : (double)NAN;
	m.after = beside(was, at + 1, is, 1);
	c->step = quality_step(quality_step(c->step, m.was), m.is);
	if (!isnan(m.before))
		c->step = quality_step(c->step, m.before);
	if (!isnan(m.after))
		c->step = quality_step(c->step, m.after);
	if (to->n == to->cap) {
		to->cap = to->cap ? 2 * to->cap : 16;
		to->list = xreallocarray(to->list, to->cap, sizeof(*to->list));
	}
	to->list[to->n++] = m;
	if (to->n > c->work_n)
		c->work_n = to->n;
}

/* Both lists are in key order. */
static void walk(struct change *c, const struct figures *was,
		 const struct figures *is)
{
	size_t i, j = 0, area = 0;
	double x;

	for (i = 0; i < was->n; i++) {
		const struct figure *old = &was->list[i];
		struct column *to = column_of(c, old);
		enum level level;

		if (!val_get(old->value, &x))
			continue;
		while (c->reg->areas[area].id < old->area)
			area++;
		while (j < is->n && figure_compare(&is->list[j], old) < 0)
			j++;
		level = c->reg->areas[area].level;
		to->held[level]++;
		if (j < is->n && figure_compare(&is->list[j], old) == 0 &&
		    val_get(is->list[j].value, &x))
			note_moved(c, was, i, &is->list[j]);
		else
			to->gone[level]++;
	}
}

static struct flaw about(const struct moved *m, enum quality_check check,
			 enum severity severity)
{
	return (struct flaw){.check = check,
			     .severity = severity,
			     .year = m->key->year,
			     .sex = (int)m->key->sex};
}

/* Of the changed figures' ratios: the median, and the spread around it; `width`
 * is how far apart the areas were. false where too few are positive. */
static bool ratios(struct change *c, const struct column *col, double *shift,
		   double *spread, double *width)
{
	size_t i, n = 0;

	for (i = 0; i < col->n; i++)
		if (col->list[i].was > 0)
			c->work[n++] = log(col->list[i].was);
	if (n < AREAS_MIN)
		return false;
	*width = spread_of(c->work, n, median_of(c->work, n));
	for (i = 0, n = 0; i < col->n; i++)
		if (col->list[i].was > 0 && col->list[i].is > 0)
			c->work[n++] = log(col->list[i].is / col->list[i].was);
	if (n < AREAS_MIN)
		return false;
	*shift = median_of(c->work, n);
	*spread = spread_of(c->work, n, *shift);
	return true;
}

/* How many changed figures give what was held of the year before or after, and
 * of how many values that changed. */
static size_t moved_years(const struct column *col, bool before,
			  size_t *changed)
{
	size_t i, n = 0;

	*changed = 0;
	for (i = 0; i < col->n; i++) {
		const struct moved *m = &col->list[i];

		*changed += m->is != m->was;
		n += m->is != m->was &&
		     m->is == (before ? m->before : m->after);
	}
	return n;
}

/* A year most of whose figures changed: into what? true: that says it all. */
static bool whole_year(struct change *c, const struct column *col)
{
	size_t changed;
	size_t before = moved_years(col, true, &changed);
	size_t after = moved_years(col, false, &changed);
	double shift, spread, width;
	struct flaw f;

	if (col->n < AREAS_MIN || col->n * 2 < col->both)
		return false;
	f = about(&col->list[0], QUALITY_SHIFTED, SEVERITY_ERROR);
	if (changed >= AREAS_MIN &&
	    (before * 10 >= changed * 9 || after * 10 >= changed * 9)) {
		flaws_add(c->out, &f,
			  "%zu of %zu changed figures are what was held of "
			  "%d",
			  before > after ? before : after, col->n,
			  f.year + (before > after ? -1 : 1));
		return true;
	}
	if (!ratios(c, col, &shift, &spread, &width))
		return false;
	if (col->n * 10 >= col->both * 7 && spread > 0.6 * width &&
	    spread > 0.05) {
		flaws_add(c->out, &f,
			  "the figures do not belong to their areas: the "
			  "%zu changed ones differ from what was held as "
			  "areas differ from each other",
			  col->n);
		return true;
	}
	f.check = QUALITY_SCALED;
	if (fabs(shift) > 0.4 && spread < 0.1) {
		flaws_add(c->out, &f,
			  "the figures are %.3g times what was held in %zu "
			  "areas alike",
			  exp(shift), col->n);
		return true;
	}
	f.check = QUALITY_REVISED;
	f.severity = SEVERITY_WARNING;
	if (fabs(shift) > 0.1)
		flaws_add(c->out, &f,
			  "%zu of %zu figures changed, by %+.1f %% at the "
			  "median",
			  col->n, col->both, 100 * expm1(shift));
	return false;
}

static void lost_decimal(struct change *c, const struct moved *m)
{
	double power, least = fmin(m->was, m->is);
	struct flaw f = about(m, QUALITY_DECIMAL, SEVERITY_ERROR);

	if (!(least >= 5 * c->step))
		return;
	power = nearbyint(log10(m->is / m->was));
	if (fabs(power) < 1 || fabs(power) > 3 ||
	    fabs(log10(m->is / m->was) - power) > 0.03)
		return;
	f.area = m->key->area;
	flaws_add(c->out, &f, "%.6g where %.6g was held: a decimal lost?",
		  m->is, m->was);
}

/* Far enough that two revisions do not meet by chance: of n that changed, each
 * by up to d steps, about n * n / 8 d * d pairs do. */
static bool apart(const struct change *c, size_t n, double x, double y)
{
	double d = fabs(x - y);

	return d > 0.1 * fmax(fabs(x), fabs(y)) ||
	       d >= 3.5 * (double)n * c->step;
}

static bool changed_places(const struct change *c, size_t n,
			   const struct moved *a, const struct moved *b)
{
	return a->is == b->was && b->is == a->was &&
	       apart(c, n, a->was, b->was) &&
	       (isnan(a->is_numer) || isnan(b->was_numer) ||
		a->is_numer == b->was_numer || a->is_numer == a->was_numer);
}

static const char *name_of(const struct change *c, int64_t area)
{
	size_t lo = 0, hi = c->reg->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (c->reg->areas[mid].id < area)
			lo = mid + 1;
		else
			hi = mid;
	}
	return c->reg->areas[lo].name;
}

static void single_figures(struct change *c, const struct column *col)
{
	size_t i, j;

	for (i = 0; i < col->n; i++) {
		const struct moved *a = &col->list[i];
		struct flaw f = about(a, QUALITY_SWAPPED, SEVERITY_ERROR);

		lost_decimal(c, a);
		for (j = i + 1; col->n <= CANDIDATES && j < col->n; j++) {
			const struct moved *b = &col->list[j];

			if (!changed_places(c, col->n, a, b))
				continue;
			f.area = a->key->area;
			flaws_add(c->out, &f, "%s and %s changed places",
				  name_of(c, a->key->area),
				  name_of(c, b->key->area));
		}
	}
}

/* What the years that lost something lost, by level. */
static void vanished(struct change *c)
{
	static const char *const names[LEVELS] = {
		[LEVEL_OTHER] = "other areas",
		[LEVEL_KUNTA] = "municipalities",
		[LEVEL_COUNTY] = "counties",
		[LEVEL_REGION] = "regions",
		[LEVEL_COUNTRY] = "the country",
	};
	int level;
	size_t i;

	for (level = 0; level < LEVELS; level++) {
		bool own = level == LEVEL_KUNTA || level == LEVEL_COUNTY;
		struct flaw f = {.check = QUALITY_VANISHED,
				 .severity = own ? SEVERITY_ERROR
						 : SEVERITY_WARNING,
				 .sex = -1};
		size_t held = 0, gone = 0;

		for (i = 0; i < COLUMNS; i++) {
			const struct column *col = &c->columns[i];

			held += col->gone[level] ? col->held[level] : 0;
			gone += col->gone[level];
		}
		if (gone < CELLS_MIN || gone * 5 <= held)
			continue;
		flaws_add(c->out, &f,
			  "%zu of %zu held figures of %s are not given any "
			  "more",
			  gone, held, names[level]);
	}
}

static void revised(struct change *c)
{
	struct flaw f = {
		.check = QUALITY_REVISED, .severity = SEVERITY_NOTE, .sex = -1};
	size_t i, both = 0, changed = 0;

	for (i = 0; i < COLUMNS; i++) {
		both += c->columns[i].both;
		changed += c->columns[i].n;
	}
	if (both >= CELLS_MIN && changed * 4 > both)
		flaws_add(c->out, &f, "%zu of %zu held figures changed",
			  changed, both);
}

void quality_check_change(const struct quality_register *r,
			  const struct figures *was, const struct figures *is,
			  struct flaws *out)
{
	struct change c = {.reg = r, .out = out, .step = 1};
	size_t i;

	c.columns = xcalloc(COLUMNS, sizeof(*c.columns));
	walk(&c, was, is);
	c.work = xcalloc(c.work_n + 1, sizeof(*c.work));
	for (i = 0; i < COLUMNS; i++) {
		if (c.columns[i].n && !whole_year(&c, &c.columns[i]))
			single_figures(&c, &c.columns[i]);
		free(c.columns[i].list);
	}
	vanished(&c);
	revised(&c);
	free(c.columns);
	free(c.work);
}
