/*
 * Runs a fuzz target over the files that are named, and over no bytes at all.
 */
#include "tests/fuzz/fuzz.h"

#include "lib/buf.h"
#include "lib/file.h"

static int replay(const char *path)
{
	struct err e = {0};
	uint8_t *exact;
	struct buf b;

	buf_init(&b, BUF_MAX);
	if (file_read(path, &b, &e) < 0) {
		fprintf(stderr, "%s\n", e.msg);
		buf_release(&b);
		return -1;
	}
	/* Memory that ends where the bytes end, for the sanitizer to watch. */
	exact = xmalloc(b.len);
	if (b.len)
		memcpy(exact, b.data, b.len);
	(void)LLVMFuzzerTestOneInput(exact, b.len);
	free(exact);
	buf_release(&b);
	return 0;
}

int main(int argc, char **argv)
{
	uint8_t *nothing = xmalloc(0);
	int i, rc = 0;

	(void)LLVMFuzzerTestOneInput(nothing, 0);
	free(nothing);
	for (i = 1; i < argc; i++)
		if (replay(argv[i]) < 0)
			rc = 1;
	return rc;
}
