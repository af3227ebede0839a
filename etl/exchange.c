#include "etl/exchange.h"

#include "etl/place_index.h"
#include "lib/num.h"
#include "lib/text.h"

static const char magic[] = "tilannekuva-exchange 1\n";

static const char *const title_keys[3] = {"title_fi", "title_sv", "title_en"};
static const char *const definition_keys[3] = {"definition_fi", "definition_sv",
					       "definition_en"};

/* What is left to read, and where we are, for messages. */
struct reader {
	const char *p, *end;
	size_t line;
};

struct line {
	const char *s;
	size_t len;
};

/* The next line without its end; false at the end of the bytes. */
static bool reader_next(struct reader *r, struct line *out)
{
	const char *nl;

	if (r->p >= r->end)
		return false;
	nl = memchr(r->p, '\n', (size_t)(r->end - r->p));
	out->s = r->p;
	out->len = (size_t)((nl ? nl : r->end) - r->p);
	r->p = nl ? nl + 1 : r->end;
	r->line++;
	return true;
}

/* Cuts the next word off a line at `sep`; false when nothing is left. */
static bool line_word(struct line *l, char sep, struct line *word)
{
	const char *at;

	if (l->len == 0)
		return false;
	at = memchr(l->s, sep, l->len);
	word->s = l->s;
	word->len = at ? (size_t)(at - l->s) : l->len;
	l->s += word->len + (at ? 1 : 0);
	l->len -= word->len + (at ? 1 : 0);
	return true;
}

static bool line_is(const struct line *l, const char *s)
{
	return l->len == strlen(s) && memcmp(l->s, s, l->len) == 0;
}

static bool line_copy(const struct line *l, char *dst, size_t n)
{
	if (l->len >= n)
		return false;
	memcpy(dst, l->s, l->len);
	dst[l->len] = '\0';
	return true;
}

bool exchange_is(const char *bytes, size_t len)
{
	return len >= sizeof(magic) - 1 &&
	       memcmp(bytes, magic, sizeof(magic) - 1) == 0;
}

/* Everything that may stand above the rows. */
struct head {
	struct exchange_head x;
	struct meta meta;
};

static void head_release(struct head *h)
{
	size_t i;

	exchange_head_release(&h->x);
	free(h->meta.code);
	free(h->meta.unit);
	free(h->meta.organisation);
	for (i = 0; i < ARRAY_LEN(h->meta.title); i++) {
		free(h->meta.title[i]);
		free(h->meta.definition[i]);
	}
}

void exchange_head_release(struct exchange_head *h)
{
	free(h->request);
	h->request = NULL;
}

static void keep_text(char **at, const struct line *v)
{
	free(*at);
	*at = xstrndup(v->s, v->len);
}

static bool head_kind(struct head *h, const struct line *v)
{
	if (line_is(v, "figures"))
		h->x.asks.kind = ANSWER_FIGURES;
	else if (line_is(v, "areas"))
		h->x.asks.kind = ANSWER_AREAS;
	else
		return false;
	return true;
}

static bool head_scope(struct head *h, const struct line *v)
{
	char text[400];

	return line_copy(v, text, sizeof(text)) &&
	       request_scope_parse(text, &h->x.asks);
}

static bool head_decimals(struct head *h, const struct line *v)
{
	int64_t n;

	if (!num_int(v->s, v->len, 0, 9, &n))
		return false;
	h->meta.decimals = (int)n;
	return true;
}

static bool head_fetched(struct head *h, const struct line *v)
{
	int64_t t;

	return line_copy(v, h->x.fetched_at, sizeof(h->x.fetched_at)) &&
	       when_parse(h->x.fetched_at, &t);
}

static bool head_updated(struct head *h, const struct line *v)
{
	int64_t t;

	return line_copy(v, h->meta.updated, sizeof(h->meta.updated)) &&
	       when_parse(h->meta.updated, &t);
}

/* The keys of texts in three languages; false: none of them. */
static bool head_text(struct head *h, const struct line *key,
		      const struct line *v)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(title_keys); i++) {
		if (line_is(key, title_keys[i])) {
			keep_text(&h->meta.title[i], v);
			return true;
		}
		if (line_is(key, definition_keys[i])) {
			keep_text(&h->meta.definition[i], v);
			return true;
		}
	}
	return false;
}

