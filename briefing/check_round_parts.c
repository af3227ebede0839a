/*
 * What the briefings of rounds and counties share, read back: at a glance, what
 * was agreed, its figures, and where figures are missing.
 */
#include "lib/base.h"

#include "briefing/checking_round.h"
#include "briefing/html.h"
#include "briefing/phrase.h"
#include "lib/num.h"

enum {
	NAMES_MOST = 5, /* of a sentence */
	ONE_BY_ONE = 5  /* municipalities whose figures stand apart */
};

/* --- at a glance --- */

static bool speaks(const struct expected *x, size_t place, size_t ind,
		   enum box box)
{
	enum shift change = shift_of(&x->visits[place]->known[ind].finding);
	const struct count *c = &x->counts[ind];

	if (!expected_has(x, place, ind))
		return false;
	return (box == BOX_WORSE && change == SHIFT_WORSE) ||
	       (box == BOX_BETTER && change == SHIFT_BETTER) ||
	       (box == BOX_BEHIND && x->levels[place][ind] == AGAINST_WORSE) ||
	       (box == BOX_AHEAD && x->levels[place][ind] == AGAINST_BETTER) ||
	       (box == BOX_MOVED &&
		((change == SHIFT_RISEN && !c->change[SHIFT_FALLEN]) ||
		 (change == SHIFT_FALLEN && !c->change[SHIFT_RISEN])));
}

static void sentence(struct buf *b, const struct expected *x, size_t ind)
{
	enum box box = count_box(&x->counts[ind]);
	struct buf names;
	size_t n = 0;

	buf_init(&names, BUF_MAX);
	for (size_t i = 0; i < x->n; i++)
		if (speaks(x, i, ind, box))
			buf_printf(&names, "%s%s", n++ ? ", " : "",
				   x->visits[i]->place->name);
	buf_puts(b, x->c->cat->list[ind].title);
	count_sentence(b, &x->counts[ind], box,
		       n <= NAMES_MOST && x->n > 1 ? buf_str(&names) : "",
		       x->c->cat->lang);
	buf_release(&names);
}

/* The county's own figure stands beside what is said, where it has one. */
static void check_own(const struct expected *x, size_t ind)
{
	const struct known *k = &x->own[ind];
	enum lang lang = x->c->cat->lang;
	char *name = expected_name(k->ind, "county");
	char year[PHRASE_INT];
	struct buf value, want;

	buf_init(&value, BUF_MAX);
	buf_init(&want, BUF_MAX);
	if (isfinite(k->own) && k->year > x->c->cat->old_year) {
		measure_value(&value, &k->ind->measure, k->own, lang);
		phrase_add(&want, lang, TEXT_COUNT_COUNTY, buf_str(&value),
			   phrase_int(year, k->year), NULL);
		check_fact(x->c, x->seen, name, buf_str(&want));
	} else if (seen_fact(x->seen, name)) {
		check_fault(x->c, "%s: the county has no such figure", name);
	}
	buf_release(&want);
	buf_release(&value);
	free(name);
}

static void check_box(const struct expected *x, enum box box)
{
	size_t all = 0, told = 0;
	char *entry = xasprintf("box %s", box_name(box));
	struct buf want;

	buf_init(&want, BUF_MAX);
	for (size_t i = 0; i < x->c->cat->n; i++) {
		char *name = expected_name(&x->c->cat->list[i], box_name(box));
		bool is = seen_fact(x->seen, name) != NULL;
		bool should = count_box(&x->counts[i]) == box;

		all += should;
		told += is;
		if (is && !should) {
			check_fault(x->c, "%s: stands in the wrong box", name);
		} else if (is) {
			buf_clear(&want);
			sentence(&want, x, i);
			check_fact(x->c, x->seen, name, buf_str(&want));
			check_own(x, i);
		}
		free(name);
	}
	if (all > 0)
		check_same_int(x->c, entry, "count", seen_fact(x->seen, entry),
			       all);
	if (told != (all < box_most(box) ? all : box_most(box)))
		check_fault(x->c, "%s: %zu indicators of %zu", entry, told,
			    all);
	buf_release(&want);
	free(entry);
}

