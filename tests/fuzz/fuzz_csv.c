/*
 * Tables: what is read is clean, and written out again reads back the same. The
 * first byte says whether other columns are allowed.
 *
 * Files: lib/csv.c
 */
#include "tests/fuzz/fuzz.h"

#include "lib/csv.h"
#include "lib/text.h"

static const struct csv_column columns[] = {
	{"code", true}, {"name", true}, {"votes", false}};

static void promise_clean(const char *cell)
{
	size_t n = strlen(cell);

	PROMISE(text_is_utf8(cell, n));
	PROMISE(n == 0 || !strchr(" \t\r\n", cell[0]));
	PROMISE(n == 0 || !strchr(" \t\r\n", cell[n - 1]));
}

static int write_row(void *ctx, const struct csv_row *row, struct err *e)
{
	struct buf *out = ctx;
	size_t i, empty = 0;

	PROMISE(row->line > 1);
	for (i = 0; i < row->spec->n; i++) {
		promise_clean(row->cells[i]);
		csv_put(out, row->cells[i]);
		empty += row->cells[i][0] == '\0';
	}
	csv_end(out);
	for (i = 0; i < row->extra_n; i++) {
		PROMISE(row->spec->extra && row->extra_names[i][0]);
		promise_clean(row->extra_names[i]);
		promise_clean(row->extra_cells[i]);
	}
	/* rows without anything in them are not shown */
	PROMISE(empty != row->spec->n || row->extra_n);
	if (strcmp(row->cells[2], "refuse") == 0)
		return csv_cell_error(row, 2, "expected something else", e);
	return 0;
}

static int write_again(void *ctx, const struct csv_row *row, struct err *e)
{
	size_t i;

	(void)e;
	for (i = 0; i < row->spec->n; i++)
		csv_put(ctx, row->cells[i]);
	csv_end(ctx);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char header[] = "code,name,votes\n";
	struct csv_spec spec = {"t.csv", columns, ARRAY_LEN(columns), false};
	struct buf once, twice;
	struct err e = {0};
	int rc;

	if (size == 0)
		return 0;
	spec.extra = data[0] & 1;
	buf_init(&once, BUF_MAX);
	buf_init(&twice, BUF_MAX);
	buf_puts(&once, header);
	buf_puts(&twice, header);
	rc = csv_read(&spec, (const char *)data + 1, size - 1, write_row, &once,
		      &e);
	PROMISE(rc == 0 || (rc == -1 && e.code == ERR_CONFIG));
	PROMISE((rc == 0) == (e.msg[0] == '\0'));
	PROMISE(text_is_utf8(e.msg, strlen(e.msg)));
	/* With other columns a row may be empty in ours, and not be shown. */
	if (rc == 0 && !spec.extra) {
		rc = csv_read(&spec, once.data, once.len, write_again, &twice,
			      &e);
		PROMISE(rc == 0);
		PROMISE(once.len == twice.len &&
			memcmp(once.data, twice.data, once.len) == 0);
	}
	buf_release(&once);
	buf_release(&twice);
	return 0;
}
