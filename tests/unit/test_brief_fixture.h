/*
 * A small store with a site, for the tests of briefing/.
 */
#ifndef TEST_BRIEF_FIXTURE_H
#define TEST_BRIEF_FIXTURE_H

#include "tests/support/test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "briefing/briefing.h"
#include "briefing/checking.h"
#include "briefing/profile.h"
#include "lib/conf.h"
#include "lib/embedded.h"
#include "lib/file.h"
#include "lib/num.h"

static const struct schema etl = {.room = "etl",
				  .tables = text_etl_schema_sql,
				  .views = text_etl_views_sql};
static const struct schema analysis = {.room = "analysis",
				       .tables = text_analysis_schema_sql,
				       .views = text_analysis_views_sql};
static const struct schema plots = {.room = "plots",
				    .tables = text_plots_schema_sql,
				    .views = text_plots_views_sql};
static const struct schema *const rooms[] = {&etl, &analysis, &plots,
					     &briefing_schema};
static const struct store_schemas schemas = {rooms, ARRAY_LEN(rooms)};

/*
 * Areas 1 the country, 2 Mainland Finland, 3 a shown county, 4 one that is not;
 * 11 Ähtäri, 12 Lahti, 13 Öja in it, 14 retired, 15 in the other; 21.. others
 * for medians. Indicators: 1 worsened, 2 improved, 3 risen without a side, 4
 * indicative, 5 old, 6 suppressed, 7 no figures here, 8 a survey with a
 * national row in Mainland Finland, 9 hostile, 10 too few years, 11 small, 12 a
 * count.
 */
static const char rows[] =
	"INSERT INTO source VALUES (1, 'sotkanet', 'Sotkanet', 'CC BY 4.0');"
	"INSERT INTO area (id, kind, code, name_fi, name_sv, name_en, valid_to)"
	" VALUES (1, 'maa', '358', 'Koko maa', '', '', NULL),"
	" (2, 'nuts1', '1', 'Manner-Suomi', '', '', NULL),"
	" (3, 'hyvinvointialue', '09', 'Päijät-Häme', '', '', NULL),"
	" (4, 'hyvinvointialue', '08', 'Pirkanmaa', '', '', NULL),"
	" (11, 'kunta', '989', 'Ähtäri', '', '', NULL),"
	" (12, 'kunta', '398', 'Lahti', 'Lahtis', '', NULL),"
	" (13, 'kunta', '599', 'Öja', '', '', NULL),"
	" (14, 'kunta', '532', 'Nastola', '', '', '2015-12-31'),"
	" (15, 'kunta', '837', 'Tampere', '', '', NULL);"
	"INSERT INTO area (id, kind, code, name_fi, name_sv, name_en)"
	" SELECT value, 'kunta', 'x' || value, 'K', '', '' FROM"
	" json_each('[21,22,23,24,25,26,27,28,29]');"
	"INSERT INTO area_member VALUES (11,3),(12,3),(13,3),(14,3),(15,4);"
	"INSERT INTO shown_county VALUES (1, '09');"
	"INSERT INTO indicator (id, source, code, title_fi, title_sv, title_en,"
	"  unit, decimals, organisation, licence, data_updated, fetched_at,"
	"  first_year, last_year) SELECT value, 1, 100 + value,"
	"  'Mittari ' || value, '', '', 'PROS', 1, 'THL', 'CC BY 4.0',"
	"  '2024-08-29', '2024-09-01T00:00:00Z', 2014, 2023 FROM"
	"  json_each('[1,2,3,4,5,6,7,8,9,10,11,12,13]');"
	"UPDATE indicator SET title_fi ="
	"  '<script>alert(\"1\")</script> & ''x''' WHERE id = 9;"
	"UPDATE indicator SET unit = 'LKM', decimals = 0 WHERE id = 12;"
	"UPDATE indicator SET organisation = 'Kela', licence = '',"
	"  data_updated = NULL WHERE id = 2;"
	"UPDATE indicator SET first_year = NULL, last_year = NULL WHERE id = "
	"13;"
	"INSERT INTO followed SELECT 'sotkanet', code, '', CASE id WHEN 12 THEN"
	"  'count' ELSE 'proportion' END, 'lower_better', '', CASE id"
	"  WHEN 9 THEN '<b>' WHEN 3 THEN 'tyollisyys' ELSE 'elintavat' END, 1,"
	"  '', CASE id WHEN 8 THEN 'survey' ELSE 'register' END, id"
	"  FROM indicator;"
	"INSERT INTO gap VALUES ('sotkanet', '999', 'not offered'),"
	"  ('sotkanet', '101', 'nothing to say of one that has figures');"
	/* Lahti and the county; the country for all but 9 and 12 */
	"INSERT INTO observation SELECT i.value, a.value, 0, 2023,"
	"  i.value * 10 + a.value / 8.0, NULL FROM"
	"  json_each('[1,2,3,4,9,10,11,12]') AS i, json_each('[3,12]') AS a;"
	"INSERT INTO observation SELECT value, 1, 0, 2023, value, NULL FROM"
	"  json_each('[1,2,3,4,6,10,11]');"
	"INSERT INTO observation SELECT 9, value, 0, 2023, value, NULL FROM"
	"  json_each('[11,13,15,21,22,23,24,25,26,27,28,29]');"
	"INSERT INTO observation VALUES (5, 12, 0, 2017, 7.5, NULL),"
	"  (6, 12, 0, 2022, 3, NULL), (8, 12, 0, 2023, 8.25, NULL),"
	"  (8, 2, 0, 2023, 9, NULL), (7, 13, 0, 2023, 1, NULL),"
	"  (1, 12, 1, 2024, 99, NULL);"
	"INSERT INTO absence VALUES (6, 12, 0, 2023, 2);"
	"INSERT INTO series SELECT indicator, area, sex, max(year) FROM"
	" (SELECT indicator, area, sex, year FROM observation UNION ALL"
	"  SELECT indicator, area, sex, year FROM absence) GROUP BY 1, 2, 3;"
	"INSERT INTO trend (indicator, area, sex, kind, first_year, last_year,"
	"  n, q, slope, slope_low, slope_high, verdict, direction, note)"
	" VALUES (1,12,0,'long',2014,2023,10,.01,.5,.4,.6,'up','worsening',''),"
	" (2,12,0,'long',2014,2023,10,.01,-.5,-.6,-.4,'down','improving',''),"
	" (3,12,0,'long',2014,2023,10,.01,.5,.4,.6,'up','rising',''),"
	" (4,12,0,'long',2014,2023,9,.2,.5,.1,.6,'up_indicative','worsening',"
	"  ''),"
	" (5,12,0,'long',2008,2017,10,NULL,.5,.4,.6,'out_of_date',NULL,''),"
	" (6,12,0,'long',2014,2022,8,.9,0,0,0,'no_clear_trend',NULL,"
	"  'unchanged'),"
	" (8,12,0,'long',2014,2023,5,.9,.1,0,.2,'no_clear_trend',NULL,''),"
	" (9,12,0,'long',2014,2023,10,.02,-.5,-.6,-.4,'down','improving',''),"
	" (10,12,0,'long',2020,2023,4,NULL,.1,0,.2,'too_few_points',NULL,''),"
	" (11,12,0,'long',2014,2023,10,.01,.1,.1,.2,'up_small','worsening',"
	"  ''),"
	" (1,12,1,'long',2014,2023,10,.01,.5,.4,.6,'down','improving','');";

