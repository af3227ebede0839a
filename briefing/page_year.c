/*
 * The page of a county's year clock.
 */
#include "lib/base.h"

#include "briefing/part.h"
#include "briefing/year.h"

static void date_item(struct buf *b, const struct year *y,
		      const struct year_date *d)
{
	enum lang lang = y->cat->lang;
	char first[TEXT_NUMBER], last[TEXT_NUMBER];

	buf_puts(b, "<dt>");
	if (strlen(d->when) == 7) {
		text_date(first, d->first, lang);
		text_date(last, d->last, lang);
		phrase_html(b, lang, TEXT_BRIEF_DATES, first, last, NULL);
	} else if (*d->when) {
		text_html(b, text_date(first, d->when, lang));
	} else {
		part_text(b, lang,
			  d->yearly ? TEXT_CLOCK_YEARLY : TEXT_CLOCK_NO_DATE);
	}
	buf_puts(b, "</dt><dd><span data-fact=\"");
	text_html(b, d->uid);
	buf_puts(b, "\">");
	text_html(b, d->text);
	buf_puts(b, "</span>");
	if (*d->when && d->yearly) {
		buf_puts(b, ", ");
		part_text(b, lang, TEXT_CLOCK_YEARLY);
	}
	if (!*d->when && d->yearly) {
		buf_puts(b, "; ");
		part_text(b, lang, TEXT_CLOCK_NO_DATE);
	}
	if (*d->about) {
		buf_puts(b, " <span class=\"tag\">");
		text_html(b, d->about);
		buf_puts(b, "</span>");
	}
	buf_puts(b, "</dd>\n");
}

static size_t count(const struct year *y, bool behind)
{
	size_t n = 0;

	for (size_t i = 0; i < y->date_n; i++)
		n += y->dates[i].behind == behind;
	return n;
}

static void dates(struct buf *b, const struct year *y, bool behind)
{
	size_t n = count(y, behind);

	if (n == 0)
		return;
	part_section(b, y->cat->lang,
		     behind ? TEXT_CLOCK_BEHIND : TEXT_CLOCK_AHEAD);
	buf_puts(b, "<dl class=\"terms\">\n");
	/* what is near stands first: ahead as the days come, behind the other
	 * way */
	for (size_t i = 0; i < y->date_n; i++) {
		const struct year_date *d =
			&y->dates[behind ? y->date_n - 1 - i : i];

		if (d->behind == behind)
			date_item(b, y, d);
	}
	buf_puts(b, "</dl>\n</section>\n");
}

static void title(struct buf *b, const struct year_figure *f)
{
	if (f->ind) {
		buf_puts(b, "<a href=\"../mittari/");
		part_id(b, '\0', f->ind);
		buf_puts(b, ".html\">");
	}
	text_html(b, f->title);
	buf_puts(b, f->ind ? "</a>" : "");
	buf_puts(b, " <span class=\"tag\">");
	text_html(b, f->priorities);
	buf_puts(b, "</span>");
}

static void fact(struct buf *b, const struct year_figure *f, const char *word)
{
	buf_puts(b, "<span data-fact=\"");
	text_html(b, f->source);
	buf_putc(b, '-');
	text_html(b, f->code);
	buf_printf(b, " %s\">", word);
}

static void row(struct buf *b, const struct year *y,
		const struct year_figure *f)
{
	enum lang lang = y->cat->lang;
	char day[TEXT_NUMBER];
	struct buf text;

	buf_puts(b, "<tr><th scope=\"row\">");
	title(b, f);
	buf_puts(b, "</th>\n");
	part_cell(b, "n", text_get(TEXT_BRIEF_COL_NEWEST, lang));
	fact(b, f, "year");
	buf_printf(b, "%d</span></td>\n", f->last_year);
	part_cell(b, "n", text_get(TEXT_BRIEF_COL_LIKELY, lang));
	fact(b, f, "day");
	text_html(b, text_date(day, f->day, lang));
	buf_puts(b, "</span></td>\n");
	part_cell(b, "trend", text_get(TEXT_BRIEF_COL_EXPECTED, lang));
	buf_init(&text, 1000);
	year_expected(&text, f, lang);
	fact(b, f, "expected");
	text_html(b, buf_str(&text));
	buf_release(&text);
	buf_puts(b, "</span></td></tr>\n");
}

