/*
 * See year.h. The facts are those of the command `clock`, asked of the views.
 */
#include "lib/base.h"

#include "briefing/phrase.h"
#include "briefing/year.h"
#include "lib/num.h"

enum {
	DAY = 86400,
	ENDED = 400 /* days after the last on which figures were expected */
};

enum {
	Q_DATES,
	Q_FIGURES,
	Q_CHART,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	/* uid, when, yearly, about, kind, its texts */
	[Q_DATES] =
		"WITH n AS (SELECT * FROM v_negotiation WHERE county_code = ?1)"
		" SELECT 'calendar-' || id AS uid, date AS at,"
		"   repeats = 'yearly', source, 'plain', text, ''"
		"  FROM v_calendar WHERE coalesce(county_code, ?1) = ?1"
		"   AND (negotiation IS NULL OR negotiation IN"
		"     (SELECT negotiation FROM n))"
		" UNION ALL SELECT 'round-' || r.negotiation || '.' || round,"
		"   r.date, 0, r.text, 'round', round, ''"
		"  FROM v_round AS r JOIN n USING (negotiation)"
		"  WHERE r.date IS NOT NULL"
		" UNION ALL SELECT 'year-after-' || negotiation,"
		"   date(date_to, '+1 year'), 0, county_fi, 'year',"
		"   negotiation, date_to FROM n"
		"  WHERE date = (SELECT max(date) FROM n)"
		" UNION ALL SELECT 'due-' || m.negotiation || '-' || measure,"
		"   due, 0, due_text, 'due', measure, CASE ?2"
		"     WHEN 'sv' THEN coalesce(text_sv, text_fi)"
		"     WHEN 'en' THEN coalesce(text_en, text_fi)"
		"     ELSE text_fi END"
		"  FROM v_measure AS m JOIN n USING (negotiation)"
		"  WHERE due IS NOT NULL"
		"   AND coalesce(state, '') NOT IN ('done', 'dropped')"
		" UNION ALL SELECT 'report-' || negotiation, reported, 0, '',"
		"   'report', negotiation, reported_to FROM n"
		"  WHERE reported IS NOT NULL AND NOT EXISTS (SELECT 1"
		"   FROM v_calendar AS c WHERE c.negotiation = n.negotiation"
		"     AND c.date = n.reported)"
		" ORDER BY uid",
	[Q_FIGURES] =
		"SELECT l.source, l.indicator, i.title_fi, i.title_sv,"
		"  i.title_en, l.title_fi,"
		"  group_concat(DISTINCT l.priority),"
		"  l.last_year, r.next_year, r.first_day, r.day, r.last_day,"
		"  r.evidence = 'latest', r.releases"
		" FROM (SELECT * FROM v_priority_link ORDER BY negotiation,"
		"    priority) AS l"
		" JOIN v_negotiation AS n ON n.negotiation = l.negotiation"
		" LEFT JOIN v_indicator AS i ON i.source = l.source"
		"   AND i.indicator = l.indicator"
		" LEFT JOIN v_rhythm AS r ON r.source = l.source"
		"   AND r.indicator = l.indicator"
		" WHERE n.county_code = ?1 AND l.strength <> 'context'"
		" GROUP BY l.source, l.indicator",
	[Q_CHART] = "SELECT name, title, alt FROM v_chart WHERE kind = 'clock'"
		    " AND area_kind = 'hyvinvointialue' AND area_code = ?1"
		    " AND lang = ?2 ORDER BY name",
};
const struct sql_set briefing_year_sql = {"briefing/year", sql, Q_COUNT};

/* --- days --- */

