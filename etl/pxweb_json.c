/*
 * What a PxWeb host says of itself: limits, folders, tables.
 */
#include "etl/pxweb.h"
#include "lib/json.h"

/* The smaller of what the keys say, where any does. */
static void take_limit(json_t *root, const char *key, int64_t *least)
{
	json_t *v = json_object_get(root, key);

	if (json_is_integer(v) && json_integer_value(v) > 0 &&
	    (*least == 0 || json_integer_value(v) < *least))
		*least = json_integer_value(v);
}

int px_limits_parse(const char *bytes, size_t len, struct px_limits *out,
		    struct err *e)
{
	json_t *root = json_read(bytes, len, 0, e);
	struct px_limits said = {0};

	if (!root)
		return -1;
	if (!json_is_object(root)) {
		json_decref(root);
		return err_set(e, ERR_DATA, "limits: an object is expected");
	}
	take_limit(root, "maxValues", &said.cells);
	take_limit(root, "maxCells", &said.cells);
	take_limit(root, "maxCalls", &said.calls);
	take_limit(root, "timeWindow", &said.seconds);
	if (said.cells)
		out->cells = said.cells;
	if (said.calls && said.seconds && said.seconds < 86400) {
		out->calls = said.calls;
		out->seconds = said.seconds;
	}
	json_decref(root);
	return 0;
}

int px_folder_parse(const char *bytes, size_t len, const char *table,
		    char updated[PX_TIME_TEXT], bool *found, struct err *e)
{
	json_t *root = json_read(bytes, len, 0, e), *one;
	int rc = -1;
	size_t i;

	if (!root)
		return -1;
	if (!json_is_array(root)) {
		(void)err_set(e, ERR_DATA, "folder: an array is expected");
		goto out;
	}
	*found = false;
	json_array_foreach (root, i, one) {
		const char *id = json_string_value(json_object_get(one, "id"));
		const char *at =
			json_string_value(json_object_get(one, "updated"));

		if (!id) {
			(void)err_set(e, ERR_DATA,
				      "folder: [%zu].id: a text is expected",
				      i);
			goto out;
		}
		if (*found || strcmp(id, table) != 0)
			continue;
		*found = true;
		/* half a time, or half a character, is no sign of change */
		(void)snprintf(updated, PX_TIME_TEXT, "%s",
			       at && strlen(at) < PX_TIME_TEXT ? at : "");
	}
	rc = 0;
out:
	json_decref(root);
	return rc;
}

static int read_variable(json_t *one, struct cube *out, struct err *e)
{
	const char *code, *label = "";
	json_t *values, *texts = NULL, *v;
	int optional = 0, time = 0;
	struct variable *var;
	json_error_t je;
	size_t i;

	if (json_unpack_ex(one, &je, 0, "{s:s, s?:s, s:o, s?:o, s?:b, s?:b}",
			   "code", &code, "text", &label, "values", &values,
			   "valueTexts", &texts, "elimination", &optional,
			   "time", &time) < 0)
		return err_set(e, ERR_DATA, "%s", je.text);
	if (!json_is_array(values) ||
	    (texts && json_array_size(texts) != json_array_size(values)))
		return err_set(e, ERR_DATA,
			       "values and valueTexts: arrays of one length "
			       "are expected");
	var = cube_add(out, code, label, json_array_size(values));
	var->optional = optional != 0;
	if (time && !cube_role(out, ROLE_TIME))
		var->role = ROLE_TIME;
	for (i = 0; i < var->n; i++) { /* complete before anything is refused */
		v = json_array_get(texts, i);
		variable_set(var, i, "",
			     json_is_string(v) ? json_string_value(v) : "");
	}
	json_array_foreach (values, i, v) {
		if (!json_is_string(v))
			return err_set(e, ERR_DATA,
				       "values[%zu]: a text is expected", i);
		free(var->ids[i]);
		var->ids[i] = xstrdup(json_string_value(v));
	}
	return 0;
}

int px_table_parse(const char *bytes, size_t len, struct cube *out,
		   struct err *e)
{
	json_t *root = json_read(bytes, len, 0, e), *one;
	json_t *list = json_object_get(root, "variables");
	struct cube c = {0};
	int rc = -1;
	size_t i;

	if (!root)
		return -1;
	if (!json_is_array(list) || json_array_size(list) == 0 ||
	    json_array_size(list) > 100) {
		(void)err_set(e, ERR_DATA,
			      "variables: an array of them is expected");
		goto out;
	}
	json_array_foreach (list, i, one) {
		if (read_variable(one, &c, e) < 0) {
			(void)err_wrap(e, "variables[%zu]", i);
			goto out;
		}
	}
	cube_find_roles(&c, &pxweb_terms);
	*out = c;
	c = (struct cube){0};
	rc = 0;
out:
	cube_release(&c);
	json_decref(root);
	return rc;
}
