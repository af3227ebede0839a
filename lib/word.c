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

enum text unit_sign(const char *unit)
{
	static const struct word signs[] = {
		{"PROS", TEXT_BRIEF_UNIT_PERCENT},
		{"PER1000", TEXT_BRIEF_UNIT_PER1000},
		{"PER10000", TEXT_BRIEF_UNIT_PER10000},
		{"PER100000", TEXT_BRIEF_UNIT_PER100000},
		{"EUROA", TEXT_BRIEF_UNIT_EURO}};

	for (size_t i = 0; i < ARRAY_LEN(signs); i++)
		if (strcmp(unit, signs[i].code) == 0)
			return signs[i].text;
	return TEXT_BRIEF_UNIT_NONE;
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

const char *agreement_word(const char *verdict, enum lang lang)
{
	static const struct word words[] = {
		{"improved", TEXT_NEG_VERDICT_IMPROVED},
		{"worsened", TEXT_NEG_VERDICT_WORSENED},
		{"risen", TEXT_NEG_VERDICT_RISEN},
		{"fallen", TEXT_NEG_VERDICT_FALLEN},
		{"no_detectable_change", TEXT_NEG_VERDICT_NO_CHANGE},
		{"too_early", TEXT_NEG_VERDICT_TOO_EARLY},
		{"value_only", TEXT_NEG_VERDICT_VALUE_ONLY},
		{"not_measurable", TEXT_NEG_VERDICT_NOT_MEASURABLE}};

	return word_find(words, ARRAY_LEN(words), verdict, lang, verdict);
}

char *level_words(const char *level_class, const char *standing, enum lang lang)
{
	static const struct word words[] = {
		{"much_higher", TEXT_LEVEL_MUCH_HIGHER},
		{"higher", TEXT_LEVEL_HIGHER},
		{"similar", TEXT_LEVEL_SIMILAR},
		{"lower", TEXT_LEVEL_LOWER},
		{"much_lower", TEXT_LEVEL_MUCH_LOWER},
		{"above", TEXT_LEVEL_ABOVE},
		{"same", TEXT_LEVEL_SAME},
		{"below", TEXT_LEVEL_BELOW}};
	const char *side = "";
	const char *level =
		word_find(words, ARRAY_LEN(words), level_class, lang, "");

	if (*level && strstr(standing, "worse"))
		side = text_get(TEXT_LEVEL_WORSE, lang);
	else if (*level && strstr(standing, "better"))
		side = text_get(TEXT_LEVEL_BETTER, lang);
	return xasprintf("%s%s%s", level, *side ? "; " : "", side);
}

const struct word priority_kinds[PRIORITY_KINDS] = {
	{"challenge", TEXT_NEG_CHALLENGES},
	{"topic", TEXT_NEG_TOPICS},
	{"ngo", TEXT_NEG_NGO},
	{"spearhead", TEXT_NEG_SPEARHEADS}};