bool year_span(const char *when, char first[11], char last[11])
{
	static const char *const rests[] = {"-01-01", "-01", ""};
	size_t len = strlen(when), kind = len == 4 ? 0 : len == 7 ? 1 : 2;
	char at[WHEN_TEXT];
	int64_t t;

	first[0] = last[0] = '\0';
	if (len != 4 && len != 7 && len != 10)
		return false;
	(void)snprintf(at, sizeof(at), "%s%s", when, rests[kind]);
	if (!when_parse(at, &t))
		return false;
	(void)snprintf(first, 11, "%.10s", at);
	/* 40 days on lies in the next month: back to the day before its first
	 */
	if (kind == 1) {
		(void)when_text(at, t + (int64_t)40 * DAY);
		(void)snprintf(at + 8, sizeof(at) - 8, "01");
		if (!when_parse(at, &t))
			die("no day '%s'", at);
		(void)when_text(at, t - DAY);
	} else if (kind == 0) {
		(void)snprintf(at + 4, sizeof(at) - 4, "-12-31");
	}
	(void)snprintf(last, 11, "%.10s", at);
	return true;
}

enum year_state year_judge(const char *day, const char *last, int last_year,
			   const char *today)
{
	char end[WHEN_TEXT];
	int64_t t;

	if (last_year == 0)
		return YEAR_NO_FIGURES;
	if (!*day || !when_parse(last, &t))
		return YEAR_UNKNOWN;
	if (strncmp(when_text(end, t + (int64_t)ENDED * DAY), today, 10) < 0)
		return YEAR_ENDED;
	return strcmp(last, today) < 0 ? YEAR_LATE : YEAR_AHEAD;
}

/* --- reading --- */

static char *column(struct stmt *q, int i)
{
	return xstrdup(stmt_col_text(q, i));
}

static char *date_text(struct stmt *q, enum lang lang)
{
	static const struct {
		const char *kind;
		enum text text;
	} kinds[] = {
		{"round", TEXT_CLOCK_ROUND},
		{"year", TEXT_CLOCK_ANNIVERSARY},
		{"due", TEXT_CLOCK_DUE},
		{"report", TEXT_CLOCK_REPORTED},
	};
	char *kind = column(q, 4), *one = column(q, 5), *two = column(q, 6);
	char day[TEXT_NUMBER], *text = NULL, *held;
	struct buf b;

	buf_init(&b, BUF_MAX);
	if (strcmp(kind, "year") == 0) {
		held = xasprintf("%s, %s", one, text_date(day, two, lang));
		free(one);
		one = held;
	}
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (strcmp(kind, kinds[i].kind) == 0) {
			phrase_add(&b, lang, kinds[i].text, one, two, NULL);
			text = xstrdup(buf_str(&b));
		}
	if (!text)
		text = xstrdup(one);
	buf_release(&b);
	free(kind);
	free(one);
	free(two);
	return text;
}

/* A year or a month stands where it ends. */
static int compare_date(const void *a, const void *b)
{
	const struct year_date *x = a, *y = b;
	int d = strcmp(x->last, y->last);

	return d ? d : strcmp(x->uid, y->uid);
}

static int read_dates(struct year *y, struct stmts *set, const char *today,
		      struct err *e)
{
	struct stmt *q = stmts_at(set, Q_DATES);
	int rc;

	stmt_text(q, 1, y->county->code);
	stmt_text(q, 2, lang_name(y->cat->lang));
	while ((rc = stmt_step(q, e)) > 0) {
		struct year_date *d;

		y->dates = xreallocarray(y->dates, y->date_n + 1,
					 sizeof(*y->dates));
		d = &y->dates[y->date_n++];
		*d = (struct year_date){
			.uid = xasprintf("%s@tilannekuva", stmt_col_text(q, 0)),
			.when = column(q, 1),
			.yearly = stmt_col_int(q, 2) != 0,
			.about = column(q, 3),
			.text = date_text(q, y->cat->lang),
		};
		d->behind = year_span(d->when, d->first, d->last) &&
			    !d->yearly && strcmp(d->last, today) < 0;
	}
	if (rc == 0 && y->date_n > 0)
		qsort(y->dates, y->date_n, sizeof(*y->dates), compare_date);
	return rc;
}

/* "PH1,PH2" -> "PH1, PH2" */
static char *spaced(const char *list)
{
	struct buf b;
	char *s;

	buf_init(&b, BUF_MAX);
	for (; *list; list++) {
		buf_putc(&b, *list);
		if (*list == ',')
			buf_putc(&b, ' ');
	}
	s = xstrdup(buf_str(&b));
	buf_release(&b);
	return s;
}

