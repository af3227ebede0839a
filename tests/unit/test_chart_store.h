/*
 * A store with every kind of awkward figure, and charts of it that are drawn by
 * gnuplot and read back.
 */
#ifndef TESTS_UNIT_TEST_CHART_STORE_H
#define TESTS_UNIT_TEST_CHART_STORE_H

#include "tests/support/test.h"

#include <math.h>

#include "lib/embedded.h"
#include "plots/draw.h"
#include "plots/picture.h"
#include "plots/plots.h"
#include "tests/unit/test_chart_seen.h"

#define HOSTILE                                                                \
	"a`touch pwned`b @W \"q\" ''s'' ''''t'''' \\n {x}_^2 & <b>c</b> ]]> "  \
	"%d &amp; "                                                            \
	"''; system(\"touch pwned\"); # END $line"

static const struct schema etl = {.room = "etl",
				  .tables = text_etl_schema_sql,
				  .views = text_etl_views_sql};
static const struct schema analysis = {.room = "analysis",
				       .tables = text_analysis_schema_sql,
				       .views = text_analysis_views_sql};
static const struct schema *const rooms[] = {&etl, &analysis, &plots_schema};
static const struct store_schemas schemas = {rooms, ARRAY_LEN(rooms)};

/*
 * Areas: 1 the country, 2 the county of Päijät-Häme with its ten municipalities
 * 11..20, 3 a county whose three municipalities 21..23 no grid and no map
 * knows. Indicators: 1 lower is better, with a country row, one figure hidden
 * and one gap of ten years; 2 without polarity or country row; 3 all alike; 4
 * negative and large; 5 in one municipality only; 6 a title of 160 signs; 7 a
 * title that is meant to break out.
 */
static const char rows[] =
	"INSERT INTO source VALUES"
	" (1, 'sotkanet', 'Sotkanet.fi (THL)', 'CC BY 4.0');"
	"INSERT INTO area (id, kind, code, name_fi, name_sv, name_en) VALUES"
	" (1, 'maa', '358', 'Koko Suomi', '', ''),"
	" (2, 'hyvinvointialue', '09', 'Päijät-Hämeen hyvinvointialue', '', "
	"''),"
	" (3, 'hyvinvointialue', '99', 'Vieras hyvinvointialue', '', ''),"
	" (11, 'kunta', '398', 'Lahti', 'Lahtis', ''),"
	" (12, 'kunta', '016', 'Asikkala', '', ''),"
	" (13, 'kunta', '081', 'Hartola', '', ''),"
	" (14, 'kunta', '098', 'Hollola', '', ''),"
	" (15, 'kunta', '111', 'Heinola', '', ''),"
	" (16, 'kunta', '142', 'Iitti', '', ''),"
	" (17, 'kunta', '316', 'Kärkölä', '', ''),"
	" (18, 'kunta', '560', 'Orimattila', '', ''),"
	" (19, 'kunta', '576', 'Padasjoki', '', ''),"
	" (20, 'kunta', '781', 'Sysmä', '', ''),"
	" (21, 'kunta', '997', '<b>&\"''`{}_^@', '', ''),"
	" (22, 'kunta', '998', 'Koski-Hämeenlinna-Vilppula', '', ''),"
	" (23, 'kunta', '999', 'Ii', '', ''),"
	" (24, 'kunta', '996', 'Mänttä-Vilppula', '', '');"
	"INSERT INTO area_member SELECT id, CASE WHEN id < 21 THEN 2 ELSE 3 END"
	"  FROM area WHERE kind = 'kunta';"
	"INSERT INTO shown_county VALUES (1, '09'), (2, '99');"
	"INSERT INTO indicator (id, source, code, title_fi, title_sv, title_en,"
	"  unit, decimals, organisation, licence, data_updated)"
	" SELECT value, 1, 100 + value, 'Mittari ' || value || CASE value"
	"   WHEN 6 THEN substr(replace(hex(zeroblob(40)), '00', ' pitkä'), 1,"
	"   150) ELSE '' END, '', '', CASE value WHEN 4 THEN 'EUROA'"
	"   ELSE 'PROS' END, 1, 'THL', '', '2024-08-29'"
	" FROM json_each('[1,2,3,4,5,6,7]');"
	"UPDATE indicator SET fetched_at = '2025-02-10T03:00:00Z';"
	"UPDATE indicator SET title_fi = '" HOSTILE "' WHERE id = 7;"
	"INSERT INTO followed (source, code, title, class, polarity,"
	"  polarity_source, theme, span, dimension, felt, position)"
	" SELECT 'sotkanet', code, '', CASE id WHEN 4 THEN 'money'"
	"   ELSE 'proportion' END, CASE id WHEN 1 THEN 'lower_better'"
	"   WHEN 6 THEN 'higher_better' ELSE 'neutral' END, 'x', 'tyollisyys',"
	"   1, '', 'register', id FROM indicator;"
	"INSERT INTO observation SELECT i.id, a.id, 0, y.value, CASE i.id"
	"   WHEN 3 THEN 5.0 WHEN 4 THEN (a.id - 15) * 1e8 + y.value"
	"   ELSE 10.0 + a.id % 7 + (y.value * a.id) % 5 / 2.0 END, NULL"
	" FROM indicator AS i, area AS a,"
	"   json_each('[2000,2012,2013,2014,2015,2016,2017,2018,2019,2020,2021,"
	"2022,2023,2024]') AS y"
	" WHERE i.id IN (1, 2, 3, 4, 6, 7) AND (a.kind <> 'maa' OR i.id = 1);"
	"DELETE FROM observation WHERE indicator = 1 AND area = 13"
	"  AND (year = 2024 OR year < 2016);"
	"INSERT INTO absence VALUES (1, 13, 0, 2024, 2);"
	"INSERT INTO observation VALUES (5, 11, 0, 2024, 1.0, NULL);";

