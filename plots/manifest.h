/*
 * var/charts/MANIFEST: the name of every chart that stands in the folder and
 * the digest of what it was drawn from. What is not listed is not trusted and
 * is drawn again.
 */
#ifndef PLOTS_MANIFEST_H
#define PLOTS_MANIFEST_H

#include "lib/buf.h"
#include "lib/hash.h"

struct manifest_entry {
	char *name; /* owned */
	char digest[HASH_HEX];
};

struct manifest {
	struct manifest_entry *entries; /* by name once read or sorted */
	size_t n, cap;
};

void manifest_add(struct manifest *m, const char *name, const char *digest);
void manifest_sort(struct manifest *m);
/* NULL where there is no such name. m is sorted. */
const struct manifest_entry *manifest_find(const struct manifest *m,
					   const char *name);
/* A file that is not there reads as empty; lines that make no sense are passed
 * over. */
int manifest_read(struct manifest *m, const char *path, struct err *e) MUST_USE;
int manifest_publish(const struct manifest *m, const char *path,
		     struct err *e) MUST_USE;
void manifest_release(struct manifest *m);

#endif
