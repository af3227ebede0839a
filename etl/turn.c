#include "etl/turn.h"

#include <pthread.h>

#include "lib/hash.h"
#include "lib/http.h"
#include "lib/num.h"

/* So many requests in a row, and the source is left in peace for tonight. */
enum {
	AWAY = 3, /* without an answer, or with "not now" */
	LOST = 10 /* with nothing that can be used */
};

/* Bytes of a refused answer that are kept: one night after the other of larger
 * ones would fill the disk. */
enum {
	REFUSED_MAX = 16 << 20
};

/* A body that is read aside, as it came: some ten times as much is held in
 * memory while it is. */
enum {
	ASIDE_MAX = 512 * 1024
};

/* "section.key" of the source, as a number. */
static int64_t setting(const struct turn *t, const char *key)
{
	char name[80];

	(void)snprintf(name, sizeof(name), "%s.%s", t->source->name, key);
	return conf_int(t->app->conf, name);
}

/* The request as the archive keeps it; the caller's to free(). */
static char *request_text(const struct turn *t, const struct request *r)
{
	struct buf b;

	buf_init(&b, BUF_MAX);
	if (!r->url)
		buf_puts(&b, t->base);
	t->source->request_write(&b, r);
	return b.data;
}

int turn_open(struct turn *t, struct err *e)
{
	int64_t minutes = conf_int(t->app->conf, "run.deadline_min");
	char name[80];
	const char *url;
	struct http_settings s = {
		.contact = conf_text(t->app->conf, "http.contact"),
		.connect_timeout_s =
			(int)conf_int(t->app->conf, "http.connect_timeout_s"),
		.timeout_s = (int)conf_int(t->app->conf, "http.timeout_s"),
		.budget_s = (int)conf_int(t->app->conf, "http.budget_s"),
		.attempts = (int)conf_int(t->app->conf, "http.attempts"),
		.body_max = BODY_MAX,
		.busy_s = t->busy_s,
	};

	(void)snprintf(name, sizeof(name), "%s.url", t->source->name);
	url = conf_text(t->app->conf, name);
	if (http_allowed(url, e) < 0)
		return err_wrap(e, "setting %s", name);
	/* A server on this machine is ours: nobody to be spared. */
	t->pause_ms = http_is_loopback(url) ? 0 : (int)setting(t, "pause_ms");
	s.pause_ms = t->pause_ms;
	t->base = xasprintf("%s%s", url,
			    url[0] && url[strlen(url) - 1] == '/' ? "" : "/");
	if (t->o->dry_run)
		return 0;
	if (!s.contact[0] && !http_is_loopback(url))
		return err_set(
			e, ERR_CONFIG,
			"setting http.contact is empty: %s wants to know "
			"whom to reach; put an e-mail address there",
			t->source->title);
	t->ends_at_s = minutes ? when_ticks() + 60 * (double)minutes : 0;
	t->http = http_new(&s, e);
	return t->http ? 0 : -1;
}

void turn_pace(struct turn *t, int64_t calls, int64_t seconds)
{
	int64_t ms = (seconds * 1000 + calls - 1) / calls;

	if (t->http)
		http_pace(t->http, ms > t->pause_ms ? (int)ms : t->pause_ms);
}

/* One request and what came of it. */
struct asked {
	const struct request *r;
	const char *basis;  /* NULL: none */
	const char *reason; /* why it is asked */
	char *text;         /* as the archive keeps it; owned */
	const char *url;    /* that is asked; borrowed */
	struct known known; /* the newest accepted answer of its topic */
	bool held;          /* that one has this scope: it may still hold */
	struct http_answer h;
	struct err why;        /* why it is refused */
	const char *unchanged; /* hash of the held body that it repeats */
	size_t odd;            /* unexpected keys */
	char topic[TOPIC_TEXT], at[WHEN_TEXT];
};

static int asked_begin(struct asked *a, struct turn *t, struct err *e)
{
	struct buf scope;

	http_answer_init(&a->h, BODY_MAX);
	a->text = request_text(t, a->r);
	a->url = a->r->url ? a->r->url : a->text;
	if (archive_known(t->archive, t->source, request_topic(a->topic, a->r),
			  &a->known, e) < 0)
		return -1;
	buf_init(&scope, 4000);
	request_scope(&scope, a->r);
	a->held = a->known.body[0] &&
		  strcmp(a->known.scope, buf_str(&scope)) == 0;
	buf_release(&scope);
	return 0;
}

