/*
 * The priorities of one area: which of them move there, in the words that the
 * figures allow. A part of `negotiation show`.
 */
#include "etl/area_figures.h"

#include "lib/app.h"
#include "lib/word.h"

/* --- which area ------------------------------------------------------------
 */

static int unknown_area(const struct showing *s, const char *area,
			const char *county, struct err *e)
{
	return err_set(e, ERR_USAGE,
		       "--area '%s': the county of %s (hyvinvointialue:%s) or "
		       "one of its municipalities is expected; `areas` tells "
		       "the codes",
		       area, s->id, county);
}

/* Whether v_priority has the area. The name is written into `name`. */
static int find_area(struct area_showing *a, const char *area, char *name,
		     size_t name_n, struct err *e)
{
	static const char query[] =
		"SELECT n.county_code, (SELECT CASE ?2 WHEN 'sv' THEN"
		"    nullif(b.name_sv, '') WHEN 'en' THEN nullif(b.name_en, '')"
		"    END || '' FROM area AS b WHERE b.kind = ?4 AND"
		"    b.code = ?5),"
		"  (SELECT b.name_fi FROM area AS b WHERE b.kind = ?4 AND"
		"    b.code = ?5), CASE ?4 WHEN 'hyvinvointialue' THEN ?5 ="
		"    n.county_code ELSE EXISTS (SELECT 1 FROM v_area AS v"
		"    WHERE v.kind = 'kunta' AND v.kind = ?4 AND v.code = ?5"
		"    AND v.hva_code = n.county_code AND v.valid_to IS NULL) END"
		"  FROM v_negotiation AS n WHERE n.negotiation = ?1";
	struct stmt *q = NULL;
	int got, rc = 0;

	if (area_ask(a, query, NULL, &q, e) < 0)
		return -1;
	got = stmt_step(q, e);
	if (got == 1 && strchr(area, ':') == NULL &&
	    strcmp(area, stmt_col_text(q, 0)) == 0) {
		stmt_free(q);
		(void)snprintf(a->kind, sizeof(a->kind), "hyvinvointialue");
		return find_area(a, "hyvinvointialue:", name, name_n, e);
	}
	if (got == 1 && !stmt_col_int(q, 3))
		rc = unknown_area(a->s, area, stmt_col_text(q, 0), e);
	if (got == 1)
		(void)snprintf(name, name_n, "%s (%s)",
			       stmt_col_text(q, stmt_col_null(q, 1) ? 2 : 1),
			       a->code);
	stmt_free(q);
	return got < 0 ? -1 : rc;
}

/* --- one indicator ---------------------------------------------------------
 */

/* Columns of rows_query. */
enum {
	C_TITLE,
	C_STRENGTH,
	C_LEVEL,
	C_STANDING,
	C_CELL,
	C_APART,
	C_TELLS,
	C_FIGURE,
	C_TREND = C_FIGURE + 8
};

static const char rows_query[] = "SELECT " AREA_TITLE(
	"v") ", v.strength, v.level_class,"
	     "  v.standing, v.cell, v.apart, v.strength IN ('direct', 'proxy'),"
	     "  " AREA_COLUMNS("v") ", " AREA_TREND(
		     "v") " FROM v_priority AS v"
			  "  WHERE v.negotiation = ?1 AND v.priority = ?3 AND "
			  "v.area_kind = ?4"
			  "    AND v.area_code = ?5 AND v.indicator IS NOT NULL"
			  "  ORDER BY CASE v.strength WHEN 'direct' THEN 1 "
			  "WHEN "
			  "'proxy' THEN 2"
			  "    WHEN 'weak' THEN 3 ELSE 4 END, v.cell IS NULL, "
			  "v.cell,"
			  "    v.persons DESC NULLS LAST, v.q NULLS LAST, "
			  "v.link_position";

static enum text strength_text(const char *strength)
{
	if (strcmp(strength, "direct") == 0)
		return TEXT_NEG_STRENGTH_DIRECT;
	if (strcmp(strength, "proxy") == 0)
		return TEXT_NEG_STRENGTH_PROXY;
	return strcmp(strength, "weak") == 0 ? TEXT_NEG_STRENGTH_WEAK
					     : TEXT_NEG_STRENGTH_CONTEXT;
}

/* The text in the pattern, as a line under the indicator. */
static void line(const struct paper *p, enum text t, const char *text)
{
	const char *const with[] = {text};
	char *whole = paper_fill(p, t, 1, with);

	paper_item(p, "          ", whole);
	free(whole);
}

static void judgement(const struct paper *p, struct stmt *q)
{
	struct figure_form f = area_form(q, C_FIGURE);
	struct figure_trend t = area_trend(q, C_TREND);
	char *change = trend_words(p, &f, &t);
	char *level = level_words(stmt_col_text(q, C_LEVEL),
				  stmt_col_text(q, C_STANDING), p->lang);

	line(p, TEXT_AREA_CHANGE, change);
	line(p, TEXT_AREA_LEVEL,
	     level[0] ? level : text_get(TEXT_AREA_NOT_COMPARED, p->lang));
	if (!stmt_col_null(q, C_CELL) && !stmt_col_null(q, C_APART))
		line(p, TEXT_AREA_CELL_APART, "");
	else if (!stmt_col_null(q, C_CELL))
		line(p, TEXT_AREA_CELL, stmt_col_text(q, C_CELL));
	free(level);
	free(change);
}

