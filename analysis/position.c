/*
 * The standing of each area for itself; see position.h. Its place among the
 * others is in position_rank.c.
 */
#include "analysis/position.h"

#include <math.h>

#include "analysis/undefined.h"

enum {
	POOL_SHORT = 3,
	POOL_LONG = 5,
	AMOUNT_AREAS_MIN = 5
};

static const struct interval none = {UNDEFINED, UNDEFINED};

/* What does not change from series to series. */
struct work {
	const struct sheet *s;
	struct denominators d;
};

/* --- which figure --------------------------------------------------------- */

/* The year of the newest figure, or of a suppression after it. */
static int newest_of(const struct sheet *s, const struct sheet_series *one,
		     bool *suppressed)
{
	int year = one->n ? s->years[one->from + one->n - 1] : 0;

	*suppressed = false;
	for (size_t i = one->absent_from; i < one->absent_from + one->absent_n;
	     i++) {
		const struct trend_absence *a = &s->absent[i];

		if (a->why == ABSENCE_SUPPRESSED && a->year > year) {
			year = a->year;
			*suppressed = true;
		}
	}
	return year;
}

static bool sexes_disagree(const struct sheet *s,
			   const struct sheet_series *one, int year)
{
	const struct sheet_series *m = sheet_find(s, one->place->id, 1);
	const struct sheet_series *f = sheet_find(s, one->place->id, 2);

	if (one->sex != 0 || !m || !f)
		return false;
	/* whole persons may have been rounded; NAN disagrees with nothing */
	return fabs(sheet_numerator(s, m, year) + sheet_numerator(s, f, year) -
		    sheet_numerator(s, one, year)) > 1;
}

/* --- against another area ------------------------------------------------- */

/*
 * Does the indicator add up over areas (inhabitants, euros in all)? Then a town
 * is "below" the country for being a town. Amounts of a few towns are no more
 * than the country's; of a figure that is a mean they soon are.
 */
static bool is_amount(const struct sheet *s, const struct sheet_series *whole,
		      int year)
{
	double sum = 0;
	size_t n = 0;

	if (s->about.class == CLASS_COUNT)
		return true;
	if (!whole ||
	    (s->about.class != CLASS_MONEY && s->about.class != CLASS_UNKNOWN))
		return false;
	for (size_t k = 0; k < s->series_n; k++) {
		const struct sheet_series *one = &s->series[k];
		double v;

		if (one->place->kind != AREA_TOWN || one->sex != whole->sex)
			continue;
		v = sheet_value(s, one, year);
		sum += isnan(v) ? 0 : v;
		n += !isnan(v);
	}
	return n >= AMOUNT_AREAS_MIN &&
	       sum <= 1.1 * sheet_value(s, whole, year);
}

/* Whether the rest of the reference would tell of a municipality without a
 * figure: a county's rest whatever is lacking in it, the country's where hardly
 * any other is there. */
static bool rest_tells(const struct work *w, const struct position *p,
		       const struct sheet_series *reference)
{
	const struct country *c = w->s->country;
	const struct place *own = p->series->place, *whole = reference->place;
	bool county = whole->kind == AREA_COUNTY;
	size_t lacking = 0, shown = 0;

	for (size_t i = 0; i < c->places_n; i++) {
		const struct place *t = &c->places[i];
		const struct sheet_series *one;

		if (t->kind != AREA_TOWN || t->county == 0 ||
		    t->id == own->id || t->county == own->id ||
		    (county && t->county != whole->id))
			continue;
		one = sheet_find(w->s, t->id, reference->sex);
		if (one && !isnan(sheet_value(w->s, one, p->year)))
			shown++;
		else
			lacking++;
	}
	return lacking && (county || shown < COMPARISON_REST_SHOWN);
}