static void asked_end(struct asked *a)
{
	http_answer_release(&a->h);
	known_release(&a->known);
	free(a->text);
}

/* Whether what came is what is held, byte for byte; where only the packing
 * differs, it is not kept a second time. */
static int compare_held(struct asked *a, struct turn *t,
			const struct buf *plain, struct err *e)
{
	char hash[HASH_HEX];
	struct buf held;
	int rc;

	if (!a->held ||
	    strcmp(hash_hex(hash, buf_str(&a->h.body), a->h.body.len),
		   a->known.body) == 0)
		return 0;
	buf_init(&held, BODY_MAX);
	rc = archive_body(t->archive, a->known.body, &held, e);
	if (rc == 0 && held.len == plain->len &&
	    memcmp(buf_str(&held), buf_str(plain), plain->len) == 0)
		a->unchanged = a->known.body;
	buf_release(&held);
	return rc;
}

/* Unpacks and reads what came (or what still holds, after a 304). */
static int read_answer(struct asked *a, struct turn *t, struct answer *out,
		       struct err *e)
{
	struct buf plain;
	int rc;

	buf_init(&plain, BODY_MAX);
	if (a->h.status == 304) {
		a->unchanged = a->known.body;
		rc = archive_body(t->archive, a->known.body, &plain, e);
	} else {
		rc = body_unpack(a->h.encoding, buf_str(&a->h.body),
				 a->h.body.len, &plain, e);
		if (rc == 0)
			rc = compare_held(a, t, &plain, e);
	}
	if (rc == 0)
		rc = source_parse(t->source, a->r, buf_str(&plain), plain.len,
				  out, e);
	buf_release(&plain);
	return rc;
}

static int keep_answer(struct asked *a, struct turn *t, enum verdict *v,
		       struct err *e)
{
	bool refused = a->why.code != ERR_NONE;
	struct arrival in = {
		.source = t->source,
		.asks = a->r,
		.request = a->text,
		.basis = a->basis,
		.fetched_at = a->at,
		.status = a->h.status,
		.etag = a->h.etag,
		.last_modified = a->h.last_modified,
		/* one that was not asked for is in the reason */
		.encoding = strcmp(a->h.encoding, "gzip") == 0 ? "gzip" : "",
		.body = a->unchanged || a->h.body.len == 0 ||
					(refused && a->h.body.len > REFUSED_MAX)
				? NULL
				: buf_str(&a->h.body),
		.len = a->h.body.len,
		.unchanged = a->unchanged,
		.refused = refused ? a->why.msg : NULL,
	};

	if (archive_put(t->archive, &in, v, e) < 0)
		return -1;
	t->out->new += *v == VERDICT_NEW;
	t->out->same += *v == VERDICT_SAME;
	t->out->refused += *v == VERDICT_REFUSED;
	return 0;
}

/* The address stands beside the reason in the archive and is long: what is said
 * of it is enough. */
static void drop_address(struct err *e, const char *url)
{
	size_t n = 0;

	while (url[n] && url[n] == e->msg[n])
		n++;
	if (n && strncmp(e->msg + n, ": ", 2) == 0)
		memmove(e->msg, e->msg + n + 2, strlen(e->msg + n + 2) + 1);
}

/* What the ledger and the log are told of it. */
static void report(const struct asked *a, struct turn *t, enum verdict v)
{
	bool away =
		a->h.status == 0 || a->h.status == 429 || a->h.status >= 500;

	log_debug(&t->app->log, "%s: status %ld, %zu bytes, %.1f s (%s)",
		  a->url, a->h.status, a->h.body.len, a->h.seconds, a->reason);
	log_event(&t->app->log, "request",
		  "{s:s,s:s,s:s,s:s,s:I,s:I,s:f,s:i,s:s,s:s*}", "source",
		  t->source->name, "topic", a->topic, "url", a->url, "why",
		  a->reason, "status", (long long)a->h.status, "bytes",
		  (long long)a->h.body.len, "seconds", a->h.seconds, "attempts",
		  a->h.attempts, "verdict", verdict_name(v), "reason",
		  v == VERDICT_REFUSED ? a->why.msg : NULL);
	t->out->requests += a->h.attempts;
	t->out->bytes += (int64_t)a->h.body.len;
	t->status = a->h.status;
	t->away = away ? t->away + 1 : 0;
	if (v == VERDICT_REFUSED && t->forgives && t->forgives == a->h.status)
		return;
	t->lost = v == VERDICT_REFUSED ? t->lost + 1 : 0;
	if (v != VERDICT_REFUSED)
		return;
	if (t->optional) {
		log_warn(&t->app->log, "%s %s: %s", t->source->name, a->topic,
			 a->why.msg);
		return;
	}
	log_error(&t->app->log, "%s %s: %s", t->source->name, a->topic,
		  a->why.msg);
	t->out->failed++;
}

