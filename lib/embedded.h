/*
 * The files that are compiled in as text: ROOM/NAME.EXT is text_ROOM_NAME_EXT.
 * The Makefile writes their definitions.
 */
#ifndef LIB_EMBEDDED_H
#define LIB_EMBEDDED_H

extern const char text_etl_schema_sql[], text_etl_views_sql[];
extern const char text_etl_queries_sql[];
extern const char text_etl_archive_sql[], text_etl_archive_2_sql[],
	text_etl_archive_3_sql[];
extern const char text_analysis_schema_sql[], text_analysis_views_sql[];
extern const char text_plots_schema_sql[], text_plots_views_sql[];
extern const char text_plots_trend_gp[], text_plots_canvas_gp[];
extern const char text_plots_outlines_csv[], text_plots_tiles_csv[];
extern const char text_briefing_site_css[], text_briefing_site_js[],
	text_briefing_report_css[];
#define LANGUAGE(name, code, folder, own)                                      \
	extern const char text_briefing_help_##code##_html[],                  \
		text_briefing_methods_##code##_html[],                         \
		text_briefing_data_##code##_html[],                            \
		text_briefing_accessibility_##code##_html[];
#include "lib/langs.def"
#undef LANGUAGE
extern const char text_briefing_sheet_css[];

#endif
