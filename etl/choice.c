#include "etl/choice.h"

#include "lib/db.h"

enum {
	Q_AREA,
	Q_TALKS,
	Q_PUT_AREA,
	Q_PUT_AREAS_OF,
	Q_PUT_ALL,
	Q_PUT_FOLLOWED,
	Q_PUT_LINKED,
	Q_PUT_TALKS,
	Q_COUNTRY,
	Q_COUNT_FIGURES,
	Q_PAIRS,
	Q_COUNT
};

#define OF_COUNTY(a)                                                           \
	"(SELECT m.parent FROM area_member AS m JOIN area AS p"                \
	"   ON p.id = m.parent AND p.kind = 'hyvinvointialue'"                 \
	"   WHERE m.area = " a " LIMIT 1)"

/* The store itself stays open for reading only. */
static const char tables[] =
	"PRAGMA query_only = OFF; PRAGMA temp_store = MEMORY; BEGIN;"
	"CREATE TEMP TABLE chosen_area (place INTEGER PRIMARY KEY,"
	"  id INTEGER NOT NULL UNIQUE);"
	"CREATE TEMP TABLE chosen_indicator (place INTEGER PRIMARY KEY,"
	"  id INTEGER NOT NULL UNIQUE);"
	"CREATE TEMP TABLE chosen_talks (id TEXT PRIMARY KEY);";

static const char *const sql[Q_COUNT] = {
	[Q_AREA] = "SELECT id, name_fi, name_sv, name_en FROM area"
		   "  WHERE kind = ?1 AND code = ?2",
	[Q_TALKS] = "SELECT title FROM v_negotiation WHERE negotiation = ?1",
	[Q_PUT_AREA] = "INSERT INTO temp.chosen_area (id) VALUES (?1)",
	/* its county, the municipalities of it, and the country */
	[Q_PUT_AREAS_OF] =
		"INSERT INTO temp.chosen_area (id)"
		"  SELECT a.id FROM area AS a, (SELECT h.id FROM v_negotiation"
		"      AS n JOIN area AS h ON h.kind = 'hyvinvointialue'"
		"        AND h.code = n.county_code WHERE n.negotiation = ?1)"
		"    AS c"
		"  WHERE a.id = c.id OR a.kind = 'maa'"
		"    OR (a.kind = 'kunta' AND a.valid_to IS NULL AND EXISTS"
		"      (SELECT 1 FROM area_member AS m WHERE m.area = a.id"
		"        AND m.parent = c.id))"
		"  ORDER BY CASE a.kind WHEN 'hyvinvointialue' THEN 1"
		"    WHEN 'kunta' THEN 2 ELSE 3 END, a.name_fi, a.code",
	[Q_PUT_ALL] =
		"INSERT INTO temp.chosen_area (id)"
		"  SELECT a.id FROM area AS a WHERE EXISTS (SELECT 1"
		"    FROM temp.chosen_indicator AS c CROSS JOIN series AS s"
		"      ON s.indicator = c.id AND s.area = a.id)"
		"  ORDER BY CASE a.kind WHEN 'maa' THEN 1 WHEN "
		"'hyvinvointialue'"
		"    THEN 2 WHEN 'kunta' THEN 3 ELSE 4 END, a.kind, a.name_fi,"
		"    a.code",
	[Q_PUT_FOLLOWED] =
		"INSERT INTO temp.chosen_indicator (id)"
		"  SELECT i.id FROM followed AS f JOIN source AS s"
		"    ON s.name = f.source JOIN indicator AS i"
		"    ON i.source = s.id AND i.code = f.code"
		"  WHERE i.last_year IS NOT NULL ORDER BY f.position",
	[Q_PUT_LINKED] =
		"INSERT OR IGNORE INTO temp.chosen_indicator (id)"
		"  SELECT DISTINCT i.id FROM v_priority_link AS l"
		"    JOIN source AS s ON s.name = l.source"
		"    JOIN indicator AS i ON i.source = s.id"
		"      AND i.code = l.indicator"
		"  WHERE l.negotiation IN (SELECT id FROM temp.chosen_talks)"
		"    AND i.last_year IS NOT NULL ORDER BY s.name, i.code",
	[Q_PUT_TALKS] =
		"INSERT INTO temp.chosen_talks SELECT negotiation"
		"  FROM v_negotiation WHERE CASE WHEN ?1 IS NOT NULL"
		"    THEN negotiation = ?1 WHEN ?2 IS NOT NULL THEN county_code"
		"    IN (SELECT code FROM area WHERE kind = 'hyvinvointialue'"
		"      AND id IN (?2, " OF_COUNTY("?2") "))"
							"    ELSE 1 END",
	[Q_COUNTRY] =
		"SELECT coalesce((SELECT id FROM area WHERE kind = 'maa'), 0),"
		"  coalesce((SELECT id FROM area WHERE kind = 'nuts1'"
		"    AND code = '1'), 0)",
	[Q_COUNT_FIGURES] =
		"SELECT count(*) FROM (SELECT 1 FROM temp.chosen_indicator AS i"
		"    CROSS JOIN temp.chosen_area AS a CROSS JOIN observation"
		"      AS o ON o.indicator = i.id AND o.area = a.id"
		"  UNION ALL SELECT 1 FROM temp.chosen_indicator AS i"
		"    CROSS JOIN temp.chosen_area AS a CROSS JOIN absence AS o"
		"      ON o.indicator = i.id AND o.area = a.id LIMIT ?1)",
	[Q_PAIRS] = "SELECT a.id, coalesce(" OF_COUNTY(
		"a.id") ", 0), a.kind,"
			"  a.code, a.name_fi, a.name_sv, a.name_en, i.id, "
			"s.name,"
			"  i.code, coalesce(nullif(i.title_fi, ''), f.title, "
			"''),"
			"  i.title_sv, i.title_en, i.unit, coalesce(f.class,"
			"    nullif(i.class, ''), 'unknown'), "
			"coalesce(f.theme, ''),"
			"  coalesce(f.polarity, 'neutral'), i.decimals,"
			"  a.valid_to IS NOT NULL"
			"  FROM temp.chosen_area AS c"
			"  CROSS JOIN area AS a ON a.id = c.id"
			"  CROSS JOIN temp.chosen_indicator AS d"
			"  CROSS JOIN indicator AS i ON i.id = d.id"
			"  CROSS JOIN source AS s ON s.id = i.source"
			"  LEFT JOIN followed AS f ON f.source = s.name"
			"    AND f.code = i.code"
			"  ORDER BY c.place, d.place",
};
static const struct sql_set choice_sql = {"etl/choice", sql, Q_COUNT};

