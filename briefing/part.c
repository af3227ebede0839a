/*
 * What every page has: head, foot, sections, and small things. See part.h.
 */
#include "lib/base.h"

#include "briefing/part.h"

enum {
	COUNTIES_ROW = 4 /* that stand in a row with a page's other sections */
};

void part_text(struct buf *b, enum lang lang, enum text t)
{
	text_html(b, text_get(t, lang));
}

void part_count(struct buf *b, enum lang lang, enum text t, size_t n)
{
	char text[PHRASE_INT];

	phrase_html(b, lang, t, phrase_int(text, (int64_t)n), NULL, NULL);
}

const char *part_anchor(enum text section)
{
	static const struct {
		enum text text;
		const char *anchor;
	} anchors[] = {
		{TEXT_BRIEF_GLANCE, "silmays"},
		{TEXT_BRIEF_COURSES, "muutokset"},
		{TEXT_BRIEF_METER, "mittaristo"},
		{TEXT_BRIEF_CHARTS, "kuvat"},
		{TEXT_BRIEF_OLD, "vanhat"},
		{TEXT_BRIEF_SOURCES, "lahteet"},
		{TEXT_BRIEF_LEFT_OUT, "poisjaaneet"},
		{TEXT_BRIEF_STATE, "tila"},
		{TEXT_BRIEF_INDICATORS, "mittarit"},
		{TEXT_BRIEF_ABOUT, "mittari"},
		{TEXT_BRIEF_NEG_PRIORITIES, "painopisteet"},
		{TEXT_NEG_ROUNDS, "kierrokset"},
		{TEXT_NEG_MEASURES, "toimenpiteet"},
		{TEXT_NEG_LINKS, "eteneminen"},
		{TEXT_NEG_POINTS, "sanottua"},
		{TEXT_NEG_FEEDBACK, "palaute"},
		{TEXT_BRIEF_NEG_ABOUT, "neuvottelu"},
		{TEXT_CLOCK_AHEAD, "edessa"},
		{TEXT_CHART_CLOCK_FIGURES, "luvut"},
		{TEXT_CLOCK_BEHIND, "takana"},
		{TEXT_BRIEF_CHANGES, "muutokset"},
	};

	for (size_t i = 0; i < ARRAY_LEN(anchors); i++)
		if (anchors[i].text == section)
			return anchors[i].anchor;
	die("section %d has no anchor", (int)section);
}

void part_section(struct buf *b, enum lang lang, enum text t)
{
	const char *anchor = part_anchor(t);

	buf_printf(b, "<section id=\"%s\" aria-labelledby=\"%s-h\">\n", anchor,
		   anchor);
	buf_printf(b, "<h2 id=\"%s-h\">", anchor);
	part_text(b, lang, t);
	buf_puts(b, "</h2>\n");
}

static void id_add(struct buf *b, const char *s)
{
	for (; *s; s++) {
		char one[2] = {*s, '\0'};

		buf_putc(b, phrase_is_plain(one) ? *s : '_');
	}
}

void part_id(struct buf *b, char kind, const struct indicator *ind)
{
	if (kind) {
		buf_putc(b, kind);
		buf_putc(b, '-');
	}
	id_add(b, ind->source);
	buf_putc(b, '-');
	id_add(b, ind->code);
}

void part_county_id(struct buf *b, const struct county *k)
{
	buf_puts(b, "hva-");
	id_add(b, k->code);
}

static void talks(struct buf *b, const struct catalog *c,
		  const struct county *k, const char *root)
{
	char day[TEXT_NUMBER];

	if (k->talks_n > 0)
		part_text(b, c->lang, TEXT_BRIEF_NEGOTIATIONS);
	for (size_t i = 0; i < k->talks_n; i++) {
		const struct talks *t = &k->talks[i];

		buf_printf(b,
			   "%s<a data-fact=\"neuvottelu %s\" "
			   "href=\"%sneuvottelu/%s.html\">",
			   i ? ", " : ": ", t->id, root, t->id);
		text_html(b, t->title);
		buf_puts(b, "</a> (");
		text_html(b, text_date(day, t->date, c->lang));
		buf_puts(b, ")");
	}
}

