/*
 * Figures in the division of their time, brought to today's municipalities.
 *
 * Counts are added up: a municipality of today gets the sum of those that lie
 * in it now, where every one of them has a figure; else none, with the reason
 * (suppressed, missing). Where one of them was split, no sum is made: its
 * people went several ways (not_applicable). Figures that cannot be added up
 * (shares, rates, means) are left out where the municipality's area was another
 * one (not_applicable). Municipalities of the past keep their own figures.
 */
#ifndef ETL_AREAS_TODAY_H
#define ETL_AREAS_TODAY_H

#include "etl/source.h"
#include "lib/db.h"

/* a's figures are resolved, sorted and unique, and stay so. Counts those that
 * have none in a->division.lost. A figure of a municipality that was not there
 * at that time is ERR_DATA. */
int areas_today(struct db *db, struct answer *a, struct err *e) MUST_USE;

#endif
