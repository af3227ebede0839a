/*
 * Breaks and gaps in the store: sixty towns and a country.
 */
#include "tests/support/archive.h"
#include "tests/unit/test_analysis_fixture.h"

/*
 * Towns 1 to 60, the country 61. Indicators, all followed but the last: 1 a
 * rate whose figures rise by 9 in 2019, 2 a proportion that rises in 2020 and
 * falls back in 2021, 3 euros, 4 a rate that is counted anew from 2021, 5 a
 * rate that nothing happens to, 6 as 1.
 *
 * Town 1 falls behind the country by 1 a year in indicator 5; town 2 has one
 * step of its own there, in 2012.
 */
static const char setup_sql[] =
	"INSERT INTO source VALUES (1, 'sotkanet', 'Sotkanet', '');"
	"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n"
	"    WHERE i < 60)"
	"  INSERT INTO area SELECT i, 'kunta', printf('%03d', i), 'T' || i,"
	"    '', '', '', NULL FROM n;"
	"INSERT INTO area VALUES (61, 'maa', '358', 'S', 'S', 'S', '', NULL);"
	"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n"
	"    WHERE i < 6)"
	"  INSERT INTO indicator (id, source, code, title_fi, title_sv,"
	"    title_en, unit, decimals, organisation, licence, digest)"
	"  SELECT i, 1, 100 + i, '', '', '', '', 1, '', '', 'd' || i FROM n;"
	"INSERT INTO followed SELECT 'sotkanet', code, '',"
	"    CASE id WHEN 2 THEN 'proportion' WHEN 3 THEN 'money'"
	"      ELSE 'rate' END,"
	"    'higher_better', '', '', 1, '', 'register', id"
	"  FROM indicator WHERE id < 6;"
	"INSERT INTO known_break VALUES ('sotkanet', '104', 2021, 'THL');"
	"WITH RECURSIVE y(y) AS (VALUES (2005) UNION ALL SELECT y + 1 FROM y"
	"    WHERE y < 2024)"
	"  INSERT INTO observation SELECT i.id, a.id, 0, y.y,"
	"    20.0 + a.id / 10.0"
	"    + (31 * a.id + 17 * (y.y - 2000)) * (y.y - 1997) % 29 / 10.0"
	"    + CASE WHEN i.id IN (1, 6) AND y.y >= 2019 THEN 9"
	"        WHEN i.id = 2 AND y.y = 2020 THEN 9 ELSE 0 END"
	"    + CASE WHEN i.id = 5 AND a.id = 1 THEN 30 - (y.y - 2000)"
	"        WHEN i.id = 5 AND a.id = 2 AND y.y >= 2012 THEN 30"
	"        ELSE 0 END, NULL"
	"  FROM indicator AS i, area AS a, y;"
	"UPDATE observation SET value = 22.0 + (year - 2000) % 2 / 10.0"
	"  + CASE WHEN indicator IN (1, 6) AND year >= 2019 THEN 9 ELSE 0 END"
	"  WHERE area = 61;";

static int setup(void **state)
{
	*state = fixture_new("", "2026-02-01", setup_sql);
	return 0;
}

/* What is not followed has no level changes of its own. */
static void breaks_of_the_store(void **state)
{
	struct fixture *f = *state;

	(void)run(f);
	assert_answer(f->db,
		      "SELECT indicator, kind, ifnull(sex, '-'), year,"
		      "  ifnull(direction, '-'), strength >= 4,"
		      "  share >= 0.75, areas, said_by FROM v_break"
		      "  WHERE kind <> 'single' ORDER BY 1, 4",
		      "101 common total 2019 up 1 1 60"
		      " the figures of almost all municipalities\n"
		      "102 shock total 2020 up 1 1 60"
		      " the figures of almost all municipalities\n"
		      "102 shock total 2021 down 1 1 60"
		      " the figures of almost all municipalities\n"
		      "104 config - 2021 -    THL\n");
	assert_answer(
		f->db,
		"SELECT area_kind, area_code, year, direction, areas,"
		"  after - before > 20, strength >= 6, share, said_by"
		"  FROM v_break WHERE kind = 'single' AND indicator = '105'"
		"    AND area_code IN ('001', '002')",
		"kunta 002 2012 up  1 1  the series itself\n");
}

/* A trend does not reach over a break; a shock is remarked. */
static void trends_beside_breaks(void **state)
{
	struct fixture *f = *state;

	(void)run(f);
	assert_answer(f->db,
		      "SELECT indicator, first_year, last_year, count(*)"
		      "  FROM v_trend WHERE kind = 'long'"
		      "    AND area_kind = 'kunta' GROUP BY 1, 2, 3",
		      "101 2019 2024 60\n102 2015 2024 60\n"
		      "103 2015 2024 60\n104 2015 2024 60\n"
		      "105 2015 2024 60\n106 2015 2024 60\n");
	assert_answer(f->db,
		      "SELECT DISTINCT indicator, verdict, note FROM v_trend"
		      "  WHERE kind = 'long' AND indicator IN ('103', '104')",
		      "103 not_assessable prices of each year\n"
		      "104 break_in_series \n");
	assert_answer(f->db,
		      "SELECT count(*) FROM v_trend WHERE kind = 'long'"
		      "  AND indicator = '102'"
		      "  AND note NOT LIKE '%a temporary shock inside%'",
		      "0\n");
	assert_answer(f->db,
		      "SELECT count(*) FROM v_trend WHERE kind = 'long'"
		      "  AND indicator = '101'"
		      "  AND note NOT LIKE '%years after a break%'",
		      "0\n");
	/* in the one that is not followed the jump stays where it is */
	assert_answer(f->db,
		      "SELECT count(*) FROM v_trend WHERE indicator = '106'"
		      "  AND kind <> 'long'",
		      "0\n");
}