void part_talks(struct buf *b, const struct catalog *c, const struct county *k,
		const char *root)
{
	if (k->talks_n == 0 && !part_has_clock(k))
		return;
	buf_puts(b, "<p class=\"talks\">");
	talks(b, c, k, root);
	if (part_has_clock(k)) {
		buf_printf(b,
			   "%s<a data-fact=\"vuosikello %s\" "
			   "href=\"%svuosikello/%s.html\">",
			   k->talks_n ? " · " : "", k->code, root, k->code);
		part_text(b, c->lang, TEXT_BRIEF_CLOCK);
		buf_puts(b, "</a>");
	}
	buf_puts(b, "</p>\n");
}

void part_talks_alone(struct buf *b, const struct catalog *c,
		      const struct county *k, const char *root)
{
	if (k->talks_n == 0)
		return;
	buf_puts(b, "<p class=\"talks\">");
	talks(b, c, k, root);
	buf_puts(b, "</p>\n");
}

bool part_has_clock(const struct county *k)
{
	return phrase_is_plain(k->code);
}

void part_date(struct buf *b, enum lang lang, const char *iso)
{
	char text[TEXT_NUMBER];

	if (*iso)
		text_html(b, text_date(text, iso, lang));
	else
		part_text(b, lang, TEXT_BRIEF_UNKNOWN);
}

static bool is_front(const struct frame *f)
{
	return strcmp(f->self, "index.html") == 0;
}

/* The words of the script ride on its tag: it has none of its own. */
static void scripts(struct buf *b, const struct frame *f)
{
	static const struct {
		const char *name;
		enum text text;
	} words[] = {
		{"filter", TEXT_BRIEF_JS_FILTER},
		{"rows", TEXT_BRIEF_JS_ROWS},
		{"sort", TEXT_BRIEF_JS_SORT},
		{"own", TEXT_BRIEF_JS_OWN},
		{"copy", TEXT_BRIEF_JS_COPY},
		{"copied", TEXT_BRIEF_JS_COPIED},
		{"find", TEXT_BRIEF_JS_FIND},
		{"hits", TEXT_BRIEF_JS_HITS},
		{"more", TEXT_BRIEF_JS_MORE},
		{"hint", TEXT_BRIEF_JS_HINT},
	};

	if (is_front(f))
		buf_puts(b, "<script src=\"haku.js\" defer></script>\n");
	buf_printf(b, "<script src=\"%s%ssite.js\" defer", f->root, f->cat->up);
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		buf_printf(b, "\ndata-%s=\"", words[i].name);
		part_text(b, f->cat->lang, words[i].text);
		buf_putc(b, '"');
	}
	buf_puts(b, "></script>\n");
}

void part_head(struct buf *b, bool scripts)
{
	buf_puts(b, "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
		    "content=\"width=device-width, initial-scale=1\">\n"
		    "<meta http-equiv=\"Content-Security-Policy\" "
		    "content=\"default-src 'none'; img-src 'self' file:; "
		    "style-src 'self' file:; ");
	if (scripts)
		buf_puts(b, "script-src 'self' file:; ");
	buf_puts(b, "base-uri 'none'; form-action 'none'\">\n");
}

static void head(struct buf *b, const struct frame *f)
{
	enum lang lang = f->cat->lang;
	char *name;

	buf_printf(b, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n",
		   lang_name(lang));
	part_head(b, true);
	buf_puts(b, "<title>");
	name = f->apart ? xasprintf("%s (%s)", f->name, f->apart)
			: xstrdup(f->name);
	if (!is_front(f))
		phrase_html(b, lang, TEXT_BRIEF_PAGE_TITLE, name, NULL, NULL);
	else
		text_html(b, name);
	free(name);
	buf_puts(b, "</title>\n");
	buf_printf(b, "<link rel=\"stylesheet\" href=\"%s%sstyle.css\">\n",
		   f->root, f->cat->up);
	buf_puts(b, "<link rel=\"alternate\" type=\"application/atom+xml\" "
		    "title=\"");
	part_text(b, lang, TEXT_BRIEF_CHANGES);
	buf_printf(b, "\" href=\"%smuutokset.atom\">\n", f->root);
	scripts(b, f);
	buf_puts(b, "</head>\n<body>\n<a class=\"skip\" href=\"#sisalto\">");
	part_text(b, lang, TEXT_BRIEF_SKIP);
	buf_puts(b, "</a>\n");
}

