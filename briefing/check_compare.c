/*
 * A comparison sheet, read back: each cell of the rug, and what stands beside
 * it.
 */
#include "lib/base.h"

#include "briefing/checking_round.h"
#include "briefing/phrase.h"
#include "briefing/profile.h"

/* --- the rug --- */

static void number(struct buf *b, const struct expected *x,
		   const struct indicator *ind, double v)
{
	char text[TEXT_NUMBER];
	int d = ind->measure.decimals;

	buf_puts(b, text_number(text, v,
				d < 0   ? 0
				: d > 9 ? 9
					: d,
				x->c->cat->lang));
}

static enum text reason_text(const struct known *k, int old_year)
{
	if (k->year > 0 && k->year <= old_year)
		return TEXT_COMPARE_OLD;
	return state_text(*k->reason ? state_parse(k->reason) : STATE_NONE);
}

/* level: NULL where the words are not asked for. */
static void check_cell(const struct expected *x, const char *of,
		       const struct known *k, const enum against *level)
{
	enum lang lang = x->c->cat->lang;
	bool shown = isfinite(k->own) && k->year > x->c->cat->old_year;
	char *value =
		xasprintf("%s %s-%s value", of, k->ind->source, k->ind->code);
	char *words =
		xasprintf("%s %s-%s verdict", of, k->ind->source, k->ind->code);
	struct buf want;

	buf_init(&want, BUF_MAX);
	if (shown)
		number(&want, x, k->ind, k->own);
	else
		buf_puts(&want,
			 text_get(reason_text(k, x->c->cat->old_year), lang));
	check_fact(x->c, x->seen, value, buf_str(&want));
	if (shown && level) {
		buf_clear(&want);
		finding_word(&want, &k->finding, lang);
		buf_puts(&want, "; ");
		buf_puts(&want, text_get(against_words(*level), lang));
		check_fact(x->c, x->seen, words, buf_str(&want));
	}
	buf_release(&want);
	free(words);
	free(value);
}

static bool has_row(const struct expected *x, size_t ind)
{
	char *name = xasprintf("%s %s-%s value", x->visits[0]->place->code,
			       x->c->cat->list[ind].source,
			       x->c->cat->list[ind].code);
	bool there = seen_fact(x->seen, name) != NULL;

	free(name);
	return there;
}

/* As many rows as there are indicators with a figure, less those that the sheet
 * says it left out. */
static void check_rows(const struct expected *x, size_t shown, size_t all)
{
	struct buf text;
	char n[PHRASE_INT];

	buf_init(&text, BUF_MAX);
	if (shown < all) {
		phrase_add(&text, x->c->cat->lang, TEXT_COMPARE_LEFT,
			   phrase_int(n, (int64_t)(all - shown)), NULL, NULL);
		check_fact(x->c, x->seen, "round left", buf_str(&text));
	} else if (seen_fact(x->seen, "round left")) {
		check_fault(x->c, "rows left out, and none is");
	}
	buf_release(&text);
}

static void check_rug(const struct expected *x)
{
	size_t shown = 0, all = 0;

	for (size_t i = 0; i < x->c->cat->n; i++) {
		all += x->counts[i].figures > 0;
		if (!has_row(x, i))
			continue;
		shown++;
		if (x->counts[i].figures == 0)
			check_fault(x->c, "a row of %s, which has no figure",
				    x->c->cat->list[i].code);
		for (size_t k = 0; k < x->n; k++)
			check_cell(x, x->visits[k]->place->code,
				   &x->visits[k]->known[i], &x->levels[k][i]);
		check_cell(x, "hva", &x->own[i], NULL);
	}
	check_rows(x, shown, all);
}

/* --- beside it --- */

static int urgency(const struct expected *x, size_t place, size_t ind)
{
	enum shift change = shift_of(&x->visits[place]->known[ind].finding);
	bool behind = x->levels[place][ind] == AGAINST_WORSE;

	if (!expected_has(x, place, ind))
		return 0;
	if (change == SHIFT_WORSE)
		return behind ? 1 : 2;
	return behind && change != SHIFT_BETTER ? 3 : 0;
}