/* What the analysis and the negotiations would add. */
static const char more_rows[] =
	"INSERT INTO position (indicator, area, sex, year, value, denominator,"
	"  level_class, standing, slight, county_class, unstable,"
	"  rank_uncertain, by_shrunken, unusual, note)"
	" SELECT o.indicator, o.area, 0, 2024, o.value,"
	"   CASE WHEN o.indicator IN (1, 4, 7)"
	"     THEN 40.0 * (o.area - 10) * (o.area - 10) * (o.area - 10) END,"
	"   CASE o.area % 4 WHEN 0 THEN 'not_compared' WHEN 1 THEN 'similar'"
	"     WHEN 2 THEN 'higher' ELSE 'much_lower' END,"
	"   CASE WHEN o.indicator IN (1, 6) THEN CASE o.area % 4 WHEN 0"
	"     THEN NULL WHEN 1 THEN 'similar' WHEN 2 THEN 'worse'"
	"     ELSE 'much_better' END END, 0, 'not_compared', 0, 0, 0,"
	"   CASE o.area WHEN 12 THEN 'high' WHEN 14 THEN 'low' WHEN 15"
	"     THEN NULL ELSE 'usual' END, ''"
	" FROM observation AS o JOIN area AS a ON a.id = o.area"
	" WHERE a.kind = 'kunta' AND o.year = 2024 AND o.sex = 0"
	"   AND o.indicator <> 5;"
	"INSERT INTO position (indicator, area, sex, year, level_class, slight,"
	"  county_class, unstable, rank_uncertain, by_shrunken, note) VALUES"
	" (1, 13, 0, 2024, 'not_compared', 0, 'not_compared', 0, 0, 0,"
	"  'suppressed'),"
	" (5, 11, 0, 2024, 'not_compared', 0, 'not_compared', 0, 0, 0,"
	"  'no_numerator');"
	"UPDATE position SET year = 2013 WHERE indicator = 2 AND area = 12;"
	"INSERT INTO funnel_limit SELECT i.value, 0, 2024, 40.0 * d.value,"
	"  13.0, 13.0 - 40.0 / d.value, 13.0 + 40.0 / d.value,"
	"  13.0 - 80.0 / d.value, 13.0 + 80.0 / d.value, 1.0, 0.0, 14"
	" FROM json_each('[1, 4, 7]') AS i,"
	"   json_each('[1,8,27,64,125,343,729,1000,2744]') AS d;"
	"INSERT INTO trend (indicator, area, sex, kind, first_year, last_year, "
	"n,"
	"  slope, slope_low, slope_high, verdict, direction, note)"
	" SELECT indicator, area, 0, 'long', 2015, 2024, 10, 0.5, 0.2, 0.8,"
	"   CASE area % 3 WHEN 0 THEN 'no_clear_trend' WHEN 1 THEN 'up'"
	"   ELSE 'down_small' END, NULL, '' FROM position WHERE indicator < 4;"
	"INSERT INTO peer SELECT 11, value - 11, value, 1.0, 1, 5"
	"  FROM json_each('[12,13,14,15,16,17,18]');"
	"INSERT INTO forecast_choice (indicator, sex, series, scores,"
	"  pool_series, checked, accepted) VALUES (1, 0, 10, 10, 10, 10, 1);"
	"INSERT INTO forecast (indicator, area, sex, year, value, low80, "
	"high80,"
	"  method, from_year, n, note) VALUES"
	" (1, 11, 0, 2025, 14.5, 13.5, 15.5, 'last', 2024, 10, ''),"
	" (1, 11, 0, 2026, 14.6, 13.1, 16.2, 'last', 2024, 10, ''),"
	" (1, 14, 0, 2024, 9.0, 8.0, 10.0, 'last', 2023, 10, '');"
	"INSERT INTO known_break VALUES ('sotkanet', '101', 2016, 'x');"
	"INSERT INTO level_change (indicator, area, sex, year, direction, "
	"shock,"
	"  strength) VALUES (1, 0, 0, 2017, 1, 0, 5.0),"
	"  (1, 0, 0, 2020, 1, 1, 5.0), (1, 11, 0, 2021, 1, 0, 9.0);"
	"INSERT INTO run (id, command, version, started_at)"
	"  VALUES (1, 'run', '1', '2025-02-10T03:00:00Z');"
	"INSERT INTO negotiation (negotiation, position, id, status, county,"
	"  date, title) VALUES ('PH-2024', 1, 'PH-2024', 'agreed',"
	"  'hyvinvointialue:09', '2024-08-29', 'x');"
	"INSERT INTO negotiation_link VALUES ('PH-2024', 1, 'PH1',"
	"  'sotkanet:101', 'outcome', 'direct', 'x', 'x'), ('PH-2024', 2,"
	"  'PH1', 'sotkanet:102', 'outcome', 'context', 'x', 'x'),"
	"  ('PH-2024', 3, 'PH1', 'sotkanet:107', 'outcome', 'proxy', 'x', 'x');"
	"INSERT INTO negotiation_measure (negotiation, position, id, text, due)"
	"  VALUES ('PH-2024', 1, 'PH-A1', 'Sovittu asia', '2025-06'),"
	"  ('PH-2024', 2, 'PH-A2', 'Mennyt asia', '2024-06');"
	"INSERT INTO rhythm VALUES ('sotkanet', '101', 4, 'dated', 2024, 2025,"
	"  '2025-09-01', '2025-10-01', '2025-10-20');"
	"INSERT INTO calendar VALUES (1, 'K1', NULL, NULL, 'law', NULL, "
	"'yearly',"
	"  'Neuvottelu kerran vuodessa', 'x'), (2, 'K2', 'hyvinvointialue:09',"
	"  NULL, 'meeting', '2023-05-12', 'yearly', 'Valtuusto', 'x'),"
	"  (3, 'K3', 'hyvinvointialue:08', NULL, 'meeting', '2025-05-12',"
	"  'once', 'Muualla', 'x');";

