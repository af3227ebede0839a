/*
 * Growing arrays; see grown.h.
 */
#include "analysis/grown.h"

void *grown(void *p, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return p;
	*cap = *cap ? *cap * 2 : 1024;
	return xreallocarray(p, *cap, size);
}
