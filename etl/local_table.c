#include "etl/local_table.h"

#include <fnmatch.h>

#include "etl/local_number.h"
#include "lib/csv.h"
#include "lib/num.h"
#include "lib/text.h"

enum {
	NOWHERE = 1000000, /* the number of a column that is not there */
	CELLS = 1000
};

/* A row that gives a figure; where is an offset in reader.text. */
struct found {
	size_t where, line;
	const char *area; /* "KIND:CODE" or ":NAME", set once all are read */
	struct figure f;
};

/* A column whose cells hold values, of a year of its own where it is wide. */
struct value_column {
	size_t at, numerator; /* the latter NOWHERE where there is none */
	int year;             /* 0: the row's */
};

struct reader {
	const struct local_map *m;
	const struct local_indicator *indicator;
	const char *file;
	size_t cells; /* that each row has; 0: the first is not read yet */
	char *names[CELLS]; /* of the columns; owned; NULL without a header */
	/* columns */
	size_t area, year, sex;
	struct value_column *values;
	size_t n_values;
	size_t *only; /* column of each rule of kind LOCAL_ONLY; the table's,
			 then the indicator's */
	/* what was found */
	struct buf text;
	struct found *found;
	size_t n, cap;
	size_t left_out;
	/* the row that is being read */
	const struct csv_row *row;
	struct err *e;
};

/* --- messages ------------------------------------------------------------- */

static const char *cell(const struct reader *r, size_t column)
{
	return column < r->row->extra_n ? r->row->extra_cells[column] : "";
}

static int bad_cell(const struct reader *r, size_t column, const char *expected)
{
	const char *text = cell(r, column);
	char name[TEXT_SHOWN], shown[TEXT_SHOWN];

	if (column < CELLS && r->names[column])
		(void)text_shown(name, r->names[column],
				 strlen(r->names[column]));
	else
		(void)snprintf(name, sizeof(name), "#%zu", column + 1);
	return err_set(r->e, ERR_DATA, "%s: line %zu, column %s: '%s': %s",
		       r->file, r->row->line, name,
		       text_shown(shown, text, strlen(text)), expected);
}

/* --- columns -------------------------------------------------------------- */

/* A column by its name in the header, or "#3" by its number. */
static int find_column(const struct reader *r, const char *name, size_t *out)
{
	size_t i, at = NOWHERE;
	int64_t n;

	if (name[0] == '#' &&
	    num_int(name + 1, strlen(name + 1), 1, (int64_t)r->cells, &n)) {
		*out = (size_t)n - 1;
		return 0;
	}
	for (i = 0; i < r->cells; i++) {
		if (!r->names[i] || strcmp(r->names[i], name) != 0)
			continue;
		if (at != NOWHERE)
			return err_set(r->e, ERR_DATA,
				       "%s: line %zu: two columns '%s'; "
				       "expected #%zu or #%zu in the mapping",
				       r->file, r->row->line, name, at + 1,
				       i + 1);
		at = i;
	}
	if (at == NOWHERE)
		return err_set(r->e, ERR_DATA,
			       "%s: line %zu: no column '%s', which the "
			       "mapping names",
			       r->file, r->row->line, name);
	*out = at;
	return 0;
}

static int find_optional(const struct reader *r, const char *name, size_t *out)
{
	*out = NOWHERE;
	return name ? find_column(r, name, out) : 0;
}

/* A year of four digits. */
static bool year_parse(const char *s, int *out)
{
	int64_t n;

	if (strlen(s) != 4 || !num_int(s, 4, YEAR_MIN, YEAR_MAX, &n))
		return false;
	*out = (int)n;
	return true;
}

/* Whether a column's name is the pattern with a year in the place of its *. */
static bool is_of_year(const char *name, const char *pattern, int *year)
{
	size_t before = strcspn(pattern, "*"), len = strlen(name);
	const char *behind = pattern + before + 1;
	char text[5];

	if (len != before + 4 + strlen(behind) ||
	    memcmp(name, pattern, before) != 0 ||
	    strcmp(name + before + 4, behind) != 0)
		return false;
	(void)snprintf(text, sizeof(text), "%.4s", name + before);
	return year_parse(text, year);
}

