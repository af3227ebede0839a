/*
 * All charts: which there should be, which must be drawn again, and how they
 * come into var/charts/. gnuplot works in var/charts.tmp/; only when everything
 * is drawn do the files move over, each by rename.
 */
#include <errno.h>
#include <unistd.h>

#include "lib/file.h"
#include "plots/draw.h"
#include "plots/manifest.h"
#include "plots/plots.h"
#include "plots/sql.h"

enum {
	WAVE = 512, /* charts that are drawn before the next are prepared */
	BATCH = 16, /* of them in one gnuplot process */
	BATCHES = WAVE / BATCH,
};

enum {
	Q_ROWS,
	Q_FORGET,
	Q_PUT,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_ROWS] = "SELECT name, kind, area, indicator, lang, title, alt,"
		   "  digest FROM chart ORDER BY name",
	[Q_FORGET] = "DELETE FROM chart",
	[Q_PUT] = "INSERT INTO chart"
		  "  (name, kind, area, indicator, lang, title, alt, digest)"
		  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
};
const struct sql_set plots_run_sql = {"plots/run", sql, Q_COUNT};

struct item {
	const struct chart_kind *kind;
	enum lang lang;
	char *name, *title, *alt, *heading; /* owned */
	struct chart_key key;
	char digest[HASH_HEX];
	bool drawn;
};

struct run {
	struct app *app;
	struct db *db;
	struct stmts *q;
	char *dir, *tmp, *manifest_path; /* owned */
	struct manifest before, after;
	struct item *items; /* owned; by name at the end */
	size_t n, cap, drawn;
	struct buf scripts[BATCHES]; /* of the wave that is being prepared */
	size_t waiting;              /* charts in it */
	size_t finished;             /* items whose pictures are ready or old */
};

/* --- drawing ----------------------------------------------------------------
 */

/* Mends what gnuplot wrote, in place: only this process knows of charts.tmp. */
static int finish(const struct run *r, const struct item *it,
		  enum draw_format f, struct err *e)
{
	char *path =
		xasprintf("%s/%s.%s", r->tmp, it->name, draw_format_name(f));
	struct buf raw, done;
	int rc = -1;

	buf_init(&raw, BUF_MAX);
	buf_init(&done, BUF_MAX);
	if (file_read(path, &raw, e) == 0 &&
	    (f == DRAW_SVG ? draw_finish_svg(&raw, it->heading, it->alt,
					     it->lang, 0, &done, e)
			   : draw_finish_pdf(&raw, &done, e)) == 0)
		rc = file_write(path, buf_str(&done), done.len, e);
	if (rc < 0)
		(void)err_wrap(e, "%s", it->name);
	buf_release(&raw);
	buf_release(&done);
	free(path);
	return rc;
}

/* Draws what waits. */
static int draw_wave(struct run *r, struct err *e)
{
	size_t i, n = (r->waiting + BATCH - 1) / BATCH;

	if (n && draw_run(r->scripts, n, r->tmp, NULL, e) < 0)
		return -1;
	for (; r->finished < r->n; r->finished++)
		if (r->items[r->finished].drawn &&
		    (finish(r, &r->items[r->finished], DRAW_SVG, e) < 0 ||
		     finish(r, &r->items[r->finished], DRAW_PDF, e) < 0))
			return -1;
	for (i = 0; i < n; i++)
		buf_clear(&r->scripts[i]);
	r->waiting = 0;
	return 0;
}

static bool stands(const struct run *r, const struct item *it)
{
	const struct manifest_entry *old = manifest_find(&r->before, it->name);
	bool there = old && strcmp(old->digest, it->digest) == 0;
	char *path;
	int f;

	for (f = 0; there && f < DRAW_N; f++) {
		path = xasprintf("%s/%s.%s", r->dir, it->name,
				 draw_format_name((enum draw_format)f));
		there = file_exists(path);
		free(path);
	}
	return there;
}

