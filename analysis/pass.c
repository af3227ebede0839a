/*
 * One pass of all studies over the indicators that are due; see run.h.
 */
#include "analysis/finder.h"
#include "analysis/finding_table.h"
#include "analysis/run.h"

const struct study *const studies[] = {
	&study_breaks,     &study_trend, &study_level, &study_forecast,
	&study_inequality, &study_peers, &study_links, NULL};

enum {
	Q_DONE,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_DONE] = "INSERT OR REPLACE INTO analysed VALUES (?1, ?2, ?3, 0, 0)",
};
static const struct sql_set pass_sql = {"analysis/pass", sql, Q_COUNT};

struct pass {
	struct stmts *q;
	struct country country;
	struct sheet_reader *reader;
	struct finder *finder;
	struct study_run *runs; /* by study */
	const struct due_list *due;
	struct log *log;
};

static int begin(struct pass *p, struct db *db, int run_year, struct err *e)
{
	size_t n = 0;

	if (finding_table_register(db, e) < 0)
		return -1;
	while (studies[n])
		n++;
	p->runs = xcalloc(n, sizeof(*p->runs));
	for (size_t i = 0; i < n; i++) {
		struct study_run *run = &p->runs[i];

		run->country = &p->country;
		run->run_year = run_year;
		if (studies[i]->begin)
			run->kept = studies[i]->begin();
		if (stmts_new(&run->q, db, studies[i]->sql, e) < 0)
			return -1;
	}
	return 0;
}

static void release(struct pass *p)
{
	finder_free(p->finder);
	for (size_t i = 0; p->runs && studies[i]; i++) {
		stmts_free(p->runs[i].q);
		if (studies[i]->free && p->runs[i].kept)
			studies[i]->free(p->runs[i].kept);
	}
	free(p->runs);
	sheet_reader_free(p->reader);
	country_release(&p->country);
	stmts_free(p->q);
}

/* What stood there and will be found anew goes, and the indicator counts as
 * done. */
static int clear(struct pass *p, const struct due *one, struct err *e)
{
	struct stmt *q = stmts_at(p->q, Q_DONE);

	for (size_t i = 0; studies[i]; i++) {
		struct stmt *d = stmts_at(p->runs[i].q, 0);

		if (!one->own && (studies[i]->apart || studies[i]->keeps))
			continue;
		stmt_int(d, 1, one->id);
		if (stmt_run(d, e) < 0)
			return -1;
	}
	stmt_int(q, 1, one->id);
	stmt_text(q, 2, one->key);
	stmt_int(q, 3, one->followed);
	return stmt_run(q, e);
}

/* The oldest job. */
static int put(struct pass *p, const struct job *job, struct err *e)
{
	for (size_t i = 0; studies[i]; i++)
		if (job->found[i] && studies[i]->put(&p->runs[i], &job->sheet,
						     job->found[i], e) < 0)
			return -1;
	finder_forget(p->finder);
	return 0;
}

/* Where no room is left, the oldest makes it. */
static int take(struct pass *p, const struct due *one, struct err *e)
{
	struct job *job = finder_room(p->finder);

	if (!job && put(p, finder_oldest(p->finder), e) < 0)
		return -1;
	if (!job)
		job = finder_room(p->finder);
	if (clear(p, one, e) < 0 ||
	    sheet_read(p->reader, one->id, &job->sheet, e) < 0)
		return -1;
	job->sheet.own = one->own;
	finder_give(p->finder);
	return 0;
}

static int do_each(struct pass *p, bool *followed, struct err *e)
{
	const struct job *job;
	size_t done = 0;

	*followed = false;
	for (size_t i = 0; i < p->due->n; i++) {
		const struct due *one = &p->due->list[i];

		if (!one->now)
			continue;
		*followed |= one->followed;
		if (take(p, one, e) < 0)
			return -1;
		log_progress(p->log, "analyse", ++done, p->due->now);
	}
	while ((job = finder_oldest(p->finder)) != NULL)
		if (put(p, job, e) < 0)
			return -1;
	return 0;
}

static int do_end(struct pass *p, bool followed, struct err *e)
{
	for (size_t i = 0; studies[i]; i++)
		if (studies[i]->end &&
		    studies[i]->end(&p->runs[i], followed, e) < 0)
			return -1;
	return 0;
}

int pass_run(struct db *db, const struct analysis_rules *rules,
	     const struct due_list *due, struct log *log, struct err *e)
{
	struct pass p = {.due = due, .log = log};
	bool followed;
	int rc = -1;

	if (stmts_new(&p.q, db, &pass_sql, e) < 0)
		return -1;
	if (country_read(&p.country, db, rules->population, e) < 0 ||
	    sheet_reader_new(&p.reader, db, &p.country, rules->run_year, e) <
		    0 ||
	    begin(&p, db, rules->run_year, e) < 0)
		goto out;
	p.finder = finder_new();
	rc = do_each(&p, &followed, e);
	if (rc == 0)
		rc = do_end(&p, followed, e);
out:
	release(&p);
	return rc;
}
