/*
 * The county's own figures by theme, how unlike its municipalities are, and
 * where there are no data.
 */
#include "lib/base.h"

#include <math.h>

#include "briefing/part_county.h"
#include "lib/theme.h"

enum {
	SPREADS_MOST = 14,
	OWN_MOST = 5,    /* of a theme; the others are counted */
	TITLE_WIDE = 62, /* mm */
	LEVEL_WIDE = 20
};

/* What opens a table: its first head, then heads of numbers. */
static void open_table(struct pager *p, enum lang lang, const char *class,
		       double mm, const enum text *heads, size_t n)
{
	struct buf b;

	buf_init(&b, BUF_MAX);
	buf_printf(&b, "<table class=\"%s\">\n<thead><tr>", class);
	for (size_t i = 0; i < n; i++) {
		buf_puts(&b, i ? "<th scope=\"col\" class=\"n\">"
			       : "<th scope=\"col\">");
		part_text(&b, lang, heads[i]);
		buf_puts(&b, "</th>");
	}
	buf_puts(&b, "</tr></thead>\n<tbody>\n");
	pager_table(p, mm, buf_str(&b), "</tbody>\n</table>\n");
	buf_release(&b);
}

static void number_cell(struct buf *b, const char *key, const char *word,
			const char *text)
{
	buf_puts(b, "<td class=\"n\">");
	round_fact(b, "span", "", key, word, text);
	buf_puts(b, "</td>");
}

/* A figure in a cell, or a word in its place. */
static void value_cell(struct buf *b, const struct measure *m, double v,
		       const char *key, const char *word, enum lang lang)
{
	struct buf text;

	buf_init(&text, BUF_MAX);
	if (isfinite(v))
		measure_value(&text, m, v, lang);
	else
		buf_puts(&text, text_get(TEXT_BRIEF_MISSING, lang));
	buf_puts(b, "<td class=\"n\">");
	round_fact(b, "span", isfinite(v) ? "" : "none", key, word,
		   buf_str(&text));
	buf_puts(b, "</td>");
	buf_release(&text);
}

/* --- own figures --- */

static bool is_own(const struct meter *m)
{
	return m->state == STATE_VALUE && !m->old;
}

static void own_row(struct pager *p, const struct overview *o, size_t i)
{
	const struct meter *m = &o->g->whole->rows[i];
	enum lang lang = o->g->cat->lang;
	struct buf *b = pager_block(p, 0, PAGER_ALONE);
	enum against level = o->g->whole->levels[i];
	char year[PHRASE_INT];
	struct buf key, word;

	buf_init(&key, BUF_MAX);
	buf_init(&word, BUF_MAX);
	round_key(&key, m->ind);
	finding_word(&word, &m->finding, lang);
	buf_puts(b, "<tr><th scope=\"row\">");
	text_html(b, m->ind->title);
	buf_puts(b, "</th>");
	number_cell(b, buf_str(&key), "year", phrase_int(year, m->year));
	value_cell(b, &m->ind->measure, m->value, buf_str(&key), "own", lang);
	value_cell(b, &m->ind->measure, m->country, buf_str(&key), "country",
		   lang);
	buf_puts(b,
		 "<td class=\"n\"><span class=\"sign\" aria-hidden=\"true\">");
	buf_printf(b, "%s </span>", finding_sign(&m->finding));
	round_fact(b, "span", "", buf_str(&key), "change", buf_str(&word));
	buf_puts(b, "</td><td class=\"n\">");
	buf_printf(b, "<span class=\"sign\" aria-hidden=\"true\">%s </span>",
		   against_sign(level));
	round_fact(b, "span", level == AGAINST_NONE ? "none" : "",
		   buf_str(&key), "level",
		   text_get(against_words(level), lang));
	buf_puts(b, "</td></tr>\n");
	pager_height(p, fmax(pager_text(pager_letters(m->ind->title), 8.5,
					TITLE_WIDE),
			     pager_text(pager_letters(text_get(
						against_words(level), lang)) +
						2,
					8.5, LEVEL_WIDE)) +
				2.2);
	buf_release(&key);
	buf_release(&word);
}

/* Whether the county's figure says something clear. */
static bool is_telling(const struct overview *o, size_t i)
{
	const struct finding *f = &o->g->whole->rows[i].finding;
	enum against level = o->g->whole->levels[i];

	return shift_of(f) < SHIFT_HINT || level == AGAINST_WORSE ||
	       level == AGAINST_BETTER;
}

/* The figures of one theme, from..to of the catalog: those that say something
 * clear before the others. */
