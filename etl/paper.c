#include "etl/paper.h"

#include "etl/layout.h"

enum {
	LABEL = 14 /* columns of a fact's label */
};

int paper_columns(const char *s)
{
	int n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

void paper_heading(const struct paper *p, int level, const char *text)
{
	int i, n = paper_columns(text);

	fprintf(p->out, "%s%s\n", level == 1 ? "" : "\n", text);
	for (i = 0; i < n && i < LAYOUT_WIDTH; i++)
		fputc(level == 1 ? '=' : '-', p->out);
	fputc('\n', p->out);
}

void paper_item(const struct paper *p, const char *first, const char *text)
{
	layout_wrap(p->out, first, paper_columns(first), text, 0);
}

void paper_text(const struct paper *p, int indent, const char *text)
{
	char *first = xasprintf("%*s", indent, "");

	paper_item(p, first, text);
	free(first);
}

void paper_fact(const struct paper *p, enum text label, const char *text)
{
	const char *word = text_get(label, p->lang);
	char *first;

	if (!text[0])
		return;
	first = xasprintf(
		"%s%*s", word,
		paper_columns(word) < LABEL ? LABEL - paper_columns(word) : 1,
		"");
	paper_item(p, first, text);
	free(first);
}

char *paper_fill(const struct paper *p, enum text t, size_t n,
		 const char *const *with)
{
	const char *s = text_get(t, p->lang);
	struct buf b;
	char *out;

	buf_init(&b, BUF_MAX);
	for (; *s; s++) {
		size_t i =
			s[0] == '{' && s[1] >= '1' && s[1] <= '9' && s[2] == '}'
				? (size_t)(s[1] - '1')
				: n;

		if (i < n) {
			buf_puts(&b, with[i]);
			s += 2;
		} else {
			buf_putc(&b, *s);
		}
	}
	out = xstrdup(buf_str(&b));
	buf_release(&b);
	return out;
}

char *paper_when(const struct paper *p, char *dst, const char *when)
{
	if (strlen(when) == 7)
		(void)snprintf(dst, TEXT_NUMBER, "%d/%.4s",
			       (when[5] - '0') * 10 + (when[6] - '0'), when);
	else
		(void)text_date(dst, when, p->lang);
	return dst;
}