static int recent_row(const struct area_showing *a, struct stmt *q,
		      struct err *e)
{
	const struct paper *p = &a->s->paper;
	char *title, *value = NULL;

	if (area_value(a, q, C_FIGURE, &value, e) < 0)
		return -1;
	title = xasprintf(
		"%s [%s]", stmt_col_text(q, C_TITLE),
		text_get(strength_text(stmt_col_text(q, C_STRENGTH)), p->lang));
	paper_item(p, "        – ", title);
	paper_item(p, "          ", value);
	if (stmt_col_int(q, C_TELLS))
		judgement(p, q);
	free(title);
	free(value);
	return 0;
}

/* "Pitkäaikaistyöttömät (2019: 4,0 %)" behind what is there. */
static void old_row(const struct area_showing *a, struct stmt *q, struct buf *b)
{
	const struct paper *p = &a->s->paper;
	struct figure_form f = area_form(q, C_FIGURE);
	char *figure;

	buf_printf(b, "%s%s", b->len ? "; " : "", stmt_col_text(q, C_TITLE));
	if (!stmt_col_int(q, C_TELLS))
		buf_printf(b, " [%s]",
			   text_get(strength_text(stmt_col_text(q, C_STRENGTH)),
				    p->lang));
	if (stmt_col_null(q, C_FIGURE + 4))
		return;
	figure = figure_words(p, &f, stmt_col_double(q, C_FIGURE + 4));
	buf_printf(b, " (%s: %s)", stmt_col_text(q, C_FIGURE + 3), figure);
	free(figure);
}

static void old_list(const struct paper *p, int n, const char *names)
{
	char count[24];
	const char *const with[] = {count, names};
	char *text;

	(void)snprintf(count, sizeof(count), "%d", n);
	text = paper_fill(p, TEXT_AREA_NOT_RECENT_OF, 2, with);
	paper_item(p, "        ", text);
	free(text);
}

/* --- one priority ----------------------------------------------------------
 */

static void items_heading(const struct paper *p, struct stmt *q)
{
	const char *const with[] = {stmt_col_text(q, 5), stmt_col_text(q, 4)};
	char *text = paper_fill(p, TEXT_AREA_ITEMS, 2, with);
	char *whole = xasprintf("%s:", text);

	paper_item(p, "        ", whole);
	free(whole);
	free(text);
}

static int indicators(const struct area_showing *a, const char *priority,
		      struct err *e)
{
	const struct paper *p = &a->s->paper;
	struct stmt *q = NULL;
	struct buf old;
	bool any = false;
	int n = 0, got;

	if (area_ask(a, rows_query, priority, &q, e) < 0)
		return -1;
	buf_init(&old, 1 << 20);
	while ((got = stmt_step(q, e)) == 1) {
		int year = (int)stmt_col_int(q, C_FIGURE + 3);

		/* those that tell come first, where there are any */
		if (!any && !stmt_col_int(q, C_TELLS))
			paper_item(p, "        ",
				   text_get(TEXT_AREA_NONE_TELLS, p->lang));
		any = true;
		if (stmt_col_null(q, C_FIGURE + 4) ||
		    !area_is_recent(a, year)) {
			old_row(a, q, &old);
			n++;
		} else if (recent_row(a, q, e) < 0) {
			got = -1;
			break;
		}
	}
	if (got == 0 && old.len)
		old_list(p, n, buf_str(&old));
	if (got == 0 && !any)
		paper_item(p, "        ",
			   text_get(TEXT_AREA_NO_INDICATOR, p->lang));
	buf_release(&old);
	stmt_free(q);
	return got;
}

static int priority_part(const struct area_showing *a, struct stmt *q,
			 struct err *e)
{
	const struct paper *p = &a->s->paper;
	const char *const vote[] = {stmt_col_text(q, 3), stmt_col_text(q, 2)};
	char *first = xasprintf("%-8s", stmt_col_text(q, 0));
	char *votes = paper_fill(p, TEXT_AREA_VOTES, 2, vote);
	size_t rows = 0;
	int rc;

	fputc('\n', p->out);
	paper_item(p, first, stmt_col_text(q, 1));
	if (!stmt_col_null(q, 2))
		paper_item(p, "        ", votes);
	rc = indicators(a, stmt_col_text(q, 0), e);
	if (rc == 0 && stmt_col_int(q, 4) > 0) {
		items_heading(p, q);
		rc = show_items(a->s, stmt_col_text(q, 0), &rows, e);
	}
	free(votes);
	free(first);
	return rc;
}