static int sketch_wait(struct run *r, const struct sketch *s,
		       const struct item *it, struct err *e)
{
	struct buf *script = &r->scripts[r->waiting / BATCH];
	char *path;
	int f, rc;

	for (f = 0; f < DRAW_CSV; f++) {
		path = xasprintf("%s.%s", it->name,
				 draw_format_name((enum draw_format)f));
		draw_script(s, (enum draw_format)f,
			    draw_usual_scale((enum draw_format)f), path,
			    script);
		free(path);
	}
	path = xasprintf("%s/%s.csv", r->tmp, it->name);
	rc = file_write(path, buf_str(&s->csv), s->csv.len, e);
	free(path);
	r->waiting++;
	r->drawn++;
	return rc;
}

/* Takes the sketch's name and title. */
static struct item *add_item(struct run *r, struct sketch *s,
			     const struct chart_key *key)
{
	struct item *it;

	if (r->n == r->cap) {
		r->cap = r->cap ? 2 * r->cap : 256;
		r->items = xreallocarray(r->items, r->cap, sizeof(*r->items));
	}
	it = &r->items[r->n++];
	*it = (struct item){.kind = s->kind,
			    .lang = s->lang,
			    .name = s->name,
			    .title = s->title,
			    .heading = xstrdup(buf_str(&s->heading)),
			    .alt = xstrdup(buf_str(&s->alt)),
			    .key = *key};
	sketch_digest(s, it->digest);
	s->name = NULL;
	s->title = NULL;
	return it;
}

/* The charts of one kind in one language. */
struct series {
	struct chart_source source;
	struct chart_key *keys; /* owned */
	size_t n;
};

static int one_chart(struct run *r, struct series *c,
		     const struct chart_key *key, struct err *e)
{
	struct err refused = {0};
	struct sketch s;
	struct item *it;
	int rc = 0;

	sketch_init(&s, c->source.kind, c->source.lang);
	if (c->source.kind->sketch(&c->source, key, &s, &refused) < 0) {
		if (refused.code == ERR_DATA)
			log_debug(&r->app->log, "plot: %s: %s",
				  c->source.kind->name, refused.msg);
		else if (refused.code == ERR_CONFIG)
			log_warn(&r->app->log, "plot: %s", refused.msg);
		else
			rc = err_set(e, refused.code, "%s", refused.msg);
		goto out;
	}
	it = add_item(r, &s, key);
	it->drawn = !stands(r, it);
	if (it->drawn)
		rc = sketch_wait(r, &s, it, e);
	if (rc == 0 && r->waiting == WAVE)
		rc = draw_wave(r, e);
out:
	sketch_release(&s);
	return rc;
}

static int read_wanted(struct run *r, struct series *c, struct err *e)
{
	struct stmt *q = NULL;
	size_t cap = 0;
	int rc;

	if (stmt_new(&q, r->db, c->source.kind->wanted, e) < 0)
		return -1;
	while ((rc = stmt_step(q, e)) > 0) {
		if (c->n == cap) {
			cap = cap ? 2 * cap : 1024;
			c->keys = xreallocarray(c->keys, cap, sizeof(*c->keys));
		}
		c->keys[c->n++] = (struct chart_key){stmt_col_int(q, 0),
						     stmt_col_int(q, 1)};
	}
	stmt_free(q);
	return rc;
}

static int draw_series(struct run *r, const struct chart_kind *kind,
		       enum lang lang, struct err *e)
{
	struct series c = {.n = 0};
	size_t i;
	int rc = -1;

	if (chart_source_open(&c.source, kind, r->db, lang, e) < 0 ||
	    read_wanted(r, &c, e) < 0)
		goto out;
	rc = 0;
	for (i = 0; i < c.n && rc == 0; i++) {
		rc = one_chart(r, &c, &c.keys[i], e);
		log_progress(&r->app->log, kind->name, i + 1, c.n);
	}
out:
	chart_source_close(&c.source);
	free(c.keys);
	return rc;
}

static int draw_all(struct run *r, struct err *e)
{
	for (size_t i = 0; chart_kinds[i]; i++)
		for (int lang = 0; lang < LANG_N; lang++)
			if (conf_lists(r->app->conf, "plot.kinds",
				       chart_kinds[i]->name) &&
			    conf_lists(r->app->conf, "plot.langs",
				       lang_name((enum lang)lang)) &&
			    draw_series(r, chart_kinds[i], (enum lang)lang, e) <
				    0)
				return -1;
	return draw_wave(r, e);
}

