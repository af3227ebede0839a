/*
 * The mapping beside a local table: NAME.ini says what NAME.csv means. The
 * manual, LOCAL TABLES, explains each setting.
 */
#ifndef ETL_LOCAL_MAP_H
#define ETL_LOCAL_MAP_H

#include "lib/err.h"

enum local_key { /* of [table] */
	LOCAL_DELIMITER,
	LOCAL_ENCODING,
	LOCAL_SKIP_LINES,
	LOCAL_HEADER,
	LOCAL_DECIMAL,
	LOCAL_AREA,
	LOCAL_AREA_BY,
	LOCAL_AREA_KIND,
	LOCAL_YEAR,
	LOCAL_FIXED_YEAR,
	LOCAL_ADD_TO_YEAR,
	LOCAL_SEX,
	LOCAL_DIVISION,
	LOCAL_PRODUCER,
	LOCAL_LICENCE,
	LOCAL_KEYS
};

enum local_indicator_key { /* of [indicator CODE] */
	LOCAL_TITLE_FI,
	LOCAL_TITLE_SV,
	LOCAL_TITLE_EN,
	LOCAL_UNIT,
	LOCAL_DECIMALS,
	LOCAL_CLASS,
	LOCAL_VALUE,
	LOCAL_NUMERATOR,
	LOCAL_INDICATOR_KEYS
};

enum local_rule_kind {
	LOCAL_ONLY, /* only.COLUMN = CELL: rows with another are left out */
	LOCAL_CELL, /* cell.TEXT = missing, zero ... */
	LOCAL_AREA_RULE, /* area.PATTERN = KIND:CODE or none */
	LOCAL_SEX_RULE,  /* sex.TEXT = total, male or female */
	LOCAL_RULES
};

struct local_rule {
	enum local_rule_kind kind;
	char *subject, *meaning; /* owned */
};

struct local_rules {
	struct local_rule *list;
	size_t n;
};

struct local_indicator {
	char code[40];
	char *text[LOCAL_INDICATOR_KEYS]; /* owned; NULL: not given */
	struct local_rules rules;         /* LOCAL_ONLY of its own */
};

struct local_map {
	char *text[LOCAL_KEYS]; /* owned; every one with a default is there */
	struct local_rules rules;
	struct local_indicator *indicators;
	size_t n;
};

/* file is for messages. An unknown or missing setting or a wrong value is
 * ERR_CONFIG with file and, where there is one, line. Release with
 * local_map_release(). */
int local_map_parse(const char *file, const char *text, size_t len,
		    struct local_map *out, struct err *e) MUST_USE;
void local_map_release(struct local_map *m);

/* NULL: there is none of that code. Borrowed. */
const struct local_indicator *local_map_find(const struct local_map *m,
					     const char *code);
/* Whether the setting has that value. */
bool local_map_is(const struct local_map *m, enum local_key k,
		  const char *value);
/* A setting that is a whole number; 0 where it is not given. */
int local_map_int(const struct local_map *m, enum local_key k);

#endif
