#include "etl/jsonstat.h"

#include "lib/json.h"
#include "lib/num.h"
#include "lib/text.h"

/* A data set being read; json_t are borrowed from the root. */
struct data_set {
	json_t *set, *dimension, *value, *status;
	json_t *ids, *sizes, *roles;
	struct cube cube;
	size_t cells;
};

static const char *text_of(json_t *object, const char *key)
{
	const char *s = json_string_value(json_object_get(object, key));

	return s ? s : "";
}

/* --- finding the parts ------------------------------------------------------
 */

static bool is_set(json_t *o)
{
	return json_is_object(json_object_get(o, "dimension")) &&
	       json_object_get(o, "value");
}

/* The data set itself, or the one in a wrapper. */
static json_t *find_set(json_t *root)
{
	const char *key;
	json_t *inner;

	if (is_set(root))
		return root;
	json_object_foreach (root, key, inner)
		if (is_set(inner))
			return inner;
	return NULL;
}

static int find_parts(json_t *root, struct data_set *d, struct err *e)
{
	json_t *inner;

	d->set = json_is_object(root) ? find_set(root) : NULL;
	if (!d->set)
		return err_set(e, ERR_DATA,
			       "no JSON-stat: an object with dimension and "
			       "value is expected");
	d->dimension = json_object_get(d->set, "dimension");
	d->value = json_object_get(d->set, "value");
	d->status = json_object_get(d->set, "status");
	inner = json_object_get(d->status, "value");
	if (inner && !json_is_string(inner))
		d->status = inner; /* old Eurostat, with a legend beside */
	d->ids = json_object_get(d->set, "id");
	if (!d->ids) { /* version 1 */
		d->ids = json_object_get(d->dimension, "id");
		d->sizes = json_object_get(d->dimension, "size");
		d->roles = json_object_get(d->dimension, "role");
	} else {
		d->sizes = json_object_get(d->set, "size");
		d->roles = json_object_get(d->set, "role");
	}
	if (!json_is_array(d->ids) || json_array_size(d->ids) == 0)
		return err_set(e, ERR_DATA, "id: an array is expected");
	if (json_array_size(d->ids) > CUBE_VARIABLES)
		return err_set(e, ERR_DATA, "id: more than %d variables",
			       CUBE_VARIABLES);
	if (json_array_size(d->sizes) != json_array_size(d->ids))
		return err_set(e, ERR_DATA,
			       "size: an array as long as id is expected");
	return 0;
}

/* --- variables --------------------------------------------------------------
 */

static int put_value(struct variable *v, json_t *labels, const char *id,
		     json_int_t at, struct err *e)
{
	json_t *label = json_object_get(labels, id);

	if (at < 0 || (size_t)at >= v->n || v->ids[at])
		return err_set(
			e, ERR_DATA,
			"dimension.%.60s.category.index: '%.60s' at %lld",
			v->code, id, (long long)at);
	variable_set(v, (size_t)at, id,
		     json_is_string(label) ? json_string_value(label) : id);
	return 0;
}

/* The values of a variable: an array in order, an object id -> place, or none
 * where there is one value alone and its label names it. */
static json_t *index_of(json_t *category)
{
	json_t *index = json_object_get(category, "index");
	json_t *labels = json_object_get(category, "label");

	return !index && json_object_size(labels) == 1 ? labels : index;
}

static size_t index_size(json_t *index)
{
	return json_is_array(index) ? json_array_size(index)
				    : json_object_size(index);
}

static int read_values(struct variable *v, json_t *category, struct err *e)
{
	json_t *labels = json_object_get(category, "label"), *at;
	json_t *index = index_of(category);
	const char *id;
	size_t i;

	json_array_foreach (index, i, at) {
		if (!json_is_string(at))
			return err_set(e, ERR_DATA,
				       "dimension.%.60s.category.index[%zu]: a "
				       "text is expected",
				       v->code, i);
		if (put_value(v, labels, json_string_value(at), (json_int_t)i,
			      e) < 0)
			return -1;
	}
	json_object_foreach (index, id, at) {
		if (index != labels && !json_is_integer(at))
			return err_set(
				e, ERR_DATA,
				"dimension.%.60s.category.index.%.60s: a "
				"whole number is expected",
				v->code, id);
		if (put_value(v, labels, id,
			      index == labels ? 0 : json_integer_value(at),
			      e) < 0)
			return -1;
	}
	return 0;
}

static enum cube_role role_of(json_t *roles, const char *code)
{
	static const char *const names[ROLE_N] = {[ROLE_TIME] = "time",
						  [ROLE_AREA] = "geo",
						  [ROLE_METRIC] = "metric"};
	json_t *one;
	size_t i, j;

