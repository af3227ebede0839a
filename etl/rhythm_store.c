#include "etl/rhythm_store.h"

#include "etl/rhythm.h"
#include "lib/num.h"

enum {
	SIGHTINGS_MAX = 4000, /* of one indicator; newer ones are passed over */
	DAY = 86400
};

enum {
	Q_INDICATORS,
	Q_ANSWERS,
	Q_YEARS,
	Q_RELEASE,
	Q_RHYTHM,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_INDICATORS] = "SELECT i.id, s.name, i.code, i.last_year,"
			 "  coalesce(i.data_updated, '')"
			 "  FROM followed AS f JOIN source AS s"
			 "    ON s.name = f.source"
			 "  JOIN indicator AS i ON i.source = s.id"
			 "    AND i.code = f.code"
			 "  WHERE i.last_year IS NOT NULL"
			 "  ORDER BY s.name, i.code",
	[Q_ANSWERS] = "SELECT a.id, a.fetched_at, max(c.last_year)"
		      "  FROM answer AS a JOIN scope AS c ON c.answer = a.id"
		      "  WHERE a.indicator = ?1 AND a.figures > 0 GROUP BY a.id"
		      "  ORDER BY a.fetched_at, a.id",
	/* wholes have every year that the indicator has */
	[Q_YEARS] = "SELECT DISTINCT o.year FROM observation AS o"
		    "  WHERE o.indicator = ?1 AND o.area IN (SELECT id"
		    "    FROM area WHERE kind IN ('maa', 'nuts1',"
		    "    'hyvinvointialue', 'maakunta'))"
		    "  ORDER BY o.year DESC LIMIT 2",
	[Q_RELEASE] = "INSERT INTO release VALUES (?1, ?2, ?3, ?4, ?5)",
	[Q_RHYTHM] = "INSERT INTO rhythm (source, code, releases, evidence,"
		     "  last_year, next_year, first_day, day, last_day)"
		     "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
};

static const struct sql_set rhythm_sql = {"etl/rhythm_store", sql, Q_COUNT};

/* ?4: a day; what was asked on that day itself told of the new already. */
static const char last_look[] =
	"SELECT max(at) FROM (SELECT (SELECT max(fetched_at) FROM fetch"
	"    WHERE source = ?1 AND topic = ?2 AND fetched_at < ?4"
	"    AND verdict <> 'refused') AS at"
	"  UNION ALL SELECT (SELECT max(fetched_at) FROM fetch"
	"    WHERE source = ?1 AND topic = ?3 AND fetched_at < ?4"
	"    AND verdict <> 'refused'))";

struct work {
	struct stmts *q;
	struct stmt *basis, *looked; /* of the archive */
	struct sighting *list;
	size_t n;
};

struct about {
	int64_t id;
	char source[64], code[64], updated[20];
	int last_year;
};

static int64_t day_of(const char *iso)
{
	char day[11];
	int64_t t;

	(void)snprintf(day, sizeof(day), "%.10s", iso);
	return when_parse(day, &t) ? t / DAY : 0;
}

static char *day_text(char dst[WHEN_TEXT], int64_t day)
{
	(void)when_text(dst, day * DAY);
	dst[10] = '\0';
	return dst;
}

/* The source's own day, as it was known when that answer was asked for:
 * "updated=2025-04-29 1990-2024 total". */
static int basis_day(struct work *w, int64_t answer, int64_t *out,
		     struct err *e)
{
	static const char key[] = "updated=";
	const char *text;
	int got;

	*out = 0;
	stmt_reset(w->basis);
	stmt_int(w->basis, 1, answer);
	got = stmt_step(w->basis, e);
	if (got < 0)
		return -1;
	text = got ? stmt_col_text(w->basis, 0) : "";
	if (strncmp(text, key, strlen(key)) == 0)
		*out = day_of(text + strlen(key));
	stmt_reset(w->basis);
	return 0;
}

/* When the source was asked of the indicator last before that day: its
 * description, or its figures where there is none. */
static int looked_day(struct work *w, const struct about *a, const char *day,
		      int64_t *out, struct err *e)
{
	char figures[TOPIC_TEXT + 8], meta[TOPIC_TEXT + 8];
	int got;

	(void)snprintf(figures, sizeof(figures), "figures:%s", a->code);
	(void)snprintf(meta, sizeof(meta), "meta:%s", a->code);
	stmt_reset(w->looked);
	stmt_text(w->looked, 1, a->source);
	stmt_text(w->looked, 2, figures);
	stmt_text(w->looked, 3, meta);
	stmt_text(w->looked, 4, day);
	got = stmt_step(w->looked, e);
	*out = got == 1 ? day_of(stmt_col_text(w->looked, 0)) : 0;
	stmt_reset(w->looked);
	return got < 0 ? -1 : 0;
}

