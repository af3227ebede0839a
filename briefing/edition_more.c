/*
 * See edition_more.h.
 */
#include "lib/base.h"

#include "briefing/changes.h"
#include "briefing/doc.h"
#include "briefing/edition_more.h"
#include "briefing/part.h"
#include "briefing/search.h"
#include "briefing/tidy.h"
#include "briefing/year.h"
#include "lib/file.h"
#include "lib/num.h"

enum {
	Q_RUG,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_RUG] = "SELECT name, title, alt FROM v_chart WHERE kind = 'rug'"
		  " AND area_kind = 'hyvinvointialue' AND area_code = ?1"
		  " AND indicator IS NULL AND lang = ?2 ORDER BY name",
};
const struct sql_set briefing_more_sql = {"briefing/more", sql, Q_COUNT};

static size_t clocks(const struct catalog *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->county_n; i++)
		n += part_has_clock(&c->counties[i]);
	return n;
}

size_t edition_more_pages(const struct catalog *c)
{
	return DOC_N + 1 + clocks(c);
}

int make_docs(struct edition *s, struct err *e)
{
	const char *contact = conf_text(s->app->conf, "site.contact");
	struct buf b;
	int rc = 0;

	buf_init(&b, BUF_MAX);
	for (int d = 0; rc == 0 && d < DOC_N; d++) {
		buf_clear(&b);
		page_doc(&b, s->cat, (enum doc)d, contact);
		rc = edition_publish(s, page_doc_name((enum doc)d), &b, e);
	}
	buf_release(&b);
	return rc;
}

int make_changes(struct edition *s, struct err *e)
{
	struct changes *c = NULL;
	struct stmts *set;
	struct buf b;
	int rc = -1;

	if (stmts_new(&set, s->db, &briefing_changes_sql, e) < 0)
		return -1;
	buf_init(&b, BUF_MAX);
	if (changes_read(&c, set, s->cat, e) < 0)
		goto out;
	page_changes(&b, c);
	if (edition_publish(s, "muutokset.html", &b, e) < 0)
		goto out;
	buf_clear(&b);
	changes_feed(&b, c);
	rc = edition_publish(s, "muutokset.atom", &b, e);
out:
	changes_free(c);
	buf_release(&b);
	stmts_free(set);
	return rc;
}

/* --- year clocks --- */

static int make_year(struct edition *s, struct stmts *set,
		     const struct county *k, struct err *e)
{
	char *page = xasprintf("vuosikello/%s.html", k->code);
	char *file = xasprintf("vuosikello/%s.ics", k->code);
	struct year *y = NULL;
	int64_t stamp = 0;
	struct buf b;
	int rc = -1;

	buf_init(&b, BUF_MAX);
	if (year_read(&y, set, s->cat, k, s->app->now, e) < 0 ||
	    exhibit_bring(&y->chart, s->cartage, e) < 0)
		goto out;
	page_year(&b, y);
	if (edition_publish(s, page, &b, e) < 0)
		goto out;
	buf_clear(&b);
	/* of the data, so that the same picture gives the same bytes */
	if (!when_parse(s->cat->data_date, &stamp))
		stamp = 0;
	year_calendar(&b, y, stamp);
	rc = edition_publish(s, file, &b, e);
out:
	year_free(y);
	buf_release(&b);
	free(file);
	free(page);
	return rc;
}

static int make_dir(const char *in, const char *name, struct err *e)
{
	char *path = xasprintf("%s/%s", in, name);
	int rc = file_mkdirs(path, e);

	free(path);
	return rc;
}

int make_years(struct edition *s, struct err *e)
{
	struct stmts *set;
	int rc = make_dir(s->dir, "vuosikello", e);

	if (rc < 0 || stmts_new(&set, s->db, &briefing_year_sql, e) < 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < s->cat->county_n; i++)
		if (part_has_clock(&s->cat->counties[i]))
			rc = make_year(s, set, &s->cat->counties[i], e);
	stmts_free(set);
	return rc;
}

/* --- files for machines --- */

int make_search(struct edition *s, struct err *e)
{
	struct buf b;
	int rc;

	buf_init(&b, BUF_MAX);
	rc = search_index(&b, s->db, s->cat, e);
	if (rc == 0)
		rc = edition_publish(s, "haku.js", &b, e);
	buf_release(&b);
	return rc;
}

int make_tidy(struct edition *s, struct err *e)
{
	char *dir;
	int rc;

	if (s->cat->lang != LANG_FI)
		return 0;
	dir = xasprintf("%s/luvut", s->dir);
	rc = file_mkdirs(dir, e);
	if (rc == 0)
		rc = tidy_make(s->db, s->cat, dir, e);
	free(dir);
	return rc;
}

/* --- rugs --- */

static int read_rug(struct edition *s, struct stmts *set, size_t i,
		    struct err *e)
{
	struct stmt *q = stmts_at(set, Q_RUG);
	int rc;

	stmt_text(q, 1, s->cat->counties[i].code);
	stmt_text(q, 2, lang_name(s->cat->lang));
	while ((rc = stmt_step(q, e)) > 0) {
		char *name = xstrdup(stmt_col_text(q, 0));
		char *title = xstrdup(stmt_col_text(q, 1));

		exhibit_take(&s->rugs[i], name, title, stmt_col_text(q, 2));
		free(name);
		free(title);
	}
	return rc < 0 ? -1 : exhibit_bring(&s->rugs[i], s->cartage, e);
}

int make_rugs(struct edition *s, struct err *e)
{
	struct stmts *set;
	int rc = 0;

	if (stmts_new(&set, s->db, &briefing_more_sql, e) < 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < s->cat->county_n; i++)
		rc = read_rug(s, set, i, e);
	stmts_free(set);
	return rc;
}

/* --- the key --- */

static int hash_years(struct hash *h, struct app *app, struct db *db,
		      const struct catalog *c, struct err *e)
{
	struct stmts *set;
	int rc = 0;

	if (stmts_new(&set, db, &briefing_year_sql, e) < 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < c->county_n; i++) {
		struct year *y = NULL;
		char state[PHRASE_INT];

		rc = year_read(&y, set, c, &c->counties[i], app->now, e);
		for (size_t k = 0; rc == 0 && k < y->date_n; k++)
			hash_text(h, y->dates[k].behind ? "behind" : "");
		for (size_t k = 0; rc == 0 && k < y->n; k++)
			hash_text(h, phrase_int(state, y->figures[k].state));
		if (rc == 0) {
			hash_text(h, y->chart.name ? y->chart.name : "");
			hash_text(h, y->chart.alt ? y->chart.alt : "");
		}
		year_free(y);
	}
	stmts_free(set);
	return rc;
}

int edition_more_hash(struct hash *h, struct app *app, struct db *db,
		      const struct catalog *c, struct err *e)
{
	for (int d = 0; d < DOC_N; d++)
		hash_text(h, doc_text((enum doc)d, c->lang));
	hash_text(h, conf_text(app->conf, "site.contact"));
	return hash_years(h, app, db, c, e);
}
