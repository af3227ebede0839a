/*
 * The pages about the site, read back. See checking.h.
 */
#include "lib/base.h"

#include "briefing/checking.h"
#include "briefing/doc.h"
#include "briefing/page.h"

enum {
	Q_TERMS,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_TERMS] = "SELECT i.organisation || ' / ' || i.licence, count(*)"
		    " FROM indicator AS i JOIN source AS s ON s.id = i.source"
		    " JOIN followed AS f ON f.source = s.name"
		    "   AND f.code = i.code WHERE i.last_year > 0 GROUP BY 1",
};
const struct sql_set briefing_check_doc_sql = {"briefing/check_doc", sql,
					       Q_COUNT};

static int check_terms(struct check *c, const struct seen *s, struct db *db,
		       struct err *e)
{
	struct stmts *set;
	struct stmt *q;
	int rc;

	if (stmts_new(&set, db, &briefing_check_doc_sql, e) < 0)
		return -1;
	q = stmts_at(set, Q_TERMS);
	while ((rc = stmt_step(q, e)) > 0) {
		char *name = xasprintf("producer %s", stmt_col_text(q, 0));

		check_same_int(c, name, "number", seen_fact(s, name),
			       (size_t)stmt_col_int(q, 1));
		free(name);
	}
	stmts_free(set);
	return rc;
}

static void check_contact(struct check *c, const struct seen *s)
{
	const char *contact = conf_text(c->app->conf, "site.contact");

	check_fact(c, s, "contact",
		   *contact ? contact
			    : text_get(TEXT_BRIEF_NO_CONTACT, c->cat->lang));
}

static int check_doc(struct check *c, enum doc d, struct db *db, struct err *e)
{
	static const enum text names[DOC_N] = {
		[DOC_HELP] = TEXT_BRIEF_HELP,
		[DOC_METHODS] = TEXT_BRIEF_METHODS,
		[DOC_DATA] = TEXT_BRIEF_DATA,
		[DOC_ACCESS] = TEXT_BRIEF_ACCESS,
	};
	struct doc_heading *parts;
	struct seen *s;
	size_t n;
	int rc = 0;

	c->page = page_doc_name(d);
	s = check_read(c);
	if (!s)
		return 0;
	check_frame(c, s, text_get(names[d], c->cat->lang));
	check_links(c, s);
	/* a section of the Finnish text stands in every language */
	parts = doc_headings(doc_text(d, LANG_FI), &n);
	for (size_t i = 0; i < n; i++)
		if (!seen_has_id(s, parts[i].id))
			check_fault(c, "no section '%s'", parts[i].id);
	doc_headings_free(parts, n);
	if (d != DOC_METHODS)
		check_contact(c, s);
	if (d == DOC_DATA)
		rc = check_terms(c, s, db, e);
	seen_free(s);
	return rc;
}

int check_more(struct check *c, struct db *db, struct err *e)
{
	int rc = 0;

	for (int d = 0; rc == 0 && d < DOC_N; d++)
		rc = check_doc(c, (enum doc)d, db, e);
	if (rc == 0)
		rc = check_changes(c, db, e);
	if (rc == 0)
		rc = check_years(c, db, e);
	if (rc == 0)
		rc = check_files(c, db, e);
	return rc;
}