struct fixture {
	char *dir;
	struct db *db;
	double width; /* of the pictures; 0: as usual */
};

static inline int setup(void **state)
{
	struct fixture *f = xcalloc(1, sizeof(*f));
	struct err e = {0};
	char *path;

	f->dir = temp_dir();
	path = xasprintf("%s/tilannekuva.db", f->dir);
	assert_ok(store_create(&f->db, path, &schemas, &e));
	assert_ok(db_script(f->db, rows, &e));
	assert_ok(db_script(f->db, more_rows, &e));
	free(path);
	*state = f;
	return 0;
}

static inline int teardown(void **state)
{
	struct fixture *f = *state;

	db_close(f->db);
	temp_dir_remove(f->dir);
	free(f);
	return 0;
}

/* Refused charts return false, with a reason. */
static inline bool make(struct fixture *f, const char *kind, enum lang lang,
			int64_t indicator, int64_t area, struct sketch *s)
{
	const struct chart_kind *k = chart_kind_find(kind);
	const struct chart_key key = {indicator, area};
	struct err e = {0};
	struct chart_source source;
	int rc;

	assert_non_null(k);
	sketch_init(s, k, lang);
	s->width = f->width > 0 ? f->width : PICTURE_WIDTH;
	assert_ok(chart_source_open(&source, k, f->db, lang, &e));
	rc = k->sketch(&source, &key, s, &e);
	chart_source_close(&source);
	if (rc < 0) {
		assert_int_equal(e.code, ERR_DATA);
		assert_true(strlen(e.msg) > 10);
	}
	return rc == 0;
}

