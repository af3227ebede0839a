#include <xlsxwriter.h>

#include "etl/book_sheet.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "lib/file.h"

#define INK  0x1B3A5C /* of headings: white on it is 11:1 */
#define LINE 0xB8C4D0
#define GREY 0x595959 /* 7:1 on white */

/* --- formats ---------------------------------------------------------------
 */

static lxw_format *format(struct book *b)
{
	lxw_format *f = workbook_add_format(b->wb);

	if (!f)
		die_of_memory();
	/* of the width of Liberation Sans, which those without it have */
	format_set_font_name(f, "Arial");
	format_set_font_size(f, BOOK_POINTS);
	format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
	return f;
}

static lxw_format *cell_format(struct book *b, const char *number)
{
	lxw_format *f = format(b);

	format_set_bottom(f, LXW_BORDER_HAIR);
	format_set_bottom_color(f, LINE);
	if (number)
		format_set_num_format(f, number);
	else
		format_set_text_wrap(f);
	return f;
}

static void number_formats(struct book *b)
{
	char number[32];

	for (int i = 0; i < BOOK_DECIMALS; i++) {
		(void)snprintf(number, sizeof(number), "#,##0%s%.*s",
			       i ? "." : "", i, "0000000000");
		b->number[i] = cell_format(b, number);
	}
	b->whole = cell_format(b, "0");
	b->day = cell_format(b, b->lang == LANG_EN ? "d mmm yyyy" : "d.m.yyyy");
	format_set_align(b->day, LXW_ALIGN_LEFT);
}

static lxw_format *head_format(struct book *b)
{
	lxw_format *f = format(b);

	format_set_bold(f);
	format_set_text_wrap(f);
	format_set_font_color(f, LXW_COLOR_WHITE);
	format_set_bg_color(f, INK);
	return f;
}

static void formats(struct book *b)
{
	/* widths of columns are counted in digits of the first format, which
	 * libxlsxwriter makes */
	lxw_format *first = STAILQ_FIRST(b->wb->formats);

	format_set_font_name(first, "Arial");
	format_set_font_size(first, BOOK_POINTS);
	number_formats(b);
	b->text = cell_format(b, NULL);
	format_set_indent(b->text, 1); /* from a number at its left */
	b->reason = cell_format(b, NULL);
	format_set_italic(b->reason);
	format_set_align(b->reason, LXW_ALIGN_RIGHT);
	format_set_font_color(b->reason, GREY);
	b->head = head_format(b);
	format_set_indent(b->head, 1);
	b->head_number = head_format(b);
	format_set_align(b->head_number, LXW_ALIGN_RIGHT);
	b->title = format(b);
	format_set_bold(b->title);
	format_set_font_size(b->title, 18);
	format_set_font_color(b->title, INK);
	b->section = format(b);
	format_set_bold(b->section);
	format_set_font_size(b->section, 13);
	format_set_font_color(b->section, INK);
	b->label = format(b);
	format_set_bold(b->label);
	format_set_text_wrap(b->label);
	b->plain = format(b);
	format_set_text_wrap(b->plain);
	b->line = format(b); /* one sentence, over the columns behind it */
	format_set_italic(b->line);
	b->link = format(b);
	format_set_underline(b->link, LXW_UNDERLINE_SINGLE);
	format_set_font_color(b->link, 0x0B4F9E);
}

/* --- making ----------------------------------------------------------------
 */

void book_fail(struct book *b, int rc)
{
	if (rc == LXW_NO_ERROR)
		return;
	if (rc == LXW_ERROR_MEMORY_MALLOC_FAILED)
		die_of_memory();
	if (errno)
		(void)err_errno(&b->err, ERR_IO, "%s", b->tmp);
	else
		(void)err_set(&b->err, ERR_IO, "%s: %s", b->tmp,
			      lxw_strerror((lxw_error)rc));
}

/* libxlsxwriter copies what it is given, but asks for it as its own. */
static void describe(struct book *b, const struct book_about *a)
{
	char *texts[] = {xstrdup(a->title), xstrdup(a->subject),
			 xstrdup(a->keywords), xstrdup(a->comments)};
	lxw_doc_properties p = {.title = texts[0],
				.subject = texts[1],
				.keywords = texts[2],
				.comments = texts[3],
				.created = (time_t)a->created};

	book_fail(b, workbook_set_properties(b->wb, &p));
	book_fail(b, workbook_set_custom_property_string(b->wb, "Language",
							 lang_name(a->lang)));
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		free(texts[i]);
}

