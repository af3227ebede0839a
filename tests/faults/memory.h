/*
 * Memory that is refused at a chosen call: for a test program of its own, which
 * includes this once. malloc(), calloc(), realloc() of the whole program and
 * its libraries go through here; nothing is preloaded.
 *
 * The house rule: exhausted memory ends the program with one line and status 1.
 * A library may also say so in its error; what is done without that memory (a
 * cache) must come out the same.
 */
#ifndef TESTS_FAULTS_MEMORY_H
#define TESTS_FAULTS_MEMORY_H

#include <errno.h>
#include <execinfo.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/hash.h"

/* The sanitizers have their own. */
#if defined(__SANITIZE_ADDRESS__)
#define MEMORY_IS_OURS 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MEMORY_IS_OURS 0
#endif
#endif
#ifndef MEMORY_IS_OURS
#define MEMORY_IS_OURS 1
#endif

/* What is tried: appends what came of it to out, or returns -1 with e. */
typedef int memory_op(void *ctx, struct buf *out, struct err *e);

enum {
	MEMORY_DEPTH = 32,      /* of a place */
	MEMORY_LOGGED = 1 << 22 /* calls of one try */
};

static long memory_calls, memory_refused; /* refused: the call's number */
static bool memory_counts;
/* Where each call came from, written by a child for its parent; NULL: nobody
 * wants to know. */
static uint64_t *memory_places;

#if MEMORY_IS_OURS
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);

/* A place is a way to a line of code: the calls that are under way. FNV-1a of
 * their addresses; never 0. */
static uint64_t memory_place(void)
{
	void *at[MEMORY_DEPTH];
	int n = backtrace(at, MEMORY_DEPTH);
	uint64_t h = 0xcbf29ce484222325U;

	for (int i = 0; i < n; i++)
		h = (h ^ (uint64_t)(uintptr_t)at[i]) * 0x100000001b3U;
	return h | 1;
}

static bool memory_refuse(void)
{
	long n;

	if (!__atomic_load_n(&memory_counts, __ATOMIC_RELAXED))
		return false;
	n = __atomic_add_fetch(&memory_calls, 1, __ATOMIC_RELAXED);
	if (memory_places && n < MEMORY_LOGGED)
		memory_places[n] = memory_place();
	if (n == memory_refused)
		errno = ENOMEM;
	return n == memory_refused;
}

void *malloc(size_t n)
{
	return memory_refuse() ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
	return memory_refuse() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
	return memory_refuse() ? NULL : __libc_realloc(p, n);
}
#endif

struct memory_end {
	int status; /* of the process */
	long calls;
	int rc;          /* of what was tried, where it came back */
	struct buf said; /* what it gave, or its error */
	struct buf err;  /* what it wrote to standard error */
};

static void memory_read(int fd, struct buf *b)
{
	char chunk[4096];
	ssize_t n;

	while ((n = read(fd, chunk, sizeof(chunk))) > 0)
		buf_add(b, chunk, (size_t)n);
	(void)close(fd);
}

static _Noreturn void memory_child(memory_op *op, void *ctx, long refused,
				   int out_fd, int err_fd)
{
	struct err e = {0};
	struct buf out;
	FILE *f;
	int rc;

	static const int fatal[] = {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV};

	/* cmocka would take them, and go on */
	for (size_t i = 0; i < ARRAY_LEN(fatal); i++)
		(void)signal(fatal[i], SIG_DFL);
	(void)alarm(60);
	(void)dup2(err_fd, STDERR_FILENO);
	buf_init(&out, BUF_MAX);
	memory_refused = refused;
	memory_counts = true;
	rc = op(ctx, &out, &e);
	memory_counts = false;
	f = fdopen(out_fd, "w");
	if (!f)
		_exit(90);
	fprintf(f, "%ld %d\n", memory_calls, rc);
	(void)fwrite(rc < 0 ? e.msg : buf_str(&out), 1,
		     rc < 0 ? strlen(e.msg) : out.len, f);
	if (fclose(f) != 0)
		_exit(91);
	_exit(rc < 0 && !e.msg[0] ? 92 : 0); /* -1 without a reason */
}

static void memory_try(memory_op *op, void *ctx, long refused,
		       struct memory_end *r)
{
	int out[2], err[2];
	char *rest;
	struct buf raw;
	pid_t pid;

	*r = (struct memory_end){.rc = 0};
	buf_init(&r->said, BUF_MAX);
	buf_init(&r->err, BUF_MAX);
	buf_init(&raw, BUF_MAX);
	(void)fflush(NULL);
	if (pipe(out) < 0 || pipe(err) < 0)
		die("pipe");
	pid = fork();
	if (pid < 0)
		die("fork");
	if (pid == 0) {
		(void)close(out[0]);
		(void)close(err[0]);
		memory_child(op, ctx, refused, out[1], err[1]);
	}
	(void)close(out[1]);
	(void)close(err[1]);
	memory_read(out[0], &raw);
	memory_read(err[0], &r->err);
	(void)waitpid(pid, &r->status, 0);
	rest = raw.data ? strchr(raw.data, '\n') : NULL;
	if (rest) {
		char *end;

		r->calls = strtol(raw.data, &end, 10);
		r->rc = (int)strtol(end, NULL, 10);
		buf_puts(&r->said, rest + 1);
	}
	buf_release(&raw);
}

