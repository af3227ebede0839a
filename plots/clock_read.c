/*
 * Reads year clocks from tilannekuva.db; see clock.h.
 */
#include "plots/clock.h"

#include "lib/num.h"
#include "plots/letters.h"

enum {
	Q_AREA,
	Q_AS_OF,
	Q_HELD,
	Q_CALENDAR,
	Q_DUES,
	Q_FIGURES,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_AREA] = "SELECT kind, code, name_fi, name_sv, name_en FROM area"
		   " WHERE id = ?1 AND kind = 'hyvinvointialue'",
	[Q_AS_OF] = "SELECT substr(max(fetched_at), 1, 10) FROM indicator",
	/* the newest one */
	[Q_HELD] = "SELECT negotiation, date, date_to, title"
		   " FROM v_negotiation WHERE county_code = ?1"
		   " ORDER BY date DESC, negotiation DESC LIMIT 1",
	[Q_CALENDAR] = "SELECT id, coalesce(date, ''), repeats = 'yearly', text"
		       " FROM v_calendar"
		       " WHERE coalesce(county_code, ?1) = ?1"
		       "   AND (negotiation IS NULL OR negotiation IN"
		       "     (SELECT n.negotiation FROM v_negotiation AS n"
		       "      WHERE n.county_code = ?1))"
		       " ORDER BY position",
	[Q_DUES] = "SELECT m.measure, m.due, CASE ?2 WHEN 'sv' THEN"
		   "    coalesce(m.text_sv, m.text_fi) WHEN 'en' THEN"
		   "    coalesce(m.text_en, m.text_fi) ELSE m.text_fi END"
		   " FROM v_measure AS m JOIN v_negotiation AS n"
		   "   ON n.negotiation = m.negotiation"
		   " WHERE n.county_code = ?1 AND m.due IS NOT NULL"
		   "   AND coalesce(m.state, '') NOT IN ('done', 'dropped')"
		   " ORDER BY m.due, m.negotiation, m.position",
	/* Links that only give background are nothing to wait for. */
	[Q_FIGURES] = "SELECT l.source || ':' || l.indicator,"
		      "  i.title_fi, i.title_sv, i.title_en, l.title_fi,"
		      "  r.next_year, r.first_day, r.day, r.last_day"
		      " FROM v_priority_link AS l JOIN v_negotiation AS n"
		      "   ON n.negotiation = l.negotiation"
		      " LEFT JOIN v_indicator AS i ON i.source = l.source"
		      "   AND i.indicator = l.indicator"
		      " LEFT JOIN v_rhythm AS r ON r.source = l.source"
		      "   AND r.indicator = l.indicator"
		      " WHERE n.county_code = ?1 AND l.strength <> 'context'"
		      " GROUP BY l.source, l.indicator"
		      " ORDER BY r.day, l.source, l.indicator",
};
const struct sql_set clock_sql = {"plots/clock", sql, Q_COUNT};

void strip_release(struct year_strip *s)
{
	free(s->kind);
	free(s->code);
	free(s->name);
	free(s->undated);
	for (size_t i = 0; i < s->n; i++) {
		free(s->rows[i].id);
		free(s->rows[i].text);
		free(s->rows[i].first);
		free(s->rows[i].day);
		free(s->rows[i].last);
	}
	free(s->rows);
	*s = (struct year_strip){.n = 0};
}

/* --- days -------------------------------------------------------------------
 */

int strip_number(const char *when, size_t at, int none)
{
	size_t n = at == 0 ? 4 : 2;
	int64_t v;

	if (strlen(when) < at + n || !num_int(when + at, n, 0, 9999, &v))
		return none;
	return (int)v;
}

/* "2026-03": where the strip begins, or ends (its last month). */
static char *month_text(const struct year_strip *s, int after)
{
	int m = s->month - 1 + after;

	return xasprintf("%04d-%02d", s->year + m / 12, m % 12 + 1);
}

