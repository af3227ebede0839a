/*
 * What was said in a negotiation and of it: points, practices, worries, the
 * feedback survey as it is quoted.
 */
#include "lib/base.h"

#include "briefing/part_accord.h"
#include "lib/feedback.h"

bool accord_has(const struct accord *a, enum text section)
{
	const struct {
		enum text section;
		size_t n;
	} needs[] = {
		{TEXT_NEG_ROUNDS, accord_count(a, ACCORD_ROUNDS)},
		{TEXT_NEG_LINKS, accord_count(a, ACCORD_PRIORITIES)},
		{TEXT_NEG_POINTS, accord_count(a, ACCORD_POINTS) +
					  accord_count(a, ACCORD_PRACTICES) +
					  accord_count(a, ACCORD_WORRIES)},
		{TEXT_NEG_FEEDBACK, accord_count(a, ACCORD_FEEDBACK)},
		{TEXT_BRIEF_NEG_ABOUT, accord_count(a, ACCORD_HEAD)},
	};

	for (size_t i = 0; i < ARRAY_LEN(needs); i++)
		if (needs[i].section == section)
			return needs[i].n > 0;
	return true;
}

static void heading(struct buf *b, enum lang lang, enum text t)
{
	buf_puts(b, "<h3>");
	part_text(b, lang, t);
	buf_puts(b, "</h3>\n<ul class=\"remarks\">\n");
}

static void points(struct buf *b, const struct accord *a, const char *kind,
		   enum text title)
{
	bool any = false;

	for (size_t i = 0; i < accord_count(a, ACCORD_POINTS); i++) {
		if (strcmp(accord_cell(a, ACCORD_POINTS, i, POINT_KIND),
			   kind) != 0)
			continue;
		if (!any)
			heading(b, a->cat->lang, title);
		any = true;
		accord_fact(b, "li", accord_cell(a, ACCORD_POINTS, i, POINT_ID),
			    "text",
			    accord_cell(a, ACCORD_POINTS, i, POINT_TEXT));
		buf_putc(b, '\n');
	}
	buf_puts(b, any ? "</ul>\n" : "");
}

static void practices(struct buf *b, const struct accord *a)
{
	size_t n = accord_count(a, ACCORD_PRACTICES);

	if (n == 0)
		return;
	heading(b, a->cat->lang, TEXT_NEG_PRACTICES);
	for (size_t i = 0; i < n; i++) {
		accord_fact(b, "li",
			    accord_cell(a, ACCORD_PRACTICES, i, PRACTICE_ID),
			    "text",
			    accord_cell(a, ACCORD_PRACTICES, i, PRACTICE_TEXT));
		buf_putc(b, '\n');
	}
	buf_puts(b, "</ul>\n");
}

static void worries(struct buf *b, const struct accord *a)
{
	size_t n = accord_count(a, ACCORD_WORRIES);
	char day[TEXT_NUMBER];

	if (n == 0)
		return;
	heading(b, a->cat->lang, TEXT_NEG_WORRIES);
	for (size_t i = 0; i < n; i++) {
		const char *area =
			accord_cell(a, ACCORD_WORRIES, i, WORRY_AREA);

		buf_puts(b, "<li>");
		accord_fact(b, "span",
			    accord_cell(a, ACCORD_WORRIES, i, WORRY_ID), "text",
			    accord_cell(a, ACCORD_WORRIES, i, WORRY_TEXT));
		buf_puts(b, " <span class=\"tag\">(");
		text_html(b, area);
		buf_puts(b, *area ? ", " : "");
		text_html(b, accord_cell(a, ACCORD_WORRIES, i, WORRY_BY));
		buf_puts(b, ", ");
		text_html(b, text_date(day,
				       accord_cell(a, ACCORD_WORRIES, i,
						   WORRY_DATE),
				       a->cat->lang));
		buf_puts(b, ")</span></li>\n");
	}
	buf_puts(b, "</ul>\n");
}

