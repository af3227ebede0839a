/*
 * The pipeline at full size, each stage beside its yardstick of the same run:
 *
 *	bench short|small|full TILANNEKUVA CONFIG DIR
 *	bench serve short|small|full DIR [PER_MILLE]
 *	bench trends STORE SERIES >CSV
 *	bench charts VAR [CHARTS]
 *	bench queries STORE
 *
 * A table goes to standard output, a JSON object per line to DIR/bench.jsonl.
 * Charts and pages are made of the shipped snapshot: made-up municipalities
 *have no negotiation. The machine may be shared: ratios tell more than seconds.
 *Nothing fails for being slow; what fails is a night that asks for figures
 *although nothing changed, and a store brought along that differs from one made
 *anew.
 */
#include "lib/base.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/db.h"
#include "lib/file.h"
#include "lib/hash.h"
#include "tests/bench/charts.h"
#include "tests/bench/copied.h"
#include "tests/bench/queries.h"
#include "tests/bench/server.h"
#include "tests/bench/slow.h"
#include "tests/bench/trends.h"
#include "tests/bench/yardstick.h"

enum {
	SEED = 20260302,
	ROUNDS_MAX = 3,
	ARGS_MAX = 200
};

/* What is measured once a round. */
enum measure {
	M_DOWNLOAD,
	M_INSERT,
	M_READ,
	M_FETCH,
	M_LOAD,
	M_COLD,     /* fetch and load */
	M_TRENDS_1, /* the statistics alone, on one core */
	M_TRENDS_2, /* on two */
	M_ANALYSE,
	M_QUIET,     /* a night as it is, with nothing changed */
	M_QUIET_ALL, /* the same, asking about each indicator */
	M_CHANGED,   /* the same, with 1 % of the indicators changed */
	M_REBUILD,   /* facts and findings */
	M_COUNT
};

static const struct {
	const char *name;
	enum measure yardstick;
	double target; /* of the ratio; 0: none */
} measures[M_COUNT] = {
	[M_DOWNLOAD] = {"download only", M_DOWNLOAD, 0},
	[M_INSERT] = {"raw insert", M_INSERT, 0},
	[M_READ] = {"read all rows", M_READ, 0},
	[M_FETCH] = {"fetch", M_INSERT, 0},
	[M_LOAD] = {"load (facts from the archive)", M_INSERT, 1.25},
	[M_COLD] = {"cold: fetch, load", M_INSERT, 1.25},
	[M_TRENDS_1] = {"trends alone, one thread", M_READ, 0},
	[M_TRENDS_2] = {"trends alone, two threads", M_READ, 0.7},
	[M_ANALYSE] = {"analyse", M_READ, 2},
	[M_QUIET] = {"night, nothing changed", M_COLD, 0.01},
	[M_QUIET_ALL] = {"  each indicator asked about", M_COLD, 0},
	[M_CHANGED] = {"  and 1 % of them changed", M_COLD, 0.03},
	[M_REBUILD] = {"rebuild, findings too", M_INSERT, 0},
};

struct round {
	double seconds[M_COUNT];
	long rss[M_COUNT]; /* KiB; 0: not one of ours */
};

struct bench {
	const char *size, *program, *config, *dir;
	struct synth *synth;
	struct server server;
	char *url, *var, *store; /* owned */
	struct round rounds[ROUNDS_MAX];
	size_t n_rounds;
	int64_t rows;
	size_t series;
	/* bytes, of the cold run: bodies as sent, files, the store before and
	 * after it was analysed */
	double wire, archive, facts, whole;
	bool wrong;
};

static const struct {
	const char *name;
	enum synth_size size;
	size_t rounds;
} sizes[] = {
	{"short", SYNTH_SHORT, 3},
	{"small", SYNTH_SMALL, 1},
	{"full", SYNTH_FULL, 1},
};

static void check(int rc, const struct err *e)
{
	if (rc < 0)
		die("%s", e->msg);
}

/* --- running our program -------------------------------------------------- */

static _Noreturn void become(const struct bench *b, const char *day,
			     const char *const *words)
{
	char *set = xasprintf("sotkanet.url=%s", b->url);
	char *log = xasprintf("%s/log", b->dir);
	/* Made-up figures are not held back, however odd; they are checked. */
	const char *argv[ARGS_MAX] = {
		b->program,      "--var", b->var, "--config",
		b->config,       "--now", day,    "--set",
		"quality.hold=", "--set", set};
	size_t n = 11;
	int fd = open(log, O_WRONLY | O_CREAT | O_APPEND, 0666);

	for (; *words; words++)
		argv[n++] = *words;
	argv[n] = NULL;
	if (fd < 0 || dup2(fd, STDERR_FILENO) < 0)
		_exit(127);
	(void)execv(b->program, (char *const *)(uintptr_t)argv);
	_exit(127);
}

