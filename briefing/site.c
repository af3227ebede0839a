/*
 * Which pages there are, and how they get there: a new directory beside the old
 * one, exchanged with it when it is whole. A site whose key did not change is
 * left alone, so that its files keep their dates.
 */
#include "lib/base.h"

#include <unistd.h>

#include "briefing/accord.h"
#include "briefing/briefing.h"
#include "briefing/edition.h"
#include "briefing/edition_more.h"
#include "briefing/phrase.h"
#include "briefing/press.h"
#include "briefing/site.h"
#include "lib/embedded.h"
#include "lib/file.h"
#include "lib/hash.h"
#include "lib/num.h"

/* Grows when the pages are put together in another way: an old site is then
 * made anew. Texts and the style sheet are in the key themselves. */
enum {
	SITE_FORMAT = 11
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
		     "     'multiples', 'slope', 'funnel', 'rug', 'clock') AND "
		     "lang = ?1 ORDER "
		     "BY name",
	[Q_DUE] = "SELECT negotiation, measure, due, state FROM v_measure"
		  " WHERE due IS NOT NULL ORDER BY negotiation, measure",
};
const struct sql_set briefing_site_sql = {"briefing/site", sql, Q_COUNT};

struct site {
	struct app *app;
	struct db *db;
	struct catalog *cats[LANG_N]; /* NULL: no pages in that language */
	char *dir, *fresh, *charts;   /* VAR/site, VAR/site.new, VAR/charts */
	char *fresh_charts;           /* VAR/site.new/charts */
	struct cartage cartage;
	struct press *press; /* NULL: nothing is printed */
	bool whole;          /* every document was asked for */
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

static int hash_charts(struct hash *h, struct site *s, enum lang lang,
		       struct err *e)
{
	struct stmts *set;
	struct stmt *q;
	int rc;

	if (stmts_new(&set, s->db, &briefing_site_sql, e) < 0)
		return -1;
	q = stmts_at(set, Q_CHARTS);
	stmt_text(q, 1, lang_name(lang));
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

static int hash_edition(struct hash *h, struct site *s, const struct catalog *c,
			struct err *e)
{
	for (int t = 0; t < TEXT_N; t++)
		hash_text(h, text_get((enum text)t, c->lang));
	hash_catalog(h, c);
	if (edition_more_hash(h, s->app, s->db, c, e) < 0)
		return -1;
	return hash_charts(h, s, c->lang, e);
}

/* What the site is made of, in one word. */
static int site_key(struct site *s, char key[HASH_HEX], struct err *e)
{
	struct hash *h = hash_new();
	char number[PHRASE_INT];
	int rc = 0;

	hash_text(h, TILANNEKUVA_VERSION);
	hash_text(h, phrase_int(number, SITE_FORMAT));
	hash_text(h, text_briefing_site_css);
	hash_text(h, text_briefing_report_css);
	hash_text(h, text_briefing_site_js);
	hash_text(h, text_briefing_sheet_css);
	hash_text(h, s->press ? "pdf" : "");
	for (int i = 0; rc == 0 && i < LANG_N; i++) {
		hash_text(h, s->cats[i] ? lang_name((enum lang)i) : "");
		if (s->cats[i])
			rc = hash_edition(h, s, s->cats[i], e);
	}
	if (rc == 0)
		rc = hash_due(h, s, e);
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

static int publish_text(struct site *s, const char *name, const char *text,
			struct err *e)
{
	char *path = xasprintf("%s/%s", s->fresh, name);
	int rc = file_publish(path, text, strlen(text), e);

	free(path);
	return rc;
}

static int make_edition(struct site *s, const struct catalog *c, struct err *e)
{
	char *dir = xasprintf("%s/%s", s->fresh, lang_folder(c->lang));
	struct edition ed = {.app = s->app,
			     .db = s->db,
			     .cat = c,
			     .dir = dir,
			     .cartage = &s->cartage,
			     .press = s->press};
	int rc = edition_make(&ed, e);

	free(dir);
	return rc;
}

static int make_site(struct site *s, const char *key, struct err *e)
{
	bool whole;

	/* the style sheets first: documents are printed with theirs */
	if (file_mkdirs(s->fresh_charts, e) < 0 ||
	    publish_text(s, "style.css", text_briefing_site_css, e) < 0 ||
	    publish_text(s, "sheet.css", text_briefing_sheet_css, e) < 0 ||
	    publish_text(s, "report.css", text_briefing_report_css, e) < 0 ||
	    publish_text(s, "site.js", text_briefing_site_js, e) < 0)
		return -1;
	for (int i = 0; i < LANG_N; i++)
		if (s->cats[i] && make_edition(s, s->cats[i], e) < 0)
			return -1;
	/* a site that lacks a chart or a PDF is made again the next time */
	whole = s->cartage.lost == 0 && press_lost(s->press) == 0;
	if (publish_text(s, ".key", whole ? key : "", e) < 0 ||
	    file_exchange_dir(s->fresh, s->dir, e) < 0)
		return -1;
	if (s->cartage.lost > 0)
		log_warn(&s->app->log, "%zu charts are not in %s",
			 s->cartage.lost, s->charts);
	return 0;
}

/* --- reading of the store --- */

/* A code names a file: one that is no plain word gets no page. log: NULL where
 * it was said. */
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
			if (log)
				log_warn(log,
					 "kunta '%s': its code cannot name a "
					 "page",
					 k->places[j].code);
			free(k->places[j].code);
			free(k->places[j].name);
		}
		k->n = kept;
	}
}

