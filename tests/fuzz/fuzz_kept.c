/*
 * Tables that people keep: what is read is in its one form, and written out
 * again reads back the same. The first byte chooses the table.
 *
 * Files: etl/kept.c etl/kept_cell.c
 */
#include "tests/fuzz/fuzz.h"

#include "etl/negotiation.h"
#include "lib/csv.h"
#include "lib/text.h"

static void write_out(const struct kept *k, struct buf *out)
{
	size_t i, c;

	for (c = 0; c < k->spec->n; c++)
		csv_put(out, k->spec->columns[c].name);
	csv_end(out);
	for (i = 0; i < k->n; i++) {
		for (c = 0; c < k->spec->n; c++)
			csv_put(out, kept_cell(k, i, c));
		csv_end(out);
	}
}

static void promise_cell(const struct kept_column *c, const char *cell)
{
	char first[11], last[11];

	PROMISE(text_is_utf8(cell, strlen(cell)));
	PROMISE(cell[0] != '=');
	PROMISE(!c->filled || cell[0]);
	if (c->kind == KEPT_DAY)
		PROMISE(cell[0] == '\0' || strlen(cell) == 10);
	if (c->kind == KEPT_WHEN && cell[0]) {
		PROMISE(kept_when(cell, first, last));
		PROMISE(strcmp(first, last) <= 0 && strlen(last) == 10);
	}
}

static void promise_same(const struct kept *a, const struct kept *b)
{
	size_t i, c;

	PROMISE(a->n == b->n);
	for (i = 0; i < a->n; i++) {
		for (c = 0; c < a->spec->n; c++) {
			promise_cell(&a->spec->columns[c], kept_cell(a, i, c));
			PROMISE(strcmp(kept_cell(a, i, c),
				       kept_cell(b, i, c)) == 0);
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct kept_spec *spec;
	struct kept k = {0}, again = {0};
	struct err e = {0};
	struct buf out;

	if (size == 0)
		return 0;
	spec = data[0] % (NEGOTIATION_TABLES + 1) == NEGOTIATION_TABLES
		       ? &calendar_spec
		       : &negotiation_specs[data[0] % (NEGOTIATION_TABLES + 1)];
	if (kept_parse(&k, spec, "t.csv", (const char *)data + 1, size - 1,
		       &e) < 0) {
		PROMISE(e.code == ERR_CONFIG && e.msg[0]);
		return 0;
	}
	buf_init(&out, BUF_MAX);
	write_out(&k, &out);
	PROMISE(kept_parse(&again, spec, "t.csv", buf_str(&out), out.len, &e) ==
		0);
	promise_same(&k, &again);
	kept_release(&again);
	kept_release(&k);
	buf_release(&out);
	return 0;
}
