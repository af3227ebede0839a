/*
 * See sentence.h. The words follow the rule that a missing proof of change is
 * not a proof of its absence, and that a change has no cause here.
 */
#include "lib/base.h"

#include "briefing/phrase.h"
#include "briefing/sentence.h"
#include "lib/grain.h"
#include "lib/word.h"

#define Q_CLEAR 0.05

enum {
	NUMBERS_MAX = 1000
}; /* bytes of a few numbers with their words */

static const struct {
	const char *code;
	enum verdict verdict;
	bool up;
} verdicts[] = {
	{"too_few_points", VERDICT_TOO_FEW, false},
	{"out_of_date", VERDICT_OUT_OF_DATE, false},
	{"not_assessable", VERDICT_NOT_ASSESSABLE, false},
	{"break_in_series", VERDICT_BREAK, false},
	{"no_clear_trend", VERDICT_NO_CLEAR, false},
	{"up", VERDICT_CLEAR, true},
	{"down", VERDICT_CLEAR, false},
	{"up_small", VERDICT_SMALL, true},
	{"down_small", VERDICT_SMALL, false},
	{"up_indicative", VERDICT_INDICATIVE, true},
	{"down_indicative", VERDICT_INDICATIVE, false},
};

void finding_parse(struct finding *f, const char *verdict,
		   const char *direction, const char *note, double q)
{
	f->verdict = VERDICT_NONE;
	f->up = false;
	for (size_t i = 0; i < ARRAY_LEN(verdicts); i++) {
		if (strcmp(verdict, verdicts[i].code) == 0) {
			f->verdict = verdicts[i].verdict;
			f->up = verdicts[i].up;
		}
	}
	if (f->verdict == VERDICT_NOT_ASSESSABLE &&
	    strstr(note, "prices of each year") &&
	    !strstr(note, "of the years"))
		f->verdict = VERDICT_PRICES;
	f->sense = SENSE_NONE;
	if (strcmp(direction, "improving") == 0)
		f->sense = SENSE_BETTER;
	else if (strcmp(direction, "worsening") == 0)
		f->sense = SENSE_WORSE;
	f->note = NOTE_NONE;
	if (strstr(note, "median yearly change is zero"))
		f->note = NOTE_ZERO;
	else if (strstr(note, "unchanged"))
		f->note = NOTE_CONSTANT;
	else if (strstr(note, "after a break"))
		f->note = NOTE_AFTER_BREAK;
	f->q = q;
	if ((f->verdict == VERDICT_CLEAR || f->verdict == VERDICT_SMALL) &&
	    !(q <= Q_CLEAR))
		f->verdict = VERDICT_INDICATIVE;
}

bool finding_assessed(const struct finding *f)
{
	return f->verdict >= VERDICT_NO_CLEAR;
}

enum group finding_group(const struct finding *f)
{
	switch (f->verdict) {
	case VERDICT_CLEAR:
		if (f->sense == SENSE_WORSE)
			return GROUP_WORSE;
		return f->sense == SENSE_BETTER ? GROUP_BETTER : GROUP_OTHER;
	case VERDICT_SMALL:
		return GROUP_SMALL;
	case VERDICT_INDICATIVE:
		return GROUP_HINT;
	case VERDICT_NONE:
	case VERDICT_TOO_FEW:
	case VERDICT_OUT_OF_DATE:
	case VERDICT_NOT_ASSESSABLE:
	case VERDICT_PRICES:
	case VERDICT_BREAK:
	case VERDICT_NO_CLEAR:
		break;
	}
	return GROUP_NONE;
}

/* "parantunut", "noussut": better or worse where a side is agreed good. */
static enum text change_word(const struct finding *f)
{
	if (f->sense == SENSE_BETTER)
		return TEXT_BRIEF_T_IMPROVED;
	if (f->sense == SENSE_WORSE)
		return TEXT_BRIEF_T_WORSENED;
	return f->up ? TEXT_BRIEF_T_RISEN : TEXT_BRIEF_T_FALLEN;
}

