/*
 * Reads rugs from tilannekuva.db; see rug.h.
 */
#include <math.h>

#include "lib/theme.h"
#include "plots/letters.h"
#include "plots/rug.h"

enum {
	YEARS_OLD = 5, /* behind the run */
	TOWNS_MOST = 40
};

enum {
	Q_AREA,
	Q_TOWNS,
	Q_FOLLOWED,
	Q_GAUGE,
	Q_CELLS,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_AREA] = "SELECT kind, code, name_fi, name_sv, name_en FROM area"
		   " WHERE id = ?1 AND kind = 'hyvinvointialue'",
	[Q_TOWNS] = "SELECT a.id, a.code, a.name_fi, a.name_sv, a.name_en"
		    " FROM area_member AS m JOIN area AS a ON a.id = m.area"
		    " WHERE m.parent = ?1 AND a.kind = 'kunta'"
		    "   AND a.valid_to IS NULL ORDER BY a.name_fi, a.code",
	[Q_FOLLOWED] = "SELECT i.id, f.theme, f.position"
		       " FROM followed AS f"
		       " JOIN source AS s ON s.name = f.source"
		       " JOIN indicator AS i"
		       "   ON i.source = s.id AND i.code = f.code"
		       " ORDER BY f.position",
	[Q_GAUGE] = GAUGE_SQL,
	[Q_CELLS] = "SELECT p.area, p.year, p.value, p.standing, p.level_class,"
		    "  t.verdict FROM area_member AS m"
		    " CROSS JOIN position AS p ON p.indicator = ?1"
		    "   AND p.area = m.area AND p.sex = 0"
		    " LEFT JOIN trend AS t ON t.indicator = ?1"
		    "   AND t.area = p.area AND t.sex = 0 AND t.kind = 'long'"
		    " WHERE m.parent = ?2"
		    "   AND p.year >= coalesce((SELECT CAST(substr("
		    "     max(started_at), 1, 4) AS INTEGER) FROM run), p.year)"
		    "     - ?3",
};
const struct sql_set rug_sql = {"plots/rug", sql, Q_COUNT};

static void row_release(struct rug_row *row)
{
	gauge_release(&row->g);
	free(row->theme);
	free(row->cells);
}

void rug_release(struct rug *r)
{
	free(r->kind);
	free(r->code);
	free(r->name);
	for (size_t i = 0; i < r->towns_n; i++) {
		free(r->towns[i].code);
		free(r->towns[i].name);
	}
	free(r->towns);
	for (size_t i = 0; i < r->n; i++)
		row_release(&r->rows[i]);
	free(r->rows);
	*r = (struct rug){.n = 0};
}

static int read_area(struct chart_source *r, int64_t area, struct rug *rug,
		     struct err *e)
{
	int got = gauge_area(stmts_at(r->q, Q_AREA), area, r->lang, &rug->kind,
			     &rug->code, &rug->name, e);

	if (got == 0)
		return err_set(e, ERR_DATA,
			       "a rug is of the municipalities of a county: an "
			       "area such as hyvinvointialue:09 is expected");
	return got < 0 ? -1 : 0;
}

static int read_towns(struct chart_source *r, int64_t area, struct rug *rug,
		      struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_TOWNS);
	int got;

	stmt_int(q, 1, area);
	while ((got = stmt_step(q, e)) > 0) {
		rug->towns = xreallocarray(rug->towns, rug->towns_n + 1,
					   sizeof(*rug->towns));
		rug->towns[rug->towns_n++] = (struct rug_town){
			stmt_col_int(q, 0), gauge_column(q, 1),
			gauge_column_lang(q, 2, r->lang)};
	}
	if (got == 0 && (rug->towns_n == 0 || rug->towns_n > TOWNS_MOST))
		return err_set(e, ERR_DATA,
			       "%s has %zu municipalities: from 1 to %d can "
			       "stand beside each other",
			       rug->name, rug->towns_n, TOWNS_MOST);
	return got;
}

static int way_of(const char *verdict)
{
	if (strcmp(verdict, "up") == 0 || strcmp(verdict, "up_small") == 0)
		return 1;
	return strcmp(verdict, "down") == 0 ||
			       strcmp(verdict, "down_small") == 0
		       ? -1
		       : 0;
}

