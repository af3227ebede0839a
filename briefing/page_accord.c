/*
 * The page of a negotiation: what was voted on and agreed, how it stands, what
 * was said. People's own words stand as they were written.
 */
#include "lib/base.h"

#include "briefing/part_accord.h"

static void cell_html(struct buf *b, const struct accord *a,
		      enum accord_table t, size_t row, int column)
{
	text_html(b, accord_cell(a, t, row, column));
}

void accord_fact(struct buf *b, const char *element, const char *id,
		 const char *word, const char *text)
{
	buf_printf(b, "<%s data-fact=\"", element);
	text_html(b, id);
	buf_printf(b, " %s\">", word);
	text_html(b, text);
	buf_printf(b, "</%s>", element);
}

/* --- what it was --- */

static void term(struct buf *b, const struct accord *a, enum text t,
		 const char *value)
{
	if (!*value)
		return;
	buf_puts(b, "<dt>");
	part_text(b, a->cat->lang, t);
	buf_puts(b, "</dt><dd>");
	text_html(b, value);
	buf_puts(b, "</dd>\n");
}

static void about(struct buf *b, const struct accord *a)
{
	static const struct {
		enum text text;
		int column;
	} terms[] = {
		{TEXT_NEG_FORM, HEAD_FORM},
		{TEXT_NEG_OPENING, HEAD_OPENING},
		{TEXT_NEG_INPUT, HEAD_INPUT},
		{TEXT_NEG_METHOD, HEAD_METHOD},
		{TEXT_NEG_PURPOSE, HEAD_PURPOSE},
		{TEXT_NEG_LEGAL, HEAD_LEGAL},
		{TEXT_NEG_FOLLOW_UP, HEAD_FOLLOW_UP},
	};
	const char *reported, *to;
	char day[TEXT_NUMBER], *text;

	if (accord_count(a, ACCORD_HEAD) == 0)
		return;
	part_section(b, a->cat->lang, TEXT_BRIEF_NEG_ABOUT);
	buf_puts(b, "<dl class=\"terms\">\n");
	for (size_t i = 0; i < ARRAY_LEN(terms); i++)
		term(b, a, terms[i].text,
		     accord_cell(a, ACCORD_HEAD, 0, terms[i].column));
	to = accord_cell(a, ACCORD_HEAD, 0, HEAD_REPORTED_TO);
	reported = accord_cell(a, ACCORD_HEAD, 0, HEAD_REPORTED);
	text = xasprintf("%s%s%s", to, *to && *reported ? " " : "",
			 text_date(day, reported, a->cat->lang));
	term(b, a, TEXT_NEG_REPORTED, text);
	term(b, a, TEXT_NEG_SOURCE,
	     accord_cell(a, ACCORD_HEAD, 0, HEAD_SOURCE));
	buf_puts(b, "</dl>\n</section>\n");
	free(text);
}

/* --- rounds --- */

static bool has_page(const struct catalog *c, const char *code)
{
	for (size_t i = 0; i < c->county_n; i++)
		for (size_t k = 0; k < c->counties[i].n; k++)
			if (strcmp(c->counties[i].places[k].code, code) == 0)
				return true;
	return false;
}

/* How many it named. */
static size_t parties(struct buf *b, const struct accord *a, const char *round)
{
	size_t n = 0;

	for (size_t i = 0; i < accord_count(a, ACCORD_PARTIES); i++) {
		const char *code =
			accord_cell(a, ACCORD_PARTIES, i, PARTY_CODE);
		bool link = *code && has_page(a->cat, code);

		if (strcmp(accord_cell(a, ACCORD_PARTIES, i, PARTY_ROUND),
			   round) != 0)
			continue;
		buf_puts(b, n++ ? ", " : "");
		if (link) {
			buf_puts(b, "<a href=\"../kunta/");
			text_html(b, code);
			buf_puts(b, ".html\">");
		}
		cell_html(b, a, ACCORD_PARTIES, i, PARTY_NAME);
		buf_puts(b, link ? "</a>" : "");
	}
	return n;
}

/* The documents of a round that has them. */
static void papers(struct buf *b, const struct accord *a, const char *round)
{
	const struct round_list *all = &a->talks->rounds;

	for (size_t i = 0; i < all->n; i++) {
		const struct round *r = &all->list[i];
		char *wall;

		if (strcmp(r->id, round) != 0)
			continue;
		wall = xasprintf("vertailu-%s", r->stem);
		buf_puts(b, "<br>");
		part_paper(b, a->cat->lang, "../", r->stem, TEXT_ROUND_BRIEFING,
			   r->paper);
		buf_puts(b, " · ");
		part_paper(b, a->cat->lang, "../", wall, TEXT_ROUND_SHEET,
			   r->wall);
		free(wall);
	}
}