/* Whether a file can be made there: libxlsxwriter finds out at its end, and
 * says so on standard error. */
static int try_place(const char *tmp, struct err *e)
{
	int fd;

	/* What stands there is a killed run's, or a link that somebody laid to
	 * have another file written over. */
	(void)unlink(tmp);
	fd = open(tmp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
		  0666);
	if (fd < 0)
		return err_errno(e, ERR_IO, "%s", tmp);
	(void)close(fd);
	return 0;
}

int book_new(struct book **out, const char *path,
	     const struct book_about *about, struct err *e)
{
	struct book *b = xcalloc(1, sizeof(*b));
	const char *slash = strrchr(path, '/');
	lxw_workbook_options options;

	b->path = xstrdup(path);
	b->tmp = xasprintf("%s.tmp", path);
	b->dir = slash ? xstrndup(path, (size_t)(slash - path)) : xstrdup(".");
	b->foot = xstrdup(about->foot);
	b->more = xstrdup(about->more);
	b->cause = xstrdup(about->cause);
	b->lang = about->lang;
	b->rows = (uint32_t)(about->rows ? about->rows : BOOK_ROWS);
	if (try_place(b->tmp, e) < 0) {
		book_free(b);
		return -1;
	}
	/* What does not fit on the disk is noticed where the file would be. */
	options = (lxw_workbook_options){.constant_memory = LXW_TRUE,
					 .tmpdir = b->dir};
	b->wb = workbook_new_opt(b->tmp, &options);
	if (!b->wb)
		die_of_memory();
	formats(b);
	describe(b, about);
	*out = b;
	return 0;
}

void book_free(struct book *b)
{
	if (!b)
		return;
	if (b->wb)
		lxw_workbook_free(b->wb);
	(void)unlink(b->tmp);
	while (b->sheets) {
		struct sheet *s = b->sheets;

		b->sheets = s->next;
		for (size_t i = 0; i < s->filled; i++)
			free(s->cells[i].text);
		free(s->cells);
		free(s);
	}
	free(b->path);
	free(b->tmp);
	free(b->dir);
	free(b->foot);
	free(b->more);
	free(b->cause);
	free(b);
}

/* --- publishing ------------------------------------------------------------
 */

/* libxlsxwriter prints what went wrong, some of it on standard output; the
 * caller says it too, once. */
static lxw_error close_quietly(lxw_workbook *wb)
{
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
	int kept[2] = {-1, -1};
	lxw_error rc;

	(void)fflush(stdout);
	for (int i = 0; nowhere >= 0 && i < 2; i++) {
		kept[i] = fcntl(i + 1, F_DUPFD_CLOEXEC, 3);
		if (kept[i] >= 0)
			(void)dup2(nowhere, i + 1);
	}
	errno = 0;
	rc = workbook_close(wb);
	if (rc == LXW_NO_ERROR)
		errno = 0;
	for (int i = 0; i < 2; i++) {
		int why = errno;

		if (kept[i] < 0)
			continue;
		(void)fflush(i ? stderr : stdout);
		(void)dup2(kept[i], i + 1);
		(void)close(kept[i]);
		errno = why;
	}
	if (nowhere >= 0)
		(void)close(nowhere);
	return rc;
}

static int sync_file(const char *path, struct err *e)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	int rc = fd < 0 ? -1 : fsync(fd);

	if (rc < 0)
		(void)err_errno(e, ERR_IO, "%s", path);
	if (fd >= 0)
		(void)close(fd);
	return rc;
}

int book_publish(struct book *b, struct err *e)
{
	lxw_error rc;

	for (struct sheet *s = b->sheets; s; s = s->next)
		book_part_end(s);
	if (b->err.code)
		return err_set(e, b->err.code, "%s", b->err.msg);
	rc = close_quietly(b->wb);
	b->wb = NULL;
	book_fail(b, rc);
	if (b->err.code)
		return err_set(e, b->err.code, "%s", b->err.msg);
	if (book_check(b->tmp, b->cells, e) < 0 || sync_file(b->tmp, e) < 0)
		return -1;
	if (rename(b->tmp, b->path) < 0)
		return err_errno(e, ERR_IO, "%s", b->path);
	return file_sync_dir(b->path, e);
}
