#include "lib/pack.h"

#include <zlib.h>

enum {
	CHUNK = 64 * 1024,
	GZIP_WINDOW = 15 + 16
};

int pack_inflate(const void *p, size_t n, struct buf *out, struct err *e)
{
	z_stream z = {0};
	unsigned char *chunk = NULL;
	int zrc = Z_OK, rc = -1;

	if (n > UINT32_MAX)
		return err_set(e, ERR_DATA, "gzip: too large");
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