/* One "key value" line; false: not a key, or not its value. */
static bool head_line(struct head *h, const struct line *key,
		      const struct line *v)
{
	if (head_text(h, key, v))
		return true;
	if (line_is(key, "kind"))
		return head_kind(h, v);
	if (line_is(key, "scope"))
		return head_scope(h, v);
	if (line_is(key, "decimals"))
		return head_decimals(h, v);
	if (line_is(key, "fetched_at"))
		return head_fetched(h, v);
	if (line_is(key, "data_updated"))
		return head_updated(h, v);
	if (line_is(key, "source"))
		return line_copy(v, h->x.source, sizeof(h->x.source));
	if (line_is(key, "indicator"))
		return v->len > 0 && line_copy(v, h->x.asks.indicator,
					       sizeof(h->x.asks.indicator));
	if (line_is(key, "request"))
		keep_text(&h->x.request, v);
	else if (line_is(key, "unit"))
		keep_text(&h->meta.unit, v);
	else if (line_is(key, "organisation"))
		keep_text(&h->meta.organisation, v);
	else
		return false;
	return true;
}

static int head_complete(struct head *h, struct err *e)
{
	static const struct line none = {"", 0};
	struct request *r = &h->x.asks;
	bool figures = r->kind == ANSWER_FIGURES, scope = false;
	size_t i;

	if (!h->x.source[0] || !h->x.request || !h->x.fetched_at[0])
		return err_set(e, ERR_DATA,
			       "exchange form: source, request and fetched_at "
			       "must be given");
	for (i = 0; i < YEARS; i++)
		scope = scope || r->year[i];
	if (figures != (r->indicator[0] != '\0') || figures != scope)
		return err_set(e, ERR_DATA,
			       "exchange form: figures need an indicator and a "
			       "scope, areas have none");
	if (!h->meta.unit)
		keep_text(&h->meta.unit, &none);
	if (!h->meta.organisation)
		keep_text(&h->meta.organisation, &none);
	for (i = 0; i < ARRAY_LEN(h->meta.title); i++)
		if (!h->meta.title[i])
			keep_text(&h->meta.title[i], &none);
	free(h->meta.code);
	h->meta.code = xstrdup(r->indicator);
	memcpy(h->meta.sex, r->sex, sizeof(r->sex));
	return 0;
}

/* Texts are kept as C strings and go out again a line each. */
static bool has_control(const struct line *l)
{
	size_t i;

	for (i = 0; i < l->len; i++)
		if ((unsigned char)l->s[i] < ' ')
			return true;
	return false;
}

/* Reads to the empty line; on failure nothing is kept. */
static int head_parse(struct reader *r, struct head *h, struct err *e)
{
	struct line l, key;

	*h = (struct head){0};
	if (memchr(r->p, '\0', (size_t)(r->end - r->p)) ||
	    !text_is_utf8(r->p, (size_t)(r->end - r->p)))
		return err_set(e, ERR_DATA,
			       "exchange form: UTF-8 text is expected");
	(void)reader_next(r, &l); /* the mark, seen by exchange_is() */
	while (reader_next(r, &l) && l.len) {
		if (!line_word(&l, ' ', &key) || has_control(&l) ||
		    !head_line(h, &key, &l)) {
			(void)err_set(e, ERR_DATA,
				      "exchange form: line %zu: '%.*s' is not "
				      "what it should be",
				      r->line,
				      (int)(key.len < 40 ? key.len : 40),
				      key.s);
			goto fail;
		}
	}
	if (head_complete(h, e) < 0)
		goto fail;
	return 0;
fail:
	head_release(h);
	return -1;
}

int exchange_head_parse(const char *bytes, size_t len,
			struct exchange_head *out, struct err *e)
{
	struct reader r = {bytes, bytes + len, 0};
	struct head h;

	if (!exchange_is(bytes, len))
		return err_set(e, ERR_DATA, "not in exchange form");
	if (head_parse(&r, &h, e) < 0)
		return -1;
	*out = h.x;
	h.x.request = NULL;
	head_release(&h);
	return 0;
}

/* "." nothing, "12.5", "12.5/489", "S": fills f; *there says if anything is. */
static bool token_parse(const struct line *t, struct figure *f, bool *there)
{
	static const char letter[] = {
		[VAL_MISSING] = 'M',
		[VAL_SUPPRESSED] = 'S',
		[VAL_NOT_APPLICABLE] = 'A',
		[VAL_NOT_YET] = 'Y',
	};
	const char *slash = memchr(t->s, '/', t->len);
	size_t len = slash ? (size_t)(slash - t->s) : t->len;
	double v;
	int i;

	*there = !line_is(t, ".");
	if (!*there)
		return true;
	f->numerator = val_absent(VAL_MISSING);
	if (t->len == 1) {
		for (i = VAL_MISSING; i < VAL_STATES; i++) {
			if (t->s[0] == letter[i]) {
				f->value = val_absent((enum val_state)i);
				return true;
			}
		}
	}
	if (!num_double(t->s, len, &v))
		return false;
	f->value = val_number(v);
	if (!slash)
		return true;
	if (!num_double(slash + 1, t->len - len - 1, &v))
		return false;
	f->numerator = val_number(v);
	return true;
}

