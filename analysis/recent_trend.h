/*
 * The five newest figures as a finding beside the other trends. Pure functions
 * on a sheet.
 */
#ifndef ANALYSIS_RECENT_TREND_H
#define ANALYSIS_RECENT_TREND_H

#include "analysis/finding.h"
#include "analysis/recent_sheet.h"

/*
 * Adds a finding of KIND_RECENT for each series of the sheet, where one of its
 * figures can have an interval; else none. recent_sheet.h says which can and
 * what moved.
 *
 * In the finding, stats.mk.p is that of Fingertips' chi-squared,
 * stats.persistence.f is phi (of the area's band, or its own) and stats.p_adj
 * is the p after the widening by it. Slope and interval are a year: for the
 * rule the figures stand a step apart whatever their years, so that of a step
 * is divided by the mean step. The remark is Fingertips' own marker, or why
 * there is none.
 */
void recent_trends_find(const struct sheet *s, struct findings *out);

#endif
