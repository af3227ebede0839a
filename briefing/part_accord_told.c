/*
 * By what the priorities of a negotiation are followed, and how it stands: the
 * county's own figures, its municipalities counted. Of a weak or context link a
 * figure, never a verdict.
 */
#include "lib/base.h"

#include "briefing/part_accord.h"
#include "lib/word.h"

static const char *told(const struct accord *a, size_t i, int column)
{
	return accord_cell(a, ACCORD_TOLD, i, column);
}

static long whole(const struct accord *a, size_t i, int column)
{
	return strtol(told(a, i, column), NULL, 10);
}

static bool is_of(const struct accord *a, size_t i, const char *priority)
{
	return strcmp(told(a, i, TOLD_PRIORITY), priority) == 0;
}

/* Somewhere in the county. */
static bool is_recent(const struct accord *a, size_t i)
{
	return whole(a, i, TOLD_NEWEST) > a->cat->old_year;
}

static bool tells(const struct accord *a, size_t i)
{
	return whole(a, i, TOLD_TELLS) != 0;
}

void accord_title(struct buf *b, const struct accord *a, const char *source,
		  const char *code, const char *title)
{
	size_t k = catalog_find(a->cat, source, code);
	enum lang lang = a->cat->lang;
	bool page = k < a->cat->n && a->cat->list[k].shown;

	if (page) {
		buf_puts(b, "<a href=\"../mittari/");
		part_id(b, '\0', &a->cat->list[k]);
		buf_puts(b, ".html\">");
	}
	if (*title) {
		text_html(b, title);
	} else {
		part_text(b, lang, TEXT_NEG_INDICATOR);
		buf_putc(b, ' ');
		text_html(b, code);
	}
	buf_puts(b, page ? "</a>" : "");
}

/* "[suora] why it is linked" */
static void reading(struct buf *b, const struct accord *a, size_t i)
{
	buf_puts(b, "[");
	text_html(b, agreed_word(told(a, i, TOLD_STRENGTH), a->cat->lang));
	buf_puts(b, "] ");
	text_html(b, told(a, i, TOLD_WHY));
}

/* --- a row --- */

/* A fact of that link. element: with its attributes. */
static void fact_open(struct buf *b, const struct accord *a, size_t i,
		      const char *element, const char *word)
{
	buf_printf(b, "<%s data-fact=\"", element);
	text_html(b, told(a, i, TOLD_PRIORITY));
	buf_putc(b, ':');
	text_html(b, told(a, i, TOLD_SOURCE));
	buf_putc(b, ':');
	text_html(b, told(a, i, TOLD_CODE));
	buf_printf(b, " %s\">", word);
}

static void fact_text(struct buf *b, const struct accord *a, size_t i,
		      const char *word, const char *text)
{
	if (!*text)
		return;
	fact_open(b, a, i, "span class=\"line\"", word);
	text_html(b, text);
	buf_puts(b, "</span>");
}

static void own_cell(struct buf *b, const struct accord *a, size_t i)
{
	enum lang lang = a->cat->lang;
	struct measure m = accord_measure(a, ACCORD_TOLD, i, TOLD_UNIT);
	double v = accord_number(a, ACCORD_TOLD, i, TOLD_VALUE);

	part_cell(b, "n own", text_get(TEXT_BRIEF_NEG_OWN_FIGURE, lang));
	buf_puts(b, "<span>");
	if (isfinite(v)) {
		fact_open(b, a, i, "span", "value");
		part_value(b, &m, v, lang);
		buf_puts(b, "</span>");
	} else {
		part_none(b, lang,
			  *told(a, i, TOLD_YEAR) ? TEXT_BRIEF_MISSING
						 : TEXT_BRIEF_NO_YEAR);
	}
	if (*told(a, i, TOLD_YEAR)) {
		buf_puts(b, " <span class=\"tag\">");
		text_html(b, told(a, i, TOLD_YEAR));
		buf_puts(b, "</span>");
	}
	buf_puts(b, "</span></td>\n");
}

static void change(struct buf *b, const struct accord *a, size_t i)
{
	struct meter m = {.old = false};

	finding_parse(&m.finding, told(a, i, TOLD_VERDICT),
		      told(a, i, TOLD_DIRECTION), told(a, i, TOLD_NOTE),
		      accord_number(a, ACCORD_TOLD, i, TOLD_Q));
	fact_open(b, a, i, "span", "change");
	part_change(b, &m, a->cat->lang);
	buf_puts(b, "</span>");
}

