/*
 * From a finding to words, by rule: what may be claimed, in which words, with
 * which figures. Pure: nothing is read or looked up here.
 */
#ifndef BRIEFING_SENTENCE_H
#define BRIEFING_SENTENCE_H

#include <math.h>

#include "lib/text.h"

#define NO_FIGURE ((double)NAN)

/* What the analysis says of a series, without the side it points to. */
enum verdict {
	VERDICT_NONE, /* not tested, or a word that we do not know */
	VERDICT_TOO_FEW,
	VERDICT_OUT_OF_DATE,
	VERDICT_NOT_ASSESSABLE,
	VERDICT_PRICES, /* not assessable for its prices alone */
	VERDICT_BREAK,
	VERDICT_NO_CLEAR,
	VERDICT_INDICATIVE,
	VERDICT_SMALL,
	VERDICT_CLEAR,
};

/* Whether a change is for the better; NONE where no side is agreed good. */
enum sense {
	SENSE_NONE,
	SENSE_BETTER,
	SENSE_WORSE
};

enum note {
	NOTE_NONE,
	NOTE_AFTER_BREAK,
	NOTE_CONSTANT,
	NOTE_ZERO
};

struct finding {
	enum verdict verdict;
	bool up; /* the figure rises; of no meaning without a change */
	enum sense sense;
	enum note note;
	double q;                /* NO_FIGURE: none */
	double slope, low, high; /* a year; NO_FIGURE: none */
	int first_year, last_year, n;
};

/* How an indicator's figures are written. Texts are borrowed. */
struct measure {
	const char *unit;  /* the source's code: PROS, PER1000 ... */
	const char *class; /* proportion, rate, money ... */
	int decimals;
	bool survey; /* estimated from a sample */
};

/* Where a finding stands on the page. */
enum group {
	GROUP_NONE, /* nothing is claimed */
	GROUP_WORSE,
	GROUP_BETTER,
	GROUP_OTHER, /* clear, and no side is agreed good */
	GROUP_SMALL,
	GROUP_HINT,
	GROUP_N,
};

/*
 * Takes the analysis' words in: verdict, direction and note as v_trend has
 * them. A change that is called clear or small without q <= 0.05 is taken for
 * indicative: the page claims no more than its own rule allows. Only verdict,
 * up, sense, note and q are set.
 */
void finding_parse(struct finding *f, const char *verdict,
		   const char *direction, const char *note, double q);
enum group finding_group(const struct finding *f);
/* Whether the direction of change was assessed at all. */
bool finding_assessed(const struct finding *f);

/* The words of a barometer cell ("parantunut hieman") and its sign. */
void finding_word(struct buf *b, const struct finding *f, enum lang lang);
const char *finding_sign(const struct finding *f);
/* "luku noussut" where the word tells better or worse and only the sign tells
 * up or down; NULL elsewhere. */
const char *finding_side(const struct finding *f, enum lang lang);
/* A remark for the reader; NULL where there is none. */
const char *finding_note(const struct finding *f, enum lang lang);

/* Whether the figures are sizes (a number of people, thousands of euros in
 * all): a median municipality or the country beside one says nothing. */
bool measure_is_size(const struct measure *m);
/* A figure with its unit: "12,3 %". */
void measure_value(struct buf *b, const struct measure *m, double v,
		   enum lang lang);

/*
 * What is said of a finding behind the indicator's title, with the colon
 * before it and the full stop behind: ": tilanne on parantunut vuosina ...".
 * Nothing where nothing may be claimed. Plain text.
 */
void sentence_add(struct buf *b, const struct finding *f,
		  const struct measure *m, enum lang lang);

/* The same without sizes and full stop: "tilanne on heikentynyt vuosina
 * 2014–2023"; of a clear or small change alone. */
void sentence_change(struct buf *b, const struct finding *f, enum lang lang);
/* A change by so much, with the words of its unit: "0,3 prosenttiyksikköä". */
void measure_change(struct buf *b, const struct measure *m, double size,
		    enum lang lang);

/* The newest figure as a sentence, beside that of the country or, where
 * `median`, of the median municipality (country NO_FIGURE: alone). */
void sentence_value(struct buf *b, const struct measure *m, int year, double v,
		    double country, bool median, enum lang lang);

#endif
