/* stat: prints what the inode of a file says. stat [-c FORMAT] FILE...; FORMAT: %n %s %F %a %A %i %h %u %g %b %f %Y. */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char *kind(const struct stat *s) {
    if (S_ISREG(s->st_mode)) return s->st_size ? "regular file" : "regular empty file";
    return S_ISDIR(s->st_mode) ? "directory" : S_ISLNK(s->st_mode) ? "symbolic link" : S_ISFIFO(s->st_mode) ? "fifo" :
        S_ISSOCK(s->st_mode) ? "socket" : S_ISCHR(s->st_mode) ? "character special file" : "block special file";
}

static const char *mode_text(mode_t mode) {
    static char text[12];
    strcpy(text, "?rwxrwxrwx");
    text[0] = S_ISDIR(mode) ? 'd' : S_ISLNK(mode) ? 'l' : S_ISFIFO(mode) ? 'p' : S_ISSOCK(mode) ? 's' : S_ISCHR(mode) ? 'c' : S_ISBLK(mode) ? 'b' : '-';
    for (int i = 0; i < 9; i++)
        if (!(mode >> (8 - i) & 1)) text[1 + i] = '-';
    return text;
}

static void print_formatted(const char *format, const char *name, const struct stat *s) {
    for (; *format; format++) {
        if (*format != '%' || !format[1]) {
            putchar(*format);
            continue;
        }
        switch (*++format) {
        case 'n': fputs(name, stdout); break;
        case 's': printf("%ld", (long)s->st_size); break;
        case 'F': fputs(kind(s), stdout); break;
        case 'a': printf("%o", (unsigned)s->st_mode & 07777); break;
        case 'A': fputs(mode_text(s->st_mode), stdout); break;
        case 'i': printf("%lu", (unsigned long)s->st_ino); break;
        case 'h': printf("%lu", (unsigned long)s->st_nlink); break;
        case 'u': printf("%u", (unsigned)s->st_uid); break;
        case 'g': printf("%u", (unsigned)s->st_gid); break;
        case 'b': printf("%ld", (long)s->st_blocks); break;
        case 'f': printf("%x", (unsigned)s->st_mode); break;
        case 'Y': printf("%ld", (long)s->st_mtime); break;
        default: putchar(*format);
        }
    }
    putchar('\n');
}

static void print_time(const char *title, time_t when) {
    char text[64];
    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", gmtime(&when));
    printf("%s: %s +0000\n", title, text);
}

static void print_all(const char *name, const struct stat *s) {
    printf("  File: %s\n", name);
    printf("  Size: %-10ld\tBlocks: %-10ld IO Block: %-6ld %s\n", (long)s->st_size, (long)s->st_blocks, (long)s->st_blksize, kind(s));
    printf("Device: %u,%u\tInode: %-11lu Links: %lu\n", (unsigned)(s->st_dev >> 8), (unsigned)(s->st_dev & 255), (unsigned long)s->st_ino, (unsigned long)s->st_nlink);
    printf("Access: (%04o/%s)  Uid: (%5u/%8s)   Gid: (%5u/%8s)\n", (unsigned)s->st_mode & 07777, mode_text(s->st_mode),
        (unsigned)s->st_uid, s->st_uid ? "" : "root", (unsigned)s->st_gid, s->st_gid ? "" : "root");
    print_time("Access", s->st_atime);
    print_time("Modify", s->st_mtime);
    print_time("Change", s->st_ctime);
}

int main(int argc, char **argv) {
    const char *format = NULL;
    int status = 0;
    for (int c; (c = getopt(argc, argv, "c:")) != -1;) {
        if (c == '?') return 1;
        format = optarg;
    }
    if (optind == argc) errx(1, "missing operand");
    for (; optind < argc; optind++) {
        struct stat found;
        if (lstat(argv[optind], &found)) {
            warn("cannot statx '%s'", argv[optind]);
            status = 1;
        } else if (format) {
            print_formatted(format, argv[optind], &found);
        } else {
            print_all(argv[optind], &found);
        }
    }
    return status;
}