/* The place of (kind, code) in a; rows of one area mostly follow each other.
 * Where they do not it may be there once more: see place_index_unite(). */
static int64_t place_of(struct answer *a, const struct line *kind,
			const struct line *code)
{
	struct place *p;
	size_t i;

	for (i = a->n_places; i-- > 0;) {
		p = &a->places[i];
		if (line_is(kind, p->kind) && line_is(code, p->code))
			return p->id;
		if (a->n_places - i > 3) /* sorted rows: it would be near */
			break;
	}
	p = answer_add_place(a);
	p->id = (int64_t)a->n_places - 1;
	p->kind = xstrndup(kind->s, kind->len);
	p->code = xstrndup(code->s, code->len);
	return p->id;
}

static int figures_line(struct answer *a, struct line l, size_t n,
			struct err *e)
{
	struct line kind, code, sex, year, token;
	struct figure f = {0};
	int64_t y;
	bool there;

	if (!line_word(&l, ' ', &kind) || !line_word(&l, ' ', &code) ||
	    !line_word(&l, ' ', &sex) || !line_word(&l, ' ', &year) ||
	    kind.len == 0 || code.len == 0 ||
	    !sex_parse(sex.s, sex.len, &f.sex) ||
	    !num_int(year.s, year.len, YEAR_MIN, YEAR_MAX, &y))
		return err_set(e, ERR_DATA,
			       "exchange form: line %zu: kind, code, sex, year "
			       "and values are expected",
			       n);
	f.area = place_of(a, &kind, &code);
	for (; line_word(&l, ' ', &token); y++) {
		f.year = (int)y;
		if (y > YEAR_MAX || !token_parse(&token, &f, &there))
			return err_set(e, ERR_DATA,
				       "exchange form: line %zu: '%.*s' is no "
				       "value",
				       n,
				       (int)(token.len < 40 ? token.len : 40),
				       token.s);
		if (there)
			figures_add(&a->figures, &f);
	}
	return 0;
}

/* "kind:code" of a whole among the places that the file has named. */
static bool member_find(const struct place_index *x, const struct line *w,
			int64_t *out)
{
	const char *colon = memchr(w->s, ':', w->len);
	const struct place *p;
	size_t n;

	if (!colon)
		return false;
	n = (size_t)(colon - w->s);
	p = place_index_find(x, w->s, n, colon + 1, w->len - n - 1);
	if (p)
		*out = p->id;
	return p != NULL;
}

/* Fills p; its members are texts until every area has been read. */
static int areas_line(struct answer *a, struct line l, size_t n,
		      struct line *members, struct err *e)
{
	struct line field[5];
	struct place *p;
	size_t i;

	for (i = 0; i < ARRAY_LEN(field); i++)
		if (!line_word(&l, '\t', &field[i]) || field[i].len == 0)
			return err_set(
				e, ERR_DATA,
				"exchange form: line %zu: kind, code and "
				"three names are expected",
				n);
	p = answer_add_place(a);
	p->id = (int64_t)a->n_places - 1;
	p->kind = xstrndup(field[0].s, field[0].len);
	p->code = xstrndup(field[1].s, field[1].len);
	for (i = 0; i < 3; i++)
		p->name[i] = xstrndup(field[2 + i].s, field[2 + i].len);
	*members = l;
	return 0;
}

static int areas_members(struct answer *a, const struct place_index *x,
			 struct line *members, struct err *e)
{
	struct line word;
	size_t i;

	for (i = 0; i < a->n_places; i++) {
		struct place *p = &a->places[i];

		while (line_word(&members[i], ' ', &word)) {
			p->members = xreallocarray(p->members, p->n_members + 1,
						   sizeof(*p->members));
			if (!member_find(x, &word, &p->members[p->n_members]))
				return err_set(e, ERR_DATA,
					       "exchange form: %s:%s is part "
					       "of '%.*s', which is not listed",
					       p->kind, p->code, (int)word.len,
					       word.s);
			p->n_members++;
		}
	}
	return 0;
}

