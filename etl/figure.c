#include "etl/figure.h"

struct val val_number(double v)
{
	return (struct val){.num = v, .state = VAL_NUMBER};
}

struct val val_absent(enum val_state why)
{
	return (struct val){.state = why};
}

bool val_get(struct val v, double *num)
{
	if (v.state != VAL_NUMBER)
		return false;
	*num = v.num;
	return true;
}

bool val_equal(struct val a, struct val b)
{
	return a.state == b.state && (a.state != VAL_NUMBER || a.num == b.num);
}

const char *val_state_name(enum val_state s)
{
	static const char *const names[VAL_STATES] = {
		[VAL_NUMBER] = "value",
		[VAL_MISSING] = "missing",
		[VAL_SUPPRESSED] = "suppressed",
		[VAL_NOT_APPLICABLE] = "not_applicable",
		[VAL_NOT_YET] = "not_yet_published",
	};

	return names[s];
}

static const char *const sex_names[SEX_N] = {
	[SEX_TOTAL] = "total",
	[SEX_MALE] = "male",
	[SEX_FEMALE] = "female",
};

const char *sex_name(enum sex s)
{
	return sex_names[s];
}

bool sex_parse(const char *s, size_t len, enum sex *out)
{
	int i;

	for (i = 0; i < SEX_N; i++) {
		if (strlen(sex_names[i]) == len &&
		    memcmp(sex_names[i], s, len) == 0) {
			*out = (enum sex)i;
			return true;
		}
	}
	return false;
}

void figures_init(struct figures *f)
{
	*f = (struct figures){0};
}

void figures_release(struct figures *f)
{
	if (!f)
		return;
	free(f->list);
	figures_init(f);
}

void figures_add(struct figures *f, const struct figure *one)
{
	if (f->n == f->cap) {
		f->cap = f->cap ? 2 * f->cap : 1024;
		f->list = xreallocarray(f->list, f->cap, sizeof(*f->list));
	}
	f->list[f->n++] = *one;
}

int figure_compare(const void *a, const void *b)
{
	const struct figure *x = a, *y = b;

	if (x->area != y->area)
		return x->area < y->area ? -1 : 1;
	if (x->sex != y->sex)
		return x->sex < y->sex ? -1 : 1;
	return (x->year > y->year) - (x->year < y->year);
}

/* A figure's key as one number, and where it stands. */
struct slot {
	uint64_t key;
	size_t at;
};

enum {
	DIGIT = 11, /* bits of the key that one pass sorts by */
	YEAR_BITS = 9,
	SEX_BITS = 2
};

static bool is_sorted(const struct figures *f)
{
	size_t i;

	for (i = 1; i < f->n; i++)
		if (figure_compare(&f->list[i - 1], &f->list[i]) > 0)
			return false;
	return true;
}

/* The keys in the order of the list; false where one does not fit. */
static bool slots_fill(const struct figures *f, struct slot *out, uint64_t *max)
{
	size_t i;

	*max = 0;
	for (i = 0; i < f->n; i++) {
		const struct figure *g = &f->list[i];

		if (g->area < 0 || g->area > UINT32_MAX || g->year < YEAR_MIN ||
		    g->year > YEAR_MAX)
			return false;
		out[i].key = (uint64_t)g->area << (SEX_BITS + YEAR_BITS) |
			     (uint64_t)g->sex << YEAR_BITS |
			     (uint64_t)(g->year - YEAR_MIN);
		out[i].at = i;
		*max = out[i].key > *max ? out[i].key : *max;
	}
	return true;
}

/* Stable, least digit first. Returns the one of the two that holds the result.
 */
static const struct slot *slots_sort(struct slot *a, struct slot *b, size_t n,
				     uint64_t max)
{
	unsigned shift;

	for (shift = 0; max >> shift; shift += DIGIT) {
		size_t start[1 << DIGIT] = {0}, sum = 0, i;
		struct slot *t = a;

		for (i = 0; i < n; i++)
			start[a[i].key >> shift & ((1 << DIGIT) - 1)]++;
		for (i = 0; i < ARRAY_LEN(start); i++) {
			size_t here = start[i];

			start[i] = sum;
			sum += here;
		}
		for (i = 0; i < n; i++)
			b[start[a[i].key >> shift & ((1 << DIGIT) - 1)]++] =
				a[i];
		a = b;
		b = t;
	}
	return a;
}

void figures_sort(struct figures *f)
{
	struct figure *sorted;
	struct slot *slots;
	uint64_t max;
	size_t i;

	if (f->n < 2 || is_sorted(f))
		return;
	slots = xreallocarray(NULL, f->n, 2 * sizeof(*slots));
	if (slots_fill(f, slots, &max)) {
		const struct slot *in =
			slots_sort(slots, slots + f->n, f->n, max);

		sorted = xreallocarray(NULL, f->cap, sizeof(*sorted));
		for (i = 0; i < f->n; i++)
			sorted[i] = f->list[in[i].at];
		free(f->list);
		f->list = sorted;
	} else {
		qsort(f->list, f->n, sizeof(*f->list), figure_compare);
	}
	free(slots);
}

void figures_copy(struct figures *to, const struct figures *from)
{
	if (to->cap - to->n < from->n) {
		to->cap = to->n + from->n;
		to->list = xreallocarray(to->list, to->cap, sizeof(*to->list));
	}
	if (from->n)
		memcpy(to->list + to->n, from->list,
		       from->n * sizeof(*from->list));
	to->n += from->n;
}

struct figure *figures_find(struct figures *f, const struct figure *key)
{
	return f->n ? bsearch(key, f->list, f->n, sizeof(*key), figure_compare)
		    : NULL;
}

/* Whether one that is not of the past speaks of the same key from i on. */
static bool today_follows(const struct figures *f, size_t i,
			  const struct figure *key)
{
	for (; i < f->n && figure_compare(&f->list[i], key) == 0; i++)
		if (!f->list[i].past)
			return true;
	return false;
}

int figures_unique(struct figures *f, struct err *e)
{
	size_t i, kept = 0;

	for (i = 0; i < f->n; i++) {
		struct figure *a = &f->list[kept ? kept - 1 : 0];
		const struct figure *b = &f->list[i];

		if (kept && figure_compare(a, b) == 0) {
			if (a->past != b->past) {
				if (a->past)
					*a = *b;
				continue;
			}
			if (val_equal(a->value, b->value) &&
			    val_equal(a->numerator, b->numerator))
				continue;
			/* neither would be kept */
			if (a->past && today_follows(f, i + 1, a))
				continue;
			return err_set(e, ERR_DATA,
				       "two values for one area, %s, %d",
				       sex_name(b->sex), b->year);
		}
		f->list[kept++] = *b;
	}
	f->n = kept;
	return 0;
}

bool figures_walk_next(struct figures_walk *w)
{
	int order = 0;

	w->was = w->i < w->old->n ? &w->old->list[w->i] : NULL;
	w->is = w->j < w->new->n ? &w->new->list[w->j] : NULL;
	if (!w->was && !w->is)
		return false;
	if (w->was && w->is)
		order = figure_compare(w->was, w->is);
	if (order > 0)
		w->was = NULL;
	if (order < 0)
		w->is = NULL;
	w->i += w->was != NULL;
	w->j += w->is != NULL;
	return true;
}
