#include "analysis/due.h"

#include "lib/app.h"
#include "lib/num.h"

/* Rises with every change of a method whose results differ. */
#define METHODS "studies 2"

enum {
	INDICATOR_TEXT = 64
};

enum {
	Q_INDICATORS,
	Q_ABSENCES,
	Q_BREAKS,
	Q_MUNICIPALITIES,
	Q_POPULATION,
	Q_BACKGROUND,
	Q_COUNTIES,
	Q_THEMES,
	Q_COUNT
};

/* No number of our own goes into a key: stores that are made anew have the same
 * ones. The figures are in the digests. */
static const char *const sql[Q_COUNT] = {
	[Q_INDICATORS] =
		"SELECT i.id, f.code IS NOT NULL, coalesce(d.followed, 0),"
		"    d.key, i.digest = '' AND EXISTS (SELECT 1"
		"      FROM observation WHERE indicator = i.id),"
		"    s.name, i.code, i.decimals, i.digest, f.class,"
		"    f.polarity, f.span, f.felt, i.unit"
		"  FROM indicator AS i JOIN source AS s ON s.id = i.source"
		"  LEFT JOIN followed AS f"
		"    ON f.source = s.name AND f.code = i.code"
		"  LEFT JOIN analysed AS d ON d.indicator = i.id"
		"  ORDER BY i.id",
	[Q_ABSENCES] = "SELECT r.kind, r.code, a.sex, a.year, a.reason"
		       "  FROM absence AS a JOIN area AS r ON r.id = a.area"
		       "  WHERE a.indicator = ?1"
		       "  ORDER BY r.kind, r.code, a.sex, a.year",
	[Q_BREAKS] = "SELECT b.year, b.said_by FROM known_break AS b"
		     "  JOIN source AS s ON s.name = b.source"
		     "  JOIN indicator AS i"
		     "    ON i.source = s.id AND i.code = b.code"
		     "  WHERE i.id = ?1 ORDER BY b.year",
	[Q_MUNICIPALITIES] =
		"SELECT a.code, coalesce((SELECT max(p.code)"
		"      FROM area_member AS m JOIN area AS p ON p.id = m.parent"
		"      WHERE m.area = a.id AND p.kind = 'hyvinvointialue'), '')"
		"  FROM area AS a WHERE a.kind = 'kunta' ORDER BY a.code",
	[Q_POPULATION] = "SELECT i.digest FROM indicator AS i"
			 "  JOIN source AS s ON s.id = i.source"
			 "  WHERE s.name = ?1 AND i.code = ?2",
	[Q_BACKGROUND] = "SELECT source, code, log, weight, links"
			 "  FROM background ORDER BY position",
	[Q_COUNTIES] = "SELECT a.code, p.code FROM area_member AS m"
		       "  JOIN area AS a ON a.id = m.area AND a.kind = 'kunta'"
		       "  JOIN area AS p ON p.id = m.parent"
		       "    AND p.kind = 'hyvinvointialue'"
		       "  ORDER BY a.code, p.code",
	/* which of them are related */
	[Q_THEMES] = "SELECT source, code, theme, title FROM followed"
		     "  ORDER BY source, code",
};
static const struct sql_set due_sql = {"analysis/due", sql, Q_COUNT};

enum {
	COL_ID,
	COL_FOLLOWED,
	COL_WAS_FOLLOWED,
	COL_LAST_KEY,
	COL_BLIND,
	COL_INPUTS, /* from here on */
};

static int hash_rows(struct hash *h, struct stmt *q, int from, struct err *e)
{
	int got, i;

	while ((got = stmt_step(q, e)) > 0)
		for (i = from; i < stmt_columns(q); i++)
			hash_text(h, stmt_col_text(q, i));
	return got;
}

/* What findings depend on beside their own figures. */
struct common {
	char all[HASH_HEX];      /* those of every indicator */
	char followed[HASH_HEX]; /* and of those that are followed */
};

