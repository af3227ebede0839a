/*
 * Levels in a small store: which denominators are accepted, what is compared
 * with what, and why something is not.
 */
#include "tests/unit/test_analysis_fixture.h"

#include <math.h>

#include "analysis/interval.h"
#include "analysis/position.h"
#include "analysis/recent_sheet.h"

/*
 * Towns 1 to 6 of county 9 have 60000, 20000, 8000, 6000, 4000 and 2000
 * inhabitants, town 8 of county 11 has 900000, country 10 all of them; so for
 * ten years up to 2023. Indicators:
 * 1 a rate of the population, 2 a proportion of about half of it, 3 the same
 * with values that are not of these numerators (standardised), 4 a survey, 5 a
 * count, 6 euros in all, 7 euros per inhabitant, 8 a rate of few cases, 9 a
 * three-year average, 10 a rate without numerators, 11 a rate with a printed
 * value so coarse that any population would do, 12 a rate that rises, 13 one
 * that the country does not have, 14 arrivals less departures, 15 as 2 with a
 * town 7 of county 9, of which nothing is known but its figures, 16 as 1 with a
 * case a year in town 4 and none in town 6. Lower is better in all but 2 and 3.
 */
static const char setup_sql[] =
	"INSERT INTO source VALUES (1, 'sotkanet', 'Sotkanet', '');"
	"CREATE TEMP TABLE t (id INTEGER, p REAL, county INTEGER);"
	"INSERT INTO t VALUES (1, 60000, 9), (2, 20000, 9), (3, 8000, 9),"
	"  (4, 6000, 9), (5, 4000, 9), (6, 2000, 9), (8, 900000, 11);"
	"INSERT INTO area SELECT id, 'kunta', '00' || id, 'T' || id, '', '', "
	"'',"
	"  NULL FROM t;"
	"INSERT INTO area VALUES"
	"  (9, 'hyvinvointialue', '07', 'P', '', '', '', NULL),"
	"  (11, 'hyvinvointialue', '06', 'Q', '', '', '', NULL),"
	"  (10, 'maa', '358', 'F', '', '', '', NULL);"
	"INSERT INTO area_member SELECT id, county FROM t;"
	"INSERT INTO indicator (id, source, code, title_fi, title_sv, title_en,"
	"    unit, decimals, organisation, licence, digest)"
	"  SELECT value, 1, CASE value WHEN 127 THEN 127 ELSE 100 + value END,"
	"    '', '', '', CASE WHEN value IN (2, 3, 4, 15) THEN 'PROS'"
	"      WHEN value IN (1, 8, 9, 10, 11, 12, 13, 14, 16) THEN 'PER1000'"
	"      ELSE '' END,"
	"    CASE value WHEN 11 THEN 0 ELSE 1 END, '', '', 'd' || value"
	"  FROM json_each('[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,127]');"
	"INSERT INTO followed SELECT 'sotkanet', code, '',"
	"    CASE WHEN id IN (2, 3, 4, 15) THEN 'proportion'"
	"      WHEN id IN (5, 127) THEN 'count' WHEN id IN (6, 7) THEN 'money'"
	"      ELSE 'rate' END,"
	"    CASE WHEN id IN (2, 3) THEN 'higher_better' ELSE 'lower_better'"
	"    END, '', '', CASE id WHEN 9 THEN 3 ELSE 1 END, '',"
	"    CASE id WHEN 4 THEN 'survey' ELSE 'register' END, id"
	"  FROM indicator;"
	/* numerator and denominator of every town, then their sums */
	"CREATE TEMP TABLE f (i INTEGER, id INTEGER, y INTEGER, a REAL, d "
	"REAL);"
	"WITH RECURSIVE y(y) AS (VALUES (2014) UNION ALL SELECT y + 1 FROM y"
	"    WHERE y < 2023)"
	"  INSERT INTO f SELECT i.id, t.id, y.y, CASE"
	"      WHEN i.id IN (2, 3, 4, 15) THEN round((p / 2 - t.id) *"
	"        (0.30 + t.id / 100.0 + y.y % 3 / 200.0))"
	"      WHEN i.id = 8 THEN round(p * (1.4 + y.y % 2 / 10.0) / 1000)"
	"      WHEN i.id = 16 AND t.id IN (4, 6) THEN t.id = 4"
	"      WHEN i.id = 11 THEN round(p * 1.2 / 1000)"
	"      WHEN i.id = 14 THEN round(p * (t.id - 3) / 1000)"
	"      WHEN i.id = 12 THEN round(p * (10 + t.id + (y.y - 2014) / 2.0)"
	"        / 1000)"
	"      ELSE round(p * (10 + t.id + y.y % 3 / 10.0) / 1000) END,"
	"    CASE WHEN i.id IN (2, 3, 4, 15) THEN p / 2 - t.id ELSE p END"
	"  FROM indicator AS i, t, y WHERE i.id NOT IN (5, 6, 7, 127);"
	"INSERT INTO f SELECT i, county, y, sum(a), sum(d) FROM f JOIN t"
	"  USING (id) GROUP BY i, county, y;"
	"INSERT INTO f SELECT i, 10, y, sum(a), sum(d) FROM f"
	"  WHERE id IN (9, 11) AND i <> 13 GROUP BY i, y;"
	"INSERT INTO observation SELECT i, id, 0, y,"
	"    round(CASE WHEN i IN (2, 3, 4, 15) THEN 100 ELSE 1000 END * a / d "
	"*"
	"      CASE WHEN i = 3 AND id < 9 THEN 1.2 ELSE 1 END,"
	"      CASE i WHEN 11 THEN 0 ELSE 1 END),"
	"    CASE WHEN i NOT IN (4, 10) THEN a END FROM f;"
	/* inhabitants, and what is counted or paid */
	"CREATE TEMP TABLE n AS SELECT id, p FROM t UNION ALL"
	"  SELECT county, sum(p) FROM t GROUP BY county UNION ALL"
	"  SELECT 10, sum(p) FROM t;"
	"INSERT INTO observation SELECT i.id, n.id, 0, y.y,"
	"    CASE i.id WHEN 7 THEN 90.0 + n.id ELSE p END, NULL"
	"  FROM indicator AS i, n, (SELECT DISTINCT y FROM f) AS y"
	"  WHERE i.id IN (5, 6, 7, 127);"
	/* town 4's newest figure is hidden; men and women of town 2 */
	"DELETE FROM observation WHERE indicator = 1 AND area = 4"
	"  AND year = 2023;"
	"INSERT INTO absence SELECT 1, 4, 0, 2023, id FROM status"
	"  WHERE name = 'suppressed';"
	"INSERT INTO observation VALUES (1, 2, 1, 2023, 12.0, 120),"
	"  (1, 2, 2, 2023, 13.0, 130);"
	"INSERT INTO area VALUES (7, 'kunta', '007', 'T7', '', '', '', NULL);"
	"INSERT INTO area_member VALUES (7, 9);"
	"INSERT INTO observation SELECT 15, 7, 0, year, 40, NULL"
	"  FROM observation WHERE indicator = 15 AND area = 6;"
	/* town 5 stopped */
	"DELETE FROM observation WHERE indicator = 2 AND area = 5"
	"  AND year > 2018;";

