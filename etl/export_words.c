#include "etl/export_words.h"

#include "lib/word.h"

const char *reason_words(const char *status, enum lang lang)
{
	static const struct word words[] = {
		{"suppressed", TEXT_BRIEF_SUPPRESSED},
		{"not_applicable", TEXT_BRIEF_NOT_APPLICABLE},
		{"not_yet_published", TEXT_BRIEF_NOT_YET}};

	return word_find(words, ARRAY_LEN(words), status, lang,
			 text_get(TEXT_BRIEF_MISSING, lang));
}

const char *sex_words(const char *sex, enum lang lang)
{
	static const struct word words[] = {{"total", TEXT_XLSX_BOTH},
					    {"male", TEXT_XLSX_MEN},
					    {"female", TEXT_XLSX_WOMEN}};

	return word_find(words, ARRAY_LEN(words), sex, lang, sex);
}

const char *kind_words(const char *kind, enum lang lang)
{
	static const struct word words[] = {
		{"kunta", TEXT_BRIEF_KIND_PLACE},
		{"hyvinvointialue", TEXT_BRIEF_KIND_COUNTY}};

	return word_find(words, ARRAY_LEN(words), kind, lang, kind);
}

const char *licence_words(const char *licence, enum lang lang)
{
	if (strcmp(licence, text_get(TEXT_CHART_OWN_TERMS, LANG_FI)) == 0)
		return text_get(TEXT_CHART_OWN_TERMS, lang);
	return *licence ? licence : text_get(TEXT_BRIEF_UNKNOWN, lang);
}
