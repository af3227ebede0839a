/*
 * A night's visit to the PxWeb hosts of config/pxweb.csv: a folder is listed
 * once, a table is described once and only where the listing says that its
 * figures changed, figures are asked for in calls that the host bears.
 */
#include "etl/cube_request.h"
#include "etl/plan.h"
#include "etl/pxweb.h"
#include "etl/turn.h"

enum {
	HALVINGS_MAX = 8, /* of a host's calls that it found too large */
	TOO_LARGE = 403
};

/* What hosts bear that do not say: less than any that is known. */
static const struct px_limits careful = {100000, 10, 10};

struct host {
	char *root; /* "https://.../api/v1/fi/"; owned */
	struct px_limits limits;
	int halvings;
};

struct folder {
	char *url;        /* with its slash; owned */
	char *text;       /* its listing; NULL: none could be had; owned */
	bool unreachable; /* what stands in it is left for another night */
};

struct table {
	const char *url; /* borrowed from the rows */
	struct cube cube;
	bool usable;
};

struct visit {
	struct turn *t;
	struct cube_rows rows;
	struct host *hosts;
	struct folder *folders;
	struct table *tables;
	size_t n_hosts, n_folders, n_tables;
};

static void visit_release(struct visit *v)
{
	size_t i;

	for (i = 0; i < v->n_hosts; i++)
		free(v->hosts[i].root);
	for (i = 0; i < v->n_folders; i++) {
		free(v->folders[i].url);
		free(v->folders[i].text);
	}
	for (i = 0; i < v->n_tables; i++)
		cube_release(&v->tables[i].cube);
	free(v->hosts);
	free(v->folders);
	free(v->tables);
	cube_rows_release(&v->rows);
}

/* Whether the last answer says that an address leads nowhere any more. */
static bool has_moved(const struct turn *t)
{
	return (t->status >= 301 && t->status <= 308) || t->status == 404 ||
	       t->status == 410;
}

static void report_moved(const struct visit *v, const struct cube_row *row)
{
	if (has_moved(v->t))
		log_warn(&v->t->app->log,
			 "%s: the table of %s has moved or is gone: its row of "
			 "%s needs another url; the figures that are held stay",
			 v->t->source->name, row->id, v->t->source->table);
}

/* Asks what the host says of itself. 0: *text is it, to be freed; 1: it could
 * not be had. */
static int ask_note(struct visit *v, const char *about, const char *name,
		    const char *url, const char *why, char **text,
		    struct err *e)
{
	struct request r = {.kind = ANSWER_NOTE, .url = url};
	struct answer a = {0};
	size_t i;
	int rc;

	(void)snprintf(r.indicator, sizeof(r.indicator), "%s.%s", about, name);
	for (i = 0; r.indicator[i]; i++)
		if (!cube_code_is_fit(r.indicator + i, 1) &&
		    r.indicator[i] != '.')
			r.indicator[i] = '_';
	rc = turn_ask(v->t, &r, NULL, why, &a, e);
	if (rc == 0) {
		*text = a.text;
		a.text = NULL;
		answer_release(&a);
	}
	return rc;
}

/* --- hosts ------------------------------------------------------------------
 */

/* "https://pxdata.stat.fi/PxWeb/api/v1/fi/" of a table's address; NULL where
 * the address is of another make. The caller's to free(). */
static char *root_of(const char *url)
{
	static const char api[] = "/api/v1/";
	const char *at = strstr(url, api), *end;

	end = at ? strchr(at + sizeof(api) - 1, '/') : NULL;
	return end ? xstrndup(url, (size_t)(end + 1 - url)) : NULL;
}

static int ask_limits(struct visit *v, struct host *h, struct err *e)
{
	char *url = xasprintf("%s?config", h->root), *text = NULL;
	const char *host = strstr(h->root, "://") + 3;
	char *name = xstrndup(host, strcspn(host, "/"));
	struct err why = {0};
	int rc;

	v->t->optional = true;
	rc = ask_note(v, "config", name, url, "how much a call may ask for",
		      &text, e);
	v->t->optional = false;
	if (rc == 0 &&
	    px_limits_parse(text, strlen(text), &h->limits, &why) < 0)
		die("a note that was read once: %s", why.msg);
	turn_pace(v->t, h->limits.calls, h->limits.seconds);
	free(text);
	free(name);
	free(url);
	return rc < 0 ? -1 : 0;
}

/* The host of a table; its limits are asked for when it is met. */
static int find_host(struct visit *v, const char *url, struct host **out,
		     struct err *e)
{
	char *root = root_of(url);
	struct host *h;
	size_t i;

