/*
 * What stands beside the rug on a comparison sheet: top concerns, what was
 * agreed, charts of then and now. As much as fits; what does not is counted.
 */
#include "lib/base.h"

#include "briefing/part_compare.h"

enum {
	SIDE_WIDE = 122, /* mm */
	CONCERNS_MOST = 3,
	SLOPES_MOST = 2,
	FIGURE_EDGES = 8
};

int compare_concern(const struct gathering *g, size_t place, size_t ind)
{
	const struct meter *m = &g->profiles[place]->rows[ind];
	enum shift change = shift_of(&m->finding);
	bool behind = g->levels[place][ind] == AGAINST_WORSE;

	if (m->state != STATE_VALUE || m->old)
		return 0;
	if (change == SHIFT_WORSE)
		return behind ? 1 : 2;
	return behind && change != SHIFT_BETTER ? 3 : 0;
}

/* The next behind `after` in the order of urgency, then of the catalog. */
static size_t next_concern(const struct gathering *g, size_t place,
			   size_t after)
{
	int urgency = after < g->cat->n ? compare_concern(g, place, after) : 1;
	size_t i = after < g->cat->n ? after + 1 : 0;

	for (; urgency <= 3; urgency++, i = 0)
		for (; i < g->cat->n; i++)
			if (compare_concern(g, place, i) == urgency)
				return i;
	return g->cat->n;
}

/* "Lasten pienituloisuusaste: heikentynyt; heikompi kuin koko maa" */
static void concern_add(struct buf *b, const struct gathering *g, size_t place,
			size_t ind)
{
	const struct meter *m = &g->profiles[place]->rows[ind];
	int urgency = compare_concern(g, place, ind);
	enum lang lang = g->cat->lang;

	buf_puts(b, m->ind->title);
	buf_puts(b, ": ");
	if (urgency < 3)
		finding_word(b, &m->finding, lang);
	if (urgency == 1)
		buf_puts(b, "; ");
	if (urgency != 2)
		buf_puts(b, text_get(against_words(AGAINST_WORSE), lang));
}

static size_t assessed(const struct gathering *g, size_t place)
{
	const struct profile *of = g->profiles[place];
	size_t n = 0;

	for (size_t i = 0; i < of->n; i++)
		n += of->rows[i].state == STATE_VALUE && !of->rows[i].old &&
		     (finding_assessed(&of->rows[i].finding) ||
		      g->levels[place][i] != AGAINST_NONE);
	return n;
}

static size_t concerns(const struct gathering *g, size_t place)
{
	size_t n = 0;

	for (size_t i = 0; i < g->cat->n; i++)
		n += compare_concern(g, place, i) > 0;
	return n;
}

/* The name of a place, and how many concerns are not told. */
static void concerned(struct buf *b, const struct gathering *g, size_t place,
		      size_t untold)
{
	const struct place *of = g->profiles[place]->place;
	char n[PHRASE_INT];
	struct buf text;

	buf_puts(b, "<li><b>");
	text_html(b, of->name);
	buf_puts(b, "</b>");
	if (untold == 0)
		return;
	buf_init(&text, BUF_MAX);
	phrase_add(&text, g->cat->lang, TEXT_COMPARE_MORE,
		   phrase_int(n, (int64_t)untold), NULL, NULL);
	buf_putc(b, ' ');
	round_fact(b, "span", "none", of->code, "more-concerns",
		   buf_str(&text));
	buf_release(&text);
}

static double concern(struct buf *b, const struct gathering *g, size_t place,
		      size_t ind)
{
	struct buf text;
	double mm;

	buf_init(&text, BUF_MAX);
	concern_add(&text, g, place, ind);
	buf_puts(b, "<span class=\"of\"><i class=\"ch worse\" "
		    "aria-hidden=\"true\">");
	buf_puts(b,
		 compare_concern(g, place, ind) < 3
			 ? finding_sign(&g->profiles[place]->rows[ind].finding)
			 : against_sign(AGAINST_WORSE));
	buf_puts(b, "</i> ");
	round_fact(b, "span", "", g->profiles[place]->place->code, "concern",
		   buf_str(&text));
	buf_puts(b, "</span>");
	mm = pager_text(pager_letters(buf_str(&text)) + 2, 8.5, SIDE_WIDE - 4);
	buf_release(&text);
	return mm;
}

