/*
 * Links to printed documents.
 */
#include "lib/base.h"

#include "briefing/part.h"

void part_paper(struct buf *b, enum lang lang, const char *root,
		const char *stem, enum text t, bool pdf)
{
	buf_printf(b, "<a data-fact=\"katsaus %s\" href=\"%skatsaus/%s.html\">",
		   stem, root, stem);
	part_text(b, lang, t);
	buf_puts(b, "</a>");
	if (!pdf)
		return;
	buf_printf(
		b,
		" (<a href=\"%skatsaus/%s.pdf\">PDF<span class=\"hidden\">: ",
		root, stem);
	part_text(b, lang, t);
	buf_puts(b, "</span></a>)");
}