/* --- publishing -------------------------------------------------------------
 */

static int by_name(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static bool is_wanted(const struct run *r, const char *name, size_t len)
{
	struct item key = {0};
	bool found;

	key.name = xstrndup(name, len);
	found = r->n && bsearch(&key, r->items, r->n, sizeof(key), by_name);
	free(key.name);
	return found;
}

/* Removes a chart that no longer belongs; leaves files that are not charts. */
static int visit_old(void *ctx, const char *name, struct err *e)
{
	const struct run *r = ctx;
	const char *dot = strrchr(name, '.'), *dash = strchr(name, '-');
	enum draw_format f;
	char *path, *kind;
	bool ours;
	int rc = 0;

	if (!dot || !dash || !draw_format_parse(dot + 1, &f))
		return 0;
	kind = xstrndup(name, (size_t)(dash - name));
	ours = chart_kind_find(kind) != NULL;
	free(kind);
	if (!ours || is_wanted(r, name, (size_t)(dot - name)))
		return 0;
	path = xasprintf("%s/%s", r->dir, name);
	if (unlink(path) < 0 && errno != ENOENT)
		rc = err_errno(e, ERR_IO, "%s", path);
	free(path);
	return rc;
}

static int move_item(const struct run *r, const struct item *it, struct err *e)
{
	char *from, *to;
	const char *end;
	int f, rc = 0;

	for (f = 0; f < DRAW_N && rc == 0; f++) {
		end = draw_format_name((enum draw_format)f);
		from = xasprintf("%s/%s.%s", r->tmp, it->name, end);
		to = xasprintf("%s/%s.%s", r->dir, it->name, end);
		if (rename(from, to) < 0)
			rc = err_errno(e, ERR_IO, "%s", to);
		free(from);
		free(to);
	}
	return rc;
}

/* The manifest of what stands while files move: nothing that is replaced. */
static int publish_kept(struct run *r, struct err *e)
{
	struct manifest kept = {0};
	size_t i;
	int rc;

	for (i = 0; i < r->n; i++)
		if (!r->items[i].drawn)
			manifest_add(&kept, r->items[i].name,
				     r->items[i].digest);
	rc = manifest_publish(&kept, r->manifest_path, e);
	manifest_release(&kept);
	return rc;
}

static bool same_manifest(const struct manifest *a, const struct manifest *b)
{
	size_t i;

	if (a->n != b->n)
		return false;
	for (i = 0; i < a->n; i++)
		if (strcmp(a->entries[i].name, b->entries[i].name) != 0 ||
		    strcmp(a->entries[i].digest, b->entries[i].digest) != 0)
			return false;
	return true;
}

static int publish(struct run *r, struct err *e)
{
	size_t i;

	if (r->n)
		qsort(r->items, r->n, sizeof(*r->items), by_name);
	for (i = 0; i < r->n; i++)
		manifest_add(&r->after, r->items[i].name, r->items[i].digest);
	/* syncing six thousand one by one takes longer than drawing them */
	if (r->drawn &&
	    (file_sync_all(r->tmp, e) < 0 || publish_kept(r, e) < 0))
		return -1;
	for (i = 0; i < r->n; i++)
		if (r->items[i].drawn && move_item(r, &r->items[i], e) < 0)
			return -1;
	if (file_list(r->dir, visit_old, r, e) < 0)
		return -1;
	if (!r->drawn && same_manifest(&r->before, &r->after))
		return 0;
	return manifest_publish(&r->after, r->manifest_path, e);
}

/* --- the table --------------------------------------------------------------
 */

static bool same_row(struct stmt *q, const struct item *it)
{
	return strcmp(stmt_col_text(q, 0), it->name) == 0 &&
	       strcmp(stmt_col_text(q, 1), it->kind->name) == 0 &&
	       stmt_col_int(q, 2) == it->key.area &&
	       stmt_col_int(q, 3) == it->key.indicator &&
	       strcmp(stmt_col_text(q, 4), lang_name(it->lang)) == 0 &&
	       strcmp(stmt_col_text(q, 5), it->title) == 0 &&
	       strcmp(stmt_col_text(q, 6), it->alt) == 0 &&
	       strcmp(stmt_col_text(q, 7), it->digest) == 0;
}

/* 1: the table is as it should be, 0: it is not. */
static int table_is_same(struct run *r, struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_ROWS);
	bool same = true;
	size_t i = 0;
	int rc;

	while ((rc = stmt_step(q, e)) > 0) {
		same = same && i < r->n && same_row(q, &r->items[i]);
		i++;
	}
	return rc < 0 ? -1 : same && i == r->n;
}

