/*
 * `import`: put answers that were recorded elsewhere into the archive.
 */
#include "etl/archive.h"
#include "etl/etl.h"
#include "etl/exchange.h"
#include "lib/file.h"
#include "lib/num.h"

enum {
	O_SOURCE,
	O_URL,
	O_FETCHED_AT,
	O_COUNT
};

/* What one file is an answer to. */
struct label {
	const char *source, *url, *fetched_at; /* NULL where not given */
};

/* The label from the options, or from the file itself where it is in exchange
 * form. head is released by the caller. */
static int complete_label(struct label *l, const struct buf *body,
			  struct exchange_head *head, struct err *e)
{
	int64_t t;

	if (exchange_is(buf_str(body), body->len)) {
		if (exchange_head_parse(buf_str(body), body->len, head, e) < 0)
			return -1;
		if (!l->source)
			l->source = head->source;
		if (!l->url)
			l->url = head->request;
		if (!l->fetched_at)
			l->fetched_at = head->fetched_at;
	}
	if (!l->source || !l->url)
		return err_set(
			e, ERR_USAGE,
			"--source and --url must say what the file is an "
			"answer to (only a file in exchange form says it "
			"itself)");
	if (!source_find(l->source))
		return err_set(e, ERR_USAGE, "--source '%s': no such source",
			       l->source);
	if (l->fetched_at && !when_parse(l->fetched_at, &t))
		return err_set(e, ERR_USAGE,
			       "--fetched-at '%s': 2025-10-01 or "
			       "2025-10-01T03:00:00Z is expected",
			       l->fetched_at);
	return 0;
}

/* Archives the body; one that the source's parser refuses is kept too. */
static int put(struct app *app, struct archive *a, const struct label *l,
	       const struct buf *body, struct fetch_summary *did, struct err *e)
{
	const struct source *s = source_find(l->source);
	struct request asks;
	struct answer answer;
	struct err why = {0};
	char at[WHEN_TEXT];
	int64_t t = app->now;
	enum verdict v;
	struct arrival in = {
		.source = s,
		.asks = &asks,
		.request = l->url,
		.fetched_at = at,
		.status = 200,
		.etag = "",
		.last_modified = "",
		.encoding = "",
		.body = body->len ? buf_str(body) : NULL,
		.len = body->len,
	};

	if (s->request_parse(l->url, &asks, e) < 0)
		return -1;
	if (l->fetched_at)
		(void)when_parse(l->fetched_at, &t);
	(void)when_text(at, t);
	if (source_parse(s, &asks, buf_str(body), body->len, &answer, &why) ==
	    0)
		answer_release(&answer);
	else
		in.refused = why.msg;
	if (archive_put(a, &in, &v, e) < 0)
		return -1;
	did->bytes += (int64_t)body->len;
	did->new += v == VERDICT_NEW;
	did->same += v == VERDICT_SAME;
	did->refused += v == VERDICT_REFUSED;
	return in.refused ? err_set(e, ERR_DATA, "%s", why.msg) : 0;
}

static int import_file(struct app *app, struct archive *a, struct label l,
		       const char *file, struct fetch_summary *did,
		       struct err *e)
{
	struct exchange_head head = {0};
	struct buf body;
	int rc;

	buf_init(&body, BODY_MAX);
	rc = file_read(file, &body, e);
	if (rc == 0) {
		rc = complete_label(&l, &body, &head, e);
		if (rc == 0)
			rc = put(app, a, &l, &body, did, e);
		if (rc < 0)
			(void)err_wrap(e, "%s", file);
	}
	exchange_head_release(&head);
	buf_release(&body);
	return rc;
}

/* Every file is tried; what is wrong with one does not stop the others. */
static int import_files(struct app *app, const struct label *l, int n,
			char **files, struct fetch_summary *did, int *status,
			struct err *e)
{
	struct archive *a = NULL;
	const char *outcome;
	struct tally tally;
	double began;
	int i;

	began = when_ticks();
	if (archive_open(&a, app, e) < 0)
		return -1;
	if (archive_run_begin(a, "import", app->now, e) < 0)
		goto fail;
	*status = EXIT_OK;
	for (i = 0; i < n; i++) {
		struct err one = {0};

		if (import_file(app, a, *l, files[i], did, &one) < 0) {
			int s = cmd_fail(app, &cmd_import, &one);

			*status = n == 1 ? s : EXIT_INCOMPLETE;
		}
		log_progress(&app->log, "import", (size_t)i + 1, (size_t)n);
	}
	etl_run_stage(app, archive_run(a), "import", when_ticks() - began,
		      did->new);
	tally = (struct tally){0, did->bytes, did->new, did->same,
			       did->refused};
	outcome = *status == EXIT_OK ? "ok" : "incomplete";
	if (archive_run_end(a, archive_run(a),
			    app->now_fixed ? app->now : when_now(), outcome, "",
			    &tally, e) < 0)
		goto fail;
	archive_close(a);
	return 0;
fail:
	archive_close(a);
	return -1;
}

static int import_main(struct app *app, int argc, char **argv)
{
	struct opt opts[O_COUNT] = {
		[O_SOURCE] = {.name = "source", .takes_value = true},
		[O_URL] = {.name = "url", .takes_value = true},
		[O_FETCHED_AT] = {.name = "fetched-at", .takes_value = true},
	};
	struct fetch_summary did = {0};
	struct err e = {0};
	struct label l;
	int status = EXIT_INCOMPLETE;

	if (opt_parse(opts, O_COUNT, &argc, argv, &e) == 0 && argc < 2)
		(void)err_set(&e, ERR_USAGE, "a FILE is expected");
	l = (struct label){opts[O_SOURCE].value, opts[O_URL].value,
			   opts[O_FETCHED_AT].value};
	if (e.code ||
	    import_files(app, &l, argc - 1, argv + 1, &did, &status, &e) < 0)
		return cmd_fail(app, &cmd_import, &e);
	if (argc > 2)
		log_info(&app->log,
			 "import: %d files, %lld new, %lld same, %lld refused",
			 argc - 1, (long long)did.new, (long long)did.same,
			 (long long)did.refused);
	return status;
}

const struct cmd cmd_import = {
	.name = "import",
	.synopsis = "--source NAME --url REQUEST [--fetched-at TIME] FILE...",
	.summary = "put an answer recorded elsewhere into the archive",
	.help = "  --source NAME       whose answer the file is\n"
		"  --url REQUEST       the address that it answers\n"
		"  --fetched-at TIME   when it came (default: now)\n"
		"A file in exchange form says all three itself.\n",
	.run = import_main,
	.writes = true,
};
