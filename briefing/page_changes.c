/*
 * The page of what changed, muutokset.html.
 */
#include "lib/base.h"

#include "briefing/changes.h"
#include "briefing/part.h"

static void item(struct buf *b, const struct change *x, enum lang lang)
{
	struct buf text;

	buf_init(&text, BUF_MAX);
	change_sentence(&text, x, lang);
	buf_puts(b, "<li><a href=\"mittari/");
	part_id(b, '\0', x->ind);
	buf_puts(b, ".html\">");
	text_html(b, x->ind->title);
	buf_printf(b, "</a>: <span data-fact=\"%s\">", x->id);
	text_html(b, buf_str(&text));
	buf_puts(b, "</span></li>\n");
	buf_release(&text);
}

void page_changes(struct buf *b, const struct changes *c)
{
	enum lang lang = c->cat->lang;
	char day[TEXT_NUMBER];
	struct buf lead;
	struct frame f = {
		.cat = c->cat,
		.root = "",
		.self = "muutokset.html",
		.name = text_get(TEXT_BRIEF_CHANGES, lang),
		.alone = true,
	};

	buf_init(&lead, 1000);
	changes_since(&lead, c);
	f.lead = buf_str(&lead);
	part_open(b, &f);
	buf_puts(b, "<p class=\"after\"><a href=\"muutokset.atom\">");
	part_text(b, lang, TEXT_BRIEF_CHANGES_FEED);
	buf_puts(b, "</a></p>\n<p class=\"note\">");
	part_text(b, lang,
		  c->n ? TEXT_BRIEF_CHANGES_NOTE : TEXT_BRIEF_CHANGES_NONE);
	buf_puts(b, "</p>\n");
	for (size_t i = 0; i < c->n; i++) {
		const struct change *x = &c->list[i];

		if (i == 0 || strcmp(x->day, c->list[i - 1].day) != 0) {
			buf_printf(b, "%s<section aria-labelledby=\"p%s\">\n",
				   i ? "</ul>\n</section>\n" : "", x->day);
			buf_printf(b, "<h2 id=\"p%s\">", x->day);
			text_html(b, text_date(day, x->day, lang));
			buf_puts(b, "</h2>\n<ul class=\"remarks\">\n");
		}
		item(b, x, lang);
	}
	buf_puts(b, c->n ? "</ul>\n</section>\n" : "");
	part_close(b, &f);
	buf_release(&lead);
}
