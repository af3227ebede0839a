#include "etl/local_number.h"

#include "lib/num.h"

enum {
	LONGEST = 60
};

/* The length of a blank that parts thousands at s. */
static size_t blank(const char *s)
{
	static const char *const blanks[] = {" ", "\xc2\xa0", "\xe2\x80\xaf",
					     "\xe2\x80\x89"};
	size_t i;

	for (i = 0; i < ARRAY_LEN(blanks); i++)
		if (strncmp(s, blanks[i], strlen(blanks[i])) == 0)
			return strlen(blanks[i]);
	return 0;
}

static bool three_digits(const char *s)
{
	return strspn(s, "0123456789") == 3;
}

bool local_number(const char *s, const char *decimal, double *out)
{
	bool comma = strcmp(decimal, "point") != 0;
	bool point = strcmp(decimal, "comma") != 0;
	char plain[LONGEST + 1];
	size_t n = 0, digits = 0;
	bool parted = false, fraction = false;

	if (strncmp(s, "\xe2\x88\x92", 3) == 0) {
		plain[n++] = '-';
		s += 3;
	}
	while (*s && n < LONGEST) {
		size_t len = blank(s);

		if (len) {
			/* 1 234 567: one to three digits, then threes */
			if (fraction || digits == 0 || digits > 3 ||
			    !three_digits(s + len))
				return false;
			parted = true;
			s += len;
			digits = 0;
			continue;
		}
		if ((*s == ',' && comma) || (*s == '.' && point)) {
			if (fraction || (parted && digits != 3))
				return false;
			fraction = true;
			plain[n++] = '.';
			s++;
			continue;
		}
		if (*s == ',' || *s == '.')
			return false;
		digits += *s >= '0' && *s <= '9';
		plain[n++] = *s++;
	}
	return *s == '\0' && num_double(plain, n, out);
}
