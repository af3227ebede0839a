#include "lib/sums.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	SUM = 8, /* bytes at the end of a page */
	HEADER = 100,
	AT_PAGE_SIZE = 16, /* in the header; big-endian, 1: 65536 */
	AT_RESERVED = 20,
	PAGE_MIN = 512,
	PAGE_MAX = 65536,
	SWEEP = 4 * 1024 * 1024,
	RUNS = 4 /* of a page, summed side by side */
};

/* SQLite's handle of a database file; behind it stands the real one. */
struct sum_file {
	sqlite3_file base;
	bool sums;           /* as its header says */
	unsigned char *page; /* PAGE_MAX bytes to write from; NULL: not yet */
};

static sqlite3_file *real(sqlite3_file *f)
{
	return (sqlite3_file *)((struct sum_file *)f + 1);
}

static sqlite3_vfs *real_vfs(sqlite3_vfs *v)
{
	return v->pAppData;
}

/* What n steps of the sum make of the two words, by what each was: a step is
 * linear, a + b and a + 2b. */
struct steps {
	uint32_t aa, ab, bb; /* ab: also what b has of a */
};

static struct steps steps_and(struct steps x, struct steps y)
{
	return (struct steps){.aa = x.aa * y.aa + x.ab * y.ab,
			      .ab = x.aa * y.ab + x.ab * y.bb,
			      .bb = x.ab * y.ab + x.bb * y.bb};
}

static struct steps steps_of(size_t n)
{
	struct steps all = {.aa = 1, .ab = 0, .bb = 1};
	struct steps some = {.aa = 1, .ab = 1, .bb = 2};

	for (; n; n >>= 1) {
		if (n & 1)
			all = steps_and(all, some);
		some = steps_and(some, some);
	}
	return all;
}

/* Of n bytes, a multiple of 8. Each word waits for the one before, so four runs
 * of a page are summed side by side and put together: in half the time. */
static void sum_of(const unsigned char *p, size_t n, unsigned char out[SUM])
{
	uint32_t a[RUNS] = {0}, b[RUNS] = {0}, sum[2] = {0}, x[2], t;
	size_t each = n / SUM / RUNS, i, k;
	struct steps far = steps_of(each);

	for (i = 0; i < each; i++)
#pragma GCC unroll 4
		for (k = 0; k < RUNS; k++) {
			memcpy(x, p + (k * each + i) * SUM, SUM);
			a[k] += x[0] + b[k];
			b[k] += x[1] + a[k];
		}
	for (k = 0; k < RUNS; k++) {
		t = far.aa * sum[0] + far.ab * sum[1] + a[k];
		sum[1] = far.ab * sum[0] + far.bb * sum[1] + b[k];
		sum[0] = t;
	}
	for (i = RUNS * each * SUM; i < n; i += SUM) {
		memcpy(x, p + i, SUM);
		sum[0] += x[0] + sum[1];
		sum[1] += x[1] + sum[0];
	}
	memcpy(out, sum, SUM);
}

/* Also one that has no sum. */
static bool is_sound(const unsigned char *page, size_t n)
{
	static const unsigned char none[SUM];
	unsigned char want[SUM];
	const unsigned char *have = page + n - SUM;

	if (memcmp(have, none, SUM) == 0)
		return true;
	sum_of(page, n - SUM, want);
	return memcmp(have, want, SUM) == 0;
}

static bool is_page(int n, sqlite3_int64 at)
{
	return n >= PAGE_MIN && n <= PAGE_MAX && (n & (n - 1)) == 0 &&
	       at % n == 0;
}

/* Whether the first page says that there are no sums because the very byte that
 * says so was lost. */
static bool is_denied(const unsigned char *page, size_t n)
{
	static const unsigned char none[SUM];
	unsigned char said[PAGE_MAX];

	if (page[AT_RESERVED] == SUM || memcmp(page + n - SUM, none, SUM) == 0)
		return false;
	memcpy(said, page, n);
	said[AT_RESERVED] = SUM;
	return is_sound(said, n);
}

static bool is_header(const unsigned char *p, int n, sqlite3_int64 at)
{
	return at == 0 && n >= HEADER && memcmp(p, "SQLite format 3", 16) == 0;
}

static int sum_read(sqlite3_file *f, void *dst, int n, sqlite3_int64 at)
{
	struct sum_file *s = (struct sum_file *)f;
	unsigned char *p = dst;
	int rc = real(f)->pMethods->xRead(real(f), dst, n, at);

	if (rc != SQLITE_OK)
		return rc;
	if (is_header(p, n, at)) {
		s->sums = p[AT_RESERVED] == SUM;
		if (is_page(n, at) && is_denied(p, (size_t)n))
			return SQLITE_IOERR_DATA;
	}
	if (!s->sums || !is_page(n, at))
		return SQLITE_OK;
	if (!is_sound(p, (size_t)n))
		return SQLITE_IOERR_DATA;
	/* What goes from here into the log, and from there by another's hand
	 * into the file, must not carry the sum of before. */
	memset(p + n - SUM, 0, SUM);
	return SQLITE_OK;
}

