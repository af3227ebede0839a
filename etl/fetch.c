#include "etl/fetch.h"

#include "etl/plan.h"

/* The figures, if the description says that they are other than those we hold.
 */
static int fetch_figures(struct turn *t, const struct want *w,
			 const struct meta *m, struct err *e)
{
	struct request r;
	struct buf basis, why;
	int rc;

	buf_init(&basis, 4000);
	buf_init(&why, 8000);
	rc = plan_figures(t, m, w->figures, &r, &basis, &why, e);
	if (rc == 1)
		rc = turn_ask_aside(t, &r, buf_str(&basis), buf_str(&why), e);
	buf_release(&basis);
	buf_release(&why);
	return rc < 0 ? -1 : 0;
}

static int fetch_indicator(struct turn *t, const struct want *w, struct err *e)
{
	struct request r = {.kind = ANSWER_META};
	struct answer a = {0};
	int rc = 0;

	(void)snprintf(r.indicator, sizeof(r.indicator), "%s", w->code);
	t->optional = !w->asked_for;
	if (w->described)
		rc = turn_recall(t, &r, &a, e);
	if (rc == 0) {
		rc = turn_ask(t, &r, NULL, w->why, &a, e);
		rc = rc < 0 ? -1 : rc == 0;
	}
	if (rc == 1) {
		rc = fetch_figures(t, w, &a.metas[0], e);
		answer_release(&a);
	}
	t->optional = false;
	return rc;
}

static int fetch_planned(struct turn *t, const struct plan *plan, struct err *e)
{
	size_t i;

	for (i = 0; i < plan->n; i++) {
		if (turn_is_over(t, plan->n - i))
			break;
		if (fetch_indicator(t, &plan->list[i], e) < 0)
			return -1;
		log_progress(&t->app->log, "fetch", i + 1, plan->n);
	}
	return turn_settle(t, e);
}

int fetch_listed(struct turn *t, struct err *e)
{
	struct request r = {.kind = ANSWER_AREAS};
	struct answer areas = {0}, list = {0};
	struct plan plan = {0};
	int rc, listed;

	if (turn_open(t, e) < 0)
		return -1;
	rc = turn_ask(t, &r, NULL, "the areas: each night", &areas, e);
	if (rc < 0)
		return -1;
	if (rc == 0)
		answer_release(&areas);
	r.kind = ANSWER_LIST;
	listed = turn_ask(t, &r, NULL, "what is offered: each night", &list, e);
	if (listed < 0)
		return -1;
	rc = plan_make(t, listed == 0 ? &list : NULL, &plan, e);
	if (rc == 0 && plan.held)
		log_info(&t->app->log,
			 "fetch: of %zu indicators all is held already",
			 plan.held);
	if (rc == 0)
		rc = fetch_planned(t, &plan, e);
	plan_release(&plan);
	if (listed == 0)
		answer_release(&list);
	return rc;
}

int fetch_source(struct app *app, struct archive *a, const struct source *s,
		 const struct fetch_options *o, struct fetch_summary *out,
		 struct err *e)
{
	struct turn t = {
		.app = app, .archive = a, .source = s, .o = o, .out = out};
	int rc = s->visit(&t, e);

	turn_close(&t);
	return rc;
}
