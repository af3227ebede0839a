#include "etl/negotiation_show.h"

#include "etl/kept.h"

int show_ask_of(const struct showing *s, const char *query, const char *of,
		struct stmt **out, struct err *e)
{
	if (stmt_new(out, s->db, query, e) < 0)
		return -1;
	stmt_text(*out, 1, s->id);
	if (strstr(query, "?2"))
		stmt_text(*out, 2, lang_name(s->paper.lang));
	if (of)
		stmt_text(*out, 3, of);
	return 0;
}

int show_ask(const struct showing *s, const char *query, struct stmt **out,
	     struct err *e)
{
	return show_ask_of(s, query, NULL, out, e);
}

/* --- the head --------------------------------------------------------------
 */

/* "29.8.2024" or "12.8.2024–14.10.2024". */
static char *days(const struct paper *p, const char *from, const char *to)
{
	char a[TEXT_NUMBER], b[TEXT_NUMBER];
	const char *const with[] = {text_date(a, from, p->lang),
				    text_date(b, to, p->lang)};

	return strcmp(from, to) == 0 ? xstrdup(a)
				     : paper_fill(p, TEXT_NEG_DAYS, 2, with);
}

static void head_line(const struct paper *p, struct stmt *q)
{
	char *when = days(p, stmt_col_text(q, 4), stmt_col_text(q, 5));
	const char *const year[] = {stmt_col_text(q, 6)};
	char *target = paper_fill(p, TEXT_NEG_TARGET_YEAR, 1, year);
	const char *county = stmt_col_text(q, 2);
	char *line = xasprintf(
		"%s (%s), %s%s%s", county[0] ? county : stmt_col_text(q, 1),
		stmt_col_text(q, 1), when, year[0][0] ? ", " : "",
		year[0][0] ? target : "");

	paper_text(p, 0, line);
	fputc('\n', p->out);
	free(line);
	free(target);
	free(when);
}

static void reported(const struct paper *p, struct stmt *q)
{
	char day[TEXT_NUMBER];
	char *text = xasprintf("%s%s%s", stmt_col_text(q, 14),
			       stmt_col_text(q, 15)[0] ? " " : "",
			       text_date(day, stmt_col_text(q, 15), p->lang));

	paper_fact(p, TEXT_NEG_REPORTED, text);
	free(text);
}

static int show_head(const struct showing *s, struct err *e)
{
	static const char query[] =
		"SELECT v.title, v.county_code, CASE ?2 WHEN 'sv' THEN"
		"  a.name_sv WHEN 'en' THEN a.name_en ELSE a.name_fi END,"
		"  v.negotiation, v.date, v.date_to, coalesce(v.target_year,"
		"  ''), v.form, v.opening, v.input, v.method, v.purpose,"
		"  v.legal_basis, v.follow_up, v.reported_to, v.reported,"
		"  v.source FROM v_negotiation AS v LEFT JOIN area AS a"
		"  ON a.kind = 'hyvinvointialue' AND a.code = v.county_code"
		"  WHERE v.negotiation = ?1";
	const struct paper *p = &s->paper;
	struct stmt *q = NULL;
	char *title;
	int got;

	if (show_ask(s, query, &q, e) < 0)
		return -1;
	got = stmt_step(q, e);
	if (got == 0)
		(void)err_set(e, ERR_USAGE,
			      "the store has no negotiation '%s': see "
			      "`tilannekuva negotiation list`; a new or "
			      "changed one is there after `tilannekuva load`",
			      s->id);
	if (got == 1) {
		title = xasprintf("%s %s", stmt_col_text(q, 0), s->id);
		paper_heading(p, 1, title);
		head_line(p, q);
		paper_fact(p, TEXT_NEG_FORM, stmt_col_text(q, 7));
		paper_fact(p, TEXT_NEG_OPENING, stmt_col_text(q, 8));
		paper_fact(p, TEXT_NEG_INPUT, stmt_col_text(q, 9));
		paper_fact(p, TEXT_NEG_METHOD, stmt_col_text(q, 10));
		paper_fact(p, TEXT_NEG_PURPOSE, stmt_col_text(q, 11));
		paper_fact(p, TEXT_NEG_LEGAL, stmt_col_text(q, 12));
		paper_fact(p, TEXT_NEG_FOLLOW_UP, stmt_col_text(q, 13));
		reported(p, q);
		paper_fact(p, TEXT_NEG_SOURCE, stmt_col_text(q, 16));
		free(title);
	}
	stmt_free(q);
	return got == 1 ? 0 : -1;
}

/* --- rounds ----------------------------------------------------------------
 */

static int round_parties(const struct showing *s, const char *round,
			 struct buf *out, struct err *e)
{
	struct stmt *q = NULL;
	int got;

	if (show_ask_of(s,
			"SELECT CASE ?2 WHEN 'sv' THEN name_sv ELSE name_fi END"
			"  FROM v_party WHERE negotiation = ?1 AND round = ?3"
			"  ORDER BY position",
			round, &q, e) < 0)
		return -1;
	while ((got = stmt_step(q, e)) == 1)
		buf_printf(out, "%s%s", out->len ? ", " : "",
			   stmt_col_text(q, 0));
	stmt_free(q);
	return got;
}

