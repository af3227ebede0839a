#include "lib/pack.h"

#include <libdeflate.h>
#include <zlib.h>

enum {
	CHUNK = 64 * 1024,
	GZIP_WINDOW = 15 + 16,
	GZIP_LEAST = 18,  /* bytes of a stream without content */
	RATIO_MAX = 1032, /* no byte of deflate makes more than that */
};

/* How much a stream says that it unpacks to, in its last four bytes. */
static size_t promised(const unsigned char *p, size_t n)
{
	const unsigned char *at = p + n - 4;

	return (size_t)at[0] | (size_t)at[1] << 8 | (size_t)at[2] << 16 |
	       (size_t)at[3] << 24;
}

/* One stream that is as it says, unpacked whole into memory of that size: twice
 * as fast as by zlib. false, nothing added: it is not, and zlib says why. */
static bool inflate_whole(const void *p, size_t n, struct buf *out)
{
	struct libdeflate_decompressor *d;
	size_t before = out->len, size, in = 0, made = 0;
	enum libdeflate_result r;
	char *to;

	if (n < GZIP_LEAST)
		return false;
	size = promised(p, n);
	if (size / RATIO_MAX > n || out->full || size > out->max - out->len)
		return false;
	d = libdeflate_alloc_decompressor();
	if (!d)
		die_of_memory();
	to = buf_extend(out, size);
	r = libdeflate_gzip_decompress_ex(d, p, n, to, size, &in, &made);
	libdeflate_free_decompressor(d);
	if (r == LIBDEFLATE_SUCCESS && in == n && made == size)
		return true;
	out->len = before;
	out->data[before] = '\0';
	return false;
}

int pack_inflate(const void *p, size_t n, struct buf *out, struct err *e)
{
	z_stream z = {0};
	unsigned char *chunk = NULL;
	int zrc = Z_OK, rc = -1;

	if (n > UINT32_MAX)
		return err_set(e, ERR_DATA, "gzip: too large");
	if (inflate_whole(p, n, out))
		return 0;
	zrc = inflateInit2(&z, GZIP_WINDOW);
	if (zrc == Z_MEM_ERROR)
		die_of_memory();
	if (zrc != Z_OK)
		die("inflateInit2");
	chunk = xmalloc(CHUNK);
	z.next_in = (z_const Bytef *)(uintptr_t)p;
	z.avail_in = (uInt)n;
	while (zrc != Z_STREAM_END) {
		z.next_out = chunk;
		z.avail_out = CHUNK;
		zrc = inflate(&z, Z_NO_FLUSH);
		if (zrc == Z_MEM_ERROR)
			die_of_memory();
		if (zrc != Z_OK && zrc != Z_STREAM_END) {
			(void)err_set(e, ERR_DATA, "gzip: %s",
				      zrc == Z_BUF_ERROR ? "cut short"
				      : z.msg            ? z.msg
							 : "damaged");
			goto out;
		}
		buf_add(out, chunk, CHUNK - z.avail_out);
		if (buf_check(out, "unpacked gzip", e) < 0)
			goto out;
	}
	if (z.avail_in) {
		(void)err_set(e, ERR_DATA, "gzip: %u bytes after its end",
			      z.avail_in);
		goto out;
	}
	rc = 0;
out:
	free(chunk);
	(void)inflateEnd(&z);
	return rc;
}

int pack_deflate(const void *p, size_t n, struct buf *out, struct err *e)
{
	z_stream z = {0};
	unsigned char *chunk = NULL;
	int zrc = Z_OK;

	if (n > UINT32_MAX)
		return err_set(e, ERR_DATA, "gzip: too large");
	zrc = deflateInit2(&z, 6, Z_DEFLATED, GZIP_WINDOW, 8,
			   Z_DEFAULT_STRATEGY);
	if (zrc == Z_MEM_ERROR)
		die_of_memory();
	if (zrc != Z_OK)
		die("deflateInit2");
	chunk = xmalloc(CHUNK);
	z.next_in = (z_const Bytef *)(uintptr_t)p;
	z.avail_in = (uInt)n;
	while (zrc != Z_STREAM_END) {
		z.next_out = chunk;
		z.avail_out = CHUNK;
		zrc = deflate(&z, Z_FINISH);
		if (zrc != Z_OK && zrc != Z_STREAM_END)
			die("deflate: %d", zrc);
		buf_add(out, chunk, CHUNK - z.avail_out);
	}
	free(chunk);
	(void)deflateEnd(&z);
	return buf_check(out, "gzip", e);
}
