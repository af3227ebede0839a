#include "etl/areas.h"

#include "etl/area_names.h"
#include "etl/areas_today.h"
#include "etl/sotkanet_retired.h"
#include "lib/num.h"

/* Areas of kind `unknown` have their own numbers, so that when they turn up
 * does not move the others'. */
enum {
	UNKNOWN_BASE = 1000000
};

struct region { /* a source's own number and what it means */
	int64_t region, area;
	bool past;
};

struct areas {
	struct db *db; /* borrowed */
	struct stmts *q;
	struct area_names *names; /* NULL: nobody asked for a name yet */
	struct region *regions;   /* sorted by region */
	size_t n, cap;
};

enum {
	Q_REGIONS,
	Q_FIND,
	Q_PUT,
	Q_PUT_UNKNOWN,
	Q_RETIRE,
	Q_BEGIN,
	Q_NAME_PUT,
	Q_REGION_PUT,
	Q_MEMBERS_CLEAR,
	Q_MEMBER_PUT,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_REGIONS] = "SELECT region, area, past FROM sotkanet_region"
		      "  ORDER BY region",
	[Q_FIND] = "SELECT id FROM area WHERE kind = ?1 AND code = ?2",
	[Q_PUT] = "INSERT INTO area (id, kind, code, name_fi, name_sv, name_en)"
		  "  VALUES ((SELECT coalesce(max(id), 0) + 1 FROM area"
		  "    WHERE id < 1000000), ?1, ?2, ?3, ?4, ?5)"
		  "  ON CONFLICT (kind, code) DO UPDATE SET"
		  "    name_fi = excluded.name_fi, name_sv = excluded.name_sv,"
		  "    name_en = excluded.name_en",
	[Q_PUT_UNKNOWN] = "INSERT INTO area"
			  "  (id, kind, code, name_fi, name_sv, name_en)"
			  "  VALUES (?1, 'unknown', ?2, ?2, ?2, ?2)",
	[Q_RETIRE] = "UPDATE area SET valid_to = ?2 WHERE id = ?1",
	[Q_BEGIN] = "UPDATE area SET valid_from = ?2 WHERE id = ?1",
	[Q_NAME_PUT] = "INSERT OR IGNORE INTO area_name VALUES (?1, ?2)",
	[Q_REGION_PUT] = "INSERT INTO sotkanet_region VALUES (?1, ?2, ?3)"
			 "  ON CONFLICT (region) DO UPDATE SET"
			 "    area = excluded.area",
	[Q_MEMBERS_CLEAR] = "DELETE FROM area_member",
	[Q_MEMBER_PUT] = "INSERT OR IGNORE INTO area_member VALUES (?1, ?2)",
};

static const struct sql_set areas_sql = {"etl/areas", sql, Q_COUNT};

