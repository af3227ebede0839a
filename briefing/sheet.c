/*
 * See sheet.h. The names that others look for: class `fit` is measured by
 * pdf.c; data-fact="sheet N" is the number at the foot.
 */
#include "lib/base.h"

#include "briefing/part.h"
#include "briefing/sheet.h"

void sheet_title(struct buf *b, const struct sheet_document *d)
{
	buf_puts(b, d->name);
	buf_puts(b, " – ");
	buf_puts(b, d->lead);
}

static void bar(struct buf *b, const struct sheet_document *d)
{
	enum lang lang = d->cat->lang;

	buf_puts(b, "<nav class=\"bar\" aria-label=\"");
	part_text(b, lang, TEXT_BRIEF_CRUMBS);
	buf_printf(b, "\"><a href=\"%sindex.html\">", d->root);
	part_text(b, lang, TEXT_BRIEF_SITE);
	buf_printf(b, "</a> <a href=\"%s%s\">", d->root, d->back);
	part_text(b, lang, d->back_text);
	buf_puts(b, "</a></nav>\n");
}

void sheet_document_open(struct buf *b, const struct sheet_document *d)
{
	const char *lang = lang_name(d->cat->lang);
	struct buf title;

	buf_init(&title, BUF_MAX);
	sheet_title(&title, d);
	buf_printf(b, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n", lang);
	part_head(b, false);
	buf_puts(b, "<title>");
	text_html(b, buf_str(&title));
	buf_puts(b, "</title>\n");
	buf_printf(b, "<link rel=\"stylesheet\" href=\"%s%ssheet.css\">\n",
		   d->root, d->cat->up);
	buf_puts(b, "</head>\n<body>\n");
	bar(b, d);
	buf_puts(b, "<main>\n");
	buf_release(&title);
}

void sheet_document_close(struct buf *b, const struct sheet_document *d)
{
	(void)d;
	buf_puts(b, "</main>\n</body>\n</html>\n");
}

static void as_of(struct buf *b, const struct catalog *c)
{
	char day[TEXT_NUMBER];

	phrase_html(b, c->lang, TEXT_BRIEF_AS_OF,
		    *c->data_date ? text_date(day, c->data_date, c->lang)
				  : text_get(TEXT_BRIEF_UNKNOWN, c->lang),
		    NULL, NULL);
}

/* The heading of the document on its first sheet, on the others whose they
 * are. */
static void head(struct buf *b, const struct sheet_document *d, size_t number)
{
	if (number == 1) {
		buf_puts(b, "<header class=\"first\">\n<p class=\"over\">");
		text_html(b, d->over);
		buf_puts(b, "</p>\n<h1>");
		text_html(b, d->name);
		buf_puts(b, "</h1>\n<p class=\"lead\">");
		text_html(b, d->lead);
		buf_puts(b, " · ");
		as_of(b, d->cat);
		buf_puts(b, "</p>\n</header>\n");
		return;
	}
	buf_puts(b, "<header>\n<p class=\"over\"><b>");
	text_html(b, d->name);
	buf_puts(b, "</b> ");
	text_html(b, d->lead);
	buf_puts(b, "</p>\n</header>\n");
}

void sheet_open(struct buf *b, const struct sheet_document *d, size_t number,
		enum text title)
{
	buf_printf(b, "<section class=\"sheet%s%s\"", d->class ? " " : "",
		   d->class ? d->class : "");
	if (title != TEXT_N)
		buf_printf(b, " aria-labelledby=\"sivu-%zu-h\"", number);
	buf_puts(b, ">\n");
	head(b, d, number);
	buf_printf(b, "<div class=\"fit body\" id=\"sivu-%zu\">\n", number);
	if (title == TEXT_N)
		return;
	buf_printf(b, "<h2 id=\"sivu-%zu-h\">", number);
	part_text(b, d->cat->lang, title);
	buf_puts(b, "</h2>\n");
}

void sheet_close(struct buf *b, const struct sheet_document *d, size_t number)
{
	enum lang lang = d->cat->lang;
	const char *mark = number == 1 ? " id=\"tunnus\"" : "";

	buf_puts(b, "</div>\n<footer>\n<p class=\"page\">");
	buf_printf(b, "<span data-fact=\"sheet %zu\">%zu/%zu</span></p>\n<p>",
		   number, number, d->n);
	text_html(b, d->name);
	buf_puts(b, " · ");
	text_html(b, d->code);
	buf_printf(b, " · <span%s>", number == 1 ? " id=\"paiva\"" : "");
	as_of(b, d->cat);
	buf_puts(b, "</span> · ");
	part_text(b, lang, TEXT_BRIEF_CONTENT_ID);
	buf_printf(b, " <code%s>", mark);
	text_html(b, d->cat->content_id);
	buf_puts(b, "</code></p>\n");
	if (*d->sources) {
		buf_puts(b, "<p class=\"sources\">");
		text_html(b, d->sources);
		buf_puts(b, "</p>\n");
	}
	buf_puts(b, "</footer>\n</section>\n");
}
