/*
 * How the tables of a negotiation hold together: ids that are named exist,
 * votes add up, nothing is due before it was agreed.
 */
#include "etl/negotiation.h"

#include "etl/votes.h"
#include "lib/num.h"

static const char *cell(const struct negotiation *n, enum negotiation_table t,
			size_t row, size_t column)
{
	return kept_cell(&n->table[t], row, column);
}

static bool in_table(const struct negotiation *n, enum negotiation_table t,
		     const char *id)
{
	return kept_find(&n->table[t], id) < n->table[t].n;
}

static int64_t number_of(const char *s)
{
	int64_t n;

	return num_int(s, strlen(s), 0, 1000000, &n) ? n : -1;
}

static int check_head(const struct negotiation *n, struct err *e)
{
	const struct kept *k = &n->table[TABLE_NEGOTIATION];
	const char *date;
	int64_t year;

	if (k->n != 1)
		return err_set(e, ERR_CONFIG,
			       "%s: one row is expected, there are %zu: the "
			       "negotiation itself",
			       k->file, k->n);
	if (strcmp(kept_cell(k, 0, N_ID), n->id) != 0)
		return kept_error(k, 0, N_ID, e,
				  "the name of its folder is expected: %s",
				  n->id);
	date = kept_cell(k, 0, N_DATE);
	if (kept_cell(k, 0, N_DATE_TO)[0] &&
	    strcmp(kept_cell(k, 0, N_DATE_TO), date) < 0)
		return kept_error(k, 0, N_DATE_TO, e,
				  "the last day is before the first, %s", date);
	if (kept_cell(k, 0, N_REPORTED)[0] &&
	    strcmp(kept_cell(k, 0, N_REPORTED), date) < 0)
		return kept_error(k, 0, N_REPORTED, e,
				  "it was reported before it was held, %s",
				  date);
	year = number_of(kept_cell(k, 0, N_TARGET_YEAR));
	if (kept_cell(k, 0, N_TARGET_YEAR)[0] && (year < 1900 || year > 2200))
		return kept_error(k, 0, N_TARGET_YEAR, e, "a year is expected");
	return 0;
}

/* An id says one thing in the whole folder: texts and follow-ups name it. */
static int check_ids(const struct negotiation *n, struct err *e)
{
	size_t t, u, i, row;

	for (t = 0; t < NEGOTIATION_TABLES; t++) {
		const struct kept *k = &n->table[t];

		if (k->spec->columns[0].kind != KEPT_ID)
			continue;
		for (i = 0; i < k->n; i++) {
			for (u = 0; u < t; u++) {
				const struct kept *o = &n->table[u];

				if (o->spec->columns[0].kind != KEPT_ID)
					continue;
				row = kept_find(o, kept_cell(k, i, 0));
				if (row < o->n)
					return kept_error(
						k, i, 0, e,
						"%s.csv has this id in row "
						"%zu already: give this row "
						"an id of its own",
						o->spec->name,
						o->rows[row].line);
			}
		}
	}
	return 0;
}

static int expect_priority(const struct negotiation *n,
			   enum negotiation_table t, size_t row, size_t column,
			   const char *id, struct err *e)
{
	if (!id[0] || in_table(n, TABLE_PRIORITIES, id))
		return 0;
	return kept_error(&n->table[t], row, column, e,
			  "priorities.csv has no '%s': an id of its rows is "
			  "expected",
			  id);
}

/* Columns that name one priority each. */
static int check_refs(const struct negotiation *n, struct err *e)
{
	static const struct {
		enum negotiation_table table;
		size_t column;
	} refs[] = {{TABLE_RESOURCES, S_PRIORITY},
		    {TABLE_LINKS, L_PRIORITY},
		    {TABLE_WORRIES, W_PRIORITY},
		    {TABLE_VOTES, V_PRIORITY},
		    {TABLE_PRIORITIES, P_PARENT}};
	size_t r, i;

	for (r = 0; r < ARRAY_LEN(refs); r++)
		for (i = 0; i < n->table[refs[r].table].n; i++)
			if (expect_priority(
				    n, refs[r].table, i, refs[r].column,
				    cell(n, refs[r].table, i, refs[r].column),
				    e) < 0)
				return -1;
	for (i = 0; i < n->table[TABLE_ITEMS].n; i++) {
		const char *of = cell(n, TABLE_ITEMS, i, I_PRIORITY);

		if (!in_table(n, TABLE_MEASURES, of) &&
		    expect_priority(n, TABLE_ITEMS, i, I_PRIORITY, of, e) < 0)
			return -1;
	}
	return 0;
}