const char *choice_text(struct stmt *q, int at, enum lang lang)
{
	const char *own = stmt_col_text(q, at + lang_column(lang));

	return *own ? own : stmt_col_text(q, at);
}

char *export_name(const char *text)
{
	char *name = xstrdup(text);

	for (char *s = name; *s; s++)
		if (!((*s >= 'A' && *s <= 'Z') || (*s >= 'a' && *s <= 'z') ||
		      (*s >= '0' && *s <= '9') || *s == '-'))
			*s = '_';
	if (strlen(name) > 100)
		name[100] = '\0';
	return name;
}

/* --- making ----------------------------------------------------------------
 */

static int choose_area(struct choice *c, struct stmts *set, const char *text,
		       int64_t *id, struct err *e)
{
	struct stmt *q = stmts_at(set, Q_AREA);
	char kind[40], code[40], *plain;
	int got;

	if (app_area_option(text, kind, sizeof(kind), code, sizeof(code), e) <
	    0)
		return -1;
	stmt_text(q, 1, kind);
	stmt_text(q, 2, code);
	got = stmt_step(q, e);
	if (got < 0)
		return -1;
	if (got == 0)
		return err_set(e, ERR_USAGE,
			       "--area '%s': no list of areas has it; `areas` "
			       "tells the codes",
			       text);
	*id = stmt_col_int(q, 0);
	c->name = xstrdup(choice_text(q, 1, c->lang));
	plain = xasprintf("%s-%s", kind, code);
	c->file = export_name(plain);
	free(plain);
	q = stmts_at(set, Q_PUT_AREA);
	stmt_int(q, 1, *id);
	return stmt_run(q, e);
}

static int choose_talks(struct choice *c, struct stmts *set, const char *id,
			struct err *e)
{
	struct stmt *q = stmts_at(set, Q_TALKS);
	int got;

