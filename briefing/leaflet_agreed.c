/*
 * Sheet 2: the priorities of the county's newest negotiation, each with its
 * votes and with what shows how it goes; below them what was agreed. People's
 * own words stand as they were written.
 */
#include "lib/base.h"

#include "briefing/part_accord.h"
#include "briefing/part_leaflet.h"
#include "lib/word.h"

enum {
	COURSES = 2,    /* of one priority */
	FOLLOWED = 3,   /* rows of a follow-up table */
	FIGURES = 3,    /* of indirect links */
	CARD_LINES = 3, /* of a priority's own text */
	CELL_LINES = 4, /* of a measure */
};

/* Measures of sheet.css, in points and millimetres. */
static const struct fit head_fit = {8.6, 68, true};
static const struct fit line_fit = {7.2, 80, false};
static const struct fit state_fit = {7.2, 76, true};
static const struct fit both_fit = {7.2, 78, false};
static const struct fit chart_fit = {7, 38, false};
static const struct fit chart_head_fit = {7, 38, true};
#define HEAD_MM    3.7 /* a line of each */
#define LINE_MM    3.25
#define CHART_MM   3.0
#define PICTURE_MM 13.0
#define CARD_MM    6.6 /* the edges of a card and what lies between */
#define MEASURES_MM                                                            \
	78.0 /* that the table of measures may take at most, with its head */

static const char *priority(const struct leaflet *l, size_t i, int column)
{
	return accord_cell(l->accord, ACCORD_PRIORITIES, i, column);
}

static const char *link_cell(const struct leaflet *l, size_t i, int column)
{
	return accord_cell(l->accord, ACCORD_LINKS, i, column);
}

static bool is_of(const struct leaflet *l, size_t link, const char *id)
{
	return strcmp(link_cell(l, link, LINK_PRIORITY), id) == 0;
}

static size_t links(const struct leaflet *l)
{
	return accord_count(l->accord, ACCORD_LINKS);
}

/* --- what a card shows --- */

enum body {
	BODY_COURSES, /* direct indicators over time */
	BODY_FIGURES, /* no direct figure: those of indirect links */
	BODY_ITEMS,   /* no indicator: its follow-up table */
	BODY_NOTHING
};

struct card {
	size_t priority;
	enum body body;
	size_t shown, more; /* rows of the body, and those cut */
	size_t direct;      /* direct links, with figures or not */
	size_t links;       /* in all */
	double mm;
};

/* A figure that a link may show in words: proxy links with a word on the
 * change, weak and context ones without. */
static const struct meter *figure_of(const struct leaflet *l, size_t link)
{
	const struct meter *m;
	bool direct = leaflet_is_shown(l, link, &m);

	if (direct || !m || m->state != STATE_VALUE || m->old)
		return NULL;
	return m;
}

static size_t count_items(const struct leaflet *l, const char *id)
{
	size_t n = 0;

	for (size_t i = 0; i < accord_count(l->accord, ACCORD_ITEMS); i++)
		n += strcmp(accord_cell(l->accord, ACCORD_ITEMS, i,
					ITEM_PRIORITY),
			    id) == 0;
	return n;
}

static void card_choose(struct card *c, const struct leaflet *l)
{
	const char *id = priority(l, c->priority, PRIORITY_ID);
	size_t courses = 0, figures = 0, items = count_items(l, id);
	const struct meter *m;

	for (size_t i = 0; i < links(l); i++) {
		if (!is_of(l, i, id))
			continue;
		c->links++;
		c->direct +=
			strcmp(link_cell(l, i, LINK_STRENGTH), "direct") == 0;
		courses += leaflet_is_shown(l, i, &m);
		figures += figure_of(l, i) != NULL;
	}
	c->body = courses   ? BODY_COURSES
		  : figures ? BODY_FIGURES
		  : items   ? BODY_ITEMS
			    : BODY_NOTHING;
	c->shown = courses ? courses : figures ? figures : items;
	c->more = 0;
	for (size_t k = courses   ? COURSES
			: figures ? FIGURES
				  : FOLLOWED;
	     c->shown > k; c->shown--)
		c->more++;
}

/* --- measures --- */

