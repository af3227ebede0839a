#include "etl/health.h"

#include <sys/stat.h>
#include <sys/statvfs.h>

#include "etl/archive.h"
#include "etl/followed.h"
#include "lib/file.h"

const char *const stage_name[STAGES] = {"import",  "fetch", "load",
					"analyse", "plot",  "brief"};

/* The ledger, in the archive and as the store copied it. */
static const char archive_runs[] =
	"SELECT id, command, started_at, outcome, requests, bytes, new, same,"
	"  refused, message FROM run LEFT JOIN run_end ON run = id"
	"  ORDER BY id DESC LIMIT ?1";
static const char store_runs[] =
	"SELECT id, command, started_at, outcome, requests, bytes, new, same,"
	"  refused, message FROM run ORDER BY id DESC LIMIT ?1";

/* A night is a `run` that asked its sources. */
static const char archive_nights[] =
	"SELECT coalesce((SELECT max(started_at) FROM run JOIN run_end"
	"    ON run = id WHERE command = 'run' AND outcome = 'ok'"
	"    AND requests > 0), ''),"
	"  coalesce((SELECT min(started_at) FROM run WHERE command = 'run'),"
	"    ''),"
	"  coalesce((SELECT min(started_at) FROM run WHERE id >"
	"    (SELECT coalesce(max(run), 0) FROM run_end"
	"     WHERE outcome <> 'failed')), '')";
static const char store_nights[] =
	"SELECT coalesce((SELECT max(started_at) FROM run"
	"    WHERE command = 'run' AND outcome = 'ok' AND requests > 0), ''),"
	"  coalesce((SELECT min(started_at) FROM run WHERE command = 'run'),"
	"    ''),"
	"  coalesce((SELECT min(started_at) FROM run WHERE id >"
	"    (SELECT coalesce(max(id), 0) FROM run"
	"     WHERE outcome <> 'failed')), '')";

/* Each topic with its newest answer and its newest accepted one. The list of
 * topics is read off the index, so that years of nights do not matter. */
#define TOPICS                                                                 \
	"WITH topic AS (SELECT DISTINCT source, topic FROM fetch), state AS"   \
	"  (SELECT t.source, t.topic,"                                         \
	"    substr(t.topic, instr(t.topic, ':') + 1) AS code,"                \
	"    (SELECT id FROM fetch WHERE source = t.source"                    \
	"       AND topic = t.topic ORDER BY fetched_at DESC, id DESC LIMIT "  \
	"1)"                                                                   \
	"     AS newest,"                                                      \
	"    (SELECT fetched_at FROM fetch WHERE source = t.source"            \
	"       AND topic = t.topic AND verdict <> 'refused'"                  \
	"     ORDER BY fetched_at DESC, id DESC LIMIT 1) AS accepted"          \
	"   FROM topic AS t) "

static const char refused_topics[] = TOPICS
	"SELECT s.source, s.topic, f.reason,"
	"  coalesce((SELECT min(fetched_at) FROM fetch WHERE source = s.source"
	"    AND topic = s.topic AND fetched_at > coalesce(s.accepted, '')),"
	"    f.fetched_at),"
	"  CASE WHEN s.topic LIKE '%:%' THEN s.code END,"
	"  EXISTS (SELECT 1 FROM fetch WHERE source = s.source"
	"    AND topic = 'figures:' || s.code AND verdict <> 'refused')"
	"  FROM state AS s JOIN fetch AS f ON f.id = s.newest"
	"  WHERE f.verdict = 'refused'"
	"  ORDER BY s.source, s.topic LIKE '%:%', CAST(s.code AS INTEGER),"
	"    s.topic";
static const char newest_answers[] =
	TOPICS "SELECT source, code, max(accepted) FROM state"
	       "  WHERE topic LIKE '%:%' AND accepted IS NOT NULL"
	       "  GROUP BY source, code";

static const char held[] =
	"SELECT s.name, count(*), coalesce(sum(i.figures), 0),"
	"  coalesce(max(i.data_updated), ''), coalesce(max(i.fetched_at), '')"
	"  FROM source AS s JOIN indicator AS i ON i.source = s.id"
	"  WHERE i.figures > 0 GROUP BY s.id ORDER BY s.id";
