/*
 * Functions that this project does not use: each has a bounded, thread-safe or
 * locale-free counterpart in lib/. Poisoned after the system headers that name
 * them, so that any use fails to compile.
 */
#ifndef LIB_BANNED_H
#define LIB_BANNED_H

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* With _FORTIFY_SOURCE clang sees these as macros. */
#undef sprintf
#undef vsprintf

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf strtok
#pragma GCC poison atoi atol atoll atof gmtime localtime asctime ctime
#pragma GCC poison system popen tmpnam setlocale

#endif
