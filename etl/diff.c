#include "etl/diff.h"

#include <unistd.h>

#include "etl/named.h"
#include "lib/num.h"

static const char *const kind_names[DIFF_KINDS] = {
	[DIFF_AREA_NEW] = "area_new",
	[DIFF_AREA_GONE] = "area_gone",
	[DIFF_AREA_RENAMED] = "area_renamed",
	[DIFF_AREA_MOVED] = "area_moved",
	[DIFF_OFFERED] = "offered",
	[DIFF_ENDED] = "ended",
	[DIFF_TITLE] = "title",
	[DIFF_DEFINITION] = "definition",
	[DIFF_UNIT] = "unit",
	[DIFF_PRODUCER] = "producer",
	[DIFF_FIRST_HELD] = "first_held",
	[DIFF_NEW_YEAR] = "new_year",
	[DIFF_NEW_FIGURE] = "new_figure",
	[DIFF_RETURNED] = "returned",
	[DIFF_REVISED] = "revised",
	[DIFF_NUMERATOR] = "numerator",
	[DIFF_VANISHED] = "vanished",
	[DIFF_VERDICT] = "verdict",
};

const char *diff_kind_name(enum diff_kind k)
{
	return kind_names[k];
}

bool diff_kind_parse(const char *s, size_t len, enum diff_kind *out)
{
	int i;

	for (i = 0; i < DIFF_KINDS; i++) {
		if (strlen(kind_names[i]) == len &&
		    memcmp(kind_names[i], s, len) == 0) {
			*out = (enum diff_kind)i;
			return true;
		}
	}
	return false;
}

void diff_put(const struct diff_options *o, const struct finding *f)
{
	if (o->kinds[f->kind])
		o->put(o->ctx, f);
}

/* The columns of v_indicator that are compared. What only a description gives
 * can be compared only where both times had one. */
static const struct {
	const char *name;
	enum diff_kind kind;
	bool described;
} columns[] = {
	{"title_fi", DIFF_TITLE, false},
	{"title_sv", DIFF_TITLE, false},
	{"title_en", DIFF_TITLE, false},
	{"definition_fi", DIFF_DEFINITION, true},
	{"definition_sv", DIFF_DEFINITION, true},
	{"definition_en", DIFF_DEFINITION, true},
	{"unit", DIFF_UNIT, true},
	{"decimals", DIFF_UNIT, true},
	{"organisation", DIFF_PRODUCER, false},
};

enum {
	COLUMNS = ARRAY_LEN(columns),
	COLUMN_DESCRIBED = COLUMNS,
	COLUMN_OFFERED,
	COLUMN_LISTED
};

/* An indicator's row at one time. */
static const char row_sql[] =
	"SELECT v.title_fi, v.title_sv, v.title_en, v.definition_fi,"
	"  v.definition_sv, v.definition_en, v.unit, v.decimals,"
	"  v.organisation, i.described_at IS NOT NULL, v.offered,"
	"  i.listed_by IS NOT NULL"
	"  FROM v_indicator AS v JOIN source AS s ON s.name = v.source"
	"  JOIN indicator AS i ON i.source = s.id AND i.code = v.indicator"
	"  WHERE v.source = ?1 AND v.indicator = ?2";

/* The two times. */
struct pair {
	struct past *past[2];
	struct stmt *row[2];
	bool listed[2]; /* a list of indicators of the source at hand was known
			 */
};

/* Which indicator may have changed. */
struct candidate {
	char *source, *code; /* owned */
};

struct candidates {
	struct candidate *list;
	size_t n;
};

static void candidates_add(struct candidates *c, const char *source,
			   const char *code)
{
	if ((c->n & (c->n - 1)) == 0)
		c->list = xreallocarray(c->list, c->n ? 2 * c->n : 1,
					sizeof(*c->list));
	c->list[c->n++] = (struct candidate){xstrdup(source), xstrdup(code)};
}

static void candidates_release(struct candidates *c)
{
	size_t i;

	for (i = 0; i < c->n; i++) {
		free(c->list[i].source);
		free(c->list[i].code);
	}
	free(c->list);
}

/* Numbers as numbers: 127 before 1077. */
static int by_code(const void *x, const void *y)
{
	const struct candidate *a = x, *b = y;
	int d = strcmp(a->source, b->source);
	int64_t m, n;

	if (d)
		return d;
	if (num_int(a->code, strlen(a->code), 0, INT64_MAX, &m) &&
	    num_int(b->code, strlen(b->code), 0, INT64_MAX, &n) && m != n)
		return m < n ? -1 : 1;
	return strcmp(a->code, b->code);
}