static int add_values(struct reader *r, size_t at, int year)
{
	const char *name = r->indicator->text[LOCAL_NUMERATOR];
	struct value_column c = {.at = at, .year = year};
	char *own = NULL;
	int rc;

	if (name && year)
		own = xasprintf("%.*s%d%s", (int)strcspn(name, "*"), name, year,
				strchr(name, '*') + 1);
	rc = find_optional(r, own ? own : name, &c.numerator);
	free(own);
	if (rc < 0)
		return -1;
	r->values =
		xreallocarray(r->values, r->n_values + 1, sizeof(*r->values));
	r->values[r->n_values++] = c;
	return 0;
}

/* year = header: the columns of the indicator, each of a year. */
static int find_years(struct reader *r)
{
	const char *pattern = r->indicator->text[LOCAL_VALUE];
	int year;
	size_t i;

	if (!pattern)
		pattern = "*";
	for (i = 0; i < r->cells; i++)
		if (r->names[i] && is_of_year(r->names[i], pattern, &year) &&
		    add_values(r, i, year) < 0)
			return -1;
	if (r->n_values)
		return 0;
	return err_set(r->e, ERR_DATA,
		       "%s: line %zu: no column '%s' with a year for *",
		       r->file, r->row->line, pattern);
}

static int find_values(struct reader *r)
{
	size_t at = NOWHERE;

	if (local_map_is(r->m, LOCAL_YEAR, "header"))
		return find_years(r);
	return find_column(r, r->indicator->text[LOCAL_VALUE], &at) < 0
		       ? -1
		       : add_values(r, at, 0);
}

static int find_only(struct reader *r)
{
	const struct local_rules *rules[] = {&r->m->rules,
					     &r->indicator->rules};
	size_t i, j, k = 0;

	r->only = xcalloc(rules[0]->n + rules[1]->n + 1, sizeof(*r->only));
	for (i = 0; i < 2; i++) {
		for (j = 0; j < rules[i]->n; j++, k++) {
			if (rules[i]->list[j].kind == LOCAL_ONLY &&
			    find_column(r, rules[i]->list[j].subject,
					&r->only[k]) < 0)
				return -1;
		}
	}
	return 0;
}

static int find_columns(struct reader *r)
{
	const char *year = local_map_is(r->m, LOCAL_YEAR, "header")
				   ? NULL
				   : r->m->text[LOCAL_YEAR];

	return find_column(r, r->m->text[LOCAL_AREA], &r->area) < 0 ||
			       find_optional(r, year, &r->year) < 0 ||
			       find_optional(r, r->m->text[LOCAL_SEX],
					     &r->sex) < 0 ||
			       find_values(r) < 0 || find_only(r) < 0
		       ? -1
		       : 0;
}

/* --- cells ---------------------------------------------------------------- */

static const char *meaning(const struct reader *r, enum local_rule_kind kind,
			   const char *text)
{
	size_t i;

	for (i = 0; i < r->m->rules.n; i++) {
		const struct local_rule *t = &r->m->rules.list[i];

		if (t->kind == kind &&
		    (kind == LOCAL_AREA_RULE ? fnmatch(t->subject, text, 0) == 0
					     : strcmp(t->subject, text) == 0))
			return t->meaning;
	}
	return NULL;
}

/* Rules on one column are alternatives; every column with rules must agree. */
static bool is_wanted(const struct reader *r)
{
	const struct local_rules *rules[] = {&r->m->rules,
					     &r->indicator->rules};
	size_t i, j, l, k = 0, base = 0;

	for (i = 0; i < 2; base += rules[i]->n, i++) {
		for (j = 0; j < rules[i]->n; j++, k++) {
			bool any = false;

			if (rules[i]->list[j].kind != LOCAL_ONLY)
				continue;
			for (l = 0; !any && l < rules[i]->n; l++)
				any = rules[i]->list[l].kind == LOCAL_ONLY &&
				      r->only[base + l] == r->only[k] &&
				      strcmp(cell(r, r->only[k]),
					     rules[i]->list[l].meaning) == 0;
			if (!any)
				return false;
		}
	}
	return true;
}

