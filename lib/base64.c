/*
 * See base64.h. The decoding is OpenSSL's, which fills up the last group: what
 * the padding stood for is cut off here.
 */
#include "lib/base.h"

#include <limits.h>
#include <openssl/evp.h>

#include "lib/base64.h"

bool base64_decode(struct buf *out, const char *text)
{
	size_t n = strlen(text), signs;
	unsigned char *bytes;
	int got;

	if (n % 4 != 0 || n > INT_MAX)
		return false;
	if (n == 0)
		return true;
	/* it passes over blanks, which we never mean, and takes padding
	 * wherever it stands */
	signs = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrst"
			     "uvwxyz0123456789+/");
	if (n - signs > 2 || strspn(text + signs, "=") != n - signs)
		return false;
	bytes = xmalloc(n / 4 * 3);
	got = EVP_DecodeBlock(bytes, (const unsigned char *)text, (int)n);
	if (got >= 0)
		buf_add(out, bytes, (size_t)got - (n - signs));
	free(bytes);
	return got >= 0;
}
