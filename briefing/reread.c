/*
 * See reread.h.
 */
#include "lib/base.h"

#include "briefing/checking.h"
#include "briefing/pdf.h"
#include "briefing/press.h"
#include "briefing/reread.h"
#include "lib/file.h"
#include "lib/proc.h"

enum {
	FILE_MAX = 256 << 20,
	TOOLS_S = 60,
	PAGE_MIN = 250 /* letters without blanks: the foot alone has fewer */
};

struct reread {
	struct app *app;
	bool tools;              /* poppler's are there */
	char *home;              /* of Chromium, while it runs */
	struct printer *printer; /* NULL: none */
};

struct reread *reread_new(struct app *app)
{
	struct reread *r = xcalloc(1, sizeof(*r));
	struct err e = {0};

	r->app = app;
	r->tools = proc_exists("pdftotext") && proc_exists("pdfinfo") &&
		   proc_exists("pdffonts");
	r->home = app_var_path(app, "chromium.check");
	if (!r->tools)
		log_info(&app->log, "brief: pdftotext, pdfinfo and pdffonts "
				    "are not there: PDFs are not read back");
	if (!press_works(app->conf))
		return r;
	if (printer_open(&r->printer, conf_text(app->conf, "site.chromium"),
			 r->home, &e) < 0)
		log_warn(&app->log, "brief: %s", e.msg);
	return r;
}

void reread_free(struct reread *r)
{
	if (!r)
		return;
	printer_close(r->printer);
	free(r->home);
	free(r);
}

/* --- what the tools say --- */

enum {
	TOOL_TEXT,
	TOOL_INFO,
	TOOL_FONTS,
	TOOL_N
};

static int run_tools(const char *path, struct buf out[TOOL_N], struct err *e)
{
	/* in the order of the file: lines of cells stay together */
	const char *const text[] = {"pdftotext", "-raw", "-enc", "UTF-8",
				    path,        "-",    NULL};
	const char *const info[] = {"pdfinfo", "-enc", "UTF-8", path, NULL};
	const char *const fonts[] = {"pdffonts", path, NULL};
	const struct proc procs[TOOL_N] = {
		[TOOL_TEXT] = {.argv = text, .timeout_s = TOOLS_S},
		[TOOL_INFO] = {.argv = info, .timeout_s = TOOLS_S},
		[TOOL_FONTS] = {.argv = fonts, .timeout_s = TOOLS_S},
	};
	struct buf *outs[TOOL_N];

	for (size_t i = 0; i < TOOL_N; i++)
		outs[i] = &out[i];
	return proc_run(procs, TOOL_N, TOOL_N, outs, e);
}

/* The value behind "NAME:" in what pdfinfo says; the caller's to free(). */
static char *info_of(const char *info, const char *name)
{
	size_t n = strlen(name);

	for (const char *s = info; s && *s; s = strchr(s, '\n')) {
		s += *s == '\n';
		if (strncmp(s, name, n) != 0 || s[n] != ':')
			continue;
		s += n + 1;
		s += strspn(s, " ");
		return xstrndup(s, strcspn(s, "\n"));
	}
	return NULL;
}

static void check_info(struct check *c, const char *info, const char *title,
		       size_t pages)
{
	char *seen = info_of(info, "Pages"), *size;

	check_same_int(c, "PDF", "number of pages", seen, pages);
	free(seen);
	seen = info_of(info, "Title");
	check_same(c, "PDF", "title", seen, title);
	free(seen);
	seen = info_of(info, "Tagged");
	check_same(c, "PDF", "tags", seen, "yes");
	free(seen);
	size = info_of(info, "Page size");
	c->sum->figures++;
	if (!size || !strstr(size, "A4"))
		check_fault(c, "PDF: its pages are '%s', not A4",
			    size ? size : "of no size");
	free(size);
}

/* Whose column "emb" stands under its head: names may hold blanks. */
static void check_fonts(struct check *c, const char *fonts)
{
	const char *head = strstr(fonts, "emb "), *s = strchr(fonts, '\n');
	size_t at = head ? (size_t)(head - fonts) : 0, n = 0;

	s = s ? strchr(s + 1, '\n') : NULL; /* behind the line of dashes */
	for (; head && s && s[1]; s = strchr(s + 1, '\n')) {
		size_t len = strcspn(s + 1, "\n");

		n++;
		c->sum->figures++;
		if (len < at + 3 || strncmp(s + 1 + at, "yes", 3) != 0)
			check_fault(c, "PDF: a font that is not embedded: %.*s",
				    (int)(len < 60 ? len : 60), s + 1);
	}
	if (n == 0)
		check_fault(c, "PDF: no fonts");
}

/* --- its text --- */

/* The text without blanks of any width and soft hyphens: where a line is broken
 * does not matter. */
static void squeeze(struct buf *b, const char *s, size_t n)
{
	static const char *const blanks[] = {" ",      "\n",     "\r",
					     "\t",     "\f",     "\u00a0",
					     "\u202f", "\u2009", "\u00ad"};

	while (n > 0) {
		size_t skip = 0;

		for (size_t i = 0; !skip && i < ARRAY_LEN(blanks); i++) {
			size_t k = strlen(blanks[i]);

			if (k <= n && memcmp(s, blanks[i], k) == 0)
				skip = k;
		}
		if (!skip)
			buf_putc(b, *s);
		s += skip ? skip : 1;
		n -= skip ? skip : 1;
	}
}

