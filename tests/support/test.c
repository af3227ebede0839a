#include "tests/support/test.h"

#include <math.h>

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
