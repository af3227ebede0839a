#include "etl/area_names.h"

#include "lib/text.h"

struct name {
	char *text, *kind; /* owned; text folded */
	int64_t area;
	char from[11], to[11]; /* "" for what is not known, and for ever */
};

struct area_names {
	struct name *list; /* in the order of text */
	size_t n;
};

/* One spelling for all: the caller's to free(). */
static char *spelling(const char *name)
{
	char *plain = text_plain(name), *out;
	struct buf b;

	buf_init(&b, BUF_MAX);
	out = xstrdup(text_folded(&b, plain));
	buf_release(&b);
	free(plain);
	return out;
}

static int by_text(const void *x, const void *y)
{
	const struct name *a = x, *b = y;
	int d = strcmp(a->text, b->text);

	return d ? d : (a->area > b->area) - (a->area < b->area);
}

int area_names_new(struct area_names **out, struct db *db, struct err *e)
{
	static const char text[] =
		"SELECT id, kind, name_fi, valid_from, valid_to FROM area"
		"  UNION SELECT id, kind, name_sv, valid_from, valid_to"
		"    FROM area"
		"  UNION SELECT id, kind, name_en, valid_from, valid_to"
		"    FROM area"
		"  UNION SELECT id, kind, n.name, valid_from, valid_to"
		"    FROM area_name AS n JOIN area ON id = n.area";
	struct area_names *a = xcalloc(1, sizeof(*a));
	struct stmt *q = NULL;
	size_t cap = 0;
	int got = stmt_new(&q, db, text, e) < 0 ? -1 : 1;

	while (got == 1 && (got = stmt_step(q, e)) == 1) {
		struct name *t;

		if (a->n == cap) {
			cap = cap ? 2 * cap : 1024;
			a->list = xreallocarray(a->list, cap, sizeof(*a->list));
		}
		t = &a->list[a->n++];
		t->area = stmt_col_int(q, 0);
		t->kind = xstrdup(stmt_col_text(q, 1));
		t->text = spelling(stmt_col_text(q, 2));
		(void)snprintf(t->from, sizeof(t->from), "%s",
			       stmt_col_text(q, 3));
		(void)snprintf(t->to, sizeof(t->to), "%s", stmt_col_text(q, 4));
	}
	stmt_free(q);
	if (got < 0) {
		area_names_free(a);
		return -1;
	}
	if (a->n)
		qsort(a->list, a->n, sizeof(*a->list), by_text);
	*out = a;
	return 0;
}

void area_names_free(struct area_names *n)
{
	size_t i;

	if (!n)
		return;
	for (i = 0; i < n->n; i++) {
		free(n->list[i].text);
		free(n->list[i].kind);
	}
	free(n->list);
	free(n);
}

/* The first with that text, or where it would stand. */
static size_t first_at(const struct area_names *n, const char *text)
{
	size_t lo = 0, hi = n->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (strcmp(n->list[mid].text, text) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static bool had_it(const struct name *t, const char *day)
{
	return strcmp(t->from, day) <= 0 &&
	       (!t->to[0] || strcmp(day, t->to) <= 0);
}

/* Whether a is nearer to that day than b; 0: as near. */
static int nearer(const struct name *a, const struct name *b, const char *day)
{
	bool x = had_it(a, day), y = had_it(b, day);

	if (x != y)
		return x - y;
	if (!a->to[0] != !b->to[0])
		return !a->to[0] - !b->to[0];
	return strcmp(a->to, b->to);
}

/* Of one kind; NULL: none. *two: another area is as near. */
static const struct name *nearest(const struct area_names *n, const char *kind,
				  size_t len, const char *text, const char *day,
				  bool *two)
{
	const struct name *best = NULL;
	size_t i;

	for (i = first_at(n, text);
	     i < n->n && strcmp(n->list[i].text, text) == 0; i++) {
		const struct name *t = &n->list[i];
		int d;

		if (strlen(t->kind) != len || memcmp(t->kind, kind, len) != 0 ||
		    (best && best->area == t->area))
			continue;
		d = best ? nearer(t, best, day) : 1;
		*two = d == 0 || (d < 0 && *two);
		if (d > 0)
			best = t;
	}
	return best;
}

int area_names_find(const struct area_names *n, const char *kinds,
		    const char *name, const char *day, int64_t *id,
		    struct err *e)
{
	char *text = spelling(name);
	const struct name *found = NULL;
	const char *p = kinds;
	char shown[TEXT_SHOWN];
	bool two = false;
	size_t len;

	for (; !found && *(p += strspn(p, " ")); p += len) {
		len = strcspn(p, " ");
		found = nearest(n, p, len, text, day, &two);
	}
	free(text);
	(void)text_shown(shown, name, strlen(name));
	if (!found)
		return err_set(e, ERR_DATA,
			       "'%s': no list of areas has that name (%s)",
			       shown, kinds);
	if (two)
		return err_set(e, ERR_DATA,
			       "'%s': more than one area has that name (%s); "
			       "a code is expected",
			       shown, kinds);
	*id = found->area;
	return 0;
}
