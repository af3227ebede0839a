#include "etl/agreed.h"

#include "lib/hash.h"
#include "lib/num.h"

enum {
	Q_NEGOTIATIONS,
	Q_TIES,
	Q_AREAS,
	Q_FORGET,
	Q_CLEAR,
	Q_MADE,
	Q_REMEMBER,
	Q_PUT,
	Q_RETURNED,
	Q_WITHDRAWN,
	Q_COUNT
};

/* Whether the source has a figure of agreed_figure g's year by now. */
#define STILL_THERE                                                            \
	"EXISTS (SELECT 1 FROM source AS s JOIN indicator AS i"                \
	"    ON i.source = s.id AND i.code = g.code"                           \
	"  JOIN observation AS o ON o.indicator = i.id"                        \
	"    AND o.area = g.area AND o.sex = g.sex AND o.year = g.year"        \
	"  WHERE s.name = g.source)"

static const char *const sql[Q_COUNT] = {
	[Q_NEGOTIATIONS] = "SELECT negotiation, date, county FROM negotiation"
			   "  ORDER BY negotiation",
	[Q_TIES] = "SELECT source, indicator FROM v_tie WHERE negotiation = ?1"
		   "  UNION SELECT source, indicator FROM v_priority_link"
		   "    WHERE negotiation = ?1 ORDER BY 1, 2",
	/* the country last; surveys have their national row for the mainland */
	[Q_AREAS] = "SELECT id, kind, code, kind = 'maa' AS rest FROM area"
		    "  WHERE kind || ':' || code = ?1 OR kind = 'maa'"
		    "    OR (kind = 'nuts1' AND code = '1')"
		    "    OR (kind = 'kunta' AND valid_to IS NULL AND id IN"
		    "      (SELECT m.area FROM area_member AS m"
		    "        JOIN area AS p ON p.id = m.parent"
		    "        WHERE p.kind || ':' || p.code = ?1))"
		    "  ORDER BY rest, kind, code",
	[Q_FORGET] = "DELETE FROM agreed_figure WHERE negotiation NOT IN"
		     "  (SELECT negotiation FROM negotiation)",
	[Q_CLEAR] = "DELETE FROM agreed_figure WHERE negotiation = ?1",
	[Q_MADE] = "SELECT key FROM agreed_made WHERE negotiation = ?1",
	[Q_REMEMBER] = "INSERT OR REPLACE INTO agreed_made VALUES (?1, ?2)",
	[Q_PUT] = "INSERT INTO agreed_figure (negotiation, source, code, area,"
		  "    sex, year, value, reason)"
		  "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	/* done anew where a figure that was taken back is there again */
	[Q_RETURNED] = "DELETE FROM agreed_made WHERE negotiation IN"
		       "  (SELECT g.negotiation FROM agreed_figure AS g"
		       "    WHERE g.year IS NOT NULL AND g.value IS NULL"
		       "    AND " STILL_THERE ")",
	[Q_WITHDRAWN] = "UPDATE agreed_figure AS g SET value = NULL"
			"  WHERE value IS NOT NULL AND NOT " STILL_THERE,
};
static const struct sql_set agreed_sql = {"etl/agreed", sql, Q_COUNT};

/* Answers of one topic, as far as they were known. */
static const char answers_sql[] =
	"SELECT id FROM " ARCHIVE_NEWS " WHERE source = ?1 AND topic = ?2"
	"  AND fetched_at <= ?3 ORDER BY fetched_at, id";

struct tie {
	char source[64], code[TOPIC_TEXT];
	bool known; /* an answer with figures had come */
};

struct target {
	int64_t id;   /* area.id of the store */
	int64_t past; /* and in what was known */
	char kind[40], code[40];
	const struct figure *newest[SEX_N]; /* with a number */
	const struct figure *last;          /* of the total, be it none */
};

struct making {
	struct app *app;
	struct archive *archive;
	struct db *db;
	struct stmts *q;
	struct stmt *answers; /* of the archive */
	/* the negotiation at hand */
	char id[200], county[60];
	char until[WHEN_TEXT];
	bool ahead; /* its day has not come */
	struct tie *ties;
	size_t ties_n;
	struct target *targets;
	size_t targets_n;
};

static void forget(struct making *m)
{
	free(m->ties);
	free(m->targets);
	m->ties = NULL;
	m->targets = NULL;
	m->ties_n = m->targets_n = 0;
}

static int read_ties(struct making *m, struct err *e)
{
	struct stmt *q = stmts_at(m->q, Q_TIES);
	int got;

	stmt_text(q, 1, m->id);
	while ((got = stmt_step(q, e)) == 1) {
		struct tie *t;

		m->ties =
			xreallocarray(m->ties, m->ties_n + 1, sizeof(*m->ties));
		t = &m->ties[m->ties_n++];
		*t = (struct tie){0};
		(void)snprintf(t->source, sizeof(t->source), "%s",
			       stmt_col_text(q, 0));
		(void)snprintf(t->code, sizeof(t->code), "%s",
			       stmt_col_text(q, 1));
	}
	return got;
}

