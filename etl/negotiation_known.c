/*
 * A negotiation's areas and indicators, held against what is known: the store's
 * register of areas, the sources' lists of indicators and what is followed.
 */
#include "etl/negotiation.h"

#include "etl/archive.h"
#include "etl/followed.h"
#include "etl/votes.h"
#include "lib/db.h"

enum {
	PART = 200
};

enum {
	Q_LISTS,
	Q_CODE,
	Q_NAME,
	Q_COUNTY,
	Q_WAS_COUNTY,
	Q_INDICATOR,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	/* Municipalities of the past and areas of one's own are there without
	 * a source's list; membership of a county is not. */
	[Q_LISTS] = "SELECT 1 FROM area_member AS m"
		    "  JOIN area AS p ON p.id = m.parent"
		    "  WHERE p.kind = 'hyvinvointialue' LIMIT 1",
	[Q_CODE] = "SELECT name_fi, valid_to FROM area"
		   "  WHERE kind = ?1 AND code = ?2",
	[Q_NAME] = "SELECT kind || ':' || code FROM area WHERE kind = ?1"
		   "  AND ?2 IN (name_fi, name_sv, name_en)"
		   "  ORDER BY valid_to IS NOT NULL, code",
	[Q_COUNTY] = "SELECT p.code, p.name_fi FROM area AS a"
		     "  JOIN area_member AS m ON m.area = a.id"
		     "  JOIN area AS p ON p.id = m.parent"
		     "  WHERE a.kind = ?1 AND a.code = ?2"
		     "  AND p.kind = 'hyvinvointialue'",
	[Q_WAS_COUNTY] = "SELECT p.code FROM area AS a"
			 "  JOIN area_span AS m ON m.area = a.id"
			 "  JOIN area AS p ON p.id = m.parent"
			 "  WHERE a.kind = ?1 AND a.code = ?2"
			 "  AND p.kind = 'hyvinvointialue' AND p.code = ?3",
	[Q_INDICATOR] = "SELECT 1 FROM indicator AS i"
			"  JOIN source AS s ON s.id = i.source"
			"  WHERE s.name = ?1 AND i.code = ?2",
};

static const struct sql_set known_sql = {"etl/negotiation_known", sql, Q_COUNT};

/* What is asked while a negotiation is resolved. */
struct witness {
	struct stmts *q; /* NULL: no store */
	const struct followed_list *followed;
	const struct negotiation *of; /* NULL: the calendar */
	char county[PART];            /* the code of the negotiation's */
	const char *date;             /* its day: areas are those of that day */
	bool lists;           /* some source told which areas there are */
	struct stmt *archive; /* NULL: there is none */
};

/* One row's first two texts; 1 where there is a row. */
static int ask(struct witness *w, size_t i, const char *a, const char *b,
	       char *first, char *second, struct err *e)
{
	struct stmt *q = stmts_at(w->q, i);
	int got;

	stmt_text(q, 1, a);
	if (b)
		stmt_text(q, 2, b);
	got = stmt_step(q, e);
	if (got == 1 && first)
		(void)snprintf(first, PART, "%s", stmt_col_text(q, 0));
	if (got == 1 && second)
		(void)snprintf(second, PART, "%s", stmt_col_text(q, 1));
	stmt_reset(q);
	return got;
}

/* --- areas -----------------------------------------------------------------
 */

/* 1: config/areas.csv says that it was part of the negotiation's county. */
static int was_of(struct witness *w, const char *kind, const char *code,
		  struct err *e)
{
	struct stmt *q = stmts_at(w->q, Q_WAS_COUNTY);
	int got;

	stmt_text(q, 1, kind);
	stmt_text(q, 2, code);
	stmt_text(q, 3, w->county);
	got = stmt_step(q, e);
	stmt_reset(q);
	return got;
}

/* A municipality negotiates with its own county. */
static int check_county(struct witness *w, const struct kept *k, size_t row,
			size_t column, const char *kind, const char *code,
			struct err *e)
{
	char county[PART], name[PART];
	int got = ask(w, Q_COUNTY, kind, code, county, name, e);

	if (got <= 0)
		return got;
	if (!w->county[0] || strcmp(county, w->county) == 0)
		return 0;
	got = was_of(w, kind, code, e);
	if (got != 0)
		return got < 0 ? -1 : 0;
	return kept_error(k, row, column, e,
			  "%s is a municipality of %s (%s), not of the "
			  "negotiation's county: mend the code, or tell in "
			  "config/areas.csv until when it was",
			  code, name, county);
}