/* The concerns of one place, at most so many; how high that is. */
static double concerns_of(struct buf *b, const struct gathering *g,
			  size_t place, size_t most)
{
	size_t all = concerns(g, place), told = 0;
	double mm = 6.4;

	if (all == 0)
		return 0;
	concerned(b, g, place, all > most ? all - most : 0);
	for (size_t i = next_concern(g, place, g->cat->n);
	     i < g->cat->n && told < most; i = next_concern(g, place, i)) {
		mm += concern(b, g, place, i);
		told++;
	}
	buf_puts(b, "</li>\n");
	return mm;
}

/* Those without a concern, each with what that rests on. */
static double quiet(struct buf *b, const struct gathering *g)
{
	char number[PHRASE_INT];
	struct buf names, text;
	size_t n = 0;
	double mm = 0;

	buf_init(&names, BUF_MAX);
	buf_init(&text, BUF_MAX);
	for (size_t i = 0; i < g->n; i++)
		if (concerns(g, i) == 0)
			buf_printf(&names, "%s%s (%s)", n++ ? ", " : "",
				   g->profiles[i]->place->name,
				   phrase_int(number, (int64_t)assessed(g, i)));
	if (n > 0) {
		phrase_add(&text, g->cat->lang, TEXT_COMPARE_NO_CONCERN,
			   buf_str(&names), NULL, NULL);
		buf_puts(b, "<li>");
		round_fact(b, "span", "none", "round", "no-concern",
			   buf_str(&text));
		buf_puts(b, "</li>\n");
		mm = pager_text(pager_letters(buf_str(&text)), 8.5, SIDE_WIDE) +
		     2.2;
	}
	buf_release(&text);
	buf_release(&names);
	return mm;
}

void compare_concerns(struct buf *b, const struct gathering *g, double *mm)
{
	struct buf list;
	double high = 0;

	buf_init(&list, BUF_MAX);
	for (size_t most = CONCERNS_MOST; most > 0; most--) {
		buf_clear(&list);
		high = 12;
		for (size_t i = 0; i < g->n; i++)
			high += concerns_of(&list, g, i, most);
		high += quiet(&list, g);
		if (high <= *mm * 0.6)
			break;
	}
	buf_puts(b, "<section>\n<h2>");
	part_text(b, g->cat->lang, TEXT_COMPARE_CONCERNS);
	buf_puts(b, "</h2>\n<ul class=\"concerns\">\n");
	buf_puts(b, buf_str(&list));
	buf_puts(b, "</ul>\n</section>\n");
	*mm -= high;
	buf_release(&list);
}

/* --- what was agreed --- */

