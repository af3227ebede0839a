/*
 * The briefing of a county, read back: its own figures, the matrix, the spread,
 * and what it shares with those of rounds.
 */
#include "lib/base.h"

#include "briefing/checking_round.h"
#include "briefing/phrase.h"

enum {
	OWN_MOST = 5, /* figures of a theme */
	CELL_MOST = 6 /* entries of a cell of the matrix */
};

/* --- its own figures --- */

static int read_trend(const struct expected *x, struct known *k, struct err *e)
{
	struct stmt *q = stmts_at(x->set, CR_COUNTY_TREND);
	int rc;

	stmt_text(q, 1, k->ind->source);
	stmt_text(q, 2, k->ind->code);
	stmt_text(q, 3, x->county->code);
	rc = stmt_step(q, e);
	if (rc > 0) {
		char *verdict = xstrdup(stmt_col_text(q, 0));
		char *direction = xstrdup(stmt_col_text(q, 1));

		finding_parse(&k->finding, verdict, direction,
			      stmt_col_text(q, 2),
			      stmt_col_null(q, 3) ? NO_FIGURE
						  : stmt_col_double(q, 3));
		free(verdict);
		free(direction);
	}
	stmt_reset(q);
	return rc < 0 ? -1 : 0;
}

static int read_country(const struct expected *x, struct known *k,
			struct err *e)
{
	struct stmt *q = stmts_at(x->set, CR_COUNTRY);
	int rc;

	k->country = NO_FIGURE;
	stmt_text(q, 1, k->ind->source);
	stmt_text(q, 2, k->ind->code);
	stmt_int(q, 3, k->year);
	rc = stmt_step(q, e);
	if (rc > 0)
		k->country = stmt_col_double(q, 0);
	stmt_reset(q);
	return rc < 0 ? -1 : 0;
}

static void check_value(const struct expected *x, const struct known *k,
			const char *word, double v)
{
	char *name = expected_name(k->ind, word);
	struct buf want;

	buf_init(&want, BUF_MAX);
	if (isfinite(v))
		measure_value(&want, &k->ind->measure, v, x->c->cat->lang);
	else
		buf_puts(&want, text_get(TEXT_BRIEF_MISSING, x->c->cat->lang));
	check_fact(x->c, x->seen, name, buf_str(&want));
	buf_release(&want);
	free(name);
}

/* Whether the county has more figures of that theme than are told. */
static bool is_crowded(const struct expected *x, size_t ind)
{
	size_t n = 0;

	for (size_t i = 0; i < x->c->cat->n; i++)
		n += strcmp(x->c->cat->list[i].theme,
			    x->c->cat->list[ind].theme) == 0 &&
		     isfinite(x->own[i].own) &&
		     x->own[i].year > x->c->cat->old_year;
	return n > OWN_MOST;
}

static int check_own(const struct expected *x, size_t ind, struct err *e)
{
	struct known k = x->own[ind];
	char *year = expected_name(k.ind, "year");
	char *change = expected_name(k.ind, "change");
	struct buf want;
	int rc = 0;

	if (!isfinite(k.own) || k.year <= x->c->cat->old_year ||
	    (!seen_fact(x->seen, year) && is_crowded(x, ind))) {
		if (seen_fact(x->seen, year))
			check_fault(x->c, "%s: no such figure of the county",
				    year);
		goto out;
	}
	if (read_trend(x, &k, e) < 0 || read_country(x, &k, e) < 0) {
		rc = -1;
		goto out;
	}
	check_same_int(x->c, year, "year", seen_fact(x->seen, year),
		       (size_t)k.year);
	check_value(x, &k, "own", k.own);
	check_value(x, &k, "country", k.country);
	buf_init(&want, BUF_MAX);
	finding_word(&want, &k.finding, x->c->cat->lang);
	check_fact(x->c, x->seen, change, buf_str(&want));
	buf_release(&want);
out:
	free(change);
	free(year);
	return rc;
}

/* --- the matrix --- */

static int check_matrix(const struct expected *x, struct err *e)
{
	struct stmt *q = stmts_at(x->set, CR_MATRIX);
	int rc;

	stmt_text(q, 1, x->county->code);
	while ((rc = stmt_step(q, e)) > 0) {
		int cell = (int)stmt_col_int(q, 0);
		size_t want = (size_t)stmt_col_int(q, 1), told = 0;
		char *name = xasprintf("matrix %d n", cell);
		char *entry = xasprintf("matrix %d ", cell);

		check_same_int(x->c, name, "count", seen_fact(x->seen, name),
			       want);
		for (size_t i = 0; i < x->seen->fact_n; i++)
			told += strncmp(x->seen->facts[i].name, entry,
					strlen(entry)) == 0 &&
				strcmp(x->seen->facts[i].name, name) != 0;
		if (told != (want < CELL_MOST ? want : CELL_MOST))
			check_fault(x->c, "%s: %zu entries of %zu", name, told,
				    want);
		free(entry);
		free(name);
	}
	return rc;
}

