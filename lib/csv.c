/*
 * Tables that people keep, on libcsv. The library takes the text apart; what a
 * row and a column are, and what is wrong with them, is decided here.
 */
#include "lib/base.h"

#include <inttypes.h>

#include <csv.h>

#include "lib/csv.h"
#include "lib/file.h"
#include "lib/num.h"
#include "lib/text.h"

enum {
	FILE_MAX = 64 << 20,
	CELLS_MAX = 1000,  /* in one row */
	CHUNK = 64 * 1024, /* given to libcsv at once */
};

#define NOWHERE SIZE_MAX /* a column without a name */

struct reader {
	const struct csv_spec *spec; /* borrowed, like visit's context */
	csv_visit *visit;
	void *ctx;
	bool bare; /* no row is a header */
	struct err e;
	size_t row;      /* the one that is being read */
	bool after_cr;   /* a LF right now would belong to that CR */
	struct buf text; /* its cells, each with a NUL behind it */
	size_t starts[CELLS_MAX];
	size_t n; /* how many cells it has so far */
	/* the header row */
	char **names;
	size_t names_n;
	size_t *target; /* index in spec->columns; spec->n + k: extra k */
	/* what visit is shown */
	const char **cells, **extra_names, **extra_cells;
	size_t extra_n;
};

/* --- messages ------------------------------------------------------------- */

static int cell_error(struct err *e, const char *file, size_t row,
		      const char *column, const char *cell, size_t len,
		      const char *expected)
{
	char shown[TEXT_SHOWN];

	return err_set(e, ERR_CONFIG, "%s: row %zu, column %s: '%s': %s", file,
		       row, column, text_shown(shown, cell, len), expected);
}

int csv_cell_error(const struct csv_row *row, size_t column,
		   const char *expected, struct err *e)
{
	const char *cell = row->cells[column];

	return cell_error(e, row->spec->file, row->line,
			  row->spec->columns[column].name, cell, strlen(cell),
			  expected);
}

/* The name of column i, or its number where it has none (yet). */
static const char *label(const struct reader *r, size_t i, char *dst)
{
	if (i < r->names_n && r->names[i][0])
		return text_shown(dst, r->names[i], strlen(r->names[i]));
	(void)snprintf(dst, TEXT_SHOWN, "%zu", i + 1);
	return dst;
}

static void bad_cell(struct reader *r, size_t i, const char *cell, size_t len,
		     const char *expected)
{
	char column[TEXT_SHOWN];

	(void)cell_error(&r->e, r->spec->file, r->row, label(r, i, column),
			 cell, len, expected);
}

/* --- the header row ------------------------------------------------------- */

static void unknown_column(struct reader *r, size_t i, const char *name)
{
	struct buf b;
	size_t k;

	buf_init(&b, BUF_MAX);
	buf_puts(&b, "expected one of");
	for (k = 0; k < r->spec->n; k++)
		buf_printf(&b, "%s %s", k ? "," : "", r->spec->columns[k].name);
	bad_cell(r, i, name, strlen(name), buf_str(&b));
	buf_release(&b);
}

/* Where the cells of column i go. */
static size_t find_target(struct reader *r, size_t i, const char *name)
{
	size_t k;

	if (!name[0])
		return NOWHERE;
	for (k = 0; k < i; k++) {
		if (strcmp(r->names[k], name) == 0) {
			bad_cell(r, i, name, strlen(name),
				 "expected each column once");
			return NOWHERE;
		}
	}
	for (k = 0; k < r->spec->n; k++)
		if (strcmp(r->spec->columns[k].name, name) == 0)
			return k;
	if (r->spec->extra)
		return r->spec->n + r->extra_n++;
	unknown_column(r, i, name);
	return NOWHERE;
}

static bool has_target(const struct reader *r, size_t target)
{
	size_t i;

	for (i = 0; i < r->names_n; i++)
		if (r->target[i] == target)
			return true;
	return false;
}

