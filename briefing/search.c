/*
 * See search.h.
 */
#include "lib/base.h"

#include <jansson.h>

#include "briefing/part.h"
#include "briefing/search.h"

enum {
	Q_AREA,
	Q_INDICATOR,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_AREA] = "SELECT name_fi, name_sv, name_en FROM v_area"
		   " WHERE kind = ?1 AND code = ?2 AND valid_to IS NULL",
	[Q_INDICATOR] = "SELECT title_fi, title_sv, title_en FROM v_indicator"
			" WHERE source = ?1 AND indicator = ?2",
};
const struct sql_set briefing_search_sql = {"briefing/search", sql, Q_COUNT};

struct index {
	struct stmts *set;
	const struct catalog *cat;
	json_t *rows;
};

/* other: what it is called in other languages, and its id; not shown. */
static void add(struct index *x, enum text kind, const char *address,
		const char *title, const char *other)
{
	json_t *row = json_pack("[ssss]", text_get(kind, x->cat->lang), address,
				title, other);

	/* a title that is no UTF-8 cannot be searched */
	if (row && json_array_append_new(x->rows, row) < 0)
		die_of_memory();
}

/* The names of an area or titles of an indicator other than `own`. */
static int others(struct buf *b, struct index *x, size_t query, const char *one,
		  const char *two, const char *own, struct err *e)
{
	struct stmt *q = stmts_at(x->set, query);
	int rc;

	stmt_text(q, 1, one);
	stmt_text(q, 2, two);
	while ((rc = stmt_step(q, e)) > 0)
		for (int i = 0; i < LANG_N; i++) {
			const char *s = stmt_col_text(q, i);

			if (*s && strcmp(s, own) != 0)
				buf_printf(b, "%s%s", b->len ? " " : "", s);
		}
	return rc;
}

static int add_county(struct index *x, const struct county *k, struct err *e)
{
	struct buf other, address;
	int rc;

	buf_init(&other, BUF_MAX);
	buf_init(&address, BUF_MAX);
	rc = others(&other, x, Q_AREA, "hyvinvointialue", k->code, k->name, e);
	buf_puts(&address, "index.html#");
	part_county_id(&address, k);
	add(x, TEXT_BRIEF_KIND_COUNTY, buf_str(&address), k->name,
	    buf_str(&other));
	for (size_t i = 0; rc == 0 && i < k->n; i++) {
		const struct place *p = &k->places[i];

		buf_clear(&other);
		buf_clear(&address);
		buf_printf(&address, "kunta/%s.html", p->code);
		rc = others(&other, x, Q_AREA, "kunta", p->code, p->name, e);
		buf_printf(&other, " %s", p->code);
		add(x, TEXT_BRIEF_KIND_PLACE, buf_str(&address), p->name,
		    buf_str(&other));
	}
	for (size_t i = 0; i < k->talks_n; i++) {
		buf_clear(&address);
		buf_printf(&address, "neuvottelu/%s.html", k->talks[i].id);
		add(x, TEXT_BRIEF_KIND_TALKS, buf_str(&address),
		    k->talks[i].title, k->name);
	}
	if (part_has_clock(k)) {
		buf_clear(&address);
		buf_clear(&other);
		buf_printf(&address, "vuosikello/%s.html", k->code);
		phrase_add(&other, x->cat->lang, TEXT_CHART_CLOCK_TITLE,
			   k->name, NULL, NULL);
		add(x, TEXT_BRIEF_KIND_COUNTY, buf_str(&address),
		    buf_str(&other), "");
	}
	buf_release(&address);
	buf_release(&other);
	return rc;
}

static int add_indicator(struct index *x, const struct indicator *ind,
			 struct err *e)
{
	struct buf other, address;
	int rc;

	buf_init(&other, BUF_MAX);
	buf_init(&address, BUF_MAX);
	buf_puts(&address, "mittari/");
	part_id(&address, '\0', ind);
	buf_puts(&address, ".html");
	rc = others(&other, x, Q_INDICATOR, ind->source, ind->code, ind->title,
		    e);
	buf_printf(&other, " %s %s", ind->source, ind->code);
	add(x, TEXT_BRIEF_KIND_INDICATOR, buf_str(&address), ind->title,
	    buf_str(&other));
	buf_release(&address);
	buf_release(&other);
	return rc;
}

static void add_own(struct index *x)
{
	for (size_t i = 0; i < OWN_PAGES; i++)
		add(x, TEXT_BRIEF_KIND_PAGE, own_pages[i].page,
		    text_get(own_pages[i].text, x->cat->lang), "");
}

int search_index(struct buf *b, struct db *db, const struct catalog *c,
		 struct err *e)
{
	struct index x = {.cat = c, .rows = json_array()};
	char *text;
	int rc = -1;

	if (!x.rows)
		die_of_memory();
	if (stmts_new(&x.set, db, &briefing_search_sql, e) < 0)
		goto out;
	rc = 0;
	for (size_t i = 0; rc == 0 && i < c->county_n; i++)
		rc = add_county(&x, &c->counties[i], e);
	for (size_t i = 0; rc == 0 && i < c->n; i++)
		if (c->list[i].shown)
			rc = add_indicator(&x, &c->list[i], e);
	add_own(&x);
	text = json_dumps(x.rows, JSON_COMPACT | JSON_ENSURE_ASCII);
	if (!text)
		die_of_memory();
	buf_printf(b, "window.tilannekuvaHaku = %s;\n", text);
	free(text);
out:
	stmts_free(x.set);
	json_decref(x.rows);
	return rc;
}