static void own_theme(struct pager *p, const struct overview *o, size_t from,
		      size_t to)
{
	const struct catalog *c = o->g->cat;
	size_t told = 0, all = 0;
	struct buf *b;

	for (size_t i = from; i < to; i++)
		all += is_own(&o->g->whole->rows[i]);
	if (all == 0)
		return;
	b = pager_block(p, 7, PAGER_WITH_NEXT);
	buf_puts(b, "<tr class=\"over\"><th scope=\"rowgroup\" "
		    "colspan=\"6\">");
	text_html(b, theme_title(c->list[from].theme, c->lang));
	buf_puts(b, "</th></tr>\n");
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = from; i < to && told < OWN_MOST; i++)
			if (is_own(&o->g->whole->rows[i]) &&
			    is_telling(o, i) == (pass == 0)) {
				own_row(p, o, i);
				told++;
			}
	if (all == told)
		return;
	b = pager_block(p, 6.2, PAGER_ALONE);
	buf_puts(b, "<tr><td colspan=\"6\" class=\"note\">");
	part_count(b, c->lang, TEXT_COUNTY_OWN_MORE, all - told);
	buf_puts(b, "</td></tr>\n");
}

/* The themes without a figure of the county. */
static void themes_without(struct pager *p, const struct overview *o)
{
	const struct catalog *c = o->g->cat;
	struct buf names, text;
	size_t n = 0;

	buf_init(&names, BUF_MAX);
	buf_init(&text, BUF_MAX);
	for (size_t from = 0, to; from < c->n; from = to) {
		bool own = false;

		for (to = from; to < c->n && strcmp(c->list[to].theme,
						    c->list[from].theme) == 0;
		     to++)
			own |= is_own(&o->g->whole->rows[to]);
		if (!own)
			buf_printf(&names, "%s%s", n++ ? ", " : "",
				   theme_title(c->list[from].theme, c->lang));
	}
	if (n > 0) {
		phrase_add(&text, c->lang, TEXT_COUNTY_THEMES_WITHOUT,
			   buf_str(&names), NULL, NULL);
		round_text(p, "note", buf_str(&text));
	}
	buf_release(&names);
	buf_release(&text);
}

void county_own(struct pager *p, const struct overview *o)
{
	static const enum text heads[] = {
		TEXT_BRIEF_COL_INDICATOR, TEXT_BRIEF_COL_YEAR,
		TEXT_COUNTY_OWN_VALUE,    TEXT_BRIEF_WHOLE_COUNTRY,
		TEXT_BRIEF_COL_TREND,     TEXT_COUNTY_LEVEL,
	};
	const struct catalog *c = o->g->cat;

	round_heading(p, c->lang, TEXT_COUNTY_OWN);
	if (o->g->whole->own == 0) {
		round_text(p, "none", text_get(TEXT_COUNTY_OWN_NONE, c->lang));
		return;
	}
	open_table(p, c->lang, "own", 9, heads, ARRAY_LEN(heads));
	for (size_t from = 0, to; from < c->n; from = to) {
		for (to = from; to < c->n && strcmp(c->list[to].theme,
						    c->list[from].theme) == 0;)
			to++;
		own_theme(p, o, from, to);
	}
	pager_table_end(p);
	themes_without(p, o);
}

/* --- spread --- */

/* "Asikkala 12,3 %" */
static void end_cell(struct buf *b, const struct measure *m,
		     const struct place *place, double v, const char *key,
		     const char *word, enum lang lang)
{
	struct buf text;

	buf_init(&text, BUF_MAX);
	buf_printf(&text, "%s ", place->name);
	measure_value(&text, m, v, lang);
	number_cell(b, key, word, buf_str(&text));
	buf_release(&text);
}

static void spread_row(struct pager *p, const struct overview *o,
		       const struct spread *s)
{
	const struct indicator *ind = &o->g->cat->list[s->ind];
	enum lang lang = o->g->cat->lang;
	struct buf *b = pager_block(
		p, pager_text(pager_letters(ind->title) + 7, 8.5, 56) + 2.2,
		PAGER_ALONE);
	char n[PHRASE_INT];
	struct buf key, range;

	buf_init(&key, BUF_MAX);
	buf_init(&range, BUF_MAX);
	round_key(&key, ind);
	buf_puts(b, "<tr><th scope=\"row\">");
	text_html(b, ind->title);
	buf_printf(b, " <span class=\"tag\">%d</span></th>", s->year);
	end_cell(b, &ind->measure, s->low_place, s->low, buf_str(&key), "low",
		 lang);
	end_cell(b, &ind->measure, s->high_place, s->high, buf_str(&key),
		 "high", lang);
	number_cell(b, buf_str(&key), "places", phrase_int(n, (int64_t)s->n));
	if (isfinite(s->p10) && isfinite(s->p90)) {
		measure_value(&range, &ind->measure, s->p10, lang);
		buf_puts(&range, " – ");
		measure_value(&range, &ind->measure, s->p90, lang);
	} else {
		buf_puts(&range, text_get(TEXT_ROUND_NOT_KNOWN, lang));
	}
	number_cell(b, buf_str(&key), "middle", buf_str(&range));
	buf_puts(b, "</tr>\n");
	buf_release(&range);
	buf_release(&key);
}

