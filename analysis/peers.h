/*
 * Peers: which areas resemble one another? Nearest neighbours by background
 * variables that are put on one scale. Pure functions on arrays; the same
 * figures give the same peers.
 *
 * A matrix of n areas and p variables is stored area after area: variable j of
 * area i is at [i * p + j], NAN: not known. Areas are in the order that decides
 * between equal distances, so the caller sorts them.
 */
#ifndef ANALYSIS_PEERS_H
#define ANALYSIS_PEERS_H

#include "lib/base.h"

/* Two areas are compared on at least so many of a hundred variables. */
enum {
	PEERS_AVAILABLE = 70
};

/* How a variable is put on a scale. */
enum peers_scale {
	PEERS_PLAIN, /* (x - mean) / sd, n - 1; R: scale(x) */
	PEERS_ROBUST /* (x - median) / (1.4826 MAD), / (IQR / 1.349) where MAD
			is 0; R: (x - median(x)) / mad(x) */
};

/*
 * The z of n values without unit; the NAN among them stay and do not count.
 * false, all NAN: constant (fewer than two values are), or, robust, more than
 * three quarters of the values are one. Finite x give finite z.
 */
bool peers_z(enum peers_scale scale, const double *x, size_t n, double *z);
/*
 * The same for each variable of a matrix; z may be x. weights[j], at least 0
 * before, becomes 0 where variable j has no z: it is ignored.
 */
void peers_z_all(enum peers_scale scale, const double *x, size_t n, size_t p,
		 double *z, double *weights);

/*
 * Weighted Euclidean distance: sqrt(W / W_ab * sum w (a - b)^2) over the
 * variables that both have, W_ab of all the weights W: as if the others were
 * as far apart as these on average (Gower 1971; Dixon 1979). Without holes and
 * with weights of 1, R: dist(z); with holes, Python: sklearn's
 * nan_euclidean_distances. Variables of weight 0 do not count. NAN: none is
 * left, or fewer than PEERS_AVAILABLE percent of them are in both.
 */
double peers_distance(const double *a, const double *b, const double *weights,
		      size_t p);

struct peer {
	size_t area; /* place in the matrix */
	double distance;
};

/*
 * The k nearest of the other areas, nearest first, of two as near the earlier.
 * Returns how many there are: fewer than k where distances are NAN.
 */
size_t peers_nearest(const double *z, const double *weights, size_t n, size_t p,
		     size_t area, size_t k, struct peer *out);

/*
 * The distance above which a nearest neighbour is not close: the 90th
 * percentile (type 7) of the n nearest distances, one an area. NAN are passed
 * over; NAN where there is nothing else. R: quantile(nearest, 0.9).
 */
double peers_limit(const double *nearest, size_t n);

#endif
