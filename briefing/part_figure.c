/*
 * One chart: its picture with the text alternative, its files, and the same in
 * words.
 */
#include "lib/base.h"

#include "briefing/part.h"

static void file_links(struct buf *b, const struct catalog *cat,
		       const struct exhibit *c, const char *title)
{
	const struct {
		bool there;
		const char *end;
		enum text text;
	} files[] = {
		{c->png, "png", TEXT_BRIEF_PNG},
		{c->pdf, "pdf", TEXT_BRIEF_PDF},
		{c->csv, "csv", TEXT_BRIEF_CSV},
	};
	const char *before = "<p class=\"links\">";

	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		if (!files[i].there)
			continue;
		buf_printf(b, "%s<a href=\"../%scharts/%s.%s\">", before,
			   cat->up, c->name, files[i].end);
		part_text(b, cat->lang, files[i].text);
		buf_puts(b, "<span class=\"hidden\">: ");
		text_html(b, title);
		buf_puts(b, "</span></a>");
		before = " · ";
	}
	if (c->png || c->pdf || c->csv)
		buf_puts(b, "</p>\n");
}

void part_figure(struct buf *b, const struct catalog *cat,
		 const struct exhibit *c, const char *id, const char *class,
		 const char *title)
{
	buf_printf(b, "<figure id=\"%s\"%s%s%s>\n", id,
		   *class ? " class=\"" : "", class, *class ? "\"" : "");
	buf_printf(b,
		   "<img src=\"../%scharts/%s.svg\" width=\"%d\" height=\"%d\" "
		   "loading=\"lazy\" alt=\"",
		   cat->up, c->name, c->width, c->height);
	/* a chart without words is still a chart of something */
	text_html(b, *c->alt ? c->alt : title);
	buf_puts(b, "\">\n<figcaption><span class=\"small\">");
	text_html(b, title);
	buf_puts(b, "</span>\n");
	file_links(b, cat, c, title);
	if (*c->alt) {
		buf_puts(b, "<details><summary>");
		part_text(b, cat->lang, TEXT_BRIEF_IN_WORDS);
		buf_puts(b, "<span class=\"hidden\">: ");
		text_html(b, title);
		buf_puts(b, "</span></summary><p>");
		text_html(b, c->alt);
		buf_puts(b, "</p></details>\n");
	}
	buf_puts(b, "</figcaption>\n</figure>\n");
}
