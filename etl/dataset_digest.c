#include "etl/dataset_digest.h"

struct area_key { /* an area's official name */
	int64_t id;
	char *text;  /* "kunta 398"; owned */
	size_t rank; /* place among all areas by text */
};

struct digester {
	struct stmts *q;
	struct area_key *areas; /* sorted by id; read when first needed */
	size_t n_areas;
};

enum {
	Q_AREAS,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_AREAS] = "SELECT id, kind || ' ' || code AS k FROM area ORDER BY k",
};

static const struct sql_set digest_sql = {"etl/dataset_digest", sql, Q_COUNT};

int digester_new(struct digester **out, struct db *db, struct err *e)
{
	struct digester *d = xcalloc(1, sizeof(*d));

	if (stmts_new(&d->q, db, &digest_sql, e) < 0) {
		free(d);
		return -1;
	}
	*out = d;
	return 0;
}

static void areas_forget(struct digester *d)
{
	size_t i;

	for (i = 0; i < d->n_areas; i++)
		free(d->areas[i].text);
	free(d->areas);
	d->areas = NULL;
	d->n_areas = 0;
}

void digester_free(struct digester *d)
{
	if (!d)
		return;
	areas_forget(d);
	stmts_free(d->q);
	free(d);
}

static int by_id(const void *x, const void *y)
{
	const struct area_key *a = x, *b = y;

	return (a->id > b->id) - (a->id < b->id);
}

static int areas_read(struct digester *d, struct err *e)
{
	struct stmt *q = stmts_at(d->q, Q_AREAS);
	int got;

	areas_forget(d);
	while ((got = stmt_step(q, e)) == 1) {
		d->areas = xreallocarray(d->areas, d->n_areas + 1,
					 sizeof(*d->areas));
		d->areas[d->n_areas] = (struct area_key){
			stmt_col_int(q, 0), xstrdup(stmt_col_text(q, 1)),
			d->n_areas};
		d->n_areas++;
	}
	if (d->n_areas)
		qsort(d->areas, d->n_areas, sizeof(*d->areas), by_id);
	return got;
}

static int area_key_find(struct digester *d, int64_t id,
			 const struct area_key **out, struct err *e)
{
	struct area_key key = {.id = id};
	int tries;

	for (tries = 0; tries < 2; tries++) {
		*out = d->n_areas ? bsearch(&key, d->areas, d->n_areas,
					    sizeof(key), by_id)
				  : NULL;
		if (*out)
			return 0;
		if (areas_read(d, e) < 0) /* an unknown one came along */
			return -1;
	}
	die("area %lld is not in the register", (long long)id);
}

static int by_rank(const void *x, const void *y)
{
	const size_t *a = x, *b = y;

	return (a[0] > b[0]) - (a[0] < b[0]);
}

enum {
	KEY = 3 * sizeof(int32_t),
	VALUES = 2 * sizeof(double),
	RECORD = KEY + VALUES + 1,
	BLOCK = 64 /* records that are hashed at once */
};

static void put_record(char *to, const struct figure *g)
{
	int32_t key[3] = {(int32_t)g->sex, g->year, (int32_t)g->value.state};
	double v[2] = {0, 0};

	(void)val_get(g->value, &v[0]);
	to[KEY + VALUES] = val_get(g->numerator, &v[1]);
	memcpy(to, key, KEY);
	memcpy(to + KEY, v, VALUES);
}

/* One area's figures, from list[i] on; its name where it has any. */
static void hash_area(struct hash *h, const struct figures *f, size_t i,
		      const char *name)
{
	char block[BLOCK * RECORD];
	int64_t area = f->list[i].area;
	size_t n = 0;

	for (; i < f->n && f->list[i].area == area; i++) {
		if (f->list[i].value.state == VAL_GONE)
			continue;
		if (name)
			hash_text(h, name);
		name = NULL;
		put_record(block + n++ * RECORD, &f->list[i]);
		if (n == BLOCK) {
			hash_add(h, block, sizeof(block));
			n = 0;
		}
	}
	hash_add(h, block, n * RECORD);
}

int digester_figures(struct digester *d, const struct figures *f,
		     char out[HASH_HEX], struct err *e)
{
	size_t(*order)[2] = xcalloc(f->n + 1, sizeof(*order));
	const struct area_key *k;
	struct hash *h;
	size_t i, n = 0;

	for (i = 0; i < f->n; i++) {
		if (i && f->list[i].area == f->list[i - 1].area)
			continue;
		if (area_key_find(d, f->list[i].area, &k, e) < 0) {
			free(order);
			return -1;
		}
		order[n][0] = k->rank;
		order[n++][1] = i;
	}
	qsort(order, n, sizeof(*order), by_rank);
	h = hash_new();
	for (i = 0; i < n; i++)
		if (area_key_find(d, f->list[order[i][1]].area, &k, e) == 0)
			hash_area(h, f, order[i][1], k->text);
	(void)hash_end(h, out);
	free(order);
	return 0;
}
