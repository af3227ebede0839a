/*
 * In how many municipalities an indicator has changed which way, and stands
 * which way beside the country: counted by rule, put into words. Pure.
 */
#ifndef BRIEFING_COUNT_H
#define BRIEFING_COUNT_H

#include "briefing/against.h"

enum shift {
	SHIFT_WORSE,
	SHIFT_BETTER,
	SHIFT_RISEN, /* no side is agreed good */
	SHIFT_FALLEN,
	SHIFT_SLIGHT,
	SHIFT_HINT,
	SHIFT_NO_CLEAR,
	SHIFT_N, /* not assessed */
};

struct count {
	size_t places;          /* that were asked */
	size_t figures;         /* with a figure that is not old */
	size_t change[SHIFT_N]; /* of those whose direction was assessed */
	size_t level[AGAINST_N];
};

/* Where an indicator stands at a glance. */
enum box {
	BOX_WORSE,  /* clearly worsened in one or more, improved in none */
	BOX_BETTER, /* the other way round */
	BOX_MIXED,  /* both */
	BOX_BEHIND, /* no clear change, worse than the country in some */
	BOX_AHEAD,  /* the other way round */
	BOX_MOVED,  /* risen or fallen, and no side is agreed good */
	BOX_N,      /* nothing is claimed */
};

enum shift shift_of(const struct finding *f);
/* Adds a place: figure: whether it has one that is not old. Without it nothing
 * else counts. */
void count_add(struct count *c, bool figure, const struct finding *f,
	       enum against level);
/* Of how many the direction of change was assessed; the level judged. */
size_t count_assessed(const struct count *c);
size_t count_judged(const struct count *c);
enum box count_box(const struct count *c);
const char *box_name(enum box box);
enum text box_title(enum box box);
/* How many indicators it tells at most; the others are counted. */
size_t box_most(enum box box);

/* "heikentynyt 2, ei selvää muutosta 1 (arvioitu 3/4)"; "muutosta ei voitu
 * arvioida" where none was. Plain text. */
void count_words(struct buf *b, const struct count *c, enum lang lang);
/*
 * What is claimed of an indicator in this box, behind its title: in how many of
 * those assessed or compared. names: of those places, "" where they are too
 * many to be told. Plain text.
 */
void count_sentence(struct buf *b, const struct count *c, enum box box,
		    const char *names, enum lang lang);

#endif
