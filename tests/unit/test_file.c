#include "tests/support/test.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lib/file.h"

/* "DIR/NAME"; the caller's to free(). */
static char *in(const char *dir, const char *name)
{
	return xasprintf("%s/%s", dir, name);
}

static void assert_contents(const char *path, const char *want)
{
	struct err e = {0};
	struct buf b;

	buf_init(&b, BUF_MAX);
	assert_ok(file_read(path, &b, &e));
	assert_string_equal(buf_str(&b), want);
	buf_release(&b);
}

/* "NAME NAME ..." */
static int collect(void *ctx, const char *name, struct err *e)
{
	buf_printf(ctx, "%s ", name);
	return strcmp(name, "stop") == 0 ? err_set(e, ERR_DATA, "stopped") : 0;
}

static void assert_entries(const char *dir, const char *want)
{
	struct err e = {0};
	struct buf b;

	buf_init(&b, BUF_MAX);
	assert_ok(file_list(dir, collect, &b, &e));
	assert_string_equal(buf_str(&b), want);
	buf_release(&b);
}

static void test_read(void **state)
{
	char *dir = temp_dir(), *path = temp_file(dir, "a", "12345", 5);
	char *empty = temp_file(dir, "b", "", 0), *none = in(dir, "c");
	struct err e = {0};
	struct buf b;

	(void)state;
	buf_init(&b, 7);
	buf_puts(&b, "0");
	assert_ok(file_read(path, &b, &e));
	assert_string_equal(b.data, "012345");
	assert_error_like(file_read(path, &b, &e), ERR_DATA,
			  ": more than 7 bytes");
	assert_error_like(file_read(none, &b, &e), ERR_IO,
			  "/c: No such file or directory");
	assert_error_like(file_read(dir, &b, &e), ERR_IO, "Is a directory");
	buf_clear(&b);
	assert_ok(file_read(empty, &b, &e));
	assert_int_equal(b.len, 0);
	buf_release(&b);
	free(path);
	free(empty);
	free(none);
	temp_dir_remove(dir);
}

static void test_publish(void **state)
{
	char *dir = temp_dir(), *path = in(dir, "a"), *away = in(dir, "x/a");
	struct err e = {0};

	(void)state;
	assert_ok(file_publish(path, "one", 3, &e));
	assert_contents(path, "one");
	assert_ok(file_publish(path, "", 0, &e));
	assert_contents(path, "");
	/* what fails leaves what was there, and no trace */
	assert_error_like(file_publish(away, "x", 1, &e), ERR_IO,
			  "No such file or directory");
	assert_entries(dir, "a ");
	free(path);
	free(away);
	temp_dir_remove(dir);
}

static void test_publish_over_a_folder(void **state)
{
	char *dir = temp_dir(), *path = in(dir, "a");
	struct err e = {0};

	(void)state;
	assert_ok(file_mkdirs(path, &e));
	assert_error_like(file_publish(path, "x", 1, &e), ERR_IO, "/a: ");
	assert_entries(dir, "a ");
	free(path);
	temp_dir_remove(dir);
}

static void test_dirs(void **state)
{
	char *dir = temp_dir(), *deep = in(dir, "a/b/c");
	char *twice = in(dir, "a//b/d/"), *file = in(dir, "a/file");
	char *below = in(dir, "a/file/x"), *a = in(dir, "a");
	struct err e = {0};

	(void)state;
	assert_ok(file_mkdirs(deep, &e));
	assert_ok(file_mkdirs(deep, &e));
	assert_ok(file_mkdirs(twice, &e));
	assert_true(file_exists(deep));
	assert_ok(file_publish(file, "x", 1, &e));
	assert_error_like(file_mkdirs(below, &e), ERR_IO, "Not a directory");
	assert_entries(a, "b file ");
	assert_ok(file_remove_tree(a, &e));
	assert_false(file_exists(a));
	assert_ok(file_remove_tree(a, &e));
	free(deep);
	free(twice);
	free(file);
	free(below);
	free(a);
	temp_dir_remove(dir);
}

/* A link that leads out is removed, not what it leads to. */
static void test_remove_follows_no_link(void **state)
{
	char *dir = temp_dir(), *keep = in(dir, "keep"),
	     *drop = in(dir, "drop");
	char *file = in(dir, "keep/file"), *link = in(dir, "drop/link");
	struct err e = {0};

	(void)state;
	assert_ok(file_mkdirs(keep, &e));
	assert_ok(file_mkdirs(drop, &e));
	assert_ok(file_publish(file, "x", 1, &e));
	assert_int_equal(symlink(keep, link), 0);
	assert_ok(file_remove_tree(drop, &e));
	assert_true(file_exists(file));
	assert_false(file_exists(drop));
	free(keep);
	free(drop);
	free(file);
	free(link);
	temp_dir_remove(dir);
}

