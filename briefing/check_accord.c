/*
 * The pages of negotiations, read back. See checking.h.
 */
#include "lib/base.h"

#include "briefing/checking.h"
#include "briefing/told.h"

static int check_told(struct check *c, const struct seen *s,
		      const struct talks *t, struct db *db, struct err *e)
{
	const struct told_fact *facts;
	struct told *told;
	size_t n;

	if (told_read(&told, db, t->id, c->app->now, c->cat->lang, e) < 0)
		return -1;
	facts = told_facts(told, &n);
	for (size_t i = 0; i < n; i++)
		check_fact(c, s, facts[i].name, facts[i].text);
	told_free(told);
	return 0;
}

static int check_talks(struct check *c, const struct talks *t, struct db *db,
		       struct err *e)
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
		rc = check_told(c, s, t, db, e);
	}
	seen_free(s);
	free(entry);
	free(page);
	return rc;
}

int check_accords(struct check *c, struct db *db, struct err *e)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < c->cat->county_n; i++)
		for (size_t k = 0; rc == 0 && k < c->cat->counties[i].talks_n;
		     k++)
			rc = check_talks(c, &c->cat->counties[i].talks[k], db,
					 e);
	return rc;
}
