/*
 * Figures as they were agreed: what was known on the day, whatever comes later
 * and in whatever order it comes.
 */
#include "tests/support/archive.h"

#include "lib/file.h"
#include "lib/num.h"

#define DAY_OF_IT "2025-01-10"

static void put_file(struct work *p, const char *name, const char *text)
{
	char *dir = xasprintf("%s/negotiations/T-1", p->dir);
	struct err e = {0};

	assert_ok(file_mkdirs(dir, &e));
	free(temp_file(dir, name, text, strlen(text)));
	free(dir);
}

static void agree(struct work *p, const char *day, const char *links)
{
	char text[300];

	(void)snprintf(text, sizeof(text),
		       "id,status,county,date,title\n"
		       "T-1,agreed,09,%s,Koe\n",
		       day);
	put_file(p, "negotiation.csv", text);
	put_file(p, "priorities.csv",
		 "id,kind,text\nP1,topic,Yksi\nP2,topic,Kaksi\n");
	put_file(p, "links.csv", links);
	put_file(p, "measures.csv",
		 "id,text,agreed,priorities,decided_by\n"
		 "M1,Teemme,2025-01-10,P1,test\n");
}

static const char one_link[] =
	"priority,indicator,role,strength,why,decided_by\n"
	"P1,1,outcome,direct,test,test\n";
static const char two_links[] =
	"priority,indicator,role,strength,why,decided_by\n"
	"P1,1,outcome,direct,test,test\nP2,2,outcome,proxy,test,test\n";

static const char agreed[] =
	"SELECT g.code, a.code, g.sex, coalesce(g.year, '-'),"
	"  coalesce(g.value, '-'), coalesce(g.reason, '')"
	"  FROM agreed_figure AS g JOIN area AS a ON a.id = g.area"
	"  ORDER BY 1, 2, 3";

static void test_what_was_known(void **state)
{
	struct work p;

	(void)state;
	work_set_up(&p);
	agree(&p, DAY_OF_IT, two_links);
	(void)work_put(&p, "regions", "2025-01-01T00:00:00Z", work_regions);
	work_load(&p);
	assert_answer(p.db, agreed,
		      "1 016 0 - - nothing_known\n1 09 0 - - nothing_known\n"
		      "1 358 0 - - nothing_known\n1 398 0 - - nothing_known\n"
		      "2 016 0 - - nothing_known\n2 09 0 - - nothing_known\n"
		      "2 358 0 - - nothing_known\n2 398 0 - - nothing_known\n");
	/* On the last second of the day, and a second later. */
	work_put_csv(&p, "1", ALL_YEARS, "2025-01-10T23:59:59Z",
		     "1;9;2020;total;1;\r\n1;9;2021;total;2;\r\n"
		     "1;658;2021;total;9;\r\n");
	work_put_csv(&p, "1", ALL_YEARS, "2025-01-11T00:00:00Z",
		     "1;9;2020;total;3;\r\n1;9;2021;total;4;\r\n"
		     "1;177;2022;total;5;\r\n");
	work_load(&p);
	assert_answer(p.db, agreed,
		      "1 016 0 2021 2.0 \n1 09 0 - - no_figure\n"
		      "1 358 0 2021 - \n1 398 0 - - no_figure\n"
		      "2 016 0 - - nothing_known\n2 09 0 - - nothing_known\n"
		      "2 358 0 - - nothing_known\n2 398 0 - - nothing_known\n");
	/* What was asked before and comes in late was known. */
	work_put_csv(&p, "2", ALL_YEARS "&genders=total&genders=male",
		     "2025-01-09T00:00:00Z",
		     "2;177;2020;total;7;\r\n2;177;2020;male;8;\r\n");
	work_load(&p);
	assert_answer(p.db,
		      "SELECT code, sex, year, value FROM agreed_figure"
		      "  WHERE value IS NOT NULL ORDER BY 1, area, 2",
		      "1 0 2021 2.0\n2 0 2020 7.0\n"
		      "2 1 2020 8.0\n");
	/* What is back is known again, as it was then. */
	work_put_csv(&p, "1", ALL_YEARS, "2025-01-12T00:00:00Z",
		     "1;9;2020;total;3;\r\n1;9;2021;total;4;\r\n"
		     "1;658;2021;total;9.5;\r\n");
	work_load(&p);
	assert_answer(p.db,
		      "SELECT value FROM agreed_figure WHERE code = '1'"
		      "  AND value IS NOT NULL ORDER BY area",
		      "2.0\n9.0\n");
	/* Ties that are taken back go. */
	agree(&p, DAY_OF_IT, one_link);
	work_load(&p);
	assert_answer(p.db,
		      "SELECT count(*) FROM agreed_figure WHERE code = '2'",
		      "0\n");
	work_tear_down(&p);
}

