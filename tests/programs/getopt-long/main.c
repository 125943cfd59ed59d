#include <getopt.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    static int verbose;
    static const struct option options[] = {
        { "verbose", no_argument, &verbose, 1 },
        { "output", required_argument, NULL, 'o' },
        { "level", optional_argument, NULL, 'l' },
        { "help", no_argument, NULL, 'h' },
        { NULL, 0, NULL, 0 },
    };
    char *argv[] = { "prog", "--verbose", "--output=out.txt", "file1", "--level", "--level=3", "-o", "x", "--he", "--unknown", "--output", NULL };
    int c, index = -1;
    dup2(1, 2);
    setvbuf(stdout, NULL, _IONBF, 0);
    while ((c = getopt_long(11, argv, "o:h", options, &index)) != -1)
        printf("%d %s\n", c, optarg ? optarg : "-");
    printf("%d %s\n", verbose, argv[optind]);
    return 0;
}
