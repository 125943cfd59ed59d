#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/wait.h>
int main(void) {
    int to[2], from[2];
    char buffer[64];
    pipe(to); pipe(from);
    if (!fork()) {
        close(to[1]); close(from[0]);
        ssize_t n;
        while ((n = read(to[0], buffer, sizeof buffer)) > 0) { for (ssize_t i = 0; i < n; i++) if (buffer[i] >= 'a' && buffer[i] <= 'z') buffer[i] -= 32; write(from[1], buffer, n); }
        _exit(0);
    }
    close(to[0]); close(from[1]);
    const char *words[] = {"hello ", "pipes ", "world\n"};
    for (int i = 0; i < 3; i++) write(to[1], words[i], strlen(words[i]));
    close(to[1]);
    ssize_t n, total = 0;
    while ((n = read(from[0], buffer, sizeof buffer)) > 0) { fwrite(buffer, 1, n, stdout); total += n; }
    wait(NULL);
    printf("%d %d\n", (int)total, (int)read(from[0], buffer, 1));
    FILE *sender = fdopen(from[0], "r");
    printf("%d\n", sender != NULL && fgetc(sender) == EOF);
    return 0;
}
