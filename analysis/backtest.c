/*
 * Rolling origins of one series; see backtest.h.
 */
#include "analysis/backtest.h"

#include <math.h>

#include "analysis/undefined.h"

#define MUST_BEAT 0.98
#define MILLION   1e6

double backtest_scale(const int *years, const double *values, size_t n)
{
	double sum = 0.0;

	for (size_t i = 1; i < n; i++)
		sum += fabs(values[i] - values[i - 1]);
	return sum / (double)(years[n - 1] - years[0]);
}

/* The number of points up to and with this year; 0: it has none. */
static size_t points_to(const int *years, size_t n, int year)
{
	while (n > 0 && years[n - 1] > year)
		n--;
	return n > 0 && years[n - 1] == year ? n : 0;
}

/* f: the forecast of the first f->n points. */
static void score_origin(const int *years, const double *values, size_t n,
			 const struct forecast *f,
			 const struct forecast_bounds *bounds, double unit,
			 struct backtest *out, int origin)
{
	double scale = backtest_scale(years, values, f->n);

	if (scale == 0.0)
		return;
	scale = fmax(scale, unit);
	for (int h = 1; h <= out->horizon; h++) {
		size_t at = points_to(years, n, years[f->n - 1] + h);
		float *score = out->score[origin][h - 1];

		for (int m = 0; at > 0 && m < BACKTEST_CANDIDATES; m++) {
			double v = forecast_at(f, (enum forecast_method)m, h);

			v = forecast_bound(bounds, v);
			score[m] = (float)(fabs(values[at - 1] - v) / scale);
		}
	}
}

void backtest_run(const int *years, const double *values, size_t n,
		  const struct forecast_bounds *bounds, double unit,
		  struct forecast *whole, struct backtest *out)
{
	struct forecast f[BACKTEST_ORIGINS + 1];
	size_t known[BACKTEST_ORIGINS + 1], parts = 0;
	int origin[BACKTEST_ORIGINS];

	out->horizon = forecast_horizon(n);
	for (int j = 0; j < BACKTEST_ORIGINS; j++)
		for (int h = 0; h < FORECAST_HORIZON_MAX; h++)
			for (int m = 0; m < BACKTEST_CANDIDATES; m++)
				out->score[j][h][m] = (float)UNDEFINED;
	for (int j = out->horizon; j >= 0; j--) {
		int year = years[n - 1] - out->horizon - j;

		known[parts] = points_to(years, n, year);
		origin[parts] = j;
		parts += known[parts] >= FORECAST_POINTS_MIN;
	}
	known[parts] = n;
	forecast_fit_parts(years, values, known, parts + 1, f);
	*whole = f[parts];
	for (size_t i = 0; i < parts; i++)
		score_origin(years, values, n, &f[i], bounds, unit, out,
			     origin[i]);
}

void backtest_add(struct backtest_sum *sum, const struct backtest *b)
{
	for (int j = 0; j < BACKTEST_CHOOSING; j++)
		for (int h = 0; h < b->horizon; h++) {
			const float *score = b->score[j][h];

			if (isnan(score[0]))
				continue;
			sum->n++;
			for (int m = 0; m < BACKTEST_CANDIDATES; m++)
				sum->score[m] += llround(
					fmin((double)score[m], MILLION) *
					MILLION);
		}
}

double backtest_mean(const struct backtest_sum *sum, enum forecast_method m)
{
	return sum->n > 0 ? (double)sum->score[m] / MILLION / (double)sum->n
			  : UNDEFINED;
}

enum forecast_method backtest_choose(const struct backtest_sum *sum)
{
	const int64_t *s = sum->score;
	enum forecast_method best = s[FORECAST_MEDIAN4] < s[FORECAST_MEAN3]
					    ? FORECAST_MEDIAN4
					    : FORECAST_MEAN3;

	return sum->n > 0 && (double)s[best] <=
				       MUST_BEAT * (double)s[FORECAST_LAST]
		       ? best
		       : FORECAST_LAST;
}