/* One command: adds its time to the measure, keeps its peak. */
static void command(struct bench *b, struct round *r, enum measure m,
		    const char *day, const char *const *words)
{
	double start = seconds_now();
	struct rusage use;
	int status;
	pid_t pid = fork();

	if (pid < 0)
		die("fork: %s", strerror(errno));
	if (pid == 0)
		become(b, day, words);
	while (wait4(pid, &status, 0, &use) < 0)
		if (errno != EINTR)
			die("wait: %s", strerror(errno));
	r->seconds[m] += seconds_now() - start;
	if (use.ru_maxrss > r->rss[m])
		r->rss[m] = use.ru_maxrss;
	if (status != 0)
		die("%s %s: status %d, see %s/log", b->program, words[0],
		    WEXITSTATUS(status), b->dir);
}

/* As `run` does it: those that are followed and a share of the rest, or all. */
static void night(struct bench *b, struct round *r, enum measure m,
		  const char *day, bool all)
{
	static const char *const usual[] = {"fetch", NULL};
	static const char *const each[] = {"--set", "sotkanet.rest_days=1",
					   "fetch", "--all", NULL};

	command(b, r, m, day, all ? each : usual);
	command(b, r, m, day, (const char *const[]){"load", NULL});
	command(b, r, m, day, (const char *const[]){"analyse", NULL});
}

/* --- a round -------------------------------------------------------------- */

static void content_id(const struct bench *b, char out[HASH_HEX])
{
	struct db *db = NULL;
	struct stmt *q = NULL;
	struct err e = {0};

	check(db_open(&db, b->store, DB_READ, &e), &e);
	check(stmt_new(&q, db,
		       "SELECT value FROM store_info WHERE key = 'content_id'",
		       &e),
	      &e);
	check(stmt_step(q, &e), &e);
	(void)snprintf(out, HASH_HEX, "%s", stmt_col_text(q, 0));
	stmt_free(q);
	db_close(db);
}

static void complain(struct bench *b, const char *what)
{
	printf("WRONG: %s\n", what);
	b->wrong = true;
}

static void nights(struct bench *b, struct round *r)
{
	static const char *const rebuild[] = {"rebuild", NULL};
	struct server_board *board = b->server.board;
	char along[HASH_HEX], anew[HASH_HEX];
	uint64_t asked = atomic_load(&board->figures);

	night(b, r, M_QUIET, "2026-03-03T03:00:00Z", false);
	night(b, r, M_QUIET_ALL, "2026-03-04T03:00:00Z", true);
	if (atomic_load(&board->figures) != asked)
		complain(b, "figures were asked for on a quiet night");
	atomic_store(&board->per_mille, 10);
	night(b, r, M_CHANGED, "2026-03-05T03:00:00Z", true);
	if (atomic_load(&board->figures) == asked)
		complain(b, "nobody asked for the changed figures");
	atomic_store(&board->per_mille, 0);
	content_id(b, along);
	command(b, r, M_REBUILD, "2026-03-05T04:00:00Z", rebuild);
	content_id(b, anew);
	if (strcmp(along, anew) != 0)
		complain(b, "the store brought along is not the one made anew");
}

static double file_size(const struct bench *b, const char *name)
{
	char *path = xasprintf("%s/%s", b->var, name);
	struct stat s;
	double n = stat(path, &s) == 0 ? (double)s.st_size : 0;

	free(path);
	return n;
}

static void trends(struct bench *b, struct round *r)
{
	struct series_set *s = series_set_read(b->store);

	b->series = series_set_n(s);
	r->seconds[M_TRENDS_1] = series_set_trends(s, 1);
	r->seconds[M_TRENDS_2] = series_set_trends(s, 2);
	series_set_free(s);
}

