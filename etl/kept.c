#include "etl/kept.h"

#include "etl/kept_cell.h"
#include "lib/csv.h"
#include "lib/file.h"
#include "lib/text.h"

enum {
	COLUMNS_MAX = 24
};

/* What is read along. */
struct reading {
	struct kept k;
	struct buf cell;
};

static int take_cell(struct reading *r, const struct csv_row *row, size_t i,
		     struct err *e)
{
	const struct kept_column *c = &r->k.spec->columns[i];
	const char *cell = row->cells[i], *wrong;
	char message[300];

	buf_clear(&r->cell);
	if (!cell[0]) {
		if (!c->filled)
			return 0;
		if (i == 0 && r->k.n > 0)
			return csv_cell_error(
				row, i,
				"an id is expected in each row; where cells "
				"were merged in the spreadsheet, take the "
				"merge apart and fill in each",
				e);
		return csv_cell_error(row, i,
				      "empty: this cell must be filled in", e);
	}
	wrong = kept_cell_take(c, cell, &r->cell);
	/* behind a comma too, where the list then begins with it */
	if (cell[0] == '=' || buf_str(&r->cell)[0] == '=')
		return csv_cell_error(row, i,
				      "a formula: put what it shows in its "
				      "place (copy, then paste the values)",
				      e);
	if (!wrong)
		return 0;
	(void)snprintf(message, sizeof(message), "%s%s",
		       c->kind == KEPT_WORD ? "one of these is expected: " : "",
		       wrong);
	return csv_cell_error(row, i, message, e);
}

static int take_row(void *ctx, const struct csv_row *row, struct err *e)
{
	struct reading *r = ctx;
	struct kept *k = &r->k;
	struct kept_row *t;
	char message[120];
	size_t i, held;

	if (k->n == KEPT_ROWS_MAX)
		return csv_cell_error(row, 0, "more rows than a table may have",
				      e);
	k->rows = xreallocarray(k->rows, k->n + 1, sizeof(*k->rows));
	t = &k->rows[k->n];
	t->line = row->line;
	t->cells = xcalloc(k->spec->n, sizeof(*t->cells));
	k->n++;
	for (i = 0; i < k->spec->n; i++) {
		k->n--; /* the rows above are what a cell is held against */
		if (take_cell(r, row, i, e) < 0) {
			k->n++;
			return -1;
		}
		k->n++;
		t->cells[i] = xstrdup(buf_str(&r->cell));
	}
	if (k->spec->columns[0].kind != KEPT_ID)
		return 0;
	held = kept_find(k, t->cells[0]);
	if (held == k->n - 1)
		return 0;
	(void)snprintf(message, sizeof(message),
		       "each id is expected once, row %zu has it already: give "
		       "this row an id of its own",
		       k->rows[held].line);
	return csv_cell_error(row, 0, message, e);
}

int kept_parse(struct kept *out, const struct kept_spec *spec, const char *file,
	       const char *bytes, size_t len, struct err *e)
{
	struct csv_column columns[COLUMNS_MAX];
	const struct csv_spec csv = {file, columns, spec->n, false};
	struct reading r = {.k = {.spec = spec}};
	size_t i;
	int rc;

	if (spec->n > COLUMNS_MAX)
		die("%s: too many columns", spec->name);
	for (i = 0; i < spec->n; i++)
		columns[i] = (struct csv_column){spec->columns[i].name,
						 spec->columns[i].filled};
	buf_init(&r.cell, 1 << 20);
	r.k.file = xstrdup(file);
	rc = csv_read(&csv, bytes, len, take_row, &r, e);
	buf_release(&r.cell);
	if (rc < 0) {
		if (e)
			e->code = ERR_CONFIG;
		kept_release(&r.k);
		return -1;
	}
	*out = r.k;
	return 0;
}

int kept_read(struct kept *out, const struct kept_spec *spec, const char *path,
	      struct err *e)
{
	struct err own = {0};
	struct buf b;
	int rc;

	if (!file_exists(path)) {
		*out = (struct kept){.spec = spec, .file = xstrdup(path)};
		return 0;
	}
	buf_init(&b, 16 << 20);
	rc = file_read(path, &b, &own);
	if (rc == 0)
		rc = kept_parse(out, spec, path, buf_str(&b), b.len, e);
	else
		(void)err_set(e, ERR_CONFIG, "%s", own.msg);
	buf_release(&b);
	return rc;
}

void kept_release(struct kept *k)
{
	size_t i, j;

	for (i = 0; i < k->n; i++) {
		for (j = 0; j < k->spec->n; j++)
			free(k->rows[i].cells[j]);
		free(k->rows[i].cells);
	}
	free(k->rows);
	free(k->file);
	*k = (struct kept){.spec = k->spec};
}

const char *kept_cell(const struct kept *k, size_t row, size_t column)
{
	return k->rows[row].cells[column];
}

void kept_put(struct kept *k, size_t row, size_t column, const char *text)
{
	char **cell = &k->rows[row].cells[column];
	char *fresh = xstrdup(text);

	free(*cell);
	*cell = fresh;
}

size_t kept_find(const struct kept *k, const char *id)
{
	size_t i;

	for (i = 0; i < k->n; i++)
		if (strcmp(kept_cell(k, i, 0), id) == 0)
			break;
	return i;
}

int kept_error(const struct kept *k, size_t row, size_t column, struct err *e,
	       const char *fmt, ...)
{
	const char *cell = kept_cell(k, row, column);
	char shown[TEXT_SHOWN], message[400];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	return err_set(e, ERR_CONFIG, "%s: row %zu, column %s: '%s': %s",
		       k->file, k->rows[row].line,
		       k->spec->columns[column].name,
		       text_shown(shown, cell, strlen(cell)), message);
}

static int days_in(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30,
				   31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

bool kept_when(const char *when, char first[11], char last[11])
{
	size_t len = strlen(when);
	int year, month;

	if (len < 4)
		return false;
	year = (when[0] - '0') * 1000 + (when[1] - '0') * 100 +
	       (when[2] - '0') * 10 + (when[3] - '0');
	if (len == 10) {
		(void)snprintf(first, 11, "%s", when);
		(void)snprintf(last, 11, "%s", when);
	} else if (len == 7) {
		month = (when[5] - '0') * 10 + (when[6] - '0');
		(void)snprintf(first, 11, "%.7s-01", when);
		(void)snprintf(last, 11, "%.7s-%02d", when,
			       days_in(year, month));
	} else {
		(void)snprintf(first, 11, "%.4s-01-01", when);
		(void)snprintf(last, 11, "%.4s-12-31", when);
	}
	return true;
}

/* The length of a blank at s, of those that people type without seeing them. */
static size_t blank(const char *s)
{
	if (s[0] == '\xc2' && s[1] == '\xa0')
		return 2;
	return s[0] && strchr(" \t\r\n", s[0]) ? 1 : 0;
}

bool kept_next(const char **p, const char *separators, char *dst, size_t n)
{
	const char *s = *p;
	size_t step, len;

	for (; *s; s += step) {
		step = strchr(separators, *s) ? 1 : blank(s);
		if (step == 0)
			break;
	}
	len = strcspn(s, separators);
	*p = s + len;
	/* blanks before the next separator are none of it */
	while (len &&
	       (blank(s + len - 1) || (len > 1 && blank(s + len - 2) == 2)))
		len -= blank(s + len - 1) ? 1 : 2;
	(void)snprintf(dst, n, "%.*s", (int)len, s);
	return len > 0;
}
