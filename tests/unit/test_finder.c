/*
 * The ring of jobs. What is found in them is the studies' own business: these
 * sheets are empty.
 */
#include "tests/support/test.h"

#include "analysis/finder.h"

/* Gives sheets of the numbers from `next` on until there is no room; returns
 * the first that was not given. */
static int64_t give_all(struct finder *f, int64_t next)
{
	struct job *job;

	while ((job = finder_room(f)) != NULL) {
		job->sheet.about.id = next++;
		finder_give(f);
	}
	return next;
}

/* Many times round: each comes back once, the oldest first. */
static void in_turn(void **state)
{
	struct finder *f = finder_new();
	const struct job *job;
	int64_t next = give_all(f, 0), back = 0;

	(void)state;
	assert_true(next > 1);
	for (int round = 0; round < 100; round++) {
		/* one, two, ... all of them make room */
		for (int i = 0; i <= round && back < next; i++) {
			job = finder_oldest(f);
			assert_non_null(job);
			assert_int_equal(job->sheet.about.id, back++);
			finder_forget(f);
		}
		next = give_all(f, next);
	}
	while ((job = finder_oldest(f)) != NULL) {
		assert_int_equal(job->sheet.about.id, back++);
		finder_forget(f);
	}
	assert_int_equal(back, next);
	finder_free(f);
}

/* After a failure of the database nobody takes back what was given. */
static void left_alone(void **state)
{
	struct finder *f = finder_new();

	(void)state;
	(void)give_all(f, 0);
	finder_free(f);
	finder_free(finder_new());
	finder_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_turn),
		cmocka_unit_test(left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
