#include "etl/ahead.h"

#include <pthread.h>

#include "etl/gate_store.h"

int reading_make(struct reading *out, struct archive *a, const struct record *r,
		 struct err *e)
{
	const struct source *s = source_find(r->source);
	struct buf body;
	int rc;

	*out = (struct reading){.id = r->id};
	buf_init(&body, BODY_MAX);
	rc = archive_body(a, r->body, &body, e);
	if (rc == 0 && !s)
		(void)err_set(&out->why, ERR_DATA, "no such source any more");
	else if (rc == 0 &&
		 s->request_parse(r->request, &out->asks, &out->why) == 0)
		(void)(source_parse(s, &out->asks, buf_str(&body), body.len,
				    &out->answer, &out->why) < 0);
	buf_release(&body);
	return rc;
}

void reading_release(struct reading *r)
{
	answer_release(&r->answer);
	flaws_release(&r->found);
}

enum {
	DEPTH = 2 /* answers that wait, some megabytes each */
};

struct ahead {
	struct archive *archive;       /* the thread's alone */
	const struct backlog *backlog; /* borrowed */
	struct areas *numbers;
	struct quality_register areas;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t moved; /* any of these: */
	struct reading queue[DEPTH];
	size_t first, n;
	bool over; /* the thread will put no more */
	bool stop; /* nobody will take more */
	struct err failed;
};

/* false: nobody wants it, it is the caller's still. */
static bool put(struct ahead *a, const struct reading *r)
{
	bool wanted;

	(void)pthread_mutex_lock(&a->lock);
	while (a->n == DEPTH && !a->stop)
		(void)pthread_cond_wait(&a->moved, &a->lock);
	wanted = !a->stop;
	if (wanted)
		a->queue[(a->first + a->n++) % DEPTH] = *r;
	(void)pthread_cond_signal(&a->moved);
	(void)pthread_mutex_unlock(&a->lock);
	return wanted;
}

/* Resolves and checks what can be without the store. */
static void prepare(const struct ahead *a, struct reading *r)
{
	int rc;

	if (r->why.code || r->asks.kind != ANSWER_FIGURES)
		return;
	rc = areas_resolve_numbers(a->numbers, &r->answer, &r->unresolved);
	r->resolved = rc <= 0;
	r->checked =
		rc == 0 && gate_register_knows(&a->areas, &r->answer.figures);
	if (r->checked)
		quality_check_state(&a->areas, &r->answer.figures, &r->found);
}

static int read_one(struct ahead *a, int64_t id, struct err *e)
{
	struct record r = {0};
	struct reading one;
	int rc = archive_get(a->archive, id, &r, e);

	if (rc == 0)
		rc = reading_make(&one, a->archive, &r, e);
	record_release(&r);
	if (rc == 0)
		prepare(a, &one);
	if (rc == 0 && !put(a, &one)) {
		reading_release(&one);
		rc = 1;
	}
	return rc;
}

/* 1: nobody wants more. */
static int read_each(struct ahead *a, struct err *e)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < a->backlog->n_answers; i++)
		rc = read_one(a, a->backlog->answers[i], e);
	return rc;
}

static void *read_all(void *ctx)
{
	struct ahead *a = ctx;
	struct err e = {0};

	(void)(read_each(a, &e) < 0); /* e says it */
	(void)pthread_mutex_lock(&a->lock);
	a->over = true;
	a->failed = e;
	(void)pthread_cond_signal(&a->moved);
	(void)pthread_mutex_unlock(&a->lock);
	return NULL;
}

int ahead_new(struct ahead **out, struct app *app, const struct backlog *b,
	      const struct areas *areas, struct db *store, struct err *e)
{
	static const struct figures none;
	struct ahead *a = xcalloc(1, sizeof(*a));

	if (archive_open_read(&a->archive, app, e) < 0 ||
	    gate_register_update(&a->areas, store, &none, e) < 0) {
		archive_close(a->archive);
		gate_register_release(&a->areas);
		free(a);
		return -1;
	}
	a->backlog = b;
	a->numbers = areas_numbers(areas);
	if (pthread_mutex_init(&a->lock, NULL) != 0 ||
	    pthread_cond_init(&a->moved, NULL) != 0 ||
	    pthread_create(&a->thread, NULL, read_all, a) != 0)
		die_of_memory(); /* for its stack */
	*out = a;
	return 0;
}

/* The next one, waited for. */
static int take_next(struct reading *out, struct ahead *a, int64_t id,
		     struct err *e)
{
	int rc = 0;

	(void)pthread_mutex_lock(&a->lock);
	while (a->n == 0 && !a->over)
		(void)pthread_cond_wait(&a->moved, &a->lock);
	if (a->n > 0) {
		*out = a->queue[a->first];
		a->first = (a->first + 1) % DEPTH;
		a->n--;
	} else if (a->failed.code) {
		rc = err_set(e, a->failed.code, "%s", a->failed.msg);
	} else {
		rc = err_set(e, ERR_DB, "answer %lld is not there",
			     (long long)id);
	}
	(void)pthread_cond_signal(&a->moved);
	(void)pthread_mutex_unlock(&a->lock);
	return rc;
}

int ahead_take(struct reading *out, struct ahead *a, int64_t id, struct err *e)
{
	while (take_next(out, a, id, e) == 0) {
		if (out->id == id)
			return 0;
		reading_release(out);
	}
	return -1;
}

void ahead_free(struct ahead *a)
{
	if (!a)
		return;
	(void)pthread_mutex_lock(&a->lock);
	a->stop = true;
	(void)pthread_cond_signal(&a->moved);
	(void)pthread_mutex_unlock(&a->lock);
	(void)pthread_join(a->thread, NULL);
	for (; a->n; a->n--) {
		reading_release(&a->queue[a->first]);
		a->first = (a->first + 1) % DEPTH;
	}
	(void)pthread_mutex_destroy(&a->lock);
	(void)pthread_cond_destroy(&a->moved);
	archive_close(a->archive);
	areas_free(a->numbers);
	gate_register_release(&a->areas);
	free(a);
}
