/*
 * Peers, positions and links over a small store: which rows come out of which
 * figures.
 */
#include "tests/unit/test_analysis_fixture.h"

/*
 * Towns 1 to 120, twenty a county, and 121, which is no more. Indicators: 1 the
 * population (1000 a number), 2 what rises with it, 3 what rises with that, 4
 * and 5 something else that goes together, in figures and slopes, 6 not
 * followed, 7 an amount. Five years, to 2024.
 */
static const char setup_sql[] =
	"INSERT INTO source VALUES (1, 'sotkanet', 'Sotkanet', '');"
	"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n"
	"    WHERE i < 121)"
	"  INSERT INTO area SELECT i, 'kunta', printf('%03d', i),"
	"    'T' || i, '', '', '', CASE WHEN i = 121 THEN '2020-12-31' END"
	"  FROM n;"
	"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n"
	"    WHERE i < 6)"
	"  INSERT INTO area SELECT 200 + i, 'hyvinvointialue',"
	"    printf('%02d', i), '', '', '', '', NULL FROM n;"
	"INSERT INTO area_member SELECT id, 201 + (id - 1) / 20 FROM area"
	"  WHERE kind = 'kunta' AND id <= 120;"
	"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n"
	"    WHERE i < 7)"
	"  INSERT INTO indicator (id, source, code, title_fi, title_sv,"
	"    title_en, unit, decimals, organisation, licence, digest)"
	"  SELECT i, 1, 100 + i, '', '', '', '', 1, '', '', 'd' || i FROM n;"
	"INSERT INTO followed SELECT 'sotkanet', code, 'title ' || code,"
	"    CASE WHEN id IN (1, 7) THEN 'count' ELSE 'rate' END, 'neutral',"
	"    '', 'theme ' || code, 1, '', 'register', id"
	"  FROM indicator WHERE id <> 6;"
	"INSERT INTO background VALUES"
	"  (0, 'sotkanet', '101', 1, 2.0, 1, 'size'),"
	"  (1, 'sotkanet', '106', 0, 1.0, 0, 'not followed'),"
	"  (2, 'sotkanet', '999', 0, 1.0, 0, 'not there');"
	"WITH RECURSIVE y(y) AS (VALUES (2020) UNION ALL SELECT y + 1 FROM y"
	"    WHERE y < 2024)"
	"  INSERT INTO observation SELECT i.id, a.id, 0, y.y, CASE i.id"
	"      WHEN 1 THEN a.id * 1000.0"
	"      WHEN 2 THEN a.id"
	"      WHEN 3 THEN a.id * 2.0 + a.id * 53 % 17"
	"      WHEN 4 THEN (a.id * 29 % 83) * (1 + (y.y - 2024) * 0.1)"
	"      WHEN 5 THEN (a.id * 29 % 83 + (a.id * 11 % 7) / 10.0)"
	"        * (1 + (y.y - 2024) * 0.1)"
	"      ELSE a.id END, NULL"
	"  FROM indicator AS i, area AS a, y WHERE a.kind = 'kunta';"
	/* men are another matter */
	"INSERT INTO observation SELECT indicator, area, 1, year,"
	"    (area * 41 % 97) * (year - 2000.0), NULL FROM observation"
	"  WHERE indicator IN (2, 4);";

static int setup(void **state)
{
	*state = fixture_new("sotkanet:101", "2026-02-01", setup_sql);
	return 0;
}

/* --- peers ------------------------------------------------------------------
 */

