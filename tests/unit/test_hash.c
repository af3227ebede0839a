#include "tests/support/test.h"

#include "lib/hash.h"

/* The examples of FIPS 180-4. */
static void test_known(void **state)
{
	const struct {
		const char *text, *want;
	} c[] = {
		{"", "e3b0c44298fc1c149afbf4c8996fb924"
		     "27ae41e4649b934ca495991b7852b855"},
		{"abc", "ba7816bf8f01cfea414140de5dae2223"
			"b00361a396177a9cb410ff61f20015ad"},
		{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		 "248d6a61d20638b8e5c026930c3e6039"
		 "a33ce45964ff2167f6ecedd419db06c1"},
	};
	char got[HASH_HEX];
	size_t i, k;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		struct hash *h = hash_new();

		assert_string_equal(hash_hex(got, c[i].text, strlen(c[i].text)),
				    c[i].want);
		/* in pieces it is the same */
		for (k = 0; c[i].text[k]; k++)
			hash_add(h, c[i].text + k, 1);
		assert_string_equal(hash_end(h, got), c[i].want);
	}
	assert_string_equal(hash_hex(got, NULL, 0), c[0].want);
}

static void test_texts(void **state)
{
	char ab_c[HASH_HEX], a_bc[HASH_HEX];
	struct hash *h;

	(void)state;
	h = hash_new();
	hash_text(h, "ab");
	hash_text(h, "c");
	(void)hash_end(h, ab_c);
	h = hash_new();
	hash_text(h, "a");
	hash_text(h, "bc");
	(void)hash_end(h, a_bc);
	assert_string_not_equal(ab_c, a_bc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
