/*
 * See remark.h. Each part of a sentence is a row of a table of texts; where it
 * grows too long, parts are left out in a fixed order.
 */
#include "lib/base.h"

#include "briefing/phrase.h"
#include "briefing/remark.h"
#include "briefing/words.h"

enum {
	TEXT_SIZE = 4000
};

/* --- beside others --- */

/* With whom it is compared, and with what words. {1}: the figure there, {2}:
 * "selvästi korkeampi". */
static const struct area_words {
	enum text differs, similar, beside, above, same, below;
} area_words[] = {
	{TEXT_BRIEF_S_COUNTRY_DIFFERS, TEXT_BRIEF_S_COUNTRY_SIMILAR,
	 TEXT_BRIEF_S_COUNTRY_BESIDE, TEXT_BRIEF_S_COUNTRY_ABOVE,
	 TEXT_BRIEF_S_COUNTRY_SAME, TEXT_BRIEF_S_COUNTRY_BELOW},
	{TEXT_BRIEF_S_ELSEWHERE_DIFFERS, TEXT_BRIEF_S_ELSEWHERE_SIMILAR,
	 TEXT_BRIEF_S_ELSEWHERE_BESIDE, TEXT_BRIEF_S_ELSEWHERE_ABOVE,
	 TEXT_BRIEF_S_ELSEWHERE_SAME, TEXT_BRIEF_S_ELSEWHERE_BELOW},
	{TEXT_BRIEF_S_COUNTY_DIFFERS, TEXT_BRIEF_S_COUNTY_SIMILAR,
	 TEXT_BRIEF_S_COUNTY_BESIDE, TEXT_BRIEF_S_COUNTY_ABOVE,
	 TEXT_BRIEF_S_COUNTY_SAME, TEXT_BRIEF_S_COUNTY_BELOW},
	{TEXT_BRIEF_S_AROUND_DIFFERS, TEXT_BRIEF_S_AROUND_SIMILAR,
	 TEXT_BRIEF_S_AROUND_BESIDE, TEXT_BRIEF_S_AROUND_ABOVE,
	 TEXT_BRIEF_S_AROUND_SAME, TEXT_BRIEF_S_AROUND_BELOW},
};

static enum text beside_text(const struct beside *b, bool county)
{
	const struct area_words *w = &area_words[2 * county + b->rest];

	switch (b->relation) {
	case RELATION_BESIDE:
		return b->median ? TEXT_BRIEF_S_MEDIAN : w->beside;
	case RELATION_BELOW:
		return w->below;
	case RELATION_SAME:
		return w->same;
	case RELATION_ABOVE:
		return w->above;
	case RELATION_SIMILAR:
		return w->similar;
	case RELATION_LOWER:
	case RELATION_HIGHER:
		return w->differs;
	case RELATION_NONE:
		break;
	}
	return TEXT_N;
}

/* "selvästi heikompi", "tilastollisesti hieman korkeampi" */
static void degree_add(struct buf *b, const struct beside *x, enum lang lang)
{
	enum text side = x->sense == SENSE_WORSE          ? TEXT_BRIEF_S_WORSE
			 : x->sense == SENSE_BETTER       ? TEXT_BRIEF_S_BETTER
			 : x->relation == RELATION_HIGHER ? TEXT_BRIEF_S_HIGHER
							  : TEXT_BRIEF_S_LOWER;
	enum text how = x->slight ? TEXT_BRIEF_S_SLIGHTLY
			: x->much ? TEXT_BRIEF_S_CLEARLY
				  : TEXT_BRIEF_S_BY_STATISTICS;

	phrase_add(b, lang, how, text_get(side, lang), NULL, NULL);
}

static void beside_add(struct buf *b, const struct meter *m,
		       const struct beside *x, bool county, enum lang lang)
{
	enum text t = beside_text(x, county);
	struct buf value, degree;

	if (t == TEXT_N)
		return;
	buf_init(&value, TEXT_SIZE);
	buf_init(&degree, TEXT_SIZE);
	measure_value(&value, &m->ind->measure, x->value, lang);
	degree_add(&degree, x, lang);
	buf_puts(b, ", ");
	phrase_add(b, lang, t, buf_str(&value), buf_str(&degree), NULL);
	buf_release(&value);
	buf_release(&degree);
}

/* --- the title --- */

/* Ends of titles that the figure's own unit tells. */
static const char *const tails[] = {
	", %",        ", as %",    " as %",       " / 1 000",   " / 10 000",
	" / 100 000", " per 1000", " per 10 000", " per 1 000", " per 100 000",
};

