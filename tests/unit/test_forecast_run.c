/*
 * Forecasts in a small store: which rows come out of which figures.
 */
#include "tests/unit/test_analysis_fixture.h"

/*
 * Areas: towns 1 to 150, county 151, the country 152, a region 153 that nobody
 * forecasts. Indicators, all up to 2024 but 5:
 *
 * 1 a rate that walks at random for 20 years: nothing beats its last value
 * 2 the same, not followed
 * 3 a rate of 30 towns only, of which 1 is constant and 2 was hidden in 2024
 * 4 a proportion that moves in its last five years by more than it ever did, up
 *   in half of the towns and down in the others: no break of them all
 * 5 a proportion that ended in 2019
 * 6 a count of four years
 * 7 an average of three years
 * 8 a proportion close to 100 that rises by less a year than it wavers
 * 9 a score of the country alone
 */
static const char setup_sql[] =
	"INSERT INTO source VALUES (1, 'sotkanet', 'Sotkanet', '');"
	"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n"
	"    WHERE i < 153)"
	"  INSERT INTO area SELECT i, CASE i WHEN 151 THEN 'hyvinvointialue'"
	"      WHEN 152 THEN 'maa' WHEN 153 THEN 'maakunta' ELSE 'kunta' END,"
	"    printf('%03d', i), 'A' || i, '', '', '', NULL FROM n;"
	"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n"
	"    WHERE i < 9)"
	"  INSERT INTO indicator (id, source, code, title_fi, title_sv,"
	"    title_en, unit, decimals, organisation, licence, digest)"
	"  SELECT i, 1, 100 + i, '', '', '', '', 1, '', '', 'd' || i FROM n;"
	"INSERT INTO followed SELECT 'sotkanet', code, '',"
	"    CASE id WHEN 6 THEN 'count' WHEN 9 THEN 'score'"
	"      WHEN 1 THEN 'rate' WHEN 3 THEN 'rate' ELSE 'proportion' END,"
	"    'neutral', '', '', CASE id WHEN 7 THEN 3 ELSE 1 END, '',"
	"    'register', id FROM indicator WHERE id <> 2;"
	/* noise in -0.5 to 0.5, of area, year and indicator */
	"CREATE TEMP TABLE noise AS WITH RECURSIVE y(y) AS (VALUES (2005)"
	"    UNION ALL SELECT y + 1 FROM y WHERE y < 2024)"
	"  SELECT i.id AS i, a.id AS a, y.y AS y,"
	"    ((a.id * 7919 + y.y * 104729 + i.id * 1299709) *"
	"      (a.id * 31 + y.y * 17 + i.id * 13 + 7) % 100003 % 1009)"
	"      / 1009.0 - 0.5 AS e"
	"  FROM indicator AS i, area AS a, y;"
	"INSERT INTO observation SELECT i, a, 0, y,"
	"    200 + sum(e) OVER (PARTITION BY i, a ORDER BY y), NULL"
	"  FROM noise WHERE i IN (1, 2) OR (i = 3 AND a <= 30)"
	"    OR (i = 9 AND a = 152);"
	"UPDATE observation SET value = 5.5 WHERE indicator = 3 AND area = 1;"
	"DELETE FROM observation WHERE indicator = 3 AND area = 2"
	"  AND year = 2024;"
	"INSERT INTO absence SELECT 3, 2, 0, 2024, id FROM status"
	"  WHERE name = 'suppressed';"
	"INSERT INTO observation SELECT i, a, 0, y,"
	"    50 + e + CASE WHEN y > 2019 THEN (a % 2 * 16 - 8) * (y - 2019)"
	"      ELSE 0 END, NULL"
	"  FROM noise WHERE i = 4;"
	"INSERT INTO observation SELECT i, a, 0, y, 50 + e, NULL FROM noise"
	"  WHERE i = 5 AND y < 2020;"
	"INSERT INTO observation SELECT i, a, 0, y, round(50 + 9 * e), NULL"
	"  FROM noise WHERE i = 6 AND y > 2020;"
	"INSERT INTO observation SELECT i, a, 0, y, 50 + e, NULL FROM noise"
	"  WHERE i = 7;"
	"INSERT INTO observation SELECT i, a, 0, y,"
	"    79.4 + y - 2005 + 3 * e, NULL FROM noise WHERE i = 8;";

static int setup(void **state)
{
	*state = fixture_new("sotkanet:127", "2026-02-01", setup_sql);
	return 0;
}