static int round_row(const struct showing *s, struct stmt *q, struct err *e)
{
	const struct paper *p = &s->paper;
	char day[TEXT_NUMBER], first[200];
	const char *const time[] = {stmt_col_text(q, 2)};
	char *clock = paper_fill(p, TEXT_NEG_CLOCK, 1, time);
	struct buf who;
	int rc;

	buf_init(&who, 1 << 20);
	rc = round_parties(s, stmt_col_text(q, 0), &who, e);
	if (rc == 0 && who.len == 0)
		buf_puts(&who, stmt_col_text(q, 4));
	if (stmt_col_text(q, 3)[0])
		buf_printf(&who, " (%s)", stmt_col_text(q, 3));
	if (time[0][0])
		buf_printf(&who, ", %s", clock);
	if (stmt_col_text(q, 5)[0])
		buf_printf(&who, "; %s", stmt_col_text(q, 5));
	(void)snprintf(first, sizeof(first), "%-7s %*s  ", stmt_col_text(q, 0),
		       p->lang == LANG_EN ? 17 : 10,
		       text_date(day, stmt_col_text(q, 1), p->lang));
	if (rc == 0)
		paper_item(p, first, buf_str(&who));
	buf_release(&who);
	free(clock);
	return rc;
}

/* How many of the county's municipalities took part; which of them twice. */
static int show_presence(const struct showing *s, struct err *e)
{
	static const char query[] =
		"SELECT v.municipalities, (SELECT count(*) FROM v_area AS a"
		"    WHERE a.kind = 'kunta' AND a.hva_code = v.county_code"
		"    AND a.valid_to IS NULL),"
		"  (SELECT group_concat(name, ', ') FROM (SELECT CASE ?2"
		"    WHEN 'sv' THEN name_sv ELSE name_fi END AS name"
		"    FROM v_party AS p WHERE p.negotiation = v.negotiation"
		"    AND p.area_code IS NOT NULL GROUP BY area_kind, area_code"
		"    HAVING count(*) > 1 ORDER BY name))"
		"  FROM v_negotiation AS v WHERE v.negotiation = ?1";
	const struct paper *p = &s->paper;
	struct stmt *q = NULL;
	char there[24], all[24], *text;
	const char *with[2] = {there, all};
	int got;

	if (show_ask(s, query, &q, e) < 0)
		return -1;
	got = stmt_step(q, e);
	if (got == 1 && stmt_col_int(q, 0) > 0 && stmt_col_int(q, 1) > 0) {
		bool whole = stmt_col_int(q, 0) == stmt_col_int(q, 1);

		(void)snprintf(there, sizeof(there), "%lld",
			       (long long)stmt_col_int(q, 0));
		(void)snprintf(all, sizeof(all), "%lld",
			       (long long)stmt_col_int(q, 1));
		text = paper_fill(
			p, whole ? TEXT_NEG_ALL_THERE : TEXT_NEG_SOME_THERE, 2,
			with);
		paper_text(p, 0, text);
		free(text);
	}
	if (got == 1 && stmt_col_text(q, 2)[0]) {
		with[0] = stmt_col_text(q, 2);
		text = paper_fill(p, TEXT_NEG_TWICE, 1, with);
		paper_text(p, 0, text);
		free(text);
	}
	stmt_free(q);
	return got < 0 ? -1 : 0;
}

static int show_rounds(const struct showing *s, struct err *e)
{
	struct stmt *q = NULL;
	bool any = false;
	int got;

	if (show_ask(s,
		     "SELECT round, date, time, place, text, note FROM v_round"
		     "  WHERE negotiation = ?1 ORDER BY position",
		     &q, e) < 0)
		return -1;
	while ((got = stmt_step(q, e)) == 1) {
		if (!any)
			paper_heading(&s->paper, 2,
				      text_get(TEXT_NEG_ROUNDS, s->paper.lang));
		any = true;
		if (round_row(s, q, e) < 0) {
			got = -1;
			break;
		}
	}
	stmt_free(q);
	return got < 0 || show_presence(s, e) < 0 ? -1 : 0;
}

/* --- all of it -------------------------------------------------------------
 */

static void show_foot(const struct paper *p)
{
	fputc('\n', p->out);
	paper_text(p, 0, text_get(TEXT_NEG_IN_FINNISH, p->lang));
	if (p->lang != LANG_FI)
		paper_text(p, 0, text_get(TEXT_NEG_OWN_TRANSLATION, p->lang));
}

int negotiation_show(const struct showing *s, struct err *e)
{
	if (show_head(s, e) < 0 || show_votes(s, e) < 0 ||
	    show_rounds(s, e) < 0 || show_measures(s, e) < 0 ||
	    show_figures(s, e) < 0 || show_links(s, e) < 0 ||
	    show_points(s, e) < 0 || show_feedback(s, e) < 0)
		return -1;
	show_foot(&s->paper);
	return 0;
}
