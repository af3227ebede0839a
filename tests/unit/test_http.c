#include "tests/support/test.h"

#include "tests/support/asker.h"

#define OK "HTTP/1.1 200 OK\r\n"

static void test_ok(void **state)
{
	const struct httpd_reply rows[] = {
		{"/a", OK "Content-Type: application/json; charset=utf-8\r\n"
			  "ETag: \"v1\"\r\n"
			  "Last-Modified: Tue, 01 Jul 2025 10:00:00 GMT\r\n"
			  "Content-Length: 4\r\n\r\n[42]"},
		{"/bare", OK "Content-Length: 0\r\n\r\n"},
	};
	struct err e = {0};
	struct asker f;

	(void)state;
	asker_start(&f, rows, ARRAY_LEN(rows));
	assert_ok(asker_get(&f, "/a", &e));
	assert_int_equal(f.a.status, 200);
	assert_string_equal(f.a.content_type,
			    "application/json; charset=utf-8");
	assert_string_equal(f.a.etag, "\"v1\"");
	assert_string_equal(f.a.last_modified, "Tue, 01 Jul 2025 10:00:00 GMT");
	assert_string_equal(f.a.encoding, "");
	assert_string_equal(buf_str(&f.a.body), "[42]");
	assert_int_equal(f.a.attempts, 1);
	assert_true(f.a.seconds >= 0);
	/* nothing of one answer is left in the next */
	assert_ok(asker_get(&f, "/bare", &e));
	assert_int_equal(f.a.status, 200);
	assert_string_equal(f.a.content_type, "");
	assert_string_equal(f.a.etag, "");
	assert_string_equal(f.a.last_modified, "");
	assert_int_equal(f.a.body.len, 0);
	assert_int_equal(f.waits_n, 0);
	asker_stop(&f);
}

static void test_request(void **state)
{
	const struct httpd_reply rows[] = {{"/echo?a=1&b=2", "", HTTPD_ECHO}};
	struct err e = {0};
	struct asker f;
	const char *body;

	(void)state;
	asker_start(&f, rows, ARRAY_LEN(rows));
	assert_ok(asker_get(&f, "/echo?a=1&b=2", &e));
	body = buf_str(&f.a.body);
	assert_non_null(strstr(body, "GET /echo?a=1&b=2 HTTP/1.1\r\n"));
	assert_non_null(strstr(body, "\r\nAccept-Encoding: gzip\r\n"));
	assert_non_null(
		strstr(body, "\r\nUser-Agent: tilannekuva/" TILANNEKUVA_VERSION
			     " (+mailto:test@example.org)\r\n"));
	assert_null(strstr(body, "If-None-Match"));
	assert_null(strstr(body, "If-Modified-Since"));
	assert_null(strstr(body, "Cookie"));
	/* what the archive kept is sent, what could split the header is not */
	assert_ok(http_get(f.client, f.url, "\"v1\"", "yesterday", &f.a, &e));
	body = buf_str(&f.a.body);
	assert_non_null(strstr(body, "\r\nIf-None-Match: \"v1\"\r\n"));
	assert_non_null(strstr(body, "\r\nIf-Modified-Since: yesterday\r\n"));
	assert_ok(
		http_get(f.client, f.url, "\"v1\"\r\nX-Evil: 1", "", &f.a, &e));
	assert_null(strstr(buf_str(&f.a.body), "If-None-Match"));
	assert_null(strstr(buf_str(&f.a.body), "X-Evil"));
	f.settings.contact = "";
	asker_renew(&f);
	assert_ok(asker_get(&f, "/echo?a=1&b=2", &e));
	assert_non_null(strstr(
		buf_str(&f.a.body),
		"\r\nUser-Agent: tilannekuva/" TILANNEKUVA_VERSION "\r\n"));
	asker_stop(&f);
}

