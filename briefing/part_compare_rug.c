/*
 * The tartan rug as a table that can be read, printed and listened to: the
 * figure, how it stands beside the country (ground and sign), which way it has
 * gone (sign), and both in words.
 */
#include "lib/base.h"

#include "briefing/dossier.h"
#include "briefing/part_compare.h"
#include "lib/theme.h"
#include "lib/word.h"

enum {
	THEME_HIGH = 6 /* mm */
};

/* --- which rows --- */

static bool has_row(const struct count *c)
{
	return c->figures > 0;
}

/* What tells most: a box at a glance, then figures that were judged. */
static size_t weight(const struct count *c)
{
	static const size_t by_box[BOX_N + 1] = {
		[BOX_WORSE] = 6,  [BOX_MIXED] = 5, [BOX_BEHIND] = 4,
		[BOX_BETTER] = 3, [BOX_AHEAD] = 2, [BOX_MOVED] = 1,
		[BOX_N] = 0,
	};

	return by_box[count_box(c)] * 100000 + count_judged(c) * 1000 +
	       count_assessed(c) * 10 + (c->figures < 9 ? c->figures : 9);
}

static int compare_weight(const void *a, const void *b, void *ctx)
{
	const struct count *counts = ctx;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	size_t p = weight(&counts[x]), q = weight(&counts[y]);

	if (p != q)
		return p > q ? -1 : 1;
	return x < y ? -1 : x > y;
}

static int compare_index(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return x < y ? -1 : x > y;
}

static void row_title(struct buf *b, const struct gathering *g, size_t ind,
		      int year)
{
	const struct indicator *in = &g->cat->list[ind];
	char y[PHRASE_INT];

	phrase_add(b, g->cat->lang, TEXT_COMPARE_UNIT,
		   unit_words(in->unit, g->cat->lang), phrase_int(y, year),
		   NULL);
}

static double row_high(const struct gathering *g, size_t ind, double title_mm)
{
	double mm = pager_text(pager_letters(g->cat->list[ind].title) + 18, 7.8,
			       title_mm) +
		    1.5;

	return mm < 8.2 ? 8.2 : mm; /* two lines in each cell */
}

/* Whether one of the first n of a list is of this theme. */
static bool has_theme(const struct gathering *g, const size_t *list, size_t n,
		      const char *theme)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(g->cat->list[list[i]].theme, theme) == 0)
			return true;
	return false;
}

size_t *compare_rows(const struct gathering *g, double mm, double title_mm,
		     size_t *n, size_t *left)
{
	size_t *list = xcalloc(g->cat->n + 1, sizeof(*list)), all = 0;

	for (size_t i = 0; i < g->cat->n; i++)
		if (has_row(&g->counts[i]))
			list[all++] = i;
	if (all > 1)
		qsort_r(list, all, sizeof(*list), compare_weight, g->counts);
	for (*n = 0; *n < all; ++*n) {
		mm -= row_high(g, list[*n], title_mm);
		if (!has_theme(g, list, *n, g->cat->list[list[*n]].theme))
			mm -= THEME_HIGH;
		if (mm < 0)
			break;
	}
	*left = all - *n;
	if (*n > 1)
		qsort(list, *n, sizeof(*list), compare_index);
	return list;
}

/* --- cells --- */

static const char *change_class(const struct finding *f)
{
	switch (shift_of(f)) {
	case SHIFT_WORSE:
		return "worse";
	case SHIFT_BETTER:
		return "better";
	case SHIFT_RISEN:
	case SHIFT_FALLEN:
		return "moved";
	case SHIFT_SLIGHT:
	case SHIFT_HINT:
	case SHIFT_NO_CLEAR:
	case SHIFT_N:
		break;
	}
	return "none";
}

