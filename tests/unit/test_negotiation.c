/*
 * What a negotiation's paper computes: ranks of votes, means that a number of
 * answers can give, filled texts.
 */
#include "tests/support/test.h"

#include "etl/paper.h"
#include "etl/votes.h"
#include "lib/feedback.h"

static void test_ranks(void **state)
{
	const struct {
		size_t n;
		int64_t votes[8];
		int rank[8];
		const char *tied;
	} c[] = {
		/* the vote of Päijät-Häme */
		{7, {10, 7, 7, 7, 6, 6, 6}, {1, 2, 2, 2, 5, 5, 5}, " tttttt"},
		{3, {6, 10, 7}, {3, 1, 2}, "   "},
		{3, {-1, 4, -1}, {0, 1, 0}, "   "}, /* no votes is no rank */
		{3, {0, 0, 5}, {2, 2, 1}, "tt "},
		{1, {0}, {1}, " "},
	};
	int rank[8];
	size_t i, j;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		votes_rank(c[i].votes, c[i].n, rank);
		for (j = 0; j < c[i].n; j++) {
			assert_int_equal(rank[j], c[i].rank[j]);
			assert_int_equal(votes_tied(c[i].votes, c[i].n, j),
					 c[i].tied[j] == 't');
		}
	}
}

static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

/* A rank is one more than the number of those that got more, whatever the
 * order. */
static void test_ranks_hold(void **state)
{
	uint32_t seed = 49;
	int64_t votes[12];
	int rank[12];
	size_t i, j, k;

	(void)state;
	for (i = 0; i < 2000; i++) {
		size_t n = 1 + next(&seed) % 12;

		for (j = 0; j < n; j++)
			votes[j] = (int64_t)(next(&seed) % 6) - 1;
		votes_rank(votes, n, rank);
		for (j = 0; j < n; j++) {
			for (k = 0; k < n; k++) {
				if (votes[j] < 0 || votes[k] < 0)
					continue;
				assert_int_equal(votes[j] > votes[k],
						 rank[j] < rank[k]);
				assert_int_equal(votes[j] == votes[k],
						 rank[j] == rank[k]);
			}
			assert_int_equal(votes[j] < 0, rank[j] == 0);
		}
	}
}

/* Held against all sums: the means that n whole numbers can have. */
static void test_feedback(void **state)
{
	char text[40];
	int n, k, cents;

	(void)state;
	assert_int_equal(feedback_fewest("3.00"), 1);
	assert_int_equal(feedback_fewest("2.75"), 4);
	assert_int_equal(feedback_fewest("3.33"), 3);
	assert_int_equal(feedback_fewest("3.22"), 9);
	assert_int_equal(feedback_fewest("3"), 1);
	assert_int_equal(feedback_fewest(""), 0);
	assert_int_equal(feedback_fewest("3.2.2"), 0);
	assert_int_equal(feedback_fewest("-1"), 0);
	assert_true(feedback_possible("3.00", 8));
	assert_true(feedback_possible("2.75", 8));
	assert_false(feedback_possible("3.22", 8));
	assert_false(feedback_possible("3.33", 8));
	assert_false(feedback_possible("3.00", 0));
	for (n = 1; n <= 30; n++) {
		bool can[501] = {false};

		/* rounded up or down at a tie: both are seen in reports */
		for (k = 0; k <= 5 * n; k++) {
			can[(200 * k + n) / (2 * n)] = true;
			if ((200 * k + n) % (2 * n) == 0)
				can[(200 * k + n) / (2 * n) - 1] = true;
		}
		for (cents = 0; cents <= 500; cents++) {
			(void)snprintf(text, sizeof(text), "%d.%02d",
				       cents / 100, cents % 100);
			if (feedback_possible(text, n) != can[cents])
				fail_msg("%s of %d", text, n);
		}
	}
}

static void test_paper(void **state)
{
	const struct paper fi = {stdout, LANG_FI}, en = {stdout, LANG_EN};
	const char *const with[] = {"a", "{1}"};
	char when[TEXT_NUMBER], *text;

	(void)state;
	text = paper_fill(&fi, TEXT_NEG_DAYS, 2, with);
	assert_string_equal(text, "a–{1}"); /* what is filled in stays */
	free(text);
	text = paper_fill(&fi, TEXT_NEG_DAYS, 1, with);
	assert_string_equal(text, "a–{2}");
	free(text);
	assert_string_equal(paper_when(&fi, when, "2024-12"), "12/2024");
	assert_string_equal(paper_when(&fi, when, "2024-08-29"), "29.8.2024");
	assert_string_equal(paper_when(&en, when, "2024-08-29"),
			    "29 August 2024");
	assert_string_equal(paper_when(&fi, when, "2025"), "2025");
	assert_int_equal(paper_columns("Ääniä –"), 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ranks),
		cmocka_unit_test(test_ranks_hold),
		cmocka_unit_test(test_feedback),
		cmocka_unit_test(test_paper),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
