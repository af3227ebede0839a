#include "lib/hash.h"

#include <openssl/evp.h>

struct hash {
	EVP_MD_CTX *ctx;
};

static char *hex(char dst[HASH_HEX], const unsigned char *md)
{
	static const char digit[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < (HASH_HEX - 1) / 2; i++) {
		dst[2 * i] = digit[md[i] >> 4];
		dst[2 * i + 1] = digit[md[i] & 15];
	}
	dst[HASH_HEX - 1] = '\0';
	return dst;
}

struct hash *hash_new(void)
{
	struct hash *h = xcalloc(1, sizeof(*h));

	h->ctx = EVP_MD_CTX_new();
	if (!h->ctx)
		die_of_memory();
	/* every OpenSSL has it: what lacks is memory */
	if (EVP_DigestInit_ex(h->ctx, EVP_sha256(), NULL) != 1)
		die_of_memory();
	return h;
}

void hash_add(struct hash *h, const void *p, size_t n)
{
	if (EVP_DigestUpdate(h->ctx, p, n) != 1)
		die("SHA-256 update");
}

void hash_text(struct hash *h, const char *s)
{
	hash_add(h, s, strlen(s) + 1);
}

char *hash_end(struct hash *h, char dst[HASH_HEX])
{
	unsigned char md[EVP_MAX_MD_SIZE];

	if (EVP_DigestFinal_ex(h->ctx, md, NULL) != 1)
		die("SHA-256 final");
	EVP_MD_CTX_free(h->ctx);
	free(h);
	return hex(dst, md);
}

char *hash_hex(char dst[HASH_HEX], const void *p, size_t n)
{
	struct hash *h = hash_new();

	hash_add(h, p, n);
	return hash_end(h, dst);
}

void hash_set_add(struct hash_set *s, const void *p, size_t n)
{
	unsigned char md[EVP_MAX_MD_SIZE];
	uint64_t lane[4];

	if (EVP_Digest(p, n, md, NULL, EVP_sha256(), NULL) != 1)
		die("SHA-256 is not there");
	memcpy(lane, md, sizeof(lane));
	for (size_t i = 0; i < ARRAY_LEN(lane); i++)
		s->sum[i] += lane[i];
	s->n++;
}

char *hash_set_hex(char dst[HASH_HEX], const struct hash_set *s)
{
	uint64_t all[5];

	memcpy(all, s->sum, sizeof(s->sum));
	all[4] = s->n;
	return hash_hex(dst, all, sizeof(all));
}