/* The signs, for the eye; the words, for everyone else. */
static void signs(struct buf *b, const struct gathering *g, const char *key,
		  const struct meter *m, enum against level)
{
	enum lang lang = g->cat->lang;
	struct buf words;

	buf_init(&words, BUF_MAX);
	finding_word(&words, &m->finding, lang);
	buf_puts(&words, "; ");
	buf_puts(&words, text_get(against_words(level), lang));
	buf_puts(b, "<span class=\"signs\" aria-hidden=\"true\">");
	buf_printf(b, "<i class=\"lv %s\">%s</i>", against_name(level),
		   against_sign(level));
	if (finding_assessed(&m->finding))
		buf_printf(b, "<i class=\"ch %s\">%s</i>",
			   change_class(&m->finding),
			   finding_sign(&m->finding));
	buf_puts(b, "</span>");
	round_fact(b, "span", "hidden", key, "verdict", buf_str(&words));
	buf_release(&words);
}

static void number(struct buf *b, const struct gathering *g,
		   const struct meter *m, double v)
{
	char text[TEXT_NUMBER];
	int d = m->ind->measure.decimals;

	buf_puts(b, text_number(text, v,
				d < 0   ? 0
				: d > 9 ? 9
					: d,
				g->cat->lang));
}

/* row_year: what the head of the row says. */
static void value(struct buf *b, const struct gathering *g, const char *key,
		  const struct meter *m, double v, int row_year)
{
	struct buf text;

	buf_init(&text, BUF_MAX);
	number(&text, g, m, v);
	round_fact(b, "b", "", key, "value", buf_str(&text));
	if (m->year != row_year)
		buf_printf(b, " <small>%d</small>", m->year);
	buf_release(&text);
}

static void cell(struct buf *b, const struct gathering *g, const char *key,
		 const struct meter *m, enum against level, int row_year)
{
	bool shown = m->state == STATE_VALUE && !m->old;

	buf_printf(b, "<td class=\"%s\">",
		   shown ? against_name(level) : "empty");
	if (shown) {
		value(b, g, key, m, m->value, row_year);
		signs(b, g, key, m, level);
	} else {
		round_fact(b, "span", "none", key, "value",
			   text_get(m->old ? TEXT_COMPARE_OLD
					   : state_text(m->state),
				    g->cat->lang));
	}
	buf_puts(b, "</td>");
}

/* The country's figure of the year in the head of the row. */
static void country_cell(struct buf *b, const struct gathering *g, size_t ind,
			 const char *key, int row_year)
{
	for (size_t i = 0; i < g->n; i++) {
		const struct meter *m = &g->profiles[i]->rows[ind];
		struct buf text;

		if (m->year != row_year || m->median || !isfinite(m->country))
			continue;
		buf_init(&text, BUF_MAX);
		number(&text, g, m, m->country);
		buf_puts(b, "<td class=\"whole\">");
		round_fact(b, "b", "", key, "country", buf_str(&text));
		buf_puts(b, "</td>");
		buf_release(&text);
		return;
	}
	buf_puts(b, "<td class=\"whole\"><span class=\"none\">");
	part_text(b, g->cat->lang, TEXT_BRIEF_MISSING);
	buf_puts(b, "</span></td>");
}

static void row(struct buf *b, const struct gathering *g, size_t ind)
{
	int year = gathering_year(g, ind);
	struct buf key;

	buf_init(&key, BUF_MAX);
	buf_puts(b, "<tr><th scope=\"row\">");
	text_html(b, g->cat->list[ind].title);
	buf_clear(&key);
	row_title(&key, g, ind, year);
	buf_puts(b, " <span class=\"tag\">");
	text_html(b, buf_str(&key));
	buf_puts(b, "</span></th>");
	for (size_t i = 0; i < g->n; i++) {
		buf_clear(&key);
		buf_printf(&key, "%s %s-%s", g->profiles[i]->place->code,
			   g->cat->list[ind].source, g->cat->list[ind].code);
		cell(b, g, buf_str(&key), &g->profiles[i]->rows[ind],
		     g->levels[i][ind], year);
		buf_putc(b, '\n');
	}
	buf_clear(&key);
	buf_printf(&key, "hva %s-%s", g->cat->list[ind].source,
		   g->cat->list[ind].code);
	cell(b, g, buf_str(&key), &g->whole->rows[ind], g->whole->levels[ind],
	     year);
	buf_clear(&key);
	buf_printf(&key, "maa %s-%s", g->cat->list[ind].source,
		   g->cat->list[ind].code);
	country_cell(b, g, ind, buf_str(&key), year);
	buf_puts(b, "</tr>\n");
	buf_release(&key);
}