	for (i = 0; i < ROLE_N; i++) {
		json_t *list =
			names[i] ? json_object_get(roles, names[i]) : NULL;

		json_array_foreach (list, j, one)
			if (json_is_string(one) &&
			    strcmp(json_string_value(one), code) == 0)
				return (enum cube_role)i;
	}
	return ROLE_NONE;
}

static int read_variable(struct data_set *d, size_t i, struct err *e)
{
	const char *code = json_string_value(json_array_get(d->ids, i));
	json_t *size = json_array_get(d->sizes, i), *one, *category;
	struct variable *v;
	json_int_t n;
	size_t said;

	if (!code)
		return err_set(e, ERR_DATA, "id[%zu]: a text is expected", i);
	n = json_is_integer(size) ? json_integer_value(size) : -1;
	if (n < 0 || n > CUBE_CELLS)
		return err_set(e, ERR_DATA,
			       "size[%zu]: a number of values is expected", i);
	if (n && d->cells > CUBE_CELLS / (size_t)n)
		return err_set(e, ERR_DATA, "size: more than %d cells",
			       (int)CUBE_CELLS);
	d->cells *= (size_t)n;
	one = json_object_get(d->dimension, code);
	category = json_object_get(one, "category");
	if (!json_is_object(category))
		return err_set(
			e, ERR_DATA,
			"dimension.%.60s.category: an object is expected",
			code);
	said = index_size(index_of(category));
	if (said != (size_t)n)
		return err_set(e, ERR_DATA,
			       "dimension.%.60s.category.index: %zu values, "
			       "size says %zu",
			       code, said, (size_t)n);
	v = cube_add(&d->cube, code, text_of(one, "label"), said);
	v->role = role_of(d->roles, code);
	if (v->role && cube_role(&d->cube, v->role) != v)
		v->role = ROLE_NONE; /* the first of several */
	return read_values(v, category, e);
}

static int read_variables(struct data_set *d, struct err *e)
{
	size_t i;

	d->cells = 1;
	for (i = 0; i < json_array_size(d->ids); i++)
		if (read_variable(d, i, e) < 0)
			return -1;
	return 0;
}

/* --- cells ------------------------------------------------------------------
 */

/* An array as long as the cube, or an object place -> value. */
static int check_list(const struct data_set *d, json_t *list, const char *name,
		      struct err *e)
{
	const char *key;
	json_t *v;
	int64_t at;

	if (json_is_array(list) && json_array_size(list) == d->cells)
		return 0;
	if (json_is_array(list))
		return err_set(e, ERR_DATA, "%s: %zu of them, size says %zu",
			       name, json_array_size(list), d->cells);
	if (!json_is_object(list))
		return err_set(e, ERR_DATA,
			       "%s: an array or an object is expected", name);
	json_object_foreach (list, key, v)
		if (!num_int(key, strlen(key), 0, (int64_t)d->cells - 1, &at))
			return err_set(e, ERR_DATA,
				       "%s.%.60s: a place within the cube is "
				       "expected",
				       name, key);
	return 0;
}

static int check_lists(const struct data_set *d, struct err *e)
{
	if (check_list(d, d->value, "value", e) < 0)
		return -1;
	if (!d->status || json_is_string(d->status) ||
	    json_is_null(d->status) ||
	    (json_is_array(d->status) && json_array_size(d->status) == 1))
		return 0;
	return check_list(d, d->status, "status", e);
}

static json_t *list_at(json_t *list, size_t i)
{
	char key[NUM_TEXT];

	if (json_is_array(list))
		return json_array_get(list, json_array_size(list) == 1 ? 0 : i);
	if (!json_is_object(list))
		return list;
	(void)snprintf(key, sizeof(key), "%zu", i);
	return json_object_get(list, key);
}

static struct val symbol_value(const struct symbol *s)
{
	return s->zero ? val_number(0) : val_absent(s->state);
}

static int cell_value(const struct data_set *d, const struct cube_terms *t,
		      size_t i, struct val *out, struct err *e)
{
	json_t *v = json_is_array(d->value) ? json_array_get(d->value, i)
					    : list_at(d->value, i);
	const char *text = json_string_value(v), *why;
	const struct symbol *s;
	double x;

	*out = val_absent(VAL_MISSING);
	if (json_is_number(v)) {
		*out = val_number(json_number_value(v));
	} else if (text) {
		s = symbol_find(t, text);
		if (s)
			*out = symbol_value(s);
		else if (num_double(text, strlen(text), &x))
			*out = val_number(x);
		else
			return err_set(e, ERR_DATA,
				       "value[%zu]: '%.40s' is neither a "
				       "number nor a symbol of the source",
				       i, text);
	} else if (!v || json_is_null(v)) {
		why = json_string_value(list_at(d->status, i));
		s = why ? symbol_find(t, why) : NULL;
		if (s)
			*out = symbol_value(s);
	} else {
		return err_set(e, ERR_DATA, "value[%zu]: a number is expected",
			       i);
	}
	return 0;
}

