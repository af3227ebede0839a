#include "tests/support/test.h"

#include "lib/pack.h"

/* n bytes that repeat or, with noise, do not. */
static void fill(struct buf *b, size_t n, bool noise)
{
	uint32_t x = 12345;
	size_t i;

	for (i = 0; i < n; i++) {
		x = x * 1664525 + 1013904223;
		buf_putc(b, noise ? (char)(x >> 24) : (char)('a' + i % 7));
	}
}

static void test_round_trip(void **state)
{
	const size_t sizes[] = {0, 1, 100, 65535, 65536, 65537, 1000000};
	struct buf plain, packed, twice, back;
	struct err e = {0};
	size_t i;

	(void)state;
	for (i = 0; i < 2 * ARRAY_LEN(sizes); i++) {
		buf_init(&plain, BUF_MAX);
		buf_init(&packed, BUF_MAX);
		buf_init(&twice, BUF_MAX);
		buf_init(&back, BUF_MAX);
		fill(&plain, sizes[i / 2], i % 2);
		assert_ok(
			pack_deflate(buf_str(&plain), plain.len, &packed, &e));
		/* the same bytes in give the same bytes out */
		assert_ok(pack_deflate(buf_str(&plain), plain.len, &twice, &e));
		assert_int_equal(packed.len, twice.len);
		assert_memory_equal(packed.data, twice.data, packed.len);
		/* appends */
		buf_puts(&back, "before");
		assert_ok(pack_inflate(packed.data, packed.len, &back, &e));
		assert_int_equal(back.len, plain.len + 6);
		assert_memory_equal(back.data, "before", 6);
		assert_memory_equal(back.data + 6, buf_str(&plain), plain.len);
		buf_release(&plain);
		buf_release(&packed);
		buf_release(&twice);
		buf_release(&back);
	}
}

/* Cut anywhere, with any bit of it turned, with bytes behind it: refused or, in
 * the few bits that mean nothing, the same text. */
static void test_damaged(void **state)
{
	struct buf plain, packed, back;
	struct err e = {0};
	size_t i, bit;

	(void)state;
	buf_init(&plain, BUF_MAX);
	buf_init(&packed, BUF_MAX);
	buf_init(&back, 10000);
	fill(&plain, 300, false);
	fill(&plain, 50, true);
	assert_ok(pack_deflate(plain.data, plain.len, &packed, &e));
	for (i = 0; i < packed.len; i++) {
		buf_clear(&back);
		assert_error(pack_inflate(packed.data, i, &back, &e), ERR_DATA,
			     "gzip: cut short");
	}
	for (bit = 0; bit < 8 * packed.len; bit++) {
		char mask = (char)(1 << bit % 8);

		packed.data[bit / 8] ^= mask;
		buf_clear(&back);
		if (pack_inflate(packed.data, packed.len, &back, &e) == 0) {
			assert_int_equal(back.len, plain.len);
			assert_memory_equal(back.data, plain.data, plain.len);
		}
		err_clear(&e);
		packed.data[bit / 8] ^= mask;
	}
	buf_puts(&packed, "more");
	buf_clear(&back);
	assert_error(pack_inflate(packed.data, packed.len, &back, &e), ERR_DATA,
		     "gzip: 4 bytes after its end");
	buf_release(&plain);
	buf_release(&packed);
	buf_release(&back);
}

static void test_not_gzip(void **state)
{
	const char *const texts[] = {"<!DOCTYPE html>", "{\"a\": 1}",
				     "PK\x03\x04", "x\x9c\x01"};
	struct err e = {0};
	struct buf out;
	size_t i;

	(void)state;
	buf_init(&out, BUF_MAX);
	for (i = 0; i < ARRAY_LEN(texts); i++)
		assert_error_like(
			pack_inflate(texts[i], strlen(texts[i]), &out, &e),
			ERR_DATA, "gzip: ");
	buf_release(&out);
}

/* A stream that says another size than it has, in its last four bytes, is
 * refused, however large a size it says. */
static void test_false_promise(void **state)
{
	const unsigned char sizes[][4] = {{0, 0, 0, 0},
					  {0xe7, 3, 0, 0},
					  {0xe9, 3, 0, 0},
					  {0xff, 0xff, 0xff, 0x3f},
					  {0xff, 0xff, 0xff, 0xff}};
	struct buf plain, packed, back;
	struct err e = {0};
	size_t i;

	(void)state;
	buf_init(&plain, BUF_MAX);
	buf_init(&packed, BUF_MAX);
	buf_init(&back, BUF_MAX);
	fill(&plain, 1000, true);
	assert_ok(pack_deflate(plain.data, plain.len, &packed, &e));
	for (i = 0; i < ARRAY_LEN(sizes); i++) {
		memcpy(packed.data + packed.len - 4, sizes[i], 4);
		buf_clear(&back);
		assert_error_like(
			pack_inflate(packed.data, packed.len, &back, &e),
			ERR_DATA, "gzip: ");
		assert_true(back.cap < 1 << 21);
	}
	buf_release(&plain);
	buf_release(&packed);
	buf_release(&back);
}

/* A small file that unpacks to a large one is stopped at the ceiling. */
static void test_bomb(void **state)
{
	struct buf plain, packed, out;
	struct err e = {0};

	(void)state;
	buf_init(&plain, BUF_MAX);
	buf_init(&packed, BUF_MAX);
	fill(&plain, 10 << 20, false);
	assert_ok(pack_deflate(plain.data, plain.len, &packed, &e));
	assert_true(packed.len < 100000);
	buf_init(&out, 1 << 20);
	assert_error(pack_inflate(packed.data, packed.len, &out, &e), ERR_DATA,
		     "unpacked gzip: more than 1048576 bytes");
	assert_true(out.len <= 1 << 20);
	buf_release(&out);
	/* packing has its ceiling too */
	buf_init(&out, 100);
	assert_error(pack_deflate(plain.data, plain.len, &out, &e), ERR_DATA,
		     "gzip: more than 100 bytes");
	buf_release(&plain);
	buf_release(&packed);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_not_gzip),
		cmocka_unit_test(test_bomb),
		cmocka_unit_test(test_false_promise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