static void set_langs(bool langs[LANG_N], const struct conf *conf)
{
	for (int i = 0; i < LANG_N; i++)
		langs[i] = i == LANG_FI || conf_lists(conf, "site.langs",
						      lang_name((enum lang)i));
}

int site_catalogs(struct catalog *out[LANG_N], struct app *app, struct db *db,
		  struct err *e)
{
	bool langs[LANG_N];

	set_langs(langs, app->conf);
	for (int i = 0; i < LANG_N; i++)
		out[i] = NULL;
	for (int i = 0; i < LANG_N; i++) {
		if (!langs[i])
			continue;
		if (catalog_read(&out[i], db, when_year(app->now), (enum lang)i,
				 e) < 0)
			goto fail;
		memcpy(out[i]->langs, langs, sizeof(langs));
		drop_unplain(out[i], i == LANG_FI ? &app->log : NULL);
	}
	return 0;
fail:
	site_catalogs_free(out);
	return -1;
}

void site_catalogs_free(struct catalog *list[LANG_N])
{
	for (int i = 0; i < LANG_N; i++) {
		catalog_free(list[i]);
		list[i] = NULL;
	}
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

static void site_release(struct site *s)
{
	site_catalogs_free(s->cats);
	free(s->dir);
	free(s->fresh);
	free(s->charts);
	free(s->fresh_charts);
}

static int run(struct site *s, struct briefing_summary *out, struct err *e)
{
	char key[HASH_HEX];

	if (site_catalogs(s->cats, s->app, s->db, e) < 0 ||
	    site_key(s, key, e) < 0)
		return -1;
	*out = (struct briefing_summary){.pages = 0};
	for (int i = 0; i < LANG_N; i++)
		if (s->cats[i])
			out->pages += edition_pages(s->cats[i]);
	/* What a killed run left, finished or not, or the old site itself. */
	if (file_remove_tree(s->fresh, e) < 0)
		return -1;
	if (is_current(s, key))
		return 0;
	if (make_site(s, key, e) < 0)
		return -1;
	out->written = out->pages;
	out->printed = press_printed(s->press);
	s->whole = true;
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
	s.press = press_new(app);
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
	press_free(s.press, s.whole);
	site_release(&s);
	free(lock_path);
	return rc;
}
