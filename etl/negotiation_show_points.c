/*
 * What was said in a negotiation and of it: points, practices, worries, the
 * feedback survey. Parts of its paper.
 */
#include "etl/negotiation_show.h"
#include "lib/feedback.h"

static const struct {
	const char *kind;
	enum text heading;
} kinds[] = {{"keynote", TEXT_NEG_KEYNOTE},
	     {"finding", TEXT_NEG_FINDINGS},
	     {"point_raised", TEXT_NEG_POINTS},
	     {"ngo_strength", TEXT_NEG_STRENGTHS},
	     {"development_wish", TEXT_NEG_WISHES}};

/* Rows of (id, text) under a heading; nothing where there are none. */
static int show_list(const struct showing *s, enum text heading,
		     const char *query, const char *of, struct err *e)
{
	const struct paper *p = &s->paper;
	struct stmt *q = NULL;
	bool any = false;
	char first[120];
	int got;

	if (show_ask_of(s, query, of, &q, e) < 0)
		return -1;
	while ((got = stmt_step(q, e)) == 1) {
		if (!any)
			paper_heading(p, 2, text_get(heading, p->lang));
		any = true;
		(void)snprintf(first, sizeof(first), "%-8s",
			       stmt_col_text(q, 0));
		paper_item(p, first, stmt_col_text(q, 1));
	}
	stmt_free(q);
	return got;
}

int show_points(const struct showing *s, struct err *e)
{
	static const char points[] =
		"SELECT p.id, " SHOW_TEXT("p") " FROM negotiation_point AS p"
					       "  WHERE p.negotiation = ?1"
					       "  AND p.kind = ?3"
					       "  ORDER BY p.position";
	static const char practices[] =
		"SELECT p.id, " SHOW_TEXT("p") " FROM negotiation_practice"
					       "  AS p WHERE p.negotiation = ?1"
					       "  ORDER BY p.position";
	static const char worries[] =
		"SELECT w.worry, w.text || ' (' || coalesce(w.area_fi || ', ',"
		"  '') || w.by || ', ' || CAST(substr(w.date, 9, 2) AS INTEGER)"
		"  || '.' || CAST(substr(w.date, 6, 2) AS INTEGER) || '.' ||"
		"  substr(w.date, 1, 4) || ')' FROM v_worry AS w"
		"  WHERE w.negotiation = ?1 ORDER BY w.position";
	size_t i;

	for (i = 0; i < ARRAY_LEN(kinds); i++)
		if (show_list(s, kinds[i].heading, points, kinds[i].kind, e) <
		    0)
			return -1;
	if (show_list(s, TEXT_NEG_PRACTICES, practices, NULL, e) < 0)
		return -1;
	return show_list(s, TEXT_NEG_WORRIES, worries, NULL, e);
}

/* --- feedback --------------------------------------------------------------
 */

/* 3.22 as the language writes it, with the digits that were quoted. */
static char *mean_text(char *dst, const struct paper *p, const char *quoted)
{
	char *point;

	(void)snprintf(dst, TEXT_NUMBER, "%.40s", quoted);
	point = strchr(dst, '.');
	if (point && p->lang != LANG_EN)
		*point = ',';
	return dst;
}

static void answers_note(const struct paper *p, const char *n,
			 const char *scale)
{
	const char *const is[] = {scale};
	char *about = scale[0] ? paper_fill(p, TEXT_NEG_SCALE, 1, is)
			       : xstrdup(text_get(TEXT_NEG_NO_SCALE, p->lang));
	const char *const with[] = {n, about};
	char *line = paper_fill(p, TEXT_NEG_REPORTED_N, 2, with);

	paper_text(p, 0, n[0] ? line : about);
	free(line);
	free(about);
}

/* A mean that the reported number of answers cannot give. */
static void odd_note(const struct paper *p, const char *quoted)
{
	char mean[TEXT_NUMBER], n[24], *line;
	const char *const with[] = {mean_text(mean, p, quoted), n};

	(void)snprintf(n, sizeof(n), "%d", feedback_fewest(quoted));
	line = paper_fill(p, TEXT_NEG_MEAN_ODD, 2, with);
	paper_text(p, 0, line);
	free(line);
}

int show_feedback(const struct showing *s, struct err *e)
{
	static const char query[] = "SELECT f.id, " SHOW_TEXT(
		"f") ", f.mean, f.n_reported, f.scale"
		     "  FROM negotiation_feedback AS f"
		     "  WHERE f.negotiation = ?1 ORDER BY f.position";
	const struct paper *p = &s->paper;
	char odd[40] = "", n[40] = "", scale[200] = "", mean[TEXT_NUMBER];
	struct stmt *q = NULL;
	bool any = false;
	char *first;
	int got;

	if (show_ask(s, query, &q, e) < 0)
		return -1;
	while ((got = stmt_step(q, e)) == 1) {
		const char *quoted = stmt_col_text(q, 2);

		if (!any) {
			paper_heading(p, 2,
				      text_get(TEXT_NEG_FEEDBACK, p->lang));
			(void)snprintf(n, sizeof(n), "%s", stmt_col_text(q, 3));
			(void)snprintf(scale, sizeof(scale), "%s",
				       stmt_col_text(q, 4));
		}
		any = true;
		first = xasprintf("%-8s%6s  ", stmt_col_text(q, 0),
				  mean_text(mean, p, quoted));
		paper_item(p, first, stmt_col_text(q, 1));
		free(first);
		/* where several cannot be, the one that takes most tells most
		 */
		if (!stmt_col_null(q, 3) && quoted[0] &&
		    !feedback_possible(quoted, (int)stmt_col_int(q, 3)) &&
		    feedback_fewest(quoted) > feedback_fewest(odd))
			(void)snprintf(odd, sizeof(odd), "%.30s", quoted);
	}
	stmt_free(q);
	if (any)
		answers_note(p, n, scale);
	if (odd[0])
		odd_note(p, odd);
	return got;
}
