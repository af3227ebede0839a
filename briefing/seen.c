/*
 * See seen.h.
 */
#include "lib/base.h"

#include "briefing/html.h"
#include "briefing/seen.h"

enum {
	TEXT_MAX = 1 << 20
};

/* What stands beside a figure or word without being one. */
static const char *const marks[] = {"sign", "hidden", "tag", "to", NULL};

/* Room for one more in a list of n; doubled at powers of two. */
static void *grown(void *list, size_t n, size_t size)
{
	if ((n & (n - 1)) == 0)
		list = xreallocarray(list, n ? n * 2 : 1, size);
	return list;
}

static char *taken(struct html *h, const char *const *without)
{
	struct buf b;
	char *s;

	buf_init(&b, TEXT_MAX);
	html_inner(h, &b, without);
	s = xstrdup(buf_str(&b));
	buf_release(&b);
	return s;
}

static char *attr(const struct html *h, const char *name)
{
	struct buf b;
	char *s = NULL;

	buf_init(&b, TEXT_MAX);
	if (html_attr(h, name, &b))
		s = xstrdup(buf_str(&b));
	buf_release(&b);
	return s;
}

static bool has_attr(const struct html *h, const char *name, const char *value)
{
	char *s = attr(h, name);
	bool same = s && strcmp(s, value) == 0;

	free(s);
	return same;
}

static void put(char **slot, char *s)
{
	free(*slot);
	*slot = s;
}

/* --- what every tag may carry --- */

static void see_id(struct seen *s, const struct html *h)
{
	char *id = attr(h, "id");

	if (!id)
		return;
	s->ids = grown(s->ids, s->id_n, sizeof(*s->ids));
	s->ids[s->id_n++] = id;
}

/* An attribute that says something; NULL: none, or blanks. */
static char *words_of(const struct html *h, const char *name)
{
	char *s = attr(h, name);

	if (s && !s[strspn(s, " \t\n")]) {
		free(s);
		s = NULL;
	}
	return s;
}

static void see_link(struct seen *s, const struct html *h)
{
	bool image = strcmp(h->name, "img") == 0;
	bool script = strcmp(h->name, "script") == 0;
	char *address = attr(h, image || script ? "src" : "href");

	if (!address || html_has_handler(h))
		s->inline_n += script || html_has_handler(h);
	if (!address)
		return;
	s->links = grown(s->links, s->link_n, sizeof(*s->links));
	s->links[s->link_n++] = (struct seen_link){
		.address = address,
		.image = image,
		.script = script,
		.alt = words_of(h, "alt"),
	};
}

static void see_fact(struct seen *s, const struct html *h)
{
	char *name = attr(h, "data-fact");
	struct html inside;

	if (!name)
		return;
	html_init(&inside, h->p, (size_t)(h->end - h->p));
	s->facts = grown(s->facts, s->fact_n, sizeof(*s->facts));
	s->facts[s->fact_n++] = (struct seen_fact){
		.name = name,
		.text = taken(&inside, marks),
	};
	html_release(&inside);
}

/* --- tables --- */

static void see_row(struct seen *s, struct html *h, char *id)
{
	struct seen_row row = {.id = id};
	size_t n = 0;

	while (html_next(h) && !html_closes(h, "tr")) {
		if (h->kind != HTML_OPEN)
			continue;
		if (strcmp(h->name, "th") == 0) {
			put(&row.title, taken(h, marks));
		} else if (strcmp(h->name, "td") == 0 && n < SEEN_CELLS) {
			const char *from = h->p;

			row.cell[n] = taken(h, marks);
			if (n == SEEN_COUNTRY)
				row.median =
					memmem(from, (size_t)(h->p - from),
					       "class=\"tag\"", 11) != NULL;
			n++;
		}
	}
	s->rows = grown(s->rows, s->row_n, sizeof(*s->rows));
	s->rows[s->row_n++] = row;
}

static void see_place(struct seen *s, struct html *h)
{
	struct seen_place place = {.href = NULL};
	size_t n = 0;

	while (html_next(h) && !html_closes(h, "tr")) {
		if (h->kind != HTML_OPEN)
			continue;
		if (strcmp(h->name, "a") == 0) {
			put(&place.href, attr(h, "href"));
			put(&place.name, taken(h, NULL));
		} else if (strcmp(h->name, "td") == 0 &&
			   n < ARRAY_LEN(place.count)) {
			place.count[n++] = taken(h, marks);
		}
	}
	if (!place.href) { /* the row of the heads */
		free(place.name);
		for (size_t i = 0; i < n; i++)
			free(place.count[i]);
		return;
	}
	s->places = grown(s->places, s->place_n, sizeof(*s->places));
	s->places[s->place_n++] = place;
}

/* --- findings --- */

static void see_tally(struct seen *s, struct html *h)
{
	while (html_next(h) && !html_closes(h, "ul"))
		if (html_opens(h, "b") && s->tally_n < SEEN_TALLY)
			s->tally[s->tally_n++] = taken(h, NULL);
}

static void see_box(struct seen *s, struct html *h)
{
	char *class = attr(h, "class");

	while (html_next(h) && !html_closes(h, "section")) {
		struct seen_find f = {.target = NULL};
		struct html at;

		if (!html_opens(h, "li"))
			continue;
		/* the link inside first, then the text with it */
		html_init(&at, h->p, (size_t)(h->end - h->p));
		while (html_next(&at) && !html_closes(&at, "li"))
			if (html_opens(&at, "a"))
				put(&f.target, attr(&at, "href"));
		html_release(&at);
		f.text = taken(h, marks);
		f.class = xstrdup(class ? class : "");
		s->finds = grown(s->finds, s->find_n, sizeof(*s->finds));
		s->finds[s->find_n++] = f;
	}
	free(class);
}

