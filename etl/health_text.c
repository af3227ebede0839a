/*
 * `status` for people: short, aligned, at most 80 columns wide.
 */
#include "etl/health.h"
#include "etl/layout.h"

enum {
	REFUSALS_SHOWN = 8
};

static void print_summary(const struct health *h, FILE *out)
{
	char when[LAYOUT_TEXT], ago[LAYOUT_TEXT], size[LAYOUT_TEXT];

	fprintf(out, "complete night   %s",
		h->complete[0] ? layout_when(when, h->complete) : "none yet");
	if (h->complete[0])
		fprintf(out, ", %s", layout_ago(ago, h->complete, h->now));
	fputs("\npicture          ", out);
	if (h->store.code)
		fputs("cannot be read\n", out);
	else if (h->store_other)
		fputs("of another version: the next run makes it anew\n", out);
	else
		fprintf(out, "data of %s, content %.12s, %s\n",
			h->data_date[0] ? h->data_date : "-",
			h->content_id[0] ? h->content_id : "-",
			layout_bytes(size, h->store_bytes));
	if (h->archive.code)
		fputs("archive          cannot be read\n", out);
	else
		fprintf(out, "archive          %s\n",
			layout_bytes(size, h->archive_bytes));
	if (h->archive.code)
		layout_wrap(out, "  ", 2, h->archive.msg, 0);
	if (h->store.code)
		layout_wrap(out, "  ", 2, h->store.msg, 0);
}

static const char *state_of(const struct health *h, size_t i)
{
	if (h->runs[i].outcome[0])
		return h->runs[i].outcome;
	return i > 0 ? "killed" : h->going ? "going on" : "not ended";
}

static double whole(const struct run_entry *r)
{
	double sum = -1;
	size_t i;

	for (i = 0; i < STAGES; i++)
		if (r->seconds[i] >= 0)
			sum = (sum < 0 ? 0 : sum) + r->seconds[i];
	return sum;
}

static void print_stages(const struct run_entry *r, FILE *out)
{
	char took[LAYOUT_TEXT];
	const char *comma = "  ";
	size_t i;

	for (i = 0; i < STAGES; i++)
		if (r->seconds[i] >= 0) {
			fprintf(out, "%s%s %s%s", comma, stage_name[i],
				layout_span(took, r->seconds[i]),
				r->stage_failed[i] ? " (failed)" : "");
			comma = ", ";
		}
	if (comma[0] == ',')
		fputc('\n', out);
}

/* "-" for what is not known, which is not zero. */
static char *count(char *dst, int64_t n)
{
	if (n < 0)
		(void)snprintf(dst, LAYOUT_TEXT, "-");
	else
		(void)snprintf(dst, LAYOUT_TEXT, "%lld", (long long)n);
	return dst;
}

static void print_runs(const struct health *h, FILE *out)
{
	size_t i;

	if (!h->n_runs)
		return;
	fputs("\nlast runs (UTC)    how    ended            took asked  new"
	      " same refused changed\n",
	      out);
	for (i = 0; i < h->n_runs; i++) {
		const struct run_entry *r = &h->runs[i];
		char when[LAYOUT_TEXT], took[LAYOUT_TEXT], changed[LAYOUT_TEXT];
		bool over = r->outcome[0];

		fprintf(out, "  %-16s %-6s %-10s %10s",
			layout_when(when, r->started_at), r->command,
			state_of(h, i), layout_span(took, whole(r)));
		if (over)
			fprintf(out, " %5lld %4lld %4lld %7lld",
				(long long)r->requests, (long long)r->new,
				(long long)r->same, (long long)r->refused);
		else
			fputs("     -    -    -       -", out);
		fprintf(out, " %7s\n", count(changed, r->changed));
		if (i == 0)
			print_stages(r, out);
		if (r->message[0])
			layout_wrap(out, "  ", 2, r->message, 3);
	}
}

static void print_sources(const struct health *h, FILE *out)
{
	size_t i;

	if (!h->n_sources)
		return;
	fputs("\nsource     indicators    figures  newest answer"
	      "                    data updated\n",
	      out);
	for (i = 0; i < h->n_sources; i++) {
		const struct source_health *s = &h->sources[i];
		char when[LAYOUT_TEXT], ago[LAYOUT_TEXT];
		char held[LAYOUT_TEXT], figures[LAYOUT_TEXT];

		fprintf(out, "%-10s %10s %10s  %-16s %-14s  %.10s\n", s->name,
			count(held, s->indicators), count(figures, s->figures),
			layout_when(when, s->newest),
			layout_ago(ago, s->newest, h->now),
			s->data_updated[0] ? s->data_updated : "-");
	}
}

static void print_refusals(const char *heading, const struct refusal *list,
			   size_t n, FILE *out)
{
	size_t i;

	if (n)
		fprintf(out, "\n%s: %zu\n", heading, n);
	for (i = 0; i < n && i < REFUSALS_SHOWN; i++) {
		const struct refusal *r = &list[i];
		char *text = xasprintf("%s %s since %.10s: %s", r->source,
				       r->topic, r->since, r->reason);

		layout_wrap(out, "  ", 4, text, 2);
		free(text);
	}
	if (i < n)
		fprintf(out, "  and %zu more\n", n - i);
}

static void print_missing(const struct health *h, FILE *out)
{
	size_t i;

	if (h->n_missing)
		fputs("\nfollowed, but not here\n", out);
	for (i = 0; i < h->n_missing; i++) {
		const struct missing *m = &h->missing[i];
		char *text = xasprintf("%s, %s: %lld indicators: %s", m->source,
				       m->reason, (long long)m->n, m->codes);

		layout_wrap(out, "  ", 4, text, 3);
		free(text);
	}
	if (h->out_of_date)
		fprintf(out,
			"\nnewest figures more than five years old: %lld "
			"indicators\n",
			(long long)h->out_of_date);
}

void health_print(const struct health *h, FILE *out)
{
	print_summary(h, out);
	print_runs(h, out);
	print_sources(h, out);
	print_refusals("refused or not answered", h->refusals, h->n_refusals,
		       out);
	print_refusals("held back by the checks (see `tilannekuva check`)",
		       h->kept_back, h->n_kept_back, out);
	print_missing(h, out);
}
