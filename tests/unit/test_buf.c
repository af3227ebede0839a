#include "tests/support/test.h"

#include "lib/buf.h"

static void test_adding(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, BUF_MAX);
	assert_string_equal(buf_str(&b), "");
	buf_add(&b, NULL, 0);
	buf_puts(&b, "");
	assert_string_equal(buf_str(&b), "");
	buf_puts(&b, "abc");
	buf_putc(&b, '\0');
	buf_add(&b, "d\0e", 3);
	buf_printf(&b, "%d-%s", 5, "x");
	assert_int_equal(b.len, 10);
	assert_memory_equal(b.data, "abc\0d\0e5-x", 11);
	buf_clear(&b);
	assert_int_equal(b.len, 0);
	assert_string_equal(buf_str(&b), "");
	buf_puts(&b, "again");
	assert_string_equal(buf_str(&b), "again");
	buf_release(&b);
	buf_release(&b);
	buf_release(NULL);
}

static void test_growing(void **state)
{
	enum {
		N = 100000
	};
	struct buf b;
	size_t i;

	(void)state;
	buf_init(&b, BUF_MAX);
	for (i = 0; i < N; i++) {
		buf_printf(&b, "%zu,", i % 10);
		assert_int_equal(b.data[b.len], '\0');
	}
	assert_int_equal(b.len, 2 * N);
	for (i = 0; i < N; i++)
		assert_int_equal(b.data[2 * i], '0' + (int)(i % 10));
	buf_release(&b);
}

/* Whatever the last addition is, a buffer never passes its ceiling, is full
 * for good and says so. */
static void test_ceiling(void **state)
{
	struct err e = {0};
	size_t max, how, len;

	(void)state;
	for (max = 0; max < 6; max++) {
		for (how = 0; how < 4; how++) {
			struct buf b;

			buf_init(&b, max);
			while (!b.full) {
				size_t before = b.len;

				if (how == 0)
					buf_putc(&b, 'x');
				else if (how == 1)
					buf_puts(&b, "xy");
				else if (how == 2)
					buf_printf(&b, "%d", 123);
				else
					buf_add(&b, "wxyz", 4);
				assert_true(b.len <= max);
				/* all of it or nothing */
				assert_true(b.full == (b.len == before));
			}
			assert_error_like(buf_check(&b, "page", &e), ERR_DATA,
					  "page: more than ");
			len = b.len;
			buf_puts(&b, "");
			buf_printf(&b, "%s", "");
			assert_int_equal(b.len, len);
			/* empty again, it takes again */
			buf_clear(&b);
			assert_ok(buf_check(&b, "page", &e));
			buf_release(&b);
			assert_int_equal(b.max, max);
		}
	}
}

static void test_exact_fit(void **state)
{
	struct err e = {0};
	struct buf b;

	(void)state;
	buf_init(&b, 5);
	buf_puts(&b, "12345");
	assert_ok(buf_check(&b, "x", &e));
	buf_putc(&b, '6');
	assert_string_equal(b.data, "12345");
	assert_error(buf_check(&b, "x", &e), ERR_DATA, "x: more than 5 bytes");
	buf_release(&b);
	/* a size that would overflow */
	buf_init(&b, BUF_MAX);
	buf_puts(&b, "a");
	buf_add(&b, "b", SIZE_MAX);
	assert_string_equal(b.data, "a");
	assert_true(b.full);
	buf_release(&b);
}

static void test_extend(void **state)
{
	struct buf b;
	char *at;

	(void)state;
	buf_init(&b, 10);
	buf_puts(&b, "abc");
	at = buf_extend(&b, 4);
	assert_non_null(at);
	memcpy(at, "defg", 4);
	assert_string_equal(buf_str(&b), "abcdefg");
	assert_int_equal(b.len, 7);
	assert_null(buf_extend(&b, 4));
	assert_true(b.full);
	assert_string_equal(buf_str(&b), "abcdefg");
	buf_release(&b);
	buf_init(&b, 10);
	assert_non_null(buf_extend(&b, 0));
	assert_string_equal(buf_str(&b), "");
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_adding),
		cmocka_unit_test(test_growing),
		cmocka_unit_test(test_ceiling),
		cmocka_unit_test(test_exact_fit),
		cmocka_unit_test(test_extend),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