static void test_query_by_post(void **state)
{
	const struct httpd_reply rows[] = {
		{"/echo", "", HTTPD_ECHO},
		{"/moved", "HTTP/1.1 301 Moved\r\nLocation: /echo\r\n"
			   "Content-Length: 0\r\n\r\n"},
		{"/busy", "HTTP/1.1 429 Too Many\r\nContent-Length: 0\r\n\r\n",
		 .times = 1, .when = "POST "},
		{"/busy", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
		 .when = "POST "},
	};
	struct http_request q = {.body = "{\"query\":1}"};
	struct err e = {0};
	struct asker f;

	(void)state;
	asker_start(&f, rows, ARRAY_LEN(rows));
	f.settings.busy_s = 7;
	asker_renew(&f);
	assert_ok(asker_get(&f, "/echo", &e));
	q.url = f.url;
	assert_ok(http_ask(f.client, &q, &f.a, &e));
	assert_non_null(strstr(buf_str(&f.a.body), "POST /echo HTTP/1.1\r\n"));
	assert_non_null(strstr(buf_str(&f.a.body),
			       "\r\nContent-Type: application/json\r\n"));
	assert_non_null(strstr(buf_str(&f.a.body), "\r\n\r\n{\"query\":1}"));
	/* and a GET behind it is one */
	assert_ok(asker_get(&f, "/echo", &e));
	assert_non_null(strstr(buf_str(&f.a.body), "GET /echo HTTP/1.1\r\n"));
	assert_null(strstr(buf_str(&f.a.body), "Content-"));
	/* where a GET would follow, a query stays */
	assert_ok(asker_get(&f, "/moved", &e));
	q.url = f.url;
	assert_error_like(http_ask(f.client, &q, &f.a, &e), ERR_HTTP,
			  "/moved: status 301: moved to http://127.0.0.1:");
	assert_int_equal(f.a.status, 301);
	q.body = NULL;
	q.stay = true;
	assert_error_like(http_ask(f.client, &q, &f.a, &e), ERR_HTTP,
			  "status 301: moved to");
	/* asked too often, it is asked again after a while */
	(void)asker_get(&f, "/busy", &e);
	q = (struct http_request){.url = f.url, .body = "{}"};
	assert_int_equal(f.waits_n, 0);
	assert_ok(http_ask(f.client, &q, &f.a, &e));
	assert_int_equal(f.a.attempts, 2);
	assert_int_equal(f.waits_n, 1);
	assert_int_equal(f.waits[0], 7000);
	asker_stop(&f);
}

static void test_not_modified(void **state)
{
	const struct httpd_reply rows[] = {
		{"/a", "HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\n\r\n",
		 .when = "If-None-Match: \"v1\""},
		{"/a", OK "Content-Length: 3\r\n\r\nnew"},
		{"/always", "HTTP/1.1 304 Not Modified\r\n\r\n"},
	};
	struct err e = {0};
	struct asker f;

	(void)state;
	asker_start(&f, rows, ARRAY_LEN(rows));
	f.url = httpd_url(&f.server, "/a");
	assert_ok(http_get(f.client, f.url, "\"v1\"", NULL, &f.a, &e));
	assert_int_equal(f.a.status, 304);
	assert_int_equal(f.a.body.len, 0);
	assert_ok(http_get(f.client, f.url, "\"v0\"", NULL, &f.a, &e));
	assert_int_equal(f.a.status, 200);
	assert_string_equal(buf_str(&f.a.body), "new");
	/* "nothing new" to who has nothing is no answer */
	asker_refused(&f, "/always", ERR_HTTP, "status 304");
	asker_stop(&f);
}

static void test_statuses(void **state)
{
	const struct {
		const char *path;
		long status;
	} c[] = {{"/204", 204}, {"/400", 400}, {"/401", 401}, {"/403", 403},
		 {"/404", 404}, {"/410", 410}, {"/501", 501}};
	struct httpd_reply rows[ARRAY_LEN(c)] = {{0}};
	char *texts[ARRAY_LEN(c)], reason[40];
	struct asker f;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		texts[i] = xasprintf("HTTP/1.1 %ld X\r\n%s", c[i].status,
				     c[i].status == 204
					     ? "\r\n"
					     : "Content-Length: 2\r\n\r\nno");
		rows[i].path = c[i].path;
		rows[i].text = texts[i];
	}
	asker_start(&f, rows, ARRAY_LEN(rows));
	for (i = 0; i < ARRAY_LEN(c); i++) {
		(void)snprintf(reason, sizeof(reason), "status %ld",
			       c[i].status);
		asker_refused(&f, c[i].path, ERR_HTTP, reason);
		assert_int_equal(f.a.status, c[i].status);
		assert_int_equal(f.a.attempts, 1);
		/* kept: the archive wants to know what was said */
		assert_string_equal(buf_str(&f.a.body),
				    c[i].status == 204 ? "" : "no");
		assert_int_equal(httpd_hits(&f.server, i), 1);
	}
	assert_int_equal(f.waits_n, 0);
	asker_stop(&f);
	for (i = 0; i < ARRAY_LEN(c); i++)
		free(texts[i]);
}

