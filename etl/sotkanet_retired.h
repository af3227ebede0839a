/*
 * Region ids that Sotkanet's list of regions no longer has but recorded answers
 * still name: merged municipalities, and the wellbeing services counties' ids
 * of 2021-2022, which were renumbered with their codes in 2023. A county's old
 * code may be another county's new one (08 was Etelä-Savo, now Pirkanmaa), so
 * only the id tells.
 */
#ifndef ETL_SOTKANET_RETIRED_H
#define ETL_SOTKANET_RETIRED_H

#include "lib/base.h"

struct retired_region {
	int region;
	const char *kind;
	const char *code; /* a county's is its code of today */
	const char *name;
	int first_year_without;
};

extern const struct retired_region retired_regions[];
extern const size_t retired_regions_n;

/* NULL where the id is not a retired one. */
const struct retired_region *retired_region_find(int64_t region);

#endif
