#include "etl/plan.h"

#include "etl/followed.h"
#include "etl/named.h"
#include "lib/num.h"

enum {
	DAY = 86400
};

/* --- what is held -----------------------------------------------------------
 */

static void figures_request(const struct meta *m, struct request *out)
{
	int y;

	*out = (struct request){.kind = ANSWER_FIGURES};
	(void)snprintf(out->indicator, sizeof(out->indicator), "%s", m->code);
	for (y = m->first; y && y <= m->last; y++)
		out->year[y - YEAR_MIN] = true;
	memcpy(out->sex, m->sex, sizeof(out->sex));
}

/* "updated=2025-04-29 1990-2024 total": what is known of an indicator's figures
 * before they are asked for, as one text. */
static void basis_write(struct buf *b, const struct meta *m,
			const struct request *r)
{
	buf_printf(b, "updated=%s ", m->updated);
	request_scope(b, r);
}

/* In words, how what is known now differs from what the held figures rest on.
 */
static void basis_compare(struct buf *why, const char *now, const char *held)
{
	size_t n = strcspn(now, " "), k = strcspn(held, " ");

	if (!held[0])
		buf_puts(why, "the held figures were brought in by hand");
	else if (n == k && memcmp(now, held, n) == 0)
		buf_printf(why, "years and sexes are now %s, were %s",
			   now + n + (now[n] != 0), held + k + (held[k] != 0));
	else
		buf_printf(why, "%.*s, held %.*s", (int)n, now, (int)k, held);
}

int plan_figures(const struct turn *t, const struct meta *m, bool figures,
		 struct request *r, struct buf *basis, struct buf *why,
		 struct err *e)
{
	char topic[TOPIC_TEXT];
	struct known held;
	int due;

	if (!m->first)
		return 0; /* the source promises no year */
	figures_request(m, r);
	basis_write(basis, m, r);
	if (archive_known(t->archive, t->source, request_topic(topic, r), &held,
			  e) < 0)
		return -1;
	due = held.body[0] ? strcmp(held.basis, buf_str(basis)) != 0 : figures;
	if (due && held.body[0])
		basis_compare(why, buf_str(basis), held.basis);
	else if (due)
		buf_puts(why, "no figures are held");
	known_release(&held);
	return due;
}

/* --- what is wanted ---------------------------------------------------------
 */

static struct want *plan_add(struct plan *plan, const char *code, size_t len,
			     const char *why)
{
	struct want *w;

	plan->list =
		xreallocarray(plan->list, plan->n + 1, sizeof(*plan->list));
	w = &plan->list[plan->n++];
	*w = (struct want){.code = xstrndup(code, len),
			   .why = why,
			   .asked_for = true,
			   .figures = true};
	return w;
}

void plan_release(struct plan *plan)
{
	size_t i;

	for (i = 0; i < plan->n; i++)
		free(plan->list[i].code);
	free(plan->list);
	*plan = (struct plan){0};
}

/* --indicator "127,sotkanet:228": those of this source. */
static int add_named(const struct turn *t, struct plan *plan, struct err *e)
{
	if (named_check(t->o->indicators, e) < 0)
		return -1;
	for (const char *s = t->o->indicators; s;) {
		struct named n;

		if (named_next(&s, &n) &&
		    strcmp(n.source, t->source->name) == 0)
			(void)plan_add(plan, n.id, strlen(n.id),
				       "named by --indicator");
	}
	return 0;
}

static int add_followed(const struct turn *t, struct plan *plan, struct err *e)
{
	struct followed_list f = {0};
	size_t i;

	if (followed_read(t->app, &f, e) < 0)
		return -1;
	for (i = 0; i < f.n; i++)
		if (strcmp(f.list[i].source, t->source->name) == 0)
			(void)plan_add(plan, f.list[i].code,
				       strlen(f.list[i].code),
				       "followed: each night");
	followed_release(&f);
	return 0;
}

