/*
 * The front page: the state of the data, and the counties with their
 * municipalities.
 */
#include "lib/base.h"

#include "briefing/part.h"
#include "lib/theme.h"

static void state_item(struct buf *b, const char *term, const char *value)
{
	buf_puts(b, "<div><dt>");
	text_html(b, term);
	buf_puts(b, "</dt><dd>");
	text_html(b, value);
	buf_puts(b, "</dd></div>\n");
}

static void state_count(struct buf *b, const char *term, size_t n)
{
	char text[PHRASE_INT];

	state_item(b, term, phrase_int(text, (int64_t)n));
}

static size_t producers(const struct catalog *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++) {
		size_t k = 0;

		if (c->list[i].last_year == 0)
			continue;
		while (k < i && (c->list[k].last_year == 0 ||
				 strcmp(c->list[k].organisation,
					c->list[i].organisation) != 0))
			k++;
		n += k == i;
	}
	return n;
}

static void state(struct buf *b, const struct catalog *c)
{
	size_t held = 0, old = 0;
	int newest = 0;
	char text[TEXT_NUMBER], year[PHRASE_INT];
	struct buf term;

	for (size_t i = 0; i < c->n; i++) {
		int last = c->list[i].last_year;

		held += last > 0;
		old += last > 0 && last <= c->old_year;
		newest = last > newest ? last : newest;
	}
	buf_init(&term, 1000);
	phrase_add(&term, c->lang, TEXT_BRIEF_STATE_OLD,
		   phrase_int(year, c->old_year), NULL, NULL);
	part_section(b, c->lang, TEXT_BRIEF_STATE);
	buf_puts(b, "<dl class=\"state\">\n");
	state_item(b, text_get(TEXT_BRIEF_STATE_AS_OF, c->lang),
		   *c->data_date ? text_date(text, c->data_date, c->lang)
				 : text_get(TEXT_BRIEF_UNKNOWN, c->lang));
	if (newest > 0)
		state_item(b, text_get(TEXT_BRIEF_STATE_YEAR, c->lang),
			   phrase_int(year, newest));
	state_count(b, text_get(TEXT_BRIEF_STATE_INDICATORS, c->lang), held);
	state_count(b, buf_str(&term), old);
	state_count(b, text_get(TEXT_BRIEF_STATE_MISSING, c->lang),
		    c->n - held + c->absent_n);
	state_count(b, text_get(TEXT_BRIEF_STATE_PRODUCERS, c->lang),
		    producers(c));
	buf_puts(b, "</dl>\n</section>\n");
	buf_release(&term);
}

static const struct {
	enum text title;
	enum group group;
	const char *class;
} columns[] = {
	{TEXT_BRIEF_WORSE, GROUP_WORSE, "worse"},
	{TEXT_BRIEF_BETTER, GROUP_BETTER, "better"},
	{TEXT_BRIEF_OTHER, GROUP_OTHER, "other"},
};

static void place_row(struct buf *b, const struct catalog *c,
		      const struct place *place, const struct line *line)
{
	buf_puts(b, "<tr><th scope=\"row\"><a href=\"kunta/");
	text_html(b, place->code);
	buf_puts(b, ".html\">");
	text_html(b, place->name);
	buf_puts(b, "</a></th>\n");
	for (size_t i = 0; i < ARRAY_LEN(columns); i++) {
		size_t n = line->tally[columns[i].group];

		buf_printf(b, "<td class=\"n %s\" data-l=\"",
			   n ? columns[i].class : "none");
		part_text(b, c->lang, columns[i].title);
		buf_printf(b, "\">%zu</td>\n", n);
	}
	buf_puts(b, "<td class=\"n\" data-l=\"");
	part_text(b, c->lang, TEXT_BRIEF_COL_ASSESSED);
	buf_printf(b, "\">%zu</td></tr>\n", tally_total(line->tally));
}

static void paper(struct buf *b, const struct catalog *c,
		  const struct county *k)
{
	char *stem = xasprintf("hva-%s", k->code);

	if (catalog_has_briefing(k)) {
		buf_puts(b, "<p class=\"talks\">");
		part_paper(b, c->lang, "", stem, TEXT_ROUND_COUNTY, k->paper);
		buf_puts(b, "</p>\n");
	}
	free(stem);
}

