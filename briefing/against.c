/*
 * See beside.h.
 */
#include "lib/base.h"

#include "briefing/against.h"

enum {
	Q_LEVELS,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_LEVELS] = "SELECT source, indicator, year, level_class, standing"
		     " FROM v_position WHERE area_kind = ?1 AND area_code = ?2"
		     "   AND sex = 'total'",
};
const struct sql_set briefing_against_sql = {"briefing/against", sql, Q_COUNT};

enum against against_parse(const char *standing, const char *level_class)
{
	static const struct {
		const char *word;
		enum against level;
	} words[] = {
		{"worse", AGAINST_WORSE},
		{"much_worse", AGAINST_WORSE},
		{"better", AGAINST_BETTER},
		{"much_better", AGAINST_BETTER},
		{"similar", AGAINST_SIMILAR},
		{"higher", AGAINST_HIGHER},
		{"much_higher", AGAINST_HIGHER},
		{"lower", AGAINST_LOWER},
		{"much_lower", AGAINST_LOWER},
	};
	const char *word = *standing ? standing : level_class;

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(words[i].word, word) == 0)
			return words[i].level;
	return AGAINST_NONE;
}

static const struct {
	const char *name, *sign;
	enum text words;
} levels[AGAINST_N] = {
	[AGAINST_NONE] = {"none", "", TEXT_CHART_RUG_NONE},
	[AGAINST_WORSE] = {"worse", "−", TEXT_COUNT_LEVEL_WORSE},
	[AGAINST_BETTER] = {"better", "+", TEXT_CHART_RUG_BETTER},
	[AGAINST_SIMILAR] = {"similar", "=", TEXT_CHART_RUG_SIMILAR},
	[AGAINST_HIGHER] = {"higher", "&gt;", TEXT_COUNT_LEVEL_HIGHER},
	[AGAINST_LOWER] = {"lower", "&lt;", TEXT_COUNT_LEVEL_LOWER},
};

const char *against_sign(enum against l)
{
	return levels[l].sign;
}

enum text against_words(enum against l)
{
	return levels[l].words;
}

const char *against_name(enum against l)
{
	return levels[l].name;
}

int against_read(enum against **out, struct stmts *set, const struct catalog *c,
		 const char *kind, const char *code, struct err *e)
{
	enum against *list = xcalloc(c->n + 1, sizeof(*list));
	struct stmt *q = stmts_at(set, Q_LEVELS);
	int rc;

	stmt_text(q, 1, kind);
	stmt_text(q, 2, code);
	while ((rc = stmt_step(q, e)) > 0) {
		char *source = xstrdup(stmt_col_text(q, 0));
		size_t i = catalog_find(c, source, stmt_col_text(q, 1));
		char *class = xstrdup(stmt_col_text(q, 3));

		if (i < c->n && stmt_col_int(q, 2) > c->old_year)
			list[i] = against_parse(stmt_col_text(q, 4), class);
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
