/*
 * See glance.h. The cells are those of the matrix of trend and level (National
 * Cancer Institute, State Cancer Profiles); they order, they are no score.
 */
#include "lib/base.h"

#include <limits.h>

#include "briefing/glance.h"
#include "briefing/phrase.h"
#include "lib/theme.h"

/* What the trend says. */
enum change {
	CHANGE_NONE = 1, /* not conclusive, or not assessed */
	CHANGE_WORSE = 2,
	CHANGE_BETTER = 4,
	CHANGE_OTHER = 8, /* no side is agreed good */
	CHANGE_SMALL_WORSE = 16,
	CHANGE_SMALL_BETTER = 32,
	CHANGE_SMALL_OTHER = 64,
	CHANGE_ANY = 127,
};

/* What the level says, against the country, or the county where there is no
 * country to judge by. */
enum level {
	LEVEL_NONE = 1, /* not judged, or no difference */
	LEVEL_WORSE = 2,
	LEVEL_BETTER = 4,
	LEVEL_OTHER = 8,
	LEVEL_ANY = 15,
};

/* The first that fits. `order`: what is told first; within it, whatever
 * concerns the most persons. */
static const struct {
	enum rule rule;
	unsigned change, level;
	int order;
	enum box box;
} rules[] = {
	{RULE_WORSE_AND_WORSENING, CHANGE_WORSE | CHANGE_SMALL_WORSE,
	 LEVEL_WORSE, 0, BOX_CONCERN},
	{RULE_WORSENING, CHANGE_WORSE, LEVEL_ANY, 1, BOX_CONCERN},
	{RULE_WORSE, CHANGE_ANY, LEVEL_WORSE, 1, BOX_CONCERN},
	{RULE_IMPROVING, CHANGE_BETTER, LEVEL_ANY, 1, BOX_STRENGTH},
	{RULE_BETTER, CHANGE_NONE | CHANGE_SMALL_BETTER, LEVEL_BETTER, 1,
	 BOX_STRENGTH},
	{RULE_OTHER, CHANGE_OTHER, LEVEL_ANY, 2, BOX_NONE},
	{RULE_OTHER, CHANGE_ANY, LEVEL_OTHER | LEVEL_BETTER, 2, BOX_NONE},
	{RULE_SLIGHT,
	 CHANGE_SMALL_WORSE | CHANGE_SMALL_BETTER | CHANGE_SMALL_OTHER,
	 LEVEL_ANY, 3, BOX_NONE},
};

bool glance_tells_change(const struct meter *m)
{
	enum group g = finding_group(&m->finding);

	return g == GROUP_WORSE || g == GROUP_BETTER || g == GROUP_OTHER ||
	       g == GROUP_SMALL;
}

static enum change change_of(const struct meter *m)
{
	enum sense s = m->finding.sense;

	if (!glance_tells_change(m))
		return CHANGE_NONE;
	if (m->finding.verdict == VERDICT_SMALL)
		return s == SENSE_WORSE    ? CHANGE_SMALL_WORSE
		       : s == SENSE_BETTER ? CHANGE_SMALL_BETTER
					   : CHANGE_SMALL_OTHER;
	return s == SENSE_WORSE    ? CHANGE_WORSE
	       : s == SENSE_BETTER ? CHANGE_BETTER
				   : CHANGE_OTHER;
}

static enum level level_of(const struct meter *m)
{
	const struct standing *s = &m->standing;
	const struct beside *b =
		beside_judged(&s->country) ? &s->country : &s->county;

	/* the country has no difference: the county's may still be told */
	if (!beside_differs(b) && beside_differs(&s->county))
		return LEVEL_OTHER;
	if (!beside_differs(b))
		return LEVEL_NONE;
	return b->sense == SENSE_WORSE    ? LEVEL_WORSE
	       : b->sense == SENSE_BETTER ? LEVEL_BETTER
					  : LEVEL_OTHER;
}

/* Whether anything may be found in a row. */
static bool is_open(const struct meter *m)
{
	return m->state != STATE_NONE && m->year > 0 && !m->old &&
	       !standing_few(&m->standing);
}

static size_t rule_at(const struct meter *m)
{
	unsigned change = change_of(m), level = level_of(m);
	size_t i = 0;

	if (!is_open(m))
		return ARRAY_LEN(rules);
	while (i < ARRAY_LEN(rules) &&
	       !((rules[i].change & change) && (rules[i].level & level)))
		i++;
	return i;
}

enum rule glance_rule(const struct meter *m)
{
	size_t i = rule_at(m);

	return i < ARRAY_LEN(rules) ? rules[i].rule : RULE_NONE;
}

enum box glance_box(enum rule rule)
{
	for (size_t i = 0; i < ARRAY_LEN(rules); i++)
		if (rules[i].rule == rule)
			return rules[i].box;
	return BOX_NONE;
}

