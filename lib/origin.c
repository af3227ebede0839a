#include "lib/base.h"

#include <arpa/inet.h>
#include <strings.h>

#include <curl/curl.h>

#include "lib/http.h"
#include "lib/origin.h"

/* A part that could not be held in memory is not one that is missing. */
static CURLUcode had_memory(CURLUcode code)
{
	if (code == CURLUE_OUT_OF_MEMORY)
		die_of_memory();
	return code;
}

/* false where there is no such part or it does not fit. */
static bool url_part(CURLU *u, CURLUPart part, unsigned flags, char *dst,
		     size_t n)
{
	char *s = NULL;
	bool fits;

	if (had_memory(curl_url_get(u, part, &s, flags)) != CURLUE_OK)
		return false;
	fits = strlen(s) < n;
	if (fits)
		(void)snprintf(dst, n, "%s", s);
	curl_free(s);
	return fits;
}

int origin_parse(const char *url, struct origin *o, struct err *e)
{
	CURLU *u = curl_url();
	CURLUcode code;
	char *user = NULL;
	int rc = -1;

	if (!u)
		die_of_memory();
	code = had_memory(curl_url_set(u, CURLUPART_URL, url, 0));
	if (code != CURLUE_OK) {
		(void)err_set(e, ERR_CONFIG, "%.*s: %s", URL_SHOWN, url,
			      curl_url_strerror(code));
		goto out;
	}
	memset(o, 0, sizeof(*o));
	/* A part that is missing stays "", and http_allowed() refuses it. */
	(void)url_part(u, CURLUPART_SCHEME, 0, o->scheme, sizeof(o->scheme));
	(void)url_part(u, CURLUPART_HOST, 0, o->host, sizeof(o->host));
	(void)url_part(u, CURLUPART_PORT, CURLU_DEFAULT_PORT, o->port,
		       sizeof(o->port));
	o->user = had_memory(curl_url_get(u, CURLUPART_USER, &user, 0)) ==
		  CURLUE_OK;
	curl_free(user);
	rc = 0;
out:
	curl_url_cleanup(u);
	return rc;
}

bool origin_same(const struct origin *a, const struct origin *b)
{
	return strcmp(a->scheme, b->scheme) == 0 &&
	       strcasecmp(a->host, b->host) == 0 &&
	       strcmp(a->port, b->port) == 0;
}

bool origin_is_loopback(const struct origin *o)
{
	struct in_addr a;

	/* libcurl resolves "localhost" itself and never asks a name server. */
	if (strcasecmp(o->host, "localhost") == 0 ||
	    strcmp(o->host, "[::1]") == 0)
		return true;
	return inet_pton(AF_INET, o->host, &a) == 1 &&
	       ntohl(a.s_addr) >> 24 == 127;
}

int origin_allowed(const struct origin *o, const char *url, struct err *e)
{
	if (!o->host[0] || o->user)
		return err_set(e, ERR_CONFIG, "%.*s: %s", URL_SHOWN, url,
			       o->user ? "a user name in an address is not "
					 "allowed"
				       : "no host in the address");
	if (strcmp(o->scheme, "https") == 0)
		return 0;
	if (strcmp(o->scheme, "http") == 0 && origin_is_loopback(o))
		return 0;
	return err_set(e, ERR_CONFIG,
		       "%.*s: only https is asked (http on this machine)",
		       URL_SHOWN, url);
}

int http_allowed(const char *url, struct err *e)
{
	struct origin o;

	if (origin_parse(url, &o, e) < 0)
		return -1;
	return origin_allowed(&o, url, e);
}

bool http_is_loopback(const char *url)
{
	struct origin o;

	return origin_parse(url, &o, NULL) == 0 && origin_is_loopback(&o);
}
