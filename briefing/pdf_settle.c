/*
 * See pdf_settle.h. What is looked for, as Skia writes it:
 *
 *   /CreationDate (D:20261122113805+00'00')
 *   /ID (node00000225)                          a tag that others refer to
 *   [(node00000225) (node00000231)]             such references
 *   /Limits [(node00000225) (node00000231)]     the index: of which to which,
 *   /Names [(node00000225) 26 0 R (node0...     and their objects
 */
#include "lib/base.h"

#include "briefing/pdf_settle.h"

#define DIGITS "0123456789"

static const char node[] = "(node";
static const char tag[] = "/ID (node";
static const char limits[] = "/Limits [(node";

enum {
	DAY_DIGITS = 8,
	MOMENT_DIGITS = 14,
	NODE_DIGITS = 8,
	NAME_LEN = sizeof(node) - 1 + NODE_DIGITS
};

/* --- dates --- */

static void set_dates(struct buf *pdf, const char *date)
{
	static const char *const keys[] = {"/CreationDate (D:", "/ModDate (D:"};
	char digits[MOMENT_DIGITS + 1] = "19700101000000";
	char day[DAY_DIGITS];
	size_t n = 0;

	for (const char *s = date; *s && n < sizeof(day); s++)
		if (*s >= '0' && *s <= '9')
			day[n++] = *s;
	if (n == sizeof(day))
		memcpy(digits, day, sizeof(day));
	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		char *at = pdf->data, *end = pdf->data + pdf->len;

		n = strlen(keys[i]);
		while ((at = memmem(at, (size_t)(end - at), keys[i], n))) {
			at += n;
			if (end - at < MOMENT_DIGITS)
				break;
			memcpy(at, digits, MOMENT_DIGITS);
		}
	}
}

/* --- names of tags --- */

struct name {
	char digits[NODE_DIGITS];
	size_t order; /* of the tag, from 1 */
};

struct names {
	struct name *v;
	size_t n;
};

/* The digits of the next name that is written behind `before`, from `at`;
 * NULL: no more. */
static char *next_name(const char *before, char *at, const char *end)
{
	size_t n = strlen(before);

	while ((at = memmem(at, (size_t)(end - at), before, n))) {
		at += n;
		if (end - at > NODE_DIGITS && at[NODE_DIGITS] == ')' &&
		    strspn(at, DIGITS) == NODE_DIGITS)
			return at;
	}
	return NULL;
}

/* Of digits, or of names: they begin with theirs. */
static int by_digits(const void *a, const void *b)
{
	return memcmp(a, b, NODE_DIGITS);
}

static int by_digits_and_order(const void *a, const void *b)
{
	const struct name *x = a, *y = b;
	int c = by_digits(a, b);

	return c != 0 ? c : (x->order > y->order) - (x->order < y->order);
}

/* Each once, sorted by its digits. */
static void find_tags(struct names *l, char *at, const char *end)
{
	size_t kept = 0;

	for (; (at = next_name(tag, at, end)); l->n++) {
		if ((l->n & (l->n - 1)) == 0)
			l->v = xreallocarray(l->v, l->n ? 2 * l->n : 1,
					     sizeof(*l->v));
		memcpy(l->v[l->n].digits, at, NODE_DIGITS);
		l->v[l->n].order = l->n + 1;
	}
	if (l->n > 1)
		qsort(l->v, l->n, sizeof(*l->v), by_digits_and_order);
	for (size_t i = 0; i < l->n; i++)
		if (kept == 0 || by_digits(&l->v[kept - 1], &l->v[i]) != 0)
			l->v[kept++] = l->v[i];
	l->n = kept;
}

static void rename_all(const struct names *l, char *at, const char *end)
{
	while (l->n && (at = next_name(node, at, end))) {
		const struct name *found =
			bsearch(at, l->v, l->n, sizeof(*l->v), by_digits);
		size_t number = found ? found->order : 0;

		for (size_t i = NODE_DIGITS; found && i-- > 0; number /= 10)
			at[i] = (char)('0' + number % 10);
	}
}

/* --- their index --- */

/* "(node00000225) 26 0 R" */
struct entry {
	const char *at;
	size_t len;
};

struct entries {
	struct entry *v;
	size_t n;
};

static int by_name(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int c = memcmp(x->at, y->at, NAME_LEN);

	return c != 0 ? c : (x->at > y->at) - (x->at < y->at);
}

/* Behind the text that stands at `at`; NULL: it does not, or there is no `at`.
 */
static char *past(char *at, const char *text)
{
	size_t n = strlen(text);

	return at && strncmp(at, text, n) == 0 ? at + n : NULL;
}

static char *past_name(char *at)
{
	at = past(at, node);
	return at && strspn(at, DIGITS) == NODE_DIGITS
		       ? past(at + NODE_DIGITS, ")")
		       : NULL;
}

static char *past_entry(char *at)
{
	at = past(past_name(at), " ");
	return at ? past(at + strspn(at, DIGITS), " 0 R") : NULL;
}

/* From `at` to the "]"; false: there is something else. */
static bool find_entries(struct entries *l, char *at)
{
	for (;; at++) {
		char *end = past_entry(at);

		if (!end)
			return false;
		if ((l->n & (l->n - 1)) == 0)
			l->v = xreallocarray(l->v, l->n ? 2 * l->n : 1,
					     sizeof(*l->v));
		l->v[l->n++] = (struct entry){at, (size_t)(end - at)};
		at = end;
		if (*at != ' ')
			return *at == ']';
	}
}

/* low: the name that is the index's first limit. */
static void sort_index(char *low)
{
	char *high = past(past_name(low), " ");
	char *list = past(past_name(high), "]\n/Names [");
	struct entries l = {0};
	struct buf sorted;

	buf_init(&sorted, BUF_MAX);
	if (list && find_entries(&l, list)) {
		qsort(l.v, l.n, sizeof(*l.v), by_name);
		for (size_t i = 0; i < l.n; i++) {
			if (i > 0)
				buf_putc(&sorted, ' ');
			buf_add(&sorted, l.v[i].at, l.v[i].len);
		}
		memcpy(low, l.v[0].at, NAME_LEN);
		memcpy(high, l.v[l.n - 1].at, NAME_LEN);
		memcpy(list, sorted.data, sorted.len);
	}
	buf_release(&sorted);
	free(l.v);
}

void pdf_settle(struct buf *pdf, const char *date)
{
	char *at = pdf->data, *end = pdf->data + pdf->len;
	struct names tags = {0};

	if (pdf->len == 0)
		return;
	set_dates(pdf, date);
	find_tags(&tags, at, end);
	rename_all(&tags, at, end);
	while (tags.n && (at = next_name(limits, at, end)))
		sort_index(at - strlen(node));
	free(tags.v);
}
