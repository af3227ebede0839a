#include "etl/load.h"

#include "etl/agreed.h"
#include "etl/ahead.h"
#include "etl/areas.h"
#include "etl/backlog.h"
#include "etl/dataset.h"
#include "etl/gaps.h"
#include "etl/gate.h"
#include "etl/indicators.h"
#include "etl/left_out.h"
#include "etl/negotiation.h"
#include "etl/rhythm_store.h"
#include "etl/tables.h"
#include "lib/embedded.h"
#include "lib/num.h"

static const char forever[] = "9999";

/* What a load carries along. */
struct loader {
	struct app *app;
	struct archive *archive;
	struct db *db;
	struct areas *areas;
	struct indicators *indicators;
	struct left_out *left_out;
	struct dataset_writer *writer;
	struct dataset *dataset; /* of the indicator at hand */
	struct gate *gate;
	const char *until; /* ISO time */
	struct load_summary *out;
	struct ahead *ahead; /* figures are read by it; NULL: by ourselves */
	bool fresh;          /* an empty store: a transaction per indicator */
};

static int loader_init(struct loader *l, struct err *e)
{
	return areas_new(&l->areas, l->db, e) < 0 ||
			       indicators_new(&l->indicators, l->db, e) < 0 ||
			       left_out_new(&l->left_out, l->db, &l->app->log,
					    e) < 0 ||
			       dataset_writer_new(&l->writer, l->db, e) < 0 ||
			       gate_new(&l->gate, l->app, l->db, l->until, e) <
				       0
		       ? -1
		       : 0;
}

static void loader_release(struct loader *l)
{
	ahead_free(l->ahead);
	gate_free(l->gate);
	dataset_writer_free(l->writer);
	left_out_free(l->left_out);
	indicators_free(l->indicators);
	areas_free(l->areas);
}

/* Reads an answer back and parses it; *out is the caller's to
 * reading_release() in any case. An answer that was accepted once and cannot be
 * read any more is a warning: 1. */
static int record_parse(struct loader *l, const struct record *r,
			struct reading *out, struct err *e)
{
	if ((l->ahead ? ahead_take(out, l->ahead, r->id, e)
		      : reading_make(out, l->archive, r, e)) < 0)
		return -1;
	if (out->why.code == ERR_NONE)
		return 0;
	log_warn(&l->app->log, "answer %lld (%s %s of %s): %s",
		 (long long)r->id, r->source, r->topic, r->fetched_at,
		 out->why.msg);
	l->out->refused++;
	return 1;
}

static void say_held(struct loader *l, const struct record *r, const char *why)
{
	log_warn(&l->app->log, "answer %lld (%s %s of %s): held back: %s",
		 (long long)r->id, r->source, r->topic, r->fetched_at, why);
}

static int load_areas(void *ctx, const struct record *r, struct err *e)
{
	struct loader *l = ctx;
	struct reading got = {0};
	char why[FLAW_TEXT];
	bool held = false;
	int rc = record_parse(l, r, &got, e);

	if (rc == 0)
		rc = gate_judge_areas(l->gate, r, &got.answer, &held, why, e);
	if (rc == 0 && held) {
		say_held(l, r, why);
	} else if (rc == 0) {
		rc = areas_add_list(l->areas, &got.answer, e);
		l->out->answers++;
	}
	reading_release(&got);
	return rc < 0 ? -1 : 0;
}

static int load_meta(void *ctx, const struct record *r, struct err *e)
{
	struct loader *l = ctx;
	struct reading got = {0};
	const struct answer *a = &got.answer;
	size_t i;
	int rc = record_parse(l, r, &got, e);

	for (i = 0; rc == 0 && i < a->n_metas; i++)
		rc = got.asks.kind == ANSWER_LIST
			     ? indicators_list(l->indicators, r->source,
					       &a->metas[i], r->fetched_at,
					       r->id, e)
			     : indicators_describe(l->indicators, r->source,
						   &a->metas[i], r->fetched_at,
						   e);
	l->out->answers += rc == 0;
	reading_release(&got);
	return rc < 0 ? -1 : 0;
}