static void level(struct buf *b, const struct accord *a, size_t i)
{
	enum lang lang = a->cat->lang;
	char *words = level_words(told(a, i, TOLD_LEVEL),
				  told(a, i, TOLD_STANDING), lang);
	struct buf text;

	fact_text(b, a, i, "level", words);
	free(words);
	buf_init(&text, BUF_MAX);
	if (*told(a, i, TOLD_CELL))
		phrase_add(&text, lang, TEXT_BRIEF_NEG_URGENCY,
			   told(a, i, TOLD_CELL), NULL, NULL);
	fact_text(b, a, i, "cell", buf_str(&text));
	buf_release(&text);
}

/* What became of it since the negotiation, where no measure tells that. */
static void since(struct buf *b, const struct accord *a, size_t i)
{
	struct buf text;

	buf_init(&text, BUF_MAX);
	for (size_t k = 0; k < accord_count(a, ACCORD_CHANGES); k++)
		if (strcmp(accord_cell(a, ACCORD_CHANGES, k, CHANGE_ITEM),
			   told(a, i, TOLD_PRIORITY)) == 0 &&
		    strcmp(accord_cell(a, ACCORD_CHANGES, k, CHANGE_SOURCE),
			   told(a, i, TOLD_SOURCE)) == 0 &&
		    strcmp(accord_cell(a, ACCORD_CHANGES, k, CHANGE_CODE),
			   told(a, i, TOLD_CODE)) == 0)
			accord_since(
				&text,
				(const char *const *)&a->tables[ACCORD_CHANGES]
					.cells[k * CHANGE_N],
				a->cat->lang);
	fact_text(b, a, i, "since", buf_str(&text));
	buf_release(&text);
}

static void verdict_cell(struct buf *b, const struct accord *a, size_t i)
{
	enum lang lang = a->cat->lang;

	part_cell(b, "trend", text_get(TEXT_BRIEF_NEG_COL_CHANGE, lang));
	buf_puts(b, "<span>");
	if (!tells(a, i)) {
		part_none(b, lang, TEXT_BRIEF_NEG_FIGURE_ONLY);
	} else if (!*told(a, i, TOLD_VALUE)) {
		part_none(b, lang, TEXT_BRIEF_T_NOT_TESTED);
	} else {
		change(b, a, i);
		level(b, a, i);
		since(b, a, i);
	}
	buf_puts(b, "</span></td>\n");
}

/* "1,2–3,4 %", or one figure. */
static void range_add(struct buf *b, const struct accord *a, size_t i)
{
	struct measure m = accord_measure(a, ACCORD_TOLD, i, TOLD_UNIT);
	double low = accord_number(a, ACCORD_TOLD, i, TOLD_LOW);
	double high = accord_number(a, ACCORD_TOLD, i, TOLD_HIGH);

	measure_value(b, &m, low, a->cat->lang);
	if (high > low) {
		buf_puts(b, "\u00a0… ");
		measure_value(b, &m, high, a->cat->lang);
	}
}

static void towns_cell(struct buf *b, const struct accord *a, size_t i)
{
	const char *const *cells =
		(const char *const *)&a->tables[ACCORD_TOLD].cells[i * TOLD_N];
	enum lang lang = a->cat->lang;
	struct buf text, range;

	buf_init(&text, BUF_MAX);
	buf_init(&range, 200);
	part_cell(b, "towns", text_get(TEXT_BRIEF_NEG_TOWNS, lang));
	buf_puts(b, "<span>");
	if (tells(a, i)) {
		accord_counts(&text, cells + TOLD_CHANGE, accord_change_words,
			      TOLD_STANDS - TOLD_CHANGE, lang);
		fact_text(b, a, i, "towns", buf_str(&text));
		buf_clear(&text);
		accord_counts(&text, cells + TOLD_STANDS, accord_stand_words,
			      TOLD_N - TOLD_STANDS, lang);
		fact_text(b, a, i, "stands", buf_str(&text));
	} else if (whole(a, i, TOLD_RECENT) > 0) {
		range_add(&range, a, i);
		phrase_add(&text, lang, TEXT_BRIEF_NEG_VALUES,
			   told(a, i, TOLD_RECENT), told(a, i, TOLD_TOWNS),
			   buf_str(&range));
		fact_text(b, a, i, "towns", buf_str(&text));
	} else {
		part_none(b, lang, TEXT_BRIEF_NEG_NO_RECENT);
	}
	buf_puts(b, "</span></td>");
	buf_release(&range);
	buf_release(&text);
}

