/*
 * Which pages there are, and how they get there: a new directory beside the old
 * one, exchanged with it when it is whole. A site whose key did not change is
 * left alone, so that its files keep their dates.
 */
#include "lib/base.h"

#include <unistd.h>

#include "briefing/accord.h"
#include "briefing/briefing.h"
#include "briefing/dossier.h"
#include "briefing/page.h"
#include "briefing/phrase.h"
#include "briefing/site.h"
#include "lib/embedded.h"
#include "lib/file.h"
#include "lib/hash.h"
#include "lib/num.h"

/* Grows when the pages are put together in another way: an old site is then
 * made anew. Texts and the style sheet are in the key themselves. */
enum {
	SITE_FORMAT = 6
};

const struct schema briefing_schema = {
	.room = "briefing", .tables = "", .views = ""};

enum {
	Q_CHARTS,
	Q_DUE,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_CHARTS] = "SELECT name, title, alt, digest FROM v_chart"
		     " WHERE area_kind IN ('kunta', 'hyvinvointialue')"
		     "   AND kind IN ('trend', 'spine', 'map', 'rank',"
		     "     'multiples', 'slope', 'funnel') AND lang = ?1 ORDER "
		     "BY name",
	[Q_DUE] = "SELECT negotiation, measure, due, state FROM v_measure"
		  " WHERE due IS NOT NULL ORDER BY negotiation, measure",
};
const struct sql_set briefing_site_sql = {"briefing/site", sql, Q_COUNT};

struct site {
	struct app *app;
	struct db *db;
	struct catalog *cat;
	char *dir, *fresh, *charts; /* VAR/site, VAR/site.new, VAR/charts */
	char *fresh_charts;         /* VAR/site.new/charts */
	struct line *lines;         /* of the front page */
	struct profile **profiles;  /* one per place, in its order */
	struct cartage cartage;
};

/* --- the key --- */

static void hash_catalog(struct hash *h, const struct catalog *c)
{
	char number[PHRASE_INT];

	hash_text(h, c->content_id);
	hash_text(h, c->data_date);
	hash_text(h, phrase_int(number, c->old_year));
	for (size_t i = 0; i < c->county_n; i++) {
		const struct county *k = &c->counties[i];

		hash_text(h, k->code);
		hash_text(h, k->name);
		for (size_t j = 0; j < k->n; j++) {
			hash_text(h, k->places[j].code);
			hash_text(h, k->places[j].name);
		}
	}
}

static int hash_charts(struct hash *h, struct site *s, struct err *e)
{
	struct stmts *set;
	struct stmt *q;
	int rc;

	if (stmts_new(&set, s->db, &briefing_site_sql, e) < 0)
		return -1;
	q = stmts_at(set, Q_CHARTS);
	stmt_text(q, 1, lang_name(s->cat->lang));
	while ((rc = stmt_step(q, e)) > 0)
		for (int i = 0; i < 4; i++)
			hash_text(h, stmt_col_text(q, i));
	stmts_free(set);
	return rc;
}

/* What the pages say of the agreed grows old without any change of the store:
 * when a time is over. The rest of the negotiations is in the content id. */
static int hash_due(struct hash *h, struct site *s, struct err *e)
{
	char today[WHEN_TEXT];
	struct stmts *set;
	struct stmt *q;
	int rc;

	if (stmts_new(&set, s->db, &briefing_site_sql, e) < 0)
		return -1;
	when_text(today, s->app->now);
	today[10] = '\0';
	q = stmts_at(set, Q_DUE);
	while ((rc = stmt_step(q, e)) > 0) {
		char *due = xstrdup(stmt_col_text(q, 2));

		hash_text(h, stmt_col_text(q, 0));
		hash_text(h, stmt_col_text(q, 1));
		hash_text(h, accord_is_overdue(due, stmt_col_text(q, 3), today)
				     ? "over"
				     : "");
		free(due);
	}
	stmts_free(set);
	return rc;
}

/* What the site is made of, in one word. */
static int site_key(struct site *s, char key[HASH_HEX], struct err *e)
{
	struct hash *h = hash_new();
	char number[PHRASE_INT];
	int rc;

	hash_text(h, TILANNEKUVA_VERSION);
	hash_text(h, phrase_int(number, SITE_FORMAT));
	hash_text(h, text_briefing_site_css);
	for (int t = 0; t < TEXT_N; t++)
		hash_text(h, text_get((enum text)t, s->cat->lang));
	hash_catalog(h, s->cat);
	rc = hash_charts(h, s, e) < 0 ? -1 : hash_due(h, s, e);
	(void)hash_end(h, key);
	return rc;
}

static bool is_current(const struct site *s, const char *key)
{
	char *path = xasprintf("%s/.key", s->dir);
	struct err ignored = {0};
	struct buf old;
	bool same;

	buf_init(&old, HASH_HEX);
	same = file_exists(path) && file_read(path, &old, &ignored) == 0 &&
	       strcmp(buf_str(&old), key) == 0;
	buf_release(&old);
	free(path);
	return same;
}

