/*
 * Facts from Sotkanet's recorded lists of regions (2014, 2021-22, 2026) and the
 * list of municipal mergers of Statistics Finland. The year of the counties'
 * renumbering rests on when the old ids were last seen in use.
 */
#include "etl/sotkanet_retired.h"

const struct retired_region retired_regions[] = {
	{50, "kunta", "099", "Honkajoki", 2021},
	{56, "kunta", "283", "Hämeenkoski", 2016},
	{72, "kunta", "164", "Jalasjärvi", 2016},
	{80, "kunta", "174", "Juankoski", 2017},
	{176, "kunta", "319", "Köyliö", 2016},
	{188, "kunta", "413", "Lavia", 2015},
	{214, "kunta", "442", "Luvia", 2017},
	{217, "kunta", "476", "Maaninka", 2015},
	{244, "kunta", "532", "Nastola", 2016},
	{278, "kunta", "588", "Pertunmaa", 2025},
	{379, "kunta", "838", "Tarvasjoki", 2015},
	{410, "kunta", "911", "Valtimo", 2020},
	{877, "hyvinvointialue", "11", "Etelä-Karjalan hyvinvointialue", 2023},
	{878, "hyvinvointialue", "16", "Etelä-Pohjanmaan hyvinvointialue",
	 2023},
	{879, "hyvinvointialue", "12", "Etelä-Savon hyvinvointialue", 2023},
	{880, "hyvinvointialue", "90", "Helsingin kaupunki", 2023},
	{881, "hyvinvointialue", "01", "Itä-Uudenmaan hyvinvointialue", 2023},
	{882, "hyvinvointialue", "20", "Kainuun hyvinvointialue", 2023},
	{883, "hyvinvointialue", "07", "Kanta-Hämeen hyvinvointialue", 2023},
	{884, "hyvinvointialue", "18", "Keski-Pohjanmaan hyvinvointialue",
	 2023},
	{885, "hyvinvointialue", "15", "Keski-Suomen hyvinvointialue", 2023},
	{886, "hyvinvointialue", "02", "Keski-Uudenmaan hyvinvointialue", 2023},
	{887, "hyvinvointialue", "10", "Kymenlaakson hyvinvointialue", 2023},
	{888, "hyvinvointialue", "21", "Lapin hyvinvointialue", 2023},
	{889, "hyvinvointialue", "03", "Länsi-Uudenmaan hyvinvointialue", 2023},
	{890, "hyvinvointialue", "08", "Pirkanmaan hyvinvointialue", 2023},
	{891, "hyvinvointialue", "17", "Pohjanmaan hyvinvointialue", 2023},
	{892, "hyvinvointialue", "14", "Pohjois-Karjalan hyvinvointialue",
	 2023},
	{893, "hyvinvointialue", "19", "Pohjois-Pohjanmaan hyvinvointialue",
	 2023},
	{894, "hyvinvointialue", "13", "Pohjois-Savon hyvinvointialue", 2023},
	{895, "hyvinvointialue", "09", "Päijät-Hämeen hyvinvointialue", 2023},
	{896, "hyvinvointialue", "06", "Satakunnan hyvinvointialue", 2023},
	{897, "hyvinvointialue", "04", "Vantaan ja Keravan hyvinvointialue",
	 2023},
	{898, "hyvinvointialue", "05", "Varsinais-Suomen hyvinvointialue",
	 2023},
};

const size_t retired_regions_n = ARRAY_LEN(retired_regions);

const struct retired_region *retired_region_find(int64_t region)
{
	size_t i;

	for (i = 0; i < retired_regions_n; i++)
		if (retired_regions[i].region == region)
			return &retired_regions[i];
	return NULL;
}
