/*
 * What changed, read back: the page and its feed against the tables. See
 * checking.h.
 */
#include "lib/base.h"

#include "briefing/changes.h"
#include "briefing/checking.h"
#include "briefing/html.h"
#include "lib/file.h"

enum {
	Q_COUNTED,
	Q_YEARS,
	Q_COUNT
};

/* Asked of the tables, in other words than changes.c asks the views. */
static const char *const sql[Q_COUNT] = {
	[Q_COUNTED] =
		"SELECT count(*), coalesce(sum(r.area IN (SELECT m.area"
		"    FROM area_member AS m JOIN area AS h ON h.id = m.parent"
		"    JOIN shown_county AS c ON c.code = h.code"
		"    JOIN area AS k ON k.id = m.area"
		"    WHERE h.kind = 'hyvinvointialue' AND k.kind = 'kunta'"
		"     AND k.valid_to IS NULL)), 0), min(r.year), max(r.year)"
		" FROM revision AS r JOIN indicator AS i ON i.id = r.indicator"
		" JOIN source AS s ON s.id = i.source"
		" WHERE s.name = ?1 AND i.code = ?2 AND r.kind = ?3"
		"   AND r.seen_at BETWEEN ?4 AND ?4 || 'T99'",
	[Q_YEARS] = "SELECT i.code, r.year FROM release AS r"
		    " JOIN source AS s ON s.name = r.source"
		    " JOIN indicator AS i ON i.source = s.id"
		    "   AND i.code = r.code WHERE r.day >= ?1",
};
const struct sql_set briefing_check_changes_sql = {"briefing/check_changes",
						   sql, Q_COUNT};

/* What the page says of a revision is what the tables count. */
static int check_counted(struct check *c, const struct change *x,
			 struct stmts *set, struct err *e)
{
	static const char *const kinds[CHANGE_KINDS] = {
		NULL, "changed", "vanished", "returned", NULL};
	struct stmt *q = stmts_at(set, Q_COUNTED);
	int rc;

	if (!kinds[x->kind])
		return 0;
	stmt_text(q, 1, x->ind->source);
	stmt_text(q, 2, x->ind->code);
	stmt_text(q, 3, kinds[x->kind]);
	stmt_text(q, 4, x->day);
	rc = stmt_step(q, e);
	if (rc > 0 && ((size_t)stmt_col_int(q, 0) != x->figures ||
		       (size_t)stmt_col_int(q, 1) != x->here ||
		       stmt_col_int(q, 2) != x->first_year ||
		       stmt_col_int(q, 3) != x->last_year))
		check_fault(c, "%s %s of %s: counted otherwise in the tables",
			    x->ind->source, x->ind->code, x->day);
	c->sum->figures++;
	stmt_reset(q);
	return rc < 0 ? -1 : 0;
}

static int check_years_there(struct check *c, const struct changes *list,
			     struct stmts *set, struct err *e)
{
	struct stmt *q = stmts_at(set, Q_YEARS);
	int rc;

	stmt_text(q, 1, list->since);
	while ((rc = stmt_step(q, e)) > 0) {
		bool there = false, wanted = false;

		for (size_t i = 0; i < c->cat->n; i++)
			wanted |= c->cat->list[i].shown &&
				  strcmp(c->cat->list[i].code,
					 stmt_col_text(q, 0)) == 0;
		for (size_t i = 0; i < list->n; i++)
			there |= list->list[i].kind == CHANGE_NEW_YEAR &&
				 list->list[i].first_year ==
					 stmt_col_int(q, 1) &&
				 strcmp(list->list[i].ind->code,
					stmt_col_text(q, 0)) == 0;
		if (wanted && !there)
			check_fault(c, "%s: nothing of the year %d",
				    stmt_col_text(q, 0),
				    (int)stmt_col_int(q, 1));
	}
	return rc;
}

/* The entries of the feed are those of the page, in its order. */
static void check_feed(struct check *c, const struct changes *list)
{
	char *path = xasprintf("%s/site/%s%s", c->app->var_dir,
			       lang_folder(c->cat->lang), c->page);
	struct err why = {0};
	struct buf bytes, text;
	size_t n = 0;
	struct html h;
	bool entry = false;

	buf_init(&bytes, BUF_MAX);
	buf_init(&text, BUF_MAX);
	if (file_read(path, &bytes, &why) < 0)
		check_fault(c, "%s", why.msg);
	html_init(&h, buf_str(&bytes), bytes.len);
	while (html_next(&h)) {
		entry |= html_opens(&h, "entry");
		if (!entry || !html_opens(&h, "id"))
			continue;
		buf_clear(&text);
		html_inner(&h, &text, NULL);
		if (n < list->n)
			check_same(c, "entry", "id", buf_str(&text),
				   list->list[n].id);
		n++;
	}
	if (n != list->n && n < 200)
		check_fault(c, "%zu entries, there should be %zu", n, list->n);
	html_release(&h);
	buf_release(&text);
	buf_release(&bytes);
	free(path);
}

static int check_list(struct check *c, const struct seen *s,
		      const struct changes *list, struct stmts *set,
		      struct err *e)
{
	struct buf want;
	int rc = 0;

	buf_init(&want, BUF_MAX);
	for (size_t i = 0; rc == 0 && i < list->n; i++) {
		buf_clear(&want);
		change_sentence(&want, &list->list[i], c->cat->lang);
		check_fact(c, s, list->list[i].id, buf_str(&want));
		rc = check_counted(c, &list->list[i], set, e);
	}
	buf_release(&want);
	if (rc == 0)
		rc = check_years_there(c, list, set, e);
	return rc;
}

int check_changes(struct check *c, struct db *db, struct err *e)
{
	struct stmts *read = NULL, *set = NULL;
	struct changes *list = NULL;
	struct seen *s = NULL;
	int rc = -1;

	c->page = "muutokset.html";
	if (stmts_new(&read, db, &briefing_changes_sql, e) < 0 ||
	    stmts_new(&set, db, &briefing_check_changes_sql, e) < 0 ||
	    changes_read(&list, read, c->cat, e) < 0)
		goto out;
	rc = 0;
	s = check_read(c);
	if (!s)
		goto out;
	check_frame(c, s, text_get(TEXT_BRIEF_CHANGES, c->cat->lang));
	check_links(c, s);
	rc = check_list(c, s, list, set, e);
	c->page = "muutokset.atom";
	check_feed(c, list);
out:
	seen_free(s);
	changes_free(list);
	stmts_free(set);
	stmts_free(read);
	return rc;
}
