#include "lib/base.h"

#include <inttypes.h>

#include "lib/conf.h"
#include "lib/file.h"
#include "lib/ini.h"
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

	conf_add(c, table, n);
	return c;
}

void conf_add(struct conf *c, const struct conf_default *table, size_t n)
{
	struct err e = {0};
	size_t i;

	c->items = xreallocarray(c->items, c->n + n + 1, sizeof(*c->items));
	for (i = 0; i < n; i++) {
		struct item *it = &c->items[c->n];

		if (find(c, table[i].key))
			die("two settings %s", table[i].key);
		*it = (struct item){.def = &table[i]};
		if (item_set(it, table[i].value, ERR_CONFIG, &e) < 0)
			die("default of %s", e.msg);
		c->n++;
	}
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

static int take(void *ctx, const struct ini_item *in, struct err *e)
{
	struct conf *c = ctx;
	char shown[TEXT_SHOWN];
	struct item *it;
	char *key;
	int rc = -1;

	if (!in->key) {
		if (is_section(c, in->section, strlen(in->section)))
			return 0;
		key = xasprintf("[%s]", in->section);
		(void)err_set(e, ERR_CONFIG, "unknown section %s",
			      text_shown(shown, key, strlen(key)));
		free(key);
		return -1;
	}
	key = xasprintf("%s.%s", in->section, in->key);
	it = find(c, key);
	(void)text_shown(shown, key, strlen(key));
	if (!in->section[0])
		(void)err_set(e, ERR_CONFIG,
			      "'%s' stands before the first [section]",
			      shown + 1);
	else if (!it)
		(void)err_set(e, ERR_CONFIG, "unknown setting '%s'", shown);
	else if (it->line)
		(void)err_set(e, ERR_CONFIG, "%s: already set in line %u",
			      shown, it->line);
	else
		rc = item_set(it, in->value, ERR_CONFIG, e);
	if (rc == 0)
		it->line = in->line;
	free(key);
	return rc;
}

int conf_read_text(struct conf *c, const char *name, const char *text,
		   size_t len, struct err *e)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		c->items[i].line = 0;
	return ini_read(name, text, len, take, c, e);
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

bool conf_knows(const struct conf *c, const char *key)
{
	return find(c, key) != NULL;
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

bool conf_lists(const struct conf *c, const char *key, const char *word)
{
	const char *list = conf_text(c, key), *p = list;
	size_t n = strlen(word);

	while ((p = strstr(p, word)) != NULL) {
		if ((p == list || strchr(", ", p[-1])) &&
		    (!p[n] || strchr(", ", p[n])))
			return true;
		p += n;
	}
	return false;
}