static void gaps_of_the_store(void **state)
{
	struct fixture *f = *state;

	(void)run(f);
	/* each town beside the country, and not the country beside itself */
	assert_answer(f->db,
		      "SELECT indicator, count(*), min(n), max(n) FROM v_trend"
		      "  WHERE kind = 'gap' GROUP BY 1",
		      "101 60 10 10\n102 60 10 10\n103 60 10 10\n"
		      "104 60 10 10\n105 60 10 10\n");
	assert_answer(f->db,
		      "SELECT verdict, direction, slope < 0, note"
		      "  FROM v_trend WHERE kind = 'gap' AND indicator = '105'"
		      "    AND area_code = '001'",
		      "down worsening 1 the gap has narrowed\n");
	/* families of their own */
	assert_answer(f->db,
		      "SELECT kind, family FROM v_trend WHERE q IS NOT NULL"
		      "  AND area_code = '001' GROUP BY 1, 2",
		      "gap 5\nlong 3\n");
	assert_answer(f->db,
		      "SELECT count(*) FROM v_trend WHERE q < p_adj"
		      "  OR (q IS NULL AND verdict IN ('up', 'down'))",
		      "0\n");
	assert_answer(f->db, "SELECT count(*) FROM v_gap WHERE stage = 'trend'",
		      "122\n"); /* euros and what is counted anew */
}

/* The women of town 3 catch up; with figures of men alone there is no row. */
static void gaps_of_the_sexes(void **state)
{
	struct fixture *f = *state;

	script(f,
	       "INSERT INTO observation SELECT indicator, area, 1, year,"
	       "    value + 2024 - year, NULL FROM observation"
	       "  WHERE indicator IN (1, 5, 6) AND area IN (3, 4) AND sex = 0;"
	       "INSERT INTO observation SELECT indicator, area, 2, year,"
	       "    value, NULL FROM observation"
	       "  WHERE indicator IN (1, 5, 6) AND area = 3 AND sex = 0");
	(void)run(f);
	assert_answer(f->db,
		      "SELECT indicator, area_code, sex, verdict, direction,"
		      "  slope, n, note FROM v_trend WHERE kind = 'sexes'"
		      "  ORDER BY 1, 2",
		      "101 003 total down falling -1.0 10"
		      " the gap has narrowed\n"
		      "105 003 total down falling -1.0 10"
		      " the gap has narrowed\n");
}

static char *all_rows(struct fixture *f)
{
	char *trends = rows(f, "SELECT * FROM trend ORDER BY 1, 2, 3, 4");
	char *breaks = rows(f, "SELECT * FROM v_break"
			       "  ORDER BY 1, 2, 3, 4, 5, 6, 7, 8");
	char *both = xasprintf("%s%s", trends, breaks);

	free(trends);
	free(breaks);
	return both;
}

/* What people say about breaks is an input like any other. */
static void a_break_that_is_new(void **state)
{
	static const char *const changes[] = {
		"INSERT INTO known_break VALUES ('sotkanet', '105', 2018, 'x')",
		"UPDATE known_break SET year = 2019 WHERE code = '105'",
		"UPDATE known_break SET said_by = 'y' WHERE code = '105'",
		"DELETE FROM known_break",
		"UPDATE followed SET class = 'rate' WHERE code = '103'",
	};
	struct fixture *f = *state;
	char *along, *anew;

	(void)run(f);
	assert_true(run(f).unchanged);
	for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
		struct analysis_summary part, whole;

		script(f, changes[i]);
		part = run(f);
		if (part.unchanged)
			fail_msg("not seen: %s", changes[i]);
		along = all_rows(f);
		script(f, "DELETE FROM analysed");
		whole = run(f);
		anew = all_rows(f);
		assert_string_equal(along, anew);
		assert_int_equal(part.series, whole.series);
		assert_int_equal(part.clear, whole.clear);
		free(along);
		free(anew);
	}
}

/* What an indicator has lost, its breaks lose too. */
static void breaks_go_with_the_figures(void **state)
{
	struct fixture *f = *state;

	(void)run(f);
	script(f, "DELETE FROM observation WHERE indicator = 1;"
		  "UPDATE indicator SET digest = '' WHERE id = 1");
	(void)run(f);
	assert_answer(f->db,
		      "SELECT count(*) FROM v_break WHERE indicator = '101'",
		      "0\n");
	assert_answer(f->db,
		      "SELECT count(*) FROM v_trend WHERE indicator = '101'",
		      "0\n");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(breaks_of_the_store), TEST(trends_beside_breaks),
		TEST(gaps_of_the_store),   TEST(gaps_of_the_sexes),
		TEST(a_break_that_is_new), TEST(breaks_go_with_the_figures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
