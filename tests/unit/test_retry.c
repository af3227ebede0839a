#include "tests/support/test.h"

#include <limits.h>

#include "lib/retry.h"

static void test_waits(void **state)
{
	enum {
		PLENTY = 600000
	};
	const struct {
		struct retry r;
		int64_t want;
	} c[] = {
		/* doubling, from one second to thirty */
		{{1, 9, 503, 0, PLENTY}, 1000},
		{{2, 9, 503, 0, PLENTY}, 2000},
		{{3, 9, 503, 0, PLENTY}, 4000},
		{{4, 9, 0, 0, PLENTY}, 8000},
		{{5, 9, 503, 0, PLENTY}, 16000},
		{{6, 9, 503, 0, PLENTY}, 30000},
		{{7, 9, 503, 0, PLENTY}, 30000},
		{{1000, 1001, 503, 0, PLENTY}, 30000},
		{{INT_MAX - 1, INT_MAX, 503, 0, PLENTY}, 30000},
		/* what passes and what does not */
		{{1, 9, 0, 0, PLENTY}, 1000},
		{{1, 9, 408, 0, PLENTY}, 1000},
		{{1, 9, 429, 0, PLENTY}, 1000},
		{{1, 9, 500, 0, PLENTY}, 1000},
		{{1, 9, 502, 0, PLENTY}, 1000},
		{{1, 9, 504, 0, PLENTY}, 1000},
		{{1, 9, 200, 0, PLENTY}, -1},
		{{1, 9, 304, 0, PLENTY}, -1},
		{{1, 9, 302, 0, PLENTY}, -1},
		{{1, 9, 400, 0, PLENTY}, -1},
		{{1, 9, 401, 0, PLENTY}, -1},
		{{1, 9, 403, 0, PLENTY}, -1},
		{{1, 9, 404, 0, PLENTY}, -1},
		{{1, 9, 410, 0, PLENTY}, -1},
		{{1, 9, 501, 0, PLENTY}, -1},
		/* the last attempt */
		{{5, 5, 503, 0, PLENTY}, -1},
		{{6, 5, 503, 0, PLENTY}, -1},
		{{1, 1, 0, 0, PLENTY}, -1},
		/* the server's wish wins where it is longer */
		{{1, 9, 429, 7, PLENTY}, 7000},
		{{4, 9, 429, 7, PLENTY}, 8000},
		{{1, 9, 503, 120, PLENTY}, 120000},
		{{1, 9, 503, -5, PLENTY}, 1000},
		/* a server that is asked too often says nothing: we know better
		 */
		{{1, 9, 429, 0, PLENTY, 60}, 60000},
		{{1, 9, 429, 7, PLENTY, 60}, 7000},
		{{1, 9, 429, 1, PLENTY, 60}, 1000},
		{{1, 9, 503, 0, PLENTY, 60}, 1000},
		{{1, 9, 429, 0, 59000, 60}, -1},
		/* ... and is not waited for beyond the budget */
		{{1, 9, 429, 3600, PLENTY}, -1},
		{{1, 9, 429, 600, PLENTY}, -1},
		{{1, 9, 429, 599, PLENTY}, 599000},
		{{1, 9, 429, LONG_MAX, PLENTY}, -1},
		{{1, 9, 429, LONG_MAX, INT64_MAX}, -1},
		{{1, 9, 429, LONG_MAX - 1000, INT64_MAX / 1000}, -1},
		{{1, 9, 429, 600, 600500}, 600000},
		{{1, 9, 503, 0, 1001}, 1000},
		{{1, 9, 503, 0, 1000}, -1},
		{{1, 9, 503, 0, 0}, -1},
		{{1, 9, 503, 0, -200}, -1},
		{{1, 9, 503, 0, INT64_MIN}, -1},
		{{3, 9, 0, 0, 3000}, -1},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		int64_t got = retry_wait_ms(&c[i].r);

		if (got != c[i].want)
			fail_msg("row %zu: %lld, expected %lld", i,
				 (long long)got, (long long)c[i].want);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_waits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
