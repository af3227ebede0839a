/*
 * JSON from outside, by jansson: what its tree would take of memory is bounded
 * before it is built.
 */
#ifndef LIB_JSON_H
#define LIB_JSON_H

#include <jansson.h>

#include "lib/err.h"

enum {
	JSON_MEMORY_MAX = 512 * 1024 * 1024 /* bytes that a tree may take */
};

/*
 * The tree of a text in UTF-8, the caller's to json_decref(); flags as
 * json_loadb() has them. NULL with ERR_DATA for what is no JSON, nests deeper
 * than jansson goes (2048), holds a number beyond double or a NUL, or would
 * take more than JSON_MEMORY_MAX: "[{},{},...]" takes a hundred times its
 * length.
 */
json_t *json_read(const char *bytes, size_t len, size_t flags,
		  struct err *e) MUST_USE;
/* Of a text that may not be UTF-8 to the last byte: "" then, never NULL. */
json_t *json_plain(const char *s);
/* What the tree of such a text takes at most, about, in bytes. */
size_t json_memory(const char *bytes, size_t len);

#endif
