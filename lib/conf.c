/*
 * Settings on inih. The library's own line reader is replaced, so that lines
 * can be counted and the one that is too long for it is named instead of cut.
 */
#include "lib/base.h"

#include <inttypes.h>

#include <ini.h>

#include "lib/conf.h"
#include "lib/file.h"
#include "lib/num.h"
#include "lib/text.h"

enum {
	FILE_MAX = 1 << 20
};

struct item {
	const struct conf_default *def; /* borrowed: the caller's table */
	char *value;
	unsigned line; /* of the file that is being read; 0: not in it yet */
};

struct conf {
	struct item *items;
	size_t n;
};

/* A file on its way through inih. */
struct reading {
	struct conf *c;
	const char *rest; /* what was not yet read */
	size_t left;
	unsigned line;
	struct err e;
};

static struct item *find(const struct conf *c, const char *key)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (strcmp(c->items[i].def->key, key) == 0)
			return &c->items[i];
	return NULL;
}

static const struct item *must_find(const struct conf *c, const char *key)
{
	const struct item *it = find(c, key);

	if (!it)
		die("no setting %s", key);
	return it;
}

/* Messages stand behind "WHERE: ", which the caller adds. */
static int item_set(struct item *it, const char *value, enum err_code code,
		    struct err *e)
{
	const struct conf_default *d = it->def;
	char shown[TEXT_SHOWN];
	int64_t n;

	if (d->kind == CONF_INT &&
	    !num_int(value, strlen(value), d->lo, d->hi, &n))
		return err_set(e, code,
			       "%s: '%s': expected a whole number from %" PRId64
			       " to %" PRId64,
			       d->key, text_shown(shown, value, strlen(value)),
			       d->lo, d->hi);
	free(it->value);
	it->value = xstrdup(value);
	return 0;
}

struct conf *conf_new(const struct conf_default *table, size_t n)
{
	struct conf *c = xcalloc(1, sizeof(*c));
	struct err e = {0};
	size_t i;

	c->items = xcalloc(n ? n : 1, sizeof(*c->items));
	c->n = n;
	for (i = 0; i < n; i++) {
		c->items[i].def = &table[i];
		if (item_set(&c->items[i], table[i].value, ERR_CONFIG, &e) < 0)
			die("default of %s", e.msg);
	}
	return c;
}

void conf_free(struct conf *c)
{
	size_t i;

	if (!c)
		return;
	for (i = 0; i < c->n; i++)
		free(c->items[i].value);
	free(c->items);
	free(c);
}

static bool is_section(const struct conf *c, const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (strncmp(c->items[i].def->key, s, len) == 0 &&
		    c->items[i].def->key[len] == '.')
			return true;
	return false;
}

/* What inih itself would pass over: a section that nobody knows and that has no
 * keys, text that is not text. */
static int check_line(struct reading *r, const char *s, size_t len)
{
	char shown[TEXT_SHOWN];
	const char *end;

	if (!text_is_utf8(s, len) || memchr(s, '\0', len))
		return err_set(&r->e, ERR_CONFIG, "'%s': expected UTF-8 text",
			       text_shown(shown, s, len));
	if (len == 0 || s[0] != '[')
		return 0;
	end = memchr(s, ']', len);
	if (end && !is_section(r->c, s + 1, (size_t)(end - s) - 1))
		return err_set(&r->e, ERR_CONFIG, "unknown section %s",
			       text_shown(shown, s, (size_t)(end - s) + 1));
	return 0;
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
	char *key = xasprintf("%s.%s", section, name);
	char shown[TEXT_SHOWN];
	struct item *it = find(r->c, key);

	if (r->e.code != ERR_NONE)
		goto out;
	(void)text_shown(shown, key, strlen(key));
	if (!section[0])
		(void)err_set(&r->e, ERR_CONFIG,
			      "'%s' stands before the first [section]",
			      shown + 1);
	else if (!it)
		(void)err_set(&r->e, ERR_CONFIG, "unknown setting '%s'", shown);
	else if (it->line)
		(void)err_set(&r->e, ERR_CONFIG, "%s: already set in line %u",
			      shown, it->line);
	else if (item_set(it, value, ERR_CONFIG, &r->e) == 0)
		it->line = r->line;
out:
	free(key);
	return r->e.code == ERR_NONE;
}

int conf_read_text(struct conf *c, const char *name, const char *text,
		   size_t len, struct err *e)
{
	struct reading r = {.c = c, .rest = text, .left = len};
	size_t i;
	int bad;

	for (i = 0; i < c->n; i++)
		c->items[i].line = 0;
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
		die("out of memory");
	return 0;
}

int conf_read_file(struct conf *c, const char *path, struct err *e)
{
	struct err own = {0};
	struct buf b;
	int rc;

	buf_init(&b, FILE_MAX);
	rc = file_read(path, &b, &own);
	if (rc == 0)
		rc = conf_read_text(c, path, buf_str(&b), b.len, &own);
	buf_release(&b);
	/* A file that cannot be read is as wrong a setting as any in it. */
	return rc == 0 ? 0 : err_set(e, ERR_CONFIG, "%s", own.msg);
}

int conf_set(struct conf *c, const char *assignment, struct err *e)
{
	const char *sign = strchr(assignment, '=');
	char shown[TEXT_SHOWN];
	struct item *it;
	char *key;
	int rc;

	if (!sign)
		return err_set(
			e, ERR_USAGE, "'%s': expected SECTION.KEY=VALUE",
			text_shown(shown, assignment, strlen(assignment)));
	key = xstrndup(assignment, (size_t)(sign - assignment));
	it = find(c, key);
	if (it)
		rc = item_set(it, sign + 1, ERR_USAGE, e);
	else
		rc = err_set(e, ERR_USAGE, "unknown setting '%s'",
			     text_shown(shown, key, strlen(key)));
	free(key);
	return rc;
}

const char *conf_text(const struct conf *c, const char *key)
{
	return must_find(c, key)->value;
}

int64_t conf_int(const struct conf *c, const char *key)
{
	const struct item *it = must_find(c, key);
	int64_t n;

	if (!num_int(it->value, strlen(it->value), it->def->lo, it->def->hi,
		     &n))
		die("setting %s is not a number", key);
	return n;
}
