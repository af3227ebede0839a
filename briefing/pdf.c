/*
 * See pdf.h. Messages are JSON with a NUL behind each. Parameters: the Chrome
 * DevTools Protocol, domains Target, Page and Runtime
 * (chromedevtools.github.io/devtools-protocol, read 2026-02).
 */
#include "lib/base.h"

#include <unistd.h>

#include <jansson.h>

#include "briefing/pdf.h"
#include "briefing/pdf_settle.h"
#include "lib/base64.h"
#include "lib/duplex.h"
#include "lib/file.h"

enum {
	START_MS = 30000,        /* for the program to come up */
	PRINT_MS = 60000,        /* for one document */
	MESSAGE_MAX = 256 << 20, /* one PDF, in base64 */
	SHOWN = 200
};

struct printer {
	char *program, *home;
	struct duplex *pipe;
	char *session; /* of the one tab; NULL: not there yet */
	json_int_t last_id;
	bool loaded; /* the page that was asked for */
	int64_t deadline;
};

/* What does not fit, or did not load, as one line of text. The names of
 * elements are those of sheet.c. */
static const char look_js[] =
	"(() => {"
	" const bad = [];"
	" document.querySelectorAll('.fit').forEach((x, i) => {"
	"  const name = x.id || 'part ' + (i + 1);"
	"  const long = x.scrollHeight - x.clientHeight;"
	"  const wide = x.scrollWidth - x.clientWidth;"
	"  if (long > 1) bad.push(name + ' is too long by ' + long + ' px');"
	"  if (wide > 1) bad.push(name + ' is too wide by ' + wide + ' px');"
	" });"
	" for (const x of document.images)"
	"  if (!x.complete || !x.naturalWidth)"
	"   bad.push('no picture ' + x.getAttribute('src'));"
	" return bad.join(', ');"
	"})()";

/* A paper goes its own way: a link to a file beside the page would lead nowhere
 * from there, and tell what this machine's folders are called. */
static const char unlink_js[] =
	"document.querySelectorAll('a[href]').forEach(x => {"
	" if (x.protocol === 'file:' && "
	"!x.getAttribute('href').startsWith('#'))"
	"  x.removeAttribute('href');"
	"})";

/* --- messages --- */

static int send_message(struct printer *p, json_t *message, struct err *e)
{
	char *text = json_dumps(message, JSON_COMPACT);
	int rc = -1;

	if (text)
		rc = duplex_write(p->pipe, text, strlen(text) + 1, p->deadline,
				  e);
	else
		(void)err_set(e, ERR_DATA, "%s: a path that is no UTF-8",
			      p->program);
	free(text);
	return rc;
}

static int read_message(struct printer *p, json_t **out, struct err *e)
{
	json_error_t why;
	struct buf text;
	int rc = -1;

	buf_init(&text, MESSAGE_MAX);
	if (duplex_read(p->pipe, &text, '\0', p->deadline, e) == 0) {
		*out = json_loadb(buf_str(&text), text.len, 0, &why);
		rc = *out ? 0
			  : err_set(e, ERR_DATA, "%s: %s", p->program,
				    why.text);
	}
	buf_release(&text);
	return rc;
}

/* What comes without being asked for. */
static void take_event(struct printer *p, json_t *message)
{
	const char *method =
		json_string_value(json_object_get(message, "method"));

	if (method && strcmp(method, "Page.loadEventFired") == 0)
		p->loaded = true;
}

static int take_answer(struct printer *p, const char *method, json_t *message,
		       json_t **result, struct err *e)
{
	json_t *error = json_object_get(message, "error");
	json_t *answer = json_object_get(message, "result");
	const char *why = json_string_value(json_object_get(error, "message"));

	if (error || !answer)
		return err_set(e, ERR_DATA, "%s: %s: %.*s", p->program, method,
			       SHOWN, why ? why : "no result");
	if (result)
		*result = json_incref(answer);
	return 0;
}

/* Asks, takes params, and waits for the answer. *result, where asked for, is
 * the caller's to json_decref(). */
static int call(struct printer *p, const char *method, json_t *params,
		json_t **result, struct err *e)
{
	json_int_t id = ++p->last_id;
	json_t *message = json_pack("{s:I,s:s,s:o}", "id", id, "method", method,
				    "params", params);
	int rc;

	if (!message)
		return err_set(e, ERR_DATA, "%s: %s", p->program, method);
	if (p->session)
		(void)json_object_set_new(message, "sessionId",
					  json_string(p->session));
	rc = send_message(p, message, e);
	json_decref(message);
	while (rc == 0) {
		if (read_message(p, &message, e) < 0)
			return -1;
		if (json_integer_value(json_object_get(message, "id")) == id) {
			rc = take_answer(p, method, message, result, e);
			json_decref(message);
			return rc;
		}
		take_event(p, message);
		json_decref(message);
	}
	return -1;
}

static int await_load(struct printer *p, struct err *e)
{
	while (!p->loaded) {
		json_t *message;

		if (read_message(p, &message, e) < 0)
			return -1;
		take_event(p, message);
		json_decref(message);
	}
	return 0;
}

/* --- the program --- */

/* A tab, and the session in which all further messages speak to it. */
static int open_tab(struct printer *p, struct err *e)
{
	json_t *tab = NULL, *session = NULL;
	const char *id;
	int rc = -1;

	if (call(p, "Target.createTarget",
		 json_pack("{s:s}", "url", "about:blank"), &tab, e) < 0)
		return -1;
	id = json_string_value(json_object_get(tab, "targetId"));
	if (call(p, "Target.attachToTarget",
		 json_pack("{s:s,s:b}", "targetId", id ? id : "", "flatten", 1),
		 &session, e) < 0)
		goto out;
	id = json_string_value(json_object_get(session, "sessionId"));
	if (!id) {
		(void)err_set(e, ERR_DATA, "%s: no session", p->program);
		goto out;
	}
	p->session = xstrdup(id);
	rc = call(p, "Page.enable", json_object(), NULL, e);
	/* what is measured is what will be printed */
	if (rc == 0)
		rc = call(p, "Emulation.setEmulatedMedia",
			  json_pack("{s:s}", "media", "print"), NULL, e);
out:
	json_decref(session);
	json_decref(tab);
	return rc;
}

