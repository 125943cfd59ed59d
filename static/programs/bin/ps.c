/*
 * ps: lists processes, from /proc. ps [-eAa] [-f] [-o FIELD,...] [-p PID,...]
 * Fields: pid ppid pgid sid stat tty time comm args uid nice vsz nlwp. Without -e, -A, -f, ax or -p: those of this terminal.
 */
#include <ctype.h>
#include <dirent.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct Process {
    int pid, ppid, group, session, terminal;
    long nice, threads;
    unsigned long ticks, size;
    unsigned uid;
    char state, command[64], arguments[256];
};

static ssize_t read_file(int pid, const char *name, char *text, size_t room) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
    FILE *file = fopen(path, "r");
    if (!file) return -1;
    size_t got = fread(text, 1, room - 1, file);
    fclose(file);
    text[got] = 0;
    return got;
}

/* Reads /proc/PID/{stat,status,cmdline}. Returns 0 when the process is gone. */
static int read_process(int pid, struct Process *p) {
    char text[1024];
    unsigned long user = 0, system = 0;
    if (read_file(pid, "stat", text, sizeof text) <= 0) return 0;
    char *open = strchr(text, '('), *close = strrchr(text, ')');
    if (!open || !close) return 0;
    memset(p, 0, sizeof *p);
    p->pid = pid;
    snprintf(p->command, sizeof p->command, "%.*s", (int)(close - open - 1), open + 1);
    sscanf(close + 1, " %c %d %d %d %d %*d %*u %*u %*u %*u %*u %lu %lu %*d %*d %*d %ld %ld %*d %*u %lu", &p->state, &p->ppid,
        &p->group, &p->session, &p->terminal, &user, &system, &p->nice, &p->threads, &p->size);
    p->ticks = user + system;
    if (read_file(pid, "status", text, sizeof text) > 0) {
        char *uid = strstr(text, "\nUid:");
        if (uid) p->uid = strtoul(uid + 5, NULL, 10);
    }
    ssize_t got = read_file(pid, "cmdline", p->arguments, sizeof p->arguments);
    for (ssize_t i = 0; i + 1 < got; i++)
        if (!p->arguments[i]) p->arguments[i] = ' ';
    if (got <= 0) snprintf(p->arguments, sizeof p->arguments, "[%s]", p->command);
    return 1;
}

static const char *terminal_name(const struct Process *p) {
    static char name[16];
    int major = p->terminal >> 8 & 255, minor = p->terminal & 255;
    if (!p->terminal) return "?";
    if (major == 5 && minor == 1) return "console";
    snprintf(name, sizeof name, major == 136 ? "pts/%d" : major == 4 && minor >= 64 ? "ttyS%d" : "tty%d", major == 4 && minor >= 64 ? minor - 64 : minor);
    return name;
}

static const char *time_text(const struct Process *p) {
    static char text[16];
    unsigned long seconds = p->ticks / (unsigned long)sysconf(_SC_CLK_TCK);
    snprintf(text, sizeof text, "%02lu:%02lu:%02lu", seconds / 3600, seconds / 60 % 60, seconds % 60);
    return text;
}

static const char *user_name(const struct Process *p) {
    static char text[16];
    if (!p->uid) return "root";
    snprintf(text, sizeof text, "%u", p->uid);
    return text;
}

static const struct Field { const char *name, *title; int width; } fields[] = {
    { "pid", "PID", 7 }, { "ppid", "PPID", 7 }, { "pgid", "PGID", 7 }, { "sid", "SID", 7 }, { "stat", "STAT", -4 },
    { "tty", "TT", -8 }, { "time", "TIME", 8 }, { "comm", "COMMAND", -15 }, { "args", "COMMAND", -27 }, { "uid", "UID", 5 },
    { "nice", "NI", 3 }, { "vsz", "VSZ", 6 }, { "nlwp", "NLWP", 4 }, { "user", "USER", -8 },
};

static void field_text(const struct Process *p, const struct Field *field, char *text, size_t room) {
    const char *name = field->name;
    long number = !strcmp(name, "pid") ? p->pid : !strcmp(name, "ppid") ? p->ppid : !strcmp(name, "pgid") ? p->group :
        !strcmp(name, "sid") ? p->session : !strcmp(name, "uid") ? (long)p->uid : !strcmp(name, "nice") ? p->nice :
        !strcmp(name, "vsz") ? (long)(p->size / 1024) : p->threads;
    if (!strcmp(name, "stat")) snprintf(text, room, "%c%s", p->state, p->session == p->pid ? "s" : "");
    else if (!strcmp(name, "tty")) snprintf(text, room, "%s", terminal_name(p));
    else if (!strcmp(name, "time")) snprintf(text, room, "%s", time_text(p));
    else if (!strcmp(name, "comm")) snprintf(text, room, "%s%s", p->command, p->state == 'Z' ? " <defunct>" : "");
    else if (!strcmp(name, "args")) snprintf(text, room, "%s%s", p->arguments, p->state == 'Z' ? " <defunct>" : "");
    else if (!strcmp(name, "user")) snprintf(text, room, "%s", user_name(p));
    else snprintf(text, room, "%ld", number);
}