/* Applies an answer unless the gate holds it back. */
static int let_in(struct loader *l, const struct record *r, struct reading *got,
		  struct err *e)
{
	const struct loaded_answer about = {r->id, r->request, r->fetched_at,
					    r->body};
	struct figures *f = &got->answer.figures, merged = {0};
	struct gate_step step = {.was = dataset_figures(l->dataset),
				 .next = f,
				 .found = got->checked ? &got->found : NULL};
	char why[FLAW_TEXT];
	bool held = false;
	int rc;

	if (!dataset_is_inside(l->dataset, &got->asks)) {
		dataset_preview(l->dataset, &got->asks, f, &merged);
		step.next = &merged;
		step.found = NULL;
	}
	rc = gate_judge(l->gate, r, &got->asks, &step, &held, why, e);
	figures_release(&merged);
	if (rc < 0)
		return -1;
	if (held) {
		say_held(l, r, why);
		return dataset_hide(l->dataset, f, &about, e);
	}
	l->out->answers++;
	return dataset_apply(l->dataset, &got->asks, f, &about, e);
}

/* Areas in the place of the source's names and numbers for them. */
static int resolve(struct loader *l, const struct record *r,
		   struct reading *got, struct err *e)
{
	if (got->unresolved.code)
		return err_set(e, got->unresolved.code, "%s",
			       got->unresolved.msg);
	if (got->resolved)
		return 0;
	return left_out_take(l->left_out, r, &got->asks, &got->answer, e) < 0
		       ? -1
		       : areas_resolve(l->areas, &got->answer, e);
}

static int load_figures(void *ctx, const struct record *r, struct err *e)
{
	struct loader *l = ctx;
	struct reading got = {0};
	const struct answer *a = &got.answer;
	struct err why = {0};
	size_t i;
	int rc = record_parse(l, r, &got, e);

	if (rc == 0 && resolve(l, r, &got, &why) < 0) {
		rc = why.code == ERR_DATA ? 1
					  : err_set(e, why.code, "%s", why.msg);
		if (rc == 1) {
			log_warn(&l->app->log, "answer %lld (%s %s): %s",
				 (long long)r->id, r->source, r->topic,
				 why.msg);
			l->out->refused++;
		}
	}
	if (rc == 0 && a->division.lost)
		log_info(&l->app->log,
			 "%s %s: %zu figures have none in today's division "
			 "(an area split, a part without a figure, or figures "
			 "that cannot be added up)",
			 r->source, r->topic, a->division.lost);
	for (i = 0; rc == 0 && i < a->n_metas; i++)
		rc = indicators_describe(l->indicators, r->source, &a->metas[i],
					 r->fetched_at, e);
	if (rc == 0)
		rc = let_in(l, r, &got, e);
	reading_release(&got);
	return rc < 0 ? -1 : 0;
}

/* The ids of answers, in order. */
struct ids {
	int64_t *list;
	size_t n;
};

static int ids_read(struct db *db, const char *text, const char *t1,
		    const char *t2, const char *until, int64_t after,
		    struct ids *out, struct err *e)
{
	struct stmt *q = NULL;
	int got;

	if (stmt_new(&q, db, text, e) < 0)
		return -1;
	stmt_text(q, 1, t1);
	stmt_text(q, 2, t2);
	stmt_text(q, 3, until);
	stmt_int(q, 4, after);
	while ((got = stmt_step(q, e)) == 1) {
		out->list = xreallocarray(out->list, out->n + 1,
					  sizeof(*out->list));
		out->list[out->n++] = stmt_col_int(q, 0);
	}
	stmt_free(q);
	return got;
}

static int ids_visit(struct loader *l, const struct ids *ids,
		     int (*visit)(void *ctx, const struct record *r,
				  struct err *e),
		     struct err *e)
{
	size_t i;

	for (i = 0; i < ids->n; i++) {
		struct record r = {0};
		int rc = archive_get(l->archive, ids->list[i], &r, e);

		if (rc == 0)
			rc = visit(l, &r, e);
		record_release(&r);
		if (rc < 0)
			return -1;
	}
	return 0;
}

static const char answers_of_topic[] =
	"SELECT id FROM " ARCHIVE_NEWS " WHERE source = ?1 AND topic = ?2"
	"  AND fetched_at <= ?3 AND id > ?4"
	"  ORDER BY fetched_at, id";

/* One indicator: its answers applied to what is there. None of them is older
 * than those: see load_way(). */
