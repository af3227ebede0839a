/*
 * The priorities of a negotiation: votes, ranks, how far they differ.
 */
#include "lib/base.h"

#include "briefing/part_accord.h"
#include "lib/word.h"

static const char *priority(const struct accord *a, size_t i, int column)
{
	return accord_cell(a, ACCORD_PRIORITIES, i, column);
}

/* --- votes --- */

static void resources(struct buf *b, const struct accord *a, const char *of)
{
	bool any = false;

	for (size_t i = 0; i < accord_count(a, ACCORD_RESOURCES); i++) {
		if (strcmp(accord_cell(a, ACCORD_RESOURCES, i,
				       RESOURCE_PRIORITY),
			   of) != 0)
			continue;
		buf_puts(b, any ? "<li>" : "<ul class=\"resources\">\n<li>");
		any = true;
		accord_fact(b, "span",
			    accord_cell(a, ACCORD_RESOURCES, i, RESOURCE_ID),
			    "text",
			    accord_cell(a, ACCORD_RESOURCES, i, RESOURCE_TEXT));
		if (strcmp(accord_cell(a, ACCORD_RESOURCES, i,
				       RESOURCE_APPLIES),
			   "all") == 0) {
			buf_puts(b, " <span class=\"tag\">(");
			part_text(b, a->cat->lang, TEXT_NEG_FOR_ALL);
			buf_puts(b, ")</span>");
		}
		buf_puts(b, "</li>\n");
	}
	buf_puts(b, any ? "</ul>\n" : "");
}

void accord_tag(struct buf *b, const char *id)
{
	buf_puts(b, "<span class=\"tag\">");
	text_html(b, id);
	buf_puts(b, "</span> ");
}

static void vote_row(struct buf *b, const struct accord *a, size_t i)
{
	const char *id = priority(a, i, PRIORITY_ID);
	enum lang lang = a->cat->lang;

	buf_puts(b, "<tr><th scope=\"row\">");
	accord_tag(b, id);
	accord_fact(b, "span", id, "text", priority(a, i, PRIORITY_TEXT));
	resources(b, a, id);
	buf_puts(b, "</th>");
	part_cell(b, "n", text_get(TEXT_NEG_RANK, lang));
	accord_fact(b, "span", id, "rank", priority(a, i, PRIORITY_RANK));
	buf_puts(b, "</td>");
	part_cell(b, "n own", text_get(TEXT_NEG_VOTES, lang));
	accord_fact(b, "span", id, "votes", priority(a, i, PRIORITY_VOTES));
	buf_puts(b, "</td></tr>\n");
}

static int percent(int64_t part, int64_t all)
{
	return all ? (int)((200 * part + all) / (2 * all)) : 0;
}

static void spread(struct buf *b, const struct accord *a)
{
	enum lang lang = a->cat->lang;
	char most_share[PHRASE_INT], least_share[PHRASE_INT], gap[PHRASE_INT];
	int64_t v[SPREAD_N];
	const char *with[6];
	struct buf text;

	if (accord_count(a, ACCORD_SPREAD) == 0)
		return;
	for (int i = 0; i < SPREAD_N; i++)
		v[i] = strtoll(accord_cell(a, ACCORD_SPREAD, 0, i), NULL, 10);
	with[0] = accord_cell(a, ACCORD_SPREAD, 0, SPREAD_SUM);
	with[1] = accord_cell(a, ACCORD_SPREAD, 0, SPREAD_COUNT);
	with[2] = accord_cell(a, ACCORD_SPREAD, 0, SPREAD_MOST);
	with[3] =
		phrase_int(most_share, percent(v[SPREAD_MOST], v[SPREAD_SUM]));
	with[4] = accord_cell(a, ACCORD_SPREAD, 0, SPREAD_LEAST);
	with[5] = phrase_int(least_share,
			     percent(v[SPREAD_LEAST], v[SPREAD_SUM]));
	buf_init(&text, BUF_MAX);
	phrase_fill(&text, lang, TEXT_NEG_SPREAD, 6, with);
	/* none has half as many votes again as an even share */
	if (2 * v[SPREAD_MOST] * v[SPREAD_COUNT] <= 3 * v[SPREAD_SUM]) {
		buf_putc(&text, ' ');
		phrase_add(&text, lang, TEXT_NEG_EVEN,
			   phrase_int(gap, v[SPREAD_MOST] - v[SPREAD_LEAST]),
			   NULL, NULL);
	}
	buf_puts(b, "<p>");
	text_html(b, buf_str(&text));
	buf_puts(b, "</p>\n");
	buf_release(&text);
}