/* The figure of the reference in that year, or of its rest; NAN: none. */
static double benchmark_of(const struct work *w, const struct position *p,
			   const struct sheet_series *reference,
			   unsigned *notes)
{
	struct counts all;
	double value, rest;

	*notes = 0;
	if (!reference)
		return UNDEFINED;
	value = sheet_value(w->s, reference, p->year);
	(void)denominators_counts(w->s, &w->d, reference, p->year, &all);
	if (isnan(value) || !comparison_own_share(p->counts, all))
		return value;
	rest = rest_tells(w, p, reference)
		       ? UNDEFINED
		       : comparison_rest(p->counts, all, w->s->about.unit);
	*notes = isnan(rest) ? POSITION_REST_UNKNOWN : POSITION_REST;
	return isnan(rest) ? value : rest;
}

/* Figures without a way to an interval are placed, not judged; where one is
 * only missing nothing is said. */
static enum level level_of(const struct position *p, double benchmark)
{
	if (p->why == LIMITS_SURVEY || p->why == LIMITS_CLASS)
		return level_place(p->value, benchmark);
	return level_judge(p->ci95, p->ci998, benchmark);
}

static void compare_country(const struct work *w, struct position *p)
{
	const struct sheet_series *all = sheet_national(w->s, p->series->sex);
	unsigned notes;

	if (is_amount(w->s, all, p->year)) {
		p->notes |= POSITION_AMOUNT;
		return;
	}
	p->benchmark = benchmark_of(w, p, all, &notes);
	p->notes |= notes;
	if (isnan(p->benchmark)) {
		p->notes |= POSITION_NO_BENCHMARK;
		return;
	}
	p->difference = p->value - p->benchmark;
	if (p->benchmark > 0)
		p->percent = 100 * p->difference / p->benchmark;
	p->level = level_of(p, p->benchmark);
	p->slight = p->level != LEVEL_SIMILAR && interval_known(p->ci95) &&
		    !level_is_material(p->value, p->benchmark);
}

static void compare_county(const struct work *w, struct position *p)
{
	const struct place *place = p->series->place;
	unsigned notes;

	if (place->kind != AREA_TOWN || !place->county ||
	    (p->notes & POSITION_AMOUNT))
		return;
	p->county_benchmark = benchmark_of(
		w, p, sheet_find(w->s, place->county, p->series->sex), &notes);
	p->county_level = level_of(p, p->county_benchmark);
}

/* --- several years -------------------------------------------------------- */

/* The counts of `years` years up to this one; false: one lacks. */
static bool pool(const struct work *w, const struct sheet_series *one, int year,
		 int years, struct counts *out)
{
	*out = (struct counts){0, 0};
	for (int y = year - years + 1; y <= year; y++) {
		struct counts c;

		if (!one || denominators_counts(w->s, &w->d, one, y, &c) !=
				    LIMITS_GIVEN)
			return false;
		out->a += c.a;
		out->d += c.d;
	}
	return true;
}

static void find_pooled(const struct work *w, struct position *p)
{
	const struct sheet_series *all = sheet_national(w->s, p->series->sex);
	struct counts c, longer, reference;
	double unit = w->s->about.unit;
	int years = POOL_SHORT;

	if (!pool(w, p->series, p->year, years, &c))
		return;
	if (c.a < POSITION_CASES_STABLE &&
	    pool(w, p->series, p->year, POOL_LONG, &longer)) {
		years = POOL_LONG;
		c = longer;
	}
	if (c.a < POSITION_CASES_MIN)
		return;
	p->pooled = (struct pooled){
		.first_year = p->year - years + 1,
		.counts = c,
		.value = unit * c.a / c.d,
		.ci95 = level_counts_limits(w->s, c, 0.95),
	};
	if (pool(w, all, p->year, years, &reference))
		p->pooled.level = level_judge(
			p->pooled.ci95, level_counts_limits(w->s, c, 0.998),
			unit * reference.a / reference.d);
}

/* --- one area ------------------------------------------------------------- */