	for (i = 0; i < v->n_hosts; i++) {
		h = &v->hosts[i];
		if ((!root && !h->root) ||
		    (root && h->root && strcmp(root, h->root) == 0)) {
			free(root);
			*out = h;
			return 0;
		}
	}
	v->hosts = xreallocarray(v->hosts, v->n_hosts + 1, sizeof(*v->hosts));
	h = &v->hosts[v->n_hosts++];
	*h = (struct host){.root = root, .limits = careful};
	*out = h;
	if (root)
		return ask_limits(v, h, e);
	turn_pace(v->t, careful.calls, careful.seconds);
	return 0;
}

/* --- folders and tables -----------------------------------------------------
 */

static int find_folder(struct visit *v, const struct cube_row *row,
		       struct folder **out, struct err *e)
{
	size_t n = (size_t)(strrchr(row->url, '/') + 1 - row->url), i;
	struct folder *f;
	int rc;

	for (i = 0; i < v->n_folders; i++) {
		*out = &v->folders[i];
		if (strlen((*out)->url) == n &&
		    memcmp((*out)->url, row->url, n) == 0)
			return 0;
	}
	v->folders = xreallocarray(v->folders, v->n_folders + 1,
				   sizeof(*v->folders));
	f = &v->folders[v->n_folders++];
	*f = (struct folder){.url = xstrndup(row->url, n)};
	*out = f;
	/* Without a listing the table itself may still be there. */
	v->t->optional = true;
	rc = ask_note(v, "folder", row->id, f->url,
		      "which tables changed: each night", &f->text, e);
	v->t->optional = false;
	f->unreachable = rc == 1 && !v->t->o->dry_run && !has_moved(v->t);
	return rc < 0 ? -1 : 0;
}

/* When the table changed, as far as its folder says. */
static void find_updated(const struct visit *v, const struct cube_row *row,
			 const struct folder *f, char updated[PX_TIME_TEXT])
{
	struct err why = {0};
	bool found = false;

	updated[0] = '\0';
	if (f->text &&
	    px_folder_parse(f->text, strlen(f->text), row->url + strlen(f->url),
			    updated, &found, &why) < 0)
		die("a note that was read once: %s", why.msg);
	if (f->text && !found)
		log_warn(&v->t->app->log,
			 "%s: the table of %s is not listed in its folder",
			 v->t->source->name, row->id);
}

/* The table, described once; ->usable says whether it could be had. */
static int find_table(struct visit *v, const struct cube_row *row,
		      const struct table **out, struct err *e)
{
	struct err why = {0};
	char *text = NULL;
	struct table *t;
	size_t i;
	int rc;

	for (i = 0; i < v->n_tables; i++) {
		*out = &v->tables[i];
		if (strcmp((*out)->url, row->url) == 0)
			return 0;
	}
	v->tables =
		xreallocarray(v->tables, v->n_tables + 1, sizeof(*v->tables));
	t = &v->tables[v->n_tables++];
	*t = (struct table){.url = row->url};
	*out = t;
	rc = ask_note(v, "table", row->id, row->url, "its figures are due",
		      &text, e);
	if (rc == 0) {
		if (px_table_parse(text, strlen(text), &t->cube, &why) < 0)
			die("a note that was read once: %s", why.msg);
		t->usable = true;
	} else if (rc == 1) {
		report_moved(v, row);
	}
	free(text);
	return rc < 0 ? -1 : 0;
}

/* --- figures ----------------------------------------------------------------
 */

/* What the figures rest on: when the table changed, and what is taken of it.
 * Without a date they are asked for anew. */
static void basis_write(struct buf *b, const struct visit *v,
			const struct cube_row *row, const char *updated)
{
	char at[WHEN_TEXT];

	buf_printf(b, "updated=%s metric=%s fixed=%s", updated, row->metric,
		   row->fixed);
	if (!updated[0])
		buf_printf(b, " asked=%.10s", when_text(at, v->t->app->now));
}

static void reason_write(struct buf *b, const char *now, const char *held)
{
	size_t n = strcspn(now, " "), k = strcspn(held, " ");

	if (!held[0])
		buf_puts(b, "no figures are held");
	else if (n != k || memcmp(now, held, n) != 0)
		buf_printf(b, "%.*s, held %.*s", (int)n, now, (int)k, held);
	else
		buf_puts(b, "what is held is not the whole, or not the same");
}

