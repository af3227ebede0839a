/*
 * Which indicators speak of the same thing, and which are amounts.
 */
#include "tests/support/test.h"

#include "analysis/related.h"

static void what_is_related(void **state)
{
	static const struct {
		const char *theme[2], *title[2];
		bool related;
	} c[] = {
		{{"a", "b"},
		 {"Työttömät, % työvoimasta", "Lasten pienituloisuusaste"},
		 false},
		{{"a", "a"},
		 {"Työttömät, % työvoimasta", "Lasten pienituloisuusaste"},
		 true},
		/* one base */
		{{"a", "b"},
		 {"Rakentaminen, % työllisistä", "Teollisuus, % työllisistä"},
		 true},
		{{"a", "b"},
		 {"Verotulot, euroa / asukas",
		  "Toimeentulotuki, euroa / asukas"},
		 true},
		{{"a", "b"},
		 {"Verotulot, euroa / asukas", "Työttömät, % asukkaista"},
		 false},
		/* a base that refers to the stem */
		{{"a", "b"},
		 {"Huostassa 0 - 17-vuotiaat, % vastaavanikäisestä väestöstä",
		  "Sijoitetut 18 - 24-vuotiaat, % vastaavanikäisestä "
		  "väestöstä"},
		 false},
		/* a word of one in the other, in whatever case */
		{{"a", "b"},
		 {"Kuolleisuus / 100 000 asukasta",
		  "Alkoholikuolleisuus 35 - 64-vuotiailla / 100 000 "
		  "vastaavanikäistä"},
		 true},
		{{"a", "b"},
		 {"ÄÄNESTYSAKTIIVISUUS", "Äänestysaktiivisuus kuntavaaleissa"},
		 true},
		{{"a", "b"},
		 {"65 vuotta täyttäneet, osuus", "Täyttäneiden toiveet"},
		 false},
		/* capitals of the whole alphabet, words with each letter */
		{{"a", "b"}, {"PIZZERIAT", "Pizzeriat kaupungissa"}, true},
		{{"a", "b"}, {"ÖLJYÄKÖT", "öljyäköt"}, true},
		{{"a", "b"}, {"ÅBOLÅNDET", "åbolåndet"}, true},
		{{"a", "b"}, {"AAKKOSET", "aakkoset"}, true},
		{{"a", "b"}, {"Turku–Åbo", "Väli Turku–Åbo"}, true},
		/* seven letters are few */
		{{"a", "b"}, {"Väestöä", "Väestöään"}, false},
		{{"a", "b"}, {"Asukkaat", "Asukkaat kaupungissa"}, true},
		{{"a", "b"}, {"Äitiydet", "Nuoret äitiydet"}, true},
		/* one base behind whatever stands around the sign */
		{{"a", "b"},
		 {"Yksin (%) lapsista", "Kaksin, % lapsista"},
		 true},
		{{"a", "b"}, {"", ""}, false},
		{{"a", "b"}, {"%", "% "}, false},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		for (size_t k = 0; k < 2; k++)
			if (indicators_related(c[i].theme[k], c[i].title[k],
					       c[i].theme[1 - k],
					       c[i].title[1 - k]) !=
			    c[i].related)
				fail_msg("%s | %s", c[i].title[0],
					 c[i].title[1]);
}

/* A title longer than is looked at is cut, not overrun. */
static void long_titles(void **state)
{
	char title[2000];

	(void)state;
	memset(title, 'a', sizeof(title) - 1);
	title[sizeof(title) - 1] = '\0';
	assert_true(indicators_related("a", title, "b", title));
	assert_false(indicators_related("a", title, "b", "muuta"));
}

static void amounts(void **state)
{
	(void)state;
	assert_true(indicator_is_amount("count", "Väestö 31.12."));
	assert_true(indicator_is_amount("money", "Kasvatus, 1 000 euroa"));
	assert_false(indicator_is_amount("money", "Verotulot, euroa / asukas"));
	assert_false(indicator_is_amount("proportion", "Jotakin"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_related),
		cmocka_unit_test(long_titles),
		cmocka_unit_test(amounts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
