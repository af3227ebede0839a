/*
 * The text alternative of a trend chart: one sentence of what it shows, one of
 * what stands out by rule. It never claims more than the verdict does. Pure.
 */
#include <limits.h>
#include <math.h>

#include "plots/chart.h"
#include "plots/letters.h"

/* --- the size of a change ---------------------------------------------------
 */

static const char *change_unit(const struct chart *c)
{
	enum text t = TEXT_CHART_UNIT_UNITS;

	if (gauge_is_percent(&c->m))
		t = TEXT_CHART_UNIT_POINTS;
	else if (strcmp(c->m.unit, "EUROA") == 0)
		t = TEXT_CHART_UNIT_EURO;
	return text_get(t, c->m.lang);
}

/*
 * " (keskimäärin 0,4 yksikköä vuodessa, 95 %:n väli 0,2 – 0,6)". A figure never
 * gets more decimals than its source prints; where the yearly change would
 * vanish in them, the change over the whole window is said instead.
 */
static void put_size(const struct chart *c, struct buf *out)
{
	char b[TEXT_NUMBER], low[TEXT_NUMBER], high[TEXT_NUMBER];
	const char *args[] = {b, change_unit(c), low, high};
	const struct chart_trend *t = &c->trend;
	double half = pow(10, -c->m.decimals) / 2, by = 1;
	bool yearly;

	if (!t->has_interval)
		return;
	yearly = fmin(fabs(t->low), fabs(t->high)) >= half;
	if (!yearly)
		by = t->last - t->first;
	text_number(b, t->slope * by, c->m.decimals, c->m.lang);
	text_number(low, t->low * by, c->m.decimals, c->m.lang);
	text_number(high, t->high * by, c->m.decimals, c->m.lang);
	buf_puts(out, " (");
	words_fill(out, yearly ? TEXT_CHART_SLOPE : TEXT_CHART_CHANGE,
		   c->m.lang, args, ARRAY_LEN(args));
	buf_putc(out, ')');
}

/* --- verdicts ---------------------------------------------------------------
 */

enum verdict_form {
	FORM_CLEAR,
	FORM_YEARS,
	FORM_COUNT,
	FORM_PLAIN
};

struct verdict {
	const char *code, *direction; /* direction NULL: any */
	enum text text;
	enum verdict_form form;
};

static const struct verdict verdicts[] = {
	{"up", "improving", TEXT_CHART_UP_BETTER, FORM_CLEAR},
	{"up", "worsening", TEXT_CHART_UP_WORSE, FORM_CLEAR},
	{"up", NULL, TEXT_TREND_RISEN, FORM_CLEAR},
	{"down", "improving", TEXT_CHART_DOWN_BETTER, FORM_CLEAR},
	{"down", "worsening", TEXT_CHART_DOWN_WORSE, FORM_CLEAR},
	{"down", NULL, TEXT_TREND_FALLEN, FORM_CLEAR},
	{"up_small", NULL, TEXT_CHART_RISEN_SMALL, FORM_CLEAR},
	{"down_small", NULL, TEXT_CHART_FALLEN_SMALL, FORM_CLEAR},
	{"up_indicative", NULL, TEXT_CHART_MAYBE_UP, FORM_YEARS},
	{"down_indicative", NULL, TEXT_CHART_MAYBE_DOWN, FORM_YEARS},
	{"no_clear_trend", NULL, TEXT_TREND_NO_CLEAR, FORM_COUNT},
	{"too_few_points", NULL, TEXT_CHART_TOO_FEW, FORM_PLAIN},
	{"out_of_date", NULL, TEXT_CHART_OUT_OF_DATE, FORM_PLAIN},
	{"not_assessable", NULL, TEXT_CHART_NOT_ASSESSABLE, FORM_PLAIN},
	{"prices", NULL, TEXT_CHART_PRICES, FORM_PLAIN},
	{"break_in_series", NULL, TEXT_CHART_BREAK, FORM_PLAIN},
};

static const struct verdict *find_verdict(const struct chart_trend *t)
{
	size_t i;

	for (i = 0; t->there && i < ARRAY_LEN(verdicts); i++)
		if (strcmp(verdicts[i].code, t->verdict) == 0 &&
		    (!verdicts[i].direction ||
		     strcmp(verdicts[i].direction, t->direction) == 0))
			return &verdicts[i];
	return NULL;
}

/* What a clear verdict says of the figure alone, whatever is good. */
static enum text movement(const struct verdict *v)
{
	if (!v->direction)
		return v->text;
	return strcmp(v->code, "up") == 0 ? TEXT_TREND_RISEN
					  : TEXT_TREND_FALLEN;
}

void chart_verdict(const struct chart *c, bool judged, struct buf *out)
{
	const struct verdict *v = find_verdict(&c->trend);
	char first[12], last[12], n[12];
	const char *clear[3], *years[] = {first, last}, *count[2];

	if (!v)
		return;
	(void)snprintf(first, sizeof(first), "%d", c->trend.first);
	(void)snprintf(last, sizeof(last), "%d", c->trend.last);
	(void)snprintf(n, sizeof(n), "%d", c->trend.n);
	switch (v->form) {
	case FORM_CLEAR:
		clear[0] = text_get(judged ? v->text : movement(v), c->m.lang);
		clear[1] = first;
		clear[2] = last;
		words_fill(out, TEXT_CHART_VERDICT, c->m.lang, clear, 3);
		put_size(c, out);
		break;
	case FORM_YEARS:
		words_fill(out, v->text, c->m.lang, years, 2);
		break;
	case FORM_COUNT:
		count[0] = text_get(v->text, c->m.lang);
		count[1] = n;
		words_fill(out, TEXT_CHART_NO_CLEAR, c->m.lang, count, 2);
		break;
	case FORM_PLAIN:
		buf_puts(out, text_get(v->text, c->m.lang));
		break;
	}
}