static int read_targets(struct making *m, struct err *e)
{
	struct stmt *q = stmts_at(m->q, Q_AREAS);
	int got;

	stmt_text(q, 1, m->county);
	while ((got = stmt_step(q, e)) == 1) {
		struct target *t;

		m->targets = xreallocarray(m->targets, m->targets_n + 1,
					   sizeof(*m->targets));
		t = &m->targets[m->targets_n++];
		*t = (struct target){.id = stmt_col_int(q, 0)};
		(void)snprintf(t->kind, sizeof(t->kind), "%s",
			       stmt_col_text(q, 1));
		(void)snprintf(t->code, sizeof(t->code), "%s",
			       stmt_col_text(q, 2));
	}
	return got;
}

/* What the figures of this negotiation follow from. */
static int make_key(struct making *m, char out[HASH_HEX], struct err *e)
{
	struct hash *h = hash_new();
	char number[NUM_TEXT];
	size_t i;
	int got = 0;

	hash_text(h, "agreed 2");
	hash_text(h, m->until);
	hash_text(h, m->ahead ? "ahead" : "");
	for (i = 0; i < m->targets_n; i++) {
		hash_text(h, m->targets[i].kind);
		hash_text(h, m->targets[i].code);
	}
	for (i = 0; got == 0 && i < m->ties_n; i++) {
		struct tie *t = &m->ties[i];
		char topic[2 * TOPIC_TEXT];

		(void)snprintf(topic, sizeof(topic), "figures:%s", t->code);
		hash_text(h, t->source);
		hash_text(h, topic);
		stmt_reset(m->answers);
		stmt_text(m->answers, 1, t->source);
		stmt_text(m->answers, 2, topic);
		stmt_text(m->answers, 3, m->until);
		while ((got = stmt_step(m->answers, e)) == 1) {
			t->known = true;
			hash_text(h, num_text(number, (double)stmt_col_int(
							      m->answers, 0)));
		}
	}
	(void)hash_end(h, out);
	return got;
}

/* --- one negotiation ------------------------------------------------------ */

/* The areas' numbers in what was known: only kind and code are the same. */
static int find_past_areas(struct making *m, struct past *p, struct err *e)
{
	struct stmt *q = NULL;
	size_t i;
	int got = 0;

	if (stmt_new(&q, past_db(p),
		     "SELECT id FROM area WHERE kind = ?1 AND code = ?2",
		     e) < 0)
		return -1;
	for (i = 0; got >= 0 && i < m->targets_n; i++) {
		struct target *t = &m->targets[i];

		stmt_reset(q);
		stmt_text(q, 1, t->kind);
		stmt_text(q, 2, t->code);
		got = stmt_step(q, e);
		t->past = got == 1 ? stmt_col_int(q, 0) : 0;
	}
	stmt_free(q);
	return got < 0 ? -1 : 0;
}

static void pick_one(struct target *t, const struct figure *f)
{
	double num;

	if (f->value.state == VAL_GONE)
		return;
	if (f->sex == SEX_TOTAL && (!t->last || f->year > t->last->year))
		t->last = f;
	if (val_get(f->value, &num) &&
	    (!t->newest[f->sex] || f->year > t->newest[f->sex]->year))
		t->newest[f->sex] = f;
}

static void pick(struct making *m, const struct figures *f)
{
	size_t i, j;

	for (j = 0; j < m->targets_n; j++) {
		struct target *t = &m->targets[j];

		t->last = NULL;
		memset(t->newest, 0, sizeof(t->newest));
		for (i = 0; t->past && i < f->n; i++)
			if (f->list[i].area == t->past)
				pick_one(t, &f->list[i]);
	}
}

static int put_row(struct making *m, const struct tie *tie,
		   const struct target *t, enum sex sex, const struct figure *f,
		   const char *reason, struct err *e)
{
	struct stmt *q = stmts_at(m->q, Q_PUT);
	double num;

	stmt_text(q, 1, m->id);
	stmt_text(q, 2, tie->source);
	stmt_text(q, 3, tie->code);
	stmt_int(q, 4, t->id);
	stmt_int(q, 5, (int64_t)sex);
	stmt_null(q, 6);
	stmt_null(q, 7);
	if (f) {
		stmt_int(q, 6, f->year);
		if (val_get(f->value, &num))
			stmt_double(q, 7, num);
	}
	stmt_text(q, 8, reason);
	return stmt_run(q, e);
}

static const char *reason_of(const struct making *m, const struct tie *tie,
			     const struct target *t)
{
	double num;

	if (m->ahead)
		return "not_held_yet";
	if (!tie->known)
		return "nothing_known";
	return t->last && !val_get(t->last->value, &num)
		       ? val_state_name(t->last->value.state)
		       : "no_figure";
}

