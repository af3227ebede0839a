/*
 * What a browser answers while it is driven, and the PDF that it makes: the
 * bytes come through a pipe into the real reader of its messages; the browser
 * itself is not started. The same bytes once more as base64 and as a PDF.
 *
 * Files: briefing/pdf.c briefing/pdf_settle.c lib/base64.c lib/duplex.c
 */
#include "tests/fuzz/scratch.h"

/* The program that is started is left out of the real one. */
#define duplex_open duplex_open_really
#include "lib/duplex.c"
#undef duplex_open
int duplex_open(struct duplex **out, const char *const *argv, const char *home,
		struct err *e) MUST_USE;
#include "briefing/pdf.c"

#include <openssl/evp.h>

#include "briefing/pdf_settle.h"
#include "lib/text.h"

static struct feed said;
static int other_end; /* of the socket that it would read; -1: none */

/* All that it says lies in the pipe, and then it has ended. */
int duplex_open(struct duplex **out, const char *const *argv, const char *home,
		struct err *e)
{
	struct duplex *d = xcalloc(1, sizeof(*d));
	int to[2], from[2];

	(void)home;
	(void)e;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, to) < 0 ||
	    pipe2(from, O_CLOEXEC | O_NONBLOCK) < 0)
		die("no pipe");
	(void)fcntl(from[1], F_SETPIPE_SZ, 1 << 20);
	if (said.left &&
	    write(from[1], said.at, said.left) != (ssize_t)said.left)
		die("the pipe is too small");
	(void)close(from[1]);
	(void)shutdown(to[1], SHUT_WR);
	d->name = xstrdup(argv[0]);
	d->to = to[0];
	d->from = from[0];
	other_end = to[1];
	buf_init(&d->had, BUF_MAX);
	*out = d;
	return 0;
}

static void check_talk(void)
{
	char *home = xasprintf("%s/home", scratch_dir());
	struct printer *p = NULL;
	struct buf pdf, misfits;
	struct err e = {0};

	other_end = -1;
	buf_init(&pdf, 1 << 20);
	buf_init(&misfits, 1 << 20);
	if (printer_open(&p, "browser", home, &e) == 0) {
		if (printer_print(p, "/a b.html", "2025-10-01", &pdf, &misfits,
				  &e) == 0)
			PROMISE(!memmem(buf_str(&pdf), pdf.len,
					"/CreationDate (D:2024", 21));
		printer_close(p);
	}
	close_fd(&other_end);
	PROMISE(text_is_utf8(e.msg, strlen(e.msg)));
	buf_release(&pdf);
	buf_release(&misfits);
	free(home);
}

/* There and back; what is taken for base64 has its padding at the end. */
static void check_base64(const char *bytes, size_t len)
{
	char *text = xmalloc(len / 3 * 4 + 5);
	char *as_is = xstrndup(bytes, len);
	struct buf out;

	buf_init(&out, BUF_MAX);
	(void)EVP_EncodeBlock((unsigned char *)text,
			      (const unsigned char *)bytes, (int)len);
	PROMISE(base64_decode(&out, text));
	PROMISE(out.len == len && (!len || memcmp(out.data, bytes, len) == 0));
	buf_clear(&out);
	if (base64_decode(&out, as_is)) {
		char *again = xmalloc(out.len / 3 * 4 + 5);

		(void)EVP_EncodeBlock((unsigned char *)again,
				      (const unsigned char *)buf_str(&out),
				      (int)out.len);
		PROMISE(strlen(again) == strlen(as_is));
		PROMISE(strcspn(again, "=") == strcspn(as_is, "="));
		free(again);
	} else {
		PROMISE(out.len == 0);
	}
	buf_release(&out);
	free(as_is);
	free(text);
}

static void check_pdf(const char *bytes, size_t len)
{
	struct buf once, twice;

	buf_init(&once, BUF_MAX);
	buf_init(&twice, BUF_MAX);
	buf_add(&once, bytes, len);
	pdf_settle(&once, "2025-10-01");
	PROMISE(once.len == len);
	buf_add(&twice, buf_str(&once), once.len);
	pdf_settle(&twice, "2025-10-01");
	PROMISE(len == 0 || memcmp(once.data, twice.data, len) == 0);
	buf_release(&once);
	buf_release(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	said = (struct feed){data, size};
	check_talk();
	check_base64((const char *)data, size);
	check_pdf((const char *)data, size);
	return 0;
}
