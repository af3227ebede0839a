/*
 * The verdicts of two days, name by name.
 */
#include "etl/diff.h"

#include "lib/num.h"

static int year_of(const char *s)
{
	int64_t year = 0;

	(void)num_int(s, strlen(s), YEAR_MIN, YEAR_MAX, &year);
	return (int)year;
}

static void put(const struct judgement *j, const char *old, const char *new,
		const struct diff_options *o)
{
	const struct finding f = {
		.kind = DIFF_VERDICT,
		.source = j->cells[J_SOURCE],
		.indicator = j->cells[J_INDICATOR],
		.title = j->cells[J_TITLE],
		.field = j->cells[J_FIELD],
		.area = j->cells[J_AREA],
		.area_name = j->cells[J_AREA_NAME],
		.sex = "total",
		.first_year = year_of(j->cells[J_FIRST_YEAR]),
		.last_year = year_of(j->cells[J_LAST_YEAR]),
		.old = old,
		.new = new,
		.item = j->cells[J_ITEM],
	};

	diff_put(o, &f);
}

void diff_judgements(const struct judgements *was, const struct judgements *is,
		     const struct diff_options *o)
{
	size_t i = 0, k = 0;

	while (i < was->n || k < is->n) {
		const struct judgement *a = i < was->n ? &was->list[i] : NULL;
		const struct judgement *b = k < is->n ? &is->list[k] : NULL;
		int d = !a ? 1 : !b ? -1 : judgement_compare(a, b);

		if (b && d > 0)
			put(b, "", b->cells[J_WORDS], o);
		else if (a && d < 0)
			put(a, a->cells[J_WORDS], "", o);
		else if (a && b &&
			 strcmp(a->cells[J_VERDICT], b->cells[J_VERDICT]) != 0)
			put(b, a->cells[J_WORDS], b->cells[J_WORDS], o);
		i += d <= 0;
		k += d >= 0;
	}
}