/* Those of which an answer came between the two times. */
static int candidates_answered(struct candidates *c, struct archive *a,
			       const struct diff_options *o, struct err *e)
{
	static const char text[] =
		"SELECT DISTINCT source, substr(topic, instr(topic, ':') + 1)"
		"  FROM " ARCHIVE_NEWS " WHERE fetched_at > ?1"
		"  AND fetched_at <= ?2 AND (substr(topic, 1, 5) = 'meta:'"
		"    OR substr(topic, 1, 8) = 'figures:')";
	struct stmt *q = NULL;
	int got;

	if (stmt_new(&q, archive_db(a), text, e) < 0)
		return -1;
	stmt_text(q, 1, o->until[0]);
	stmt_text(q, 2, o->until[1]);
	while ((got = stmt_step(q, e)) == 1)
		candidates_add(c, stmt_col_text(q, 0), stmt_col_text(q, 1));
	stmt_free(q);
	return got;
}

static bool same_column(struct stmt *a, struct stmt *b, int i)
{
	return stmt_col_null(a, i) == stmt_col_null(b, i) &&
	       strcmp(stmt_col_text(a, i), stmt_col_text(b, i)) == 0;
}

/* 1: the row is there, 0: it is not. */
static int row_read(struct pair *p, int i, const char *source, const char *code,
		    struct err *e)
{
	stmt_reset(p->row[i]);
	stmt_text(p->row[i], 1, source);
	stmt_text(p->row[i], 2, code);
	return stmt_step(p->row[i], e);
}

/* Those that a newer list speaks of otherwise than the one before. */
static int candidates_listed(struct candidates *c, struct pair *p,
			     struct err *e)
{
	struct stmt *q = NULL;
	int got, was, is, i;

	if (stmt_new(&q, past_db(p->past[1]),
		     "SELECT s.name, i.code FROM indicator AS i"
		     "  JOIN source AS s ON s.id = i.source",
		     e) < 0)
		return -1;
	while ((got = stmt_step(q, e)) == 1) {
		const char *source = stmt_col_text(q, 0);
		const char *code = stmt_col_text(q, 1);
		bool same;

		was = row_read(p, 0, source, code, e);
		is = row_read(p, 1, source, code, e);
		if (was < 0 || is < 0) {
			got = -1;
			break;
		}
		same = was > 0;
		for (i = 0; same && i <= COLUMN_OFFERED; i++)
			same = same_column(p->row[0], p->row[1], i);
		if (!same)
			candidates_add(c, source, code);
	}
	stmt_free(q);
	return got;
}

static void put_columns(struct pair *p, struct finding *f,
			const struct diff_options *o)
{
	struct stmt *was = p->row[0], *is = p->row[1];
	bool described = stmt_col_int(was, COLUMN_DESCRIBED) &&
			 stmt_col_int(is, COLUMN_DESCRIBED);
	int i;

	/* Figures alone name nothing: what was not known did not change. */
	if (!stmt_col_text(was, 0)[0] || !stmt_col_text(is, 0)[0])
		return;
	for (i = 0; i < COLUMNS; i++) {
		if (same_column(was, is, i) || stmt_col_null(was, i) ||
		    stmt_col_null(is, i) ||
		    (columns[i].described && !described) ||
		    (columns[i].kind == DIFF_PRODUCER &&
		     !stmt_col_text(was, i)[0]))
			continue;
		f->kind = columns[i].kind;
		f->field = columns[i].name;
		f->old = stmt_col_text(was, i);
		f->new = stmt_col_text(is, i);
		diff_put(o, f);
	}
	f->field = f->old = f->new = "";
}

/* Whether the source began or ceased to offer it between two lists. */
static void put_offered(struct pair *p, bool was_there, struct finding *f,
			const struct diff_options *o)
{
	bool was = was_there && stmt_col_int(p->row[0], COLUMN_OFFERED);
	bool is = stmt_col_int(p->row[1], COLUMN_OFFERED);

	if (!p->listed[0] || !p->listed[1] || was == is)
		return;
	f->kind = is ? DIFF_OFFERED : DIFF_ENDED;
	diff_put(o, f);
}

