#include "etl/clock.h"

#include "etl/kept.h"
#include "lib/num.h"

enum {
	DAY = 86400,
	ENDED = 400 /* days after the last on which figures were expected */
};

static char *day_after(char dst[WHEN_TEXT], const char *iso, int64_t days)
{
	int64_t t;

	if (!when_parse(iso, &t))
		die("clock: day '%s'", iso);
	(void)when_text(dst, t + days * DAY);
	dst[10] = '\0';
	return dst;
}

enum clock_state clock_judge(const char *first, const char *day,
			     const char *last, int last_year, const char *today,
			     const char *meeting)
{
	char end[WHEN_TEXT];

	if (last_year == 0)
		return CLOCK_NO_FIGURES;
	if (!day[0])
		return CLOCK_UNKNOWN;
	if (strcmp(day_after(end, last, ENDED), today) < 0)
		return CLOCK_ENDED;
	if (strcmp(last, today) < 0)
		return CLOCK_LATE;
	if (strcmp(last, meeting) <= 0)
		return CLOCK_READY;
	if (strcmp(day, meeting) <= 0)
		return CLOCK_LIKELY;
	return strcmp(first, meeting) <= 0 ? CLOCK_MAYBE : CLOCK_AFTER;
}

/* --- dates -----------------------------------------------------------------
 */

static struct clock_date *add_date(struct year_clock *c)
{
	c->dates = xreallocarray(c->dates, c->n_dates + 1, sizeof(*c->dates));
	c->dates[c->n_dates] = (struct clock_date){0};
	return &c->dates[c->n_dates++];
}

static int ask(struct db *db, const char *query, const char *only,
	       enum lang lang, struct stmt **out, struct err *e)
{
	if (stmt_new(out, db, query, e) < 0)
		return -1;
	stmt_text(*out, 1, only);
	if (strstr(query, "?2"))
		stmt_text(*out, 2, lang_name(lang));
	return 0;
}

/* Rows of (uid, when, text parts ...) -> dates. make: the text of a row. */
static int read_dates(struct year_clock *c, struct db *db, const char *query,
		      const char *only,
		      char *(*make)(const struct paper *p, struct stmt *q),
		      struct err *e)
{
	struct stmt *q = NULL;
	int got;

	if (ask(db, query, only, c->paper.lang, &q, e) < 0)
		return -1;
	while ((got = stmt_step(q, e)) == 1) {
		struct clock_date *d = add_date(c);

		d->uid = xasprintf("%s@tilannekuva", stmt_col_text(q, 0));
		d->when = xstrdup(stmt_col_text(q, 1));
		d->yearly = stmt_col_int(q, 2) != 0;
		d->about = xstrdup(stmt_col_text(q, 3));
		d->text = make(&c->paper, q);
	}
	stmt_free(q);
	return got;
}

static char *plain(const struct paper *p, struct stmt *q)
{
	(void)p;
	return xstrdup(stmt_col_text(q, 4));
}

static char *round_text(const struct paper *p, struct stmt *q)
{
	const char *const with[] = {stmt_col_text(q, 4)};

	return paper_fill(p, TEXT_CLOCK_ROUND, 1, with);
}

static char *anniversary_text(const struct paper *p, struct stmt *q)
{
	char day[TEXT_NUMBER], *held;
	const char *with[1];
	char *out;

	held = xasprintf("%s, %s", stmt_col_text(q, 4),
			 text_date(day, stmt_col_text(q, 5), p->lang));
	with[0] = held;
	out = paper_fill(p, TEXT_CLOCK_ANNIVERSARY, 1, with);
	free(held);
	return out;
}

static char *due_text(const struct paper *p, struct stmt *q)
{
	const char *const with[] = {stmt_col_text(q, 4), stmt_col_text(q, 5)};

	return paper_fill(p, TEXT_CLOCK_DUE, 2, with);
}

static char *reported_text(const struct paper *p, struct stmt *q)
{
	const char *const with[] = {stmt_col_text(q, 4), stmt_col_text(q, 5)};

	return paper_fill(p, TEXT_CLOCK_REPORTED, 2, with);
}

