/*
 * archive.db: the sacred store. Append-only; each answer is on disk before it
 * is reported as stored.
 */
#ifndef ETL_ARCHIVE_H
#define ETL_ARCHIVE_H

#include "etl/source.h"
#include "lib/app.h"
#include "lib/num.h"

struct archive;

enum verdict {
	VERDICT_NEW,
	VERDICT_SAME,
	VERDICT_REFUSED
};

/* "new", "same", "refused". */
const char *verdict_name(enum verdict v);

/* What is written of one answer. Texts are borrowed. */
struct arrival {
	const struct source *source;
	const struct request *asks;
	const char *request; /* the address as it was asked */
	const char *basis;   /* NULL: none */
	const char *fetched_at;
	long status;
	const char *etag; /* "" where there is none */
	const char *last_modified;
	const char *encoding; /* "" or "gzip" */
	const char *body;     /* as received; NULL: none came */
	size_t len;
	/* The server said "not modified" (304): the hash of the body that still
	 * holds. */
	const char *unchanged;
	const char *refused; /* why, or NULL: it was accepted */
};

/* What a run did; kept in the ledger. */
struct tally {
	int64_t requests, bytes, new, same, refused;
};

/* One answer read back. Release with record_release(). */
struct record {
	int64_t id;
	char *source, *topic, *scope, *request, *fetched_at, *body; /* owned */
};

/* Opens VAR/archive.db, making it where it is not there; migrates an older
 * schema, refuses one from the future. */
int archive_open(struct archive **out, struct app *app, struct err *e) MUST_USE;
/* The same for who only looks: makes and changes nothing, so that an archive
 * that is not there is an error; the tables that an older one lacks are empty.
 */
int archive_open_read(struct archive **out, struct app *app,
		      struct err *e) MUST_USE;
void archive_close(struct archive *a);
struct db *archive_db(struct archive *a); /* borrowed */

int archive_run_begin(struct archive *a, const char *command, int64_t now,
		      struct err *e) MUST_USE;
/* What archive_put() stores belongs to this run. */
void archive_run_use(struct archive *a, int64_t run);
int64_t archive_run(const struct archive *a);
int archive_run_end(struct archive *a, int64_t run, int64_t now,
		    const char *outcome, const char *message,
		    const struct tally *did, struct err *e) MUST_USE;
/* A stage of a run is over. changed: how much came out other than before; -1:
 * the stage failed. */
int archive_run_stage(struct archive *a, int64_t run, const char *stage,
		      double seconds, int64_t changed, struct err *e) MUST_USE;

/* Stores the answer in a transaction of its own, on disk when it returns unless
 * it is `same`. An accepted answer is `same` when the newest accepted one of
 * its topic is not younger and has the same scope and body. */
int archive_put(struct archive *a, const struct arrival *in, enum verdict *out,
		struct err *e) MUST_USE;

/* The newest accepted answer of a topic; every text is "" where there is none.
 * Release with known_release(). */
struct known {
	char *scope, *basis, *fetched_at, *etag, *last_modified, *body;
};
int archive_known(struct archive *a, const struct source *s, const char *topic,
		  struct known *out, struct err *e) MUST_USE;
void known_release(struct known *k);

/* When the topic was last asked for, whatever came of it; "" for never. */
int archive_asked(struct archive *a, const struct source *s, const char *topic,
		  char at[WHEN_TEXT], struct err *e) MUST_USE;

/*
 * Among a FROM's tables: the accepted answers that say other than the one
 * before them of their topic, by fetched_at. Mostly that is the verdict `new`;
 * where an older answer came in later, what was `same` when it came may be news
 * after it.
 */
#define ARCHIVE_NEWS                                                           \
	"(SELECT id, source, topic, scope, request, fetched_at, body FROM"     \
	"  (SELECT *, lag(scope || ' ' || body) OVER (PARTITION BY source,"    \
	"      topic ORDER BY fetched_at, id) AS said"                         \
	"    FROM fetch WHERE verdict <> 'refused')"                           \
	"  WHERE said IS NOT scope || ' ' || body)"

/* Accepted answers with something new, of one kind of topic ("areas", "list",
 * "meta:", "figures:"), fetched until `until`, in the order of fetched_at and
 * id. visit returning -1 ends the walk. */
int archive_each(struct archive *a, const char *topic_prefix, const char *until,
		 int (*visit)(void *ctx, const struct record *r, struct err *e),
		 void *ctx, struct err *e) MUST_USE;
/* One of them by id. */
int archive_get(struct archive *a, int64_t id, struct record *out,
		struct err *e) MUST_USE;
void record_release(struct record *r);

/* The body of an answer, unpacked, appended to out. */
int archive_body(struct archive *a, const char *sha256, struct buf *out,
		 struct err *e) MUST_USE;
/* The same for bytes that just came. */
int body_unpack(const char *encoding, const char *p, size_t n, struct buf *out,
		struct err *e) MUST_USE;

/* Reads every body back and compares its hash; integrity_check besides. Calls
 * bad() for each finding. */
int archive_verify(struct archive *a, void (*bad)(void *ctx, const char *what),
		   void *ctx, int64_t *bodies, struct err *e) MUST_USE;
/* A copy of the whole, consistent, by rename. */
int archive_backup(struct archive *a, const char *file, struct err *e) MUST_USE;

/* What one answer may unpack to: far above the largest known (49 MB). */
enum {
	BODY_MAX = 256 * 1024 * 1024
};

#endif
