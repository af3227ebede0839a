/*
 * Between a program and its disk, by LD_PRELOAD: writes down all that it does
 *to the files below a folder, or lets one of these calls fail.
 *
 *	FAULTS_DIR	the folder; its real path
 *	FAULTS_LOG	a file to write down in, for tests/faults/disk.py
 *	FAULTS_COUNT	a file for the number of calls that could have failed
 *	FAULTS_AT	the call that fails, from 1 on
 *	FAULTS_ERRNO	with which number
 *	FAULTS_STAY	1: each later one that needs room fails as well (a full
 *			disk); else it was that one
 *
 * A record of the log is a line, KIND ID N M PATH, and N bytes behind those
 *that write. An ID is of an open file. What stdio and other programs write is
 *seen when the file is renamed or linked: "adopt".
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <sqlite3.h>

enum {
	FILES = 1024,
	PATH = 4096
};

static struct {
	bool ready;
	char dir[PATH];
	size_t dir_len;
	int log; /* -1: none */
	const char *count_file;
	long at, n;
	int number;
	bool stay, failing;
	int id[FILES]; /* of a descriptor, 0: not ours */
	int ids;
	struct timespec synced; /* the last syncfs() */
} f = {.log = -1};
static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

__attribute__((constructor)) static void begin(void)
{
	const char *dir = getenv("FAULTS_DIR"), *log = getenv("FAULTS_LOG"),
		   *at = getenv("FAULTS_AT"), *no = getenv("FAULTS_ERRNO"),
		   *stay = getenv("FAULTS_STAY");

	if (!dir)
		return;
	snprintf(f.dir, sizeof(f.dir), "%s/", dir);
	f.dir_len = strlen(f.dir);
	if (log)
		f.log = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC,
			     0666);
	f.count_file = getenv("FAULTS_COUNT");
	f.at = at ? strtol(at, NULL, 10) : 0;
	f.number = no ? (int)strtol(no, NULL, 10) : ENOSPC;
	f.stay = stay && *stay == '1';
	f.ready = true;
}