static void table(struct buf *b, const struct year *y, size_t from, size_t to,
		  enum text caption)
{
	static const struct {
		enum text title;
		const char *class;
	} columns[] = {
		{TEXT_BRIEF_COL_INDICATOR, "name"},
		{TEXT_BRIEF_COL_NEWEST, "n"},
		{TEXT_BRIEF_COL_LIKELY, "n"},
		{TEXT_BRIEF_COL_EXPECTED, "trend"},
	};

	buf_puts(b, "<table class=\"cards\">\n<caption><h3>");
	part_text(b, y->cat->lang, caption);
	buf_puts(b, "</h3></caption>\n<thead><tr>");
	for (size_t i = 0; i < ARRAY_LEN(columns); i++) {
		buf_printf(b, "<th scope=\"col\" class=\"%s\">",
			   columns[i].class);
		part_text(b, y->cat->lang, columns[i].title);
		buf_puts(b, "</th>");
	}
	buf_puts(b, "</tr></thead>\n<tbody>\n");
	for (size_t i = from; i < to; i++)
		row(b, y, &y->figures[i]);
	buf_puts(b, "</tbody>\n</table>\n");
}

static void list(struct buf *b, const struct year *y, size_t from, size_t to,
		 enum text heading)
{
	char n[PHRASE_INT];

	buf_puts(b, "<details class=\"more\"><summary>");
	part_text(b, y->cat->lang, heading);
	buf_printf(b, " (%s)</summary>\n<ul>\n",
		   phrase_int(n, (int64_t)(to - from)));
	for (size_t i = from; i < to; i++) {
		buf_puts(b, "<li>");
		title(b, &y->figures[i]);
		buf_puts(b, "</li>\n");
	}
	buf_puts(b, "</ul>\n</details>\n");
}

static void figures(struct buf *b, const struct year *y)
{
	static const enum text headings[YEAR_STATES] = {
		[YEAR_AHEAD] = TEXT_CLOCK_COMING,
		[YEAR_LATE] = TEXT_CLOCK_LATE,
		[YEAR_ENDED] = TEXT_CLOCK_ENDED,
		[YEAR_UNKNOWN] = TEXT_CLOCK_UNKNOWN,
		[YEAR_NO_FIGURES] = TEXT_CLOCK_NO_FIGURES,
	};

	part_section(b, y->cat->lang, TEXT_CHART_CLOCK_FIGURES);
	buf_puts(b, "<p class=\"note\">");
	part_text(b, y->cat->lang,
		  y->n ? TEXT_BRIEF_CLOCK_NOTE : TEXT_CLOCK_NONE);
	buf_puts(b, "</p>\n");
	for (size_t i = 0, end; i < y->n; i = end) {
		enum year_state s = y->figures[i].state;

		for (end = i; end < y->n && y->figures[end].state == s; end++)
			;
		if (s == YEAR_AHEAD || s == YEAR_LATE)
			table(b, y, i, end, headings[s]);
		else
			list(b, y, i, end, headings[s]);
	}
	buf_puts(b, "</section>\n");
}

void page_year(struct buf *b, const struct year *y)
{
	enum lang lang = y->cat->lang;
	char *self = xasprintf("vuosikello/%s.html", y->county->code);
	enum text toc[3];
	struct buf name;
	struct frame f = {
		.cat = y->cat,
		.root = "../",
		.self = self,
		.lead = text_get(TEXT_BRIEF_CLOCK_LEAD, lang),
		.county = y->county,
		.toc = toc,
	};

	if (count(y, false) > 0)
		toc[f.toc_n++] = TEXT_CLOCK_AHEAD;
	toc[f.toc_n++] = TEXT_CHART_CLOCK_FIGURES;
	if (count(y, true) > 0)
		toc[f.toc_n++] = TEXT_CLOCK_BEHIND;
	buf_init(&name, 1000);
	phrase_add(&name, lang, TEXT_CHART_CLOCK_TITLE, y->county->name, NULL,
		   NULL);
	f.name = buf_str(&name);
	part_open(b, &f);
	part_talks_alone(b, y->cat, y->county, f.root);
	buf_printf(b, "<p class=\"after\"><a href=\"%s.ics\">",
		   y->county->code);
	part_text(b, lang, TEXT_BRIEF_CLOCK_ICS);
	buf_puts(b, "</a> <span class=\"tag\">");
	part_text(b, lang, TEXT_BRIEF_CLOCK_ICS_NOTE);
	buf_puts(b, "</span></p>\n");
	if (y->chart.name)
		part_figure(b, y->cat, &y->chart, "kello", "wide",
			    y->chart.title);
	dates(b, y, false);
	figures(b, y);
	dates(b, y, true);
	part_close(b, &f);
	buf_release(&name);
	free(self);
}
