/*
 * The parts of an area's paper: its priorities with their figures, how people
 * feel beside what registers see, the work for it and its money. Called by
 * negotiation_show_area().
 */
#ifndef ETL_AREA_FIGURES_H
#define ETL_AREA_FIGURES_H

#include "etl/figure_words.h"
#include "etl/negotiation_show.h"

enum {
	/* a figure of more years is shown with its year and not judged */
	RECENT_YEARS = 5
};

struct area_showing {
	const struct showing *s;
	char kind[40], code[20];
	int year; /* today's */
};

int area_show_priorities(const struct area_showing *a, struct err *e) MUST_USE;
int area_show_dimensions(const struct area_showing *a, struct err *e) MUST_USE;
int area_show_hyte(const struct area_showing *a, struct err *e) MUST_USE;

/* As show_ask_of(), with the area's kind and code as ?4 and ?5. */
int area_ask(const struct area_showing *a, const char *query, const char *of,
	     struct stmt **out, struct err *e) MUST_USE;
bool area_is_recent(const struct area_showing *a, int year);

/* The title of a row's indicator in the language ?2. */
#define AREA_TITLE(v)                                                          \
	"coalesce((SELECT nullif(CASE ?2 WHEN 'sv' THEN i.title_sv WHEN 'en'"  \
	"    THEN i.title_en END, '') FROM indicator AS i JOIN source AS s"    \
	"    ON s.id = i.source WHERE s.name = " v ".source AND i.code = " v   \
	".indicator), " v ".title_fi, " v ".indicator)"
/* Columns of a query that area_value(), area_form() and area_trend() read, from
 * `at` on. */
#define AREA_COLUMNS(v)                                                        \
	v ".unit, " v ".class, " v ".decimals, " v ".year, " v ".value, " v    \
	  ".country_value, " v ".source, " v ".indicator"
#define AREA_TREND(v)                                                          \
	v ".trend_verdict, " v ".direction, " v ".trend_note, " v ".q, " v     \
	  ".slope, " v ".slope_low, " v ".slope_high, " v ".first_year, " v    \
	  ".last_year, " v ".n"

struct figure_form area_form(struct stmt *q, int at);
struct figure_trend area_trend(struct stmt *q, int at);
/* "15,6 % vuonna 2023 (koko maa 12,1 %), 3 vuotta vanha" into *out, the
 * caller's to free(). */
int area_value(const struct area_showing *a, struct stmt *q, int at, char **out,
	       struct err *e) MUST_USE;

#endif
