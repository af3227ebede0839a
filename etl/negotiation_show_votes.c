/*
 * The priorities of a negotiation as a paper: votes, ranks, how far they
 * differ, and by party where that is known.
 */
#include "etl/negotiation_show.h"
#include "lib/word.h"

/* --- what was named for one ------------------------------------------------
 */

static int show_resources(const struct showing *s, const char *priority,
			  int indent, struct err *e)
{
	const struct paper *p = &s->paper;
	struct stmt *q = NULL;
	int got;

	if (show_ask_of(s,
			"SELECT r.text, r.applies_to FROM negotiation_resource"
			"  AS r WHERE r.negotiation = ?1 AND r.priority = ?3"
			"  ORDER BY r.position",
			priority, &q, e) < 0)
		return -1;
	while ((got = stmt_step(q, e)) == 1) {
		bool all = strcmp(stmt_col_text(q, 1), "all") == 0;
		char *first = xasprintf("%*s– ", indent, "");
		char *text = xasprintf(
			"%s%s%s%s", stmt_col_text(q, 0), all ? " (" : "",
			all ? text_get(TEXT_NEG_FOR_ALL, p->lang) : "",
			all ? ")" : "");

		paper_item(p, first, text);
		free(text);
		free(first);
	}
	stmt_free(q);
	return got;
}

/* --- spread ----------------------------------------------------------------
 */

static int percent(int64_t part, int64_t all)
{
	return all ? (int)((200 * part + all) / (2 * all)) : 0;
}

static int show_spread(const struct showing *s, struct err *e)
{
	const struct paper *p = &s->paper;
	struct stmt *q = NULL;
	char text[7][24], *line;
	const char *const with[] = {text[0], text[1], text[2],
				    text[3], text[4], text[5]};
	const char *const gap[] = {text[6]};
	int64_t all, most, least, n;
	int got;

	if (show_ask(s,
		     "SELECT sum(votes), count(votes), max(votes), min(votes)"
		     "  FROM v_negotiation_priority WHERE negotiation = ?1",
		     &q, e) < 0)
		return -1;
	got = stmt_step(q, e);
	if (got == 1 && stmt_col_int(q, 1) > 1) {
		all = stmt_col_int(q, 0);
		n = stmt_col_int(q, 1);
		most = stmt_col_int(q, 2);
		least = stmt_col_int(q, 3);
		(void)snprintf(text[0], 24, "%lld", (long long)all);
		(void)snprintf(text[1], 24, "%lld", (long long)n);
		(void)snprintf(text[2], 24, "%lld", (long long)most);
		(void)snprintf(text[3], 24, "%d", percent(most, all));
		(void)snprintf(text[4], 24, "%lld", (long long)least);
		(void)snprintf(text[5], 24, "%d", percent(least, all));
		(void)snprintf(text[6], 24, "%lld", (long long)(most - least));
		line = paper_fill(p, TEXT_NEG_SPREAD, 6, with);
		fputc('\n', p->out);
		paper_text(p, 0, line);
		free(line);
		/* no challenge has half as many votes again as an even share */
		if (2 * most * n <= 3 * all) {
			line = paper_fill(p, TEXT_NEG_EVEN, 1, gap);
			paper_text(p, 0, line);
			free(line);
		}
	}
	stmt_free(q);
	return got < 0 ? -1 : 0;
}

/* --- by party --------------------------------------------------------------
 */

static int show_party_rows(const struct showing *s, struct err *e)
{
	static const char query[] =
		"WITH party AS (SELECT *, max(votes) OVER (PARTITION BY"
		"    priority) AS most FROM v_vote WHERE negotiation = ?1)"
		"SELECT v.priority, sum(v.votes > 0), (SELECT count(DISTINCT"
		"    party_fi) FROM v_vote WHERE negotiation = ?1),"
		"  group_concat(CASE WHEN v.votes = v.most THEN v.party_fi"
		"    END, ', '), v.most FROM party AS v"
		"  JOIN v_negotiation_priority AS p ON p.negotiation = ?1"
		"    AND p.priority = v.priority"
		"  GROUP BY v.priority ORDER BY p.rank_number, p.position";
	const struct paper *p = &s->paper;
	struct stmt *q = NULL;
	char *first, *line;
	int got;

	if (show_ask(s, query, &q, e) < 0)
		return -1;
	while ((got = stmt_step(q, e)) == 1) {
		char n[24], m[24], most[24];
		const char *const with[] = {n, m, stmt_col_text(q, 3), most};

		(void)snprintf(n, sizeof(n), "%s", stmt_col_text(q, 1));
		(void)snprintf(m, sizeof(m), "%s", stmt_col_text(q, 2));
		(void)snprintf(most, sizeof(most), "%s", stmt_col_text(q, 4));
		line = paper_fill(p, TEXT_NEG_PARTY_ROW, 4, with);
		first = xasprintf("  %-8s", stmt_col_text(q, 0));
		paper_item(p, first, line);
		free(first);
		free(line);
	}
	stmt_free(q);
	return got;
}