static void row(struct buf *b, const struct accord *a, size_t i)
{
	buf_puts(b, "<tr><th scope=\"row\">");
	accord_title(b, a, told(a, i, TOLD_SOURCE), told(a, i, TOLD_CODE),
		     told(a, i, TOLD_TITLE));
	buf_puts(b, " <span class=\"line\">");
	reading(b, a, i);
	buf_puts(b, "</span></th>\n");
	own_cell(b, a, i);
	verdict_cell(b, a, i);
	towns_cell(b, a, i);
	buf_puts(b, "</tr>\n");
}

/* --- a priority --- */

static void recent(struct buf *b, const struct accord *a, const char *of)
{
	static const struct {
		const char *class;
		enum text text;
	} heads[] = {{"name", TEXT_BRIEF_COL_INDICATOR},
		     {"n", TEXT_BRIEF_NEG_OWN_FIGURE},
		     {"trend", TEXT_BRIEF_NEG_COL_CHANGE},
		     {"towns", TEXT_BRIEF_NEG_TOWNS}};
	enum lang lang = a->cat->lang;

	buf_puts(b, "<table class=\"told cards\">\n<colgroup>"
		    "<col class=\"c-name\"><col class=\"c-value\">"
		    "<col class=\"c-trend\"><col class=\"c-towns\">"
		    "</colgroup>\n<thead><tr>");
	for (size_t i = 0; i < ARRAY_LEN(heads); i++) {
		buf_printf(b, "<th scope=\"col\" class=\"%s\">",
			   heads[i].class);
		part_text(b, lang, heads[i].text);
		buf_puts(b, "</th>");
	}
	buf_puts(b, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < accord_count(a, ACCORD_TOLD); i++)
		if (is_of(a, i, of) && is_recent(a, i))
			row(b, a, i);
	buf_puts(b, "</tbody>\n</table>\n");
}

static void old_item(struct buf *b, const struct accord *a, size_t i)
{
	buf_puts(b, "<li>");
	accord_title(b, a, told(a, i, TOLD_SOURCE), told(a, i, TOLD_CODE),
		     told(a, i, TOLD_TITLE));
	buf_puts(b, " <span class=\"tag\">");
	reading(b, a, i);
	if (*told(a, i, TOLD_NEWEST)) {
		buf_puts(b, "; ");
		phrase_html(b, a->cat->lang, TEXT_BRIEF_NEG_NEWEST,
			    told(a, i, TOLD_NEWEST), NULL, NULL);
	}
	buf_puts(b, "</span></li>\n");
}

static void without(struct buf *b, const struct accord *a, const char *of,
		    size_t n)
{
	if (n == 0)
		return;
	buf_puts(b, "<details class=\"more\"><summary>");
	part_count(b, a->cat->lang, TEXT_BRIEF_NEG_WITHOUT, n);
	buf_puts(b, "<span class=\"hidden\">: ");
	text_html(b, of);
	buf_puts(b, "</span></summary>\n<ul class=\"remarks\">\n");
	for (size_t i = 0; i < accord_count(a, ACCORD_TOLD); i++)
		if (is_of(a, i, of) && !is_recent(a, i))
			old_item(b, a, i);
	buf_puts(b, "</ul>\n</details>\n");
}

static void item(struct buf *b, const struct accord *a, size_t i)
{
	const char *id = accord_cell(a, ACCORD_ITEMS, i, ITEM_ID);
	struct buf state;

	buf_init(&state, BUF_MAX);
	accord_item_state(&state,
			  (const char *const *)&a->tables[ACCORD_ITEMS]
				  .cells[i * ITEM_N + ITEM_STATE],
			  a->cat->lang);
	buf_puts(b, "<tr><th scope=\"row\">");
	accord_fact(b, "span", id, "text",
		    accord_cell(a, ACCORD_ITEMS, i, ITEM_TEXT));
	buf_puts(b, "</th>");
	part_cell(b, "state", text_get(TEXT_BRIEF_NEG_STATE, a->cat->lang));
	accord_fact(b, "span", id, "state", buf_str(&state));
	buf_puts(b, "</td></tr>\n");
	buf_release(&state);
}

static bool is_item_of(const struct accord *a, size_t i, const char *priority)
{
	return strcmp(accord_cell(a, ACCORD_ITEMS, i, ITEM_PRIORITY),
		      priority) == 0;
}

