/* pwd: prints the current directory. */
#include <err.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
    char path[4096];
    if (!getcwd(path, sizeof path)) err(1, "cannot determine current directory");
    puts(path);
    return 0;
}
