#include "tests/support/test.h"

#include "tests/support/asker.h"

#define OK "HTTP/1.1 200 OK\r\n"

static void test_redirects(void **state)
{
#define TO(where)                                                              \
	"HTTP/1.1 302 Found\r\nLocation: " where                               \
	"\r\nContent-Length: 5\r\n\r\nmoved"
	const struct httpd_reply rows[] = {
		{"/relative", TO("/here")},
		{"/absolute", TO("http://127.0.0.1:{port}/here")},
		{"/here", OK "Content-Length: 4\r\n\r\nhere"},
		{"/loop", TO("/pool")},
		{"/pool", TO("/loop")},
		{"/host", TO("http://localhost:{port}/here")},
		{"/port", TO("http://127.0.0.1:1/here")},
		{"/scheme", TO("https://127.0.0.1:{port}/here")},
		{"/user", TO("http://me@127.0.0.1:{port}/here")},
		{"/file", TO("file:///etc/passwd")},
		{"/ftp", TO("ftp://127.0.0.1:{port}/here")},
		{"/nowhere", "HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n"},
	};
	const struct {
		const char *path, *target; /* NULL: it leads nowhere */
	} bad[] = {
		{"/host", "http://localhost:PORT/here"},
		{"/port", "http://127.0.0.1:1/here"},
		{"/scheme", "https://127.0.0.1:PORT/here"},
		{"/user", "http://me@127.0.0.1:PORT/here"},
		{"/file", "file:///etc/passwd"},
		{"/ftp", "ftp://127.0.0.1:PORT/here"},
	};
	struct err e = {0};
	struct asker f;
	size_t i;

	(void)state;
	asker_start(&f, rows, ARRAY_LEN(rows));
	assert_ok(asker_get(&f, "/relative", &e));
	assert_string_equal(buf_str(&f.a.body), "here");
	assert_ok(asker_get(&f, "/absolute", &e));
	assert_string_equal(buf_str(&f.a.body), "here");
	asker_refused(&f, "/loop", ERR_HTTP, "more than 5 redirects");
	assert_int_equal(httpd_hits(&f.server, 3), 3);
	assert_int_equal(httpd_hits(&f.server, 4), 3);
	for (i = 0; i < ARRAY_LEN(bad); i++) {
		const char *hole = strstr(bad[i].target, "PORT");
		char reason[200];

		(void)snprintf(reason, sizeof(reason),
			       "redirect to another server refused: %.*s",
			       (int)strcspn(bad[i].target, "P"), bad[i].target);
		if (hole)
			(void)snprintf(reason, sizeof(reason),
				       "redirect to another server refused: "
				       "%.*s%d%s",
				       (int)(hole - bad[i].target),
				       bad[i].target, f.server.port, hole + 4);
		asker_refused(&f, bad[i].path, ERR_HTTP, reason);
		assert_int_equal(f.a.status, 302);
		assert_int_equal(f.a.attempts, 1);
	}
	asker_refused(&f, "/nowhere", ERR_HTTP,
		      "status 301 that leads nowhere");
	assert_int_equal(httpd_hits(&f.server, 2), 2);
	asker_stop(&f);
#undef TO
}

static void test_pause(void **state)
{
	const struct httpd_reply rows[] = {
		{"/a", "HTTP/1.1 302 X\r\nLocation: /b\r\n"
		       "Content-Length: 0\r\n\r\n"},
		{"/b", OK "Content-Length: 0\r\n\r\n"},
	};
	struct err e = {0};
	struct asker f;
	size_t i;

	(void)state;
	asker_start(&f, rows, ARRAY_LEN(rows));
	f.settings.pause_ms = 1000000;
	f.settings.budget_s = 3600;
	asker_renew(&f);
	assert_ok(asker_get(&f, "/b", &e));
	assert_int_equal(f.waits_n, 0);
	assert_ok(asker_get(&f, "/a", &e));
	/* before the request and before its redirect; the fake clock does not
	 * go on, so the client may ask for the first one twice */
	assert_in_range(f.waits_n, 2, 3);
	for (i = 0; i < f.waits_n; i++)
		assert_in_range(f.waits[i], 900000, 1000000);
	asker_stop(&f);
}

