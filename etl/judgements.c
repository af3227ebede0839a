#include "etl/judgements.h"

#include "etl/area_figures.h"
#include "lib/word.h"

/* Columns that both queries begin with. */
enum {
	C_ITEM,
	C_SOURCE,
	C_INDICATOR,
	C_KIND,
	C_CODE,
	C_TITLE,
	C_AREA_NAME,
	C_REST
};

enum {
	C_LEVEL = C_REST,
	C_STANDING,
	C_FORM,
	C_YEAR = C_FORM + 3, /* the fourth of AREA_COLUMNS */
	C_TREND = C_FORM + 8
};

enum {
	C_VERDICT = C_REST,
	C_AGREED_YEAR,
	C_CURRENT_YEAR
};

static const char priorities_sql[] =
	"SELECT v.priority, v.source, v.indicator, v.area_kind, v.area_code,"
	"  v.title_fi, v.area_fi, v.level_class, v.standing, " AREA_COLUMNS(
		"v") ", " AREA_TREND("v") " FROM v_priority AS v"
					  "  WHERE v.negotiation = ?1"
					  "    AND v.strength IN ('direct',"
					  "      'proxy')"
					  "    AND ?2 IS NOT NULL";

static const char agreements_sql[] =
	"SELECT coalesce(measure, priority), source, indicator, area_kind,"
	"  area_code, title_fi, area_fi, verdict, agreed_year, current_year"
	"  FROM v_agreement WHERE negotiation = ?1 AND sex = 'total'"
	"    AND area_kind IN ('hyvinvointialue', 'kunta')"
	"    AND strength IN ('direct', 'proxy')"
	"    AND (SELECT n.date FROM negotiation AS n"
	"      WHERE n.negotiation = ?1) <= substr(?2, 1, 10)";

static const struct paper finnish = {.lang = LANG_FI};

void judgements_release(struct judgements *j)
{
	size_t i;
	int c;

	for (i = 0; i < j->n; i++)
		for (c = 0; c < J_COLUMNS; c++)
			free(j->list[i].cells[c]);
	free(j->list);
	*j = (struct judgements){0};
}

void judgements_add(struct judgements *j, char *cells[J_COLUMNS])
{
	int c;

	if ((j->n & (j->n - 1)) == 0)
		j->list = xreallocarray(j->list, j->n ? 2 * j->n : 1,
					sizeof(*j->list));
	for (c = 0; c < J_COLUMNS; c++)
		j->list[j->n].cells[c] = cells[c];
	j->n++;
}

int judgement_compare(const struct judgement *a, const struct judgement *b)
{
	int c, d = 0;

	for (c = J_ITEM; d == 0 && c <= J_AREA; c++)
		d = strcmp(a->cells[c], b->cells[c]);
	return d;
}

static int by_name(const void *a, const void *b)
{
	return judgement_compare(a, b);
}

void judgements_sort(struct judgements *j)
{
	if (j->n)
		qsort(j->list, j->n, sizeof(*j->list), by_name);
}

/* words: taken over. first, last: 0: not told. */
static void add(struct judgements *j, struct stmt *q, const char *field,
		const char *verdict, char *words, int first, int last)
{
	char *cells[J_COLUMNS] = {
		[J_ITEM] = xstrdup(stmt_col_text(q, C_ITEM)),
		[J_SOURCE] = xstrdup(stmt_col_text(q, C_SOURCE)),
		[J_INDICATOR] = xstrdup(stmt_col_text(q, C_INDICATOR)),
		[J_FIELD] = xstrdup(field),
		[J_AREA] = xasprintf("%s:%s", stmt_col_text(q, C_KIND),
				     stmt_col_text(q, C_CODE)),
		[J_TITLE] = xstrdup(stmt_col_text(q, C_TITLE)),
		[J_AREA_NAME] = xstrdup(stmt_col_text(q, C_AREA_NAME)),
		[J_VERDICT] = xstrdup(verdict),
		[J_WORDS] = words,
		[J_FIRST_YEAR] = first ? xasprintf("%d", first) : xstrdup(""),
		[J_LAST_YEAR] = last ? xasprintf("%d", last) : xstrdup(""),
	};

	judgements_add(j, cells);
}

static void add_trend(struct judgements *j, struct stmt *q)
{
	struct figure_form f = area_form(q, C_FORM);
	struct figure_trend t = area_trend(q, C_TREND);

	if (t.verdict[0])
		add(j, q, "trend", t.verdict, trend_words(&finnish, &f, &t),
		    t.first_year, t.last_year);
}

static void add_level(struct judgements *j, struct stmt *q)
{
	const char *level = stmt_col_text(q, C_LEVEL);
	int year = (int)stmt_col_int(q, C_YEAR);
	char *words;

	if (!level[0])
		return;
	words = level_words(level, stmt_col_text(q, C_STANDING), LANG_FI);
	if (!words[0]) {
		free(words);
		words = xstrdup(text_get(TEXT_AREA_NOT_COMPARED, LANG_FI));
	}
	add(j, q, "level", level, words, year, year);
}

/* What stands under a priority. */
static void add_priority(struct judgements *j, struct stmt *q)
{
	add_trend(j, q);
	add_level(j, q);
}

static void add_agreement(struct judgements *j, struct stmt *q)
{
	const char *verdict = stmt_col_text(q, C_VERDICT);

	add(j, q, "agreement", verdict,
	    xstrdup(agreement_word(verdict, LANG_FI)),
	    (int)stmt_col_int(q, C_AGREED_YEAR),
	    (int)stmt_col_int(q, C_CURRENT_YEAR));
}

static int read_each(struct judgements *j, struct db *db, const char *sql,
		     const char *negotiation, const char *until,
		     void (*take)(struct judgements *j, struct stmt *q),
		     struct err *e)
{
	struct stmt *q = NULL;
	int got;

	if (stmt_new(&q, db, sql, e) < 0)
		return -1;
	stmt_text(q, 1, negotiation);
	stmt_text(q, 2, until);
	while ((got = stmt_step(q, e)) == 1)
		take(j, q);
	stmt_free(q);
	return got;
}

int judgements_read(struct judgements *out, struct db *db,
		    const char *negotiation, const char *until, struct err *e)
{
	*out = (struct judgements){0};
	if (read_each(out, db, priorities_sql, negotiation, until, add_priority,
		      e) < 0 ||
	    read_each(out, db, agreements_sql, negotiation, until,
		      add_agreement, e) < 0)
		return -1;
	judgements_sort(out);
	return 0;
}
