#include "plots/kind.h"

#include "plots/plots.h"

#include "lib/embedded.h"

const struct schema plots_schema = {
	.room = "plots",
	.tables = text_plots_schema_sql,
	.views = text_plots_views_sql,
};

const struct chart_kind *const chart_kinds[] = {
#define KIND(name) &chart_##name,
#include "plots/kinds.def"
#undef KIND
	NULL};

const char counties_wanted[] =
	"SELECT 0, h.id FROM area AS h JOIN shown_county AS s"
	"   ON s.code = h.code"
	" WHERE h.kind = 'hyvinvointialue' ORDER BY h.code";

const struct chart_kind *chart_kind_find(const char *name)
{
	size_t i;

	for (i = 0; chart_kinds[i]; i++)
		if (strcmp(chart_kinds[i]->name, name) == 0)
			return chart_kinds[i];
	return NULL;
}

int chart_source_open(struct chart_source *s, const struct chart_kind *kind,
		      struct db *db, enum lang lang, struct err *e)
{
	*s = (struct chart_source){.kind = kind, .lang = lang};
	if (kind->sql && stmts_new(&s->q, db, kind->sql, e) < 0)
		return -1;
	return kind->prepare ? kind->prepare(s, db, e) : 0;
}

void chart_source_close(struct chart_source *s)
{
	if (s->kind->forget && s->kept)
		s->kind->forget(s->kept);
	stmts_free(s->q);
}