static int read_sightings(struct work *w, const struct about *a, struct err *e)
{
	struct stmt *q = stmts_at(w->q, Q_ANSWERS);
	char day[11];
	int got;

	w->n = 0;
	stmt_int(q, 1, a->id);
	while ((got = stmt_step(q, e)) == 1 && w->n < SIGHTINGS_MAX) {
		struct sighting *s = &w->list[w->n++];

		s->last_year = (int)stmt_col_int(q, 2);
		s->day = day_of(stmt_col_text(q, 1));
		(void)snprintf(day, sizeof(day), "%.10s", stmt_col_text(q, 1));
		if (basis_day(w, stmt_col_int(q, 0), &s->updated, e) < 0 ||
		    looked_day(w, a, day, &s->looked, e) < 0)
			return -1;
	}
	stmt_reset(q);
	if (got < 0)
		return -1;
	/* The newest answer's own day may be told by the description alone. */
	if (w->n && !w->list[w->n - 1].updated)
		w->list[w->n - 1].updated = day_of(a->updated);
	return 0;
}

static int read_step(struct work *w, int64_t indicator, int *out, struct err *e)
{
	struct stmt *q = stmts_at(w->q, Q_YEARS);
	int64_t year[2];
	int got, n = 0;

	stmt_int(q, 1, indicator);
	while ((got = stmt_step(q, e)) == 1 && n < 2)
		year[n++] = stmt_col_int(q, 0);
	stmt_reset(q);
	*out = n == 2 ? (int)(year[0] - year[1]) : 1;
	return got < 0 ? -1 : 0;
}

static int put(struct work *w, const struct about *a, const struct release *r,
	       size_t n, const struct expectation *x, struct err *e)
{
	char day[3][WHEN_TEXT];
	struct stmt *q;
	size_t i;

	for (i = 0; i < n; i++) {
		q = stmts_at(w->q, Q_RELEASE);
		stmt_text(q, 1, a->source);
		stmt_text(q, 2, a->code);
		stmt_int(q, 3, r[i].year);
		stmt_text(q, 4, day_text(day[0], r[i].day));
		stmt_text(q, 5, evidence_name(r[i].evidence));
		if (stmt_run(q, e) < 0)
			return -1;
	}
	if (!x)
		return 0;
	q = stmts_at(w->q, Q_RHYTHM);
	stmt_text(q, 1, a->source);
	stmt_text(q, 2, a->code);
	stmt_int(q, 3, (int64_t)x->releases);
	stmt_text(q, 4, evidence_name(x->evidence));
	stmt_int(q, 5, x->last_year);
	stmt_int(q, 6, x->next_year);
	stmt_text(q, 7, day_text(day[0], x->first));
	stmt_text(q, 8, day_text(day[1], x->day));
	stmt_text(q, 9, day_text(day[2], x->last));
	return stmt_run(q, e);
}

static int one(struct work *w, const struct about *a, struct err *e)
{
	struct release r[RELEASES_MAX];
	struct expectation x;
	size_t n;
	int step = 1;

	if (read_sightings(w, a, e) < 0 || read_step(w, a->id, &step, e) < 0)
		return -1;
	n = rhythm_releases(w->list, w->n, step, r);
	return put(w, a, r, n,
		   rhythm_expect(r, n, a->last_year, step, &x) ? &x : NULL, e);
}

int rhythm_store(struct archive *a, struct db *db, struct err *e)
{
	struct work w = {0};
	struct stmt *q;
	int got, rc = -1;

	w.list = xcalloc(SIGHTINGS_MAX, sizeof(*w.list));
	if (db_script(db, "DELETE FROM release; DELETE FROM rhythm;", e) < 0 ||
	    stmts_new(&w.q, db, &rhythm_sql, e) < 0 ||
	    stmt_new(&w.basis, archive_db(a),
		     "SELECT basis FROM fetch WHERE id = ?1", e) < 0 ||
	    stmt_new(&w.looked, archive_db(a), last_look, e) < 0)
		goto out;
	q = stmts_at(w.q, Q_INDICATORS);
	while ((got = stmt_step(q, e)) == 1) {
		struct about at = {.id = stmt_col_int(q, 0),
				   .last_year = (int)stmt_col_int(q, 3)};

		(void)snprintf(at.source, sizeof(at.source), "%s",
			       stmt_col_text(q, 1));
		(void)snprintf(at.code, sizeof(at.code), "%s",
			       stmt_col_text(q, 2));
		(void)snprintf(at.updated, sizeof(at.updated), "%s",
			       stmt_col_text(q, 4));
		if (one(&w, &at, e) < 0)
			goto out;
	}
	rc = got;
out:
	stmt_free(w.basis);
	stmt_free(w.looked);
	stmts_free(w.q);
	free(w.list);
	return rc;
}
