#include "etl/fetch.h"

#include "etl/plan.h"
#include "lib/hash.h"
#include "lib/http.h"
#include "lib/num.h"

/* So many requests in a row, and the source is left in peace for tonight. */
enum {
	AWAY = 3, /* without an answer, or with "not now" */
	LOST = 10 /* with nothing that can be used */
};

/* One source's turn. */
struct fetcher {
	struct planner plan;
	struct app *app;
	struct archive *archive;
	const struct source *source;
	const struct fetch_options *o;
	struct fetch_summary *out;
	struct http *http;
	char *base;        /* owned: "https://sotkanet.fi/rest/1.1/" */
	int away, lost;    /* requests in a row */
	bool optional;     /* what fails now is a warning */
	int64_t ends_at_s; /* by the monotonic clock; 0: never */
};

/* "section.key" of the source, as a number. */
static int64_t setting(const struct fetcher *f, const char *key)
{
	char name[80];

	(void)snprintf(name, sizeof(name), "%s.%s", f->source->name, key);
	return conf_int(f->app->conf, name);
}

static char *request_url(const struct fetcher *f, const struct request *r)
{
	struct buf b;

	buf_init(&b, BUF_MAX);
	buf_puts(&b, f->base);
	f->source->request_write(&b, r);
	return b.data;
}

static int64_t monotonic_s(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec;
}

static int fetcher_open(struct fetcher *f, struct err *e)
{
	int64_t minutes = conf_int(f->app->conf, "run.deadline_min");
	char name[80];
	const char *url;
	struct http_settings s = {
		.contact = conf_text(f->app->conf, "http.contact"),
		.connect_timeout_s =
			(int)conf_int(f->app->conf, "http.connect_timeout_s"),
		.timeout_s = (int)conf_int(f->app->conf, "http.timeout_s"),
		.budget_s = (int)conf_int(f->app->conf, "http.budget_s"),
		.attempts = (int)conf_int(f->app->conf, "http.attempts"),
		.body_max = BODY_MAX,
	};

	(void)snprintf(name, sizeof(name), "%s.url", f->source->name);
	url = conf_text(f->app->conf, name);
	if (http_allowed(url, e) < 0)
		return err_wrap(e, "setting %s", name);
	/* A server on this machine is ours: nobody to be spared. */
	s.pause_ms = http_is_loopback(url) ? 0 : (int)setting(f, "pause_ms");
	f->base = xasprintf("%s%s", url,
			    url[0] && url[strlen(url) - 1] == '/' ? "" : "/");
	if (f->o->dry_run)
		return 0;
	if (!s.contact[0] && !http_is_loopback(url))
		return err_set(
			e, ERR_CONFIG,
			"setting http.contact is empty: %s wants to know "
			"whom to reach; put an e-mail address there",
			f->source->title);
	f->ends_at_s = minutes ? monotonic_s() + 60 * minutes : 0;
	f->http = http_new(&s, e);
	return f->http ? 0 : -1;
}

static void fetcher_close(struct fetcher *f)
{
	http_free(f->http);
	free(f->base);
}

/* One request and what came of it. */
struct asked {
	const struct request *r;
	const char *basis;  /* NULL: none */
	const char *reason; /* why it is asked */
	char *url;          /* owned */
	struct known known; /* the newest accepted answer of its topic */
	bool held;          /* that one has this scope: it may still hold */
	struct http_answer h;
	struct err why;        /* why it is refused */
	const char *unchanged; /* hash of the held body that it repeats */
	char topic[TOPIC_TEXT];
};

