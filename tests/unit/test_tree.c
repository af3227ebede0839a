#include "tests/support/test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "lib/file.h"
#include "lib/hash.h"
#include "lib/tree.h"

static void put(const char *dir, const char *name, const char *s)
{
	char *path = xasprintf("%s/%s", dir, name);
	char *above = xstrdup(path);
	struct err e = {0};

	*strrchr(above, '/') = '\0';
	assert_ok(file_mkdirs(above, &e));
	assert_ok(file_publish(path, s, strlen(s), &e));
	free(above);
	free(path);
}

static void test_hashes(void **state)
{
	char *dir = temp_dir(), a[HASH_HEX], b[HASH_HEX], *want;
	struct err e = {0};
	struct buf out;

	(void)state;
	buf_init(&out, BUF_MAX);
	put(dir, "b/inner/x.txt", "one");
	put(dir, "b.txt", "");
	put(dir, "\xc3\xa4.txt", "one");
	assert_ok(tree_hashes(&out, dir, &e));
	want = xasprintf("%s  b.txt\n%s  b/inner/x.txt\n%s  \xc3\xa4.txt\n",
			 hash_hex(b, "", 0), hash_hex(a, "one", 3), a);
	assert_string_equal(buf_str(&out), want);
	free(want);
	buf_release(&out);
	temp_dir_remove(dir);
}

/* A link could lead anywhere: nothing is followed. */
static void test_links(void **state)
{
	char *dir = temp_dir(), *path = xasprintf("%s/link", dir);
	struct err e = {0};
	struct buf out;

	(void)state;
	buf_init(&out, BUF_MAX);
	assert_int_equal(symlink("/etc/passwd", path), 0);
	assert_int_equal(tree_hashes(&out, dir, &e), -1);
	assert_non_null(strstr(e.msg, "neither a file nor a folder"));
	e = (struct err){0};
	assert_int_equal(tree_hashes(&out, "/nowhere/at/all", &e), -1);
	assert_int_equal(out.len, 0);
	buf_release(&out);
	free(path);
	temp_dir_remove(dir);
}

static void read_all(struct buf *b, const char *path)
{
	struct err e = {0};

	buf_clear(b);
	assert_ok(file_read(path, b, &e));
}

static void test_zip(void **state)
{
	char *dir = temp_dir(), *in = xasprintf("%s/in", dir);
	char *one = xasprintf("%s/1.zip", dir),
	     *two = xasprintf("%s/2.zip", dir);
	char *lost = xasprintf("%s/no/where.zip", dir);
	struct err e = {0};
	struct buf a, b;

	(void)state;
	buf_init(&a, BUF_MAX);
	buf_init(&b, BUF_MAX);
	put(in, "b/x.txt", "one");
	put(in, "a.txt", "two");
	assert_ok(tree_zip(in, "top", "2026-03-02", one, &e));
	/* other times of the files, another time zone: the same bytes */
	assert_int_equal(setenv("TZ", "Pacific/Apia", 1), 0);
	put(in, "b/x.txt", "one");
	assert_ok(tree_zip(in, "top", "2026-03-02", two, &e));
	assert_int_equal(unsetenv("TZ"), 0);
	read_all(&a, one);
	read_all(&b, two);
	assert_int_equal(a.len, b.len);
	assert_memory_equal(buf_str(&a), buf_str(&b), a.len);
	assert_ok(tree_zip(in, "top", "2026-03-03", two, &e));
	read_all(&b, two);
	assert_true(a.len != b.len ||
		    memcmp(buf_str(&a), buf_str(&b), a.len) != 0);
	/* what cannot be written is said, and leaves nothing */
	assert_int_equal(tree_zip(in, "top", "2026-03-02", lost, &e), -1);
	assert_non_null(strstr(e.msg, "no/where.zip"));
	buf_release(&a);
	buf_release(&b);
	free(lost);
	free(one);
	free(two);
	free(in);
	temp_dir_remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hashes),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_zip),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
