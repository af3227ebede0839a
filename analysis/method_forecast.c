/*
 * `stat forecast`: the combined forecast of yearly series by the rule for their
 * number of points. Nothing is known of the indicator here, so that values have
 * no bounds and there is no interval. A series that is too short is answered
 * with one row without a year, which says so in place of the method.
 */
#include "analysis/forecast.h"
#include "analysis/stat_series.h"

static const char *const columns[] = {"series_id", "year", "value", "method"};

static void put_row(struct buf *out, const char *id, int year, double value,
		    enum forecast_method m)
{
	csv_put(out, id);
	csv_put_int(out, year);
	csv_put_double(out, value);
	csv_put(out, forecast_method_name(m));
	csv_end(out);
}

static void put_refusal(struct buf *out, const char *id)
{
	csv_put(out, id);
	csv_put(out, "");
	csv_put(out, "");
	csv_put(out, "too_few_points");
	csv_end(out);
}

static void put_series(struct buf *out, const struct stat_series *s,
		       int horizon)
{
	enum forecast_method m;
	struct forecast f;

	if (s->n < FORECAST_POINTS_MIN) {
		put_refusal(out, s->id);
		return;
	}
	forecast_fit(s->years, s->values, s->n, &f);
	m = forecast_possible(&f, FORECAST_MEDIAN4);
	if (horizon == 0)
		horizon = forecast_horizon(s->n);
	for (int h = 1; h <= horizon; h++)
		put_row(out, s->id, s->years[s->n - 1] + h,
			forecast_at(&f, m, h), m);
}

static int run(const struct stat_table *t, struct buf *out, struct err *e)
{
	struct stat_series s = {0};
	int rc = 0;

	for (size_t g = 0; rc == 0 && g < t->groups; g++) {
		rc = stat_series_read(&s, t, g, e);
		if (rc == 0)
			put_series(out, &s, t->horizon);
	}
	stat_series_release(&s);
	return rc;
}

const struct method method_forecast = {
	.name = "forecast",
	.title = "mean of SES, Theta, drift; from 12 points on median, damped "
		 "trend too",
	.in = stat_series_in,
	.in_n = SERIES_COLUMNS,
	.out = columns,
	.out_n = ARRAY_LEN(columns),
	.horizon = true,
	.run = run,
};
