#include "etl/publish_row.h"

#include <endian.h>

/* The format: PostgreSQL's manual, COPY, "Binary Format". */
void row_head(struct buf *b)
{
	static const char signature[] = "PGCOPY\n\377\r\n"; /* with its NUL */
	static const char flags_and_extension[8] = {0};

	buf_add(b, signature, sizeof(signature));
	buf_add(b, flags_and_extension, sizeof(flags_and_extension));
}

static void put16(struct buf *b, int16_t v)
{
	uint16_t u = htobe16((uint16_t)v);

	buf_add(b, &u, sizeof(u));
}

static void put32(struct buf *b, int32_t v)
{
	uint32_t u = htobe32((uint32_t)v);

	buf_add(b, &u, sizeof(u));
}

static void put64(struct buf *b, uint64_t v)
{
	uint64_t u = htobe64(v);

	buf_add(b, &u, sizeof(u));
}

void row_tail(struct buf *b)
{
	put16(b, -1);
}

static void put_real(struct buf *b, double v)
{
	uint64_t bits;

	memcpy(&bits, &v, sizeof(bits));
	put32(b, sizeof(bits));
	put64(b, bits);
}

static bool put_whole(struct buf *b, int64_t v, enum column_type type)
{
	if (type == COLUMN_LONG) {
		put32(b, sizeof(v));
		put64(b, (uint64_t)v);
		return true;
	}
	if (v < INT32_MIN || v > INT32_MAX)
		return false;
	put32(b, sizeof(int32_t));
	put32(b, (int32_t)v);
	return true;
}

static void put_text(struct buf *b, const char *s)
{
	size_t n = strlen(s);

	put32(b, (int32_t)n);
	buf_add(b, s, n);
}

/* false: the cell does not fit the column. */
static bool put_cell(struct buf *b, struct stmt *q, int i,
		     enum column_type type)
{
	int is = stmt_col_type(q, i);

	if (is == SQLITE_NULL) {
		put32(b, -1);
		return true;
	}
	switch (type) {
	case COLUMN_TEXT:
		if (is != SQLITE_TEXT)
			return false;
		put_text(b, stmt_col_text(q, i));
		return true;
	case COLUMN_REAL:
		/* sums of whole numbers are whole */
		if (is != SQLITE_FLOAT && is != SQLITE_INTEGER)
			return false;
		put_real(b, stmt_col_double(q, i));
		return true;
	case COLUMN_INTEGER:
	case COLUMN_LONG:
		return is == SQLITE_INTEGER &&
		       put_whole(b, stmt_col_int(q, i), type);
	}
	return false;
}

int row_put(struct buf *b, struct stmt *q, const enum column_type *types,
	    struct err *e)
{
	static const char *const wanted[] = {
		[COLUMN_TEXT] = "text",
		[COLUMN_INTEGER] = "a whole number of 32 bits",
		[COLUMN_LONG] = "a whole number",
		[COLUMN_REAL] = "a number",
	};
	int n = stmt_columns(q);

	put16(b, (int16_t)n);
	for (int i = 0; i < n; i++)
		if (!put_cell(b, q, i, types[i]))
			return err_set(e, ERR_DATA,
				       "column %s: '%.80s': %s is expected",
				       stmt_column_name(q, i),
				       stmt_col_text(q, i), wanted[types[i]]);
	return 0;
}
