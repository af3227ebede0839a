/*
 * The five newest figures in the store: forty towns whose inhabitants are
 * known.
 */
#include "tests/support/archive.h"
#include "tests/unit/test_analysis_fixture.h"

/*
 * Towns 1 to 40 of 8 000 to 86 000 inhabitants, the country 41. Indicators: 1
 * the inhabitants; 2 a share of them, in most towns near 20 %, rising by 2 a
 * year in town 1 and by 0.03 in town 40; 3 the same, not followed; 4 a survey;
 * 5 as 2, of years that are two apart; 6 as 2, of which town 2 has four figures
 * alone and town 3 none from 2019 to 2022; 7 as 2, but town 1 falls and lacks
 * 2019 and 2022, town 2 stopped in 2018 and town 3 has hidden figures only.
 *
 * The towns' own deviations are a small multiple of chance: sqrt(0.2 * 0.8 /
 * n).
 */
static const char setup_sql[] =
	"INSERT INTO source VALUES (1, 'sotkanet', 'Sotkanet', '');"
	"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n"
	"    WHERE i < 40)"
	"  INSERT INTO area SELECT i, 'kunta', printf('%03d', i), 'T' || i,"
	"    '', '', '', NULL FROM n;"
	"INSERT INTO area VALUES (41, 'maa', '358', 'S', 'S', 'S', '', NULL);"
	"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n"
	"    WHERE i < 7)"
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
	"      + CASE o.area WHEN 1 THEN CASE i.id WHEN 7 THEN -0.02 ELSE 0.02"
	"          END WHEN 40 THEN 0.0003 ELSE 0 END"
	"          * (o.year - 2020)))"
	"  FROM observation AS o, indicator AS i"
	"  WHERE o.indicator = 1 AND i.id > 1 AND o.year >= 2015"
	"    AND (i.id <> 5 OR o.year % 2 = 0);"
	"UPDATE observation SET value = round(100 * numerator / (SELECT value"
	"    FROM observation AS p WHERE p.indicator = 1"
	"      AND p.area = observation.area AND p.sex = 0"
	"      AND p.year = observation.year), 2) WHERE indicator > 1;"
	"DELETE FROM observation WHERE indicator = 6 AND area = 2"
	"  AND year < 2021;"
	"DELETE FROM observation WHERE indicator = 6 AND area = 3"
	"  AND year BETWEEN 2019 AND 2022;"
	"DELETE FROM observation WHERE indicator = 7 AND area = 1"
	"  AND year IN (2019, 2022);"
	"DELETE FROM observation WHERE indicator = 7 AND area = 2"
	"  AND year > 2018;"
	"DELETE FROM observation WHERE indicator = 7 AND area = 3;"
	"INSERT INTO absence SELECT 7, 3, 0, y.value, s.id FROM status AS s,"
	"  json_each('[2022,2023,2024]') AS y WHERE s.name = 'suppressed';";

static int setup(void **state)
{
	*state = fixture_new("sotkanet:127", "2026-02-01", setup_sql);
	return 0;
}

/* Rows where a figure can have an interval: not of counts, surveys, or what is
 * not followed. */
static void who_has_rows(void **state)
{
	struct fixture *f = *state;

	(void)run(f);
	assert_answer(f->db,
		      "SELECT indicator, count(*) FROM v_trend"
		      "  WHERE kind = 'recent' GROUP BY 1",
		      "102 41\n105 41\n106 41\n107 40\n");
	assert_answer(f->db,
		      "SELECT DISTINCT indicator, n, first_year, last_year"
		      "  FROM v_trend WHERE kind = 'recent'"
		      "    AND area_kind = 'kunta' ORDER BY 1, 2, 3",
		      "102 5 2020 2024\n105 5 2016 2024\n106 4 2021 2024\n"
		      "106 5 2016 2024\n106 5 2020 2024\n"
		      "107 4 2015 2018\n107 5 2018 2024\n"
		      "107 5 2020 2024\n");
	assert_answer(f->db,
		      "SELECT DISTINCT verdict, note, p IS NULL, slope IS NULL"
		      "  FROM v_trend WHERE kind = 'recent'"
		      "    AND indicator = '106' AND area_code IN"
		      "    ('002', '003') ORDER BY 1",
		      "not_assessable the five newest years are far apart 1 1\n"
		      "too_few_points  1 1\n");
}

