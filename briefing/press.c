/*
 * See press.h.
 */
#include "lib/base.h"

#include <unistd.h>

#include "briefing/html.h"
#include "briefing/pdf.h"
#include "briefing/phrase.h"
#include "briefing/press.h"
#include "lib/file.h"
#include "lib/hash.h"
#include "lib/proc.h"

/* Grows when the same HTML would give another PDF. */
enum {
	PRESS_FORMAT = 4,
	FILE_MAX = 64 << 20,
	STARTS = 3 /* a Chromium that keeps dying is not started for ever */
};

struct press {
	struct app *app;
	char *dir, *home;        /* VAR/papers, the profile of Chromium */
	struct printer *printer; /* NULL: not running */
	int starts;
	char (*used)[HASH_HEX]; /* hashes that this run asked for */
	size_t n, lost, printed;
};

bool press_works(const struct conf *conf)
{
	return strcmp(conf_text(conf, "site.pdf"), "auto") == 0 &&
	       proc_exists(conf_text(conf, "site.chromium"));
}

struct press *press_new(struct app *app)
{
	struct press *p;

	if (!press_works(app->conf)) {
		if (strcmp(conf_text(app->conf, "site.pdf"), "auto") == 0)
			log_info(&app->log,
				 "brief: no program '%s': briefings are not "
				 "printed as PDF",
				 conf_text(app->conf, "site.chromium"));
		return NULL;
	}
	p = xcalloc(1, sizeof(*p));
	p->app = app;
	p->dir = app_var_path(app, "papers");
	p->home = app_var_path(app, "chromium.tmp");
	return p;
}

size_t press_lost(const struct press *p)
{
	return p ? p->lost : 0;
}

size_t press_printed(const struct press *p)
{
	return p ? p->printed : 0;
}

/* --- what is kept --- */

static int forget(void *ctx, const char *name, struct err *e)
{
	const struct press *p = ctx;
	char *path;

	(void)e;
	for (size_t i = 0; i < p->n; i++)
		if (strncmp(name, p->used[i], HASH_HEX - 1) == 0 &&
		    strcmp(name + HASH_HEX - 1, ".pdf") == 0)
			return 0;
	path = xasprintf("%s/%s", p->dir, name);
	(void)unlink(path);
	free(path);
	return 0;
}

void press_free(struct press *p, bool whole)
{
	struct err ignored = {0};

	if (!p)
		return;
	printer_close(p->printer);
	/* what stays is forgotten the next time */
	if (whole && file_exists(p->dir))
		(void)!file_list(p->dir, forget, p, &ignored);
	free(p->used);
	free(p->home);
	free(p->dir);
	free(p);
}

static int hash_file(struct hash *h, const char *path, struct buf *bytes,
		     struct err *e)
{
	buf_clear(bytes);
	if (file_read(path, bytes, e) < 0)
		return -1;
	hash_add(h, buf_str(bytes), bytes->len);
	hash_text(h, "");
	return 0;
}

/* A file that a document shows; one that is not there is told by printing. */
static void hash_shown(struct hash *h, const char *html, const char *address)
{
	const char *slash = strrchr(html, '/');
	int dir = slash ? (int)(slash - html) + 1 : 0;
	char *path = xasprintf("%.*s%s", dir, html, address);
	struct err ignored = {0};
	struct buf bytes;

	buf_init(&bytes, FILE_MAX);
	if (!file_exists(path) || hash_file(h, path, &bytes, &ignored) < 0)
		hash_text(h, "none");
	buf_release(&bytes);
	free(path);
}

static void hash_pictures(struct hash *h, const char *path,
			  const struct buf *html)
{
	struct buf address;
	struct html at;

	buf_init(&address, FILE_MAX);
	html_init(&at, buf_str(html), html->len);
	while (html_next(&at))
		if ((html_opens(&at, "img") &&
		     html_attr(&at, "src", &address)) ||
		    (html_opens(&at, "link") &&
		     html_attr(&at, "href", &address)))
			hash_shown(h, path, buf_str(&address));
	html_release(&at);
	buf_release(&address);
}

