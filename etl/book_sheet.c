/*
 * The sheets of a workbook: see book.h.
 */
#include <xlsxwriter.h>

#include "etl/book_sheet.h"

#include <errno.h>
#include <math.h>

#include "lib/num.h"

enum {
	NAME_MAX_UNITS = 31, /* of a sheet: Excel's */
	PRINT_MAX = 240,     /* of a printed head or foot: Excel's is 255 */
	LABEL_WIDTH = 34,
	TEXT_WIDTH = 96,
	TITLE_HEIGHT = 28,
	A4 = 9
};

#define LINE_HEIGHT 12.9  /* points, of letters of ten */
#define ROW_HEIGHT  409.0 /* Excel's limit */

/* --- heights ---------------------------------------------------------------
 */

/* How many lines a text takes in a column: programs that open the book do not
 * all make room for a text that wraps. */
static int lines_of(const char *text, int width)
{
	int lines = 1, at = 0, word = 0;

	for (const char *s = text;; s++) {
		if (*s && *s != ' ') {
			word += ((unsigned char)*s & 0xc0) != 0x80;
			continue;
		}
		if (at > 0 && at + 1 + word > width) {
			lines++;
			at = 0;
		}
		at += (at > 0) + word;
		while (at > width) { /* a word that is broken */
			lines++;
			at -= width;
		}
		word = 0;
		if (!*s)
			return lines;
	}
}

static void set_height(struct sheet *s, int lines)
{
	double height = lines * LINE_HEIGHT + 2;

	book_fail(s->book,
		  worksheet_set_row(s->ws, s->row,
				    height > ROW_HEIGHT ? ROW_HEIGHT : height,
				    NULL));
}

/* --- sheets ----------------------------------------------------------------
 */

/* "&" begins a command in what is printed above and below. */
static char *printed(const char *command, const char *text)
{
	struct buf b;
	char *out;

	buf_init(&b, BUF_MAX);
	buf_puts(&b, command);
	for (; *text && b.len < PRINT_MAX; text++) {
		if (*text == '&')
			buf_putc(&b, '&');
		buf_putc(&b, *text);
	}
	out = xstrdup(buf_str(&b));
	buf_release(&b);
	return out;
}

void book_print(struct sheet *s)
{
	char *foot = printed("&L&8", s->book->foot);
	char *line = xasprintf("%s&R&8&A  &P/&N", foot);

	worksheet_set_paper(s->ws, A4);
	worksheet_fit_to_pages(s->ws, 1, 0);
	worksheet_set_margins(s->ws, .5, .5, .6, .7);
	book_fail(s->book, worksheet_set_footer(s->ws, line));
	if (s->columns) {
		worksheet_set_landscape(s->ws);
		book_fail(s->book, worksheet_repeat_rows(s->ws, 0, 0));
	}
	free(line);
	free(foot);
}

static char *part_name(const struct sheet *s)
{
	return s->part < 2 ? xstrdup(s->name)
			   : xasprintf("%s %d", s->name, s->part);
}

static void put_header(struct sheet *s)
{
	int lines = 1;

	for (size_t i = 0; i < s->n; i++) {
		/* bold letters are wider */
		int n = lines_of(text_get(s->columns[i].head, s->book->lang),
				 s->columns[i].width * 8 / 10);

		lines = n > lines ? n : lines;
	}
	set_height(s, lines);
	for (size_t i = 0; i < s->n; i++) {
		book_fail(s->book, worksheet_set_column(
					   s->ws, (lxw_col_t)i, (lxw_col_t)i,
					   s->columns[i].width, NULL));
		book_put(s, (lxw_col_t)i,
			 text_get(s->columns[i].head, s->book->lang),
			 s->columns[i].flags & COLUMN_NUMBER
				 ? s->book->head_number
				 : s->book->head,
			 NULL);
	}
	worksheet_freeze_panes(s->ws, 1, 0);
	s->row = 1;
}

void book_part(struct sheet *s)
{
	char *name;

	s->part++;
	name = part_name(s);
	if (strlen(name) > NAME_MAX_UNITS)
		die("sheet name '%s': more than %d bytes", name,
		    NAME_MAX_UNITS);
	s->ws = workbook_add_worksheet(s->book->wb, name);
	if (!s->ws)
		die_of_memory();
	free(name);
	s->row = 0;
	book_print(s);
	if (s->columns)
		put_header(s);
	else
		worksheet_gridlines(s->ws, LXW_HIDE_ALL_GRIDLINES);
}

void book_part_end(struct sheet *s)
{
	if (s->columns && !s->only_note && s->row > 1)
		book_fail(s->book, worksheet_autofilter(s->ws, 0, 0, s->row - 1,
							(lxw_col_t)(s->n - 1)));
}

struct sheet *book_add(struct book *b, enum text name,
		       const struct column *columns, size_t n)
{
	struct sheet *s = xcalloc(1, sizeof(*s));

	s->book = b;
	s->next = b->sheets;
	b->sheets = s;
	s->name = text_get(name, b->lang);
	s->columns = columns;
	s->n = n;
	s->cells = xcalloc(n + 1, sizeof(*s->cells));
	book_part(s);
	return s;
}

