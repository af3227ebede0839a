/*
 * The pass over a small store: which rows come out of which figures, and when
 * nothing has to be done.
 */
#include "tests/unit/test_analysis_fixture.h"

#include <math.h>

/*
 * Areas: towns 1 to 3, county 9. Indicators: 1 a followed rate, 2 a followed
 * proportion, 3 not followed, 4 a followed average of three years, 5 a followed
 * survey of even years, 6 followed and constant, 7 without figures.
 */
static const char setup_sql[] =
	"INSERT INTO source VALUES (1, 'sotkanet', 'Sotkanet', '');"
	"INSERT INTO area VALUES (1, 'kunta', '001', 'A', 'A', 'A', '', NULL),"
	"  (2, 'kunta', '002', 'B', 'B', 'B', '', NULL),"
	"  (3, 'kunta', '003', 'C', 'C', 'C', '', NULL),"
	"  (9, 'hyvinvointialue', '07', 'P', 'P', 'P', '', NULL);"
	"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n"
	"    WHERE i < 7)"
	"  INSERT INTO indicator (id, source, code, title_fi, title_sv,"
	"    title_en, unit, decimals, organisation, licence, digest)"
	"  SELECT i, 1, 100 + i, '', '', '', '', 1, '', '', 'd' || i FROM n;"
	"INSERT INTO followed SELECT 'sotkanet', code, '',"
	"    CASE id WHEN 2 THEN 'proportion' ELSE 'rate' END,"
	"    CASE id WHEN 1 THEN 'lower_better' WHEN 2 THEN 'higher_better'"
	"      ELSE 'neutral' END,"
	"    '', '', CASE id WHEN 4 THEN 3 ELSE 1 END, '', 'register', id"
	"  FROM indicator WHERE id <> 3;"
	/* twelve years, up to 2024, for all areas and sexes 0 and 1 */
	"WITH RECURSIVE y(y) AS (VALUES (2013) UNION ALL SELECT y + 1 FROM y"
	"    WHERE y < 2024)"
	"  INSERT INTO observation SELECT i.id, a.id, s.id, y.y,"
	"    CASE i.id WHEN 6 THEN 5.0 ELSE"
	"      20.0 + (y.y - 2013) * (3 - i.id) + (y.y * 7 + a.id * 3) % 5 / "
	"2.0"
	"    END, NULL"
	"  FROM indicator AS i, area AS a, sex AS s, y"
	"  WHERE i.id IN (1, 2, 3, 6) AND s.id < 2;"
	"WITH RECURSIVE y(y) AS (VALUES (1990) UNION ALL SELECT y + 1 FROM y"
	"    WHERE y < 2024)"
	"  INSERT INTO observation SELECT 4, a.id, 0, y.y, y.y - 1980.0, NULL"
	"  FROM area AS a, y;"
	"WITH RECURSIVE y(y) AS (VALUES (2004) UNION ALL SELECT y + 2 FROM y"
	"    WHERE y < 2024)"
	"  INSERT INTO observation SELECT 5, a.id, 0, y.y,"
	"    30.0 - (y.y - 2004) / 2, NULL"
	"  FROM area AS a, y WHERE a.id <> 3 OR y.y < 2012;"
	/* town 3: hidden in three years, and the rest of its own */
	"DELETE FROM observation WHERE indicator = 2 AND area = 3 AND sex = 1"
	"  AND year IN (2016, 2018, 2020);"
	"INSERT INTO absence SELECT 2, 3, 1, 2014 + 2 * id, 2 FROM status"
	"  WHERE id BETWEEN 1 AND 3;"
	"DELETE FROM observation WHERE indicator = 2 AND area = 3 AND sex = 0"
	"  AND year IN (2016, 2018, 2020);"
	"INSERT INTO absence SELECT 2, 3, 0, 2014 + 2 * id, 3 FROM status"
	"  WHERE id BETWEEN 1 AND 3;";

static int setup(void **state)
{
	*state = fixture_new("sotkanet:127", "2026-02-01", setup_sql);
	return 0;
}

static void one_row_per_series(void **state)
{
	struct fixture *f = *state;
	struct analysis_summary s = run(f);

	/* 4 indicators x 4 areas x 2 sexes, and 2 x 4 */
	assert_int_equal(s.series, 40);
	assert_false(s.unchanged);
	assert_int_equal(number(f, "SELECT count(*) FROM trend"), 40);
	assert_int_equal(number(f, "SELECT count(*) FROM v_trend"), 40);
	assert_int_equal(number(f, "SELECT count(*) FROM trend"
				   "  WHERE kind <> 'long'"),
			 0);
	assert_int_equal(number(f,
				"SELECT count(*) FROM trend WHERE verdict IN"
				"  ('up', 'down', 'up_small', 'down_small')"),
			 (int64_t)s.clear);
	assert_true(s.clear > 0);
}