static bool is_id(const struct negotiation *n, const char *id)
{
	for (size_t t = 0; t < NEGOTIATION_TABLES; t++)
		if (negotiation_specs[t].columns[0].kind == KEPT_ID &&
		    in_table(n, (enum negotiation_table)t, id))
			return true;
	return false;
}

static int check_texts(const struct negotiation *n, struct err *e)
{
	const struct kept *k = &n->table[TABLE_TEXTS];

	for (size_t i = 0; i < k->n; i++) {
		const char *id = kept_cell(k, i, T_ID);
		const char *lang = kept_cell(k, i, T_LANG);

		if (!is_id(n, id))
			return kept_error(k, i, T_ID, e,
					  "no table of this folder has that "
					  "id");
		for (size_t j = 0; j < i; j++)
			if (strcmp(kept_cell(k, j, T_ID), id) == 0 &&
			    strcmp(kept_cell(k, j, T_LANG), lang) == 0)
				return kept_error(k, i, T_ID, e,
						  "row %zu says it in %s "
						  "already: keep one of the "
						  "two",
						  k->rows[j].line, lang);
	}
	return 0;
}

static int check_priorities(const struct negotiation *n, struct err *e)
{
	const struct kept *k = &n->table[TABLE_PRIORITIES];
	size_t i, above;

	for (i = 0; i < k->n; i++) {
		const char *parent = kept_cell(k, i, P_PARENT);
		int64_t first = number_of(kept_cell(k, i, P_FIRST_YEAR));
		int64_t last = number_of(kept_cell(k, i, P_LAST_YEAR));

		above = kept_find(k, parent);
		if (parent[0] &&
		    (above == i || kept_cell(k, above, P_PARENT)[0]))
			return kept_error(k, i, P_PARENT, e,
					  "another priority is expected, one "
					  "that stands under none itself");
		if (first >= 0 && last >= 0 && last < first)
			return kept_error(k, i, P_LAST_YEAR, e,
					  "the last year is before the first, "
					  "%lld",
					  (long long)first);
	}
	return 0;
}

static int check_rounds(const struct negotiation *n, struct err *e)
{
	const struct kept *k = &n->table[TABLE_ROUNDS];
	const char *from = cell(n, TABLE_NEGOTIATION, 0, N_DATE);
	const char *to = cell(n, TABLE_NEGOTIATION, 0, N_DATE_TO);
	char part[200], other[200];
	const char *p, *q;
	size_t i;

	if (!to[0])
		to = from;
	for (i = 0; i < k->n; i++) {
		const char *day = kept_cell(k, i, R_DATE);

		if (day[0] && (strcmp(day, from) < 0 || strcmp(day, to) > 0))
			return kept_error(k, i, R_DATE, e,
					  "a day of the negotiation is "
					  "expected, %s to %s: mend this or "
					  "date and date_to in "
					  "negotiation.csv",
					  from, to);
		p = kept_cell(k, i, R_PARTIES);
		while (kept_next(&p, ",", part, sizeof(part))) {
			q = p;
			while (kept_next(&q, ",", other, sizeof(other)))
				if (strcmp(part, other) == 0)
					return kept_error(
						k, i, R_PARTIES, e,
						"%s stands there twice", part);
		}
	}
	return 0;
}