static enum text cell_word(const struct finding *f)
{
	switch (f->verdict) {
	case VERDICT_CLEAR:
	case VERDICT_SMALL:
		return change_word(f);
	case VERDICT_INDICATIVE:
		return f->up ? TEXT_BRIEF_T_HINT_UP : TEXT_BRIEF_T_HINT_DOWN;
	case VERDICT_NO_CLEAR:
		return TEXT_TREND_NO_CLEAR;
	case VERDICT_TOO_FEW:
		return TEXT_BRIEF_T_TOO_FEW;
	case VERDICT_OUT_OF_DATE:
		return TEXT_BRIEF_T_OUT_OF_DATE;
	case VERDICT_NOT_ASSESSABLE:
		return TEXT_BRIEF_T_NOT_ASSESSABLE;
	case VERDICT_PRICES:
		return TEXT_BRIEF_T_PRICES;
	case VERDICT_BREAK:
		return TEXT_BRIEF_T_BREAK;
	case VERDICT_NONE:
		break;
	}
	return TEXT_BRIEF_T_NOT_TESTED;
}

void finding_word(struct buf *b, const struct finding *f, enum lang lang)
{
	const char *word = text_get(cell_word(f), lang);

	if (f->verdict == VERDICT_SMALL)
		phrase_add(b, lang, TEXT_BRIEF_SMALLER, word, NULL, NULL);
	else
		buf_puts(b, word);
}

const char *finding_sign(const struct finding *f)
{
	if (f->verdict == VERDICT_CLEAR || f->verdict == VERDICT_SMALL)
		return f->up ? "▲" : "▼";
	if (f->verdict == VERDICT_INDICATIVE)
		return f->up ? "△" : "▽";
	return f->verdict == VERDICT_NO_CLEAR ? "○" : "□";
}

const char *finding_side(const struct finding *f, enum lang lang)
{
	if (f->sense == SENSE_NONE ||
	    (f->verdict != VERDICT_CLEAR && f->verdict != VERDICT_SMALL))
		return NULL;
	return text_get(f->up ? TEXT_BRIEF_T_FIGURE_UP
			      : TEXT_BRIEF_T_FIGURE_DOWN,
			lang);
}

const char *finding_note(const struct finding *f, enum lang lang)
{
	if (f->note == NOTE_AFTER_BREAK && finding_assessed(f))
		return text_get(TEXT_BRIEF_NOTE_BREAK, lang);
	if (f->verdict != VERDICT_NO_CLEAR)
		return NULL;
	if (f->note == NOTE_ZERO)
		return text_get(TEXT_BRIEF_NOTE_ZERO, lang);
	if (f->note == NOTE_CONSTANT)
		return text_get(TEXT_BRIEF_NOTE_CONSTANT, lang);
	return NULL;
}

/* --- figures --- */

void measure_value(struct buf *b, const struct measure *m, double v,
		   enum lang lang)
{
	char text[TEXT_NUMBER];

	buf_puts(b, text_number(text, v, decimals_shown(m->decimals), lang));
	buf_puts(b, text_get(unit_sign(m->unit), lang));
}

/* The size of v as a number, "alle 0,1" where it would read zero. */
static void size_add(struct buf *b, double v, struct grain g, enum lang lang)
{
	char text[TEXT_NUMBER];

	if (grain_round(v, g) > 0) {
		buf_puts(b, text_number(text, grain_round(v, g), g.decimals,
					lang));
		return;
	}
	text_number(text, g.step, g.decimals, lang);
	phrase_add(b, lang, TEXT_BRIEF_LESS_THAN, text, NULL, NULL);
}

/* The number with the words that belong to a change of this indicator. */
static void unit_add(struct buf *b, const struct measure *m, const char *number,
		     enum lang lang)
{
	bool one = strcmp(number, "1") == 0;
	enum text t = unit_sign(m->unit);

	if (t == TEXT_BRIEF_UNIT_PERCENT)
		t = one ? TEXT_BRIEF_POINT_ONE : TEXT_BRIEF_POINTS;
	else if (t == TEXT_BRIEF_UNIT_EURO)
		t = one ? TEXT_BRIEF_EURO_ONE : TEXT_BRIEF_EUROS;
	else if (strcmp(m->class, "index") == 0 ||
		 strcmp(m->class, "score") == 0)
		t = one ? TEXT_BRIEF_SCORE_ONE : TEXT_BRIEF_SCORE;
	else {
		buf_puts(b, number);
		buf_puts(b, text_get(t, lang));
		return;
	}
	phrase_add(b, lang, t, number, NULL, NULL);
}