static bool all_digits(const char *s)
{
	return s[0] && strspn(s, "0123456789") == strlen(s);
}

/* The official codes have their leading zeros; tables often lost them. */
static int code_width(const char *kind, size_t len)
{
	if (len == 5 && memcmp(kind, "kunta", 5) == 0)
		return 3;
	return (len == 15 && memcmp(kind, "hyvinvointialue", 15) == 0) ||
			       (len == 8 && memcmp(kind, "maakunta", 8) == 0)
		       ? 2
		       : 1;
}

/* Appends "KIND:CODE" or ":NAME". 1: the row is of no area. */
static int take_area(struct reader *r)
{
	const char *text = cell(r, r->area), *kinds, *rule;
	size_t len;
	int zeros;

	rule = meaning(r, LOCAL_AREA_RULE, text);
	if (rule && strcmp(rule, "none") == 0) {
		r->left_out++;
		return 1;
	}
	if (!text[0])
		return bad_cell(r, r->area, "an area is expected");
	if (rule) {
		buf_puts(&r->text, rule);
	} else if (local_map_is(r->m, LOCAL_AREA_BY, "name") &&
		   !all_digits(text)) {
		buf_printf(&r->text, ":%s", text);
	} else {
		kinds = r->m->text[LOCAL_AREA_KIND];
		len = strcspn(kinds, " ");
		zeros = code_width(kinds, len) - (int)strlen(text);
		if (strchr(text, ':'))
			return bad_cell(r, r->area, "a code is expected");
		buf_printf(&r->text, "%.*s:%.*s%s", (int)len, kinds,
			   all_digits(text) && zeros > 0 ? zeros : 0, "00",
			   text);
	}
	buf_putc(&r->text, '\0');
	return 0;
}

static int take_year(struct reader *r, int *out)
{
	if (r->m->text[LOCAL_FIXED_YEAR]) {
		*out = local_map_int(r->m, LOCAL_FIXED_YEAR);
		return 0;
	}
	if (r->year == NOWHERE) /* each value column has its own */
		return 0;
	if (!year_parse(cell(r, r->year), out))
		return bad_cell(r, r->year,
				"a year is expected; rows of other times are "
				"left out by only.COLUMN = CELL");
	return 0;
}

static int take_sex(struct reader *r, enum sex *out)
{
	const char *text, *rule;

	*out = SEX_TOTAL;
	if (r->sex == NOWHERE)
		return 0;
	text = cell(r, r->sex);
	rule = meaning(r, LOCAL_SEX_RULE, text);
	if (!rule)
		rule = text;
	if (!sex_parse(rule, strlen(rule), out))
		return bad_cell(r, r->sex,
				"total, male or female is expected, or "
				"sex.CELL in the mapping");
	return 0;
}

/* 1: the cell says nothing. */
static int take_value(struct reader *r, size_t column, struct val *out)
{
	static const struct {
		const char *word;
		enum val_state state;
	} absent[] = {{"missing", VAL_MISSING},
		      {"suppressed", VAL_SUPPRESSED},
		      {"not_applicable", VAL_NOT_APPLICABLE},
		      {"not_yet_published", VAL_NOT_YET}};
	const char *text = cell(r, column);
	const char *rule = meaning(r, LOCAL_CELL, text);
	double v;
	size_t i;

	if (rule ? strcmp(rule, "nothing") == 0 : !text[0])
		return 1;
	for (i = 0; rule && i < ARRAY_LEN(absent); i++) {
		if (strcmp(rule, absent[i].word) == 0) {
			*out = val_absent(absent[i].state);
			return 0;
		}
	}
	if (rule) {
		*out = val_number(0);
		return 0;
	}
	if (!local_number(text, r->m->text[LOCAL_DECIMAL], &v))
		return bad_cell(r, column,
				"a number is expected, or cell.TEXT in the "
				"mapping");
	*out = val_number(v);
	return 0;
}

/* --- rows ----------------------------------------------------------------- */