static int check_links(const struct negotiation *n, struct err *e)
{
	const struct kept *k = &n->table[TABLE_LINKS];
	size_t i, j;

	for (i = 0; i < k->n; i++) {
		const char *id = kept_cell(k, i, L_INDICATOR);
		bool role = strcmp(kept_cell(k, i, L_ROLE), "context") == 0;
		bool weak = strcmp(kept_cell(k, i, L_STRENGTH), "context") == 0;

		if (strchr(id, ' '))
			return kept_error(k, i, L_INDICATOR, e,
					  "one indicator a row is expected");
		if (role != weak)
			return kept_error(k, i, L_STRENGTH, e,
					  "role and strength are both context, "
					  "or neither is");
		for (j = 0; j < i; j++)
			if (strcmp(kept_cell(k, j, L_INDICATOR), id) == 0 &&
			    strcmp(kept_cell(k, j, L_PRIORITY),
				   kept_cell(k, i, L_PRIORITY)) == 0)
				return kept_error(k, i, L_INDICATOR, e,
						  "row %zu links it to %s "
						  "already: keep one of the "
						  "two",
						  k->rows[j].line,
						  kept_cell(k, i, L_PRIORITY));
	}
	return 0;
}

/* The first day on which a measure, or an item of a priority, can have a state:
 * when it was agreed. */
static void agreed_from(const struct negotiation *n, const char *id,
			char first[11])
{
	const struct kept *k = &n->table[TABLE_MEASURES];
	size_t row = kept_find(k, id);
	char last[11];

	if (row < k->n && kept_when(kept_cell(k, row, M_AGREED), first, last))
		return;
	(void)snprintf(first, 11, "%s", cell(n, TABLE_NEGOTIATION, 0, N_DATE));
}

static int check_measures(const struct negotiation *n, struct err *e)
{
	const struct kept *k = &n->table[TABLE_MEASURES];
	char agreed[11], first[11], last[11], part[60];
	const char *p;
	size_t i;

	for (i = 0; i < k->n; i++) {
		agreed_from(n, kept_cell(k, i, M_ID), agreed);
		if (kept_when(kept_cell(k, i, M_DUE), first, last) &&
		    strcmp(last, agreed) < 0)
			return kept_error(k, i, M_DUE, e,
					  "due before it was agreed, %s",
					  agreed);
		p = kept_cell(k, i, M_PRIORITIES);
		while (kept_next(&p, " ", part, sizeof(part)))
			if (expect_priority(n, TABLE_MEASURES, i, M_PRIORITIES,
					    part, e) < 0)
				return -1;
	}
	return 0;
}

static bool same_row(const struct kept *k, size_t a, size_t b)
{
	size_t c;

	for (c = 0; c < k->spec->n; c++)
		if (strcmp(kept_cell(k, a, c), kept_cell(k, b, c)) != 0)
			return false;
	return true;
}

static int check_followup(const struct negotiation *n, struct err *e)
{
	const struct kept *k = &n->table[TABLE_FOLLOWUP];
	char agreed[11];
	size_t i, j;

	for (i = 0; i < k->n; i++) {
		const char *id = kept_cell(k, i, F_ITEM);

		if (!in_table(n, TABLE_MEASURES, id) &&
		    !in_table(n, TABLE_ITEMS, id))
			return kept_error(k, i, F_ITEM, e,
					  "an id of measures.csv or items.csv "
					  "is expected");
		agreed_from(n, id, agreed);
		if (strcmp(kept_cell(k, i, F_DATE), agreed) < 0)
			return kept_error(k, i, F_DATE, e,
					  "a state of a day before it was "
					  "agreed, %s",
					  agreed);
		for (j = 0; j < i; j++)
			if (same_row(k, i, j))
				return kept_error(k, i, F_ITEM, e,
						  "row %zu says the same: keep "
						  "one of the two",
						  k->rows[j].line);
	}
	return 0;
}

int negotiation_check(const struct negotiation *n, struct err *e)
{
	return check_head(n, e) < 0 || check_ids(n, e) < 0 ||
			       check_refs(n, e) < 0 || check_texts(n, e) < 0 ||
			       check_priorities(n, e) < 0 ||
			       check_rounds(n, e) < 0 ||
			       votes_check(n, e) < 0 || check_links(n, e) < 0 ||
			       check_measures(n, e) < 0 ||
			       check_followup(n, e) < 0
		       ? -1
		       : 0;
}