__attribute__((destructor)) static void end(void)
{
	char text[32];
	int fd, n;

	if (!f.ready || !f.count_file)
		return;
	f.ready = false;
	n = snprintf(text, sizeof(text), "%ld\n", f.n);
	fd = open(f.count_file, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (fd >= 0 && write(fd, text, (size_t)n) == n)
		close(fd);
}

/* The path below the folder, or NULL. */
static const char *ours(int at, const char *path, char full[PATH])
{
	char cwd[PATH], up[PATH], base[PATH], *slash;

	if (!f.ready || !path || at != AT_FDCWD)
		return NULL;
	snprintf(full, PATH, "%s", path);
	if (path[0] != '/') {
		if (!getcwd(cwd, sizeof(cwd)) ||
		    snprintf(full, PATH, "%s/%s", cwd, path) >= PATH)
			return NULL;
	}
	/* the folder's own name as the system writes it */
	slash = strrchr(full, '/');
	snprintf(base, sizeof(base), "%s", slash + 1);
	*slash = '\0';
	if (!realpath(full[0] ? full : "/", up) ||
	    snprintf(full, PATH, "%s/%s", up, base) >= PATH)
		return NULL;
	if (strncmp(full, f.dir, f.dir_len - 1) != 0 ||
	    (full[f.dir_len - 1] != '/' && full[f.dir_len - 1]))
		return NULL;
	return full[f.dir_len - 1] ? full + f.dir_len : "";
}

static void put(const void *p, size_t n)
{
	const char *s = p;

	while (n) {
		long w = syscall(SYS_write, f.log, s, n);

		if (w <= 0)
			_exit(99);
		s += w;
		n -= (size_t)w;
	}
}

static void note(const char *kind, int id, long n, long m, const char *path,
		 const void *bytes)
{
	char line[PATH + 100];
	int saved = errno;

	if (f.log < 0)
		return;
	pthread_mutex_lock(&lock);
	put(line, (size_t)snprintf(line, sizeof(line), "%s %d %ld %ld %s\n",
				   kind, id, n, m, path ? path : ""));
	if (bytes)
		put(bytes, (size_t)n);
	pthread_mutex_unlock(&lock);
	errno = saved;
}

static int id_of(int fd)
{
	return f.ready && fd >= 0 && fd < FILES ? f.id[fd] : 0;
}

/* Whether this call fails. */
static bool fails(bool needs_room)
{
	bool now;

	pthread_mutex_lock(&lock);
	f.n++;
	now = (f.n == f.at) || (f.failing && f.stay && needs_room);
	if (f.n == f.at)
		f.failing = true;
	pthread_mutex_unlock(&lock);
	if (now)
		errno = f.number;
	return now;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int opened(int fd, const char *rel, int flags, bool fresh)
{
	if (fd < 0 || fd >= FILES)
		return fd;
	f.id[fd] = 0;
	if (!rel)
		return fd;
	f.id[fd] = ++f.ids;
	note("open", f.id[fd], fresh, (flags & O_TRUNC) != 0, rel, NULL);
	return fd;
}

static int open_at(int at, const char *path, int flags, mode_t mode)
{
	char full[PATH];
	const char *rel = ours(at, path, full);
	bool writes = (flags & O_ACCMODE) != O_RDONLY, fresh = false;
	struct stat st;
	int fd;

	if (rel && (flags & O_CREAT)) {
		fresh = access(full, F_OK) < 0;
		if (fresh && fails(true))
			return -1;
	}
	fd = (int)syscall(SYS_openat, at, path, flags, mode);
	if (!writes && rel &&
	    (fd < 0 || fstat(fd, &st) < 0 || !S_ISDIR(st.st_mode)))
		rel = NULL; /* only looked at */
	return opened(fd, rel, flags, fresh);
}

static mode_t mode_of(int flags, va_list ap)
{
	return (flags & O_CREAT) ? (mode_t)va_arg(ap, int) : 0;
}

#define OPEN(name)                                                             \
	int name(const char *path, int flags, ...)                             \
	{                                                                      \
		va_list ap;                                                    \
		mode_t mode;                                                   \
                                                                               \
		va_start(ap, flags);                                           \
		mode = mode_of(flags, ap);                                     \
		va_end(ap);                                                    \
		return open_at(AT_FDCWD, path, flags, mode);                   \
	}
OPEN(open)
OPEN(open64)

int __open_2(const char *path, int flags);
int __open64_2(const char *path, int flags);

int __open_2(const char *path, int flags)
{
	return open_at(AT_FDCWD, path, flags, 0);
}

int __open64_2(const char *path, int flags)
{
	return open_at(AT_FDCWD, path, flags, 0);
}

int close(int fd)
{
	if (fd >= 0 && fd < FILES)
		f.id[fd] = 0;
	return (int)syscall(SYS_close, fd);
}

/* On a full disk what still had room is written. */
static size_t room(size_t n)
{
	return f.number == ENOSPC && n > 1 && f.n == f.at ? n / 2 : 0;
}

ssize_t write(int fd, const void *p, size_t n)
{
	int id = id_of(fd);
	off_t at;
	ssize_t w;

	if (id && fails(true)) {
		n = room(n);
		if (n == 0)
			return -1;
	}
	w = syscall(SYS_write, fd, p, n);
	if (id && w > 0) {
		at = lseek(fd, 0, SEEK_CUR) - w;
		note("write", id, w, (long)at, NULL, p);
	}
	return w;
}

static ssize_t write_at(int fd, const void *p, size_t n, off_t at)
{
	int id = id_of(fd);
	ssize_t w;

	if (id && fails(true)) {
		n = room(n);
		if (n == 0)
			return -1;
	}
	w = syscall(SYS_pwrite64, fd, p, n, at);
	if (id && w > 0)
		note("write", id, w, (long)at, NULL, p);
	return w;
}

ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
{
	return write_at(fd, p, n, at);
}

ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at)
{
	return write_at(fd, p, n, at);
}

static int cut(int fd, off_t size)
{
	struct stat st = {0};
	int id = id_of(fd), rc;

	if (id && fstat(fd, &st) == 0 && fails(size > st.st_size))
		return -1;
	rc = (int)syscall(SYS_ftruncate, fd, size);
	if (id && rc == 0)
		note("cut", id, (long)size, 0, NULL, NULL);
	return rc;
}

int ftruncate(int fd, off_t size)
{
	return cut(fd, size);
}

int ftruncate64(int fd, off64_t size)
{
	return cut(fd, size);
}

static int sync_one(int fd, long call)
{
	int id = id_of(fd), rc;

	if (id && fails(true))
		return -1;
	rc = (int)syscall(call, fd);
	if (id && rc == 0)
		note("sync", id, 0, 0, NULL, NULL);
	return rc;
}

int fsync(int fd)
{
	return sync_one(fd, SYS_fsync);
}

int fdatasync(int fd)
{
	return sync_one(fd, SYS_fdatasync);
}

int syncfs(int fd)
{
	int rc;

	if (f.ready && fails(true))
		return -1;
	rc = (int)syscall(SYS_syncfs, fd);
	if (f.ready && rc == 0) {
		clock_gettime(CLOCK_REALTIME, &f.synced);
		note("syncfs", 0, 0, 0, NULL, NULL);
	}
	return rc;
}

/* What we may not have seen being written. */
static void adopt(const char *full, const char *rel)
{
	struct stat st;
	char *p;
	int fd;
	bool synced;

	if (f.log < 0 || lstat(full, &st) < 0 || !S_ISREG(st.st_mode))
		return;
	fd = (int)syscall(SYS_openat, AT_FDCWD, full, O_RDONLY);
	p = malloc((size_t)st.st_size + 1);
	if (fd < 0 || !p || read(fd, p, (size_t)st.st_size) != st.st_size)
		_exit(98);
	synced = st.st_mtim.tv_sec < f.synced.tv_sec ||
		 (st.st_mtim.tv_sec == f.synced.tv_sec &&
		  st.st_mtim.tv_nsec < f.synced.tv_nsec);
	note("adopt", synced, (long)st.st_size, 0, rel, p);
	free(p);
	syscall(SYS_close, fd);
}

static int move(const char *from, const char *to, unsigned flags)
{
	char full[PATH], full_to[PATH], both[2 * PATH + 2];
	const char *a = ours(AT_FDCWD, from, full),
		   *b = ours(AT_FDCWD, to, full_to);
	int rc;

	if (b && fails(true))
		return -1;
	if (a && b && !(flags & RENAME_EXCHANGE))
		adopt(full, a);
	rc = (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, flags);
	if (a && b && rc == 0) {
		snprintf(both, sizeof(both), "%s\t%s", a, b);
		note(flags & RENAME_EXCHANGE ? "swap" : "rename", 0, 0, 0, both,
		     NULL);
	}
	return rc;
}

int rename(const char *from, const char *to)
{
	return move(from, to, 0);
}

int renameat2(int at, const char *from, int at_to, const char *to,
	      unsigned flags)
{
	if (at != AT_FDCWD || at_to != AT_FDCWD)
		_exit(97);
	return move(from, to, flags);
}

int link(const char *from, const char *to)
{
	char full[PATH], full_to[PATH], both[2 * PATH + 2];
	const char *a = ours(AT_FDCWD, from, full),
		   *b = ours(AT_FDCWD, to, full_to);
	int rc;

	if (b && fails(true))
		return -1;
	if (a && b)
		adopt(full, a);
	rc = (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
	if (a && b && rc == 0) {
		snprintf(both, sizeof(both), "%s\t%s", a, b);
		note("link", 0, 0, 0, both, NULL);
	}
	return rc;
}

int mkdir(const char *path, mode_t mode)
{
	char full[PATH];
	const char *rel = ours(AT_FDCWD, path, full);
	int rc;

	if (rel && access(full, F_OK) < 0 && fails(true))
		return -1;
	rc = (int)syscall(SYS_mkdir, path, mode);
	if (rel && rc == 0)
		note("mkdir", 0, 0, 0, rel, NULL);
	return rc;
}

/* A full disk does not hinder what gives room. */
static int gone(const char *path, int flags)
{
	char full[PATH];
	const char *rel = ours(AT_FDCWD, path, full);
	int rc = (int)syscall(SYS_unlinkat, AT_FDCWD, path, flags);

	if (rel && rc == 0)
		note("remove", 0, 0, 0, rel, NULL);
	return rc;
}

int unlink(const char *path)
{
	return gone(path, 0);
}

int rmdir(const char *path)
{
	return gone(path, AT_REMOVEDIR);
}

int remove(const char *path)
{
	int rc = gone(path, 0);

	return rc < 0 && errno == EISDIR ? gone(path, AT_REMOVEDIR) : rc;
}

/* What was reported: after this an answer of the archive is a stored one. */
int sqlite3_exec(sqlite3 *h, const char *sql,
		 int (*row)(void *, int, char **, char **), void *ctx,
		 char **why)
{
	static __typeof__(&sqlite3_exec) real;
	const char *name;
	long id;
	int rc;

	if (!real)
		real = REAL(sqlite3_exec);
	id = (long)sqlite3_last_insert_rowid(h);
	rc = real(h, sql, row, ctx, why);
	if (f.ready && rc == SQLITE_OK && strcmp(sql, "COMMIT") == 0) {
		name = sqlite3_db_filename(h, "main");
		if (name && strlen(name) > 11 &&
		    strcmp(name + strlen(name) - 11, "/archive.db") == 0)
			note("stored", 0, id, 0, NULL, NULL);
	}
	return rc;
}