static void test_busy_then_ok(void **state)
{
	const struct httpd_reply rows[] = {
		{"/a", "HTTP/1.1 503 X\r\nContent-Length: 4\r\n\r\nbusy",
		 .times = 2},
		{"/a", OK "Content-Length: 2\r\n\r\nok"},
	};
	struct err e = {0};
	struct asker f;

	(void)state;
	asker_start(&f, rows, ARRAY_LEN(rows));
	assert_ok(asker_get(&f, "/a", &e));
	assert_int_equal(f.a.attempts, 3);
	assert_string_equal(buf_str(&f.a.body), "ok");
	assert_int_equal(f.waits_n, 2);
	assert_int_equal(f.waits[0], 1000);
	assert_int_equal(f.waits[1], 2000);
	assert_int_equal(httpd_hits(&f.server, 0), 2);
	asker_stop(&f);
}

static void test_always_busy(void **state)
{
	const struct httpd_reply rows[] = {
		{"/a", "HTTP/1.1 503 X\r\nContent-Length: 4\r\n\r\nbusy"},
	};
	struct asker f;

	(void)state;
	asker_start(&f, rows, ARRAY_LEN(rows));
	asker_refused(&f, "/a", ERR_HTTP, "status 503 (4 attempts)");
	assert_int_equal(f.a.status, 503);
	assert_int_equal(f.a.attempts, 4);
	assert_int_equal(f.waits_n, 3);
	assert_int_equal(httpd_hits(&f.server, 0), 4);
	asker_stop(&f);
}

static void test_retry_after(void **state)
{
	const struct httpd_reply rows[] = {
		{"/soon",
		 "HTTP/1.1 429 X\r\nRetry-After: 7\r\n"
		 "Content-Length: 0\r\n\r\n",
		 .times = 1},
		{"/soon", OK "Content-Length: 2\r\n\r\nok"},
		{"/late", "HTTP/1.1 429 X\r\nRetry-After: 3600\r\n"
			  "Content-Length: 0\r\n\r\n"},
		{"/date", "HTTP/1.1 503 X\r\n"
			  "Retry-After: Wed, 01 Jan 2200 00:00:00 GMT\r\n"
			  "Content-Length: 0\r\n\r\n"},
		{"/odd",
		 "HTTP/1.1 503 X\r\nRetry-After: soon\r\n"
		 "Content-Length: 0\r\n\r\n",
		 .times = 1},
		{"/odd", OK "Content-Length: 2\r\n\r\nok"},
	};
	struct err e = {0};
	struct asker f;

	(void)state;
	asker_start(&f, rows, ARRAY_LEN(rows));
	assert_ok(asker_get(&f, "/soon", &e));
	assert_int_equal(f.waits_n, 1);
	assert_int_equal(f.waits[0], 7000);
	/* beyond the budget: not waited for, the next night will ask */
	asker_refused(&f, "/late", ERR_HTTP, "status 429");
	asker_refused(&f, "/date", ERR_HTTP, "status 503");
	assert_int_equal(f.waits_n, 1);
	assert_ok(asker_get(&f, "/odd", &e));
	assert_int_equal(f.waits_n, 2);
	assert_int_equal(f.waits[1], 1000);
	asker_stop(&f);
}

static void test_cut_body(void **state)
{
	const struct httpd_reply rows[] = {
		{"/once", OK "Content-Length: 100\r\n\r\nhalf", .times = 1},
		{"/once", OK "Content-Length: 5\r\n\r\nwhole"},
		{"/length", OK "Content-Length: 100\r\n\r\nhalf"},
		{"/chunk", OK "Transfer-Encoding: chunked\r\n\r\n8\r\nhalf"},
		{"/no-end",
		 OK "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"},
		{"/head", "HTTP/1.1 200 OK\r\nContent-Le"},
		{"/nothing", ""},
		{"/rubbish", "this is not HTTP"},
	};
	const char *const cut[] = {"/length", "/chunk",   "/no-end",
				   "/head",   "/nothing", "/rubbish"};
	struct err e = {0};
	struct asker f;
	size_t i;

	(void)state;
	asker_start(&f, rows, ARRAY_LEN(rows));
	assert_ok(asker_get(&f, "/once", &e));
	assert_int_equal(f.a.attempts, 2);
	assert_string_equal(buf_str(&f.a.body), "whole");
	f.settings.attempts = 1;
	asker_renew(&f);
	for (i = 0; i < ARRAY_LEN(cut); i++) {
		assert_error_like(asker_get(&f, cut[i], &e), ERR_NET, cut[i]);
		/* half an answer must not look like one */
		assert_int_equal(f.a.status, 0);
		assert_int_equal(f.a.body.len, 0);
	}
	asker_stop(&f);
}

