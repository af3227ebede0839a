/*
 * Sotkanet's JSON answers, by jansson. A missing or retyped key refuses the
 * answer; an unexpected one is counted, so that it can be noticed.
 */
#include "etl/sotkanet.h"

#include "etl/sotkanet_retired.h"
#include "lib/json.h"
#include "lib/num.h"
#include "lib/text.h"

/* The keys that are known, read or not. */
struct keys {
	const char *const *name;
	size_t n;
};

static size_t odd_keys(json_t *object, const struct keys *known)
{
	const char *key;
	json_t *value;
	size_t odd = 0, i;

	json_object_foreach (object, key, value) {
		for (i = 0; i < known->n; i++)
			if (strcmp(known->name[i], key) == 0)
				break;
		odd += i == known->n;
	}
	return odd;
}

static json_t *load(const char *bytes, size_t len, bool array, struct err *e)
{
	json_t *root = json_read(bytes, len, JSON_REJECT_DUPLICATES, e);

	if (!root)
		return NULL;
	if (array ? !json_is_array(root) : !json_is_object(root)) {
		(void)err_set(e, ERR_DATA, "a JSON %s is expected",
			      array ? "array" : "object");
		json_decref(root);
		return NULL;
	}
	return root;
}

/* Calls one() for each object of an array. */
static int each(const char *bytes, size_t len, struct answer *out,
		int (*one)(json_t *, const struct request *, struct answer *,
			   struct err *),
		const struct request *r, struct err *e)
{
	json_t *root = load(bytes, len, true, e), *row;
	size_t i;
	int rc = -1;

	if (!root)
		return -1;
	json_array_foreach (root, i, row) {
		if (one(row, r, out, e) < 0) {
			(void)err_wrap(e, "[%zu]", i);
			goto out;
		}
	}
	rc = 0;
out:
	json_decref(root);
	return rc;
}

/* A JSON number as double; whole numbers beyond 2^53 do not occur. */
static int number(json_t *row, const char *key, struct val *out, struct err *e)
{
	json_t *v = json_object_get(row, key);

	*out = val_absent(VAL_MISSING);
	if (!v)
		return 0;
	if (!json_is_number(v))
		return err_set(e, ERR_DATA, "%s: a number is expected", key);
	*out = val_number(json_number_value(v));
	return 0;
}

static int one_row(json_t *row, const struct request *r, struct answer *out,
		   struct err *e)
{
	static const char *const names[] = {"indicator", "region", "year",
					    "gender",    "value",  "absValue"};
	static const struct keys known = {names, ARRAY_LEN(names)};
	struct figure f = {0};
	json_int_t indicator, region, year;
	const char *sex;
	json_error_t je;
	char id[40];

	if (json_unpack_ex(row, &je, 0, "{s:I, s:I, s:I, s:s}", "indicator",
			   &indicator, "region", &region, "year", &year,
			   "gender", &sex) < 0)
		return err_set(e, ERR_DATA, "%s", je.text);
	(void)snprintf(id, sizeof(id), "%lld", (long long)indicator);
	if (strcmp(id, r->indicator) != 0)
		return err_set(e, ERR_DATA, "indicator %s, asked was %s", id,
			       r->indicator);
	if (region < 1 || region > 999999)
		return err_set(e, ERR_DATA, "region %lld", (long long)region);
	if (year < YEAR_MIN || year > YEAR_MAX)
		return err_set(e, ERR_DATA, "year %lld", (long long)year);
	if (!sex_parse(sex, strlen(sex), &f.sex))
		return err_set(e, ERR_DATA, "gender '%.40s'", sex);
	f.area = region;
	f.year = (int)year;
	if (number(row, "value", &f.value, e) < 0 ||
	    number(row, "absValue", &f.numerator, e) < 0)
		return -1;
	out->odd += odd_keys(row, &known);
	figures_add(&out->figures, &f);
	return 0;
}

int sotkanet_rows_any(const struct request *r, const char *bytes, size_t len,
		      struct answer *out, struct err *e)
{
	return each(bytes, len, out, one_row, r, e);
}

int sotkanet_parse_json(const struct request *r, const char *bytes, size_t len,
			struct answer *out, struct err *e)
{
	if (sotkanet_rows(r, bytes, len, &out->figures))
		return 0;
	figures_release(&out->figures);
	return sotkanet_rows_any(r, bytes, len, out, e);
}