static void verdicts_of_the_store(void **state)
{
	struct fixture *f = *state;

	(void)run(f);
	assert_rows(f,
		    "SELECT indicator, first_year, last_year, n, verdict,"
		    "  ifnull(direction, '-'), note FROM trend"
		    "  WHERE area = 1 AND sex = 0 ORDER BY indicator",
		    "1|2015|2024|10|up|worsening| "
		    "2|2015|2024|10|up|improving| "
		    "3|2015|2024|10|no_clear_trend|-| "
		    "4|1997|2024|10|up|rising|moving average thinned "
		    "5|2006|2024|10|down|falling|persistence not assessable "
		    "6|2015|2024|10|no_clear_trend|-|unchanged ");
	/* hidden years forbid a claim, years that do not apply do not; the
	 * survey of town 3 ended in 2010 */
	assert_rows(f,
		    "SELECT indicator, sex, n, verdict, note FROM trend"
		    "  WHERE area = 3 AND (indicator = 5"
		    "    OR (indicator = 2 AND sex = 1)) ORDER BY 1, 2",
		    "2|1|9|not_assessable|"
		    "more than 20 % of the years suppressed "
		    "5|0|4|too_few_points| ");
	assert_rows(f,
		    "SELECT n, verdict FROM trend"
		    "  WHERE area = 3 AND indicator = 2 AND sex = 0",
		    "9|up ");
}

/* What is not tested has no figures of a test. */
static void nulls(void **state)
{
	struct fixture *f = *state;

	(void)run(f);
	assert_int_equal(
		number(f, "SELECT count(*) FROM trend WHERE (s IS NULL) <>"
			  "  (verdict IN ('too_few_points', 'out_of_date',"
			  "   'not_assessable', 'break_in_series'))"),
		0);
	assert_int_equal(number(f, "SELECT count(*) FROM trend WHERE"
				   "  (s IS NULL) + (p IS NULL) +"
				   "  (p_adj IS NULL) + (f IS NULL)"
				   "    NOT IN (0, 4)"
				   "  OR (q IS NULL) + (q_by IS NULL) +"
				   "    (family IS NULL) NOT IN (0, 3)"
				   "  OR (slope_low IS NULL) <>"
				   "    (slope_high IS NULL)"
				   "  OR (direction IS NULL) <>"
				   "    (verdict NOT LIKE 'up%'"
				   "     AND verdict NOT LIKE 'down%')"),
			 0);
	assert_int_equal(number(f, "SELECT count(*) FROM trend"
				   "  WHERE typeof(slope) NOT IN"
				   "    ('real', 'null')"),
			 0);
}

/* Indicator 3 is not followed, 6 is constant: neither is a hypothesis. */
static void families_of_the_store(void **state)
{
	struct fixture *f = *state;

	(void)run(f);
	assert_int_equal(number(f, "SELECT count(*) FROM trend"
				   "  WHERE indicator IN (3, 6)"
				   "    AND q IS NOT NULL"),
			 0);
	assert_rows(f,
		    "SELECT area, sex, family, count(*) FROM trend"
		    "  WHERE q IS NOT NULL GROUP BY 1, 2, 3",
		    "1|0|4|4 1|1|2|2 2|0|4|4 2|1|2|2 3|0|3|3 3|1|1|1 "
		    "9|0|4|4 9|1|2|2 ");
	assert_int_equal(number(f,
				"SELECT count(*) FROM trend"
				"  WHERE q < p_adj OR q_by < q OR p_adj < p"),
			 0);
	/* not followed: indicative at most */
	assert_int_equal(number(f, "SELECT count(*) FROM trend WHERE q IS NULL"
				   "  AND verdict IN ('up', 'down', 'up_small',"
				   "    'down_small')"),
			 0);
}

static void nothing_changed(void **state)
{
	static const char *const changes[] = {
		"UPDATE indicator SET digest = 'other' WHERE id = 3",
		"UPDATE followed SET polarity = 'neutral' WHERE code = '101'",
		"DELETE FROM followed WHERE code = '102'",
		"UPDATE indicator SET decimals = 0 WHERE id = 1",
		"DELETE FROM absence WHERE area = 3 AND sex = 1",
		"UPDATE area SET kind = 'maakunta' WHERE id = 2",
	};
	struct fixture *f = *state;
	struct analysis_summary first = run(f), again = run(f);

	assert_true(again.unchanged);
	assert_int_equal(again.series, first.series);
	assert_int_equal(again.clear, first.clear);
	for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
		script(f, changes[i]);
		again = run(f);
		if (again.unchanged)
			fail_msg("not seen: %s", changes[i]);
		again = run(f);
		assert_true(again.unchanged);
	}
	assert_true(when_parse("2027-01-01", &f->app.now));
	assert_false(run(f).unchanged);
	assert_true(run(f).unchanged);
	/* without a digest a change could not be seen */
	script(f, "UPDATE indicator SET digest = '' WHERE id = 1");
	assert_false(run(f).unchanged);
	assert_false(run(f).unchanged);
}