static int sum_write(sqlite3_file *f, const void *src, int n, sqlite3_int64 at)
{
	struct sum_file *s = (struct sum_file *)f;
	const unsigned char *p = src;

	if (is_header(p, n, at))
		s->sums = p[AT_RESERVED] == SUM;
	if (!s->sums || !is_page(n, at))
		return real(f)->pMethods->xWrite(real(f), src, n, at);
	if (!s->page)
		s->page = sqlite3_malloc(PAGE_MAX);
	if (!s->page)
		return SQLITE_IOERR_NOMEM;
	memcpy(s->page, p, (size_t)(n - SUM));
	sum_of(p, (size_t)(n - SUM), s->page + n - SUM);
	return real(f)->pMethods->xWrite(real(f), s->page, n, at);
}

/* --- the rest is the real one's --- */

static int sum_close(sqlite3_file *f)
{
	sqlite3_free(((struct sum_file *)f)->page);
	return real(f)->pMethods->xClose(real(f));
}

static int sum_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	return real(f)->pMethods->xTruncate(real(f), size);
}

static int sum_sync(sqlite3_file *f, int flags)
{
	return real(f)->pMethods->xSync(real(f), flags);
}

static int sum_size(sqlite3_file *f, sqlite3_int64 *size)
{
	return real(f)->pMethods->xFileSize(real(f), size);
}

static int sum_lock(sqlite3_file *f, int lock)
{
	return real(f)->pMethods->xLock(real(f), lock);
}

static int sum_unlock(sqlite3_file *f, int lock)
{
	return real(f)->pMethods->xUnlock(real(f), lock);
}

static int sum_reserved(sqlite3_file *f, int *out)
{
	return real(f)->pMethods->xCheckReservedLock(real(f), out);
}

static int sum_control(sqlite3_file *f, int op, void *arg)
{
	return real(f)->pMethods->xFileControl(real(f), op, arg);
}

static int sum_sector(sqlite3_file *f)
{
	return real(f)->pMethods->xSectorSize(real(f));
}

static int sum_device(sqlite3_file *f)
{
	return real(f)->pMethods->xDeviceCharacteristics(real(f));
}

static int sum_shm_map(sqlite3_file *f, int region, int size, int extend,
		       void volatile **out)
{
	return real(f)->pMethods->xShmMap(real(f), region, size, extend, out);
}

static int sum_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
	return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
}

static void sum_shm_barrier(sqlite3_file *f)
{
	real(f)->pMethods->xShmBarrier(real(f));
}

static int sum_shm_unmap(sqlite3_file *f, int delete)
{
	return real(f)->pMethods->xShmUnmap(real(f), delete);
}

/* Nothing is mapped: that would be read past us. */
static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = sum_close,
	.xRead = sum_read,
	.xWrite = sum_write,
	.xTruncate = sum_truncate,
	.xSync = sum_sync,
	.xFileSize = sum_size,
	.xLock = sum_lock,
	.xUnlock = sum_unlock,
	.xCheckReservedLock = sum_reserved,
	.xFileControl = sum_control,
	.xSectorSize = sum_sector,
	.xDeviceCharacteristics = sum_device,
	.xShmMap = sum_shm_map,
	.xShmLock = sum_shm_lock,
	.xShmBarrier = sum_shm_barrier,
	.xShmUnmap = sum_shm_unmap,
};

static int vfs_open(sqlite3_vfs *v, const char *name, sqlite3_file *f,
		    int flags, int *out_flags)
{
	sqlite3_vfs *under = real_vfs(v);
	struct sum_file *s = (struct sum_file *)f;
	int rc;

	/* Logs, journals and what is SQLite's own need no sums of ours. */
	if (!(flags & SQLITE_OPEN_MAIN_DB))
		return under->xOpen(under, name, f, flags, out_flags);
	memset(s, 0, sizeof(*s));
	rc = under->xOpen(under, name, real(f), flags, out_flags);
	if (rc == SQLITE_OK && real(f)->pMethods->iVersion < 2) {
		(void)real(f)->pMethods->xClose(real(f));
		rc = SQLITE_CANTOPEN; /* no WAL: not a VFS of Unix */
	}
	s->base.pMethods = rc == SQLITE_OK ? &methods : NULL;
	return rc;
}

static int vfs_delete(sqlite3_vfs *v, const char *name, int sync)
{
	return real_vfs(v)->xDelete(real_vfs(v), name, sync);
}

static int vfs_access(sqlite3_vfs *v, const char *name, int flags, int *out)
{
	return real_vfs(v)->xAccess(real_vfs(v), name, flags, out);
}

static int vfs_full_path(sqlite3_vfs *v, const char *name, int n, char *out)
{
	return real_vfs(v)->xFullPathname(real_vfs(v), name, n, out);
}