static void take_header(struct reader *r)
{
	const struct csv_spec *s = r->spec;
	size_t i;

	r->names = xcalloc(r->n, sizeof(*r->names));
	r->target = xcalloc(r->n, sizeof(*r->target));
	r->cells = xcalloc(s->n + 1, sizeof(*r->cells));
	r->extra_names = xcalloc(r->n, sizeof(*r->extra_names));
	r->extra_cells = xcalloc(r->n, sizeof(*r->extra_cells));
	for (i = 0; i < r->n; i++) {
		const char *name = buf_str(&r->text) + r->starts[i];

		r->target[i] = find_target(r, i, name);
		r->names[i] = xstrdup(name);
		r->names_n++;
		if (r->target[i] != NOWHERE && r->target[i] >= s->n)
			r->extra_names[r->target[i] - s->n] = r->names[i];
	}
	for (i = 0; i < s->n; i++)
		if (s->columns[i].required && !has_target(r, i))
			(void)err_set(&r->e, ERR_CONFIG,
				      "%s: row %zu: no column %s", s->file,
				      r->row, s->columns[i].name);
}

/* --- other rows ----------------------------------------------------------- */

static void take_row(struct reader *r)
{
	const struct csv_spec *s = r->spec;
	struct csv_row row = {.spec = s,
			      .line = r->row,
			      .cells = r->cells,
			      .extra_names = r->extra_names,
			      .extra_cells = r->extra_cells,
			      .extra_n = r->extra_n};
	size_t i;

	if (r->n > r->names_n) {
		(void)err_set(&r->e, ERR_CONFIG,
			      "%s: row %zu: %zu cells, expected at most %zu",
			      s->file, r->row, r->n, r->names_n);
		return;
	}
	for (i = 0; i < s->n; i++)
		r->cells[i] = "";
	for (i = 0; i < r->extra_n; i++)
		r->extra_cells[i] = "";
	for (i = 0; i < r->n; i++) {
		const char *cell = buf_str(&r->text) + r->starts[i];

		if (r->target[i] == NOWHERE && cell[0])
			bad_cell(r, i, cell, strlen(cell),
				 "expected nothing, the column has no name");
		else if (r->target[i] < s->n)
			r->cells[r->target[i]] = cell;
		else if (r->target[i] != NOWHERE)
			r->extra_cells[r->target[i] - s->n] = cell;
	}
	if (r->e.code == ERR_NONE && r->visit(r->ctx, &row, &r->e) < 0 &&
	    r->e.code == ERR_NONE)
		die("csv_read: a visit that refuses without a reason");
}

static void take_bare(struct reader *r)
{
	struct csv_row row = {.spec = r->spec, .line = r->row, .extra_n = r->n};
	size_t i;

	r->extra_cells =
		xreallocarray(r->extra_cells, r->n, sizeof(*r->extra_cells));
	for (i = 0; i < r->n; i++)
		r->extra_cells[i] = buf_str(&r->text) + r->starts[i];
	row.extra_cells = r->extra_cells;
	if (r->visit(r->ctx, &row, &r->e) < 0 && r->e.code == ERR_NONE)
		die("csv_read: a visit that refuses without a reason");
}

static bool all_empty(const struct reader *r)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (buf_str(&r->text)[r->starts[i]])
			return false;
	return true;
}

/* --- what libcsv calls ---------------------------------------------------- */

/* The length of the blank at the start (or, backwards, the end) of a cell; a
 * no-break space is one: people paste it without seeing it; so is what nobody
 * sees. */
static size_t blank_first(const char *s, size_t len)
{
	size_t n = text_utf8_char(s, len);

	if (n == 0 || s[0] == '\0')
		return 0;
	if (n == 2 && s[0] == '\xc2' && s[1] == '\xa0')
		return 2;
	return s[0] == ' ' || !text_is_shown(s, n) ? n : 0;
}

static size_t blank_last(const char *s, size_t len)
{
	size_t n = 1;

	while (n < len && n < 4 && ((unsigned char)s[len - n] >> 6) == 2)
		n++;
	return len && blank_first(s + len - n, n) == n ? n : 0;
}

/* Appends a cell of UTF-8: controls, which a terminal would obey, and marks
 * that turn the writing become blanks; tabs and line ends stay. */
static void add_clean(struct buf *b, const char *s, size_t len)
{
	const char *end = s + len, *from = s; /* not yet appended */
	size_t n;

	for (; s < end; s += n) {
		n = text_utf8_char(s, (size_t)(end - s));
		if (text_is_shown(s, n) || strchr("\t\r\n", *s))
			continue;
		buf_add(b, from, (size_t)(s - from));
		buf_putc(b, ' ');
		from = s + n;
	}
	buf_add(b, from, (size_t)(end - from));
}