/* The words of a list "PH1, PH3". */
static bool lists(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *s = list; (s = strstr(s, word)); s += n)
		if ((s == list || s[-1] == ' ' || s[-1] == ',') &&
		    (s[n] == '\0' || s[n] == ','))
			return true;
	return false;
}

static const char *measure(const struct leaflet *l, size_t i, int column)
{
	return accord_cell(l->accord, ACCORD_MEASURES, i, column);
}

/* "Sovittu: PH-A1, PH-A3"; false where nothing was. */
static bool agreed_line(struct buf *b, const struct leaflet *l, const char *id)
{
	size_t n = 0;

	for (size_t i = 0; i < accord_count(l->accord, ACCORD_MEASURES); i++) {
		if (!lists(measure(l, i, MEASURE_TIED), id))
			continue;
		if (n++)
			buf_puts(b, ", ");
		else
			buf_puts(b, "<b>");
		text_html(b, measure(l, i, MEASURE_ID));
	}
	buf_puts(b, n ? "</b>" : "");
	return n > 0;
}

/* --- cards --- */

/* The newest figures of a course; returns the lines they take. */
static size_t now(struct buf *b, const struct meter *m, const char *id,
		  enum lang lang)
{
	struct buf plain;
	size_t lines;

	buf_init(&plain, BUF_MAX);
	buf_printf(b, "<p class=\"now\">%d: <b data-fact=\"%s own\">", m->year,
		   id);
	buf_printf(&plain, "%d: ", m->year);
	part_value(b, &m->ind->measure, m->value, lang);
	measure_value(&plain, &m->ind->measure, m->value, lang);
	buf_puts(b, "</b>");
	if (isfinite(m->country)) {
		const char *whose = text_get(m->median ? TEXT_BRIEF_MEDIAN
						       : TEXT_BRIEF_IN_COUNTRY,
					     lang);

		buf_puts(b, ", ");
		text_html(b, whose);
		buf_printf(b, " <span data-fact=\"%s country\">", id);
		part_value(b, &m->ind->measure, m->country, lang);
		buf_puts(b, "</span>");
		buf_printf(&plain, ", %s ", whose);
		measure_value(&plain, &m->ind->measure, m->country, lang);
	}
	buf_puts(b, "<br>");
	part_change(b, m, lang);
	buf_puts(b, "</p>");
	lines = fit_lines(&chart_fit, buf_str(&plain));
	buf_clear(&plain);
	buf_puts(&plain, "▲ ");
	finding_word(&plain, &m->finding, lang);
	if (finding_note(&m->finding, lang))
		buf_puts(&plain, finding_note(&m->finding, lang));
	lines += fit_lines(&chart_fit, buf_str(&plain));
	buf_release(&plain);
	return lines;
}

static size_t course(struct buf *b, const struct leaflet *l,
		     const struct meter *m)
{
	const struct course *c = &l->courses[m - l->p->rows];
	char id[200], years[PHRASE_INT * 2 + 8];
	size_t lines;

	snprintf(id, sizeof(id), "%s-%s", m->ind->source, m->ind->code);
	snprintf(years, sizeof(years), "%d–%d", c->own[0].year,
		 c->own[c->own_n - 1].year);
	buf_puts(b, "<div class=\"course\"><p class=\"what\">");
	lines = leaflet_fact(b, id, "title", m->ind->title, &chart_head_fit, 3);
	buf_puts(b, "</p>\n");
	leaflet_course(b, c, years);
	lines += now(b, m, id, l->p->cat->lang);
	buf_puts(b, "</div>\n");
	return lines;
}

static void courses(struct buf *b, const struct leaflet *l, struct card *c)
{
	const char *id = priority(l, c->priority, PRIORITY_ID);
	size_t n = 0, lines = 0;
	const struct meter *m;

	buf_puts(b, "<div class=\"courses\">\n");
	for (size_t i = 0; i < links(l) && n < c->shown; i++) {
		size_t k;

		if (!is_of(l, i, id) || !leaflet_is_shown(l, i, &m))
			continue;
		k = course(b, l, m);
		lines = k > lines ? k : lines;
		n++;
	}
	buf_puts(b, "</div>\n");
	c->mm += PICTURE_MM + 1 + CHART_MM * (double)lines;
}