int turn_recall(const struct turn *t, const struct request *r,
		struct answer *out, struct err *e)
{
	char topic[TOPIC_TEXT];
	struct known known;
	struct err why = {0};
	struct buf body;
	int rc = 0;

	if (archive_known(t->archive, t->source, request_topic(topic, r),
			  &known, e) < 0)
		return -1;
	buf_init(&body, BODY_MAX);
	if (known.body[0])
		rc = archive_body(t->archive, known.body, &body, e) < 0 ? -1
									: 1;
	/* One that this program cannot read any more is asked for again. */
	if (rc == 1 &&
	    source_parse(t->source, r, buf_str(&body), body.len, out, &why) < 0)
		rc = 0;
	buf_release(&body);
	known_release(&known);
	return rc;
}

/* --dry-run: what would be asked, and what is known instead of an answer. */
static int show(struct turn *t, const struct request *r, const char *reason,
		struct answer *out, struct err *e)
{
	char *text = request_text(t, r);
	int rc = 0;

	printf("%s\t%s\n", text, reason);
	free(text);
	if (r->kind == ANSWER_LIST || r->kind == ANSWER_META ||
	    r->kind == ANSWER_NOTE)
		rc = turn_recall(t, r, out, e);
	return rc < 0 ? -1 : rc == 0;
}

/* Over the network: whether a body came. */
static bool ask(struct asked *a, struct turn *t)
{
	/* Whoever keeps a table of addresses must see that one has moved. */
	struct http_request q = {
		.url = a->url, .body = a->r->body, .stay = a->r->url != NULL};
	bool got;

	if (a->held && !a->r->body) {
		q.etag = a->known.etag;
		q.last_modified = a->known.last_modified;
	}
	got = http_ask(t->http, &q, &a->h, &a->why) == 0;
	(void)when_text(a->at, t->app->now_fixed ? t->app->now : when_now());
	return got;
}

/* Into the archive, the ledger and the log. */
static int keep(struct asked *a, struct turn *t, struct err *e)
{
	enum verdict v = VERDICT_REFUSED;

	if (a->odd)
		log_warn(&t->app->log, "%s %s: %zu unexpected keys",
			 t->source->name, a->topic, a->odd);
	drop_address(&a->why, a->url);
	if (keep_answer(a, t, &v, e) < 0)
		return -1;
	report(a, t, v);
	return 0;
}

int turn_ask(struct turn *t, const struct request *r, const char *basis,
	     const char *reason, struct answer *out, struct err *e)
{
	struct asked a = {.r = r, .basis = basis, .reason = reason};
	bool got;
	int rc = -1;

	if (t->o->dry_run)
		return show(t, r, reason, out, e);
	if (asked_begin(&a, t, e) < 0)
		goto out;
	got = ask(&a, t) && read_answer(&a, t, out, &a.why) == 0;
	a.odd = got ? out->odd : 0;
	/* What fails is told behind what came before it. */
	if ((got || turn_settle(t, e) == 0) && keep(&a, t, e) == 0)
		rc = !got;
	if (rc < 0 && got)
		answer_release(out);
out:
	asked_end(&a);
	return rc;
}

/* --- aside ----------------------------------------------------------------
 */

/* An answer that is read while others are asked for. */
struct aside {
	const struct source *source;
	bool optional; /* as the turn's were when it was asked for */
	long forgives;
	struct request r;
	char *basis, *reason; /* owned */
	struct asked a;
	pthread_t thread;
};