/* Prints one line of chosen fields; p NULL: the titles. The last left-aligned field is not padded. */
static void print_fields(const struct Process *p, const int *chosen, int count) {
    char text[300];
    for (int i = 0; i < count; i++) {
        const struct Field *field = &fields[chosen[i]];
        if (p) field_text(p, field, text, sizeof text);
        else snprintf(text, sizeof text, "%s", field->title);
        printf("%s%*s", i ? " " : "", i + 1 == count && field->width < 0 ? 0 : field->width, text);
    }
    putchar('\n');
}

static int choose(char *list, int *chosen, int count) {
    for (char *name = strtok(list, ", "); name && count < 16; name = strtok(NULL, ", ")) {
        size_t i = 0;
        if (!strcmp(name, "cmd") || !strcmp(name, "command")) name = "args";
        if (!strcmp(name, "state") || !strcmp(name, "s")) name = "stat";
        if (!strcmp(name, "ni")) name = "nice";
        if (!strcmp(name, "tname") || !strcmp(name, "tt")) name = "tty";
        while (i < sizeof fields / sizeof *fields && strcmp(fields[i].name, name)) i++;
        if (i == sizeof fields / sizeof *fields) errx(1, "error: unknown user-defined format specifier \"%s\"", name);
        chosen[count++] = i;
    }
    return count;
}

static void print_full(const struct Process *p) {
    if (!p) printf("UID          PID    PPID S TTY          TIME CMD\n");
    else printf("%-8s %7d %7d %c %-8s %8s %s%s\n", user_name(p), p->pid, p->ppid, p->state, terminal_name(p), time_text(p), p->arguments,
        p->state == 'Z' ? " <defunct>" : "");
}

static void print_short(const struct Process *p) {
    if (!p) printf("    PID TTY          TIME CMD\n");
    else printf("%7d %-8s %8s %s%s\n", p->pid, terminal_name(p), time_text(p), p->command, p->state == 'Z' ? " <defunct>" : "");
}

static int is_listed(const char *list, int pid) {
    char word[24];
    size_t length = snprintf(word, sizeof word, "%d", pid);
    for (const char *p = list; p; p = strchr(p, ',') ? strchr(p, ',') + 1 : NULL)
        if (!strncmp(p, word, length) && (!p[length] || p[length] == ',')) return 1;
    return 0;
}

static int by_number(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

int main(int argc, char **argv) {
    int all = 0, full = 0, chosen[16], chosen_count = 0, count = 0, room = 0, *pids = NULL, is_found = 0;
    const char *list = NULL;
    for (int c; (c = getopt(argc, argv, "eAafo:p:")) != -1;) {
        if (c == '?') return 1;
        if (c == 'o') chosen_count = choose(optarg, chosen, chosen_count);
        else if (c == 'p') list = optarg;
        else if (c == 'f') full = 1;
        else all = 1;
    }
    if (optind < argc) { /* the BSD spelling: ps ax, ps aux */
        all = strchr(argv[optind], 'a') || strchr(argv[optind], 'x');
        full = strchr(argv[optind], 'u') != NULL;
    }
    struct Process self, process;
    if (!read_process(getpid(), &self)) err(1, "/proc/self/stat");
    DIR *proc = opendir("/proc");
    if (!proc) err(1, "/proc");
    for (struct dirent *entry; (entry = readdir(proc));) {
        if (!isdigit((unsigned char)entry->d_name[0])) continue;
        if (count == room && !(pids = realloc(pids, (room = room ? room * 2 : 32) * sizeof *pids))) errx(1, "memory exhausted");
        pids[count++] = atoi(entry->d_name);
    }
    closedir(proc);
    qsort(pids, count, sizeof *pids, by_number);
    for (int i = -1; i < count; i++) {
        struct Process *p = i < 0 ? NULL : &process;
        if (p && !read_process(pids[i], p)) continue;
        if (p && (list ? !is_listed(list, p->pid) : !all && p->terminal != self.terminal)) continue;
        is_found |= p != NULL;
        if (chosen_count) print_fields(p, chosen, chosen_count);
        else if (full) print_full(p);
        else print_short(p);
    }
    return !is_found;
}
