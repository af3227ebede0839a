/*
 * A sheet of `export xlsx`: what it is called, its columns and what fills it.
 * One file for those that tell of one thing; export_xlsx.c lists them.
 */
#ifndef ETL_EXPORT_SHEET_H
#define ETL_EXPORT_SHEET_H

#include "etl/book.h"
#include "etl/choice.h"
#include "etl/paper.h"

/* What the sheets need. */
struct edition {
	const struct choice *choice;
	struct paper paper; /* for words alone: nothing is printed */
};

struct export_sheet {
	enum text name, is; /* what it holds, in a sentence */
	enum text none;     /* what is said where it has no rows */
	const struct column *columns;
	size_t n;
	int (*fill)(const struct edition *x, struct sheet *s, struct err *e);
};

extern const struct export_sheet export_meter, export_trends, export_figures,
	export_priorities, export_measures, export_agreed, export_followup,
	export_notes, export_sources;

/* A figure of a row: the number, or in its place why there is none. */
void put_figure(struct sheet *s, struct stmt *q, int value, int status,
		int decimals, enum lang lang);
/* A number, or the word where the column is NULL. */
void put_number(struct sheet *s, struct stmt *q, int column, int decimals,
		const char *none);
void put_whole(struct sheet *s, struct stmt *q, int column, const char *none);
/* A text, or the word where the column is NULL or "". */
void put_text(struct sheet *s, const char *text, const char *none);
/* "sotkanet 127" */
void put_id(struct sheet *s, const char *source, const char *id);

/*
 * Columns of a figure beside its county's and the country's of the same year
 * and sex: value, status, county's value and status, country's value and
 * status. `o` has year, sex, value and reason; ?1 is the indicator, ?3 the
 * county, ?4 and ?5 the country, of which the first that has a figure counts.
 */
#define BESIDE_VALUE(o, area)                                                  \
	"(SELECT value FROM observation AS c WHERE c.indicator = ?1"           \
	"   AND c.area = " area " AND c.sex = " o ".sex"                       \
	"   AND c.year = " o ".year)"
#define BESIDE_STATUS(o, area)                                                 \
	"(SELECT t.name FROM absence AS c JOIN status AS t ON t.id = c.reason" \
	"   WHERE c.indicator = ?1 AND c.area = " area "   AND c.sex = " o     \
	".sex AND c.year = " o ".year)"
#define BESIDE_COLUMNS(o)                                                      \
	o ".value, (SELECT name FROM status WHERE id = " o                     \
	  ".reason), " BESIDE_VALUE(o, "?3") ", " BESIDE_STATUS(               \
		  o,                                                           \
		  "?3") ","                                                    \
			" coalesce(" BESIDE_VALUE(o, "?4") ", " BESIDE_VALUE(  \
				o,                                             \
				"?5") "),"                                     \
				      " coalesce(" BESIDE_STATUS(              \
					      o,                               \
					      "?4") ", " BESIDE_STATUS(o,      \
								       "?5") ")"

/* Binds ?1 to ?5 of such a query; ?2 is the area. */
void beside_ask(struct stmt *q, const struct choice *c, const struct pair *p);
/* The three figures, from column `at` on. */
void put_beside(struct sheet *s, struct stmt *q, int at, const struct choice *c,
		const struct pair *p);

#endif
