/*
 * Settings: defaults from a table, overridden by the INI file, overridden by
 * --set SECTION.KEY=VALUE. An unknown section or key, or a value of the wrong
 * kind, is an error that names file and line.
 */
#ifndef LIB_CONF_H
#define LIB_CONF_H

#include "lib/err.h"

enum conf_kind {
	CONF_TEXT,
	CONF_INT
};

struct conf_default {
	const char *key; /* "section.key" */
	enum conf_kind kind;
	const char *value;
	int64_t lo, hi; /* for CONF_INT */
	const char *help;
};

struct conf;

/* The tables must outlive the result. */
struct conf *conf_new(const struct conf_default *table, size_t n);
/* More settings, before any is read; a key that is there already is a bug. */
void conf_add(struct conf *c, const struct conf_default *table, size_t n);
void conf_free(struct conf *c);
/* Settings before the error are taken: the program ends with it. Also an error
 * is a key that the file sets twice. */
int conf_read_file(struct conf *c, const char *path, struct err *e) MUST_USE;
/* The same with the file's contents; name is for messages. */
int conf_read_text(struct conf *c, const char *name, const char *text,
		   size_t len, struct err *e) MUST_USE;
/* "sotkanet.url=http://..." */
int conf_set(struct conf *c, const char *assignment, struct err *e) MUST_USE;
/* Whether the table has the key. */
bool conf_knows(const struct conf *c, const char *key);
/* An unknown key is a bug. Borrowed until the key is set again. */
const char *conf_text(const struct conf *c, const char *key);
int64_t conf_int(const struct conf *c, const char *key);
/* Whether the text of a key that lists words ("fi, sv en") has this one. */
bool conf_lists(const struct conf *c, const char *key, const char *word);

#endif
