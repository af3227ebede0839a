#include "plots/kind.h"

#include "plots/plots.h"

#include "lib/embedded.h"

const struct schema plots_schema = {
	.room = "plots",
	.tables = text_plots_schema_sql,
	.views = text_plots_views_sql,
};

static const struct chart_kind *const kinds[] = {&chart_trend};

const struct chart_kind *chart_kind_find(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(kinds); i++)
		if (strcmp(kinds[i]->name, name) == 0)
			return kinds[i];
	return NULL;
}
