/*
 * See tidy.h.
 */
#include "lib/base.h"

#include "briefing/part.h"
#include "briefing/tidy.h"
#include "lib/csv.h"
#include "lib/file.h"

const char *const tidy_columns[] = {
	"source",    "indicator",  "title_fi", "unit",    "area_kind",
	"area_code", "area_fi",    "year",     "sex",     "value",
	"numerator", "status",     "producer", "licence", "data_updated",
	"data_date", "content_id", NULL};

enum {
	Q_FIGURES,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	/* What the pages show: the municipalities of shown counties, those
	 * counties, the country. */
	[Q_FIGURES] =
		"WITH h AS (SELECT a.id FROM shown_county AS c JOIN area AS a"
		"   ON a.kind = 'hyvinvointialue' AND a.code = c.code),"
		" w AS (SELECT id FROM h UNION SELECT m.area FROM area_member"
		"   AS m JOIN area AS a ON a.id = m.area AND a.kind = 'kunta'"
		"   AND a.valid_to IS NULL WHERE m.parent IN (SELECT id FROM h)"
		"  UNION SELECT id FROM area WHERE kind = 'maa'"
		"   OR (kind = 'nuts1' AND code = '1')),"
		" f AS (SELECT area, year, sex, value, numerator, 0 AS status"
		"   FROM observation WHERE indicator = ?1 AND area IN"
		"   (SELECT id FROM w)"
		"  UNION ALL SELECT area, year, sex, NULL, NULL, reason"
		"   FROM absence WHERE indicator = ?1 AND area IN"
		"   (SELECT id FROM w))"
		" SELECT a.kind, a.code, a.name_fi, f.year, x.name, f.value,"
		"  f.numerator, t.name FROM f JOIN area AS a ON a.id = f.area"
		" JOIN sex AS x ON x.id = f.sex JOIN status AS t"
		"   ON t.id = f.status"
		" ORDER BY a.kind, a.code, f.sex, f.year",
};
const struct sql_set briefing_tidy_sql = {"briefing/tidy", sql, Q_COUNT};

struct tidy {
	struct db *db;
	const struct catalog *cat;
	const char *dir;
	struct stmts *set;
	struct buf *places; /* one per place, in the catalog's order */
	size_t place_n;
};

static void head(struct buf *b)
{
	for (size_t i = 0; tidy_columns[i]; i++)
		csv_put_text(b, tidy_columns[i]);
	csv_end(b);
}

static void number(struct buf *b, struct stmt *q, int i)
{
	if (stmt_col_null(q, i))
		csv_put_text(b, "");
	else
		csv_put_double(b, stmt_col_double(q, i));
}

static void row(struct buf *b, const struct catalog *c,
		const struct indicator *ind, struct stmt *q)
{
	char id[CITE_ID + 1];

	csv_put_text(b, ind->source);
	csv_put_text(b, ind->code);
	csv_put_text(b, ind->title);
	csv_put_text(b, ind->unit);
	for (int i = 0; i < 3; i++)
		csv_put_text(b, stmt_col_text(q, i));
	csv_put_int(b, stmt_col_int(q, 3));
	csv_put_text(b, stmt_col_text(q, 4));
	number(b, q, 5);
	number(b, q, 6);
	csv_put_text(b, stmt_col_text(q, 7));
	csv_put_text(b, ind->organisation);
	csv_put_text(b, ind->licence);
	csv_put_text(b, ind->data_updated);
	csv_put_text(b, c->data_date);
	(void)snprintf(id, sizeof(id), "%.*s", CITE_ID, c->content_id);
	csv_put_text(b, id);
	csv_end(b);
}

static int publish(const struct tidy *t, const char *kind, const char *name,
		   const struct buf *b, struct err *e)
{
	char *path = xasprintf("%s/%s-%s.csv", t->dir, kind, name);
	int rc = buf_check(b, path, e);

	if (rc == 0)
		rc = file_publish(path, buf_str(b), b->len, e);
	free(path);
	return rc;
}

/* The buffer of a municipality; NULL: it has no page. */
static struct buf *place_buf(struct tidy *t, const char *kind, const char *code)
{
	struct buf *b = t->places;

	if (strcmp(kind, "kunta") != 0)
		return NULL;
	for (size_t i = 0; i < t->cat->county_n; i++)
		for (size_t k = 0; k < t->cat->counties[i].n; k++, b++)
			if (strcmp(t->cat->counties[i].places[k].code, code) ==
			    0)
				return b;
	return NULL;
}

/* The rowid by which the store's tables know an indicator. */
static int row_id(struct tidy *t, const struct indicator *ind, int64_t *id,
		  struct err *e)
{
	struct stmt *q;
	int rc;

	if (stmt_new(&q, t->db,
		     "SELECT i.id FROM indicator AS i JOIN source AS s"
		     " ON s.id = i.source WHERE s.name = ?1 AND i.code = ?2",
		     e) < 0)
		return -1;
	stmt_text(q, 1, ind->source);
	stmt_text(q, 2, ind->code);
	rc = stmt_step(q, e);
	*id = rc > 0 ? stmt_col_int(q, 0) : 0;
	stmt_free(q);
	return rc < 0 ? -1 : 0;
}

static int one(struct tidy *t, const struct indicator *ind, struct err *e)
{
	struct stmt *q;
	struct buf b;
	int64_t id;
	char *name;
	int rc;

	if (row_id(t, ind, &id, e) < 0)
		return -1;
	buf_init(&b, BUF_MAX);
	head(&b);
	q = stmts_at(t->set, Q_FIGURES);
	stmt_int(q, 1, id);
	while ((rc = stmt_step(q, e)) > 0) {
		char *kind = xstrdup(stmt_col_text(q, 0));
		struct buf *place = place_buf(t, kind, stmt_col_text(q, 1));

		row(&b, t->cat, ind, q);
		if (place)
			row(place, t->cat, ind, q);
		free(kind);
	}
	if (rc == 0 && ind->shown) {
		name = xasprintf("%s-%s", ind->source, ind->code);
		rc = publish(t, "mittari", name, &b, e);
		free(name);
	}
	buf_release(&b);
	return rc;
}

int tidy_make(struct db *db, const struct catalog *c, const char *dir,
	      struct err *e)
{
	struct tidy t = {.db = db, .cat = c, .dir = dir};
	struct buf *b;
	int rc;

	for (size_t i = 0; i < c->county_n; i++)
		t.place_n += c->counties[i].n;
	t.places = xcalloc(t.place_n + 1, sizeof(*t.places));
	for (size_t i = 0; i < t.place_n; i++) {
		buf_init(&t.places[i], BUF_MAX);
		head(&t.places[i]);
	}
	rc = stmts_new(&t.set, db, &briefing_tidy_sql, e);
	for (size_t i = 0; rc == 0 && i < c->n; i++)
		rc = one(&t, &c->list[i], e);
	b = t.places;
	for (size_t i = 0; i < c->county_n; i++)
		for (size_t k = 0; k < c->counties[i].n; k++, b++)
			if (rc == 0)
				rc = publish(&t, "kunta",
					     c->counties[i].places[k].code, b,
					     e);
	for (size_t i = 0; i < t.place_n; i++)
		buf_release(&t.places[i]);
	free(t.places);
	stmts_free(t.set);
	return rc;
}