/* 1: the figures are due; 0: those held rest on the same. */
static int is_due(const struct visit *v, const struct cube_row *row,
		  const char *basis, struct buf *why, struct err *e)
{
	struct request r = {.kind = ANSWER_FIGURES};
	char topic[TOPIC_TEXT];
	struct known held;
	bool due;

	(void)snprintf(r.indicator, sizeof(r.indicator), "%s", row->id);
	if (archive_known(v->t->archive, v->t->source, request_topic(topic, &r),
			  &held, e) < 0)
		return -1;
	due = !held.body[0] || strcmp(held.basis, basis) != 0;
	if (due)
		reason_write(why, basis, held.basis);
	known_release(&held);
	return due;
}

/* One call. Only the last one's basis says that all of it was had. */
static int ask_cut(struct visit *v, const struct cube_row *row,
		   const struct px_query *q, const struct px_cut *cut,
		   const char *basis, const char *why, struct err *e)
{
	char *body = px_query_body(q, cut);
	char *part = xasprintf("%s unfinished", basis);
	struct request r = {
		.kind = ANSWER_FIGURES, .url = row->url, .body = body};
	struct answer a = {0};
	int rc;

	(void)snprintf(r.indicator, sizeof(r.indicator), "%s", row->id);
	px_query_scope(q, cut, &r);
	rc = turn_ask(v->t, &r, px_query_is_last(q, cut) ? basis : part, why,
		      &a, e);
	if (rc == 0)
		answer_release(&a);
	free(part);
	free(body);
	return rc;
}

/* Every call in turn; one that is too large for the host is halved. What could
 * not be had ends it: the next night begins anew. */
static int ask_figures(struct visit *v, struct host *h,
		       const struct cube_row *row, const struct px_query *q,
		       const char *basis, const char *why, struct err *e)
{
	struct px_cut cut = {0}, before = {0};
	int rc = 0;

	while (px_query_next(q, h->limits.cells, &cut)) {
		int64_t cells = px_query_cells(q, &cut);
		bool can_halve = cells > 1 && h->halvings < HALVINGS_MAX;

		v->t->forgives = can_halve ? TOO_LARGE : 0;
		rc = ask_cut(v, row, q, &cut, basis, why, e);
		v->t->forgives = 0;
		if (rc < 0)
			return -1;
		if (rc == 1 && v->t->o->dry_run) {
			before = cut;
			continue;
		}
		if (rc == 1 && can_halve && v->t->status == TOO_LARGE) {
			h->halvings++;
			h->limits.cells = cells / 2;
			cut = before;
			continue;
		}
		if (rc == 1) {
			report_moved(v, row);
			return 0;
		}
		before = cut;
	}
	return 0;
}

static int visit_due(struct visit *v, const struct cube_row *row,
		     const char *basis, const char *why, struct err *e)
{
	struct px_query q = {0};
	const struct table *table;
	struct err unfit = {0};
	struct host *h;
	int rc;

	if (find_host(v, row->url, &h, e) < 0 ||
	    find_table(v, row, &table, e) < 0)
		return -1;
	if (!table->usable)
		return 0;
	if (px_query_make(&table->cube, row, &q, &unfit) < 0) {
		log_error(&v->t->app->log, "%s %s: %s", v->t->source->name,
			  row->id, unfit.msg);
		v->t->out->failed++;
		return 0;
	}
	rc = ask_figures(v, h, row, &q, basis, why, e);
	px_query_release(&q);
	return rc;
}

static int visit_row(struct visit *v, const struct cube_row *row, struct err *e)
{
	char updated[PX_TIME_TEXT];
	struct folder *f;
	struct buf basis, why;
	int rc;

	if (find_folder(v, row, &f, e) < 0)
		return -1;
	if (f->unreachable) {
		v->t->out->failed++;
		return 0;
	}
	find_updated(v, row, f, updated);
	buf_init(&basis, 100000);
	buf_init(&why, 100000);
	basis_write(&basis, v, row, updated);
	rc = is_due(v, row, buf_str(&basis), &why, e);
	if (rc == 1)
		rc = visit_due(v, row, buf_str(&basis), buf_str(&why), e);
	buf_release(&basis);
	buf_release(&why);
	return rc;
}

int pxweb_visit(struct turn *t, struct err *e)
{
	struct visit v = {.t = t};
	size_t i;
	int rc = cube_rows_due(t, &v.rows, e);

	if (rc <= 0)
		return rc;
	t->busy_s = (int)conf_int(t->app->conf, "pxweb.busy_s");
	rc = turn_open(t, e);
	for (i = 0; rc == 0 && i < v.rows.n; i++) {
		if (turn_is_over(t, v.rows.n - i))
			break;
		rc = visit_row(&v, &v.rows.list[i], e);
		log_progress(&t->app->log, "fetch", i + 1, v.rows.n);
	}
	visit_release(&v);
	return rc;
}