/* Where region stands, or would. */
static size_t region_at(const struct areas *a, int64_t region)
{
	size_t lo = 0, hi = a->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (a->regions[mid].region < region)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static const struct region *region_find(const struct areas *a, int64_t region)
{
	size_t i = region_at(a, region);

	return i < a->n && a->regions[i].region == region ? &a->regions[i]
							  : NULL;
}

static void region_keep(struct areas *a, const struct region *r)
{
	size_t i = region_at(a, r->region);

	if (i < a->n && a->regions[i].region == r->region) {
		a->regions[i].area = r->area;
		return;
	}
	if (a->n == a->cap) {
		a->cap = a->cap ? 2 * a->cap : 1024;
		a->regions =
			xreallocarray(a->regions, a->cap, sizeof(*a->regions));
	}
	memmove(&a->regions[i + 1], &a->regions[i],
		(a->n - i) * sizeof(*a->regions));
	a->regions[i] = *r;
	a->n++;
}

static int region_put(struct areas *a, const struct region *r, struct err *e)
{
	struct stmt *q = stmts_at(a->q, Q_REGION_PUT);

	stmt_int(q, 1, r->region);
	stmt_int(q, 2, r->area);
	stmt_int(q, 3, r->past);
	if (stmt_run(q, e) < 0)
		return -1;
	region_keep(a, r);
	return 0;
}

int areas_new(struct areas **out, struct db *db, struct err *e)
{
	struct areas *a = xcalloc(1, sizeof(*a));
	struct stmt *q;
	int got;

	a->db = db;
	if (stmts_new(&a->q, db, &areas_sql, e) < 0) {
		areas_free(a);
		return -1;
	}
	q = stmts_at(a->q, Q_REGIONS);
	while ((got = stmt_step(q, e)) == 1)
		region_keep(a, &(struct region){stmt_col_int(q, 0),
						stmt_col_int(q, 1),
						stmt_col_int(q, 2) != 0});
	if (got < 0) {
		areas_free(a);
		return -1;
	}
	*out = a;
	return 0;
}

void areas_free(struct areas *a)
{
	if (!a)
		return;
	area_names_free(a->names);
	stmts_free(a->q);
	free(a->regions);
	free(a);
}

int areas_find(struct areas *a, const char *kind, const char *code, int64_t *id,
	       struct err *e)
{
	struct stmt *q = stmts_at(a->q, Q_FIND);
	int got;

	stmt_text(q, 1, kind);
	stmt_text(q, 2, code);
	got = stmt_step(q, e);
	*id = got > 0 ? stmt_col_int(q, 0) : 0;
	stmt_reset(q);
	return got < 0 ? -1 : 0;
}

int areas_add(struct areas *a, const char *kind, const char *code,
	      const char *const name[3], int64_t *id, struct err *e)
{
	struct stmt *q = stmts_at(a->q, Q_PUT);
	int i;

	stmt_text(q, 1, kind);
	stmt_text(q, 2, code);
	for (i = 0; i < 3; i++)
		stmt_text(q, 3 + i, name[i][0] ? name[i] : name[0]);
	if (stmt_run(q, e) < 0)
		return -1;
	return areas_find(a, kind, code, id, e);
}

int areas_add_retired(struct areas *a, struct err *e)
{
	size_t i;

	for (i = 0; i < retired_regions_n; i++) {
		const struct retired_region *r = &retired_regions[i];
		const char *name[3] = {r->name, r->name, r->name};
		char last[WHEN_TEXT];
		struct region map = {.region = r->region, .past = true};
		struct stmt *q;

		if (areas_add(a, r->kind, r->code, name, &map.area, e) < 0 ||
		    region_put(a, &map, e) < 0)
			return -1;
		if (strcmp(r->kind, "hyvinvointialue") == 0)
			continue; /* renumbered: the area is still there */
		(void)snprintf(last, sizeof(last), "%d-12-31",
			       r->first_year_without - 1);
		q = stmts_at(a->q, Q_RETIRE);
		stmt_int(q, 1, map.area);
		stmt_text(q, 2, last);
		if (stmt_run(q, e) < 0)
			return -1;
	}
	return 0;
}

static int set_day(struct areas *a, int which, int64_t area, const char *day,
		   struct err *e)
{
	struct stmt *q = stmts_at(a->q, (size_t)which);

	stmt_int(q, 1, area);
	stmt_text(q, 2, day);
	return stmt_run(q, e);
}

static int add_name(struct areas *a, int64_t area, const char *name,
		    struct err *e)
{
	struct stmt *q = stmts_at(a->q, Q_NAME_PUT);

	stmt_int(q, 1, area);
	stmt_text(q, 2, name);
	return stmt_run(q, e);
}

/* One step of one municipality. What it is called today a list will say. */
static int add_step(struct areas *a, const struct merger *m, struct err *e)
{
	const char *old[3] = {m->old_name[0], m->old_name[1], ""};
	const char *new[3] = {m->new_name[0], m->new_name[1], ""};
	char last[WHEN_TEXT];
	int64_t id, day = 0;

	if (m->kind == MOVED)
		return 0;
	(void)when_parse(m->date, &day);
	when_text(last, day - 86400)[10] = '\0';
	if (areas_add(a, "kunta", m->old_code, old, &id, e) < 0)
		return -1;
	if (m->kind == RENAMED)
		return add_name(a, id, m->old_name[0], e) < 0 ||
				       add_name(a, id, m->old_name[1], e) < 0 ||
				       areas_add(a, "kunta", m->new_code, new,
						 &id, e) < 0
			       ? -1
			       : 0;
	if (set_day(a, Q_RETIRE, id, last, e) < 0)
		return -1;
	if (m->kind != NEW_CODE)
		return 0;
	return areas_add(a, "kunta", m->new_code, new, &id, e) < 0
		       ? -1
		       : set_day(a, Q_BEGIN, id, m->date, e);
}

int areas_add_past(struct areas *a, const struct mergers *m, struct err *e)
{
	size_t i;

	for (i = 0; i < m->n; i++)
		if (add_step(a, &m->list[i], e) < 0)
			return -1;
	return mergers_store(m, a->db, e);
}

static int by_kind_and_code(const void *x, const void *y)
{
	const struct place *const *a = x, *const *b = y;
	int d = strcmp((*a)->kind, (*b)->kind);

	return d ? d : strcmp((*a)->code, (*b)->code);
}

/* area.id of each place, in the order of the list. */
static int put_places(struct areas *a, const struct answer *list, int64_t *ids,
		      struct err *e)
{
	const struct place **sorted = xcalloc(list->n_places, sizeof(*sorted));
	size_t i;
	int rc = 0;

	/* Sorted, so that an area's number does not hang on the order of an
	 * answer's rows. */
	for (i = 0; i < list->n_places; i++)
		sorted[i] = &list->places[i];
	qsort(sorted, list->n_places, sizeof(*sorted), by_kind_and_code);
	for (i = 0; rc == 0 && i < list->n_places; i++) {
		const struct place *p = sorted[i];
		const char *name[3] = {p->name[0], p->name[1], p->name[2]};
		struct region map = {.region = p->id};

		rc = areas_add(a, p->kind, p->code, name, &map.area, e);
		ids[p - list->places] = map.area;
		if (rc == 0 && list->own_ids)
			rc = region_put(a, &map, e);
	}
	free(sorted);
	return rc;
}

int areas_add_list(struct areas *a, const struct answer *list, struct err *e)
{
	int64_t *ids = xcalloc(list->n_places, sizeof(*ids));
	size_t i, j;
	int rc = put_places(a, list, ids, e);

	if (rc == 0)
		rc = stmt_run(stmts_at(a->q, Q_MEMBERS_CLEAR), e);
	for (i = 0; rc == 0 && i < list->n_places; i++) {
		const struct place *p = &list->places[i];

		for (j = 0; rc == 0 && j < p->n_members; j++) {
			const struct region *r =
				list->own_ids ? region_find(a, p->members[j])
					      : NULL;
			struct stmt *q = stmts_at(a->q, Q_MEMBER_PUT);

			if (list->own_ids && !r)
				continue; /* a whole that the list left out */
			stmt_int(q, 1, ids[i]);
			stmt_int(q, 2, r ? r->area : ids[p->members[j]]);
			rc = stmt_run(q, e);
		}
	}
	free(ids);
	return rc;
}

static int add_unknown(struct areas *a, int64_t number, const char *code,
		       int64_t *id, struct err *e)
{
	struct stmt *q = stmts_at(a->q, Q_PUT_UNKNOWN);

	*id = UNKNOWN_BASE + number;
	stmt_int(q, 1, *id);
	stmt_text(q, 2, code);
	return stmt_run(q, e);
}

/* One of the source's own numbers. */
static int resolve_own(struct areas *a, int64_t place, int64_t *id, bool *past,
		       struct err *e)
{
	const struct region *r = region_find(a, place);
	struct region map = {.region = place};
	char code[32];

	*past = r && r->past;
	if (r) {
		*id = r->area;
		return 0;
	}
	(void)snprintf(code, sizeof(code), "%lld", (long long)place);
	if (areas_find(a, "unknown", code, &map.area, e) < 0)
		return -1;
	if (map.area == 0 && add_unknown(a, place, code, &map.area, e) < 0)
		return -1;
	*id = map.area;
	return region_put(a, &map, e);
}

/* An official code. */
static int resolve_code(struct areas *a, const struct place *p, int64_t *id,
			struct err *e)
{
	int64_t number;

	if (areas_find(a, p->kind, p->code, id, e) < 0)
		return -1;
	if (*id)
		return 0;
	if (strcmp(p->kind, "unknown") == 0 &&
	    num_int(p->code, strlen(p->code), 1, 999999, &number))
		return add_unknown(a, number, p->code, id, e);
	return err_set(e, ERR_DATA, "area %s:%s is in no list of areas",
		       p->kind, p->code);
}

/* A name of that day's division. */
static int resolve_name(struct areas *a, const struct place *p, int year,
			int64_t *id, struct err *e)
{
	char day[16];

	if (!a->names && area_names_new(&a->names, a->db, e) < 0)
		return -1;
	(void)snprintf(day, sizeof(day), "%04d-01-01", year);
	return area_names_find(a->names, p->kind, p->name[0], day, id, e);
}

/* What the place of figure f of the answer means. */
static int resolve(struct areas *a, const struct answer *from,
		   const struct figure *f, int64_t *id, bool *past,
		   struct err *e)
{
	const struct place *p;
	int rc;

	if (from->own_ids)
		return resolve_own(a, f->area, id, past, e);
	*past = false;
	p = &from->places[f->area];
	rc = p->code ? resolve_code(a, p, id, e)
		     : resolve_name(a, p, f->year + from->division.lag, id, e);
	if (rc < 0 && p->where)
		(void)err_wrap(e, "%s", p->where);
	return rc;
}

int areas_resolve(struct areas *a, struct answer *figures, struct err *e)
{
	struct figures *f = &figures->figures;
	int64_t last = -1, id = 0;
	bool past = false;
	int year = 0;
	size_t i;

	for (i = 0; i < f->n; i++) {
		struct figure *g = &f->list[i];
		int64_t place = g->area;

		/* A name may mean another area in another year. */
		if ((place != last || g->year != year) &&
		    resolve(a, figures, g, &id, &past, e) < 0)
			return -1;
		last = place;
		year = g->year;
		g->area = id;
		g->past = past;
	}
	figures_sort(f);
	if (figures_unique(f, e) < 0)
		return -1;
	return figures->division.then ? areas_today(a->db, figures, e) : 0;
}

struct areas *areas_numbers(const struct areas *a)
{
	struct areas *n = xcalloc(1, sizeof(*n));

	n->regions = xreallocarray(NULL, a->n, sizeof(*n->regions));
	if (a->n)
		memcpy(n->regions, a->regions, a->n * sizeof(*n->regions));
	n->n = n->cap = a->n;
	return n;
}

int areas_resolve_numbers(const struct areas *numbers, struct answer *figures,
			  struct err *e)
{
	struct figures *f = &figures->figures;
	const struct region *r = NULL;
	size_t i;

	if (!figures->own_ids || figures->division.then)
		return 1;
	for (i = 0; i < f->n; i++)
		if ((i == 0 || f->list[i].area != f->list[i - 1].area) &&
		    !region_find(numbers, f->list[i].area))
			return 1;
	for (i = 0; i < f->n; i++) {
		struct figure *g = &f->list[i];

		if (!r || r->region != g->area)
			r = region_find(numbers, g->area);
		if (!r)
			return err_set(e, ERR_DATA, "region %lld is unknown",
				       (long long)g->area);
		g->area = r->area;
		g->past = r->past;
	}
	figures_sort(f);
	return figures_unique(f, e);
}