void accord_points(struct buf *b, const struct accord *a)
{
	static const struct {
		const char *kind;
		enum text heading;
	} kinds[] = {{"keynote", TEXT_NEG_KEYNOTE},
		     {"finding", TEXT_NEG_FINDINGS},
		     {"point_raised", TEXT_BRIEF_NEG_RAISED},
		     {"ngo_strength", TEXT_NEG_STRENGTHS},
		     {"development_wish", TEXT_NEG_WISHES}};

	if (!accord_has(a, TEXT_NEG_POINTS))
		return;
	part_section(b, a->cat->lang, TEXT_NEG_POINTS);
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		points(b, a, kinds[i].kind, kinds[i].heading);
	practices(b, a);
	worries(b, a);
	buf_puts(b, "</section>\n");
}

/* --- feedback --- */

/* How many answered on which scale, and a mean that so many cannot give. */
static void feedback_notes(struct buf *b, const struct accord *a)
{
	const char *n = accord_cell(a, ACCORD_FEEDBACK, 0, FEEDBACK_REPORTED);
	const char *scale = accord_cell(a, ACCORD_FEEDBACK, 0, FEEDBACK_SCALE);
	const char *odd = "";
	enum lang lang = a->cat->lang;
	char mean[TEXT_NUMBER], fewest[PHRASE_INT];
	struct buf about;

	buf_init(&about, BUF_MAX);
	if (*scale)
		phrase_add(&about, lang, TEXT_NEG_SCALE, scale, NULL, NULL);
	else
		buf_puts(&about, text_get(TEXT_NEG_NO_SCALE, lang));
	buf_puts(b, "<p>");
	if (*n)
		phrase_html(b, lang, TEXT_NEG_REPORTED_N, n, buf_str(&about),
			    NULL);
	else
		text_html(b, buf_str(&about));
	buf_puts(b, "</p>\n");
	buf_release(&about);
	/* where several cannot be, the one that takes most tells most */
	for (size_t i = 0; i < accord_count(a, ACCORD_FEEDBACK); i++) {
		const char *of =
			accord_cell(a, ACCORD_FEEDBACK, i, FEEDBACK_REPORTED);
		const char *quoted =
			accord_cell(a, ACCORD_FEEDBACK, i, FEEDBACK_MEAN);

		if (*of && *quoted &&
		    !feedback_possible(quoted, (int)strtol(of, NULL, 10)) &&
		    feedback_fewest(quoted) > feedback_fewest(odd))
			odd = quoted;
	}
	if (!*odd)
		return;
	buf_puts(b, "<p>");
	phrase_html(b, lang, TEXT_NEG_MEAN_ODD, accord_mean(mean, odd, lang),
		    phrase_int(fewest, feedback_fewest(odd)), NULL);
	buf_puts(b, "</p>\n");
}

void accord_feedback(struct buf *b, const struct accord *a)
{
	size_t n = accord_count(a, ACCORD_FEEDBACK);
	enum lang lang = a->cat->lang;
	char mean[TEXT_NUMBER];

	if (n == 0)
		return;
	part_section(b, lang, TEXT_NEG_FEEDBACK);
	buf_puts(b, "<table class=\"votes cards\">\n<thead><tr>"
		    "<th scope=\"col\">");
	part_text(b, lang, TEXT_BRIEF_NEG_QUESTION);
	buf_puts(b, "</th><th scope=\"col\" class=\"n\">");
	part_text(b, lang, TEXT_NEG_MEAN);
	buf_puts(b, "</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < n; i++) {
		const char *id =
			accord_cell(a, ACCORD_FEEDBACK, i, FEEDBACK_ID);

		buf_puts(b, "<tr><th scope=\"row\">");
		accord_fact(b, "span", id, "text",
			    accord_cell(a, ACCORD_FEEDBACK, i, FEEDBACK_TEXT));
		buf_puts(b, "</th>");
		part_cell(b, "n own", text_get(TEXT_NEG_MEAN, lang));
		accord_fact(b, "span", id, "mean",
			    accord_mean(mean,
					accord_cell(a, ACCORD_FEEDBACK, i,
						    FEEDBACK_MEAN),
					lang));
		buf_puts(b, "</td></tr>\n");
	}
	buf_puts(b, "</tbody>\n</table>\n");
	feedback_notes(b, a);
	buf_puts(b, "</section>\n");
}
