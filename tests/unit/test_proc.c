#include "tests/support/test.h"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/proc.h"

enum {
	OUT_MAX = 4 << 20
};

/* Runs one shell line; the buffer is the caller's to release. */
static int sh(const char *line, const char *in, struct buf *out, struct err *e)
{
	const char *const argv[] = {"sh", "-c", line, NULL};
	const struct proc p = {.argv = argv,
			       .in = in,
			       .in_len = in ? strlen(in) : 0,
			       .timeout_s = 30};

	buf_init(out, OUT_MAX);
	return proc_run(&p, 1, 1, &out, e);
}

static void test_output(void **state)
{
	const struct {
		const char *line, *in, *want;
	} c[] = {
		{"echo hello", NULL, "hello\n"},
		{"printf 'a\\0b'", NULL, "a"},
		{"cat", "from us", "from us"},
		{"cat", NULL, ""},
		{"cat; cat", "", ""},
		{"echo not this >&2", NULL, ""},
		/* only what it needs stands in its environment */
		{"echo \"$LC_ALL $TZ ${SECRET-none}\"", NULL,
		 "C.UTF-8 UTC none\n"},
		{"test -n \"$PATH\" && echo path", NULL, "path\n"},
	};
	struct err e = {0};
	struct buf out;
	size_t i;

	(void)state;
	assert_int_equal(setenv("SECRET", "x", 1), 0);
	for (i = 0; i < ARRAY_LEN(c); i++) {
		assert_ok(sh(c[i].line, c[i].in, &out, &e));
		assert_string_equal(buf_str(&out), c[i].want);
		buf_release(&out);
	}
}

static void test_failures(void **state)
{
	const struct {
		const char *line, *want;
	} c[] = {
		{"exit 3", "sh: exit status 3"},
		{"echo broken >&2; exit 1", "sh: exit status 1: broken"},
		{"printf '\\n  two\\n\\n\\tlines \\001 \\n' >&2; exit 1",
		 "sh: exit status 1: two lines"},
		{"kill -SEGV $$", "sh: ended by signal 11"},
		{"echo why >&2; kill -TERM $$", "sh: ended by signal 15: why"},
		{"exec no-such-program 2>/dev/null", "sh: exit status 127"},
	};
	struct err e = {0};
	struct buf out;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		assert_error(sh(c[i].line, NULL, &out, &e), ERR_IO, c[i].want);
		buf_release(&out);
	}
}

/* A message shows the end of what was said, whole characters only. */
static void test_long_complaint(void **state)
{
	struct err e = {0};
	struct buf out;
	size_t n;

	(void)state;
	assert_int_equal(sh("i=0; while [ $i -lt 900 ]; do printf 'ä'; "
			    "i=$((i+1)); done >&2; printf END >&2; exit 1",
			    NULL, &out, &e),
			 -1);
	n = strlen("sh: exit status 1: ");
	assert_memory_equal(e.msg, "sh: exit status 1: \xc3\xa4", n + 2);
	assert_in_range(strlen(e.msg), n + 250, n + 300);
	assert_string_equal(e.msg + strlen(e.msg) - 5, "\xc3\xa4"
						       "END");
	buf_release(&out);
}

/* More than a pipe holds in both directions at once, and a program that does
 * not read: neither may stop us. */
static void test_no_deadlock(void **state)
{
	enum {
		MUCH = 1 << 20
	};
	const char *const cat[] = {"cat", NULL};
	const char *const deaf[] = {"true", NULL};
	char *in = xmalloc(MUCH);
	struct buf out, *outs[] = {&out};
	struct proc p = {.argv = cat, .in = in, .in_len = MUCH};
	struct err e = {0};
	struct sigaction before, after;

	(void)state;
	memset(in, 'x', MUCH);
	buf_init(&out, OUT_MAX);
	assert_ok(proc_run(&p, 1, 1, outs, &e));
	assert_int_equal(out.len, MUCH);
	assert_memory_equal(out.data, in, MUCH);
	buf_release(&out);
	/* Not reading its input is the program's business. */
	p.argv = deaf;
	(void)sigaction(SIGPIPE, NULL, &before);
	assert_ok(proc_run(&p, 1, 1, NULL, &e));
	(void)sigaction(SIGPIPE, NULL, &after);
	assert_true(before.sa_handler == after.sa_handler);
	free(in);
}

