/*
 * See html.h.
 */
#include "lib/base.h"

#include "briefing/html.h"

enum {
	TEXT_MAX = 1 << 20
};

void html_init(struct html *h, const char *bytes, size_t n)
{
	*h = (struct html){.p = bytes, .end = bytes + n, .kind = HTML_END};
	buf_init(&h->text, TEXT_MAX);
}

void html_release(struct html *h)
{
	buf_release(&h->text);
}

static const char *find(const char *p, const char *end, const char *what)
{
	return memmem(p, (size_t)(end - p), what, strlen(what));
}

/* Appends p..end with the entities decoded that text_html() writes. */
static void decode(struct buf *b, const char *p, const char *end)
{
	static const struct {
		const char *entity;
		char c;
	} table[] = {
		{"&amp;", '&'},   {"&lt;", '<'},   {"&gt;", '>'},
		{"&quot;", '"'},  {"&#39;", '\''}, {"&apos;", '\''},
		{"&#x27;", '\''},
	};

	while (p < end) {
		size_t i;

		for (i = 0; *p == '&' && i < ARRAY_LEN(table); i++) {
			size_t n = strlen(table[i].entity);

			if ((size_t)(end - p) >= n &&
			    memcmp(p, table[i].entity, n) == 0) {
				buf_putc(b, table[i].c);
				p += n;
				break;
			}
		}
		if (p < end && (*p != '&' || i == ARRAY_LEN(table)))
			buf_putc(b, *p++);
	}
}

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '-';
}

/* The end of a tag: the '>' outside of quotes; end where there is none. */
static const char *tag_end(const char *p, const char *end)
{
	char quote = '\0';

	for (; p < end; p++) {
		if (quote)
			quote = *p == quote ? '\0' : quote;
		else if (*p == '"' || *p == '\'')
			quote = *p;
		else if (*p == '>')
			break;
	}
	return p;
}

static void read_tag(struct html *h)
{
	const char *p = h->p + 1, *stop;
	size_t n = 0;

	h->kind = HTML_OPEN;
	if (p < h->end && *p == '/') {
		h->kind = HTML_CLOSE;
		p++;
	}
	for (; p < h->end && is_name(*p); p++)
		if (n + 1 < sizeof(h->name))
			h->name[n++] = *p >= 'A' && *p <= 'Z'
					       ? (char)(*p - 'A' + 'a')
					       : *p;
	h->name[n] = '\0';
	stop = tag_end(p, h->end);
	h->attrs = p;
	h->attrs_end = stop;
	h->p = stop < h->end ? stop + 1 : stop;
}

static void read_text(struct html *h)
{
	const char *stop = memchr(h->p, '<', (size_t)(h->end - h->p));

	if (!stop)
		stop = h->end;
	h->kind = HTML_TEXT;
	h->name[0] = '\0';
	buf_clear(&h->text);
	decode(&h->text, h->p, stop);
	h->p = stop;
}

bool html_next(struct html *h)
{
	while (h->p < h->end) {
		if (*h->p != '<') {
			read_text(h);
			return true;
		}
		if (h->end - h->p > 1 && h->p[1] == '!') {
			bool comment = h->end - h->p > 3 &&
				       memcmp(h->p, "<!--", 4) == 0;
			const char *stop =
				find(h->p, h->end, comment ? "-->" : ">");

			h->p = stop ? stop + (comment ? 3 : 1) : h->end;
			continue;
		}
		read_tag(h);
		return true;
	}
	h->kind = HTML_END;
	h->name[0] = '\0';
	return false;
}

bool html_opens(const struct html *h, const char *name)
{
	return h->kind == HTML_OPEN && strcmp(h->name, name) == 0;
}

bool html_closes(const struct html *h, const char *name)
{
	return h->kind == HTML_CLOSE && strcmp(h->name, name) == 0;
}

static const char *skip_blank(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\n' || *p == '\t' ||
			   *p == '\r' || *p == '/'))
		p++;
	return p;
}

/* One attribute from p: its name in n bytes, its value v..v_end. Returns where
 * the next begins. */
