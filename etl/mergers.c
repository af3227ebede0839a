#include "etl/mergers.h"

#include "lib/csv.h"
#include "lib/file.h"
#include "lib/num.h"

enum {
	C_DATE,
	C_KIND,
	C_OLD,
	C_OLD_FI,
	C_OLD_SV,
	C_NEW,
	C_NEW_FI,
	C_NEW_SV,
	C_COUNT
};

static const struct csv_column columns[C_COUNT] = {
	[C_DATE] = {"date", true},          [C_KIND] = {"kind", true},
	[C_OLD] = {"old_code", true},       [C_OLD_FI] = {"old_name_fi", true},
	[C_OLD_SV] = {"old_name_sv", true}, [C_NEW] = {"new_code", true},
	[C_NEW_FI] = {"new_name_fi", true}, [C_NEW_SV] = {"new_name_sv", true},
};

static const char *const kinds[MERGER_KINDS] = {
	[MERGED] = "merged", [NEW_CODE] = "new_code", [SPLIT] = "split",
	[MOVED] = "moved",   [RENAMED] = "renamed",
};

static bool kind_parse(const char *s, enum merger_kind *out)
{
	int i;

	for (i = 0; i < MERGER_KINDS; i++) {
		if (strcmp(kinds[i], s) == 0) {
			*out = (enum merger_kind)i;
			return true;
		}
	}
	return false;
}

static bool is_code(const char *s)
{
	int64_t n;

	return strlen(s) == 3 && num_int(s, 3, 1, 999, &n);
}

/* "" is no text. cell(i): the i'th column of a row of the table. */
static void take(struct mergers *m, const char *(*cell)(const void *, int),
		 const void *row, enum merger_kind kind)
{
	struct merger *t;
	int i;

	m->list = xreallocarray(m->list, m->n + 1, sizeof(*m->list));
	t = &m->list[m->n++];
	*t = (struct merger){.kind = kind};
	(void)snprintf(t->date, sizeof(t->date), "%s", cell(row, C_DATE));
	(void)snprintf(t->old_code, sizeof(t->old_code), "%s",
		       cell(row, C_OLD));
	(void)snprintf(t->new_code, sizeof(t->new_code), "%s",
		       cell(row, C_NEW));
	for (i = 0; i < 2; i++) {
		t->old_name[i] = xstrdup(cell(row, C_OLD_FI + i));
		t->new_name[i] = xstrdup(cell(row, C_NEW_FI + i));
	}
}

static const char *csv_cell(const void *row, int i)
{
	return ((const struct csv_row *)row)->cells[i];
}

/* One thing happens to a municipality once: a chain of steps has no circle. */
static int check_chain(const struct mergers *m, const struct csv_row *row,
		       enum merger_kind kind, struct err *e)
{
	const char *old = row->cells[C_OLD], *new = row->cells[C_NEW];
	size_t i;

	if ((kind == RENAMED) != (strcmp(old, new) == 0))
		return csv_cell_error(row, C_NEW,
				      kind == RENAMED
					      ? "old_code is expected again"
					      : "another code is expected",
				      e);
	if (m->n && strcmp(m->list[m->n - 1].date, row->cells[C_DATE]) > 0)
		return csv_cell_error(row, C_DATE,
				      "the order of the dates is expected", e);
	for (i = 0; i < m->n && kind != MOVED; i++) {
		const struct merger *t = &m->list[i];

		if (t->kind == RENAMED || t->kind == MOVED)
			continue;
		if (strcmp(t->old_code, old) == 0 &&
		    (t->kind != SPLIT || kind != SPLIT))
			return csv_cell_error(row, C_OLD,
					      "a municipality that is still "
					      "there is expected",
					      e);
		if (kind != RENAMED && strcmp(t->old_code, new) == 0)
			return csv_cell_error(row, C_NEW,
					      "a municipality that is still "
					      "there is expected",
					      e);
	}
	return 0;
}

static int take_row(void *ctx, const struct csv_row *row, struct err *e)
{
	struct mergers *m = ctx;
	enum merger_kind kind;
	int64_t t;
	int i;

	if (strlen(row->cells[C_DATE]) != 10 ||
	    !when_parse(row->cells[C_DATE], &t))
		return csv_cell_error(
			row, C_DATE, "a day such as 2016-01-01 is expected", e);
	if (!kind_parse(row->cells[C_KIND], &kind))
		return csv_cell_error(row, C_KIND,
				      "one of these is expected: merged, "
				      "new_code, split, moved, renamed",
				      e);
	for (i = C_OLD; i <= C_NEW; i += C_NEW - C_OLD)
		if (!is_code(row->cells[i]))
			return csv_cell_error(row, (size_t)i,
					      "a municipality's code of three "
					      "digits is expected",
					      e);
	for (i = C_OLD_FI; i < C_COUNT; i++)
		if (!row->cells[i][0])
			return csv_cell_error(row, (size_t)i,
					      "a name is expected", e);
	if (check_chain(m, row, kind, e) < 0)
		return -1;
	take(m, csv_cell, row, kind);
	return 0;
}