/* --- comparison -------------------------------------------------------------
 */

/* Over, under or level with the country in the area's newest year. false: there
 * is nothing to compare with. */
static bool put_comparison(const struct chart *c, struct buf *out)
{
	static const enum text texts[3][3] = {
		{TEXT_CHART_BELOW_COUNTRY, TEXT_CHART_EQUAL_COUNTRY,
		 TEXT_CHART_ABOVE_COUNTRY},
		{TEXT_CHART_BELOW_MEDIAN, TEXT_CHART_EQUAL_MEDIAN,
		 TEXT_CHART_ABOVE_MEDIAN},
		{TEXT_CHART_BELOW_OTHER, TEXT_CHART_EQUAL_OTHER,
		 TEXT_CHART_ABOVE_OTHER},
	};
	const struct chart_line *l = &c->lines[LINE_COUNTRY];
	const struct point *own = line_last(&c->lines[LINE_AREA]), *other;
	char year[12], value[GAUGE_VALUE];
	const char *args[] = {year, value, l->name};
	size_t kind;

	if (!own)
		return false;
	other = line_at(l, own->year);
	if (!other)
		return false;
	kind = l->median ? 1 : strcmp(l->kind, "maa") == 0 ? 0 : 2;
	(void)snprintf(year, sizeof(year), "%d", own->year);
	gauge_value(value, &c->m, other->value);
	words_fill(
		out,
		texts[kind][gauge_compare(&c->m, own->value, other->value) + 1],
		c->m.lang, args, ARRAY_LEN(args));
	return true;
}

/* --- the sentences ----------------------------------------------------------
 */

static void put_shows(const struct chart *c, struct buf *out)
{
	const struct chart_line *l = &c->lines[LINE_AREA];
	const struct point *first = line_first(l), *last = line_last(l);
	char y1[12], y2[12], v1[GAUGE_VALUE], v2[GAUGE_VALUE];
	const char *args[] = {c->m.title, l->name, y1, y2, v1, v2};

	if (!first || !last)
		return;
	(void)snprintf(y1, sizeof(y1), "%d", first->year);
	(void)snprintf(y2, sizeof(y2), "%d", last->year);
	gauge_value(v1, &c->m, first->value);
	gauge_value(v2, &c->m, last->value);
	if (first == last)
		args[3] = v1;
	words_fill(out,
		   first == last ? TEXT_CHART_SHOWS_ONE : TEXT_CHART_SHOWS_MANY,
		   c->m.lang, args, ARRAY_LEN(args));
}

void chart_hidden(const struct chart *c, int first, struct buf *out)
{
	const struct chart_line *l = &c->lines[LINE_AREA];
	int from = 0, to = 0;

	for (size_t i = 0; i <= l->n; i++) {
		const struct point *q = i < l->n ? &l->points[i] : NULL;
		bool hidden = q && q->year >= first &&
			      strcmp(q->status, "suppressed") == 0;

		if (hidden && to && q->year == to + 1) {
			to = q->year;
			continue;
		}
		if (to > from)
			buf_printf(out, "–%d", to);
		to = 0;
		if (!hidden)
			continue;
		if (out->len)
			buf_printf(out, ", %d", q->year);
		else
			buf_printf(out, "%s: %d",
				   gauge_status("suppressed", c->m.lang),
				   q->year);
		from = to = q->year;
	}
}

static void put_hidden(const struct chart *c, struct buf *out)
{
	struct buf b;

	buf_init(&b, BUF_MAX);
	chart_hidden(c, INT_MIN, &b);
	if (b.len) {
		words_capital(&b, 0);
		buf_printf(out, " %s.", buf_str(&b));
	}
	buf_release(&b);
}

void chart_alt(const struct chart *c, struct buf *out)
{
	const struct verdict *v = find_verdict(&c->trend);
	struct buf second, verdict;
	const char *arg;

	buf_init(&second, BUF_MAX);
	buf_init(&verdict, BUF_MAX);
	chart_verdict(c, true, &verdict);
	arg = buf_str(&verdict);
	if (v && v->form == FORM_CLEAR) {
		words_fill(&second, TEXT_CHART_SUBJECT, c->m.lang, &arg, 1);
	} else {
		buf_puts(&second, arg);
		if (second.len)
			buf_puts(&second, "; ");
		if (!put_comparison(c, &second) && second.len) {
			second.len -= 2;
			second.data[second.len] = '\0';
		}
	}
	put_shows(c, out);
	if (second.len) {
		words_capital(&second, 0);
		buf_printf(out, " %s.", buf_str(&second));
	}
	put_hidden(c, out);
	around_alt(c, out);
	buf_release(&second);
	buf_release(&verdict);
}
