/*
 * The priorities of a negotiation in the municipalities of one round, what was
 * agreed, and what the figures of it say.
 */
#include "lib/base.h"

#include "briefing/part_round.h"
#include "lib/word.h"

#define BOLD 9.7 /* points: nine, and wider letters */

enum {
	TEXT_WIDE = 63 /* mm: the first column */
};

static void head_cell(struct buf *b, enum lang lang, const char *class,
		      enum text t)
{
	buf_printf(b, "<th scope=\"col\"%s%s%s>", *class ? " class=\"" : "",
		   class, *class ? "\"" : "");
	part_text(b, lang, t);
	buf_puts(b, "</th>");
}

struct column {
	const char *class;
	enum text text;
};

static void table(struct pager *p, enum lang lang, const char *class,
		  const struct column *columns, size_t n)
{
	struct buf b;

	buf_init(&b, BUF_MAX);
	buf_printf(&b, "<table class=\"%s\">\n<thead><tr>", class);
	for (size_t i = 0; i < n; i++)
		head_cell(&b, lang, columns[i].class, columns[i].text);
	buf_puts(&b, "</tr></thead>\n<tbody>\n");
	pager_table(p, 8, buf_str(&b), "</tbody>\n</table>\n");
	buf_release(&b);
}

/* --- priorities --- */

static const char *priority(const struct gathering *g, size_t i, int column)
{
	return accord_cell(g->accord, ACCORD_PRIORITIES, i, column);
}

static const char *told(const struct gathering *g, size_t i, int column)
{
	return accord_cell(g->accord, ACCORD_LINKS, i, column);
}

static bool tells(const char *strength)
{
	return strcmp(strength, "direct") == 0 ||
	       strcmp(strength, "proxy") == 0;
}

static void line(struct buf *b, double *mm, const char *text, double width)
{
	buf_puts(b, "<li>");
	text_html(b, text);
	buf_puts(b, "</li>\n");
	*mm += pager_text(pager_letters(text), 8.5, width) + .8;
}

/* What the indicators of a priority say here; how high that is. */
static double links(struct buf *b, const struct gathering *g, const char *id,
		    size_t *weak, size_t *silent)
{
	enum lang lang = g->cat->lang;
	double mm = 0;

	*weak = *silent = 0;
	for (size_t i = 0; i < accord_count(g->accord, ACCORD_LINKS); i++) {
		size_t k = catalog_find(g->cat, told(g, i, LINK_SOURCE),
					told(g, i, LINK_CODE));
		struct buf words, key, text;

		if (strcmp(told(g, i, LINK_PRIORITY), id) != 0)
			continue;
		if (!tells(told(g, i, LINK_STRENGTH))) {
			++*weak;
			continue;
		}
		if (k >= g->cat->n || g->counts[k].figures == 0) {
			++*silent;
			continue;
		}
		buf_init(&words, BUF_MAX);
		buf_init(&key, BUF_MAX);
		buf_init(&text, BUF_MAX);
		round_key(&key, &g->cat->list[k]);
		count_words(&words, &g->counts[k], lang);
		buf_puts(&text, g->cat->list[k].title);
		buf_puts(&text, ": ");
		buf_puts(b, "<li>");
		text_html(b, buf_str(&text));
		round_fact(b, "b", "", buf_str(&key), "counts",
			   buf_str(&words));
		buf_puts(b, "</li>\n");
		mm += pager_text(pager_letters(buf_str(&text)) +
					 pager_letters(buf_str(&words)),
				 8.5, 82) +
		      .8;
		buf_release(&text);
		buf_release(&key);
		buf_release(&words);
	}
	return mm;
}

static void items(struct buf *b, const struct gathering *g, const char *id,
		  double *mm)
{
	size_t n = 0, known = 0;
	char x[PHRASE_INT], y[PHRASE_INT];
	struct buf text;

	for (size_t i = 0; i < accord_count(g->accord, ACCORD_ITEMS); i++) {
		if (strcmp(accord_cell(g->accord, ACCORD_ITEMS, i,
				       ITEM_PRIORITY),
			   id) != 0)
			continue;
		n++;
		known += *accord_cell(g->accord, ACCORD_ITEMS, i,
				      ITEM_STATE + STATE_WORD) != '\0';
	}
	if (n == 0)
		return;
	buf_init(&text, BUF_MAX);
	phrase_add(&text, g->cat->lang, TEXT_ROUND_ITEMS,
		   phrase_int(x, (int64_t)n), phrase_int(y, (int64_t)known),
		   NULL);
	line(b, mm, buf_str(&text), 82);
	buf_release(&text);
}