static double agreed_item(struct buf *b, const struct gathering *g, size_t i)
{
	const struct accord *a = g->accord;
	const char *id = accord_cell(a, ACCORD_MEASURES, i, MEASURE_ID);
	const char *text = accord_cell(a, ACCORD_MEASURES, i, MEASURE_TEXT);
	const char *who =
		accord_cell(a, ACCORD_MEASURES, i, MEASURE_RESPONSIBLE);
	const char *due = accord_cell(a, ACCORD_MEASURES, i, MEASURE_DUE);
	const char *said = accord_cell(a, ACCORD_MEASURES, i, MEASURE_DUE_TEXT);
	enum lang lang = g->cat->lang;
	const char *with[3];
	char when[TEXT_NUMBER];
	struct buf state, line;
	double mm;

	buf_init(&state, BUF_MAX);
	buf_init(&line, BUF_MAX);
	accord_measure_state(&state,
			     (const char *const *)&a->tables[ACCORD_MEASURES]
				     .cells[i * MEASURE_N + MEASURE_STATE],
			     due, said, a->today, lang);
	if (!*said)
		said = accord_when(when, due, lang);
	with[0] = *who ? who : text_get(TEXT_NEG_NOT_STATED, lang);
	with[1] = *said ? said : text_get(TEXT_NEG_NOT_STATED, lang);
	with[2] = buf_str(&state);
	phrase_fill(&line, lang, TEXT_COMPARE_AGREED, 3, with);
	buf_puts(b, "<li>");
	round_fact(b, "b", "", id, "text", text);
	buf_puts(b, " <span class=\"of\">");
	round_fact(b, "span", "", id, "told", buf_str(&line));
	buf_puts(b, "</span></li>\n");
	mm = pager_text(pager_letters(text), 8.5, SIDE_WIDE - 4) +
	     pager_text(pager_letters(buf_str(&line)), 8.5, SIDE_WIDE - 4) +
	     2.2;
	buf_release(&line);
	buf_release(&state);
	return mm;
}

static bool agreed_fits(struct buf *b, const struct gathering *g, size_t i,
			double *mm)
{
	struct buf item;
	double high;
	bool fits;

	buf_init(&item, BUF_MAX);
	high = agreed_item(&item, g, i);
	fits = high <= *mm - 6; /* for the line that counts the others */
	if (fits) {
		buf_puts(b, buf_str(&item));
		*mm -= high;
	}
	buf_release(&item);
	return fits;
}

void compare_agreed(struct buf *b, const struct gathering *g, double *mm)
{
	size_t n = accord_count(g->accord, ACCORD_MEASURES), told = 0;
	enum lang lang = g->cat->lang;

	buf_puts(b, "<section>\n<h2>");
	part_text(b, lang, TEXT_COMPARE_AGREEMENTS);
	buf_puts(b, "</h2>\n");
	*mm -= 14;
	if (n == 0) {
		buf_puts(b, "<p class=\"none\">");
		part_text(b, lang, TEXT_BRIEF_NEG_NO_MEASURES);
		buf_puts(b, "</p>\n");
	} else {
		buf_puts(b, "<ul class=\"concerns\">\n");
		while (told < n && agreed_fits(b, g, told, mm))
			told++;
		buf_puts(b, "</ul>\n");
	}
	if (told < n) {
		buf_puts(b, "<p class=\"note\">");
		part_count(b, lang, TEXT_COMPARE_MORE_AGREED, n - told);
		buf_puts(b, "</p>\n");
		*mm -= 5;
	}
	buf_puts(b, "</section>\n");
}

/* --- then and now --- */

/* Not loaded lazily: what is printed is never scrolled to. */
static void figure(struct buf *b, const struct catalog *cat,
		   const struct exhibit *c)
{
	buf_printf(b,
		   "<figure><img src=\"../%scharts/%s.svg\" width=\"%d\" "
		   "height=\"%d\" alt=\"",
		   cat->up, c->name, c->width, c->height);
	text_html(b, *c->alt ? c->alt : c->title);
	buf_puts(b, "\"></figure>\n");
}

void compare_slopes(struct buf *b, const struct gathering *g, double *mm)
{
	size_t told = 0;

	for (size_t i = 0; i < GATHERING_SLOPES; i++) {
		const struct exhibit *c = &g->slopes[i];
		double high;

		if (!c->name)
			continue;
		high = SIDE_WIDE * (double)c->height / c->width + FIGURE_EDGES;
		if (high > *mm - 12 || told >= SLOPES_MOST)
			continue;
		if (told++ == 0) {
			buf_puts(b, "<section>\n<h2>");
			part_text(b, g->cat->lang, TEXT_COMPARE_SLOPES);
			buf_puts(b, "</h2>\n");
			*mm -= 12;
		}
		figure(b, g->cat, c);
		*mm -= high;
	}
	buf_puts(b, told ? "</section>\n" : "");
}
