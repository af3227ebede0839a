/*
 * What every unit test includes: cmocka, assertions that say what was wrong, a
 * folder of its own.
 */
#ifndef TESTS_SUPPORT_TEST_H
#define TESTS_SUPPORT_TEST_H

#include "lib/base.h"

#include <setjmp.h>

#include <cmocka.h>

#include "lib/err.h"

/* Tables of cases leave at zero what does not matter in a case. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

/* All three use the `struct err e` that is in scope, and leave it clear. */

/* The call returns 0 or more. */
#define assert_ok(call)                                                        \
	do {                                                                   \
		err_clear(&e);                                                 \
		if ((call) < 0)                                                \
			fail_msg("%s: %s", #call, e.msg);                      \
	} while (0)

/* The call returns -1, the code and exactly this message. */
#define assert_error(call, want_code, want_msg)                                \
	do {                                                                   \
		err_clear(&e);                                                 \
		assert_int_equal((call), -1);                                  \
		assert_string_equal(e.msg, (want_msg));                        \
		assert_int_equal(e.code, (want_code));                         \
		err_clear(&e);                                                 \
	} while (0)

/* The same where the message only has to contain something: the rest is in
 * words of a library or the system. */
#define assert_error_like(call, want_code, part)                               \
	do {                                                                   \
		err_clear(&e);                                                 \
		assert_int_equal((call), -1);                                  \
		if (!strstr(e.msg, (part)))                                    \
			fail_msg("'%s' is not in: %s", (part), e.msg);         \
		assert_int_equal(e.code, (want_code));                         \
		err_clear(&e);                                                 \
	} while (0)

/* A broken invariant ends the program: the statement runs in a child, whose
 * words are not shown. */
#define assert_dies(statement)                                                 \
	do {                                                                   \
		if (dies_child()) {                                            \
			statement;                                             \
			dies_not();                                            \
		}                                                              \
		dies_check(#statement, __FILE__, __LINE__);                    \
	} while (0)

bool dies_child(void);
_Noreturn void dies_not(void);
void dies_check(const char *what, const char *file, int line);

/* Equal to within `rel` of the larger; NaN equals NaN, infinity itself.
 * cmocka's own assertion compares floats. */
#define assert_near(got, want, rel)                                            \
	check_near((got), (want), (rel), #got, __FILE__, __LINE__)

void check_near(double got, double want, double rel, const char *what,
		const char *file, int line);

/* A fresh folder; the caller's to temp_dir_remove(), which also frees it. */
char *temp_dir(void);
void temp_dir_remove(char *dir);
/* "DIR/NAME" with these contents; the caller's to free(). */
char *temp_file(const char *dir, const char *name, const void *p, size_t n);

#endif
