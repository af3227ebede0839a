#include "etl/gaps.h"

#include "lib/buf.h"

/* ",sotkanet,": the sources of which a list of what they offer came. */
static int listed_sources(struct db *archive, struct buf *out, struct err *e)
{
	struct stmt *q = NULL;
	int got;

	if (stmt_new(&q, archive,
		     "SELECT DISTINCT source FROM fetch WHERE topic = 'list'"
		     "  AND verdict <> 'refused'",
		     e) < 0)
		return -1;
	buf_puts(out, ",");
	while ((got = stmt_step(q, e)) == 1)
		buf_printf(out, "%s,", stmt_col_text(q, 0));
	stmt_free(q);
	return got;
}

int gaps_put(struct db *db, struct db *archive, struct err *e)
{
	struct stmt *q = NULL;
	struct buf listed;
	int rc = -1;

	buf_init(&listed, 10000);
	if (listed_sources(archive, &listed, e) < 0 ||
	    db_script(db, "DELETE FROM gap", e) < 0 ||
	    stmt_new(&q, db,
		     "INSERT INTO gap SELECT f.source, f.code,"
		     "  CASE WHEN i.id IS NOT NULL THEN 'no figures'"
		     "    WHEN instr(?1, ',' || f.source || ',')"
		     "      THEN 'not offered by the source'"
		     "    ELSE 'no answer yet' END"
		     "  FROM followed AS f"
		     "  LEFT JOIN source AS s ON s.name = f.source"
		     "  LEFT JOIN indicator AS i ON i.source = s.id"
		     "    AND i.code = f.code"
		     "  WHERE coalesce(i.figures, 0) = 0 AND NOT EXISTS"
		     "    (SELECT 1 FROM held_answer WHERE indicator = i.id)",
		     e) < 0)
		goto out;
	stmt_text(q, 1, buf_str(&listed));
	rc = stmt_run(q, e);
out:
	stmt_free(q);
	buf_release(&listed);
	return rc;
}