static void county(struct buf *b, const struct catalog *c,
		   const struct county *k, const struct line *lines,
		   const struct exhibit *rug)
{
	buf_puts(b, "<section id=\"");
	part_county_id(b, k);
	buf_puts(b, "\" aria-labelledby=\"");
	part_county_id(b, k);
	buf_puts(b, "-h\">\n<h2 id=\"");
	part_county_id(b, k);
	buf_puts(b, "-h\">");
	text_html(b, k->name);
	buf_puts(b, "</h2>\n");
	part_talks(b, c, k, "");
	paper(b, c, k);
	buf_puts(b, "<table class=\"places cards\">\n<caption>");
	part_count(b, c->lang, TEXT_BRIEF_PLACES, k->n);
	buf_puts(b, "</caption>\n<colgroup><col class=\"c-name\"><col><col>"
		    "<col><col></colgroup>\n<thead><tr><th scope=\"col\">");
	part_text(b, c->lang, TEXT_BRIEF_COL_PLACE);
	buf_puts(b, "</th>");
	for (size_t i = 0; i < ARRAY_LEN(columns); i++) {
		buf_puts(b, "<th scope=\"col\" class=\"n\">");
		part_text(b, c->lang, columns[i].title);
		buf_puts(b, "</th>");
	}
	buf_puts(b, "<th scope=\"col\" class=\"n\">");
	part_text(b, c->lang, TEXT_BRIEF_COL_ASSESSED);
	buf_puts(b, "</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < k->n; i++)
		place_row(b, c, &k->places[i], &lines[i]);
	buf_puts(b, "</tbody>\n</table>\n");
	if (rug->name) {
		buf_puts(b, "<details class=\"more\"><summary>");
		part_text(b, c->lang, TEXT_BRIEF_RUG);
		buf_puts(b, "<span class=\"hidden\">: ");
		text_html(b, k->name);
		buf_puts(b, "</span></summary>\n");
		part_figure_at(b, c, "", rug, rug->name, "rug", rug->title);
		buf_puts(b, "</details>\n");
	}
	buf_puts(b, "</section>\n");
}

/* The pages of the indicators under their themes. */
static void indicators(struct buf *b, const struct catalog *c)
{
	const char *theme = NULL;

	part_section(b, c->lang, TEXT_BRIEF_INDICATORS);
	buf_puts(b, "<p class=\"note\">");
	part_text(b, c->lang, TEXT_BRIEF_INDICATORS_NOTE);
	buf_puts(b, "</p>\n");
	for (size_t i = 0; i < c->n; i++) {
		const struct indicator *ind = &c->list[i];

		if (!ind->shown)
			continue;
		if (!theme || strcmp(theme, ind->theme) != 0) {
			buf_puts(b, theme ? "</ul>\n<h3>" : "<h3>");
			theme = ind->theme;
			text_html(b, theme_title(theme, c->lang));
			buf_puts(b, "</h3>\n<ul class=\"pages\">\n");
		}
		buf_puts(b, "<li><a data-fact=\"mittari ");
		part_id(b, '\0', ind);
		buf_puts(b, "\" href=\"mittari/");
		part_id(b, '\0', ind);
		buf_puts(b, ".html\">");
		text_html(b, ind->title);
		buf_puts(b, "</a> <span class=\"tag\">");
		if (catalog_is_twin(c, ind)) {
			text_html(b, ind->source);
			buf_putc(b, ' ');
			text_html(b, ind->code);
			buf_puts(b, " · ");
		}
		buf_printf(b, "%d</span></li>\n", ind->last_year);
	}
	buf_puts(b, theme ? "</ul>\n</section>\n" : "</section>\n");
}

void page_index(struct buf *b, const struct catalog *c,
		const struct line *lines, const struct exhibit *rugs)
{
	static const enum text sections[] = {TEXT_BRIEF_STATE};
	static const enum text last = TEXT_BRIEF_INDICATORS;
	const struct frame f = {
		.cat = c,
		.root = "",
		.self = "index.html",
		.name = text_get(TEXT_BRIEF_SITE, c->lang),
		.lead = text_get(TEXT_BRIEF_INDEX_LEAD, c->lang),
		.toc = sections,
		.toc_n = ARRAY_LEN(sections),
		.toc_counties = true,
		.toc_last = &last,
	};

	part_open(b, &f);
	/* the script makes the search here: without it there is none to see */
	buf_puts(b, "<div id=\"haku\"></div>\n");
	buf_puts(b, "<p class=\"talks\"><a href=\"");
	buf_puts(b, page_doc_name(DOC_HELP));
	buf_puts(b, "\">");
	part_text(b, c->lang, TEXT_BRIEF_HELP);
	buf_puts(b, "</a></p>\n");
	state(b, c);
	buf_puts(b, "<p class=\"note after\">");
	part_text(b, c->lang, TEXT_BRIEF_PLACES_NOTE);
	buf_puts(b, "</p>\n");
	for (size_t i = 0; i < c->county_n; i++) {
		county(b, c, &c->counties[i], lines, &rugs[i]);
		lines += c->counties[i].n;
	}
	indicators(b, c);
	part_close(b, &f);
}
