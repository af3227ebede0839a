#include "tests/support/archive.h"

#include "etl/etl.h"
#include "lib/num.h"

static const struct conf_default settings[] = {
	{"run.threads", CONF_INT, "2", 1, 2, ""},
	{"site.counties", CONF_TEXT, "09", 0, 0, ""},
	{"quality.hold", CONF_TEXT,
	 "areas, vanished, repeated, shifted, scaled, decimal, swapped, sum, "
	 "denominator, sexes",
	 0, 0, ""}};
static const struct schema *const rooms[] = {&etl_schema};
const struct store_schemas work_schemas = {rooms, 1};

static const char table[] =
	"source,id,title,class,polarity,polarity_source,theme,span,dimension,"
	"felt_or_register\n"
	"sotkanet,1,Yksi,proportion,lower_better,test,vaesto,1,,register\n"
	"sotkanet,2,Kaksi,rate,neutral,test,vaesto,3,having,survey\n";

const char work_regions[] =
	"[{\"id\":9,\"code\":\"016\",\"category\":\"KUNTA\",\"title\":"
	"{\"fi\":\"Asikkala\"},\"memberOf\":[975,658]},"
	"{\"id\":177,\"code\":\"398\",\"category\":\"KUNTA\",\"title\":"
	"{\"fi\":\"Lahti\",\"sv\":\"Lahtis\"},\"memberOf\":[975,658]},"
	"{\"id\":975,\"code\":\"09\",\"category\":\"HYVINVOINTIALUE\","
	"\"title\":{\"fi\":\"P\\u00e4ij\\u00e4t-H\\u00e4me\"},\"memberOf\":[]},"
	"{\"id\":658,\"code\":\"358\",\"category\":\"MAA\",\"title\":"
	"{\"fi\":\"Koko maa\"},\"memberOf\":[]}]";

void work_set_up(struct work *p)
{
	*p = (struct work){.dir = temp_dir()};
	free(temp_file(p->dir, "indicators.csv", table, strlen(table)));
	p->app.var_dir = p->dir;
	p->app.config_dir = p->dir;
	p->app.conf = conf_new(settings, ARRAY_LEN(settings));
	p->app.schemas = &work_schemas;
	log_init(&p->app.log, NULL, LOG_ERROR);
	assert_true(when_parse("2026-01-01T00:00:00Z", &p->app.now));
}

void work_tear_down(struct work *p)
{
	db_close(p->db);
	conf_free(p->app.conf);
	temp_dir_remove(p->dir);
}

enum verdict work_put(struct work *p, const char *url, const char *when,
		      const char *text)
{
	const struct source *s = source_find("sotkanet");
	struct archive *a = NULL;
	struct err e = {0}, why = {0};
	struct request asks;
	struct answer answer;
	struct arrival in = {.source = s,
			     .asks = &asks,
			     .request = url,
			     .fetched_at = when,
			     .status = 200,
			     .etag = "",
			     .last_modified = "",
			     .encoding = "",
			     .body = text,
			     .len = strlen(text)};
	enum verdict v = VERDICT_NEW;

	assert_ok(archive_open(&a, &p->app, &e));
	assert_ok(archive_run_begin(a, "test", p->app.now, &e));
	assert_ok(s->request_parse(url, &asks, &e));
	if (source_parse(s, &asks, text, strlen(text), &answer, &why) < 0)
		in.refused = why.msg;
	else
		answer_release(&answer);
	assert_ok(archive_put(a, &in, &v, &e));
	archive_close(a);
	return v;
}

void work_put_csv(struct work *p, const char *id, const char *years,
		  const char *when, const char *rows)
{
	char url[300], text[2000];

	(void)snprintf(url, sizeof(url), "csv?indicator=%s%s", id, years);
	(void)snprintf(text, sizeof(text),
		       "indicator;region;year;gender;primary value;absolute "
		       "value\r\n%s",
		       rows);
	assert_int_not_equal(work_put(p, url, when, text), VERDICT_REFUSED);
}

char *db_rows(struct db *db, const char *query)
{
	struct stmt *q = NULL;
	struct err e = {0};
	struct buf b;
	int got, i;

	buf_init(&b, BUF_MAX);
	assert_ok(stmt_new(&q, db, query, &e));
	while ((got = stmt_step(q, &e)) == 1)
		for (i = 0; i < stmt_columns(q); i++)
			buf_printf(&b, "%s%s", stmt_col_text(q, i),
				   i + 1 < stmt_columns(q) ? " " : "\n");
	assert_int_equal(got, 0);
	stmt_free(q);
	return b.data ? b.data : xstrdup("");
}

void assert_answer(struct db *db, const char *query, const char *want)
{
	char *got = db_rows(db, query);

	assert_string_equal(got, want);
	free(got);
}

struct db *work_made_anew(struct work *p, const char *until)
{
	char *path = xasprintf("%s/anew.db", p->dir);
	struct load_summary did;
	struct db *db = NULL;
	struct err e = {0};

	assert_ok(store_create(&db, path, &work_schemas, &e));
	assert_ok(etl_load_all(&p->app, db, until, &did, &e));
	free(path);
	return db;
}

void work_load(struct work *p)
{
	static const char *const tables[] = {
		"SELECT * FROM area ORDER BY 1",
		"SELECT * FROM area_member ORDER BY 1, 2",
		"SELECT * FROM sotkanet_region ORDER BY 1",
		"SELECT * FROM indicator ORDER BY 1",
		"SELECT * FROM observation",
		"SELECT * FROM absence",
		"SELECT * FROM series",
		"SELECT * FROM revision",
		"SELECT * FROM answer ORDER BY 1",
		"SELECT * FROM scope",
		"SELECT * FROM held_answer ORDER BY 1",
		"SELECT * FROM quality_finding",
		"SELECT * FROM correction",
		"SELECT * FROM gap",
		"SELECT * FROM followed",
		"SELECT * FROM agreed_figure",
		"SELECT * FROM agreed_made",
		"SELECT * FROM store_info",
	};
	char *path = xasprintf("%s/store.db", p->dir);
	struct load_summary did;
	struct err e = {0};
	struct db *anew;
	enum load_way way = LOAD_ANEW;
	size_t i;

	if (p->db)
		assert_ok(etl_load_way(&p->app, p->db, &way, &e));
	if (way == LOAD_ANEW) {
		db_close(p->db);
		assert_ok(store_create(&p->db, path, &work_schemas, &e));
		assert_ok(etl_load_all(&p->app, p->db, NULL, &did, &e));
	} else {
		assert_ok(db_begin(p->db, &e));
		assert_ok(etl_load_new(&p->app, p->db, &did, &e));
		assert_ok(db_commit(p->db, &e));
	}
	free(path);
	anew = work_made_anew(p, NULL);
	for (i = 0; i < ARRAY_LEN(tables); i++) {
		char *want = db_rows(anew, tables[i]);

		assert_answer(p->db, tables[i], want);
		free(want);
	}
	db_close(anew);
}