/* --- files --- */

static int publish(struct site *s, const char *name, const struct buf *b,
		   struct err *e)
{
	char *path;
	int rc;

	if (buf_check(b, name, e) < 0)
		return -1;
	path = xasprintf("%s/%s", s->fresh, name);
	rc = file_publish(path, buf_str(b), b->len, e);
	free(path);
	return rc;
}

static int publish_text(struct site *s, const char *name, const char *text,
			struct err *e)
{
	char *path = xasprintf("%s/%s", s->fresh, name);
	int rc = file_publish(path, text, strlen(text), e);

	free(path);
	return rc;
}

static int bring_charts(struct site *s, struct profile *p, struct err *e)
{
	for (size_t i = 0; i < p->n; i++)
		if (exhibit_bring(&p->rows[i].chart, &s->cartage, e) < 0)
			return -1;
	return exhibit_bring(&p->spine, &s->cartage, e);
}

/* --- pages --- */

static int make_profile(struct site *s, const struct profile *p, struct err *e)
{
	char *name = xasprintf("kunta/%s.html", p->place->code);
	struct buf b;
	int rc;

	buf_init(&b, BUF_MAX);
	page_profile(&b, p);
	rc = publish(s, name, &b, e);
	buf_release(&b);
	free(name);
	return rc;
}

/* Profiles are kept: the pages of indicators tell of the same. */
static int make_profiles(struct site *s, size_t total, struct err *e)
{
	struct reader *r;
	size_t done = 0;
	int rc = 0;

	if (reader_new(&r, s->db, e) < 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < s->cat->county_n; i++) {
		const struct county *k = &s->cat->counties[i];

		for (size_t j = 0; rc == 0 && j < k->n; j++) {
			struct profile **p = &s->profiles[done];

			rc = profile_read(p, r, s->cat, k, &k->places[j], e);
			if (rc == 0)
				rc = bring_charts(s, *p, e);
			if (rc == 0)
				rc = make_profile(s, *p, e);
			if (rc == 0)
				profile_tally(*p, s->lines[done].tally);
			log_progress(&s->app->log, "pages", ++done, total);
		}
	}
	reader_free(r);
	return rc;
}

static int make_indicator(struct site *s, struct stmts *set,
			  const struct indicator *ind, struct err *e)
{
	char *name = xasprintf("mittari/%s-%s.html", ind->source, ind->code);
	struct dossier *d = NULL;
	struct buf b;
	int rc = -1;

	buf_init(&b, BUF_MAX);
	if (dossier_read(&d, set, s->cat, ind, s->profiles, e) < 0)
		goto out;
	for (size_t i = 0; i < s->cat->county_n; i++)
		for (size_t k = 0; k < DOSSIER_CHARTS; k++)
			if (exhibit_bring(&d->counties[i].charts[k],
					  &s->cartage, e) < 0)
				goto out;
	page_indicator(&b, d);
	rc = publish(s, name, &b, e);
out:
	dossier_free(d);
	buf_release(&b);
	free(name);
	return rc;
}

static int make_indicators(struct site *s, struct err *e)
{
	struct stmts *set;
	int rc = 0;

	if (stmts_new(&set, s->db, &briefing_dossier_sql, e) < 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < s->cat->n; i++)
		if (s->cat->list[i].shown)
			rc = make_indicator(s, set, &s->cat->list[i], e);
	stmts_free(set);
	return rc;
}

static int make_accord(struct site *s, struct stmts *set,
		       const struct county *k, const struct talks *t,
		       struct err *e)
{
	char *name = xasprintf("neuvottelu/%s.html", t->id);
	struct accord *a = NULL;
	struct buf b;
	int rc = -1;

	buf_init(&b, BUF_MAX);
	if (accord_read(&a, set, s->cat, k, t, s->app->now, e) == 0) {
		page_accord(&b, a);
		rc = publish(s, name, &b, e);
	}
	accord_free(a);
	buf_release(&b);
	free(name);
	return rc;
}

static int make_accords(struct site *s, struct err *e)
{
	struct stmts *set;
	int rc = 0;

	if (stmts_new(&set, s->db, &briefing_accord_sql, e) < 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < s->cat->county_n; i++) {
		const struct county *k = &s->cat->counties[i];

		for (size_t j = 0; rc == 0 && j < k->talks_n; j++)
			rc = make_accord(s, set, k, &k->talks[j], e);
	}
	stmts_free(set);
	return rc;
}

static int make_dirs(struct site *s, struct err *e)
{
	static const char *const names[] = {"kunta", "mittari", "neuvottelu",
					    "charts"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char *path = xasprintf("%s/%s", s->fresh, names[i]);
		int rc = file_mkdirs(path, e);

		free(path);
		if (rc < 0)
			return -1;
	}
	return 0;
}

