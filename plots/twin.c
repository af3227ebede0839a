/*
 * The CSV twin of a chart: every figure in the picture, one row each. Pure.
 */
#include <math.h>

#include "lib/csv.h"
#include "plots/chart.h"

static void put_row(const struct chart *c, struct buf *out, const char *line,
		    const struct chart_line *l, const struct point *q)
{
	csv_put_text(out, line);
	csv_put_int(out, q->year);
	csv_put_text(out, l->kind);
	csv_put_text(out, l->code);
	csv_put_text(out, l->name);
	if (q->given)
		csv_put_double(out, q->value);
	else
		csv_put_text(out, "");
	if (q->has_cases)
		csv_put_double(out, q->cases);
	else
		csv_put_text(out, "");
	csv_put_text(out, q->status);
	csv_put_text(out, c->m.source);
	csv_put_text(out, c->m.indicator);
	csv_put_text(out, c->m.title);
	csv_put_text(out, c->m.unit);
	csv_put_text(out, c->m.organisation);
	csv_put_text(out, c->m.licence);
	csv_put_text(out, c->m.updated[0] ? c->m.updated : c->m.fetched);
	csv_end(out);
}

/* Two decimals more than the figures are printed with. */
static double rounded(const struct chart *c, double v)
{
	double unit = pow(10, c->m.decimals + 2);

	return round(v * unit) / unit;
}

static void put_value(const struct chart *c, struct buf *out, const char *line,
		      const struct chart_line *l, int year, double value,
		      const char *status)
{
	const struct point q = {.year = year,
				.given = true,
				.value = rounded(c, value),
				.status = status};

	put_row(c, out, line, l, &q);
}

static void put_trend(const struct chart *c, struct buf *out)
{
	struct point q = {.given = true, .status = "computed"};
	double at_first, at_last;

	if (!chart_trend_line(c, &at_first, &at_last))
		return;
	q.year = c->trend.first;
	q.value = rounded(c, at_first);
	put_row(c, out, "trend", &c->lines[LINE_AREA], &q);
	q.year = c->trend.last;
	q.value = rounded(c, at_last);
	put_row(c, out, "trend", &c->lines[LINE_AREA], &q);
}

/* What is no figure has a line of its own and says so. */
static void put_around(const struct chart *c, struct buf *out)
{
	const struct chart_line *own = &c->lines[LINE_AREA];
	const struct around *a = &c->around;
	char like[] = "";
	const struct chart_line peers = {.kind = own->kind,
					 .code = like,
					 .name = (char *)(uintptr_t)text_get(
						 TEXT_CHART_PEERS, c->m.lang)};

	for (size_t i = 0; i < a->peers_n; i++) {
		const struct around_peers *q = &a->peers[i];

		put_value(c, out, "peers_quartile1", &peers, q->year, q->low,
			  "computed");
		put_value(c, out, "peers_quartile3", &peers, q->year, q->high,
			  "computed");
	}
	for (size_t i = 0; i < a->ahead_n; i++) {
		const struct around_ahead *h = &a->ahead[i];

		put_value(c, out, "forecast", own, h->year, h->value,
			  "forecast");
		if (!h->has_interval)
			continue;
		put_value(c, out, "forecast_low80", own, h->year, h->low,
			  "forecast");
		put_value(c, out, "forecast_high80", own, h->year, h->high,
			  "forecast");
	}
	for (size_t i = 0; i < a->breaks_n; i++)
		put_row(c, out, "break", own,
			&(struct point){.year = a->breaks[i].year,
					.status = a->breaks[i].known
							  ? "config"
							  : "common"});
	for (size_t i = 0; i < a->agreements_n; i++)
		put_row(c, out, "agreement", own,
			&(struct point){.year = a->agreements[i].year,
					.status = a->agreements[i].id});
}

void chart_csv(const struct chart *c, struct buf *out)
{
	static const char *const columns[] = {
		"line",  "year",      "area_kind",    "area_code", "area",
		"value", "numerator", "status",       "source",    "indicator",
		"title", "unit",      "organisation", "licence",   "data_date"};
	static const char *const roles[LINE_N] = {"area", "county", "country"};
	const struct chart_line *l;
	size_t i;
	int k;

	csv_put_head(out, columns, ARRAY_LEN(columns));
	for (k = 0; k < LINE_N; k++) {
		l = &c->lines[k];
		for (i = 0; i < l->n; i++)
			put_row(c, out, l->median ? "median" : roles[k], l,
				&l->points[i]);
	}
	put_trend(c, out);
	put_around(c, out);
}
