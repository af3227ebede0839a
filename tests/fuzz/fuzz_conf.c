/*
 * Settings: whatever a file or --set says, each setting keeps a value of its
 * kind.
 *
 * Files: lib/conf.c lib/ini.c
 */
#include "tests/fuzz/fuzz.h"

#include "lib/conf.h"
#include "lib/text.h"

static const struct conf_default table[] = {
	{"http.contact", CONF_TEXT, "", 0, 0, ""},
	{"http.pause_ms", CONF_INT, "250", 0, 60000, ""},
	{"sotkanet.url", CONF_TEXT, "https://example.org/", 0, 0, ""},
};

static void promise(const struct conf *c, int rc, const struct err *e,
		    enum err_code code)
{
	int64_t pause = conf_int(c, "http.pause_ms");
	const char *contact = conf_text(c, "http.contact");

	PROMISE(rc == 0 || (rc == -1 && e->code == code));
	PROMISE((rc == 0) == (e->msg[0] == '\0'));
	PROMISE(text_is_utf8(e->msg, strlen(e->msg)));
	PROMISE(pause >= 0 && pause <= 60000);
	PROMISE(contact != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct conf *c = conf_new(table, ARRAY_LEN(table));
	char *text = xstrndup((const char *)data, size);
	struct err e = {0};
	int rc;

	rc = conf_read_text(c, "t.conf", (const char *)data, size, &e);
	promise(c, rc, &e, ERR_CONFIG);
	PROMISE(text_is_utf8(conf_text(c, "http.contact"),
			     strlen(conf_text(c, "http.contact"))));
	err_clear(&e);
	rc = conf_set(c, text, &e);
	promise(c, rc, &e, ERR_USAGE);
	free(text);
	conf_free(c);
	return 0;
}
