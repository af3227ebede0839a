/*
 * A fuzz target over the corpus that is named, memory refused at each place
 * that asks for it: in the place of tests/fuzz/replay.c.
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

int main(int argc, char **argv)
{
	size_t wrong = 0, tried = 0;
	int i;

	if (!MEMORY_IS_OURS)
		return 0;
	mem_for_jansson();
	for (i = 1; i < argc; i++) {
		struct err e = {0};
		struct buf b;

		buf_init(&b, BUF_MAX);
		if (file_read(argv[i], &b, &e) < 0) {
			fprintf(stderr, "%s\n", e.msg);
			return 1;
		}
		wrong += memory_each(argv[i], target, &b, 0, &tried);
		buf_release(&b);
	}
	printf("%zu calls for memory refused, %zu wrong\n", tried, wrong);
	return wrong > 0;
}