static int read_all_dates(struct year_clock *c, struct db *db, const char *only,
			  struct err *e)
{
	static const char calendar[] =
		"SELECT 'calendar-' || id, date, repeats = 'yearly', source,"
		"  text FROM v_calendar AS c WHERE ?1 IS NULL OR"
		"  (coalesce(negotiation, ?1) = ?1 AND coalesce(county_code,"
		"    (SELECT county_code FROM v_negotiation WHERE negotiation ="
		"      ?1)) = (SELECT county_code FROM v_negotiation"
		"      WHERE negotiation = ?1)) ORDER BY position";
	static const char rounds[] =
		"SELECT 'round-' || negotiation || '.' || round, date, 0,"
		"  coalesce(text, ''), round FROM v_round"
		"  WHERE date IS NOT NULL AND negotiation = coalesce(?1,"
		"    negotiation) ORDER BY date, negotiation, position";
	static const char anniversaries[] =
		"SELECT 'year-after-' || negotiation, date(date_to, '+1 year'),"
		"  0, coalesce(county_fi, ''), negotiation, date_to"
		"  FROM v_negotiation AS n WHERE negotiation = coalesce(?1,"
		"    negotiation) AND NOT EXISTS (SELECT 1 FROM v_negotiation"
		"    AS m WHERE m.county_code = n.county_code"
		"    AND m.date > n.date) ORDER BY date, negotiation";
	static const char dues[] =
		"SELECT 'due-' || negotiation || '-' || measure, due, 0,"
		"  coalesce(due_text, ''), measure, CASE ?2 WHEN 'sv' THEN"
		"    coalesce(text_sv, text_fi) WHEN 'en' THEN"
		"    coalesce(text_en, text_fi) ELSE text_fi END FROM v_measure"
		"  WHERE due IS NOT NULL AND coalesce(state, '') NOT IN"
		"    ('done', 'dropped') AND negotiation = coalesce(?1,"
		"    negotiation) ORDER BY due, negotiation, position";
	/* unless the calendar has the same day for it */
	static const char reports[] =
		"SELECT 'report-' || negotiation, reported, 0, '', negotiation,"
		"  coalesce(reported_to, '') FROM v_negotiation AS n"
		"  WHERE reported IS NOT NULL AND negotiation = coalesce(?1,"
		"    negotiation) AND NOT EXISTS (SELECT 1 FROM v_calendar AS c"
		"    WHERE c.negotiation = n.negotiation AND c.date ="
		"    n.reported) ORDER BY reported, negotiation";

	return read_dates(c, db, calendar, only, plain, e) < 0 ||
			       read_dates(c, db, rounds, only, round_text, e) <
				       0 ||
			       read_dates(c, db, anniversaries, only,
					  anniversary_text, e) < 0 ||
			       read_dates(c, db, dues, only, due_text, e) < 0 ||
			       read_dates(c, db, reports, only, reported_text,
					  e) < 0
		       ? -1
		       : 0;
}

/* --- indicators ------------------------------------------------------------
 */

