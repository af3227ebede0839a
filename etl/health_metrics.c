/*
 * `status --metrics`: OpenMetrics 1.0 text, for a monitor to collect.
 * https://prometheus.io/docs/specs/om/open_metrics_spec/ (read 2026-11-22): a
 * family's lines stand together, labels are escaped, "# EOF" ends it. What is
 * not known has no line.
 */
#include "etl/health.h"
#include "lib/num.h"
#include "lib/text.h"

static void family(struct buf *b, const char *name, const char *type,
		   const char *unit, const char *help)
{
	buf_printf(b, "# TYPE tilannekuva_%s %s\n", name, type);
	if (unit)
		buf_printf(b, "# UNIT tilannekuva_%s %s\n", name, unit);
	buf_printf(b, "# HELP tilannekuva_%s %s\n", name, help);
}

/* Appends NAME="VALUE" as a label; value is any text. */
static void label(struct buf *b, const char *before, const char *name,
		  const char *value)
{
	size_t n;

	buf_printf(b, "%s%s=\"", before, name);
	for (; *value; value += n ? n : 1) {
		n = text_utf8_char(value, strlen(value));
		if (n == 0)
			buf_puts(b, "\xef\xbf\xbd");
		else if (*value == '\n')
			buf_puts(b, "\\n");
		else if (*value == '"' || *value == '\\')
			buf_printf(b, "\\%c", *value);
		else
			buf_add(b, value, n);
	}
	buf_putc(b, '"');
}

static void number(struct buf *b, double v)
{
	char text[NUM_TEXT];

	buf_printf(b, " %s\n", num_text(text, v));
}

/* One line of a family, by one label. */
static void sample(struct buf *b, const char *name, const char *label_name,
		   const char *label_value, double v)
{
	buf_printf(b, "tilannekuva_%s", name);
	label(b, "{", label_name, label_value);
	buf_putc(b, '}');
	number(b, v);
}

static void gauge(struct buf *b, const char *name, const char *unit,
		  const char *help, double v)
{
	family(b, name, "gauge", unit, help);
	buf_printf(b, "tilannekuva_%s", name);
	number(b, v);
}

static void time_of(struct buf *b, const char *name, const char *help,
		    const char *iso)
{
	int64_t t;

	if (when_parse(iso, &t))
		gauge(b, name, "seconds", help, (double)t);
}

static void metrics_program(const struct health *h, struct buf *b)
{
	family(b, "build", "info", NULL, "The program.");
	sample(b, "build_info", "version", TILANNEKUVA_VERSION, 1);
	gauge(b, "archive_readable", NULL, "Whether archive.db can be read.",
	      h->archive.code == ERR_NONE);
	gauge(b, "store_readable", NULL, "Whether tilannekuva.db can be read.",
	      h->store.code == ERR_NONE);
	if (h->free_bytes >= 0)
		gauge(b, "var_free_bytes", "bytes",
		      "What the disk of the var folder still takes.",
		      (double)h->free_bytes);
	if (h->archive_bytes >= 0)
		gauge(b, "archive_bytes", "bytes", "Size of archive.db.",
		      (double)h->archive_bytes);
	if (h->store_bytes >= 0)
		gauge(b, "store_bytes", "bytes", "Size of tilannekuva.db.",
		      (double)h->store_bytes);
}

static void metrics_stages(const struct run_entry *r, struct buf *b)
{
	size_t i;

	family(b, "last_run_duration_seconds", "gauge", "seconds",
	       "How long each stage of the last run took.");
	for (i = 0; i < STAGES; i++)
		if (r->seconds[i] >= 0)
			sample(b, "last_run_duration_seconds", "stage",
			       stage_name[i], r->seconds[i]);
}

static void metrics_outcome(const struct run_entry *r, struct buf *b)
{
	static const char *const outcomes[] = {"ok", "incomplete", "failed",
					       "killed"};
	const char *name = "last_run_outcome", *is = r->outcome;
	size_t i;

	if (!is[0])
		is = "killed";
	family(b, name, "stateset", NULL,
	       "How the last run that is over ended.");
	for (i = 0; i < ARRAY_LEN(outcomes); i++)
		sample(b, name, "tilannekuva_last_run_outcome", outcomes[i],
		       strcmp(is, outcomes[i]) == 0);
}