/* How many. */
static size_t items(struct buf *b, const struct accord *a, const char *of)
{
	enum lang lang = a->cat->lang;
	size_t n = 0;

	for (size_t i = 0; i < accord_count(a, ACCORD_ITEMS); i++) {
		if (!is_item_of(a, i, of))
			continue;
		if (n++ == 0) {
			buf_puts(b, "<table class=\"items cards\">\n"
				    "<thead><tr><th scope=\"col\">");
			part_text(b, lang, TEXT_BRIEF_NEG_FOLLOWED);
			buf_puts(b, "</th><th scope=\"col\">");
			part_text(b, lang, TEXT_BRIEF_NEG_STATE);
			buf_puts(b, "</th></tr></thead>\n<tbody>\n");
		}
		item(b, a, i);
	}
	buf_puts(b, n ? "</tbody>\n</table>\n" : "");
	return n;
}

/* How much of it is recent. */
static void freshness(struct buf *b, const struct accord *a, const char *of,
		      size_t fresh, size_t all, size_t judged)
{
	char x[PHRASE_INT], y[PHRASE_INT];
	enum lang lang = a->cat->lang;

	buf_puts(b, "<p class=\"note\"><span data-fact=\"");
	text_html(b, of);
	buf_puts(b, " fresh\">");
	if (all == 0)
		part_text(b, lang, TEXT_AREA_NO_INDICATOR);
	else if (fresh > 0)
		phrase_html(b, lang, TEXT_BRIEF_NEG_RECENT,
			    phrase_int(x, (int64_t)fresh),
			    phrase_int(y, (int64_t)all), NULL);
	else if (all > 1)
		phrase_html(b, lang, TEXT_BRIEF_NEG_NONE_RECENT,
			    phrase_int(x, (int64_t)all), NULL, NULL);
	else
		part_text(b, lang, TEXT_BRIEF_NEG_NONE_RECENT_ONE);
	buf_puts(b, "</span>");
	if (all > 0 && judged == 0) {
		buf_putc(b, ' ');
		part_text(b, lang, TEXT_AREA_NONE_TELLS);
	}
	buf_puts(b, "</p>\n");
}

static void followed(struct buf *b, const struct accord *a, const char *of)
{
	size_t fresh = 0, all = 0, judged = 0;

	for (size_t i = 0; i < accord_count(a, ACCORD_TOLD); i++) {
		all += is_of(a, i, of);
		fresh += is_of(a, i, of) && is_recent(a, i);
		judged += is_of(a, i, of) && tells(a, i);
	}
	freshness(b, a, of, fresh, all, judged);
	if (fresh > 0)
		recent(b, a, of);
	without(b, a, of, all - fresh);
	if (items(b, a, of) == 0 && all == 0) {
		buf_puts(b, "<p>");
		part_text(b, a->cat->lang, TEXT_NEG_NOTHING_FOLLOWED);
		buf_puts(b, "</p>\n");
	}
}

static void notes(struct buf *b, const struct accord *a)
{
	char own[PHRASE_INT], all[PHRASE_INT], years[PHRASE_INT];
	long year = strtol(a->today, NULL, 10);
	size_t n = 0;

	for (size_t i = 0; i < accord_count(a, ACCORD_LINKS); i++)
		n += accord_cell(a, ACCORD_LINKS, i, LINK_OWN)[0] == '1';
	buf_puts(b, "<p class=\"note\">");
	phrase_html(b, a->cat->lang, TEXT_NEG_LINKS_NOTE,
		    phrase_int(own, (int64_t)n),
		    phrase_int(all, (int64_t)accord_count(a, ACCORD_LINKS)),
		    NULL);
	buf_putc(b, ' ');
	phrase_html(b, a->cat->lang, TEXT_BRIEF_NEG_URGENCY_NOTE,
		    phrase_int(years, year - a->cat->old_year - 1), NULL, NULL);
	buf_puts(b, "</p>\n");
}

void accord_links(struct buf *b, const struct accord *a)
{
	size_t n = accord_count(a, ACCORD_PRIORITIES);

	if (n == 0)
		return;
	part_section(b, a->cat->lang, TEXT_NEG_LINKS);
	notes(b, a);
	for (size_t i = 0; i < n; i++) {
		const char *id =
			accord_cell(a, ACCORD_PRIORITIES, i, PRIORITY_ID);

		buf_puts(b, "<h3>");
		accord_tag(b, id);
		text_html(b,
			  accord_cell(a, ACCORD_PRIORITIES, i, PRIORITY_TEXT));
		buf_puts(b, "</h3>\n");
		followed(b, a, id);
	}
	buf_puts(b, "</section>\n");
}
