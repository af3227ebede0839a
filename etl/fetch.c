#include "etl/fetch.h"

#include "etl/followed.h"
#include "lib/http.h"
#include "lib/num.h"

/* So many requests in a row without an answer, and the source is away. */
enum {
	AWAY = 3
};

/* One source's turn. */
struct fetcher {
	struct app *app;
	struct archive *archive;
	const struct source *source;
	const struct fetch_options *o;
	struct fetch_summary *out;
	struct http *http;
	char *base;     /* owned: "https://sotkanet.fi/rest/1.1/" */
	int unanswered; /* requests in a row */
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

static int fetcher_open(struct fetcher *f, struct err *e)
{
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
	if (!s.contact[0] && !http_is_loopback(url))
		return err_set(
			e, ERR_CONFIG,
			"setting http.contact is empty: %s wants to know "
			"whom to reach; put an e-mail address there",
			f->source->title);
	/* A server on this machine is ours: nobody to be spared. */
	s.pause_ms = http_is_loopback(url) ? 0 : (int)setting(f, "pause_ms");
	f->base = xasprintf("%s%s", url,
			    url[0] && url[strlen(url) - 1] == '/' ? "" : "/");
	if (f->o->dry_run)
		return 0;
	f->http = http_new(&s, e);
	return f->http ? 0 : -1;
}

static void fetcher_close(struct fetcher *f)
{
	http_free(f->http);
	free(f->base);
}

/* Unpacks and reads what came (or what still holds, after a 304). */
static int read_answer(struct fetcher *f, const struct request *r,
		       const struct http_answer *h, const struct known *known,
		       struct answer *out, struct err *e)
{
	struct buf plain;
	int rc;