static int load_topic(struct loader *l, const struct backlog *b,
		      const struct backlog_topic *t, struct err *e)
{
	const struct ids ids = {b->answers + t->from, t->n};
	int rc = -1;

	if (left_out_forget(l->left_out, t->source, t->topic, e) < 0 ||
	    dataset_open(&l->dataset, l->writer, t->indicator, e) < 0 ||
	    gate_begin(l->gate, t->source, t->code, t->indicator,
		       dataset_figures(l->dataset), e) < 0 ||
	    ids_visit(l, &ids, load_figures, e) < 0 ||
	    gate_end(l->gate, dataset_figures(l->dataset), e) < 0)
		goto out;
	rc = dataset_write(l->dataset, &l->out->changed, e);
out:
	dataset_free(l->dataset);
	l->dataset = NULL;
	return rc < 0 ? err_wrap(e, "%s %s", t->source, t->topic) : 0;
}

static int load_topics(struct loader *l, const struct backlog *b, struct err *e)
{
	size_t i;

	for (i = 0; i < b->n; i++) {
		if ((l->fresh && db_begin(l->db, e) < 0) ||
		    load_topic(l, b, &b->list[i], e) < 0 ||
		    (l->fresh && db_commit(l->db, e) < 0))
			return -1;
		log_progress(&l->app->log, "load", i + 1, b->n);
	}
	return 0;
}

/* What the loaded answers say together: gaps, dates, how far we are. */
static int finish(struct loader *l, const struct followed_list *f,
		  const struct background_list *b, struct err *e)
{
	/* Of what is shown; else a table of one's own, read today, would make
	 * old figures look new. */
	static const char data_date[] =
		"INSERT OR REPLACE INTO store_info SELECT 'data_date',"
		"  coalesce(substr(coalesce((SELECT max(a.fetched_at)"
		"    FROM answer AS a JOIN indicator AS i ON i.id = a.indicator"
		"    JOIN source AS s ON s.id = i.source"
		"    JOIN followed AS f ON f.source = s.name"
		"      AND f.code = i.code),"
		"    (SELECT max(fetched_at) FROM answer)), 1, 10), '');";
	char text[32], settings[HASH_HEX];
	int64_t last;

	if (db_int(archive_db(l->archive), "SELECT max(id) FROM fetch", 0,
		   &last, e) < 0)
		return -1;
	(void)snprintf(text, sizeof(text), "%lld", (long long)last);
	if (followed_store(l->app, l->db, f, e) < 0 ||
	    background_store(l->db, b, e) < 0 ||
	    indicators_index(l->indicators, e) < 0 ||
	    gaps_put(l->db, archive_db(l->archive), e) < 0 ||
	    rhythm_store(l->archive, l->db, e) < 0 ||
	    gate_finish(l->gate, &l->out->held, e) < 0 ||
	    gate_settings(l->app, settings, e) < 0 ||
	    store_put(l->db, "quality_settings", settings, e) < 0 ||
	    db_script(l->db, data_date, e) < 0 ||
	    followup_remember(l->db, l->archive, l->app->now, e) < 0 ||
	    agreed_store(l->app, l->archive, l->db, l->until, e) < 0)
		return -1;
	return store_put(l->db, "loaded_fetch", text, e);
}

static int last_loaded(struct db *db, int64_t *out, struct err *e)
{
	char text[32];

	if (store_get(db, "loaded_fetch", text, sizeof(text), e) < 0)
		return -1;
	if (!num_int(text, strlen(text), 0, INT64_MAX, out))
		*out = 0;
	return 0;
}

/* What was agreed, from config/: before the figures, so that a wrong cell is
 * said at once. */
static int load_agreed(struct loader *l, const struct followed_list *f,
		       struct err *e)
{
	return negotiations_load(l->app, l->archive, l->db, f, l->until, e);
}

/* What every indicator needs: the register of areas, which as of a day never
 * filters, and the lists of indicators. */
static int load_common(struct loader *l, const struct tables *t,
		       const char *until, struct err *e)
{
	return indicators_put_sources(l->indicators, e) < 0 ||
			       areas_add_retired(l->areas, e) < 0 ||
			       areas_add_past(l->areas, &t->mergers, e) < 0 ||
			       archive_each(l->archive, "areas", forever,
					    load_areas, l, e) < 0 ||
			       own_areas_store(&t->own, l->db, l->areas, e) <
				       0 ||
			       archive_each(l->archive, "list", until,
					    load_meta, l, e) < 0
		       ? -1
		       : 0;
}