/* A title without its producer in brackets and without its unit. */
static void short_title(struct buf *b, const char *title)
{
	size_t n = strlen(title);
	const char *open = strrchr(title, '(');

	if (open && open > title + 1 && n > 0 && title[n - 1] == ')' &&
	    open[-1] == ' ')
		n = (size_t)(open - title) - 1;
	for (size_t i = 0; i < ARRAY_LEN(tails); i++) {
		const char *at = strstr(title, tails[i]);

		if (at && at > title && (size_t)(at - title) < n)
			n = (size_t)(at - title);
	}
	buf_add(b, title, n);
}

/* Where the word n of s begins; n from 0, the end where there are fewer. */
static const char *word_at(const char *s, size_t n)
{
	size_t all = words_count(s);

	while (*s && all - words_count(s) < n)
		s++;
	/* past the rest of the word before */
	while (n > 0 && *s && !words_blank(s))
		s++;
	return s;
}

/* A title of at most `words` words: "…" stands where its middle was. What it is
 * about is often said first, and of what kind last. */
static void cut_title(struct buf *b, const char *title, size_t words)
{
	size_t n = words_count(title), tail = words / 5;
	const char *head;

	if (n <= words) {
		buf_puts(b, title);
		return;
	}
	head = word_at(title, words - tail);
	buf_add(b, title, (size_t)(head - title));
	buf_puts(b, tail > 0 ? " …" : "…");
	if (tail > 0)
		buf_puts(b, word_at(title, n - tail));
}

/* --- the sentence --- */

/* The figure with its year, "11,5 % vuonna 2023" or "11,5 % (2023)". */
static void figure_add(struct buf *b, const struct meter *m, bool brief,
		       enum lang lang)
{
	bool survey = m->ind->measure.survey;
	char year[PHRASE_INT];
	struct buf value;
	enum text t = TEXT_BRIEF_S_NO_VALUE;

	buf_init(&value, TEXT_SIZE);
	if (m->state == STATE_VALUE) {
		measure_value(&value, &m->ind->measure, m->value, lang);
		if (survey)
			t = brief ? TEXT_BRIEF_S_SURVEY_SHORT
				  : TEXT_BRIEF_S_SURVEY;
		else
			t = brief ? TEXT_BRIEF_S_VALUE_SHORT
				  : TEXT_BRIEF_S_VALUE;
	} else {
		buf_puts(&value, text_get(state_text(m->state), lang));
	}
	phrase_add(b, lang, t, buf_str(&value), phrase_int(year, m->year),
		   NULL);
	buf_release(&value);
}

/* "; perustuu 12 tapaukseen, yksi tapaus muuttaa lukua 0,3 pros..." */
static void cases_add(struct buf *b, const struct meter *m, bool one,
		      enum lang lang)
{
	double cases = m->standing.cases;
	char n[PHRASE_INT];
	struct buf size;

	if (!standing_unstable(&m->standing) || m->state != STATE_VALUE)
		return;
	buf_puts(b, "; ");
	phrase_add(b, lang, TEXT_BRIEF_S_CASES,
		   phrase_int(n, (int64_t)llround(cases)), NULL, NULL);
	if (!one || !(cases > 0))
		return;
	buf_init(&size, TEXT_SIZE);
	measure_change(&size, &m->ind->measure, m->value / cases, lang);
	buf_puts(b, ", ");
	phrase_add(b, lang, TEXT_BRIEF_S_ONE_CASE, buf_str(&size), NULL, NULL);
	buf_release(&size);
}

/* What is left out where a sentence is too long: the first that suffices. The
 * change and one difference, the country's before the county's, never are. */
static const struct cut {
	bool short_title, short_year, no_one_case;
	bool no_beside; /* no figures of others that nothing is said of */
	bool no_county; /* nor the country, where the county alone differs */
} cuts[] = {
	{.short_year = false},
	{.short_title = true},
	{.short_title = true, .short_year = true},
	{.short_title = true, .short_year = true, .no_one_case = true},
	{.short_title = true, .short_year = true, .no_county = true},
	{.short_title = true, .short_year = true, .no_beside = true},
	{.short_title = true,
	 .short_year = true,
	 .no_one_case = true,
	 .no_beside = true,
	 .no_county = true},
};

static bool is_left_out(const struct beside *b, const struct cut *cut)
{
	return cut->no_beside && b->relation == RELATION_BESIDE;
}

static void rest_add(struct buf *b, const struct meter *m,
		     const struct cut *cut, enum lang lang)
{
	const struct standing *s = &m->standing;
	bool county =
		beside_differs(&s->county) && !beside_differs(&s->country);

	buf_puts(b, ": ");
	figure_add(b, m, cut->short_year, lang);
	if (!is_left_out(&s->country, cut) && !(cut->no_county && county))
		beside_add(b, m, &s->country, false, lang);
	if (!is_left_out(&s->county, cut) && !(cut->no_county && !county))
		beside_add(b, m, &s->county, true, lang);
	if (glance_tells_change(m)) {
		buf_puts(b, "; ");
		sentence_change(b, &m->finding, lang);
	}
	cases_add(b, m, !cut->no_one_case, lang);
	buf_putc(b, '.');
}

