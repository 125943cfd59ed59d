/* id: prints the user and group of the process. id [-u | -g] [-n] */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void print_one(unsigned id, int by_name) {
    if (by_name && !id) puts("root");
    else printf("%u\n", id);
}

int main(int argc, char **argv) {
    int user = 0, group = 0, by_name = 0;
    for (int c; (c = getopt(argc, argv, "ugn")) != -1;) {
        if (c == '?') return 1;
        if (c == 'u') user = 1;
        else if (c == 'g') group = 1;
        else by_name = 1;
    }
    unsigned uid = geteuid(), gid = getegid();
    if (user || group) {
        print_one(user ? uid : gid, by_name);
        return 0;
    }
    const char *user_name = uid ? "" : "(root)", *group_name = gid ? "" : "(root)";
    printf("uid=%u%s gid=%u%s groups=%u%s\n", uid, user_name, gid, group_name, gid, group_name);
    return 0;
}