static int setup(void **state)
{
	*state = fixture_new("sotkanet:127", "2025-02-01", setup_sql);
	(void)run(*state);
	return 0;
}

/* One text of the store: the query's only column, its rows by blanks. */
static void assert_text(struct fixture *f, const char *sql, const char *want)
{
	char *got = rows(f, sql);
	size_t n = strlen(got);

	if (n > 0)
		got[n - 1] = '\0';
	assert_string_equal(got, want);
	free(got);
}

static double figure(struct fixture *f, const char *sql)
{
	struct err e = {0};
	struct stmt *q;
	double v;

	assert_ok(stmt_new(&q, f->db, sql, &e));
	assert_int_equal(stmt_step(q, &e), 1);
	v = stmt_col_null(q, 0) ? (double)NAN : stmt_col_double(q, 0);
	stmt_free(q);
	return v;
}

#define ROW(columns, indicator, area)                                          \
	"SELECT " columns " FROM position WHERE indicator = " #indicator       \
	" AND area = " #area " AND sex = 0"

static void denominators(void **state)
{
	struct fixture *f = *state;

	/* the population, where it reproduces the values */
	assert_text(f, ROW("denominator_from || ' ' || denominator", 1, 1),
		    "population 60000.0");
	/* the value's own, where the parts add up: 29999 to within 0.2 % */
	assert_text(f, ROW("denominator_from", 2, 1), "own");
	assert_true(fabs(figure(f, ROW("denominator", 2, 1)) - 29999) < 60);
	/* county 9 and the country cannot be added up without town 7: county
	 * 11 alone tells that they add up */
	assert_text(f, ROW("denominator_from", 15, 1), "own");
	assert_text(f, ROW("reason", 15, 7), "no_numerator");
	assert_text(f,
		    "SELECT DISTINCT reason FROM position WHERE indicator = 3",
		    "no_denominator");
	assert_text(f,
		    "SELECT DISTINCT reason FROM position WHERE indicator = 9",
		    "moving_average");
	assert_text(f,
		    "SELECT DISTINCT reason FROM position WHERE indicator = 10",
		    "no_numerator");
	assert_text(f,
		    "SELECT DISTINCT denominator_from FROM position"
		    "  WHERE indicator = 11",
		    "-");
	/* a gap says the same */
	assert_text(f,
		    "SELECT DISTINCT reason FROM v_gap WHERE stage = 'level'"
		    "  AND indicator = '103'",
		    "no_denominator");
	assert_text(f,
		    "SELECT count(*) FROM v_gap WHERE stage = 'level'"
		    "  AND indicator = '101' AND sex = 'total'",
		    "1");
}