static const char kept_back[] =
	"SELECT h.source, coalesce('figures:' || i.code, 'areas'),"
	"  coalesce(q.name || ': ' || q.text, 'see `tilannekuva check`'),"
	"  h.fetched_at FROM held_answer AS h"
	"  LEFT JOIN indicator AS i ON i.id = h.indicator"
	"  LEFT JOIN quality_finding AS q ON q.indicator = h.indicator"
	"    AND q.answer = h.id AND q.position = (SELECT min(position)"
	"      FROM quality_finding WHERE indicator = h.indicator"
	"      AND answer = h.id)"
	"  ORDER BY h.source, CAST(i.code AS INTEGER), i.code, h.id";
static const char missing[] =
	"SELECT source, reason, count(*), group_concat(code, ', ') FROM"
	"  (SELECT source, reason, code FROM gap"
	"   ORDER BY source, CAST(code AS INTEGER), code)"
	"  GROUP BY source, reason";

static void replace(char **text, const char *with)
{
	free(*text);
	*text = xstrdup(with);
}

static struct source_health *source_of(struct health *h, const char *name)
{
	struct source_health *s;
	size_t i;

	for (i = 0; i < h->n_sources; i++)
		if (strcmp(h->sources[i].name, name) == 0)
			return &h->sources[i];
	h->sources = xreallocarray(h->sources, h->n_sources + 1, sizeof(*s));
	s = &h->sources[h->n_sources++];
	*s = (struct source_health){.name = xstrdup(name),
				    .indicators = -1,
				    .figures = -1,
				    .data_updated = xstrdup(""),
				    .newest = xstrdup(""),
				    .oldest = xstrdup("")};
	return s;
}

static int read_stages(struct run_entry *r, struct db *db, struct err *e)
{
	struct stmt *q = NULL;
	size_t i;
	int got;

	r->changed = -1;
	for (i = 0; i < STAGES; i++)
		r->seconds[i] = -1;
	if (stmt_new(&q, db,
		     "SELECT stage, seconds, changed FROM run_stage"
		     "  WHERE run = ?1",
		     e) < 0)
		return -1;
	stmt_int(q, 1, r->id);
	while ((got = stmt_step(q, e)) == 1) {
		const char *name = stmt_col_text(q, 0);

		for (i = 0; i < STAGES; i++)
			if (strcmp(name, stage_name[i]) == 0) {
				r->seconds[i] = stmt_col_double(q, 1);
				r->stage_failed[i] = stmt_col_null(q, 2);
			}
		if (strcmp(name, "load") == 0 && !stmt_col_null(q, 2))
			r->changed = stmt_col_int(q, 2);
	}
	stmt_free(q);
	return got;
}

static int read_runs(struct health *h, struct db *db, const char *query,
		     struct err *e)
{
	struct stmt *q = NULL;
	size_t i;
	int got = -1;

	if (stmt_new(&q, db, query, e) < 0)
		return -1;
	stmt_int(q, 1, RUNS_SHOWN);
	while (h->n_runs < RUNS_SHOWN && (got = stmt_step(q, e)) == 1)
		h->runs[h->n_runs++] = (struct run_entry){
			.id = stmt_col_int(q, 0),
			.command = xstrdup(stmt_col_text(q, 1)),
			.started_at = xstrdup(stmt_col_text(q, 2)),
			.outcome = xstrdup(stmt_col_text(q, 3)),
			.requests = stmt_col_int(q, 4),
			.bytes = stmt_col_int(q, 5),
			.new = stmt_col_int(q, 6),
			.same = stmt_col_int(q, 7),
			.refused = stmt_col_int(q, 8),
			.message = xstrdup(stmt_col_text(q, 9)),
		};
	stmt_free(q);
	for (i = 0; got >= 0 && i < h->n_runs; i++)
		if (read_stages(&h->runs[i], db, e) < 0)
			return -1;
	return got < 0 ? -1 : 0;
}

static int read_nights(struct health *h, struct db *db, const char *query,
		       struct err *e)
{
	struct stmt *q = NULL;
	int got;

	if (stmt_new(&q, db, query, e) < 0)
		return -1;
	got = stmt_step(q, e);
	if (got == 1) {
		replace(&h->complete, stmt_col_text(q, 0));
		replace(&h->first_run, stmt_col_text(q, 1));
		replace(&h->failing_since, stmt_col_text(q, 2));
	}
	stmt_free(q);
	return got < 0 ? -1 : 0;
}

/* The list may be empty where config/ cannot be read: then all are. */
static bool is_followed(const struct followed_list *f, const char *source,
			const char *code)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (strcmp(f->list[i].source, source) == 0 &&
		    strcmp(f->list[i].code, code) == 0)
			return true;
	return f->n == 0;
}