static void crumbs(struct buf *b, const struct frame *f)
{
	enum lang lang = f->cat->lang;

	buf_puts(b, "<nav class=\"top\" aria-label=\"");
	part_text(b, lang, TEXT_BRIEF_CRUMBS);
	buf_puts(b, "\"><ol class=\"wrap\">\n");
	if (is_front(f)) {
		buf_puts(b, "<li aria-current=\"page\">");
		part_text(b, lang, TEXT_BRIEF_SITE);
		buf_puts(b, "</li>\n</ol></nav>\n");
		return;
	}
	buf_printf(b, "<li><a href=\"%sindex.html\">", f->root);
	part_text(b, lang, TEXT_BRIEF_SITE);
	buf_puts(b, "</a></li>\n");
	if (!f->alone) {
		buf_printf(b, "<li><a href=\"%sindex.html#", f->root);
		if (f->county) {
			part_county_id(b, f->county);
			buf_puts(b, "\">");
			text_html(b, f->county->name);
		} else {
			buf_puts(b, part_anchor(TEXT_BRIEF_INDICATORS));
			buf_puts(b, "\">");
			part_text(b, lang, TEXT_BRIEF_INDICATORS);
		}
		buf_puts(b, "</a></li>\n");
	}
	buf_puts(b, "<li aria-current=\"page\">");
	text_html(b, f->name);
	buf_puts(b, "</li>\n</ol></nav>\n");
}

/* The same page in the other languages, each named in its own. */
static void languages(struct buf *b, const struct frame *f)
{
	size_t n = 0;

	for (int i = 0; i < LANG_N; i++)
		n += f->cat->langs[i];
	if (n < 2)
		return;
	buf_puts(b, "<nav class=\"langs\" aria-label=\"");
	part_text(b, f->cat->lang, TEXT_BRIEF_LANGUAGES);
	buf_puts(b, "\"><ul class=\"wrap\">\n");
	for (int i = 0; i < LANG_N; i++) {
		const char *name = lang_name((enum lang)i);

		if (!f->cat->langs[i] || (enum lang)i == f->cat->lang)
			continue;
		buf_printf(b,
			   "<li><a lang=\"%s\" hreflang=\"%s\" "
			   "href=\"%s%s%s%s\">%s</a></li>\n",
			   name, name, f->root, f->cat->up,
			   lang_folder((enum lang)i), f->self,
			   lang_own((enum lang)i));
	}
	buf_puts(b, "</ul></nav>\n");
}

static void toc_item(struct buf *b, enum lang lang, enum text section)
{
	buf_printf(b, "<li><a href=\"#%s\">", part_anchor(section));
	part_text(b, lang, section);
	buf_puts(b, "</a></li>\n");
}

static void toc_counties(struct buf *b, const struct catalog *c)
{
	for (size_t i = 0; i < c->county_n; i++) {
		buf_puts(b, "<li><a href=\"#");
		part_county_id(b, &c->counties[i]);
		buf_puts(b, "\">");
		text_html(b, c->counties[i].name);
		buf_puts(b, "</a></li>\n");
	}
}

/* Many of them stand in columns of their own: on the front page, where one is
 * chosen, for all to see. */
static void toc_many(struct buf *b, const struct frame *f)
{
	buf_printf(b, "<details class=\"counties\"%s>\n<summary>",
		   is_front(f) ? " open" : "");
	part_count(b, f->cat->lang, TEXT_BRIEF_COUNTIES, f->cat->county_n);
	buf_puts(b, "</summary>\n<ul>\n");
	toc_counties(b, f->cat);
	buf_puts(b, "</ul></details>\n");
}

