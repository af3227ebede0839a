#include "tests/support/test.h"

#include "lib/hash.h"
#include "lib/pg.h"

/* What libpq would repeat of an address that it cannot read, or take for the
 * name of a host. */
static void test_unreadable(void **state)
{
	static const char *const urls[] = {
		"",
		"secret",
		"mysql://u:secret@h/d",
		"postgresql:/u:secret@h/d",
		"host=h password=secret",
		"postgresql://u:p@secret@h/d",
		"postgresql://u:p/secret@h/d",
		"postgresql://u:%secret@h/d",
		"postgresql://u:p@h:secret/d",
		"postgresql://u:p@h/d?secret=1",
		"postgresql://u:p@h/d@secret",
		"postgresql://u:p@[secret/d",
		"postgresql://u:p%00secret@h/d",
	};
	struct pg *pg = NULL;
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(urls); i++) {
		assert_int_equal(pg_open(&pg, urls[i], &e), -1);
		assert_int_equal(e.code, ERR_CONFIG);
		assert_null(strstr(e.msg, "secret"));
		assert_error_like(pg_open(&pg, urls[i], &e), ERR_CONFIG,
				  "the address cannot be read: postgresql://");
	}
	assert_null(pg);
}

/* Nobody listens on port 1. */
static void test_nobody(void **state)
{
	struct pg *pg = NULL;
	struct err e = {0};

	(void)state;
	assert_error_like(pg_open(&pg, "postgres://u:secret@127.0.0.1:1/d", &e),
			  ERR_NET, "port 1 failed: Connection refused");
	assert_int_equal(pg_open(&pg, "postgres://u:port@127.0.0.1:1/d", &e),
			 -1);
	/* a password that is found in what is said */
	assert_non_null(strstr(e.msg, "***"));
	assert_null(strstr(e.msg, "\n"));
}

static void test_hide(void **state)
{
	static const struct {
		const char *url, *want;
	} c[] = {
		{"postgresql://u:abc@h/d", "postgresql://u:***@h/d"},
		{"postgres://u:a@b@h:5/d", "postgres://u:***@h:5/d"},
		{"postgresql://u@h:5432/d", "postgresql://u@h:5432/d"},
		{"postgresql://h:5432/d", "postgresql://h:5432/d"},
		{"postgresql:///d?user=u&password=abc&x=1",
		 "postgresql:///d?user=u&password=***&x=1"},
		{"postgresql://u:a/b@h/d", "postgresql://u:***@h/d"},
		{"--schema", "--schema"},
		{"", ""},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		char *s = xstrdup(c[i].url);

		pg_url_hide(s);
		assert_string_equal(s, c[i].want);
		free(s);
	}
}

static void test_version(void **state)
{
	struct err e = {0};

	(void)state;
	assert_ok(pg_version_check(PG_OLDEST, &e));
	assert_ok(pg_version_check(150018, &e));
	assert_error(pg_version_check(120022, &e), ERR_DB,
		     "the server is PostgreSQL 12: 13 or newer is needed");
	assert_error(pg_version_check(90624, &e), ERR_DB,
		     "the server is PostgreSQL 9: 13 or newer is needed");
}

static void test_set(void **state)
{
	struct hash_set ab = {0}, ba = {0}, aab = {0}, none = {0};
	char x[HASH_HEX], y[HASH_HEX];

	(void)state;
	hash_set_add(&ab, "a", 1);
	hash_set_add(&ab, "b", 1);
	hash_set_add(&ba, "b", 1);
	hash_set_add(&ba, "a", 1);
	assert_string_equal(hash_set_hex(x, &ab), hash_set_hex(y, &ba));
	hash_set_add(&ba, "a", 1);
	hash_set_add(&aab, "a", 1);
	hash_set_add(&aab, "b", 1);
	hash_set_add(&aab, "a", 1);
	assert_string_equal(hash_set_hex(x, &aab), hash_set_hex(y, &ba));
	assert_string_not_equal(x, hash_set_hex(y, &ab));
	assert_string_not_equal(x, hash_set_hex(y, &none));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_unreadable),
		cmocka_unit_test(test_nobody),
		cmocka_unit_test(test_hide),
		cmocka_unit_test(test_version),
		cmocka_unit_test(test_set),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