static int read_indicators(struct year_clock *c, struct db *db,
			   const char *only, struct err *e)
{
	static const char query[] =
		"SELECT l.source, l.indicator, coalesce(CASE ?2 WHEN 'sv' THEN"
		"    nullif(i.title_sv, '') WHEN 'en' THEN"
		"    nullif(i.title_en, '') END, l.title_fi, ''),"
		"  replace(group_concat(DISTINCT l.priority), ',', ', '), "
		"coalesce(l.last_year, 0),"
		"  coalesce(r.next_year, 0), r.first_day, r.day, r.last_day,"
		"  r.evidence, r.releases"
		"  FROM v_priority_link AS l LEFT JOIN v_indicator AS i"
		"    ON i.source = l.source AND i.indicator = l.indicator"
		"  LEFT JOIN v_rhythm AS r ON r.source = l.source"
		"    AND r.indicator = l.indicator"
		"  WHERE l.negotiation = coalesce(?1, l.negotiation)"
		"  GROUP BY l.source, l.indicator"
		"  ORDER BY r.day IS NULL, r.day, l.source,"
		"    CAST(l.indicator AS INTEGER), l.indicator";
	struct stmt *q = NULL;
	int got;

	if (ask(db, query, only, c->paper.lang, &q, e) < 0)
		return -1;
	while ((got = stmt_step(q, e)) == 1) {
		struct clock_indicator *i;

		c->list = xreallocarray(c->list, c->n + 1, sizeof(*c->list));
		i = &c->list[c->n++];
		*i = (struct clock_indicator){
			.source = xstrdup(stmt_col_text(q, 0)),
			.code = xstrdup(stmt_col_text(q, 1)),
			.title = xstrdup(stmt_col_text(q, 2)),
			.priorities = xstrdup(stmt_col_text(q, 3)),
			.last_year = (int)stmt_col_int(q, 4),
			.next_year = (int)stmt_col_int(q, 5),
			.first = xstrdup(stmt_col_text(q, 6)),
			.day = xstrdup(stmt_col_text(q, 7)),
			.last = xstrdup(stmt_col_text(q, 8)),
			.evidence = xstrdup(stmt_col_text(q, 9)),
			.releases = (int)stmt_col_int(q, 10)};
		i->state = clock_judge(i->first, i->day, i->last, i->last_year,
				       c->today, c->until);
		/* without a meeting there is nothing to be in time for */
		if (!c->meeting && i->state < CLOCK_AFTER)
			i->state = CLOCK_READY;
	}
	stmt_free(q);
	return got;
}

int year_clock_read(struct year_clock *c, struct db *db, const char *only,
		    struct err *e)
{
	struct stmt *q = NULL;
	int got = 1;

	if (only) {
		if (stmt_new(&q, db,
			     "SELECT 1 FROM negotiation WHERE negotiation = ?1",
			     e) < 0)
			return -1;
		stmt_text(q, 1, only);
		got = stmt_step(q, e);
		stmt_free(q);
	}
	if (got == 0)
		return err_set(e, ERR_USAGE,
			       "the store has no negotiation '%s': see "
			       "`tilannekuva negotiation list`",
			       only);
	return got < 0 || read_all_dates(c, db, only, e) < 0
		       ? -1
		       : read_indicators(c, db, only, e);
}

void year_clock_release(struct year_clock *c)
{
	size_t i, j;

	for (i = 0; i < c->n_dates; i++) {
		free(c->dates[i].uid);
		free(c->dates[i].text);
		free(c->dates[i].about);
		free(c->dates[i].when);
	}
	free(c->dates);
	for (i = 0; i < c->n; i++) {
		struct clock_indicator *t = &c->list[i];
		char *texts[] = {t->source, t->code, t->title, t->priorities,
				 t->first,  t->day,  t->last,  t->evidence};

		for (j = 0; j < ARRAY_LEN(texts); j++)
			free(texts[j]);
	}
	free(c->list);
	c->dates = NULL;
	c->list = NULL;
	c->n_dates = c->n = 0;
}

char *clock_expected(const struct paper *p, const struct clock_indicator *i)
{
	bool latest = strcmp(i->evidence, "latest") == 0;
	char year[24], day[TEXT_NUMBER], first[TEXT_NUMBER], last[TEXT_NUMBER];
	char n[24], held[24], *from, *out;
	const char *const many[] = {n};
	const char *const is[] = {held};
	const char *with[5] = {year, day, first, last, NULL};

	(void)snprintf(held, sizeof(held), "%d", i->last_year);
	if (i->last_year == 0)
		return xstrdup("");
	if (!i->day[0] || i->state == CLOCK_ENDED)
		return paper_fill(p, TEXT_CLOCK_ROW_HELD, 1, is);
	(void)snprintf(year, sizeof(year), "%d", i->next_year);
	(void)snprintf(n, sizeof(n), "%d", i->releases);
	(void)text_date(day, i->day, p->lang);
	(void)text_date(first, i->first, p->lang);
	(void)text_date(last, i->last, p->lang);
	from = i->releases == 1
		       ? xstrdup(text_get(TEXT_CLOCK_FROM_ONE, p->lang))
		       : paper_fill(p, TEXT_CLOCK_FROM_MANY, 1, many);
	with[4] = from;
	out = paper_fill(p, latest ? TEXT_CLOCK_ROW_LATEST : TEXT_CLOCK_ROW, 5,
			 with);
	free(from);
	return out;
}