/* Does a span of days, months or years touch the strip? -1: it is before, 1: it
 * is after. ISO texts compare as far as both say something. */
static int side(const struct year_strip *s, const char *first, const char *last)
{
	char *from = month_text(s, 0), *to = month_text(s, CLOCK_MONTHS - 1);
	size_t n = strlen(last) < 7 ? strlen(last) : 7;
	size_t k = strlen(first) < 7 ? strlen(first) : 7;
	int out = strncmp(last, from, n) < 0  ? -1
		  : strncmp(first, to, k) > 0 ? 1
					      : 0;

	free(from);
	free(to);
	return out;
}

static void add_row(struct year_strip *s, enum clock_line line, const char *id,
		    char *text, const char *first, const char *day,
		    const char *last, bool again)
{
	s->rows = xreallocarray(s->rows, s->n + 1, sizeof(*s->rows));
	s->rows[s->n++] = (struct clock_row){
		.line = line,
		.id = letters_clean(id),
		.text = text,
		.first = xstrdup(first),
		.day = xstrdup(day),
		.last = xstrdup(last),
		.again = again,
	};
}

/* A day, a month or a year. */
static void add_when(struct year_strip *s, enum clock_line line, const char *id,
		     char *text, const char *when, bool again)
{
	add_row(s, line, id, text, when, strlen(when) == 10 ? when : "", when,
		again);
}

/* The same day of the year in which the strip has it; the caller's to free().
 * Months count as such; NULL: a year alone. */
static char *this_year(const struct year_strip *s, const char *when)
{
	int month = strip_number(when, 5, 0);

	if (month < 1 || month > 12)
		return NULL;
	return xasprintf("%04d%s", s->year + (month < s->month), when + 4);
}

/* --- rows -------------------------------------------------------------------
 */

static int read_area(struct chart_source *r, int64_t area, struct year_strip *s,
		     struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_AREA);
	int got = gauge_area(q, area, r->lang, &s->kind, &s->code, &s->name, e);

	if (got == 0)
		return err_set(e, ERR_DATA,
			       "a year clock is of a county: an area such as "
			       "hyvinvointialue:09 is expected");
	if (got < 0)
		return -1;
	q = stmts_at(r->q, Q_AS_OF);
	got = stmt_step(q, e);
	if (got > 0)
		(void)snprintf(s->as_of, sizeof(s->as_of), "%s",
			       stmt_col_text(q, 0));
	stmt_reset(q);
	if (got < 0)
		return -1;
	if (strlen(s->as_of) != 10)
		return err_set(e, ERR_DATA, "no figures were ever loaded");
	s->year = strip_number(s->as_of, 0, 0);
	s->month = strip_number(s->as_of, 5, 1);
	return 0;
}

static int read_held(struct chart_source *r, struct year_strip *s,
		     struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_HELD);
	char date[TEXT_NUMBER], *day, *text;
	const char *args[2];
	struct buf b;
	int got;

	stmt_text(q, 1, s->code);
	got = stmt_step(q, e);
	if (got > 0) {
		day = this_year(s, stmt_col_text(q, 1));
		args[0] = text_date(date, stmt_col_text(q, 1), r->lang);
		args[1] = stmt_col_text(q, 0);
		buf_init(&b, BUF_MAX);
		words_fill(&b, TEXT_CHART_CLOCK_HELD, r->lang, args, 2);
		text = letters_clean(buf_str(&b));
		buf_release(&b);
		if (day)
			add_when(s, CLOCK_MEETING, args[1], text, day,
				 strcmp(day, stmt_col_text(q, 1)) != 0);
		else
			free(text);
		free(day);
	}
	stmt_reset(q);
	if (got == 0)
		return err_set(e, ERR_DATA, "%s: no negotiation is known",
			       s->name);
	return got < 0 ? -1 : 0;
}