static int asked_begin(struct asked *a, struct fetcher *f, struct err *e)
{
	struct buf scope;

	http_answer_init(&a->h, BODY_MAX);
	a->url = request_url(f, a->r);
	if (archive_known(f->archive, f->source, request_topic(a->topic, a->r),
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
	free(a->url);
}

/* Whether what came is what is held, byte for byte; where only the packing
 * differs, it is not kept a second time. */
static int compare_held(struct asked *a, struct fetcher *f,
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
	rc = archive_body(f->archive, a->known.body, &held, e);
	if (rc == 0 && held.len == plain->len &&
	    memcmp(buf_str(&held), buf_str(plain), plain->len) == 0)
		a->unchanged = a->known.body;
	buf_release(&held);
	return rc;
}

/* Unpacks and reads what came (or what still holds, after a 304). */
static int read_answer(struct asked *a, struct fetcher *f, struct answer *out,
		       struct err *e)
{
	struct buf plain;
	int rc;

	buf_init(&plain, BODY_MAX);
	if (a->h.status == 304) {
		a->unchanged = a->known.body;
		rc = archive_body(f->archive, a->known.body, &plain, e);
	} else {
		rc = body_unpack(a->h.encoding, buf_str(&a->h.body),
				 a->h.body.len, &plain, e);
		if (rc == 0)
			rc = compare_held(a, f, &plain, e);
	}
	if (rc == 0)
		rc = source_parse(f->source, a->r, buf_str(&plain), plain.len,
				  out, e);
	buf_release(&plain);
	return rc;
}

static int keep_answer(struct asked *a, struct fetcher *f, enum verdict *v,
		       struct err *e)
{
	char at[WHEN_TEXT];
	bool refused = a->why.code != ERR_NONE;
	struct arrival in = {
		.source = f->source,
		.asks = a->r,
		.request = a->url,
		.basis = a->basis,
		.fetched_at = when_text(at, f->app->now_fixed ? f->app->now
							      : when_now()),
		.status = a->h.status,
		.etag = a->h.etag,
		.last_modified = a->h.last_modified,
		.encoding = a->h.encoding,
		.body = a->unchanged || a->h.body.len == 0
				? NULL
				: buf_str(&a->h.body),
		.len = a->h.body.len,
		.unchanged = a->unchanged,
		.refused = refused ? a->why.msg : NULL,
	};

	if (archive_put(f->archive, &in, v, e) < 0)
		return -1;
	f->out->new += *v == VERDICT_NEW;
	f->out->same += *v == VERDICT_SAME;
	f->out->refused += *v == VERDICT_REFUSED;
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
static void report(const struct asked *a, struct fetcher *f, enum verdict v)
{
	bool away =
		a->h.status == 0 || a->h.status == 429 || a->h.status >= 500;

	log_debug(&f->app->log, "%s: status %ld, %zu bytes, %.1f s (%s)",
		  a->url, a->h.status, a->h.body.len, a->h.seconds, a->reason);
	f->out->requests += a->h.attempts;
	f->out->bytes += (int64_t)a->h.body.len;
	f->away = away ? f->away + 1 : 0;
	f->lost = v == VERDICT_REFUSED ? f->lost + 1 : 0;
	if (v != VERDICT_REFUSED)
		return;
	if (f->optional) {
		log_warn(&f->app->log, "%s %s: %s", f->source->name, a->topic,
			 a->why.msg);
		return;
	}
	log_error(&f->app->log, "%s %s: %s", f->source->name, a->topic,
		  a->why.msg);
	f->out->failed++;
}

/*
 * Asks and keeps. 0: *out holds the answer; 1: it could not be had, which has
 * been reported; -1: the archive failed. The caller releases *out after 0.
 */
static int ask(struct fetcher *f, const struct request *r, const char *basis,
	       const char *reason, struct answer *out, struct err *e)
{
	struct asked a = {.r = r, .basis = basis, .reason = reason};
	enum verdict v = VERDICT_REFUSED;
	bool got;
	int rc = -1;

	if (asked_begin(&a, f, e) < 0)
		goto out;
	got = http_get(f->http, a.url, a.held ? a.known.etag : NULL,
		       a.held ? a.known.last_modified : NULL, &a.h,
		       &a.why) == 0 &&
	      read_answer(&a, f, out, &a.why) == 0;
	if (got && out->odd)
		log_warn(&f->app->log, "%s %s: %zu unexpected keys",
			 f->source->name, a.topic, out->odd);
	drop_address(&a.why, a.url);
	rc = keep_answer(&a, f, &v, e);
	if (rc == 0)
		report(&a, f, v);
	if (rc < 0 && got)
		answer_release(out);
	if (rc == 0 && !got)
		rc = 1;
out:
	asked_end(&a);
	return rc;
}

/* --- what is asked ----------------------------------------------------------
 */

/* The figures, if the description says that they are other than those we hold.
 */
static int fetch_figures(struct fetcher *f, const struct want *w,
			 const struct meta *m, struct err *e)
{
	struct request r;
	struct answer a;
	struct buf basis, why;
	int rc;

	buf_init(&basis, 4000);
	buf_init(&why, 8000);
	rc = plan_figures(&f->plan, m, w->figures, &r, &basis, &why, e);
	if (rc == 1) {
		rc = ask(f, &r, buf_str(&basis), buf_str(&why), &a, e);
		if (rc == 0)
			answer_release(&a);
	}
	buf_release(&basis);
	buf_release(&why);
	return rc < 0 ? -1 : 0;
}

static int fetch_indicator(struct fetcher *f, const struct want *w,
			   struct err *e)
{
	struct request r = {.kind = ANSWER_META};
	struct answer a = {0};
	int rc = 0;

	(void)snprintf(r.indicator, sizeof(r.indicator), "%s", w->code);
	f->optional = !w->asked_for;
	if (w->described)
		rc = plan_recall(&f->plan, &r, &a, e);
	if (rc == 0) {
		rc = ask(f, &r, NULL, w->why, &a, e);
		rc = rc < 0 ? -1 : rc == 0;
	}
	if (rc == 1) {
		rc = fetch_figures(f, w, &a.metas[0], e);
		answer_release(&a);
	}
	f->optional = false;
	return rc;
}

/* Whether the source is to be left in peace: `left` indicators wait. */
static bool is_over(struct fetcher *f, size_t left)
{
	const char *why = f->away >= AWAY   ? "does not answer"
			  : f->lost >= LOST ? "says nothing that can be used"
			  : f->ends_at_s && monotonic_s() >= f->ends_at_s
				  ? "took all the time there is "
				    "(run.deadline_min)"
				  : NULL;

	if (!why || !left)
		return false;
	log_error(&f->app->log,
		  "%s %s: %zu indicators were left for the next time",
		  f->source->title, why, left);
	f->out->failed += left;
	return true;
}

static int fetch_planned(struct fetcher *f, const struct plan *plan,
			 struct err *e)
{
	size_t i;

	for (i = 0; i < plan->n; i++) {
		if (is_over(f, plan->n - i))
			return 0;
		if (fetch_indicator(f, &plan->list[i], e) < 0)
			return -1;
		log_progress(&f->app->log, "fetch", i + 1, plan->n);
	}
	return 0;
}

/* Areas and the list of indicators, then each indicator. */
static int fetch_all(struct fetcher *f, struct err *e)
{
	struct request r = {.kind = ANSWER_AREAS};
	struct answer areas = {0}, list = {0};
	struct plan plan = {0};
	int rc = ask(f, &r, NULL, "the areas: each night", &areas, e), listed;

	if (rc < 0)
		return -1;
	if (rc == 0)
		answer_release(&areas);
	r.kind = ANSWER_LIST;
	listed = ask(f, &r, NULL, "what is offered: each night", &list, e);
	if (listed < 0)
		return -1;
	rc = plan_make(&f->plan, listed == 0 ? &list : NULL, &plan, e);
	if (rc == 0 && plan.held)
		log_info(&f->app->log,
			 "fetch: of %zu indicators all is held already",
			 plan.held);
	if (rc == 0)
		rc = fetch_planned(f, &plan, e);
	plan_release(&plan);
	if (listed == 0)
		answer_release(&list);
	return rc;
}

/* --- what would be asked ----------------------------------------------------
 */

static void show_request(struct fetcher *f, const struct request *r,
			 const char *reason)
{
	char *url = request_url(f, r);

	printf("%s\t%s\n", url, reason);
	free(url);
}

/* The figures that would be asked for by what is known, without a new
 * description. */
static int show_figures(struct fetcher *f, const struct want *w,
			const struct meta *m, struct err *e)
{
	struct request r;
	struct buf basis, why;
	int rc;

	buf_init(&basis, 4000);
	buf_init(&why, 8000);
	rc = plan_figures(&f->plan, m, w->figures, &r, &basis, &why, e);
	if (rc == 1)
		show_request(f, &r, buf_str(&why));
	buf_release(&basis);
	buf_release(&why);
	return rc < 0 ? -1 : 0;
}

static int show_indicator(struct fetcher *f, const struct want *w,
			  struct err *e)
{
	struct request r = {.kind = ANSWER_META};
	struct answer a = {0};
	char why[200];
	int rc;

	(void)snprintf(r.indicator, sizeof(r.indicator), "%s", w->code);
	rc = plan_recall(&f->plan, &r, &a, e);
	if (rc < 0)
		return -1;
	if (rc == 0)
		(void)snprintf(why, sizeof(why), "%s%s", w->why,
			       w->figures ? "; its figures follow" : "");
	else
		(void)snprintf(why, sizeof(why),
			       "%s; figures follow if they are newer than %s",
			       w->why, a.metas[0].updated);
	if (!w->described)
		show_request(f, &r, why);
	if (rc == 1) {
		rc = show_figures(f, w, &a.metas[0], e);
		answer_release(&a);
	}
	return rc;
}

static int show_all(struct fetcher *f, struct err *e)
{
	struct request r = {.kind = ANSWER_AREAS};
	struct answer list = {0};
	struct plan plan = {0};
	size_t i;
	int rc, listed;

	show_request(f, &r, "the areas: each night");
	r.kind = ANSWER_LIST;
	show_request(f, &r, "what is offered: each night");
	listed = plan_recall(&f->plan, &r, &list, e);
	if (listed < 0)
		return -1;
	rc = plan_make(&f->plan, listed ? &list : NULL, &plan, e);
	for (i = 0; rc == 0 && i < plan.n; i++)
		rc = show_indicator(f, &plan.list[i], e);
	if (rc == 0 && !listed && !f->o->indicators)
		log_info(&f->app->log,
			 "what %s offers is not known yet: more "
			 "may be asked",
			 f->source->title);
	plan_release(&plan);
	if (listed)
		answer_release(&list);
	return rc;
}

int fetch_source(struct app *app, struct archive *a, const struct source *s,
		 const struct fetch_options *o, struct fetch_summary *out,
		 struct err *e)
{
	struct fetcher f = {.plan = {app, a, s, o},
			    .app = app,
			    .archive = a,
			    .source = s,
			    .o = o,
			    .out = out};
	int rc = fetcher_open(&f, e);

	if (rc == 0)
		rc = o->dry_run ? show_all(&f, e) : fetch_all(&f, e);
	fetcher_close(&f);
	return rc;
}
