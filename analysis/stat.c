/*
 * Tables in and out of the methods of `stat`; see stat.h.
 */
#include "analysis/stat.h"

#include "analysis/undefined.h"
#include "lib/num.h"

#define INPUT "standard input"

const struct method *const stat_methods[] = {
#define METHOD(name) &method_##name,
#include "analysis/methods.def"
#undef METHOD
	NULL};

const struct method *stat_find(const char *name)
{
	for (size_t i = 0; stat_methods[i]; i++)
		if (strcmp(stat_methods[i]->name, name) == 0)
			return stat_methods[i];
	return NULL;
}

static struct stat_row *table_add(struct stat_table *t)
{
	if (t->n == t->cap) {
		t->cap = t->cap ? t->cap * 2 : 256;
		t->rows = xreallocarray(t->rows, t->cap, sizeof(*t->rows));
	}
	return &t->rows[t->n++];
}

static size_t table_stride(const struct stat_table *t)
{
	return t->method->in_n + t->more_n;
}

/* Room for the values of one more row. */
static double *table_values(struct stat_table *t)
{
	size_t stride = table_stride(t), n = t->values_n;

	if (n + stride > t->values_cap) {
		t->values_cap = 2 * t->values_cap + 64 * stride;
		t->values = xreallocarray(t->values, t->values_cap,
					  sizeof(*t->values));
	}
	t->values_n += stride;
	return t->values + n;
}

static void table_free_row(struct stat_row *r)
{
	free(r->id);
	free(r->name);
}

static void table_release(struct stat_table *t)
{
	for (size_t i = 0; i < t->n; i++)
		table_free_row(&t->rows[i]);
	free(t->rows);
	for (size_t i = 0; i < t->more_n; i++)
		free(t->more[i]);
	free(t->more);
	free(t->values);
	free(t->members);
	free(t->starts);
}

static bool parse_word(const struct stat_column *c, const char *cell, double *v)
{
	for (size_t i = 0; c->words[i]; i++)
		if (strcmp(c->words[i], cell) == 0) {
			*v = (double)i;
			return true;
		}
	return false;
}

/* false: not a cell of this kind. */
static bool parse_cell(const struct stat_column *c, const char *cell, double *v)
{
	size_t len = strlen(cell);
	int64_t whole;

	*v = UNDEFINED;
	switch (c->kind) {
	case STAT_ID:
	case STAT_NAME:
		return len > 0;
	case STAT_WORD:
		return parse_word(c, cell, v);
	case STAT_WHOLE:
		if (!num_int(cell, len, (int64_t)c->lo, (int64_t)c->hi, &whole))
			return false;
		*v = (double)whole;
		return true;
	case STAT_NUMBER:
		break;
	}
	return len == 0 ||
	       (num_double(cell, len, v) && *v >= c->lo && *v <= c->hi);
}

/* The first row tells the names of the further columns. */
static void take_names(struct stat_table *t, const struct csv_row *row)
{
	t->more = xcalloc(row->extra_n + 1, sizeof(*t->more));
	for (size_t i = 0; i < row->extra_n; i++)
		t->more[t->more_n++] = xstrdup(row->extra_names[i]);
}

static int take_more(const struct stat_table *t, const struct csv_row *row,
		     double *v, struct err *e)
{
	static const struct stat_column any = {
		.kind = STAT_NUMBER, .lo = -1e300, .hi = 1e300};

	for (size_t i = 0; i < t->more_n; i++)
		if (!parse_cell(&any, row->extra_cells[i], &v[i]))
			return err_set(e, ERR_CONFIG,
				       "%s: row %zu, column %s: '%.40s': a "
				       "number such as 12.5, or nothing, is "
				       "expected",
				       INPUT, row->line, t->more[i],
				       row->extra_cells[i]);
	return 0;
}

