/*
 * The page of a municipality, read back. See checking.h.
 */
#include "lib/base.h"

#include "briefing/checking.h"
#include "briefing/phrase.h"
#include "briefing/profile.h"

static bool is_old(const struct check *c, const struct known *k)
{
	return k->year > 0 && k->year <= c->cat->old_year;
}

/* --- the barometer --- */

enum text check_reason(const struct known *k)
{
	if (strcmp(k->reason, "suppressed") == 0)
		return TEXT_BRIEF_SUPPRESSED;
	if (strcmp(k->reason, "not_applicable") == 0)
		return TEXT_BRIEF_NOT_APPLICABLE;
	if (strcmp(k->reason, "not_yet_published") == 0)
		return TEXT_BRIEF_NOT_YET;
	return TEXT_BRIEF_MISSING;
}

void check_figure(struct check *c, const char *id, const char *what,
		  const char *seen, const struct known *k, double v)
{
	struct buf want;

	buf_init(&want, 400);
	if (isfinite(v))
		measure_value(&want, &k->ind->measure, v, c->cat->lang);
	else
		buf_puts(&want, text_get(check_reason(k), c->cat->lang));
	check_same(c, id, what, seen, buf_str(&want));
	buf_release(&want);
}

void check_change(struct check *c, const char *id, const char *seen,
		  const char *seen_n, const struct known *k)
{
	struct buf word;

	buf_init(&word, 400);
	finding_word(&word, &k->finding, c->cat->lang);
	check_same(c, id, "change", seen, buf_str(&word));
	buf_release(&word);
	if (k->finding.verdict == VERDICT_NONE)
		check_same(c, id, "years", seen_n,
			   text_get(TEXT_BRIEF_T_NOT_TESTED, c->cat->lang));
	else
		check_same_int(c, id, "years", seen_n, (size_t)k->finding.n);
}

void check_place_row(struct check *c, const struct seen_row *r, const char *id,
		     const struct known *k)
{
	struct known beside = {.ind = k->ind}; /* without a reason of its own */

	check_same(c, id, "title", r->title, k->ind->title);
	check_same_int(c, id, "year", r->cell[SEEN_YEAR], (size_t)k->year);
	check_figure(c, id, "value", r->cell[SEEN_OWN], k, k->own);
	check_figure(c, id, "county", r->cell[SEEN_COUNTY], &beside, k->county);
	check_figure(c, id, "country", r->cell[SEEN_COUNTRY], &beside,
		     k->country);
	if (r->median != k->median)
		check_fault(c,
			    "%s: the country's figure is %smarked as a median",
			    id, r->median ? "" : "not ");
	if (is_old(c, k)) {
		if (r->cell[SEEN_TREND])
			check_fault(c, "%s: an old figure with a change", id);
		return;
	}
	check_change(c, id, r->cell[SEEN_TREND], r->cell[SEEN_N], k);
}

static void check_rows(struct check *c, const struct visit *v)
{
	const struct seen *s = v->seen;
	size_t wanted = 0;

	for (size_t i = 0; i < c->cat->n; i++) {
		const struct known *k = &v->known[i];
		char id[CHECK_ID];
		size_t r = 0;

		if (k->year == 0)
			continue;
		wanted++;
		check_id(id, k->ind);
		while (r < s->row_n && strcmp(s->rows[r].id + 2, id) != 0)
			r++;
		if (r < s->row_n)
			check_place_row(c, &s->rows[r], id, k);
		else
			check_fault(c, "%s: not in the barometer", id);
	}
	if (s->row_n != wanted)
		check_fault(c, "the barometer has %zu rows, it should have %zu",
			    s->row_n, wanted);
}

/* --- the findings --- */

static enum group group_of(const struct check *c, const struct known *k)
{
	return k->year == 0 || is_old(c, k) ? GROUP_NONE
					    : finding_group(&k->finding);
}

static enum group class_group(const char *class)
{
	static const struct {
		const char *class;
		enum group group;
	} table[] = {
		{"find worse", GROUP_WORSE},      {"find better", GROUP_BETTER},
		{"find other wide", GROUP_OTHER}, {"find wide", GROUP_SMALL},
		{"find hint wide", GROUP_HINT},
	};

	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (strcmp(class, table[i].class) == 0)
			return table[i].group;
	return GROUP_NONE;
}

static void check_find(struct check *c, const struct seen_find *f,
		       const struct known *k)
{
	enum lang lang = c->cat->lang;
	char id[CHECK_ID];
	struct buf want;

	check_id(id, k->ind);
	buf_init(&want, BUF_MAX);
	buf_puts(&want, k->ind->title);
	sentence_add(&want, &k->finding, &k->ind->measure, lang);
	if (isfinite(k->own)) {
		buf_putc(&want, ' ');
		sentence_value(&want, &k->ind->measure, k->year, k->own,
			       k->country, k->median, lang);
	}
	check_same(c, id, "sentence", f->text, buf_str(&want));
	if (class_group(f->class) != group_of(c, k))
		check_fault(c, "%s: stands in the wrong box", id);
	buf_release(&want);
}

