/*
 * The workbook: its front page, and the sheets in the order in which a
 * coordinator wants them. See export.h.
 */
#include "etl/export_sheet.h"
#include "etl/export_words.h"
#include "lib/file.h"

static const struct export_sheet *const sheets[] = {
	&export_meter,    &export_trends, &export_priorities,
	&export_measures, &export_agreed, &export_followup,
	&export_figures,  &export_notes,  &export_sources,
};

enum {
	SHEETS = ARRAY_LEN(sheets)
};

/* --- the front page --------------------------------------------------------
 */

static int put_licences(const struct edition *x, struct sheet *front,
			struct err *e)
{
	static const char query[] =
		"SELECT i.organisation, i.licence, count(*)"
		"  FROM temp.chosen_indicator AS d JOIN indicator AS i"
		"    ON i.id = d.id GROUP BY 1, 2 ORDER BY 1 = '', 1, 2";
	const enum lang lang = x->choice->lang;
	struct stmt *q = NULL;
	char n[24];
	int rc;

	if (stmt_new(&q, x->choice->db, query, e) < 0)
		return -1;
	while ((rc = stmt_step(q, e)) > 0) {
		const char *producer = stmt_col_text(q, 0);
		const char *with[] = {licence_words(stmt_col_text(q, 1), lang),
				      n};
		char *text;

		(void)snprintf(n, sizeof(n), "%lld",
			       (long long)stmt_col_int(q, 2));
		text = paper_fill(&x->paper, TEXT_XLSX_LICENCE_OF, 2, with);
		page_fact(front,
			  *producer ? producer
				    : text_get(TEXT_XLSX_NO_PRODUCER, lang),
			  text);
		free(text);
	}
	stmt_free(q);
	return rc;
}

static void put_contents(const struct edition *x, struct sheet *front,
			 struct sheet *const *made)
{
	for (size_t i = 0; i < SHEETS; i++) {
		char n[TEXT_NUMBER];
		const char *with[] = {text_get(sheets[i]->is, x->choice->lang),
				      text_number(n,
						  (double)sheet_rows(made[i]),
						  0, x->choice->lang)};
		char *text =
			paper_fill(&x->paper,
				   sheet_rows(made[i]) ? TEXT_XLSX_SHEET_ROWS
						       : TEXT_XLSX_SHEET_NONE,
				   2, with);

		page_link(front, sheets[i]->name, text);
		free(text);
	}
}

static int put_front(const struct edition *x, struct sheet *front,
		     struct sheet *const *made, const char *title,
		     struct err *e)
{
	static const enum text read[] = {
		TEXT_XLSX_READ_ABSENT, TEXT_XLSX_READ_TREND,
		TEXT_XLSX_READ_LEVEL, TEXT_XLSX_READ_CELL,
		TEXT_XLSX_READ_COUNTY};
	const struct choice *c = x->choice;
	char day[TEXT_NUMBER];

	page_title(front, title);
	page_fact(front, text_get(TEXT_XLSX_WHAT, c->lang),
		  text_get(TEXT_XLSX_WHAT_TEXT, c->lang));
	page_fact(front, text_get(TEXT_XLSX_WHOM, c->lang),
		  text_get(TEXT_XLSX_WHOM_TEXT, c->lang));
	page_fact(front, text_get(TEXT_XLSX_OF, c->lang), c->name);
	page_fact(front, text_get(TEXT_XLSX_DATE, c->lang),
		  text_date(day, c->date, c->lang));
	page_fact(front, text_get(TEXT_BRIEF_CONTENT_ID, c->lang),
		  c->content_id);
	page_head(front, text_get(TEXT_XLSX_SHEETS, c->lang));
	put_contents(x, front, made);
	page_head(front, text_get(TEXT_XLSX_READ, c->lang));
	for (size_t i = 0; i < ARRAY_LEN(read); i++)
		page_fact(front, "", text_get(read[i], c->lang));
	page_head(front, text_get(TEXT_XLSX_LICENCES, c->lang));
	return put_licences(x, front, e);
}

/* --- the book --------------------------------------------------------------
 */

static int fill_book(const struct edition *x, struct book *b, const char *title,
		     struct err *e)
{
	struct sheet *front = book_page(b, TEXT_XLSX_FRONT);
	struct sheet *made[SHEETS];

	for (size_t i = 0; i < SHEETS; i++) {
		const struct export_sheet *s = sheets[i];

		made[i] = book_table(b, s->name, s->columns, s->n);
		if (s->fill(x, made[i], e) < 0)
			return -1;
	}
	if (put_front(x, front, made, title, e) < 0)
		return -1;
	for (size_t i = 0; i < SHEETS; i++)
		if (sheet_rows(made[i]) == 0)
			sheet_note(made[i],
				   text_get(sheets[i]->none, x->choice->lang));
	return 0;
}

static int make_book(struct app *app, const struct choice *c, const char *path,
		     struct err *e)
{
	const struct edition x = {.choice = c, .paper = {NULL, c->lang}};
	char day[TEXT_NUMBER];
	const char *with[] = {text_date(day, c->date, c->lang), c->content_id};
	const char *of[] = {c->name};
	char *foot = paper_fill(&x.paper, TEXT_XLSX_FOOT, 2, with);
	char *title = paper_fill(&x.paper, TEXT_BRIEF_PAGE_TITLE, 1, of);
	const struct book_about about = {
		.title = title,
		.subject = text_get(TEXT_BRIEF_SUBJECT, c->lang),
		.keywords = c->content_id,
		.comments = foot,
		.foot = foot,
		.more = text_get(TEXT_XLSX_MORE, c->lang),
		.cause = "choose `--area CODE` or `--negotiation ID`, or take "
			 "`export csv`",
		.created = app->now,
		.rows = (size_t)conf_int(app->conf, "export.rows"),
		.lang = c->lang,
	};
	struct book *b = NULL;
	int rc = book_new(&b, path, &about, e);

	if (rc == 0)
		rc = fill_book(&x, b, title, e);
	if (rc == 0)
		rc = book_publish(b, e);
	book_free(b);
	free(title);
	free(foot);
	return rc;
}

int export_xlsx(struct app *app, const char *dir, const struct export_wish *w,
		size_t *files, struct err *e)
{
	const size_t most =
		((size_t)conf_int(app->conf, "export.rows") - 1) * BOOK_PARTS;
	struct choice c = {0};
	struct db *db = NULL;
	char *path = NULL;
	int rc = -1;

	if (app_store_open(app, DB_READ, &db, e) < 0 ||
	    choice_make(&c, db, w, e) < 0 || choice_check(&c, most, e) < 0 ||
	    file_mkdirs(dir, e) < 0)
		goto out;
	path = xasprintf("%s/tilannekuva%s%s-%s.xlsx", dir, *c.file ? "-" : "",
			 c.file, lang_name(w->lang));
	rc = make_book(app, &c, path, e);
	*files = rc == 0;
out:
	free(path);
	choice_release(&c);
	if (db)
		db_rollback(db);
	db_close(db);
	return rc;
}
