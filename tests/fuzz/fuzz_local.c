/*
 * Tables of one's own: a mapping, a line "----", a table. Both together, and
 * the whole once more as the body that the archive would hold.
 *
 * Files: etl/local_body.c etl/local_map.c etl/local_number.c
 * Files: etl/local_table.c etl/source_local.c
 */
#include "tests/fuzz/fuzz.h"

#include "etl/local_number.h"
#include "etl/local_table.h"

static void check_answer(const struct answer *a)
{
	size_t i;

	PROMISE(a->kind == ANSWER_FIGURES && a->n_metas == 1);
	PROMISE(a->figures.n > 0);
	for (i = 0; i < a->figures.n; i++) {
		int64_t area = a->figures.list[i].area;

		PROMISE(area >= 0 && (size_t)area < a->n_places);
		PROMISE(a->places[area].code || a->places[area].name[0]);
	}
}

static void read_body(const char *bytes, size_t len)
{
	static const char *const codes[] = {"x", "y"};
	const struct source *s = source_find("local");
	size_t i;

	for (i = 0; i < ARRAY_LEN(codes); i++) {
		struct request r = {.kind = ANSWER_FIGURES};
		struct answer a;
		struct err e = {0};

		memset(r.year, true, sizeof(r.year));
		memset(r.sex, true, sizeof(r.sex));
		(void)snprintf(r.indicator, sizeof(r.indicator), "%s",
			       codes[i]);
		if (source_parse(s, &r, bytes, len, &a, &e) == 0) {
			check_answer(&a);
			answer_release(&a);
		} else {
			PROMISE(e.code != ERR_NONE && e.msg[0]);
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char line[] = "----\n";
	const char *bytes = (const char *)data, *at;
	char *text = xstrndup(bytes, size);
	struct buf body;
	double v;

	(void)local_number(text, "either", &v);
	free(text);
	read_body(bytes, size);
	at = memmem(bytes, size, line, sizeof(line) - 1);
	if (!at)
		return 0;
	buf_init(&body, BUF_MAX);
	local_body_write(&body, "m.ini", bytes, (size_t)(at - bytes), "t.csv",
			 at + sizeof(line) - 1,
			 size - (size_t)(at - bytes) - (sizeof(line) - 1));
	read_body(buf_str(&body), body.len);
	buf_release(&body);
	return 0;
}
