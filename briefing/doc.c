/*
 * See doc.h.
 */
#include "lib/base.h"

#include "briefing/doc.h"
#include "briefing/html.h"
#include "lib/embedded.h"

const char *doc_text(enum doc d, enum lang lang)
{
	static const char *const texts[LANG_N][DOC_N] = {
#define LANGUAGE(name, code, folder, own)                                      \
	[LANG_##name] = {                                                      \
		[DOC_HELP] = text_briefing_help_##code##_html,                 \
		[DOC_METHODS] = text_briefing_methods_##code##_html,           \
		[DOC_DATA] = text_briefing_data_##code##_html,                 \
		[DOC_ACCESS] = text_briefing_accessibility_##code##_html,      \
	},
#include "lib/langs.def"
#undef LANGUAGE
	};

	return texts[lang][d];
}

static const char *slot_html(const char *name, size_t len,
			     const struct doc_slot *slots, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(slots[i].name) == len &&
		    memcmp(slots[i].name, name, len) == 0)
			return slots[i].html;
	die("a text asks for '%.*s'", (int)len, name);
}

void doc_add(struct buf *b, const char *text, const struct doc_slot *slots,
	     size_t n)
{
	const char *hole, *end;

	while ((hole = strstr(text, "{{")) && (end = strstr(hole, "}}"))) {
		const char *name = hole + 2;

		buf_add(b, text, (size_t)(hole - text));
		buf_puts(b, slot_html(name, (size_t)(end - name), slots, n));
		text = end + 2;
	}
	buf_puts(b, text);
}

struct doc_heading *doc_headings(const char *text, size_t *n)
{
	struct doc_heading *list = NULL;
	struct html h;
	struct buf id, title;

	*n = 0;
	buf_init(&id, BUF_MAX);
	buf_init(&title, BUF_MAX);
	html_init(&h, text, strlen(text));
	while (html_next(&h)) {
		if (html_opens(&h, "section") && !html_attr(&h, "id", &id))
			buf_clear(&id);
		if (!html_opens(&h, "h2"))
			continue;
		buf_clear(&title);
		html_inner(&h, &title, NULL);
		list = xreallocarray(list, *n + 1, sizeof(*list));
		list[(*n)++] = (struct doc_heading){
			.id = xstrdup(buf_str(&id)),
			.title = xstrdup(buf_str(&title)),
		};
	}
	html_release(&h);
	buf_release(&title);
	buf_release(&id);
	return list;
}

void doc_headings_free(struct doc_heading *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(list[i].id);
		free(list[i].title);
	}
	free(list);
}
