#include "etl/negotiation_new.h"

#include "etl/kept_cell.h"
#include "etl/negotiation.h"
#include "lib/csv.h"
#include "lib/file.h"

/* Cells that belong to the last time. */
static const struct {
	enum negotiation_table table;
	size_t column;
	const char *fill; /* what is to be filled in; NULL: may stay empty */
} emptied[] = {
	{TABLE_NEGOTIATION, N_DATE, "its (first) day"},
	{TABLE_NEGOTIATION, N_DATE_TO, "its last day, where there are several"},
	{TABLE_NEGOTIATION, N_TARGET_YEAR, "the year for which it agrees"},
	{TABLE_NEGOTIATION, N_REPORTED, NULL},
	{TABLE_NEGOTIATION, N_SOURCE, NULL},
	{TABLE_NEGOTIATION, N_VOTES, "all votes, where a vote is taken"},
	{TABLE_ROUNDS, R_DATE, "the days of the rounds"},
	{TABLE_ROUNDS, R_NOTE, NULL},
	{TABLE_PRIORITIES, P_VOTES, "votes, where a vote is taken"},
	{TABLE_PRIORITIES, P_RANK, NULL},
	{TABLE_MEASURES, M_AGREED, "when each measure was agreed"},
	{TABLE_MEASURES, M_DUE, "by when it is due"},
	{TABLE_MEASURES, M_DUE_TEXT, NULL},
	{TABLE_FEEDBACK, B_MEAN, "means of the feedback, once it is there"},
	{TABLE_FEEDBACK, B_REPORTED, NULL},
};

/* Tables that begin anew. */
static bool begins_anew(size_t t)
{
	return t == TABLE_FOLLOWUP || t == TABLE_PRACTICES ||
	       t == TABLE_POINTS || t == TABLE_WORRIES || t == TABLE_VOTES;
}

static bool is_emptied(size_t t, size_t column)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(emptied); i++)
		if (emptied[i].table == t && emptied[i].column == column)
			return true;
	return false;
}

/* A text of another language whose row is not copied. */
static bool is_left(const struct negotiation *n, size_t t, size_t row)
{
	const char *id = kept_cell(&n->table[t], row, 0);
	size_t u;

	if (t != TABLE_TEXTS)
		return false;
	for (u = 0; u < NEGOTIATION_TABLES; u++)
		if (begins_anew(u) &&
		    negotiation_specs[u].columns[0].kind == KEPT_ID &&
		    kept_find(&n->table[u], id) < n->table[u].n)
			return true;
	return false;
}

/* Areas and indicators as people write them: without what is the usual kind. */
static const char *shorter(const struct kept_column *c, const char *cell,
			   struct buf *b)
{
	static const char *const usual[] = {
		"kunta:", "hyvinvointialue:", "sotkanet:"};
	const char *own = c->words ? usual[1] : usual[0];
	const char *prefix = c->kind == KEPT_INDICATORS ? usual[2] : own;
	const char *p = cell;

	if (c->kind != KEPT_AREA && c->kind != KEPT_AREAS &&
	    c->kind != KEPT_INDICATORS)
		return cell;
	buf_clear(b);
	while (*p) {
		bool begins = p == cell || p[-1] == ' ';

		if (begins && strncmp(p, prefix, strlen(prefix)) == 0)
			p += strlen(prefix);
		else
			buf_putc(b, *p++);
	}
	return buf_str(b);
}

static const char *new_cell(const struct negotiation *n, size_t t, size_t row,
			    size_t column, const char *id, struct buf *b)
{
	const struct kept *k = &n->table[t];

	if (t == TABLE_NEGOTIATION && column == N_ID)
		return id;
	if (t == TABLE_NEGOTIATION && column == N_STATUS)
		return "draft";
	if (t == TABLE_TEXTS && column == T_ID &&
	    strcmp(kept_cell(k, row, column), n->id) == 0)
		return id;
	if (is_emptied(t, column))
		return "";
	return shorter(&k->spec->columns[column], kept_cell(k, row, column), b);
}

static void write_table(const struct negotiation *n, size_t t, const char *id,
			struct buf *out)
{
	const struct kept *k = &n->table[t];
	struct buf b;
	size_t i, c;

	buf_init(&b, 1 << 20);
	for (c = 0; c < k->spec->n; c++)
		csv_put(out, k->spec->columns[c].name);
	csv_end(out);
	for (i = 0; i < k->n && !begins_anew(t); i++) {
		if (is_left(n, t, i))
			continue;
		for (c = 0; c < k->spec->n; c++)
			csv_put(out, new_cell(n, t, i, c, id, &b));
		csv_end(out);
	}
	buf_release(&b);
}

static int copy(const struct negotiation *n, const char *to, const char *id,
		struct err *e)
{
	struct buf out;
	size_t t;
	int rc = file_mkdirs(to, e);

	buf_init(&out, 64 << 20);
	for (t = 0; rc == 0 && t < NEGOTIATION_TABLES; t++) {
		char *path =
			xasprintf("%s/%s.csv", to, negotiation_specs[t].name);

		buf_clear(&out);
		write_table(n, t, id, &out);
		rc = buf_check(&out, path, e);
		if (rc == 0)
			rc = file_publish(path, buf_str(&out), out.len, e);
		free(path);
	}
	buf_release(&out);
	return rc;
}

static void tell(const char *to, const char *id, FILE *out)
{
	size_t i;

	fprintf(out, "%s\nTo fill in:\n", to);
	for (i = 0; i < ARRAY_LEN(emptied); i++)
		if (emptied[i].fill)
			fprintf(out, "  %-16s %-12s %s\n",
				negotiation_specs[emptied[i].table].name,
				negotiation_specs[emptied[i].table]
					.columns[emptied[i].column]
					.name,
				emptied[i].fill);
	fprintf(out,
		"Look through: title, county and texts of negotiation.csv; "
		"parties of rounds.csv;\npriorities, resources, links, items, "
		"measures. Begun anew: practices, points,\nworries, votes, "
		"followup.\n"
		"Then: `tilannekuva negotiation check %s`, and status agreed "
		"in negotiation.csv.\nA draft is not loaded.\n",
		id);
}

int negotiation_new(const char *from, const char *to, const char *id, FILE *out,
		    struct err *e)
{
	static const struct kept_column name = {"id", KEPT_ID, true, NULL};
	struct negotiation n = {0};
	struct buf b;
	const char *wrong;
	int rc = -1;

	buf_init(&b, 1000);
	wrong = id[0] == '.' ? "a word is expected"
			     : kept_cell_take(&name, id, &b);
	buf_release(&b);
	if (wrong)
		return err_set(e, ERR_USAGE, "'%s': %s", id, wrong);
	if (file_exists(to))
		return err_set(e, ERR_USAGE,
			       "%s: there already: give the new one another "
			       "name",
			       to);
	if (negotiation_read(&n, from, e) == 0 && copy(&n, to, id, e) == 0) {
		tell(to, id, out);
		rc = 0;
	}
	negotiation_release(&n);
	return rc;
}
