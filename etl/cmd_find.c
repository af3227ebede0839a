/*
 * `indicators`, `areas`, `sources`: find things. Every word must be in one of
 * the titles or names (fi, sv, en) or be the code; case does not matter.
 */
#include "etl/etl.h"
#include "etl/source.h"
#include "lib/text.h"

/* Whether every word stands in one of the row's columns. */
static bool row_matches(struct stmt *q, int columns, int n, char **words,
			struct buf *text, struct buf *word)
{
	int i, j;

	for (i = 0; i < n; i++) {
		bool there = false;

		for (j = 0; !there && j < columns; j++)
			there = strstr(text_folded(text, stmt_col_text(q, j)),
				       text_folded(word, words[i])) != NULL;
		if (!there)
			return false;
	}
	return true;
}

static int print_matches(struct db *db, const char *query, int n, char **words,
			 struct err *e)
{
	struct stmt *q = NULL;
	struct buf text, word;
	int got, i;

	if (stmt_new(&q, db, query, e) < 0)
		return -1;
	buf_init(&text, BUF_MAX);
	buf_init(&word, BUF_MAX);
	while ((got = stmt_step(q, e)) == 1) {
		if (!row_matches(q, stmt_columns(q), n, words, &text, &word))
			continue;
		for (i = 0; i < stmt_columns(q); i++)
			printf("%s%s", i ? "\t" : "", stmt_col_text(q, i));
		putchar('\n');
	}
	buf_release(&text);
	buf_release(&word);
	stmt_free(q);
	return got;
}

static int find(struct app *app, const struct cmd *c, const char *query,
		int argc, char **argv)
{
	struct db *db = NULL;
	struct err e = {0};
	int rc = opt_parse(NULL, 0, &argc, argv, &e);

	if (rc == 0)
		rc = app_store_open(app, DB_READ, &db, &e);
	if (rc == 0)
		rc = print_matches(db, query, argc - 1, argv + 1, &e);
	db_close(db);
	return rc < 0 ? cmd_fail(app, c, &e) : EXIT_OK;
}

static int indicators_main(struct app *app, int argc, char **argv)
{
	return find(app, &cmd_indicators,
		    "SELECT source || ':' || indicator,"
		    "  CASE WHEN followed THEN 'followed' ELSE '' END,"
		    "  coalesce(first_year || '-' || last_year, 'no figures'),"
		    "  title_fi, title_sv, title_en FROM v_indicator"
		    "  ORDER BY source, CAST(indicator AS INTEGER), indicator",
		    argc, argv);
}

static int areas_main(struct app *app, int argc, char **argv)
{
	return find(app, &cmd_areas,
		    "SELECT kind || ':' || code, name_fi, name_sv, name_en,"
		    "  coalesce(hva_fi, ''),"
		    "  coalesce('until ' || valid_to, ''),"
		    "  CASE WHEN kind <> 'kunta' THEN '' ELSE"
		    "    coalesce((SELECT group_concat(step, ', ') FROM"
		    "      (SELECT CASE"
		    "         WHEN m.kind = 'renamed' THEN m.old_name_fi ||"
		    "           ' / ' || m.old_name_sv || ' before '"
		    "         WHEN m.kind = 'moved' THEN 'a part of ' ||"
		    "           m.old_name_fi || ' to ' || m.new_name_fi ||"
		    "           ' on '"
		    "         WHEN m.old_code = a.code THEN 'in ' ||"
		    "           m.new_name_fi || ' (' || m.new_code ||"
		    "           ') since '"
		    "         WHEN m.kind = 'split' THEN 'with a part of ' ||"
		    "           m.old_name_fi || ' (' || m.old_code ||"
		    "           ') since '"
		    "         ELSE 'with ' || m.old_name_fi || ' (' ||"
		    "           m.old_code || ') since ' END || m.date AS step"
		    "       FROM v_merger AS m WHERE a.code IN"
		    "         (m.old_code, m.new_code, m.today_code)"
		    "       ORDER BY m.date, m.old_code)), '') END"
		    "  FROM v_area AS a ORDER BY kind, code",
		    argc, argv);
}

static int sources_main(struct app *app, int argc, char **argv)
{
	struct err e = {0};
	char key[80];
	size_t i;

	if (opt_parse(NULL, 0, &argc, argv, &e) < 0)
		return cmd_fail(app, &cmd_sources, &e);
	for (i = 0; sources[i]; i++) {
		(void)snprintf(key, sizeof(key), "%s.%s", sources[i]->name,
			       sources[i]->here ? "dir" : "url");
		printf("%s\t%s\t%s\t%s\n", sources[i]->name, sources[i]->title,
		       sources[i]->licence, conf_text(app->conf, key));
	}
	return EXIT_OK;
}

const struct cmd cmd_indicators = {
	.name = "indicators",
	.synopsis = "[WORDS]",
	.summary = "find indicators by words of their titles (fi, sv, en)",
	.help = "",
	.run = indicators_main,
};

const struct cmd cmd_areas = {
	.name = "areas",
	.synopsis = "[WORDS]",
	.summary = "find areas by words of their names (fi, sv, en)",
	.help = "",
	.run = areas_main,
};

const struct cmd cmd_sources = {
	.name = "sources",
	.synopsis = "",
	.summary = "the sources that are known",
	.help = "",
	.run = sources_main,
};
