/*
 * Quantiles and a spread that outliers do not move. Pure functions on arrays;
 * units: those of the values. Values must not be NaN.
 */
#ifndef ANALYSIS_QUANTILE_H
#define ANALYSIS_QUANTILE_H

#include "lib/base.h"

/*
 * The value below which the part p of a (0 <= p <= 1) lies: linear between the
 * order statistics at rank 1 + (n-1)p (Hyndman & Fan 1996, type 7). NAN for
 * n = 0 or another p. Reorders a. R: quantile(a, p, type = 7); numpy.quantile.
 */
double quantile(double *a, size_t n, double p);

/*
 * The same where a[i] counts w[i] times, w >= 0: the mean of the values over
 * the window ((h-1)/m, h/m] of the cumulated weight, h = 1 + (m-1)p and
 * m = (sum w)^2 / sum w^2 the number of equal weights that are as good (Kish).
 * Equal weights give type 7; only the proportions of the weights matter, and
 * values of weight zero do not count (Akinshin 2023, Weighted quantile
 * estimators, arXiv 2304.07265, section 5). NAN where the weights add up to
 * nothing. R: cNORM::weighted.quantile(type = "Type7").
 */
double quantile_weighted(const double *a, const double *w, size_t n, double p);

enum robust_scale {
	ROBUST_NONE, /* no spread, or no values */
	ROBUST_MAD,  /* 1.4826 times the median distance from the median */
	ROBUST_IQR,  /* that is zero: the interquartile range over 1.349 */
};

struct robust {
	double center; /* median; NAN for n = 0 */
	double scale;  /* as of a normal's standard deviation; NAN: none */
	enum robust_scale kind;
};

/* Reorders a. R: median(a), mad(a), IQR(a) / 1.349. */
struct robust robust_of(double *a, size_t n);
/* (x - center) / scale; NAN where there is no scale, or x is NAN. */
double robust_z(const struct robust *r, double x);

#endif