/* The whole country is `maa`, or the mainland where the figures are there. */
static int put_tie(struct making *m, const struct tie *tie, struct err *e)
{
	bool national = false;
	size_t i;
	int s;

	for (i = 0; i < m->targets_n; i++) {
		struct target *t = &m->targets[i];
		bool mainland = strcmp(t->kind, "nuts1") == 0;
		bool country = mainland || strcmp(t->kind, "maa") == 0;

		for (s = 0; s < SEX_N; s++) {
			const struct figure *f = t->newest[s];
			bool silent = s != SEX_TOTAL || mainland ||
				      (country && national);

			if (!f && silent)
				continue;
			if (put_row(m, tie, t, (enum sex)s, f,
				    f ? NULL : reason_of(m, tie, t), e) < 0)
				return -1;
		}
		national |= country && t->newest[SEX_TOTAL];
	}
	return 0;
}

static int make_ties(struct making *m, struct past *p, struct err *e)
{
	size_t i;

	for (i = 0; i < m->ties_n; i++) {
		struct figures f = {0};
		int rc = 0;

		if (p && m->ties[i].known)
			rc = past_indicator(p, m->ties[i].source,
					    m->ties[i].code, &f, e);
		if (rc == 0) {
			pick(m, &f);
			rc = put_tie(m, &m->ties[i], e);
		}
		figures_release(&f);
		if (rc < 0)
			return -1;
	}
	return 0;
}

static int make(struct making *m, struct err *e)
{
	struct app quiet = *m->app; /* the load itself has said it */
	struct stmt *q = stmts_at(m->q, Q_CLEAR);
	struct past *p = NULL;
	bool any = false;
	size_t i;
	int rc = -1;

	quiet.log.out = NULL;
	stmt_text(q, 1, m->id);
	if (stmt_run(q, e) < 0)
		return -1;
	for (i = 0; i < m->ties_n; i++)
		any |= m->ties[i].known;
	if (any && !m->ahead &&
	    (past_open(&p, &quiet, m->archive, m->until, e) < 0 ||
	     find_past_areas(m, p, e) < 0))
		goto out;
	rc = make_ties(m, p, e);
out:
	past_close(p);
	return rc < 0 ? err_wrap(e, "figures as of %.10s for %s", m->until,
				 m->id)
		      : 0;
}

static int bring_along(struct making *m, struct err *e)
{
	char key[HASH_HEX];
	struct stmt *q;
	bool same;
	int got;

	if (read_ties(m, e) < 0 || read_targets(m, e) < 0 ||
	    make_key(m, key, e) < 0)
		return -1;
	q = stmts_at(m->q, Q_MADE);
	stmt_text(q, 1, m->id);
	got = stmt_step(q, e);
	if (got < 0)
		return -1;
	same = got == 1 && strcmp(stmt_col_text(q, 0), key) == 0;
	stmt_reset(q);
	if (same)
		return 0;
	if (make(m, e) < 0)
		return -1;
	q = stmts_at(m->q, Q_REMEMBER);
	stmt_text(q, 1, m->id);
	stmt_text(q, 2, key);
	return stmt_run(q, e);
}

/* The end of the negotiation's first day, or the last moment that is looked
 * at. false: the day cannot be read (no negotiation that was checked). */
static bool set_day(struct making *m, const char *date, const char *until)
{
	char today[WHEN_TEXT];
	int64_t t;

	if (!when_parse_until(date, &t))
		return false;
	(void)when_text(m->until, t);
	(void)when_text(today, m->app->now);
	m->ahead = strncmp(m->until, today, 10) > 0;
	if (strcmp(m->until, until) > 0)
		(void)snprintf(m->until, sizeof(m->until), "%s", until);
	return true;
}

static int each(struct making *m, const char *until, struct err *e)
{
	struct stmt *q = stmts_at(m->q, Q_NEGOTIATIONS);
	int got;

	while ((got = stmt_step(q, e)) == 1) {
		int rc = 0;

		(void)snprintf(m->id, sizeof(m->id), "%s", stmt_col_text(q, 0));
		(void)snprintf(m->county, sizeof(m->county), "%s",
			       stmt_col_text(q, 2));
		if (set_day(m, stmt_col_text(q, 1), until))
			rc = bring_along(m, e);
		forget(m);
		if (rc < 0)
			return -1;
	}
	return got;
}

int agreed_store(struct app *app, struct archive *a, struct db *db,
		 const char *until, struct err *e)
{
	struct making m = {.app = app, .archive = a, .db = db};
	int rc = -1;

	if (stmts_new(&m.q, db, &agreed_sql, e) == 0 &&
	    stmt_new(&m.answers, archive_db(a), answers_sql, e) == 0 &&
	    stmt_run(stmts_at(m.q, Q_FORGET), e) == 0 &&
	    db_script(db,
		      "DELETE FROM agreed_made WHERE negotiation NOT IN"
		      "  (SELECT negotiation FROM negotiation)",
		      e) == 0 &&
	    stmt_run(stmts_at(m.q, Q_RETURNED), e) == 0 &&
	    each(&m, until, e) == 0)
		rc = stmt_run(stmts_at(m.q, Q_WITHDRAWN), e);
	stmt_free(m.answers);
	stmts_free(m.q);
	return rc;
}
