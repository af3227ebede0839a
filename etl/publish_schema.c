#include "etl/publish_schema.h"

#include "etl/publish.h"

/* Of `published_table`: what makes a schema ours. Another layout of the tables
 * around the contract is another number. */
#define MARK "What `tilannekuva publish` has published, format 1."

enum {
	NAME_MAX_LEN = 50 /* of a schema: 63 with what is put behind it */
};

int publish_schema_check(const char *schema, struct err *e)
{
	static const char *const taken[] = {"public", "information_schema"};
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
	size_t n = strlen(schema);
	bool ok = n > 0 && n <= NAME_MAX_LEN &&
		  schema[strspn(schema, plain)] == '\0' && schema[0] >= 'a' &&
		  schema[0] <= 'z' && strncmp(schema, "pg_", 3) != 0;

	for (size_t i = 0; i < ARRAY_LEN(taken); i++)
		ok = ok && strcmp(schema, taken[i]) != 0;
	if (ok)
		return 0;
	return err_set(e, ERR_USAGE,
		       "'%.80s': a schema of its own is expected, of a-z, 0-9 "
		       "and _, %d at most",
		       schema, NAME_MAX_LEN);
}

/* --- taking it ------------------------------------------------------------ */

static int lock(struct publish_schema *s, struct err *e)
{
	const char *const values[] = {s->name};
	struct pg_rows *rows = NULL;
	bool got;

	if (pg_ask(&rows, s->pg,
		   "SELECT pg_try_advisory_xact_lock("
		   "hashtextextended('tilannekuva publish ' || $1, 0))",
		   values, 1, e) < 0)
		return -1;
	got = pg_cell_true(rows, 0, 0);
	pg_rows_free(rows);
	if (got)
		return 0;
	return err_set(e, ERR_DB, "%s: somebody is publishing into schema '%s'",
		       pg_place(s->pg), s->name);
}

struct found {
	bool there, empty, ours;
};

/* A schema as it is. */
static int look(struct publish_schema *s, const char *name, struct found *f,
		struct err *e)
{
	const char *const values[] = {name, MARK};
	struct pg_rows *rows = NULL;

	if (pg_ask(&rows, s->pg,
		   "SELECT NOT EXISTS (SELECT FROM pg_class"
		   "    WHERE relnamespace = n.oid),"
		   "  EXISTS (SELECT FROM pg_class AS c"
		   "    WHERE relnamespace = n.oid"
		   "    AND relname = 'published_table'"
		   "    AND obj_description(c.oid, 'pg_class') = $2)"
		   " FROM pg_namespace AS n WHERE nspname = $1",
		   values, 2, e) < 0)
		return -1;
	*f = (struct found){.there = pg_rows_n(rows) > 0};
	if (f->there) {
		f->empty = pg_cell_true(rows, 0, 0);
		f->ours = pg_cell_true(rows, 0, 1);
	}
	pg_rows_free(rows);
	return 0;
}

static int make(struct publish_schema *s, bool there, struct err *e)
{
	struct buf b;
	int rc;

	buf_init(&b, BUF_MAX);
	if (!there)
		pg_format(&b, s->pg,
			  "CREATE SCHEMA %I;"
			  "COMMENT ON SCHEMA %I IS %L;",
			  s->name, s->name,
			  "Welfare indicators by area, with what follows from "
			  "them: a copy that `tilannekuva publish` keeps up. "
			  "Table meta tells its day, its content id and its "
			  "licence.");
	pg_format(&b, s->pg,
		  "CREATE TABLE %I.published_table (name text PRIMARY KEY,"
		  "  shape text NOT NULL, told text NOT NULL);"
		  "COMMENT ON TABLE %I.published_table IS %L;",
		  s->name, s->name, MARK);
	pg_format(&b, s->pg,
		  "CREATE TABLE %I.published_part (name text, source text,"
		  "  indicator text, hash text NOT NULL, rows bigint NOT NULL,"
		  "  PRIMARY KEY (name, source, indicator));"
		  "COMMENT ON TABLE %I.published_part IS %L;",
		  s->name, s->name,
		  "What the rows of a table, or of an indicator in it, were "
		  "made of: as long as it is the same they are not copied.");
	rc = pg_run_buf(s->pg, &b, e);
	buf_release(&b);
	return rc;
}

int publish_schema_take(struct publish_schema *s, struct pg *pg,
			const char *name, struct err *e)
{
	struct found f;

	*s = (struct publish_schema){
		.pg = pg,
		.name = name,
		.into = name,
		.staging = xasprintf("%s_staging", name),
		.reader = xasprintf("%s_reader", name),
	};
	if (lock(s, e) < 0 || look(s, name, &f, e) < 0)
		return -1;
	if (f.ours)
		return 0;
	if (f.there && !f.empty)
		return err_set(e, ERR_DB,
			       "%s: schema '%s' holds tables that `publish` "
			       "has not made, or another version of it: remove "
			       "it or name another one",
			       pg_place(pg), name);
	return make(s, f.there, e);
}

