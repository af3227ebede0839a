/*
 * Base64, as bytes travel inside JSON.
 */
#ifndef LIB_BASE64_H
#define LIB_BASE64_H

#include "lib/buf.h"

/* Appends the bytes that a text stands for (RFC 4648, padded, no line ends);
 * false, *out with nothing added, where it stands for none. */
bool base64_decode(struct buf *out, const char *text);

#endif
