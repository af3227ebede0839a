/*
 * What is asked of a PxWeb table: the values of each variable that one
 * indicator takes, cut into calls that the host bears.
 */
#include <jansson.h>

#include "etl/pxweb.h"

/* --- choosing ---------------------------------------------------------------
 */

static void choose(struct px_choice *c, size_t i)
{
	c->at = xreallocarray(c->at, c->n + 1, sizeof(*c->at));
	c->at[c->n++] = i;
}

static bool value_find(const struct variable *v, const char *id, size_t len,
		       size_t *at)
{
	for (*at = 0; *at < v->n; ++*at)
		if (strlen(v->ids[*at]) == len &&
		    memcmp(v->ids[*at], id, len) == 0)
			return true;
	return false;
}

/* One item of the column `fixed`, "VALUE" or "NAME=VALUE". */
struct item {
	const char *name, *value;
	size_t name_len, value_len;
};

/* The next one behind *s; false at the end. */
static bool item_next(const char **s, struct item *out)
{
	const char *p = *s + strspn(*s, "; "), *eq;
	size_t len = strcspn(p, ";");

	*s = p + len;
	while (len && p[len - 1] == ' ')
		len--;
	eq = memchr(p, '=', len);
	*out = (struct item){p, eq ? eq + 1 : p, eq ? (size_t)(eq - p) : 0, 0};
	out->value_len = len - (size_t)(out->value - p);
	return len > 0;
}

static bool item_fits(const struct item *it, const struct variable *v,
		      size_t *at)
{
	char *name = xstrndup(it->name, it->name_len);
	bool fits = (!it->name_len || variable_is_named(v, name)) &&
		    value_find(v, it->value, it->value_len, at);

	free(name);
	return fits;
}

/* A variable that is none of time, area, sex and metric: the value that the row
 * names, the one for all, the only one, or it is summed over. */
static int choose_fixed(const struct variable *v, const struct cube_row *row,
			struct px_choice *c, struct err *e)
{
	const char *s = row->fixed;
	struct item it;
	size_t i;

	while (item_next(&s, &it)) {
		if (item_fits(&it, v, &i)) {
			choose(c, i);
			return 0;
		}
	}
	for (i = 0; i < v->n; i++) {
		if (variable_is_total(v, i)) {
			choose(c, i);
			return 0;
		}
	}
	if (v->n == 1)
		choose(c, 0);
	if (v->n == 1 || v->optional)
		return 0;
	return err_set(e, ERR_DATA,
		       "'%.60s' has %zu values and none for all: column fixed "
		       "must name one",
		       v->label[0] ? v->label : v->code, v->n);
}

/* What the row names must be there: a value that is gone is not silently taken
 * for all of them. */
static int check_fixed(const struct px_query *q, const struct cube_row *row,
		       struct err *e)
{
	const char *s = row->fixed;
	struct item it;
	size_t i, at;

	while (item_next(&s, &it)) {
		for (i = 0; i < q->table->n; i++) {
			const struct variable *v = &q->table->list[i];

			if (v->role == ROLE_NONE && item_fits(&it, v, &at))
				break;
		}
		if (i == q->table->n)
			return err_set(e, ERR_DATA,
				       "no variable has the value '%.*s' of "
				       "column fixed",
				       (int)it.value_len, it.value);
	}
	return 0;
}

static int choose_years(struct px_query *q, struct px_choice *c, struct err *e)
{
	const struct variable *v = &q->table->list[q->time];
	size_t i;
	int rc;

	q->years = xcalloc(v->n + 1, sizeof(*q->years));
	for (i = 0; i < v->n; i++) {
		rc = variable_year(v, i, &q->years[c->n], e);
		if (rc < 0)
			return -1;
		if (rc)
			choose(c, i);
	}
	return c->n ? 0 : err_set(e, ERR_DATA, "the table has no year");
}

static int choose_metric(const struct variable *v, const struct cube_row *row,
			 struct px_choice *c, struct err *e)
{
	size_t at;

	if (!row->metric[0] && v->n == 1)
		choose(c, 0);
	else if (row->metric[0] &&
		 value_find(v, row->metric, strlen(row->metric), &at))
		choose(c, at);
	else
		return err_set(e, ERR_DATA,
			       "'%.60s' has no value '%.60s' (column metric)",
			       v->label[0] ? v->label : v->code, row->metric);
	return 0;
}

static int choose_values(struct px_query *q, size_t i,
			 const struct cube_row *row, struct err *e)
{
	const struct variable *v = &q->table->list[i];
	struct px_choice *c = &q->list[i];
	const char *kind, *code;
	enum sex sex;
	size_t j;

	switch (v->role) {
	case ROLE_TIME:
		q->time = i;
		return choose_years(q, c, e);
	case ROLE_AREA:
		q->area = i;
		for (j = 0; j < v->n; j++)
			if (pxweb_terms.area(v->ids[j], &kind, &code))
				choose(c, j);
		return 0;
	case ROLE_SEX:
		q->sex = i;
		for (j = 0; j < v->n; j++)
			if (variable_sex(v, j, &sex))
				choose(c, j);
		return 0;
	case ROLE_METRIC:
		return choose_metric(v, row, c, e);
	case ROLE_NONE:
	case ROLE_N:
		break;
	}
	return choose_fixed(v, row, c, e);
}