static void intervals(void **state)
{
	struct fixture *f = *state;
	struct interval i;
	double a = figure(f, ROW("numerator", 1, 1));

	assert_text(f, ROW("method", 1, 1), "Byars");
	i = interval_scaled(interval_count(a, 0.95), 1000.0 / 60000);
	assert_near(figure(f, ROW("low", 1, 1)), i.low, 1e-12);
	assert_near(figure(f, ROW("high", 1, 1)), i.high, 1e-12);
	i = interval_scaled(interval_count(a, 0.998), 1000.0 / 60000);
	assert_near(figure(f, ROW("low998", 1, 1)), i.low, 1e-12);
	assert_near(figure(f, ROW("high998", 1, 1)), i.high, 1e-12);
	assert_text(f, ROW("method", 2, 1), "Wilson");
	i = interval_scaled(
		interval_proportion(figure(f, ROW("numerator", 2, 1)),
				    figure(f, ROW("denominator", 2, 1)), 0.95),
		100);
	assert_near(figure(f, ROW("low", 2, 1)), i.low, 1e-12);
	assert_near(figure(f, ROW("high", 2, 1)), i.high, 1e-12);
}

static void comparisons(void **state)
{
	struct fixture *f = *state;

	/* 11.1 per 1000 against 17.4 in the country, 11.9 in the county: its
	 * rest would tell of town 4, whose figure is hidden */
	assert_text(f, ROW("level_class || ' ' || standing", 1, 1),
		    "much_lower much_better");
	assert_near(figure(f, ROW("difference", 1, 1)),
		    figure(f, ROW("value - benchmark", 1, 1)), 1e-12);
	assert_near(figure(f, ROW("percent", 1, 1)),
		    figure(f, ROW("100 * (value / benchmark - 1)", 1, 1)),
		    1e-12);
	assert_near(figure(f, ROW("county_benchmark", 1, 1)),
		    figure(f, ROW("value", 1, 9)), 1e-12);
	/* town 8 is most of the country: compared with the rest of it */
	assert_text(f, ROW("note", 1, 8), "benchmark_without_the_area");
	assert_near(figure(f, ROW("benchmark", 1, 8)),
		    1000 * figure(f, ROW("numerator", 1, 9)) / 100000, 1e-12);
	/* higher is better there */
	assert_text(f, ROW("level_class || ' ' || standing", 2, 1),
		    "much_lower much_worse");
	/* placed, not judged */
	assert_text(f, ROW("level_class", 4, 1), "below");
	assert_text(f, ROW("coalesce(standing, '-') || ' ' || note", 4, 1),
		    "- survey");
	assert_text(f, ROW("coalesce(low, 'none')", 4, 1), "none");
	assert_text(f, ROW("level_class || ' ' || note", 7, 6),
		    "below class_without_interval");
	assert_text(f, ROW("level_class || ' ' || note", 14, 5),
		    "below class_without_interval");
	/* amounts are no levels */
	assert_text(f, ROW("level_class || ' ' || note", 5, 1),
		    "not_compared class_without_interval; amount");
	assert_text(f, ROW("level_class || ' ' || reason", 6, 1),
		    "not_compared amount");
	assert_text(f, ROW("level_class || ' ' || reason", 13, 1),
		    "not_compared no_benchmark");
	assert_text(f, ROW("county_class <> 'not_compared'", 13, 1), "1");
}