static int read_calendar(struct chart_source *r, struct year_strip *s,
			 struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_CALENDAR);
	struct buf undated;
	int got;

	buf_init(&undated, BUF_MAX);
	stmt_text(q, 1, s->code);
	while ((got = stmt_step(q, e)) > 0) {
		const char *when = stmt_col_text(q, 1);
		char *text = gauge_column(q, 3), *moved = NULL;

		if (stmt_col_int(q, 2) && when[0])
			moved = this_year(s, when);
		if (!when[0])
			buf_printf(&undated, "%s%s", undated.len ? "; " : "",
				   text);
		when = moved ? moved : when;
		if (when[0] && side(s, when, when) == 0)
			add_when(s, CLOCK_MEETING, stmt_col_text(q, 0), text,
				 when, false);
		else
			free(text);
		free(moved);
	}
	s->undated = xstrdup(buf_str(&undated));
	buf_release(&undated);
	return got;
}

static int read_dues(struct chart_source *r, struct year_strip *s,
		     struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_DUES);
	int got;

	stmt_text(q, 1, s->code);
	stmt_text(q, 2, lang_name(r->lang));
	while ((got = stmt_step(q, e)) > 0) {
		const char *when = stmt_col_text(q, 1);
		char *text = gauge_column(q, 2), *whole;

		whole = xasprintf("%s: %s", stmt_col_text(q, 0), text);
		free(text);
		if (side(s, when, when) == 0)
			add_when(s, CLOCK_DUE, stmt_col_text(q, 0), whole, when,
				 false);
		else
			free(whole);
	}
	return got;
}

static void take_figures(struct stmt *q, enum lang lang, struct year_strip *s)
{
	const char *first = stmt_col_text(q, 6), *last = stmt_col_text(q, 8);
	char *title, date[TEXT_NUMBER];
	const char *args[3];
	struct buf b;
	int where;

	if (stmt_col_null(q, 7)) {
		s->unknown++;
		return;
	}
	where = side(s, first, last);
	s->overdue += where < 0;
	s->later += where > 0;
	if (where != 0)
		return;
	title = gauge_column_lang(q, 1, lang);
	if (!title[0]) {
		free(title);
		title = gauge_column(q, 4);
	}
	args[0] = text_date(date, stmt_col_text(q, 7), lang);
	args[1] = stmt_col_text(q, 5);
	args[2] = title;
	buf_init(&b, BUF_MAX);
	words_fill(&b, TEXT_CHART_CLOCK_EXPECTED, lang, args, ARRAY_LEN(args));
	add_row(s, CLOCK_FIGURES, stmt_col_text(q, 0), xstrdup(buf_str(&b)),
		first, stmt_col_text(q, 7), last, false);
	buf_release(&b);
	free(title);
}

static int read_figures(struct chart_source *r, struct year_strip *s,
			struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_FIGURES);
	int got;

	stmt_text(q, 1, s->code);
	while ((got = stmt_step(q, e)) > 0)
		take_figures(q, r->lang, s);
	return got;
}

static int compare(const void *a, const void *b)
{
	const struct clock_row *x = a, *y = b;
	int by;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	by = strcmp(x->day[0] ? x->day : x->last, y->day[0] ? y->day : y->last);
	return by ? by : strcmp(x->id, y->id);
}

int strip_read(struct chart_source *r, int64_t area, struct year_strip *out,
	       struct err *e)
{
	struct year_strip s = {.lang = r->lang};

	if (read_area(r, area, &s, e) < 0 || read_held(r, &s, e) < 0 ||
	    read_calendar(r, &s, e) < 0 || read_dues(r, &s, e) < 0 ||
	    read_figures(r, &s, e) < 0) {
		strip_release(&s);
		return -1;
	}
	if (s.n == 0) {
		(void)err_set(e, ERR_DATA, "%s: nothing has a date", s.name);
		strip_release(&s);
		return -1;
	}
	qsort(s.rows, s.n, sizeof(*s.rows), compare);
	*out = s;
	return 0;
}
