/*
 * The generator's small answers: regions, the list, descriptions.
 */
#include "tests/bench/synth_internal.h"

static const char *const lang[] = {"fi", "en", "sv"};

static const char *const words[] = {
	"osuus",        "väestöstä",     "ikävuotta", "täyttäneistä",
	"tilaston",     "mukaan",        "vuoden",    "lopussa",
	"palvelujen",   "asiakkaat",     "kunnan",    "järjestämä",
	"hoidon",       "päättyneet",    "jaksot",    "sairauksien",
	"perusteella",  "keskiväkiluku", "rekisteri", "tiedot",
	"indikaattori", "ilmaisee",      "kohti",     "laskettu",
};

static uint64_t next(uint64_t *at)
{
	return synth_hash(++*at, 7, 7, 7);
}

/* Sentences with the fragments of HTML that the service's texts have. */
static void put_prose(struct buf *b, uint64_t *at, size_t bytes)
{
	size_t end = b->len + bytes;

	while (b->len < end) {
		size_t n = 6 + next(at) % 12;

		for (; n; n--) {
			buf_puts(b, words[next(at) % ARRAY_LEN(words)]);
			buf_putc(b, n > 1 ? ' ' : '.');
		}
		buf_puts(b, next(at) % 4 ? " " : "<br /><br>");
		if (next(at) % 16 == 0)
			buf_puts(b, "<a href=\\\"https://example.org/\\\">THL"
				    "</a>&nbsp;");
	}
}

static void put_texts(struct buf *b, const char *key, uint64_t *at,
		      size_t bytes)
{
	size_t i;

	buf_printf(b, "\"%s\":{", key);
	for (i = 0; i < ARRAY_LEN(lang); i++) {
		buf_printf(b, "%s\"%s\":\"", i ? "," : "", lang[i]);
		if (bytes)
			put_prose(b, at, bytes / 3);
		buf_putc(b, '"');
	}
	buf_putc(b, '}');
}

static void put_title(struct buf *b, const struct synth_indicator *m)
{
	uint64_t at = (uint64_t)m->id * 1000;
	const char *w[3];
	size_t i;

	for (i = 0; i < 3; i++)
		w[i] = words[next(&at) % ARRAY_LEN(words)];
	buf_puts(b, "\"title\":{");
	for (i = 0; i < ARRAY_LEN(lang); i++)
		buf_printf(b, "%s\"%s\":\"Ikä %s %s %s %d (%s)\"", i ? "," : "",
			   lang[i], w[0], w[1], w[2], m->id, lang[i]);
	buf_putc(b, '}');
}

static void put_producer(struct buf *b, const struct synth_indicator *m)
{
	static const char *const name[] = {
		"Terveyden ja hyvinvoinnin laitos (THL)", "Tilastokeskus",
		"Kela", "Työ- ja elinkeinoministeriö"};
	size_t which = (size_t)m->id % ARRAY_LEN(name);

	buf_printf(b,
		   "\"organization\":{\"id\":%zu,\"title\":{\"fi\":\"%s\","
		   "\"en\":\"%s\",\"sv\":\"%s\"}}",
		   which + 2, name[which], name[which], name[which]);
}

static void put_sexes(struct buf *b, const struct synth_indicator *m)
{
	buf_printf(b, "\"sex\":{\"values\":[%s]}",
		   m->by_sex   ? "\"male\",\"female\",\"total\""
		   : m->id % 3 ? "\"total\""
			       : "");
}

static void put_region_levels(struct buf *b, const struct synth_indicator *m)
{
	buf_printf(b,
		   "\"region\":{\"values\":[%s\"Maakunta\",\"Suuralue\","
		   "\"Sairaanhoitopiiri\",\"Maa\"]}",
		   m->municipal ? "\"Kunta\",\"Seutukunta\"," : "");
}

void synth_list(const struct synth *s, struct buf *out)
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		const struct synth_indicator *m = &s->list[i];

		buf_printf(out, "%s{\"id\":%d,", i ? "," : "[", m->id);
		put_title(out, m);
		buf_putc(out, ',');
		put_producer(out, m);
		buf_puts(out, ",\"classifications\":{");
		put_sexes(out, m);
		buf_putc(out, ',');
		put_region_levels(out, m);
		buf_puts(out, "}}");
	}
	buf_putc(out, ']');
}

