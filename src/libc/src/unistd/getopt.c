/* Command-line options, GNU style: operands are moved behind the options unless '+' or POSIXLY_CORRECT says not to. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *optarg;
int optind = 1, opterr = 1, optopt = '?';

/* The short options still to be read of the current word, and the operands skipped so far: argv[first..last). */
static char *next;
static int first, last, started;
enum { PERMUTE, STOP, RETURN_ALL };
static int order;

static void reverse(char **v, int from, int to)
{
    while (from < --to) {
        char *t = v[from];
        v[from++] = v[to];
        v[to] = t;
    }
}

/* Moves the skipped operands behind the options argv[last..optind). */
static void exchange(char **argv)
{
    reverse(argv, first, last);
    reverse(argv, last, optind);
    reverse(argv, first, optind);
    first += optind - last;
    last = optind;
}

static int complaint(char *const argv[], const char *spec, const char *format, const char *a, int c)
{
    if (opterr && *spec != ':') {
        fprintf(stderr, "%s: ", argv[0]);
        if (a)
            fprintf(stderr, format, a);
        else
            fprintf(stderr, format, c);
        fputc('\n', stderr);
    }
    return '?';
}

static int take_long(int argc, char *const argv[], const char *spec, const struct option *options, int *index, const char *word, const char *dashes)
{
    size_t n = strcspn(word, "=");
    const struct option *found = NULL;
    int exact = 0, ambiguous = 0;
    for (const struct option *o = options; o->name; o++) {
        if (strncmp(o->name, word, n) != 0)
            continue;
        if (strlen(o->name) == n) {
            found = o;
            exact = 1;
            break;
        }
        if (found && (found->has_arg != o->has_arg || found->flag != o->flag || found->val != o->val))
            ambiguous = 1;
        if (!found)
            found = o;
    }
    char shown[256];
    if (ambiguous && !exact) {
        snprintf(shown, sizeof shown, "option '%s%s' is ambiguous; possibilities:", dashes, word);
        size_t length = strlen(shown);
        for (const struct option *o = options; o->name; o++)
            if (strncmp(o->name, word, n) == 0)
                length += (size_t)snprintf(shown + length, sizeof shown - length > sizeof shown ? 0 : sizeof shown - length, " '%s%s'", dashes, o->name);
        optind++;
        optopt = 0;
        return complaint(argv, spec, "%s", shown, 0);
    }
    if (!found)
        return -1;
    optind++;
    next = NULL;
    if (word[n] == '=') {
        if (found->has_arg == no_argument) {
            snprintf(shown, sizeof shown, "option '%s%s' doesn't allow an argument", dashes, found->name);
            optopt = found->val;
            return complaint(argv, spec, "%s", shown, 0);
        }
        optarg = (char *)word + n + 1;
    } else if (found->has_arg == required_argument) {
        if (optind >= argc) {
            snprintf(shown, sizeof shown, "option '%s%s' requires an argument", dashes, found->name);
            optopt = found->val;
            complaint(argv, spec, "%s", shown, 0);
            return *spec == ':' ? ':' : '?';
        }
        optarg = argv[optind++];
    }
    if (index)
        *index = (int)(found - options);
    if (found->flag) {
        *found->flag = found->val;
        return 0;
    }
    return found->val;
}

static int take_short(int argc, char *const argv[], const char *spec)
{
    int c = (unsigned char)*next++;
    const char *found = c == ':' || c == ';' ? NULL : strchr(spec, c);
    int end = *next == 0;
    if (end)
        optind++;
    if (!found) {
        optopt = c;
        return complaint(argv, spec, "invalid option -- '%c'", NULL, c);
    }
    if (found[1] != ':')
        return c;
    if (!end) {
        optarg = next;
        optind++;
    } else if (found[2] == ':')
        optarg = NULL;
    else if (optind >= argc) {
        optopt = c;
        complaint(argv, spec, "option requires an argument -- '%c'", NULL, c);
        next = NULL;
        return *spec == ':' ? ':' : '?';
    } else
        optarg = argv[optind++];
    next = NULL;
    return c;
}

static int is_operand(const char *word)
{
    return word[0] != '-' || word[1] == 0;
}

static int parse(int argc, char *const argv[], const char *spec, const struct option *options, int *index, int long_only)
{
    optarg = NULL;
    if (argc < 1)
        return -1;
    if (optind == 0 || !started) {
        if (optind == 0)
            optind = 1;
        first = last = optind;
        next = NULL;
        started = 1;
        order = *spec == '-' ? RETURN_ALL : *spec == '+' || getenv("POSIXLY_CORRECT") ? STOP : PERMUTE;
    }
    if (*spec == '-' || *spec == '+')
        spec++;
    if (next == NULL || *next == 0) {
        if (last > optind)
            last = optind;
        if (first > optind)
            first = optind;
        if (order == PERMUTE) {
            if (first != last && last != optind)
                exchange((char **)argv);
            else if (last != optind)
                first = optind;
            while (optind < argc && is_operand(argv[optind]))
                optind++;
            last = optind;
        }
        if (optind < argc && strcmp(argv[optind], "--") == 0) {
            optind++;
            if (first != last && last != optind)
                exchange((char **)argv);
            else if (first == last)
                first = optind;
            last = optind = argc;
        }
        if (optind >= argc) {
            if (first != last)
                optind = first;
            return -1;
        }
        const char *word = argv[optind];
        if (is_operand(word)) {
            if (order == STOP)
                return -1;
            optarg = argv[optind++];
            return 1;
        }
        if (options && (word[1] == '-' || (long_only && (word[2] || !strchr(spec, word[1]))))) {
            int dashes = word[1] == '-' ? 2 : 1;
            int r = take_long(argc, argv, spec, options, index, word + dashes, dashes == 2 ? "--" : "-");
            if (r != -1)
                return r;
            if (dashes == 2 || !strchr(spec, word[1])) {
                char shown[256];
                snprintf(shown, sizeof shown, "unrecognized option '%s'", word);
                optind++;
                optopt = 0;
                next = NULL;
                return complaint(argv, spec, "%s", shown, 0);
            }
        }
        next = (char *)word + 1;
    }
    return take_short(argc, argv, spec);
}

int getopt(int argc, char *const argv[], const char *spec)
{
    return parse(argc, argv, spec, NULL, NULL, 0);
}

int getopt_long(int argc, char *const argv[], const char *spec, const struct option *options, int *index)
{
    return parse(argc, argv, spec, options, index, 0);
}

int getopt_long_only(int argc, char *const argv[], const char *spec, const struct option *options, int *index)
{
    return parse(argc, argv, spec, options, index, 1);
}
