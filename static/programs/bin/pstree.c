/* pstree: draws who started whom, from /proc. pstree [-p] [PID]; -p shows the process numbers. */
#include <ctype.h>
#include <dirent.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 256, DEPTH = 64 };
static struct { int pid, parent; char name[32]; } processes[MOST];
static int count, shows_pids;

static void read_processes(void) {
    DIR *proc = opendir("/proc");
    if (!proc) err(1, "/proc");
    for (struct dirent *entry; (entry = readdir(proc)) && count < MOST;) {
        char path[300], text[256];
        if (!isdigit((unsigned char)entry->d_name[0])) continue;
        snprintf(path, sizeof path, "/proc/%s/stat", entry->d_name);
        FILE *file = fopen(path, "r");
        if (!file) continue;
        size_t got = fread(text, 1, sizeof text - 1, file);
        fclose(file);
        text[got] = 0;
        char *open = strchr(text, '('), *close = strrchr(text, ')');
        if (!open || !close || sscanf(close + 1, " %*c %d", &processes[count].parent) != 1) continue;
        processes[count].pid = atoi(text);
        snprintf(processes[count].name, sizeof processes[count].name, "%.*s", (int)(close - open - 1), open + 1);
        count++;
    }
    closedir(proc);
}

/* The next child of `parent` with a number above `after`: the index, or -1. */
static int next_child(int parent, int after) {
    int best = -1;
    for (int i = 0; i < count; i++)
        if (processes[i].parent == parent && processes[i].pid > after && (best < 0 || processes[i].pid < processes[best].pid)) best = i;
    return best;
}

/* Draws process i after `margin`, which continues the lines of its ancestors' later children. */
static void draw(int i, const char *margin, int depth) {
    char text[64], below[DEPTH * 16];
    int width = snprintf(text, sizeof text, shows_pids ? "%s(%d)" : "%s", processes[i].name, processes[i].pid);
    int child = next_child(processes[i].pid, 0), is_first = 1;
    fputs(text, stdout);
    if (child < 0 || depth == DEPTH) putchar('\n');
    for (; child >= 0 && depth < DEPTH; is_first = 0) {
        int after = next_child(processes[i].pid, processes[child].pid);
        if (is_first) fputs(after < 0 ? "---" : "-+-", stdout);
        else printf("%s%*s%s", margin, width, "", after < 0 ? " `-" : " |-");
        snprintf(below, sizeof below, "%s%*s%s", margin, width, "", after < 0 ? "   " : " | ");
        draw(child, below, depth + 1);
        child = after;
    }
}

int main(int argc, char **argv) {
    int root = 1, i = 1;
    if (i < argc && !strcmp(argv[i], "-p")) {
        shows_pids = 1;
        i++;
    }
    if (i < argc) root = atoi(argv[i]);
    read_processes();
    for (i = 0; i < count && processes[i].pid != root; i++) {}
    if (i == count) errx(1, "No process found.");
    draw(i, "", 0);
    return 0;
}
