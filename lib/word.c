#include "lib/word.h"

const char *word_find(const struct word *list, size_t n, const char *code,
		      enum lang lang, const char *none)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].code, code) == 0)
			return text_get(list[i].text, lang);
	return none;
}

const char *unit_words(const char *unit, enum lang lang)
{
	static const struct word words[] = {
		{"PROS", TEXT_BRIEF_IN_PERCENT},
		{"PER1000", TEXT_BRIEF_IN_PER1000},
		{"PER10000", TEXT_BRIEF_IN_PER10000},
		{"PER100000", TEXT_BRIEF_IN_PER100000},
		{"EUROA", TEXT_BRIEF_IN_EUROS},
		{"1 000 euroa", TEXT_CHART_UNIT_KILOEURO},
		{"LKM", TEXT_BRIEF_IN_COUNT},
		{"INDEKSI", TEXT_BRIEF_IN_INDEX}};

	return word_find(words, ARRAY_LEN(words), unit, lang,
			 *unit ? unit : text_get(TEXT_BRIEF_UNKNOWN, lang));
}

const char *polarity_words(const char *polarity, enum lang lang)
{
	static const struct word words[] = {
		{"lower_better", TEXT_BRIEF_LOWER_BETTER},
		{"higher_better", TEXT_BRIEF_HIGHER_BETTER}};

	return word_find(words, ARRAY_LEN(words), polarity, lang,
			 text_get(TEXT_BRIEF_NEUTRAL, lang));
}

const char *agreed_word(const char *word, enum lang lang)
{
	static const struct word words[] = {
		{"planned", TEXT_NEG_STATE_PLANNED},
		{"ongoing", TEXT_NEG_STATE_ONGOING},
		{"done", TEXT_NEG_STATE_DONE},
		{"not_done", TEXT_NEG_STATE_NOT_DONE},
		{"dropped", TEXT_NEG_STATE_DROPPED},
		{"direct", TEXT_NEG_STRENGTH_DIRECT},
		{"proxy", TEXT_NEG_STRENGTH_PROXY},
		{"weak", TEXT_NEG_STRENGTH_WEAK},
		{"context", TEXT_NEG_STRENGTH_CONTEXT}};

	return word_find(words, ARRAY_LEN(words), word, lang, word);
}