static void figure(struct buf *b, const struct leaflet *l, struct card *c,
		   size_t link, const struct meter *m)
{
	const char *strength = link_cell(l, link, LINK_STRENGTH);
	enum lang lang = l->p->cat->lang;
	bool told = strcmp(strength, "proxy") == 0 ||
		    strcmp(strength, "direct") == 0;
	struct fit f = line_fit;
	char id[200];

	snprintf(id, sizeof(id), "%s-%s", m->ind->source, m->ind->code);
	buf_puts(b, "<li>");
	f.mm *= 1.35; /* two lines, less the words behind */
	c->mm += LINE_MM * 2;
	(void)leaflet_fact(b, id, "title", m->ind->title, &f, 1);
	buf_printf(b, " <span class=\"tag\">(%d)</span> ", m->year);
	buf_printf(b, "<b data-fact=\"%s own\">", id);
	part_value(b, &m->ind->measure, m->value, lang);
	buf_puts(b, "</b> ");
	if (told && finding_assessed(&m->finding)) {
		part_change(b, m, lang);
		c->mm += LINE_MM;
	}
	buf_puts(b, " <span class=\"tag\">[");
	text_html(b, agreed_word(strength, lang));
	buf_puts(b, "]</span></li>\n");
}

static void figures(struct buf *b, const struct leaflet *l, struct card *c)
{
	const char *id = priority(l, c->priority, PRIORITY_ID);
	size_t n = 0;

	buf_puts(b, "<p class=\"why\">");
	part_text(b, l->p->cat->lang,
		  c->direct ? TEXT_SHEET_DIRECT_EMPTY : TEXT_SHEET_NO_DIRECT);
	buf_puts(b, "</p>\n<ul>\n");
	for (size_t i = 0; i < links(l) && n < c->shown; i++) {
		const struct meter *m = figure_of(l, i);

		if (!is_of(l, i, id) || !m)
			continue;
		figure(b, l, c, i, m);
		n++;
	}
	buf_puts(b, "</ul>\n");
	c->mm += LINE_MM * 2;
}

/* One row of a follow-up table. */
static void item(struct buf *b, const struct leaflet *l, struct card *c,
		 size_t i)
{
	const char *id = accord_cell(l->accord, ACCORD_ITEMS, i, ITEM_ID);
	const char *text = accord_cell(l->accord, ACCORD_ITEMS, i, ITEM_TEXT);
	struct buf state, both;

	buf_init(&state, BUF_MAX);
	buf_init(&both, BUF_MAX);
	accord_item_state(&state,
			  (const char *const *)&l->accord->tables[ACCORD_ITEMS]
				  .cells[i * ITEM_N + ITEM_STATE],
			  l->p->cat->lang);
	buf_puts(b, "<li>");
	(void)leaflet_fact(b, id, "text", text, &line_fit, 2);
	buf_puts(b, " → <b>");
	(void)leaflet_fact(b, id, "state", buf_str(&state), &state_fit, 2);
	buf_puts(b, "</b></li>\n");
	(void)fit_cut(&both, &line_fit, text, 2, NULL);
	buf_puts(&both, " → ");
	(void)fit_cut(&both, &state_fit, buf_str(&state), 2, NULL);
	c->mm += LINE_MM * (double)fit_lines(&both_fit, buf_str(&both));
	buf_release(&both);
	buf_release(&state);
}

static void items(struct buf *b, const struct leaflet *l, struct card *c)
{
	const char *id = priority(l, c->priority, PRIORITY_ID);
	size_t n = 0;

	buf_puts(b, "<p class=\"why\">");
	part_text(b, l->p->cat->lang,
		  c->links ? TEXT_SHEET_NO_FIGURES : TEXT_SHEET_NO_INDICATOR);
	buf_puts(b, "</p>\n<ul>\n");
	for (size_t i = 0;
	     i < accord_count(l->accord, ACCORD_ITEMS) && n < c->shown; i++) {
		if (strcmp(accord_cell(l->accord, ACCORD_ITEMS, i,
				       ITEM_PRIORITY),
			   id) != 0)
			continue;
		item(b, l, c, i);
		n++;
	}
	buf_puts(b, "</ul>\n");
	c->mm += LINE_MM;
}