	buf_init(&plain, BODY_MAX);
	rc = h->status == 304 ? archive_body(f->archive, known->body, &plain, e)
			      : body_unpack(h->encoding, buf_str(&h->body),
					    h->body.len, &plain, e);
	if (rc == 0)
		rc = source_parse(f->source, r, buf_str(&plain), plain.len, out,
				  e);
	buf_release(&plain);
	return rc;
}

/* Keeps the answer, refused where `why` says so. */
static int keep_answer(struct fetcher *f, const struct request *r,
		       const char *url, const char *basis,
		       const struct http_answer *h, const struct known *known,
		       const struct err *why, struct err *e)
{
	char at[WHEN_TEXT];
	enum verdict v;
	struct arrival in = {
		.source = f->source,
		.asks = r,
		.request = url,
		.basis = basis,
		.fetched_at = when_text(at, f->app->now_fixed ? f->app->now
							      : when_now()),
		.status = h->status,
		.etag = h->etag,
		.last_modified = h->last_modified,
		.encoding = h->encoding,
		.body = h->status == 304 || h->body.len == 0
				? NULL
				: buf_str(&h->body),
		.len = h->body.len,
		.unchanged = h->status == 304 ? known->body : NULL,
		.refused = why->code == ERR_NONE ? NULL : why->msg,
	};

	if (archive_put(f->archive, &in, &v, e) < 0)
		return -1;
	f->out->new += v == VERDICT_NEW;
	f->out->same += v == VERDICT_SAME;
	f->out->refused += v == VERDICT_REFUSED;
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

/*
 * Asks and keeps. 0: *out holds the answer; 1: it could not be had, which has
 * been reported; -1: the archive failed. The caller releases *out after 0.
 */
static int ask(struct fetcher *f, const struct request *r, const char *basis,
	       struct answer *out, struct err *e)
{
	char *url = request_url(f, r);
	struct http_answer h;
	struct known known;
	struct err why = {0};
	char topic[TOPIC_TEXT];
	int rc = -1;

	http_answer_init(&h, BODY_MAX);
	if (archive_known(f->archive, f->source, r, &known, e) < 0)
		goto out;
	if (http_get(f->http, url, known.body[0] ? known.etag : NULL,
		     known.body[0] ? known.last_modified : NULL, &h,
		     &why) == 0 &&
	    read_answer(f, r, &h, &known, out, &why) == 0 && out->odd)
		log_warn(&f->app->log, "%s %s: %zu unexpected keys",
			 f->source->name, request_topic(topic, r), out->odd);
	drop_address(&why, url);
	log_debug(&f->app->log, "%s: status %ld, %zu bytes, %.1f s", url,
		  h.status, h.body.len, h.seconds);
	f->out->requests += h.attempts;
	f->out->bytes += (int64_t)h.body.len;
	f->unanswered = h.status == 0 ? f->unanswered + 1 : 0;
	rc = keep_answer(f, r, url, basis, &h, &known, &why, e);
	if (rc < 0 && why.code == ERR_NONE)
		answer_release(out);
	if (rc == 0 && why.code != ERR_NONE) {
		log_error(&f->app->log, "%s %s: %s", f->source->name,
			  request_topic(topic, r), why.msg);
		f->out->failed++;
		rc = 1;
	}
out:
	http_answer_release(&h);
	free(url);
	return rc;
}

static void show_request(struct fetcher *f, const struct request *r,
			 const char *reason)
{
	char *url = request_url(f, r);

	printf("%s\t%s\n", url, reason);
	free(url);
}

/* What is known of an indicator's figures, as one text: as long as it is the
 * same they are not asked for again. */
static void figures_basis(struct buf *b, const struct meta *m,
			  const struct request *r)
{
	buf_printf(b, "updated=%s ", m->updated);
	request_scope(b, r);
}

static void figures_request(const struct meta *m, struct request *out)
{
	int y;

	*out = (struct request){.kind = ANSWER_FIGURES};
	(void)snprintf(out->indicator, sizeof(out->indicator), "%s", m->code);
	for (y = m->first; y <= m->last; y++)
		out->year[y - YEAR_MIN] = true;
	memcpy(out->sex, m->sex, sizeof(out->sex));
}

/* The figures, if the description says that they are other than those we hold.
 */
static int fetch_figures(struct fetcher *f, const struct meta *m, struct err *e)
{
	struct request r;
	struct answer a;
	struct buf basis;
	char topic[TOPIC_TEXT], *held = NULL;
	int rc;

	buf_init(&basis, 4000);
	figures_request(m, &r);
	figures_basis(&basis, m, &r);
	rc = archive_basis(f->archive, f->source, request_topic(topic, &r),
			   &held, e);
	if (rc == 0 && strcmp(held, buf_str(&basis)) != 0) {
		rc = ask(f, &r, buf_str(&basis), &a, e);
		if (rc == 0)
			answer_release(&a);
	}
	free(held);
	buf_release(&basis);
	return rc < 0 ? -1 : 0;
}

static int fetch_indicator(struct fetcher *f, const char *code, struct err *e)
{
	struct request r = {.kind = ANSWER_META};
	struct answer a;
	int rc;

	(void)snprintf(r.indicator, sizeof(r.indicator), "%s", code);
	rc = ask(f, &r, NULL, &a, e);
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	rc = fetch_figures(f, &a.metas[0], e);
	answer_release(&a);
	return rc;
}

/* The list of what is wanted, by code. */
struct wanted {
	char **code; /* owned, each */
	size_t n;
};

static void wanted_add(struct wanted *w, const char *code, size_t len)
{
	w->code = xreallocarray(w->code, w->n + 1, sizeof(*w->code));
	w->code[w->n++] = xstrndup(code, len);
}

static void wanted_release(struct wanted *w)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		free(w->code[i]);
	free(w->code);
}

/* --indicator "127,sotkanet:228": those of this source. */
static int wanted_named(struct fetcher *f, struct wanted *w, struct err *e)
{
	const char *s = f->o->indicators;

	for (;; s++) {
		char one[120], source[40], id[40];
		size_t len = strcspn(s, ",");

		(void)snprintf(one, sizeof(one), "%.*s", (int)len, s);
		if (len >= sizeof(one) ||
		    !app_indicator_parse(one, source, sizeof(source), id,
					 sizeof(id)))
			return err_set(e, ERR_USAGE,
				       "--indicator '%s': [SOURCE:]ID,... is "
				       "expected",
				       f->o->indicators);
		if (!source_find(source))
			return err_set(e, ERR_USAGE,
				       "--indicator '%s': no source '%s'", one,
				       source);
		if (strcmp(source, f->source->name) == 0)
			wanted_add(w, id, strlen(id));
		s += len;
		if (*s == '\0')
			return 0;
	}
}

static int wanted_followed(struct fetcher *f, struct wanted *w, struct err *e)
{
	struct followed_list list = {0};
	size_t i;

	if (followed_read(f->app, &list, e) < 0)
		return -1;
	for (i = 0; i < list.n; i++)
		if (strcmp(list.list[i].source, f->source->name) == 0)
			wanted_add(w, list.list[i].code,
				   strlen(list.list[i].code));
	followed_release(&list);
	return 0;
}

static bool is_offered(const struct answer *list, const char *code)
{
	size_t i;

	for (i = 0; i < list->n_metas; i++)
		if (strcmp(list->metas[i].code, code) == 0)
			return true;
	return false;
}

/* Drops what the source does not offer: a warning, not a failure. */
static void drop_unoffered(struct fetcher *f, struct wanted *w,
			   const struct answer *list)
{
	size_t i, kept = 0, shown = 0;
	struct buf names;

	buf_init(&names, 100000);
	for (i = 0; i < w->n; i++) {
		if (is_offered(list, w->code[i])) {
			w->code[kept++] = w->code[i];
			continue;
		}
		if (shown++ < 20)
			buf_printf(&names, " %s", w->code[i]);
		free(w->code[i]);
	}
	w->n = kept;
	if (shown)
		log_warn(&f->app->log,
			 "%s does not offer %zu of the indicators:%s%s",
			 f->source->title, shown, buf_str(&names),
			 shown > 20 ? " ..." : "");
	buf_release(&names);
}

static int fetch_wanted(struct fetcher *f, const struct wanted *w,
			struct err *e)
{
	size_t i;

