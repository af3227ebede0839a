/*
 * See beside.h.
 */
#include "lib/base.h"

#include "briefing/beside.h"

enum {
	Q_LEVELS,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_LEVELS] = "SELECT source, indicator, year, level_class, standing"
		     " FROM v_position WHERE area_kind = ?1 AND area_code = ?2"
		     "   AND sex = 'total'",
};
const struct sql_set briefing_beside_sql = {"briefing/beside", sql, Q_COUNT};

enum beside beside_parse(const char *standing, const char *level_class)
{
	static const struct {
		const char *word;
		enum beside level;
	} words[] = {
		{"worse", BESIDE_WORSE},        {"much_worse", BESIDE_WORSE},
		{"better", BESIDE_BETTER},      {"much_better", BESIDE_BETTER},
		{"similar", BESIDE_SIMILAR},    {"higher", BESIDE_HIGHER},
		{"much_higher", BESIDE_HIGHER}, {"lower", BESIDE_LOWER},
		{"much_lower", BESIDE_LOWER},
	};
	const char *word = *standing ? standing : level_class;

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(words[i].word, word) == 0)
			return words[i].level;
	return BESIDE_NONE;
}

static const struct {
	const char *name, *sign;
	enum text words;
} levels[BESIDE_N] = {
	[BESIDE_NONE] = {"none", "", TEXT_CHART_RUG_NONE},
	[BESIDE_WORSE] = {"worse", "−", TEXT_COUNT_LEVEL_WORSE},
	[BESIDE_BETTER] = {"better", "+", TEXT_CHART_RUG_BETTER},
	[BESIDE_SIMILAR] = {"similar", "=", TEXT_CHART_RUG_SIMILAR},
	[BESIDE_HIGHER] = {"higher", ">", TEXT_COUNT_LEVEL_HIGHER},
	[BESIDE_LOWER] = {"lower", "<", TEXT_COUNT_LEVEL_LOWER},
};

const char *beside_sign(enum beside l)
{
	return levels[l].sign;
}

enum text beside_words(enum beside l)
{
	return levels[l].words;
}

const char *beside_name(enum beside l)
{
	return levels[l].name;
}

int beside_read(enum beside **out, struct stmts *set, const struct catalog *c,
		const char *kind, const char *code, struct err *e)
{
	enum beside *list = xcalloc(c->n + 1, sizeof(*list));
	struct stmt *q = stmts_at(set, Q_LEVELS);
	int rc;

	stmt_text(q, 1, kind);
	stmt_text(q, 2, code);
	while ((rc = stmt_step(q, e)) > 0) {
		char *source = xstrdup(stmt_col_text(q, 0));
		size_t i = catalog_find(c, source, stmt_col_text(q, 1));
		char *class = xstrdup(stmt_col_text(q, 3));

		if (i < c->n && stmt_col_int(q, 2) > c->old_year)
			list[i] = beside_parse(stmt_col_text(q, 4), class);
		free(source);
		free(class);
	}
	if (rc < 0) {
		free(list);
		return -1;
	}
	*out = list;
	return 0;
}