static void test_too_large(void **state)
{
	enum {
		TOO_MUCH = ASKER_BODY_MAX + 1
	};
	char text[200 + TOO_MUCH], chunked[200 + TOO_MUCH];
	struct httpd_reply rows[] = {
		{"/announced", OK "Content-Length: 1001\r\n\r\n"},
		{"/sent", text},
		{"/flood", OK "\r\n", HTTPD_TEXT},
		{"/headers", "X-More: 12345678901234567890\r\n", HTTPD_FLOOD},
		{"/just", chunked},
	};
	struct err e = {0};
	struct asker f;
	char body[TOO_MUCH];
	size_t i;

	(void)state;
	memset(body, 'x', sizeof(body));
	(void)snprintf(text, sizeof(text),
		       OK "Transfer-Encoding: chunked\r\n\r\n%x\r\n%.*s\r\n"
			  "0\r\n\r\n",
		       (unsigned)TOO_MUCH, (int)TOO_MUCH, body);
	(void)snprintf(chunked, sizeof(chunked),
		       OK "Transfer-Encoding: chunked\r\n\r\n%x\r\n%.*s\r\n"
			  "0\r\n\r\n",
		       (unsigned)ASKER_BODY_MAX, (int)ASKER_BODY_MAX, body);
	rows[2] = (struct httpd_reply){"/flood", OK "\r\nand more and more",
				       HTTPD_FLOOD};
	asker_start(&f, rows, ARRAY_LEN(rows));
	for (i = 0; i < 3; i++) {
		asker_refused(&f, rows[i].path, ERR_NET,
			      "the answer is larger than 1000 bytes");
		assert_int_equal(f.a.status, 0);
		assert_int_equal(f.a.body.len, 0);
		assert_int_equal(f.a.attempts, 1);
	}
	assert_ok(asker_get(&f, "/just", &e));
	assert_int_equal(f.a.body.len, ASKER_BODY_MAX);
	f.settings.attempts = 1;
	asker_renew(&f);
	assert_error_like(asker_get(&f, "/headers", &e), ERR_NET, "/headers");
	asker_stop(&f);
}

static void test_slow(void **state)
{
	const struct httpd_reply rows[] = {
		{"/hang", OK "Content-Length: 100\r\n\r\nhalf", HTTPD_HANG},
		{"/drip", OK "Content-Length: 900\r\n\r\nhalf", HTTPD_DRIP},
	};
	struct err e = {0};
	struct asker f;

	(void)state;
	asker_start(&f, rows, ARRAY_LEN(rows));
	f.settings.timeout_s = 1;
	f.settings.attempts = 1;
	asker_renew(&f);
	assert_error_like(asker_get(&f, "/hang", &e), ERR_NET, "timed out");
	assert_int_equal(f.a.status, 0);
	assert_int_equal(f.a.body.len, 0);
	/* bytes now and then do not keep an attempt alive; nor does a long
	 * timeout outlive the budget */
	f.settings.timeout_s = 30;
	f.settings.budget_s = 1;
	f.settings.attempts = 9;
	asker_renew(&f);
	assert_error_like(asker_get(&f, "/drip", &e), ERR_NET, "timed out");
	assert_int_equal(f.a.attempts, 1);
	asker_stop(&f);
}

static void test_fields_that_are_no_text(void **state)
{
	static const struct httpd_reply rows[] = {
		{.path = "/odd",
		 .text = "HTTP/1.1 200 OK\r\nETag: \"\xff\"\r\n"
			 "Content-Type: a\033[31m\r\n"
			 "Last-Modified: Wed, 01 Oct 2014 00:00:00 GMT\r\n"
			 "Content-Length: 1\r\n\r\nx"},
		{.path = "/code",
		 .text = "HTTP/1.1 200 OK\r\nContent-Encoding: \xc3\r\n"
			 "Content-Length: 1\r\n\r\nx"},
	};
	struct asker f;
	struct err e = {0};

	(void)state;
	asker_start(&f, rows, ARRAY_LEN(rows));
	assert_ok(asker_get(&f, "/odd", &e));
	assert_string_equal(f.a.etag, "");
	assert_string_equal(f.a.content_type, "");
	assert_string_equal(f.a.last_modified, "Wed, 01 Oct 2014 00:00:00 GMT");
	asker_refused(&f, "/code", ERR_DATA, "encoding '?' was not asked for");
	asker_stop(&f);
}

