/*
 * Fuzz targets: bytes from outside go into one parser, and whatever they are
 * the parser neither crashes nor breaks a promise of its header. The same files
 * are driven by libFuzzer and, over the committed corpus, by replay.c.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include "lib/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the program where a promise is broken. */
#define PROMISE(what)                                                          \
	do {                                                                   \
		if (!(what))                                                   \
			die("%s:%d: %s", __FILE__, __LINE__, #what);           \
	} while (0)

#endif
