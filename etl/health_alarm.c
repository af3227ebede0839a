/*
 * `status --alarm`: says something only where a person is needed. One night
 * that is incomplete is mended by the next.
 */
#include "etl/health.h"
#include "etl/layout.h"
#include "lib/num.h"

static void say(FILE *out, bool *needed, const char *fmt, ...) PRINTF(3, 4);

static void say(FILE *out, bool *needed, const char *fmt, ...)
{
	char *text;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) < 0)
		die_of_memory();
	va_end(ap);
	layout_wrap(out, "", 2, text, 0);
	free(text);
	*needed = true;
}

enum {
	FREE_LEAST = 64 * 1000 * 1000 /* a night may bring so much */
};

static void alarm_disk(const struct health *h, FILE *out, bool *needed)
{
	char left[LAYOUT_TEXT];

	if (h->free_bytes >= 0 && h->free_bytes < FREE_LEAST)
		say(out, needed,
		    "The disk of the var folder takes no more: %s are left. "
		    "Make room there; the archive must stay.",
		    layout_bytes(left, h->free_bytes));
}

static void alarm_stores(const struct health *h, FILE *out, bool *needed)
{
	if (h->archive.code && h->archive_bytes < 0)
		say(out, needed,
		    "There is no archive (%s). Nothing has been fetched here: "
		    "look at --var and at what the last run said.",
		    h->archive.msg);
	else if (h->archive.code)
		say(out, needed,
		    "The archive cannot be read: %s. Put its newest backup in "
		    "its place.",
		    h->archive.msg);
	/* The first run makes the store. */
	if (h->store.code && !h->going)
		say(out, needed,
		    "The database cannot be read: %s. `tilannekuva rebuild` "
		    "makes it anew from the archive.",
		    h->store.msg);
}

static void alarm_last_run(const struct health *h, FILE *out, bool *needed)
{
	const struct run_entry *last = health_last_run(h);
	char begun[LAYOUT_TEXT], since[LAYOUT_TEXT];

	/* One that goes on will say how it went. */
	if (!last || h->going || run_ended_well(last) ||
	    strcmp(last->outcome, "incomplete") == 0)
		return;
	(void)layout_when(begun, last->started_at);
	(void)layout_when(since, h->failing_since);
	if (last->outcome[0])
		say(out, needed,
		    "The last `%s` of %s UTC failed: %s. It has been so since "
		    "%s. What was shown before stays; mend the cause, then "
		    "`tilannekuva run`.",
		    last->command, begun, last->message, since);
	else
		say(out, needed,
		    "The last `%s` of %s UTC did not end: it was killed, or "
		    "the machine went down. It has been so since %s. What was "
		    "shown before stays; `tilannekuva run` takes it up again.",
		    last->command, begun, since);
}

static void alarm_patience(const struct health *h, int64_t days, FILE *out,
			   bool *needed)
{
	const char *since = h->complete[0] ? h->complete : h->first_run;
	char when[LAYOUT_TEXT];
	int64_t t, held_up;

	if (!when_parse(since, &t))
		return;
	held_up = (h->now - t) / 86400;
	if (held_up < days)
		return;
	(void)layout_when(when, since);
	say(out, needed,
	    "No night has been complete since %s UTC, %lld days. "
	    "`tilannekuva status` says what is missing.",
	    when, (long long)held_up);
	if (h->n_refusals) {
		const struct refusal *r = &h->refusals[0];

		say(out, needed,
		    "%zu answers are refused or do not come, such as %s %s "
		    "since %.10s: %s",
		    h->n_refusals, r->source, r->topic, r->since, r->reason);
	}
	if (h->n_kept_back) {
		const struct refusal *r = &h->kept_back[0];

		say(out, needed,
		    "%zu answers are held back by the checks, such as %s %s of "
		    "%.10s: %s. `tilannekuva check` lists them; a row of "
		    "config/corrections.csv lets one in.",
		    h->n_kept_back, r->source, r->topic, r->since, r->reason);
	}
}

void health_alarm(const struct health *h, int64_t patience_days, FILE *out,
		  bool *needed)
{
	*needed = false;
	alarm_stores(h, out, needed);
	alarm_disk(h, out, needed);
	alarm_last_run(h, out, needed);
	alarm_patience(h, patience_days, out, needed);
}
