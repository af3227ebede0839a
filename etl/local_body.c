/*
 * Table and mapping in one body, and the table's text as UTF-8.
 */
#include "etl/local_table.h"

#include <errno.h>
#include <iconv.h>

#include "lib/num.h"

static const char mark[] = "tilannekuva-local 1\n";

void local_body_write(struct buf *b, const char *map_name, const char *map_text,
		      size_t map_len, const char *name, const char *table,
		      size_t len)
{
	buf_printf(b, "%smapping %zu %s\ntable %zu %s\n", mark, map_len,
		   map_name, len, name);
	buf_add(b, map_text, map_len);
	buf_add(b, table, len);
}

/* "WORD LENGTH NAME\n" at *p; moves behind it. */
static bool take_line(const char **p, const char *end, const char *word,
		      size_t *len, char **name)
{
	size_t n = strlen(word);
	const char *s = *p, *nl, *blank;
	int64_t v;

	nl = memchr(s, '\n', (size_t)(end - s));
	if (!nl || (size_t)(nl - s) <= n || memcmp(s, word, n) != 0)
		return false;
	s += n;
	blank = memchr(s, ' ', (size_t)(nl - s));
	if (!blank || !num_int(s, (size_t)(blank - s), 0, INT32_MAX, &v) ||
	    blank + 1 == nl || memchr(blank, '\0', (size_t)(nl - blank)))
		return false;
	*len = (size_t)v;
	*name = xstrndup(blank + 1, (size_t)(nl - blank) - 1);
	*p = nl + 1;
	return true;
}

int local_body_parse(const char *bytes, size_t len, struct local_body *out,
		     struct err *e)
{
	const char *p = bytes + sizeof(mark) - 1, *end = bytes + len;
	struct local_body b = {0};

	if (len < sizeof(mark) - 1 ||
	    memcmp(bytes, mark, sizeof(mark) - 1) != 0)
		return err_set(e, ERR_DATA, "no local table with its mapping");
	if (!take_line(&p, end, "mapping ", &b.map_len, &b.map_name) ||
	    !take_line(&p, end, "table ", &b.len, &b.name) ||
	    b.map_len > (size_t)(end - p) ||
	    b.len != (size_t)(end - p) - b.map_len) {
		local_body_release(&b);
		return err_set(e, ERR_DATA, "a local table that is not whole");
	}
	b.map_text = p;
	b.table = p + b.map_len;
	*out = b;
	return 0;
}

void local_body_release(struct local_body *b)
{
	free(b->map_name);
	free(b->name);
	*b = (struct local_body){0};
}

int local_decode(const char *file, const char *encoding, const char *p,
		 size_t len, struct buf *out, struct err *e)
{
	const char *from = strcmp(encoding, "latin-1") == 0 ? "ISO-8859-1"
							    : "WINDOWS-1252";
	char *in = xmalloc(len + 1), *at = in, chunk[4096];
	iconv_t cd = iconv_open("UTF-8", from);
	int rc = 0;

	if (cd == (iconv_t)-1)
		rc = err_set(e, ERR_IO, "iconv knows no %s", from);
	memcpy(in, p, len);
	while (len && rc == 0) {
		char *to = chunk;
		size_t room = sizeof(chunk);

		if (iconv(cd, &at, &len, &to, &room) == (size_t)-1 &&
		    errno != E2BIG)
			rc = err_set(e, ERR_DATA, "%s: byte %td is not %s",
				     file, at - in + 1, from);
		buf_add(out, chunk, sizeof(chunk) - room);
	}
	(void)iconv_close(cd); /* refuses one that was not opened */
	free(in);
	return rc;
}
