#include <stdio.h>
#include <unistd.h>

static void parse(int argc, char **argv, const char *spec)
{
    int c;
    optind = 1;
    while ((c = getopt(argc, argv, spec)) != -1)
        printf("%c %s (optopt %c)\n", c, optarg ? optarg : "-", c == '?' || c == ':' ? optopt : '-');
    printf("rest:");
    for (int i = optind; i < argc; i++)
        printf(" %s", argv[i]);
    printf("\n");
}

int main(void)
{
    dup2(1, 2);
    setvbuf(stdout, NULL, _IONBF, 0);
    char *a[] = { "prog", "-a", "file", "-bvalue", "-c", "-d", "x", "tail", NULL };
    parse(8, a, "ab:cd:");
    char *b[] = { "prog", "-x", "-b", NULL };
    parse(3, b, "ab:");
    char *c[] = { "prog", "-b", NULL };
    parse(2, c, ":ab:");
    char *d[] = { "prog", "one", "-a", "--", "-c", NULL };
    parse(5, d, "+ac");
    return 0;
}
