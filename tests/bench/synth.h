/*
 * Answers in Sotkanet's shape, made up: the same seed gives the same bytes.
 *
 * 3 700 indicators of 3 to 35 years, for every area or for counties and larger
 * ones, by sex or not, with trends, random walks and persistent noise, rows
 * missing as they are there, in no useful order: 49 million figures in
 * 2.8 million series. A version 1 of an indicator has one year more and some
 * revisions.
 */
#ifndef TESTS_BENCH_SYNTH_H
#define TESTS_BENCH_SYNTH_H

#include "etl/source.h"

/* Which of them are offered. */
enum synth_size {
	SYNTH_SHORT, /* 40, evenly over all sizes */
	SYNTH_SMALL, /* the 200 largest */
	SYNTH_FULL,
};

struct synth;

struct synth *synth_new(enum synth_size size, uint64_t seed);
void synth_free(struct synth *s);
size_t synth_indicators(const struct synth *s);

/* Whether a night that changes `per_mille` of the indicators changes this one;
 * at least one is changed where per_mille is not 0. */
bool synth_changes(const struct synth *s, const char *indicator,
		   unsigned per_mille);

/* Appends the answer's body to out; false where there is no such indicator.
 * Version 0 is the first day's. */
bool synth_answer(const struct synth *s, const struct request *r, int version,
		  struct buf *out);

/* The request that asks for all that an indicator has; i counts from 0. */
void synth_request_meta(const struct synth *s, size_t i, struct request *out);
void synth_request_figures(const struct synth *s, size_t i, int version,
			   struct request *out);

#endif