static void take_cell(void *cell, size_t len, void *ctx)
{
	struct reader *r = ctx;
	const char *s = cell;
	size_t k;

	if (r->e.code != ERR_NONE)
		return;
	for (k = blank_first(s, len); k; k = blank_first(s, len)) {
		s += k;
		len -= k;
	}
	for (k = blank_last(s, len); k; k = blank_last(s, len))
		len -= k;
	if (!text_is_utf8(s, len) || (len && memchr(s, '\0', len)))
		bad_cell(r, r->n, s, len,
			 "expected UTF-8 text (in a spreadsheet: save as "
			 "CSV UTF-8)");
	else if (r->n == CELLS_MAX)
		(void)err_set(&r->e, ERR_CONFIG,
			      "%s: row %zu: more than %d cells", r->spec->file,
			      r->row, CELLS_MAX);
	if (r->e.code != ERR_NONE)
		return;
	r->starts[r->n++] = r->text.len;
	add_clean(&r->text, s, len);
	buf_putc(&r->text, '\0');
}

static void end_row(int end, void *ctx)
{
	struct reader *r = ctx;

	if (r->e.code != ERR_NONE)
		return;
	if (end == '\n' && r->after_cr && r->n == 0) {
		r->after_cr = false;
		return;
	}
	r->after_cr = end == '\r';
	if (!all_empty(r)) {
		if (r->bare)
			take_bare(r);
		else if (r->names)
			take_row(r);
		else
			take_header(r);
	}
	r->row++;
	r->n = 0;
	buf_clear(&r->text);
}

/* --- reading -------------------------------------------------------------- */

/* The sign that stands more often in the first line with text, outside of
 * quotes. */
static unsigned char find_delimiter(const char *s, size_t len)
{
	size_t commas = 0, semicolons = 0, i;
	bool quoted = false;

	for (i = 0; i < len; i++) {
		if (s[i] == '"')
			quoted = !quoted;
		else if (!quoted && s[i] == ',')
			commas++;
		else if (!quoted && s[i] == ';')
			semicolons++;
		else if (!quoted && s[i] == '\n' && commas + semicolons)
			break;
	}
	return semicolons > commas ? ';' : ',';
}

static void parse(struct reader *r, struct csv_parser *p, const char *s,
		  size_t len)
{
	char column[TEXT_SHOWN];
	const char *problem = NULL;

	while (len && r->e.code == ERR_NONE && !problem) {
		size_t n = len < CHUNK ? len : CHUNK;

		if (csv_parse(p, s, n, take_cell, end_row, r) < n)
			problem = "a quote within a cell (quote the cell and "
				  "double the quote)";
		s += n;
		len -= n;
	}
	if (r->e.code == ERR_NONE && !problem &&
	    csv_fini(p, take_cell, end_row, r) < 0)
		problem = "the quote that opens the cell is never closed";
	if (!problem || r->e.code != ERR_NONE)
		return;
	if (csv_error(p) == CSV_ENOMEM)
		die_of_memory();
	(void)err_set(&r->e, ERR_CONFIG, "%s: row %zu, column %s: %s",
		      r->spec->file, r->row, label(r, r->n, column), problem);
}

static void reader_release(struct reader *r)
{
	size_t i;

	for (i = 0; r->names && i < r->names_n; i++)
		free(r->names[i]);
	free(r->names);
	free(r->target);
	free(r->cells);
	free(r->extra_names);
	free(r->extra_cells);
	buf_release(&r->text);
}

