/*
 * What is old goes, and nothing else.
 */
#include "tests/support/test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "lib/dated.h"
#include "lib/file.h"
#include "lib/num.h"

static int64_t now(void)
{
	int64_t t = 0;

	assert_true(when_parse("2026-03-31T23:59:59Z", &t));
	return t;
}

static void put(const char *dir, const char *name)
{
	free(temp_file(dir, name, "x", 1));
}

static bool there(const char *dir, const char *name)
{
	char *path = xasprintf("%s/%s", dir, name);
	struct stat st;
	bool is = lstat(path, &st) == 0;

	free(path);
	return is;
}

static void test_files(void **state)
{
	static const char *const stay[] = {
		"2026-03-01.jsonl", /* 30 days ago */
		"2026-03-31.jsonl",    "2027-01-01.jsonl",
		"2026-02-28.jsonl.gz", "2026-02-28.json",
		"2026-02-28",          "2026-02-30.jsonl", /* no such day */
		"x2026-02-28.jsonl",   "2026-2-28.jsonl",
		"notes.jsonl",         "2026-02-28x.jsonl",
		"2026-02-28T00.jsonl", ".jsonl"};
	char *dir = temp_dir(), *to = xasprintf("%s/notes.jsonl", dir),
	     *link = xasprintf("%s/2020-01-01.jsonl", dir),
	     *folder = xasprintf("%s/2020-01-02.jsonl", dir);
	struct err e = {0};
	size_t i, removed = 9;

	(void)state;
	for (i = 0; i < ARRAY_LEN(stay); i++)
		put(dir, stay[i]);
	put(dir, "2026-02-28.jsonl");
	put(dir, "1999-12-31.jsonl");
	assert_int_equal(symlink(to, link), 0);
	assert_ok(file_mkdirs(folder, &e));
	assert_ok(dated_remove(dir, ".jsonl", now(), 30, &removed, &e));
	assert_int_equal(removed, 2);
	assert_false(there(dir, "2026-02-28.jsonl"));
	assert_false(there(dir, "1999-12-31.jsonl"));
	for (i = 0; i < ARRAY_LEN(stay); i++)
		if (!there(dir, stay[i]))
			fail_msg("%s is gone", stay[i]);
	assert_true(there(dir, "2020-01-01.jsonl"));
	assert_true(there(dir, "2020-01-02.jsonl"));
	free(to);
	free(link);
	free(folder);
	temp_dir_remove(dir);
}

/* A folder goes with what is in it, but not with what its links point to. */
static void test_folders(void **state)
{
	char *dir = temp_dir(), *kept = temp_dir(),
	     *old = xasprintf("%s/2026-01-01", dir),
	     *inner = xasprintf("%s/inner", old),
	     *link = xasprintf("%s/link", inner),
	     *linked = xasprintf("%s/2026-01-02", dir),
	     *new = xasprintf("%s/2026-03-31", dir),
	     *other = xasprintf("%s/2026-01-01-mine", dir);
	struct err e = {0};
	size_t removed;

	(void)state;
	put(kept, "precious");
	assert_ok(file_mkdirs(inner, &e));
	assert_ok(file_mkdirs(new, &e));
	assert_ok(file_mkdirs(other, &e));
	put(dir, "2026-01-03");
	put(old, "a");
	assert_int_equal(symlink(kept, link), 0);
	assert_int_equal(symlink(kept, linked), 0);
	assert_ok(dated_remove(dir, NULL, now(), 30, &removed, &e));
	assert_int_equal(removed, 1);
	assert_false(there(dir, "2026-01-01"));
	assert_true(there(dir, "2026-01-02"));
	assert_true(there(dir, "2026-01-03"));
	assert_true(there(dir, "2026-03-31"));
	assert_true(there(dir, "2026-01-01-mine"));
	assert_true(there(kept, "precious"));
	/* dir itself a link */
	assert_ok(file_mkdirs(old, &e));
	assert_int_equal(unlink(linked), 0);
	assert_int_equal(symlink(dir, linked), 0);
	assert_ok(dated_remove(linked, NULL, now(), 30, &removed, &e));
	assert_int_equal(removed, 0);
	assert_true(there(dir, "2026-01-01"));
	assert_ok(
		dated_remove("/nowhere/at/all", NULL, now(), 1, &removed, &e));
	free(old);
	free(inner);
	free(link);
	free(linked);
	free(new);
	free(other);
	temp_dir_remove(dir);
	temp_dir_remove(kept);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_folders),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