static int visit_row(void *ctx, const struct csv_row *row, struct err *e)
{
	struct stat_table *t = ctx;
	const struct method *m = t->method;
	struct stat_row *r;
	double *v;

	if (m->more && !t->more)
		take_names(t, row);
	v = table_values(t);
	for (size_t i = 0; i < m->in_n; i++)
		if (!parse_cell(&m->in[i], row->cells[i], &v[i]))
			return csv_cell_error(row, i, m->in[i].expected, e);
	if (take_more(t, row, v + m->in_n, e) < 0)
		return -1;
	r = table_add(t);
	*r = (struct stat_row){.id = xstrdup(row->cells[0]), .line = row->line};
	for (size_t i = 1; i < m->in_n; i++)
		if (m->in[i].kind == STAT_NAME)
			r->name = xstrdup(row->cells[i]);
	return 0;
}

/* --- groups --------------------------------------------------------------- */

struct named {
	const char *id;
	size_t row;
};

static int compare_named(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int c = strcmp(x->id, y->id);

	return c != 0 ? c : (x->row > y->row) - (x->row < y->row);
}

/* first[i]: the first row with the id of row i. */
static void find_first(const struct stat_table *t, size_t *first)
{
	struct named *names = xmalloc((t->n + 1) * sizeof(*names));

	for (size_t i = 0; i < t->n; i++)
		names[i] = (struct named){t->rows[i].id, i};
	qsort(names, t->n, sizeof(*names), compare_named);
	for (size_t i = 0, head = 0; i < t->n; i++) {
		if (strcmp(names[i].id, names[head].id) != 0)
			head = i;
		first[names[i].row] = names[head].row;
	}
	free(names);
}

static void table_group(struct stat_table *t)
{
	size_t *group = xcalloc(t->n + 1, sizeof(*group)); /* of each row */

	t->members = xcalloc(t->n + 1, sizeof(*t->members));
	t->starts = xcalloc(t->n + 2, sizeof(*t->starts));
	find_first(t, group);
	/* a first row opens the next group, the others follow it */
	for (size_t i = 0; i < t->n; i++) {
		group[i] = group[i] == i ? t->groups++ : group[group[i]];
		t->starts[group[i] + 1]++;
	}
	for (size_t g = 0; g < t->groups; g++)
		t->starts[g + 1] += t->starts[g];
	/* starts[g] moves up while g is filled, to where g + 1 starts */
	for (size_t i = 0; i < t->n; i++)
		t->members[t->starts[group[i]]++] = i;
	memmove(t->starts + 1, t->starts, t->groups * sizeof(*t->starts));
	t->starts[0] = 0;
	free(group);
}

/* --- running -------------------------------------------------------------- */

static int read_table(struct stat_table *t, const char *bytes, size_t len,
		      struct err *e)
{
	struct csv_column columns[STAT_COLUMNS_MAX];
	const struct csv_spec spec = {INPUT, columns, t->method->in_n, true};

	for (size_t i = 0; i < t->method->in_n; i++)
		columns[i] = (struct csv_column){t->method->in[i].name, true};
	if (csv_read(&spec, bytes, len, visit_row, t, e) < 0) {
		/* whoever calls `stat` wrote the input: a wrong call */
		e->code = ERR_USAGE;
		return -1;
	}
	for (size_t i = 0; i < t->n; i++)
		t->rows[i].v = t->values + i * table_stride(t);
	table_group(t);
	return 0;
}

int stat_run(const struct method *m, int horizon, const char *bytes, size_t len,
	     struct buf *out, struct err *e)
{
	struct stat_table t = {.method = m, .horizon = horizon};
	struct buf text; /* so that a failure leaves nothing in out */
	int rc = -1;

	if (horizon && !m->horizon)
		return err_set(e, ERR_USAGE,
			       "--horizon: %s does not look ahead", m->name);
	buf_init(&text, out->max);
	if (read_table(&t, bytes, len, e) < 0)
		goto out;
	for (size_t i = 0; i < m->out_n; i++)
		csv_put(&text, m->out[i]);
	csv_end(&text);
	if (m->run(&t, &text, e) < 0 ||
	    buf_check(&text, "standard output", e) < 0)
		goto out;
	buf_add(out, buf_str(&text), text.len);
	rc = buf_check(out, "standard output", e);
out:
	buf_release(&text);
	table_release(&t);
	return rc;
}