static const char *read_attr(const char *p, const char *end, size_t *n,
			     const char **v, const char **v_end)
{
	const char *from = p;

	while (p < end && *p != '=' && *p != ' ' && *p != '\n')
		p++;
	*n = (size_t)(p - from);
	*v = *v_end = p;
	if (p >= end || *p != '=')
		return p < end ? p + 1 : p;
	p++;
	if (p < end && (*p == '"' || *p == '\'')) {
		const char *stop = memchr(p + 1, *p, (size_t)(end - p - 1));

		*v = p + 1;
		*v_end = stop ? stop : end;
		return stop ? stop + 1 : end;
	}
	*v = p;
	while (p < end && *p != ' ' && *p != '\n')
		p++;
	*v_end = p;
	return p;
}

bool html_attr(const struct html *h, const char *name, struct buf *value)
{
	const char *p = h->attrs;

	buf_clear(value);
	if (h->kind != HTML_OPEN)
		return false;
	while ((p = skip_blank(p, h->attrs_end)) < h->attrs_end) {
		const char *from = p, *v, *v_end;
		size_t n;

		p = read_attr(p, h->attrs_end, &n, &v, &v_end);
		if (n == strlen(name) && memcmp(from, name, n) == 0) {
			decode(value, v, v_end);
			return true;
		}
	}
	return false;
}

bool html_has_handler(const struct html *h)
{
	const char *p = h->attrs;

	if (h->kind != HTML_OPEN)
		return false;
	while ((p = skip_blank(p, h->attrs_end)) < h->attrs_end) {
		const char *from = p, *v, *v_end;
		size_t n;

		p = read_attr(p, h->attrs_end, &n, &v, &v_end);
		if (n > 2 && strncasecmp(from, "on", 2) == 0)
			return true;
	}
	return false;
}

static bool is_void(const char *name)
{
	static const char *const list[] = {"br",   "img",  "col",  "meta",
					   "link", "hr",   "wbr",  "input",
					   "area", "base", "embed"};

	for (size_t i = 0; i < ARRAY_LEN(list); i++)
		if (strcmp(list[i], name) == 0)
			return true;
	return false;
}

/* Adds text with each run of blanks as one, none at the start. */
static void add_even(struct buf *out, const char *s)
{
	for (; *s; s++) {
		bool blank =
			*s == ' ' || *s == '\n' || *s == '\t' || *s == '\r';

		if (!blank)
			buf_putc(out, *s);
		else if (out->len > 0 && out->data[out->len - 1] != ' ')
			buf_putc(out, ' ');
	}
}

bool html_has_class(const struct html *h, const char *class)
{
	struct buf value;
	bool found = false;

	buf_init(&value, TEXT_MAX);
	if (html_attr(h, "class", &value)) {
		const char *at = buf_str(&value);
		size_t n = strlen(class);

		for (; !found && (at = strstr(at, class)); at++)
			found = (at == value.data || at[-1] == ' ') &&
				(at[n] == '\0' || at[n] == ' ');
	}
	buf_release(&value);
	return found;
}

static bool is_left_out(const struct html *h, const char *const *without)
{
	for (; without && *without; without++)
		if (html_has_class(h, *without))
			return true;
	return false;
}

void html_inner(struct html *h, struct buf *out, const char *const *without)
{
	size_t depth = 1, silent = 0;

	while (depth > 0 && html_next(h)) {
		if (h->kind == HTML_OPEN && !is_void(h->name)) {
			depth++;
			if (!silent && is_left_out(h, without))
				silent = depth;
		} else if (h->kind == HTML_CLOSE) {
			if (silent == depth)
				silent = 0;
			depth--;
		} else if (h->kind == HTML_TEXT && !silent) {
			add_even(out, buf_str(&h->text));
		}
	}
	while (out->len > 0 && out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
}

void html_even(char *s)
{
	char *to = s;

	for (const char *p = s; *p; p++) {
		bool blank =
			*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r';

		if (!blank)
			*to++ = *p;
		else if (to > s && to[-1] != ' ')
			*to++ = ' ';
	}
	while (to > s && to[-1] == ' ')
		to--;
	*to = '\0';
}
