/*
 * Spread between municipalities, through the store.
 */
#include "tests/unit/test_analysis_fixture.h"

/* Twelve towns; 127 their inhabitants; 201 a followed rate that narrows, 202
 * one that does not, 203 not followed. */
static const char setup_sql[] =
	"INSERT INTO source VALUES (1, 'sotkanet', 'Sotkanet', '');"
	"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n"
	"    WHERE i < 12)"
	"  INSERT INTO area SELECT i, 'kunta', printf('%03d', i), 'A', 'A',"
	"    'A', '', NULL FROM n;"
	"INSERT INTO indicator (id, source, code, title_fi, title_sv,"
	"    title_en, unit, decimals, organisation, licence, digest)"
	"  VALUES (1, 1, '127', '', '', '', 'LKM', 0, '', '', 'a'),"
	"  (2, 1, '201', '', '', '', 'PER1000', 1, '', '', 'b'),"
	"  (3, 1, '202', '', '', '', 'PER1000', 1, '', '', 'c'),"
	"  (4, 1, '203', '', '', '', 'PER1000', 1, '', '', 'd');"
	"INSERT INTO followed SELECT 'sotkanet', code, '', 'rate',"
	"    'lower_better', '', '', 1, '', 'register', id"
	"  FROM indicator WHERE code IN ('201', '202');"
	"WITH RECURSIVE y(y) AS (VALUES (2013) UNION ALL SELECT y + 1 FROM y"
	"    WHERE y < 2024)"
	"  INSERT INTO observation SELECT i.id, a.id, 0, y.y,"
	"    CASE i.id WHEN 1 THEN 1000.0 * a.id WHEN 3 THEN 40.0 + a.id"
	"      ELSE 50 + (a.id - 6.5) * (2040 - y.y) / 10 END, NULL"
	"  FROM indicator AS i, area AS a, y;";

static int setup(void **state)
{
	*state = fixture_new("sotkanet:127", "2026-02-01", setup_sql);
	return 0;
}

static void assert_number(struct fixture *f, const char *query, int64_t want)
{
	int64_t got = number(f, query);

	if (got != want)
		fail_msg("%s: %d, expected %d", query, (int)got, (int)want);
}

static void rows_in_the_store(void **state)
{
	struct fixture *f = *state;

	(void)run(f);
	assert_number(f, "SELECT count(*) FROM v_inequality", 24);
	assert_number(f,
		      "SELECT count(*) FROM v_inequality WHERE indicator IN"
		      " ('127', '203')",
		      0);
	/* sum of i^2 / sum of i = 25/3 by weights 1 to 12: the towns' mean is
	 * 50 + (25/3 - 6.5) 2.7 in 2013 */
	assert_number(f,
		      "SELECT abs(mean - 54.95) < 1e-9 FROM v_inequality"
		      " WHERE indicator = '201' AND year = 2013",
		      1);
	assert_number(f,
		      "SELECT n = 12 AND abs(theil - theil_between -"
		      " theil_within) < 1e-12 FROM v_inequality"
		      " WHERE indicator = '202' AND year = 2020",
		      1);
	/* one family of two; the constant one has no test to make */
	assert_number(f,
		      "SELECT count(*) FROM v_inequality_trend"
		      " WHERE indicator = '201' AND s = -45 AND n = 10"
		      " AND towns = 12 AND measure = 'cv' AND family = 1"
		      " AND q = p_adj AND verdict LIKE 'down%'"
		      " AND direction = 'narrowing'",
		      1);
	assert_number(f,
		      "SELECT count(*) FROM v_inequality_trend"
		      " WHERE indicator = '202' AND q IS NULL"
		      " AND verdict = 'no_clear_trend' AND note = 'unchanged'",
		      1);
}

static void rows_go_with_their_indicator(void **state)
{
	struct fixture *f = *state;

	(void)run(f);
	script(f, "DELETE FROM followed WHERE code = '201'");
	(void)run(f);
	assert_number(f, "SELECT count(*) FROM v_inequality_trend", 1);
	assert_number(f, "SELECT count(*) FROM v_inequality", 12);
	/* twice the same: nothing is doubled */
	script(f, "UPDATE indicator SET digest = 'new'");
	(void)run(f);
	assert_number(f, "SELECT count(*) FROM v_inequality", 12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(rows_in_the_store, setup,
						teardown),
		cmocka_unit_test_setup_teardown(rows_go_with_their_indicator,
						setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
