/*
 * Pages as `brief --check` reads them back, and what the tools of poppler say
 * of a PDF: any bytes are read to their end; a text that was written with its
 * signs as entities is read as it was.
 *
 * Files: briefing/html.c briefing/seen.c briefing/reread.c lib/text.c
 */
#include "tests/fuzz/scratch.h"

/* The readers of what the tools say stand beside those who run them. */
#include "briefing/reread.c"

#include "briefing/html.h"
#include "lib/text.h"

static void check_tokens(const char *bytes, size_t len)
{
	struct buf value;
	struct html h;
	size_t n = 0;

	buf_init(&value, BUF_MAX);
	html_init(&h, bytes, len);
	while (html_next(&h)) {
		PROMISE(h.p <= h.end && ++n <= len + 1);
		PROMISE(strlen(h.name) < sizeof(h.name));
		if (h.kind != HTML_OPEN)
			continue;
		PROMISE(h.attrs <= h.attrs_end && h.attrs_end <= h.end);
		(void)html_attr(&h, "href", &value);
		(void)html_has_class(&h, "fit");
		(void)html_has_handler(&h);
	}
	html_release(&h);
	buf_release(&value);
}

static void check_seen(const char *bytes, size_t len)
{
	struct seen *s = seen_read(bytes, len);
	size_t i;

	for (i = 0; i < s->link_n; i++)
		PROMISE(s->links[i].address);
	for (i = 0; i < s->fact_n; i++)
		PROMISE(seen_fact(s, s->facts[i].name));
	for (i = 0; i < s->id_n; i++)
		PROMISE(seen_has_id(s, s->ids[i]));
	PROMISE(s->tally_n <= SEEN_TALLY);
	seen_free(s);
}

/* Blanks evened out, a text in a page is read as it was written. */
static void check_text_back(const char *bytes, size_t len)
{
	char *raw = xstrndup(bytes, len), *plain = text_plain(raw);
	struct buf page, back;
	struct html h;

	buf_init(&page, BUF_MAX);
	buf_init(&back, BUF_MAX);
	buf_puts(&page, "<p title=\"");
	text_html(&page, plain);
	buf_puts(&page, "\">");
	text_html(&page, plain);
	buf_puts(&page, "</p>");
	html_init(&h, buf_str(&page), page.len);
	PROMISE(html_next(&h) && html_opens(&h, "p"));
	PROMISE(html_attr(&h, "title", &back));
	PROMISE(strcmp(buf_str(&back), plain) == 0);
	buf_clear(&back);
	html_inner(&h, &back, NULL);
	PROMISE(strcmp(buf_str(&back), plain) == 0);
	html_release(&h);
	buf_release(&page);
	buf_release(&back);
	free(plain);
	free(raw);
}

static void check_tools(const char *bytes, size_t len)
{
	struct catalog cat = {.lang = LANG_FI};
	struct check_summary sum = {0};
	struct check c = {.app = scratch_app(), .cat = &cat, .sum = &sum};
	char *text = xstrndup(bytes, len);
	struct buf squeezed;
	char *seen;

	(void)snprintf(cat.content_id, sizeof(cat.content_id), "abc");
	buf_init(&squeezed, BUF_MAX);
	squeeze(&squeezed, text, strlen(text));
	PROMISE(squeezed.len <= strlen(text));
	PROMISE(holds(&squeezed, text));
	seen = info_of(text, "Pages");
	PROMISE(!seen || !strchr(seen, '\n'));
	free(seen);
	check_info(&c, text, "title", 2);
	check_fonts(&c, text);
	check_pages(&c, text, 2);
	buf_release(&squeezed);
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data;

	check_tokens(bytes, size);
	check_seen(bytes, size);
	check_text_back(bytes, size);
	check_tools(bytes, size);
	return 0;
}
