/*
 * See check.h.
 */
#include "lib/base.h"

#include "briefing/checking.h"

static int check_places(struct check *c, struct err *e)
{
	size_t total = site_places(c->cat);

	c->visits = xcalloc(total + 1, sizeof(*c->visits));
	for (size_t i = 0; i < c->cat->county_n; i++) {
		const struct county *k = &c->cat->counties[i];

		for (size_t j = 0; j < k->n; j++) {
			struct visit *v = &c->visits[c->visit_n++];

			v->county = k;
			v->place = &k->places[j];
			if (check_place(c, v, e) < 0)
				return -1;
			check_report(c, v);
			log_progress(&c->app->log, "check", c->visit_n, total);
		}
	}
	return 0;
}

static void check_front(struct check *c)
{
	size_t want = site_places(c->cat);

	c->page = "index.html";
	c->front = check_read(c);
	if (!c->front)
		return;
	check_frame(c, c->front, text_get(TEXT_BRIEF_SITE, c->cat->lang));
	check_links(c, c->front);
	if (c->front->place_n != want)
		check_fault(c, "%zu municipalities, there should be %zu",
			    c->front->place_n, want);
}

static void release(struct check *c)
{
	for (size_t i = 0; i < c->visit_n; i++) {
		free(c->visits[i].known);
		seen_free(c->visits[i].seen);
	}
	free(c->visits);
	seen_free(c->front);
}

/* The pages of one language. */
static int check_edition(struct check *c, struct db *db, struct reread *paper,
			 struct err *e)
{
	int rc;

	check_front(c);
	rc = check_places(c, e);
	if (rc == 0)
		rc = check_leaflets(c, db, paper, e);
	if (rc == 0)
		rc = check_indicators(c, db, e);
	if (rc == 0)
		rc = check_accords(c, db, e);
	if (rc == 0)
		rc = check_more(c, db, e);
	if (rc == 0)
		rc = check_rounds(c, db, e);
	release(c);
	return rc;
}

int check_site(struct app *app, struct db *db, struct check_summary *out,
	       struct err *e)
{
	struct stmts *known = NULL, *glance = NULL, *set = NULL;
	struct catalog *cats[LANG_N] = {NULL};
	struct reread *paper = reread_new(app);
	bool begun = false;
	int rc = -1;

	*out = (struct check_summary){.pages = 0};
	if (site_snapshot(db, &begun, e) < 0 ||
	    site_catalogs(cats, app, db, e) < 0 ||
	    stmts_new(&known, db, &briefing_known_sql, e) < 0 ||
	    stmts_new(&glance, db, &briefing_known_glance_sql, e) < 0 ||
	    stmts_new(&set, db, &briefing_check_sql, e) < 0)
		goto out;
	rc = 0;
	for (int i = 0; rc == 0 && i < LANG_N; i++) {
		struct check c = {.app = app,
				  .known_set = known,
				  .glance_set = glance,
				  .set = set,
				  .cat = cats[i],
				  .sum = out};

		if (cats[i])
			rc = check_edition(&c, db, paper, e);
	}
out:
	reread_free(paper);
	stmts_free(known);
	stmts_free(glance);
	stmts_free(set);
	site_catalogs_free(cats);
	if (begun)
		db_rollback(db);
	return rc;
}