void publish_schema_release(struct publish_schema *s)
{
	free(s->staging);
	free(s->reader);
	*s = (struct publish_schema){0};
}

/* --- its tables ----------------------------------------------------------- */

int publish_schema_tables(struct publish_schema *s, struct pg_rows **rows,
			  struct err *e)
{
	const char *const values[] = {s->name};
	struct buf b;
	int rc;

	buf_init(&b, BUF_MAX);
	pg_format(&b, s->pg,
		  "SELECT p.name, p.shape, p.told FROM %I.published_table AS p"
		  " WHERE EXISTS (SELECT FROM pg_class AS c"
		  "   JOIN pg_namespace AS n ON n.oid = c.relnamespace"
		  "   WHERE n.nspname = $1 AND c.relname = p.name)",
		  s->name);
	rc = pg_ask(rows, s->pg, buf_str(&b), values, 1, e);
	buf_release(&b);
	return rc;
}

int publish_schema_remember(struct publish_schema *s, const char *table,
			    const char *shape, const char *told, struct err *e)
{
	const char *const values[] = {table, shape, told};
	struct buf b;
	int rc;

	buf_init(&b, BUF_MAX);
	pg_format(&b, s->pg,
		  "INSERT INTO %I.published_table VALUES ($1, $2, $3)"
		  " ON CONFLICT (name) DO UPDATE SET shape = excluded.shape,"
		  " told = excluded.told",
		  s->name);
	rc = pg_ask(NULL, s->pg, buf_str(&b), values, 3, e);
	buf_release(&b);
	return rc;
}

int publish_schema_stage(struct publish_schema *s, struct err *e)
{
	struct found f;
	struct buf b;
	int rc;

	if (look(s, s->staging, &f, e) < 0)
		return -1;
	if (f.there && !f.empty)
		return err_set(e, ERR_DB,
			       "%s: schema '%s' is to be empty: tables are "
			       "made there",
			       pg_place(s->pg), s->staging);
	s->into = s->staging;
	s->staging_made = !f.there;
	buf_init(&b, BUF_MAX);
	pg_format(&b, s->pg, "DELETE FROM %I.published_part;", s->name);
	if (!f.there)
		pg_format(&b, s->pg, "CREATE SCHEMA %I", s->staging);
	rc = pg_run_buf(s->pg, &b, e);
	buf_release(&b);
	return rc;
}

/* --- who may read, and of what ----------------------------------------------
 */

static int role_there(struct publish_schema *s, bool *there, bool *may_make,
		      struct err *e)
{
	const char *const values[] = {s->reader};
	struct pg_rows *rows = NULL;

	if (pg_ask(&rows, s->pg,
		   "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1),"
		   "  (SELECT rolsuper OR rolcreaterole FROM pg_roles"
		   "    WHERE rolname = current_user)",
		   values, 1, e) < 0)
		return -1;
	*there = pg_cell_true(rows, 0, 0);
	*may_make = pg_cell_true(rows, 0, 1);
	pg_rows_free(rows);
	return 0;
}

/* Whether there is anything that the role may not read yet. */
static int lacks(struct publish_schema *s, bool *out, struct err *e)
{
	const char *const values[] = {s->name, s->reader};
	struct pg_rows *rows = NULL;

	if (pg_ask(&rows, s->pg,
		   "SELECT NOT has_schema_privilege($2, n.oid, 'USAGE')"
		   "  OR EXISTS (SELECT FROM pg_class AS c"
		   "    WHERE c.relnamespace = n.oid"
		   "    AND c.relkind IN ('r', 'p') AND NOT"
		   "    has_table_privilege($2, c.oid, 'SELECT'))"
		   " FROM pg_namespace AS n WHERE n.nspname = $1",
		   values, 2, e) < 0)
		return -1;
	*out = pg_cell_true(rows, 0, 0);
	pg_rows_free(rows);
	return 0;
}

int publish_schema_grant(struct publish_schema *s, struct log *log,
			 struct err *e)
{
	bool there = false, may_make = false, wanted = false;
	struct buf b;
	int rc;

	if (role_there(s, &there, &may_make, e) < 0)
		return -1;
	if (!there && !may_make) {
		log_warn(
			log,
			"role %s is not there, and this user may not make it: "
			"only the owner of schema %s reads it; CREATE ROLE %s, "
			"then publish again",
			s->reader, s->name, s->reader);
		return 0;
	}
	buf_init(&b, BUF_MAX);
	if (!there)
		pg_format(&b, s->pg, "CREATE ROLE %I NOLOGIN", s->reader);
	rc = there ? 0 : pg_run_buf(s->pg, &b, e);
	if (rc == 0)
		rc = lacks(s, &wanted, e);
	pg_format(&b, s->pg,
		  "GRANT USAGE ON SCHEMA %I TO %I;"
		  "GRANT SELECT ON ALL TABLES IN SCHEMA %I TO %I",
		  s->name, s->reader, s->name, s->reader);
	if (rc == 0 && wanted)
		rc = pg_run_buf(s->pg, &b, e);
	buf_release(&b);
	return rc;
}