static char *all_rows(struct fixture *f)
{
	return rows(f, "SELECT * FROM trend ORDER BY 1, 2, 3");
}

/* Bringing along what changed comes to the same as finding all anew. */
static void only_what_is_due(void **state)
{
	static const char *const changes[] = {
		"UPDATE observation SET value = -value WHERE indicator = 3;"
		"UPDATE indicator SET digest = 'x' WHERE id = 3",
		"UPDATE observation SET value = 100 - value"
		"  WHERE indicator = 1 AND year > 2020;"
		"UPDATE indicator SET digest = 'x' WHERE id = 1",
		"DELETE FROM followed WHERE code = '101'",
		"INSERT INTO followed SELECT source, '103', title, class,"
		"  polarity, polarity_source, theme, span, dimension, felt, 8"
		"  FROM followed WHERE code = '102'",
	};
	struct fixture *f = *state;
	char *along, *anew;

	(void)run(f);
	for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
		struct analysis_summary part, whole;

		script(f, changes[i]);
		part = run(f);
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

/* What did not change is not written; what is tested together is. */
static void what_is_not_due_stays(void **state)
{
	struct fixture *f = *state;

	(void)run(f);
	script(f, "UPDATE trend SET note = 'mark';"
		  "UPDATE indicator SET digest = 'x' WHERE id = 1");
	(void)run(f);
	assert_rows(f,
		    "SELECT DISTINCT indicator FROM trend WHERE note = 'mark'",
		    "3 ");
	script(f, "UPDATE trend SET note = 'mark';"
		  "UPDATE indicator SET digest = 'x' WHERE id = 3");
	(void)run(f);
	assert_rows(f,
		    "SELECT DISTINCT indicator FROM trend"
		    "  WHERE note = 'mark' ORDER BY 1",
		    "1 2 4 5 6 ");
}

/* Old findings go, and an indicator without figures is no reason to recompute.
 */
static void findings_are_made_anew(void **state)
{
	struct fixture *f = *state;

	(void)run(f);
	script(f, "DELETE FROM observation WHERE indicator = 1;"
		  "UPDATE indicator SET digest = '' WHERE id = 1");
	assert_int_equal(run(f).series, 32);
	assert_int_equal(number(f, "SELECT count(*) FROM trend"
				   "  WHERE indicator = 1"),
			 0);
	assert_true(run(f).unchanged);
}

static void out_of_date_in_time(void **state)
{
	struct fixture *f = *state;

	assert_true(when_parse("2030-12-31", &f->app.now));
	(void)run(f);
	assert_int_equal(number(f, "SELECT count(*) FROM trend"
				   "  WHERE verdict IN ('out_of_date',"
				   "    'too_few_points')"),
			 40);
	assert_int_equal(number(f, "SELECT count(*) FROM v_gap"
				   "  WHERE stage = 'trend'"),
			 40);
}

static void unknown_indicator(void **state)
{
	struct fixture *f = *state;
	struct analysis_summary s;
	struct err e = {0};

	script(f, "INSERT INTO observation VALUES"
		  "  (77, 1, 0, 2020, 1.0, NULL)");
	assert_ok(db_begin(f->db, &e));
	assert_error(analysis_run(&f->app, f->db, &s, &e), ERR_DATA,
		     "figures of an unknown indicator");
	db_rollback(f->db);
}

static void empty_store(void **state)
{
	struct fixture *f = *state;

	script(f, "DELETE FROM observation; DELETE FROM absence;"
		  "DELETE FROM followed; DELETE FROM indicator");
	assert_int_equal(run(f).series, 0);
	assert_true(run(f).unchanged);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(one_row_per_series),
		TEST(verdicts_of_the_store),
		TEST(nulls),
		TEST(families_of_the_store),
		TEST(nothing_changed),
		TEST(only_what_is_due),
		TEST(what_is_not_due_stays),
		TEST(findings_are_made_anew),
		TEST(out_of_date_in_time),
		TEST(unknown_indicator),
		TEST(empty_store),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
