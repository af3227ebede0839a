/*
 * See count.h.
 */
#include "lib/base.h"

#include "briefing/count.h"
#include "briefing/phrase.h"

enum shift shift_of(const struct finding *f)
{
	switch (finding_group(f)) {
	case GROUP_WORSE:
		return SHIFT_WORSE;
	case GROUP_BETTER:
		return SHIFT_BETTER;
	case GROUP_OTHER:
		return f->up ? SHIFT_RISEN : SHIFT_FALLEN;
	case GROUP_SMALL:
		return SHIFT_SLIGHT;
	case GROUP_HINT:
		return SHIFT_HINT;
	case GROUP_NONE:
	case GROUP_N:
		break;
	}
	return finding_assessed(f) ? SHIFT_NO_CLEAR : SHIFT_N;
}

void count_add(struct count *c, bool figure, const struct finding *f,
	       enum against level)
{
	enum shift change = shift_of(f);

	c->places++;
	if (!figure)
		return;
	c->figures++;
	c->level[level]++;
	if (change < SHIFT_N)
		c->change[change]++;
}

size_t count_assessed(const struct count *c)
{
	size_t n = 0;

	for (size_t i = 0; i < SHIFT_N; i++)
		n += c->change[i];
	return n;
}

size_t count_judged(const struct count *c)
{
	return c->figures - c->level[AGAINST_NONE];
}

enum box count_box(const struct count *c)
{
	size_t worse = c->change[SHIFT_WORSE];
	size_t better = c->change[SHIFT_BETTER];
	size_t behind = c->level[AGAINST_WORSE],
	       ahead = c->level[AGAINST_BETTER];

	if (worse && better)
		return BOX_MIXED;
	if (worse || better)
		return worse ? BOX_WORSE : BOX_BETTER;
	if (behind)
		return BOX_BEHIND;
	if (ahead)
		return BOX_AHEAD;
	return c->change[SHIFT_RISEN] || c->change[SHIFT_FALLEN] ? BOX_MOVED
								 : BOX_N;
}

static const struct {
	const char *name;
	enum text title;
} boxes[BOX_N] = {
	[BOX_WORSE] = {"worse", TEXT_COUNT_BOX_WORSE},
	[BOX_BETTER] = {"better", TEXT_COUNT_BOX_BETTER},
	[BOX_MIXED] = {"mixed", TEXT_COUNT_BOX_MIXED},
	[BOX_BEHIND] = {"behind", TEXT_COUNT_BOX_BEHIND},
	[BOX_AHEAD] = {"ahead", TEXT_COUNT_BOX_AHEAD},
	[BOX_MOVED] = {"moved", TEXT_COUNT_BOX_MOVED},
};

const char *box_name(enum box box)
{
	return boxes[box].name;
}

enum text box_title(enum box box)
{
	return boxes[box].title;
}

size_t box_most(enum box box)
{
	return box == BOX_WORSE || box == BOX_BETTER ? 5 : 3;
}

void count_words(struct buf *b, const struct count *c, enum lang lang)
{
	static const enum text words[SHIFT_N] = {
		[SHIFT_WORSE] = TEXT_COUNT_WORSE,
		[SHIFT_BETTER] = TEXT_COUNT_BETTER,
		[SHIFT_RISEN] = TEXT_COUNT_RISEN,
		[SHIFT_FALLEN] = TEXT_COUNT_FALLEN,
		[SHIFT_SLIGHT] = TEXT_COUNT_SLIGHT,
		[SHIFT_HINT] = TEXT_COUNT_HINT,
		[SHIFT_NO_CLEAR] = TEXT_COUNT_NO_CLEAR,
	};
	char n[PHRASE_INT], of[PHRASE_INT];
	const char *before = "";

	if (count_assessed(c) == 0) {
		buf_puts(b, text_get(c->figures ? TEXT_COUNT_NOT_ASSESSED
						: TEXT_COUNT_NO_FIGURE,
				     lang));
		return;
	}
	for (size_t i = 0; i < SHIFT_N; i++) {
		if (c->change[i] == 0)
			continue;
		buf_puts(b, before);
		phrase_add(b, lang, words[i],
			   phrase_int(n, (int64_t)c->change[i]), NULL, NULL);
		before = ", ";
	}
	buf_putc(b, ' ');
	phrase_add(b, lang, TEXT_COUNT_OF,
		   phrase_int(n, (int64_t)count_assessed(c)),
		   phrase_int(of, (int64_t)c->places), NULL);
}

/* ": tilanne on heikentynyt 2/3 arvioidussa kunnassa" */
static void claim(struct buf *b, enum text t, size_t n, size_t of,
		  enum lang lang)
{
	char x[PHRASE_INT], y[PHRASE_INT];

	phrase_add(b, lang, t, phrase_int(x, (int64_t)n),
		   phrase_int(y, (int64_t)of), NULL);
}

static void both(struct buf *b, const struct count *c, enum shift one,
		 enum shift other, enum text first, enum text second,
		 enum lang lang)
{
	size_t of = count_assessed(c);

	if (c->change[one])
		claim(b, first, c->change[one], of, lang);
	if (c->change[one] && c->change[other])
		buf_puts(b, ", ");
	if (c->change[other])
		claim(b, second, c->change[other], of, lang);
}

void count_sentence(struct buf *b, const struct count *c, enum box box,
		    const char *names, enum lang lang)
{
	size_t assessed = count_assessed(c), judged = count_judged(c);

	buf_puts(b, ": ");
	switch (box) {
	case BOX_WORSE:
		claim(b, TEXT_COUNT_SAY_WORSE, c->change[SHIFT_WORSE], assessed,
		      lang);
		break;
	case BOX_BETTER:
		claim(b, TEXT_COUNT_SAY_BETTER, c->change[SHIFT_BETTER],
		      assessed, lang);
		break;
	case BOX_MIXED:
		both(b, c, SHIFT_WORSE, SHIFT_BETTER, TEXT_COUNT_SAY_WORSE,
		     TEXT_COUNT_SAY_ALSO_BETTER, lang);
		break;
	case BOX_BEHIND:
		claim(b, TEXT_COUNT_SAY_BEHIND, c->level[AGAINST_WORSE], judged,
		      lang);
		break;
	case BOX_AHEAD:
		claim(b, TEXT_COUNT_SAY_AHEAD, c->level[AGAINST_BETTER], judged,
		      lang);
		break;
	case BOX_MOVED:
		both(b, c, SHIFT_RISEN, SHIFT_FALLEN, TEXT_COUNT_SAY_RISEN,
		     c->change[SHIFT_RISEN] ? TEXT_COUNT_SAY_ALSO_FALLEN
					    : TEXT_COUNT_SAY_FALLEN,
		     lang);
		break;
	case BOX_N:
		break;
	}
	if (*names)
		buf_printf(b, " (%s)", names);
	buf_putc(b, '.');
}