static int order_of(enum rule rule)
{
	for (size_t i = 0; i < ARRAY_LEN(rules); i++)
		if (rules[i].rule == rule)
			return rules[i].order;
	return INT_MAX;
}

/* By theme and title, in Finnish: all languages tell the same in one order. */
static int compare_title(const struct indicator *x, const struct indicator *y)
{
	size_t p = theme_rank(x->theme), q = theme_rank(y->theme);
	int d;

	if (p != q)
		return p < q ? -1 : 1;
	d = strcmp(x->theme, y->theme);
	if (d == 0)
		d = phrase_compare(x->title_fi, y->title_fi);
	if (d == 0)
		d = strcmp(x->source, y->source);
	return d ? d : strcmp(x->code, y->code);
}

static int compare_pick(const void *a, const void *b)
{
	const struct pick *x = a, *y = b;
	int p = order_of(x->rule), q = order_of(y->rule);
	double v = x->m->standing.persons, w = y->m->standing.persons;

	if (p != q)
		return p < q ? -1 : 1;
	if (isfinite(v) != isfinite(w))
		return isfinite(v) ? -1 : 1;
	if (isfinite(v) && (v < w || v > w))
		return v > w ? -1 : 1;
	return compare_title(x->m->ind, y->m->ind);
}

static void count(struct share *s, bool of, bool is)
{
	s->of += of;
	s->n += of && is;
}

static void count_row(struct glance *g, const struct meter *m)
{
	const struct standing *s = &m->standing;
	bool has = m->state != STATE_NONE && m->year > 0, open = is_open(m);
	bool judged = beside_judged(&s->country) || beside_judged(&s->county);
	bool differs =
		beside_differs(&s->country) || beside_differs(&s->county);
	bool assessed = open && finding_assessed(&m->finding);
	bool recent = has && !m->old;

	count(&g->counts[FILLER_LEVEL], open && judged, !differs);
	count(&g->counts[FILLER_TREND], assessed, !glance_tells_change(m));
	count(&g->counts[FILLER_NO_LEVEL], recent,
	      !judged && !standing_unstable(s));
	count(&g->counts[FILLER_NO_TREND], recent, !assessed);
	count(&g->counts[FILLER_FEW_CASES], recent, standing_unstable(s));
	count(&g->counts[FILLER_OLD], true, has && m->old);
	count(&g->counts[FILLER_NO_FIGURES], true, !has);
}

static void box_put(struct glance *g, enum box box, struct pick pick, size_t n)
{
	if (!g->boxes[box])
		g->boxes[box] = xcalloc(n, sizeof(struct pick));
	g->boxes[box][g->box_n[box]++] = pick;
}

static bool is_news(const struct meter *m)
{
	return m->news.kind >= NEWS_YEAR;
}

/* An indicator stands in one box only: the judged ones come first. */
static void fill_boxes(struct glance *g, const struct profile *p)
{
	for (size_t i = 0; i < g->n; i++)
		if (glance_box(g->picks[i].rule) != BOX_NONE)
			box_put(g, glance_box(g->picks[i].rule), g->picks[i],
				p->n);
	for (size_t i = 0; i < p->n; i++) {
		const struct meter *m = &p->rows[i];
		enum rule rule = glance_rule(m);

		g->news_unknown += m->news.kind == NEWS_UNKNOWN;
		g->news_known += m->news.kind >= NEWS_NOTHING;
		if (is_news(m) && glance_box(rule) == BOX_NONE)
			box_put(g, BOX_NEWS, (struct pick){m, rule}, p->n);
	}
	if (g->box_n[BOX_NEWS] > 1)
		qsort(g->boxes[BOX_NEWS], g->box_n[BOX_NEWS],
		      sizeof(struct pick), compare_pick);
}

void glance_make(struct glance *g, const struct profile *p)
{
	*g = (struct glance){.picks = xcalloc(p->n + 1, sizeof(*g->picks))};
	for (size_t i = 0; i < p->n; i++) {
		enum rule rule = glance_rule(&p->rows[i]);

		count_row(g, &p->rows[i]);
		if (rule != RULE_NONE)
			g->picks[g->n++] = (struct pick){&p->rows[i], rule};
	}
	if (g->n > 1)
		qsort(g->picks, g->n, sizeof(*g->picks), compare_pick);
	for (int f = 0; f < FILLER_N; f++)
		if (g->n + g->filler_n < GLANCE_SENTENCES && g->counts[f].n > 0)
			g->fillers[g->filler_n++] = (enum filler)f;
	fill_boxes(g, p);
}

void glance_release(struct glance *g)
{
	for (size_t i = 0; i < BOX_N; i++)
		free(g->boxes[i]);
	free(g->picks);
}
