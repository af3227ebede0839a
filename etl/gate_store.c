#include "etl/gate_store.h"

struct gate_store {
	struct db *db;
	struct stmts *q;
};

enum {
	Q_AREA,
	Q_CORRECTED,
	Q_CORRECTIONS_CLEAR,
	Q_CORRECTION,
	Q_HOLD,
	Q_HELD,
	Q_RELEASE,
	Q_FLAWS_CLEAR,
	Q_FLAW,
	Q_DESCRIBED,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_AREA] = "SELECT id FROM area WHERE kind = ?1 AND code = ?2",
	[Q_CORRECTED] = "SELECT value, numerator FROM correction"
			"  WHERE indicator = ?1 AND area = ?2 AND sex = ?3"
			"  AND year = ?4",
	[Q_CORRECTIONS_CLEAR] = "DELETE FROM correction WHERE indicator = ?1",
	[Q_CORRECTION] = "INSERT INTO correction VALUES"
			 "  (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
	[Q_HOLD] = "INSERT INTO held_answer VALUES"
		   "  (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	[Q_HELD] = "SELECT id, scope FROM held_answer WHERE indicator = ?1"
		   "  AND source = ?2 ORDER BY id",
	[Q_RELEASE] = "DELETE FROM held_answer WHERE id = ?1",
	[Q_FLAWS_CLEAR] = "DELETE FROM quality_finding WHERE indicator = ?1"
			  "  AND answer = ?2",
	[Q_FLAW] = "INSERT INTO quality_finding VALUES"
		   "  (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
	[Q_DESCRIBED] = "SELECT i.id, i.title_fi, i.unit, i.last_year,"
			"  CAST(substr(i.fetched_at, 1, 4) AS INTEGER),"
			"  f.title, f.class FROM indicator AS i"
			"  JOIN source AS s ON s.id = i.source"
			"  LEFT JOIN followed AS f ON f.source = s.name"
			"    AND f.code = i.code ORDER BY i.id",
};

static const struct sql_set gate_sql = {"etl/gate_store", sql, Q_COUNT};

int gate_store_new(struct gate_store **out, struct db *db, struct err *e)
{
	struct gate_store *s = xcalloc(1, sizeof(*s));

	s->db = db;
	if (stmts_new(&s->q, db, &gate_sql, e) < 0) {
		free(s);
		return -1;
	}
	*out = s;
	return 0;
}

void gate_store_free(struct gate_store *s)
{
	if (!s)
		return;
	stmts_free(s->q);
	free(s);
}

/* --- the register --------------------------------------------------------- */

void gate_register_release(struct quality_register *r)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		free(r->areas[i].name);
	free(r->areas);
	free(r->parents);
	*r = (struct quality_register){0};
}

static enum level level_of(const char *kind)
{
	static const struct {
		const char *kind;
		enum level level;
	} levels[] = {{"kunta", LEVEL_KUNTA},
		      {"hyvinvointialue", LEVEL_COUNTY},
		      {"maakunta", LEVEL_REGION},
		      {"maa", LEVEL_COUNTRY}};
	size_t i;

	for (i = 0; i < ARRAY_LEN(levels); i++)
		if (strcmp(levels[i].kind, kind) == 0)
			return levels[i].level;
	return LEVEL_OTHER;
}

static size_t index_of(const struct quality_register *r, int64_t id)
{
	size_t lo = 0, hi = r->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (r->areas[mid].id < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == r->n || r->areas[lo].id != id)
		die("area %lld is not in the register", (long long)id);
	return lo;
}

static int read_register(struct quality_register *r, struct db *db,
			 struct err *e)
{
	struct stmt *q = NULL;
	size_t parents = 0, i;
	int got;

	if (stmt_new(&q, db,
		     "SELECT a.id, a.kind, a.code, m.parent FROM area AS a"
		     "  LEFT JOIN area_member AS m ON m.area = a.id"
		     "  ORDER BY a.id, m.parent",
		     e) < 0)
		return -1;
	while ((got = stmt_step(q, e)) == 1) {
		int64_t id = stmt_col_int(q, 0);

		if (r->n == 0 || r->areas[r->n - 1].id != id) {
			r->areas = xreallocarray(r->areas, r->n + 1,
						 sizeof(*r->areas));
			r->areas[r->n++] = (struct quality_area){
				.id = id,
				.level = level_of(stmt_col_text(q, 1)),
				.name = xasprintf("%s %s", stmt_col_text(q, 1),
						  stmt_col_text(q, 2)),
				.from = parents};
		}
		if (stmt_col_null(q, 3))
			continue;
		r->parents = xreallocarray(r->parents, parents + 1,
					   sizeof(*r->parents));
		r->parents[parents++] = (size_t)stmt_col_int(q, 3);
		r->areas[r->n - 1].n++;
	}
	stmt_free(q);
	for (i = 0; i < parents; i++)
		r->parents[i] = index_of(r, (int64_t)r->parents[i]);
	return got;
}

