#include "tests/support/test.h"

#include "tests/support/asker.h"

static void count_wait(void *ctx, int64_t ms)
{
	struct asker *f = ctx;

	assert_true(f->waits_n < ARRAY_LEN(f->waits));
	f->waits[f->waits_n++] = ms;
}

void asker_start(struct asker *f, const struct httpd_reply *rows, size_t n)
{
	struct err e = {0};

	memset(f, 0, sizeof(*f));
	f->settings = (struct http_settings){
		.contact = "mailto:test@example.org",
		.connect_timeout_s = 5,
		.timeout_s = 20,
		.budget_s = 60,
		.attempts = 4,
		.body_max = ASKER_BODY_MAX,
		.wait = count_wait,
		.wait_ctx = f,
	};
	httpd_start(&f->server, rows, n);
	f->client = http_new(&f->settings, &e);
	assert_non_null(f->client);
	http_answer_init(&f->a, ASKER_BODY_MAX);
}

void asker_stop(struct asker *f)
{
	free(f->url);
	http_answer_release(&f->a);
	http_free(f->client);
	httpd_stop(&f->server);
}

void asker_renew(struct asker *f)
{
	struct err e = {0};

	http_free(f->client);
	f->client = http_new(&f->settings, &e);
	assert_non_null(f->client);
}

int asker_get(struct asker *f, const char *path, struct err *e)
{
	free(f->url);
	f->url = httpd_url(&f->server, path);
	return http_get(f->client, f->url, NULL, NULL, &f->a, e);
}

void asker_refused(struct asker *f, const char *path, enum err_code code,
		   const char *reason)
{
	struct err e = {0};
	char want[sizeof(e.msg)];

	assert_int_equal(asker_get(f, path, &e), -1);
	(void)snprintf(want, sizeof(want), "%s: %s", f->url, reason);
	assert_string_equal(e.msg, want);
	assert_int_equal(e.code, code);
}