static void test_allowed(void **state)
{
#define ONLY ": only https is asked (http on this machine)"
	const struct {
		const char *url, *reason; /* NULL: it is allowed */
	} c[] = {
		{"https://sotkanet.fi/rest/1.1/json?indicator=1", NULL},
		{"HTTPS://sotkanet.fi/", NULL},
		{"https://sotkanet.fi:8443/", NULL},
		{"http://127.0.0.1:8080/a", NULL},
		{"http://127.9.9.9/", NULL},
		{"http://localhost/", NULL},
		{"http://LocalHost:1/", NULL},
		{"http://[::1]:80/", NULL},
		{"http://sotkanet.fi/rest", ONLY},
		{"http://10.0.0.1/", ONLY},
		{"http://128.0.0.1/", ONLY},
		{"http://0.0.0.0/", ONLY},
		{"http://[::2]/", ONLY},
		{"http://127.0.0.1.example.org/", ONLY},
		{"http://localhost.example.org/", ONLY},
		{"ftp://127.0.0.1/", ONLY},
		{"http://127.0.0.1@example.org/",
		 ": a user name in an address is not allowed"},
		{"https://me:secret@sotkanet.fi/",
		 ": a user name in an address is not allowed"},
		{"file:///etc/passwd", ": no host in the address"},
	};
	const char *const malformed[] = {"",
					 "sotkanet.fi",
					 "/etc/passwd",
					 "https://",
					 "http:///a",
					 "https://a b/",
					 "https://sotkanet.fi:99999/",
					 "https://sotkanet.fi/\r\nX: 1",
					 "gopher\x01://a/"};
	struct err e = {0};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		char want[200];

		if (!c[i].reason) {
			assert_ok(http_allowed(c[i].url, &e));
			continue;
		}
		(void)snprintf(want, sizeof(want), "%s%s", c[i].url,
			       c[i].reason);
		assert_error(http_allowed(c[i].url, &e), ERR_CONFIG, want);
	}
	for (i = 0; i < ARRAY_LEN(malformed); i++)
		assert_error_like(http_allowed(malformed[i], &e), ERR_CONFIG,
				  ": ");
	assert_true(http_is_loopback("http://127.0.0.1:8080/"));
	assert_true(http_is_loopback("https://localhost/"));
	assert_false(http_is_loopback("http://127.0.0.1@example.org/"));
	assert_false(http_is_loopback("https://sotkanet.fi/"));
	assert_false(http_is_loopback("rubbish"));
#undef ONLY
}

/* Nothing here goes out: the client refuses before it asks. */
static void test_refused_before_asking(void **state)
{
	const struct httpd_reply rows[] = {{"/a", OK "\r\n"}};
	struct err e = {0};
	struct asker f;

	(void)state;
	asker_start(&f, rows, ARRAY_LEN(rows));
	assert_error(http_get(f.client, "http://example.invalid/", NULL, NULL,
			      &f.a, &e),
		     ERR_CONFIG,
		     "http://example.invalid/: only https is asked "
		     "(http on this machine)");
	assert_int_equal(f.a.attempts, 0);
	f.settings.contact = "";
	asker_renew(&f);
	assert_error(http_get(f.client, "https://example.invalid/", NULL, NULL,
			      &f.a, &e),
		     ERR_CONFIG,
		     "https://example.invalid/: not asked, the settings name "
		     "no contact");
	assert_int_equal(f.a.attempts, 0);
	assert_int_equal(f.a.status, 0);
	asker_stop(&f);
}

static void test_nobody_there(void **state)
{
	const struct httpd_reply rows[] = {{"/a", OK "\r\n"}};
	struct err e = {0};
	struct asker f;
	struct httpd gone;
	char *url;

	(void)state;
	asker_start(&f, rows, ARRAY_LEN(rows));
	httpd_start(&gone, rows, ARRAY_LEN(rows));
	url = httpd_url(&gone, "/a");
	httpd_stop(&gone);
	assert_error_like(http_get(f.client, url, NULL, NULL, &f.a, &e),
			  ERR_NET, "(4 attempts)");
	assert_int_equal(f.a.attempts, 4);
	assert_int_equal(f.a.status, 0);
	assert_int_equal(f.waits_n, 3);
	free(url);
	asker_stop(&f);
}

static void test_settings(void **state)
{
	const struct http_settings good = {.contact = "",
					   .connect_timeout_s = 1,
					   .timeout_s = 1,
					   .budget_s = 1,
					   .attempts = 1,
					   .body_max = 1};
	struct http_settings bad[8];
	char contact[300];
	struct err e = {0};
	struct http *h;
	size_t i;

	(void)state;
	h = http_new(&good, &e);
	assert_non_null(h);
	http_free(h);
	http_free(NULL);
	for (i = 0; i < ARRAY_LEN(bad); i++)
		bad[i] = good;
	memset(contact, 'c', sizeof(contact) - 1);
	contact[sizeof(contact) - 1] = '\0';
	bad[0].contact = "a\r\nX-Evil: 1";
	bad[1].contact = contact;
	bad[2].connect_timeout_s = 0;
	bad[3].timeout_s = 0;
	bad[4].budget_s = -1;
	bad[5].attempts = 0;
	bad[6].pause_ms = -1;
	bad[7].body_max = 0;
	for (i = 0; i < ARRAY_LEN(bad); i++) {
		err_clear(&e);
		assert_null(http_new(&bad[i], &e));
		assert_int_equal(e.code, ERR_CONFIG);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_redirects),
		cmocka_unit_test(test_pause),
		cmocka_unit_test(test_allowed),
		cmocka_unit_test(test_refused_before_asking),
		cmocka_unit_test(test_nobody_there),
		cmocka_unit_test(test_settings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