static int take_values(struct reader *r, struct found *row)
{
	int add = local_map_int(r->m, LOCAL_ADD_TO_YEAR), year = row->f.year;
	size_t i;

	for (i = 0; i < r->n_values; i++) {
		const struct value_column *c = &r->values[i];
		struct val numerator = val_absent(VAL_MISSING);
		int got = take_value(r, c->at, &row->f.value);

		if (got != 0) {
			if (got < 0)
				return -1;
			continue;
		}
		if (c->numerator != NOWHERE &&
		    take_value(r, c->numerator, &numerator) < 0)
			return -1;
		row->f.year = (c->year ? c->year : year) + add;
		if (row->f.year < YEAR_MIN || row->f.year > YEAR_MAX)
			return bad_cell(r, c->at, "its year is out of range");
		row->f.numerator = row->f.value.state == VAL_NUMBER &&
						   numerator.state == VAL_NUMBER
					   ? numerator
					   : val_absent(VAL_MISSING);
		if (r->n == r->cap) {
			r->cap = r->cap ? 2 * r->cap : 1024;
			r->found = xreallocarray(r->found, r->cap,
						 sizeof(*r->found));
		}
		r->found[r->n++] = *row;
	}
	return 0;
}

static int take_first(struct reader *r, const struct csv_row *row)
{
	bool header = local_map_is(r->m, LOCAL_HEADER, "yes");
	size_t i;

	r->cells = row->extra_n;
	for (i = 0; header && i < r->cells && i < CELLS; i++)
		r->names[i] = xstrdup(row->extra_cells[i]);
	return find_columns(r) < 0 ? -1 : header;
}

static int take_row(void *ctx, const struct csv_row *row, struct err *e)
{
	struct reader *r = ctx;
	struct found one = {.where = r->text.len, .line = row->line};
	size_t n = row->extra_n;
	int got;

	r->row = row;
	r->e = e;
	if (r->cells == 0) {
		got = take_first(r, row);
		if (got != 0)
			return got < 0 ? -1 : 0;
	}
	while (n > r->cells && !row->extra_cells[n - 1][0])
		n--;
	if (n != r->cells)
		return err_set(e, ERR_DATA,
			       "%s: line %zu: %zu cells, expected %zu", r->file,
			       one.line, n, r->cells);
	if (!is_wanted(r))
		return 0;
	got = take_area(r);
	if (got != 0)
		return got < 0 ? -1 : 0;
	return take_year(r, &one.f.year) < 0 || take_sex(r, &one.f.sex) < 0
		       ? -1
		       : take_values(r, &one);
}

/* --- the whole ------------------------------------------------------------ */

static char delimiter(const struct local_map *m)
{
	return local_map_is(m, LOCAL_DELIMITER, "semicolon") ? ';'
	       : local_map_is(m, LOCAL_DELIMITER, "tab")     ? '\t'
	       : local_map_is(m, LOCAL_DELIMITER, "bar")     ? '|'
							     : ',';
}

static int read_rows(struct reader *r, const char *p, size_t len, struct err *e)
{
	int skip = local_map_int(r->m, LOCAL_SKIP_LINES), rc = 0;
	size_t line = 1;
	struct buf text;

	for (; skip > 0 && len; skip--) {
		const char *nl = memchr(p, '\n', len);
		size_t n = nl ? (size_t)(nl - p) + 1 : len;

		p += n;
		len -= n;
		line++;
	}
	buf_init(&text, BUF_MAX);
	if (!local_map_is(r->m, LOCAL_ENCODING, "utf-8")) {
		rc = local_decode(r->file, r->m->text[LOCAL_ENCODING], p, len,
				  &text, e);
		p = buf_str(&text);
		len = text.len;
	}
	if (rc == 0)
		rc = csv_read_bare(r->file, delimiter(r->m), line, p, len,
				   take_row, r, e);
	if (rc < 0 && e && e->code == ERR_CONFIG)
		e->code = ERR_DATA;
	buf_release(&text);
	return rc;
}