static int vfs_random(sqlite3_vfs *v, int n, char *out)
{
	return real_vfs(v)->xRandomness(real_vfs(v), n, out);
}

static int vfs_sleep(sqlite3_vfs *v, int us)
{
	return real_vfs(v)->xSleep(real_vfs(v), us);
}

static int vfs_time(sqlite3_vfs *v, double *out)
{
	return real_vfs(v)->xCurrentTime(real_vfs(v), out);
}

static int vfs_time_ms(sqlite3_vfs *v, sqlite3_int64 *out)
{
	return real_vfs(v)->xCurrentTimeInt64(real_vfs(v), out);
}

static int vfs_last_error(sqlite3_vfs *v, int n, char *out)
{
	return real_vfs(v)->xGetLastError(real_vfs(v), n, out);
}

/* Not constant: SQLite links its list through it. Extensions are not loaded. */
static sqlite3_vfs vfs = {
	.iVersion = 2,
	.zName = "tilannekuva",
	.xOpen = vfs_open,
	.xDelete = vfs_delete,
	.xAccess = vfs_access,
	.xFullPathname = vfs_full_path,
	.xRandomness = vfs_random,
	.xSleep = vfs_sleep,
	.xCurrentTime = vfs_time,
	.xGetLastError = vfs_last_error,
	.xCurrentTimeInt64 = vfs_time_ms,
};

static void enlist(void)
{
	sqlite3_vfs *under;

	if (sqlite3_initialize() != SQLITE_OK)
		die_of_memory();
	under = sqlite3_vfs_find(NULL); /* initialised, it has one */
	vfs.szOsFile = (int)sizeof(struct sum_file) + under->szOsFile;
	vfs.mxPathname = under->mxPathname;
	vfs.pAppData = under;
	if (sqlite3_vfs_register(&vfs, 0) != SQLITE_OK)
		die_of_memory();
}

const char *sums_vfs(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	(void)pthread_once(&once, enlist);
	return vfs.zName;
}

int sums_want(sqlite3 *h)
{
	int n = SUM;

	return sqlite3_file_control(h, "main", SQLITE_FCNTL_RESERVE_BYTES, &n);
}

/* --- a whole file --- */

/* As many bytes as there are from `at` on, n at most; -1: errno. */
static ssize_t read_at(int fd, int64_t at, unsigned char *p, size_t n)
{
	size_t got = 0;

	while (got < n) {
		ssize_t k = pread(fd, p + got, n - got, at + (off_t)got);

		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			return -1;
		if (k == 0)
			break;
		got += (size_t)k;
	}
	return (ssize_t)got;
}

static size_t page_size(const unsigned char *header)
{
	size_t n = (size_t)header[AT_PAGE_SIZE] << 8 | header[AT_PAGE_SIZE + 1];

	return n == 1 ? PAGE_MAX : n;
}

/* The size of its pages; 0: it has no sums. */
static size_t summed_size(const unsigned char *p, size_t n)
{
	size_t size;

	if (!is_header(p, n < HEADER ? 0 : HEADER, 0))
		return 0;
	size = page_size(p);
	if (!is_page((int)size, 0) ||
	    (p[AT_RESERVED] != SUM && (n < size || !is_denied(p, size))))
		return 0;
	return size;
}

/* The first page of those at p that is damaged; 0: none. before: pages in front
 * of them. */
static int64_t find_damaged(const unsigned char *p, size_t n, size_t size,
			    int64_t before)
{
	int64_t page = before;

	for (size_t at = 0; at + size <= n; at += size) {
		page++;
		if (!is_sound(p + at, size) ||
		    (page == 1 && p[AT_RESERVED] != SUM))
			return page;
	}
	return 0;
}

int sums_check(const char *path, int64_t turn, int64_t *damaged, struct err *e)
{
	unsigned char *buf = xmalloc(SWEEP);
	int fd = open(path, O_RDONLY | O_CLOEXEC), rc = -1;
	int64_t at = 0, end = INT64_MAX, share = SUMS_SHARE;
	struct stat st;
	size_t size;
	ssize_t n;

	*damaged = 0;
	if (fd < 0 || fstat(fd, &st) != 0 ||
	    (n = read_at(fd, 0, buf, SWEEP)) < 0)
		goto out;
	size = summed_size(buf, (size_t)n);
	if (size && turn >= 0 && st.st_size > share) {
		*damaged = find_damaged(buf, size, size, 0);
		at = turn % ((st.st_size + share - 1) / share) * share;
		end = at + share;
	}
	for (; size && !*damaged && at < end; at += n) {
		n = read_at(fd, at, buf, SWEEP);
		if (n < 0)
			goto out;
		if (n == 0)
			break;
		*damaged =
			find_damaged(buf, (size_t)n, size, at / (int64_t)size);
	}
	rc = 0;
out:
	if (rc < 0)
		(void)err_errno(e, ERR_IO, "%s", path);
	if (fd >= 0)
		(void)close(fd);
	free(buf);
	return rc;
}
