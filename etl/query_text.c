/*
 * See query_text.h. `-- query NAME` begins a query, `-- fi TITLE` a language,
 * whose next line tells about it, `-- :NAME EXAMPLE` is a parameter; what is no
 * comment is SQL, up to a line that ends with a semicolon.
 */
#include "lib/base.h"

#include "etl/query_text.h"

static struct query_part line_at(const char *s)
{
	return (struct query_part){s, strcspn(s, "\n")};
}

static const char *behind(struct query_part line)
{
	const char *end = line.s + line.n;

	return *end ? end + 1 : end;
}

/* What stands in the line behind the mark; .s NULL: it does not begin so. */
static struct query_part after(struct query_part line, const char *mark)
{
	size_t n = strlen(mark);

	if (line.n < n || memcmp(line.s, mark, n) != 0)
		return (struct query_part){NULL, 0};
	return (struct query_part){line.s + n, line.n - n};
}

static void read_param(struct query *q, struct query_part p)
{
	const char *blank = memchr(p.s, ' ', p.n);
	size_t n = blank ? (size_t)(blank - p.s) : p.n;

	if (q->n_params == QUERY_PARAMS)
		die("queries.sql: %.*s: too many parameters", (int)q->name.n,
		    q->name.s);
	q->params[q->n_params].name = (struct query_part){p.s, n};
	if (blank)
		q->params[q->n_params].example =
			(struct query_part){blank + 1, p.n - n - 1};
	q->n_params++;
}

/* The lines of comment under the name; returns the first line that is none. */
static const char *read_head(const char *at, struct query *q)
{
	int lang = 0;

	while (strncmp(at, "--", 2) == 0) {
		struct query_part line = line_at(at), p;

		for (int l = 0; l < LANG_N; l++) {
			char mark[] = "-- xx ";

			memcpy(mark + 3, lang_name((enum lang)l), 2);
			p = after(line, mark);
			if (p.s) {
				q->title[l] = p;
				lang = l;
			}
		}
		p = after(line, "--    ");
		if (p.s)
			q->about[lang] = p;
		p = after(line, "-- :");
		if (p.s)
			read_param(q, p);
		at = behind(line);
	}
	return at;
}

static const char *read_sql(const char *at, struct query *q)
{
	const char *start = at;

	while (*at) {
		struct query_part line = line_at(at);

		at = behind(line);
		if (line.n > 0 && line.s[line.n - 1] == ';') {
			q->sql.s = start;
			q->sql.n = (size_t)(line.s + line.n - 1 - start);
			break;
		}
	}
	return at;
}

bool query_text_next(const char **at, struct query *q)
{
	memset(q, 0, sizeof(*q));
	while (**at) {
		struct query_part line = line_at(*at);

		q->name = after(line, "-- query ");
		*at = behind(line);
		if (q->name.s) {
			*at = read_sql(read_head(*at, q), q);
			return true;
		}
	}
	return false;
}