/* part: "kunta:398" or a name, as kept_cell_take() leaves it; bare: the kind of
 * a name. Appends the area, resolved. */
static int resolve_area(struct witness *w, const struct kept *k, size_t row,
			size_t column, const char *part, const char *bare,
			struct buf *out, struct err *e)
{
	const char *colon = strchr(part, ':');
	char kind[PART], name[PART], past[PART], found[PART];
	int got;

	(void)snprintf(kind, sizeof(kind), "%.*s",
		       colon ? (int)(colon - part) : PART - 1,
		       colon ? part : bare);
	if (!w->lists) {
		buf_puts(out, part); /* nobody knows areas yet */
		return 0;
	}
	if (!colon) {
		got = ask(w, Q_NAME, kind, part, found, NULL, e);
		if (got < 0)
			return -1;
		if (got == 0)
			return kept_error(k, row, column, e,
					  "'%s' is no area (%s): a code such "
					  "as 398 or a name is expected, see "
					  "`tilannekuva areas`",
					  part, bare);
		part = found;
		colon = strchr(found, ':');
	}
	got = ask(w, Q_CODE, kind, colon + 1, name, past, e);
	if (got < 0)
		return -1;
	if (got == 0)
		return kept_error(k, row, column, e,
				  "'%s' is no area (%s): see `tilannekuva "
				  "areas`",
				  colon + 1, kind);
	if (past[0] && strcmp(past, w->date) < 0)
		return kept_error(k, row, column, e,
				  "%s (%s) ended on %s: the area that it is "
				  "part of is expected",
				  colon + 1, name, past);
	buf_puts(out, part);
	return check_county(w, k, row, column, kind, colon + 1, e);
}

/* A group of a round votes under its name. */
static bool is_group(const struct witness *w, const char *party)
{
	return !strchr(party, ':') && votes_is_party(w->of, party);
}

static int resolve_cell(struct witness *w, struct kept *k, size_t row,
			size_t column, struct err *e)
{
	const struct kept_column *c = &k->spec->columns[column];
	const char *p = kept_cell(k, row, column);
	const char *bare = c->words ? c->words : "kunta";
	char part[PART];
	struct buf b;
	int rc = 0;

	buf_init(&b, 1 << 20);
	if (c->kind == KEPT_AREAS) {
		while (rc == 0 && kept_next(&p, ",", part, sizeof(part))) {
			if (b.len)
				buf_puts(&b, ", ");
			rc = resolve_area(w, k, row, column, part, bare, &b, e);
		}
	} else if (p[0] && (c->kind == KEPT_AREA || !is_group(w, p))) {
		rc = resolve_area(w, k, row, column, p, bare, &b, e);
	} else {
		buf_puts(&b, p);
	}
	if (rc == 0 && strcmp(buf_str(&b), kept_cell(k, row, column)) != 0)
		kept_put(k, row, column, buf_str(&b));
	buf_release(&b);
	return rc;
}

/* --- indicators ------------------------------------------------------------
 */

static bool is_followed(const struct witness *w, const char *source,
			const char *code)
{
	size_t i;

	for (i = 0; i < w->followed->n; i++)
		if (strcmp(w->followed->list[i].source, source) == 0 &&
		    strcmp(w->followed->list[i].code, code) == 0)
			return true;
	return false;
}

/* 1: a source told of it: the store has it, or the archive, from which it is
 * loaded only later on. */
static int in_a_list(struct witness *w, const char *source, const char *code,
		     struct err *e)
{
	char figures[PART + 16], meta[PART + 16];
	int got = w->q ? ask(w, Q_INDICATOR, source, code, NULL, NULL, e) : 0;

	if (got != 0 || !w->archive)
		return got;
	(void)snprintf(figures, sizeof(figures), "figures:%s", code);
	(void)snprintf(meta, sizeof(meta), "meta:%s", code);
	stmt_text(w->archive, 1, source);
	stmt_text(w->archive, 2, figures);
	stmt_text(w->archive, 3, meta);
	got = stmt_step(w->archive, e);
	stmt_reset(w->archive);
	return got;
}

