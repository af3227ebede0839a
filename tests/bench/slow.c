/*
 * See slow.h.
 */
#include "lib/base.h"

#include "lib/file.h"
#include "tests/bench/server.h"
#include "tests/bench/slow.h"
#include "tests/bench/yardstick.h"

enum {
	ROUNDS = 3,
	DELAY_MS = 50,
	SEED = 20260302
};

static int ascending(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double median(double t[ROUNDS])
{
	qsort(t, ROUNDS, sizeof(*t), ascending);
	return t[ROUNDS / 2];
}

void slow_report(const char *size, const char *dir,
		 double (*fetch)(void *ctx, const char *url), void *ctx,
		 FILE *lines)
{
	struct synth *synth = synth_new(SYNTH_SHORT, SEED);
	double alone[ROUNDS], ours[ROUNDS], ratio;
	struct server server = {0};
	struct err e = {0};
	char *url;

	if (file_mkdirs(dir, &e) < 0)
		die("%s", e.msg);
	server_start(&server, synth, dir);
	url = server_url(&server);
	(void)yardstick_download(synth, url); /* packs */
	atomic_store(&server.board->delay_ms, DELAY_MS);
	for (int i = 0; i < ROUNDS; i++) {
		alone[i] = yardstick_download(synth, url);
		ours[i] = fetch(ctx, url);
	}
	server_stop(&server);
	ratio = median(ours) / median(alone);
	printf("%-30s %9.3f s %22.3f x %-17s <= 1.05\n", "fetch, a slow server",
	       median(ours), ratio, "download only");
	fprintf(lines,
		"{\"size\": \"%s\", \"measure\": \"slow server\", "
		"\"seconds\": %.4f, \"yardstick\": \"download only\", "
		"\"ratio\": %.4f, \"target\": 1.05}\n",
		size, median(ours), ratio);
	free(url);
	synth_free(synth);
}