static int check_notes(const struct expected *x, struct err *e)
{
	struct stmt *q = stmts_at(x->set, CR_NOTES);
	int rc;

	stmt_text(q, 1, x->county->code);
	while ((rc = stmt_step(q, e)) > 0) {
		char *name = xasprintf("why %s", stmt_col_text(q, 0));
		const char *seen = seen_fact(x->seen, name);
		const char *n = seen ? strrchr(seen, ' ') : NULL;

		check_same_int(x->c, name, "count", n ? n + 1 : NULL,
			       (size_t)stmt_col_int(q, 1));
		free(name);
	}
	return rc;
}

/* --- the spread --- */

/* The lowest and the highest figure of the newest year. */
static bool ends(const struct expected *x, size_t ind, size_t *low,
		 size_t *high, size_t *n, int *year)
{
	*year = 0;
	*n = 0;
	for (size_t i = 0; i < x->n; i++)
		if (expected_has(x, i, ind) &&
		    x->visits[i]->known[ind].year > *year)
			*year = x->visits[i]->known[ind].year;
	for (size_t i = 0; i < x->n; i++) {
		const struct known *k = &x->visits[i]->known[ind];

		if (!expected_has(x, i, ind) || k->year != *year)
			continue;
		if (*n == 0 || k->own < x->visits[*low]->known[ind].own)
			*low = i;
		if (*n == 0 || k->own > x->visits[*high]->known[ind].own)
			*high = i;
		++*n;
	}
	return *n > 0;
}

static void check_end(const struct expected *x, size_t ind, const char *word,
		      size_t place)
{
	const struct indicator *in = &x->c->cat->list[ind];
	char *name = expected_name(in, word);
	struct buf want;

	buf_init(&want, BUF_MAX);
	buf_printf(&want, "%s ", x->visits[place]->place->name);
	measure_value(&want, &in->measure, x->visits[place]->known[ind].own,
		      x->c->cat->lang);
	check_fact(x->c, x->seen, name, buf_str(&want));
	buf_release(&want);
	free(name);
}

static int check_middle(const struct expected *x, size_t ind, int year,
			struct err *e)
{
	const struct indicator *in = &x->c->cat->list[ind];
	struct stmt *q = stmts_at(x->set, CR_SPREAD);
	char *name = expected_name(in, "middle");
	struct buf want;
	int rc;

	buf_init(&want, BUF_MAX);
	stmt_text(q, 1, in->source);
	stmt_text(q, 2, in->code);
	stmt_int(q, 3, year);
	rc = stmt_step(q, e);
	if (rc > 0 && !stmt_col_null(q, 0) && !stmt_col_null(q, 1)) {
		measure_value(&want, &in->measure, stmt_col_double(q, 0),
			      x->c->cat->lang);
		buf_puts(&want, " – ");
		measure_value(&want, &in->measure, stmt_col_double(q, 1),
			      x->c->cat->lang);
	} else {
		buf_puts(&want,
			 text_get(TEXT_ROUND_NOT_KNOWN, x->c->cat->lang));
	}
	stmt_reset(q);
	if (rc >= 0)
		check_fact(x->c, x->seen, name, buf_str(&want));
	buf_release(&want);
	free(name);
	return rc < 0 ? -1 : 0;
}

static int check_spread(const struct expected *x, size_t ind, struct err *e)
{
	char *name = expected_name(&x->c->cat->list[ind], "places");
	const char *seen = seen_fact(x->seen, name);
	size_t low = 0, high = 0, n;
	int year, rc = 0;

	if (seen && ends(x, ind, &low, &high, &n, &year)) {
		check_same_int(x->c, name, "count", seen, n);
		check_end(x, ind, "low", low);
		check_end(x, ind, "high", high);
		rc = check_middle(x, ind, year, e);
	} else if (seen) {
		check_fault(x->c, "%s: there are no such figures", name);
	}
	free(name);
	return rc;
}

int check_overview(const struct expected *x, struct err *e)
{
	check_frame(x->c, x->seen, x->county->name);
	check_links(x->c, x->seen);
	check_sheets(x->c, x->seen);
	check_counted(x);
	if (x->talks)
		check_cover(x);
	for (size_t i = 0; i < x->c->cat->n; i++)
		if (check_own(x, i, e) < 0 || check_spread(x, i, e) < 0)
			return -1;
	if (check_matrix(x, e) < 0 || check_notes(x, e) < 0 ||
	    check_agreed_facts(x, false, e) < 0)
		return -1;
	return check_agreed_figures(x, e);
}
