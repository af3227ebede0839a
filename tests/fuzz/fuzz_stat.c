/*
 * The table that `stat` is given. The first byte chooses the method, and
 * whether the rest is the table as it stands or the choices of which one is
 * made: the method's own columns, a few groups, cells that are numbers, nothing
 * or far out. Of tables of plain numbers the rows in another order give the
 * same.
 *
 * Files: analysis/stat.c analysis/stat_series.c analysis/method_apc.c
 * Files: analysis/method_breaks.c analysis/method_correlation.c
 * Files: analysis/method_fdr.c analysis/method_forecast.c
 * Files: analysis/method_funnel.c analysis/method_inequality.c
 * Files: analysis/method_interval.c analysis/method_peers.c
 * Files: analysis/method_quantile.c analysis/method_recent.c
 * Files: analysis/method_shrink.c analysis/method_trend.c
 */
#include "tests/fuzz/scratch.h"

#include <math.h>

#include "analysis/stat.h"
#include "lib/num.h"
#include "lib/text.h"

enum {
	MADE = 0x80, /* the bytes are choices */
	TAME = 0x40, /* of plain numbers alone */
	ROWS_MAX = 60
};

/* --- a table from choices ---------------------------------------------------
 */

static void put_number(struct buf *b, struct feed *f,
		       const struct stat_column *c, bool tame)
{
	static const char *const odd[] = {
		"",       "0",     "-0",     "1e300", "-1e300", "1e-300",
		"5e-324", "1e16",  "0.1",    "1e-9",  "100",    "99.999999999",
		"-1",     "1e150", "-1e150", "1e308"};
	unsigned v = feed_byte(f);

	if (!tame && v >= 0xe0)
		buf_puts(b, odd[v % ARRAY_LEN(odd)]);
	else if (v >= 0xd8)
		return; /* nothing there */
	else if (c->hi <= 1.0)
		buf_printf(b, "%.3f", v / 256.0);
	else if (c->lo >= 0.0 || v % 4)
		buf_printf(b, "%u.%u", v % 97, feed_byte(f) % 10);
	else
		buf_printf(b, "-%u", v);
}

/* A block of rows is a group: one series, one set. */
static void put_cell(struct buf *b, struct feed *f, const struct stat_column *c,
		     size_t row, size_t block, bool tame)
{
	size_t words = 0;

	switch (c->kind) {
	case STAT_ID:
		buf_printf(b, "g%zu", row / block);
		return;
	case STAT_NAME:
		buf_printf(b, "n%zu", row);
		return;
	case STAT_WORD:
		while (c->words[words])
			words++;
		buf_puts(b, c->words[row / block % words]);
		return;
	case STAT_WHOLE:
		/* now and then one that was there already */
		buf_printf(b, "%zu",
			   2000 + row % block - (feed_byte(f) == 0xff));
		return;
	case STAT_NUMBER:
		put_number(b, f, c, tame);
	}
}

static void make_table(struct buf *b, const struct method *m, struct feed *f,
		       bool tame)
{
	static const struct stat_column more = {
		.kind = STAT_NUMBER, .lo = -1e300, .hi = 1e300};
	size_t rows = feed_below(f, ROWS_MAX), extra = m->more ? 2 : 0, r, i;
	size_t block = 1 + feed_below(f, 30);

	for (i = 0; i < m->in_n; i++)
		buf_printf(b, "%s%s", i ? "," : "", m->in[i].name);
	for (i = 0; i < extra; i++)
		buf_printf(b, ",v%zu", i);
	buf_putc(b, '\n');
	for (r = 0; r < rows; r++) {
		for (i = 0; i < m->in_n + extra; i++) {
			if (i)
				buf_putc(b, ',');
			put_cell(b, f, i < m->in_n ? &m->in[i] : &more, r,
				 block, tame);
		}
		buf_putc(b, '\n');
	}
}

/* --- what must hold ---------------------------------------------------------
 */

static bool holds_word(const struct buf *b, const char *word)
{
	return strcasestr(buf_str(b), word) != NULL;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static char **sorted_lines(const struct buf *b, size_t *n)
{
	struct feed f = {(const uint8_t *)buf_str(b), b->len};
	char **line = NULL;

	for (*n = 0; f.left; (*n)++) {
		line = xreallocarray(line, *n + 1, sizeof(*line));
		line[*n] = feed_line(&f);
	}
	if (*n)
		qsort(line, *n, sizeof(*line), by_text);
	return line;
}

/* Sums in another order differ in their last digits. */
static bool same_cell(const char *x, size_t nx, const char *y, size_t ny)
{
	double a, b;

	if (nx == ny && memcmp(x, y, nx) == 0)
		return true;
	return num_double(x, nx, &a) && num_double(y, ny, &b) &&
	       fabs(a - b) <= 1e-6 * fmax(1.0, fmax(fabs(a), fabs(b)));
}

static bool same_line(const char *a, const char *b)
{
	for (;;) {
		size_t n = strcspn(a, ","), m = strcspn(b, ",");

		if (!same_cell(a, n, b, m) || a[n] != b[m])
			return false;
		if (!a[n])
			return true;
		a += n + 1;
		b += m + 1;
	}
}

static void promise_same_rows(const struct buf *x, const struct buf *y)
{
	size_t n, m, i;
	char **a = sorted_lines(x, &n), **b = sorted_lines(y, &m);

	PROMISE(n == m);
	for (i = 0; i < n; i++) {
		if (!same_line(a[i], b[i]))
			die("another order of rows:\n%s\n%s", a[i], b[i]);
		free(a[i]);
		free(b[i]);
	}
	free(a);
	free(b);
}

static void check_order(const struct method *m, int horizon,
			const struct buf *table, int was, const struct buf *got)
{
	struct buf other, out;
	struct err e = {0};
	int rc;

	buf_init(&other, BUF_MAX);
	buf_init(&out, BUF_MAX);
	if (rows_reversed(&other, buf_str(table), table->len)) {
		rc = stat_run(m, horizon, buf_str(&other), other.len, &out, &e);
		PROMISE(rc == was);
		if (rc == 0)
			promise_same_rows(got, &out);
	}
	buf_release(&other);
	buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct feed f = {data, size};
	unsigned choice = feed_byte(&f);
	const struct method *m;
	struct buf table, out;
	struct err e = {0};
	size_t n = 0;
	int horizon, rc;

	while (stat_methods[n])
		n++;
	m = stat_methods[(choice & 0x3f) % n];
	horizon = (int)feed_below(&f, 8);
	buf_init(&table, BUF_MAX);
	buf_init(&out, BUF_MAX);
	if (choice & MADE)
		make_table(&table, m, &f, choice & TAME);
	else
		buf_add(&table, f.at, f.left);
	horizon = m->horizon ? horizon : 0;
	rc = stat_run(m, horizon, buf_str(&table), table.len, &out, &e);
	PROMISE(rc == 0 || (rc == -1 && e.code != ERR_NONE && out.len == 0));
	PROMISE((rc == 0) == (e.msg[0] == '\0'));
	PROMISE(text_is_utf8(e.msg, strlen(e.msg)));
	/* a figure or nothing, never a word for what is none */
	PROMISE(holds_word(&table, "nan") || !holds_word(&out, "nan"));
	PROMISE(holds_word(&table, "inf") || !holds_word(&out, ",inf"));
	PROMISE(holds_word(&table, "inf") || !holds_word(&out, ",-inf"));
	if (choice & MADE && choice & TAME)
		check_order(m, horizon, &table, rc, &out);
	buf_release(&table);
	buf_release(&out);
	return 0;
}
