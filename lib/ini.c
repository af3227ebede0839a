#include "lib/base.h"

#include <ini.h>

#include "lib/ini.h"
#include "lib/text.h"

struct reading {
	ini_visit *visit;
	void *ctx;
	const char *rest; /* what was not yet read */
	size_t left;
	unsigned line;
	struct err e;
};

static void visit(struct reading *r, const struct ini_item *item)
{
	if (r->e.code == ERR_NONE && r->visit(r->ctx, item, &r->e) < 0 &&
	    r->e.code == ERR_NONE)
		die("ini_read: a visit that refuses without a reason");
}

/* UTF-8 without controls, but for tabs and what CRLF leaves. */
static bool is_plain(const char *s, size_t len)
{
	size_t n;

	for (; len; s += n, len -= n) {
		n = text_utf8_char(s, len);
		if (n == 0 ||
		    (!text_is_shown(s, n) && *s != '\t' && *s != '\r'))
			return false;
	}
	return true;
}

/* What inih itself would pass over: a section that has no keys, text that is
 * not text. */
static int check_line(struct reading *r, const char *s, size_t len)
{
	char shown[TEXT_SHOWN];
	const char *end;
	char *section;

	if (!is_plain(s, len))
		return err_set(&r->e, ERR_CONFIG,
			       "'%s': expected UTF-8 text without control "
			       "characters",
			       text_shown(shown, s, len));
	if (len == 0 || s[0] != '[')
		return 0;
	end = memchr(s, ']', len);
	if (!end)
		return 0; /* inih says so */
	section = xstrndup(s + 1, (size_t)(end - s) - 1);
	visit(r, &(struct ini_item){.line = r->line, .section = section});
	free(section);
	return r->e.code == ERR_NONE ? 0 : -1;
}

/* As fgets(), for inih. Blanks in front are cut: an indented line is a setting
 * like any other, not the continuation of the one before. */
static char *read_line(char *dst, int size, void *ctx)
{
	struct reading *r = ctx;
	const char *s = r->rest, *end;
	size_t len;

	if (r->left == 0 || r->e.code != ERR_NONE)
		return NULL;
	end = memchr(s, '\n', r->left);
	len = end ? (size_t)(end - s) : r->left;
	r->rest = end ? end + 1 : s + len;
	r->left -= (size_t)(r->rest - s);
	r->line++;
	while (len && (*s == ' ' || *s == '\t')) {
		s++;
		len--;
	}
	if (len + 2 > (size_t)size) {
		(void)err_set(&r->e, ERR_CONFIG, "longer than %d bytes",
			      size - 2);
		return NULL;
	}
	if (check_line(r, s, len) < 0)
		return NULL;
	memcpy(dst, s, len);
	dst[len] = '\n';
	dst[len + 1] = '\0';
	return dst;
}

/* For inih: 1 goes on, 0 is an error. */
static int take(void *ctx, const char *section, const char *name,
		const char *value)
{
	struct reading *r = ctx;

	visit(r, &(struct ini_item){r->line, section, name, value});
	return r->e.code == ERR_NONE;
}

int ini_read(const char *name, const char *text, size_t len, ini_visit *each,
	     void *ctx, struct err *e)
{
	struct reading r = {
		.visit = each, .ctx = ctx, .rest = text, .left = len};
	int bad;

	if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		r.rest += 3;
		r.left -= 3;
	}
	bad = ini_parse_stream(read_line, &r, take, &r);
	/* inih goes on behind a line that it does not understand. */
	if (bad > 0 && (r.e.code == ERR_NONE || (unsigned)bad < r.line))
		return err_set(e, ERR_CONFIG,
			       "%s: line %d: expected [section] or key = value",
			       name, bad);
	if (r.e.code != ERR_NONE)
		return err_set(e, r.e.code, "%s: line %u: %s", name, r.line,
			       r.e.msg);
	if (bad < 0)
		die_of_memory();
	return 0;
}
