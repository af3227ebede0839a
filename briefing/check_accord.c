/*
 * The pages of negotiations, read back. See checking.h.
 */
#include "lib/base.h"

#include "briefing/checking.h"
#include "briefing/stated.h"

static int check_facts(struct check *c, const struct seen *s,
		       const struct talks *t, struct db *db, struct err *e)
{
	const struct stated_fact *facts;
	struct stated *told;
	size_t n;

	if (stated_read(&told, db, t->id, c->app->now, c->cat->lang, e) < 0)
		return -1;
	facts = stated_facts(told, &n);
	for (size_t i = 0; i < n; i++)
		check_fact(c, s, facts[i].name, facts[i].text);
	stated_free(told);
	return 0;
}

static int check_talks(struct check *c, const struct county *k,
		       const struct talks *t, struct stmts *figures,
		       struct db *db, struct err *e)
{
	char *page = xasprintf("neuvottelu/%s.html", t->id);
	char *entry = xasprintf("neuvottelu %s", t->id);
	struct seen *s;
	int rc = 0;

	c->page = "index.html";
	if (c->front)
		check_fact(c, c->front, entry, t->title);
	c->page = page;
	s = check_read(c);
	if (s) {
		check_frame(c, s, t->title);
		check_links(c, s);
		rc = check_facts(c, s, t, db, e);
		if (rc == 0)
			rc = check_told(c, s, k, t, figures, e);
	}
	seen_free(s);
	free(entry);
	free(page);
	return rc;
}

int check_accords(struct check *c, struct db *db, struct err *e)
{
	struct stmts *figures = NULL;
	int rc = stmts_new(&figures, db, &briefing_check_told_sql, e);

	for (size_t i = 0; rc == 0 && i < c->cat->county_n; i++) {
		const struct county *k = &c->cat->counties[i];

		for (size_t j = 0; rc == 0 && j < k->talks_n; j++)
			rc = check_talks(c, k, &k->talks[j], figures, db, e);
	}
	stmts_free(figures);
	return rc;
}
