/*
 * Who made the figures and on what terms; and what was left out, with the
 * reason.
 */
#include "lib/base.h"

#include "briefing/part.h"

/* Rows of one producer under the same terms. */
struct producer {
	const char *organisation, *licence;
	size_t n;
	const char *updated_first, *updated_last,
		*fetched_last; /* NULL: none */
};

static int compare_producer(const void *a, const void *b)
{
	const struct producer *x = a, *y = b;
	int d = phrase_compare(x->organisation, y->organisation);

	return d ? d : strcmp(x->licence, y->licence);
}

/* Dates are ISO: their order is that of their bytes. */
static void earliest(const char **date, const char *s)
{
	if (*s && (!*date || strcmp(s, *date) < 0))
		*date = s;
}

static void latest(const char **date, const char *s)
{
	if (*s && (!*date || strcmp(s, *date) > 0))
		*date = s;
}

static struct producer *producers(const struct profile *p, size_t *n)
{
	struct producer *list = xcalloc(p->n + 1, sizeof(*list));

	*n = 0;
	for (size_t i = 0; i < p->n; i++) {
		const struct indicator *ind = p->rows[i].ind;
		struct producer *k = list;

		if (p->rows[i].state == STATE_NONE)
			continue;
		while (k < list + *n &&
		       (strcmp(k->organisation, ind->organisation) != 0 ||
			strcmp(k->licence, ind->licence) != 0))
			k++;
		if (k == list + *n) {
			k->organisation = ind->organisation;
			k->licence = ind->licence;
			(*n)++;
		}
		k->n++;
		earliest(&k->updated_first, ind->data_updated);
		latest(&k->updated_last, ind->data_updated);
		latest(&k->fetched_last, ind->fetched_at);
	}
	if (*n > 1)
		qsort(list, *n, sizeof(*list), compare_producer);
	return list;
}

void part_terms(struct buf *b, const struct profile *p)
{
	enum lang lang = p->cat->lang;
	struct producer *list;
	bool first = true;
	size_t n;

	list = producers(p, &n);
	buf_puts(b, n ? text_get(TEXT_SHEET_SOURCES, lang) : "");
	/* those without a name are first in their order, and last here */
	for (size_t i = 0; i < 2 * n; i++) {
		const char *who = list[i % n].organisation;
		const char *terms = list[i % n].licence;

		if ((*who == '\0') != (i >= n))
			continue;
		buf_puts(b, first ? " " : "; ");
		first = false;
		phrase_add(b, lang, TEXT_SHEET_TERMS,
			   *who ? who : text_get(TEXT_BRIEF_UNKNOWN, lang),
			   *terms ? terms : text_get(TEXT_BRIEF_UNKNOWN, lang),
			   NULL);
	}
	free(list);
}

static void cell(struct buf *b, enum lang lang, enum text label,
		 const char *class)
{
	buf_printf(b, "<td%s data-l=\"", class);
	part_text(b, lang, label);
	buf_puts(b, "\">");
}

static void or_unknown(struct buf *b, enum lang lang, const char *s)
{
	if (*s)
		text_html(b, s);
	else
		part_text(b, lang, TEXT_BRIEF_UNKNOWN);
}

/* "1.2.2024–30.5.2025", or one date where they are the same. */
static void dates(struct buf *b, enum lang lang, const char *first,
		  const char *last)
{
	char from[TEXT_NUMBER], to[TEXT_NUMBER];

	if (!first || !last) {
		part_text(b, lang, TEXT_BRIEF_UNKNOWN);
		return;
	}
	text_date(from, first, lang);
	text_date(to, last, lang);
	if (strcmp(from, to) == 0)
		text_html(b, from);
	else
		phrase_html(b, lang, TEXT_BRIEF_DATES, from, to, NULL);
}

static void columns(struct buf *b, enum lang lang, const enum text *t, size_t n)
{
	buf_puts(b, "<thead><tr>");
	for (size_t i = 0; i < n; i++) {
		buf_printf(b, "<th scope=\"col\"%s>",
			   t[i] == TEXT_BRIEF_COL_COUNT ? " class=\"n\"" : "");
		part_text(b, lang, t[i]);
		buf_puts(b, "</th>");
	}
	buf_puts(b, "</tr></thead>\n<tbody>\n");
}