static int check_indicators(struct witness *w, const struct kept *k, size_t row,
			    size_t column, struct err *e)
{
	const char *p = kept_cell(k, row, column);
	char part[PART], source[PART];

	while (kept_next(&p, " ", part, sizeof(part))) {
		const char *code = strchr(part, ':') + 1;
		int got;

		(void)snprintf(source, sizeof(source), "%.*s",
			       (int)(code - part - 1), part);
		if (is_followed(w, source, code))
			continue;
		got = in_a_list(w, source, code, e);
		if (got < 0)
			return -1;
		if (got == 0)
			return kept_error(
				k, row, column, e,
				"config/indicators.csv does not follow %s, and "
				"no list of its source has it: mend the id "
				"(`tilannekuva indicators WORDS` finds one), "
				"or add it there",
				part);
	}
	return 0;
}

/* --- all of them -----------------------------------------------------------
 */

static int resolve_row(struct witness *w, struct kept *k, size_t row,
		       struct err *e)
{
	size_t c;

	for (c = 0; c < k->spec->n; c++) {
		switch (k->spec->columns[c].kind) {
		case KEPT_AREA:
		case KEPT_AREAS:
		case KEPT_PARTY:
			if (resolve_cell(w, k, row, c, e) < 0)
				return -1;
			break;
		case KEPT_INDICATORS:
			if (check_indicators(w, k, row, c, e) < 0)
				return -1;
			break;
		case KEPT_TEXT:
		case KEPT_ID:
		case KEPT_REF:
		case KEPT_REFS:
		case KEPT_WORD:
		case KEPT_DAY:
		case KEPT_WHEN:
		case KEPT_INT:
		case KEPT_NUMBER:
		case KEPT_LIST:
			break;
		}
	}
	return 0;
}

static int resolve_table(struct witness *w, struct kept *k, struct err *e)
{
	size_t i;

	for (i = 0; i < k->n; i++)
		if (resolve_row(w, k, i, e) < 0)
			return -1;
	return 0;
}

static int witness_open(struct witness *w, struct db *db, struct archive *a,
			struct err *e)
{
	static const char topics[] =
		"SELECT 1 FROM fetch WHERE source = ?1 AND topic IN (?2, ?3)"
		"  AND verdict <> 'refused' LIMIT 1";
	int got;

	if (db && stmts_new(&w->q, db, &known_sql, e) < 0)
		return -1;
	if (a && stmt_new(&w->archive, archive_db(a), topics, e) < 0)
		return -1;
	if (!db)
		return 0;
	got = stmt_step(stmts_at(w->q, Q_LISTS), e);
	w->lists = got == 1;
	stmt_reset(stmts_at(w->q, Q_LISTS));
	return got < 0 ? -1 : 0;
}

static void witness_close(struct witness *w)
{
	stmt_free(w->archive);
	stmts_free(w->q);
}

/* The negotiation's own table is resolved: its county decides of the others. */
static int take_county(struct witness *w, const struct kept *k, struct err *e)
{
	const char *county = kept_cell(k, 0, N_COUNTY);
	const char *colon = strchr(county, ':');

	(void)snprintf(w->county, sizeof(w->county), "%s",
		       colon ? colon + 1 : "");
	if (colon &&
	    strncmp(county, "hyvinvointialue:", strlen("hyvinvointialue:")) !=
		    0)
		return kept_error(k, 0, N_COUNTY, e,
				  "the code of a wellbeing services county is "
				  "expected, such as 09");
	return 0;
}

int negotiation_resolve(struct negotiation *n, struct db *db, struct archive *a,
			const struct followed_list *followed, struct err *e)
{
	struct witness w = {.followed = followed, .of = n};
	size_t t;
	int rc = witness_open(&w, db, a, e);

	w.date = kept_cell(&n->table[TABLE_NEGOTIATION], 0, N_DATE);
	for (t = 0; rc == 0 && t < NEGOTIATION_TABLES; t++) {
		rc = resolve_table(&w, &n->table[t], e);
		if (rc == 0 && t == TABLE_NEGOTIATION)
			rc = take_county(&w, &n->table[t], e);
	}
	witness_close(&w);
	return rc == 0 ? votes_check_parties(n, e) : rc;
}

int negotiations_resolve(struct negotiations *n, struct db *db,
			 struct archive *a,
			 const struct followed_list *followed, struct err *e)
{
	struct witness w = {.followed = followed, .date = ""};
	size_t i;
	int rc = witness_open(&w, db, a, e);

	if (rc == 0)
		rc = resolve_table(&w, &n->calendar, e);
	witness_close(&w);
	for (i = 0; rc == 0 && i < n->n; i++)
		rc = negotiation_resolve(&n->list[i], db, a, followed, e);
	return rc;
}