static void take_cell(struct stmt *q, const struct rug *rug,
		      struct rug_row *row)
{
	int64_t id = stmt_col_int(q, 0);
	size_t i = 0;
	struct rug_cell *c;

	while (i < rug->towns_n && rug->towns[i].id != id)
		i++;
	if (i == rug->towns_n)
		return;
	c = &row->cells[i];
	*c = (struct rug_cell){
		.there = true,
		.suppressed = stmt_col_null(q, 2),
		.year = (int)stmt_col_int(q, 1),
		.value = stmt_col_null(q, 2) ? (double)NAN
					     : stmt_col_double(q, 2),
		.level = level_parse(stmt_col_text(q, 3), stmt_col_text(q, 4)),
		.way = way_of(stmt_col_text(q, 5)),
	};
	if (c->year > row->year)
		row->year = c->year;
	row->told += c->level != LEVEL_NONE || c->way != 0;
}

static int read_cells(struct chart_source *r, int64_t area,
		      const struct rug *rug, struct rug_row *row, struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_CELLS);
	int got;

	row->cells = xcalloc(rug->towns_n, sizeof(*row->cells));
	stmt_int(q, 1, row->g.id);
	stmt_int(q, 2, area);
	stmt_int(q, 3, YEARS_OLD);
	while ((got = stmt_step(q, e)) > 0)
		take_cell(q, rug, row);
	return got;
}

static int read_rows(struct chart_source *r, int64_t area, struct rug *rug,
		     struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_FOLLOWED);
	int got;

	while ((got = stmt_step(q, e)) > 0) {
		struct rug_row row = {.g = {.id = stmt_col_int(q, 0)},
				      .theme = gauge_column(q, 1),
				      .position = (int)stmt_col_int(q, 2)};
		int rc = read_cells(r, area, rug, &row, e);

		rug->recent += row.year != 0;
		if (rc < 0 || row.told == 0) {
			row_release(&row);
			if (rc < 0)
				return -1;
			continue;
		}
		row.g.lang = r->lang;
		rug->rows = xreallocarray(rug->rows, rug->n + 1,
					  sizeof(*rug->rows));
		rug->rows[rug->n++] = row;
		if (gauge_read(stmts_at(r->q, Q_GAUGE), row.g.id,
			       &rug->rows[rug->n - 1].g, e) < 0)
			return -1;
	}
	return got;
}

static int by_weight(const void *a, const void *b)
{
	const struct rug_row *x = a, *y = b;

	if ((x->g.polarity != 0) != (y->g.polarity != 0))
		return x->g.polarity ? -1 : 1;
	if (x->told != y->told)
		return x->told > y->told ? -1 : 1;
	return x->position - y->position;
}

static int by_theme(const void *a, const void *b)
{
	const struct rug_row *x = a, *y = b;
	size_t i = theme_rank(x->theme), j = theme_rank(y->theme);

	if (i != j)
		return i < j ? -1 : 1;
	return x->position - y->position;
}

static void choose(struct rug *rug)
{
	qsort(rug->rows, rug->n, sizeof(*rug->rows), by_weight);
	while (rug->n > RUG_ROWS)
		row_release(&rug->rows[--rug->n]);
	qsort(rug->rows, rug->n, sizeof(*rug->rows), by_theme);
}

int rug_read(struct chart_source *r, int64_t area, struct rug *out,
	     struct err *e)
{
	struct rug rug = {.lang = r->lang};
	int rc = -1;

	if (read_area(r, area, &rug, e) < 0 ||
	    read_towns(r, area, &rug, e) < 0 || read_rows(r, area, &rug, e) < 0)
		goto out;
	if (rug.n == 0) {
		(void)err_set(e, ERR_DATA,
			      "%s: no recent figure can be compared, and no "
			      "trend is clear",
			      rug.name);
		goto out;
	}
	choose(&rug);
	rc = 0;
out:
	if (rc == 0)
		*out = rug;
	else
		rug_release(&rug);
	return rc;
}
