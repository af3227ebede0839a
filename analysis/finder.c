/*
 * The thread that finds; see finder.h.
 */
#include "analysis/finder.h"

#include <pthread.h>

enum {
	/* With two, the database's thread waited for an eighth of its time: an
	 * indicator that is followed takes as long to find as it takes to read
	 * and put half a dozen others. */
	JOBS = 8
};

struct finder {
	struct mk_cache *cache; /* the thread's alone */
	pthread_t thread;
	pthread_mutex_t lock; /* of what follows */
	pthread_cond_t moved;
	struct job jobs[JOBS]; /* number i stands at i % JOBS */
	size_t given, done;    /* how many so far; the thread is at `done` */
	size_t forgotten;      /* the caller's alone */
	bool stop;
};

static struct job *job_at(struct finder *f, size_t number)
{
	return &f->jobs[number % JOBS];
}

/* Whether the study looks at it. */
static bool looks(const struct study *study, const struct sheet *s)
{
	return study->find && s->figures_n > 0 &&
	       (study->everything || s->about.followed) &&
	       (s->own || !study->apart);
}

static void do_job(struct finder *f, struct job *job)
{
	sheet_complete(&job->sheet);
	for (size_t i = 0; studies[i]; i++)
		if (looks(studies[i], &job->sheet))
			job->found[i] = studies[i]->find(&job->sheet, f->cache);
}

static void *work(void *ctx)
{
	struct finder *f = ctx;

	(void)pthread_mutex_lock(&f->lock);
	for (;;) {
		while (f->done == f->given && !f->stop)
			(void)pthread_cond_wait(&f->moved, &f->lock);
		if (f->done == f->given)
			break;
		(void)pthread_mutex_unlock(&f->lock);
		do_job(f, job_at(f, f->done));
		(void)pthread_mutex_lock(&f->lock);
		f->done++;
		(void)pthread_cond_broadcast(&f->moved);
	}
	(void)pthread_mutex_unlock(&f->lock);
	return NULL;
}

struct finder *finder_new(void)
{
	struct finder *f = xcalloc(1, sizeof(*f));
	size_t n = 0;

	while (studies[n])
		n++;
	for (size_t i = 0; i < JOBS; i++)
		f->jobs[i].found = xcalloc(n, sizeof(*f->jobs[i].found));
	f->cache = mk_cache_new();
	if (pthread_mutex_init(&f->lock, NULL) != 0 ||
	    pthread_cond_init(&f->moved, NULL) != 0 ||
	    pthread_create(&f->thread, NULL, work, f) != 0)
		die_of_memory(); /* for its stack */
	return f;
}

/* Only the caller's thread changes these two. */
static size_t on_their_way(const struct finder *f)
{
	return f->given - f->forgotten;
}

struct job *finder_room(struct finder *f)
{
	return on_their_way(f) < JOBS ? job_at(f, f->given) : NULL;
}

void finder_give(struct finder *f)
{
	(void)pthread_mutex_lock(&f->lock);
	f->given++;
	(void)pthread_cond_broadcast(&f->moved);
	(void)pthread_mutex_unlock(&f->lock);
}

struct job *finder_oldest(struct finder *f)
{
	if (on_their_way(f) == 0)
		return NULL;
	(void)pthread_mutex_lock(&f->lock);
	while (f->done == f->forgotten)
		(void)pthread_cond_wait(&f->moved, &f->lock);
	(void)pthread_mutex_unlock(&f->lock);
	return job_at(f, f->forgotten);
}

static void forget(struct job *job)
{
	for (size_t i = 0; studies[i]; i++) {
		if (job->found[i])
			studies[i]->release(job->found[i]);
		job->found[i] = NULL;
	}
}

void finder_forget(struct finder *f)
{
	forget(job_at(f, f->forgotten));
	f->forgotten++;
}

void finder_free(struct finder *f)
{
	if (!f)
		return;
	(void)pthread_mutex_lock(&f->lock);
	f->stop = true;
	(void)pthread_cond_broadcast(&f->moved);
	(void)pthread_mutex_unlock(&f->lock);
	(void)pthread_join(f->thread, NULL);
	(void)pthread_mutex_destroy(&f->lock);
	(void)pthread_cond_destroy(&f->moved);
	mk_cache_free(f->cache);
	for (size_t i = 0; i < JOBS; i++) {
		forget(&f->jobs[i]);
		free(f->jobs[i].found);
		sheet_release(&f->jobs[i].sheet);
	}
	free(f);
}
