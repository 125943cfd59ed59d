#include <stdio.h>
#include <ctype.h>
#include <stdlib.h>
/* Recursive descent: expression = term {+- term}; term = factor {*,/ factor}; factor = number | ( expression ) | - factor */
static const char *at;
static int failed;
static double expression(void);
static double factor(void) {
    while (*at == ' ') at++;
    if (*at == '-') { at++; return -factor(); }
    if (*at == '(') { at++; double v = expression(); if (*at == ')') at++; else failed = 1; return v; }
    if (!isdigit((unsigned char)*at)) { failed = 1; return 0; }
    char *end; double v = strtod(at, &end); at = end;
    return v;
}
static double term(void) { double v = factor(); for (;;) { while (*at == ' ') at++; if (*at == '*') { at++; v *= factor(); } else if (*at == '/') { at++; v /= factor(); } else return v; } }
static double expression(void) { double v = term(); for (;;) { while (*at == ' ') at++; if (*at == '+') { at++; v += term(); } else if (*at == '-') { at++; v -= term(); } else return v; } }
int main(void) {
    char line[80];
    while (fgets(line, sizeof line, stdin)) {
        failed = 0; at = line;
        double v = expression();
        if (failed || *at != '\n') printf("error\n"); else printf("%g\n", v);
    }
    return 0;
}
