/*
 * See json.h.
 */
#include "lib/base.h"

#include "lib/json.h"

/* What jansson's parts take on a 64-bit machine, with malloc's own. */
enum {
	OBJECT = 288, /* with its first table of keys */
	ARRAY = 160,  /* with its first places */
	ENTRY = 72,   /* of an array, or a value of an object: a number */
	KEY = 96,
	TEXT = 40 /* half a text: it has two quotation marks */
};

size_t json_memory(const char *bytes, size_t len)
{
	const char *end = bytes + len;
	size_t sum = ENTRY;
	bool quoted = false;

	for (; bytes < end; bytes++) {
		if (*bytes == '"') {
			quoted = !quoted;
			sum += TEXT;
		} else if (quoted) {
			sum++;
			bytes += *bytes == '\\';
		} else if (*bytes == ',') {
			sum += ENTRY;
		} else if (*bytes == ':') {
			sum += KEY;
		} else if (*bytes == '{') {
			sum += OBJECT;
		} else if (*bytes == '[') {
			sum += ARRAY;
		}
	}
	return sum;
}

json_t *json_read(const char *bytes, size_t len, size_t flags, struct err *e)
{
	json_error_t why;
	json_t *root;

	if (json_memory(bytes, len) > JSON_MEMORY_MAX) {
		(void)err_set(e, ERR_DATA,
			      "JSON of %zu bytes would take more than %d MB of "
			      "memory",
			      len, JSON_MEMORY_MAX >> 20);
		return NULL;
	}
	root = json_loadb(bytes, len, flags, &why);
	if (!root)
		(void)err_set(e, ERR_DATA, "not JSON: line %d column %d: %s",
			      why.line, why.column, why.text);
	return root;
}

json_t *json_plain(const char *s)
{
	json_t *j = json_string(s);

	return j ? j : json_string("");
}
