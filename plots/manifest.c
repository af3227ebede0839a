#include "plots/manifest.h"

#include "lib/file.h"

void manifest_add(struct manifest *m, const char *name, const char *digest)
{
	struct manifest_entry *x;

	if (m->n == m->cap) {
		m->cap = m->cap ? 2 * m->cap : 256;
		m->entries =
			xreallocarray(m->entries, m->cap, sizeof(*m->entries));
	}
	x = &m->entries[m->n++];
	x->name = xstrdup(name);
	(void)snprintf(x->digest, sizeof(x->digest), "%s", digest);
}

static int by_name(const void *a, const void *b)
{
	const struct manifest_entry *x = a, *y = b;

	return strcmp(x->name, y->name);
}

void manifest_sort(struct manifest *m)
{
	if (m->n)
		qsort(m->entries, m->n, sizeof(*m->entries), by_name);
}

const struct manifest_entry *manifest_find(const struct manifest *m,
					   const char *name)
{
	size_t low = 0, high = m->n, mid;
	int c;

	while (low < high) {
		mid = low + (high - low) / 2;
		c = strcmp(name, m->entries[mid].name);
		if (c == 0)
			return &m->entries[mid];
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

/* "DIGEST NAME" */
static void add_line(struct manifest *m, const char *s, size_t n)
{
	char digest[HASH_HEX], *name;

	if (n < HASH_HEX + 1 || s[HASH_HEX - 1] != ' ')
		return;
	memcpy(digest, s, HASH_HEX - 1);
	digest[HASH_HEX - 1] = '\0';
	if (strspn(digest, "0123456789abcdef") != HASH_HEX - 1)
		return;
	name = xstrndup(s + HASH_HEX, n - HASH_HEX);
	manifest_add(m, name, digest);
	free(name);
}

int manifest_read(struct manifest *m, const char *path, struct err *e)
{
	const char *s, *nl;
	struct buf b;
	int rc = -1;

	if (!file_exists(path))
		return 0;
	buf_init(&b, BUF_MAX);
	if (file_read(path, &b, e) < 0)
		goto out;
	for (s = buf_str(&b); (nl = strchr(s, '\n')) != NULL; s = nl + 1)
		add_line(m, s, (size_t)(nl - s));
	manifest_sort(m);
	rc = 0;
out:
	buf_release(&b);
	return rc;
}

int manifest_publish(const struct manifest *m, const char *path, struct err *e)
{
	struct buf b;
	size_t i;
	int rc;

	buf_init(&b, BUF_MAX);
	for (i = 0; i < m->n; i++)
		buf_printf(&b, "%s %s\n", m->entries[i].digest,
			   m->entries[i].name);
	rc = buf_check(&b, path, e);
	if (rc == 0)
		rc = file_publish(path, buf_str(&b), b.len, e);
	buf_release(&b);
	return rc;
}

void manifest_release(struct manifest *m)
{
	size_t i;

	for (i = 0; i < m->n; i++)
		free(m->entries[i].name);
	free(m->entries);
	*m = (struct manifest){0};
}