/* As a drawing program does whose parent was killed. */
static void *keep_writing(void *dir)
{
	const struct timespec nap = {.tv_nsec = 200000};
	int i, made = 0;

	for (i = 0; i < 2000; i++) {
		char *path = xasprintf("%s/%d", (const char *)dir, i);
		int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0666);

		free(path);
		if (fd < 0)
			break;
		(void)close(fd);
		made++;
		(void)nanosleep(&nap, NULL);
	}
	return made < 2000 ? dir : NULL;
}

static void test_remove_while_written(void **state)
{
	char *dir = temp_dir(), *drop = in(dir, "drop");
	struct err e = {0};
	pthread_t writer;
	void *stopped = NULL;
	int round;

	(void)state;
	for (round = 0; round < 20; round++) {
		assert_ok(file_mkdirs(drop, &e));
		assert_int_equal(
			pthread_create(&writer, NULL, keep_writing, drop), 0);
		while (access(drop, F_OK) == 0)
			assert_ok(file_remove_tree(drop, &e));
		assert_int_equal(pthread_join(writer, &stopped), 0);
		assert_ptr_equal(stopped, drop);
	}
	free(drop);
	temp_dir_remove(dir);
}

static void test_list(void **state)
{
	const char *const names[] = {"b",       "B",   "\xc3\xa4", "stop",
				     ".hidden", "a10", "a9"};
	char *dir = temp_dir(), *none = in(dir, "none");
	struct err e = {0};
	struct buf b;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(names); i++)
		free(temp_file(dir, names[i], "", 0));
	buf_init(&b, BUF_MAX);
	assert_error(file_list(dir, collect, &b, &e), ERR_DATA, "stopped");
	assert_string_equal(buf_str(&b), ".hidden B a10 a9 b stop ");
	assert_error_like(file_list(none, collect, &b, &e), ERR_IO,
			  "/none: No such file or directory");
	buf_release(&b);
	free(none);
	temp_dir_remove(dir);
}

static void test_exchange(void **state)
{
	char *dir = temp_dir(), *fresh = in(dir, "fresh");
	char *site = in(dir, "site"), *page = in(dir, "site/page");
	struct err e = {0};
	int i;

	(void)state;
	for (i = 0; i < 3; i++) {
		char *new_page = in(dir, "fresh/page");
		char text[] = {(char)('0' + i), '\0'};

		assert_ok(file_mkdirs(fresh, &e));
		assert_ok(file_publish(new_page, text, 1, &e));
		assert_ok(file_exchange_dir(fresh, site, &e));
		assert_contents(page, text);
		assert_entries(dir, "site ");
		free(new_page);
	}
	/* nothing to put there: the old one stays */
	assert_error_like(file_exchange_dir(fresh, site, &e), ERR_IO,
			  "No such file or directory");
	assert_contents(page, "2");
	free(fresh);
	free(site);
	free(page);
	temp_dir_remove(dir);
}

static void test_link(void **state)
{
	char *dir = temp_dir(), *from = temp_file(dir, "a", "text", 4);
	char *to = in(dir, "b"), *none = in(dir, "none");
	struct err e = {0};

	(void)state;
	assert_ok(file_link(from, to, &e));
	assert_contents(to, "text");
	assert_error_like(file_link(none, to, &e), ERR_IO, "/b: ");
	free(from);
	free(to);
	free(none);
	temp_dir_remove(dir);
}

static void test_lock(void **state)
{
	char *dir = temp_dir(), *path = in(dir, "lock"), *away = in(dir, "x/l");
	struct err e = {0};
	int first, second;

	(void)state;
	first = file_lock(path, &e);
	assert_true(first >= 0);
	/* held elsewhere is no error of ours */
	assert_int_equal(file_lock(path, &e), -2);
	assert_int_equal(e.code, ERR_NONE);
	assert_int_equal(close(first), 0);
	second = file_lock(path, &e);
	assert_true(second >= 0);
	assert_int_equal(close(second), 0);
	assert_error_like(file_lock(away, &e), ERR_IO,
			  "No such file or directory");
	free(path);
	free(away);
	temp_dir_remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_publish),
		cmocka_unit_test(test_publish_over_a_folder),
		cmocka_unit_test(test_dirs),
		cmocka_unit_test(test_remove_follows_no_link),
		cmocka_unit_test(test_remove_while_written),
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_exchange),
		cmocka_unit_test(test_link),
		cmocka_unit_test(test_lock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