static void round_item(struct buf *b, const struct accord *a, size_t i)
{
	const char *id = accord_cell(a, ACCORD_ROUNDS, i, ROUND_ID);
	const char *time = accord_cell(a, ACCORD_ROUNDS, i, ROUND_TIME);
	const char *place = accord_cell(a, ACCORD_ROUNDS, i, ROUND_PLACE);
	const char *note = accord_cell(a, ACCORD_ROUNDS, i, ROUND_NOTE);
	char day[TEXT_NUMBER];

	buf_puts(b, "<li><b>");
	text_html(b,
		  text_date(day, accord_cell(a, ACCORD_ROUNDS, i, ROUND_DATE),
			    a->cat->lang));
	buf_puts(b, "</b> <span data-fact=\"");
	text_html(b, id);
	buf_puts(b, " parties\">");
	if (parties(b, a, id) == 0)
		cell_html(b, a, ACCORD_ROUNDS, i, ROUND_TEXT);
	buf_puts(b, "</span>");
	if (*place) {
		buf_puts(b, " (");
		text_html(b, place);
		buf_puts(b, ")");
	}
	if (*time) {
		buf_puts(b, ", ");
		phrase_html(b, a->cat->lang, TEXT_NEG_CLOCK, time, NULL, NULL);
	}
	if (*note) {
		buf_puts(b, "; ");
		text_html(b, note);
	}
	papers(b, a, id);
	buf_puts(b, "</li>\n");
}

static void presence(struct buf *b, const struct accord *a)
{
	const char *there, *all, *twice;

	if (accord_count(a, ACCORD_PRESENCE) == 0)
		return;
	there = accord_cell(a, ACCORD_PRESENCE, 0, PRESENCE_THERE);
	all = accord_cell(a, ACCORD_PRESENCE, 0, PRESENCE_ALL);
	twice = accord_cell(a, ACCORD_PRESENCE, 0, PRESENCE_TWICE);
	if (strcmp(there, "0") != 0 && strcmp(all, "0") != 0) {
		buf_puts(b, "<p>");
		phrase_html(b, a->cat->lang,
			    strcmp(there, all) == 0 ? TEXT_NEG_ALL_THERE
						    : TEXT_NEG_SOME_THERE,
			    there, all, NULL);
		buf_puts(b, "</p>\n");
	}
	if (*twice) {
		buf_puts(b, "<p>");
		phrase_html(b, a->cat->lang, TEXT_NEG_TWICE, twice, NULL, NULL);
		buf_puts(b, "</p>\n");
	}
}

static void rounds(struct buf *b, const struct accord *a)
{
	size_t n = accord_count(a, ACCORD_ROUNDS);

	if (n == 0)
		return;
	part_section(b, a->cat->lang, TEXT_NEG_ROUNDS);
	buf_puts(b, "<ul class=\"remarks\">\n");
	for (size_t i = 0; i < n; i++)
		round_item(b, a, i);
	buf_puts(b, "</ul>\n");
	presence(b, a);
	buf_puts(b, "</section>\n");
}

/* --- measures --- */

