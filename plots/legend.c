#include "plots/legend.h"

enum {
	MARK_WIDE = 10,
	BAR_WIDE = 18,
	BAR_HALF = 4,
	TEXT_GAP = 5,
	NEXT_GAP = 15
};

void legend_begin(struct legend *l, struct picture *p, struct canvas *c)
{
	*l = (struct legend){p, c, PICTURE_MARGIN};
}

void legend_end(struct legend *l)
{
	if (l->x > PICTURE_MARGIN)
		l->p->cursor += LEGEND_HIGH;
}

double legend_slot(struct legend *l, double sign, const char *text, double *y)
{
	struct picture *p = l->p;
	double wide = sign + TEXT_GAP +
		      picture_text_width(text, LEGEND_SIZE, ROLE_AXIS);
	double x;

	if (l->x > PICTURE_MARGIN && l->x + wide > picture_edge(p)) {
		l->x = PICTURE_MARGIN;
		p->cursor += LEGEND_HIGH;
	}
	x = l->x;
	*y = p->cursor + LEGEND_HIGH / 2.0;
	picture_text(p, text, x + sign + TEXT_GAP, *y, LEGEND_SIZE, ROLE_AXIS);
	l->x += wide + NEXT_GAP;
	return x;
}

void legend_mark(struct legend *l, enum mark m, const char *text)
{
	double y, x = legend_slot(l, MARK_WIDE, text, &y);

	canvas_mark(l->c, m, x + MARK_WIDE / 2.0, y);
}

void legend_bar(struct legend *l, enum paint p, const char *text)
{
	double y, x = legend_slot(l, BAR_WIDE, text, &y);

	canvas_rectangle(l->c, p, x, y - BAR_HALF, x + BAR_WIDE, y + BAR_HALF);
}

void legend_line(struct legend *l, enum stroke s, const char *text)
{
	double y, x = legend_slot(l, BAR_WIDE, text, &y);

	canvas_stroke(l->c, s, x, y, x + BAR_WIDE, y);
}
