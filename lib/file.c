#include "lib/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	REMOVE_TRIES = 100
};

int file_read(const char *path, struct buf *b, struct err *e)
{
	char chunk[65536];
	ssize_t n;
	int fd, rc = -1;

	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_errno(e, ERR_IO, "%s", path);
	while ((n = read(fd, chunk, sizeof(chunk))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			(void)err_errno(e, ERR_IO, "%s", path);
			goto out;
		}
		buf_add(b, chunk, (size_t)n);
		if (buf_check(b, path, e) < 0)
			goto out;
	}
	rc = 0;
out:
	(void)close(fd);
	return rc;
}

static int write_all(int fd, const char *p, size_t n)
{
	while (n) {
		ssize_t w = write(fd, p, n);

		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0)
			return -1;
		p += w;
		n -= (size_t)w;
	}
	return 0;
}

int file_sync_dir(const char *path, struct err *e)
{
	char *dir = xstrdup(path), *slash = strrchr(dir, '/');
	int fd, rc = 0;

	if (slash)
		slash[slash == dir] = '\0';
	fd = open(slash ? dir : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || fsync(fd) < 0)
		rc = err_errno(e, ERR_IO, "%s", slash ? dir : ".");
	if (fd >= 0)
		(void)close(fd);
	free(dir);
	return rc;
}

int file_publish(const char *path, const void *p, size_t n, struct err *e)
{
	char *tmp = xasprintf("%s.tmp", path);
	int fd, rc = -1;

	/* What stands there is a killed run's, or a link that somebody laid to
	 * have another file written over. */
	(void)unlink(tmp);
	fd = open(tmp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
		  0666);
	if (fd < 0) {
		(void)err_errno(e, ERR_IO, "%s", tmp);
		goto out;
	}
	if (write_all(fd, p, n) < 0 || fsync(fd) < 0) {
		(void)err_errno(e, ERR_IO, "%s", tmp);
		(void)close(fd);
		(void)unlink(tmp);
		goto out;
	}
	if (close(fd) < 0 || rename(tmp, path) < 0) {
		(void)err_errno(e, ERR_IO, "%s", path);
		(void)unlink(tmp);
		goto out;
	}
	rc = file_sync_dir(path, e);
out:
	free(tmp);
	return rc;
}

int file_write(const char *path, const void *p, size_t n, struct err *e)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	int rc = 0;

	if (fd < 0)
		return err_errno(e, ERR_IO, "%s", path);
	if (write_all(fd, p, n) < 0)
		rc = err_errno(e, ERR_IO, "%s", path);
	if (close(fd) < 0)
		rc = err_errno(e, ERR_IO, "%s", path);
	return rc;
}

int file_sync_all(const char *dir, struct err *e)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), rc = 0;

	if (fd < 0 || syncfs(fd) < 0)
		rc = err_errno(e, ERR_IO, "%s", dir);
	if (fd >= 0)
		(void)close(fd);
	return rc;
}

bool file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

int file_mkdirs(const char *path, struct err *e)
{
	char *s = xstrdup(path[0] ? path : "."), *p;
	struct stat st;
	int rc = 0;

	for (p = s + 1; rc == 0 && *p; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		if (mkdir(s, 0777) < 0 && errno != EEXIST)
			rc = err_errno(e, ERR_IO, "%s", s);
		*p = '/';
	}
	if (rc == 0 && mkdir(s, 0777) < 0 &&
	    (errno != EEXIST || stat(s, &st) < 0 || !S_ISDIR(st.st_mode)))
		rc = err_errno(e, ERR_IO, "%s", s);
	free(s);
	return rc;
}

static int remove_one(const char *path, const struct stat *st, int type,
		      struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

/* A program that a killed run left behind may still be writing there: what it
 * adds between the walk and the end is taken by another walk. */
int file_remove_tree(const char *path, struct err *e)
{
	int tries;

	for (tries = 0; tries < REMOVE_TRIES; tries++) {
		if (nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS) == 0)
			return 0;
		if (errno != ENOTEMPTY && errno != EEXIST)
			break;
	}
	return errno == ENOENT ? 0 : err_errno(e, ERR_IO, "%s", path);
}

static int not_dots(const struct dirent *d)
{
	return strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0;
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

int file_list(const char *dir,
	      int (*visit)(void *ctx, const char *name, struct err *e),
	      void *ctx, struct err *e)
{
	struct dirent **names = NULL;
	int i, n = scandir(dir, &names, not_dots, by_bytes), rc = 0;

	if (n < 0)
		return err_errno(e, ERR_IO, "%s", dir);
	for (i = 0; i < n; i++) {
		if (rc == 0)
			rc = visit(ctx, names[i]->d_name, e);
		free(names[i]);
	}
	free(names);
	return rc;
}

static int sync_folder(const char *path, const struct stat *st, int type,
		       struct FTW *ftw)
{
	int fd, rc;

	(void)st;
	(void)ftw;
	if (type != FTW_D)
		return 0;
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	rc = fd < 0 ? -1 : fsync(fd);
	if (fd >= 0)
		(void)close(fd);
	return rc;
}

/* The links and folders of a tree; files were synced as they were published. */
static int file_sync_folders(const char *dir, struct err *e)
{
	return nftw(dir, sync_folder, 16, FTW_PHYS) == 0
		       ? 0
		       : err_errno(e, ERR_IO, "%s", dir);
}

int file_exchange_dir(const char *fresh, const char *path, struct err *e)
{
	if (file_sync_folders(fresh, e) < 0)
		return -1;
	if (!file_exists(path)) {
		if (rename(fresh, path) < 0)
			return err_errno(e, ERR_IO, "%s", path);
		return file_sync_dir(path, e);
	}
	if (renameat2(AT_FDCWD, fresh, AT_FDCWD, path, RENAME_EXCHANGE) < 0) {
		char *old = xasprintf("%s.old", path);
		int rc = 0;

		/* A file system that cannot exchange: the path is away for
		 * the time between two renames. */
		if (errno != EINVAL && errno != ENOSYS)
			rc = err_errno(e, ERR_IO, "%s", path);
		if (rc == 0)
			rc = file_remove_tree(old, e);
		if (rc == 0 &&
		    (rename(path, old) < 0 || rename(fresh, path) < 0))
			rc = err_errno(e, ERR_IO, "%s", path);
		if (rc == 0)
			rc = file_remove_tree(old, e);
		free(old);
		return rc;
	}
	if (file_sync_dir(path, e) < 0)
		return -1;
	return file_remove_tree(fresh, e);
}

int file_link(const char *from, const char *to, struct err *e)
{
	struct buf b;
	int rc;

	if (link(from, to) == 0)
		return 0;
	if (errno != EXDEV && errno != EPERM && errno != EMLINK &&
	    errno != ENOTSUP)
		return err_errno(e, ERR_IO, "%s", to);
	buf_init(&b, BUF_MAX);
	rc = file_read(from, &b, e);
	if (rc == 0)
		rc = file_publish(to, buf_str(&b), b.len, e);
	buf_release(&b);
	return rc;
}

int file_lock(const char *path, struct err *e)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);

	if (fd < 0)
		return err_errno(e, ERR_IO, "%s", path);
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd;
	if (errno == EWOULDBLOCK) {
		(void)close(fd);
		return -2;
	}
	(void)err_errno(e, ERR_IO, "%s", path);
	(void)close(fd);
	return -1;
}

bool file_is_locked(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool locked;

	if (fd < 0)
		return false;
	locked = flock(fd, LOCK_SH | LOCK_NB) < 0 && errno == EWOULDBLOCK;
	(void)close(fd);
	return locked;
}
