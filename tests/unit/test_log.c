#include "tests/support/test.h"

#include "lib/log.h"

/* What a log of this level says when everything is said to it. */
static char *all_of_it(enum log_level level, bool tty, unsigned *warnings)
{
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);
	struct log l;

	assert_non_null(f);
	log_init(&l, f, level);
	assert_false(l.tty);
	l.tty = tty;
	log_error(&l, "no %s", "store");
	log_progress(&l, "fetch", 1, 3);
	log_warn(&l, "old");
	log_info(&l, "%d rows", 5);
	log_debug(&l, "why");
	log_progress(&l, "fetch", 0, 0);
	log_progress(&l, "fetch", 3, 3);
	assert_false(l.bar);
	*warnings = l.warnings;
	assert_int_equal(fclose(f), 0);
	return text;
}

static void test_levels(void **state)
{
	const char *const want[] = {
		[LOG_ERROR] = "tilannekuva: no store\n",
		[LOG_WARN] = "tilannekuva: no store\n"
			     "tilannekuva: warning: old\n",
		[LOG_INFO] = "tilannekuva: no store\n"
			     "tilannekuva: warning: old\n5 rows\n",
		[LOG_DEBUG] = "tilannekuva: no store\n"
			      "tilannekuva: warning: old\n5 rows\nwhy\n",
	};
	unsigned warnings;
	int level;

	(void)state;
	for (level = LOG_ERROR; level <= LOG_DEBUG; level++) {
		char *got = all_of_it((enum log_level)level, false, &warnings);

		assert_string_equal(got, want[level]);
		/* counted even where nobody hears them */
		assert_int_equal(warnings, 1);
		free(got);
	}
}

static void test_silent(void **state)
{
	struct log l;

	(void)state;
	log_init(&l, NULL, LOG_DEBUG);
	log_error(&l, "x");
	log_warn(&l, "x");
	log_progress(&l, "x", 1, 2);
	assert_int_equal(l.warnings, 1);
}

/* A message takes the place of the bar that stands on its line. */
static void test_bar(void **state)
{
	unsigned warnings;
	char *got = all_of_it(LOG_WARN, true, &warnings);

	(void)state;
	assert_string_equal(got, "tilannekuva: no store\n"
				 "\r\033[Kfetch      [##########"
				 "                    ] 1/3"
				 "\r\033[Ktilannekuva: warning: old\n"
				 "\r\033[Kfetch      [##########"
				 "####################] 3/3\r\033[K");
	free(got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_levels),
		cmocka_unit_test(test_silent),
		cmocka_unit_test(test_bar),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
