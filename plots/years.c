#include "plots/years.h"

int years_read(struct stmt *q, years_end *end, void *to, struct err *e)
{
	double *v = NULL;
	size_t n = 0, cap = 0;
	int year = 0, got;

	while ((got = stmt_step(q, e)) > 0) {
		if (n > 0 && (int)stmt_col_int(q, 0) != year) {
			end(to, year, v, n);
			n = 0;
		}
		year = (int)stmt_col_int(q, 0);
		if (n == cap) {
			cap = cap ? 2 * cap : 512;
			v = xreallocarray(v, cap, sizeof(*v));
		}
		v[n++] = stmt_col_double(q, 1);
	}
	if (got == 0 && n > 0)
		end(to, year, v, n);
	free(v);
	return got;
}

double years_median(const double *v, size_t n)
{
	return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

double years_quantile(const double *v, size_t n, double p)
{
	double at = (double)(n - 1) * p;
	size_t k = (size_t)at;

	return v[k] + (at - (double)k) * (v[k + 1 < n ? k + 1 : k] - v[k]);
}
