/*
 * See count.h.
 */
#include "lib/base.h"

#include "briefing/count.h"
#include "briefing/phrase.h"

enum change change_of(const struct finding *f)
{
	switch (finding_group(f)) {
	case GROUP_WORSE:
		return CHANGE_WORSE;
	case GROUP_BETTER:
		return CHANGE_BETTER;
	case GROUP_OTHER:
		return f->up ? CHANGE_RISEN : CHANGE_FALLEN;
	case GROUP_SMALL:
		return CHANGE_SLIGHT;
	case GROUP_HINT:
		return CHANGE_HINT;
	case GROUP_NONE:
	case GROUP_N:
		break;
	}
	return finding_assessed(f) ? CHANGE_NO_CLEAR : CHANGE_N;
}

void count_add(struct count *c, bool figure, const struct finding *f,
	       enum beside level)
{
	enum change change = change_of(f);

	c->places++;
	if (!figure)
		return;
	c->figures++;
	c->level[level]++;
	if (change < CHANGE_N)
		c->change[change]++;
}

size_t count_assessed(const struct count *c)
{
	size_t n = 0;

	for (size_t i = 0; i < CHANGE_N; i++)
		n += c->change[i];
	return n;
}

size_t count_judged(const struct count *c)
{
	return c->figures - c->level[BESIDE_NONE];
}

enum box count_box(const struct count *c)
{
	size_t worse = c->change[CHANGE_WORSE];
	size_t better = c->change[CHANGE_BETTER];
	size_t behind = c->level[BESIDE_WORSE], ahead = c->level[BESIDE_BETTER];

	if (worse && better)
		return BOX_MIXED;
	if (worse || better)
		return worse ? BOX_WORSE : BOX_BETTER;
	if (behind)
		return BOX_BEHIND;
	if (ahead)
		return BOX_AHEAD;
	return c->change[CHANGE_RISEN] || c->change[CHANGE_FALLEN] ? BOX_MOVED
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
	static const enum text words[CHANGE_N] = {
		[CHANGE_WORSE] = TEXT_COUNT_WORSE,
		[CHANGE_BETTER] = TEXT_COUNT_BETTER,
		[CHANGE_RISEN] = TEXT_COUNT_RISEN,
		[CHANGE_FALLEN] = TEXT_COUNT_FALLEN,
		[CHANGE_SLIGHT] = TEXT_COUNT_SLIGHT,
		[CHANGE_HINT] = TEXT_COUNT_HINT,
		[CHANGE_NO_CLEAR] = TEXT_COUNT_NO_CLEAR,
	};
	char n[PHRASE_INT], of[PHRASE_INT];
	const char *before = "";

	if (count_assessed(c) == 0) {
		buf_puts(b, text_get(c->figures ? TEXT_COUNT_NOT_ASSESSED
						: TEXT_COUNT_NO_FIGURE,
				     lang));
		return;
	}
	for (size_t i = 0; i < CHANGE_N; i++) {
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

static void both(struct buf *b, const struct count *c, enum change one,
		 enum change other, enum text first, enum text second,
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
		claim(b, TEXT_COUNT_SAY_WORSE, c->change[CHANGE_WORSE],
		      assessed, lang);
		break;
	case BOX_BETTER:
		claim(b, TEXT_COUNT_SAY_BETTER, c->change[CHANGE_BETTER],
		      assessed, lang);
		break;
	case BOX_MIXED:
		both(b, c, CHANGE_WORSE, CHANGE_BETTER, TEXT_COUNT_SAY_WORSE,
		     TEXT_COUNT_SAY_ALSO_BETTER, lang);
		break;
	case BOX_BEHIND:
		claim(b, TEXT_COUNT_SAY_BEHIND, c->level[BESIDE_WORSE], judged,
		      lang);
		break;
	case BOX_AHEAD:
		claim(b, TEXT_COUNT_SAY_AHEAD, c->level[BESIDE_BETTER], judged,
		      lang);
		break;
	case BOX_MOVED:
		both(b, c, CHANGE_RISEN, CHANGE_FALLEN, TEXT_COUNT_SAY_RISEN,
		     c->change[CHANGE_RISEN] ? TEXT_COUNT_SAY_ALSO_FALLEN
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
