#include "plots/draw.h"

#include <zlib.h>

#include "lib/num.h"
#include "lib/proc.h"

enum {
	PROCESSES = 2,
	TIMEOUT_S = 300
};

static const char *const formats[DRAW_N] = {"svg", "png", "pdf", "csv"};

const char *draw_format_name(enum draw_format f)
{
	return formats[f];
}

bool draw_format_parse(const char *s, enum draw_format *out)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(formats); i++) {
		if (strcmp(formats[i], s) != 0)
			continue;
		*out = (enum draw_format)i;
		return true;
	}
	return false;
}

/* --- scripts ----------------------------------------------------------------
 */

double draw_usual_scale(enum draw_format f)
{
	return f == DRAW_PNG ? 2.0 : 1.0;
}

void draw_script(const struct sketch *s, enum draw_format f, double scale,
		 const char *name, struct buf *out)
{
	char text[NUM_TEXT];

	buf_puts(out, buf_str(&s->script));
	buf_printf(out, "FORMAT = '%s'\nSCALE = real(%s)\nOUT = '%s'\n",
		   formats[f], num_text(text, scale), name);
	buf_puts(out, s->kind->looks);
}

/* --- gnuplot ----------------------------------------------------------------
 */

int draw_run(const struct buf *scripts, size_t n, const char *dir,
	     struct buf *const *outs, struct err *e)
{
	/* -d: nobody's ~/.gnuplot; "-": standard input as a script, so that the
	 * first error ends the program. */
	static const char *const argv[] = {"gnuplot", "-d", "-", NULL};
	struct proc *procs;
	size_t i;
	int rc;

	if (!proc_exists(argv[0]))
		return err_set(
			e, ERR_CONFIG,
			"gnuplot is not installed (Debian: gnuplot-nox)");
	procs = xcalloc(n + 1, sizeof(*procs));
	for (i = 0; i < n; i++)
		procs[i] = (struct proc){.argv = argv,
					 .in = buf_str(&scripts[i]),
					 .in_len = scripts[i].len,
					 .timeout_s = TIMEOUT_S,
					 .dir = dir};
	rc = proc_run(procs, n, PROCESSES, outs, e);
	free(procs);
	return rc;
}

/* --- SVG --------------------------------------------------------------------
 */

static bool starts(const char *s, size_t n, const char *with)
{
	size_t k = strlen(with);

	return n >= k && memcmp(s, with, k) == 0;
}

/* A line of markup with gnuplot's font names replaced. */
static void put_markup(struct buf *out, const char *s, size_t n)
{
	static const struct {
		const char *from, *to;
	} fonts[] = {
		{"font-family=\"Liberation Sans\"",
		 "font-family=\"" DRAW_FAMILY "\""},
		{"font-family=\"Liberation Sans:Bold\"",
		 "font-family=\"" DRAW_FAMILY "\" font-weight=\"bold\""},
	};
	size_t i, k;

	for (i = 0; i < n; i++) {
		for (k = 0; s[i] == 'f' && k < ARRAY_LEN(fonts); k++) {
			if (!starts(s + i, n - i, fonts[k].from))
				continue;
			buf_puts(out, fonts[k].to);
			i += strlen(fonts[k].from);
			break;
		}
		if (i < n)
			buf_putc(out, s[i]);
	}
}

/* "\t<g id="gnuplot_plot_1" ><title>$line ...</title>": gnuplot names each
 * layer by its command, which browsers would show and screen readers read. */
static void put_layer(struct buf *out, const char *s, size_t n)
{
	const char *title = memmem(s, n, "<title>", 7);

	if (!title) {
		put_markup(out, s, n);
		return;
	}
	buf_add(out, s, (size_t)(title - s));
	buf_putc(out, '\n');
}

/* gnuplot leaves > as it is, and "]]>" may not stand in XML text; it leaves
 * "&#x" too, which would be another character than the text has, or none. */
static void put_text_line(struct buf *out, const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (i >= 2 && memcmp(s + i - 2, "]]>", 3) == 0)
			buf_puts(out, "&gt;");
		else if (starts(s + i, n - i, "&#x"))
			buf_puts(out, "&amp;");
		else
			buf_putc(out, s[i]);
	}
}

