/*
 * Findings and their families; see finding.h.
 */
#include "analysis/finding.h"

#include "analysis/fdr.h"

void findings_release(struct findings *f)
{
	free(f->list);
	*f = (struct findings){.n = 0};
}

void findings_add(struct findings *f, const struct finding *one)
{
	if (f->n == f->cap) {
		f->cap = f->cap ? f->cap * 2 : 1024;
		f->list = xreallocarray(f->list, f->cap, sizeof(*f->list));
	}
	f->list[f->n++] = *one;
}

const char *trend_kind_name(enum trend_kind k)
{
	static const char *const names[KIND_N] = {
		[KIND_LONG] = "long",
		[KIND_RECENT] = "recent",
		[KIND_GAP] = "gap",
		[KIND_SEXES] = "sexes",
	};

	return names[k];
}

static int compare_int64(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int compare_family(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;

	if (x->area != y->area)
		return compare_int64(x->area, y->area);
	if (x->sex != y->sex)
		return compare_int64(x->sex, y->sex);
	if (x->kind != y->kind)
		return compare_int64(x->kind, y->kind);
	return compare_int64(x->indicator, y->indicator);
}

static bool same_family(const struct finding *x, const struct finding *y)
{
	return x->area == y->area && x->sex == y->sex && x->kind == y->kind;
}

static int compare_key(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;

	if (x->indicator != y->indicator)
		return compare_int64(x->indicator, y->indicator);
	return compare_family(a, b);
}

static void adjust_family(struct finding *list, size_t n, double *work)
{
	double *p = work, *bh = work + n, *by = bh + n;
	size_t m;

	for (size_t i = 0; i < n; i++)
		p[i] = list[i].trend.stats.p_adj;
	m = fdr_adjust(p, n, bh, by);
	for (size_t i = 0; i < n; i++) {
		list[i].q = bh[i];
		list[i].q_by = by[i];
		list[i].family = m;
	}
}

void findings_adjust(struct findings *f)
{
	double *work = xmalloc((3 * f->n + 1) * sizeof(*work));
	size_t from = 0;

	if (f->n > 0)
		qsort(f->list, f->n, sizeof(*f->list), compare_family);
	for (size_t i = 1; i <= f->n; i++) {
		if (i < f->n && same_family(&f->list[i], &f->list[from]))
			continue;
		adjust_family(f->list + from, i - from, work);
		from = i;
	}
	if (f->n > 0)
		qsort(f->list, f->n, sizeof(*f->list), compare_key);
	free(work);
}

#define Q_CLEAR 0.05

static enum verdict judge_recent(const struct finding *f, const struct trend *t)
{
	bool up = t->stats.slope > 0.0;

	if (!t->tested)
		return t->verdict;
	if (!f->moved)
		return VERDICT_NO_CLEAR_TREND;
	if (!(f->q <= Q_CLEAR))
		return up ? VERDICT_UP_INDICATIVE : VERDICT_DOWN_INDICATIVE;
	if (!t->material)
		return up ? VERDICT_UP_SMALL : VERDICT_DOWN_SMALL;
	return up ? VERDICT_UP : VERDICT_DOWN;
}

enum verdict finding_judge(const struct finding *f, struct trend *t)
{
	if (f->kind == KIND_RECENT)
		t->verdict = judge_recent(f, t);
	else
		t->verdict = trend_judge(t, f->q);
	if (trend_is_clear(t->verdict))
		t->notes |= f->course;
	return t->verdict;
}
