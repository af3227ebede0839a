/*
 * Do two variables go together over areas? Pure functions on arrays of finite
 * values; NAN where there is no value. None of them says anything about causes.
 */
#ifndef ANALYSIS_CORRELATION_H
#define ANALYSIS_CORRELATION_H

#include "analysis/mann_kendall.h"

/* Ranks from 1, ties share the mean of theirs. R: rank(x). */
void ranks_of(const double *x, size_t n, double *ranks);
/* The same of values in ascending order; ranks may be sorted itself. */
void ranks_ordered(const double *sorted, size_t n, double *ranks);
/* Pearson's r of two such ranks, exact to the last bit but one whatever the
 * order of rows: Spearman's rho. NAN: n < 2, or one of them is constant. */
double rank_correlation(const double *u, const double *v, size_t n);
/* Two-sided p of r by t with df degrees of freedom; NAN: df < 1, or r is. */
double correlation_p(double r, double df);

struct pearson {
	double r;         /* NAN: n < 2, or one of them is constant */
	double p;         /* two-sided, t with n - 2 df; NAN: n < 3 */
	double low, high; /* 95 % by Fisher's z; NAN: n < 4 */
};

/* R: cor.test(x, y). */
void pearson_of(const double *x, const double *y, size_t n,
		struct pearson *out);

struct spearman {
	double rho; /* Pearson's r of the ranks */
	double p;   /* two-sided, t approximation with n - 2 df; NAN: n < 3 */
	double p_exact; /* of all arrangements for n <= 9, Edgeworth series
			   above (Best & Roberts 1975, AS 89); NAN with ties,
			   n < 2 and n > SPEARMAN_EXACT_MAX */
	bool ties;
};

enum {
	SPEARMAN_EXACT_MAX = 1290 /* as R */
};

/* R: cor.test(x, y, method = "spearman"); p: with exact = FALSE. */
void spearman_of(const double *x, const double *y, size_t n,
		 struct spearman *out);

struct kendall {
	double tau_b;   /* NAN: n < 2, or one of them is constant */
	double p_exact; /* two-sided; NAN with ties and n > MK_EXACT_MAX */
};

/* n * n / 2 steps. R: cor.test(x, y, method = "kendall"). */
void kendall_of(const double *x, const double *y, size_t n,
		struct mk_cache *cache, struct kendall *out);

/*
 * What a straight-line fit on the k columns of `given` and a constant leaves
 * over. given holds column after column, n values each, and is overwritten with
 * an orthonormal basis (Gram-Schmidt, twice; a column that the others already
 * say is left out), whose size is returned, the constant not counted: to be
 * passed to residuals_of(). R: qr(cbind(1, given))$rank - 1.
 */
size_t residuals_basis(double *given, size_t n, size_t k);
/* v becomes R's resid(lm(v ~ given)); 0 throughout where the basis says all of
 * it, to seven digits. */
void residuals_of(const double *basis, size_t n, size_t k, double *v);

/* Pearson's r of two residuals after a basis of k columns; p from t with
 * n - 2 - k df. NAN in both: no df is left, or one of them is constant. With
 * the ranks of everything R: ppcor::pcor.test(x, y, given, "spearman"). */
void partial_of(const double *x_left, const double *y_left, size_t n, size_t k,
		double *r, double *p);

#endif