static void measure_item(struct buf *b, const struct accord *a, size_t i)
{
	static const struct {
		enum text text;
		int column;
		const char *word;
		bool always; /* told also where it is not stated */
	} terms[] = {
		{TEXT_NEG_RESPONSIBLE, MEASURE_RESPONSIBLE, "responsible",
		 true},
		{TEXT_NEG_CO_PARTIES, MEASURE_WITH, "with", false},
		{TEXT_NEG_DUE, MEASURE_DUE_TEXT, "due", true},
		{TEXT_NEG_TIED, MEASURE_TIED, "tied", false},
		{TEXT_NEG_EFFECT, MEASURE_EFFECT, "effect", false},
		{TEXT_NEG_TOLD_BY, MEASURE_FOLLOW_UP, "told", false},
	};
	const char *id = accord_cell(a, ACCORD_MEASURES, i, MEASURE_ID);
	const char *due = accord_cell(a, ACCORD_MEASURES, i, MEASURE_DUE);
	enum lang lang = a->cat->lang;
	char when[TEXT_NUMBER];
	struct buf text;

	buf_puts(b, "<li>\n");
	accord_fact(b, "p", id, "text",
		    accord_cell(a, ACCORD_MEASURES, i, MEASURE_TEXT));
	buf_puts(b, "\n<dl class=\"terms\">\n");
	for (size_t k = 0; k < ARRAY_LEN(terms); k++) {
		const char *s =
			accord_cell(a, ACCORD_MEASURES, i, terms[k].column);

		if (!*s && terms[k].column == MEASURE_DUE_TEXT)
			s = accord_when(when, due, lang);
		if (!*s && !terms[k].always)
			continue;
		buf_puts(b, "<dt>");
		part_text(b, lang, terms[k].text);
		buf_puts(b, "</dt>");
		accord_fact(b, "dd", id, terms[k].word,
			    *s ? s : text_get(TEXT_NEG_NOT_STATED, lang));
		buf_puts(b, "\n");
	}
	buf_init(&text, BUF_MAX);
	accord_measure_state(
		&text,
		(const char *const *)&a->tables[ACCORD_MEASURES]
			.cells[i * MEASURE_N + MEASURE_STATE],
		due, accord_cell(a, ACCORD_MEASURES, i, MEASURE_DUE_TEXT),
		a->today, lang);
	buf_puts(b, "<dt>");
	part_text(b, lang, TEXT_NEG_STATE);
	buf_puts(b, "</dt>");
	accord_fact(b, "dd", id, "state", buf_str(&text));
	buf_puts(b, "\n");
	accord_changes(b, a, id);
	buf_puts(b, "</dl>\n</li>\n");
	buf_release(&text);
}

static void measures(struct buf *b, const struct accord *a)
{
	size_t n = accord_count(a, ACCORD_MEASURES);

	part_section(b, a->cat->lang, TEXT_NEG_MEASURES);
	if (n == 0) {
		buf_puts(b, "<p>");
		part_text(b, a->cat->lang, TEXT_BRIEF_NEG_NO_MEASURES);
		buf_puts(b, "</p>\n");
	} else {
		buf_puts(b, "<ul class=\"agreed\">\n");
		for (size_t i = 0; i < n; i++)
			measure_item(b, a, i);
		buf_puts(b, "</ul>\n");
	}
	buf_puts(b, "</section>\n");
}

/* --- the page --- */

/* "29.8.2024, tavoitevuosi 2025" */
static void lead_add(struct buf *b, const struct accord *a)
{
	const char *from, *to, *year;
	char x[TEXT_NUMBER], y[TEXT_NUMBER];
	enum lang lang = a->cat->lang;

	if (accord_count(a, ACCORD_HEAD) == 0)
		return;
	from = accord_cell(a, ACCORD_HEAD, 0, HEAD_DATE);
	to = accord_cell(a, ACCORD_HEAD, 0, HEAD_DATE_TO);
	year = accord_cell(a, ACCORD_HEAD, 0, HEAD_YEAR);
	text_date(x, from, lang);
	if (strcmp(from, to) == 0)
		buf_puts(b, x);
	else
		phrase_add(b, lang, TEXT_NEG_DAYS, x, text_date(y, to, lang),
			   NULL);
	if (*year) {
		buf_puts(b, ", ");
		phrase_add(b, lang, TEXT_NEG_TARGET_YEAR, year, NULL, NULL);
	}
}

void page_accord(struct buf *b, const struct accord *a)
{
	static const enum text sections[] = {
		TEXT_BRIEF_NEG_PRIORITIES, TEXT_NEG_ROUNDS,
		TEXT_NEG_MEASURES,         TEXT_NEG_LINKS,
		TEXT_NEG_POINTS,           TEXT_NEG_FEEDBACK,
		TEXT_BRIEF_NEG_ABOUT,
	};
	enum text toc[ARRAY_LEN(sections)];
	char *self = xasprintf("neuvottelu/%s.html", a->talks->id);
	struct buf lead;
	struct frame f = {
		.cat = a->cat,
		.root = "../",
		.self = self,
		.name = a->talks->title,
		.county = a->county,
		.toc = toc,
	};

	for (size_t i = 0; i < ARRAY_LEN(sections); i++)
		if (accord_has(a, sections[i]))
			toc[f.toc_n++] = sections[i];
	buf_init(&lead, 1000);
	lead_add(&lead, a);
	f.lead = buf_str(&lead);
	part_open(b, &f);
	accord_priorities(b, a);
	rounds(b, a);
	measures(b, a);
	accord_links(b, a);
	accord_points(b, a);
	accord_feedback(b, a);
	about(b, a);
	buf_puts(b, "<p class=\"note after\">");
	part_text(b, a->cat->lang, TEXT_NEG_IN_FINNISH);
	buf_puts(b, "</p>\n");
	part_close(b, &f);
	buf_release(&lead);
	free(self);
}