struct sheet *book_table(struct book *b, enum text name,
			 const struct column *columns, size_t n)
{
	return book_add(b, name, columns, n);
}

size_t sheet_rows(const struct sheet *s)
{
	return s->whole + s->row - (s->columns ? 1 : 0);
}

/* --- texts -----------------------------------------------------------------
 */

/* Excel reads "_x0041_" in a text as "A". */
static bool is_code(const char *s)
{
	return s[0] == '_' && s[1] == 'x' &&
	       strspn(s + 2, "0123456789abcdefABCDEF") >= 4 && s[6] == '_';
}

/* The text as it is to be read: one line of what can be shown, and the first
 * sign of such a code as a code itself. */
static void add_literal(struct buf *b, const char *text)
{
	struct buf line, clean;

	buf_init(&line, BUF_MAX);
	buf_init(&clean, BUF_MAX);
	for (; *text; text++)
		buf_putc(&line, *text == '\n' || *text == '\r' || *text == '\t'
					? ' '
					: *text);
	text_visible(&clean, buf_str(&line), '?');
	for (const char *s = buf_str(&clean); *s; s++) {
		if (is_code(s))
			buf_puts(b, "_x005F");
		buf_putc(b, *s);
	}
	buf_release(&clean);
	buf_release(&line);
}

void book_put(struct sheet *s, uint16_t column, const char *text, lxw_format *f,
	      const char *link)
{
	struct book *b = s->book;
	struct buf literal;

	if (!text || !*text || b->err.code)
		return;
	buf_init(&literal, BUF_MAX);
	add_literal(&literal, text);
	errno = 0;
	if (link)
		book_fail(b,
			  worksheet_write_url_opt(s->ws, s->row, column, link,
						  f, buf_str(&literal), NULL));
	else
		book_fail(b, worksheet_write_string(s->ws, s->row, column,
						    buf_str(&literal), f));
	b->cells++;
	buf_release(&literal);
}

/* How many bytes of a text fit into a cell, whole characters. */
static size_t fitting(const char *s)
{
	const size_t len = strlen(s);
	size_t at = 0, units = 0, n;

	while (at < len) {
		n = text_utf8_char(s + at, len - at);
		units += n == 4 ? 2 : is_code(s + at) ? 7 : 1;
		if (units > BOOK_CELL)
			break;
		at += n ? n : 1;
	}
	return at;
}

/* --- rows ------------------------------------------------------------------
 */

static struct cell *next_cell(struct sheet *s, enum cell_kind kind)
{
	struct cell *c = &s->cells[s->filled];

	if (s->filled == s->n)
		die("a cell too many in a row of '%s'", s->name);
	s->filled++;
	*c = (struct cell){.kind = kind};
	return c;
}

void sheet_text(struct sheet *s, const char *text)
{
	next_cell(s, CELL_TEXT)->text = xstrdup(text);
}

void sheet_reason(struct sheet *s, const char *word)
{
	next_cell(s, CELL_REASON)->text = xstrdup(word);
}

void sheet_number(struct sheet *s, double v, int decimals)
{
	struct cell *c = next_cell(s, CELL_NUMBER);

	if (!isfinite(v))
		die("no number in a row of '%s'", s->name);
	c->v = v;
	c->decimals = decimals < 0                ? 0
		      : decimals >= BOOK_DECIMALS ? BOOK_DECIMALS - 1
						  : decimals;
}

void sheet_whole(struct sheet *s, int64_t v)
{
	next_cell(s, CELL_WHOLE)->v = (double)v;
}

/* Excel's days begin in 1900. */
static bool is_day(const char *s, struct cell *out)
{
	int64_t t, year, month, day;

	if (strlen(s) != 10 || !when_parse(s, &t) ||
	    !num_int(s, 4, 1900, 9999, &year) ||
	    !num_int(s + 5, 2, 1, 12, &month) ||
	    !num_int(s + 8, 2, 1, 31, &day))
		return false;
	*out = (struct cell){.kind = CELL_DAY,
			     .year = (int)year,
			     .month = (int)month,
			     .day = (int)day};
	return true;
}

void sheet_day(struct sheet *s, const char *iso, const char *none)
{
	char first[11];
	struct cell day;

	(void)snprintf(first, sizeof(first), "%s", iso);
	if (is_day(first, &day))
		*next_cell(s, CELL_DAY) = day;
	else
		sheet_text(s, *iso ? iso : none);
}

static void put_cell(struct sheet *s, size_t i, const struct cell *c)
{
	struct book *b = s->book;
	lxw_col_t column = (lxw_col_t)i;
	lxw_datetime day = {0};
	lxw_error rc = LXW_NO_ERROR;

	if (b->err.code)
		return;
	errno = 0;
	switch (c->kind) {
	case CELL_TEXT:
		book_put(s, column, c->text, b->text, NULL);
		return;
	case CELL_REASON:
		book_put(s, column, c->text, b->reason, NULL);
		return;
	case CELL_NUMBER:
		rc = worksheet_write_number(s->ws, s->row, column, c->v,
					    b->number[c->decimals]);
		break;
	case CELL_WHOLE:
		rc = worksheet_write_number(s->ws, s->row, column, c->v,
					    b->whole);
		break;
	case CELL_DAY:
		day.year = c->year;
		day.month = c->month;
		day.day = c->day;
		rc = worksheet_write_datetime(s->ws, s->row, column, &day,
					      b->day);
		break;
	}
	b->cells++;
	book_fail(b, rc);
}

