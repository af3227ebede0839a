/*
 * Files that the program keeps for itself and that a full disk, an older
 * program or a person may have changed: the list of charts, the journal, the
 * verdicts of a day. The first byte chooses; what is damaged is as good as not
 * there, what is written reads back the same.
 *
 * Files: plots/manifest.c lib/journal.c etl/judgements_day.c lib/ics.c
 */
#include "tests/fuzz/scratch.h"

/* What is kept of a day's verdicts is for that file alone. */
#include "etl/judgements_day.c"

#include <jansson.h>

#include "lib/ics.h"
#include "lib/journal.h"
#include "lib/text.h"
#include "plots/manifest.h"

/* --- the list of charts ------------------------------------------------------
 */

static void check_manifest(const uint8_t *data, size_t size)
{
	struct manifest m = {0}, again = {0};
	char *path = scratch_put("MANIFEST", data, size);
	struct err e = {0};
	size_t i;

	PROMISE(manifest_read(&m, path, &e) == 0);
	for (i = 0; i < m.n; i++) {
		PROMISE(strlen(m.entries[i].digest) == HASH_HEX - 1);
		PROMISE(!strchr(m.entries[i].name, '\n'));
		PROMISE(manifest_find(&m, m.entries[i].name));
	}
	PROMISE(manifest_publish(&m, path, &e) == 0);
	PROMISE(manifest_read(&again, path, &e) == 0);
	PROMISE(again.n == m.n);
	for (i = 0; i < m.n; i++) {
		PROMISE(strcmp(m.entries[i].name, again.entries[i].name) == 0);
		PROMISE(strcmp(m.entries[i].digest, again.entries[i].digest) ==
			0);
	}
	manifest_release(&m);
	manifest_release(&again);
	free(path);
}

/* --- the journal
 * -------------------------------------------------------------- */

/* Whether a journal says it letter by letter: UTF-8, and none that would change
 * how a terminal shows the rest. */
static bool is_told(const char *s)
{
	for (size_t n; *s; s += n) {
		n = text_utf8_char(s, strlen(s));
		if (n == 0 || (n > 1 && !text_is_shown(s, n)))
			return false;
	}
	return true;
}

/* Behind whatever stands there already each line is JSON of its own. */
static void check_journal(const uint8_t *data, size_t size)
{
	char *path = scratch_put("run.jsonl", data, size);
	char *text = xstrndup((const char *)data, size);
	const int64_t at = 1767225600;
	struct journal *j = NULL;
	struct err e = {0};
	json_t *line;
	struct buf b;
	char *nl;

	buf_init(&b, BUF_MAX);
	PROMISE(journal_open(&j, path, &at, &e) == 0);
	PROMISE(journal_message(j, "info", text, &e) == 0);
	journal_close(j);
	PROMISE(file_read(path, &b, &e) == 0);
	PROMISE(b.len > size && b.data[b.len - 1] == '\n');
	PROMISE(size == 0 || memcmp(b.data, data, size) == 0);
	nl = memrchr(b.data, '\n', b.len - 1);
	nl = nl ? nl + 1 : b.data;
	line = json_loadb(nl, (size_t)(b.data + b.len - nl), 0, NULL);
	PROMISE(json_is_string(json_object_get(line, "text")));
	if (is_told(text))
		PROMISE(strcmp(json_string_value(json_object_get(line, "text")),
			       text) == 0);
	json_decref(line);
	buf_release(&b);
	free(text);
	free(path);
}

/* --- verdicts
 * ------------------------------------------------------------------ */

static void check_verdicts(const uint8_t *data, size_t size)
{
	char key[HASH_HEX], head[HEAD + 1];
	const char *rows = (const char *)data;
	struct judgements j = {0}, again = {0};
	struct err e = {0};
	struct buf b;
	char *path;
	size_t i, c;

	(void)hash_hex(key, "key", 3);
	buf_init(&b, BUF_MAX);
	make_head(head, key, rows, size);
	buf_puts(&b, head);
	buf_add(&b, rows, size);
	/* without its head, and with one of other rows, it is none */
	path = scratch_put("verdicts.csv", rows, size);
	PROMISE(!take_kept(&j, path, key) && j.n == 0);
	free(path);
	path = scratch_put("verdicts.csv", b.data, b.len);
	if (take_kept(&j, path, key)) {
		PROMISE(keep(&j, scratch_dir(), path, key, &e) == 0);
		PROMISE(take_kept(&again, path, key) && again.n == j.n);
		for (i = 0; i < j.n; i++)
			for (c = 0; c < J_COLUMNS; c++)
				PROMISE(strcmp(j.list[i].cells[c],
					       again.list[i].cells[c]) == 0);
	} else {
		PROMISE(j.n == 0);
	}
	judgements_release(&again);
	judgements_release(&j);
	free(path);
	buf_release(&b);
}

/* --- the calendar, read back
 * --------------------------------------------------- */

/* The lines of a calendar, unfolded. */
static char *unfold(const struct buf *b)
{
	struct buf out;
	char *s;
	size_t i, col = 0;

	buf_init(&out, BUF_MAX);
	for (i = 0; i < b->len; i++) {
		if (b->data[i] == '\r') {
			PROMISE(col <= 75 && b->data[i + 1] == '\n');
			col = 0;
			i++;
			if (i + 1 < b->len && b->data[i + 1] == ' ') {
				i++;
				col = 1;
			} else {
				buf_putc(&out, '\n');
			}
			continue;
		}
		PROMISE(b->data[i] != '\n');
		buf_putc(&out, b->data[i]);
		col++;
	}
	s = xstrdup(buf_str(&out));
	buf_release(&out);
	return s;
}

static void check_calendar(const uint8_t *data, size_t size)
{
	char *raw = xstrndup((const char *)data, size);
	char *text = text_plain(raw), *lines, *at;
	const struct ics_event v = {.uid = "a",
				    .first = "2024-02-29",
				    .last = "2024-12-31",
				    .summary = text,
				    .description = text,
				    .yearly = true};
	struct buf b, back;

	buf_init(&b, BUF_MAX);
	buf_init(&back, BUF_MAX);
	ics_begin(&b, text);
	ics_add(&b, &v, 1767225600);
	ics_end(&b);
	lines = unfold(&b);
	at = strstr(lines, "\nSUMMARY:");
	PROMISE(at && strstr(lines, "\nEND:VEVENT\nEND:VCALENDAR\n"));
	for (at += strlen("\nSUMMARY:"); *at != '\n'; at++) {
		PROMISE(*at != ',' && *at != ';');
		at += *at == '\\';
		buf_putc(&back, *at);
	}
	PROMISE(strcmp(buf_str(&back), text) == 0);
	buf_release(&back);
	buf_release(&b);
	free(lines);
	free(text);
	free(raw);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const checks[])(const uint8_t *, size_t) = {
		check_manifest, check_journal, check_verdicts, check_calendar};

	if (size == 0)
		return 0;
	checks[data[0] % ARRAY_LEN(checks)](data + 1, size - 1);
	scratch_clear();
	return 0;
}
