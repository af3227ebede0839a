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
	stmts_free(c->known_set);
	stmts_free(c->set);
	seen_free(c->front);
	catalog_free(c->cat);
}

int check_site(struct app *app, struct db *db, struct check_summary *out,
	       struct err *e)
{
	struct check c = {.app = app, .sum = out};
	bool begun = false;
	int rc = -1;

	*out = (struct check_summary){.pages = 0};
	if (site_snapshot(db, &begun, e) < 0 ||
	    site_catalog(&c.cat, app, db, e) < 0 ||
	    stmts_new(&c.known_set, db, &briefing_known_sql, e) < 0 ||
	    stmts_new(&c.set, db, &briefing_check_sql, e) < 0)
		goto out;
	check_front(&c);
	rc = check_places(&c, e);
	if (rc == 0)
		rc = check_indicators(&c, db, e);
	if (rc == 0)
		rc = check_accords(&c, db, e);
out:
	release(&c);
	if (begun)
		db_rollback(db);
	return rc;
}
