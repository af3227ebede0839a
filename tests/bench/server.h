/*
 * Serves the made-up answers on 127.0.0.1 over HTTP/1.1, gzip where it is asked
 * for, a process per connection. Packed bodies are kept in a folder, so that
 * only the first to ask waits for the packing. Ends with the process that
 * started it, or after two hours.
 */
#ifndef TESTS_BENCH_SERVER_H
#define TESTS_BENCH_SERVER_H

#include <stdatomic.h>
#include <sys/types.h>

#include "tests/bench/synth.h"

/* What the server and who started it both see. */
struct server_board {
	atomic_uint per_mille; /* of the indicators that have a version 1 now */
	atomic_uint delay_ms;  /* before each answer */
	atomic_ullong meta, figures, other; /* answers given */
	atomic_ullong bytes;                /* of bodies, as sent */
};

struct server {
	pid_t pid;
	int port;
	struct server_board *board;
};

/* `synth` and `dir` are borrowed; dir must be there. */
void server_start(struct server *s, const struct synth *synth, const char *dir);
void server_stop(struct server *s);
/* "http://127.0.0.1:PORT/rest/1.1", the caller's to free(). */
char *server_url(const struct server *s);

#endif