static void test_still_ahead(void **state)
{
	struct work p;

	(void)state;
	work_set_up(&p);
	agree(&p, "2026-01-02", one_link);
	(void)work_put(&p, "regions", "2025-01-01T00:00:00Z", work_regions);
	work_put_csv(&p, "1", ALL_YEARS, "2025-01-02T00:00:00Z",
		     "1;9;2020;total;1;\r\n");
	work_load(&p);
	assert_answer(p.db, "SELECT DISTINCT reason FROM agreed_figure",
		      "not_held_yet\n");
	p.app.now += 2 * (int64_t)86400;
	work_load(&p);
	assert_answer(p.db,
		      "SELECT value FROM agreed_figure WHERE year IS NOT NULL",
		      "1.0\n");
	work_tear_down(&p);
}

static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

/* The newest figures in the picture as of the day. */
static char *as_of_the_day(struct work *p)
{
	struct db *db = work_made_anew(p, DAY_OF_IT "T23:59:59Z");
	char *rows = db_rows(
		db, "SELECT i.code, a.code, o.sex, max(o.year), o.value"
		    "  FROM observation AS o"
		    "  JOIN indicator AS i ON i.id = o.indicator"
		    "  JOIN area AS a ON a.id = o.area"
		    "  GROUP BY i.code, a.code, o.sex ORDER BY 1, 2, 3");

	db_close(db);
	return rows;
}

static void put_any(struct work *p, uint32_t *seed, bool later)
{
	static const char *const years[] = {"2020", "2021", "2022"};
	static const char *const towns[] = {"9", "177", "975", "658"};
	static const char *const sexes[] = {"total", "male", "female"};
	const char *id = next(seed) % 2 ? "1" : "2";
	char rows[1500] = "", when[40];
	size_t len = 0;

	for (size_t t = 0; t < ARRAY_LEN(towns); t++)
		for (size_t y = 0; y < ARRAY_LEN(years); y++)
			for (size_t s = 0; s < ARRAY_LEN(sexes); s++)
				if (next(seed) % 3)
					len += (size_t)snprintf(
						rows + len, sizeof(rows) - len,
						"%s;%s;%s;%s;%u;\r\n", id,
						towns[t], years[y], sexes[s],
						10 + next(seed) % 50);
	(void)snprintf(when, sizeof(when), "2025-01-%02uT%02u:%02u:00Z",
		       later ? 11 + next(seed) % 15 : 2 + next(seed) % 9,
		       next(seed) % 24, next(seed) % 60);
	work_put_csv(p, id,
		     ALL_YEARS "&genders=total&genders=male&genders=female",
		     when, rows);
}

static size_t count_lines(const char *s)
{
	size_t n = 0;

	while ((s = strchr(s, '\n'))) {
		s++;
		n++;
	}
	return n;
}

/* Each line of `some` begins one of `all`. */
static void assert_lines_of(char *some, const char *all)
{
	char *line, *rest;

	for (line = strtok_r(some, "\n", &rest); line;
	     line = strtok_r(NULL, "\n", &rest))
		if (!strstr(all, line))
			fail_msg("'%s' is not in\n%s", line, all);
}

/* Answers in any order: the figures agreed on are those of the picture as of
 * the day, and what is archived of later days does not move them. What the
 * source has no more is taken away, and nothing else is. */
static void test_never_changes(void **state)
{
	uint32_t seed = 2025;

	(void)state;
	for (int run = 0; run < 5; run++) {
		struct work p;

		work_set_up(&p);
		agree(&p, DAY_OF_IT, two_links);
		(void)work_put(&p, "regions", "2025-01-01T00:00:00Z",
			       work_regions);
		for (int k = 0; k < 8; k++) {
			bool later = next(&seed) % 2;
			char *want, *is;

			put_any(&p, &seed, later);
			work_load(&p);
			want = as_of_the_day(&p);
			is = db_rows(p.db,
				     "SELECT g.code, a.code, g.sex, g.year || "
				     "coalesce(' ' || g.value || char(10), ' ')"
				     "  FROM agreed_figure AS g"
				     "  JOIN area AS a ON a.id = g.area"
				     "  WHERE g.year IS NOT NULL");
			assert_lines_of(is, want);
			free(is);
			is = db_rows(p.db, "SELECT 1 FROM agreed_figure"
					   "  WHERE year IS NOT NULL");
			assert_int_equal(count_lines(is), count_lines(want));
			assert_answer(p.db,
				      "SELECT count(*) FROM agreed_figure AS g"
				      "  JOIN indicator AS i ON i.code = g.code"
				      "  WHERE g.year IS NOT NULL"
				      "  AND (g.value IS NOT NULL) <> EXISTS"
				      "    (SELECT 1 FROM observation AS o"
				      "      WHERE o.indicator = i.id"
				      "      AND o.area = g.area"
				      "      AND o.sex = g.sex"
				      "      AND o.year = g.year)",
				      "0\n");
			free(want);
			free(is);
		}
		work_tear_down(&p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_was_known),
		cmocka_unit_test(test_still_ahead),
		cmocka_unit_test(test_never_changes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