static int by_code(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Codes, sorted; borrowed from what they were taken of. */
struct codes {
	const char **list;
	size_t n;
};

static bool codes_have(const struct codes *c, const char *code)
{
	return bsearch(&code, c->list, c->n, sizeof(*c->list), by_code) != NULL;
}

static struct codes codes_offered(const struct answer *list)
{
	struct codes c = {xcalloc(list->n_metas + 1, sizeof(*c.list)), 0};

	for (; c.n < list->n_metas; c.n++)
		c.list[c.n] = list->metas[c.n].code;
	qsort(c.list, c.n, sizeof(*c.list), by_code);
	return c;
}

static struct codes codes_wanted(const struct plan *plan)
{
	struct codes c = {xcalloc(plan->n + 1, sizeof(*c.list)), 0};

	for (; c.n < plan->n; c.n++)
		c.list[c.n] = plan->list[c.n].code;
	qsort(c.list, c.n, sizeof(*c.list), by_code);
	return c;
}

/* Drops what the source does not offer: a warning, not a failure. */
static void drop_unoffered(const struct turn *t, struct plan *plan,
			   const struct codes *offered)
{
	size_t i, kept = 0, shown = 0;
	struct buf names;

	buf_init(&names, 100000);
	for (i = 0; i < plan->n; i++) {
		if (codes_have(offered, plan->list[i].code)) {
			plan->list[kept++] = plan->list[i];
			continue;
		}
		if (shown++ < 20)
			buf_printf(&names, " %s", plan->list[i].code);
		free(plan->list[i].code);
	}
	plan->n = kept;
	if (shown)
		log_warn(&t->app->log,
			 "%s does not offer %zu of the indicators:%s%s",
			 t->source->title, shown, buf_str(&names),
			 shown > 20 ? " ..." : "");
	buf_release(&names);
}

/* --- the rest: what is offered and not followed -----------------------------
 */

/* Seconds after which a description of the rest is asked for again. */
static int64_t rest_age(const struct turn *t)
{
	char name[80];

	(void)snprintf(name, sizeof(name), "%s.rest_days", t->source->name);
	return conf_int(t->app->conf, name) * DAY;
}

/* Whether `at` lies so far back that a night's drift in starting still counts.
 */
static bool is_over(const struct turn *t, const char *at, int64_t age)
{
	int64_t then;

	return !when_parse(at, &then) || t->app->now - then > age - DAY / 2;
}

/* --all: 1: something of it is due, 0: all of it is held and recent. */
static int is_due(const struct turn *t, const char *code, bool *described,
		  struct err *e)
{
	struct request r = {.kind = ANSWER_META};
	char topic[TOPIC_TEXT];
	struct answer a = {0};
	struct buf basis, why;
	struct known known;
	int rc = 0;

	(void)snprintf(r.indicator, sizeof(r.indicator), "%s", code);
	if (archive_known(t->archive, t->source, request_topic(topic, &r),
			  &known, e) < 0)
		return -1;
	*described = !is_over(t, known.fetched_at, rest_age(t));
	known_release(&known);
	if (*described)
		rc = turn_recall(t, &r, &a, e);
	if (rc <= 0) {
		*described = false;
		return rc < 0 ? -1 : 1;
	}
	buf_init(&basis, BUF_MAX);
	buf_init(&why, BUF_MAX);
	rc = plan_figures(t, &a.metas[0], true, &r, &basis, &why, e);
	buf_release(&basis);
	buf_release(&why);
	answer_release(&a);
	return rc;
}

/* Everything, but what an earlier and interrupted --all brought already. */
static int add_all(const struct turn *t, struct plan *plan,
		   const struct answer *list, const struct codes *wanted,
		   struct err *e)
{
	size_t i;

	for (i = 0; i < list->n_metas; i++) {
		const char *code = list->metas[i].code;
		bool described;
		int due;

		if (codes_have(wanted, code))
			continue;
		due = is_due(t, code, &described, e);
		if (due < 0)
			return -1;
		if (due)
			plan_add(plan, code, strlen(code), "--all")->described =
				described;
		else
			plan->held++;
	}
	return 0;
}

/* One of the rest, and when it was last asked about. */
struct waiting {
	const char *code; /* borrowed */
	char at[WHEN_TEXT];
};

static int by_wait(const void *a, const void *b)
{
	const struct waiting *x = a, *y = b;
	int c = strcmp(x->at, y->at);

	return c ? c : strcmp(x->code, y->code);
}

/* The longest waiting of the rest, so many that all have their turn in
 * rest_days nights. */
static int add_rest(const struct turn *t, struct plan *plan,
		    const struct answer *list, const struct codes *wanted,
		    struct err *e)
{
	struct waiting *w = xcalloc(list->n_metas + 1, sizeof(*w));
	int64_t age = rest_age(t);
	size_t i, n = 0, turn;
	int rc = -1;

	for (i = 0; age && i < list->n_metas; i++) {
		struct request r = {.kind = ANSWER_META};
		char topic[TOPIC_TEXT];

		w[n].code = list->metas[i].code;
		if (codes_have(wanted, w[n].code))
			continue;
		(void)snprintf(r.indicator, sizeof(r.indicator), "%s",
			       w[n].code);
		if (archive_asked(t->archive, t->source,
				  request_topic(topic, &r), w[n].at, e) < 0)
			goto out;
		n++;
	}
	qsort(w, n, sizeof(*w), by_wait);
	turn = age ? (n * DAY + (size_t)age - 1) / (size_t)age : 0;
	for (i = 0; i < turn && is_over(t, w[i].at, age); i++) {
		struct want *one = plan_add(plan, w[i].code, strlen(w[i].code),
					    "not followed: its turn");

		one->asked_for = false;
		one->figures = false;
	}
	rc = 0;
out:
	free(w);
	return rc;
}

int plan_make(const struct turn *t, const struct answer *list, struct plan *out,
	      struct err *e)
{
	struct codes offered, wanted;
	int rc;

	*out = (struct plan){0};
	rc = t->o->indicators ? add_named(t, out, e) : add_followed(t, out, e);
	if (rc == 0 && list) {
		offered = codes_offered(list);
		drop_unoffered(t, out, &offered);
		free(offered.list);
	}
	if (rc == 0 && list && !t->o->indicators) {
		wanted = codes_wanted(out);
		rc = t->o->all ? add_all(t, out, list, &wanted, e)
			       : add_rest(t, out, list, &wanted, e);
		free(wanted.list);
	}
	if (rc < 0)
		plan_release(out);
	return rc;
}
