/*
 * When to ask again. No clock, no network: numbers in, a number out.
 */
#include "lib/base.h"

#include "lib/retry.h"

enum {
	FIRST_MS = 1000,
	LONGEST_MS = 30000
};

static bool is_passing(long status)
{
	switch (status) {
	case 0:
	case 408:
	case 429:
	case 500:
	case 502:
	case 503:
	case 504:
		return true;
	default:
		return false;
	}
}

int64_t retry_wait_ms(const struct retry *r)
{
	int64_t ms = FIRST_MS;
	long wish = r->retry_after_s;
	int i;

	if (!is_passing(r->status) || r->attempt >= r->attempts_max)
		return -1;
	for (i = 1; i < r->attempt && ms < LONGEST_MS; i++)
		ms *= 2;
	if (ms > LONGEST_MS)
		ms = LONGEST_MS;
	if (r->status == 429 && wish <= 0)
		wish = r->busy_s;
	/* Compared in seconds first: a wish may be too long for milliseconds.
	 */
	if (wish > r->left_ms / 1000)
		return -1;
	if (wish > 0 && (int64_t)wish * 1000 > ms)
		ms = (int64_t)wish * 1000;
	return ms < r->left_ms ? ms : -1;
}