static void nothing(struct buf *b, const struct leaflet *l, struct card *c)
{
	buf_puts(b, "<p class=\"why\">");
	part_text(b, l->p->cat->lang,
		  c->links ? TEXT_SHEET_NO_FIGURES : TEXT_NEG_NOTHING_FOLLOWED);
	buf_puts(b, "</p>\n");
	c->mm += LINE_MM * 2;
}

static void votes(struct buf *b, const struct leaflet *l, const struct card *c)
{
	const char *id = priority(l, c->priority, PRIORITY_ID);
	const char *n = priority(l, c->priority, PRIORITY_VOTES);
	enum lang lang = l->p->cat->lang;

	buf_puts(b, "<p class=\"votes\">");
	if (*n) {
		accord_fact(b, "b", id, "votes", n);
		part_text(b, lang, TEXT_SHEET_VOTES);
	} else {
		buf_puts(b, "<b class=\"id\">");
		text_html(b, id);
		buf_puts(b, "</b>");
	}
	buf_puts(b, "</p>\n");
}

static void card_html(struct buf *b, const struct leaflet *l, struct card *c)
{
	static void (*const bodies[])(struct buf *, const struct leaflet *,
				      struct card *) = {
		[BODY_COURSES] = courses,
		[BODY_FIGURES] = figures,
		[BODY_ITEMS] = items,
		[BODY_NOTHING] = nothing,
	};
	const char *id = priority(l, c->priority, PRIORITY_ID);
	enum lang lang = l->p->cat->lang;
	struct buf line;
	size_t lines;

	buf_puts(b, "<li class=\"card\">\n");
	votes(b, l, c);
	buf_puts(b, "<h3>");
	lines = leaflet_fact(b, id, "text",
			     priority(l, c->priority, PRIORITY_TEXT), &head_fit,
			     CARD_LINES);
	/* the number beside it is as high as two lines */
	c->mm = CARD_MM + HEAD_MM * (double)(lines < 2 ? 2 : lines) + 1;
	buf_puts(b, "</h3>\n");
	buf_init(&line, BUF_MAX);
	if (agreed_line(&line, l, id)) {
		buf_puts(b, "<p class=\"agreed\">");
		part_text(b, lang, TEXT_SHEET_MEASURES_OF);
		buf_printf(b, " %s</p>\n", buf_str(&line));
		c->mm += LINE_MM;
	}
	buf_release(&line);
	bodies[c->body](b, l, c);
	if (c->more > 0)
		c->mm += LINE_MM;
	leaflet_rest(b, lang, id, c->more);
	buf_puts(b, "</li>\n");
}

/* Cards in two columns, as many rows of them as there is room for. */
static void cards(struct buf *b, const struct leaflet *l, double room)
{
	size_t n = accord_count(l->accord, ACCORD_PRIORITIES), done = 0;

	buf_puts(b, "<ul class=\"cards\">\n");
	while (done < n) {
		struct buf row;
		double mm = 0;
		size_t k;

		buf_init(&row, BUF_MAX);
		for (k = 0; k < 2 && done + k < n; k++) {
			struct card c = {.priority = done + k};

			card_choose(&c, l);
			card_html(&row, l, &c);
			mm = c.mm > mm ? c.mm : mm;
		}
		if (mm <= room) {
			buf_puts(b, buf_str(&row));
			done += k;
		}
		buf_release(&row);
		room -= mm;
		if (room < 0)
			break;
	}
	buf_puts(b, "</ul>\n");
	leaflet_rest(b, l->p->cat->lang, "priorities", n - done);
}

/* --- what was agreed --- */

static void column(struct buf *b, enum lang lang, const char *class,
		   enum text t)
{
	buf_printf(b, "<th scope=\"col\" class=\"%s\">", class);
	part_text(b, lang, t);
	buf_puts(b, "</th>");
}

