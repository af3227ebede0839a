/*
 * A program that is talked with: a shell in the place of a browser.
 */
#include "tests/support/test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "lib/duplex.h"
#include "lib/file.h"

enum {
	PATIENCE_MS = 10000
};

static struct duplex *shell(const char *home, const char *line)
{
	const char *const argv[] = {"sh", "-c", line, NULL};
	struct err e = {0};
	struct duplex *d;

	assert_ok(duplex_open(&d, argv, home, &e));
	return d;
}

static void test_talk(void **state)
{
	char *home = temp_dir();
	struct duplex *d = shell(home, "while read -r x <&3; do "
				       "printf '<%s>\\0' \"$x\" >&4; done");
	struct err e = {0};
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	for (int i = 0; i < 3; i++) {
		buf_clear(&b);
		assert_ok(duplex_write(d, "hei\n", 4, duplex_after(PATIENCE_MS),
				       &e));
		assert_ok(duplex_read(d, &b, '\0', duplex_after(PATIENCE_MS),
				      &e));
		assert_string_equal(buf_str(&b), "<hei>");
	}
	buf_release(&b);
	duplex_close(d);
	temp_dir_remove(home);
}

/* Two answers in one gulp are two; one of a megabyte is one. */
static void test_pieces(void **state)
{
	char *home = temp_dir();
	struct duplex *d =
		shell(home, "printf 'one\\0two\\0' >&4; "
			    "head -c 1000000 /dev/zero | tr '\\0' x >&4;"
			    " printf '\\0' >&4; read -r x <&3");
	struct err e = {0};
	struct buf b;

	(void)state;
	buf_init(&b, 2000000);
	assert_ok(duplex_read(d, &b, '\0', duplex_after(PATIENCE_MS), &e));
	assert_string_equal(buf_str(&b), "one");
	buf_clear(&b);
	assert_ok(duplex_read(d, &b, '\0', duplex_after(PATIENCE_MS), &e));
	assert_string_equal(buf_str(&b), "two");
	buf_clear(&b);
	assert_ok(duplex_read(d, &b, '\0', duplex_after(PATIENCE_MS), &e));
	assert_int_equal(b.len, 1000000);
	buf_release(&b);
	duplex_close(d);
	temp_dir_remove(home);
}

static void test_ends(void **state)
{
	static const struct {
		const char *line, *want;
		int ms;
	} c[] = {
		{"exit 3", "sh: has ended", PATIENCE_MS},
		{"sleep 60", "sh: no answer in time", 50},
		{"head -c 5000 /dev/zero | tr '\\0' x >&4; read -r x <&3",
		 "sh: more than 1000 bytes", PATIENCE_MS},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		char *home = temp_dir();
		struct duplex *d = shell(home, c[i].line);
		struct err e = {0};
		struct buf b;

		buf_init(&b, 1000);
		assert_int_equal(
			duplex_read(d, &b, '\0', duplex_after(c[i].ms), &e),
			-1);
		if (!strstr(e.msg, c[i].want))
			fail_msg("%s", e.msg);
		buf_release(&b);
		duplex_close(d);
		temp_dir_remove(home);
	}
}

/* Writing to a program that has gone is an error and no signal. */
static void test_gone(void **state)
{
	char *home = temp_dir(), *big = xcalloc(1, 4 << 20);
	struct duplex *d = shell(home, "exec 3<&-; exit 0");
	struct err e = {0};

	(void)state;
	assert_int_equal(
		duplex_write(d, big, 4 << 20, duplex_after(PATIENCE_MS), &e),
		-1);
	free(big);
	duplex_close(d);
	temp_dir_remove(home);
}

/* What the program started is killed with it. */
static void test_helpers_are_killed(void **state)
{
	char *home = temp_dir(), *path = xasprintf("%s/alive", home);
	char *line = xasprintf("(while :; do echo x >%s; sleep .02; done) & "
			       "printf 'up\\0' >&4; wait",
			       path);
	struct duplex *d = shell(home, line);
	struct err e = {0};
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	assert_ok(duplex_read(d, &b, '\0', duplex_after(PATIENCE_MS), &e));
	duplex_close(d);
	(void)usleep(100000);
	(void)unlink(path);
	(void)usleep(200000);
	assert_false(file_exists(path));
	buf_release(&b);
	free(line);
	free(path);
	temp_dir_remove(home);
}

static void test_not_there(void **state)
{
	const char *const argv[] = {"/nowhere/browser", NULL};
	char *home = temp_dir();
	struct err e = {0};
	struct duplex *d;

	(void)state;
	assert_int_equal(duplex_open(&d, argv, home, &e), -1);
	assert_non_null(strstr(e.msg, "/nowhere/browser: cannot be started"));
	temp_dir_remove(home);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_talk),
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_gone),
		cmocka_unit_test(test_helpers_are_killed),
		cmocka_unit_test(test_not_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