static void hidden_and_few(void **state)
{
	struct fixture *f = *state;

	assert_text(f,
		    ROW("year || ' ' || coalesce(value, '-') || ' ' || reason",
			1, 4),
		    "2023 - suppressed");
	assert_text(f, ROW("note", 1, 4), "suppressed");
	assert_text(f, ROW("coalesce(rank, '-')", 1, 4), "-");
	/* three cases in town 6: no interval of one year, five years as one */
	assert_text(f, ROW("numerator", 8, 6), "3.0");
	assert_text(f, ROW("note || ' ' || coalesce(low, '-')", 8, 6),
		    "fewer_than_5_cases; differences_within_chance -");
	assert_text(f, ROW("reason || ' ' || unstable", 8, 6),
		    "fewer_than_5_cases 1");
	assert_text(f, ROW("pooled_from", 8, 6), "2019");
	assert_near(figure(f, ROW("pooled_value", 8, 6)), 1.5, 1e-12);
	assert_near(figure(f, ROW("pooled_low", 8, 6)),
		    interval_count(15, 0.95).low / 10, 1e-12);
	assert_text(f, ROW("pooled_class", 8, 6), "similar");
	/* six of 4000 in town 5, 5.6 of them a year: judged, and pooled */
	assert_text(f, ROW("level_class || ' ' || unstable", 8, 5),
		    "similar 1");
	assert_text(f, ROW("pooled_from", 8, 5), "2019");
	/* 12 of 8000: 35 in three years are enough */
	assert_text(f, ROW("pooled_from", 8, 3), "2021");
	assert_text(f,
		    ROW("unstable || ' ' || coalesce(pooled_from, '-')", 8, 2),
		    "0 -");
	/* a case a year: five in five years are shown, none is not */
	assert_text(f, ROW("pooled_from || ' ' || pooled_value", 16, 4),
		    "2019 0.166666666666667");
	assert_text(f,
		    ROW("reason || ' ' || coalesce(pooled_from, '-')", 16, 6),
		    "fewer_than_5_cases -");
	/* zero cases more or less: 120 men and 130 women are not 242 */
	assert_text(f, ROW("note", 1, 2), "sexes_disagree");
	assert_text(f, ROW("year || ' ' || note", 2, 5), "2018 out_of_date");
}

static void places(void **state)
{
	struct fixture *f = *state;

	/* 1 is the highest figure; town 4 does not report */
	assert_text(f,
		    "SELECT coalesce(rank, '-') FROM position"
		    "  WHERE indicator = 7 AND sex = 0 AND area < 9"
		    "  ORDER BY area",
		    "7 6 5 4 3 2 1");
	assert_text(f, ROW("ranked || ' ' || quintile", 7, 8), "7 5");
	assert_text(f, ROW("ranked || ' ' || quintile", 7, 1), "7 1");
	assert_text(f, ROW("ranked", 1, 1), "6");
	/* two counties only: no fifths of them */
	assert_text(f, ROW("ranked || ' ' || coalesce(quintile, '-')", 7, 9),
		    "2 -");
	/* median of 91..96 and 98: 94; distances 3 2 1 0 1 2 4, middle 2 */
	assert_near(figure(f, ROW("z", 7, 8)), 4 / (1.4826 * 2), 1e-9);
	assert_near(figure(f, ROW("z", 7, 1)), -3 / (1.4826 * 2), 1e-9);
	/* counties are not drawn towards anything */
	assert_text(f, ROW("coalesce(shrunken, '-')", 1, 9), "-");
	/* town 5's figure of 2018 stands among those of 2018 */
	assert_text(f, ROW("ranked", 2, 5), "7");
	assert_text(f, ROW("ranked", 2, 6), "6");
	/* shrunken towards the mean, excess at the benchmark's level */
	assert_text(f, ROW("by_shrunken", 1, 1), "1");
	assert_text(f, ROW("shrunken > value", 1, 1), "1");
	assert_text(f, ROW("shrunken < value", 1, 8), "1");
	assert_near(figure(f, ROW("excess", 1, 1)),
		    figure(f, ROW("(shrunken - benchmark) * 60", 1, 1)), 1e-9);
	assert_text(f, ROW("rank_low <= rank AND rank <= rank_high", 1, 1),
		    "1");
	assert_text(f, ROW("rank_high <= ranked AND rank_low >= 1", 1, 6), "1");
	/* the big town is surely the highest */
	assert_text(f, ROW("rank_low = 1 AND rank_high <= 2", 1, 8), "1");
	assert_text(f, ROW("coalesce(rank_low, '-')", 7, 1), "-");
	/* seven areas make no funnel */
	assert_text(f, ROW("coalesce(unusual, '-')", 1, 1), "-");
	assert_text(f, "SELECT count(*) FROM funnel_limit", "0");
}

