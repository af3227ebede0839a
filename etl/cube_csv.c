#include "etl/cube_csv.h"

#include "etl/local_number.h"
#include "lib/csv.h"
#include "lib/text.h"

enum {
	VALUES_MAX = 20000 /* of one variable */
};

/* A row: which value of each variable, and the cell. */
struct cell {
	size_t at[CUBE_VARIABLES];
	struct val value;
};

struct reading {
	const struct cube_terms *terms;
	struct cube cube; /* a variable's values grow as they are met */
	size_t figure;    /* the column of figures */
	size_t last[CUBE_VARIABLES];
	struct cell *cells;
	size_t n, cap;
};

static int begin(struct reading *r, const struct csv_row *row, struct err *e)
{
	const char *name = r->terms->value;
	size_t i;

	r->figure = row->extra_n ? row->extra_n - 1 : 0;
	for (i = 0; name && i < row->extra_n; i++)
		if (strcmp(row->extra_names[i], name) == 0)
			break;
	if (name && i == row->extra_n)
		return err_set(e, ERR_DATA, "csv: row 1: no column %s", name);
	if (name)
		r->figure = i;
	if (row->extra_n < 2 || row->extra_n > CUBE_VARIABLES + 1)
		return err_set(e, ERR_DATA, "1 to %d variables are expected",
			       CUBE_VARIABLES);
	for (i = 0; i < row->extra_n; i++)
		if (i != r->figure)
			(void)cube_add(&r->cube, row->extra_names[i], "", 0);
	return 0;
}

/* Which value of the variable it is, a new one where it was not met yet: from
 * the last one on, since rows come in their order. */
static int find_value(struct variable *v, size_t *last, const char *name,
		      struct err *e)
{
	size_t i, at;

	for (i = 0; i < v->n; i++) {
		at = (*last + i) % v->n;
		if (strcmp(v->ids[at], name) == 0) {
			*last = at;
			return 0;
		}
	}
	if (v->n == VALUES_MAX)
		return err_set(e, ERR_DATA, "%.60s: more than %d values",
			       v->code, (int)VALUES_MAX);
	v->ids = xreallocarray(v->ids, v->n + 1, sizeof(*v->ids));
	v->labels = xreallocarray(v->labels, v->n + 1, sizeof(*v->labels));
	v->ids[v->n] = xstrdup(name);
	v->labels[v->n] = xstrdup(name);
	*last = v->n++;
	return 0;
}

static int read_figure(const struct reading *r, const struct csv_row *row,
		       struct val *out, struct err *e)
{
	const char *text = row->extra_cells[r->figure];
	const struct symbol *s = symbol_find(r->terms, text);
	char shown[TEXT_SHOWN];
	double v = 0;

	if (s) {
		*out = s->zero ? val_number(0) : val_absent(s->state);
	} else if (!text[0]) {
		*out = val_absent(VAL_MISSING);
	} else if (local_number(text,
				r->terms->decimal ? r->terms->decimal : "point",
				&v)) {
		*out = val_number(v);
	} else {
		return err_set(e, ERR_DATA,
			       "csv: row %zu, column %s: '%s': a number or a "
			       "symbol of the source is expected",
			       row->line, row->extra_names[r->figure],
			       text_shown(shown, text, strlen(text)));
	}
	return 0;
}

static int take_row(void *ctx, const struct csv_row *row, struct err *e)
{
	struct reading *r = ctx;
	struct cell *c;
	size_t i;

	if (!r->cube.n && begin(r, row, e) < 0)
		return -1;
	if (r->n == r->cap) {
		r->cap = r->cap ? 2 * r->cap : 1024;
		r->cells = xreallocarray(r->cells, r->cap, sizeof(*r->cells));
	}
	c = &r->cells[r->n++];
	if (read_figure(r, row, &c->value, e) < 0)
		return -1;
	for (i = 0; i < r->cube.n; i++) {
		if (find_value(&r->cube.list[i], &r->last[i],
			       row->extra_cells[i + (i >= r->figure)], e) < 0)
			return -1;
		c->at[i] = r->last[i];
	}
	return 0;
}

/* The rows as cells in row-major order; NULL where they are too many, or one
 * stands twice. The caller's to free(). */
static struct val *dense(const struct reading *r, struct err *e)
{
	struct val *cells;
	size_t i, j, n = 1;

	for (i = 0; i < r->cube.n; i++) {
		if (n > CUBE_CELLS / r->cube.list[i].n) {
			(void)err_set(e, ERR_DATA, "more than %d cells",
				      (int)CUBE_CELLS);
			return NULL;
		}
		n *= r->cube.list[i].n;
	}
	cells = xcalloc(n, sizeof(*cells));
	for (i = 0; i < n; i++)
		cells[i] = val_absent(VAL_GONE);
	for (i = 0; i < r->n; i++) {
		size_t at = 0;

		for (j = 0; j < r->cube.n; j++)
			at = at * r->cube.list[j].n + r->cells[i].at[j];
		if (cells[at].state != VAL_GONE) {
			(void)err_set(
				e, ERR_DATA,
				"row %zu: one with the same values stands "
				"above: the address must choose",
				i + 2);
			free(cells);
			return NULL;
		}
		cells[at] = r->cells[i].value;
	}
	return cells;
}

static void describe(const struct cube_terms *t, const struct request *r,
		     struct answer *out)
{
	struct meta *m = answer_add_meta(out);
	size_t i;

	m->code = xstrdup(r->indicator);
	for (i = 0; i < ARRAY_LEN(m->title); i++)
		m->title[i] = xstrdup("");
	m->unit = xstrdup("");
	m->organisation = xstrdup(t->producer);
	m->decimals = cube_decimals(&out->figures);
	memcpy(m->sex, r->sex, sizeof(m->sex));
}

int cube_csv_parse(const struct cube_terms *t, const struct request *r,
		   const char *bytes, size_t len, struct answer *out,
		   struct err *e)
{
	const struct csv_spec spec = {"csv", NULL, 0, true};
	struct reading in = {.terms = t};
	struct val *cells = NULL;
	int rc = csv_read(&spec, bytes, len, take_row, &in, e);

	if (rc < 0 && e)
		e->code = ERR_DATA;
	if (rc == 0 && !in.n)
		rc = err_set(e, ERR_DATA, "no rows");
	if (rc == 0) {
		cube_find_roles(&in.cube, t);
		if (cube_check(&in.cube, e) == 0)
			cells = dense(&in, e);
		rc = cells ? cube_figures(&in.cube, t, cells, out, e) : -1;
	}
	if (rc == 0)
		describe(t, r, out);
	free(cells);
	free(in.cells);
	cube_release(&in.cube);
	return rc;
}
