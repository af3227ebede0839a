#include "etl/corrections.h"

#include "etl/source.h"
#include "lib/csv.h"
#include "lib/file.h"
#include "lib/num.h"

enum {
	C_SOURCE,
	C_INDICATOR,
	C_AREA,
	C_YEAR,
	C_SEX,
	C_EXPECTED,
	C_CORRECTED,
	C_ANSWER,
	C_REASON,
	C_DATE,
	C_BY,
	C_COUNT
};

enum {
	ANSWER_DIGITS = 8 /* fewer may mean several answers */
};

static const struct csv_column columns[C_COUNT] = {
	[C_SOURCE] = {"source", true},
	[C_INDICATOR] = {"indicator", true},
	[C_AREA] = {"area", true},
	[C_YEAR] = {"year", true},
	[C_SEX] = {"sex", true},
	[C_EXPECTED] = {"expected", true},
	[C_CORRECTED] = {"corrected", true},
	[C_ANSWER] = {"answer", true},
	[C_REASON] = {"reason", true},
	[C_DATE] = {"date", true},
	[C_BY] = {"by", true},
};

/* What is read along. */
struct reading {
	struct corrections *out;
	const char *until;
};

static void correction_release(struct correction *c)
{
	char *texts[] = {c->source, c->indicator, c->kind, c->area,
			 c->answer, c->reason,    c->by,   c->date};
	size_t i;

	for (i = 0; i < ARRAY_LEN(texts); i++)
		free(texts[i]);
}

/* What both kinds of rows have. */
static int check_common(const struct csv_row *row, struct err *e)
{
	static const int filled[] = {C_INDICATOR, C_REASON, C_BY};
	int64_t day;
	size_t i;

	if (!source_find(row->cells[C_SOURCE]))
		return csv_cell_error(row, C_SOURCE,
				      "the name of a source is expected (see "
				      "`tilannekuva sources`)",
				      e);
	for (i = 0; i < ARRAY_LEN(filled); i++)
		if (!row->cells[filled[i]][0])
			return csv_cell_error(row, (size_t)filled[i],
					      "a text is expected", e);
	if (!when_parse(row->cells[C_DATE], &day) ||
	    strlen(row->cells[C_DATE]) != strlen("2025-10-01"))
		return csv_cell_error(row, C_DATE,
				      "a day like 2025-10-01 is expected", e);
	return 0;
}

/* A row that accepts an answer names nothing else. */
static int check_answer(const struct csv_row *row, struct err *e)
{
	static const int empty[] = {C_AREA, C_YEAR, C_SEX, C_EXPECTED,
				    C_CORRECTED};
	const char *answer = row->cells[C_ANSWER];
	size_t i;

	if (strspn(answer, "0123456789abcdef") != strlen(answer) ||
	    strlen(answer) < ANSWER_DIGITS)
		return csv_cell_error(row, C_ANSWER,
				      "eight or more digits of an answer's "
				      "SHA-256 are expected (see `tilannekuva "
				      "check`)",
				      e);
	for (i = 0; i < ARRAY_LEN(empty); i++)
		if (row->cells[empty[i]][0])
			return csv_cell_error(row, (size_t)empty[i],
					      "nothing is expected where a row "
					      "accepts an answer",
					      e);
	return 0;
}

static int take_figure(const struct csv_row *row, struct correction *c,
		       struct err *e)
{
	const char *const *cell = row->cells;
	char kind[40], area[40];
	int64_t year;
	double v;

	if (!app_area_parse(cell[C_AREA], kind, sizeof(kind), area,
			    sizeof(area)))
		return csv_cell_error(row, C_AREA,
				      "an area like 398 or "
				      "hyvinvointialue:09 is expected",
				      e);
	if (!num_int(cell[C_YEAR], strlen(cell[C_YEAR]), YEAR_MIN, YEAR_MAX,
		     &year))
		return csv_cell_error(row, C_YEAR, "a year is expected", e);
	if (!sex_parse(cell[C_SEX], strlen(cell[C_SEX]), &c->sex))
		return csv_cell_error(row, C_SEX,
				      "total, male or female is expected", e);
	if (!num_double(cell[C_EXPECTED], strlen(cell[C_EXPECTED]),
			&c->expected))
		return csv_cell_error(row, C_EXPECTED,
				      "the figure that the source gives is "
				      "expected",
				      e);
	c->corrected = val_absent(VAL_MISSING);
	if (cell[C_CORRECTED][0]) {
		if (!num_double(cell[C_CORRECTED], strlen(cell[C_CORRECTED]),
				&v))
			return csv_cell_error(row, C_CORRECTED,
					      "a number, or nothing for no "
					      "figure, is expected",
					      e);
		c->corrected = val_number(v);
	}
	c->year = (int)year;
	c->kind = xstrdup(kind);
	c->area = xstrdup(area);
	return 0;
}

static int take_row(void *ctx, const struct csv_row *row, struct err *e)
{
	struct reading *r = ctx;
	struct corrections *all = r->out;
	struct correction c = {.row = row->line};
	const char *const *cell = row->cells;

	if (check_common(row, e) < 0)
		return -1;
	if ((cell[C_ANSWER][0] ? check_answer(row, e)
			       : take_figure(row, &c, e)) < 0) {
		correction_release(&c);
		return -1;
	}
	if (strncmp(cell[C_DATE], r->until, strlen(cell[C_DATE])) > 0) {
		correction_release(&c);
		return 0;
	}
	c.source = xstrdup(cell[C_SOURCE]);
	c.indicator = xstrdup(cell[C_INDICATOR]);
	c.answer = xstrdup(cell[C_ANSWER]);
	c.reason = xstrdup(cell[C_REASON]);
	c.date = xstrdup(cell[C_DATE]);
	c.by = xstrdup(cell[C_BY]);
	all->list = xreallocarray(all->list, all->n + 1, sizeof(*all->list));
	all->list[all->n++] = c;
	return 0;
}

int corrections_read(struct app *app, const char *until,
		     struct corrections *out, struct err *e)
{
	struct corrections c = {0};
	struct reading r = {&c, until};
	struct csv_spec spec = {NULL, columns, C_COUNT, false};

	c.file = app_config_path(app, "corrections.csv");
	spec.file = c.file;
	if (file_exists(c.file) &&
	    csv_read_file(c.file, &spec, take_row, &r, e) < 0) {
		if (e)
			e->code = ERR_CONFIG;
		corrections_release(&c);
		return -1;
	}
	*out = c;
	return 0;
}

void corrections_release(struct corrections *c)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		correction_release(&c->list[i]);
	free(c->list);
	free(c->file);
	*c = (struct corrections){0};
}

bool correction_confirms(const struct correction *c)
{
	return !c->answer[0] &&
	       val_equal(c->corrected, val_number(c->expected));
}

bool corrections_accept(const struct corrections *c, const char *source,
			const char *indicator, const char *sha256)
{
	size_t i;

	for (i = 0; i < c->n; i++) {
		const struct correction *one = &c->list[i];

		if (one->answer[0] && strcmp(one->source, source) == 0 &&
		    strcmp(one->indicator, indicator) == 0 &&
		    strncmp(sha256, one->answer, strlen(one->answer)) == 0)
			return true;
	}
	return false;
}