static void choices(void **state)
{
	struct fixture *f = *state;

	(void)run(f);
	assert_rows(f,
		    "SELECT indicator, sex, series, chosen, pool, pool_series,"
		    "  checked, accepted, reason FROM v_forecast_method"
		    "  ORDER BY indicator",
		    "101|total|150|last|own|150|750|1|- "
		    "103|total|28|last|class|178|140|1|- "
		    "104|total|150|last|own|150|750|0|coverage "
		    "105|total|0|-|-|0|0|0|no_series "
		    "106|total|0|-|-|0|0|0|no_series "
		    "107|total|0|-|-|0|0|0|no_series "
		    "108|total|150|median4|own|150|750|1|- "
		    "109|total|1|last|-|0|0|0|too_few_series ");
	assert_int_equal(number(f, "SELECT count(*) FROM v_forecast_method"
				   "  WHERE (coverage80 BETWEEN 0.75 AND 0.9)"
				   "    <> accepted AND checked > 0"),
			 0);
}

static void forecasts(void **state)
{
	struct fixture *f = *state;

	(void)run(f);
	/* five years of the towns, the county, the country; town 2 hidden */
	assert_rows(f,
		    "SELECT indicator, count(*), min(year), max(year),"
		    "  min(from_year), max(n), count(DISTINCT area_code)"
		    "  FROM v_forecast GROUP BY 1",
		    "101|760|2025|2029|2024|20|152 "
		    "103|145|2025|2029|2024|20|29 "
		    "108|760|2025|2029|2024|20|152 ");
	assert_rows(f,
		    "SELECT source, indicator, area_kind, area_code, area_fi,"
		    "  sex, year, value, low80, method, note FROM v_forecast"
		    "  WHERE indicator = '103' AND area_code = '001'"
		    "    AND year < 2027",
		    "sotkanet|103|kunta|001|A1|total|2025|5.5|-|last|"
		    "unchanged: no interval "
		    "sotkanet|103|kunta|001|A1|total|2026|5.5|-|last|"
		    "unchanged: no interval ");
	assert_rows(f,
		    "SELECT DISTINCT indicator, method, note FROM v_forecast"
		    "  WHERE low80 IS NOT NULL ORDER BY 1",
		    "101|last| "
		    "103|last|interval from indicators of its class "
		    "108|median4| ");
	assert_int_equal(number(f, "SELECT count(*) FROM v_forecast AS f"
				   "  JOIN v_observation AS o ON o.year = 2024"
				   "    AND o.indicator = f.indicator"
				   "    AND o.area_code = f.area_code"
				   "  WHERE method = 'last'"
				   "    AND f.value <> o.value"),
			 0);
}

static void intervals(void **state)
{
	struct fixture *f = *state;

	(void)run(f);
	assert_int_equal(number(f,
				"SELECT count(*) FROM v_forecast"
				"  WHERE NOT (low95 <= low80 AND low80 <= value"
				"    AND value <= high80 AND high80 <= high95)"
				"  OR (low80 IS NULL) + (high80 IS NULL)"
				"    + (low95 IS NULL) + (high95 IS NULL)"
				"    NOT IN (0, 4)"),
			 0);
	/* never narrower farther off, but where the bound cuts it */
	assert_int_equal(number(f, "SELECT count(*) FROM forecast AS a"
				   "  JOIN forecast AS b USING (indicator,"
				   "    area, sex)"
				   "  WHERE b.year = a.year + 1"
				   "    AND b.indicator <> 8"
				   "    AND b.high80 - b.low80"
				   "      < (a.high80 - a.low80) * (1 - 1e-9)"),
			 0);
	assert_rows(f,
		    "SELECT min(low95) >= 0, max(high95), max(value) <= 100,"
		    "  min(value) > 90 FROM v_forecast"
		    "  WHERE indicator = '108'",
		    "1|100.0|1|1 ");
	/* the towns of 3 have a seventh of their class's scores */
	assert_int_equal(number(f, "SELECT count(*) FROM v_forecast"
				   "  WHERE coverage IS NULL"),
			 0);
}