static double here(struct buf *b, const struct gathering *g, const char *id)
{
	enum lang lang = g->cat->lang;
	size_t weak, silent;
	char n[PHRASE_INT];
	struct buf text;
	double mm;

	buf_puts(b, "<ul>\n");
	mm = links(b, g, id, &weak, &silent);
	if (silent > 0) {
		buf_init(&text, BUF_MAX);
		phrase_add(&text, lang, TEXT_ROUND_LINK_MORE,
			   phrase_int(n, (int64_t)silent), NULL, NULL);
		line(b, &mm, buf_str(&text), 82);
		buf_release(&text);
	}
	items(b, g, id, &mm);
	if (mm <= 0)
		line(b, &mm,
		     text_get(weak ? TEXT_ROUND_WEAK_ONLY
				   : TEXT_NEG_NOTHING_FOLLOWED,
			      lang),
		     82);
	buf_puts(b, "</ul>\n");
	return mm;
}

/* The votes of those parties that are known. */
static double by_party(struct buf *b, const struct gathering *g, const char *id)
{
	for (size_t i = 0; i < accord_count(g->accord, ACCORD_VOTES); i++) {
		const char *who =
			accord_cell(g->accord, ACCORD_VOTES, i, VOTE_PARTIES);

		if (strcmp(accord_cell(g->accord, ACCORD_VOTES, i,
				       VOTE_PRIORITY),
			   id) != 0)
			continue;
		buf_puts(b, "<span class=\"of\">");
		text_html(b, who);
		buf_puts(b, "</span>");
		return pager_text(pager_letters(who), 8, TEXT_WIDE);
	}
	return 0;
}

static void priority_row(struct pager *p, const struct gathering *g, size_t i,
			 bool voted)
{
	struct buf *b = pager_block(p, 0, PAGER_ALONE);
	const char *id = priority(g, i, PRIORITY_ID);
	double left, right;

	buf_puts(b, "<tr><th scope=\"row\"><span class=\"tag\">");
	text_html(b, id);
	buf_puts(b, "</span> ");
	round_fact(b, "span", "", id, "text", priority(g, i, PRIORITY_TEXT));
	left = pager_text(pager_letters(id) +
				  pager_letters(priority(g, i, PRIORITY_TEXT)),
			  BOLD, TEXT_WIDE);
	left += by_party(b, g, id);
	buf_puts(b, "</th>");
	if (voted) {
		buf_puts(b, "<td class=\"n\">");
		round_fact(b, "span", "", id, "rank",
			   priority(g, i, PRIORITY_RANK));
		buf_puts(b, "</td><td class=\"n\">");
		round_fact(b, "b", "", id, "votes",
			   priority(g, i, PRIORITY_VOTES));
		buf_puts(b, "</td>");
	}
	buf_puts(b, "<td>");
	right = here(b, g, id);
	buf_puts(b, "</td></tr>\n");
	pager_height(p, (left > right ? left : right) + 2.6);
}

static void priorities_of(struct pager *p, const struct gathering *g,
			  const char *kind, enum text heading)
{
	static const struct column with[] = {
		{"c-text", TEXT_BRIEF_NEG_PRIORITY},
		{"n", TEXT_NEG_RANK},
		{"n", TEXT_NEG_VOTES},
		{"", TEXT_ROUND_HERE},
	};
	static const struct column without[] = {
		{"c-text", TEXT_BRIEF_NEG_PRIORITY},
		{"", TEXT_ROUND_HERE},
	};
	size_t n = accord_count(g->accord, ACCORD_PRIORITIES), found = 0;
	bool voted = false;

	for (size_t i = 0; i < n; i++)
		if (strcmp(priority(g, i, PRIORITY_KIND), kind) == 0) {
			found++;
			voted |= *priority(g, i, PRIORITY_VOTES) != '\0';
		}
	if (found == 0)
		return;
	round_subheading(p, g->cat->lang, heading);
	table(p, g->cat->lang, voted ? "priorities voted" : "priorities",
	      voted ? with : without,
	      voted ? ARRAY_LEN(with) : ARRAY_LEN(without));
	for (size_t i = 0; i < n; i++)
		if (strcmp(priority(g, i, PRIORITY_KIND), kind) == 0)
			priority_row(p, g, i, voted);
	pager_table_end(p);
}

