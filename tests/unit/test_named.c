/*
 * Indicators as --indicator names them.
 */
#include "tests/support/test.h"

#include "etl/named.h"

/* 63 letters, as many as a source's id may have. */
#define LONG "a23456789b123456789c123456789d123456789e123456789f123456789g123"

static void test_has(void **state)
{
	static const char list[] = "127,sotkanet:228,pxweb:" LONG;

	(void)state;
	assert_true(named_has(list, "sotkanet", "127"));
	assert_true(named_has(list, "sotkanet", "228"));
	assert_true(named_has(list, "pxweb", LONG));
	assert_false(named_has(list, "pxweb", "127"));
	assert_false(named_has(list, "sotkanet", "22"));
	assert_true(named_has(NULL, "kela", "x"));
}

static void test_check(void **state)
{
	static const char *const bad[] = {
		"",          ",",         "127,",
		"127,,228",  "sotkanet:", ":127",
		"nowhere:1", LONG "4",    "127,pxweb:" LONG "4"};
	struct err e = {0};

	(void)state;
	assert_ok(named_check(NULL, &e));
	assert_ok(named_check("127,sotkanet:228,pxweb:" LONG, &e));
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		e = (struct err){0};
		if (named_check(bad[i], &e) == 0)
			fail_msg("taken: %s", bad[i]);
		assert_int_equal(e.code, ERR_USAGE);
		assert_non_null(strstr(e.msg, "--indicator '"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_has),
		cmocka_unit_test(test_check),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