static void nearest_seven(void **state)
{
	struct fixture *f = *state;

	assert_false(run(f).unchanged);
	/* by the logarithm: 61 is nearer to 60 than 59 is */
	assert_rows(f,
		    "SELECT peer_fi FROM v_peer WHERE area_code = '060'"
		    "  ORDER BY rank",
		    "T61 T59 T62 T58 T63 T57 T64 ");
	/* sqrt(2) log(61/60) / (1.4826 MAD of the logarithms) */
	assert_rows(f,
		    "SELECT printf('%.6f', distance) FROM v_peer"
		    "  WHERE area_code = '060' AND rank = 1",
		    "0.033038 ");
	assert_rows(f, "SELECT count(*), count(DISTINCT area) FROM peer",
		    "840|120 ");
	/* the smallest towns have farther neighbours than nine of ten */
	assert_rows(f,
		    "SELECT area_fi, note FROM v_peer"
		    "  WHERE rank = 1 AND NOT close ORDER BY area_code LIMIT 2",
		    "T1|no close peers T2|no close peers ");
	assert_rows(f,
		    "SELECT sum(1 - close), max(variables) FROM v_peer"
		    "  WHERE rank = 1",
		    "12|1 ");
	assert_rows(f,
		    "SELECT indicator, transform, year, areas, used, note"
		    "  FROM v_background",
		    "101|log|2024|120|1| "
		    "106|none|-|0|0|no figures of a followed indicator "
		    "999|none|-|0|0|no figures of a followed indicator ");
	assert_rows(f,
		    "SELECT indicator FROM v_gap WHERE stage = 'peers'"
		    "  ORDER BY 1",
		    "106 999 ");
}

static void positions(void **state)
{
	struct fixture *f = *state;

	/* two of the peers of 60 have no figure */
	script(f, "DELETE FROM observation WHERE indicator = 2"
		  "  AND area IN (57, 64) AND year > 2022;"
		  "DELETE FROM observation WHERE indicator = 3"
		  "  AND area IN (57, 58, 59, 61, 62)");
	assert_false(run(f).unchanged);
	assert_rows(f,
		    "SELECT area_fi, year, value, median, low, high, peers,"
		    "    position, note FROM v_peer_position"
		    "  WHERE indicator = '102'"
		    "    AND area_code IN ('001', '060', '120')"
		    "  ORDER BY area_code",
		    "T1|2024|1.0|5.0|2.0|8.0|7|below| "
		    "T60|2024|60.0|61.0|58.0|63.0|5|within| "
		    "T120|2024|120.0|116.0|113.0|119.0|7|above| ");
	assert_rows(f,
		    "SELECT median, peers, position, note FROM v_peer_position"
		    "  WHERE indicator = '103' AND area_code = '060'",
		    "-|2|-|too few peers have a figure ");
	/* its own newest year, and theirs of that year */
	assert_rows(f,
		    "SELECT year, value, peers FROM v_peer_position"
		    "  WHERE indicator = '102' AND area_code = '057'",
		    "2022|57.0|7 ");
	assert_rows(f,
		    "SELECT count(*) FROM v_peer_position"
		    "  WHERE indicator = '106' OR area_code = '121'",
		    "0 ");
}

/* A town whose background is not known has no peers, and is none's. */
static void holes(void **state)
{
	struct fixture *f = *state;

	script(f, "DELETE FROM observation WHERE indicator = 1"
		  "  AND area IN (60, 61);"
		  /* the newest year is too thin: the one before counts */
		  "DELETE FROM observation WHERE indicator = 1 AND year = 2024"
		  "  AND area < 20");
	assert_false(run(f).unchanged);
	assert_rows(f,
		    "SELECT count(*) FROM v_peer"
		    "  WHERE area_code IN ('060', '061')"
		    "    OR peer_code IN ('060', '061')",
		    "0 ");
	assert_rows(f,
		    "SELECT area_code, reason FROM v_gap"
		    "  WHERE stage = 'peers' AND area_code IS NOT NULL",
		    "060|too little of its background "
		    "061|too little of its background ");
	assert_rows(f, "SELECT year, areas FROM v_background WHERE used",
		    "2023|118 ");
}

static void too_few_towns(void **state)
{
	struct fixture *f = *state;

	script(f, "DELETE FROM observation WHERE indicator = 1 AND area > 29");
	assert_false(run(f).unchanged);
	assert_rows(f, "SELECT count(*) FROM peer", "0 ");
	assert_rows(f, "SELECT note FROM v_background WHERE indicator = '101'",
		    "too few municipalities ");
	assert_rows(f, "SELECT count(*) FROM peer_position", "0 ");
}

/* Two variables, one of them with holes: how many were compared is told. */
static void fewer_variables(void **state)
{
	struct fixture *f = *state;

	script(f, "UPDATE background SET code = '10' || (position + 2)"
		  "  WHERE position > 0;"
		  "INSERT INTO background VALUES"
		  "  (3, 'sotkanet', '102', 0, 1.0, 0, 'another');"
		  "DELETE FROM observation WHERE indicator = 2 AND area = 60");
	assert_false(run(f).unchanged);
	assert_rows(f,
		    "SELECT DISTINCT variables, note FROM v_peer"
		    "  WHERE area_code = '060'",
		    "3|compared by 3 of 4 variables ");
}

