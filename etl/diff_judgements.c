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

/* NULL: there was none. */
static void put(const struct judgement *was, const struct judgement *is,
		const struct diff_options *o)
{
	char *const *of = is ? is->cells : was->cells;
	const struct finding f = {
		.kind = DIFF_VERDICT,
		.source = of[J_SOURCE],
		.indicator = of[J_INDICATOR],
		.title = of[J_TITLE],
		.field = of[J_FIELD],
		.area = of[J_AREA],
		.area_name = of[J_AREA_NAME],
		.sex = "total",
		.first_year = year_of(of[J_FIRST_YEAR]),
		.last_year = year_of(of[J_LAST_YEAR]),
		.old = was ? was->cells[J_WORDS] : "",
		.new = is ? is->cells[J_WORDS] : "",
		.item = of[J_ITEM],
	};

	if (!was || !is ||
	    strcmp(was->cells[J_VERDICT], is->cells[J_VERDICT]) != 0)
		diff_put(o, &f);
}

void diff_judgements(const struct judgements *was, const struct judgements *is,
		     const struct diff_options *o)
{
	size_t i = 0, k = 0;

	while (i < was->n || k < is->n) {
		int d = i == was->n  ? 1
			: k == is->n ? -1
				     : judgement_compare(&was->list[i],
							 &is->list[k]);

		put(d <= 0 ? &was->list[i] : NULL, d >= 0 ? &is->list[k] : NULL,
		    o);
		i += d <= 0;
		k += d >= 0;
	}
}
