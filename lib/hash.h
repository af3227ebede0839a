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

#endif