static void refusals_add(struct refusal **list, size_t *n, struct stmt *q)
{
	*list = xreallocarray(*list, *n + 1, sizeof(**list));
	(*list)[(*n)++] = (struct refusal){
		xstrdup(stmt_col_text(q, 0)), xstrdup(stmt_col_text(q, 1)),
		xstrdup(stmt_col_text(q, 2)), xstrdup(stmt_col_text(q, 3))};
}

static void refusals_release(struct refusal *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		free(list[i].source);
		free(list[i].topic);
		free(list[i].reason);
		free(list[i].since);
	}
	free(list);
}

static int read_refusals(struct health *h, struct db *db,
			 const struct followed_list *f, struct err *e)
{
	struct stmt *q = NULL;
	int got;

	if (stmt_new(&q, db, refused_topics, e) < 0)
		return -1;
	while ((got = stmt_step(q, e)) == 1) {
		const char *source = stmt_col_text(q, 0);

		/* An indicator that is neither wanted nor held is no loss, and
		 * may not be asked about again. */
		if (!stmt_col_null(q, 4) && !stmt_col_int(q, 5) &&
		    !is_followed(f, source, stmt_col_text(q, 4)))
			continue;
		source_of(h, source)->refused++;
		refusals_add(&h->refusals, &h->n_refusals, q);
	}
	stmt_free(q);
	return got;
}

static int read_ages(struct health *h, struct db *db,
		     const struct followed_list *f, struct err *e)
{
	struct stmt *q = NULL;
	int got;

	if (stmt_new(&q, db, newest_answers, e) < 0)
		return -1;
	while ((got = stmt_step(q, e)) == 1) {
		const char *name = stmt_col_text(q, 0);
		const char *code = stmt_col_text(q, 1);
		const char *at = stmt_col_text(q, 2);
		struct source_health *s = source_of(h, name);

		if (strcmp(at, s->newest) > 0)
			replace(&s->newest, at);
		if (is_followed(f, name, code) &&
		    (!s->oldest[0] || strcmp(at, s->oldest) < 0))
			replace(&s->oldest, at);
	}
	stmt_free(q);
	return got;
}

static void read_archive(struct health *h, struct app *app)
{
	struct followed_list f = {0};
	struct err unknown = {0}, *e = &h->archive;
	struct archive *a = NULL;
	struct db *db;

	if (archive_open_read(&a, app, e) < 0)
		return;
	db = archive_db(a);
	/* Without the list everything counts as followed. */
	if (followed_read(app, &f, &unknown) < 0)
		f = (struct followed_list){0};
	if (read_runs(h, db, archive_runs, e) < 0 ||
	    read_nights(h, db, archive_nights, e) < 0 ||
	    read_refusals(h, db, &f, e) < 0 || read_ages(h, db, &f, e) < 0)
		(void)err_wrap(e, "%s", db_path(db));
	followed_release(&f);
	archive_close(a);
}

static int read_held(struct health *h, struct db *db, struct err *e)
{
	struct stmt *q = NULL;
	int got;

	if (stmt_new(&q, db, held, e) < 0)
		return -1;
	while ((got = stmt_step(q, e)) == 1) {
		struct source_health *s = source_of(h, stmt_col_text(q, 0));

		s->indicators = stmt_col_int(q, 1);
		s->figures = stmt_col_int(q, 2);
		replace(&s->data_updated, stmt_col_text(q, 3));
		if (!s->newest[0])
			replace(&s->newest, stmt_col_text(q, 4));
	}
	stmt_free(q);
	return got;
}

static int read_kept_back(struct health *h, struct db *db, struct err *e)
{
	struct stmt *q = NULL;
	int got;

	if (stmt_new(&q, db, kept_back, e) < 0)
		return -1;
	while ((got = stmt_step(q, e)) == 1)
		refusals_add(&h->kept_back, &h->n_kept_back, q);
	stmt_free(q);
	return got;
}

static int read_missing(struct health *h, struct db *db, struct err *e)
{
	struct stmt *q = NULL;
	int got;

	if (stmt_new(&q, db, missing, e) < 0)
		return -1;
	while ((got = stmt_step(q, e)) == 1) {
		h->missing = xreallocarray(h->missing, h->n_missing + 1,
					   sizeof(*h->missing));
		h->missing[h->n_missing++] = (struct missing){
			xstrdup(stmt_col_text(q, 0)),
			xstrdup(stmt_col_text(q, 1)),
			xstrdup(stmt_col_text(q, 3)), stmt_col_int(q, 2)};
	}
	stmt_free(q);
	return got;
}