static const char chart_rows[] =
	"INSERT INTO chart VALUES"
	" ('trend-kunta-398-sotkanet-101-fi', 'trend', 12, 1, 'fi', 'T',"
	"  'Viivakuvio: \"Mittari 1\".', 'd1'),"
	" ('trend-kunta-398-sotkanet-105-fi', 'trend', 12, 5, 'fi', 'T', 'V.',"
	"  'd2'),"
	" ('spine-kunta-398-fi', 'spine', 12, 0, 'fi', 'Lahti: mittarit',"
	"  'Selkärankakuvio: Lahti.', 'd4'),"
	" ('spine-kunta-989-fi', 'spine', 11, 0, 'fi', 'Ähtäri', 'S.', 'd5'),"
	" ('../../etc/passwd', 'trend', 12, 2, 'fi', 'T', 'A', 'd3'),"
	" ('map-hyvinvointialue-09-sotkanet-101-fi', 'map', 3, 1, 'fi', 'K',"
	"  'Kartta: 1.', 'd7'),"
	" ('rank-hyvinvointialue-09-sotkanet-101-fi', 'rank', 3, 1, 'fi', 'J',"
	"  'Järjestys: 1.', 'd8'),"
	" ('rug-hyvinvointialue-09-sotkanet-101-fi', 'rug', 3, 1, 'fi',"
	"  'F', 'Suppilo.', 'd9'),"
	" ('../spine', 'spine', 13, 0, 'fi', 'T', 'A', 'd6');";

static const struct conf_default settings[] = {
	{"site.langs", CONF_TEXT, "fi", 0, 0, ""},
	{"site.contact", CONF_TEXT, "", 0, 0, ""},
	{"site.pdf", CONF_TEXT, "no", 0, 0, ""},
	{"site.chromium", CONF_TEXT, "chromium", 0, 0, ""},
};

struct fixture {
	char *dir, *log_text;
	size_t log_len;
	FILE *log;
	struct app app;
	struct db *db;
};

static inline void put_file(const struct fixture *f, const char *name,
			    const char *s)
{
	char *path = xasprintf("%s/%s", f->dir, name);
	struct err e = {0};

	assert_ok(file_publish(path, s, strlen(s), &e));
	free(path);
}

