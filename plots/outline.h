/*
 * Outlines of today's municipalities for maps, and where they stand on a grid
 * of tiles.
 *
 * outlines.csv: made from the municipal division of 2023 at 1:4 500 000 of the
 * National Land Survey (CC BY 4.0) in hundreds of metres of ETRS-TM35FIN
 * (EPSG:3067), Pertunmaa joined to Mäntyharju; a row a ring.
 * tiles.csv: the grids of Päijät-Häme and Pirkanmaa of the package geofi
 * (rOpenGov, BSD).
 */
#ifndef PLOTS_OUTLINE_H
#define PLOTS_OUTLINE_H

#include "plots/kind.h"

struct ring {
	char code[4]; /* of the municipality */
	double *xy;   /* owned: x y x y ...; north is up */
	size_t n;     /* corners */
};

struct outlines {
	struct ring *rings; /* by code; owned */
	size_t n;
};

void outlines_read(struct outlines *out); /* compiled in: cannot fail */
void outlines_release(struct outlines *o);
/* The rings of one municipality; *n of them, 0: none. Borrowed. */
const struct ring *outlines_of(const struct outlines *o, const char *code,
			       size_t *n);
/* Where a name stands best: the place in the largest ring of a municipality
 * that is farthest from its edges. Returns the room to the left and to the
 * right of it; 0: it has no ring. */
double outlines_heart(const struct outlines *o, const char *code, double *x,
		      double *y);

/* Whether a place lies in one of its rings. */
bool outlines_hold(const struct outlines *o, const char *code, double x,
		   double y);

struct tile {
	char code[4];
	int row, column; /* from 0 */
};

/*
 * Places for municipalities on a grid of tiles, none twice, roughly as they lie
 * on the map: the grid of their county where there is one that has them all,
 * else rows from north to south, each from west to east. codes: n of them; out:
 * n tiles in the order of codes. Returns the columns.
 */
int outlines_tiles(const struct outlines *o, const char *const *codes, size_t n,
		   struct tile *out);

/* For struct chart_kind: keeps outlines. */
int outlines_prepare(struct chart_source *source, struct db *db,
		     struct err *e) MUST_USE;
void outlines_forget(void *kept);

#endif
