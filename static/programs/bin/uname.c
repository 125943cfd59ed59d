/* uname: names the system. uname [-asnrvm] */
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

int main(int argc, char **argv) {
    static const char letters[] = "snrvm";
    int shows[5] = {0}, any = 0;
    struct utsname names;
    for (int c; (c = getopt(argc, argv, "asnrvm")) != -1; any = 1) {
        if (c == '?') return 1;
        for (int i = 0; i < 5; i++) shows[i] |= c == 'a' || c == letters[i];
    }
    if (!any) shows[0] = 1;
    if (uname(&names)) err(1, "uname");
    const char *values[] = { names.sysname, names.nodename, names.release, names.version, names.machine }, *gap = "";
    for (int i = 0; i < 5; i++) {
        if (!shows[i]) continue;
        printf("%s%s", gap, values[i]);
        gap = " ";
    }
    putchar('\n');
    return 0;
}