static int start(struct printer *p, struct err *e)
{
	char *profile = xasprintf("--user-data-dir=%s", p->home);
	const char *const argv[] = {
		p->program, "--headless", "--remote-debugging-pipe", profile,
		"--disable-gpu", "--no-first-run", "--no-default-browser-check",
		"--disable-extensions", "--disable-background-networking",
		"--disable-component-update", "--disable-sync",
		"--disable-default-apps", "--mute-audio", "--disable-breakpad",
		"--disable-dev-shm-usage", "--password-store=basic",
		"--font-render-hinting=none",
		"--host-resolver-rules=MAP * ~NOTFOUND",
		"--user-agent=tilannekuva",
		/* as root it runs without a sandbox or not at all */
		geteuid() == 0 ? "--no-sandbox" : "--disable-crash-reporter",
		NULL};
	int rc = duplex_open(&p->pipe, argv, p->home, e);

	free(profile);
	p->deadline = duplex_after(START_MS);
	return rc < 0 ? -1 : open_tab(p, e);
}

int printer_open(struct printer **out, const char *program, const char *home,
		 struct err *e)
{
	struct printer *p;

	if (file_remove_tree(home, e) < 0 || file_mkdirs(home, e) < 0)
		return -1;
	p = xcalloc(1, sizeof(*p));
	p->program = xstrdup(program);
	p->home = realpath(home, NULL);
	if (!p->home)
		p->home = xstrdup(home);
	if (start(p, e) < 0) {
		printer_close(p);
		return -1;
	}
	*out = p;
	return 0;
}

void printer_close(struct printer *p)
{
	struct err ignored = {0};

	if (!p)
		return;
	duplex_close(p->pipe);
	/* what stays is removed when the next one is opened */
	(void)!file_remove_tree(p->home, &ignored);
	free(p->session);
	free(p->program);
	free(p->home);
	free(p);
}

/* --- printing --- */

static char *file_url(const char *path)
{
	struct buf b;
	char *url;

	buf_init(&b, BUF_MAX);
	buf_puts(&b, "file://");
	for (const char *s = path; *s; s++)
		if (strchr("/-_.~", *s) || (*s >= '0' && *s <= '9') ||
		    (*s >= 'A' && *s <= 'Z') || (*s >= 'a' && *s <= 'z'))
			buf_putc(&b, *s);
		else
			buf_printf(&b, "%%%02X", (unsigned char)*s);
	url = xstrdup(buf_str(&b));
	buf_release(&b);
	return url;
}

static int navigate(struct printer *p, const char *path, struct err *e)
{
	char *url = file_url(path);
	json_t *answer = NULL;
	const char *why;
	int rc;

	p->loaded = false;
	rc = call(p, "Page.navigate", json_pack("{s:s}", "url", url), &answer,
		  e);
	free(url);
	if (rc < 0)
		return -1;
	why = json_string_value(json_object_get(answer, "errorText"));
	if (why)
		rc = err_set(e, ERR_IO, "%s: %.*s", path, SHOWN, why);
	json_decref(answer);
	return rc < 0 ? -1 : await_load(p, e);
}

static int evaluate(struct printer *p, const char *js, json_t **answer,
		    struct err *e)
{
	return call(
		p, "Runtime.evaluate",
		json_pack("{s:s,s:b}", "expression", js, "returnByValue", 1),
		answer, e);
}

static int look(struct printer *p, struct buf *misfits, struct err *e)
{
	json_t *answer = NULL;
	const char *text;

	if (evaluate(p, look_js, &answer, e) < 0)
		return -1;
	text = json_string_value(
		json_object_get(json_object_get(answer, "result"), "value"));
	buf_puts(misfits, text ? text : "it could not be measured");
	json_decref(answer);
	return 0;
}

static int print(struct printer *p, struct buf *pdf, struct err *e)
{
	json_t *answer = NULL;
	const char *data;
	int rc;

	if (evaluate(p, unlink_js, NULL, e) < 0 ||
	    call(p, "Page.printToPDF",
		 json_pack("{s:b,s:b,s:b,s:b}", "printBackground", 1,
			   "preferCSSPageSize", 1, "generateTaggedPDF", 1,
			   "generateDocumentOutline", 1),
		 &answer, e) < 0)
		return -1;
	data = json_string_value(json_object_get(answer, "data"));
	rc = data && base64_decode(pdf, data)
		     ? 0
		     : err_set(e, ERR_DATA, "%s: no PDF", p->program);
	json_decref(answer);
	return rc;
}

int printer_look(struct printer *p, const char *path, struct buf *misfits,
		 struct err *e)
{
	p->deadline = duplex_after(PRINT_MS);
	if (navigate(p, path, e) < 0 || look(p, misfits, e) < 0)
		return err_wrap(e, "%s", path);
	return 0;
}

int printer_print(struct printer *p, const char *path, const char *date,
		  struct buf *pdf, struct buf *misfits, struct err *e)
{
	if (printer_look(p, path, misfits, e) < 0)
		return -1;
	p->deadline = duplex_after(PRINT_MS);
	if (print(p, pdf, e) < 0)
		return err_wrap(e, "%s", path);
	pdf_settle(pdf, date);
	return buf_check(pdf, path, e);
}
