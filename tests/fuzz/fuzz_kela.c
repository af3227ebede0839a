/*
 * Dumps of Kela's open data.
 *
 * Files: etl/source_kela.c etl/cube_csv.c etl/cube_figures.c
 */
#include "tests/fuzz/fuzz.h"

#include "etl/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct source *s = source_find("kela");
	struct answer a = {0};
	struct request r;
	struct err e = {0};
	size_t i;

	PROMISE(s->request_parse("#indicator=a", &r, &e) == 0);
	if (source_parse(s, &r, (const char *)data, size, &a, &e) < 0) {
		PROMISE(e.code != ERR_NONE && e.msg[0]);
		return 0;
	}
	PROMISE(a.figures.n > 0 && a.n_metas == 1);
	for (i = 0; i < a.figures.n; i++) {
		int64_t area = a.figures.list[i].area;

		PROMISE(area >= 0 && (size_t)area < a.n_places);
		PROMISE(a.places[area].kind[0] && a.places[area].code);
	}
	answer_release(&a);
	return 0;
}