static void put_element(struct buf *out, const char *name, const char *text)
{
	buf_printf(out, "<%s>", name);
	text_html(out, text);
	buf_printf(out, "</%s>\n", name);
}

int draw_finish_svg(const struct buf *svg, const char *title, const char *desc,
		    enum lang lang, double width_cm, struct buf *out,
		    struct err *e)
{
	const char *s = buf_str(svg), *end = s + svg->len, *nl, *code;
	bool root = false, titled = false, described = false, closed = false;
	size_t n;

	code = lang_name(lang);
	for (; s < end; s += n) {
		nl = memchr(s, '\n', (size_t)(end - s));
		n = nl ? (size_t)(nl - s) + 1 : (size_t)(end - s);
		if (!root && starts(s, n, "<svg ")) {
			buf_printf(out,
				   "<svg role=\"img\" lang=\"%s\""
				   " xml:lang=\"%s\"\n",
				   code, code);
			root = true;
		} else if (root && !titled && width_cm > 0.0 &&
			   starts(s, n, " width=")) {
			/* the view box tells the height */
			buf_printf(out, " width=\"%gcm\"\n", width_cm);
		} else if (!titled && starts(s, n, "<title>")) {
			put_element(out, "title", title);
			titled = true;
		} else if (!described && starts(s, n, "<desc>")) {
			put_element(out, "desc", desc);
			described = true;
		} else if (starts(s, n, "\t<g id=\"gnuplot_plot_")) {
			put_layer(out, s, n);
		} else if (starts(s, n, "\t\t<text")) {
			put_text_line(out, s, n);
		} else {
			closed = closed || starts(s, n, "</svg>");
			put_markup(out, s, n);
		}
	}
	if (!root || !titled || !described || !closed)
		return err_set(e, ERR_DATA, "gnuplot's SVG is not whole");
	return buf_check(out, "SVG", e);
}

/* --- PDF and PNG ------------------------------------------------------------
 */

int draw_finish_pdf(const struct buf *pdf, struct buf *out, struct err *e)
{
	static const char key[] = "/CreationDate (D:";
	static const char never[] = "20000101000000";
	const char *s = buf_str(pdf);
	const char *at = memmem(s, pdf->len, key, sizeof(key) - 1);
	size_t from = at ? (size_t)(at - s) + sizeof(key) - 1 : 0;

	if (!starts(s, pdf->len, "%PDF") || !at ||
	    pdf->len - from < sizeof(never))
		return err_set(e, ERR_DATA, "gnuplot's PDF is not whole");
	buf_add(out, s, from);
	buf_add(out, never, sizeof(never) - 1);
	from += sizeof(never) - 1;
	buf_add(out, s + from, pdf->len - from);
	return buf_check(out, "PDF", e);
}

static void put_be32(unsigned char *p, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		p[i] = (unsigned char)(v >> (24 - 8 * i));
}

int draw_finish_png(const struct buf *png, double width_cm, struct buf *out,
		    struct err *e)
{
	enum {
		HEAD = 33,  /* signature and IHDR */
		CHUNK = 21, /* pHYs: length, name, nine bytes, sum */
		WIDE_MAX = 100000
	};
	const unsigned char *s = (const unsigned char *)buf_str(png);
	unsigned char c[CHUNK] = "\0\0\0\011pHYs";
	double wide;

	if (png->len < HEAD || memcmp(s, "\x89PNG\r\n", 6) != 0)
		return err_set(e, ERR_DATA, "gnuplot's PNG is not whole");
	wide = (double)((uint32_t)s[16] << 24 | (uint32_t)s[17] << 16 |
			(uint32_t)s[18] << 8 | s[19]);
	if (wide > WIDE_MAX)
		return err_set(e, ERR_DATA, "gnuplot's PNG is too wide");
	put_be32(c + 8, (uint32_t)(wide / width_cm * 100.0 + 0.5));
	memcpy(c + 12, c + 8, 4);
	c[16] = 1; /* dots a metre */
	put_be32(c + 17, (uint32_t)crc32(0, c + 4, 13));
	buf_add(out, buf_str(png), HEAD);
	buf_add(out, (const char *)c, sizeof(c));
	buf_add(out, buf_str(png) + HEAD, png->len - HEAD);
	return buf_check(out, "PNG", e);
}