int area_show_priorities(const struct area_showing *a, struct err *e)
{
	static const char query[] = "SELECT p.id, " SHOW_TEXT(
		"p") ", p.votes, p.rank,"
		     "  (SELECT count(*) FROM v_item AS v WHERE v.negotiation "
		     "= ?1"
		     "    AND v.priority = p.id),"
		     "  (SELECT count(v.state) FROM v_item AS v WHERE"
		     "    v.negotiation = ?1 AND v.priority = p.id)"
		     "  FROM negotiation_priority AS p WHERE p.negotiation = ?1"
		     "    AND p.kind = ?3 ORDER BY coalesce(CAST(p.rank AS "
		     "INTEGER),"
		     "    999999), p.position";
	const struct paper *p = &a->s->paper;
	size_t k;
	int got = 0;

	for (k = 0; k < PRIORITY_KINDS && got == 0; k++) {
		struct stmt *q = NULL;
		bool any = false;

		if (show_ask_of(a->s, query, priority_kinds[k].code, &q, e) < 0)
			return -1;
		while ((got = stmt_step(q, e)) == 1) {
			if (!any)
				paper_heading(p, 2,
					      text_get(priority_kinds[k].text,
						       p->lang));
			any = true;
			if (priority_part(a, q, e) < 0) {
				got = -1;
				break;
			}
		}
		stmt_free(q);
	}
	return got;
}

/* --- all of it -------------------------------------------------------------
 */

static int area_head(const struct area_showing *a, const char *name,
		     struct err *e)
{
	static const char query[] =
		"SELECT n.title || ' ' || n.negotiation, coalesce((SELECT value"
		"    FROM store_info WHERE key = 'data_date'), ''),"
		"  (SELECT count(DISTINCT source || ':' || indicator) FROM"
		"    v_priority WHERE negotiation = ?1 AND area_kind = ?4"
		"    AND area_code = ?5 AND value IS NOT NULL"
		"    AND year >= CAST(?3 AS INTEGER)),"
		"  (SELECT count(DISTINCT indicator) FROM negotiation_link"
		"    WHERE negotiation = ?1),"
		"  (SELECT count(*) FROM negotiation_link WHERE negotiation ="
		"    ?1 AND decided_by = 'own reading'),"
		"  (SELECT count(*) FROM negotiation_link WHERE negotiation ="
		"    ?1)"
		"  FROM v_negotiation AS n WHERE n.negotiation = ?1";
	const struct paper *p = &a->s->paper;
	const char *const title[] = {name};
	struct stmt *q = NULL;
	char oldest[24], years[24], day[TEXT_NUMBER], *text, *as_of;
	int got;

	(void)snprintf(oldest, sizeof(oldest), "%d", a->year - RECENT_YEARS);
	(void)snprintf(years, sizeof(years), "%d", (int)RECENT_YEARS);
	if (area_ask(a, query, oldest, &q, e) < 0)
		return -1;
	got = stmt_step(q, e);
	if (got == 1) {
		const char *const with[] = {
			years, stmt_col_text(q, 2), stmt_col_text(q, 3),
			stmt_col_text(q, 4), stmt_col_text(q, 5)};
		const char *const of[] = {
			text_date(day, stmt_col_text(q, 1), p->lang)};

		text = paper_fill(p, TEXT_AREA_TITLE, 1, title);
		paper_heading(p, 1, text);
		free(text);
		as_of = paper_fill(p, TEXT_BRIEF_AS_OF, 1, of);
		text = xasprintf("%s%s%s", stmt_col_text(q, 0),
				 day[0] ? "; " : "", day[0] ? as_of : "");
		paper_text(p, 0, text);
		free(text);
		free(as_of);
		fputc('\n', p->out);
		text = paper_fill(p, TEXT_AREA_NOTE, 5, with);
		paper_text(p, 0, text);
		free(text);
	}
	stmt_free(q);
	return got < 0 ? -1 : 0;
}

static int check_negotiation(const struct showing *s, struct err *e)
{
	struct stmt *q = NULL;
	int got;

	if (show_ask(s, "SELECT 1 FROM negotiation WHERE negotiation = ?1", &q,
		     e) < 0)
		return -1;
	got = stmt_step(q, e);
	stmt_free(q);
	if (got == 0)
		return err_set(e, ERR_USAGE,
			       "the store has no negotiation '%s': see "
			       "`tilannekuva negotiation list`",
			       s->id);
	return got < 0 ? -1 : 0;
}

int negotiation_show_area(const struct showing *s, const char *area,
			  struct err *e)
{
	struct area_showing a = {.s = s};
	char name[200] = "";

	if (app_area_option(area, a.kind, sizeof(a.kind), a.code,
			    sizeof(a.code), e) < 0)
		return -1;
	a.year = (int)strtol(s->today, NULL, 10);
	if (check_negotiation(s, e) < 0 ||
	    find_area(&a, area, name, sizeof(name), e) < 0 ||
	    area_head(&a, name, e) < 0 || area_show_priorities(&a, e) < 0)
		return -1;
	return area_show_dimensions(&a, e) < 0 ? -1 : area_show_hyte(&a, e);
}
