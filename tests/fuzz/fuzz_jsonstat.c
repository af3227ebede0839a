/*
 * Answers of the sources that serve cubes: the first byte chooses the source
 * and what was asked, the rest is the body.
 *
 * Files: etl/jsonstat.c etl/pxweb_json.c etl/pxweb_query.c
 * Files: etl/source_pxweb.c etl/source_jsonstat.c etl/cube.c
 * Files: etl/cube_csv.c etl/cube_figures.c
 */
#include "tests/fuzz/fuzz.h"

#include <jansson.h>

#include "etl/pxweb.h"
#include "etl/source.h"
#include "lib/text.h"

/* Every figure is inside the request and has a place. */
static void check_figures(const struct request *r, const struct answer *a)
{
	size_t i;

	for (i = 0; i < a->figures.n; i++) {
		const struct figure *f = &a->figures.list[i];

		PROMISE(request_covers(r, f->sex, f->year));
		PROMISE(f->area >= 0 && (size_t)f->area < a->n_places);
	}
	for (i = 0; i < a->n_places; i++)
		PROMISE(a->places[i].kind[0] &&
			(a->places[i].code || a->places[i].name[0]));
}

/* Each cut is JSON and of no more cells than a call may have; together they are
 * all that is asked for, each cell once. */
static void check_cuts(const struct px_query *q, int64_t most)
{
	struct px_cut cut = {0};
	int64_t cells = 0, all;
	struct request r = {.kind = ANSWER_FIGURES};
	json_t *body;
	char *text;
	int calls;

	for (calls = 0; calls < 200 && px_query_next(q, most, &cut); calls++) {
		int64_t n = px_query_cells(q, &cut);

		PROMISE(n > 0 &&
			(n <= most || (cut.years == 1 && cut.areas == 1)));
		cells += n;
		text = px_query_body(q, &cut);
		body = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
		PROMISE(json_is_array(json_object_get(body, "query")));
		json_decref(body);
		free(text);
		px_query_scope(q, &cut, &r);
	}
	if (calls == 200)
		return;
	PROMISE(px_query_is_last(q, &cut));
	all = (int64_t)(q->list[q->time].n * q->list[q->area].n);
	if (q->sex < q->table->n)
		all *= (int64_t)q->list[q->sex].n;
	PROMISE(cells == all);
}

/* A table that is read can be asked, or there is a reason: for the first value
 * of each variable that may be named, and for none. */
static void ask_table(const char *bytes, size_t size)
{
	struct buf fixed;
	struct cube cube = {0};
	struct px_query q;
	struct err e = {0};
	char none[] = "";
	size_t i, way;

	if (px_table_parse(bytes, size, &cube, &e) < 0)
		return;
	buf_init(&fixed, BUF_MAX);
	for (i = 0; i < cube.n; i++)
		if (cube.list[i].role == ROLE_NONE && cube.list[i].n)
			buf_printf(&fixed, "%s%s=%s", fixed.len ? ";" : "",
				   cube.list[i].code, cube.list[i].ids[0]);
	for (way = 0; way < 3; way++) {
		const struct variable *m = cube_role(&cube, ROLE_METRIC);
		char *list = xstrdup(buf_str(&fixed));
		const struct cube_row row = {
			none, none, way && m && m->n ? m->ids[0] : none,
			way == 2 ? list : none};

		err_clear(&e);
		if (px_query_make(&cube, &row, &q, &e) == 0) {
			check_cuts(&q, 7);
			check_cuts(&q, 1);
			px_query_release(&q);
		} else {
			PROMISE(e.code == ERR_DATA && e.msg[0]);
		}
		free(list);
	}
	buf_release(&fixed);
	cube_release(&cube);
}

/* What the host says of itself: limits, and when a table changed. */
static void ask_host(const char *bytes, size_t size)
{
	struct px_limits limits = {1000, 10, 10};
	char updated[PX_TIME_TEXT] = "";
	struct err e = {0};
	bool found;

	if (px_limits_parse(bytes, size, &limits, &e) == 0)
		PROMISE(limits.cells > 0 && limits.calls > 0 &&
			limits.seconds > 0);
	else
		PROMISE(e.code == ERR_DATA && e.msg[0]);
	err_clear(&e);
	if (px_folder_parse(bytes, size, "a.px", updated, &found, &e) == 0)
		PROMISE(text_is_utf8(updated, strlen(updated)));
	else
		PROMISE(e.code == ERR_DATA && e.msg[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const asked[][2] = {
		{"pxweb", "#indicator=a"},
		{"pxweb", "#indicator=a&years=2019-2020&sexes=total"},
		{"eurostat", "#indicator=a"},
		{"sampo", "#indicator=a"},
		{"pxweb", "#note=table.a"},
		{"pxweb", "#note=folder.a"},
		{"pxweb", "#note=config.a"}};
	const char *bytes = (const char *)data + 1;
	const char *const *ask;
	const struct source *s;
	struct answer a = {0};
	struct request r;
	struct err e = {0};

	if (size < 1)
		return 0;
	ask = asked[data[0] % ARRAY_LEN(asked)];
	s = source_find(ask[0]);
	PROMISE(s->request_parse(ask[1], &r, &e) == 0);
	if (source_parse(s, &r, bytes, size - 1, &a, &e) == 0) {
		check_figures(&r, &a);
		answer_release(&a);
	} else {
		PROMISE(e.code != ERR_NONE && e.msg[0]);
	}
	if (data[0] % ARRAY_LEN(asked) == 4)
		ask_table(bytes, size - 1);
	if (data[0] % ARRAY_LEN(asked) > 4)
		ask_host(bytes, size - 1);
	return 0;
}