/* Of a run that was killed only the beginning is known. */
static void metrics_tally(const struct run_entry *r, struct buf *b)
{
	if (!r->outcome[0])
		return;
	gauge(b, "last_run_requests", NULL,
	      "Requests of the last run, repetitions counted.",
	      (double)r->requests);
	gauge(b, "last_run_received_bytes", "bytes",
	      "Bytes that the last run received.", (double)r->bytes);
	family(b, "last_run_answers", "gauge", NULL,
	       "Answers of the last run: with something new, as before, "
	       "refused.");
	sample(b, "last_run_answers", "verdict", "new", (double)r->new);
	sample(b, "last_run_answers", "verdict", "same", (double)r->same);
	sample(b, "last_run_answers", "verdict", "refused", (double)r->refused);
}

static void metrics_runs(const struct health *h, struct buf *b)
{
	const struct run_entry *last = health_last_run(h);

	time_of(b, "last_complete_run_timestamp_seconds",
		"When the last night began that asked its sources and lacked "
		"nothing.",
		h->complete);
	gauge(b, "run_in_progress", NULL, "Whether a run is going on.",
	      h->going);
	if (!last)
		return;
	time_of(b, "last_run_timestamp_seconds",
		"When the last run that is over began.", last->started_at);
	gauge(b, "last_run_success", NULL,
	      "Whether the last run that is over went well.",
	      run_ended_well(last));
	metrics_outcome(last, b);
	metrics_stages(last, b);
	metrics_tally(last, b);
	if (last->changed >= 0)
		gauge(b, "last_run_changed_figures", NULL,
		      "Figures that the last run changed.",
		      (double)last->changed);
}

static void age(struct buf *b, const struct health *h, const char *name,
		const struct source_health *s, const char *iso)
{
	int64_t t;

	if (when_parse(iso, &t))
		sample(b, name, "source", s->name, (double)(h->now - t));
}

static void metrics_sources(const struct health *h, struct buf *b)
{
	static const char newest[] = "newest_answer_age_seconds";
	static const char oldest[] = "oldest_answer_age_seconds";
	size_t i;

	family(b, "indicators", "gauge", NULL, "Indicators with figures.");
	for (i = 0; i < h->n_sources; i++)
		if (h->sources[i].indicators >= 0)
			sample(b, "indicators", "source", h->sources[i].name,
			       (double)h->sources[i].indicators);
	family(b, "figures", "gauge", NULL, "Figures held.");
	for (i = 0; i < h->n_sources; i++)
		if (h->sources[i].figures >= 0)
			sample(b, "figures", "source", h->sources[i].name,
			       (double)h->sources[i].figures);
	family(b, newest, "gauge", "seconds",
	       "Time since a source's newest accepted answer.");
	for (i = 0; i < h->n_sources; i++)
		age(b, h, newest, &h->sources[i], h->sources[i].newest);
	family(b, oldest, "gauge", "seconds",
	       "The same of the followed indicator whose newest answer is the "
	       "oldest.");
	for (i = 0; i < h->n_sources; i++)
		age(b, h, oldest, &h->sources[i], h->sources[i].oldest);
}

static void metrics_lacks(const struct health *h, struct buf *b)
{
	static const char since[] = "refused_since_timestamp_seconds";
	int64_t t;
	size_t i;

	family(b, "refused_topics", "gauge", NULL,
	       "Topics whose newest answer was refused.");
	for (i = 0; h->archive.code == ERR_NONE && i < h->n_sources; i++)
		sample(b, "refused_topics", "source", h->sources[i].name,
		       (double)h->sources[i].refused);
	family(b, since, "gauge", "seconds",
	       "Since when a topic's answers are refused, and why.");
	for (i = 0; i < h->n_refusals; i++) {
		const struct refusal *r = &h->refusals[i];

		if (!when_parse(r->since, &t))
			continue;
		buf_printf(b, "tilannekuva_%s", since);
		label(b, "{", "source", r->source);
		label(b, ",", "topic", r->topic);
		label(b, ",", "reason", r->reason);
		buf_putc(b, '}');
		number(b, (double)t);
	}
	if (h->store.code == ERR_NONE && !h->store_other)
		gauge(b, "held_answers", NULL,
		      "Answers that the checks hold back.",
		      (double)h->n_kept_back);
	family(b, "missing_indicators", "gauge", NULL,
	       "Indicators that are followed and have no figures, by reason.");
	for (i = 0; i < h->n_missing; i++) {
		buf_puts(b, "tilannekuva_missing_indicators");
		label(b, "{", "source", h->missing[i].source);
		label(b, ",", "reason", h->missing[i].reason);
		buf_putc(b, '}');
		number(b, (double)h->missing[i].n);
	}
}

void health_metrics(const struct health *h, struct buf *out)
{
	metrics_program(h, out);
	metrics_runs(h, out);
	metrics_sources(h, out);
	metrics_lacks(h, out);
	buf_puts(out, "# EOF\n");
}
