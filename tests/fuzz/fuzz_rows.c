/*
 * Rows of figures: what the quick reader takes jansson takes too, and reads the
 * same in it.
 *
 * Files: etl/sotkanet_rows.c
 */
#include "tests/fuzz/fuzz.h"

#include "etl/sotkanet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct request asks = {.kind = ANSWER_FIGURES,
					    .indicator = "1"};
	const char *bytes = (const char *)data;
	struct figures quick = {0};
	struct answer a = {0};
	struct err e = {0};
	size_t i;

	if (sotkanet_rows(&asks, bytes, size, &quick)) {
		PROMISE(sotkanet_rows_any(&asks, bytes, size, &a, &e) == 0);
		PROMISE(a.odd == 0 && a.figures.n == quick.n);
		for (i = 0; i < quick.n; i++) {
			const struct figure *x = &quick.list[i];
			const struct figure *y = &a.figures.list[i];

			PROMISE(figure_compare(x, y) == 0);
			PROMISE(val_equal(x->value, y->value));
			PROMISE(val_equal(x->numerator, y->numerator));
		}
		answer_release(&a);
	}
	figures_release(&quick);
	return 0;
}
