/*
 * The pieces of the yearly wellbeing report, read back. See checking.h.
 */
#include "lib/base.h"

#include "briefing/checking.h"
#include "briefing/phrase.h"
#include "lib/csv.h"
#include "lib/file.h"
#include "lib/num.h"

static const char *fact_of(const struct seen *s, const char *id,
			   const char *word)
{
	char *name = xasprintf("%s %s", id, word);
	const char *text = seen_fact(s, name);

	free(name);
	return text;
}

static bool has_sentence(const struct known *k)
{
	return k->finding.verdict == VERDICT_CLEAR ||
	       k->finding.verdict == VERDICT_SMALL;
}

static void check_sentence(struct check *c, const char *id, const char *seen,
			   const struct known *k)
{
	struct buf want;

	if (!has_sentence(k)) {
		if (seen)
			check_fault(c, "%s: a sentence about no clear change",
				    id);
		return;
	}
	buf_init(&want, BUF_MAX);
	buf_puts(&want, k->ind->title);
	sentence_add(&want, &k->finding, &k->ind->measure, c->cat->lang);
	check_same(c, id, "sentence", seen, buf_str(&want));
	buf_release(&want);
}

static void check_row(struct check *c, const struct seen *s,
		      const struct known *k)
{
	enum lang lang = c->cat->lang;
	char id[CHECK_ID];
	struct buf want;

	check_id(id, k->ind);
	if (k->year == 0 || k->year <= c->cat->old_year) {
		if (fact_of(s, id, "year"))
			check_fault(c, "%s: an old or unknown figure", id);
		return;
	}
	buf_init(&want, 400);
	finding_word(&want, &k->finding, lang);
	check_same_int(c, id, "year", fact_of(s, id, "year"), (size_t)k->year);
	check_figure(c, id, "own", fact_of(s, id, "own"), k, k->own);
	check_same(c, id, "change", fact_of(s, id, "change"), buf_str(&want));
	check_sentence(c, id, fact_of(s, id, "sentence"), k);
	buf_release(&want);
}

/* --- the table for a spreadsheet --- */

enum {
	C_SOURCE,
	C_INDICATOR,
	C_YEAR,
	C_VALUE,
	C_N
};

static const struct csv_column columns[C_N] = {
	[C_SOURCE] = {"source", true},
	[C_INDICATOR] = {"indicator", true},
	[C_YEAR] = {"year", true},
	[C_VALUE] = {"value", true},
};

struct rows {
	struct check *c;
	const struct visit *v;
	size_t n;
};

static int check_cells(void *ctx, const struct csv_row *row, struct err *e)
{
	struct rows *r = ctx;
	struct check *c = r->c;
	size_t i = catalog_find(c->cat, row->cells[C_SOURCE],
				row->cells[C_INDICATOR]);
	const struct known *k;
	char id[CHECK_ID];
	double v = NO_FIGURE;
	bool is;

	(void)e;
	r->n++;
	if (i == c->cat->n) {
		check_fault(c, "row %zu: an indicator that nobody knows",
			    row->line);
		return 0;
	}
	k = &r->v->known[i];
	check_id(id, k->ind);
	check_same_int(c, id, "year", row->cells[C_YEAR], (size_t)k->year);
	c->sum->figures++;
	is = num_double(row->cells[C_VALUE], strlen(row->cells[C_VALUE]), &v);
	if (isfinite(k->own)
		    ? !is || fabs(v - k->own) >
				      0.5000001 *
					      pow(10, -k->ind->measure.decimals)
		    : row->cells[C_VALUE][0] != '\0')
		check_fault(c, "%s: value '%s', it should be %.10g", id,
			    row->cells[C_VALUE], k->own);
	return 0;
}

static void check_table(struct check *c, const struct visit *v)
{
	const struct csv_spec spec = {
		.file = c->page, .columns = columns, .n = C_N, .extra = true};
	char *path = xasprintf("%s/site/%s%s", c->app->var_dir,
			       lang_folder(c->cat->lang), c->page);
	struct rows r = {.c = c, .v = v};
	struct err why = {0};
	size_t want = 0;

	for (size_t i = 0; i < c->cat->n; i++)
		want += v->known[i].year > 0;
	if (csv_read_file(path, &spec, check_cells, &r, &why) < 0)
		check_fault(c, "%s", why.msg);
	else if (r.n != want)
		check_fault(c, "%zu rows, there should be %zu", r.n, want);
	free(path);
}

void check_report(struct check *c, const struct visit *v)
{
	const char *before = c->page;
	char *page = xasprintf("raportti/%s.html", v->place->code);
	char *table = xasprintf("raportti/%s.csv", v->place->code);
	struct seen *s;
	struct buf name;

	buf_init(&name, 1000);
	phrase_add(&name, c->cat->lang, TEXT_REPORT_TITLE, v->place->name, NULL,
		   NULL);
	c->page = page;
	s = check_read(c);
	if (s) {
		check_frame(c, s, buf_str(&name));
		check_links(c, s);
		for (size_t i = 0; i < c->cat->n; i++)
			check_row(c, s, &v->known[i]);
	}
	c->page = table;
	check_table(c, v);
	c->page = before;
	seen_free(s);
	buf_release(&name);
	free(page);
	free(table);
}
