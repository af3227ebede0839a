#include "etl/tsv.h"

#include "lib/text.h"

void tsv_cell(struct buf *b, const char *s)
{
	text_visible(b, s, ' ');
}
