/*
 * See rows.h.
 */
#include "lib/base.h"

#include "briefing/rows.h"

int rows_read(struct rows *r, struct stmt *q, struct err *e)
{
	int rc;

	r->columns = (size_t)stmt_columns(q);
	while ((rc = stmt_step(q, e)) > 0) {
		char **row;

		r->cells = xreallocarray(r->cells, (r->n + 1) * r->columns,
					 sizeof(*r->cells));
		row = &r->cells[r->n++ * r->columns];
		for (size_t i = 0; i < r->columns; i++)
			row[i] = xstrdup(stmt_col_text(q, (int)i));
	}
	return rc;
}

void rows_release(struct rows *r)
{
	for (size_t i = 0; i < r->n * r->columns; i++)
		free(r->cells[i]);
	free(r->cells);
	*r = (struct rows){.n = 0};
}

const char *rows_cell(const struct rows *r, size_t row, size_t column)
{
	return r->cells[row * r->columns + column];
}