static bool is_clear(const struct count *c)
{
	return c->change[SHIFT_WORSE] + c->change[SHIFT_BETTER] +
		       c->change[SHIFT_RISEN] + c->change[SHIFT_FALLEN] +
		       c->change[SHIFT_SLIGHT] >
	       0;
}

static void check_quiet(const struct expected *x)
{
	size_t assessed = 0, silent = 0, judged = 0, worse = 0, better = 0;
	char a[PHRASE_INT], b[PHRASE_INT], d[PHRASE_INT];
	enum lang lang = x->c->cat->lang;
	struct buf want;

	for (size_t i = 0; i < x->c->cat->n; i++) {
		const struct count *c = &x->counts[i];

		assessed += count_assessed(c) > 0;
		silent += count_assessed(c) > 0 && !is_clear(c);
		judged += count_judged(c);
		worse += c->level[AGAINST_WORSE];
		better += c->level[AGAINST_BETTER];
	}
	buf_init(&want, BUF_MAX);
	phrase_add(&want, lang, assessed ? TEXT_COUNT_QUIET : TEXT_COUNT_NONE,
		   phrase_int(a, (int64_t)assessed),
		   phrase_int(b, (int64_t)silent), NULL);
	buf_putc(&want, ' ');
	phrase_add(&want, lang,
		   judged ? TEXT_COUNT_LEVEL_OF : TEXT_COUNT_LEVEL_NONE,
		   phrase_int(a, (int64_t)judged),
		   phrase_int(b, (int64_t)worse),
		   phrase_int(d, (int64_t)better));
	check_fact(x->c, x->seen, "glance quiet", buf_str(&want));
	buf_clear(&want);
	phrase_add(&want, lang, TEXT_COUNT_COUNTY_OF,
		   phrase_int(a, (int64_t)x->own_n),
		   phrase_int(b, (int64_t)x->c->cat->n), NULL);
	check_fact(x->c, x->seen, "glance county", buf_str(&want));
	buf_release(&want);
}

void check_counted(const struct expected *x)
{
	struct buf want;

	check_quiet(x);
	for (int box = 0; box < BOX_N; box++)
		check_box(x, (enum box)box);
	buf_init(&want, BUF_MAX);
	for (size_t i = 0; i < x->c->cat->n; i++) {
		char *name = expected_name(&x->c->cat->list[i], "counts");

		if (seen_fact(x->seen, name)) {
			buf_clear(&want);
			count_words(&want, &x->counts[i], x->c->cat->lang);
			check_fact(x->c, x->seen, name, buf_str(&want));
		}
		free(name);
	}
	buf_release(&want);
}

/* --- what was agreed --- */

static int check_texts(const struct expected *x, struct stmt *q, struct err *e)
{
	int rc;

	while ((rc = stmt_step(q, e)) > 0) {
		char *name = xstrdup(stmt_col_text(q, 0));
		char *want = xstrdup(stmt_col_text(q, 1));

		html_even(want);
		check_fact(x->c, x->seen, name, want);
		free(name);
		free(want);
	}
	return rc;
}

static int check_states(const struct expected *x, struct err *e)
{
	struct stmt *q = stmts_at(x->set, CR_STATES);
	char today[WHEN_TEXT], *cells[3 + STATE_N], *name;
	struct buf want;
	int rc;

	when_text(today, x->c->app->now);
	today[10] = '\0';
	stmt_text(q, 1, x->talks->id);
	while ((rc = stmt_step(q, e)) > 0) {
		for (int i = 0; i < 3 + STATE_N; i++)
			cells[i] = xstrdup(stmt_col_text(q, i));
		name = xasprintf("%s state", cells[0]);
		buf_init(&want, BUF_MAX);
		accord_measure_state(&want, (const char *const *)cells + 3,
				     cells[1], cells[2], today,
				     x->c->cat->lang);
		check_fact(x->c, x->seen, name, buf_str(&want));
		buf_release(&want);
		free(name);
		for (int i = 0; i < 3 + STATE_N; i++)
			free(cells[i]);
	}
	return rc;
}