static int by_key(const void *x, const void *y)
{
	const struct found *a = x, *b = y;
	int d = strcmp(a->area, b->area);

	if (d)
		return d;
	if (a->f.sex != b->f.sex)
		return a->f.sex < b->f.sex ? -1 : 1;
	if (a->f.year != b->f.year)
		return a->f.year < b->f.year ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

static void add_place(struct answer *out, const struct found *f,
		      const struct reader *r)
{
	struct place *p = answer_add_place(out);
	const char *colon = strchr(f->area, ':');

	p->where = xasprintf("%s: line %zu", r->file, f->line);
	if (colon == f->area) {
		p->kind = xstrdup(r->m->text[LOCAL_AREA_KIND]);
		p->name[0] = xstrdup(colon + 1);
	} else {
		p->kind = xstrndup(f->area, (size_t)(colon - f->area));
		p->code = xstrdup(colon + 1);
	}
}

/* What was found, a place for each area; a fact that stands twice with another
 * value is refused. */
static int put_figures(struct reader *r, struct answer *out, struct err *e)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		r->found[i].area = buf_str(&r->text) + r->found[i].where;
	if (r->n)
		qsort(r->found, r->n, sizeof(*r->found), by_key);
	for (i = 0; i < r->n; i++) {
		struct found *f = &r->found[i], *last = i ? f - 1 : NULL;
		bool other = !last || strcmp(last->area, f->area) != 0;

		if (!other && last->f.sex == f->f.sex &&
		    last->f.year == f->f.year) {
			const char *colon = strchr(f->area, ':');
			char shown[TEXT_SHOWN];

			return err_set(
				e, ERR_DATA,
				"%s: lines %zu and %zu: two rows for %s, %s, "
				"%d; rows are chosen by only.COLUMN = CELL",
				r->file, last->line, f->line,
				text_shown(shown, colon + 1, strlen(colon + 1)),
				sex_name(f->f.sex), f->f.year);
		}
		if (other)
			add_place(out, f, r);
		f->f.area = (int64_t)out->n_places - 1;
		figures_add(&out->figures, &f->f);
	}
	return 0;
}

static void describe(struct answer *out, const struct local_map *m,
		     const struct local_indicator *t)
{
	struct meta *d = answer_add_meta(out);
	int64_t decimals = 0;
	int i;

	d->code = xstrdup(t->code);
	for (i = 0; i < 3; i++)
		d->title[i] = xstrdup(t->text[LOCAL_TITLE_FI + i]
					      ? t->text[LOCAL_TITLE_FI + i]
					      : "");
	d->unit = xstrdup(t->text[LOCAL_UNIT]);
	d->organisation = xstrdup(m->text[LOCAL_PRODUCER]);
	d->licence = xstrdup(m->text[LOCAL_LICENCE]);
	d->class = xstrdup(t->text[LOCAL_CLASS]);
	(void)num_int(t->text[LOCAL_DECIMALS], strlen(t->text[LOCAL_DECIMALS]),
		      0, 9, &decimals);
	d->decimals = (int)decimals;
	out->division.then = local_map_is(m, LOCAL_DIVISION, "then");
	out->division.lag = -local_map_int(m, LOCAL_ADD_TO_YEAR);
	out->division.sums = strcmp(t->text[LOCAL_CLASS], "count") == 0;
}

int local_table_read(const struct local_map *m,
		     const struct local_indicator *indicator,
		     const struct local_body *body, struct answer *out,
		     size_t *left_out, struct err *e)
{
	struct reader r = {.m = m, .indicator = indicator, .file = body->name};
	struct err why = {0};
	size_t i;
	int rc;

	answer_init(out);
	out->kind = ANSWER_FIGURES;
	buf_init(&r.text, BUF_MAX);
	rc = read_rows(&r, body->table, body->len, &why);
	if (rc == 0)
		rc = put_figures(&r, out, &why);
	if (rc == 0 && r.n == 0)
		rc = err_set(&why, ERR_DATA, "%s: no row for %s", r.file,
			     indicator->code);
	if (rc == 0)
		describe(out, m, indicator);
	*left_out = r.left_out;
	for (i = 0; i < CELLS; i++)
		free(r.names[i]);
	free(r.values);
	free(r.only);
	free(r.found);
	buf_release(&r.text);
	return rc < 0 ? err_set(e, why.code, "%s", why.msg) : 0;
}