static int read_all(struct reader *r, char delimiter, const char *bytes,
		    size_t len, struct err *e)
{
	struct csv_parser p;

	if (len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		bytes += 3;
		len -= 3;
	}
	buf_init(&r->text, BUF_MAX);
	if (csv_init(&p, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
		die("libcsv does not start");
	csv_set_delim(&p, delimiter ? (unsigned char)delimiter
				    : find_delimiter(bytes, len));
	csv_set_blk_size(&p, CHUNK);
	parse(r, &p, bytes, len);
	csv_free(&p);
	if (r->e.code == ERR_NONE && !r->names && !r->bare)
		(void)err_set(&r->e, ERR_CONFIG, "%s: no header row",
			      r->spec->file);
	reader_release(r);
	if (r->e.code == ERR_NONE)
		return 0;
	return err_set(e, r->e.code, "%s", r->e.msg);
}

int csv_read(const struct csv_spec *spec, const char *bytes, size_t len,
	     csv_visit *visit, void *ctx, struct err *e)
{
	struct reader r = {.spec = spec, .visit = visit, .ctx = ctx, .row = 1};

	return read_all(&r, '\0', bytes, len, e);
}

int csv_read_bare(const char *file, char delimiter, size_t line,
		  const char *bytes, size_t len, csv_visit *visit, void *ctx,
		  struct err *e)
{
	const struct csv_spec spec = {.file = file};
	struct reader r = {.spec = &spec,
			   .visit = visit,
			   .ctx = ctx,
			   .bare = true,
			   .row = line};

	return read_all(&r, delimiter, bytes, len, e);
}

int csv_read_file(const char *path, const struct csv_spec *spec,
		  csv_visit *visit, void *ctx, struct err *e)
{
	struct err own = {0};
	struct buf b;
	int rc;

	buf_init(&b, FILE_MAX);
	rc = file_read(path, &b, &own);
	if (rc == 0)
		rc = csv_read(spec, buf_str(&b), b.len, visit, ctx, e);
	else
		/* as wrong as a cell of it would be */
		(void)err_set(e, ERR_CONFIG, "%s", own.msg);
	buf_release(&b);
	return rc;
}

/* --- writing -------------------------------------------------------------- */

/* Each cell is written with a comma behind it, and csv_end() makes the last one
 * a line end: so an empty first cell is seen. */

static bool must_quote(const char *s, size_t len)
{
	return strpbrk(s, ",;\"\r\n") || blank_first(s, len) ||
	       blank_last(s, len);
}

void csv_put(struct buf *b, const char *cell)
{
	if (!must_quote(cell, strlen(cell))) {
		buf_puts(b, cell);
		buf_putc(b, ',');
		return;
	}
	buf_putc(b, '"');
	for (; *cell; cell++) {
		if (*cell == '"')
			buf_putc(b, '"');
		buf_putc(b, *cell);
	}
	buf_puts(b, "\",");
}

/* What a spreadsheet takes for a formula where a cell begins with it; the last
 * four are the wide forms of the first. */
static bool begins_formula(const char *s)
{
	static const char *const signs[] = {"=",
					    "+",
					    "-",
					    "@",
					    "\t",
					    "\r",
					    "\n",
					    "\xef\xbc\x9d",
					    "\xef\xbc\x8b",
					    "\xef\xbc\x8d",
					    "\xef\xbc\xa0"};
	size_t i;

	for (i = 0; i < ARRAY_LEN(signs); i++)
		if (strncmp(s, signs[i], strlen(signs[i])) == 0)
			return s[strlen(signs[i])] != '\0';
	return false;
}

void csv_put_text(struct buf *b, const char *text)
{
	char *safe;
	double v;

	if (!begins_formula(text) || num_double(text, strlen(text), &v)) {
		csv_put(b, text);
		return;
	}
	safe = xasprintf("'%s", text);
	csv_put(b, safe);
	free(safe);
}

void csv_put_double(struct buf *b, double v)
{
	char text[NUM_TEXT];

	csv_put(b, num_text(text, v));
}

void csv_put_int(struct buf *b, int64_t v)
{
	buf_printf(b, "%" PRId64 ",", v);
}

void csv_end(struct buf *b)
{
	if (b->full)
		return;
	/* A row of one empty cell would read as no row. */
	if (b->len && b->data[b->len - 1] == ',' &&
	    (b->len == 1 || b->data[b->len - 2] == '\n')) {
		b->data[--b->len] = '\0';
		buf_puts(b, "\"\",");
	}
	if (b->len && b->data[b->len - 1] == ',' && !b->full)
		b->data[b->len - 1] = '\n';
	else
		buf_putc(b, '\n');
}

void csv_put_head(struct buf *b, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		csv_put(b, names[i]);
	csv_end(b);
}