	for (i = 0; i < w->n; i++) {
		if (fetch_indicator(f, w->code[i], e) < 0)
			return -1;
		log_progress(&f->app->log, "fetch", i + 1, w->n);
		if (f->unanswered >= AWAY) {
			log_error(&f->app->log,
				  "%s does not answer: %zu indicators were "
				  "left for the next time",
				  f->source->title, w->n - i - 1);
			f->out->failed += w->n - i - 1;
			return 0;
		}
	}
	return 0;
}

static void show_plan(struct fetcher *f, const struct wanted *w)
{
	struct request r = {.kind = ANSWER_AREAS};
	size_t i;

	show_request(f, &r, "the areas");
	r.kind = ANSWER_LIST;
	show_request(f, &r, "which indicators are offered");
	r.kind = ANSWER_META;
	for (i = 0; i < w->n; i++) {
		(void)snprintf(r.indicator, sizeof(r.indicator), "%s",
			       w->code[i]);
		show_request(f, &r,
			     "whether its figures changed; if so, they follow");
	}
}

/* Areas and the list of indicators, then each indicator. */
static int fetch_all(struct fetcher *f, struct wanted *w, struct err *e)
{
	struct request r = {.kind = ANSWER_AREAS};
	struct answer areas = {0}, list = {0};
	size_t i;
	int rc = ask(f, &r, NULL, &areas, e);

	if (rc < 0)
		return -1;
	if (rc == 0)
		answer_release(&areas);
	r.kind = ANSWER_LIST;
	rc = ask(f, &r, NULL, &list, e);
	if (rc < 0)
		return -1;
	if (rc == 0) {
		for (i = 0; f->o->all && i < list.n_metas; i++)
			wanted_add(w, list.metas[i].code,
				   strlen(list.metas[i].code));
		drop_unoffered(f, w, &list);
		answer_release(&list);
	}
	return fetch_wanted(f, w, e);
}

int fetch_source(struct app *app, struct archive *a, const struct source *s,
		 const struct fetch_options *o, struct fetch_summary *out,
		 struct err *e)
{
	struct fetcher f = {
		.app = app, .archive = a, .source = s, .o = o, .out = out};
	struct wanted w = {0};
	int rc = fetcher_open(&f, e);

	if (rc == 0 && o->indicators)
		rc = wanted_named(&f, &w, e);
	else if (rc == 0 && !o->all)
		rc = wanted_followed(&f, &w, e);
	if (rc == 0 && o->dry_run)
		show_plan(&f, &w);
	else if (rc == 0)
		rc = fetch_all(&f, &w, e);
	wanted_release(&w);
	fetcher_close(&f);
	return rc;
}