void remark_init(struct remark *r)
{
	buf_init(&r->title, BUF_MAX);
	buf_init(&r->rest, BUF_MAX);
}

void remark_release(struct remark *r)
{
	buf_release(&r->title);
	buf_release(&r->rest);
}

void remark_make(struct remark *r, const struct meter *m, enum lang lang)
{
	struct buf brief;
	size_t rest = 0;

	for (size_t i = 0; i < ARRAY_LEN(cuts); i++) {
		buf_clear(&r->title);
		buf_clear(&r->rest);
		if (cuts[i].short_title)
			short_title(&r->title, m->ind->title);
		else
			buf_puts(&r->title, m->ind->title);
		rest_add(&r->rest, m, &cuts[i], lang);
		rest = words_count(buf_str(&r->rest));
		if (words_count(buf_str(&r->title)) + rest <= WORDS_MAX)
			return;
	}
	buf_init(&brief, BUF_MAX);
	short_title(&brief, m->ind->title);
	buf_clear(&r->title);
	cut_title(&r->title, buf_str(&brief),
		  rest < WORDS_MAX ? WORDS_MAX - rest : 1);
	buf_release(&brief);
}

/* --- what fills up --- */

void remark_filler(struct buf *b, enum filler f, struct share s, int old_year,
		   enum lang lang)
{
	static const enum text texts[FILLER_N] = {
		[FILLER_LEVEL] = TEXT_BRIEF_F_LEVEL,
		[FILLER_TREND] = TEXT_BRIEF_F_TREND,
		[FILLER_NO_LEVEL] = TEXT_BRIEF_F_NO_LEVEL,
		[FILLER_NO_TREND] = TEXT_BRIEF_F_NO_TREND,
		[FILLER_FEW_CASES] = TEXT_BRIEF_F_FEW_CASES,
		[FILLER_OLD] = TEXT_BRIEF_F_OLD,
		[FILLER_NO_FIGURES] = TEXT_BRIEF_F_NO_FIGURES,
	};
	char n[PHRASE_INT], of[PHRASE_INT], year[PHRASE_INT];

	phrase_add(b, lang, texts[f], phrase_int(n, (int64_t)s.n),
		   phrase_int(of, (int64_t)s.of), phrase_int(year, old_year));
}

/* --- boxes --- */

/* "selvästi heikompi kuin koko maassa"; nothing where there is no side. */
static void brief_level(struct buf *b, const struct meter *m, enum lang lang)
{
	const struct standing *s = &m->standing;
	bool county = !beside_judged(&s->country);
	const struct beside *x = county ? &s->county : &s->country;
	struct buf degree;

	if (!beside_differs(x))
		return;
	buf_init(&degree, TEXT_SIZE);
	degree_add(&degree, x, lang);
	phrase_add(b, lang,
		   county ? TEXT_BRIEF_S_COUNTY_THAN
			  : TEXT_BRIEF_S_COUNTRY_THAN,
		   buf_str(&degree), NULL, NULL);
	buf_release(&degree);
}

void remark_brief(struct buf *b, const struct meter *m, enum lang lang)
{
	struct buf level;

	buf_init(&level, TEXT_SIZE);
	figure_add(b, m, true, lang);
	brief_level(&level, m, lang);
	if (level.len > 0)
		buf_printf(b, "; %s", buf_str(&level));
	if (glance_tells_change(m)) {
		buf_puts(b, "; ");
		finding_word(b, &m->finding, lang);
	}
	buf_release(&level);
}

void remark_news(struct buf *b, const struct meter *m, enum lang lang)
{
	const struct news *n = &m->news;
	char year[PHRASE_INT], before[PHRASE_INT];
	struct buf now, old;
	const char *with[4];
	enum text t = TEXT_BRIEF_N_REVISED;

	buf_init(&now, TEXT_SIZE);
	buf_init(&old, TEXT_SIZE);
	if (isfinite(n->value))
		measure_value(&now, &m->ind->measure, n->value, lang);
	if (isfinite(n->old))
		measure_value(&old, &m->ind->measure, n->old, lang);
	if (n->kind == NEWS_VANISHED)
		t = TEXT_BRIEF_N_VANISHED;
	else if (n->kind == NEWS_YEAR)
		t = TEXT_BRIEF_N_YEAR;
	else if (!isfinite(n->old))
		t = TEXT_BRIEF_N_CAME;
	with[0] = phrase_int(year, n->year);
	with[1] = buf_str(&now);
	with[2] = phrase_int(before, n->old_year);
	with[3] = buf_str(&old);
	phrase_fill(b, lang, t, ARRAY_LEN(with), with);
	buf_release(&now);
	buf_release(&old);
}
