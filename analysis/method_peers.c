/*
 * `stat peers`: the five nearest areas of each set by all further columns,
 * Euclidean distance of plain z. A column without spread is ignored; two areas
 * that share less than 70 % of the columns have no distance. Of two areas as
 * far the one that comes first by area_id is nearer, numbers as numbers: so
 * the order of rows decides nothing.
 */
#include "analysis/peers.h"
#include "analysis/stat.h"

enum {
	COL_SET,
	COL_AREA,
	NEAREST = 5,
	AREAS_MAX = 10000 /* all are compared with all */
};

static const struct stat_column in[] = {
	[COL_SET] = {"set_id", STAT_ID, 0, 0, "a name for the set", NULL},
	[COL_AREA] = {"area_id", STAT_NAME, 0, 0, "a name for the area", NULL},
};

static const char *const columns[] = {"set_id", "area_id", "rank", "peer_id",
				      "distance"};

static bool is_number(const char *s)
{
	return *s && s[strspn(s, "0123456789")] == '\0';
}

/* 9 before 10, numbers before names, 09 beside 9 but never equal to it. */
static int compare_name(const char *a, const char *b)
{
	bool x = is_number(a), y = is_number(b);

	if (x != y)
		return x ? -1 : 1;
	if (x) {
		const char *p = a + strspn(a, "0"), *q = b + strspn(b, "0");
		size_t m = strlen(p), n = strlen(q);
		int c = m != n ? (m > n) - (m < n) : strcmp(p, q);

		if (c != 0)
			return c;
	}
	return strcmp(a, b);
}

struct member {
	const struct stat_row *row;
	size_t input; /* place in the set as given */
};

static int compare_member(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	int c = compare_name(x->row->name, y->row->name);

	return c != 0 ? c : (x->input > y->input) - (x->input < y->input);
}

struct set {
	struct member *members; /* by name */
	size_t n, p;
	double *z;
	double *weights;
	size_t *places; /* in members, by place in the input */
};

/* set_release() after either. */
static int set_read(struct set *s, const struct stat_table *t, size_t g,
		    struct err *e)
{
	size_t from = t->starts[g], n = t->starts[g + 1] - from;
	size_t skip = t->method->in_n;

	*s = (struct set){.n = n, .p = t->more_n};
	s->members = xmalloc(n * sizeof(*s->members));
	s->places = xmalloc(n * sizeof(*s->places));
	s->z = xmalloc((n * s->p + 1) * sizeof(*s->z));
	s->weights = xmalloc((s->p + 1) * sizeof(*s->weights));
	for (size_t i = 0; i < n; i++)
		s->members[i] =
			(struct member){&t->rows[t->members[from + i]], i};
	qsort(s->members, n, sizeof(*s->members), compare_member);
	for (size_t i = 0; i < n; i++) {
		const struct stat_row *row = s->members[i].row;

		if (i > 0 &&
		    strcmp(s->members[i - 1].row->name, row->name) == 0)
			return err_set(e, ERR_USAGE,
				       "standard input: row %zu, column "
				       "area_id: '%.40s': row %zu has this "
				       "area too",
				       row->line, row->name,
				       s->members[i - 1].row->line);
		s->places[s->members[i].input] = i;
		for (size_t j = 0; j < s->p; j++)
			s->z[i * s->p + j] = row->v[skip + j];
	}
	return 0;
}

static void set_release(struct set *s)
{
	free(s->members);
	free(s->places);
	free(s->z);
	free(s->weights);
}

static void set_scale(struct set *s)
{
	for (size_t j = 0; j < s->p; j++)
		s->weights[j] = 1.0;
	peers_z_all(PEERS_PLAIN, s->z, s->n, s->p, s->z, s->weights);
}

static void put_area(const struct set *s, size_t at, struct buf *out)
{
	struct peer peers[NEAREST];
	size_t n =
		peers_nearest(s->z, s->weights, s->n, s->p, at, NEAREST, peers);

	for (size_t i = 0; i < n; i++) {
		csv_put(out, s->members[at].row->id);
		csv_put(out, s->members[at].row->name);
		csv_put_int(out, (int64_t)i + 1);
		csv_put(out, s->members[peers[i].area].row->name);
		csv_put_double(out, peers[i].distance);
		csv_end(out);
	}
}

static int check_sizes(const struct stat_table *t, struct err *e)
{
	for (size_t g = 0; g < t->groups; g++)
		if (t->starts[g + 1] - t->starts[g] > AREAS_MAX)
			return err_set(
				e, ERR_USAGE,
				"standard input: row %zu, column set_id: "
				"more than %d areas in a set",
				t->rows[t->members[t->starts[g] + AREAS_MAX]]
					.line,
				AREAS_MAX);
	return 0;
}

static int run(const struct stat_table *t, struct buf *out, struct err *e)
{
	if (check_sizes(t, e) < 0)
		return -1;
	for (size_t g = 0; g < t->groups; g++) {
		struct set s;
		int rc = set_read(&s, t, g, e);

		if (rc == 0) {
			set_scale(&s);
			for (size_t i = 0; i < s.n; i++)
				put_area(&s, s.places[i], out);
		}
		set_release(&s);
		if (rc < 0)
			return -1;
	}
	return 0;
}

const struct method method_peers = {
	.name = "peers",
	.title = "the five nearest areas by background variables",
	.in = in,
	.in_n = ARRAY_LEN(in),
	.out = columns,
	.out_n = ARRAY_LEN(columns),
	.more = true,
	.run = run,
};
