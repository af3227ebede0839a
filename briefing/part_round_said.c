/*
 * What was said in a round, what its municipalities do well, and what nobody
 * knows of them.
 */
#include "lib/base.h"

#include "briefing/part_round.h"

/* --- points --- */

static bool is_in(const char *word, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(*list, word) == 0)
			return true;
	return false;
}

/* An entry of a list, of people's own words. */
static void entry(struct pager *p, const char *id, const char *before,
		  const char *text, const char *word)
{
	struct buf *b = pager_block(
		p,
		pager_text(pager_letters(text) + pager_letters(before) + 3, 9,
			   ROUND_WIDE - 6) +
			1.2,
		PAGER_ALONE);

	buf_puts(b, "<li>");
	round_fact(b, "span", "", id, word, text);
	if (*before) {
		buf_puts(b, " <span class=\"tag\">(");
		text_html(b, before);
		buf_puts(b, ")</span>");
	}
	buf_puts(b, "</li>\n");
}

static void list_open(struct pager *p)
{
	pager_table(p, 2, "<ul class=\"remarks\">\n", "</ul>\n");
}

/* Groups have a round of their own: what they said was not said here. */
static bool groups_apart(const struct gathering *g)
{
	return g->tables[GATHERING_HEAD].n > 0 &&
	       strcmp(gathering_cell(g, GATHERING_HEAD, 0, GHEAD_GROUPS),
		      "0") != 0;
}

static size_t points(struct pager *p, const struct gathering *g,
		     const char *const *kinds, enum text heading)
{
	size_t n = accord_count(g->accord, ACCORD_POINTS), found = 0;

	for (size_t i = 0; i < n; i++) {
		if (!is_in(accord_cell(g->accord, ACCORD_POINTS, i, POINT_KIND),
			   kinds))
			continue;
		if (found++ == 0) {
			round_subheading(p, g->cat->lang, heading);
			list_open(p);
		}
		entry(p, accord_cell(g->accord, ACCORD_POINTS, i, POINT_ID), "",
		      accord_cell(g->accord, ACCORD_POINTS, i, POINT_TEXT),
		      "text");
	}
	pager_table_end(p);
	return found;
}

static size_t worries(struct pager *p, const struct gathering *g)
{
	size_t n = accord_count(g->accord, ACCORD_WORRIES), found = 0;

	for (size_t i = 0; i < n; i++) {
		const char *area =
			accord_cell(g->accord, ACCORD_WORRIES, i, WORRY_AREA);
		const char *by =
			accord_cell(g->accord, ACCORD_WORRIES, i, WORRY_BY);
		char *who =
			xasprintf("%s%s%s", area, *area && *by ? ", " : "", by);

		if (found++ == 0) {
			round_subheading(p, g->cat->lang, TEXT_NEG_WORRIES);
			list_open(p);
		}
		entry(p, accord_cell(g->accord, ACCORD_WORRIES, i, WORRY_ID),
		      who,
		      accord_cell(g->accord, ACCORD_WORRIES, i, WORRY_TEXT),
		      "text");
		free(who);
	}
	pager_table_end(p);
	return found;
}

static void raised(struct pager *p, const struct gathering *g)
{
	static const char *const said[] = {"point_raised", NULL};
	static const char *const found[] = {"keynote", "finding", NULL};
	static const char *const wishes[] = {"development_wish", NULL};
	static const char *const of_groups[] = {"ngo_strength", NULL};
	enum lang lang = g->cat->lang;
	bool one = g->tables[GATHERING_HEAD].n > 0 &&
		   strcmp(gathering_cell(g, GATHERING_HEAD, 0, GHEAD_ROUNDS),
			  "1") == 0;
	size_t n = 0, groups = 0;

	/* those of groups are told elsewhere */
	for (size_t i = 0; i < accord_count(g->accord, ACCORD_POINTS); i++)
		groups += groups_apart(g) &&
			  is_in(accord_cell(g->accord, ACCORD_POINTS, i,
					    POINT_KIND),
				of_groups);
	round_heading(p, lang, TEXT_NEG_POINTS);
	if (!one && accord_count(g->accord, ACCORD_POINTS) > groups)
		round_text(p, "note", text_get(TEXT_ROUND_NOT_TOLD, lang));
	n += points(p, g, said, TEXT_BRIEF_NEG_RAISED);
	n += points(p, g, found, TEXT_NEG_FINDINGS);
	n += worries(p, g);
	if (!groups_apart(g))
		n += points(p, g, of_groups, TEXT_NEG_STRENGTHS);
	n += points(p, g, wishes, TEXT_NEG_WISHES);
	if (n == 0)
		round_text(p, "none", text_get(TEXT_ROUND_NO_POINTS, lang));
}

/* --- practices --- */

static void practices(struct pager *p, const struct gathering *g)
{
	size_t n = g->tables[GATHERING_PRACTICES].n;
	enum lang lang = g->cat->lang;

	round_heading(p, lang, TEXT_NEG_PRACTICES);
	if (n == 0) {
		round_text(p, "none", text_get(TEXT_ROUND_NO_PRACTICES, lang));
		return;
	}
	list_open(p);
	for (size_t i = 0; i < n; i++) {
		const char *area = gathering_cell(g, GATHERING_PRACTICES, i,
						  GPRACTICE_AREA);
		size_t k = gathering_find(g, area);

		entry(p,
		      gathering_cell(g, GATHERING_PRACTICES, i, GPRACTICE_ID),
		      !*area     ? text_get(TEXT_ROUND_SEVERAL, lang)
		      : k < g->n ? g->profiles[k]->place->name
				 : area,
		      gathering_cell(g, GATHERING_PRACTICES, i, GPRACTICE_TEXT),
		      "text");
	}
	pager_table_end(p);
}