static int make_site(struct site *s, size_t places, const char *key,
		     struct err *e)
{
	struct buf b;
	int rc = -1;

	buf_init(&b, BUF_MAX);
	if (make_dirs(s, e) < 0 || make_profiles(s, places, e) < 0 ||
	    make_indicators(s, e) < 0 || make_accords(s, e) < 0)
		goto out;
	page_index(&b, s->cat, s->lines);
	if (publish(s, "index.html", &b, e) < 0 ||
	    publish_text(s, "style.css", text_briefing_site_css, e) < 0 ||
	    /* a site that lacks a chart is made again the next time */
	    publish_text(s, ".key", s->cartage.lost ? "" : key, e) < 0 ||
	    file_exchange_dir(s->fresh, s->dir, e) < 0)
		goto out;
	if (s->cartage.lost > 0)
		log_warn(&s->app->log, "%zu charts are not in %s",
			 s->cartage.lost, s->charts);
	rc = 0;
out:
	buf_release(&b);
	return rc;
}

/* --- reading of the store --- */

/* A code names a file: one that is no plain word gets no page. */
static void drop_unplain(struct catalog *c, struct log *log)
{
	for (size_t i = 0; i < c->county_n; i++) {
		struct county *k = &c->counties[i];
		size_t kept = 0;

		for (size_t j = 0; j < k->n; j++) {
			if (phrase_is_plain(k->places[j].code)) {
				k->places[kept++] = k->places[j];
				continue;
			}
			log_warn(log, "kunta '%s': its code cannot name a page",
				 k->places[j].code);
			free(k->places[j].code);
			free(k->places[j].name);
		}
		k->n = kept;
	}
}

int site_catalog(struct catalog **out, struct app *app, struct db *db,
		 struct err *e)
{
	if (catalog_read(out, db, when_year(app->now), LANG_FI, e) < 0)
		return -1;
	drop_unplain(*out, &app->log);
	return 0;
}

size_t site_places(const struct catalog *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->county_n; i++)
		n += c->counties[i].n;
	return n;
}

int site_snapshot(struct db *db, bool *begun, struct err *e)
{
	*begun = sqlite3_get_autocommit(db_handle(db)) != 0;
	return *begun ? db_script(db, "BEGIN", e) : 0;
}

/* The pages beside the front page and those of places. */
static size_t further(const struct catalog *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->county_n; i++)
		n += c->counties[i].talks_n;
	for (size_t i = 0; i < c->n; i++)
		n += c->list[i].shown;
	return n;
}

static void site_release(struct site *s)
{
	size_t places = s->cat ? site_places(s->cat) : 0;

	for (size_t i = 0; s->profiles && i < places; i++)
		profile_free(s->profiles[i]);
	free(s->profiles);
	catalog_free(s->cat);
	free(s->lines);
	free(s->dir);
	free(s->fresh);
	free(s->charts);
	free(s->fresh_charts);
}

static int run(struct site *s, struct briefing_summary *out, struct err *e)
{
	char key[HASH_HEX];
	size_t places;

	if (site_catalog(&s->cat, s->app, s->db, e) < 0 ||
	    site_key(s, key, e) < 0)
		return -1;
	places = site_places(s->cat);
	out->pages = places + further(s->cat) + 1;
	out->written = 0;
	/* What a killed run left, finished or not, or the old site itself. */
	if (file_remove_tree(s->fresh, e) < 0)
		return -1;
	if (is_current(s, key))
		return 0;
	s->lines = xcalloc(places + 1, sizeof(*s->lines));
	s->profiles = xcalloc(places + 1, sizeof(struct profile *));
	if (make_site(s, places, key, e) < 0)
		return -1;
	out->written = out->pages;
	return 0;
}

int briefing_run(struct app *app, struct db *db, struct briefing_summary *out,
		 struct err *e)
{
	struct site s = {.app = app, .db = db};
	char *lock_path = app_var_path(app, "site.lock");
	bool begun = false;
	int lock, rc = -1;

	s.dir = app_var_path(app, "site");
	s.fresh = app_var_path(app, "site.new");
	s.charts = app_var_path(app, "charts");
	s.fresh_charts = xasprintf("%s/charts", s.fresh);
	s.cartage = (struct cartage){.from = s.charts, .to = s.fresh_charts};
	lock = file_lock(lock_path, e);
	if (lock == -2)
		(void)err_set(e, ERR_IO, "%s: another run is making the site",
			      lock_path);
	if (lock < 0)
		goto out;
	if (site_snapshot(db, &begun, e) < 0)
		goto out;
	rc = run(&s, out, e);
out:
	if (begun)
		db_rollback(db);
	if (lock >= 0)
		(void)close(lock);
	site_release(&s);
	free(lock_path);
	return rc;
}
