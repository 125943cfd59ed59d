/* select over pipes from children that finish in a known order. */
#include <stdio.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int from[3][2], go[3][2], open_ends = 3;
    for (int i = 0; i < 3; i++) {
        pipe(from[i]);
        pipe(go[i]);
        if (fork() == 0) {
            char byte, text[32];
            close(from[i][0]);
            close(go[i][1]);
            read(go[i][0], &byte, 1);
            write(from[i][1], text, snprintf(text, sizeof text, "child %d", i));
            _exit(i);
        }
        close(from[i][1]);
        close(go[i][0]);
    }
    struct timeval now = { 0, 0 };
    fd_set set;
    FD_ZERO(&set);
    FD_SET(from[0][0], &set);
    printf("nothing yet: %d\n", select(from[0][0] + 1, &set, NULL, NULL, &now));
    int next[] = { 2, 0, 1 }, step = 0;
    write(go[next[step]][1], "g", 1);
    while (open_ends > 0) {
        int high = 0;
        FD_ZERO(&set);
        for (int i = 0; i < 3; i++)
            if (from[i][0] >= 0) {
                FD_SET(from[i][0], &set);
                high = from[i][0] > high ? from[i][0] : high;
            }
        int ready = select(high + 1, &set, NULL, NULL, NULL);
        for (int i = 0; i < 3; i++)
            if (from[i][0] >= 0 && FD_ISSET(from[i][0], &set)) {
                char text[32];
                ssize_t n = read(from[i][0], text, sizeof text);
                if (n > 0) {
                    printf("%d ready: %.*s\n", ready, (int)n, text);
                    continue;
                }
                printf("child %d closed\n", i);
                from[i][0] = -1;
                open_ends--;
                if (++step < 3)
                    write(go[next[step]][1], "g", 1);
            }
    }
    while (wait(NULL) > 0)
        ;
    return 0;
}