void round_said(struct pager *p, const struct gathering *g)
{
	raised(p, g);
	practices(p, g);
}

/* --- needs --- */

static void needs_of(struct pager *p, const struct gathering *g,
		     const char *kind, enum text heading)
{
	size_t found = 0;

	for (size_t i = 0; i < g->tables[GATHERING_NEEDS].n; i++) {
		const char *need =
			gathering_cell(g, GATHERING_NEEDS, i, GNEED_WORD);

		if (strcmp(gathering_cell(g, GATHERING_NEEDS, i, GNEED_KIND),
			   kind) != 0)
			continue;
		if (found++ == 0) {
			round_subheading(p, g->cat->lang, heading);
			list_open(p);
		}
		entry(p, gathering_cell(g, GATHERING_NEEDS, i, GNEED_ITEM),
		      strcmp(need, "weak_links_only") == 0
			      ? text_get(TEXT_ROUND_NEED_WEAK, g->cat->lang)
			      : "",
		      gathering_cell(g, GATHERING_NEEDS, i, GNEED_TEXT),
		      "need");
	}
	pager_table_end(p);
}

enum {
	COVER_FOLLOWED,
	COVER_RECENT,
	COVER_OLD,
	COVER_HIDDEN,
	COVER_ABSENT,
	COVER_ASSESSED,
	COVER_COMPARED,
	COVER_N
};

static const struct {
	enum text text;
	const char *word;
} covers[COVER_N] = {
	[COVER_FOLLOWED] = {TEXT_ROUND_FOLLOWED, "followed"},
	[COVER_RECENT] = {TEXT_ROUND_RECENT, "recent"},
	[COVER_OLD] = {TEXT_ROUND_OLD, "old"},
	[COVER_HIDDEN] = {TEXT_ROUND_HIDDEN, "hidden"},
	[COVER_ABSENT] = {TEXT_ROUND_ABSENT, "absent"},
	[COVER_ASSESSED] = {TEXT_ROUND_ASSESSED, "assessed"},
	[COVER_COMPARED] = {TEXT_ROUND_COMPARED, "compared"},
};

static void cover_count(const struct gathering *g, size_t place,
			size_t cover[COVER_N])
{
	const struct profile *of = g->profiles[place];

	memset(cover, 0, COVER_N * sizeof(*cover));
	for (size_t i = 0; i < of->n; i++) {
		const struct meter *m = &of->rows[i];

		cover[COVER_FOLLOWED]++;
		if (m->state == STATE_NONE) {
			cover[COVER_ABSENT]++;
		} else if (m->old) {
			cover[COVER_OLD]++;
		} else if (m->state != STATE_VALUE) {
			cover[COVER_HIDDEN]++;
		} else {
			cover[COVER_RECENT]++;
			cover[COVER_ASSESSED] += finding_assessed(&m->finding);
			cover[COVER_COMPARED] +=
				g->levels[place][i] != AGAINST_NONE;
		}
	}
}

static void cover_table(struct pager *p, const struct gathering *g)
{
	enum lang lang = g->cat->lang;
	struct buf b;

	round_subheading(p, lang, TEXT_ROUND_COVER);
	buf_init(&b, BUF_MAX);
	buf_puts(&b, "<table class=\"cover\">\n<thead><tr><th scope=\"col\">");
	part_text(&b, lang, TEXT_BRIEF_COL_PLACE);
	buf_puts(&b, "</th>");
	for (size_t k = 0; k < COVER_N; k++) {
		buf_puts(&b, "<th scope=\"col\" class=\"n\">");
		part_text(&b, lang, covers[k].text);
		buf_puts(&b, "</th>");
	}
	buf_puts(&b, "</tr></thead>\n<tbody>\n");
	pager_table(p, 12, buf_str(&b), "</tbody>\n</table>\n");
	buf_release(&b);
	for (size_t i = 0; i < g->n; i++) {
		const struct place *place = g->profiles[i]->place;
		struct buf *row = pager_block(p, 6.2, PAGER_ALONE);
		char n[PHRASE_INT];
		size_t cover[COVER_N];

		cover_count(g, i, cover);
		buf_puts(row, "<tr><th scope=\"row\">");
		text_html(row, place->name);
		buf_puts(row, "</th>");
		for (size_t k = 0; k < COVER_N; k++) {
			buf_puts(row, "<td class=\"n\">");
			round_fact(row, "span", "", place->code, covers[k].word,
				   phrase_int(n, (int64_t)cover[k]));
			buf_puts(row, "</td>");
		}
		buf_puts(row, "</tr>\n");
	}
	pager_table_end(p);
}

void round_needs(struct pager *p, const struct gathering *g)
{
	static const struct {
		const char *kind;
		enum text heading;
	} kinds[] = {{"priority", TEXT_ROUND_NEED_PRIORITY},
		     {"measure", TEXT_ROUND_NEED_MEASURE},
		     {"worry", TEXT_ROUND_NEED_WORRY}};

	round_heading(p, g->cat->lang, TEXT_ROUND_NEEDS);
	if (g->n > 0)
		cover_table(p, g);
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		needs_of(p, g, kinds[i].kind, kinds[i].heading);
}