static inline int setup(void **state)
{
	struct fixture *f = xcalloc(1, sizeof(*f));
	struct err e = {0};
	char *path;

	f->dir = temp_dir();
	f->log = open_memstream(&f->log_text, &f->log_len);
	f->app.var_dir = f->dir;
	f->app.schemas = &schemas;
	f->app.conf = conf_new(settings, ARRAY_LEN(settings));
	assert_true(when_parse("2024-09-01", &f->app.now));
	log_init(&f->app.log, f->log, LOG_INFO);
	path = xasprintf("%s/charts", f->dir);
	assert_ok(file_mkdirs(path, &e));
	free(path);
	put_file(f, "charts/trend-kunta-398-sotkanet-101-fi.svg", "<svg/>");
	put_file(f, "charts/trend-kunta-398-sotkanet-101-fi.png", "png");
	put_file(f, "charts/trend-kunta-398-sotkanet-105-fi.svg", "<svg/>");
	put_file(f, "charts/spine-kunta-398-fi.svg",
		 "<svg role=\"img\"\n width=\"700\" height=\"615\">");
	put_file(f, "charts/spine-kunta-398-fi.pdf", "pdf");
	put_file(f, "charts/spine-kunta-989-fi.svg", "<svg width=\"-7\"/>");
	put_file(f, "charts/map-hyvinvointialue-09-sotkanet-101-fi.svg", "m");
	put_file(f, "charts/map-hyvinvointialue-09-sotkanet-101-fi.pdf", "m");
	put_file(f, "charts/rank-hyvinvointialue-09-sotkanet-101-fi.svg", "r");
	path = xasprintf("%s/tilannekuva.db", f->dir);
	assert_ok(store_create(&f->db, path, &schemas, &e));
	free(path);
	assert_ok(db_script(f->db, rows, &e));
	assert_ok(db_script(f->db, chart_rows, &e));
	assert_ok(store_put(f->db, "content_id", "abc<123>", &e));
	assert_ok(store_put(f->db, "data_date", "2024-09-01", &e));
	*state = f;
	return 0;
}

static inline int teardown(void **state)
{
	struct fixture *f = *state;

	db_close(f->db);
	conf_free(f->app.conf);
	(void)fclose(f->log);
	free(f->log_text);
	temp_dir_remove(f->dir);
	free(f);
	return 0;
}

static inline struct briefing_summary make(struct fixture *f)
{
	struct briefing_summary sum = {0};
	struct err e = {0};

	assert_ok(briefing_run(&f->app, f->db, &sum, &e));
	return sum;
}

/* The bytes of a file of the site; the caller's to free(). */
static inline char *site_file(const struct fixture *f, const char *name)
{
	char *path = xasprintf("%s/site/%s", f->dir, name), *s;
	struct err e = {0};
	struct buf b;

	buf_init(&b, BUF_MAX);
	assert_ok(file_read(path, &b, &e));
	s = xstrdup(buf_str(&b));
	buf_release(&b);
	free(path);
	return s;
}

static inline bool site_has(const struct fixture *f, const char *name)
{
	char *path = xasprintf("%s/site/%s", f->dir, name);
	bool there = file_exists(path);

	free(path);
	return there;
}

static inline struct check_summary check(struct fixture *f)
{
	struct check_summary sum = {0};
	struct err e = {0};

	assert_ok(check_site(&f->app, f->db, &sum, &e));
	return sum;
}

/* The next run makes the site anew. */
static inline void forget_key(const struct fixture *f)
{
	char *key = xasprintf("%s/site/.key", f->dir);

	(void)unlink(key);
	free(key);
}

/* Fails unless all of them stand in the page, in this order. */
static inline void assert_in_order(const char *page, const char *const *list,
				   size_t n)
{
	const char *at = page;

	for (size_t i = 0; i < n; i++) {
		at = strstr(at, list[i]);
		if (!at)
			fail_msg("not there, or not there yet: %s", list[i]);
	}
}

static inline void replace(const struct fixture *f, const char *name,
			   const char *from, const char *to)
{
	char *s = site_file(f, name), *at = strstr(s, from);
	char *path = xasprintf("site/%s", name), *changed;

	if (!at)
		fail_msg("'%s' is not in %s", from, name);
	changed =
		xasprintf("%.*s%s%s", (int)(at - s), s, to, at + strlen(from));
	put_file(f, path, changed);
	free(s);
	free(path);
	free(changed);
}

/* A page in which `from` has become `to` is not what the store says: reading
 * back finds it, and says so. */
static inline void expect_found(struct fixture *f, const char *name,
				const char *from, const char *to,
				const char *message)
{
	forget_key(f);
	assert_true(make(f).written > 0);
	replace(f, name, from, to);
	rewind(f->log);
	if (check(f).faults == 0)
		fail_msg("not found: %s", message);
	(void)fflush(f->log);
	if (!strstr(f->log_text, message))
		fail_msg("'%s' is not in: %s", message, f->log_text);
}

/* Every one of them can be prepared. */
static inline void assert_statements(const struct fixture *f,
				     const struct sql_set *const *sets,
				     size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct stmts *set;
		struct err e = {0};

		assert_ok(stmts_new(&set, f->db, sets[i], &e));
		stmts_free(set);
	}
}

#define WITH_STORE(t) cmocka_unit_test_setup_teardown(t, setup, teardown)

#endif