/* Adds "95 %:n väli 0,2–0,4"; nothing where there is no interval, where it
 * holds zero, or where both its ends read the same "alle 0,1". */
static void interval_add(struct buf *b, double low, double high, struct grain g,
			 enum lang lang)
{
	double near = fmin(fabs(low), fabs(high));
	double far = fmax(fabs(low), fabs(high));
	struct buf from, to;

	if (!isfinite(low) || !isfinite(high) || !(low * high > 0) ||
	    !(grain_round(far, g) > 0))
		return;
	buf_init(&from, NUMBERS_MAX);
	buf_init(&to, NUMBERS_MAX);
	size_add(&from, near, g, lang);
	size_add(&to, far, g, lang);
	phrase_add(b, lang, TEXT_BRIEF_INTERVAL, buf_str(&from), buf_str(&to),
		   NULL);
	buf_release(&from);
	buf_release(&to);
}

/* Adds " (95 %:n väli 0,2–0,4, nimellisin hinnoin)", or less, or nothing. */
static void bracket_add(struct buf *b, const struct measure *m, double low,
			double high, struct grain g, enum lang lang)
{
	bool money = strcmp(m->class, "money") == 0;
	struct buf inside;

	buf_init(&inside, NUMBERS_MAX);
	interval_add(&inside, low, high, g, lang);
	if (money) {
		if (inside.len > 0)
			buf_puts(&inside, ", ");
		buf_puts(&inside, text_get(TEXT_BRIEF_NOMINAL, lang));
	}
	if (inside.len > 0)
		buf_printf(b, " (%s)", buf_str(&inside));
	buf_release(&inside);
}

/* Whether a change so fine can be told: neither it nor the ends of its interval
 * read zero, and the ends differ. */
static bool is_telling(const struct finding *f, struct grain g)
{
	double low = grain_round(f->low, g), high = grain_round(f->high, g);

	if (!(grain_round(f->slope, g) > 0))
		return false;
	if (!isfinite(low) || !isfinite(high))
		return true;
	return fmin(low, high) > 0 && (low < high || low > high);
}

/* "keskimäärin 0,3 prosenttiyksikköä vuodessa (95 %:n väli 0,2–0,4)". Where the
 * yearly change is too fine for the source's decimals, that over all the years
 * is told. */
static void amount_add(struct buf *b, const struct finding *f,
		       const struct measure *m, enum lang lang)
{
	double years = f->last_year - f->first_year, times = 1;
	struct grain g = grain_of(m->decimals, fabs(f->slope));
	struct buf number, words;
	enum text how = TEXT_BRIEF_YEARLY;

	if (!is_telling(f, g) && years > 1) {
		times = years;
		g = grain_of(m->decimals, fabs(f->slope) * times);
		how = grain_round(f->slope * times, g) > 0
			      ? TEXT_BRIEF_TOTAL
			      : TEXT_BRIEF_TOTAL_LESS;
	}
	buf_init(&number, NUMBERS_MAX);
	buf_init(&words, NUMBERS_MAX);
	size_add(&number, f->slope * times, g, lang);
	unit_add(&words, m, buf_str(&number), lang);
	phrase_add(b, lang, how, buf_str(&words), NULL, NULL);
	bracket_add(b, m, f->low * times, f->high * times, g, lang);
	buf_release(&number);
	buf_release(&words);
}

/* --- sentences --- */

static enum text predicate(const struct finding *f)
{
	if (f->sense == SENSE_BETTER)
		return TEXT_TREND_IMPROVED;
	if (f->sense == SENSE_WORSE)
		return TEXT_TREND_WORSENED;
	return f->up ? TEXT_TREND_RISEN : TEXT_TREND_FALLEN;
}

/* "tilanne on heikentynyt hieman" where a side is agreed good: that a share
 * "has worsened" would be read as "has fallen". Else "luku on noussut". */