static void cold(struct bench *b, struct round *r)
{
	static const char *const fetch[] = {"fetch", "--all", NULL};
	static const char *const load[] = {"load", NULL};
	static const char *const analyse[] = {"analyse", NULL};
	const char *day = "2026-03-02T03:00:00Z";
	char *raw = xasprintf("%s/raw.db", b->dir);

	r->seconds[M_DOWNLOAD] = yardstick_download(b->synth, b->url);
	atomic_store(&b->server.board->bytes, 0);
	command(b, r, M_FETCH, day, fetch);
	b->wire = (double)atomic_load(&b->server.board->bytes);
	b->archive = file_size(b, "archive.db");
	command(b, r, M_LOAD, day, load);
	b->facts = file_size(b, "tilannekuva.db");
	r->seconds[M_INSERT] = yardstick_insert(b->store, raw);
	command(b, r, M_ANALYSE, day, analyse);
	b->whole = file_size(b, "tilannekuva.db");
	r->seconds[M_READ] = yardstick_read(b->store, &b->rows);
	trends(b, r);
	r->seconds[M_COLD] = r->seconds[M_FETCH] + r->seconds[M_LOAD];
	r->rss[M_COLD] = r->rss[M_FETCH] > r->rss[M_LOAD] ? r->rss[M_FETCH]
							  : r->rss[M_LOAD];
	(void)unlink(raw);
	free(raw);
}

/* --- the report ----------------------------------------------------------- */

