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

/* --- waiting ----------------------------------------------------------------
 */

struct packed_finding {
	int64_t indicator, area;
	double q, q_by, p, p_adj, f, slope, low, high;
	const char *remark;
	int32_t s;
	unsigned family, notes, course;
	int16_t first_year, last_year;
	uint16_t n, suppressed, missing;
	uint8_t sex, kind, polarity, verdict;
	bool moved, tested, material;
};

void waiting_findings_release(struct waiting_findings *w)
{
	free(w->list);
	*w = (struct waiting_findings){.n = 0};
}

void waiting_findings_add(struct waiting_findings *w, const struct finding *one)
{
	const struct trend *t = &one->trend;

	if (w->n == w->cap) {
		w->cap = w->cap ? w->cap * 2 : 1024;
		w->list = xreallocarray(w->list, w->cap, sizeof(*w->list));
	}
	w->list[w->n++] = (struct packed_finding){
		.indicator = one->indicator,
		.area = one->area,
		.q = one->q,
		.q_by = one->q_by,
		.p = t->stats.mk.p,
		.p_adj = t->stats.p_adj,
		.f = t->stats.persistence.f,
		.slope = t->stats.slope,
		.low = t->stats.low,
		.high = t->stats.high,
		.remark = one->remark,
		.s = (int32_t)t->stats.mk.s, /* at most n (n - 1) / 2 */
		.family = (unsigned)one->family,
		.notes = t->notes,
		.course = one->course,
		.first_year = (int16_t)t->first_year,
		.last_year = (int16_t)t->last_year,
		.n = (uint16_t)t->n,
		.suppressed = (uint16_t)t->suppressed,
		.missing = (uint16_t)t->missing,
		.sex = (uint8_t)one->sex,
		.kind = (uint8_t)one->kind,
		.polarity = (uint8_t)one->polarity,
		.verdict = (uint8_t)t->verdict,
		.moved = one->moved,
		.tested = t->tested,
		.material = t->material,
	};
}

void waiting_findings_get(const struct waiting_findings *w, size_t i,
			  struct finding *out)
{
	const struct packed_finding *p = &w->list[i];

	*out = (struct finding){
		.indicator = p->indicator,
		.area = p->area,
		.sex = p->sex,
		.kind = (enum trend_kind)p->kind,
		.polarity = (enum polarity)p->polarity,
		.q = p->q,
		.q_by = p->q_by,
		.family = p->family,
		.course = p->course,
		.moved = p->moved,
		.remark = p->remark,
		.trend = {.first_year = p->first_year,
			  .last_year = p->last_year,
			  .n = p->n,
			  .suppressed = p->suppressed,
			  .missing = p->missing,
			  .tested = p->tested,
			  .verdict = (enum verdict)p->verdict,
			  .material = p->material,
			  .notes = p->notes,
			  .stats = {.mk = {.s = p->s, .p = p->p},
				    .slope = p->slope,
				    .low = p->low,
				    .high = p->high,
				    .persistence = {.f = p->f},
				    .p_adj = p->p_adj}},
	};
}

static int compare_int64(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int compare_family(const void *a, const void *b)
{
	const struct packed_finding *x = a, *y = b;

	if (x->area != y->area)
		return compare_int64(x->area, y->area);
	if (x->sex != y->sex)
		return compare_int64(x->sex, y->sex);
	if (x->kind != y->kind)
		return compare_int64(x->kind, y->kind);
	return compare_int64(x->indicator, y->indicator);
}

static bool same_family(const struct packed_finding *x,
			const struct packed_finding *y)
{
	return x->area == y->area && x->sex == y->sex && x->kind == y->kind;
}

static int compare_key(const void *a, const void *b)
{
	const struct packed_finding *x = a, *y = b;

	if (x->indicator != y->indicator)
		return compare_int64(x->indicator, y->indicator);
	return compare_family(a, b);
}

static void adjust_family(struct packed_finding *list, size_t n, double *work)
{
	double *p = work, *bh = work + n, *by = bh + n;
	size_t m;

	for (size_t i = 0; i < n; i++)
		p[i] = list[i].p_adj;
	m = fdr_adjust(p, n, bh, by);
	for (size_t i = 0; i < n; i++) {
		list[i].q = bh[i];
		list[i].q_by = by[i];
		list[i].family = (unsigned)m;
	}
}

static size_t family_end(const struct waiting_findings *w, size_t from)
{
	size_t i = from + 1;

	while (i < w->n && same_family(&w->list[i], &w->list[from]))
		i++;
	return i;
}

void waiting_findings_adjust(struct waiting_findings *w)
{
	double *work = NULL;
	size_t room = 0;

	if (w->n == 0)
		return;
	qsort(w->list, w->n, sizeof(*w->list), compare_family);
	for (size_t from = 0, to; from < w->n; from = to) {
		to = family_end(w, from);
		if (to - from > room) {
			room = to - from;
			work = xreallocarray(work, 3 * room, sizeof(*work));
		}
		adjust_family(w->list + from, to - from, work);
	}
	qsort(w->list, w->n, sizeof(*w->list), compare_key);
	free(work);
}

/* --- judging ----------------------------------------------------------------
 */

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
