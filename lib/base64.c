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
	size_t n = strlen(text);
	unsigned char *bytes;
	int got;

	if (n % 4 != 0 || n > INT_MAX)
		return false;
	if (n == 0)
		return true;
	/* it passes over blanks, which we never mean */
	if (strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			 "0123456789+/=") != n)
		return false;
	bytes = xmalloc(n / 4 * 3);
	got = EVP_DecodeBlock(bytes, (const unsigned char *)text, (int)n);
	if (got >= 0)
		buf_add(out, bytes,
			(size_t)got - (text[n - 1] == '=') -
				(text[n - 2] == '='));
	free(bytes);
	return got >= 0;
}