static void *read_aside(void *ctx)
{
	struct aside *d = ctx;
	struct answer answer;
	struct buf plain;

	buf_init(&plain, BODY_MAX);
	if (body_unpack(d->a.h.encoding, buf_str(&d->a.h.body), d->a.h.body.len,
			&plain, &d->a.why) == 0 &&
	    source_parse(d->source, &d->r, buf_str(&plain), plain.len, &answer,
			 &d->a.why) == 0) {
		d->a.odd = answer.odd;
		answer_release(&answer);
	}
	buf_release(&plain);
	return NULL;
}

static void aside_free(struct aside *d)
{
	asked_end(&d->a);
	free(d->basis);
	free(d->reason);
	free(d);
}

/* The oldest one, waited for. NULL: there is none. */
static struct aside *aside_next(struct turn *t)
{
	struct aside *d = t->asides[0];

	if (!d)
		return NULL;
	memmove(t->asides, t->asides + 1, sizeof(t->asides) - sizeof(d));
	t->asides[ASIDES - 1] = NULL;
	if (pthread_join(d->thread, NULL) != 0)
		die("a thread cannot be joined");
	return d;
}

/* Keeps it, and takes it over. */
static int settle_one(struct turn *t, struct aside *d, struct err *e)
{
	bool optional = t->optional;
	long forgives = t->forgives;
	int rc;

	t->optional = d->optional;
	t->forgives = d->forgives;
	rc = keep(&d->a, t, e);
	t->optional = optional;
	t->forgives = forgives;
	aside_free(d);
	return rc;
}

int turn_settle(struct turn *t, struct err *e)
{
	struct aside *d;

	while ((d = aside_next(t)))
		if (settle_one(t, d, e) < 0)
			return -1;
	return 0;
}

void turn_close(struct turn *t)
{
	struct aside *d;

	while ((d = aside_next(t)))
		aside_free(d);
	http_free(t->http);
	free(t->base);
}

/* Behind those that are read already. */
static int put_aside(struct turn *t, struct aside *d, struct err *e)
{
	struct aside *oldest = t->asides[ASIDES - 1] ? aside_next(t) : NULL;
	size_t i;

	if (oldest && settle_one(t, oldest, e) < 0)
		return -1;
	for (i = 0; t->asides[i]; i++)
		;
	if (pthread_create(&d->thread, NULL, read_aside, d) != 0)
		die_of_memory(); /* for its stack */
	t->asides[i] = d;
	return 0;
}

static int read_at_once(struct turn *t, struct aside *d, bool got,
			struct err *e)
{
	struct answer out;

	if (turn_settle(t, e) < 0)
		return -1;
	if (got && read_answer(&d->a, t, &out, &d->a.why) == 0) {
		d->a.odd = out.odd;
		answer_release(&out);
	}
	return keep(&d->a, t, e);
}

int turn_ask_aside(struct turn *t, const struct request *r, const char *basis,
		   const char *reason, struct err *e)
{
	struct aside *d;
	struct answer known = {0};
	bool got;
	int rc;

	if (t->o->dry_run)
		return show(t, r, reason, &known, e) < 0 ? -1 : 0;
	d = xcalloc(1, sizeof(*d));
	d->source = t->source;
	d->optional = t->optional;
	d->forgives = t->forgives;
	d->r = *r;
	d->basis = xstrdup(basis);
	d->reason = xstrdup(reason);
	d->a = (struct asked){
		.r = &d->r, .basis = d->basis, .reason = d->reason};
	rc = asked_begin(&d->a, t, e);
	got = rc == 0 && ask(&d->a, t);
	if (got && !d->a.held && !r->url && !r->body &&
	    d->a.h.body.len <= ASIDE_MAX &&
	    conf_int(t->app->conf, "run.threads") > 1) {
		rc = put_aside(t, d, e);
		if (rc == 0)
			return 0;
	} else if (rc == 0) {
		rc = read_at_once(t, d, got, e);
	}
	aside_free(d);
	return rc;
}

bool turn_is_over(struct turn *t, size_t left)
{
	const char *why = t->away >= AWAY   ? "does not answer"
			  : t->lost >= LOST ? "says nothing that can be used"
			  : t->ends_at_s > 0 && when_ticks() >= t->ends_at_s
				  ? "took all the time there is "
				    "(run.deadline_min)"
				  : NULL;

	if (!why || !left)
		return false;
	log_error(&t->app->log,
		  "%s %s: %zu indicators were left for the next time",
		  t->source->title, why, left);
	t->out->failed += left;
	return true;
}
