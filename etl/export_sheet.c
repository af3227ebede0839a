#include "etl/export_sheet.h"

#include "etl/export_words.h"

void put_figure(struct sheet *s, struct stmt *q, int value, int status,
		int decimals, enum lang lang)
{
	if (stmt_col_null(q, value))
		sheet_reason(s, reason_words(stmt_col_text(q, status), lang));
	else
		sheet_number(s, stmt_col_double(q, value), decimals);
}

void put_number(struct sheet *s, struct stmt *q, int column, int decimals,
		const char *none)
{
	if (stmt_col_null(q, column))
		sheet_reason(s, none);
	else
		sheet_number(s, stmt_col_double(q, column), decimals);
}

void put_whole(struct sheet *s, struct stmt *q, int column, const char *none)
{
	if (stmt_col_null(q, column))
		sheet_reason(s, none);
	else
		sheet_whole(s, stmt_col_int(q, column));
}

void put_text(struct sheet *s, const char *text, const char *none)
{
	sheet_text(s, *text ? text : none);
}

void put_id(struct sheet *s, const char *source, const char *id)
{
	char *text = xasprintf("%s %s", source, id);

	sheet_text(s, text);
	free(text);
}

void beside_ask(struct stmt *q, const struct choice *c, const struct pair *p)
{
	stmt_int(q, 1, p->indicator);
	stmt_int(q, 2, p->area);
	stmt_int(q, 3, p->county);
	stmt_int(q, 4, c->maa);
	stmt_int(q, 5, c->nuts1);
}

void put_beside(struct sheet *s, struct stmt *q, int at, const struct choice *c,
		const struct pair *p)
{
	const char *own = text_get(TEXT_XLSX_OWN_ROW, c->lang);

	put_figure(s, q, at, at + 1, p->decimals, c->lang);
	if (strcmp(p->kind, "hyvinvointialue") == 0)
		sheet_reason(s, own);
	else if (p->county == 0)
		sheet_reason(s, text_get(TEXT_BRIEF_NOT_APPLICABLE, c->lang));
	else
		put_figure(s, q, at + 2, at + 3, p->decimals, c->lang);
	if (p->area == c->maa)
		sheet_reason(s, own);
	else
		put_figure(s, q, at + 4, at + 5, p->decimals, c->lang);
}
