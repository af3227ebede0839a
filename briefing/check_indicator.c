/*
 * The pages of indicators, read back. See checking.h.
 */
#include "lib/base.h"

#include "briefing/checking.h"
#include "briefing/dossier.h"
#include "briefing/phrase.h"
#include "lib/theme.h"
#include "lib/word.h"

/* A fact whose name is a code and a word: "398 year". */
static void check_fact_of(struct check *c, const struct seen *s,
			  const char *code, const char *word, const char *want)
{
	char *name = xasprintf("%s %s", code, word);

	check_fact(c, s, name, want);
	free(name);
}

static const char *seen_of(const struct seen *s, const char *code,
			   const char *word)
{
	char *name = xasprintf("%s %s", code, word);
	const char *text = seen_fact(s, name);

	free(name);
	return text;
}

/* The row of one municipality. */
static void check_row(struct check *c, const struct seen *s,
		      const struct visit *v, const struct known *k)
{
	const char *code = v->place->code;
	enum lang lang = c->cat->lang;
	bool old = k->year > 0 && k->year <= c->cat->old_year;

	check_fact_of(c, s, code, "name", v->place->name);
	if (k->year > 0)
		check_same_int(c, code, "year", seen_of(s, code, "year"),
			       (size_t)k->year);
	else
		check_fact_of(c, s, code, "year",
			      text_get(TEXT_BRIEF_NO_YEAR, lang));
	check_figure(c, code, "value", seen_of(s, code, "value"), k, k->own);
	if (!old) {
		check_change(c, code, seen_of(s, code, "change"),
			     seen_of(s, code, "years"), k);
		return;
	}
	check_fact_of(c, s, code, "change",
		      text_get(TEXT_BRIEF_T_OUT_OF_DATE, lang));
	check_fact_of(c, s, code, "years",
		      text_get(TEXT_BRIEF_T_NOT_TESTED, lang));
}

static int check_breaks(struct check *c, const struct seen *s,
			const struct indicator *ind, struct stmts *set,
			struct err *e)
{
	struct level_break *list;
	struct buf want;
	size_t n;

	if (level_breaks_read(&list, &n, set, ind, e) < 0)
		return -1;
	buf_init(&want, BUF_MAX);
	for (size_t i = 0; i <= n; i++) {
		char *name = xasprintf("break %zu", i);

		buf_clear(&want);
		if (i < n) {
			level_break_sentence(&want, &list[i], c->cat->lang);
			check_fact(c, s, name, buf_str(&want));
		} else if (seen_fact(s, name)) {
			check_fault(c, "a break that nobody told of");
		}
		free(name);
	}
	buf_release(&want);
	level_breaks_free(list, n);
	return 0;
}

static void check_about(struct check *c, const struct seen *s,
			const struct indicator *ind)
{
	enum lang lang = c->cat->lang;
	const char *unknown = text_get(TEXT_BRIEF_UNKNOWN, lang);
	char date[TEXT_NUMBER];

	check_fact(c, s, "definition",
		   *ind->definition ? ind->definition
				    : text_get(TEXT_BRIEF_NO_DEFINITION, lang));
	check_fact(c, s, "theme",
		   *ind->theme ? theme_title(ind->theme, lang) : unknown);
	check_fact(c, s, "unit", unit_words(ind->unit, lang));
	check_fact(c, s, "good", polarity_words(ind->polarity, lang));
	check_fact(c, s, "producer",
		   *ind->organisation ? ind->organisation : unknown);
	check_fact(c, s, "licence", *ind->licence ? ind->licence : unknown);
	check_fact(c, s, "updated",
		   *ind->data_updated ? text_date(date, ind->data_updated, lang)
				      : unknown);
}

static bool is_wanted(const struct check *c, const char *kind,
		      const struct indicator *ind, const void *ctx)
{
	(void)c;
	for (size_t i = 0; ind == ctx && i < DOSSIER_CHARTS; i++)
		if (strcmp(kind, dossier_charts[i]) == 0)
			return true;
	return false;
}

static void check_whole(struct check *c, const struct seen *s, const char *id,
			const struct known *k)
{
	const char *year = seen_of(s, id, "year");

	if (k->year > 0) {
		check_same_int(c, id, "year", year, (size_t)k->year);
		check_figure(c, id, "value", seen_of(s, id, "value"), k,
			     k->own);
	} else if (year) {
		check_fault(c, "%s: a figure that nobody knows", id);
	}
}

/* The rows of the county and the country, which end each table. */
static int check_wholes(struct check *c, const struct seen *s,
			const struct indicator *ind, const struct county *k,
			struct err *e)
{
	struct known county, country;
	char *id = xasprintf("hva %s", k->code);
	int rc = known_whole(&county, c->known_set, ind, "hyvinvointialue",
			     k->code, e);

	if (rc == 0)
		rc = known_country(&country, c->known_set, ind, e);
	if (rc == 0) {
		if (phrase_is_plain(k->code))
			check_whole(c, s, id, &county);
		check_whole(c, s, "maa", &country);
	}
	free(id);
	return rc;
}

static int check_tables(struct check *c, const struct seen *s,
			const struct indicator *ind, struct err *e)
{
	for (size_t i = 0; i < c->visit_n; i++)
		check_row(c, s, &c->visits[i],
			  &c->visits[i].known[ind - c->cat->list]);
	for (size_t i = 0; i < c->cat->county_n; i++) {
		const struct county *k = &c->cat->counties[i];

		if (check_wholes(c, s, ind, k, e) < 0 ||
		    check_charts(c, s, "hyvinvointialue", k->code, is_wanted,
				 ind, e) < 0)
			return -1;
	}
	return 0;
}

static int check_indicator(struct check *c, const struct indicator *ind,
			   struct stmts *set, struct err *e)
{
	char *page = xasprintf("mittari/%s-%s.html", ind->source, ind->code);
	char id[CHECK_ID], *entry;
	struct seen *s;
	int rc = 0;

	check_id(id, ind);
	entry = xasprintf("mittari %s", id);
	c->page = "index.html";
	if (c->front)
		check_fact(c, c->front, entry, ind->title);
	c->page = page;
	s = check_read(c);
	if (s) {
		check_frame(c, s, ind->title);
		check_links(c, s);
		check_about(c, s, ind);
		rc = check_tables(c, s, ind, e) < 0 ||
				     check_breaks(c, s, ind, set, e) < 0
			     ? -1
			     : 0;
	}
	seen_free(s);
	free(entry);
	free(page);
	return rc;
}

int check_indicators(struct check *c, struct db *db, struct err *e)
{
	struct stmts *set;
	int rc = 0;

	if (stmts_new(&set, db, &briefing_dossier_sql, e) < 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < c->cat->n; i++)
		if (c->cat->list[i].shown)
			rc = check_indicator(c, &c->cat->list[i], set, e);
	stmts_free(set);
	return rc;
}
