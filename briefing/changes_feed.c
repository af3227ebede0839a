/*
 * Changes in words, and as an Atom feed (RFC 4287). The site does not know at
 * which address it will lie: ids are UUIDs made from what the change is (a
 * tag: URI would need a name that its maker owns), and links are relative to
 * the feed itself, there being no xml:base.
 */
#include "lib/base.h"

#include "briefing/changes.h"
#include "briefing/phrase.h"
#include "lib/hash.h"

enum {
	NAMED = 5,      /* municipalities that a sentence names */
	FEED_MAX = 200, /* entries; the page has them all */
};

static void years(char dst[PHRASE_INT * 2 + 4], const struct change *x)
{
	if (x->first_year == x->last_year)
		(void)snprintf(dst, PHRASE_INT * 2 + 4, "%d", x->first_year);
	else
		(void)snprintf(dst, PHRASE_INT * 2 + 4, "%d–%d", x->first_year,
			       x->last_year);
}

/* "Lahti, Sysmä", "Heinola, Lahti ... ja 3 muuta" */
static void names(struct buf *b, const struct change *x, enum lang lang)
{
	size_t n = x->place_n > NAMED + 1 ? NAMED : x->place_n;
	char rest[PHRASE_INT];

	for (size_t i = 0; i < n; i++) {
		buf_puts(b, i ? ", " : "");
		buf_puts(b, x->places[i]->name);
	}
	if (n < x->place_n) {
		buf_putc(b, ' ');
		phrase_add(b, lang, TEXT_BRIEF_CHANGE_OTHERS,
			   phrase_int(rest, (int64_t)(x->place_n - n)), NULL,
			   NULL);
	}
}

static void new_year(struct buf *b, const struct change *x, enum lang lang)
{
	static const enum text texts[] = {
		[CHANGE_DATED] = TEXT_BRIEF_CHANGE_YEAR_DATED,
		[CHANGE_SEEN] = TEXT_BRIEF_CHANGE_YEAR_SEEN,
		[CHANGE_LATEST] = TEXT_BRIEF_CHANGE_YEAR_LATEST,
	};
	char year[PHRASE_INT], day[TEXT_NUMBER];

	phrase_add(b, lang, texts[x->evidence], phrase_int(year, x->first_year),
		   text_date(day, x->day, lang), NULL);
}

void change_sentence(struct buf *b, const struct change *x, enum lang lang)
{
	static const enum text texts[CHANGE_KINDS] = {
		[CHANGE_REVISED] = TEXT_BRIEF_CHANGE_REVISED,
		[CHANGE_VANISHED] = TEXT_BRIEF_CHANGE_VANISHED,
		[CHANGE_RETURNED] = TEXT_BRIEF_CHANGE_RETURNED,
		[CHANGE_CORRECTED] = TEXT_BRIEF_CHANGE_CORRECTED,
	};
	char span[PHRASE_INT * 2 + 4], n[TEXT_NUMBER], here[TEXT_NUMBER];
	struct buf who;

	if (x->kind == CHANGE_NEW_YEAR) {
		new_year(b, x, lang);
		return;
	}
	years(span, x);
	text_number(n, (double)x->figures, 0, lang);
	phrase_add(b, lang, texts[x->kind], n, span, NULL);
	buf_putc(b, ' ');
	if (x->place_n == 0) {
		buf_puts(b, text_get(x->here ? TEXT_BRIEF_CHANGE_HERE_SOME
					     : TEXT_BRIEF_CHANGE_HERE_NONE,
				     lang));
		return;
	}
	buf_init(&who, BUF_MAX);
	names(&who, x, lang);
	text_number(here, (double)x->here, 0, lang);
	phrase_add(b, lang, TEXT_BRIEF_CHANGE_HERE, here, buf_str(&who), NULL);
	buf_release(&who);
}

void changes_since(struct buf *b, const struct changes *c)
{
	char day[TEXT_NUMBER];

	phrase_add(b, c->cat->lang,
		   c->negotiated ? TEXT_BRIEF_CHANGES_SINCE_TALKS
				 : TEXT_BRIEF_CHANGES_SINCE,
		   *c->since ? text_date(day, c->since, c->cat->lang)
			     : text_get(TEXT_BRIEF_UNKNOWN, c->cat->lang),
		   NULL, NULL);
}

/* --- Atom --- */

static void element(struct buf *b, const char *name, const char *text)
{
	buf_printf(b, "<%s>", name);
	text_html(b, text);
	buf_printf(b, "</%s>\n", name);
}

static void updated(struct buf *b, const char *day)
{
	buf_printf(b, "<updated>%.10sT00:00:00Z</updated>\n",
		   strlen(day) >= 10 ? day : "1970-01-01");
}

/* Of the language and the counties that are shown: the same for the same
 * site, and another for another. */
static void feed_id(struct buf *b, const struct catalog *cat)
{
	struct hash *h = hash_new();
	char hex[HASH_HEX];

	hash_text(h, "tilannekuva changes");
	hash_text(h, lang_name(cat->lang));
	for (size_t i = 0; i < cat->county_n; i++)
		hash_text(h, cat->counties[i].code);
	(void)hash_end(h, hex);
	buf_printf(b, "<id>urn:uuid:%.8s-%.4s-8%.3s-a%.3s-%.12s</id>\n", hex,
		   hex + 8, hex + 12, hex + 15, hex + 18);
}

static void entry(struct buf *b, const struct change *x, enum lang lang)
{
	struct buf text;

	buf_init(&text, BUF_MAX);
	buf_printf(&text, "%s: ", x->ind->title);
	change_sentence(&text, x, lang);
	buf_puts(b, "<entry>\n");
	element(b, "title", buf_str(&text));
	element(b, "id", x->id);
	updated(b, x->day);
	buf_printf(b,
		   "<link rel=\"alternate\" type=\"text/html\" "
		   "href=\"mittari/%s-%s.html\"/>\n",
		   x->ind->source, x->ind->code);
	buf_puts(b, "</entry>\n");
	buf_release(&text);
}

void changes_feed(struct buf *b, const struct changes *c)
{
	enum lang lang = c->cat->lang;
	struct buf title;

	buf_init(&title, 1000);
	phrase_add(&title, lang, TEXT_BRIEF_PAGE_TITLE,
		   text_get(TEXT_BRIEF_CHANGES, lang), NULL, NULL);
	buf_printf(b,
		   "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		   "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
		   "xml:lang=\"%s\">\n",
		   lang_name(lang));
	element(b, "title", buf_str(&title));
	feed_id(b, c->cat);
	updated(b, c->n ? c->list[0].day : c->cat->data_date);
	buf_puts(b, "<author><name>");
	text_html(b, text_get(TEXT_BRIEF_SITE, lang));
	buf_puts(b, "</name></author>\n"
		    "<link rel=\"self\" type=\"application/atom+xml\" "
		    "href=\"muutokset.atom\"/>\n"
		    "<link rel=\"alternate\" type=\"text/html\" "
		    "href=\"muutokset.html\"/>\n"
		    "<generator>tilannekuva</generator>\n");
	for (size_t i = 0; i < c->n && i < FEED_MAX; i++)
		entry(b, &c->list[i], lang);
	buf_puts(b, "</feed>\n");
	buf_release(&title);
}