static void matrix(void **state)
{
	struct fixture *f = *state;

	/* 12 rises by 4.5 per 1000 everywhere: worsening */
	assert_text(f,
		    "SELECT area_code || ':' || coalesce(cell, '-')"
		    "  FROM v_matrix WHERE indicator = '112'"
		    "  AND area_kind = 'kunta' ORDER BY area_code",
		    "001:3 002:3 003:3 004:2 005:2 006:2 008:1");
	assert_text(f,
		    "SELECT trend_verdict || ' ' || direction FROM v_matrix"
		    "  WHERE indicator = '112' AND area_code = '001'",
		    "up worsening");
	/* no way up or down in 101, and the country above */
	assert_text(f,
		    "SELECT cell FROM v_matrix WHERE indicator = '101'"
		    "  AND area_code = '001'",
		    "7");
	/* the other way round where higher is better */
	assert_text(f,
		    "SELECT cell FROM v_matrix WHERE indicator = '102'"
		    "  AND area_code = '001'",
		    "4");
	assert_true(figure(f, "SELECT persons FROM v_matrix"
			      "  WHERE indicator = '102'"
			      "  AND area_code = '001'") > 0);
	assert_true(figure(f, "SELECT persons FROM v_matrix"
			      "  WHERE indicator = '112'"
			      "  AND area_code = '001'") < 0);
	/* without a cell there is a reason */
	assert_text(f,
		    "SELECT count(*) FROM v_matrix WHERE cell IS NULL"
		    "  AND note = '' OR cell IS NOT NULL AND note <> ''",
		    "0");
	assert_text(f,
		    "SELECT note FROM v_matrix WHERE indicator = '104'"
		    "  AND area_code = '001'",
		    "level_not_judged: no interval");
	assert_text(f,
		    "SELECT apart FROM v_matrix WHERE indicator = '108'"
		    "  AND area_code = '005'",
		    "unstable");
	/* every place in a cell is taken once, from 1 on */
	assert_text(f,
		    "SELECT count(*) FROM (SELECT max(place) <> count(*) AS b"
		    "  FROM v_matrix WHERE cell IS NOT NULL GROUP BY area_kind,"
		    "  area_code, cell, apart IS NULL) WHERE b",
		    "0");
}

/* --- recent trends, which the trends' study asks for -----------------------
 */

static const struct recent_series *recent_of(const struct recents *r,
					     int64_t area)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->list[i].series->place->id == area &&
		    r->list[i].series->sex == 0)
			return &r->list[i];
	fail_msg("area %lld has no recent trend", (long long)area);
	return NULL;
}

/* The five newest figures of an indicator; s, d and r are the caller's. */
static void find_recents(struct fixture *f, const struct country *country,
			 int64_t indicator, struct sheet *s,
			 struct denominators *d, struct recents *r)
{
	struct sheet_reader *reader;
	struct err e = {0};

	assert_ok(sheet_reader_new(&reader, f->db, country, 2025, &e));
	assert_ok(sheet_read(reader, indicator, s, &e));
	sheet_complete(s);
	denominators_find(s, d);
	recents_find(s, d, r);
	sheet_reader_free(reader);
}