static void what_moved(void **state)
{
	struct fixture *f = *state;

	(void)run(f);
	assert_answer(f->db,
		      "SELECT verdict, direction, slope BETWEEN 1.8 AND 2.2,"
		      "  slope_low < slope AND slope < slope_high,"
		      "  p < 1e-6, p_adj >= p, q >= p_adj, s, f >= 1, family,"
		      "  note FROM v_trend WHERE kind = 'recent'"
		      "    AND indicator = '102' AND area_code = '001'",
		      "up improving 1 1 1 1 1  1 3"
		      " English Fingertips profiles: increasing\n");
	assert_answer(f->db,
		      "SELECT verdict, direction, slope BETWEEN -2.2 AND -1.8,"
		      "  note FROM v_trend WHERE kind = 'recent'"
		      "    AND indicator = '107' AND area_code = '001'",
		      "down worsening 1"
		      " English Fingertips profiles: decreasing\n");
	assert_answer(f->db,
		      "SELECT verdict, last_year FROM v_trend"
		      "  WHERE kind = 'recent' AND indicator = '107'"
		      "    AND area_code = '002'",
		      "too_few_points 2018\n");
	/* the interval is as wide either way */
	assert_answer(f->db,
		      "SELECT count(*) > 100, max(abs(slope_low + slope_high"
		      "    - 2 * slope)) < 1e-9 FROM v_trend"
		      "  WHERE kind = 'recent' AND slope IS NOT NULL",
		      "1 1\n");
	/* hardly anything else; what is not clear is no verdict */
	assert_answer(f->db,
		      "SELECT count(*) <= 2 FROM v_trend"
		      "  WHERE kind = 'recent' AND indicator = '102'"
		      "    AND verdict <> 'no_clear_trend'",
		      "1\n");
	assert_answer(f->db,
		      "SELECT count(*) FROM v_trend WHERE kind = 'recent'"
		      "  AND (q < p_adj OR p_adj < p * 0.999999"
		      "    OR (s IS NOT NULL)"
		      "    OR (f < 1) OR (q IS NULL) <> (p IS NULL))",
		      "0\n");
}

/* The widening is that of the area's band: one for all of forty towns. */
static void the_guard(void **state)
{
	struct fixture *f = *state;

	(void)run(f);
	assert_answer(f->db,
		      "SELECT count(DISTINCT f) FROM v_trend"
		      "  WHERE kind = 'recent' AND indicator = '102'"
		      "    AND area_kind = 'kunta'",
		      "1\n");
}

/* The figures of a town that stopped stand in no funnel of their year: a funnel
 * is drawn where more than a few towns have their newest figure. */
static void funnels(void **state)
{
	struct fixture *f = *state;

	(void)run(f);
	assert_answer(f->db,
		      "SELECT DISTINCT indicator, year FROM funnel_limit"
		      "  WHERE indicator IN (6, 7) ORDER BY 1",
		      "6 2024\n7 2024\n");
	assert_answer(f->db,
		      "SELECT year, unusual IS NULL FROM position"
		      "  WHERE indicator = 7 AND area = 2",
		      "2018 0\n");
	/* what grew by 2 a year stands out at the upper end, what fell by it
	 * at the lower, nearly all others are as chance and their kind */
	assert_answer(f->db,
		      "SELECT indicator, unusual FROM position"
		      "  WHERE indicator IN (2, 7) AND area = 1 ORDER BY 1",
		      "2 high\n7 low\n");
	assert_answer(f->db,
		      "SELECT count(*) < 5 FROM position"
		      "  WHERE indicator = 2 AND unusual IN ('high', 'low')",
		      "1\n");
}

static void a_break_between(void **state)
{
	struct fixture *f = *state;

	script(f, "INSERT INTO known_break VALUES"
		  "  ('sotkanet', '102', 2022, 'THL')");
	(void)run(f);
	assert_answer(f->db,
		      "SELECT DISTINCT verdict, note FROM v_trend"
		      "  WHERE kind = 'recent' AND indicator = '102'",
		      "break_in_series \n");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(who_has_rows), TEST(what_moved),      TEST(the_guard),
		TEST(funnels),      TEST(a_break_between),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
