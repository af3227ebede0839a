#include "etl/background.h"

#include "etl/source.h"
#include "lib/csv.h"
#include "lib/file.h"
#include "lib/num.h"

enum {
	C_SOURCE,
	C_INDICATOR,
	C_TRANSFORM,
	C_WEIGHT,
	C_LINKS,
	C_WHY,
	C_COUNT
};

static const struct csv_column columns[C_COUNT] = {
	[C_SOURCE] = {"source", true},
	[C_INDICATOR] = {"indicator", true},
	[C_TRANSFORM] = {"transform", true},
	[C_WEIGHT] = {"weight", true},
	[C_LINKS] = {"links", false},
	[C_WHY] = {"why", true},
};

static int check_once(const struct background_list *b,
		      const struct csv_row *row, struct err *e)
{
	for (size_t i = 0; i < b->n; i++)
		if (strcmp(b->list[i].source, row->cells[C_SOURCE]) == 0 &&
		    strcmp(b->list[i].code, row->cells[C_INDICATOR]) == 0)
			return csv_cell_error(row, C_INDICATOR,
					      "an indicator is expected once, "
					      "this one stands above already",
					      e);
	return 0;
}

static int check_row(const struct background_list *b, const struct csv_row *row,
		     double *weight, struct err *e)
{
	const char *const *c = row->cells;

	if (!source_find(c[C_SOURCE]))
		return csv_cell_error(row, C_SOURCE,
				      "the name of a source is expected (see "
				      "`tilannekuva sources`)",
				      e);
	if (!c[C_INDICATOR][0])
		return csv_cell_error(row, C_INDICATOR, "a text is expected",
				      e);
	if (strcmp(c[C_TRANSFORM], "none") != 0 &&
	    strcmp(c[C_TRANSFORM], "log") != 0)
		return csv_cell_error(row, C_TRANSFORM,
				      "one of these is expected: none log", e);
	if (!num_double(c[C_WEIGHT], strlen(c[C_WEIGHT]), weight) ||
	    !(*weight > 0.0) || *weight > 100.0)
		return csv_cell_error(row, C_WEIGHT,
				      "a number above 0, at most 100, is "
				      "expected",
				      e);
	if (c[C_LINKS][0] && strcmp(c[C_LINKS], "yes") != 0)
		return csv_cell_error(row, C_LINKS,
				      "yes, or nothing, is expected", e);
	if (!c[C_WHY][0])
		return csv_cell_error(row, C_WHY, "a text is expected", e);
	return check_once(b, row, e);
}

static int take_row(void *ctx, const struct csv_row *row, struct err *e)
{
	struct background_list *b = ctx;
	double weight;

	if (check_row(b, row, &weight, e) < 0)
		return -1;
	b->list = xreallocarray(b->list, b->n + 1, sizeof(*b->list));
	b->list[b->n++] = (struct background){
		.source = xstrdup(row->cells[C_SOURCE]),
		.code = xstrdup(row->cells[C_INDICATOR]),
		.why = xstrdup(row->cells[C_WHY]),
		.log = strcmp(row->cells[C_TRANSFORM], "log") == 0,
		.links = row->cells[C_LINKS][0] != '\0',
		.weight = weight,
	};
	return 0;
}

int background_read(struct app *app, struct background_list *out, struct err *e)
{
	char *path = app_config_path(app, "background.csv");
	const struct csv_spec spec = {
		.file = path, .columns = columns, .n = C_COUNT};
	struct background_list b = {0};
	int rc = 0;

	if (file_exists(path))
		rc = csv_read_file(path, &spec, take_row, &b, e);
	free(path);
	if (rc < 0) {
		if (e)
			e->code = ERR_CONFIG;
		background_release(&b);
		return -1;
	}
	*out = b;
	return 0;
}

void background_release(struct background_list *b)
{
	for (size_t i = 0; i < b->n; i++) {
		free(b->list[i].source);
		free(b->list[i].code);
		free(b->list[i].why);
	}
	free(b->list);
	*b = (struct background_list){0};
}

int background_store(struct db *db, const struct background_list *b,
		     struct err *e)
{
	struct stmt *q = NULL;
	int rc = 0;

	if (db_script(db, "DELETE FROM background;", e) < 0 ||
	    stmt_new(&q, db,
		     "INSERT INTO background VALUES (?1, ?2, ?3, ?4, ?5, ?6,"
		     "  ?7)",
		     e) < 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < b->n; i++) {
		const struct background *t = &b->list[i];

		stmt_reset(q);
		stmt_int(q, 1, (int64_t)i);
		stmt_text(q, 2, t->source);
		stmt_text(q, 3, t->code);
		stmt_int(q, 4, t->log);
		stmt_double(q, 5, t->weight);
		stmt_int(q, 6, t->links);
		stmt_text(q, 7, t->why);
		rc = stmt_run(q, e);
	}
	stmt_free(q);
	return rc;
}
