#include "tests/support/test.h"

#include <errno.h>

static void test_set(void **state)
{
	struct err e = {0};

	(void)state;
	assert_int_equal(err_set(&e, ERR_DATA, "%s: row %d", "a.csv", 3), -1);
	assert_int_equal(e.code, ERR_DATA);
	assert_string_equal(e.msg, "a.csv: row 3");
	/* the first error wins */
	assert_int_equal(err_set(&e, ERR_IO, "later"), -1);
	assert_int_equal(e.code, ERR_DATA);
	assert_string_equal(e.msg, "a.csv: row 3");
	err_clear(&e);
	assert_int_equal(e.code, ERR_NONE);
	assert_string_equal(e.msg, "");
	/* who does not want to know why */
	assert_int_equal(err_set(NULL, ERR_IO, "x"), -1);
	assert_int_equal(err_wrap(NULL, "x"), -1);
	assert_int_equal(err_errno(NULL, ERR_IO, "x"), -1);
}

static void test_wrap(void **state)
{
	struct err e = {0};

	(void)state;
	(void)err_set(&e, ERR_DB, "disk full");
	assert_int_equal(err_wrap(&e, "table %d", 7), -1);
	assert_int_equal(err_wrap(&e, "store"), -1);
	assert_string_equal(e.msg, "store: table 7: disk full");
	assert_int_equal(e.code, ERR_DB);
}

static void test_errno(void **state)
{
	struct err e = {0};

	(void)state;
	errno = ENOENT;
	assert_int_equal(err_errno(&e, ERR_IO, "%s", "a.csv"), -1);
	assert_string_equal(e.msg, "a.csv: No such file or directory");
	assert_int_equal(e.code, ERR_IO);
}

/* A message may quote what a server sent. */
static void test_clean(void **state)
{
	struct err e = {0};

	(void)state;
	(void)err_set(&e, ERR_DATA, "near '%s'",
		      "\x1b[2J\xff\xe4h\xc3\xa4\n\x7f");
	assert_string_equal(e.msg, "near '?[2J?"
				   "?h\xc3\xa4?"
				   "?'");
	(void)err_wrap(&e, "a\tb");
	assert_string_equal(e.msg, "a?b: near '?[2J?"
				   "?h\xc3\xa4?"
				   "?'");
}

/* Texts of any length are cut, never overrun. */
static void test_long(void **state)
{
	char text[2000];
	struct err e = {0};
	int i;

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	(void)err_set(&e, ERR_DATA, "%s", text);
	assert_int_equal(strlen(e.msg), sizeof(e.msg) - 1);
	for (i = 0; i < 5; i++)
		(void)err_wrap(&e, "%s", text);
	assert_in_range(strlen(e.msg), 300, sizeof(e.msg) - 1);
	err_clear(&e);
	errno = EACCES;
	(void)err_errno(&e, ERR_IO, "%s", text);
	assert_in_range(strlen(e.msg), 300, sizeof(e.msg) - 1);
	/* the reason is what must be left */
	assert_non_null(strstr(e.msg, "Permission denied"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_set),   cmocka_unit_test(test_wrap),
		cmocka_unit_test(test_errno), cmocka_unit_test(test_clean),
		cmocka_unit_test(test_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
