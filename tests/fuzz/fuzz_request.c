/*
 * What people type and the archive keeps: addresses of requests, areas,
 * indicators, days, targets, options. The first byte chooses the source that an
 * address is of; what it asks for is written out and means the same.
 *
 * Files: etl/source_sotkanet.c etl/cube_request.c etl/source.c lib/app.c
 * Files: etl/target.c lib/num.c
 */
#include "tests/fuzz/scratch.h"

#include <math.h>

#include "etl/cube_request.h"
#include "etl/source.h"
#include "etl/target.h"
#include "lib/num.h"
#include "lib/text.h"

static void promise_same(const struct request *a, const struct request *b)
{
	PROMISE(a->kind == b->kind && a->csv == b->csv && a->part == b->part);
	PROMISE(strcmp(a->indicator, b->indicator) == 0);
	PROMISE(memcmp(a->year, b->year, sizeof(a->year)) == 0);
	PROMISE(memcmp(a->sex, b->sex, sizeof(a->sex)) == 0);
}

static void check_scope(const struct request *r)
{
	struct request again = {.kind = r->kind};
	struct buf b;

	buf_init(&b, BUF_MAX);
	request_scope(&b, r);
	if (r->kind == ANSWER_FIGURES) {
		PROMISE(request_scope_parse(buf_str(&b), &again));
		PROMISE(memcmp(again.year, r->year, sizeof(r->year)) == 0);
		PROMISE(memcmp(again.sex, r->sex, sizeof(r->sex)) == 0);
	} else {
		PROMISE(b.len == 0);
	}
	buf_release(&b);
}

static void check_address(const struct source *s, const char *url)
{
	char topic[TOPIC_TEXT];
	struct request r, again;
	struct err e = {0};
	struct buf b;

	if (s->request_parse(url, &r, &e) < 0) {
		PROMISE(e.code == ERR_USAGE && e.msg[0]);
		PROMISE(text_is_utf8(e.msg, strlen(e.msg)));
		return;
	}
	(void)request_topic(topic, &r);
	PROMISE(strlen(topic) >= strlen(r.indicator));
	check_scope(&r);
	buf_init(&b, BUF_MAX);
	s->request_write(&b, &r);
	PROMISE(s->request_parse(buf_str(&b), &again, &e) == 0);
	promise_same(&r, &again);
	buf_release(&b);
}

static void check_names(const char *s)
{
	char prefix[20], rest[30];
	struct request r = {0};

	if (app_area_parse(s, prefix, sizeof(prefix), rest, sizeof(rest)))
		PROMISE(prefix[0] && rest[0]);
	if (app_indicator_parse(s, prefix, sizeof(prefix), rest, sizeof(rest)))
		PROMISE(prefix[0] && rest[0]);
	if (request_scope_parse(s, &r)) {
		r.kind = ANSWER_FIGURES;
		check_scope(&r);
	}
	if (cube_code_is_fit(s, strlen(s)))
		PROMISE(s[0] != '.' && !strpbrk(s, "/\\ ?#&=%"));
}

static void check_days(const char *s)
{
	char text[WHEN_TEXT];
	int64_t t, until, again;
	enum lang lang;

	if (when_parse(s, &t)) {
		PROMISE(when_parse_until(s, &until) && until >= t);
		PROMISE(when_parse(when_text(text, t), &again) && again == t);
	}
	if (lang_parse(s, &lang))
		PROMISE(lang < LANG_N && strcmp(lang_name(lang), s) == 0);
}

static void check_target(const char *s)
{
	struct target t = {0};

	if (!target_parse(s, &t))
		return;
	PROMISE(isfinite(t.value));
	PROMISE(t.year >= 1900 && t.year <= 2200);
}

/* The words of a line, as a command's. */
static void check_options(const char *line)
{
	struct opt opts[] = {{.name = "out", .takes_value = true},
			     {.name = "all"}};
	char name[] = "command", *copy = xstrdup(line), *words[30] = {name};
	struct err e = {0};
	char *at = copy;
	int n = 1, was, i;

	while (n < 29 && *(at += strspn(at, " "))) {
		size_t len = strcspn(at, " ");
		bool end = !at[len];

		at[len] = '\0';
		words[n++] = at;
		at += len + !end;
	}
	was = n;
	if (opt_parse(opts, ARRAY_LEN(opts), &n, words, &e) == 0) {
		PROMISE(n >= 1 && n <= was && words[0] == name);
		PROMISE(!opts[0].given || opts[0].value);
		PROMISE(!opts[1].value);
		for (i = 1; i < n; i++)
			PROMISE(words[i][0]);
	} else {
		PROMISE(e.code == ERR_USAGE && e.msg[0]);
	}
	free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct feed f = {data, size};
	size_t n = 0;
	char *s;

	while (sources[n])
		n++;
	n = feed_below(&f, n);
	s = feed_line(&f);
	check_address(sources[n], s);
	check_names(s);
	check_days(s);
	check_target(s);
	check_options(s);
	free(s);
	return 0;
}