/* A row is about to be written: where there is room for it. */
static void make_room(struct sheet *s)
{
	struct book *b = s->book;

	if (s->row < b->rows || b->err.code)
		return;
	if (s->part == BOOK_PARTS) {
		(void)err_set(&b->err, ERR_USAGE,
			      "%s: more than %zu rows in '%s': %s", b->path,
			      (size_t)(b->rows - 1) * BOOK_PARTS, s->name,
			      b->cause);
		return;
	}
	book_part_end(s);
	s->whole += s->row - 1;
	book_part(s);
}

/* What did not fit of the row's texts stays in it; the rest is said again where
 * it names the row. Whether anything is left. */
static bool keep_rest(struct sheet *s, const size_t *written)
{
	bool left = false;

	for (size_t i = 0; i < s->n; i++)
		left |= s->cells[i].text && s->cells[i].text[written[i]];
	for (size_t i = 0; left && i < s->n; i++) {
		struct cell *c = &s->cells[i];

		if (c->text && c->text[written[i]]) {
			char *rest = xstrdup(c->text + written[i]);

			free(c->text);
			c->text = rest;
		} else if (!(s->columns[i].flags & COLUMN_KEY)) {
			free(c->text);
			*c = (struct cell){.kind = CELL_REASON,
					   .text = xstrdup(s->book->more)};
		}
	}
	return left;
}

/* One row of a sheet: of each cell as much as fits. */
static void put_row(struct sheet *s, size_t *written)
{
	int lines = 1;

	make_room(s);
	for (size_t i = 0; i < s->n; i++) {
		const char *text = s->cells[i].text;
		int n;

		written[i] = text ? fitting(text) : 0;
		n = text ? lines_of(text, s->columns[i].width) : 1;
		lines = n > lines ? n : lines;
	}
	set_height(s, lines);
	for (size_t i = 0; i < s->n; i++) {
		struct cell c = s->cells[i];

		if (c.text)
			c.text = xstrndup(c.text, written[i]);
		put_cell(s, i, &c);
		free(c.text);
	}
	s->row++;
}

void sheet_end_row(struct sheet *s)
{
	size_t *written = xcalloc(s->n + 1, sizeof(*written));

	if (s->filled != s->n)
		die("a row of '%s' has %zu cells, not %zu", s->name, s->filled,
		    s->n);
	do
		put_row(s, written);
	while (keep_rest(s, written));
	for (size_t i = 0; i < s->n; i++) {
		free(s->cells[i].text);
		s->cells[i].text = NULL;
	}
	s->filled = 0;
	free(written);
}

void sheet_note(struct sheet *s, const char *text)
{
	make_room(s);
	book_put(s, 0, text, s->book->line, NULL);
	s->row++;
	s->only_note = true;
}

/* --- pages -----------------------------------------------------------------
 */

struct sheet *book_page(struct book *b, enum text name)
{
	struct sheet *s = book_add(b, name, NULL, 0);

	book_fail(b, worksheet_set_column(s->ws, 0, 0, LABEL_WIDTH, NULL));
	book_fail(b, worksheet_set_column(s->ws, 1, 1, TEXT_WIDTH, NULL));
	return s;
}

void page_title(struct sheet *s, const char *text)
{
	book_fail(s->book,
		  worksheet_set_row(s->ws, s->row, TITLE_HEIGHT, NULL));
	book_put(s, 0, text, s->book->title, NULL);
	s->row += 2;
}

void page_head(struct sheet *s, const char *text)
{
	s->row++;
	set_height(s, 2);
	book_put(s, 0, text, s->book->section, NULL);
	s->row++;
}

void page_fact(struct sheet *s, const char *label, const char *text)
{
	while (*text) {
		size_t n = fitting(text);
		char *piece = xstrndup(text, n);
		int beside = lines_of(label, LABEL_WIDTH * 9 / 10);
		int lines = lines_of(piece, TEXT_WIDTH);

		set_height(s, beside > lines ? beside : lines);
		book_put(s, 0, label, s->book->label, NULL);
		book_put(s, 1, piece, s->book->plain, NULL);
		free(piece);
		s->row++;
		text += n;
		label = "";
	}
}

void page_link(struct sheet *s, enum text to, const char *text)
{
	const char *name = text_get(to, s->book->lang);
	char *link = xasprintf("internal:'%s'!A1", name);

	set_height(s, lines_of(text, TEXT_WIDTH));
	book_put(s, 0, name, s->book->link, link);
	book_put(s, 1, text, s->book->plain, NULL);
	s->row++;
	free(link);
}