static int areas_parse(struct reader *r, struct answer *a, struct err *e)
{
	struct line *members = NULL, l;
	struct place_index x = {0};
	int rc = -1;

	while (reader_next(r, &l)) {
		members = xreallocarray(members, a->n_places + 1,
					sizeof(*members));
		if (areas_line(a, l, r->line, &members[a->n_places], e) < 0)
			goto out;
	}
	place_index_make(&x, a);
	rc = members ? areas_members(a, &x, members, e) : 0;
out:
	place_index_release(&x);
	free(members);
	return rc;
}

static int figures_parse(struct reader *r, struct answer *a, struct err *e)
{
	struct place_index x;
	struct line l;

	while (reader_next(r, &l))
		if (figures_line(a, l, r->line, e) < 0)
			return -1;
	place_index_make(&x, a);
	place_index_unite(&x, a);
	place_index_release(&x);
	return 0;
}

int exchange_parse(const char *bytes, size_t len, struct answer *out,
		   struct err *e)
{
	struct reader r = {bytes, bytes + len, 0};
	struct head h;
	int rc;

	answer_init(out);
	if (head_parse(&r, &h, e) < 0)
		return -1;
	out->kind = h.x.asks.kind;
	if (out->kind == ANSWER_AREAS) {
		rc = areas_parse(&r, out, e);
	} else {
		*answer_add_meta(out) = h.meta;
		h.meta = (struct meta){0};
		rc = figures_parse(&r, out, e);
	}
	head_release(&h);
	if (rc < 0)
		answer_release(out);
	return rc;
}

static void write_value(struct buf *b, const struct figure *f)
{
	static const char *const why[] = {
		[VAL_MISSING] = "M",
		[VAL_SUPPRESSED] = "S",
		[VAL_NOT_APPLICABLE] = "A",
		[VAL_NOT_YET] = "Y",
	};
	char text[NUM_TEXT];
	double v;

	if (!val_get(f->value, &v)) {
		buf_printf(b, " %s", why[f->value.state]);
		return;
	}
	buf_printf(b, " %s", num_text(text, v));
	if (val_get(f->numerator, &v))
		buf_printf(b, "/%s", num_text(text, v));
}

static void write_figures(struct buf *b, const struct answer *a)
{
	const struct figure *last = NULL, *f;
	size_t i;
	int y;

	for (i = 0; i < a->figures.n; i++, last = f) {
		const struct place *p;

		f = &a->figures.list[i];
		p = &a->places[f->area];
		if (!last || last->area != f->area || last->sex != f->sex)
			buf_printf(b, "%s%s %s %s %d", last ? "\n" : "",
				   p->kind, p->code, sex_name(f->sex), f->year);
		else
			for (y = last->year + 1; y < f->year; y++)
				buf_puts(b, " .");
		write_value(b, f);
	}
	if (last)
		buf_putc(b, '\n');
}

static void write_areas(struct buf *b, const struct answer *a)
{
	size_t i, j;

	for (i = 0; i < a->n_places; i++) {
		const struct place *p = &a->places[i];

		buf_printf(b, "%s\t%s\t%s\t%s\t%s\t", p->kind, p->code,
			   p->name[0], p->name[1], p->name[2]);
		for (j = 0; j < p->n_members; j++) {
			const struct place *w = &a->places[p->members[j]];

			buf_printf(b, "%s%s:%s", j ? " " : "", w->kind,
				   w->code);
		}
		buf_putc(b, '\n');
	}
}

static void write_meta(struct buf *b, const struct meta *m)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(title_keys); i++)
		buf_printf(b, "%s %s\n", title_keys[i], m->title[i]);
	buf_printf(b, "unit %s\ndecimals %d\norganisation %s\n", m->unit,
		   m->decimals, m->organisation);
	if (m->updated[0])
		buf_printf(b, "data_updated %s\n", m->updated);
	for (i = 0; i < ARRAY_LEN(definition_keys); i++)
		if (m->definition[i])
			buf_printf(b, "%s %s\n", definition_keys[i],
				   m->definition[i]);
}

void exchange_write(struct buf *b, const struct exchange_head *h,
		    const struct answer *a)
{
	buf_printf(b, "%skind %s\nsource %s\nrequest %s\nfetched_at %s\n",
		   magic, a->kind == ANSWER_AREAS ? "areas" : "figures",
		   h->source, h->request, h->fetched_at);
	if (a->kind == ANSWER_FIGURES) {
		buf_printf(b, "indicator %s\nscope ", h->asks.indicator);
		request_scope(b, &h->asks);
		buf_putc(b, '\n');
		write_meta(b, &a->metas[0]);
	}
	buf_putc(b, '\n');
	if (a->kind == ANSWER_AREAS)
		write_areas(b, a);
	else
		write_figures(b, a);
}
