/*
 * The thread that finds; see finder.h.
 */
#include "analysis/finder.h"

#include <pthread.h>

struct finder {
	struct mk_cache *cache; /* the thread's alone */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t moved;
	struct job *job; /* NULL: nothing to do */
	bool stop;
};

static void do_job(struct finder *f, struct job *job)
{
	sheet_complete(&job->sheet);
	for (size_t i = 0; studies[i]; i++)
		if (studies[i]->find && job->sheet.figures_n > 0 &&
		    (studies[i]->everything || job->sheet.about.followed))
			job->found[i] = studies[i]->find(&job->sheet, f->cache);
}

static void *work(void *ctx)
{
	struct finder *f = ctx;

	(void)pthread_mutex_lock(&f->lock);
	for (;;) {
		while (!f->job && !f->stop)
			(void)pthread_cond_wait(&f->moved, &f->lock);
		if (!f->job)
			break;
		(void)pthread_mutex_unlock(&f->lock);
		do_job(f, f->job);
		(void)pthread_mutex_lock(&f->lock);
		f->job = NULL;
		(void)pthread_cond_broadcast(&f->moved);
	}
	(void)pthread_mutex_unlock(&f->lock);
	return NULL;
}

struct finder *finder_new(void)
{
	struct finder *f = xcalloc(1, sizeof(*f));

	f->cache = mk_cache_new();
	if (pthread_mutex_init(&f->lock, NULL) != 0 ||
	    pthread_cond_init(&f->moved, NULL) != 0 ||
	    pthread_create(&f->thread, NULL, work, f) != 0)
		die("no thread can be made");
	return f;
}

void finder_start(struct finder *f, struct job *job)
{
	size_t n = 0;

	while (studies[n])
		n++;
	if (!job->found)
		job->found = xcalloc(n, sizeof(*job->found));
	(void)pthread_mutex_lock(&f->lock);
	f->job = job;
	(void)pthread_cond_broadcast(&f->moved);
	(void)pthread_mutex_unlock(&f->lock);
}

void finder_wait(struct finder *f)
{
	(void)pthread_mutex_lock(&f->lock);
	while (f->job)
		(void)pthread_cond_wait(&f->moved, &f->lock);
	(void)pthread_mutex_unlock(&f->lock);
}

void finder_free(struct finder *f)
{
	if (!f)
		return;
	finder_wait(f);
	(void)pthread_mutex_lock(&f->lock);
	f->stop = true;
	(void)pthread_cond_broadcast(&f->moved);
	(void)pthread_mutex_unlock(&f->lock);
	(void)pthread_join(f->thread, NULL);
	(void)pthread_mutex_destroy(&f->lock);
	(void)pthread_cond_destroy(&f->moved);
	mk_cache_free(f->cache);
	free(f);
}

void job_forget(struct job *job)
{
	for (size_t i = 0; job->found && studies[i]; i++) {
		if (job->found[i])
			studies[i]->release(job->found[i]);
		job->found[i] = NULL;
	}
}

void job_release(struct job *job)
{
	job_forget(job);
	free(job->found);
	sheet_release(&job->sheet);
}
