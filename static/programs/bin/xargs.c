/* xargs: runs a program with the words of standard input as arguments. xargs [-n COUNT] [-I WORD] [-r] [-t] [PROGRAM [ARG]...] */
#define _GNU_SOURCE
#include <ctype.h>
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST = 512, BYTES = 32768 };
static char *command[MOST + 2];
static int base, status, is_traced;

static void run(int count) {
    int result;
    command[count] = NULL;
    for (int i = 0; is_traced && i < count; i++) fprintf(stderr, "%s%c", command[i], i + 1 < count ? ' ' : '\n');
    pid_t pid = fork();
    if (pid < 0) err(1, "fork");
    if (!pid) {
        execvp(command[0], command);
        warn("%s", command[0]);
        _exit(errno == ENOENT ? 127 : 126);
    }
    if (waitpid(pid, &result, 0) < 0) err(1, "waitpid");
    if (WIFSIGNALED(result)) errx(125, "%s: terminated by signal %d", command[0], WTERMSIG(result));
    if (WEXITSTATUS(result) == 255) errx(124, "%s: exited with status 255; aborting", command[0]);
    if (WEXITSTATUS(result) >= 126) exit(WEXITSTATUS(result));
    if (WEXITSTATUS(result)) status = 123;
}

/* The next word, quotes and backslashes taken out; by_line: the next line. NULL at the end. */
static char *next_word(int by_line) {
    size_t used = 0, room = 32;
    char *word = malloc(room);
    int quote = 0, c, is_word = 0;
    if (!word) errx(1, "memory exhausted");
    while ((c = getchar()) != EOF) {
        if (!quote && (c == '\n' || (!by_line && isblank(c)))) {
            if (is_word) break;
            continue;
        }
        if (by_line && !is_word && isblank(c)) continue;
        is_word = 1;
        if (quote ? c == quote : c == '"' || c == '\'') {
            quote = quote ? 0 : c;
            continue;
        }
        if (c == '\\' && !quote && (c = getchar()) == EOF) break;
        if (used + 1 == room && !(word = realloc(word, room *= 2))) errx(1, "memory exhausted");
        word[used++] = c;
    }
    if (quote) errx(1, "unmatched %s quote; by default quotes are special to xargs unless you use the -0 option", quote == '"' ? "double" : "single");
    word[used] = 0;
    if (is_word) return word;
    free(word);
    return NULL;
}

static char *replaced(const char *text, const char *mark, const char *word) {
    char *out = NULL;
    const char *found = *mark ? strstr(text, mark) : NULL;
    if (!found) return strdup(text);
    char *rest = replaced(found + strlen(mark), mark, word);
    if (!rest || asprintf(&out, "%.*s%s%s", (int)(found - text), text, word, rest) < 0) errx(1, "memory exhausted");
    free(rest);
    return out;
}

static void run_each_line(const char *mark) {
    char *template[MOST];
    memcpy(template, command, sizeof template);
    for (char *word; (word = next_word(1)); free(word)) {
        for (int i = 0; i < base; i++) command[i] = replaced(template[i], mark, word);
        run(base);
        for (int i = 0; i < base; i++) free(command[i]);
    }
}

int main(int argc, char **argv) {
    const char *mark = NULL;
    long most = MOST, taken = 0;
    size_t bytes = 0;
    int skips_empty = 0, has_run = 0;
    for (int c; (c = getopt(argc, argv, "+n:I:rt")) != -1;) {
        if (c == '?') return 1;
        if (c == 'n') most = strtol(optarg, NULL, 10);
        else if (c == 'I') mark = optarg;
        else if (c == 'r') skips_empty = 1;
        else is_traced = 1;
    }
    if (most < 1) errx(1, "value for -n option should be >= 1");
    command[base++] = "echo";
    if (optind < argc) base = 0;
    for (int i = optind; i < argc && base < MOST / 2; i++) command[base++] = argv[i];
    if (mark) {
        run_each_line(mark);
        return status;
    }
    for (char *word; (word = next_word(0));) {
        command[base + taken++] = word;
        bytes += strlen(word) + 1;
        if (taken < most && base + taken < MOST && bytes < BYTES) continue;
        run(base + taken);
        has_run = 1;
        while (taken) free(command[base + --taken]);
        bytes = 0;
    }
    if (taken || (!has_run && !skips_empty)) run(base + taken);
    return status;
}
