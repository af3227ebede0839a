/*
 * What is known of the state of things: the last runs, what is held and how old
 * it is, what cannot be had. Read from archive.db and tilannekuva.db, each as
 * far as it can be read; changes nothing, needs no lock.
 */
#ifndef ETL_HEALTH_H
#define ETL_HEALTH_H

#include "lib/app.h"
#include "lib/buf.h"

enum {
	STAGES = 6,
	RUNS_SHOWN = 5
};
/* "fetch", "load" ... in the order in which they happen. */
extern const char *const stage_name[STAGES];

struct run_entry {
	char *command, *started_at, *message; /* owned */
	/* "ok", "incomplete", "failed"; "" as long as it has not ended; owned
	 */
	char *outcome;
	int64_t id, requests, bytes, new, same, refused;
	int64_t changed;        /* figures; -1: none were loaded */
	double seconds[STAGES]; /* negative: the run has no such stage */
	bool stage_failed[STAGES];
};

struct source_health {
	char *name;
	int64_t indicators, figures; /* held; -1: not known */
	/* "" where there is none; owned. Of the answers only those count that
	 * were accepted; the oldest is the newest of the followed indicator
	 * whose newest is the oldest. */
	char *data_updated, *newest, *oldest;
	int64_t refused; /* topics whose newest answer was refused */
};

/* Indicators that are followed and have no figures here. Texts are owned. */
struct missing {
	char *source, *reason; /* "not offered by the source" */
	char *codes;           /* "127, 228" */
	int64_t n;
};

/* A topic whose newest answer was refused, or is held back by the checks. Texts
 * are owned. */
struct refusal {
	char *source, *topic, *reason;
	char *since; /* the first refused one behind the last accepted one; of
			a held one: when it came */
};

struct health {
	int64_t now;
	/* Why archive.db or tilannekuva.db cannot be read; ERR_NONE: it can. */
	struct err archive, store;
	bool store_other; /* of another version of the program: the next run
			     makes it anew */
	bool going;       /* somebody is at work: the newest run goes on */
	struct run_entry runs[RUNS_SHOWN]; /* newest first */
	size_t n_runs;
	/* "" where there is none; owned. */
	char *complete;      /* start of the last complete night */
	char *first_run;     /* start of the first night */
	char *failing_since; /* start of the first of those runs at the end
				that failed or were killed */
	struct source_health *sources;
	size_t n_sources;
	struct refusal *refusals;
	size_t n_refusals;
	struct refusal *kept_back; /* by the checks, see v_quality */
	size_t n_kept_back;
	struct missing *missing;
	size_t n_missing;
	char *data_date, *content_id; /* of the picture; owned */
	int64_t out_of_date;          /* indicators, see v_freshness */
	int64_t free_bytes; /* of the var folder's disk; -1: not known, 0 where
			       it is mounted for reading only */
	int64_t archive_bytes, store_bytes; /* -1: no such file */
};

/* Never fails: what cannot be read is part of the answer. */
void health_read(struct health *h, struct app *app);
void health_release(struct health *h);

/* The newest run that is over, or was killed; NULL: there is none. */
const struct run_entry *health_last_run(const struct health *h);
bool run_ended_well(const struct run_entry *r);
/* Whether the last run went well and both stores can be read. */
bool health_is_well(const struct health *h);

/* `status`: for people, at most 80 columns wide. */
void health_print(const struct health *h, FILE *out);
/* `status --metrics`: OpenMetrics 1.0 text. */
void health_metrics(const struct health *h, struct buf *out);
/* `status --alarm`: a few lines where a person is needed, else nothing. */
void health_alarm(const struct health *h, int64_t patience_days, FILE *out,
		  bool *needed);

#endif
