/*
 * Rows of figures: what the quick reader takes jansson takes too, and reads the
 * same in it. The bytes are the body, or where the first one is above 127 the
 * choices of which a body is made: then also the rows in another order mean the
 * same, and what the service sends is taken by the quick reader.
 *
 * Files: etl/sotkanet_rows.c
 */
#include "tests/fuzz/scratch.h"

#include <math.h>

#include "etl/sotkanet.h"

enum {
	ROWS_MAX = 12
};

static const struct request asks = {
	.kind = ANSWER_FIGURES, .indicator = "1", .sex = {true, true, true}};

/* --- quick against jansson ---------------------------------------------------
 */

static bool quick_reads(const char *bytes, size_t size)
{
	struct figures quick = {0};
	struct answer a = {0};
	struct err e = {0};
	bool taken;
	double v;
	size_t i;

	taken = sotkanet_rows(&asks, bytes, size, &quick);
	if (taken) {
		PROMISE(sotkanet_rows_any(&asks, bytes, size, &a, &e) == 0);
		PROMISE(a.odd == 0 && a.figures.n == quick.n);
		for (i = 0; i < quick.n; i++) {
			const struct figure *x = &quick.list[i];
			const struct figure *y = &a.figures.list[i];

			PROMISE(figure_compare(x, y) == 0);
			PROMISE(val_equal(x->value, y->value));
			PROMISE(val_equal(x->numerator, y->numerator));
			PROMISE(!val_get(x->value, &v) || isfinite(v));
			PROMISE(!val_get(x->numerator, &v) || isfinite(v));
		}
		answer_release(&a);
	}
	figures_release(&quick);
	return taken;
}

/* --- bodies from choices
 * ------------------------------------------------------ */

/* Each but the first four is one that jansson alone takes, or nobody. */
static void put_number(struct buf *b, struct feed *f, bool plain)
{
	static const char *const odd[] = {"-0",
					  "-0.0",
					  "1e3",
					  "1E-3",
					  "0.1e+2",
					  "1234567890123456",
					  "1e999",
					  "01",
					  "1.",
					  ".5",
					  "+1",
					  "-",
					  "null",
					  "\"1\"",
					  "true",
					  "1e-999",
					  "00",
					  "123456789012345678901",
					  "0.00000000000000000001"};
	unsigned v = feed_byte(f);

	if (plain || v < 0xd0)
		switch (v % 4) {
		case 0:
			buf_printf(b, "%u", v);
			return;
		case 1:
			buf_printf(b, "%u.%u", feed_byte(f), v);
			return;
		case 2:
			buf_printf(b, "-%u.5", v + 1);
			return;
		default:
			buf_printf(b, "%u%u.%04u", v + 1, feed_byte(f), v);
			return;
		}
	buf_puts(b, odd[v % ARRAY_LEN(odd)]);
}

static void put_field(struct buf *b, struct feed *f, unsigned field, bool plain)
{
	static const char *const sexes[] = {"total", "male", "female"};
	static const char *const odd[] = {"\"indicator\":\"1\"",
					  "\"year\":2020.0",
					  "\"gender\":\"x\"",
					  "\"x\":1",
					  "\"region\":0",
					  "\"region\":9999999",
					  "\"year\":1899",
					  "\"indicator\":2",
					  "\"gender\":null",
					  "\"ind\\u0069cator\":1",
					  "\"gender\":\"tot\\u0061l\"",
					  "\"memberOf\":[1,[2]]"};
	unsigned v;

	if (!plain && feed_byte(f) > 0xf0) {
		buf_puts(b, odd[feed_below(f, ARRAY_LEN(odd))]);
		return;
	}
	v = feed_byte(f);
	switch (field) {
	case 0:
		buf_puts(b, "\"indicator\":1");
		return;
	case 1:
		buf_printf(b, "\"region\": %u", 1 + v % 5);
		return;
	case 2:
		buf_printf(b, "\"year\":%u", 2000 + v % 4);
		return;
	case 3:
		buf_printf(b, "\"gender\":\"%s\"", sexes[v % 3]);
		return;
	case 4:
		buf_puts(b, "\"value\":");
		break;
	default:
		buf_puts(b, "\"absValue\" :");
	}
	put_number(b, f, plain);
}

static char *make_row(struct feed *f, bool plain)
{
	unsigned from = (unsigned)feed_below(f, 6), n = 6, i;
	struct buf b;
	char *s;

	if (!plain && feed_byte(f) > 0xe0)
		n = (unsigned)feed_below(f, 8);
	buf_init(&b, 4096);
	buf_putc(&b, '{');
	for (i = 0; i < n; i++) {
		if (i)
			buf_putc(&b, ',');
		put_field(&b, f, (from + i) % 6, plain);
	}
	buf_putc(&b, '}');
	s = xstrdup(buf_str(&b));
	buf_release(&b);
	return s;
}

static void join(struct buf *b, char *const *rows, size_t n, bool back)
{
	size_t i;

	buf_putc(b, '[');
	for (i = 0; i < n; i++)
		buf_printf(b, "%s%s", i ? ",\n" : "",
			   rows[back ? n - 1 - i : i]);
	buf_putc(b, ']');
}

static void promise_same(const struct figures *a, const struct figures *b)
{
	size_t i;

	PROMISE(a->n == b->n);
	for (i = 0; i < a->n; i++) {
		PROMISE(figure_compare(&a->list[i], &b->list[i]) == 0);
		PROMISE(val_equal(a->list[i].value, b->list[i].value));
		PROMISE(val_equal(a->list[i].numerator, b->list[i].numerator));
	}
}

static void check_order(const struct buf *one, const struct buf *other)
{
	const struct source *s = source_find("sotkanet");
	struct answer a = {0}, b = {0};
	struct request all = asks;
	struct err e = {0}, why = {0};
	int rc;

	memset(all.year, true, sizeof(all.year));
	rc = source_parse(s, &all, buf_str(one), one->len, &a, &e);
	PROMISE(source_parse(s, &all, buf_str(other), other->len, &b, &why) ==
		rc);
	PROMISE(rc == 0 || (e.code == ERR_DATA && e.msg[0]));
	if (rc < 0)
		return;
	promise_same(&a.figures, &b.figures);
	answer_release(&a);
	answer_release(&b);
}

static void check_made(struct feed *f)
{
	size_t n = 1 + feed_below(f, ROWS_MAX), i;
	bool plain = feed_byte(f) & 1;
	char *rows[ROWS_MAX];
	struct buf one, other;

	for (i = 0; i < n; i++)
		rows[i] = make_row(f, plain);
	buf_init(&one, BUF_MAX);
	buf_init(&other, BUF_MAX);
	join(&one, rows, n, false);
	join(&other, rows, n, true);
	PROMISE(quick_reads(buf_str(&one), one.len) || !plain);
	PROMISE(quick_reads(buf_str(&other), other.len) || !plain);
	check_order(&one, &other);
	/* cut anywhere it is refused by both */
	for (i = 0; i < one.len; i += 1 + i / 8)
		PROMISE(!quick_reads(one.data, i));
	buf_release(&one);
	buf_release(&other);
	while (n)
		free(rows[--n]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct feed f = {data, size};

	(void)quick_reads((const char *)data, size);
	if (size && feed_byte(&f) > 127)
		check_made(&f);
	return 0;
}