static void check_finds(struct check *c, const struct visit *v)
{
	const struct seen *s = v->seen;

	for (size_t i = 0; i < s->find_n; i++) {
		const struct seen_find *f = &s->finds[i];
		const char *target = f->target ? f->target : "";
		char id[CHECK_ID];
		size_t k = 0;

		for (; k < c->cat->n; k++) {
			check_id(id, &c->cat->list[k]);
			if (strlen(target) > 3 && strcmp(target + 3, id) == 0)
				break;
		}
		if (k < c->cat->n)
			check_find(c, f, &v->known[k]);
		else
			check_fault(c, "a finding about nothing known: '%s'",
				    f->text ? f->text : "");
	}
}

static void count_groups(const struct check *c, const struct visit *v,
			 size_t tally[GROUP_N])
{
	memset(tally, 0, GROUP_N * sizeof(*tally));
	for (size_t i = 0; i < c->cat->n; i++) {
		const struct known *k = &v->known[i];

		if (k->year > 0 && !is_old(c, k) &&
		    finding_assessed(&k->finding))
			tally[group_of(c, k)]++;
	}
}

static void check_tally(struct check *c, const struct seen *s,
			const size_t tally[GROUP_N])
{
	const size_t want[SEEN_TALLY] = {
		tally[GROUP_WORSE],
		tally[GROUP_BETTER],
		tally[GROUP_OTHER],
		tally[GROUP_SMALL],
		tally[GROUP_NONE] + tally[GROUP_HINT],
	};
	size_t finds = tally_total(tally) - tally[GROUP_NONE];

	for (size_t i = 0; tally_total(tally) && i < SEEN_TALLY; i++)
		check_same_int(c, "at a glance", "count", s->tally[i], want[i]);
	if (s->find_n != finds)
		check_fault(c, "%zu findings, there should be %zu", s->find_n,
			    finds);
}

/* The line of the front page about this place. */
static void check_line(struct check *c, const struct visit *v,
		       const size_t tally[GROUP_N])
{
	char *href = xasprintf("kunta/%s.html", v->place->code);
	const size_t want[] = {tally[GROUP_WORSE], tally[GROUP_BETTER],
			       tally[GROUP_OTHER], tally_total(tally)};
	const char *page = c->page;
	size_t i = 0;

	c->page = "index.html";
	while (c->front && i < c->front->place_n &&
	       strcmp(c->front->places[i].href, href) != 0)
		i++;
	if (c->front && i < c->front->place_n) {
		check_same(c, href, "name", c->front->places[i].name,
			   v->place->name);
		for (size_t k = 0; k < ARRAY_LEN(want); k++)
			check_same_int(c, href, "count",
				       c->front->places[i].count[k], want[k]);
	} else if (c->front) {
		check_fault(c, "%s: no link to it", href);
	}
	c->page = page;
	free(href);
}

/* --- the page --- */

static int read_known(struct check *c, struct visit *v, struct err *e)
{
	for (size_t i = 0; i < c->cat->n; i++)
		if (known_read(&v->known[i], c->known_set, &c->cat->list[i],
			       v->county->code, v->place->code, e) < 0)
			return -1;
	return 0;
}

/* The spine, and the course of each indicator that has a row. */
static bool is_wanted(const struct check *c, const char *kind,
		      const struct indicator *ind, const void *ctx)
{
	const struct visit *v = ctx;

	if (!ind)
		return strcmp(kind, "spine") == 0;
	return strcmp(kind, "trend") == 0 &&
	       v->known[ind - c->cat->list].year > 0;
}

static int check_page(struct check *c, const struct visit *v,
		      const size_t tally[GROUP_N], struct err *e)
{
	const struct seen *s = v->seen;

	check_frame(c, s, v->place->name);
	check_tally(c, s, tally);
	check_finds(c, v);
	check_rows(c, v);
	check_links(c, s);
	return check_charts(c, s, "kunta", v->place->code, is_wanted, v, e);
}

int check_place(struct check *c, struct visit *v, struct err *e)
{
	char *page = xasprintf("kunta/%s.html", v->place->code);
	size_t tally[GROUP_N];
	int rc;

	c->page = page;
	v->known = xcalloc(c->cat->n + 1, sizeof(*v->known));
	v->seen = check_read(c);
	rc = read_known(c, v, e);
	if (rc == 0) {
		count_groups(c, v, tally);
		check_line(c, v, tally);
	}
	if (rc == 0 && v->seen)
		rc = check_page(c, v, tally, e);
	if (rc == 0 && v->seen)
		rc = check_glance(c, v, e);
	c->page = NULL;
	free(page);
	return rc;
}