/* --- when -------------------------------------------------------------------
 */

static void another_table_is_looked_at(void **state)
{
	struct fixture *f = *state;

	assert_false(run(f).unchanged);
	assert_true(run(f).unchanged);
	script(f, "UPDATE background SET weight = 3 WHERE position = 0");
	assert_false(run(f).unchanged);
	assert_true(run(f).unchanged);
	script(f, "UPDATE area_member SET parent = 202 WHERE area = 1");
	assert_false(run(f).unchanged);
	assert_true(run(f).unchanged);
	/* nothing is left of a table that is gone */
	script(f, "DELETE FROM background");
	assert_false(run(f).unchanged);
	assert_rows(f,
		    "SELECT (SELECT count(*) FROM peer),"
		    "  (SELECT count(*) FROM peer_variable),"
		    "  (SELECT count(*) FROM peer_position)",
		    "0|0|0 ");
}

/* --- links ------------------------------------------------------------------
 */

static void what_goes_together(void **state)
{
	struct fixture *f = *state;

	assert_false(run(f).unchanged);
	assert_rows(f,
		    "SELECT kind, indicator_a, indicator_b, n, rho > 0.9,"
		    "    rho_first > 0.9, rho_second > 0.9, partial > 0.9,"
		    "    family, year_a, note FROM v_link"
		    "  ORDER BY kind, indicator_a",
		    /* what is the background itself cannot be told beside it */
		    "level|102|103|120|1|1|1|-|6|2024|"
		    "cannot be told given the background "
		    "level|104|105|120|1|1|1|1|6|2024| "
		    "trend|104|105|120|1|1|1|1|1|-| ");
	assert_rows(f,
		    "SELECT indicator, reason FROM v_gap WHERE stage = 'links'"
		    "  ORDER BY indicator, reason",
		    "101|level: background: links are given it "
		    "101|trend: background: links are given it "
		    "107|level: an amount, no share or rate "
		    "107|trend: an amount, no share or rate ");
}

static void links_go_with_their_indicators(void **state)
{
	struct fixture *f = *state;

	assert_false(run(f).unchanged);
	/* now of one theme */
	script(f, "UPDATE followed SET theme = 'theme 104' WHERE code = '105'");
	assert_false(run(f).unchanged);
	assert_rows(f, "SELECT DISTINCT indicator_a, family FROM v_link",
		    "102|5 ");
	script(f, "UPDATE followed SET theme = 'theme 105' WHERE code = '105'");
	assert_false(run(f).unchanged);
	assert_rows(f, "SELECT count(*) FROM v_link", "3 ");
	script(f, "DELETE FROM followed WHERE code = '105'");
	assert_false(run(f).unchanged);
	assert_rows(f, "SELECT DISTINCT indicator_a FROM v_link", "102 ");
	script(f, "DELETE FROM observation WHERE indicator = 2 AND area > 99;"
		  "UPDATE indicator SET digest = 'other' WHERE id = 2");
	assert_false(run(f).unchanged);
	assert_rows(f, "SELECT count(*) FROM link", "0 ");
	assert_rows(f,
		    "SELECT areas, note FROM link_subject"
		    "  WHERE indicator = 2 AND kind = 'level'",
		    "99|fewer than 100 municipalities ");
	/* figures of men alone are not looked at */
	script(f, "DELETE FROM observation WHERE indicator = 4 AND sex = 0;"
		  "UPDATE indicator SET digest = 'other' WHERE id = 4");
	assert_false(run(f).unchanged);
	assert_rows(f,
		    "SELECT areas, note FROM link_subject"
		    "  WHERE indicator = 4 AND kind = 'level'",
		    "0|fewer than 100 municipalities ");
}

#define STORE_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(nearest_seven),
		STORE_TEST(positions),
		STORE_TEST(holes),
		STORE_TEST(too_few_towns),
		STORE_TEST(fewer_variables),
		STORE_TEST(another_table_is_looked_at),
		STORE_TEST(what_goes_together),
		STORE_TEST(links_go_with_their_indicators),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
