/*
 * See standing.h.
 */
#include "lib/base.h"

#include "briefing/standing.h"

static const struct {
	const char *code;
	enum relation relation;
	bool much;
} classes[] = {
	{"below", RELATION_BELOW, false},
	{"same", RELATION_SAME, false},
	{"above", RELATION_ABOVE, false},
	{"similar", RELATION_SIMILAR, false},
	{"lower", RELATION_LOWER, false},
	{"higher", RELATION_HIGHER, false},
	{"much_lower", RELATION_LOWER, true},
	{"much_higher", RELATION_HIGHER, true},
};

void standing_init(struct standing *s)
{
	*s = (struct standing){.country = {.value = NO_FIGURE},
			       .county = {.value = NO_FIGURE},
			       .cases = NO_FIGURE,
			       .persons = NO_FIGURE};
}

bool beside_differs(const struct beside *b)
{
	return b->relation == RELATION_LOWER || b->relation == RELATION_HIGHER;
}

bool beside_judged(const struct beside *b)
{
	return beside_differs(b) || b->relation == RELATION_SIMILAR;
}

void beside_parse(struct beside *b, const char *level_class,
		  const char *standing, bool slight, double value)
{
	for (size_t i = 0; i < ARRAY_LEN(classes); i++) {
		if (strcmp(level_class, classes[i].code) != 0 ||
		    !isfinite(value))
			continue;
		b->relation = classes[i].relation;
		b->much = classes[i].much;
		b->value = value;
		b->median = false;
		b->slight = slight;
	}
	b->sense = SENSE_NONE;
	if (!beside_differs(b))
		return;
	if (strcmp(standing, "worse") == 0 ||
	    strcmp(standing, "much_worse") == 0)
		b->sense = SENSE_WORSE;
	else if (strcmp(standing, "better") == 0 ||
		 strcmp(standing, "much_better") == 0)
		b->sense = SENSE_BETTER;
}

void beside_figure(struct beside *b, double value, bool median)
{
	if (b->relation != RELATION_NONE || !isfinite(value))
		return;
	b->relation = RELATION_BESIDE;
	b->value = value;
	b->median = median;
}

bool standing_few(const struct standing *s)
{
	return isfinite(s->cases) && s->cases < CASES_FEW;
}

bool standing_unstable(const struct standing *s)
{
	return isfinite(s->cases) && s->cases < CASES_UNSTABLE;
}