void synth_meta(const struct synth *s, const struct synth_indicator *m,
		int version, struct buf *out)
{
	uint64_t at = synth_hash(s->seed, 3, (uint64_t)m->id, 0);
	size_t bytes = 7500 + (at >> 20) % 12000;

	buf_printf(out,
		   "{\"id\":%d,\"data-updated\":\"%s-%02d-%02d\","
		   "\"range\":{\"start\":%d,\"end\":%d},\"decimals\":%d,",
		   m->id, version ? "2026" : "2025", 1 + m->id % 12,
		   1 + m->id % 28, m->first, m->last + version, m->decimals);
	put_title(out, m);
	buf_printf(out,
		   ",\"primaryValueType\":{\"code\":\"%s\",\"title\":{"
		   "\"fi\":\"%s\",\"en\":\"\",\"sv\":\"\"}},"
		   "\"classifications\":{",
		   m->unit->code, m->unit->fi);
	put_region_levels(out, m);
	buf_putc(out, ',');
	put_sexes(out, m);
	buf_puts(out, "},");
	put_producer(out, m);
	buf_puts(out, ",\"subjects\":[{\"fi\":\"väestö\",\"uri\":"
		      "\"http://www.yso.fi/onto/yso/p3296\"}],\"sources\":[{");
	put_texts(out, "description", &at, bytes / 10);
	buf_puts(out, "}],\"groups\":[],");
	put_texts(out, "description", &at, bytes * 6 / 10);
	buf_putc(out, ',');
	put_texts(out, "interpretation", &at, bytes / 10);
	buf_putc(out, ',');
	put_texts(out, "limits", &at, bytes / 5);
	buf_putc(out, ',');
	put_texts(out, "legislation", &at, 0);
	buf_putc(out, ',');
	put_texts(out, "notices", &at, 0);
	buf_putc(out, '}');
}

/* "Alajärvi 12": the number keeps them apart. */
static void put_area_name(struct buf *b, const struct synth_area *a)
{
	static const char *const front[] = {"Ala",  "Ylä",    "Pohja", "Etelä",
					    "Kivi", "Hämeen", "Uusi",  "Vanha"};
	static const char *const back[] = {"järvi", "niemi", "salo", "kylä",
					   "joki",  "mäki",  "lahti"};

	buf_printf(b, "%s%s %d", front[(size_t)a->id % ARRAY_LEN(front)],
		   back[(size_t)a->id / 3 % ARRAY_LEN(back)], a->id);
}

/* A municipality is part of one area of each larger Finnish kind. */
static void put_wholes(struct buf *b, const struct synth *s,
		       const struct synth_area *a)
{
	const char *sep = "";
	size_t i;

	if (strcmp(a->tier->kind, "KUNTA") != 0)
		return;
	for (i = 0; i < s->n_areas; i++) {
		const struct synth_area *w = &s->areas[i];

		if (w->tier == a->tier || !w->has_figures ||
		    a->index * w->tier->n / a->tier->n != w->index)
			continue;
		buf_printf(b, "%s%d", sep, w->id);
		sep = ",";
	}
}

void synth_regions(const struct synth *s, struct buf *out)
{
	size_t i, j;

	for (i = 0; i < s->n_areas; i++) {
		const struct synth_area *a = &s->areas[i];

		/* Finland's code is that of the standard, others count on. */
		buf_printf(out,
			   "%s{\"id\":%d,\"code\":\"%0*d\",\"category\":\"%s\","
			   "\"title\":{",
			   i ? "," : "[", a->id, a->tier->digits,
			   strcmp(a->tier->kind, "MAA") == 0 ? 358
							     : a->index + 1,
			   a->tier->kind);
		for (j = 0; j < ARRAY_LEN(lang); j++) {
			buf_printf(out, "%s\"%s\":\"", j ? "," : "", lang[j]);
			put_area_name(out, a);
			buf_putc(out, '"');
		}
		buf_puts(out, "},\"memberOf\":[");
		put_wholes(out, s, a);
		buf_printf(out,
			   "],\"uri\":\"http://www.yso.fi/onto/kunnat/k%d\"}",
			   a->id);
	}
	buf_putc(out, ']');
}
