/*
 * SHA-256 as lower-case hex text.
 */
#ifndef LIB_HASH_H
#define LIB_HASH_H

#include "lib/base.h"

enum {
	HASH_HEX = 65
}; /* 64 digits and the NUL */

struct hash; /* a hash in the making */

char *hash_hex(char dst[HASH_HEX], const void *p, size_t n);
struct hash *hash_new(void);
void hash_add(struct hash *h, const void *p, size_t n);
/* Adds a text with its end, so that "a","bc" and "ab","c" differ. */
void hash_text(struct hash *h, const char *s);
/* Writes the digest and frees h. */
char *hash_end(struct hash *h, char dst[HASH_HEX]);

/* Of a set of rows: the same in whatever order they were added. {0}: empty. */
struct hash_set {
	uint64_t sum[4]; /* of their digests, by lanes */
	uint64_t n;
};

void hash_set_add(struct hash_set *s, const void *p, size_t n);
char *hash_set_hex(char dst[HASH_HEX], const struct hash_set *s);

#endif