static void memory_release(struct memory_end *r)
{
	buf_release(&r->said);
	buf_release(&r->err);
}

/* NULL, or what is wrong with an end after a refusal. */
static const char *memory_judge(const struct memory_end *r,
				const struct memory_end *whole)
{
	static const char line[] = "tilannekuva: out of memory\n";

	if (WIFSIGNALED(r->status))
		return "a signal";
	if (WEXITSTATUS(r->status) == EXIT_FAILURE)
		return strcmp(buf_str(&r->err), line) == 0 ? NULL
							   : "another line";
	if (WEXITSTATUS(r->status) != 0)
		return "an error without a reason";
	if (r->rc < 0)
		return NULL;
	return strcmp(buf_str(&r->said), buf_str(&whole->said)) == 0
		       ? NULL
		       : "another result";
}

/* Places at which memory was refused before, in this process: a hash table. */
struct memory_seen {
	uint64_t *v; /* 0: free */
	size_t n, cap;
};

/* Whether it was not there yet; then it is. */
static bool memory_is_new(struct memory_seen *s, uint64_t place)
{
	size_t at;

	if (2 * s->n >= s->cap) {
		struct memory_seen wider = {.cap = s->cap ? 2 * s->cap : 1024};

		wider.v = xcalloc(wider.cap, sizeof(*wider.v));
		for (size_t i = 0; i < s->cap; i++)
			if (s->v[i])
				(void)memory_is_new(&wider, s->v[i]);
		free(s->v);
		*s = wider;
	}
	for (at = place % s->cap; s->v[at]; at = (at + 1) % s->cap)
		if (s->v[at] == place)
			return false;
	s->v[at] = place;
	s->n++;
	return true;
}

/* Runs it once with all its memory; places: filled where wanted. */
static void memory_survey(memory_op *op, void *ctx, bool places,
			  struct memory_end *whole)
{
	char digest[HASH_HEX];
	void *at[1];

	/* OpenSSL sets itself up once, and falls over where it cannot;
	 * backtrace() loads a library */
	(void)hash_hex(digest, "", 0);
	(void)backtrace(at, 1);
	if (places) {
		memory_places = mmap(NULL, MEMORY_LOGGED * sizeof(uint64_t),
				     PROT_READ | PROT_WRITE,
				     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
		if (memory_places == MAP_FAILED)
			die("mmap");
	}
	memory_try(op, ctx, 0, whole);
	if (whole->calls >= MEMORY_LOGGED)
		die("too many calls for memory: %ld", whole->calls);
}

/*
 * Which calls to refuse: those at which choice[n] is set; the caller's to
 * free(). Of each place that is new the first and the last, or, where the
 * places are not known, about `most`: the first half of them one by one, the
 * others evenly over the rest.
 */
static bool *memory_choose(const uint64_t *places, long calls, long most)
{
	static struct memory_seen first, last;
	bool *choice = xcalloc((size_t)calls + 1, sizeof(*choice));
	long step = most > 0 && calls > most
			    ? (calls - most / 2) / (most - most / 2) + 1
			    : 1;

	if (!places) {
		for (long n = 1; n <= calls; n += n < most / 2 ? 1 : step)
			choice[n] = true;
		return choice;
	}
	for (long n = 1; n <= calls; n++)
		choice[n] = memory_is_new(&first, places[n]);
	for (long n = calls; n > 0; n--)
		choice[n] |= memory_is_new(&last, places[n]);
	return choice;
}

/* About how many calls of one operation to refuse: what MEMORY_MOST says, or
 * otherwise `most`; 0: at each place; more than there are: each call. */
static long memory_most(long most)
{
	const char *said = getenv("MEMORY_MOST");

	return said ? strtol(said, NULL, 10) : most;
}

/*
 * Tries op with calls for memory refused in turn, about `most` of them; 0: at
 * each place where that was not tried before. Prints what is wrong. *tried: how
 * many. Returns how many were wrong.
 */
static size_t memory_each(const char *name, memory_op *op, void *ctx, long most,
			  size_t *tried)
{
	struct memory_end whole, r;
	bool *choice;
	size_t wrong = 0;

	memory_survey(op, ctx, most == 0, &whole);
	if (whole.status != 0 || whole.rc < 0) {
		printf("# %s: not even with memory: %d, %s%s\n", name,
		       whole.status, buf_str(&whole.said), buf_str(&whole.err));
		wrong++;
	}
	choice = memory_choose(memory_places, whole.calls, most);
	if (memory_places)
		(void)munmap(memory_places, MEMORY_LOGGED * sizeof(uint64_t));
	memory_places = NULL;
	for (long n = 1; n <= whole.calls; n++) {
		const char *why;

		if (!choice[n])
			continue;
		memory_try(op, ctx, n, &r);
		why = memory_judge(&r, &whole);
		if (why) {
			printf("# %s: call %ld of %ld: %s: status %d, rc %d, "
			       "%.300s %.200s\n",
			       name, n, whole.calls, why, r.status, r.rc,
			       buf_str(&r.said), buf_str(&r.err));
			wrong++;
		}
		memory_release(&r);
		++*tried;
	}
	free(choice);
	memory_release(&whole);
	return wrong;
}

#endif
