#include "tests/support/test.h"

#include <math.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/file.h"

void check_near(double got, double want, double rel, const char *what,
		const char *file, int line)
{
	double size = fmax(fabs(got), fabs(want));

	if (isnan(got) && isnan(want))
		return;
	/* Equal infinities, and zeros of either sign. */
	if (!(got < want) && !(got > want) && !isnan(got) && !isnan(want))
		return;
	if (isfinite(size) && fabs(got - want) <= rel * size)
		return;
	print_error("%s is %.17g, expected %.17g within %g\n", what, got, want,
		    rel);
	_fail(file, line);
}

/* true in the child. Only one is ever there: dies_check() waits for it. */
bool dies_child(void)
{
	const struct rlimit none = {0, 0};
	pid_t pid;

	(void)fflush(NULL);
	pid = fork();
	assert_true(pid >= 0);
	if (pid > 0)
		return false;
	(void)setrlimit(RLIMIT_CORE, &none);
	(void)signal(SIGABRT, SIG_DFL); /* cmocka's would report a failure */
	if (!freopen("/dev/null", "w", stderr))
		_exit(1);
	return true;
}

void dies_not(void)
{
	_exit(0);
}

void dies_check(const char *what, const char *file, int line)
{
	int status = 0;

	if (wait(&status) > 0 && WIFSIGNALED(status) &&
	    WTERMSIG(status) == SIGABRT)
		return;
	print_error("%s does not end the program\n", what);
	_fail(file, line);
}

char *temp_dir(void)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = xasprintf("%s/tilannekuva-XXXXXX", tmp ? tmp : "/tmp");

	assert_non_null(mkdtemp(dir));
	return dir;
}

void temp_dir_remove(char *dir)
{
	struct err e = {0};

	assert_ok(file_remove_tree(dir, &e));
	free(dir);
}

char *temp_file(const char *dir, const char *name, const void *p, size_t n)
{
	char *path = xasprintf("%s/%s", dir, name);
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(p, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
	return path;
}
