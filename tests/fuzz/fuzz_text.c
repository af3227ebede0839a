/*
 * Texts, numbers and dates of a source: what comes out is UTF-8, on one line,
 * and safe within a page.
 *
 * Files: lib/text.c lib/num.c
 */
#include "tests/fuzz/fuzz.h"

#include <math.h>

#include "lib/num.h"
#include "lib/text.h"

static void promise_plain(const char *s)
{
	char *plain = text_plain(s);
	size_t n = strlen(plain), i;

	PROMISE(text_is_utf8(plain, n));
	PROMISE(n == 0 || (plain[0] != ' ' && plain[n - 1] != ' '));
	for (i = 0; i < n; i++) {
		PROMISE((unsigned char)plain[i] >= ' ' && plain[i] != 0x7f);
		PROMISE(plain[i] != ' ' || plain[i + 1] != ' ');
	}
	free(plain);
}

static void promise_html(const char *s)
{
	size_t signs = 0, entities = 0, i;
	struct buf b;

	buf_init(&b, BUF_MAX);
	text_html(&b, s);
	for (i = 0; s[i]; i++)
		signs += strchr("&<>\"'", s[i]) != NULL;
	for (i = 0; i < b.len; i++) {
		PROMISE(!strchr("<>\"'", b.data[i]));
		entities += b.data[i] == '&';
	}
	PROMISE(signs == entities);
	buf_release(&b);
}

static void promise_numbers(const char *s, size_t n)
{
	char text[TEXT_NUMBER], shortest[NUM_TEXT];
	double v, back;
	int64_t i;
	int l;

	if (num_int(s, n, -99, 9999, &i))
		PROMISE(i >= -99 && i <= 9999);
	if (when_parse(s, &i))
		PROMISE(when_year(i) >= 1900 && when_year(i) <= 9999);
	if (!num_double(s, n, &v))
		return;
	PROMISE(isfinite(v));
	(void)num_text(shortest, v);
	PROMISE(num_double(shortest, strlen(shortest), &back));
	PROMISE(!(back < v) && !(back > v));
	for (l = 0; l < LANG_N; l++) {
		(void)text_number(text, v, (int)(n % 12), (enum lang)l);
		PROMISE(text[0] && text_is_utf8(text, strlen(text)));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *s = xstrndup((const char *)data, size);
	char date[TEXT_NUMBER], shown[TEXT_SHOWN];
	bool utf8 = text_is_utf8(s, strlen(s));

	promise_plain(s);
	promise_html(s);
	promise_numbers(s, strlen(s));
	(void)text_date(date, s, LANG_EN);
	PROMISE(!utf8 || text_is_utf8(date, strlen(date)));
	(void)text_shown(shown, (const char *)data, size);
	PROMISE(text_is_utf8(shown, strlen(shown)));
	PROMISE(!strchr(shown, '\n'));
	free(s);
	return 0;
}
