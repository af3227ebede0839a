/*
 * The exchange form, as `import` takes it: what is read is written and read
 * again, the same bytes from then on; the rows in another order say the same;
 * nothing that is not a number becomes one.
 *
 * Files: etl/exchange.c etl/source.c etl/figure.c
 */
#include "tests/fuzz/scratch.h"

#include <math.h>

#include "etl/exchange.h"
#include "lib/num.h"
#include "lib/text.h"

/* --- what an answer says, whatever the order ---------------------------------
 */

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *figure_said(const struct answer *a, const struct figure *f)
{
	const struct place *p = &a->places[f->area];
	char value[NUM_TEXT] = "", numerator[NUM_TEXT] = "";
	double v;

	PROMISE(f->area >= 0 && (size_t)f->area < a->n_places);
	if (val_get(f->value, &v)) {
		PROMISE(isfinite(v));
		(void)num_text(value, v);
	}
	if (val_get(f->numerator, &v)) {
		PROMISE(isfinite(v));
		(void)num_text(numerator, v);
	}
	return xasprintf("%s %s %s %d %s %s %s", p->kind, p->code,
			 sex_name(f->sex), f->year,
			 val_state_name(f->value.state), value, numerator);
}

static char *area_said(const struct answer *a, const struct place *p)
{
	struct buf b;
	char *s;
	size_t i;

	buf_init(&b, BUF_MAX);
	buf_printf(&b, "%s %s %s %s %s", p->kind, p->code, p->name[0],
		   p->name[1], p->name[2]);
	for (i = 0; i < p->n_members; i++) {
		const struct place *w = &a->places[p->members[i]];

		PROMISE((size_t)p->members[i] < a->n_places);
		buf_printf(&b, " %s:%s", w->kind, w->code);
	}
	s = xstrdup(buf_str(&b));
	buf_release(&b);
	return s;
}

static char **said(const struct answer *a, size_t *n)
{
	bool areas = a->kind == ANSWER_AREAS;
	char **list;
	size_t i;

	*n = areas ? a->n_places : a->figures.n;
	list = xcalloc(*n + 1, sizeof(*list));
	for (i = 0; i < *n; i++)
		list[i] = areas ? area_said(a, &a->places[i])
				: figure_said(a, &a->figures.list[i]);
	qsort(list, *n, sizeof(*list), by_text);
	return list;
}

/* Kind, code, sex and year stand first. */
static bool same_key(const char *a, const char *b)
{
	const char *end = a;
	int i;

	for (i = 0; i < 4; i++)
		end = strchr(end, ' ') + 1;
	return strncmp(a, b, (size_t)(end - a)) == 0;
}

static void promise_same(const struct answer *a, const struct answer *b)
{
	size_t n, m, i;
	char **x = said(a, &n), **y = said(b, &m);

	PROMISE(n == m);
	for (i = 0; i < n; i++) {
		if (strcmp(x[i], y[i]) != 0)
			die("'%s' became '%s'", x[i], y[i]);
		if (a->kind == ANSWER_FIGURES && i && same_key(x[i - 1], x[i]))
			die("two figures for one key: '%s'", x[i]);
	}
	for (i = 0; i < n; i++) {
		free(x[i]);
		free(y[i]);
	}
	free(x);
	free(y);
}

/* --- there and back
 * ----------------------------------------------------------- */

static void check_again(const struct exchange_head *h, const struct answer *a)
{
	struct answer again;
	struct buf once, twice;
	struct err e = {0};

	buf_init(&once, BUF_MAX);
	buf_init(&twice, BUF_MAX);
	exchange_write(&once, h, a);
	if (source_parse(source_find("sotkanet"), &h->asks, buf_str(&once),
			 once.len, &again, &e) < 0)
		die("what was written is not read: %s", e.msg);
	promise_same(a, &again);
	exchange_write(&twice, h, &again);
	PROMISE(once.len == twice.len &&
		memcmp(once.data, twice.data, once.len) == 0);
	answer_release(&again);
	buf_release(&once);
	buf_release(&twice);
}

/* Of areas the first of two with the same code is meant where one is named. */
static void check_order(const struct exchange_head *h, const char *bytes,
			size_t len, int was, const struct answer *a)
{
	const char *rows = memmem(bytes, len, "\n\n", 2);
	struct answer other = {0};
	struct err e = {0};
	struct buf b;
	int rc;

	if (!rows || h->asks.kind != ANSWER_FIGURES)
		return;
	buf_init(&b, BUF_MAX);
	buf_add(&b, bytes, (size_t)(rows + 1 - bytes));
	/* its first line, an empty one, stays */
	if (rows_reversed(&b, rows + 1, len - (size_t)(rows + 1 - bytes))) {
		rc = source_parse(source_find("sotkanet"), &h->asks,
				  buf_str(&b), b.len, &other, &e);
		PROMISE(rc == was);
		if (rc == 0) {
			promise_same(a, &other);
			answer_release(&other);
		}
	}
	buf_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char magic[] = "tilannekuva-exchange 1\n";
	struct exchange_head h;
	struct answer a = {0};
	struct err e = {0};
	struct buf b;
	int rc;

	buf_init(&b, BUF_MAX);
	if (!exchange_is((const char *)data, size))
		buf_puts(&b, magic);
	buf_add(&b, data, size);
	if (exchange_head_parse(buf_str(&b), b.len, &h, &e) < 0) {
		PROMISE(e.code == ERR_DATA && e.msg[0]);
	} else {
		rc = source_parse(source_find("sotkanet"), &h.asks, buf_str(&b),
				  b.len, &a, &e);
		PROMISE(rc == 0 || (e.code == ERR_DATA && e.msg[0]));
		check_order(&h, buf_str(&b), b.len, rc, &a);
		if (rc == 0) {
			check_again(&h, &a);
			answer_release(&a);
		}
		exchange_head_release(&h);
	}
	PROMISE(text_is_utf8(e.msg, strlen(e.msg)));
	buf_release(&b);
	return 0;
}