/* The child has the usual SIGPIPE, though we block ours. */
static void test_child_signals(void **state)
{
	struct err e = {0};
	struct buf out;
	sigset_t mask;

	(void)state;
	assert_error(sh("kill -PIPE $$", NULL, &out, &e), ERR_IO,
		     "sh: ended by signal 13");
	buf_release(&out);
	(void)sigprocmask(SIG_SETMASK, NULL, &mask);
	assert_int_equal(sigismember(&mask, SIGPIPE), 0);
}

static void test_timeout(void **state)
{
	const char *const argv[] = {"sh", "-c", "echo waiting >&2; sleep 60",
				    NULL};
	const struct proc p = {.argv = argv, .timeout_s = 1};
	struct err e = {0};

	(void)state;
	assert_error(proc_run(&p, 1, 1, NULL, &e), ERR_IO,
		     "sh: killed after 1 s: waiting");
}

static void test_too_much(void **state)
{
	const char *const argv[] = {"yes", NULL};
	const struct proc p = {.argv = argv, .timeout_s = 30};
	struct buf out, *outs[] = {&out};
	struct err e = {0};

	(void)state;
	buf_init(&out, 100000);
	assert_error(proc_run(&p, 1, 1, outs, &e), ERR_IO,
		     "yes: output of more than 100000 bytes");
	buf_release(&out);
}

/* What a program leaves running behind it does not hold us. */
static void test_left_behind(void **state)
{
	struct err e = {0};
	struct buf out;

	(void)state;
	assert_ok(sh("sleep 20 & echo $!", NULL, &out, &e));
	assert_true(out.len > 1);
	(void)kill((pid_t)strtol(buf_str(&out), NULL, 10), SIGKILL);
	buf_release(&out);
}

/* Output and errors closed is not yet the end. */
static void test_silent_end(void **state)
{
	struct err e = {0};
	struct buf out;

	(void)state;
	assert_error(sh("exec >&- 2>&-; sleep 0.1; exit 4", NULL, &out, &e),
		     ERR_IO, "sh: exit status 4");
	buf_release(&out);
}

static void test_cannot_start(void **state)
{
	const char *const missing[] = {"no-such-program", NULL};
	const char *const folder[] = {"/", NULL};
	const char *const fine[] = {"true", NULL};
	const struct proc procs[] = {
		{.argv = missing},
		{.argv = folder},
		{.argv = fine, .dir = "/no-such-folder"},
	};
	const char *const want[] = {
		"no-such-program: cannot be started: No such file or directory",
		"/: cannot be started: Permission denied",
		"true: cannot be started: No such file or directory",
	};
	struct err e = {0};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(procs); i++)
		assert_error(proc_run(&procs[i], 1, 1, NULL, &e), ERR_IO,
			     want[i]);
}

/* All run, each with its own output, whatever the width; the error is the
 * first of the list, not the first in time. */
