#include "etl/export.h"
int export_jsonstat(struct app *app, const char *dir,
		    const struct export_wish *w, size_t *files,
		    struct err *e)
{
	(void)app; (void)dir; (void)w; (void)files; return err_set(e, ERR_USAGE, "soon");
}
