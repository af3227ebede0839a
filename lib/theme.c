/*
 * The themes of config/indicators.csv in the order in which every page shows
 * them.
 */
#include "lib/base.h"

#include "lib/theme.h"

static const struct {
	const char *code;
	enum text title;
} themes[] = {
	{"vaesto", TEXT_THEME_VAESTO},
	{"toimeentulo_elinolot", TEXT_THEME_TOIMEENTULO},
	{"tyollisyys", TEXT_THEME_TYOLLISYYS},
	{"koulutus_syrjaytyminen", TEXT_THEME_KOULUTUS},
	{"lapset_perheet", TEXT_THEME_LAPSET},
	{"koettu_hyvinvointi", TEXT_THEME_KOETTU},
	{"mielenterveys", TEXT_THEME_MIELENTERVEYS},
	{"elintavat", TEXT_THEME_ELINTAVAT},
	{"paihteet", TEXT_THEME_PAIHTEET},
	{"terveys_sairastavuus", TEXT_THEME_TERVEYS},
	{"ikaantyneet", TEXT_THEME_IKAANTYNEET},
	{"osallisuus", TEXT_THEME_OSALLISUUS},
	{"turvallisuus", TEXT_THEME_TURVALLISUUS},
	{"hyte_johtaminen", TEXT_THEME_HYTE},
	{"kuntatalous", TEXT_THEME_KUNTATALOUS},
};

size_t theme_rank(const char *code)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(themes); i++)
		if (strcmp(code, themes[i].code) == 0)
			break;
	return i;
}

const char *theme_title(const char *code, enum lang lang)
{
	size_t i = theme_rank(code);

	if (i < ARRAY_LEN(themes))
		return text_get(themes[i].title, lang);
	return *code ? code : text_get(TEXT_THEME_NONE, lang);
}