static void by_party(struct buf *b, const struct accord *a)
{
	size_t n = accord_count(a, ACCORD_VOTES);

	if (n == 0) {
		buf_puts(b, "<p>");
		part_text(b, a->cat->lang, TEXT_NEG_PARTY_UNKNOWN);
		buf_puts(b, "</p>\n");
		return;
	}
	buf_puts(b, "<h4>");
	part_text(b, a->cat->lang, TEXT_NEG_PARTY_VOTES);
	buf_puts(b, "</h4>\n<ul class=\"remarks\">\n");
	for (size_t i = 0; i < n; i++) {
		buf_puts(b, "<li>");
		text_html(b, accord_cell(a, ACCORD_VOTES, i, VOTE_PRIORITY));
		buf_puts(b, ": ");
		text_html(b, accord_cell(a, ACCORD_VOTES, i, VOTE_PARTIES));
		buf_puts(b, "</li>\n");
	}
	buf_puts(b, "</ul>\n");
}

static bool is_voted(const struct accord *a, const char *kind)
{
	for (size_t i = 0; i < accord_count(a, ACCORD_PRIORITIES); i++)
		if (strcmp(priority(a, i, PRIORITY_KIND), kind) == 0 &&
		    *priority(a, i, PRIORITY_VOTES))
			return true;
	return false;
}

static void voted(struct buf *b, const struct accord *a, const char *kind,
		  enum text heading)
{
	static const enum text heads[] = {TEXT_NEG_RANK, TEXT_NEG_VOTES};
	enum lang lang = a->cat->lang;

	buf_puts(b, "<table class=\"votes cards\">\n<caption><h3>");
	part_text(b, lang, heading);
	buf_puts(b, "</h3></caption>\n<thead><tr><th scope=\"col\">");
	part_text(b, lang, TEXT_BRIEF_NEG_PRIORITY);
	buf_puts(b, "</th>");
	for (size_t i = 0; i < ARRAY_LEN(heads); i++) {
		buf_puts(b, "<th scope=\"col\" class=\"n\">");
		part_text(b, lang, heads[i]);
		buf_puts(b, "</th>");
	}
	buf_puts(b, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < accord_count(a, ACCORD_PRIORITIES); i++)
		if (strcmp(priority(a, i, PRIORITY_KIND), kind) == 0)
			vote_row(b, a, i);
	buf_puts(b, "</tbody>\n</table>\n");
	spread(b, a);
	by_party(b, a);
}

static void listed(struct buf *b, const struct accord *a, const char *kind,
		   enum text heading)
{
	bool any = false;

	for (size_t i = 0; i < accord_count(a, ACCORD_PRIORITIES); i++) {
		const char *id = priority(a, i, PRIORITY_ID);

		if (strcmp(priority(a, i, PRIORITY_KIND), kind) != 0)
			continue;
		if (!any) {
			buf_puts(b, "<h3>");
			part_text(b, a->cat->lang, heading);
			buf_puts(b, "</h3>\n<ul class=\"remarks\">\n");
		}
		any = true;
		buf_puts(b, *priority(a, i, PRIORITY_PARENT)
				    ? "<li class=\"under\">"
				    : "<li>");
		accord_tag(b, id);
		accord_fact(b, "span", id, "text",
			    priority(a, i, PRIORITY_TEXT));
		resources(b, a, id);
		buf_puts(b, "</li>\n");
	}
	buf_puts(b, any ? "</ul>\n" : "");
}

void accord_priorities(struct buf *b, const struct accord *a)
{
	bool any = false;

	part_section(b, a->cat->lang, TEXT_BRIEF_NEG_PRIORITIES);
	for (size_t k = 0; k < PRIORITY_KINDS; k++) {
		bool votes = is_voted(a, priority_kinds[k].code);

		any |= votes;
		if (votes)
			voted(b, a, priority_kinds[k].code,
			      priority_kinds[k].text);
		else
			listed(b, a, priority_kinds[k].code,
			       priority_kinds[k].text);
	}
	if (!any) {
		buf_puts(b, "<p>");
		part_text(b, a->cat->lang, TEXT_NEG_NO_VOTE);
		buf_puts(b, "</p>\n");
	}
	buf_puts(b, "</section>\n");
}
