#include "etl/export_words.h"

struct word {
	const char *code;
	enum text text;
};

/* The text of a code; `none` where the table has it not. */
static const char *find(const struct word *list, size_t n, const char *code,
			enum lang lang, const char *none)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].code, code) == 0)
			return text_get(list[i].text, lang);
	return none;
}

const char *reason_words(const char *status, enum lang lang)
{
	static const struct word words[] = {
		{"suppressed", TEXT_BRIEF_SUPPRESSED},
		{"not_applicable", TEXT_BRIEF_NOT_APPLICABLE},
		{"not_yet_published", TEXT_BRIEF_NOT_YET}};

	return find(words, ARRAY_LEN(words), status, lang,
		    text_get(TEXT_BRIEF_MISSING, lang));
}

const char *unit_in_words(const char *unit, enum lang lang)
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

	return find(words, ARRAY_LEN(words), unit, lang,
		    *unit ? unit : text_get(TEXT_BRIEF_UNKNOWN, lang));
}

const char *sex_words(const char *sex, enum lang lang)
{
	static const struct word words[] = {{"total", TEXT_XLSX_BOTH},
					    {"male", TEXT_XLSX_MEN},
					    {"female", TEXT_XLSX_WOMEN}};

	return find(words, ARRAY_LEN(words), sex, lang, sex);
}

const char *kept_words(const char *word, enum lang lang)
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

	return find(words, ARRAY_LEN(words), word, lang, word);
}

const char *kind_words(const char *kind, enum lang lang)
{
	static const struct word words[] = {
		{"kunta", TEXT_BRIEF_KIND_PLACE},
		{"hyvinvointialue", TEXT_BRIEF_KIND_COUNTY}};

	return find(words, ARRAY_LEN(words), kind, lang, kind);
}

const char *side_words(const char *polarity, enum lang lang)
{
	static const struct word words[] = {
		{"lower_better", TEXT_BRIEF_LOWER_BETTER},
		{"higher_better", TEXT_BRIEF_HIGHER_BETTER}};

	return find(words, ARRAY_LEN(words), polarity, lang,
		    text_get(TEXT_BRIEF_NEUTRAL, lang));
}

const char *licence_words(const char *licence, enum lang lang)
{
	if (strcmp(licence, text_get(TEXT_CHART_OWN_TERMS, LANG_FI)) == 0)
		return text_get(TEXT_CHART_OWN_TERMS, lang);
	return *licence ? licence : text_get(TEXT_BRIEF_UNKNOWN, lang);
}