/* Every cell's value; NULL where one is not what it should be. The caller's to
 * free(). */
static struct val *read_cells(const struct data_set *d,
			      const struct cube_terms *t, struct err *e)
{
	struct val *cells = xcalloc(d->cells + 1, sizeof(*cells));
	size_t i;

	for (i = 0; i < d->cells; i++) {
		if (cell_value(d, t, i, &cells[i], e) < 0) {
			free(cells);
			return NULL;
		}
	}
	return cells;
}

/* --- the description --------------------------------------------------------
 */

static void read_updated(const struct data_set *d, struct meta *m)
{
	const char *s = text_of(d->set, "updated");
	json_t *ms = json_object_get(d->set, "lastUpdateDate");
	char at[WHEN_TEXT] = "";
	int64_t t;

	if (strlen(s) >= 10)
		(void)snprintf(at, sizeof(at), "%.10s", s);
	else if (json_is_integer(ms) && json_integer_value(ms) > 0 &&
		 json_integer_value(ms) / 1000 < INT64_C(253402300800))
		(void)when_text(at, json_integer_value(ms) / 1000);
	if (at[0] && when_parse(at, &t))
		(void)snprintf(m->updated, sizeof(m->updated), "%.10s", at);
}

static void read_unit(const struct data_set *d, const struct variable *metric,
		      struct meta *m, const struct figures *f)
{
	json_t *one =
		metric ? json_object_get(d->dimension, metric->code) : NULL;
	json_t *units =
		json_object_get(json_object_get(one, "category"), "unit");
	json_t *unit = metric && metric->n
			       ? json_object_get(units, metric->ids[0])
			       : NULL;
	json_t *n = json_object_get(unit, "decimals");
	json_t *px =
		json_object_get(json_object_get(d->set, "extension"), "px");

	if (!json_is_integer(n))
		n = json_object_get(px, "decimals");
	m->unit = text_plain(text_of(unit, "base"));
	m->decimals = json_is_integer(n) && json_integer_value(n) >= 0 &&
				      json_integer_value(n) <= 9
			      ? (int)json_integer_value(n)
			      : cube_decimals(f);
}

/* What the figure is, and of what where it is not of all. */
static char *title_of(const struct data_set *d, const struct variable *metric)
{
	struct buf b;
	char *plain;
	size_t i;

	buf_init(&b, 100000);
	buf_puts(&b, metric && metric->n ? metric->labels[0]
					 : text_of(d->set, "label"));
	for (i = 0; i < d->cube.n; i++) {
		const struct variable *v = &d->cube.list[i];

		if (v->role == ROLE_NONE && v->n == 1 &&
		    !variable_is_total(v, 0))
			buf_printf(&b, ": %s", v->labels[0]);
	}
	plain = text_plain(buf_str(&b));
	buf_release(&b);
	return plain;
}

static void read_meta(const struct data_set *d, const struct cube_terms *t,
		      const struct request *r, struct answer *out)
{
	const struct variable *metric = cube_role(&d->cube, ROLE_METRIC);
	struct meta *m = answer_add_meta(out);
	int i;

	m->code = xstrdup(r->indicator);
	for (i = 0; i < 3; i++)
		m->title[i] = i == t->title ? title_of(d, metric) : xstrdup("");
	m->organisation = text_plain(text_of(d->set, "source"));
	if (!m->organisation[0]) {
		free(m->organisation);
		m->organisation = xstrdup(t->producer);
	}
	memcpy(m->sex, r->sex, sizeof(m->sex));
	read_unit(d, metric, m, &out->figures);
	read_updated(d, m);
}

static int read_set(struct data_set *d, const struct cube_terms *t,
		    const struct request *r, struct answer *out, struct err *e)
{
	struct val *cells;
	int rc;

	if (read_variables(d, e) < 0 || check_lists(d, e) < 0)
		return -1;
	cube_find_roles(&d->cube, t);
	cells = read_cells(d, t, e);
	if (!cells)
		return -1;
	rc = cube_figures(&d->cube, t, cells, out, e);
	if (rc == 0)
		read_meta(d, t, r, out);
	free(cells);
	return rc;
}

int jsonstat_parse(const struct cube_terms *t, const struct request *r,
		   const char *bytes, size_t len, struct answer *out,
		   struct err *e)
{
	json_t *root = json_read(bytes, len, JSON_REJECT_DUPLICATES, e);
	struct data_set d = {0};
	int rc = -1;

	if (!root)
		return -1;
	if (find_parts(root, &d, e) == 0)
		rc = read_set(&d, t, r, out, e);
	cube_release(&d.cube);
	json_decref(root);
	return rc;
}
