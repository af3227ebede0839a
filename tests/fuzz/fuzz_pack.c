/*
 * gzip: any bytes unpack within the ceiling or are refused with a reason; any
 * bytes survive packing and unpacking.
 *
 * Files: lib/pack.c
 */
#include "tests/fuzz/fuzz.h"

#include "lib/pack.h"

enum {
	CEILING = 1 << 20
};

static void promise_round_trip(const void *p, size_t n)
{
	struct buf packed, back;
	struct err e = {0};

	buf_init(&packed, BUF_MAX);
	buf_init(&back, BUF_MAX);
	PROMISE(pack_deflate(p, n, &packed, &e) == 0);
	PROMISE(pack_inflate(packed.data, packed.len, &back, &e) == 0);
	PROMISE(back.len == n);
	PROMISE(n == 0 || memcmp(back.data, p, n) == 0);
	buf_release(&packed);
	buf_release(&back);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err e = {0};
	struct buf out;
	int rc;

	buf_init(&out, CEILING);
	rc = pack_inflate(data, size, &out, &e);
	PROMISE(out.len <= CEILING);
	PROMISE(rc == 0 || (rc == -1 && e.code == ERR_DATA));
	PROMISE((rc == 0) == (e.msg[0] == '\0'));
	if (rc == 0)
		promise_round_trip(buf_str(&out), out.len);
	promise_round_trip(data, size);
	buf_release(&out);
	return 0;
}
