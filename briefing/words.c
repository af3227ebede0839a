/*
 * See words.h.
 */
#include "lib/base.h"

#include "briefing/words.h"

/* That nothing changed, why it changed, the first and the last, and what only
 * statisticians read rightly; numbers that went wrong. Beginnings of words. */
static const char *const forbidden[LANG_N][28] = {
	[LANG_FI] = {"pysyn",       "ennallaan",    "vakaa",   "vakaana",
		     "ei muutosta", "ei muuttunut", "samana",  "aiheut",
		     "johtu",       "johdo",        "vaikut",  "selitt",
		     "ansiosta",    "takia",        "vuoksi",  "seurauksena",
		     "paras",       "parhaa",       "huonoin", "huonoimm",
		     "merkitsev",   "todista",      "p-arvo"},
	[LANG_SV] = {"oförändra", "stabil", "ingen förändring",
		     "inte förändrats", "förblivit", "orsak", "beror", "berott",
		     "påverka", "förklara", "tack vare", "på grund",
		     "till följd", "bäst", "sämst", "signifika", "bevis",
		     "p-värde"},
	[LANG_EN] = {"unchanged", "stable", "no change", "not changed",
		     "remained", "stayed", "caus", "because", "due to", "owing",
		     "affect", "explain", "thanks to", "as a result", "best",
		     "worst", "significan", "prove", "p-value"},
};
static const char *const junk[] = {"nan", "-nan", "inf", "-inf", "(null)"};

static const struct {
	enum verdict_word kind;
	const char *word[LANG_N]; /* beginnings of words */
} verdicts[] = {
	{SAYS_IMPROVED, {"parantu", "förbättra", "improv"}},
	{SAYS_WORSENED, {"heikenty", "försämra", "worsen"}},
	{SAYS_RISEN, {"nous", "öka", "rise"}},
	{SAYS_FALLEN, {"lask", "minska", "fall"}},
	{SAYS_BETTER, {"parem", "bättre", "better"}},
	{SAYS_WORSE, {"heikom", "sämre", "worse "}},
	{SAYS_HIGHER, {"korkeam", "högre", "higher"}},
	{SAYS_LOWER, {"matalam", "lägre", "lower"}},
	{SAYS_CLEARLY, {"selvästi", "tydligt", "clearly"}},
	{SAYS_STATISTICS, {"tilastollises", "statistiskt", "statistically"}},
	{SAYS_SAMPLE,
	 {"arvio otoksesta", "skattning från urval", "sample estimate"}},
};

size_t words_blank(const char *s)
{
	if (*s == ' ' || *s == '\t' || *s == '\n')
		return 1;
	return strncmp(s, "\u00a0", 2) == 0 ? 2 : 0;
}

static bool is_wordy(const char *s)
{
	unsigned char c = (unsigned char)*s;

	/* of what is no ASCII, dashes and signs are no words */
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || (c >= 0xc3 && c != 0xe2);
}

size_t words_count(const char *s)
{
	size_t n = 0, gap;
	bool in = false;

	for (; *s; s += gap ? gap : 1) {
		gap = words_blank(s);
		if (gap) {
			in = false;
		} else if (!in && is_wordy(s)) {
			in = true;
			n++;
		}
	}
	return n;
}

/* Whether a word of s begins with `word`; whole: and ends with it. Both in
 * lower case. */
static bool has_word(const char *s, const char *word, bool whole)
{
	size_t n = strlen(word);

	for (const char *at = s; (at = strstr(at, word)); at++) {
		unsigned char before = at > s ? (unsigned char)at[-1] : ' ';

		if (before >= 0x80 ? before != 0xa0 && before != 0xaf
				   : (before >= 'a' && before <= 'z'))
			continue;
		if (!whole || !is_wordy(at + n))
			return true;
	}
	return false;
}

unsigned words_said(const char *s, enum lang lang)
{
	unsigned set = 0;
	struct buf low;

	buf_init(&low, BUF_MAX);
	(void)text_folded(&low, s);
	for (size_t i = 0; i < ARRAY_LEN(verdicts); i++)
		if (verdicts[i].word[lang] &&
		    has_word(buf_str(&low), verdicts[i].word[lang], false))
			set |= verdicts[i].kind;
	buf_release(&low);
	return set;
}

static const char *bad_word(const char *rest, enum lang lang)
{
	const char *found = NULL;
	struct buf low;

	buf_init(&low, BUF_MAX);
	(void)text_folded(&low, rest);
	for (size_t i = 0; !found && i < ARRAY_LEN(forbidden[0]); i++)
		if (forbidden[lang][i] &&
		    has_word(buf_str(&low), forbidden[lang][i], false))
			found = forbidden[lang][i];
	for (size_t i = 0; !found && i < ARRAY_LEN(junk); i++)
		if (has_word(buf_str(&low), junk[i], true))
			found = junk[i];
	buf_release(&low);
	return found;
}

static bool has_digit(const char *s)
{
	return s[strcspn(s, "0123456789")] != '\0';
}

/* Blanks of any two kinds in a row. */
static bool has_double_blank(const char *s)
{
	for (size_t gap; *s; s += gap ? gap : 1) {
		gap = words_blank(s);
		if (gap && (words_blank(s + gap) || s[gap] == '.' ||
			    s[gap] == ',' || s[gap] == ';'))
			return true;
	}
	return false;
}

const char *words_fault(const char *title, const char *rest, enum lang lang,
			unsigned allowed, unsigned wanted)
{
	size_t n = strlen(rest);
	unsigned said = words_said(rest, lang);
	const char *word = bad_word(rest, lang);

	if (!verdicts[0].word[lang])
		wanted =
			0; /* of a further language nobody has told the words */
	if (word)
		return word;
	if (words_count(title) + words_count(rest) > WORDS_MAX)
		return "more than 25 words";
	if (n < 2 || rest[n - 1] != '.' || rest[n - 2] == '.')
		return "does not end with one full stop";
	if (strpbrk(rest, "{}"))
		return "a hole that was not filled";
	if (has_double_blank(rest) || has_double_blank(title))
		return "a blank too many";
	if (!has_digit(rest))
		return "neither a number nor a reason";
	if (said & ~allowed)
		return "a verdict that the figures do not give";
	if (wanted & ~said)
		return "a verdict of the figures is not told";
	return NULL;
}
