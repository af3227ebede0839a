/*
 * What gnuplot drew, on its way into a chart: its SVG, PDF and PNG; any title
 * stays a title. The first byte says in which language.
 *
 * Files: plots/draw.c briefing/exhibit.c
 */
#include "tests/fuzz/scratch.h"

/* The size of a picture is read by what brings it. */
#include "briefing/exhibit.c"

#include "lib/text.h"
#include "plots/draw.h"

static size_t count(const struct buf *b, const char *what)
{
	const char *s = buf_str(b);
	size_t n = 0;

	while ((s = memmem(s, b->len - (size_t)(s - buf_str(b)), what,
			   strlen(what)))) {
		s += strlen(what);
		n++;
	}
	return n;
}

/* The picture that gnuplot would draw, with the bytes as the title. */
static void check_title(const char *title, enum lang lang)
{
	static const char drawn[] =
		"<?xml version=\"1.0\"?>\n<svg \n"
		" width=\"720\" height=\"400\"\n>\n"
		"<title>Gnuplot</title>\n"
		"<desc>Produced by GNUPLOT</desc>\n</svg>\n";
	struct buf svg, out;
	struct err e = {0};

	buf_init(&svg, BUF_MAX);
	buf_init(&out, BUF_MAX);
	buf_puts(&svg, drawn);
	PROMISE(draw_finish_svg(&svg, title, title, lang, 0, &out, &e) == 0);
	PROMISE(count(&out, "<title>") == 1 && count(&out, "</title>") == 1);
	PROMISE(count(&out, "<desc>") == 1 && count(&out, "</svg>") == 1);
	PROMISE(count(&out, "<") == 7);
	buf_release(&svg);
	buf_release(&out);
}

static void check_drawn(const struct buf *drawn, enum lang lang)
{
	struct buf out, again;
	struct err e = {0};

	buf_init(&out, BUF_MAX);
	buf_init(&again, BUF_MAX);
	if (draw_finish_svg(drawn, "a", "b", lang, 19.05, &out, &e) < 0)
		PROMISE(e.code == ERR_DATA && e.msg[0]);
	err_clear(&e);
	buf_clear(&out);
	if (draw_finish_pdf(drawn, &out, &e) == 0) {
		PROMISE(out.len == drawn->len);
		PROMISE(draw_finish_pdf(&out, &again, &e) == 0);
		PROMISE(memcmp(out.data, again.data, out.len) == 0);
	}
	err_clear(&e);
	buf_clear(&out);
	if (draw_finish_png(drawn, DRAW_WIDE_CM, &out, &e) == 0)
		PROMISE(out.len == drawn->len + 21);
	buf_release(&out);
	buf_release(&again);
}

static void check_size(const uint8_t *data, size_t size)
{
	char *path = scratch_put("chart.svg", data, size);
	struct exhibit c = {.name = NULL};

	measure(&c, path);
	PROMISE(c.width > 0 && c.width <= SIZE_MAX_PX);
	PROMISE(c.height > 0 && c.height <= SIZE_MAX_PX);
	free(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct feed f = {data, size};
	enum lang lang = (enum lang)feed_below(&f, LANG_N);
	char *title = xstrndup((const char *)f.at, f.left);
	struct buf drawn;

	buf_init(&drawn, BUF_MAX);
	buf_add(&drawn, f.at, f.left);
	check_title(title, lang);
	check_drawn(&drawn, lang);
	check_size(f.at, f.left);
	buf_release(&drawn);
	free(title);
	return 0;
}
