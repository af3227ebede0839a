#include "etl/followed.h"

#include "etl/cube_rows.h"
#include "etl/source.h"
#include "lib/csv.h"
#include "lib/num.h"

enum {
	C_SOURCE,
	C_ID,
	C_TITLE,
	C_CLASS,
	C_POLARITY,
	C_POLARITY_SOURCE,
	C_THEME,
	C_SPAN,
	C_DIMENSION,
	C_FELT,
	C_BREAKS,
	C_BREAKS_SOURCE,
	C_COUNT
};

static const struct csv_column columns[C_COUNT] = {
	[C_SOURCE] = {"source", true},
	[C_ID] = {"id", true},
	[C_TITLE] = {"title", true},
	[C_CLASS] = {"class", true},
	[C_POLARITY] = {"polarity", true},
	[C_POLARITY_SOURCE] = {"polarity_source", true},
	[C_THEME] = {"theme", true},
	[C_SPAN] = {"span", true},
	[C_DIMENSION] = {"dimension", false},
	[C_FELT] = {"felt_or_register", true},
	[C_BREAKS] = {"breaks", false},
	[C_BREAKS_SOURCE] = {"breaks_source", false},
};

const char followed_classes[] =
	"proportion rate count money index mean score ratio share_of_money "
	"unknown";

/* What a cell of a column may hold; NULL: anything. */
static const char *const allowed[C_COUNT] = {
	[C_CLASS] = followed_classes,
	[C_POLARITY] = "lower_better higher_better neutral",
	[C_DIMENSION] = "having loving doing being",
	[C_FELT] = "survey register",
};

bool followed_in_words(const char *words, const char *w)
{
	size_t len = strlen(w);
	const char *p = words;

	if (len == 0 || strchr(w, ' '))
		return false;
	while ((p = strstr(p, w))) {
		if ((p == words || p[-1] == ' ') &&
		    (p[len] == ' ' || p[len] == '\0'))
			return true;
		p++;
	}
	return false;
}

/* What reading rows needs. */
struct reading {
	const char *source; /* whose table it is; NULL: the rows say */
	struct followed_list f;
};

static const char *source_of(const struct reading *r, const struct csv_row *row)
{
	return row->cells[C_SOURCE][0] || !r->source ? row->cells[C_SOURCE]
						     : r->source;
}

static int check_row(const struct reading *r, const struct csv_row *row,
		     struct err *e)
{
	const struct followed_list *f = &r->f;
	const char *source = source_of(r, row);
	size_t i;

	if (!source_find(source) ||
	    (r->source && strcmp(source, r->source) != 0))
		return csv_cell_error(row, C_SOURCE,
				      "the name of a source is expected (see "
				      "`tilannekuva sources`)",
				      e);
	for (i = 0; i < C_COUNT; i++) {
		const char *cell = row->cells[i];
		char expected[200];

		if (!allowed[i]) {
			if (!cell[0] && i != C_SOURCE && i < C_BREAKS)
				return csv_cell_error(row, i,
						      "a text is expected", e);
			continue;
		}
		if ((i == C_DIMENSION && !cell[0]) ||
		    followed_in_words(allowed[i], cell))
			continue;
		(void)snprintf(expected, sizeof(expected),
			       "one of these is expected: %s", allowed[i]);
		return csv_cell_error(row, i, expected, e);
	}
	for (i = 0; i < f->n; i++)
		if (strcmp(f->list[i].code, row->cells[C_ID]) == 0 &&
		    strcmp(f->list[i].source, source) == 0)
			return csv_cell_error(row, C_ID,
					      "an indicator is expected once, "
					      "this one stands above already",
					      e);
	return 0;
}

/* "2010 2017": the first years that are counted in a new way. */
static int take_breaks(const struct csv_row *row, struct followed *t,
		       struct err *e)
{
	const char *s = row->cells[C_BREAKS];

	while (*(s += strspn(s, " "))) {
		size_t len = strcspn(s, " ");
		int64_t year;

		if (!num_int(s, len, 1900, 2100, &year) ||
		    (t->breaks_n > 0 && year <= t->breaks[t->breaks_n - 1]))
			return csv_cell_error(row, C_BREAKS,
					      "ascending years such as "
					      "2010 2017 are expected",
					      e);
		t->breaks = xreallocarray(t->breaks, t->breaks_n + 1,
					  sizeof(*t->breaks));
		t->breaks[t->breaks_n++] = (int)year;
		s += len;
	}
	if ((t->breaks_n > 0) != (row->cells[C_BREAKS_SOURCE][0] != '\0'))
		return csv_cell_error(
			row, C_BREAKS_SOURCE,
			"who says so is expected where the "
			"column breaks has a year, and only there",
			e);
	return 0;
}

static int take_row(void *ctx, const struct csv_row *row, struct err *e)
{
	struct reading *r = ctx;
	struct followed_list *f = &r->f;
	struct followed *t;
	int64_t span;

	if (check_row(r, row, e) < 0)
		return -1;
	if (!num_int(row->cells[C_SPAN], strlen(row->cells[C_SPAN]), 1, 20,
		     &span))
		return csv_cell_error(row, C_SPAN,
				      "years from 1 to 20 are expected", e);
	f->list = xreallocarray(f->list, f->n + 1, sizeof(*f->list));
	t = &f->list[f->n++];
	*t = (struct followed){.span = (int)span};
	t->source = xstrdup(source_of(r, row));
	t->code = xstrdup(row->cells[C_ID]);
	t->title = xstrdup(row->cells[C_TITLE]);
	t->class = xstrdup(row->cells[C_CLASS]);
	t->polarity = xstrdup(row->cells[C_POLARITY]);
	t->polarity_source = xstrdup(row->cells[C_POLARITY_SOURCE]);
	t->theme = xstrdup(row->cells[C_THEME]);
	t->dimension = xstrdup(row->cells[C_DIMENSION]);
	t->felt = xstrdup(row->cells[C_FELT]);
	t->breaks_source = xstrdup(row->cells[C_BREAKS_SOURCE]);
	return take_breaks(row, t, e);
}

