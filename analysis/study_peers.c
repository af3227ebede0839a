/*
 * The study of peers: which municipalities resemble each one, by the background
 * variables of config/background.csv, and where it stands among them. Figures
 * of followed indicators wait until all are there.
 */
#include <math.h>

#include "analysis/grown.h"
#include "analysis/newest.h"
#include "analysis/order.h"
#include "analysis/peers.h"
#include "analysis/study.h"
#include "analysis/undefined.h"

enum {
	NEAREST = 7,
	TOWNS_MIN = 30, /* fewer do not make a scale */
	BESIDE_MIN = 3, /* peers with a figure that a position needs */
};

enum {
	Q_CLEAR,
	Q_TOWNS,
	Q_VARIABLES,
	Q_CLEAR_PEERS,
	Q_CLEAR_USES,
	Q_PUT_USE,
	Q_PUT_PEER,
	Q_PUT_POSITION,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_CLEAR] = "DELETE FROM peer_position WHERE indicator = ?1",
	/* by code: of two municipalities as near the first is the nearer */
	[Q_TOWNS] = "SELECT id FROM area WHERE kind = 'kunta'"
		    "  AND valid_to IS NULL ORDER BY code",
	[Q_VARIABLES] =
		"SELECT b.position, i.id, b.log, b.weight FROM background AS b"
		"  LEFT JOIN source AS s ON s.name = b.source"
		"  LEFT JOIN indicator AS i"
		"    ON i.source = s.id AND i.code = b.code"
		"  ORDER BY b.position",
	[Q_CLEAR_PEERS] = "DELETE FROM peer",
	[Q_CLEAR_USES] = "DELETE FROM peer_variable",
	[Q_PUT_USE] = "INSERT INTO peer_variable (position, year, areas, note)"
		      "  VALUES (?1, ?2, ?3, ?4)",
	[Q_PUT_PEER] = "INSERT INTO peer (area, rank, peer, distance, close,"
		       "    variables) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	[Q_PUT_POSITION] =
		"INSERT INTO peer_position (indicator, area, year, value,"
		"    peers, median, low, high, position)"
		"  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
};
static const struct sql_set peers_sql = {"analysis/study_peers", sql, Q_COUNT};

struct variable {
	int64_t position;
	bool known; /* an indicator that was read: it is followed */
	int64_t indicator;
	bool log;
	double weight;
	int year;
	size_t areas;
};

struct group {
	int64_t *towns;
	size_t n, cap;
	struct variable *variables;
	size_t p, p_cap;
	double *z; /* towns x variables */
	double *weights;
	struct peer *peers; /* towns x NEAREST */
	size_t *found;      /* peers of each town */
};

static int read_group(struct study_run *run, struct group *g, struct err *e)
{
	struct stmt *q = stmts_at(run->q, Q_TOWNS);
	int got;

	while ((got = stmt_step(q, e)) > 0) {
		g->towns = grown(g->towns, g->n, &g->cap, sizeof(*g->towns));
		g->towns[g->n++] = stmt_col_int(q, 0);
	}
	if (got < 0)
		return -1;
	q = stmts_at(run->q, Q_VARIABLES);
	while ((got = stmt_step(q, e)) > 0) {
		g->variables = grown(g->variables, g->p, &g->p_cap,
				     sizeof(*g->variables));
		g->variables[g->p++] = (struct variable){
			.position = stmt_col_int(q, 0),
			.indicator = stmt_col_int(q, 1),
			.log = stmt_col_int(q, 2) != 0,
			.weight = stmt_col_double(q, 3),
		};
	}
	return got;
}

/* Variable j of all towns: its figures in its newest common year. */
static void fill(struct group *g, size_t j, const struct newest *r)
{
	struct variable *v = &g->variables[j];

	for (size_t i = 0; i < g->n; i++) {
		double *x = &g->z[i * g->p + j];

		*x = r ? newest_value(r, g->towns[i], r->common_year)
		       : UNDEFINED;
		if (v->log)
			*x = *x > 0.0 ? log(*x) : UNDEFINED;
		v->areas += !isnan(*x);
	}
	v->known = r != NULL;
	v->year = r ? r->common_year : 0;
}

static void compare(struct group *g, const struct newest_list *k)
{
	size_t cells = g->n * g->p;

	g->z = xmalloc((cells + 1) * sizeof(*g->z));
	g->weights = xmalloc((g->p + 1) * sizeof(*g->weights));
	g->peers = xmalloc((g->n * NEAREST + 1) * sizeof(*g->peers));
	g->found = xcalloc(g->n + 1, sizeof(*g->found));
	for (size_t j = 0; j < g->p; j++) {
		fill(g, j, newest_list_at(k, g->variables[j].indicator));
		g->weights[j] = g->variables[j].areas >= TOWNS_MIN
					? g->variables[j].weight
					: 0.0;
	}
	peers_z_all(PEERS_ROBUST, g->z, g->n, g->p, g->z, g->weights);
	for (size_t i = 0; i < g->n; i++)
		g->found[i] = peers_nearest(g->z, g->weights, g->n, g->p, i,
					    NEAREST, g->peers + i * NEAREST);
}

