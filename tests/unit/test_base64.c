/*
 * Base64: the test vectors of RFC 4648, section 10, and what is none.
 */
#include "tests/support/test.h"

#include "lib/base64.h"

static void test_vectors(void **state)
{
	static const struct {
		const char *text, *want;
	} c[] = {
		{"", ""},
		{"Zg==", "f"},
		{"Zm8=", "fo"},
		{"Zm9v", "foo"},
		{"Zm9vYg==", "foob"},
		{"Zm9vYmE=", "fooba"},
		{"Zm9vYmFy", "foobar"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct buf b;

		buf_init(&b, 100);
		assert_true(base64_decode(&b, c[i].text));
		assert_int_equal(b.len, strlen(c[i].want));
		assert_string_equal(buf_str(&b), c[i].want);
		buf_release(&b);
	}
}

static void test_bytes_and_what_is_none(void **state)
{
	static const char *const bad[] = {
		"Zg=",     "Z",        "Zg==\n",
		"Zm 9v",   "Zm9v!!!!", "\xff\xff\xff\xff",
		"====",    "Z===",     "Z=9v",
		"Zg==Zg=="};
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	assert_true(base64_decode(&b, "AP8A"));
	assert_int_equal(b.len, 3);
	assert_int_equal((unsigned char)b.data[1], 0xff);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		if (base64_decode(&b, bad[i]))
			fail_msg("taken: %s", bad[i]);
	assert_int_equal(b.len, 3);
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vectors),
		cmocka_unit_test(test_bytes_and_what_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