static void claim_add(struct buf *b, const struct finding *f, enum lang lang)
{
	const char *words = text_get(predicate(f), lang);
	struct buf small;

	buf_init(&small, NUMBERS_MAX);
	if (f->verdict == VERDICT_SMALL) {
		phrase_add(&small, lang, TEXT_BRIEF_SMALLER, words, NULL, NULL);
		words = buf_str(&small);
	}
	phrase_add(b, lang,
		   f->sense == SENSE_NONE ? TEXT_BRIEF_THE_FIGURE
					  : TEXT_BRIEF_THE_STATE,
		   words, NULL, NULL);
	buf_release(&small);
}

void sentence_change(struct buf *b, const struct finding *f, enum lang lang)
{
	char first[PHRASE_INT], last[PHRASE_INT];
	struct buf claim;

	buf_init(&claim, NUMBERS_MAX);
	claim_add(&claim, f, lang);
	phrase_add(b, lang, TEXT_BRIEF_YEARS, buf_str(&claim),
		   phrase_int(first, f->first_year),
		   phrase_int(last, f->last_year));
	buf_release(&claim);
}

void measure_change(struct buf *b, const struct measure *m, double size,
		    enum lang lang)
{
	struct buf number;

	buf_init(&number, NUMBERS_MAX);
	size_add(&number, size, grain_of(m->decimals, fabs(size)), lang);
	unit_add(b, m, buf_str(&number), lang);
	buf_release(&number);
}

static void change_add(struct buf *b, const struct finding *f,
		       const struct measure *m, enum lang lang)
{
	buf_puts(b, ": ");
	sentence_change(b, f, lang);
	if (isfinite(f->slope)) {
		if (f->sense != SENSE_NONE) {
			buf_puts(b, "; ");
			phrase_add(b, lang, TEXT_BRIEF_THE_FIGURE,
				   text_get(f->up ? TEXT_TREND_RISEN
						  : TEXT_TREND_FALLEN,
					    lang),
				   NULL, NULL);
		}
		buf_putc(b, ' ');
		amount_add(b, f, m, lang);
	}
	buf_putc(b, '.');
}

void sentence_add(struct buf *b, const struct finding *f,
		  const struct measure *m, enum lang lang)
{
	char first[PHRASE_INT], last[PHRASE_INT];

	switch (finding_group(f)) {
	case GROUP_WORSE:
	case GROUP_BETTER:
	case GROUP_OTHER:
	case GROUP_SMALL:
		change_add(b, f, m, lang);
		break;
	case GROUP_HINT:
		buf_puts(b, ": ");
		phrase_add(b, lang,
			   f->up ? TEXT_BRIEF_HINT_UP : TEXT_BRIEF_HINT_DOWN,
			   phrase_int(first, f->first_year),
			   phrase_int(last, f->last_year), NULL);
		buf_putc(b, '.');
		break;
	case GROUP_NONE:
	case GROUP_N:
		break;
	}
}

bool measure_is_size(const struct measure *m)
{
	return strcmp(m->class, "count") == 0 ||
	       strcmp(m->unit, "1 000 euroa") == 0;
}

void sentence_value(struct buf *b, const struct measure *m, int year, double v,
		    double country, bool median, enum lang lang)
{
	char y[PHRASE_INT];
	struct buf own, other;

	buf_init(&own, 200);
	buf_init(&other, 400);
	measure_value(&own, m, v, lang);
	/* a number of people has no country to be held against */
	if (isfinite(country) && !measure_is_size(m)) {
		buf_puts(&other, text_get(median ? TEXT_BRIEF_MEDIAN
						 : TEXT_BRIEF_IN_COUNTRY,
					  lang));
		buf_putc(&other, ' ');
		measure_value(&other, m, country, lang);
		phrase_add(b, lang,
			   m->survey ? TEXT_BRIEF_LAST_SURVEY_BESIDE
				     : TEXT_BRIEF_LAST_VALUE_BESIDE,
			   phrase_int(y, year), buf_str(&own), buf_str(&other));
	} else {
		phrase_add(b, lang,
			   m->survey ? TEXT_BRIEF_LAST_SURVEY
				     : TEXT_BRIEF_LAST_VALUE,
			   phrase_int(y, year), buf_str(&own), NULL);
	}
	buf_release(&own);
	buf_release(&other);
}