void round_priorities(struct pager *p, const struct gathering *g,
		      const char *of)
{
	size_t n = accord_count(g->accord, ACCORD_PRIORITIES);
	bool voted = false;

	round_heading(p, g->cat->lang, TEXT_BRIEF_NEG_PRIORITIES);
	for (size_t i = 0; i < n; i++)
		voted |= *priority(g, i, PRIORITY_VOTES) != '\0';
	if (*of)
		round_text(p, "", of);
	if (n == 0)
		round_text(p, "none",
			   text_get(TEXT_ROUND_NO_PRIORITIES, g->cat->lang));
	else if (!voted)
		round_text(p, "", text_get(TEXT_NEG_NO_VOTE, g->cat->lang));
	for (size_t k = 0; k < PRIORITY_KINDS; k++)
		priorities_of(p, g, priority_kinds[k].code,
			      priority_kinds[k].text);
}

/* --- measures --- */

static const char *measure(const struct gathering *g, size_t i, int column)
{
	return accord_cell(g->accord, ACCORD_MEASURES, i, column);
}

static double measure_cell(struct buf *b, const char *id, const char *word,
			   const char *text, double width)
{
	buf_puts(b, "<td>");
	round_fact(b, "span", *text ? "" : "none", id, word, text);
	buf_puts(b, "</td>");
	return pager_text(pager_letters(text), 8.5, width);
}

static double most(double a, double b)
{
	return a > b ? a : b;
}

static void measure_row(struct pager *p, const struct gathering *g, size_t i)
{
	const char *id = measure(g, i, MEASURE_ID);
	const char *due = measure(g, i, MEASURE_DUE);
	const char *said = measure(g, i, MEASURE_DUE_TEXT);
	const char *who = measure(g, i, MEASURE_RESPONSIBLE);
	const char *tied = measure(g, i, MEASURE_TIED);
	enum lang lang = g->cat->lang;
	const char *unsaid = text_get(TEXT_NEG_NOT_STATED, lang);
	struct buf *b = pager_block(p, 0, PAGER_ALONE), state;
	char when[TEXT_NUMBER];
	double mm;

	buf_init(&state, BUF_MAX);
	accord_measure_state(
		&state,
		(const char *const *)&g->accord->tables[ACCORD_MEASURES]
			.cells[i * MEASURE_N + MEASURE_STATE],
		due, said, g->accord->today, lang);
	if (!*said)
		said = accord_when(when, due, lang);
	buf_puts(b, "<tr><th scope=\"row\">");
	round_fact(b, "span", "", id, "text", measure(g, i, MEASURE_TEXT));
	if (*tied) {
		buf_puts(b, " <span class=\"tag\">");
		text_html(b, tied);
		buf_puts(b, "</span>");
	}
	buf_puts(b, "</th>");
	mm = pager_text(pager_letters(measure(g, i, MEASURE_TEXT)) +
				pager_letters(tied) + 1,
			BOLD, 78);
	mm = most(mm,
		  measure_cell(b, id, "responsible", *who ? who : unsaid, 28));
	mm = most(mm, measure_cell(b, id, "due", *said ? said : unsaid, 22));
	mm = most(mm, measure_cell(b, id, "state", buf_str(&state), 38));
	buf_puts(b, "</tr>\n");
	pager_height(p, mm + 2.6);
	buf_release(&state);
}

void round_measures(struct pager *p, const struct gathering *g)
{
	static const struct column columns[] = {
		{"c-measure", TEXT_BRIEF_MEASURE},
		{"c-who", TEXT_BRIEF_WHO},
		{"c-due", TEXT_BRIEF_DUE},
		{"", TEXT_BRIEF_MEASURE_STATE},
	};
	size_t n = accord_count(g->accord, ACCORD_MEASURES);

	round_heading(p, g->cat->lang, TEXT_NEG_MEASURES);
	if (n == 0) {
		round_text(p, "none",
			   text_get(TEXT_BRIEF_NEG_NO_MEASURES, g->cat->lang));
		return;
	}
	table(p, g->cat->lang, "measures", columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < n; i++)
		measure_row(p, g, i);
	pager_table_end(p);
}