static inline void draw(const struct sketch *s, struct buf *svg)
{
	struct buf script, drawn, *outs[] = {&drawn};
	struct err e = {0};

	buf_init(&script, BUF_MAX);
	buf_init(&drawn, BUF_MAX);
	buf_init(svg, BUF_MAX);
	draw_script(s, DRAW_SVG, 1, "", &script);
	assert_ok(draw_run(&script, 1, NULL, outs, &e));
	assert_ok(draw_finish_svg(&drawn, buf_str(&s->heading),
				  buf_str(&s->alt), s->lang, 0, svg, &e));
	buf_release(&script);
	buf_release(&drawn);
}

/* Texts in their place, figures that are figures, two sentences, a twin. */
static inline void check_sketch(const struct sketch *s)
{
	struct seen *v = xcalloc(1, sizeof(*v));
	struct buf svg;

	draw(s, &svg);
	see_texts(v, buf_str(&svg));
	check_texts(v);
	check_paths(v, buf_str(&svg));
	assert_true(v->n > 5);
	assert_null(strcasestr(buf_str(&s->csv), ",nan,"));
	assert_null(strcasestr(buf_str(&s->alt), "nan"));
	assert_null(strstr(buf_str(&s->alt), "{1}"));
	assert_non_null(strchr(buf_str(&s->alt), '.'));
	assert_int_equal(s->alt.data[s->alt.len - 1], '.');
	assert_non_null(strchr(buf_str(&s->csv), '\n'));
	assert_non_null(strstr(s->name, lang_name(s->lang)));
	forget(v);
	free(v);
	buf_release(&svg);
}

static inline size_t lines_of(const struct sketch *s)
{
	size_t n = 0;

	for (const char *p = buf_str(&s->csv); *p; p++)
		n += *p == '\n';
	return n;
}

static inline void assert_line(const struct sketch *s, const char *line)
{
	if (!strstr(buf_str(&s->csv), line))
		fail_msg("not in the CSV: %s", line);
}

static inline void assert_text(const struct sketch *s, const char *text)
{
	struct seen *v = xcalloc(1, sizeof(*v));
	struct buf svg;

	draw(s, &svg);
	see_texts(v, buf_str(&svg));
	if (!has_text(v, text))
		fail_msg("not in the picture: %s", text);
	forget(v);
	free(v);
	buf_release(&svg);
}

#endif
