/*
 * What several fuzz targets need: files to be read, and choices made from the
 * bytes of an input.
 */
#ifndef TESTS_FUZZ_SCRATCH_H
#define TESTS_FUZZ_SCRATCH_H

#include "tests/fuzz/fuzz.h"

#include "lib/app.h"
#include "lib/buf.h"

/* A folder of this process, in TMPDIR or /tmp; it goes when the process ends
 * by itself. */
const char *scratch_dir(void);
/* The whole of a file in it, or in a folder of it that is made then. Returns
 * its path, the caller's to free(). */
char *scratch_put(const char *name, const void *p, size_t n);
/* Takes the files away that were put. */
void scratch_clear(void);

/* An app whose var and config are that folder, that says nothing, on 2 March
 * 2026, with every setting of every source. */
struct app *scratch_app(void);

/* Choices from the bytes of an input, from its front; 0 behind its end. */
struct feed {
	const uint8_t *at;
	size_t left;
};

unsigned feed_byte(struct feed *f);
/* Below n, n at most 256. */
size_t feed_below(struct feed *f, size_t n);
/* What stands before the next line end, which is taken too; the caller's to
 * free(). NUL bytes end it. */
char *feed_line(struct feed *f);

/* The same table with its rows in another order: the first line stays. Appends
 * to out; false: a line end in a cell may be, so that lines are no rows. */
bool rows_reversed(struct buf *out, const char *bytes, size_t len);

#endif
