/*
 * What the two halves of the generator share: which indicators and areas there
 * are. Nobody else includes it.
 */
#ifndef TESTS_BENCH_SYNTH_INTERNAL_H
#define TESTS_BENCH_SYNTH_INTERNAL_H

#include "tests/bench/synth.h"

/* One kind of areas. */
struct tier {
	const char *kind;
	int n, first_id;
	int digits; /* of the code */
};

extern const struct tier tiers[];
extern const size_t tiers_n;

struct synth_area {
	int id;
	const struct tier *tier;
	int index;        /* within its tier */
	double people;    /* that live there */
	bool has_figures; /* a Finnish one */
};

enum shape {
	SHAPE_TREND,
	SHAPE_WALK,
	SHAPE_PERSISTENT
};

struct synth_unit {
	const char *code, *fi;
	double per;           /* people; 0: a count or an amount */
	double level, spread; /* of the figures, log-uniform */
};

struct synth_indicator {
	int id;
	int first, last, step; /* years */
	bool by_sex, municipal, numerator, whole_as_decimal;
	int decimals;
	enum shape shape;
	const struct synth_unit *unit;
	size_t expected; /* figures, roughly */
};

struct synth {
	uint64_t seed;
	struct synth_indicator *list;
	size_t n;
	struct synth_area *areas;
	size_t n_areas;
};

/* A number that hangs on all four and on nothing else. */
uint64_t synth_hash(uint64_t seed, uint64_t a, uint64_t b, uint64_t c);
/* From 0 up to 1. */
double synth_share(uint64_t hash);

const struct synth_indicator *synth_find(const struct synth *s,
					 const char *code);

void synth_regions(const struct synth *s, struct buf *out);
void synth_list(const struct synth *s, struct buf *out);
void synth_meta(const struct synth *s, const struct synth_indicator *m,
		int version, struct buf *out);
void synth_figures(const struct synth *s, const struct synth_indicator *m,
		   const struct request *r, int version, struct buf *out);

#endif