static int read_table(struct app *app, const char *file, struct reading *r,
		      struct err *e)
{
	char *path = app_config_path(app, file);
	struct csv_column cols[C_COUNT];
	const struct csv_spec spec = {path, cols, C_COUNT, true};
	int rc;

	memcpy(cols, columns, sizeof(cols));
	cols[C_SOURCE].required = !r->source;
	rc = csv_read_file(path, &spec, take_row, r, e);
	free(path);
	if (rc < 0 && e)
		e->code = ERR_CONFIG;
	return rc;
}

int followed_read(struct app *app, struct followed_list *out, struct err *e)
{
	struct reading r = {0};
	size_t i;
	int rc = read_table(app, "indicators.csv", &r, e);

	for (i = 0; rc == 0 && sources[i]; i++) {
		r.source = sources[i]->name;
		if (cube_source_is_on(app, sources[i]))
			rc = read_table(app, sources[i]->table, &r, e);
	}
	if (rc < 0) {
		followed_release(&r.f);
		return -1;
	}
	*out = r.f;
	return 0;
}

void followed_release(struct followed_list *f)
{
	size_t i;

	for (i = 0; i < f->n; i++) {
		struct followed *t = &f->list[i];
		char *texts[] = {t->source,   t->code,
				 t->title,    t->class,
				 t->polarity, t->polarity_source,
				 t->theme,    t->dimension,
				 t->felt,     t->breaks_source};
		size_t j;

		for (j = 0; j < ARRAY_LEN(texts); j++)
			free(texts[j]);
		free(t->breaks);
	}
	free(f->list);
	*f = (struct followed_list){0};
}

static int store_rows(struct db *db, const struct followed_list *f,
		      struct err *e)
{
	struct stmt *q = NULL;
	size_t i;
	int rc = 0;

	if (stmt_new(&q, db,
		     "INSERT INTO followed VALUES"
		     "  (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
		     e) < 0)
		return -1;
	for (i = 0; rc == 0 && i < f->n; i++) {
		const struct followed *t = &f->list[i];

		stmt_reset(q);
		stmt_text(q, 1, t->source);
		stmt_text(q, 2, t->code);
		stmt_text(q, 3, t->title);
		stmt_text(q, 4, t->class);
		stmt_text(q, 5, t->polarity);
		stmt_text(q, 6, t->polarity_source);
		stmt_text(q, 7, t->theme);
		stmt_int(q, 8, t->span);
		stmt_text(q, 9, t->dimension);
		stmt_text(q, 10, t->felt);
		stmt_int(q, 11, (int64_t)i);
		rc = stmt_run(q, e);
	}
	stmt_free(q);
	return rc;
}

static int store_breaks(struct db *db, const struct followed_list *f,
			struct err *e)
{
	struct stmt *q = NULL;
	size_t i, j;
	int rc = 0;

	if (stmt_new(&q, db, "INSERT INTO known_break VALUES (?1, ?2, ?3, ?4)",
		     e) < 0)
		return -1;
	for (i = 0; rc == 0 && i < f->n; i++) {
		const struct followed *t = &f->list[i];

		for (j = 0; rc == 0 && j < t->breaks_n; j++) {
			stmt_reset(q);
			stmt_text(q, 1, t->source);
			stmt_text(q, 2, t->code);
			stmt_int(q, 3, t->breaks[j]);
			stmt_text(q, 4, t->breaks_source);
			rc = stmt_run(q, e);
		}
	}
	stmt_free(q);
	return rc;
}

/* The sources list two more beside the counties, which are none: no page could
 * truly call them so, and there is no county to negotiate with. */
static int check_county(const char *code, struct err *e)
{
	static const struct {
		const char *code, *name;
	} others[] = {{"90", "Helsinki"}, {"91", "Åland"}};

	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		if (strcmp(code, others[i].code) == 0)
			return err_set(e, ERR_CONFIG,
				       "%s is not a wellbeing services county",
				       others[i].name);
	return 0;
}

/* site.counties, "09, 08": codes of kind hyvinvointialue in order of showing.
 */
static int store_counties(struct app *app, struct db *db, struct err *e)
{
	const char *s = conf_text(app->conf, "site.counties");
	struct stmt *q = NULL;
	int position = 0, rc = 0;

	if (stmt_new(&q, db, "INSERT INTO shown_county VALUES (?1, ?2)", e) < 0)
		return -1;
	while (rc == 0 && *(s += strspn(s, ", "))) {
		size_t len = strcspn(s, ", ");
		char *code = xstrndup(s, len);

		stmt_reset(q);
		stmt_int(q, 1, position++);
		stmt_text(q, 2, code);
		rc = check_county(code, e);
		if (rc == 0)
			rc = stmt_run(q, e);
		if (rc < 0)
			(void)err_wrap(e, "setting site.counties, '%s'", code);
		free(code);
		s += len;
	}
	stmt_free(q);
	return rc;
}

int followed_store(struct app *app, struct db *db,
		   const struct followed_list *f, struct err *e)
{
	if (db_script(db,
		      "DELETE FROM followed; DELETE FROM known_break;"
		      "DELETE FROM shown_county;",
		      e) < 0 ||
	    store_rows(db, f, e) < 0 || store_breaks(db, f, e) < 0)
		return -1;
	return store_counties(app, db, e);
}