/* --- the page --- */

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (unsigned char)c >= 0x80;
}

/* What a number or a text that went wrong looks like, as a word of its own. */
static const char *junk_in(const char *text)
{
	static const char *const words[] = {"nan", "-nan", "inf", "-inf",
					    "(null)"};

	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		const char *at = text;
		size_t n = strlen(words[i]);

		for (; (at = strcasestr(at, words[i])); at++)
			if ((at == text || !is_letter(at[-1])) &&
			    !is_letter(at[n]))
				return words[i];
	}
	return NULL;
}

static void see_junk(struct seen *s, const char *text)
{
	const char *word = s->junk ? NULL : junk_in(text);

	if (word)
		s->junk = xstrdup(word);
}

static void see_head(struct seen *s, struct html *h)
{
	if (strcmp(h->name, "html") == 0)
		put(&s->lang, attr(h, "lang"));
	else if (strcmp(h->name, "title") == 0)
		put(&s->title, taken(h, NULL));
	else if (strcmp(h->name, "h1") == 0) {
		s->h1_n++;
		put(&s->h1, taken(h, NULL));
	} else if (has_attr(h, "id", "paiva"))
		put(&s->date, taken(h, NULL));
	else if (has_attr(h, "id", "tunnus"))
		put(&s->content_id, taken(h, NULL));
}

static void see_alt(struct seen *s, const struct html *h)
{
	char *alt = attr(h, "alt");

	if (alt)
		see_junk(s, alt);
	free(alt);
}

/* First everything that any tag may carry, tag by tag. */
static void see_tags(struct seen *s, const char *bytes, size_t n)
{
	struct html h;

	html_init(&h, bytes, n);
	while (html_next(&h)) {
		if (h.kind == HTML_TEXT)
			see_junk(s, buf_str(&h.text));
		if (h.kind != HTML_OPEN)
			continue;
		see_id(s, &h);
		see_link(s, &h);
		see_fact(s, &h);
		see_alt(s, &h);
	}
	html_release(&h);
}

/* Then the parts that are read as wholes. */
static void see_parts(struct seen *s, const char *bytes, size_t n)
{
	bool places = false;
	struct html h;

	html_init(&h, bytes, n);
	while (html_next(&h)) {
		if (h.kind != HTML_OPEN)
			continue;
		if (strcmp(h.name, "table") == 0)
			places = html_has_class(&h, "places");
		if (strcmp(h.name, "tr") == 0) {
			char *id = attr(&h, "id");

			if (id && strncmp(id, "m-", 2) == 0) {
				see_row(s, &h, id);
				continue;
			}
			free(id);
			if (places)
				see_place(s, &h);
		} else if (strcmp(h.name, "ul") == 0 &&
			   html_has_class(&h, "tally")) {
			see_tally(s, &h);
		} else if (strcmp(h.name, "section") == 0 &&
			   html_has_class(&h, "find")) {
			see_box(s, &h);
		} else {
			see_head(s, &h);
		}
	}
	html_release(&h);
}

struct seen *seen_read(const char *bytes, size_t n)
{
	struct seen *s = xcalloc(1, sizeof(*s));

	see_tags(s, bytes, n);
	see_parts(s, bytes, n);
	return s;
}

const char *seen_fact(const struct seen *s, const char *name)
{
	for (size_t i = 0; i < s->fact_n; i++)
		if (strcmp(s->facts[i].name, name) == 0)
			return s->facts[i].text;
	return NULL;
}

bool seen_has_id(const struct seen *s, const char *id)
{
	for (size_t i = 0; i < s->id_n; i++)
		if (strcmp(s->ids[i], id) == 0)
			return true;
	return false;
}

static void free_rows(struct seen *s)
{
	for (size_t i = 0; i < s->row_n; i++) {
		free(s->rows[i].id);
		free(s->rows[i].title);
		for (size_t k = 0; k < SEEN_CELLS; k++)
			free(s->rows[i].cell[k]);
	}
	for (size_t i = 0; i < s->find_n; i++) {
		free(s->finds[i].target);
		free(s->finds[i].class);
		free(s->finds[i].text);
	}
	for (size_t i = 0; i < s->place_n; i++) {
		free(s->places[i].href);
		free(s->places[i].name);
		for (size_t k = 0; k < ARRAY_LEN(s->places[i].count); k++)
			free(s->places[i].count[k]);
	}
	free(s->rows);
	free(s->finds);
	free(s->places);
}

void seen_free(struct seen *s)
{
	if (!s)
		return;
	free_rows(s);
	for (size_t i = 0; i < s->link_n; i++) {
		free(s->links[i].address);
		free(s->links[i].alt);
	}
	for (size_t i = 0; i < s->fact_n; i++) {
		free(s->facts[i].name);
		free(s->facts[i].text);
	}
	free(s->facts);
	for (size_t i = 0; i < s->id_n; i++)
		free(s->ids[i]);
	for (size_t i = 0; i < s->tally_n; i++)
		free(s->tally[i]);
	free(s->links);
	free(s->ids);
	free(s->lang);
	free(s->h1);
	free(s->title);
	free(s->date);
	free(s->content_id);
	free(s->junk);
	free(s);
}
