/*
 * What a chart says of its indicator, whatever its kind: title, unit, source,
 * and how figures are written.
 */
#ifndef PLOTS_GAUGE_H
#define PLOTS_GAUGE_H

#include "lib/db.h"
#include "lib/text.h"

struct gauge {
	enum lang lang;
	int64_t id;
	char *source, *source_title, *indicator; /* owned, as all texts here */
	char *title, *unit, *klass, *organisation, *licence;
	char *updated, *fetched; /* "2024-08-29..." or "" */
	int decimals;
	int span;     /* years of a moving average, 1: none */
	int polarity; /* -1 lower is better, 1 higher is better, 0 neither */
	bool survey;
};

void gauge_release(struct gauge *m);
/* A deep copy over what dst held, which is not released. */
void gauge_copy(struct gauge *dst, const struct gauge *src);

/* Reads with a statement of GAUGE_SQL. out->lang is set before; its texts are
 * the caller's to release. ERR_DATA: no such indicator. */
#define GAUGE_SQL                                                              \
	"SELECT v.source, s.title, v.indicator, v.title_fi, v.title_sv,"       \
	"  v.title_en, v.unit, v.decimals, v.class, v.polarity,"               \
	"  v.organisation, coalesce(nullif(v.licence, ''), s.licence),"        \
	"  v.data_updated, v.fetched_at, v.span, v.felt"                       \
	" FROM indicator AS i JOIN source AS s ON s.id = i.source"             \
	" JOIN v_indicator AS v"                                               \
	"   ON v.source = s.name AND v.indicator = i.code"                     \
	" WHERE i.id = ?1"
int gauge_read(struct stmt *q, int64_t indicator, struct gauge *out,
	       struct err *e) MUST_USE;
/* The cleaned text of column i; the caller's to free(). */
char *gauge_column(struct stmt *q, int i);
/* The text of this language in columns i (fi), i + 1 (sv), i + 2 (en); the
 * Finnish one where it is empty. The caller's to free(). */
char *gauge_column_lang(struct stmt *q, int i, enum lang lang);
/* Kind, code and name of an area, by a statement that has them of ?1 in its
 * columns (kind, code, name_fi, name_sv, name_en). 1: there it is, the texts
 * are the caller's to free(); 0: there is none, they stay as they are; -1. */
int gauge_area(struct stmt *q, int64_t area, enum lang lang, char **kind,
	       char **code, char **name, struct err *e) MUST_USE;

enum {
	GAUGE_VALUE = 80
};
/* A figure with its unit as the chart writes it: "12,3 %" (no-break space),
 * "12.3%". Returns dst, GAUGE_VALUE bytes. */
char *gauge_value(char *dst, const struct gauge *m, double v);
/* -1, 0, 1: less, equal, more, as printed: a difference that the figures do not
 * show is none. */
int gauge_compare(const struct gauge *m, double a, double b);
/* Why there is no figure, in words: "salattu". */
const char *gauge_status(const char *status, enum lang lang);
bool gauge_is_percent(const struct gauge *m);
/* Counts and sums of money: a municipality's stands beside no one else's. */
bool gauge_is_amount(const struct gauge *m);
/* Whether an axis of this measure begins from zero by nature. */
bool gauge_from_zero(const struct gauge *m);
/* What stands behind the area's name: unit and what kind of figure it is. */
void gauge_unit(const struct gauge *m, struct buf *out);

#endif
