/*
 * Sotkanet's answers and the exchange form: the first byte chooses what was
 * asked, the rest is the body.
 *
 * Files: etl/sotkanet_json.c etl/sotkanet_csv.c
 * Files: etl/source_sotkanet.c
 */
#include "etl/exchange.h"
#include "etl/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const asked[] = {
		"regions", "indicators", "indicators/1",
		"json?indicator=1&years=2020&genders=total&genders=male",
		"csv?indicator=1&years=2020&genders=total&genders=male"};
	const struct source *s = source_find("sotkanet");
	const char *bytes = (const char *)data + 1;
	struct err e = {0};
	struct request r;
	struct answer a = {0};
	struct buf b;

	if (size < 1 ||
	    s->request_parse(asked[data[0] % ARRAY_LEN(asked)], &r, &e) < 0)
		return 0;
	if (source_parse(s, &r, bytes, size - 1, &a, &e) == 0)
		answer_release(&a);
	else if (e.code == ERR_NONE || !e.msg[0])
		die("refused without a reason");
	/* What the exchange form reads it writes, and reads again. */
	err_clear(&e);
	if (exchange_parse(bytes, exchange_is(bytes, size - 1) ? size - 1 : 0,
			   &a, &e) == 0) {
		struct exchange_head h;

		buf_init(&b, BUF_MAX);
		figures_sort(&a.figures);
		if (exchange_head_parse(bytes, size - 1, &h, &e) < 0)
			die("the head was read once");
		if (figures_unique(&a.figures, &e) == 0) {
			exchange_write(&b, &h, &a);
			answer_release(&a);
			if (exchange_parse(buf_str(&b), b.len, &a, &e) < 0)
				die("what was written is not read: %s", e.msg);
		}
		exchange_head_release(&h);
		buf_release(&b);
	}
	answer_release(&a);
	return 0;
}