static int read_picture(struct health *h, struct db *db, struct err *e)
{
	char text[80];

	if (store_get(db, "data_date", text, sizeof(text), e) < 0)
		return -1;
	replace(&h->data_date, text);
	if (store_get(db, "content_id", text, sizeof(text), e) < 0)
		return -1;
	replace(&h->content_id, text);
	return db_int(db,
		      "SELECT count(*) FROM v_freshness"
		      "  WHERE years_behind > 5",
		      0, &h->out_of_date, e);
}

/* Whole, but made by another version of the program. */
static bool is_other_version(struct app *app)
{
	char *path = app_var_path(app, "tilannekuva.db"), schema[80];
	struct err ignored = {0};
	struct db *db = NULL;
	bool is = file_exists(path) &&
		  db_open(&db, path, DB_READ, &ignored) == 0 &&
		  store_get(db, "schema", schema, sizeof(schema), &ignored) ==
			  0 &&
		  schema[0];

	db_close(db);
	free(path);
	return is;
}

static void read_store(struct health *h, struct app *app)
{
	struct err *e = &h->store;
	struct db *db = NULL;

	if (app_store_open(app, DB_READ, &db, e) < 0) {
		h->store_other = is_other_version(app);
		if (h->store_other)
			err_clear(e);
		return;
	}
	/* The copy of the ledger, where there is no archive to read it in. */
	if (read_held(h, db, e) < 0 || read_kept_back(h, db, e) < 0 ||
	    read_missing(h, db, e) < 0 || read_picture(h, db, e) < 0 ||
	    (h->archive.code && h->n_runs == 0 &&
	     (read_runs(h, db, store_runs, e) < 0 ||
	      read_nights(h, db, store_nights, e) < 0)))
		(void)err_wrap(e, "reading");
	db_close(db);
}

/* With what SQLite keeps beside it. */
static int64_t bytes_of(const struct app *app, const char *name)
{
	char *path = app_var_path(app, name), *wal = xasprintf("%s-wal", path);
	struct stat st;
	int64_t n = -1;

	if (stat(path, &st) == 0)
		n = st.st_size;
	if (n >= 0 && stat(wal, &st) == 0)
		n += st.st_size;
	free(wal);
	free(path);
	return n;
}

static int64_t free_bytes_of(const char *dir)
{
	struct statvfs st;

	if (statvfs(dir, &st) < 0)
		return -1;
	return st.f_flag & ST_RDONLY ? 0 : (int64_t)(st.f_bavail * st.f_frsize);
}

void health_read(struct health *h, struct app *app)
{
	char *lock = app_var_path(app, "lock");

	*h = (struct health){.now = app->now,
			     .complete = xstrdup(""),
			     .first_run = xstrdup(""),
			     .failing_since = xstrdup(""),
			     .data_date = xstrdup(""),
			     .content_id = xstrdup("")};
	read_archive(h, app);
	read_store(h, app);
	h->archive_bytes = bytes_of(app, "archive.db");
	h->store_bytes = bytes_of(app, "tilannekuva.db");
	h->free_bytes = free_bytes_of(app->var_dir);
	h->going = h->n_runs && !h->runs[0].outcome[0] && file_is_locked(lock);
	free(lock);
}

void health_release(struct health *h)
{
	size_t i;

	for (i = 0; i < h->n_runs; i++) {
		free(h->runs[i].command);
		free(h->runs[i].started_at);
		free(h->runs[i].message);
		free(h->runs[i].outcome);
	}
	for (i = 0; i < h->n_sources; i++) {
		free(h->sources[i].name);
		free(h->sources[i].data_updated);
		free(h->sources[i].newest);
		free(h->sources[i].oldest);
	}
	refusals_release(h->refusals, h->n_refusals);
	refusals_release(h->kept_back, h->n_kept_back);
	for (i = 0; i < h->n_missing; i++) {
		free(h->missing[i].source);
		free(h->missing[i].reason);
		free(h->missing[i].codes);
	}
	free(h->missing);
	free(h->sources);
	free(h->complete);
	free(h->first_run);
	free(h->failing_since);
	free(h->data_date);
	free(h->content_id);
}

const struct run_entry *health_last_run(const struct health *h)
{
	size_t i = h->going ? 1 : 0;

	return i < h->n_runs ? &h->runs[i] : NULL;
}

bool run_ended_well(const struct run_entry *r)
{
	return strcmp(r->outcome, "ok") == 0;
}

bool health_is_well(const struct health *h)
{
	const struct run_entry *last = health_last_run(h);

	return h->archive.code == ERR_NONE && h->store.code == ERR_NONE &&
	       (!last || run_ended_well(last));
}
