/*
 * A workbook read back: libxlsxwriter does not look whether its temporary files
 * took what it wrote, so a full disk may leave a book that is short of cells.
 */
#include "etl/book.h"

#include <zip.h>

enum {
	CHUNK = 1 << 16
};

static const char cell_start[] = "<c r=";
static const char sheet_end[] = "</worksheet>";

/* What was found of a part so far. */
struct found {
	size_t cells;
	size_t at;     /* bytes of cell_start that match */
	char last[16]; /* the newest bytes */
	size_t n_last;
};

static void look(struct found *f, const char *p, size_t n)
{
	const size_t most = sizeof(sheet_end) - 1;

	for (size_t i = 0; i < n; i++) {
		/* "<" begins a match, and none of the others is one */
		if (p[i] != cell_start[f->at])
			f->at = p[i] == cell_start[0];
		else if (++f->at == sizeof(cell_start) - 1) {
			f->cells++;
			f->at = 0;
		}
	}
	if (n >= most) {
		memcpy(f->last, p + n - most, most);
		f->n_last = most;
		return;
	}
	if (f->n_last + n > most) {
		size_t drop = f->n_last + n - most;

		memmove(f->last, f->last + drop, f->n_last - drop);
		f->n_last -= drop;
	}
	memcpy(f->last + f->n_last, p, n);
	f->n_last += n;
}

/* The part read to its end, its checksum compared by libzip. */
static bool read_part(zip_t *z, zip_uint64_t i, struct found *f)
{
	zip_file_t *file = zip_fopen_index(z, i, 0);
	char *chunk = xmalloc(CHUNK);
	zip_int64_t n = -1;

	while (file && (n = zip_fread(file, chunk, CHUNK)) > 0)
		look(f, chunk, (size_t)n);
	free(chunk);
	if (file && zip_fclose(file) != 0)
		n = -1;
	return n == 0;
}

/* Whether each part is whole; adds the cells of the sheets. */
static bool read_parts(zip_t *z, size_t *cells)
{
	zip_int64_t n = zip_get_num_entries(z, 0), i;

	for (i = 0; i < n; i++) {
		const char *name = zip_get_name(z, (zip_uint64_t)i, 0);
		struct found f = {0};

		if (!name || !read_part(z, (zip_uint64_t)i, &f) ||
		    f.n_last == 0)
			return false;
		if (strncmp(name, "xl/worksheets/sheet", 19) != 0)
			continue;
		if (f.n_last != sizeof(sheet_end) - 1 ||
		    memcmp(f.last, sheet_end, f.n_last) != 0)
			return false;
		*cells += f.cells;
	}
	return n > 0;
}

int book_check(const char *path, size_t cells, struct err *e)
{
	zip_t *z = zip_open(path, ZIP_RDONLY, NULL);
	size_t found = 0;
	bool whole = z && read_parts(z, &found) && found == cells;

	if (z)
		zip_discard(z);
	if (whole)
		return 0;
	return err_set(e, ERR_IO,
		       "%s: not written whole (is there room on the disk?)",
		       path);
}