int px_query_make(const struct cube *table, const struct cube_row *row,
		  struct px_query *out, struct err *e)
{
	struct px_query q = {.table = table, .sex = table->n};
	size_t i;

	q.list = xcalloc(table->n + 1, sizeof(*q.list));
	if (!cube_role(table, ROLE_TIME) || !cube_role(table, ROLE_AREA)) {
		(void)err_set(e, ERR_DATA, "no variable is of %s",
			      cube_role(table, ROLE_TIME) ? "areas" : "time");
		goto fail;
	}
	if (row->metric[0] && !cube_role(table, ROLE_METRIC)) {
		(void)err_set(e, ERR_DATA,
			      "no variable says which figure it is (column "
			      "metric: '%.60s')",
			      row->metric);
		goto fail;
	}
	for (i = 0; i < table->n; i++)
		if (choose_values(&q, i, row, e) < 0)
			goto fail;
	if (check_fixed(&q, row, e) < 0)
		goto fail;
	if (!q.list[q.area].n) {
		(void)err_set(e, ERR_DATA, "the table has no area");
		goto fail;
	}
	*out = q;
	return 0;
fail:
	px_query_release(&q);
	return -1;
}

void px_query_release(struct px_query *q)
{
	size_t i;

	for (i = 0; q->list && i < q->table->n; i++)
		free(q->list[i].at);
	free(q->list);
	free(q->years);
	*q = (struct px_query){0};
}

/* --- cutting ----------------------------------------------------------------
 */

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Cells of one year in one area: its sexes. */
static size_t depth(const struct px_query *q)
{
	return q->sex < q->table->n ? q->list[q->sex].n : 1;
}

bool px_query_next(const struct px_query *q, int64_t cells, struct px_cut *cut)
{
	size_t years = q->list[q->time].n, areas = q->list[q->area].n;
	size_t room = (size_t)(cells > 0 ? cells : 1) / depth(q);
	struct px_cut next = {cut->year, 0, cut->area + cut->areas, 0};

	if (cut->years && next.area >= areas) {
		next.year = cut->year + cut->years;
		next.area = 0;
	}
	if (next.year >= years)
		return false;
	if (room >= areas && next.area == 0) {
		next.years = least(room / areas, years - next.year);
		next.areas = areas;
	} else {
		next.years = 1;
		next.areas = least(room ? room : 1, areas - next.area);
	}
	*cut = next;
	return true;
}

bool px_query_is_last(const struct px_query *q, const struct px_cut *cut)
{
	return cut->year + cut->years >= q->list[q->time].n &&
	       cut->area + cut->areas >= q->list[q->area].n;
}

int64_t px_query_cells(const struct px_query *q, const struct px_cut *cut)
{
	return (int64_t)(cut->years * cut->areas * depth(q));
}

/* --- writing ----------------------------------------------------------------
 */

static json_t *own(json_t *v)
{
	if (!v)
		die_of_memory();
	return v;
}

static void put(json_t *object, const char *key, json_t *v)
{
	if (json_object_set_new(object, key, own(v)) < 0)
		die("'%s' cannot be written as JSON", key);
}

static json_t *selection(const struct px_query *q, size_t i,
			 const struct px_cut *cut)
{
	const struct px_choice *c = &q->list[i];
	size_t from = i == q->time ? cut->year : i == q->area ? cut->area : 0;
	size_t n = i == q->time ? cut->years : i == q->area ? cut->areas : c->n;
	json_t *values = own(json_array()), *s = own(json_object());
	size_t j;

	for (j = from; j < from + n; j++)
		(void)json_array_append_new(
			values,
			own(json_string(q->table->list[i].ids[c->at[j]])));
	put(s, "filter", json_string("item"));
	put(s, "values", values);
	return s;
}

char *px_query_body(const struct px_query *q, const struct px_cut *cut)
{
	json_t *root = own(json_object()), *list = own(json_array());
	json_t *response = own(json_object());
	char *text;
	size_t i;

	for (i = 0; i < q->table->n; i++) {
		json_t *one;

		if (!q->list[i].n)
			continue;
		one = own(json_object());
		put(one, "code", json_string(q->table->list[i].code));
		put(one, "selection", selection(q, i, cut));
		(void)json_array_append_new(list, one);
	}
	put(root, "query", list);
	put(response, "format", json_string("json-stat2"));
	put(root, "response", response);
	text = json_dumps(root, JSON_COMPACT);
	json_decref(root);
	if (!text)
		die("a query cannot be written as JSON");
	return text;
}

void px_query_scope(const struct px_query *q, const struct px_cut *cut,
		    struct request *r)
{
	const struct variable *v =
		q->sex < q->table->n ? &q->table->list[q->sex] : NULL;
	enum sex sex;
	size_t i;

	for (i = cut->year; i < cut->year + cut->years; i++)
		r->year[q->years[i] - YEAR_MIN] = true;
	r->sex[SEX_TOTAL] = !v;
	for (i = 0; v && i < q->list[q->sex].n; i++)
		if (variable_sex(v, q->list[q->sex].at[i], &sex))
			r->sex[sex] = true;
	r->part = cut->areas < q->list[q->area].n;
}