/* The three texts of "KEY": {"fi": ..., "sv": ..., "en": ...}, evened out; a
 * language that is not there is "". */
static int texts(json_t *object, const char *key, char *out[3], struct err *e)
{
	static const char *const lang[] = {"fi", "sv", "en"};
	size_t i;

	if (!json_is_object(object))
		return err_set(e, ERR_DATA, "%s: an object is expected", key);
	for (i = 0; i < 3; i++) {
		json_t *t = json_object_get(object, lang[i]);

		if (t && !json_is_string(t))
			return err_set(e, ERR_DATA, "%s.%s: a text is expected",
				       key, lang[i]);
		out[i] = text_plain(t ? json_string_value(t) : "");
	}
	return 0;
}

static int titles(json_t *object, char *out[3], struct err *e)
{
	if (texts(object, "title", out, e) < 0)
		return -1;
	if (!out[0][0])
		return err_set(e, ERR_DATA, "title.fi is empty");
	return 0;
}

static char *lower(const char *s)
{
	char *t = xstrdup(s), *p;

	for (p = t; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	return t;
}

static int members(json_t *list, struct place *p, struct err *e)
{
	json_t *m;
	size_t i;

	if (!json_is_array(list))
		return err_set(e, ERR_DATA, "memberOf: an array is expected");
	p->members = xcalloc(json_array_size(list), sizeof(*p->members));
	json_array_foreach (list, i, m) {
		if (!json_is_integer(m))
			return err_set(e, ERR_DATA,
				       "memberOf[%zu]: a region id is expected",
				       i);
		p->members[p->n_members++] = json_integer_value(m);
	}
	return 0;
}

static int one_region(json_t *row, const struct request *r, struct answer *out,
		      struct err *e)
{
	static const char *const names[] = {"id",    "code",     "category",
					    "title", "memberOf", "uri"};
	static const struct keys known = {names, ARRAY_LEN(names)};
	const struct retired_region *old;
	struct place *p = answer_add_place(out);
	const char *code, *category;
	json_t *title, *member_of;
	json_int_t id;
	json_error_t je;

	(void)r;
	if (json_unpack_ex(row, &je, 0, "{s:I, s:s, s:s, s:o, s:o}", "id", &id,
			   "code", &code, "category", &category, "title",
			   &title, "memberOf", &member_of) < 0)
		return err_set(e, ERR_DATA, "%s", je.text);
	if (id < 1 || id > 999999 || !code[0] || !category[0])
		return err_set(e, ERR_DATA,
			       "id, code and category are expected");
	p->id = id;
	p->kind = lower(category);
	old = retired_region_find(id);
	/* A county's code of 2021-22 is another county's code of today. */
	p->code = xstrdup(old && strcmp(old->kind, p->kind) == 0 ? old->code
								 : code);
	out->odd += odd_keys(row, &known);
	if (titles(title, p->name, e) < 0 || members(member_of, p, e) < 0)
		return err_wrap(e, "region %lld", (long long)id);
	return 0;
}

int sotkanet_parse_regions(const char *bytes, size_t len, struct answer *out,
			   struct err *e)
{
	if (each(bytes, len, out, one_region, NULL, e) < 0)
		return -1;
	if (out->n_places == 0)
		return err_set(e, ERR_DATA, "no regions");
	return 0;
}

static int organisation(json_t *row, struct meta *m, struct err *e)
{
	json_t *o = json_object_get(row, "organization");
	json_t *t = o ? json_object_get(o, "title") : NULL;
	json_t *fi = t ? json_object_get(t, "fi") : NULL;

	if (!json_is_string(fi))
		return err_set(e, ERR_DATA,
			       "organization.title.fi: a text is expected");
	m->organisation = text_plain(json_string_value(fi));
	return 0;
}

/* classifications.sex.values; an empty list is met and means total alone. */
static int sexes(json_t *row, struct meta *m, struct err *e)
{
	json_t *c = json_object_get(row, "classifications");
	json_t *s = c ? json_object_get(c, "sex") : NULL;
	json_t *values = s ? json_object_get(s, "values") : NULL, *v;
	enum sex sex;
	size_t i;

	if (!json_is_array(values))
		return err_set(e, ERR_DATA,
			       "classifications.sex.values: an array is "
			       "expected");
	json_array_foreach (values, i, v) {
		const char *text = json_string_value(v);

		if (!text || !sex_parse(text, strlen(text), &sex))
			return err_set(
				e, ERR_DATA,
				"classifications.sex.values[%zu]: total, "
				"male or female is expected",
				i);
		m->sex[sex] = true;
	}
	if (json_array_size(values) == 0)
		m->sex[SEX_TOTAL] = true;
	return 0;
}

/* What the list and the full description share. */
static int meta_common(json_t *row, struct meta *m, struct err *e)
{
	json_int_t id;
	json_t *title;
	json_error_t je;

	if (json_unpack_ex(row, &je, 0, "{s:I, s:o}", "id", &id, "title",
			   &title) < 0)
		return err_set(e, ERR_DATA, "%s", je.text);
	m->code = xasprintf("%lld", (long long)id);
	if (titles(title, m->title, e) < 0 || organisation(row, m, e) < 0 ||
	    sexes(row, m, e) < 0)
		return err_wrap(e, "indicator %s", m->code);
	return 0;
}

static int one_listed(json_t *row, const struct request *r, struct answer *out,
		      struct err *e)
{
	struct meta *m = answer_add_meta(out);

	(void)r;
	m->unit = xstrdup("");
	m->decimals = 1;
	return meta_common(row, m, e);
}

int sotkanet_parse_list(const char *bytes, size_t len, struct answer *out,
			struct err *e)
{
	if (each(bytes, len, out, one_listed, NULL, e) < 0)
		return -1;
	if (out->n_metas == 0)
		return err_set(e, ERR_DATA, "no indicators");
	return 0;
}

/* "data-updated": a date, or null where the source gives none. */
static int updated(json_t *v, struct meta *m, struct err *e)
{
	const char *s = json_string_value(v);
	int64_t t;

	if (json_is_null(v))
		return 0;
	if (!s || strlen(s) != sizeof(m->updated) - 1 || !when_parse(s, &t))
		return err_set(e, ERR_DATA, "data-updated: a date is expected");
	memcpy(m->updated, s, sizeof(m->updated));
	return 0;
}

/* "description": what the figures are, HTML fragments. Some recorded
 * descriptions have none. */
static int definition(json_t *row, struct meta *m, struct err *e)
{
	json_t *v = json_object_get(row, "description");

	return v ? texts(v, "description", m->definition, e) : 0;
}

static int meta_row(json_t *row, struct meta *m, struct err *e)
{
	json_int_t first, last, decimals;
	const char *unit;
	json_t *date;
	json_error_t je;

	if (meta_common(row, m, e) < 0)
		return -1;
	if (json_unpack_ex(row, &je, 0, "{s:o, s:{s:I, s:I}, s:I, s:{s:s}}",
			   "data-updated", &date, "range", "start", &first,
			   "end", &last, "decimals", &decimals,
			   "primaryValueType", "code", &unit) < 0)
		return err_set(e, ERR_DATA, "%s", je.text);
	if (first < YEAR_MIN || last > YEAR_MAX || first > last)
		return err_set(e, ERR_DATA,
			       "range: years from %d to %d are "
			       "expected",
			       YEAR_MIN, YEAR_MAX);
	if (decimals < 0 || decimals > 9)
		return err_set(e, ERR_DATA, "decimals: 0 to 9 is expected");
	m->first = (int)first;
	m->last = (int)last;
	m->decimals = (int)decimals;
	m->unit = text_plain(unit);
	return updated(date, m, e) < 0 || definition(row, m, e) < 0 ? -1 : 0;
}

int sotkanet_parse_meta(const char *bytes, size_t len, struct answer *out,
			struct err *e)
{
	static const char *const names[] = {"id",
					    "data-updated",
					    "range",
					    "title",
					    "decimals",
					    "primaryValueType",
					    "classifications",
					    "organization",
					    "subjects",
					    "sources",
					    "groups",
					    "description",
					    "interpretation",
					    "limits",
					    "legislation",
					    "notices"};
	static const struct keys known = {names, ARRAY_LEN(names)};
	json_t *root = load(bytes, len, false, e);
	struct meta *m;
	int rc;

	if (!root)
		return -1;
	m = answer_add_meta(out);
	rc = meta_row(root, m, e);
	out->odd += odd_keys(root, &known);
	json_decref(root);
	return rc;
}
