/*
 * Answers of the sources that serve cubes: the first byte chooses the source
 * and what was asked, the rest is the body.
 *
 * Files: etl/jsonstat.c etl/pxweb_json.c etl/pxweb_query.c
 * Files: etl/source_pxweb.c etl/source_jsonstat.c etl/cube.c
 * Files: etl/cube_csv.c etl/cube_figures.c
 */
#include "tests/fuzz/fuzz.h"

#include "etl/pxweb.h"
#include "etl/source.h"

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

/* A table that is read can be asked, or there is a reason. */
static void ask_table(const char *bytes, size_t size)
{
	char none[] = "";
	const struct cube_row row = {none, none, none, none};
	struct px_cut cut = {0};
	struct cube cube = {0};
	struct px_query q;
	struct err e = {0};
	int calls;

	if (px_table_parse(bytes, size, &cube, &e) < 0)
		return;
	if (px_query_make(&cube, &row, &q, &e) == 0) {
		for (calls = 0; calls < 5 && px_query_next(&q, 7, &cut);
		     calls++)
			free(px_query_body(&q, &cut));
		px_query_release(&q);
	} else {
		PROMISE(e.msg[0]);
	}
	cube_release(&cube);
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
	return 0;
}