void county_spread(struct pager *p, const struct overview *o)
{
	static const enum text heads[] = {
		TEXT_BRIEF_COL_INDICATOR, TEXT_COUNTY_LOWEST,
		TEXT_COUNTY_HIGHEST,      TEXT_COUNTY_PLACES,
		TEXT_COUNTY_MIDDLE,
	};
	enum lang lang = o->g->cat->lang;

	round_heading(p, lang, TEXT_COUNTY_SPREAD);
	if (o->spread_n == 0) {
		round_text(p, "none", text_get(TEXT_COUNTY_SPREAD_NONE, lang));
		return;
	}
	round_text(p, "note", text_get(TEXT_COUNTY_SPREAD_NOTE, lang));
	open_table(p, lang, "spread", 9, heads, ARRAY_LEN(heads));
	for (size_t i = 0; i < o->spread_n && i < SPREADS_MOST; i++)
		spread_row(p, o, &o->spreads[i]);
	pager_table_end(p);
	if (o->spread_n > SPREADS_MOST) {
		struct buf text;
		char n[PHRASE_INT];

		buf_init(&text, BUF_MAX);
		phrase_add(&text, lang, TEXT_COUNTY_SPREAD_MORE,
			   phrase_int(n, (int64_t)(o->spread_n - SPREADS_MOST)),
			   NULL, NULL);
		round_text(p, "note", buf_str(&text));
		buf_release(&text);
	}
}

/* --- where data are missing --- */

enum {
	MISSING_ALL,
	MISSING_OWN,
	MISSING_EVERY,
	MISSING_SOME,
	MISSING_NO,
	MISSING_N
};

static void missing_row(struct pager *p, const struct overview *o, size_t from,
			size_t to)
{
	static const char *const words[MISSING_N] = {"all", "own", "every",
						     "some", "no"};
	const struct catalog *c = o->g->cat;
	struct buf *b = pager_block(p, 6.2, PAGER_ALONE), key;
	size_t n[MISSING_N] = {0};
	char text[PHRASE_INT];

	for (size_t i = from; i < to; i++) {
		size_t with = o->g->counts[i].figures;

		n[MISSING_ALL]++;
		n[MISSING_OWN] += is_own(&o->g->whole->rows[i]);
		n[with == 0         ? MISSING_NO
		  : with == o->g->n ? MISSING_EVERY
				    : MISSING_SOME]++;
	}
	buf_init(&key, BUF_MAX);
	buf_printf(&key, "theme %s", c->list[from].theme);
	buf_puts(b, "<tr><th scope=\"row\">");
	text_html(b, theme_title(c->list[from].theme, c->lang));
	buf_puts(b, "</th>");
	for (size_t k = 0; k < MISSING_N; k++)
		number_cell(b, buf_str(&key), words[k],
			    phrase_int(text, (int64_t)n[k]));
	buf_puts(b, "</tr>\n");
	buf_release(&key);
}

void county_missing(struct pager *p, const struct overview *o)
{
	static const enum text heads[] = {
		TEXT_BRIEF_COL_THEME, TEXT_ROUND_FOLLOWED,
		TEXT_COUNTY_HAS_OWN,  TEXT_COUNTY_HAS_EVERY,
		TEXT_COUNTY_HAS_SOME, TEXT_COUNTY_HAS_NO,
	};
	const struct catalog *c = o->g->cat;

	round_heading(p, c->lang, TEXT_COUNTY_MISSING);
	open_table(p, c->lang, "cover", 12, heads, ARRAY_LEN(heads));
	for (size_t from = 0, to; from < c->n; from = to) {
		for (to = from; to < c->n && strcmp(c->list[to].theme,
						    c->list[from].theme) == 0;)
			to++;
		missing_row(p, o, from, to);
	}
	pager_table_end(p);
	if (c->absent_n > 0) {
		struct buf text;
		char n[PHRASE_INT];

		buf_init(&text, BUF_MAX);
		phrase_add(&text, c->lang, TEXT_BRIEF_LEFT_NOT_LOADED,
			   phrase_int(n, (int64_t)c->absent_n), NULL, NULL);
		round_text(p, "note", buf_str(&text));
		buf_release(&text);
	}
}