/* Both are in the order of area.id. */
bool gate_register_knows(const struct quality_register *r,
			 const struct figures *f)
{
	size_t i, at = 0;

	for (i = 0; i < f->n; i++) {
		while (at < r->n && r->areas[at].id < f->list[i].area)
			at++;
		if (at == r->n || r->areas[at].id != f->list[i].area)
			return false;
	}
	return true;
}

int gate_register_update(struct quality_register *r, struct db *db,
			 const struct figures *f, struct err *e)
{
	struct quality_register fresh = {0};

	if (r->n && gate_register_knows(r, f))
		return 0;
	if (read_register(&fresh, db, e) < 0) {
		gate_register_release(&fresh);
		return -1;
	}
	gate_register_release(r);
	*r = fresh;
	return 0;
}

/* --- corrections ---------------------------------------------------------- */

int gate_area(struct gate_store *s, const char *kind, const char *code,
	      int64_t *area, struct err *e)
{
	struct stmt *q = stmts_at(s->q, Q_AREA);
	int got;

	stmt_text(q, 1, kind);
	stmt_text(q, 2, code);
	got = stmt_step(q, e);
	*area = got > 0 ? stmt_col_int(q, 0) : 0;
	stmt_reset(q);
	return got < 0 ? -1 : 0;
}

static void bind_key(struct stmt *q, int64_t indicator, const struct figure *f)
{
	stmt_int(q, 1, indicator);
	stmt_int(q, 2, f->area);
	stmt_int(q, 3, (int64_t)f->sex);
	stmt_int(q, 4, f->year);
}

static void bind_value(struct stmt *q, int i, struct val v)
{
	double x;

	if (val_get(v, &x))
		stmt_double(q, i, x);
	else
		stmt_null(q, i);
}

int gate_corrected(struct gate_store *s, int64_t indicator, struct figure *f,
		   bool *applied, struct err *e)
{
	struct stmt *q = stmts_at(s->q, Q_CORRECTED);
	int got;

	bind_key(q, indicator, f);
	got = stmt_step(q, e);
	*applied = got > 0;
	if (got > 0) {
		f->value = val_number(stmt_col_double(q, 0));
		f->numerator = stmt_col_null(q, 1)
				       ? val_absent(VAL_MISSING)
				       : val_number(stmt_col_double(q, 1));
	}
	stmt_reset(q);
	return got < 0 ? -1 : 0;
}

int gate_clear_corrections(struct gate_store *s, int64_t indicator,
			   struct err *e)
{
	struct stmt *q = stmts_at(s->q, Q_CORRECTIONS_CLEAR);

	stmt_int(q, 1, indicator);
	return stmt_run(q, e);
}

int gate_put_correction(struct gate_store *s, int64_t indicator,
			const struct figure *source,
			const struct correction *row, struct err *e)
{
	struct stmt *q = stmts_at(s->q, Q_CORRECTION);

	bind_key(q, indicator, source);
	bind_value(q, 5, source->value);
	bind_value(q, 6, source->numerator);
	bind_value(q, 7, row->corrected);
	stmt_text(q, 8, row->reason);
	stmt_text(q, 9, row->date);
	stmt_text(q, 10, row->by);
	return stmt_run(q, e);
}

/* --- what is held back, what was found ------------------------------------ */

static int clear_flaws(struct gate_store *s, int64_t indicator, int64_t answer,
		       struct err *e)
{
	struct stmt *q = stmts_at(s->q, Q_FLAWS_CLEAR);

	stmt_int(q, 1, indicator);
	stmt_int(q, 2, answer);
	return stmt_run(q, e);
}

int gate_put_flaws(struct gate_store *s, int64_t indicator, int64_t answer,
		   const struct flaws *f, struct err *e)
{
	size_t i;

	if (clear_flaws(s, indicator, answer, e) < 0)
		return -1;
	for (i = 0; i < f->n; i++) {
		const struct flaw *one = &f->list[i];
		struct stmt *q = stmts_at(s->q, Q_FLAW);
		stmt_int(q, 1, indicator);
		stmt_int(q, 2, answer);
		stmt_int(q, 3, (int64_t)i);
		stmt_text(q, 4, severity_name(one->severity));
		stmt_text(q, 5, quality_name(one->check));
		stmt_int(q, 6, one->area);
		stmt_int(q, 7, one->year);
		stmt_int(q, 8, one->sex);
		stmt_text(q, 9, one->text);
		if (stmt_run(q, e) < 0)
			return -1;
	}
	return 0;
}