/* A party's own first choices, where one of them is the common first. */
static int show_party_agreement(const struct showing *s, struct err *e)
{
	static const char query[] =
		"WITH best AS (SELECT party_fi, max(votes) AS most FROM v_vote"
		"    WHERE negotiation = ?1 GROUP BY party_fi),"
		"  own AS (SELECT b.party_fi, group_concat(v.priority, ', ')"
		"    AS first, max(p.rank_number = 1) AS same FROM best AS b"
		"    JOIN v_vote AS v ON v.negotiation = ?1"
		"      AND v.party_fi = b.party_fi AND v.votes = b.most"
		"    JOIN v_negotiation_priority AS p ON p.negotiation = ?1"
		"      AND p.priority = v.priority GROUP BY b.party_fi)"
		"SELECT sum(same), count(*), (SELECT group_concat(party_fi ||"
		"    ' (' || first || ')', ', ') FROM own WHERE NOT same)"
		"  FROM own";
	const struct paper *p = &s->paper;
	struct stmt *q = NULL;
	int got;

	if (show_ask(s, query, &q, e) < 0)
		return -1;
	got = stmt_step(q, e);
	if (got == 1) {
		char n[24], m[24], *line;
		const char *with[2] = {n, m};

		(void)snprintf(n, sizeof(n), "%s", stmt_col_text(q, 0));
		(void)snprintf(m, sizeof(m), "%s", stmt_col_text(q, 1));
		line = paper_fill(p, TEXT_NEG_PARTY_AGREE, 2, with);
		paper_text(p, 0, line);
		free(line);
		with[0] = stmt_col_text(q, 2);
		line = paper_fill(p, TEXT_NEG_PARTY_OTHERS, 1, with);
		if (with[0][0])
			paper_text(p, 0, line);
		free(line);
	}
	stmt_free(q);
	return got < 0 ? -1 : 0;
}

static int show_parties(const struct showing *s, struct err *e)
{
	const struct paper *p = &s->paper;
	struct stmt *q = NULL;
	int64_t known = 0;
	int got;

	if (show_ask(s, "SELECT count(*) FROM v_vote WHERE negotiation = ?1",
		     &q, e) < 0)
		return -1;
	got = stmt_step(q, e);
	if (got == 1)
		known = stmt_col_int(q, 0);
	stmt_free(q);
	if (got < 0)
		return -1;
	if (known == 0) {
		paper_text(p, 0, text_get(TEXT_NEG_PARTY_UNKNOWN, p->lang));
		return 0;
	}
	fprintf(p->out, "\n%s\n", text_get(TEXT_NEG_PARTY_VOTES, p->lang));
	return show_party_rows(s, e) < 0 ? -1 : show_party_agreement(s, e);
}

/* --- the list --------------------------------------------------------------
 */

static void votes_header(const struct paper *p)
{
	const char *rank = text_get(TEXT_NEG_RANK, p->lang);
	const char *votes = text_get(TEXT_NEG_VOTES, p->lang);

	fprintf(p->out, "%*s%s %*s%s\n", 5 - paper_columns(rank), "", rank,
		6 - paper_columns(votes), "", votes);
}

static int show_rows(const struct showing *s, size_t k, bool *any, bool *voted,
		     struct err *e)
{
	static const char query[] =
		"SELECT p.id, p.rank, p.votes, p.parent, " SHOW_TEXT(
			"p") " FROM negotiation_priority AS p"
			     "  WHERE p.negotiation = ?1 AND p.kind = ?3"
			     "  ORDER BY coalesce(CAST(p.rank AS INTEGER),"
			     "    999999), p.position";
	const struct paper *p = &s->paper;
	struct stmt *q = NULL;
	int got;

	if (show_ask_of(s, query, priority_kinds[k].code, &q, e) < 0)
		return -1;
	*any = *voted = false;
	while ((got = stmt_step(q, e)) == 1) {
		bool votes = stmt_col_text(q, 1)[0] != '\0';
		char *first;
		int indent;

		if (!*any)
			paper_heading(
				p, 2,
				text_get(priority_kinds[k].text, p->lang));
		if (!*any && votes)
			votes_header(p);
		*any = true;
		*voted |= votes;
		if (votes)
			first = xasprintf("%5s %6s  %-6s", stmt_col_text(q, 1),
					  stmt_col_text(q, 2),
					  stmt_col_text(q, 0));
		else
			first = xasprintf("%s%-8s",
					  stmt_col_text(q, 3)[0] ? "  " : "",
					  stmt_col_text(q, 0));
		indent = (int)strlen(first);
		paper_item(p, first, stmt_col_text(q, 4));
		free(first);
		if (show_resources(s, stmt_col_text(q, 0), indent, e) < 0) {
			got = -1;
			break;
		}
	}
	stmt_free(q);
	return got;
}

int show_votes(const struct showing *s, struct err *e)
{
	bool any, voted, no_vote = true;
	size_t k;

	for (k = 0; k < PRIORITY_KINDS; k++) {
		if (show_rows(s, k, &any, &voted, e) < 0)
			return -1;
		no_vote &= !voted;
		if (voted && (show_spread(s, e) < 0 || show_parties(s, e) < 0))
			return -1;
	}
	if (no_vote)
		fprintf(s->paper.out, "\n%s\n",
			text_get(TEXT_NEG_NO_VOTE, s->paper.lang));
	return 0;
}
