/* Two printings of one page, as Chromium writes them, become the same. */
#include "tests/support/test.h"

#include "briefing/pdf_settle.h"

static void assert_settled(const char *pdf, const char *date, const char *want)
{
	struct buf b;

	buf_init(&b, BUF_MAX);
	buf_puts(&b, pdf);
	pdf_settle(&b, date);
	assert_string_equal(buf_str(&b), want);
	pdf_settle(&b, date);
	assert_string_equal(buf_str(&b), want);
	buf_release(&b);
}

static void test_dates(void **state)
{
	static const char printed[] =
		"x /CreationDate (D:20261122113805+00'00')\n"
		"/ModDate (D:20261122113805+00'00')>>";

	(void)state;
	assert_settled(printed, "2025-10-01",
		       "x /CreationDate (D:20251001000000+00'00')\n"
		       "/ModDate (D:20251001000000+00'00')>>");
	assert_settled(printed, "",
		       "x /CreationDate (D:19700101000000+00'00')\n"
		       "/ModDate (D:19700101000000+00'00')>>");
	assert_settled("/ModDate (D:2026", "2025-10-01", "/ModDate (D:2026");
	assert_settled("", "2025-10-01", "");
}

#define TABLE(a, b, c)                                                         \
	"26 0 obj\n<</S /TH\n/ID (node" a ")>>\nendobj\n"                      \
	"28 0 obj\n<</S /TH\n/ID (node" b ")>>\nendobj\n"                      \
	"130 0 obj\n<</S /TH\n/ID (node" c ")>>\nendobj\n"                     \
	"/Headers [(node" b ") (node" c ")]\n"
#define INDEX(a, a_is, b, b_is, c, c_is)                                       \
	"<</Limits [(node" a ") (node" c ")]\n/Names [(node" a ") " a_is       \
	" 0 R (node" b ") " b_is " 0 R (node" c ") " c_is " 0 R]>>\n"

static const char settled[] = TABLE("00000001", "00000002", "00000003")
	INDEX("00000001", "26", "00000002", "28", "00000003", "130");

static void test_names(void **state)
{
	(void)state;
	assert_settled(settled, "", settled);
	assert_settled(TABLE("00000225", "00000226", "00000300")
			       INDEX("00000225", "26", "00000226", "28",
				     "00000300", "130"),
		       "", settled);
}

/* Chromium numbers a tag when it first paints it, at times before its
 * neighbours: the index, which is sorted by the numbers, then is another. */
static void test_painted_early(void **state)
{
	(void)state;
	assert_settled(TABLE("00000225", "00000004", "00000300")
			       INDEX("00000004", "28", "00000225", "26",
				     "00000300", "130"),
		       "", settled);
	assert_settled(TABLE("00000226", "00000225", "00000004")
			       INDEX("00000004", "130", "00000225", "28",
				     "00000226", "26"),
		       "", settled);
}

/* Left as it is: what is no tag's name, and an index that is none. */
static void test_others(void **state)
{
	(void)state;
	assert_settled("/ID (node00000300) [(node00000226) (node00000300)] "
		       "(node123) (node00000999",
		       "",
		       "/ID (node00000001) [(node00000226) (node00000001)] "
		       "(node123) (node00000999");
	assert_settled("/ID (node00000300) /ID (node00000226)\n"
		       "<</Limits [(node00000226) (node00000300)]\n"
		       "/Names [(node00000226) 5 0 R (node00000300) 4 1 R]>>",
		       "",
		       "/ID (node00000001) /ID (node00000002)\n"
		       "<</Limits [(node00000002) (node00000001)]\n"
		       "/Names [(node00000002) 5 0 R (node00000001) 4 1 R]>>");
	assert_settled("/ID (node00000300)/Limits [(node00000300) (node00", "",
		       "/ID (node00000001)/Limits [(node00000001) (node00");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_painted_early),
		cmocka_unit_test(test_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