static void contents(struct buf *b, const struct frame *f)
{
	enum lang lang = f->cat->lang;
	bool many = f->toc_counties && f->cat->county_n > COUNTIES_ROW;

	buf_puts(b, "<nav class=\"toc\" aria-label=\"");
	part_text(b, lang, TEXT_BRIEF_CONTENTS);
	buf_puts(b, "\"><ul>\n");
	for (size_t i = 0; i < f->toc_n; i++)
		toc_item(b, lang, f->toc[i]);
	for (size_t i = 0; i < f->part_n; i++) {
		buf_puts(b, "<li><a href=\"#");
		text_html(b, f->parts[i].id);
		buf_puts(b, "\">");
		text_html(b, f->parts[i].title);
		buf_puts(b, "</a></li>\n");
	}
	if (f->toc_counties && !many)
		toc_counties(b, f->cat);
	if (f->toc_last)
		toc_item(b, lang, *f->toc_last);
	buf_puts(b, "</ul>\n");
	if (many)
		toc_many(b, f);
	buf_puts(b, "</nav>\n");
}

void part_as_of(struct buf *b, const struct catalog *c)
{
	char text[TEXT_NUMBER];

	phrase_html(b, c->lang, TEXT_BRIEF_AS_OF,
		    *c->data_date ? text_date(text, c->data_date, c->lang)
				  : text_get(TEXT_BRIEF_UNKNOWN, c->lang),
		    NULL, NULL);
}

void part_open(struct buf *b, const struct frame *f)
{
	head(b, f);
	buf_puts(b, "<header>\n");
	languages(b, f);
	crumbs(b, f);
	buf_puts(b, "<div class=\"title\"><div class=\"wrap\">\n<h1>");
	text_html(b, f->name);
	buf_puts(b, "</h1>\n<p class=\"lead\">");
	text_html(b, f->lead);
	buf_puts(b, "</p>\n<p class=\"asof\">");
	if (f->county) {
		text_html(b, f->county->name);
		buf_puts(b, " · ");
	}
	part_as_of(b, f->cat);
	buf_puts(b, "</p>\n");
	contents(b, f);
	buf_puts(b, "</div></div>\n</header>\n"
		    "<main id=\"sisalto\" class=\"wrap\" tabindex=\"-1\">\n");
}

const struct own_page own_pages[OWN_PAGES] = {
	{"alkuun.html", TEXT_BRIEF_HELP},
	{"menetelmat.html", TEXT_BRIEF_METHODS},
	{"tiedot.html", TEXT_BRIEF_DATA},
	{"muutokset.html", TEXT_BRIEF_CHANGES},
	{"saavutettavuus.html", TEXT_BRIEF_ACCESS},
};

/* The pages about the site, below each page. */
static void about(struct buf *b, const struct frame *f)
{
	buf_puts(b, "<nav class=\"about\" aria-label=\"");
	part_text(b, f->cat->lang, TEXT_BRIEF_ABOUT_SITE);
	buf_puts(b, "\"><ul>\n");
	for (size_t i = 0; i < OWN_PAGES; i++) {
		bool here = strcmp(f->self, own_pages[i].page) == 0;

		buf_printf(b, "<li><a href=\"%s%s\"%s>", f->root,
			   own_pages[i].page,
			   here ? " aria-current=\"page\"" : "");
		part_text(b, f->cat->lang, own_pages[i].text);
		buf_puts(b, "</a></li>\n");
	}
	buf_puts(b, "</ul></nav>\n");
}

void part_close(struct buf *b, const struct frame *f)
{
	enum lang lang = f->cat->lang;

	buf_puts(b, "</main>\n<footer class=\"foot\"><div class=\"wrap\">\n");
	about(b, f);
	buf_puts(b, "<p>");
	text_html(b, f->name);
	if (f->place) {
		buf_puts(b, " · ");
		phrase_html(b, lang, TEXT_BRIEF_AREA_CODE, f->place->code, NULL,
			    NULL);
	}
	buf_puts(b, " · <span id=\"paiva\">");
	part_as_of(b, f->cat);
	buf_puts(b, "</span></p>\n<p>");
	part_text(b, lang, TEXT_BRIEF_CONTENT_ID);
	buf_puts(b, " <code id=\"tunnus\">");
	text_html(b, f->cat->content_id);
	buf_puts(b, "</code></p>\n</div></footer>\n</body>\n</html>\n");
}