/* Whether there is such a concern; *n: how many there are in all. */
static bool is_concern(const struct expected *x, size_t place, const char *text,
		       size_t *n)
{
	enum lang lang = x->c->cat->lang;
	bool found = false;
	struct buf want;

	*n = 0;
	buf_init(&want, BUF_MAX);
	for (size_t i = 0; i < x->c->cat->n; i++) {
		int u = urgency(x, place, i);

		if (u == 0)
			continue;
		++*n;
		buf_clear(&want);
		buf_printf(&want, "%s: ", x->c->cat->list[i].title);
		if (u < 3)
			finding_word(&want, &x->visits[place]->known[i].finding,
				     lang);
		if (u == 1)
			buf_puts(&want, "; ");
		if (u != 2)
			buf_puts(&want, text_get(TEXT_COUNT_LEVEL_WORSE, lang));
		found |= strcmp(buf_str(&want), text) == 0;
	}
	buf_release(&want);
	return found;
}

static void check_concerns_of(const struct expected *x, size_t place)
{
	const char *code = x->visits[place]->place->code;
	char *name = xasprintf("%s concern", code), n[PHRASE_INT];
	char *more = xasprintf("%s more-concerns", code);
	size_t told = 0, all = 0;
	struct buf want;

	(void)is_concern(x, place, "", &all);
	for (size_t i = 0; i < x->seen->fact_n; i++) {
		const struct seen_fact *f = &x->seen->facts[i];

		if (strcmp(f->name, name) != 0)
			continue;
		told++;
		x->c->sum->figures++;
		if (!is_concern(x, place, f->text, &all))
			check_fault(x->c, "%s: '%s' is none of its concerns",
				    code, f->text);
	}
	buf_init(&want, BUF_MAX);
	if (all > told && told > 0) {
		phrase_add(&want, x->c->cat->lang, TEXT_COMPARE_MORE,
			   phrase_int(n, (int64_t)(all - told)), NULL, NULL);
		check_fact(x->c, x->seen, more, buf_str(&want));
	} else if (all != told) {
		check_fault(x->c, "%s: %zu concerns, there should be %zu", code,
			    told, all);
	}
	buf_release(&want);
	free(more);
	free(name);
}

static size_t assessed(const struct expected *x, size_t place)
{
	size_t n = 0;

	for (size_t i = 0; i < x->c->cat->n; i++)
		n += expected_has(x, place, i) &&
		     (finding_assessed(&x->visits[place]->known[i].finding) ||
		      x->levels[place][i] != AGAINST_NONE);
	return n;
}

static void check_quiet(const struct expected *x)
{
	struct buf names, want;
	size_t n = 0, all;

	buf_init(&names, BUF_MAX);
	buf_init(&want, BUF_MAX);
	for (size_t i = 0; i < x->n; i++) {
		(void)is_concern(x, i, "", &all);
		if (all == 0)
			buf_printf(&names, "%s%s (%zu)", n++ ? ", " : "",
				   x->visits[i]->place->name, assessed(x, i));
	}
	if (n > 0) {
		phrase_add(&want, x->c->cat->lang, TEXT_COMPARE_NO_CONCERN,
			   buf_str(&names), NULL, NULL);
		check_fact(x->c, x->seen, "round no-concern", buf_str(&want));
	} else if (seen_fact(x->seen, "round no-concern")) {
		check_fault(x->c, "all have concerns, and it says otherwise");
	}
	buf_release(&want);
	buf_release(&names);
}

void check_compare(const struct expected *x)
{
	if (x->n == 0)
		return;
	for (size_t i = 0; i < x->n; i++) {
		const struct place *p = x->visits[i]->place;
		char *name = xasprintf("%s name", p->code);

		if (seen_fact(x->seen, name))
			check_fact(x->c, x->seen, name, p->name);
		check_concerns_of(x, i);
		free(name);
	}
	check_rug(x);
	check_quiet(x);
}