/* How many variables two towns were compared by. */
static int64_t shared(const struct group *g, size_t a, size_t b)
{
	int64_t n = 0;

	for (size_t j = 0; j < g->p; j++)
		n += g->weights[j] > 0.0 && !isnan(g->z[a * g->p + j]) &&
		     !isnan(g->z[b * g->p + j]);
	return n;
}

static const char *use_note(const struct group *g, size_t j)
{
	if (!g->variables[j].known)
		return "no figures of a followed indicator";
	if (g->variables[j].areas < TOWNS_MIN)
		return "too few municipalities";
	return g->weights[j] > 0.0 ? "" : "nearly all municipalities alike";
}

static int put_uses(struct study_run *run, const struct group *g, struct err *e)
{
	for (size_t j = 0; j < g->p; j++) {
		struct stmt *q = stmts_at(run->q, Q_PUT_USE);

		stmt_int(q, 1, g->variables[j].position);
		if (g->variables[j].known)
			stmt_int(q, 2, g->variables[j].year);
		stmt_int(q, 3, (int64_t)g->variables[j].areas);
		stmt_text(q, 4, use_note(g, j));
		if (stmt_run(q, e) < 0)
			return -1;
	}
	return 0;
}

static double limit_of(const struct group *g)
{
	double *nearest = xmalloc((g->n + 1) * sizeof(*nearest));
	double limit;

	for (size_t i = 0; i < g->n; i++)
		nearest[i] = g->found[i] ? g->peers[i * NEAREST].distance
					 : UNDEFINED;
	limit = peers_limit(nearest, g->n);
	free(nearest);
	return limit;
}

static int put_peers(struct study_run *run, const struct group *g,
		     struct err *e)
{
	double limit = limit_of(g);

	for (size_t i = 0; i < g->n; i++) {
		const struct peer *peers = g->peers + i * NEAREST;

		for (size_t k = 0; k < g->found[i]; k++) {
			struct stmt *q = stmts_at(run->q, Q_PUT_PEER);

			stmt_int(q, 1, g->towns[i]);
			stmt_int(q, 2, (int64_t)k + 1);
			stmt_int(q, 3, g->towns[peers[k].area]);
			stmt_double(q, 4, peers[k].distance);
			stmt_int(q, 5, peers[0].distance <= limit);
			stmt_int(q, 6, shared(g, i, peers[k].area));
			if (stmt_run(q, e) < 0)
				return -1;
		}
	}
	return 0;
}

/* Where town i stands among its peers, in its own newest year. */
static int put_position(struct study_run *run, const struct group *g,
			const struct newest *r, size_t i, struct err *e)
{
	int year = newest_year(r, g->towns[i]);
	double own = newest_value(r, g->towns[i], year), v[NEAREST];
	struct stmt *q;
	size_t n = 0;

	for (size_t k = 0; k < g->found[i] && year; k++) {
		size_t peer = g->peers[i * NEAREST + k].area;

		v[n] = newest_value(r, g->towns[peer], year);
		n += !isnan(v[n]);
	}
	if (!year || g->found[i] == 0)
		return 0;
	q = stmts_at(run->q, Q_PUT_POSITION);
	stmt_int(q, 1, r->indicator);
	stmt_int(q, 2, g->towns[i]);
	stmt_int(q, 3, year);
	stmt_double(q, 4, own);
	stmt_int(q, 5, (int64_t)n);
	if (n >= BESIDE_MIN) {
		double low = order_select(v, n, 0);
		double high = order_select(v, n, n - 1);

		stmt_double(q, 6, order_median(v, n));
		stmt_double(q, 7, low);
		stmt_double(q, 8, high);
		stmt_text(q, 9,
			  own < low    ? "below"
			  : own > high ? "above"
				       : "within");
	}
	return stmt_run(q, e);
}

static int put_positions(struct study_run *run, const struct group *g,
			 struct err *e)
{
	const struct newest_list *k = run->kept;

	for (size_t j = 0; j < k->n; j++)
		for (size_t i = 0; i < g->n; i++)
			if (put_position(run, g, &k->list[j], i, e) < 0)
				return -1;
	return 0;
}

static void group_release(struct group *g)
{
	free(g->towns);
	free(g->variables);
	free(g->z);
	free(g->weights);
	free(g->peers);
	free(g->found);
}

static int end(struct study_run *run, bool followed, struct err *e)
{
	struct group g = {0};
	int rc = -1;

	if (!followed)
		return 0;
	if (stmt_run(stmts_at(run->q, Q_CLEAR_PEERS), e) < 0 ||
	    stmt_run(stmts_at(run->q, Q_CLEAR_USES), e) < 0 ||
	    read_group(run, &g, e) < 0)
		goto out;
	compare(&g, run->kept);
	if (put_uses(run, &g, e) < 0 || put_peers(run, &g, e) < 0 ||
	    put_positions(run, &g, e) < 0)
		goto out;
	rc = 0;
out:
	group_release(&g);
	return rc;
}

const struct study study_peers = {
	.name = "peers",
	.sql = &peers_sql,
	.begin = newest_list_new,
	.find = newest_find,
	.put = newest_put,
	.release = newest_free,
	.end = end,
	.free = newest_list_free,
};
