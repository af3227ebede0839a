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

void figures_sort(struct figures *f)
{
	if (f->n)
		qsort(f->list, f->n, sizeof(*f->list), figure_compare);
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