static void take_figure(struct year *y, struct stmt *q, const char *today)
{
	const char *own = stmt_col_text(q, 2 + (int)y->cat->lang);
	struct year_figure *f;
	size_t i;

	if (!*own)
		own = stmt_col_text(q, 2);
	if (!*own)
		own = stmt_col_text(q, 5);
	y->figures = xreallocarray(y->figures, y->n + 1, sizeof(*y->figures));
	f = &y->figures[y->n++];
	*f = (struct year_figure){
		.source = column(q, 0),
		.code = column(q, 1),
		.title = xstrdup(own),
		.priorities = spaced(stmt_col_text(q, 6)),
		.last_year = (int)stmt_col_int(q, 7),
		.next_year = (int)stmt_col_int(q, 8),
		.first = column(q, 9),
		.day = column(q, 10),
		.last = column(q, 11),
		.latest = stmt_col_int(q, 12) != 0,
		.releases = (int)stmt_col_int(q, 13),
	};
	if (!*f->title) {
		free(f->title);
		f->title = xasprintf("%s %s", f->source, f->code);
	}
	i = catalog_find(y->cat, f->source, f->code);
	if (i < y->cat->n && y->cat->list[i].shown)
		f->ind = &y->cat->list[i];
	f->state = year_judge(f->day, f->last, f->last_year, today);
}

static int compare_figure(const void *a, const void *b)
{
	const struct year_figure *x = a, *y = b;
	int d;

	if (x->state != y->state)
		return x->state < y->state ? -1 : 1;
	d = x->state == YEAR_AHEAD || x->state == YEAR_LATE
		    ? strcmp(x->day, y->day)
		    : 0;
	if (d == 0)
		d = phrase_compare(x->title, y->title);
	if (d == 0)
		d = strcmp(x->source, y->source);
	return d ? d : strcmp(x->code, y->code);
}

static int read_figures(struct year *y, struct stmts *set, const char *today,
			struct err *e)
{
	struct stmt *q = stmts_at(set, Q_FIGURES);
	int rc;

	stmt_text(q, 1, y->county->code);
	while ((rc = stmt_step(q, e)) > 0)
		take_figure(y, q, today);
	if (rc == 0 && y->n > 0)
		qsort(y->figures, y->n, sizeof(*y->figures), compare_figure);
	return rc;
}

static int read_chart(struct year *y, struct stmts *set, struct err *e)
{
	struct stmt *q = stmts_at(set, Q_CHART);
	int rc;

	stmt_text(q, 1, y->county->code);
	stmt_text(q, 2, lang_name(y->cat->lang));
	while ((rc = stmt_step(q, e)) > 0) {
		char *name = column(q, 0), *title = column(q, 1);

		exhibit_take(&y->chart, name, title, stmt_col_text(q, 2));
		free(name);
		free(title);
	}
	return rc;
}

int year_read(struct year **out, struct stmts *set, const struct catalog *c,
	      const struct county *k, int64_t now, struct err *e)
{
	struct year *y = xcalloc(1, sizeof(*y));
	char today[WHEN_TEXT];

	y->cat = c;
	y->county = k;
	when_text(today, now);
	today[10] = '\0';
	if (read_dates(y, set, today, e) < 0 ||
	    read_figures(y, set, today, e) < 0 || read_chart(y, set, e) < 0) {
		year_free(y);
		return -1;
	}
	*out = y;
	return 0;
}

void year_free(struct year *y)
{
	if (!y)
		return;
	for (size_t i = 0; i < y->date_n; i++) {
		free(y->dates[i].uid);
		free(y->dates[i].when);
		free(y->dates[i].text);
		free(y->dates[i].about);
	}
	for (size_t i = 0; i < y->n; i++) {
		struct year_figure *f = &y->figures[i];
		char *texts[] = {f->source, f->code, f->title, f->priorities,
				 f->first,  f->day,  f->last};

		for (size_t k = 0; k < ARRAY_LEN(texts); k++)
			free(texts[k]);
	}
	exhibit_release(&y->chart);
	free(y->dates);
	free(y->figures);
	free(y);
}
