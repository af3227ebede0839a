/*
 * What no answer of any source may hold, whatever its parser let through: the
 * last look before its texts go into the store, onto pages and into file names.
 */
#ifndef ETL_ANSWER_FIT_H
#define ETL_ANSWER_FIT_H

#include "etl/source.h"

enum {
	FIT_WORDS = 2000,        /* bytes of a title, a name, a unit */
	FIT_DEFINITION = 100000, /* bytes of what the figures are */
	FIT_CODE = 63            /* bytes of an area's or indicator's code */
};

/*
 * ERR_DATA that names the part where a text is not UTF-8, holds what
 * text_is_shown() refuses or is longer than the above; or where an indicator's
 * code, or an area's kind or code in a register of areas, is no word of
 * letters, digits and - _ . that could stand in a file name. Answers may leave
 * parts out.
 */
int answer_fit(const struct answer *a, struct err *e) MUST_USE;

#endif