static int hash_population(struct hash *h, struct stmts *q,
			   const char *population, struct err *e)
{
	struct stmt *row = stmts_at(q, Q_POPULATION);
	char source[INDICATOR_TEXT], id[INDICATOR_TEXT];

	hash_text(h, population);
	/* country_read() says so if it is none */
	if (!app_indicator_parse(population, source, sizeof(source), id,
				 sizeof(id)))
		return 0;
	stmt_text(row, 1, source);
	stmt_text(row, 2, id);
	return hash_rows(h, row, 0, e);
}

static int common_read(struct common *out, struct stmts *q,
		       const struct analysis_rules *rules, struct err *e)
{
	struct hash *h = hash_new(), *g = hash_new();
	char year[NUM_TEXT];
	int rc;

	hash_text(h, METHODS);
	hash_text(h, num_text(year, rules->run_year));
	rc = hash_rows(h, stmts_at(q, Q_MUNICIPALITIES), 0, e);
	(void)hash_end(h, out->all);
	hash_text(g, out->all);
	if (rc == 0)
		rc = hash_population(g, q, rules->population, e);
	if (rc == 0)
		rc = hash_rows(g, stmts_at(q, Q_BACKGROUND), 0, e);
	if (rc == 0)
		rc = hash_rows(g, stmts_at(q, Q_COUNTIES), 0, e);
	if (rc == 0)
		rc = hash_rows(g, stmts_at(q, Q_THEMES), 0, e);
	(void)hash_end(g, out->followed);
	return rc;
}

/* The indicator that `row` stands at. */
static int read_one(struct stmts *q, struct stmt *row,
		    const struct common *common, struct due *out, struct err *e)
{
	static const int more[] = {Q_ABSENCES, Q_BREAKS};
	struct hash *h = hash_new();
	int i, rc = 0;

	*out = (struct due){.id = stmt_col_int(row, COL_ID),
			    .followed = stmt_col_int(row, COL_FOLLOWED) != 0};
	hash_text(h, out->followed ? common->followed : common->all);
	for (i = COL_INPUTS; i < stmt_columns(row); i++)
		hash_text(h, stmt_col_text(row, i));
	for (size_t j = 0; rc == 0 && j < ARRAY_LEN(more); j++) {
		struct stmt *rows = stmts_at(q, more[j]);

		/* so that no row of one list is taken for one of the other */
		hash_text(h, "");
		stmt_int(rows, 1, out->id);
		rc = hash_rows(h, rows, 0, e);
	}
	(void)hash_end(h, out->key);
	if (stmt_col_int(row, COL_BLIND))
		out->key[0] = '\0';
	out->own = !out->key[0] || stmt_col_null(row, COL_LAST_KEY) ||
		   strcmp(out->key, stmt_col_text(row, COL_LAST_KEY)) != 0;
	out->now = out->own;
	return rc;
}

static int read_all(struct due_list *d, struct stmts *q,
		    const struct common *common, struct err *e)
{
	struct stmt *row = stmts_at(q, Q_INDICATORS);
	bool family = false;
	size_t i;
	int got;

	while ((got = stmt_step(row, e)) > 0) {
		struct due *one;

		if (d->n == d->cap) {
			d->cap = d->cap ? 2 * d->cap : 256;
			d->list = xreallocarray(d->list, d->cap,
						sizeof(*d->list));
		}
		one = &d->list[d->n++];
		if (read_one(q, row, common, one, e) < 0)
			return -1;
		family |= one->now && (one->followed ||
				       stmt_col_int(row, COL_WAS_FOLLOWED));
	}
	for (i = 0; i < d->n; i++) {
		d->list[i].now |= family && d->list[i].followed;
		d->now += d->list[i].now;
	}
	return got;
}

int due_read(struct due_list *out, struct db *db,
	     const struct analysis_rules *rules, struct err *e)
{
	struct common common;
	struct stmts *q;
	int rc;

	if (stmts_new(&q, db, &due_sql, e) < 0)
		return -1;
	rc = common_read(&common, q, rules, e);
	if (rc == 0)
		rc = read_all(out, q, &common, e);
	stmts_free(q);
	return rc;
}

void due_release(struct due_list *d)
{
	free(d->list);
	*d = (struct due_list){0};
}