static int document_key(char key[HASH_HEX], const char *path, const char *date,
			struct err *e)
{
	struct hash *h = hash_new();
	char number[PHRASE_INT];
	struct buf html;
	int rc;

	buf_init(&html, FILE_MAX);
	hash_text(h, phrase_int(number, PRESS_FORMAT));
	hash_text(h, date);
	rc = hash_file(h, path, &html, e);
	if (rc == 0)
		hash_pictures(h, path, &html);
	buf_release(&html);
	(void)hash_end(h, key);
	return rc;
}

static void remember(struct press *p, const char *key)
{
	p->used = xreallocarray(p->used, p->n + 1, sizeof(*p->used));
	memcpy(p->used[p->n++], key, HASH_HEX);
}

/* --- printing --- */

static int running(struct press *p, struct err *e)
{
	if (p->printer)
		return 0;
	if (p->starts == STARTS)
		return err_set(e, ERR_IO, "Chromium was started %d times",
			       STARTS);
	p->starts++;
	return printer_open(&p->printer,
			    conf_text(p->app->conf, "site.chromium"), p->home,
			    e);
}

/* One that died is started anew, and asked once more. */
static int print(struct press *p, const char *html, const char *date,
		 struct buf *pdf, struct buf *misfits, struct err *e)
{
	struct err first = {0};

	for (int k = 0; k < 2; k++) {
		struct err *why = k ? e : &first;

		buf_clear(pdf);
		buf_clear(misfits);
		if (running(p, why) == 0 &&
		    printer_print(p->printer, html, date, pdf, misfits, why) ==
			    0)
			return 0;
		printer_close(p->printer);
		p->printer = NULL;
	}
	return -1;
}

static int keep(struct press *p, const char *key, const struct buf *pdf,
		struct err *e)
{
	char *path = xasprintf("%s/%s.pdf", p->dir, key);
	int rc = file_mkdirs(p->dir, e);

	if (rc == 0)
		rc = file_publish(path, buf_str(pdf), pdf->len, e);
	free(path);
	return rc;
}

/* What was printed well is kept; the rest is printed again the next time. */
static int put(struct press *p, const char *html, const char *to,
	       const char *key, const char *date, bool *made, struct err *e)
{
	struct buf pdf, misfits;
	struct err why = {0};
	int rc = 0;

	buf_init(&pdf, BUF_MAX);
	buf_init(&misfits, BUF_MAX);
	if (print(p, html, date, &pdf, &misfits, &why) < 0) {
		p->lost++;
		log_warn(&p->app->log, "no PDF: %s", why.msg);
	} else if (misfits.len > 0) {
		p->lost++;
		log_warn(&p->app->log, "%s: %s", html, buf_str(&misfits));
		rc = file_publish(to, buf_str(&pdf), pdf.len, e);
		*made = rc == 0;
	} else {
		p->printed++;
		rc = keep(p, key, &pdf, e);
	}
	buf_release(&pdf);
	buf_release(&misfits);
	return rc;
}

int press_print(struct press *p, const char *html, const char *pdf,
		const char *date, bool *made, struct err *e)
{
	char key[HASH_HEX], *kept, *from;
	int rc = 0;

	*made = false;
	if (!p)
		return 0;
	from = realpath(html, NULL);
	if (!from)
		return err_errno(e, ERR_IO, "%s", html);
	if (document_key(key, from, date, e) < 0) {
		free(from);
		return -1;
	}
	remember(p, key);
	kept = xasprintf("%s/%s.pdf", p->dir, key);
	if (!file_exists(kept))
		rc = put(p, from, pdf, key, date, made, e);
	if (rc == 0 && !*made && file_exists(kept)) {
		rc = file_link(kept, pdf, e);
		*made = rc == 0;
	}
	free(kept);
	free(from);
	return rc;
}