int load_all(struct app *app, struct archive *a, struct db *db,
	     const char *until, struct load_summary *out, struct err *e)
{
	struct loader l = {.app = app,
			   .archive = a,
			   .db = db,
			   .out = out,
			   .fresh = true,
			   .until = until ? until : forever};
	struct tables t = {0};
	struct backlog b = {0};
	int rc = -1;

	*out = (struct load_summary){0};
	if (!until)
		until = forever;
	if (tables_read(&t, app, e) < 0 || loader_init(&l, e) < 0 ||
	    db_begin(db, e) < 0 || load_common(&l, &t, until, e) < 0 ||
	    load_agreed(&l, &t.followed, e) < 0 ||
	    archive_each(a, "meta:", until, load_meta, &l, e) < 0 ||
	    backlog_read(&b, a, l.indicators, until, 0, e) < 0 ||
	    db_commit(db, e) < 0 ||
	    (conf_int(app->conf, "run.threads") > 1 &&
	     ahead_new(&l.ahead, app, &b, l.areas, db, e) < 0) ||
	    load_topics(&l, &b, e) < 0 || db_begin(db, e) < 0 ||
	    finish(&l, &t.followed, &t.background, e) < 0 ||
	    store_put(db, "as_of", until == forever ? "" : until, e) < 0 ||
	    tables_remember(app, db, e) < 0)
		goto out;
	rc = db_commit(db, e);
out:
	if (rc < 0)
		db_rollback(db);
	loader_release(&l);
	backlog_release(&b);
	tables_release(&t);
	return rc;
}

/* Descriptions that came after `after`, in the order of time. */
static int load_new_metas(struct loader *l, int64_t after, struct err *e)
{
	static const char text[] =
		"SELECT id FROM fetch WHERE verdict = 'new'"
		"  AND (topic = ?1 OR substr(topic, 1, length(?2)) = ?2)"
		"  AND fetched_at <= ?3 AND id > ?4 ORDER BY fetched_at, id";
	struct ids ids = {0};
	int rc = ids_read(archive_db(l->archive), text, "list",
			  "meta:", forever, after, &ids, e);

	if (rc == 0)
		rc = ids_visit(l, &ids, load_meta, e);
	free(ids.list);
	return rc;
}

int load_new(struct app *app, struct archive *a, struct db *db,
	     struct load_summary *out, struct err *e)
{
	struct loader l = {.app = app,
			   .archive = a,
			   .db = db,
			   .out = out,
			   .until = forever};
	struct followed_list f = {0};
	struct background_list shown = {0};
	struct backlog b = {0};
	int64_t after;
	int rc = -1;

	*out = (struct load_summary){0};
	if (followed_read(app, &f, e) < 0 ||
	    background_read(app, &shown, e) < 0 || loader_init(&l, e) < 0 ||
	    last_loaded(db, &after, e) < 0 ||
	    load_new_metas(&l, after, e) < 0 || load_agreed(&l, &f, e) < 0 ||
	    backlog_read(&b, a, l.indicators, forever, after, e) < 0 ||
	    load_topics(&l, &b, e) < 0)
		goto out;
	rc = finish(&l, &f, &shown, e);
out:
	loader_release(&l);
	backlog_release(&b);
	background_release(&shown);
	followed_release(&f);
	return rc;
}

int load_way(struct app *app, struct archive *a, struct db *db,
	     enum load_way *out, struct err *e)
{
	static const char text[] =
		"SELECT coalesce(sum(topic = 'areas'), 0),"
		"  count(DISTINCT CASE WHEN substr(topic, 1, 8) = 'figures:'"
		"    THEN source || topic END),"
		"  coalesce(sum(EXISTS (SELECT 1 FROM fetch AS held"
		"    WHERE held.source = f.source AND held.topic = f.topic"
		"    AND held.fetched_at > f.fetched_at AND held.id <= ?1"
		"    AND held.verdict <> 'refused')), 0)"
		"  FROM fetch AS f WHERE verdict = 'new' AND id > ?1";
	struct stmt *q = NULL;
	int64_t after, held;
	char as_of[40], made_with[HASH_HEX], settings[HASH_HEX];
	bool other;
	int rc = -1;

