/*
 * Sketches; see kind.h.
 */
#include "plots/draw.h"
#include "plots/picture.h"

void sketch_init(struct sketch *s, const struct chart_kind *kind,
		 enum lang lang)
{
	*s = (struct sketch){
		.kind = kind, .lang = lang, .width = PICTURE_WIDTH};
	buf_init(&s->csv, BUF_MAX);
	buf_init(&s->script, BUF_MAX);
	buf_init(&s->alt, BUF_MAX);
	buf_init(&s->heading, BUF_MAX);
}

void sketch_release(struct sketch *s)
{
	free(s->name);
	free(s->title);
	buf_release(&s->csv);
	buf_release(&s->script);
	buf_release(&s->alt);
	buf_release(&s->heading);
}

static bool is_safe(const char *s)
{
	return s[0] && s[strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "abcdefghijklmnopqrstuvwxyz"
				   "0123456789_-")] == '\0';
}

int sketch_name(struct sketch *s, const char *const *parts, struct err *e)
{
	struct buf b;
	int rc = 0;

	buf_init(&b, BUF_MAX);
	buf_puts(&b, s->kind->name);
	for (; rc == 0 && *parts; parts++) {
		if (!is_safe(*parts))
			rc = err_set(e, ERR_CONFIG,
				     "chart %s: '%s' cannot be part of a file "
				     "name",
				     buf_str(&b), *parts);
		buf_printf(&b, "-%s", *parts);
	}
	buf_printf(&b, "-%s", lang_name(s->lang));
	if (rc == 0)
		s->name = xstrdup(buf_str(&b));
	buf_release(&b);
	return rc;
}

int sketch_make(struct sketch *s, const struct sketch_parts *parts,
		const void *of, struct err *e)
{
	struct caption caption = {0};

	if (sketch_name(s,
			(const char *const[]){parts->kind, parts->code, NULL},
			e) < 0)
		return -1;
	parts->csv(of, &s->csv);
	sketch_identify(s);
	parts->caption(of, s->id, &caption);
	parts->script(of, &caption, &s->width, &s->script);
	parts->alt(of, &s->alt);
	s->title = xstrdup(caption.title);
	buf_puts(&s->heading, caption.title);
	caption_release(&caption);
	return 0;
}

void sketch_identify(struct sketch *s)
{
	char hex[HASH_HEX];

	hash_hex(hex, buf_str(&s->csv), s->csv.len);
	memcpy(s->id, hex, CHART_DIGEST - 1);
	s->id[CHART_DIGEST - 1] = '\0';
}

void sketch_digest(const struct sketch *s, char hex[HASH_HEX])
{
	struct hash *h = hash_new();

	hash_text(h, TILANNEKUVA_VERSION);
	hash_text(h, DRAW_FAMILY);
	hash_text(h, s->kind->looks);
	hash_text(h, buf_str(&s->script));
	hash_text(h, buf_str(&s->heading));
	hash_text(h, buf_str(&s->alt));
	hash_text(h, buf_str(&s->csv));
	hash_end(h, hex);
}
