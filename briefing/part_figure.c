/*
 * One chart: its picture with the text alternative, its files, and the same in
 * words.
 */
#include "lib/base.h"

#include "briefing/part.h"

static void file_links(struct buf *b, const struct catalog *cat,
		       const char *root, const struct exhibit *c,
		       const char *title)
{
	const struct {
		const char *end;
		enum text text;
		bool there;
	} files[] = {
		{"svg", TEXT_BRIEF_SVG, true},
		{"png", TEXT_BRIEF_PNG, c->png},
		{"pdf", TEXT_BRIEF_PDF, c->pdf},
		{"csv", TEXT_BRIEF_CSV, c->csv},
	};
	const char *before = "<p class=\"links\">";

	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		if (!files[i].there)
			continue;
		buf_printf(b, "%s<a href=\"%s%scharts/%s.%s\">", before, root,
			   cat->up, c->name, files[i].end);
		part_text(b, cat->lang, files[i].text);
		buf_puts(b, "<span class=\"hidden\">: ");
		text_html(b, title);
		buf_puts(b, "</span></a>");
		before = " · ";
	}
	buf_puts(b, "</p>\n");
}

void part_cite(struct buf *b, const struct catalog *cat,
	       const struct indicator *ind)
{
	const char *date =
		ind && *ind->data_updated ? ind->data_updated : cat->data_date;
	char day[TEXT_NUMBER], id[CITE_ID + 1], *of;

	(void)snprintf(id, sizeof(id), "%.*s", CITE_ID, cat->content_id);
	date = *date ? text_date(day, date, cat->lang)
		     : text_get(TEXT_BRIEF_UNKNOWN, cat->lang);
	if (!ind) {
		phrase_add(b, cat->lang, TEXT_BRIEF_CITE_MANY, date, id, NULL);
		return;
	}
	of = xasprintf("%s %s", ind->source, ind->code);
	phrase_fill(b, cat->lang, TEXT_BRIEF_CITE, 4,
		    (const char *const[]){*ind->organisation ? ind->organisation
							     : ind->source,
					  of, date, id});
	free(of);
}

/* In a fold of its own: to be copied, not to be read. */
static void citation(struct buf *b, const struct catalog *cat,
		     const struct exhibit *c, const char *title)
{
	struct buf text;

	buf_init(&text, BUF_MAX);
	part_cite(&text, cat, c->ind);
	buf_puts(b, "<details><summary>");
	part_text(b, cat->lang, TEXT_BRIEF_CITE_SHOW);
	buf_puts(b, "<span class=\"hidden\">: ");
	text_html(b, title);
	buf_printf(b,
		   "</span></summary><p class=\"cite\" data-fact=\"%s cite\">",
		   c->name);
	text_html(b, buf_str(&text));
	buf_puts(b, "</p></details>\n");
	buf_release(&text);
}

void part_figure(struct buf *b, const struct catalog *cat,
		 const struct exhibit *c, const char *id, const char *class,
		 const char *title)
{
	part_figure_at(b, cat, "../", c, id, class, title);
}

void part_figure_at(struct buf *b, const struct catalog *cat, const char *root,
		    const struct exhibit *c, const char *id, const char *class,
		    const char *title)
{
	buf_printf(b, "<figure id=\"%s\"%s%s%s>\n", id,
		   *class ? " class=\"" : "", class, *class ? "\"" : "");
	buf_printf(b,
		   "<img src=\"%s%scharts/%s.svg\" width=\"%d\" height=\"%d\" "
		   "loading=\"lazy\" alt=\"",
		   root, cat->up, c->name, c->width, c->height);
	/* a chart without words is still a chart of something */
	text_html(b, *c->alt ? c->alt : title);
	buf_puts(b, "\">\n<figcaption><span class=\"small\">");
	text_html(b, title);
	buf_puts(b, "</span>\n");
	file_links(b, cat, root, c, title);
	if (*c->alt) {
		buf_puts(b, "<details><summary>");
		part_text(b, cat->lang, TEXT_BRIEF_IN_WORDS);
		buf_puts(b, "<span class=\"hidden\">: ");
		text_html(b, title);
		buf_puts(b, "</span></summary><p>");
		text_html(b, c->alt);
		buf_puts(b, "</p></details>\n");
	}
	citation(b, cat, c, title);
	buf_puts(b, "</figcaption>\n</figure>\n");
}
