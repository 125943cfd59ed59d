/* chmod: changes permissions. chmod MODE FILE...; MODE is octal, or [ugoa]*[-+=][rwxX]*,... */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static mode_t who_bits(const char **p) {
    mode_t who = 0;
    for (; **p && strchr("ugoa", **p); (*p)++) who |= **p == 'u' ? 0700 : **p == 'g' ? 0070 : **p == 'o' ? 0007 : 0777;
    return who;
}

/* Applies the symbolic or octal `text` to `mode`; exits when it is neither. */
static mode_t changed(const char *text, mode_t mode) {
    char *end;
    long octal = strtol(text, &end, 8);
    if (end != text && !*end && octal >= 0 && octal <= 07777) return octal;
    const char *p = text;
    do {
        mode_t mask = umask(0), who = who_bits(&p);
        umask(mask);
        if (!*p || !strchr("+-=", *p)) errx(1, "invalid mode: '%s'", text);
        while (*p && strchr("+-=", *p)) {
            mode_t bits = 0;
            char operator = *p++;
            for (; *p && strchr("rwxX", *p); p++)
                bits |= *p == 'r' ? 0444 : *p == 'w' ? 0222 : *p == 'x' || S_ISDIR(mode) || mode & 0111 ? 0111 : 0;
            bits &= who ? who : 0777 & ~mask;
            if (operator == '=') mode &= ~(who ? who : 0777);
            mode = operator == '-' ? mode & ~bits : mode | bits;
        }
    } while (*p == ',' && *++p);
    if (*p) errx(1, "invalid mode: '%s'", text);
    return mode & 07777;
}

int main(int argc, char **argv) {
    int status = 0;
    struct stat found;
    if (argc < 3) {
        fprintf(stderr, argc < 2 ? "chmod: missing operand\n" : "chmod: missing operand after '%s'\n", argv[argc - 1]);
        return 1;
    }
    for (int i = 2; i < argc; i++) {
        if (stat(argv[i], &found)) {
            warn("cannot access '%s'", argv[i]);
            status = 1;
        } else if (chmod(argv[i], changed(argv[1], found.st_mode))) {
            warn("changing permissions of '%s'", argv[i]);
            status = 1;
        }
    }
    return status;
}