static void heads(struct buf *b, const struct gathering *g)
{
	enum lang lang = g->cat->lang;

	buf_puts(b, "<thead><tr><th scope=\"col\">");
	part_text(b, lang, TEXT_COMPARE_INDICATOR);
	buf_puts(b, "</th>");
	for (size_t i = 0; i < g->n; i++) {
		buf_puts(b, "<th scope=\"col\" class=\"c\">");
		round_fact(b, "span", "", g->profiles[i]->place->code, "name",
			   g->profiles[i]->place->name);
		buf_puts(b, "</th>");
	}
	buf_puts(b, "<th scope=\"col\" class=\"c whole\">");
	part_text(b, lang, TEXT_COMPARE_COUNTY);
	buf_puts(b, "</th><th scope=\"col\" class=\"c whole\">");
	part_text(b, lang, TEXT_BRIEF_WHOLE_COUNTRY);
	buf_puts(b, "</th></tr></thead>\n");
}

static void legend(struct buf *b, enum lang lang)
{
	static const enum against levels[] = {AGAINST_WORSE, AGAINST_BETTER,
					      AGAINST_SIMILAR, AGAINST_HIGHER,
					      AGAINST_LOWER};
	static const struct {
		const char *class, *sign;
		enum text text;
	} changes[] = {
		{"worse", "▲ ▼", TEXT_BRIEF_WORSE},
		{"better", "▲ ▼", TEXT_BRIEF_BETTER},
		{"moved", "▲ ▼", TEXT_BRIEF_OTHER},
		{"none", "△ ▽", TEXT_COMPARE_HINT},
		{"none", "○", TEXT_TREND_NO_CLEAR},
	};

	buf_puts(b, "<p class=\"legend\">");
	for (size_t i = 0; i < ARRAY_LEN(levels); i++) {
		buf_printf(b, "<span><i class=\"lv key %s\">%s</i> ",
			   against_name(levels[i]), against_sign(levels[i]));
		part_text(b, lang, against_words(levels[i]));
		buf_puts(b, "</span> ");
	}
	for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
		buf_printf(b, "<span><i class=\"ch %s\">%s</i> ",
			   changes[i].class, changes[i].sign);
		part_text(b, lang, changes[i].text);
		buf_puts(b, "</span> ");
	}
	buf_puts(b, "</p>\n");
}

void compare_rug(struct buf *b, const struct gathering *g, const size_t *rows,
		 size_t n, size_t left)
{
	enum lang lang = g->cat->lang;
	const char *theme = NULL;
	char columns[PHRASE_INT];

	if (n == 0) {
		buf_puts(b, "<p class=\"none\">");
		part_text(b, lang, TEXT_COMPARE_NOTHING);
		buf_puts(b, "</p>\n");
		return;
	}
	buf_puts(b, "<table class=\"rug\">\n<caption class=\"hidden\">");
	part_text(b, lang, TEXT_COMPARE_CAPTION);
	buf_puts(b, "</caption>\n");
	heads(b, g);
	buf_puts(b, "<tbody>\n");
	for (size_t i = 0; i < n; i++) {
		const char *of = g->cat->list[rows[i]].theme;

		if (!theme || strcmp(theme, of) != 0) {
			buf_printf(b,
				   "<tr class=\"over\"><th scope=\"rowgroup\" "
				   "colspan=\"%s\">",
				   phrase_int(columns, (int64_t)g->n + 3));
			text_html(b, theme_title(of, lang));
			buf_puts(b, "</th></tr>\n");
		}
		theme = of;
		row(b, g, rows[i]);
	}
	buf_puts(b, "</tbody>\n</table>\n");
	legend(b, lang);
	if (left > 0) {
		buf_puts(b, "<p class=\"note\" data-fact=\"round left\">");
		part_count(b, lang, TEXT_COMPARE_LEFT, left);
		buf_puts(b, "</p>\n");
	}
}
