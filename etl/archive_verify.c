/*
 * Whether the archive is what it was: its structure, and the hash of every
 * body.
 */
#include "etl/archive.h"

#include "lib/hash.h"
#include "lib/pack.h"

/* The hash of the bytes as they were received. */
static int body_rehash(struct stmt *q, char hash[HASH_HEX], struct err *e)
{
	struct buf plain;
	const void *p;
	size_t n;
	int rc = 0;

	p = stmt_col_blob(q, 1, &n);
	if (stmt_col_int(q, 0) == 0) {
		(void)hash_hex(hash, p, n);
		return 0;
	}
	buf_init(&plain, BODY_MAX);
	rc = pack_inflate(p, n, &plain, e);
	if (rc == 0)
		(void)hash_hex(hash, buf_str(&plain), plain.len);
	buf_release(&plain);
	return rc;
}

/* false, with why: its bytes are not those that came. */
static bool body_is_sound(struct stmt *q, const char *sha256, struct err *why)
{
	char hash[HASH_HEX] = "";
	int got;

	stmt_text(q, 1, sha256);
	got = stmt_step(q, why);
	if (got == 0)
		(void)err_set(why, ERR_DB, "it is not found by its name");
	if (got == 1 && body_rehash(q, hash, why) == 0 &&
	    strcmp(hash, sha256) != 0)
		(void)err_set(why, ERR_DATA, "its bytes have another hash");
	stmt_reset(q);
	return why->code == ERR_NONE;
}

static int verify_bodies(struct db *db,
			 void (*bad)(void *ctx, const char *what), void *ctx,
			 int64_t *bodies, struct err *e)
{
	struct stmt *all = NULL, *one = NULL;
	int got = -1;

	*bodies = 0;
	if (stmt_new(&all, db, "SELECT sha256 FROM body", e) < 0 ||
	    stmt_new(&one, db,
		     "SELECT packed, bytes FROM body WHERE sha256 = ?1", e) < 0)
		goto out;
	for (; (got = stmt_step(all, e)) == 1; ++*bodies) {
		struct err why = {0};
		char what[800];

		if (body_is_sound(one, stmt_col_text(all, 0), &why))
			continue;
		(void)snprintf(what, sizeof(what), "body %s: %s",
			       stmt_col_text(all, 0), why.msg);
		bad(ctx, what);
	}
out:
	stmt_free(all);
	stmt_free(one);
	return got;
}

/* A row of a check; SQLite puts several lines into the first one. */
static void tell_lines(const char *text,
		       void (*bad)(void *ctx, const char *what), void *ctx)
{
	while (*text) {
		size_t n = strcspn(text, "\n");
		char *line = xstrndup(text, n);

		if (strcmp(line, "ok") != 0 && strncmp(line, "***", 3) != 0)
			bad(ctx, line);
		free(line);
		text += n + (text[n] == '\n');
	}
}

int archive_verify(struct archive *a, void (*bad)(void *ctx, const char *what),
		   void *ctx, int64_t *bodies, struct err *e)
{
	static const char *const checks[] = {
		"PRAGMA integrity_check",
		"SELECT 'foreign key of ' || \"table\" || ' row ' || rowid"
		"  FROM pragma_foreign_key_check"};
	struct db *db = archive_db(a);
	size_t i;

	for (i = 0; i < ARRAY_LEN(checks); i++) {
		struct stmt *q = NULL;
		int got;

		if (stmt_new(&q, db, checks[i], e) < 0)
			return -1;
		while ((got = stmt_step(q, e)) == 1)
			tell_lines(stmt_col_text(q, 0), bad, ctx);
		stmt_free(q);
		if (got < 0)
			return -1;
	}
	return verify_bodies(db, bad, ctx, bodies, e);
}