int mergers_read(struct app *app, struct mergers *out, struct err *e)
{
	char *path = app_config_path(app, "mergers.csv");
	const struct csv_spec spec = {
		.file = path, .columns = columns, .n = C_COUNT};
	struct mergers m = {0};
	int rc = 0;

	if (file_exists(path))
		rc = csv_read_file(path, &spec, take_row, &m, e);
	free(path);
	if (rc < 0) {
		if (e)
			e->code = ERR_CONFIG;
		mergers_release(&m);
		return -1;
	}
	*out = m;
	return 0;
}

static const char *db_cell(const void *row, int i)
{
	/* a cursor's reading changes nothing of it */
	return stmt_col_text(*(struct stmt *const *)row, i);
}

int mergers_recall(struct db *db, struct mergers *out, struct err *e)
{
	struct mergers m = {0};
	struct stmt *q = NULL;
	enum merger_kind kind = MERGED;
	int got = -1;

	if (stmt_new(&q, db,
		     "SELECT date, kind, old_code, old_name_fi, old_name_sv,"
		     "  new_code, new_name_fi, new_name_sv FROM merger"
		     "  ORDER BY id",
		     e) < 0)
		return -1;
	while ((got = stmt_step(q, e)) == 1) {
		if (!kind_parse(stmt_col_text(q, C_KIND), &kind))
			die("a merger of kind '%s'", stmt_col_text(q, C_KIND));
		take(&m, db_cell, &q, kind);
	}
	stmt_free(q);
	if (got < 0) {
		mergers_release(&m);
		return -1;
	}
	*out = m;
	return 0;
}

int mergers_store(const struct mergers *m, struct db *db, struct err *e)
{
	struct stmt *q = NULL;
	size_t i;
	int rc = stmt_new(&q, db,
			  "INSERT INTO merger VALUES"
			  "  (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
			  e);

	for (i = 0; rc == 0 && i < m->n; i++) {
		const struct merger *t = &m->list[i];

		stmt_reset(q);
		stmt_int(q, 1, (int64_t)i);
		stmt_text(q, 2, t->date);
		stmt_text(q, 3, kinds[t->kind]);
		stmt_text(q, 4, t->old_code);
		stmt_text(q, 5, t->old_name[0]);
		stmt_text(q, 6, t->old_name[1]);
		stmt_text(q, 7, t->new_code);
		stmt_text(q, 8, t->new_name[0]);
		stmt_text(q, 9, t->new_name[1]);
		stmt_text(q, 10, mergers_today(m, t->new_code));
		rc = stmt_run(q, e);
	}
	stmt_free(q);
	return rc;
}

void mergers_release(struct mergers *m)
{
	size_t i, j;

	for (i = 0; i < m->n; i++) {
		for (j = 0; j < 2; j++) {
			free(m->list[i].old_name[j]);
			free(m->list[i].new_name[j]);
		}
	}
	free(m->list);
	*m = (struct mergers){0};
}

/* Its end as a municipality, or NULL. */
static const struct merger *end_of(const struct mergers *m, const char *code)
{
	size_t i;

	for (i = 0; i < m->n; i++)
		if (m->list[i].kind <= SPLIT &&
		    strcmp(m->list[i].old_code, code) == 0)
			return &m->list[i];
	return NULL;
}

const char *mergers_today(const struct mergers *m, const char *code)
{
	const struct merger *t;

	while ((t = end_of(m, code))) {
		if (t->kind == SPLIT)
			return NULL;
		code = t->new_code;
	}
	return code;
}

bool mergers_valid(const struct mergers *m, const char *code, const char *date)
{
	const struct merger *end = end_of(m, code);
	size_t i;

	if (end && strcmp(end->date, date) <= 0)
		return false;
	for (i = 0; i < m->n; i++)
		if (m->list[i].kind == NEW_CODE &&
		    strcmp(m->list[i].new_code, code) == 0)
			return strcmp(m->list[i].date, date) <= 0;
	return true;
}