	stmt_text(q, 1, id);
	got = stmt_step(q, e);
	if (got < 0)
		return -1;
	if (got == 0)
		return err_set(e, ERR_USAGE,
			       "--negotiation '%s': the store has none of that "
			       "name",
			       id);
	c->name = xasprintf("%s (%s)", stmt_col_text(q, 0), id);
	c->file = export_name(id);
	q = stmts_at(set, Q_PUT_AREAS_OF);
	stmt_text(q, 1, id);
	return stmt_run(q, e);
}

static int choose(struct choice *c, struct stmts *set,
		  const struct export_wish *w, struct err *e)
{
	struct stmt *q;
	int64_t area = 0;

	if (w->area && choose_area(c, set, w->area, &area, e) < 0)
		return -1;
	q = stmts_at(set, Q_PUT_TALKS);
	stmt_text(q, 1, w->negotiation);
	if (w->area)
		stmt_int(q, 2, area);
	else
		stmt_null(q, 2);
	if (stmt_run(q, e) < 0 ||
	    stmt_run(stmts_at(set, Q_PUT_FOLLOWED), e) < 0 ||
	    (w->negotiation && (choose_talks(c, set, w->negotiation, e) < 0 ||
				stmt_run(stmts_at(set, Q_PUT_LINKED), e) < 0)))
		return -1;
	if (w->area || w->negotiation)
		return 0;
	c->all = true;
	c->name = xstrdup(text_get(TEXT_XLSX_ALL, c->lang));
	c->file = xstrdup("");
	return stmt_run(stmts_at(set, Q_PUT_ALL), e);
}

int choice_make(struct choice *c, struct db *db, const struct export_wish *w,
		struct err *e)
{
	struct stmts *set = NULL;
	struct stmt *q;
	int rc = -1;

	*c = (struct choice){.db = db, .lang = w->lang};
	if (db_script(db, tables, e) < 0 ||
	    stmts_new(&set, db, &choice_sql, e) < 0 ||
	    store_get(db, "content_id", c->content_id, sizeof(c->content_id),
		      e) < 0 ||
	    store_get(db, "data_date", c->date, sizeof(c->date), e) < 0 ||
	    choose(c, set, w, e) < 0)
		goto out;
	q = stmts_at(set, Q_COUNTRY);
	rc = stmt_step(q, e);
	if (rc > 0) {
		c->maa = stmt_col_int(q, 0);
		c->nuts1 = stmt_col_int(q, 1);
		rc = 0;
	}
out:
	stmts_free(set);
	return rc;
}

void choice_release(struct choice *c)
{
	free(c->name);
	free(c->file);
}

/* --- asking ----------------------------------------------------------------
 */

int choice_check(const struct choice *c, size_t most, struct err *e)
{
	struct stmt *q = NULL;
	int got;

	if (stmt_new(&q, c->db, sql[Q_COUNT_FIGURES], e) < 0)
		return -1;
	stmt_int(q, 1, (int64_t)most + 1);
	got = stmt_step(q, e);
	if (got > 0 && (size_t)stmt_col_int(q, 0) > most)
		got = err_set(e, ERR_USAGE,
			      "more than %zu figures, which is what a workbook "
			      "takes: choose `--area CODE` or `--negotiation "
			      "ID`, or take `export csv`",
			      most);
	stmt_free(q);
	return got < 0 ? -1 : 0;
}

int choice_each(const struct choice *c,
		int (*visit)(void *ctx, const struct pair *p, struct err *e),
		void *ctx, struct err *e)
{
	struct stmt *q = NULL;
	int rc;

	if (stmt_new(&q, c->db, sql[Q_PAIRS], e) < 0)
		return -1;
	while ((rc = stmt_step(q, e)) > 0) {
		struct pair p = {
			.area = stmt_col_int(q, 0),
			.county = stmt_col_int(q, 1),
			.kind = stmt_col_text(q, 2),
			.code = stmt_col_text(q, 3),
			.name = choice_text(q, 4, c->lang),
			.indicator = stmt_col_int(q, 7),
			.source = stmt_col_text(q, 8),
			.id = stmt_col_text(q, 9),
			.title = choice_text(q, 10, c->lang),
			.unit = stmt_col_text(q, 13),
			.class = stmt_col_text(q, 14),
			.theme = stmt_col_text(q, 15),
			.polarity = stmt_col_text(q, 16),
			.decimals = (int)stmt_col_int(q, 17),
			.past = stmt_col_int(q, 18) != 0,
		};

		rc = visit(ctx, &p, e);
		if (rc < 0)
			break;
	}
	stmt_free(q);
	return rc;
}