/* A row; returns its height. */
static double measure_row(struct buf *b, const struct leaflet *l, size_t i)
{
	static const struct fit wide = {7.2, 82, false}, who = {7.2, 27, false},
				when = {7.2, 19, false},
				state = {7.2, 31, false};
	const char *id = measure(l, i, MEASURE_ID);
	const char *due = measure(l, i, MEASURE_DUE);
	const char *said = measure(l, i, MEASURE_DUE_TEXT);
	const char *none = text_get(TEXT_NEG_NOT_STATED, l->p->cat->lang);
	const char *by = measure(l, i, MEASURE_RESPONSIBLE);
	char at[TEXT_NUMBER];
	struct buf text;
	size_t lines, k;

	buf_init(&text, BUF_MAX);
	if (!*said)
		said = accord_when(at, due, l->p->cat->lang);
	accord_measure_state(
		&text,
		(const char *const *)&l->accord->tables[ACCORD_MEASURES]
			.cells[i * MEASURE_N + MEASURE_STATE],
		due, measure(l, i, MEASURE_DUE_TEXT), l->accord->today,
		l->p->cat->lang);
	buf_puts(b, "<tr><td class=\"id\">");
	text_html(b, id);
	buf_puts(b, "</td><th scope=\"row\">");
	lines = leaflet_fact(b, id, "text", measure(l, i, MEASURE_TEXT), &wide,
			     CELL_LINES);
	buf_puts(b, "</th><td>");
	k = leaflet_fact(b, id, "responsible", *by ? by : none, &who,
			 CELL_LINES);
	lines = k > lines ? k : lines;
	buf_puts(b, "</td><td>");
	k = leaflet_fact(b, id, "due", *said ? said : none, &when, CELL_LINES);
	lines = k > lines ? k : lines;
	buf_puts(b, "</td><td>");
	k = leaflet_fact(b, id, "state", buf_str(&text), &state, CELL_LINES);
	lines = k > lines ? k : lines;
	buf_puts(b, "</td></tr>\n");
	buf_release(&text);
	return LINE_MM * (double)lines + 1.6;
}

/* Returns the height that the table takes. */
static double measures(struct buf *b, const struct leaflet *l)
{
	size_t n = accord_count(l->accord, ACCORD_MEASURES), i;
	enum lang lang = l->p->cat->lang;
	double mm = 15;

	buf_puts(b, "<h3>");
	part_text(b, lang, TEXT_NEG_MEASURES);
	buf_puts(b, "</h3>\n");
	if (n == 0) {
		buf_puts(b, "<p>");
		part_text(b, lang, TEXT_BRIEF_NEG_NO_MEASURES);
		buf_puts(b, "</p>\n");
		return mm;
	}
	buf_puts(b, "<table class=\"measures\">\n<thead><tr>");
	column(b, lang, "id", TEXT_BRIEF_COL_ID);
	column(b, lang, "what", TEXT_SHEET_COL_WHAT);
	column(b, lang, "who", TEXT_SHEET_COL_WHO);
	column(b, lang, "when", TEXT_SHEET_COL_WHEN);
	column(b, lang, "state", TEXT_SHEET_COL_STATE);
	buf_puts(b, "</tr></thead>\n<tbody>\n");
	for (i = 0; i < n; i++) {
		struct buf row;
		double h;

		buf_init(&row, BUF_MAX);
		h = measure_row(&row, l, i);
		if (mm + h <= MEASURES_MM)
			buf_puts(b, buf_str(&row));
		buf_release(&row);
		if (mm + h > MEASURES_MM)
			break;
		mm += h;
	}
	buf_puts(b, "</tbody>\n</table>\n");
	leaflet_rest(b, lang, "measures", n - i);
	return mm + (i < n ? LINE_MM : 0);
}

void leaflet_agreed(struct buf *b, const struct leaflet *l)
{
	enum lang lang = l->p->cat->lang;
	char day[TEXT_NUMBER];
	struct buf agreed;
	double mm;

	if (!l->accord) {
		buf_puts(b, "<p>");
		part_text(b, lang, TEXT_SHEET_NO_TALKS);
		buf_puts(b, "</p>\n");
		return;
	}
	buf_puts(b, "<p class=\"note\">");
	phrase_html(b, lang, TEXT_SHEET_TALKS, l->accord->talks->title,
		    text_date(day, l->accord->talks->date, lang),
		    l->p->place->name);
	buf_puts(b, "</p>\n");
	buf_init(&agreed, BUF_MAX);
	mm = measures(&agreed, l);
	cards(b, l, LEAFLET_ROOM + 6 - mm);
	buf_puts(b, buf_str(&agreed));
	buf_release(&agreed);
}