/* Everything about one indicator. */
static int diff_indicator(struct pair *p, const struct candidate *c,
			  const struct diff_options *o, struct err *e)
{
	struct finding f = {.source = c->source,
			    .indicator = c->code,
			    .field = "",
			    .area = "",
			    .area_name = "",
			    .sex = "",
			    .old = "",
			    .new = ""};
	struct figures figures[2] = {0};
	char *title = NULL;
	int i, there[2] = {0}, rc = -1;

	for (i = 0; i < 2; i++) {
		if (past_indicator(p->past[i], c->source, c->code, &figures[i],
				   e) < 0)
			goto out;
		there[i] = row_read(p, i, c->source, c->code, e);
		if (there[i] < 0)
			goto out;
	}
	title = xstrdup(there[1] ? stmt_col_text(p->row[1], 0) : "");
	f.title = title;
	if (there[1])
		put_offered(p, there[0], &f, o);
	if (there[0] && there[1])
		put_columns(p, &f, o);
	rc = diff_figures(past_db(p->past[1]), &f, &figures[0], &figures[1], o,
			  e);
out:
	for (i = 0; i < 2; i++) {
		stmt_reset(p->row[i]);
		figures_release(&figures[i]);
	}
	free(title);
	return rc;
}

static int list_known(struct pair *p, const char *source, struct err *e)
{
	int i, got = 0;

	for (i = 0; got >= 0 && i < 2; i++) {
		struct stmt *q = NULL;

		if (stmt_new(&q, past_db(p->past[i]),
			     "SELECT 1 FROM indicator AS i"
			     "  JOIN source AS s ON s.id = i.source"
			     "  WHERE s.name = ?1 AND listed_by IS NOT NULL"
			     "  LIMIT 1",
			     e) < 0)
			return -1;
		stmt_text(q, 1, source);
		got = stmt_step(q, e);
		p->listed[i] = got > 0;
		stmt_free(q);
	}
	return got < 0 ? -1 : 0;
}

static int diff_indicators(struct app *app, struct archive *a, struct pair *p,
			   const struct diff_options *o, struct err *e)
{
	bool bar = !isatty(STDOUT_FILENO);
	struct candidates all = {0};
	const struct candidate *last = NULL;
	size_t i;
	int rc = -1;

	if (candidates_answered(&all, a, o, e) < 0 ||
	    candidates_listed(&all, p, e) < 0)
		goto out;
	if (all.n)
		qsort(all.list, all.n, sizeof(*all.list), by_code);
	for (i = 0; i < all.n; i++) {
		const struct candidate *c = &all.list[i];

		if (bar)
			log_progress(&app->log, "diff", i + 1, all.n);
		if (!named_has(o->indicators, c->source, c->code) ||
		    (last && by_code(last, c) == 0))
			continue;
		if (((!last || strcmp(last->source, c->source) != 0) &&
		     list_known(p, c->source, e) < 0) ||
		    diff_indicator(p, c, o, e) < 0)
			goto out;
		last = c;
	}
	rc = 0;
out:
	candidates_release(&all);
	return rc;
}

/* Before the first answer everything would be new, which says nothing. */
static int something_known(struct archive *a, const struct diff_options *o,
			   struct err *e)
{
	struct stmt *q = NULL;
	int rc = 0;

	if (stmt_new(&q, archive_db(a),
		     "SELECT min(fetched_at) FROM fetch"
		     "  WHERE verdict = 'new' AND topic <> 'areas'",
		     e) < 0)
		return -1;
	if (stmt_step(q, e) < 0)
		rc = -1;
	else if (stmt_col_null(q, 0))
		rc = err_set(e, ERR_DATA, "%s: there are no answers yet",
			     db_path(archive_db(a)));
	else if (strcmp(stmt_col_text(q, 0), o->until[0]) > 0)
		rc = err_set(e, ERR_USAGE,
			     "nothing was known on %.10s: the first answer is "
			     "of %.10s",
			     o->until[0], stmt_col_text(q, 0));
	stmt_free(q);
	return rc;
}

int diff_run(struct app *app, struct archive *a, const struct diff_options *o,
	     size_t *refused, struct err *e)
{
	struct pair p = {0};
	struct app quiet = *app; /* what it cannot read the second one says */
	size_t i;
	int rc = -1;

	quiet.log.out = NULL;
	/* One state of the archive, whatever comes in meanwhile. */
	if (db_script(archive_db(a), "BEGIN", e) < 0)
		return -1;
	if (something_known(a, o, e) < 0)
		goto out;
	for (i = 0; !o->indicators && sources[i]; i++)
		if (diff_areas(a, sources[i], o, e) < 0)
			goto out;
	for (i = 0; i < 2; i++)
		if (past_open(&p.past[i], i ? app : &quiet, a, o->until[i], e) <
			    0 ||
		    stmt_new(&p.row[i], past_db(p.past[i]), row_sql, e) < 0)
			goto out;
	rc = diff_indicators(app, a, &p, o, e);
	*refused = past_refused(p.past[1]);
out:
	for (i = 0; i < 2; i++) {
		stmt_free(p.row[i]);
		past_close(p.past[i]);
	}
	if (rc == 0)
		rc = db_script(archive_db(a), "COMMIT", e);
	return rc;
}