static int ascending(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double median(const struct bench *b, enum measure m)
{
	double t[ROUNDS_MAX];
	size_t i;

	for (i = 0; i < b->n_rounds; i++)
		t[i] = b->rounds[i].seconds[m];
	qsort(t, b->n_rounds, sizeof(*t), ascending);
	return t[b->n_rounds / 2];
}

static void report_measure(const struct bench *b, enum measure m, FILE *lines)
{
	double t = median(b, m), ratio = t / median(b, measures[m].yardstick);
	double target = measures[m].target;
	const char *beside = measures[measures[m].yardstick].name;
	long rss = 0;
	size_t i;

	for (i = 0; i < b->n_rounds; i++)
		if (b->rounds[i].rss[m] > rss)
			rss = b->rounds[i].rss[m];
	printf("%-30s %9.3f s %7.3f M/s", measures[m].name, t,
	       (double)b->rows / t / 1e6);
	if (measures[m].yardstick != m)
		printf("  %8.3f x %-17s", ratio, beside);
	if (target > 0)
		printf(" <= %4.2f", target);
	if (rss)
		printf("  %6.1f MiB", (double)rss / 1024);
	putchar('\n');
	fprintf(lines,
		"{\"size\": \"%s\", \"figures\": %lld, \"measure\": \"%s\", "
		"\"seconds\": %.4f, \"yardstick\": \"%s\", \"ratio\": %.4f, "
		"\"target\": %.2f, \"peak_mib\": %.1f}\n",
		b->size, (long long)b->rows, measures[m].name, t, beside, ratio,
		target, (double)rss / 1024);
}

static void report_bytes(const struct bench *b, FILE *lines)
{
	double n = (double)b->rows;

	printf("%zu series: %.2f million trends a second on one core\n",
	       b->series, (double)b->series / median(b, M_TRENDS_1) / 1e6);
	printf("tilannekuva.db  %.1f bytes a figure <= 30, findings too %.1f\n"
	       "archive.db      %.3f x bytes over the wire <= 1.02,"
	       " %.1f bytes a figure\n",
	       b->facts / n, b->whole / n, b->archive / b->wire,
	       b->archive / n);
	fprintf(lines,
		"{\"size\": \"%s\", \"figures\": %lld, \"measure\": \"bytes\", "
		"\"facts_per_figure\": %.2f, \"store_per_figure\": %.2f, "
		"\"archive_to_wire\": %.4f}\n",
		b->size, (long long)b->rows, b->facts / n, b->whole / n,
		b->archive / b->wire);
}

/* --- charts and pages ----------------------------------------------------- */

static double one(struct bench *b, const char *const *words)
{
	struct round r = {.seconds = {0}};

	command(b, &r, M_ANALYSE, "2026-03-02T03:00:00Z", words);
	return r.seconds[M_ANALYSE];
}

static void import_snapshot(struct bench *b)
{
	const char *words[ARGS_MAX - 20] = {"import"};
	glob_t found;
	size_t n = 1;

	if (glob("etl/snapshot/*.exchange", 0, NULL, &found) != 0)
		die("etl/snapshot: not here; run from the top of the project");
	for (size_t i = 0; i < found.gl_pathc && n + 1 < ARRAY_LEN(words); i++)
		words[n++] = found.gl_pathv[i];
	(void)one(b, words);
	globfree(&found);
}

static int64_t charts_of(const struct bench *b)
{
	struct db *db = NULL;
	struct err e = {0};
	int64_t n = 0;

	check(db_open(&db, b->store, DB_READ, &e), &e);
	check(db_int(db, "SELECT count(*) FROM v_chart", 0, &n, &e), &e);
	db_close(db);
	return n;
}

static void report_made(const struct bench *b, const char *what, double seconds,
			int64_t n, FILE *lines)
{
	printf("%-30s %9.3f s", what, seconds);
	if (n > 0)
		printf(" %9.1f a second", (double)n / seconds);
	putchar('\n');
	fprintf(lines,
		"{\"size\": \"%s\", \"made\": \"%s\", \"seconds\": %.4f, "
		"\"n\": %lld}\n",
		b->size, what, seconds, (long long)n);
}

/* Beside a yardstick in seconds; target 0: none. */
static void report_beside(const struct bench *b, const char *what,
			  double seconds, const char *beside, double yardstick,
			  double target, FILE *lines)
{
	double ratio = yardstick > 0 ? seconds / yardstick : 0;

	printf("  beside %-21s %9.3f s %22.3f x", beside, yardstick, ratio);
	if (target > 0)
		printf(" %21s %4.2f", "<=", target);
	putchar('\n');
	fprintf(lines,
		"{\"size\": \"%s\", \"measure\": \"%s\", \"seconds\": %.4f, "
		"\"yardstick\": \"%s\", \"ratio\": %.4f, \"target\": %.2f}\n",
		b->size, what, seconds, beside, ratio, target);
}

/* All from a slow server, into a folder of its own. */
static double fetch_slowly(void *ctx, const char *url)
{
	static const char *const fetch[] = {"fetch", "--all", NULL};
	struct bench b = *(const struct bench *)ctx;
	struct err e = {0};
	double seconds;

	b.url = xstrdup(url);
	b.var = xasprintf("%s/slow", b.dir);
	check(file_remove_tree(b.var, &e), &e);
	seconds = one(&b, fetch);
	free(b.url);
	free(b.var);
	return seconds;
}

/* One language; the short form draws two kinds of chart. */
static void pages(const struct bench *outer, bool all, FILE *lines)
{
	struct bench b = *outer;
	const char *kinds = all ? "plot.kinds=trend, spine, rug, multiples, "
				  "map, rank, slope, funnel, clock"
				: "plot.kinds=spine, map";
	const char *const plot[] = {"--set", "plot.langs=fi", "--set",
				    kinds,   "plot",          NULL};
	const char *const brief[] = {"--set",       "site.langs=fi", "--set",
				     "site.pdf=no", "brief",         NULL};
	struct err e = {0};
	double seconds, yardstick;
	char *site;
	size_t n;

	b.var = xasprintf("%s/pages", b.dir);
	b.store = xasprintf("%s/tilannekuva.db", b.var);
	b.config = "config";
	check(file_remove_tree(b.var, &e), &e);
	import_snapshot(&b);
	(void)one(&b, (const char *const[]){"load", NULL});
	(void)one(&b, (const char *const[]){"analyse", NULL});
	seconds = one(&b, plot);
	report_made(&b, "plot, the snapshot", seconds, charts_of(&b), lines);
	yardstick = charts_bare(b.var, kinds, &n);
	report_beside(&b, "plot, the snapshot", seconds, "gnuplot alone",
		      yardstick, 1.2, lines);
	report_made(&b, "  again, nothing changed", one(&b, plot), 0, lines);
	seconds = one(&b, brief);
	site = xasprintf("%s/site", b.var);
	yardstick = copied_seconds(site, &n);
	report_made(&b, "brief, without PDF", seconds, (int64_t)n, lines);
	report_beside(&b, "brief, without PDF", seconds, "writing the files",
		      yardstick, 0, lines);
	free(site);
	report_made(&b, "  again, nothing changed", one(&b, brief), 0, lines);
	free(b.store);
	free(b.var);
}

/* --- */

/* The server, its answers kept in a folder that is named by what they are. */
static void start(struct bench *b, enum synth_size size)
{
	char hash[HASH_HEX], *cache;
	struct request r;
	struct err e = {0};
	struct buf body;
	int i;

	b->synth = synth_new(size, SEED);
	buf_init(&body, BUF_MAX);
	for (i = 0; i < 3; i++) {
		synth_request_figures(b->synth, (size_t)i * 7, i % 2, &r);
		(void)synth_answer(b->synth, &r, i % 2, &body);
		synth_request_meta(b->synth, (size_t)i, &r);
		(void)synth_answer(b->synth, &r, i % 2, &body);
	}
	r.kind = ANSWER_AREAS;
	(void)synth_answer(b->synth, &r, 0, &body);
	(void)hash_hex(hash, body.data, body.len);
	buf_release(&body);
	cache = xasprintf("%s/answers-%.12s", b->dir, hash);
	check(file_mkdirs(cache, &e), &e);
	server_start(&b->server, b->synth, cache); /* cache lives on */
	b->url = server_url(&b->server);
}

static int serve(int argc, char **argv, enum synth_size size)
{
	struct bench b = {.dir = argv[3]};

	start(&b, size);
	if (argc > 4)
		atomic_store(&b.server.board->per_mille,
			     (unsigned)strtoul(argv[4], NULL, 10));
	puts(b.url);
	(void)fflush(stdout);
	(void)pause();
	server_stop(&b.server);
	return 0;
}

static int run(struct bench *b, enum synth_size size)
{
	char *path = xasprintf("%s/bench.jsonl", b->dir);
	struct err e = {0};
	FILE *lines;
	size_t i;
	int m;

	b->var = xasprintf("%s/var", b->dir);
	b->store = xasprintf("%s/tilannekuva.db", b->var);
	check(file_mkdirs(b->dir, &e), &e);
	start(b, size);
	/* The first to ask waits for the packing. */
	(void)yardstick_download(b->synth, b->url);
	for (i = 0; i < b->n_rounds; i++) {
		check(file_remove_tree(b->var, &e), &e);
		cold(b, &b->rounds[i]);
		nights(b, &b->rounds[i]);
	}
	server_stop(&b->server);
	lines = fopen(path, "a");
	if (!lines)
		die("%s: %s", path, strerror(errno));
	printf("%s: %zu indicators, %lld figures\n", b->size,
	       synth_indicators(b->synth), (long long)b->rows);
	for (m = 0; m < M_COUNT; m++)
		report_measure(b, (enum measure)m, lines);
	report_bytes(b, lines);
	queries_report(b->store, b->size, lines);
	path = xasprintf("%s/slow.answers", b->dir);
	slow_report(b->size, path, fetch_slowly, b, lines);
	free(path);
	pages(b, size != SYNTH_SHORT, lines);
	(void)fclose(lines);
	return b->wrong;
}

/* What other programs compute the same trends from. */
static int write_series(const char *store, const char *n)
{
	struct series_set *s = series_set_read(store);
	size_t series = strtoul(n, NULL, 10);
	double start;

	series_set_csv(s, series, 5, stdout);
	start = series_set_trends(s, 1);
	fprintf(stderr, "%.3f us a trend, one core\n",
		start / (double)series_set_n(s) * 1e6);
	series_set_free(s);
	return 0;
}

int main(int argc, char **argv)
{
	bool serves = argc > 3 && strcmp(argv[1], "serve") == 0;
	size_t i;

	if (argc == 4 && strcmp(argv[1], "trends") == 0)
		return write_series(argv[2], argv[3]);
	if ((argc == 3 || argc == 4) && strcmp(argv[1], "charts") == 0) {
		charts_report(argv[2],
			      argc == 4 ? strtoul(argv[3], NULL, 10) : 200);
		return 0;
	}
	if (argc == 3 && strcmp(argv[1], "queries") == 0) {
		queries_report(argv[2], "given", stderr);
		return 0;
	}
	(void)setvbuf(stdout, NULL, _IOLBF, 0);
	for (i = 0; i < ARRAY_LEN(sizes) && (serves || argc == 5); i++) {
		struct bench b = {.size = sizes[i].name,
				  .n_rounds = sizes[i].rounds};

		if (strcmp(argv[serves ? 2 : 1], sizes[i].name) != 0)
			continue;
		if (serves)
			return serve(argc, argv, sizes[i].size);
		b.program = argv[2];
		b.config = argv[3];
		b.dir = argv[4];
		return run(&b, sizes[i].size);
	}
	fputs("usage: bench short|small|full TILANNEKUVA CONFIG DIR\n"
	      "       bench serve short|small|full DIR [PER_MILLE]\n"
	      "       bench trends STORE SERIES\n"
	      "       bench charts VAR [CHARTS]\n"
	      "       bench queries STORE\n",
	      stderr);
	return 2;
}
