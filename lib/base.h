/*
 * What every file includes first: the standard types, attributes, memory that
 * never fails (exhausted memory ends the program), and the list of functions
 * that this project does not use.
 */
#ifndef LIB_BASE_H
#define LIB_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MUST_USE     __attribute__((warn_unused_result))
#define PRINTF(f, a) __attribute__((format(printf, f, a)))
#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

#define TILANNEKUVA_VERSION "0.1.0"

/* Ends the program: a broken invariant, nothing else. */
_Noreturn void die(const char *fmt, ...) PRINTF(1, 2);
/* Exhausted memory: one line, exit status 1, nothing more is written: what
 * stands in the stores is what the last transaction left. */
_Noreturn void die_of_memory(void);

/* From here on jansson's memory never fails either: its NULL for want of it
 * would be a document that lacks a part. Before it is used. What SQLite and
 * libcurl lack ends the program where they are called: lib/db.c, lib/http.c. */
void mem_for_jansson(void);

/* Memory from these is the caller's to free(); they never return NULL. */
/* What is freed is kept for the next who wants it, up to 32 MB. Buffers of some
 * megabytes come and go with each answer, and the system clears a page each
 * time that it gives it out: a fifth of the time of `fetch`. */
void mem_keep(void);
void *xmalloc(size_t n);
void *xcalloc(size_t n, size_t size);
void *xreallocarray(void *p, size_t n, size_t size);
char *xstrdup(const char *s);
char *xstrndup(const char *s, size_t n);
char *xasprintf(const char *fmt, ...) PRINTF(1, 2);

#include "lib/banned.h"

#endif
