/*
 * Numbers and times as text, independent of the locale.
 */
#ifndef LIB_NUM_H
#define LIB_NUM_H

#include "lib/base.h"

/* A whole decimal number such as "12", "-3.50" or "1e6": no blanks, no "+", no
 * hex, inf or nan, finite. false, *out untouched, for anything else. */
bool num_double(const char *s, size_t len, double *out);
/* A whole number from lo to hi, only digits and a leading "-". */
bool num_int(const char *s, size_t len, int64_t lo, int64_t hi, int64_t *out);

enum {
	NUM_TEXT = 32
};
/* The shortest decimal text that reads back as v ("7.4", "1e+20"); "" for a
 * value that is not finite. Returns dst (NUM_TEXT bytes at least). */
char *num_text(char *dst, double v);

/* Seconds since 1970 UTC from "2014-01-01" or "2014-01-01T03:00:00Z". */
bool when_parse(const char *s, int64_t *out);
/* The same where a day stands for its last second: "until that day". */
bool when_parse_until(const char *s, int64_t *out);
enum {
	WHEN_TEXT = 32
};
char *when_text(char *dst, int64_t t); /* "2014-01-01T03:00:00Z" */
int when_year(int64_t t);
int64_t when_now(void);
/* Seconds on a clock that nobody sets: only a difference means something. */
double when_ticks(void);

#endif
