/*
 * Words of the columns of config/indicators.csv.
 */
#include "tests/support/test.h"

#include "etl/followed.h"

static void test_a_word_of_several(void **state)
{
	static const char *const good[] = {"one", "two", "threefold"};
	/* the empty one was once looked for behind the end of the list */
	static const char *const bad[] = {"",     " ",       "tw",   "wo",
					  "fold", "one two", "two ", "x"};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(good); i++)
		assert_true(followed_in_words("one two threefold", good[i]));
	for (i = 0; i < ARRAY_LEN(bad); i++)
		if (followed_in_words("one two threefold", bad[i]))
			fail_msg("'%s' is none of them", bad[i]);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_word_of_several),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