static int put_row(struct run *r, const struct item *it, struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_PUT);

	stmt_text(q, 1, it->name);
	stmt_text(q, 2, it->kind->name);
	stmt_int(q, 3, it->key.area);
	stmt_int(q, 4, it->key.indicator);
	stmt_text(q, 5, lang_name(it->lang));
	stmt_text(q, 6, it->title);
	stmt_text(q, 7, it->alt);
	stmt_text(q, 8, it->digest);
	return stmt_run(q, e);
}

static int write_table(struct run *r, struct err *e)
{
	int same = table_is_same(r, e);
	size_t i;

	if (same)
		return same < 0 ? -1 : 0;
	if (db_begin(r->db, e) < 0)
		return -1;
	if (stmt_run(stmts_at(r->q, Q_FORGET), e) < 0)
		goto fail;
	for (i = 0; i < r->n; i++)
		if (put_row(r, &r->items[i], e) < 0)
			goto fail;
	if (db_commit(r->db, e) == 0)
		return 0;
fail:
	db_rollback(r->db);
	return -1;
}

/* --- the stage --------------------------------------------------------------
 */

static void run_release(struct run *r)
{
	size_t i;

	for (i = 0; i < r->n; i++) {
		free(r->items[i].name);
		free(r->items[i].title);
		free(r->items[i].heading);
		free(r->items[i].alt);
	}
	free(r->items);
	for (i = 0; i < BATCHES; i++)
		buf_release(&r->scripts[i]);
	manifest_release(&r->before);
	manifest_release(&r->after);
	stmts_free(r->q);
	free(r->dir);
	free(r->tmp);
	free(r->manifest_path);
}

static int run_stage(struct run *r, struct err *e)
{
	if (file_mkdirs(r->dir, e) < 0 || file_remove_tree(r->tmp, e) < 0 ||
	    file_mkdirs(r->tmp, e) < 0)
		return -1;
	if (manifest_read(&r->before, r->manifest_path, e) < 0)
		return -1;
	if (stmts_new(&r->q, r->db, &plots_run_sql, e) < 0)
		return -1;
	if (draw_all(r, e) < 0 || publish(r, e) < 0)
		return -1;
	return write_table(r, e);
}

int plots_run(struct app *app, struct db *db, struct plots_summary *out,
	      struct err *e)
{
	struct run r = {.app = app, .db = db};
	char *lock_path = app_var_path(app, "charts.lock");
	struct err left = {0};
	int rc = -1, lock;
	size_t i;

	r.dir = app_var_path(app, "charts");
	r.tmp = app_var_path(app, "charts.tmp");
	r.manifest_path = xasprintf("%s/MANIFEST", r.dir);
	for (i = 0; i < BATCHES; i++)
		buf_init(&r.scripts[i], BUF_MAX);
	lock = file_lock(lock_path, e);
	if (lock == -2)
		(void)err_set(e, ERR_IO, "%s: charts are being drawn already",
			      r.dir);
	if (lock < 0)
		goto out;
	rc = run_stage(&r, e);
	/* What is left over is removed by the next run at the latest. */
	if (file_remove_tree(r.tmp, &left) < 0)
		log_warn(&app->log, "plot: %s", left.msg);
	(void)close(lock);
	if (rc == 0)
		*out = (struct plots_summary){.charts = r.n, .drawn = r.drawn};
out:
	run_release(&r);
	free(lock_path);
	return rc;
}