static void find_interval(const struct work *w, struct position *p)
{
	p->why = denominators_counts(w->s, &w->d, p->series, p->year,
				     &p->counts);
	p->numerator = sheet_numerator(w->s, p->series, p->year);
	if (p->numerator < POSITION_CASES_STABLE)
		p->unstable = true;
	if (p->numerator < POSITION_CASES_MIN)
		p->notes |= POSITION_FEW_CASES;
	if (p->why != LIMITS_GIVEN)
		return;
	p->from = denominators_from(&w->d);
	if (p->notes & POSITION_FEW_CASES)
		return;
	p->ci95 = level_counts_limits(w->s, p->counts, 0.95);
	p->ci998 = level_counts_limits(w->s, p->counts, 0.998);
	p->method = w->s->about.class == CLASS_PROPORTION
			    ? INTERVAL_WILSON
			    : interval_count_method(p->counts.a);
}

static void find_one(const struct work *w, const struct sheet_series *one,
		     struct position *p)
{
	bool suppressed;

	*p = (struct position){
		.series = one,
		.value = UNDEFINED,
		.numerator = UNDEFINED,
		.counts = {UNDEFINED, UNDEFINED},
		.ci95 = none,
		.ci998 = none,
		.benchmark = UNDEFINED,
		.difference = UNDEFINED,
		.percent = UNDEFINED,
		.county_benchmark = UNDEFINED,
		.rank_low = UNDEFINED,
		.rank_high = UNDEFINED,
		.z = UNDEFINED,
		.shrunken = UNDEFINED,
		.excess = UNDEFINED,
		.phi = UNDEFINED,
	};
	p->year = newest_of(w->s, one, &suppressed);
	if (p->year < w->s->newest_year - POSITION_BEHIND_MAX)
		p->notes |= POSITION_OUT_OF_DATE;
	if (suppressed) {
		p->notes |= POSITION_SUPPRESSED;
		p->why = LIMITS_NO_FIGURE;
		return;
	}
	p->value = sheet_value(w->s, one, p->year);
	find_interval(w, p);
	if (sexes_disagree(w->s, one, p->year))
		p->notes |= POSITION_SEXES_DISAGREE;
	compare_country(w, p);
	compare_county(w, p);
	if (p->why == LIMITS_GIVEN && p->unstable)
		find_pooled(w, p);
}

void positions_find(const struct sheet *s, struct positions *out)
{
	struct work w = {.s = s};

	denominators_find(s, &w.d);
	out->list = xmalloc((s->series_n + 1) * sizeof(*out->list));
	out->n = 0;
	out->funnels = NULL;
	out->funnels_n = 0;
	for (size_t i = 0; i < s->series_n; i++) {
		enum area_kind kind = s->series[i].place->kind;

		if (kind == AREA_TOWN || kind == AREA_COUNTY)
			find_one(&w, &s->series[i], &out->list[out->n++]);
	}
	positions_compare(s, &w.d, out);
	denominators_release(&w.d);
}

void positions_release(struct positions *p)
{
	free(p->list);
	free(p->funnels);
	*p = (struct positions){.list = NULL};
}

/* By the bits of the notes. */
static const char *const words[] = {
	"suppressed",
	"fewer_than_5_cases",
	"no_benchmark",
	"amount",
	"benchmark_without_the_area",
	"own_share_in_benchmark",
	"out_of_date",
	"sexes_disagree",
	"differences_within_chance",
};

char *position_notes(char *dst, const struct position *p)
{
	const char *why =
		p->notes & POSITION_SUPPRESSED ? "" : limits_why_name(p->why);
	size_t used = (size_t)snprintf(dst, POSITION_NOTES_TEXT, "%s", why);

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (p->notes >> i & 1U)
			used += (size_t)snprintf(
				dst + used, POSITION_NOTES_TEXT - used, "%s%s",
				used ? "; " : "", words[i]);
	return dst;
}

const char *position_reason(const struct position *p)
{
	static const unsigned reasons = POSITION_SUPPRESSED | POSITION_AMOUNT |
					POSITION_FEW_CASES |
					POSITION_NO_BENCHMARK;

	if (p->level != LEVEL_NOT_COMPARED)
		return "";
	if (p->why != LIMITS_GIVEN && p->why != LIMITS_SURVEY &&
	    p->why != LIMITS_CLASS && p->why != LIMITS_NO_FIGURE)
		return limits_why_name(p->why);
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (p->notes & reasons & 1U << i)
			return words[i];
	die("not compared for no reason");
}
