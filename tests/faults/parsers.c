/*
 * A fuzz target over the corpus that is named, memory refused at each place
 * that asks for it, or as MEMORY_MOST says: instead of tests/fuzz/replay.c.
 */
#include "tests/faults/memory.h"
#include "tests/fuzz/fuzz.h"

#include "lib/file.h"

static int target(void *ctx, struct buf *out, struct err *e)
{
	const struct buf *b = ctx;

	(void)out;
	(void)e;
	return LLVMFuzzerTestOneInput((const uint8_t *)buf_str(b), b->len);
}

/* What one input does to it. Who ends for want of memory leaves his files
 * behind: they lie in dir. */
static size_t starve(const char *path, const char *dir, size_t *tried)
{
	struct err e = {0};
	size_t wrong;
	struct buf b;

	buf_init(&b, BUF_MAX);
	if (file_mkdirs(dir, &e) < 0 || file_read(path, &b, &e) < 0)
		die("%s", e.msg);
	wrong = memory_each(path, target, &b, memory_most(0), tried);
	if (file_remove_tree(dir, &e) < 0)
		die("%s", e.msg);
	buf_release(&b);
	return wrong;
}

int main(int argc, char **argv)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = xasprintf("%s/starved-%ld", tmp && *tmp ? tmp : "/tmp",
			      (long)getpid());
	size_t wrong = 0, tried = 0;

	if (MEMORY_IS_OURS) {
		mem_for_jansson();
		if (setenv("TMPDIR", dir, 1) != 0)
			die_of_memory();
		for (int i = 1; i < argc; i++)
			wrong += starve(argv[i], dir, &tried);
		printf("%zu calls for memory refused, %zu wrong\n", tried,
		       wrong);
	}
	free(dir);
	return wrong > 0;
}