static void recent_trends(void **state)
{
	struct fixture *f = *state;
	struct country country = {0};
	struct sheet s = {0};
	struct denominators d;
	struct recents r;
	const struct recent_series *one;
	struct err e = {0};

	assert_ok(country_read(&country, f->db, "sotkanet:127", &e));
	find_recents(f, &country, 12, &s, &d, &r);
	one = recent_of(&r, 8);
	assert_string_equal(one->reason, "");
	assert_int_equal(one->first_year, 2019);
	assert_int_equal(one->last_year, 2023);
	assert_true(fabs(one->fit.slope - 0.5) < 0.02);
	assert_int_equal(one->peer_marker, RECENT_INCREASING);
	/* seven towns make no band: by its own spread */
	assert_near(one->phi, (double)NAN, 0);
	assert_int_equal(one->marker, RECENT_INCREASING);
	assert_true(one->low > 0 && one->p < 0.002);
	/* 2000 inhabitants: the same rise may be chance */
	assert_int_equal(recent_of(&r, 6)->peer_marker, RECENT_NO_CHANGE);
	recents_release(&r);
	denominators_release(&d);

	find_recents(f, &country, 2, &s, &d, &r);
	assert_string_equal(recent_of(&r, 5)->reason, "out_of_date");
	assert_string_equal(recent_of(&r, 1)->reason, "");
	recents_release(&r);
	denominators_release(&d);

	find_recents(f, &country, 4, &s, &d, &r);
	assert_string_equal(recent_of(&r, 1)->reason, "survey");
	assert_int_equal(recent_of(&r, 1)->marker, RECENT_CANNOT);
	recents_release(&r);
	denominators_release(&d);

	find_recents(f, &country, 1, &s, &d, &r);
	/* a hidden newest figure: the five before it */
	assert_int_equal(recent_of(&r, 4)->last_year, 2022);
	recents_release(&r);
	denominators_release(&d);
	sheet_release(&s);
	country_release(&country);
}

/* The rows do not depend on what was there before. */
static void again(void **state)
{
	struct fixture *f = *state;
	double before = figure(f, "SELECT total(low) + count(*) FROM position");

	script(f, "DELETE FROM analysed;");
	(void)run(f);
	assert_near(figure(f, "SELECT total(low) + count(*) FROM position"),
		    before, 0);
	/* no longer followed: gone */
	script(f, "DELETE FROM followed WHERE code = '101';"
		  "DELETE FROM analysed;");
	(void)run(f);
	assert_text(f, "SELECT count(*) FROM position WHERE indicator = 1",
		    "0");
}

static const char *const findings[] = {
	"SELECT * FROM position ORDER BY 1, 2, 3",
	"SELECT * FROM funnel_limit ORDER BY 1, 2, 3, 4",
	"SELECT * FROM level_change ORDER BY 1, 2, 3, 4",
	"SELECT * FROM trend ORDER BY 1, 2, 3, 4",
	"SELECT * FROM forecast_choice ORDER BY 1, 2",
	"SELECT * FROM forecast ORDER BY 1, 2, 3, 4",
	"SELECT * FROM inequality_trend ORDER BY 1, 2",
	"SELECT * FROM inequality ORDER BY 1, 2, 3",
	"SELECT indicator, series, clear FROM analysed ORDER BY 1",
};

/* Another one has changed: all are looked at, and what depends on their own
 * figures alone stands. */
static void others_stand(void **state)
{
	struct fixture *f = *state;
	char *along[ARRAY_LEN(findings)], *anew;

	script(f, "UPDATE observation SET value = value * 1.5"
		  "  WHERE indicator = 1 AND year > 2020;"
		  "UPDATE indicator SET digest = 'x' WHERE id = 1");
	(void)run(f);
	for (size_t i = 0; i < ARRAY_LEN(findings); i++)
		along[i] = rows(f, findings[i]);
	script(f, "DELETE FROM analysed");
	(void)run(f);
	for (size_t i = 0; i < ARRAY_LEN(findings); i++) {
		anew = rows(f, findings[i]);
		assert_string_equal(along[i], anew);
		free(anew);
		free(along[i]);
	}

	script(f, "UPDATE position SET note = 'stands' WHERE indicator = 2;"
		  "UPDATE indicator SET digest = 'y' WHERE id = 1");
	(void)run(f);
	assert_text(f,
		    "SELECT count(*) > 0 AND min(note) = 'stands' FROM position"
		    "  WHERE indicator = 2",
		    "1");
	script(f, "UPDATE indicator SET digest = 'y' WHERE id = 2");
	(void)run(f);
	assert_text(f,
		    "SELECT sum(note = 'stands') FROM position"
		    "  WHERE indicator = 2",
		    "0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(denominators, setup, teardown),
		cmocka_unit_test_setup_teardown(intervals, setup, teardown),
		cmocka_unit_test_setup_teardown(comparisons, setup, teardown),
		cmocka_unit_test_setup_teardown(hidden_and_few, setup,
						teardown),
		cmocka_unit_test_setup_teardown(places, setup, teardown),
		cmocka_unit_test_setup_teardown(matrix, setup, teardown),
		cmocka_unit_test_setup_teardown(recent_trends, setup, teardown),
		cmocka_unit_test_setup_teardown(again, setup, teardown),
		cmocka_unit_test_setup_teardown(others_stand, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