static void test_many(void **state)
{
	enum {
		N = 20
	};
	const size_t widths[] = {0, 1, 3, N, 1000};
	const char *argv[N][4];
	char lines[N][60], want[20];
	struct proc procs[N];
	struct buf out[N], *outs[N];
	struct err e = {0};
	size_t i, w;

	(void)state;
	for (i = 0; i < N; i++) {
		/* number 7 fails later than number 15 */
		(void)snprintf(lines[i], sizeof(lines[i]), "echo %zu; %s", i,
			       i == 7    ? "sleep 0.1; exit 7"
			       : i == 15 ? "exit 15"
					 : "true");
		argv[i][0] = i == 16 ? "no-such-program" : "sh";
		argv[i][1] = "-c";
		argv[i][2] = lines[i];
		argv[i][3] = NULL;
		procs[i] = (struct proc){.argv = argv[i]};
		outs[i] = i == 3 ? NULL : &out[i];
	}
	for (w = 0; w < ARRAY_LEN(widths); w++) {
		for (i = 0; i < N; i++)
			buf_init(&out[i], 100);
		assert_error(proc_run(procs, N, widths[w], outs, &e), ERR_IO,
			     "sh: exit status 7");
		for (i = 0; i < N; i++) {
			(void)snprintf(want, sizeof(want), "%zu\n", i);
			assert_string_equal(buf_str(&out[i]),
					    i == 3 || i == 16 ? "" : want);
			buf_release(&out[i]);
		}
	}
	assert_ok(proc_run(procs, 0, 4, NULL, &e));
}

/* The second program holds no end of the first one's pipes: it waits for what
 * the first does at the end of its input. */
static void test_pipes_are_private(void **state)
{
	const char *const first[] = {"sh", "-c", "cat; touch done", NULL};
	const char *const second[] = {
		"sh", "-c", "until [ -e done ]; do sleep 0.01; done", NULL};
	char *dir = temp_dir();
	const struct proc procs[] = {
		{.argv = first,
		 .in = "x",
		 .in_len = 1,
		 .dir = dir,
		 .timeout_s = 20},
		{.argv = second, .dir = dir, .timeout_s = 20},
	};
	struct err e = {0};

	(void)state;
	assert_ok(proc_run(procs, 2, 2, NULL, &e));
	temp_dir_remove(dir);
}

static void test_dir(void **state)
{
	const char *const argv[] = {"sh", "-c", "cat here", NULL};
	char *dir = temp_dir(), *file = temp_file(dir, "here", "x", 1);
	const struct proc p = {.argv = argv, .dir = dir};
	struct buf out, *outs[] = {&out};
	struct err e = {0};

	(void)state;
	buf_init(&out, 100);
	assert_ok(proc_run(&p, 1, 1, outs, &e));
	assert_string_equal(buf_str(&out), "x");
	buf_release(&out);
	free(file);
	temp_dir_remove(dir);
}

static void test_exists(void **state)
{
	char *dir = temp_dir(), *file = temp_file(dir, "tool", "", 0);
	char *path = xstrdup(getenv("PATH"));

	(void)state;
	assert_true(proc_exists("sh"));
	assert_true(proc_exists("/bin/sh"));
	assert_false(proc_exists("no-such-program"));
	assert_false(proc_exists(""));
	assert_false(proc_exists("/"));
	assert_false(proc_exists(file));
	assert_int_equal(setenv("PATH", dir, 1), 0);
	assert_false(proc_exists("tool"));
	assert_int_equal(chmod(file, 0700), 0);
	assert_true(proc_exists("tool"));
	assert_true(proc_exists(file));
	assert_false(proc_exists("sh"));
	assert_int_equal(unsetenv("PATH"), 0);
	assert_false(proc_exists("tool"));
	assert_int_equal(setenv("PATH", path, 1), 0);
	free(path);
	free(file);
	temp_dir_remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_output),
		cmocka_unit_test(test_failures),
		cmocka_unit_test(test_long_complaint),
		cmocka_unit_test(test_no_deadlock),
		cmocka_unit_test(test_child_signals),
		cmocka_unit_test(test_timeout),
		cmocka_unit_test(test_too_much),
		cmocka_unit_test(test_left_behind),
		cmocka_unit_test(test_silent_end),
		cmocka_unit_test(test_cannot_start),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_pipes_are_private),
		cmocka_unit_test(test_dir),
		cmocka_unit_test(test_exists),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
