/*
 * Memory that never fails, and the end of the program where it must.
 */
#include "lib/base.h"

#include <malloc.h>
#include <unistd.h>

#include <jansson.h>

void mem_keep(void)
{
	(void)mallopt(M_MMAP_THRESHOLD, 32 << 20);
	(void)mallopt(M_TRIM_THRESHOLD, 32 << 20);
}

void die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fputs("tilannekuva: bug: ", stderr);
	(void)vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
	va_end(ap);
	abort();
}

void die_of_memory(void)
{
	static const char words[] = "tilannekuva: out of memory\n";

	/* stdio might ask for memory, and so might what runs at an exit */
	if (write(STDERR_FILENO, words, sizeof(words) - 1) < 0)
		abort();
	_exit(EXIT_FAILURE);
}

static void *check(void *p)
{
	if (!p)
		die_of_memory();
	return p;
}

void *xmalloc(size_t n)
{
	return check(malloc(n ? n : 1));
}

void *xcalloc(size_t n, size_t size)
{
	return check(calloc(n ? n : 1, size ? size : 1));
}

void *xreallocarray(void *p, size_t n, size_t size)
{
	return check(reallocarray(p, n ? n : 1, size ? size : 1));
}

char *xstrdup(const char *s)
{
	return check(strdup(s));
}

char *xstrndup(const char *s, size_t n)
{
	return check(strndup(s, n));
}

char *xasprintf(const char *fmt, ...)
{
	va_list ap;
	char *s = NULL;
	int n;

	va_start(ap, fmt);
	n = vasprintf(&s, fmt, ap);
	va_end(ap);
	return check(n < 0 ? NULL : s);
}

void mem_for_jansson(void)
{
	json_set_alloc_funcs(xmalloc, free);
}