int check_agreed_facts(const struct expected *x, bool whole_text, struct err *e)
{
	const char *lang = lang_name(x->c->cat->lang);
	struct stmt *q = stmts_at(x->set, CR_FACTS);

	if (!x->talks)
		return 0;
	stmt_text(q, 1, x->talks->id);
	stmt_text(q, 2, x->round);
	stmt_text(q, 3, text_get(TEXT_NEG_NOT_STATED, x->c->cat->lang));
	stmt_text(q, 4, lang);
	stmt_int(q, 5, whole_text);
	if (check_texts(x, q, e) < 0 || check_states(x, e) < 0)
		return -1;
	q = stmts_at(x->set, CR_NEEDS);
	stmt_text(q, 1, x->talks->id);
	stmt_text(q, 2, lang);
	return check_texts(x, q, e);
}

/* --- its figures --- */

static bool takes_part(const struct expected *x, const char *kind,
		       const char *code)
{
	if (strcmp(kind, "kunta") != 0)
		return strcmp(code, x->county->code) == 0;
	for (size_t i = 0; x->n <= ONE_BY_ONE && i < x->n; i++)
		if (strcmp(x->visits[i]->place->code, code) == 0)
			return true;
	return false;
}

static void check_cell(const struct expected *x, const char *key,
		       const char *word, const struct indicator *ind,
		       struct stmt *q, int value, int year)
{
	char *name = xasprintf("%s %s", key, word);
	struct buf want;

	buf_init(&want, BUF_MAX);
	if (stmt_col_null(q, value)) {
		buf_puts(&want,
			 text_get(TEXT_ROUND_NOT_KNOWN, x->c->cat->lang));
	} else {
		measure_value(&want, &ind->measure, stmt_col_double(q, value),
			      x->c->cat->lang);
		buf_printf(&want, " (%d)", (int)stmt_col_int(q, year));
	}
	check_fact(x->c, x->seen, name, buf_str(&want));
	buf_release(&want);
	free(name);
}

int check_agreed_figures(const struct expected *x, struct err *e)
{
	struct stmt *q = stmts_at(x->set, CR_FIGURES);
	int rc;

	if (!x->talks)
		return 0;
	stmt_text(q, 1, x->talks->id);
	while ((rc = stmt_step(q, e)) > 0) {
		char *key = xstrdup(stmt_col_text(q, 0));
		char *source = xstrdup(stmt_col_text(q, 1));
		size_t ind =
			catalog_find(x->c->cat, source, stmt_col_text(q, 2));
		char *kind = xstrdup(stmt_col_text(q, 3));

		if (ind < x->c->cat->n &&
		    takes_part(x, kind, stmt_col_text(q, 4))) {
			const struct indicator *in = &x->c->cat->list[ind];

			check_cell(x, key, "agreed", in, q, 5, 6);
			check_cell(x, key, "revised", in, q, 7, 6);
			check_cell(x, key, "current", in, q, 8, 9);
		}
		free(key);
		free(source);
		free(kind);
	}
	return rc;
}

/* --- where figures are missing --- */

static void check_cover_of(const struct expected *x, size_t place)
{
	static const char *const words[] = {"followed", "recent", "old",
					    "hidden",   "absent", "assessed",
					    "compared"};
	size_t n[ARRAY_LEN(words)] = {0};
	const struct visit *v = x->visits[place];

	for (size_t i = 0; i < x->c->cat->n; i++) {
		const struct known *k = &v->known[i];
		bool recent = expected_has(x, place, i);

		n[0]++;
		n[1] += recent;
		n[2] += k->year > 0 && k->year <= x->c->cat->old_year;
		n[3] += k->year > x->c->cat->old_year && !isfinite(k->own);
		n[4] += k->year == 0;
		n[5] += recent && finding_assessed(&k->finding);
		n[6] += recent && x->levels[place][i] != AGAINST_NONE;
	}
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		char *name = xasprintf("%s %s", v->place->code, words[i]);

		check_same_int(x->c, name, "count", seen_fact(x->seen, name),
			       n[i]);
		free(name);
	}
}

void check_cover(const struct expected *x)
{
	for (size_t i = 0; i < x->n; i++)
		check_cover_of(x, i);
}