int gate_hold(struct gate_store *s, int64_t indicator, const struct record *r,
	      const struct flaws *why, struct err *e)
{
	struct stmt *q = stmts_at(s->q, Q_HOLD);

	stmt_int(q, 1, r->id);
	stmt_text(q, 2, r->source);
	stmt_int(q, 3, indicator);
	stmt_text(q, 4, r->scope);
	stmt_text(q, 5, r->request);
	stmt_text(q, 6, r->fetched_at);
	stmt_text(q, 7, r->body);
	if (stmt_run(q, e) < 0)
		return -1;
	return gate_put_flaws(s, indicator, r->id, why, e);
}

static bool covers(const struct request *scope, const char *held)
{
	struct request h = {0};
	int s, y;

	if (!scope)
		return true;
	if (!request_scope_parse(held, &h))
		return false;
	for (s = 0; s < SEX_N; s++)
		for (y = 0; y < YEARS; y++)
			if (h.sex[s] && h.year[y] &&
			    (!scope->sex[s] || !scope->year[y]))
				return false;
	return true;
}

int gate_supersede(struct gate_store *s, int64_t indicator, const char *source,
		   const struct request *scope, struct err *e)
{
	struct stmt *q = stmts_at(s->q, Q_HELD);
	int64_t *ids = NULL;
	size_t i, n = 0;
	int got, rc;

	stmt_int(q, 1, indicator);
	stmt_text(q, 2, source);
	while ((got = stmt_step(q, e)) == 1) {
		if (!covers(scope, stmt_col_text(q, 1)))
			continue;
		ids = xreallocarray(ids, n + 1, sizeof(*ids));
		ids[n++] = stmt_col_int(q, 0);
	}
	rc = got;
	for (i = 0; rc == 0 && i < n; i++) {
		q = stmts_at(s->q, Q_RELEASE);
		stmt_int(q, 1, ids[i]);
		rc = stmt_run(q, e);
		if (rc == 0)
			rc = clear_flaws(s, indicator, ids[i], e);
	}
	free(ids);
	return rc;
}

/* --- descriptions --------------------------------------------------------- */

int gate_describe(struct gate_store *s, struct err *e)
{
	struct stmt *q = NULL;
	struct flaws f = {0};
	int64_t *ids = NULL;
	size_t i, n = 0;
	int got, rc;

	if (db_script(s->db, "DELETE FROM quality_finding WHERE answer = -1",
		      e) < 0)
		return -1;
	q = stmts_at(s->q, Q_DESCRIBED);
	while ((got = stmt_step(q, e)) == 1) {
		const struct quality_description d = {
			.title = stmt_col_text(q, 1),
			.unit = stmt_col_text(q, 2),
			.last_year = (int)stmt_col_int(q, 3),
			.seen_year = (int)stmt_col_int(q, 4),
			.expected_title = stmt_col_text(q, 5),
			.class = stmt_col_text(q, 6)};

		quality_check_description(&d, &f);
		ids = xreallocarray(ids, f.n + 1, sizeof(*ids));
		for (; n < f.n; n++)
			ids[n] = stmt_col_int(q, 0);
	}
	rc = got;
	for (i = 0; rc == 0 && i < n; i++) {
		const struct flaw *one = &f.list[i];

		q = stmts_at(s->q, Q_FLAW);
		stmt_int(q, 1, ids[i]);
		stmt_int(q, 2, -1);
		stmt_int(q, 3, (int64_t)i);
		stmt_text(q, 4, severity_name(one->severity));
		stmt_text(q, 5, quality_name(one->check));
		stmt_int(q, 6, 0);
		stmt_int(q, 7, one->year);
		stmt_int(q, 8, -1);
		stmt_text(q, 9, one->text);
		rc = stmt_run(q, e);
	}
	flaws_release(&f);
	free(ids);
	return rc;
}

int gate_tell_held(struct gate_store *s, size_t *held, struct err *e)
{
	static const char gaps[] =
		"INSERT OR IGNORE INTO gap SELECT h.source, i.code,"
		"    'an answer is held back: ' || q.name"
		"  FROM held_answer AS h"
		"  JOIN indicator AS i ON i.id = h.indicator"
		"  JOIN quality_finding AS q ON q.indicator = i.id"
		"    AND q.answer = h.id AND q.position = 0;";
	static const char text[] =
		"SELECT count(*) FROM held_answer AS h"
		"  LEFT JOIN indicator AS i ON i.id = h.indicator"
		"  WHERE h.indicator = 0 OR EXISTS (SELECT 1 FROM followed AS f"
		"    WHERE f.source = h.source AND f.code = i.code)";
	int64_t n;

	if (db_script(s->db, gaps, e) < 0 || db_int(s->db, text, 0, &n, e) < 0)
		return -1;
	*held = (size_t)n;
	return 0;
}
