/*
 * Agreements in the store: forty towns whose inhabitants are known, of which
 * one does better.
 */
#include "tests/support/archive.h"
#include "tests/unit/test_analysis_fixture.h"

/*
 * Towns 1 to 40 of 8 000 to 86 000 inhabitants, in the county 42; the country
 * 41. Indicators: 127 the inhabitants; 102 a share of them, in most towns near
 * 20 %, with chance and a little more about it, rising by 2 a year in town 1;
 * 104 the same as a survey; 105 the same, of which nothing was known.
 *
 * Agreed in 2021 upon the figures of 2020: of town 2 the source has revised its
 * figure since, of town 3 it hides it, of town 4 it has none any more.
 */
static const char setup_sql[] =
	"INSERT INTO source VALUES (1, 'sotkanet', 'Sotkanet', '');"
	"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n"
	"    WHERE i < 40)"
	"  INSERT INTO area SELECT i, 'kunta', printf('%03d', i), 'T' || i,"
	"    '', '', '', NULL FROM n;"
	"INSERT INTO area VALUES (41, 'maa', '358', 'S', 'S', 'S', '', NULL);"
	"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n"
	"    WHERE i < 6)"
	"  INSERT INTO indicator (id, source, code, title_fi, title_sv,"
	"    title_en, unit, decimals, organisation, licence, digest)"
	"  SELECT i, 1, CASE i WHEN 1 THEN 127 ELSE 100 + i END, '', '', '',"
	"    CASE i WHEN 1 THEN '' ELSE 'PROS' END,"
	"    CASE i WHEN 1 THEN 0 ELSE 2 END, '', '', 'd' || i FROM n;"
	"INSERT INTO followed SELECT 'sotkanet', code, '',"
	"    CASE id WHEN 1 THEN 'count' ELSE 'proportion' END,"
	"    'higher_better', '', '', 1, '',"
	"    CASE id WHEN 4 THEN 'survey' ELSE 'register' END, id"
	"  FROM indicator WHERE id <> 3;"
	"WITH RECURSIVE y(y) AS (VALUES (2005) UNION ALL SELECT y + 1 FROM y"
	"    WHERE y < 2024)"
	"  INSERT INTO observation SELECT 1, a.id, 0, y.y,"
	"    CASE a.id WHEN 41 THEN 1880000 ELSE 6000 + 2000 * a.id END, NULL"
	"  FROM area AS a, y;"
	"INSERT INTO observation SELECT i.id, o.area, 0, o.year, 0,"
	"    round(o.value * (0.2"
	"      + ((31 * o.area + 17 * (o.year - 2000)) * (o.year - 1997) % 29"
	"          - 14) / 20.0 * sqrt(0.16 / o.value)"
	"      + CASE o.area WHEN 1 THEN 0.02 WHEN 40 THEN 0.0003 ELSE 0 END"
	"          * (o.year - 2020)))"
	"  FROM observation AS o, indicator AS i"
	"  WHERE o.indicator = 1 AND i.id > 1 AND o.year >= 2015"
	"    AND (i.id <> 5 OR o.year % 2 = 0);"
	"UPDATE observation SET value = round(100 * numerator / (SELECT value"
	"    FROM observation AS p WHERE p.indicator = 1"
	"      AND p.area = observation.area AND p.sex = 0"
	"      AND p.year = observation.year), 2) WHERE indicator > 1;"
	"INSERT INTO area VALUES (42, 'hyvinvointialue', '09', 'H', '', '',"
	"  '', NULL);"
	"INSERT INTO area_member SELECT id, 42 FROM area WHERE id <= 40;"
	"INSERT INTO negotiation (negotiation, position, id, status, county,"
	"  date, title) VALUES ('T', 0, 'T', 'agreed', 'hyvinvointialue:09',"
	"  '2021-05-01', 'T');"
	"INSERT INTO negotiation_priority (negotiation, position, id, kind,"
	"  text) VALUES ('T', 0, 'P1', 'topic', 'P'), ('T', 1, 'P2',"
	"  'topic', 'Q');"
	"INSERT INTO negotiation_link VALUES"
	"  ('T', 0, 'P1', 'sotkanet:102', 'outcome', 'direct', '', ''),"
	"  ('T', 1, 'P1', 'sotkanet:104', 'outcome', 'proxy', '', ''),"
	"  ('T', 2, 'P1', 'sotkanet:105', 'outcome', 'proxy', '', ''),"
	"  ('T', 3, 'P2', 'sotkanet:106', 'outcome', 'weak', '', '');"
	"INSERT INTO negotiation_measure (negotiation, position, id, text)"
	"  VALUES ('T', 0, 'M1', 'M');"
	"INSERT INTO negotiation_tie VALUES ('T', 'M1', 0, 'P1', NULL);"
	"INSERT INTO agreed_figure SELECT 'T', 'sotkanet', i.code, o.area,"
	"  0, 2020, o.value, NULL FROM observation AS o"
	"  JOIN indicator AS i ON i.id = o.indicator WHERE o.year = 2020"
	"  AND i.id IN (2, 4, 6);"
	"INSERT INTO agreed_figure SELECT 'T', 'sotkanet', '105', id, 0, NULL,"
	"  NULL, 'nothing_known' FROM area WHERE id <= 40;"
	"UPDATE agreed_figure SET value = 1 WHERE code = '102' AND area = 2;"
	"DELETE FROM observation WHERE indicator = 2 AND area IN (3, 4)"
	"  AND year = 2020;"
	"INSERT INTO absence VALUES (2, 3, 0, 2020, 2);";

