/*
 * Preloaded into a process under test: lets its disk fail or be slow, and moves its wall clock, while it runs. What to do
 * stands in a file that both sides have mapped, so that a fault begins without a word to the process.
 *
 *   0               8       16       24         32             40
 *  +---------------+-------+--------+----------+--------------+------+
 *  | clock offset  | mode  | delay  | failed   | failures,    |      |
 *  | ns            |       | us     | at ns    | delays       |      |
 *  +---------------+-------+--------+----------+--------------+------+
 *
 * Only what makes data durable is touched: msync, fsync, fdatasync, and a write to a file that was opened for synchronous
 * writes. The monotonic clock is never touched.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum
{
    MODE_NONE = 0,
    MODE_FAIL_ONCE = 1,
    MODE_FAIL = 2,
    MODE_DELAY = 3
};

struct control
{
    volatile int64_t clock_offset_ns;
    volatile int64_t mode;
    volatile int64_t delay_us;
    volatile int64_t failed_at_ns;
    volatile int64_t count;
};

static struct control nothing;
static struct control *control = &nothing;
static int has_disk;

static int (*next_clock_gettime)(clockid_t, struct timespec *);
static int (*next_gettimeofday)(struct timeval *, void *);
static int (*next_msync)(void *, size_t, int);
static int (*next_fsync)(int);
static int (*next_fdatasync)(int);
static ssize_t (*next_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*next_write)(int, const void *, size_t);

__attribute__((constructor)) static void begin(void)
{
    *(void **)&next_clock_gettime = dlsym(RTLD_NEXT, "clock_gettime");
    *(void **)&next_gettimeofday = dlsym(RTLD_NEXT, "gettimeofday");
    *(void **)&next_msync = dlsym(RTLD_NEXT, "msync");
    *(void **)&next_fsync = dlsym(RTLD_NEXT, "fsync");
    *(void **)&next_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    *(void **)&next_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    *(void **)&next_write = dlsym(RTLD_NEXT, "write");

    const char *path = getenv("FAULTS_CONTROL");
    const char *disk = getenv("FAULTS_DISK");
    has_disk = NULL != disk && '1' == disk[0];
    if (NULL != path)
    {
        int fd = open(path, O_RDWR | O_CLOEXEC);
        if (fd >= 0)
        {
            void *map = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
            close(fd);
            if (MAP_FAILED != map)
            {
                control = map;
            }
        }
    }
}

static int64_t monotonic_ns(void)
{
    struct timespec now;
    next_clock_gettime(CLOCK_MONOTONIC, &now);

    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

/* Whether this call is to fail. A failing call waits first, so that what was promised before it is heard before it. */
static int is_refused(void)
{
    if (!has_disk)
    {
        return 0;
    }

    int64_t mode = control->mode;
    if (MODE_NONE == mode)
    {
        return 0;
    }

    if (MODE_FAIL_ONCE == mode && !__sync_bool_compare_and_swap(&control->mode, MODE_FAIL_ONCE, MODE_NONE))
    {
        return 0;
    }

    __sync_fetch_and_add(&control->count, 1);
    usleep((useconds_t)control->delay_us);
    if (MODE_DELAY == mode)
    {
        return 0;
    }

    __sync_bool_compare_and_swap(&control->failed_at_ns, 0, monotonic_ns());
    errno = EIO;

    return 1;
}

static int is_synchronous(int fd)
{
    if (!has_disk || MODE_NONE == control->mode)
    {
        return 0;
    }

    int before = errno;
    int flags = fcntl(fd, F_GETFL);
    errno = before;

    return flags >= 0 && 0 != (flags & O_DSYNC);
}

int msync(void *address, size_t length, int flags)
{
    return 0 != (flags & MS_SYNC) && is_refused() ? -1 : next_msync(address, length, flags);
}

int fsync(int fd)
{
    return is_refused() ? -1 : next_fsync(fd);
}

int fdatasync(int fd)
{
    return is_refused() ? -1 : next_fdatasync(fd);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset)
{
    return is_synchronous(fd) && is_refused() ? -1 : next_pwrite(fd, bytes, length, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t offset)
{
    return is_synchronous(fd) && is_refused() ? -1 : next_pwrite(fd, bytes, length, offset);
}

ssize_t write(int fd, const void *bytes, size_t length)
{
    return is_synchronous(fd) && is_refused() ? -1 : next_write(fd, bytes, length);
}

int clock_gettime(clockid_t clock, struct timespec *time)
{
    int result = next_clock_gettime(clock, time);
    int64_t offset_ns = control->clock_offset_ns;
    if (0 == result && 0 != offset_ns && (CLOCK_REALTIME == clock || CLOCK_REALTIME_COARSE == clock))
    {
        int64_t ns = time->tv_sec * 1000000000LL + time->tv_nsec + offset_ns;
        time->tv_sec = ns / 1000000000LL;
        time->tv_nsec = ns % 1000000000LL;
    }

    return result;
}

int gettimeofday(struct timeval *time, void *zone)
{
    int result = next_gettimeofday(time, zone);
    int64_t offset_us = control->clock_offset_ns / 1000;
    if (0 == result && 0 != offset_us)
    {
        int64_t us = time->tv_sec * 1000000LL + time->tv_usec + offset_us;
        time->tv_sec = us / 1000000LL;
        time->tv_usec = us % 1000000LL;
    }

    return result;
}