	if (tables_are_new(app, db, &other, e) < 0 ||
	    store_get(db, "as_of", as_of, sizeof(as_of), e) < 0 ||
	    store_get(db, "quality_settings", made_with, sizeof(made_with), e) <
		    0 ||
	    gate_settings(app, settings, e) < 0 ||
	    last_loaded(db, &after, e) < 0 ||
	    db_int(db, "SELECT count(*) FROM indicator WHERE figures > 0", 0,
		   &held, e) < 0 ||
	    stmt_new(&q, archive_db(a), text, e) < 0)
		return -1;
	stmt_int(q, 1, after);
	if (stmt_step(q, e) < 0)
		goto out;
	/* Indicators stand for figures: what an answer changes is known only
	 * once it is parsed. */
	if (stmt_col_int(q, 0) > 0 || stmt_col_int(q, 2) > 0 || as_of[0] ||
	    other || strcmp(settings, made_with) != 0)
		*out = LOAD_ANEW;
	else if (stmt_col_int(q, 1) * 10 > held)
		*out = LOAD_LARGE;
	else
		*out = LOAD_ALONG;
	rc = 0;
out:
	stmt_free(q);
	return rc;
}

struct past {
	struct loader loader;
	struct load_summary did;
	char *until;
};

int past_open(struct past **out, struct app *app, struct archive *a,
	      const char *until, struct err *e)
{
	struct past *p = xcalloc(1, sizeof(*p));
	struct loader *l = &p->loader;
	struct tables t = {0};
	int rc = -1;

	p->until = xstrdup(until);
	*l = (struct loader){
		.app = app, .archive = a, .out = &p->did, .until = p->until};
	if (tables_read_areas(&t, app, e) == 0 &&
	    db_open(&l->db, ":memory:", DB_CREATE, e) == 0 &&
	    db_script(l->db, text_etl_schema_sql, e) == 0 &&
	    db_script(l->db, text_etl_views_sql, e) == 0 &&
	    loader_init(l, e) == 0 && db_begin(l->db, e) == 0)
		rc = load_common(l, &t, until, e);
	tables_release(&t);
	if (rc < 0)
		past_close(p);
	else
		*out = p;
	return rc;
}

void past_close(struct past *p)
{
	if (!p)
		return;
	loader_release(&p->loader);
	db_close(p->loader.db);
	free(p->until);
	free(p);
}

struct db *past_db(struct past *p)
{
	return p->loader.db;
}

size_t past_refused(const struct past *p)
{
	return p->did.refused;
}

static int past_figures(struct past *p, const char *source, const char *code,
			const struct ids *ids, struct figures *out,
			struct err *e)
{
	struct loader *l = &p->loader;
	int64_t id;
	int rc = -1;

	if (ids->n == 0)
		return 0;
	if (indicators_id(l->indicators, source, code, &id, e) < 0 ||
	    dataset_open(&l->dataset, l->writer, id, e) < 0 ||
	    gate_begin(l->gate, source, code, id, dataset_figures(l->dataset),
		       e) < 0)
		goto out;
	rc = ids_visit(l, ids, load_figures, e);
	if (rc == 0)
		rc = gate_end(l->gate, dataset_figures(l->dataset), e);
	if (rc == 0) {
		dataset_take(l->dataset, out);
		rc = dataset_restart(l->dataset, e);
	}
out:
	dataset_free(l->dataset);
	l->dataset = NULL;
	return rc;
}

int past_indicator(struct past *p, const char *source, const char *code,
		   struct figures *out, struct err *e)
{
	struct loader *l = &p->loader;
	struct db *archive = archive_db(l->archive);
	char meta[TOPIC_TEXT], figures[TOPIC_TEXT];
	struct ids described = {0}, ids = {0};
	int rc = -1;

	(void)snprintf(meta, sizeof(meta), "meta:%s", code);
	(void)snprintf(figures, sizeof(figures), "figures:%s", code);
	if (ids_read(archive, answers_of_topic, source, meta, p->until, 0,
		     &described, e) < 0 ||
	    ids_visit(l, &described, load_meta, e) < 0 ||
	    ids_read(archive, answers_of_topic, source, figures, p->until, 0,
		     &ids, e) < 0)
		goto out;
	rc = past_figures(p, source, code, &ids, out, e);
out:
	free(described.list);
	free(ids.list);
	return rc < 0 ? err_wrap(e, "%s %s", source, code) : 0;
}