static bool holds(const struct buf *squeezed, const char *text)
{
	struct buf want;
	bool is;

	buf_init(&want, BUF_MAX);
	squeeze(&want, text, strlen(text));
	is = strstr(buf_str(squeezed), buf_str(&want)) != NULL;
	buf_release(&want);
	return is;
}

/* Each page has text of its own, and its number and the content id in it. */
static void check_pages(struct check *c, const char *text, size_t pages)
{
	size_t n = 0;

	for (const char *s = text, *end; (end = strchr(s, '\f')); s = end + 1) {
		char *number = xasprintf("%zu/%zu", ++n, pages);
		struct buf page;

		buf_init(&page, BUF_MAX);
		squeeze(&page, s, (size_t)(end - s));
		c->sum->figures += 3;
		if (page.len < PAGE_MIN)
			check_fault(c, "PDF: page %zu is blank", n);
		if (!holds(&page, number))
			check_fault(c, "PDF: page %zu without '%s'", n, number);
		if (!holds(&page, c->cat->content_id))
			check_fault(c, "PDF: page %zu without the content id",
				    n);
		buf_release(&page);
		free(number);
	}
	if (n != pages)
		check_fault(c, "PDF: text of %zu pages, not of %zu", n, pages);
}

static void check_holds(struct check *c, const struct buf *text,
			const char *where, const char *what)
{
	c->sum->figures++;
	if (what && !holds(text, what))
		check_fault(c, "PDF: %s: '%s' is not in its text", where, what);
}

/* All that the HTML marks. */
static void check_text(struct check *c, const struct buf *text,
		       const struct seen *s)
{
	static const char *const junk[] = {"(null)", "NaN"};

	check_holds(c, text, "heading", s->h1);
	for (size_t i = 0; i < s->fact_n; i++)
		check_holds(c, text, s->facts[i].name, s->facts[i].text);
	for (size_t i = 0; i < s->row_n; i++) {
		check_holds(c, text, s->rows[i].id, s->rows[i].title);
		for (size_t k = 0; k < SEEN_CELLS; k++)
			check_holds(c, text, s->rows[i].id, s->rows[i].cell[k]);
	}
	for (size_t i = 0; i < ARRAY_LEN(junk); i++)
		if (strstr(buf_str(text), junk[i]))
			check_fault(c, "PDF: the word '%s'", junk[i]);
}

/* --- one document --- */

/* The language of the document, which no tool tells. */
static int check_lang(struct check *c, const char *path, struct err *e)
{
	char *want = xasprintf("/Lang (%s)", lang_name(c->cat->lang));
	struct buf bytes;
	int rc;

	buf_init(&bytes, FILE_MAX);
	rc = file_read(path, &bytes, e);
	c->sum->figures++;
	if (rc == 0 && !memmem(buf_str(&bytes), bytes.len, want, strlen(want)))
		check_fault(c, "PDF: its language is not '%s'",
			    lang_name(c->cat->lang));
	buf_release(&bytes);
	free(want);
	return rc;
}

static int check_pdf(struct check *c, const char *path, const struct seen *s,
		     size_t pages, struct err *e)
{
	struct buf out[TOOL_N], text;
	struct err why = {0};

	for (size_t i = 0; i < TOOL_N; i++)
		buf_init(&out[i], FILE_MAX);
	buf_init(&text, FILE_MAX);
	if (run_tools(path, out, &why) < 0) {
		check_fault(c, "PDF: %s", why.msg);
	} else {
		check_info(c, buf_str(&out[TOOL_INFO]),
			   s->title ? s->title : "", pages);
		check_fonts(c, buf_str(&out[TOOL_FONTS]));
		check_pages(c, buf_str(&out[TOOL_TEXT]), pages);
		squeeze(&text, buf_str(&out[TOOL_TEXT]), out[TOOL_TEXT].len);
		check_text(c, &text, s);
	}
	buf_release(&text);
	for (size_t i = 0; i < TOOL_N; i++)
		buf_release(&out[i]);
	return check_lang(c, path, e);
}

static void check_fit(struct reread *r, struct check *c, const char *html)
{
	struct buf misfits;
	struct err e = {0};
	char *path = realpath(html, NULL);

	buf_init(&misfits, BUF_MAX);
	c->sum->figures++;
	if (printer_look(r->printer, path ? path : html, &misfits, &e) < 0)
		check_fault(c, "%s", e.msg);
	else if (misfits.len > 0)
		check_fault(c, "%s", buf_str(&misfits));
	buf_release(&misfits);
	free(path);
}

int reread_check(struct reread *r, struct check *c, const char *name,
		 const struct seen *s, size_t pages, struct err *e)
{
	char *base = xasprintf("%s/site/%s%s", r->app->var_dir,
			       lang_folder(c->cat->lang), name);
	char *html = xasprintf("%s.html", base);
	char *pdf = xasprintf("%s.pdf", base);
	int rc = 0;

	if (r->printer)
		check_fit(r, c, html);
	if (file_exists(pdf)) {
		if (r->tools)
			rc = check_pdf(c, pdf, s, pages, e);
	} else if (press_works(r->app->conf)) {
		check_fault(c, "there is no PDF of it");
	}
	free(base);
	free(html);
	free(pdf);
	return rc;
}