static void producer_table(struct buf *b, const struct profile *p)
{
	static const enum text heads[] = {
		TEXT_BRIEF_COL_PRODUCER, TEXT_BRIEF_COL_LICENCE,
		TEXT_BRIEF_COL_COUNT, TEXT_BRIEF_COL_UPDATED,
		TEXT_BRIEF_COL_FETCHED};
	enum lang lang = p->cat->lang;
	struct producer *list;
	size_t n;

	list = producers(p, &n);
	buf_puts(b, "<table class=\"cards\">\n<caption><h3>");
	part_text(b, lang, TEXT_BRIEF_PRODUCERS);
	buf_puts(b, "</h3></caption>\n");
	columns(b, lang, heads, ARRAY_LEN(heads));
	for (size_t i = 0; i < n; i++) {
		buf_puts(b, "<tr><th scope=\"row\">");
		or_unknown(b, lang, list[i].organisation);
		buf_puts(b, "</th>\n");
		cell(b, lang, heads[1], "");
		buf_puts(b, "<span>");
		or_unknown(b, lang, list[i].licence);
		buf_puts(b, "</span></td>\n");
		cell(b, lang, heads[2], " class=\"n\"");
		buf_printf(b, "%zu</td>\n", list[i].n);
		cell(b, lang, heads[3], "");
		dates(b, lang, list[i].updated_first, list[i].updated_last);
		buf_puts(b, "</td>\n");
		cell(b, lang, heads[4], "");
		part_date(b, lang,
			  list[i].fetched_last ? list[i].fetched_last : "");
		buf_puts(b, "</td></tr>\n");
	}
	buf_puts(b, "</tbody>\n</table>\n");
	free(list);
}

void part_producers(struct buf *b, const struct profile *p)
{
	enum lang lang = p->cat->lang;
	struct producer *list;
	size_t n;

	list = producers(p, &n);
	buf_puts(b, n ? "<p>" : "");
	for (size_t i = 0; i < n; i++) {
		buf_puts(b, i ? ", " : "");
		or_unknown(b, lang, list[i].organisation);
		buf_puts(b, " (");
		or_unknown(b, lang, list[i].licence);
		buf_putc(b, ')');
	}
	buf_puts(b, n ? ".</p>\n" : "");
	free(list);
}

static void indicator_row(struct buf *b, const struct indicator *ind,
			  const enum text *heads, enum lang lang)
{
	buf_puts(b, "<tr><th scope=\"row\">");
	text_html(b, ind->title);
	buf_puts(b, "</th>\n");
	cell(b, lang, heads[1], "");
	buf_puts(b, "<span>");
	text_html(b, ind->source);
	buf_putc(b, ' ');
	text_html(b, ind->code);
	buf_puts(b, "</span></td>\n");
	cell(b, lang, heads[2], "");
	buf_puts(b, "<span>");
	or_unknown(b, lang, ind->organisation);
	buf_puts(b, "</span></td>\n");
	cell(b, lang, heads[3], "");
	part_date(b, lang, ind->data_updated);
	buf_puts(b, "</td>\n");
	cell(b, lang, heads[4], "");
	part_date(b, lang, ind->fetched_at);
	buf_puts(b, "</td></tr>\n");
}

static void indicator_table(struct buf *b, const struct profile *p)
{
	static const enum text heads[] = {
		TEXT_BRIEF_COL_INDICATOR, TEXT_BRIEF_COL_ID,
		TEXT_BRIEF_COL_PRODUCER, TEXT_BRIEF_COL_UPDATED,
		TEXT_BRIEF_COL_FETCHED};
	enum lang lang = p->cat->lang;
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		n += p->rows[i].state != STATE_NONE;
	buf_puts(b, "<details class=\"more\"><summary>");
	part_count(b, lang, TEXT_BRIEF_BY_INDICATOR, n);
	buf_puts(b, "</summary>\n<table class=\"cards\">\n<caption "
		    "class=\"hidden\">");
	part_text(b, lang, TEXT_BRIEF_INDICATORS);
	buf_puts(b, "</caption>\n");
	columns(b, lang, heads, ARRAY_LEN(heads));
	for (size_t i = 0; i < p->n; i++)
		if (p->rows[i].state != STATE_NONE)
			indicator_row(b, p->rows[i].ind, heads, lang);
	buf_puts(b, "</tbody>\n</table>\n</details>\n");
}

void part_twin(struct buf *b, const struct catalog *cat, const char *kind,
	       const char *name)
{
	buf_printf(b, "<p><a href=\"../%sluvut/%s-%s.csv\">", cat->up, kind,
		   name);
	part_text(b, cat->lang, TEXT_BRIEF_TWIN);
	buf_puts(b, "</a></p>\n");
}

void part_sources(struct buf *b, const struct profile *p)
{
	enum lang lang = p->cat->lang;
	bool any = false;

	for (size_t i = 0; i < p->n; i++)
		any |= p->rows[i].state != STATE_NONE;
	part_section(b, lang, TEXT_BRIEF_SOURCES);
	buf_puts(b, "<p class=\"note\">");
	part_text(b, lang,
		  any ? TEXT_BRIEF_SOURCES_NOTE : TEXT_BRIEF_NO_INDICATORS);
	buf_puts(b, "</p>\n");
	if (any) {
		producer_table(b, p);
		indicator_table(b, p);
	}
	part_twin(b, p->cat, "kunta", p->place->code);
	buf_puts(b, "</section>\n");
}