static void gaps(void **state)
{
	struct fixture *f = *state;

	(void)run(f);
	assert_rows(f,
		    "SELECT indicator, ifnull(area_code, '-'), sex, reason"
		    "  FROM v_gap WHERE stage = 'forecast'"
		    "    AND (area_code IS NULL OR indicator = '103')"
		    "  ORDER BY 1",
		    "103|002|total|suppressed 104|-|total|coverage "
		    "109|-|total|too_few_series ");
	assert_rows(f,
		    "SELECT indicator, reason, count(*) FROM v_gap"
		    "  WHERE stage = 'forecast' AND area_code IS NOT NULL"
		    "  GROUP BY 1, 2",
		    "103|suppressed|1 105|out_of_date|152 "
		    "106|too_few_points|152 107|moving_average|152 ");
	/* a series is forecast or has a reason, its own or its indicator's */
	assert_int_equal(
		number(f,
		       "SELECT count(*) FROM (SELECT DISTINCT indicator,"
		       "    area, sex FROM observation"
		       "    WHERE indicator <> 2 AND area <> 153) AS o"
		       "  WHERE NOT EXISTS (SELECT 1 FROM forecast AS f"
		       "    WHERE f.indicator = o.indicator"
		       "      AND f.area = o.area AND f.sex = o.sex)"
		       "  AND NOT EXISTS (SELECT 1 FROM v_gap AS g"
		       "    WHERE g.stage = 'forecast'"
		       "      AND g.indicator = 100 + o.indicator"
		       "      AND ifnull(g.area_code, printf('%03d', o.area))"
		       "        = printf('%03d', o.area))"),
		0);
}

static const char everything[] =
	"SELECT 1, indicator, sex, series, scores, error_last, error_mean3,"
	"  error_median4, chosen, pool, pool_series, checked, coverage80,"
	"  accepted FROM forecast_choice "
	"UNION ALL SELECT 2, indicator, area, sex, year, value, low80, high80,"
	"  low95, high95, method, from_year, n, note FROM forecast "
	"UNION ALL SELECT 3, indicator, area, sex, reason, 0, 0, 0, 0, 0, 0, 0,"
	"  0, 0 FROM forecast_refused ORDER BY 1, 2, 3, 4, 5";

static void only_what_is_due(void **state)
{
	static const char *const changes[] = {
		"UPDATE observation SET value = -value WHERE indicator = 2;"
		"UPDATE indicator SET digest = 'x' WHERE id = 2",
		"UPDATE observation SET value = value + 1"
		"  WHERE indicator = 1 AND year > 2020;"
		"UPDATE indicator SET digest = 'x' WHERE id = 1",
		"DELETE FROM followed WHERE code = '108'",
		"DELETE FROM observation WHERE indicator = 1;"
		"UPDATE indicator SET digest = 'y' WHERE id = 1",
	};
	struct fixture *f = *state;

	(void)run(f);
	for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
		char *bit_by_bit, *anew;

		script(f, changes[i]);
		(void)run(f);
		bit_by_bit = rows(f, everything);
		script(f, "DELETE FROM analysed");
		(void)run(f);
		anew = rows(f, everything);
		if (strcmp(bit_by_bit, anew) != 0)
			fail_msg("not as anew: %s", changes[i]);
		free(bit_by_bit);
		free(anew);
	}
	/* of what is not followed any more nothing is left */
	assert_int_equal(number(f, "SELECT count(*) FROM v_forecast"
				   "  WHERE indicator IN ('101', '108')"),
			 0);
	script(f, "DELETE FROM followed");
	(void)run(f);
	assert_rows(f, everything, "");
}

/* Areas in another order are the same areas. */
static void order_of_areas(void **state)
{
	static const char named[] =
		"SELECT m.*, '', '' FROM v_forecast_method AS m"
		"  UNION ALL SELECT * FROM v_forecast WHERE area_code > ''"
		"  ORDER BY 1, 2, 3, 4, 5, 6";
	struct fixture *f = *state;
	char *first, *second;

	(void)run(f);
	first = rows(f, named);
	script(f, "UPDATE observation SET area = 1000 - area;"
		  "UPDATE absence SET area = 1000 - area;"
		  "UPDATE area SET id = 1000 - id;"
		  "DELETE FROM analysed");
	(void)run(f);
	second = rows(f, named);
	assert_true(strlen(first) > 1000);
	assert_string_equal(first, second);
	free(first);
	free(second);
}

/* A rise in the last years shows, and makes no NaN or infinity of anything. */
static void figures_are_figures(void **state)
{
	struct fixture *f = *state;

	(void)run(f);
	assert_int_equal(number(f, "SELECT count(*) FROM forecast"
				   "  WHERE abs(value) > 1e6"
				   "    OR abs(ifnull(low95, 0)) > 1e6"
				   "    OR abs(ifnull(high95, 0)) > 1e6"),
			 0);
	assert_int_equal(number(f, "SELECT count(*) FROM forecast_choice"
				   "  WHERE (scores > 0)"
				   "    <> (error_last IS NOT NULL)"
				   "  OR (checked > 0)"
				   "    <> (coverage80 IS NOT NULL)"),
			 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(choices),          TEST(forecasts),
		TEST(intervals),        TEST(gaps),
		TEST(only_what_is_due), TEST(figures_are_figures),
		TEST(order_of_areas),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
