#include "etl/named.h"

#include "lib/app.h"

bool named_next(const char **list, struct named *out)
{
	char one[sizeof(out->source) + sizeof(out->id)];
	size_t len = strcspn(*list, ",");

	(void)snprintf(one, sizeof(one), "%.*s", (int)len, *list);
	*list = (*list)[len] ? *list + len + 1 : NULL;
	return len < sizeof(one) &&
	       app_indicator_parse(one, out->source, sizeof(out->source),
				   out->id, sizeof(out->id));
}

int named_check(const char *list, struct err *e)
{
	for (const char *s = list; s;) {
		struct named n;

		if (!named_next(&s, &n))
			return err_set(e, ERR_USAGE,
				       "--indicator '%s': [SOURCE:]ID,... is "
				       "expected",
				       list);
		if (!source_find(n.source))
			return err_set(e, ERR_USAGE,
				       "--indicator '%s:%s': no source '%s'",
				       n.source, n.id, n.source);
	}
	return 0;
}

bool named_has(const char *list, const char *source, const char *id)
{
	for (const char *s = list; s;) {
		struct named n;

		if (named_next(&s, &n) && strcmp(n.source, source) == 0 &&
		    strcmp(n.id, id) == 0)
			return true;
	}
	return !list;
}
