/*
 * What became of the figures by which a measure is followed: as they were when
 * it was agreed, as their source has revised them, and now.
 */
#include "lib/base.h"

#include "briefing/part_accord.h"
#include "lib/word.h"

static const char *cell(const struct accord *a, size_t i, int column)
{
	return accord_cell(a, ACCORD_CHANGES, i, column);
}

static void fact(struct buf *b, const struct accord *a, size_t i,
		 const char *word, const char *text)
{
	char *id;

	if (!*text)
		return;
	id = xasprintf("%s:%s:%s", cell(a, i, CHANGE_ITEM),
		       cell(a, i, CHANGE_SOURCE), cell(a, i, CHANGE_CODE));
	buf_puts(b, "<br>");
	accord_fact(b, "span", id, word, text);
	free(id);
}

static void change(struct buf *b, const struct accord *a, size_t i)
{
	const char *const *cells =
		(const char *const *)&a->tables[ACCORD_CHANGES]
			.cells[i * CHANGE_N];
	enum lang lang = a->cat->lang;
	struct buf text, towns;

	buf_init(&text, BUF_MAX);
	buf_init(&towns, BUF_MAX);
	buf_puts(b, "<li>");
	accord_title(b, a, cell(a, i, CHANGE_SOURCE), cell(a, i, CHANGE_CODE),
		     cell(a, i, CHANGE_TITLE));
	buf_puts(b, " <span class=\"tag\">[");
	text_html(b, agreed_word(cell(a, i, CHANGE_STRENGTH), lang));
	buf_puts(b, "]</span>");
	accord_change(&text, a->county->name, cells, lang);
	accord_counts(&towns, cells + CHANGE_TOWNS, accord_verdict_words,
		      CHANGE_NOT_MEASURABLE - CHANGE_TOWNS, lang);
	if (text.len == 0)
		buf_printf(&text, "%s",
			   text_get(towns.len ? TEXT_BRIEF_NEG_NO_OWN
					      : TEXT_BRIEF_NEG_NOTHING_THEN,
				    lang));
	fact(b, a, i, "change", buf_str(&text));
	buf_clear(&text);
	if (towns.len > 0) {
		buf_clear(&towns);
		accord_counts(&towns, cells + CHANGE_TOWNS,
			      accord_verdict_words, CHANGE_N - CHANGE_TOWNS,
			      lang);
		phrase_add(&text, lang, TEXT_NEG_FIGURE_TOWNS, buf_str(&towns),
			   NULL, NULL);
	}
	fact(b, a, i, "towns", buf_str(&text));
	buf_puts(b, "</li>\n");
	buf_release(&towns);
	buf_release(&text);
}

void accord_changes(struct buf *b, const struct accord *a, const char *measure)
{
	size_t n = 0;

	for (size_t i = 0; i < accord_count(a, ACCORD_CHANGES); i++) {
		if (strcmp(cell(a, i, CHANGE_ITEM), measure) != 0)
			continue;
		if (n++ == 0) {
			buf_puts(b, "<dt>");
			part_text(b, a->cat->lang, TEXT_BRIEF_NEG_FIGURES);
			buf_puts(b, "</dt><dd><ul class=\"figures\">\n");
		}
		change(b, a, i);
	}
	buf_puts(b, n ? "</ul></dd>\n" : "");
}
