#include "etl/place_index.h"

static int compare_text(const char *a, const char *s, size_t len)
{
	int c = strncmp(a, s, len);

	return c ? c : a[len] != '\0';
}

/* Places of one name in the order in which they were added. */
static int compare_places(const void *a, const void *b)
{
	const struct place *x = *(const struct place *const *)a;
	const struct place *y = *(const struct place *const *)b;
	int c = strcmp(x->kind, y->kind);

	if (c == 0)
		c = strcmp(x->code, y->code);
	return c ? c : (x->id > y->id) - (x->id < y->id);
}

void place_index_make(struct place_index *x, const struct answer *a)
{
	size_t i;

	x->n = a->n_places;
	x->sorted = xmalloc((x->n + 1) * sizeof(const struct place *));
	for (i = 0; i < x->n; i++)
		x->sorted[i] = &a->places[i];
	qsort(x->sorted, x->n, sizeof(const struct place *), compare_places);
}

void place_index_release(struct place_index *x)
{
	free(x->sorted);
	*x = (struct place_index){0};
}

const struct place *place_index_find(const struct place_index *x,
				     const char *kind, size_t kind_len,
				     const char *code, size_t code_len)
{
	size_t lo = 0, hi = x->n;
	const struct place *p;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c;

		p = x->sorted[mid];
		c = compare_text(p->kind, kind, kind_len);
		if (c == 0)
			c = compare_text(p->code, code, code_len);
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	p = lo < x->n ? x->sorted[lo] : NULL;
	return p && compare_text(p->kind, kind, kind_len) == 0 &&
			       compare_text(p->code, code, code_len) == 0
		       ? p
		       : NULL;
}

void place_index_unite(const struct place_index *x, struct answer *a)
{
	int64_t *first = xcalloc(a->n_places + 1, sizeof(*first));
	size_t i;

	for (i = 0; i < x->n; i++) {
		const struct place *p = x->sorted[i];
		const struct place *was = i ? x->sorted[i - 1] : NULL;

		first[p->id] = was && strcmp(was->kind, p->kind) == 0 &&
					       strcmp(was->code, p->code) == 0
				       ? first[was->id]
				       : p->id;
	}
	for (i = 0; i < a->figures.n; i++)
		a->figures.list[i].area = first[a->figures.list[i].area];
	free(first);
}
