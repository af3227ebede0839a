/*
 * What the printed briefing of a municipality shows beyond its page: what was
 * agreed last in its county, women and men, what might be agreed next.
 */
#ifndef BRIEFING_LEAFLET_H
#define BRIEFING_LEAFLET_H

#include "briefing/accord.h"
#include "briefing/profile.h"

enum {
	LEAFLET_SHEETS = 4
};

struct leaflet {
	const struct profile *p;
	const struct accord *accord; /* the county's newest; NULL: none */
};

#endif