static int setup(void **state)
{
	*state = fixture_new("sotkanet:127", "2026-02-01", setup_sql);
	return 0;
}

#define OF "FROM v_agreement WHERE measure = 'M1' AND indicator = "

static void verdicts(void **state)
{
	struct fixture *f = *state;

	(void)run(f);
	/* 2 a year beside a band of half a point */
	assert_answer(f->db,
		      "SELECT verdict, evidence, low > 5, high < 11, note " OF
		      "'102' AND area_code = '001'",
		      "improved interval 1 1 \n");
	/* What was revised is no change; the figure agreed on stays. */
	assert_answer(f->db,
		      "SELECT agreed_value, revised_value > 15,"
		      "  abs(change - (current_value - revised_value)) < 1e-9,"
		      "  verdict " OF "'102' AND area_code = '002'",
		      "1.0 1 1 no_detectable_change\n");
	assert_answer(f->db,
		      "SELECT coalesce(agreed_value, '-'),"
		      "  coalesce(revised_value, '-'), verdict, note " OF
		      "'102' AND area_code = '003'",
		      "- - not_measurable figure_withdrawn\n");
	assert_answer(f->db,
		      "SELECT agreed_value > 15, coalesce(revised_value, '-'),"
		      "  verdict, note " OF "'102' AND area_code = '004'",
		      "1 - not_measurable figure_withdrawn\n");
	assert_answer(f->db, "SELECT DISTINCT verdict, note " OF "'104'",
		      "no_detectable_change survey; too_few_points\n");
	assert_answer(f->db, "SELECT DISTINCT verdict, note " OF "'105'",
		      "not_measurable nothing_known\n");
	/* A weak link is no hypothesis, nor is what cannot be tested. */
	assert_answer(f->db,
		      "SELECT family, p = q " OF "'102' AND area_code = '001'",
		      "1 1\n");
	/* A priority that no measure is tied to */
	assert_answer(f->db,
		      "SELECT DISTINCT measure IS NULL, priority, verdict"
		      "  FROM v_agreement WHERE indicator = '106'",
		      "1 P2 value_only\n");
}

/* Chance alone is not called a change: two at most of 37 towns whose figures go
 * nowhere, and none of the whole country's. */
static void chance(void **state)
{
	struct fixture *f = *state;

	(void)run(f);
	assert_answer(f->db,
		      "SELECT count(*) <= 2 " OF "'102' AND area_code"
		      "  BETWEEN '002' AND '039' AND area_kind = 'kunta'"
		      "  AND verdict NOT IN ('no_detectable_change',"
		      "    'not_measurable')",
		      "1\n");
	assert_answer(f->db, "SELECT verdict " OF "'102' AND area_kind = 'maa'",
		      "no_detectable_change\n");
}

static void done_anew(void **state)
{
	struct fixture *f = *state;
	char *first, *again;

	assert_false(run(f).unchanged);
	first = db_rows(f->db, "SELECT * FROM agreement");
	assert_true(run(f).unchanged);
	script(f, "UPDATE negotiation_measure SET lag_years = 9");
	assert_false(run(f).unchanged);
	assert_answer(f->db,
		      "SELECT DISTINCT verdict " OF "'102' AND area_code ="
		      "  '001'",
		      "too_early\n");
	/* What nobody is judged by yet is no hypothesis. */
	assert_answer(f->db, "SELECT count(q) " OF "'102'", "0\n");
	script(f, "UPDATE negotiation_measure SET lag_years = NULL");
	assert_false(run(f).unchanged);
	again = db_rows(f->db, "SELECT * FROM agreement");
	assert_string_equal(first, again);
	free(first);
	free(again);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(verdicts, setup, teardown),
		cmocka_unit_test_setup_teardown(chance, setup, teardown),
		cmocka_unit_test_setup_teardown(done_anew, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
