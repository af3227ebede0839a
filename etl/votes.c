#include "etl/votes.h"

#include "lib/num.h"

void votes_rank(const int64_t *votes, size_t n, int *rank)
{
	size_t i, j;

	for (i = 0; i < n; i++) {
		rank[i] = votes[i] >= 0;
		for (j = 0; rank[i] && j < n; j++)
			rank[i] += votes[j] > votes[i];
	}
}

bool votes_tied(const int64_t *votes, size_t n, size_t i)
{
	size_t j;

	for (j = 0; j < n; j++)
		if (j != i && votes[j] >= 0 && votes[j] == votes[i])
			return true;
	return false;
}

static int64_t count_of(const char *s)
{
	int64_t n;

	return num_int(s, strlen(s), 0, 1000000, &n) ? n : -1;
}

/* "2=", "2." and "2" are ranks. */
static int check_rank(const struct kept *k, size_t row, int rank, bool tied,
		      struct err *e)
{
	const char *s = kept_cell(k, row, P_RANK);
	size_t digits = strspn(s, "0123456789");
	int64_t said = 0;

	if (!s[0])
		return 0;
	if (!num_int(s, digits, 1, 10000, &said) ||
	    (strcmp(s + digits, "") != 0 && strcmp(s + digits, "=") != 0 &&
	     strcmp(s + digits, ".") != 0))
		return kept_error(k, row, P_RANK, e,
				  "a rank is expected, 2 or 2= where it is "
				  "shared, or nothing");
	if (rank == 0)
		return kept_error(k, row, P_RANK, e,
				  "a rank without votes: fill in the votes or "
				  "leave the rank out");
	if (said != rank || (s[digits] == '=' && !tied))
		return kept_error(k, row, P_RANK, e,
				  "the votes give %d%s: mend the votes, or "
				  "leave the rank out",
				  rank, tied ? "=" : "");
	return 0;
}

static int check_totals(const struct negotiation *n, const int64_t *votes,
			struct err *e)
{
	const struct kept *head = &n->table[TABLE_NEGOTIATION];
	const struct kept *k = &n->table[TABLE_PRIORITIES];
	int64_t stated = count_of(kept_cell(head, 0, N_VOTES)), sum = 0;
	int *rank = xcalloc(k->n + 1, sizeof(*rank));
	bool any = false;
	size_t i;
	int rc = 0;

	votes_rank(votes, k->n, rank);
	for (i = 0; rc == 0 && i < k->n; i++) {
		any |= votes[i] >= 0;
		sum += votes[i] < 0 ? 0 : votes[i];
		rc = check_rank(k, i, rank[i], votes_tied(votes, k->n, i), e);
	}
	free(rank);
	if (rc < 0)
		return -1;
	if (stated >= 0 && sum != stated)
		return kept_error(head, 0, N_VOTES, e,
				  "the votes of priorities.csv add up to %lld: "
				  "mend the one or the other",
				  (long long)sum);
	if (any && stated < 0)
		return kept_error(head, 0, N_VOTES, e,
				  "how many votes were given in all is "
				  "expected, so that they can be checked; "
				  "those of priorities.csv add up to %lld",
				  (long long)sum);
	return 0;
}

bool votes_is_party(const struct negotiation *n, const char *party)
{
	const struct kept *k = &n->table[TABLE_ROUNDS];
	char part[200];
	size_t i, c;

	for (i = 0; i < k->n; i++) {
		for (c = R_PARTIES; c <= R_GROUPS; c++) {
			const char *p = kept_cell(k, i, c);

			while (kept_next(&p, ",", part, sizeof(part)))
				if (strcmp(part, party) == 0)
					return true;
		}
	}
	return false;
}

/* Where nobody knows areas yet, a round may hold names that votes give codes
 * of. */
static bool has_names(const struct kept *k)
{
	char part[200];
	size_t i;

	for (i = 0; i < k->n; i++) {
		const char *p = kept_cell(k, i, R_PARTIES);

		while (kept_next(&p, ",", part, sizeof(part)))
			if (!strchr(part, ':'))
				return true;
	}
	return false;
}

int votes_check_parties(const struct negotiation *n, struct err *e)
{
	const struct kept *k = &n->table[TABLE_VOTES];
	size_t i;

	if (has_names(&n->table[TABLE_ROUNDS]))
		return 0;
	for (i = 0; i < k->n; i++)
		if (!votes_is_party(n, kept_cell(k, i, V_PARTY)))
			return kept_error(k, i, V_PARTY, e,
					  "a party or group of rounds.csv is "
					  "expected");
	return 0;
}

static int check_parties(const struct negotiation *n, const int64_t *votes,
			 struct err *e)
{
	const struct kept *k = &n->table[TABLE_VOTES];
	const struct kept *p = &n->table[TABLE_PRIORITIES];
	size_t i, j;

	for (i = 0; i < k->n; i++) {
		const char *of = kept_cell(k, i, V_PRIORITY);
		const char *party = kept_cell(k, i, V_PARTY);
		int64_t all = votes[kept_find(p, of)], sum = 0;

		for (j = 0; j < k->n; j++) {
			if (strcmp(kept_cell(k, j, V_PRIORITY), of) != 0)
				continue;
			sum += count_of(kept_cell(k, j, V_VOTES));
			if (j < i &&
			    strcmp(kept_cell(k, j, V_PARTY), party) == 0)
				return kept_error(k, i, V_PARTY, e,
						  "row %zu has its votes for "
						  "%s already",
						  k->rows[j].line, of);
		}
		if (all >= 0 && sum != all)
			return kept_error(k, i, V_VOTES, e,
					  "the parties' votes for %s add up to "
					  "%lld, priorities.csv says %lld",
					  of, (long long)sum, (long long)all);
		if (all < 0)
			return kept_error(k, i, V_PRIORITY, e,
					  "priorities.csv has no votes for it: "
					  "fill them in there too");
	}
	return 0;
}

int votes_check(const struct negotiation *n, struct err *e)
{
	const struct kept *k = &n->table[TABLE_PRIORITIES];
	int64_t *votes = xcalloc(k->n + 1, sizeof(*votes));
	size_t i;
	int rc;

	for (i = 0; i < k->n; i++)
		votes[i] = count_of(kept_cell(k, i, P_VOTES));
	rc = check_totals(n, votes, e);
	if (rc == 0)
		rc = check_parties(n, votes, e);
	free(votes);
	return rc;
}
