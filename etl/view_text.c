/*
 * See view_text.h. Reads by lines: `code -- comment`; a line that is a comment
 * alone goes on with the one before it.
 */
#include "lib/base.h"

#include <ctype.h>

#include "etl/view_text.h"

struct line {
	const char *code, *comment; /* comment NULL: none */
	size_t code_n, comment_n;   /* blanks at both ends cut */
};

static const char *cut(const char *s, const char *end, size_t *n)
{
	while (s < end && isspace((unsigned char)*s))
		s++;
	while (end > s && isspace((unsigned char)end[-1]))
		end--;
	*n = (size_t)(end - s);
	return s;
}

/* Splits the line at s; returns the next one. */
static const char *split(const char *s, struct line *l)
{
	const char *end = s + strcspn(s, "\n");
	const char *dashes = NULL;

	for (const char *p = s; !dashes && p + 1 < end; p++)
		if (p[0] == '-' && p[1] == '-')
			dashes = p;
	*l = (struct line){.comment = NULL};
	l->code = cut(s, dashes ? dashes : end, &l->code_n);
	if (dashes)
		l->comment = cut(dashes + 2, end, &l->comment_n);
	return *end ? end + 1 : end;
}

static void add(struct buf *b, const struct line *l)
{
	if (b->len > 0 && l->comment_n > 0)
		buf_putc(b, ' ');
	buf_add(b, l->comment, l->comment_n);
}

static bool begins_view(const struct line *l, const char *view)
{
	static const char words[] = "CREATE VIEW ";
	size_t n = sizeof(words) - 1, m = strlen(view);

	return l->code_n >= n + m && memcmp(l->code, words, n) == 0 &&
	       memcmp(l->code + n, view, m) == 0 &&
	       (l->code_n == n + m || l->code[n + m] == ' ' ||
		l->code[n + m] == '(');
}

/* The first line behind CREATE VIEW; NULL: there is none. about: as above. */
static const char *find(struct buf *about, const char *sql, const char *view)
{
	struct line l;

	buf_clear(about);
	while (*sql) {
		sql = split(sql, &l);
		if (begins_view(&l, view))
			return sql;
		if (l.comment && l.code_n == 0)
			add(about, &l);
		else
			buf_clear(about);
	}
	return NULL;
}

bool view_text_about(struct buf *b, const char *sql, const char *view)
{
	return find(b, sql, view) != NULL;
}

/* Whether the code ends with the column: "a.kind,", "x AS kind,", "kind,". */
static bool names(const struct line *l, const char *column)
{
	size_t n = l->code_n, m = strlen(column);

	if (n > 0 && (l->code[n - 1] == ',' || l->code[n - 1] == ';'))
		n--;
	return n >= m && memcmp(l->code + n - m, column, m) == 0 &&
	       (n == m || !(isalnum((unsigned char)l->code[n - m - 1]) ||
			    l->code[n - m - 1] == '_'));
}

bool view_text_column(struct buf *b, const char *sql, const char *view,
		      const char *column)
{
	const char *s = find(b, sql, view);
	bool in = false;
	struct line l;

	buf_clear(b);
	while (s && *s) {
		s = split(s, &l);
		if (in && (l.code_n > 0 || !l.comment))
			break;
		if (l.comment && (in || names(&l, column))) {
			add(b, &l);
			in = true;
		}
		if (l.code_n > 0 && l.code[l.code_n - 1] == ';')
			break;
	}
	return b->len > 0;
}

const char *view_text_find(struct buf *b, const struct store_schemas *schemas,
			   const char *view)
{
	for (size_t i = 0; i < schemas->n; i++)
		if (view_text_about(b, schemas->list[i]->views, view))
			return schemas->list[i]->views;
	return NULL;
}