/* libcurl added it to a line of the answer before, which was freed: under the
 * sanitizers that ended the program. */
static void test_a_first_line_that_goes_on(void **state)
{
	static const struct httpd_reply rows[] = {
		{.path = "/plain",
		 .text = "HTTP/1.1 200 OK\r\nETag: \"a\"\r\n"
			 "Content-Length: 1\r\n\r\nx"},
		{.path = "/goes-on",
		 .text = "HTTP/1.1 200 OK\r\n that goes on\r\n"
			 "Content-Length: 1\r\n\r\ny"},
	};
	struct asker f;
	struct err e = {0};

	(void)state;
	asker_start(&f, rows, ARRAY_LEN(rows));
	assert_ok(asker_get(&f, "/plain", &e));
	/* whether such an answer is read is libcurl's to say */
	if (asker_get(&f, "/goes-on", &e) < 0)
		assert_int_equal(e.code, ERR_NET);
	assert_string_equal(f.a.etag, "");
	asker_stop(&f);
}

static void test_encodings(void **state)
{
	/* Not gzip at all: what is not looked into must come out as it came. */
	static const char packed[] = OK "Content-Encoding: gzip\r\n"
					"Content-Length: 6\r\n\r\n"
					"\x1f\x8b\0\xff\r\n";
	const struct httpd_reply rows[] = {
		{"/gzip", packed, .len = sizeof(packed) - 1},
		{"/x-gzip", OK "Content-Encoding: X-GZIP\r\n"
			       "Content-Length: 1\r\n\r\nx"},
		{"/identity", OK "Content-Encoding: identity\r\n"
				 "Content-Length: 1\r\n\r\nx"},
		{"/br", OK "Content-Encoding: br\r\nContent-Length: 1\r\n\r\n"
			   "x"},
	};
	struct err e = {0};
	struct asker f;

	(void)state;
	asker_start(&f, rows, ARRAY_LEN(rows));
	assert_ok(asker_get(&f, "/gzip", &e));
	assert_string_equal(f.a.encoding, "gzip");
	assert_int_equal(f.a.body.len, 6);
	assert_memory_equal(f.a.body.data, "\x1f\x8b\0\xff\r\n", 6);
	assert_ok(asker_get(&f, "/x-gzip", &e));
	assert_string_equal(f.a.encoding, "gzip");
	assert_ok(asker_get(&f, "/identity", &e));
	assert_string_equal(f.a.encoding, "");
	asker_refused(&f, "/br", ERR_DATA, "encoding 'br' was not asked for");
	assert_int_equal(f.a.status, 200);
	assert_string_equal(f.a.encoding, "br");
	assert_string_equal(buf_str(&f.a.body), "x");
	asker_stop(&f);
}

static void test_long_fields(void **state)
{
	char text[600], etag[300];
	const struct httpd_reply rows[] = {{"/a", text}};
	struct err e = {0};
	struct asker f;

	(void)state;
	memset(etag, 'e', sizeof(etag) - 1);
	etag[sizeof(etag) - 1] = '\0';
	(void)snprintf(text, sizeof(text),
		       OK "ETag: \"%s\"\r\nContent-Length: 0\r\n\r\n", etag);
	asker_start(&f, rows, ARRAY_LEN(rows));
	assert_ok(asker_get(&f, "/a", &e));
	/* half a validator would never match */
	assert_string_equal(f.a.etag, "");
	asker_stop(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ok),
		cmocka_unit_test(test_request),
		cmocka_unit_test(test_query_by_post),
		cmocka_unit_test(test_not_modified),
		cmocka_unit_test(test_statuses),
		cmocka_unit_test(test_busy_then_ok),
		cmocka_unit_test(test_always_busy),
		cmocka_unit_test(test_retry_after),
		cmocka_unit_test(test_cut_body),
		cmocka_unit_test(test_too_large),
		cmocka_unit_test(test_slow),
		cmocka_unit_test(test_fields_that_are_no_text),
		cmocka_unit_test(test_a_first_line_that_goes_on),
		cmocka_unit_test(test_encodings),
		cmocka_unit_test(test_long_fields),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
