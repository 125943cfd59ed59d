/*
 * sh: a small POSIX shell.
 *
 * In reading order: memory, variables, reading and splitting into tokens, the grammar, expansion, redirection,
 * jobs, built-in commands, running, main. A command is read (one complete command at a time), becomes a tree of
 * Nodes, and the tree is run: fork for every process, pipe and dup2 between them, exec for programs, wait for the end.
 * Words stay as written until they run; only then are $names, $(commands), quotes and patterns replaced.
 * It is one file above the usual size because a program on the disk is one file.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SHELL_FD = 10, MAX_DEPTH = 200, SIGNALS = 32, HERE_IN_PIPE = 4096 };

static const char *shell_name = "sh";
static int line_number = 1, last_status, interactive, depth;
static int opt_exit, opt_unset, opt_trace, opt_noglob, opt_noexec;
static pid_t shell_pid, last_background;
static char **positional; /* $1 $2 ... */
static int positionals;
static int breaking, continuing, returning; /* loops left to leave; leaving a function */
static jmp_buf top_level;

/* Writes all of it; what cannot be written has nobody to tell. */
static int say(int fd, const char *text, size_t length) {
    for (ssize_t sent; length; text += sent, length -= sent)
        while ((sent = write(fd, text, length)) <= 0)
            if (errno != EINTR) return 0;
    return 1;
}

static void complain(const char *format, ...) {
    char text[512];
    va_list arguments;
    int used = snprintf(text, sizeof text, "%s: %d: ", shell_name, line_number);
    if (used > (int)sizeof text / 2) used = sizeof text / 2;
    va_start(arguments, format);
    int more = vsnprintf(text + used, sizeof text - used - 1, format, arguments);
    va_end(arguments);
    used = more < (int)sizeof text - used - 1 ? used + more : (int)sizeof text - 2;
    text[used++] = '\n';
    say(2, text, used);
}

/* Gives up the current command: back to the prompt, or out of the shell. */
static void abandon(int status) {
    last_status = status;
    longjmp(top_level, 1);
}

/* ---- Memory: one arena, marked before and released after every command. ---- */

struct Block { struct Block *next; size_t size, used; };
static struct Block *arena;

static void *take(size_t size) {
    size = (size + 15) & ~(size_t)15;
    if (!arena || arena->size - arena->used < size) {
        size_t room = size > 2048 ? size : 2048;
        struct Block *block = malloc(sizeof *block + 16 + room);
        if (!block) { complain("Out of space"); _exit(2); }
        block->next = arena;
        block->size = room;
        block->used = 0;
        arena = block;
    }
    char *found = (char *)arena + ((sizeof *arena + 15) & ~(size_t)15) + arena->used;
    arena->used += size;
    return memset(found, 0, size);
}

struct Mark { struct Block *block; size_t used; };
static struct Mark mark(void) { return (struct Mark){arena, arena ? arena->used : 0}; }
static void release(struct Mark to) {
    while (arena != to.block) {
        struct Block *next = arena->next;
        free(arena);
        arena = next;
    }
    if (arena) arena->used = to.used;
}

static char *keep(const char *text, size_t length) { return memcpy(take(length + 1), text, length); }

static char *own(const char *text) { /* outlives the arena */
    char *copy = strdup(text);
    if (!copy) { complain("Out of space"); _exit(2); }
    return copy;
}

struct Text { char *at; size_t length, room; };
static void put(struct Text *text, int c) {
    if (text->length + 1 >= text->room) {
        size_t room = text->room ? text->room * 2 : 32;
        char *bigger = take(room);
        if (text->length) memcpy(bigger, text->at, text->length);
        text->at = bigger;
        text->room = room;
    }
    text->at[text->length++] = (char)c;
    text->at[text->length] = 0;
}
static char *text_of(struct Text *text) { return text->at ? text->at : keep("", 0); }

struct Fields { char **at; int count, room; };
static void add_field(struct Fields *fields, char *field) {
    if (fields->count + 1 >= fields->room) {
        int room = fields->room ? fields->room * 2 : 8;
        char **bigger = take(room * sizeof *bigger);
        if (fields->count) memcpy(bigger, fields->at, fields->count * sizeof *bigger);
        fields->at = bigger;
        fields->room = room;
    }
    fields->at[fields->count++] = field;
    fields->at[fields->count] = NULL;
}

/* ---- Variables and functions. ---- */

struct Variable { struct Variable *next; char *name, *value; int is_exported, is_readonly; };
struct Function { struct Function *next; char *name, *body; int line; };
static struct Variable *variables;
static struct Function *functions;

static size_t name_length(const char *text) {
    size_t n = 0;
    if (isalpha((unsigned char)*text) || *text == '_')
        while (isalnum((unsigned char)text[n]) || text[n] == '_') n++;
    return n;
}

static struct Variable *find_variable(const char *name, int create) {
    for (struct Variable *v = variables; v; v = v->next)
        if (!strcmp(v->name, name)) return v;
    if (!create) return NULL;
    struct Variable *v = calloc(1, sizeof *v);
    if (!v) { complain("Out of space"); _exit(2); }
    v->name = own(name);
    v->next = variables;
    return variables = v;
}

static const char *get(const char *name) {
    struct Variable *v = find_variable(name, 0);
    return v ? v->value : NULL;
}

static void set(const char *name, const char *value) {
    struct Variable *v = find_variable(name, 1);
    if (v->is_readonly) { complain("%s: is read only", name); abandon(2); }
    char *copy = value ? own(value) : NULL;
    free(v->value);
    v->value = copy;
}

/* "name=value" sets; returns the variable (created if only named). */
static struct Variable *assign(const char *text) {
    size_t n = name_length(text);
    char *name = keep(text, n);
    if (text[n] == '=') set(name, text + n + 1);
    return find_variable(name, 1);
}

static char **environment(void) {
    struct Fields fields = {0};
    for (struct Variable *v = variables; v; v = v->next) {
        if (!v->is_exported || !v->value) continue;
        char *entry = take(strlen(v->name) + strlen(v->value) + 2);
        sprintf(entry, "%s=%s", v->name, v->value);
        add_field(&fields, entry);
    }
    if (!fields.at) fields.at = take(sizeof(char *));
    return fields.at;
}

static struct Function *find_function(const char *name) {
    for (struct Function *f = functions; f; f = f->next)
        if (!strcmp(f->name, name)) return f;
    return NULL;
}

/* ---- Reading. ---- */

/* Where commands come from: a string (fd -1), or a descriptor read line by line so that the commands share it. */
struct Source { char *text; size_t length, at; int fd, line, is_owned; };
static struct Source *source;
static int is_continuation; /* in the middle of a command: the prompt is PS2 */

static int refill(void) {
    char buffer[256];
    ssize_t got = 0;
    size_t used = 0;
    if (source->fd < 0) return 0;
    if (interactive) {
        const char *prompt = get(is_continuation ? "PS2" : "PS1");
        if (prompt) say(2, prompt, strlen(prompt));
        while ((got = read(source->fd, buffer, sizeof buffer)) < 0 && errno == EINTR) abandon(130);
        used = got > 0 ? got : 0;
    } else {
        while (used < sizeof buffer && ((got = read(source->fd, buffer + used, 1)) > 0 || (got < 0 && errno == EINTR)))
            if (got > 0 && buffer[used++] == '\n') break;
    }
    if (!used) return 0;
    char *bigger = realloc(source->text, source->length + used + 1);
    if (!bigger) { complain("Out of space"); _exit(2); }
    source->text = bigger;
    memcpy(bigger + source->length, buffer, used);
    source->length += used;
    bigger[source->length] = 0;
    is_continuation = 1;
    return 1;
}

static int peek_char(void) {
    while (source->at >= source->length)
        if (!refill()) return EOF;
    return (unsigned char)source->text[source->at];
}
static int next_char(void) {
    int c = peek_char();
    if (c != EOF) source->at++;
    if (c == '\n') source->line++;
    return c;
}

/* ---- Tokens. ---- */

enum Kind { END, NEWLINE, WORD, DESCRIPTOR, SEMI, DOUBLE_SEMI, AMP, AND_IF, PIPE_BAR, OR_IF, LEFT, RIGHT,
    LESS, GREAT, APPEND, CLOBBER, LESS_GREAT, LESS_AND, GREAT_AND, HERE, HERE_DASH };
static const char *const spelling[] = { "end of file", "newline", "word", "redirection", ";", ";;", "&", "&&", "|", "||",
    "(", ")", "<", ">", ">>", ">|", "<>", "<&", ">&", "<<", "<<-" };

static struct { enum Kind kind; char *text; size_t start; int line; } token;
static size_t previous_end; /* offset just after the last consumed token */

struct Redirect { struct Redirect *next; enum Kind kind; int fd; char *word, *body; int is_literal; };
static struct Redirect *waiting_bodies[16];
static int waiting;

static struct Node *parse_list(int stop_at_newline);

static void syntax_error(const char *expected) {
    line_number = source->line;
    if (token.kind == NEWLINE && line_number > 1) line_number--;
    const char *q = token.kind == END || token.kind == NEWLINE || token.kind == WORD ? "" : "\"";
    const char *text = token.kind == WORD ? token.text : spelling[token.kind];
    if (token.kind == WORD && strlen(token.text) < 200) q = "\"";
    if (expected) complain("Syntax error: %s%.200s%s unexpected (expecting \"%s\")", q, text, q, expected);
    else complain("Syntax error: %s%.200s%s unexpected", q, text, q);
    abandon(2);
}

static void advance(void);

static void unterminated(const char *what) {
    line_number = source->line;
    complain("Syntax error: %s", what);
    abandon(2);
}

static void skip_quotes(int quote);
static void skip_dollar(void) { /* after the '$' */
    int c = peek_char();
    if (c == '{') {
        next_char();
        while ((c = next_char()) != '}') {
            if (c == EOF) unterminated("Missing '}'");
            if (c == '\\') next_char();
            else if (c == '\'' || c == '"' || c == '`') skip_quotes(c);
            else if (c == '$') skip_dollar();
        }
    } else if (c == '(') {
        next_char();
        if (peek_char() == '(') {
            int open = 2;
            next_char();
            while (open) {
                if ((c = next_char()) == EOF) unterminated("Missing '))'");
                open += (c == '(') - (c == ')');
            }
            return;
        }
        if (++depth > MAX_DEPTH) unterminated("nested too deeply");
        advance();
        parse_list(0);
        if (token.kind != RIGHT) syntax_error(")");
        depth--;
    }
}

static void skip_quotes(int quote) { /* after the opening quote, to after the closing one */
    for (int c; (c = next_char()) != quote;) {
        if (c == EOF) unterminated(quote == '`' ? "EOF in backquote substitution" : "Unterminated quoted string");
        if (quote == '\'') continue;
        if (c == '\\') next_char();
        else if (quote == '"' && c == '$') skip_dollar();
        else if (quote == '"' && c == '`') skip_quotes('`');
    }
}

static void read_word(size_t start) {
    for (int c; (c = peek_char()) != EOF && !strchr(" \t\n;&|()<>", c);) {
        next_char();
        if (c == '\\') next_char();
        else if (c == '\'' || c == '"' || c == '`') skip_quotes(c);
        else if (c == '$') skip_dollar();
    }
    token.text = keep(source->text + start, source->at - start);
    int c = peek_char();
    size_t digits = strspn(token.text, "0123456789");
    token.kind = digits && !token.text[digits] && (c == '<' || c == '>') ? DESCRIPTOR : WORD;
}

static void read_here_bodies(void) {
    int count = waiting;
    waiting = 0;
    for (int i = 0; i < count; i++) {
        struct Redirect *here = waiting_bodies[i];
        struct Text body = {0};
        while (peek_char() != EOF) {
            struct Text line = {0};
            int c;
            if (here->kind == HERE_DASH)
                while (peek_char() == '\t') next_char();
            while ((c = next_char()) != EOF && c != '\n') put(&line, c);
            if (!strcmp(text_of(&line), here->word)) break;
            for (size_t k = 0; k < line.length; k++) put(&body, line.at[k]);
            if (c == '\n') put(&body, '\n');
        }
        here->body = text_of(&body);
    }
}

/* Reads the next token; `token` always holds the one not yet consumed. */
static void advance(void) {
    int c, follow;
    previous_end = source->at;
    for (;;) {
        c = peek_char();
        if (c == '\\' && source->at + 1 < source->length && source->text[source->at + 1] == '\n') next_char();
        else if (c == '#') {
            while ((c = peek_char()) != EOF && c != '\n') next_char();
            continue;
        } else if (c != ' ' && c != '\t' && c != '\r') break;
        next_char();
    }
    size_t start = source->at;
    token.line = source->line;
    token.text = NULL;
    if (c == EOF) token.kind = END;
    else if (!strchr("\n;&|()<>", c)) read_word(start);
    else {
        next_char();
        follow = c == '\n' || c == '(' || c == ')' ? 0 : peek_char();
        switch (c) {
        case '\n': token.kind = NEWLINE; break;
        case ';': token.kind = follow == ';' ? DOUBLE_SEMI : SEMI; break;
        case '&': token.kind = follow == '&' ? AND_IF : AMP; break;
        case '|': token.kind = follow == '|' ? OR_IF : PIPE_BAR; break;
        case '(': token.kind = LEFT; break;
        case ')': token.kind = RIGHT; break;
        case '<': token.kind = follow == '<' ? HERE : follow == '&' ? LESS_AND : follow == '>' ? LESS_GREAT : LESS; break;
        default: token.kind = follow == '>' ? APPEND : follow == '&' ? GREAT_AND : follow == '|' ? CLOBBER : GREAT;
        }
        if (strlen(spelling[token.kind]) == 2) next_char();
        if (token.kind == HERE && peek_char() == '-') { next_char(); token.kind = HERE_DASH; }
        if (token.kind == NEWLINE && waiting) read_here_bodies();
    }
    token.start = start;
}

/* ---- Grammar: text becomes a tree. ---- */

enum NodeKind { SIMPLE, PIPE, AND, OR, NOT, SEQUENCE, BACKGROUND, SUBSHELL, GROUP, IF, WHILE, UNTIL, FOR, CASE, FUNCTION };
struct Node {
    enum NodeKind kind;
    int line, has_words;
    struct Node *left, *right, *otherwise; /* condition, body, else; or the two sides; CASE: left = next item, right = body */
    struct Fields assignments, words;
    struct Redirect *redirects;
    char *text; /* a background job as written, a function's body, a loop variable, a case word */
};

static struct Node *node(enum NodeKind kind, struct Node *left, struct Node *right) {
    struct Node *n = take(sizeof *n);
    n->kind = kind;
    n->left = left;
    n->right = right;
    n->line = token.line;
    return n;
}

static int is_word(const char *word) { return token.kind == WORD && !strcmp(token.text, word); }
static void expect(const char *word) {
    if (!is_word(word)) syntax_error(word);
    advance();
}
static void skip_newlines(void) { while (token.kind == NEWLINE) advance(); }

static int at_closing_word(void) {
    static const char *const closing[] = { "then", "else", "elif", "fi", "do", "done", "esac", "}", NULL };
    for (int i = 0; closing[i]; i++)
        if (is_word(closing[i])) return 1;
    return 0;
}

/* redirect: [n] ( < | > | >> | >| | <> | <& | >& | << | <<- ) word */
static int parse_redirect(struct Redirect ***tail) {
    int fd = -1;
    if (token.kind == DESCRIPTOR) { fd = atoi(token.text); advance(); }
    if (token.kind < LESS) return 0;
    struct Redirect *r = take(sizeof *r);
    r->kind = token.kind;
    r->fd = fd >= 0 ? fd : token.kind == GREAT || token.kind == APPEND || token.kind == CLOBBER || token.kind == GREAT_AND;
    advance();
    if (token.kind != WORD && token.kind != DESCRIPTOR) syntax_error(NULL);
    r->word = token.text;
    if (r->kind == HERE || r->kind == HERE_DASH) {
        struct Text plain = {0};
        for (const char *p = token.text; *p; p++)
            if (strchr("'\"\\", *p)) r->is_literal = 1;
            else put(&plain, *p);
        r->word = text_of(&plain);
        r->body = keep("", 0);
        if (waiting == (int)(sizeof waiting_bodies / sizeof *waiting_bodies)) syntax_error(NULL);
        waiting_bodies[waiting++] = r;
    }
    **tail = r;
    *tail = &r->next;
    advance();
    return 1;
}

static struct Node *parse_body(const char *open, const char *close) {
    expect(open);
    struct Node *body = parse_list(0);
    if (!body) syntax_error(NULL);
    expect(close);
    return body;
}

/* if: "if" list "then" list { "elif" list "then" list } [ "else" list ] "fi" (the opening word is consumed) */
static struct Node *parse_if(void) {
    struct Node *n = node(IF, parse_list(0), NULL);
    if (!n->left) syntax_error(NULL);
    expect("then");
    n->right = parse_list(0);
    if (!n->right) syntax_error(NULL);
    if (is_word("elif")) {
        advance();
        n->otherwise = parse_if();
        return n;
    }
    if (is_word("else")) {
        advance();
        n->otherwise = parse_list(0);
    }
    expect("fi");
    return n;
}

/* for: "for" name [ "in" { word } ] ";" "do" list "done" */
static struct Node *parse_for(void) {
    struct Node *n = node(FOR, NULL, NULL);
    if (token.kind != WORD || !*token.text || token.text[name_length(token.text)]) unterminated("Bad for loop variable");
    n->text = token.text;
    advance();
    skip_newlines();
    if (is_word("in")) {
        n->has_words = 1;
        for (advance(); token.kind == WORD; advance()) add_field(&n->words, token.text);
        if (token.kind != SEMI && token.kind != NEWLINE) syntax_error(NULL);
        advance();
    } else if (token.kind == SEMI) advance();
    skip_newlines();
    n->right = parse_body("do", "done");
    return n;
}

/* case: "case" word "in" { ["("] word { "|" word } ")" list ";;" } "esac" */
static struct Node *parse_case(void) {
    struct Node *n = node(CASE, NULL, NULL), **tail = &n->left;
    if (token.kind != WORD) syntax_error(NULL);
    n->text = token.text;
    advance();
    skip_newlines();
    expect("in");
    for (skip_newlines(); !is_word("esac"); skip_newlines()) {
        struct Node *item = node(CASE, NULL, NULL);
        if (token.kind == LEFT) advance();
        for (;;) {
            if (token.kind != WORD) syntax_error(NULL);
            add_field(&item->words, token.text);
            advance();
            if (token.kind != PIPE_BAR) break;
            advance();
        }
        if (token.kind != RIGHT) syntax_error(")");
        advance();
        item->right = parse_list(0);
        *tail = item;
        tail = &item->left;
        if (token.kind == DOUBLE_SEMI) advance();
        else if (!is_word("esac")) syntax_error(";;");
    }
    advance();
    return n;
}

static struct Node *parse_compound(void) {
    if (token.kind == LEFT) {
        advance();
        struct Node *n = node(SUBSHELL, parse_list(0), NULL);
        if (token.kind != RIGHT || !n->left) syntax_error(token.kind == RIGHT ? NULL : ")");
        advance();
        return n;
    }
    if (is_word("{")) return node(GROUP, parse_body("{", "}"), NULL);
    if (is_word("if")) { advance(); return parse_if(); }
    if (is_word("for")) { advance(); return parse_for(); }
    if (is_word("case")) { advance(); return parse_case(); }
    if (is_word("while") || is_word("until")) {
        struct Node *n = node(is_word("while") ? WHILE : UNTIL, NULL, NULL);
        advance();
        n->left = parse_list(0);
        if (!n->left) syntax_error(NULL);
        n->right = parse_body("do", "done");
        return n;
    }
    return NULL;
}

static struct Node *parse_function(char *name, int line) { /* at "(" after the name */
    advance();
    if (token.kind != RIGHT) syntax_error(")");
    advance();
    skip_newlines();
    struct Node *n = node(FUNCTION, NULL, NULL);
    size_t start = token.start;
    add_field(&n->words, name);
    n->line = line;
    if (!parse_compound()) syntax_error(NULL);
    n->text = keep(source->text + start, previous_end - start);
    return n;
}

/* command: compound { redirect } | name "(" ")" compound | { assignment | redirect } { word | redirect } */
static struct Node *parse_command(void) {
    if (++depth > MAX_DEPTH) unterminated("nested too deeply");
    struct Node *n = parse_compound();
    struct Redirect **tail;
    if (n) {
        tail = &n->redirects;
        while (token.kind >= LESS || token.kind == DESCRIPTOR) parse_redirect(&tail);
    } else {
        n = node(SIMPLE, NULL, NULL);
        tail = &n->redirects;
        if (at_closing_word()) syntax_error(NULL);
        for (;;) {
            if (token.kind == WORD) {
                size_t length = name_length(token.text);
                char *word = token.text;
                int line = token.line;
                if (!n->words.count && length && word[length] == '=') add_field(&n->assignments, word);
                else add_field(&n->words, word);
                advance();
                if (token.kind == LEFT && n->words.count == 1 && !n->assignments.count && length && !word[length]) {
                    n = parse_function(word, line);
                    break;
                }
            } else if (!parse_redirect(&tail)) break;
        }
        if (n->kind == SIMPLE && !n->words.count && !n->assignments.count && !n->redirects) syntax_error(NULL);
    }
    depth--;
    return n;
}

/* pipeline: ["!"] command { "|" command } */
static struct Node *parse_pipeline(void) {
    int is_negated = is_word("!");
    if (is_negated) advance();
    struct Node *n = parse_command();
    if (token.kind == PIPE_BAR) {
        struct Node **last = &n;
        while (token.kind == PIPE_BAR) {
            *last = node(PIPE, *last, NULL);
            advance();
            skip_newlines();
            last = &(*last)->right;
            *last = parse_command();
        }
    }
    return is_negated ? node(NOT, n, NULL) : n;
}

/* and-or: pipeline { ( "&&" | "||" ) pipeline } */
static struct Node *parse_and_or(void) {
    struct Node *n = parse_pipeline();
    while (token.kind == AND_IF || token.kind == OR_IF) {
        n = node(token.kind == AND_IF ? AND : OR, n, NULL);
        advance();
        skip_newlines();
        n->right = parse_pipeline();
    }
    return n;
}

/* list: and-or { ( ";" | "&" | newline ) and-or }; NULL when empty. At the top a newline ends it. */
static struct Node *parse_list(int stop_at_newline) {
    struct Node *list = NULL;
    if (!stop_at_newline) skip_newlines();
    while (token.kind == WORD || token.kind == LEFT || token.kind >= LESS || token.kind == DESCRIPTOR) {
        if (at_closing_word() && !(stop_at_newline && !list)) break;
        size_t start = token.start;
        struct Node *n = parse_and_or();
        if (token.kind == AMP) {
            n = node(BACKGROUND, n, NULL);
            n->text = keep(source->text + start, previous_end - start);
        }
        list = list ? node(SEQUENCE, list, n) : n;
        if (token.kind != SEMI && token.kind != AMP && token.kind != NEWLINE) break;
        if (stop_at_newline && token.kind == NEWLINE) break;
        advance();
        if (!stop_at_newline) skip_newlines();
    }
    return list;
}

/* ---- Patterns: * ? [set]; a backslash makes the next character ordinary. ---- */

static int in_set(const char **pattern, int c) { /* at "[": -1 when no "]" closes it, so that it stands for itself */
    const char *p = *pattern + 1;
    int is_negated = *p == '!' || *p == '^', found = 0;
    if (is_negated) p++;
    for (int first = 1; *p && (*p != ']' || first); first = 0) {
        if (*p == '\\' && p[1]) p++;
        unsigned char low = *p++, high = low;
        if (*p == '-' && p[1] && p[1] != ']') {
            p++;
            if (*p == '\\' && p[1]) p++;
            high = *p++;
        }
        found |= low <= c && c <= high;
    }
    if (*p != ']') return -1;
    *pattern = p;
    return found != is_negated;
}

static int matches(const char *pattern, const char *text) {
    const char *star = NULL, *resume = NULL;
    for (;;) {
        const char *next = pattern;
        int is_hit = 0, in = -1;
        if (*pattern == '*') {
            star = ++pattern;
            resume = text;
            continue;
        }
        if (!*text && !*pattern) return 1;
        if (*text) {
            if (*pattern == '?') is_hit = 1;
            else if (*pattern == '[' && (in = in_set(&next, (unsigned char)*text)) >= 0) is_hit = in;
            else {
                if (*pattern == '\\' && pattern[1]) next++;
                is_hit = *next == *text;
            }
        }
        if (is_hit) {
            pattern = next + 1;
            text++;
        } else {
            if (!star || !*resume) return 0;
            pattern = star;
            text = ++resume;
        }
    }
}

static int is_pattern(const char *text) {
    for (; *text; text++) {
        if (*text == '\\' && text[1]) text++;
        else if (strchr("*?[", *text)) return 1;
    }
    return 0;
}

static char *unescape(const char *text) {
    char *out = keep(text, strlen(text)), *to = out;
    for (; *text; text++) {
        if (*text == '\\' && text[1]) text++;
        *to++ = *text;
    }
    *to = 0;
    return out;
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

/* Adds the files whose path is `done` followed by a match of `pattern`, one path component at a time. */
static void glob(const char *done, const char *pattern, struct Fields *found) {
    size_t slashes = strspn(pattern, "/"), length = strcspn(pattern + slashes, "/");
    size_t base = strlen(done) + slashes;
    char *part = keep(pattern + slashes, length);
    const char *rest = pattern + slashes + length;
    char *directory = take(base + 2);
    snprintf(directory, base + 1, "%s%.*s", done, (int)slashes, pattern);
    if (!is_pattern(part)) {
        char *name = unescape(part), *path = take(base + strlen(name) + 1);
        struct stat status;
        sprintf(path, "%s%s", directory, name);
        if (*rest) glob(path, rest, found);
        else if (!lstat(path, &status)) add_field(found, path);
        return;
    }
    DIR *entries = opendir(*directory ? directory : ".");
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        if (entry->d_name[0] == '.' && part[0] != '.') continue;
        if (!matches(part, entry->d_name)) continue;
        char *path = take(base + strlen(entry->d_name) + 1);
        sprintf(path, "%s%s", directory, entry->d_name);
        if (*rest) glob(path, rest, found);
        else add_field(found, path);
    }
    if (entries) closedir(entries);
}

/* ---- Arithmetic: $(( )), on 64-bit integers. ---- */

static const char *sum_text, *sum; /* the whole expression, and the place in it */

static void sum_error(const char *why) {
    complain("arithmetic expression: %s: \"%.200s\"", why, sum_text);
    abandon(2);
}

static int sum_takes(const char *operator) {
    sum += strspn(sum, " \t\n");
    size_t n = strlen(operator);
    if (strncmp(sum, operator, n)) return 0;
    if (n == 1 && strchr("<>&|", *sum) && (sum[1] == *sum || sum[1] == '=')) return 0;
    if (n == 1 && strchr("+-*/%^=!", *sum) && sum[1] == '=') return 0;
    if (n == 2 && sum[2] == '=' && (*sum == '<' || *sum == '>') && sum[1] == *sum) return 0;
    sum += n;
    return 1;
}

static long long sum_comma(int is_live);
static long long sum_unary(int is_live) {
    if (sum_takes("!")) return !sum_unary(is_live);
    if (sum_takes("~")) return ~sum_unary(is_live);
    if (sum_takes("-")) return (long long)(0 - (unsigned long long)sum_unary(is_live));
    if (sum_takes("+")) return sum_unary(is_live);
    if (sum_takes("(")) {
        if (++depth > MAX_DEPTH) sum_error("nested too deeply");
        long long value = sum_comma(is_live);
        depth--;
        if (!sum_takes(")")) sum_error("expecting ')'");
        return value;
    }
    size_t n = name_length(sum);
    char *end;
    if (n) {
        const char *value = get(keep(sum, n));
        sum += n;
        if (!value) value = "0";
        long long number = strtoll(value, &end, 0);
        if (*end) { complain("Illegal number: %.100s", value); abandon(2); }
        return number;
    }
    if (!isdigit((unsigned char)*sum)) sum_error("expecting primary");
    long long number = strtoll(sum, &end, 0);
    sum = end;
    return number;
}

static const char *const binary[] = { "||", "&&", "|", "^", "&", "==", "!=", "<=", ">=", "<", ">", "<<", ">>", "+", "-", "*", "/", "%", NULL };
static const int precedence[] = { 1, 2, 3, 4, 5, 6, 6, 7, 7, 7, 7, 8, 8, 9, 9, 10, 10, 10 };

static long long combine(int operator, long long left, long long right, int is_live) {
    unsigned long long a = left, b = right;
    switch (operator) {
    case 0: return left || right;
    case 1: return left && right;
    case 2: return left | right;
    case 3: return left ^ right;
    case 4: return left & right;
    case 5: return left == right;
    case 6: return left != right;
    case 7: return left <= right;
    case 8: return left >= right;
    case 9: return left < right;
    case 10: return left > right;
    case 11: return a << (b & 63);
    case 12: return left >> (b & 63);
    case 13: return a + b;
    case 14: return a - b;
    case 15: return a * b;
    default:
        if (!is_live) return 0;
        if (!right) sum_error("division by zero");
        if (right == -1) return operator == 16 ? (long long)(0 - a) : 0;
        return operator == 16 ? left / right : left % right;
    }
}

static long long sum_binary(int least, int is_live) {
    long long left = sum_unary(is_live);
    for (int i = 0; binary[i];) {
        if (precedence[i] < least || !sum_takes(binary[i])) { i++; continue; }
        int is_needed = is_live && !(i == 0 && left) && !(i == 1 && !left);
        left = combine(i, left, sum_binary(precedence[i] + 1, is_needed), is_live);
        i = 0;
    }
    return left;
}

/* comma: name [operator] "=" comma | binary [ "?" comma ":" comma ] */
static long long sum_comma(int is_live) {
    sum += strspn(sum, " \t\n");
    size_t n = name_length(sum);
    if (n) {
        const char *start = sum, *after = sum + n + strspn(sum + n, " \t\n");
        for (int i = 2; i <= 18; i++) {
            const char *operator = i == 18 ? "" : binary[i];
            size_t length = strlen(operator);
            if ((i >= 5 && i <= 10) || strncmp(after, operator, length) || after[length] != '=' || after[length + 1] == '=') continue;
            char *name = keep(start, n), number[24];
            sum = after + length + 1;
            long long value = sum_comma(is_live);
            const char *old = get(name);
            if (i < 18) value = combine(i, old ? strtoll(old, NULL, 0) : 0, value, is_live);
            sprintf(number, "%lld", value);
            if (is_live) set(name, number);
            return value;
        }
    }
    long long value = sum_binary(1, is_live);
    if (!sum_takes("?")) return value;
    long long yes = sum_comma(is_live && value);
    if (!sum_takes(":")) sum_error("expecting ':'");
    long long no = sum_comma(is_live && !value);
    return value ? yes : no;
}

static long long evaluate(const char *text) {
    const char *outer_text = sum_text, *outer = sum;
    sum_text = sum = text;
    sum += strspn(sum, " \t\n");
    long long value = *sum ? sum_comma(1) : 0;
    sum += strspn(sum, " \t\n");
    if (*sum) sum_error("expecting EOF");
    sum_text = outer_text;
    sum = outer;
    return value;
}

/* ---- Expansion: a word as written becomes fields. ---- */

struct Expansion {
    struct Fields *fields; /* NULL: one text, no splitting */
    struct Text word;      /* the field being built; quoted pattern characters carry a backslash */
    int has_field;         /* quotes make an empty field count */
    int after_space;       /* white space just ended a field */
};
enum Quoting { BARE, DOUBLE, BODY }; /* BODY: a here-document, where quotes are ordinary */

static int substitution_status;

static void walk(struct Expansion *x, const char *raw, enum Quoting quoting);
static int run_text(const char *text, int exits);
static pid_t fork_child(void);

static void put_char(struct Expansion *x, int c, int is_quoted) {
    if (is_quoted ? !!strchr("*?[]\\-!^", c) : c == '\\') put(&x->word, '\\');
    put(&x->word, c);
    x->has_field = 1;
    x->after_space = 0;
}

static void end_field(struct Expansion *x) {
    if (x->has_field && x->fields) {
        struct Fields found = {0};
        char *pattern = text_of(&x->word);
        if (!opt_noglob && is_pattern(pattern)) glob("", pattern, &found);
        if (found.count) qsort(found.at, found.count, sizeof *found.at, by_name);
        for (int i = 0; i < found.count; i++) add_field(x->fields, found.at[i]);
        if (!found.count) add_field(x->fields, unescape(pattern));
    }
    x->word = (struct Text){0};
    x->has_field = 0;
}

/* Puts the value of an expansion; outside quotes its IFS characters end fields. */
static void put_value(struct Expansion *x, const char *value, int is_quoted) {
    const char *ifs = get("IFS");
    if (!find_variable("IFS", 0)) ifs = " \t\n";
    for (; *value; value++) {
        if (is_quoted || !x->fields || !ifs || !strchr(ifs, *value)) {
            put_char(x, (unsigned char)*value, is_quoted);
        } else if (isspace((unsigned char)*value)) {
            if (x->has_field) { end_field(x); x->after_space = 1; }
        } else {
            if (!x->after_space) { x->has_field = 1; end_field(x); }
            x->after_space = 0;
        }
    }
}

static void put_positionals(struct Expansion *x, int c, int is_quoted) {
    const char *ifs = get("IFS");
    if (!find_variable("IFS", 0)) ifs = " ";
    for (int i = 0; i < positionals; i++) {
        if (i && x->fields && (c == '@' || !is_quoted)) {
            if (is_quoted) x->has_field = 1;
            end_field(x);
        } else if (i && ifs && *ifs) put_char(x, c == '@' ? ' ' : *ifs, is_quoted);
        put_value(x, positional[i], is_quoted);
        if (is_quoted) x->has_field = 1;
    }
}

static const char *parameter(const char *name) {
    char number[24];
    long value;
    switch (*name) {
    case '?': value = last_status; break;
    case '$': value = shell_pid; break;
    case '#': value = positionals; break;
    case '!': if (!last_background) return NULL; value = last_background; break;
    case '-': {
        struct Text flags = {0};
        if (opt_exit) put(&flags, 'e');
        if (opt_noglob) put(&flags, 'f');
        if (interactive) put(&flags, 'i');
        if (opt_unset) put(&flags, 'u');
        if (opt_trace) put(&flags, 'x');
        return text_of(&flags);
    }
    default:
        if (!isdigit((unsigned char)*name)) return get(name);
        value = atol(name);
        return value == 0 ? shell_name : value <= positionals ? positional[value - 1] : NULL;
    }
    sprintf(number, "%ld", value);
    return keep(number, strlen(number));
}

static char *expand(const char *raw, enum Quoting quoting, int keeps_escapes) {
    struct Expansion x = {0};
    walk(&x, raw, quoting);
    return keeps_escapes ? text_of(&x.word) : unescape(text_of(&x.word));
}

static void expand_fields(const char *raw, struct Fields *fields) {
    struct Expansion x = {.fields = fields};
    walk(&x, raw, BARE);
    end_field(&x);
}

/* ${name#pattern} and its three relatives: the value without the part that matches. */
static const char *trim(const char *value, const char *pattern, int from_end, int is_longest) {
    size_t length = strlen(value);
    for (size_t i = 0; i <= length; i++) {
        size_t cut = from_end != is_longest ? length - i : i; /* where to cut, best candidate first */
        char *copy = keep(value, length);
        if (from_end) {
            if (matches(pattern, value + cut)) return keep(value, cut);
        } else {
            copy[cut] = 0;
            if (matches(pattern, copy)) return value + cut;
        }
    }
    return value;
}

static void put_braces(struct Expansion *x, char *inside, enum Quoting quoting) {
    int is_quoted = quoting != BARE, wants_length = inside[0] == '#' && inside[1] && !strchr("-=?+:#%}", inside[1]);
    if (wants_length) inside++;
    size_t n = name_length(inside);
    if (!n) n = isdigit((unsigned char)*inside) ? strspn(inside, "0123456789") : strchr("@*#?-$!", *inside) && *inside;
    char *name = keep(inside, n), *rest = inside + n;
    int has_colon = *rest == ':' && rest[1];
    char operator = rest[has_colon];
    char *word = operator ? rest + has_colon + 1 : rest;
    if (!n || (operator && !strchr(has_colon ? "-=?+" : "-=?+#%", operator))) { complain("Bad substitution"); abandon(2); }
    int is_list = *name == '@' || *name == '*';
    const char *value = is_list ? (positionals ? positional[0] : NULL) : parameter(name);
    int is_missing = !value || (has_colon && !*value);
    if (wants_length) {
        char number[24];
        if (!value && opt_unset) { complain("%s: parameter not set", name); abandon(2); }
        sprintf(number, "%lu", value ? (unsigned long)strlen(value) : 0ul);
        put_value(x, number, is_quoted);
        return;
    }
    if (operator == '+') {
        if (!is_missing) walk(x, word, quoting);
        return;
    }
    if (operator && strchr("-=?", operator) && is_missing) {
        if (operator == '-') {
            walk(x, word, quoting);
        } else if (operator == '=') {
            if (!name_length(name)) { complain("Bad substitution"); abandon(2); }
            set(name, expand(word, quoting, 0));
            put_value(x, get(name), is_quoted);
        } else {
            complain("%s: %s", name, *word ? expand(word, quoting, 0) : has_colon ? "parameter not set or null" : "parameter not set");
            abandon(2);
        }
        return;
    }
    if (operator == '#' || operator == '%') {
        int is_longest = *word == operator;
        char *pattern = expand(word + is_longest, BARE, 1);
        if (value) value = trim(value, pattern, operator == '%', is_longest);
    }
    if (is_list) put_positionals(x, *name, is_quoted);
    else if (value) put_value(x, value, is_quoted);
    else if (opt_unset && !operator) { complain("%s: parameter not set", name); abandon(2); }
}

/* Runs a command in a child whose output comes back through a pipe. */
static void put_command(struct Expansion *x, const char *command, int is_quoted) {
    int ends[2];
    char buffer[256];
    struct Text output = {0};
    if (pipe(ends)) { complain("Pipe call failed"); abandon(2); }
    pid_t pid = fork_child();
    if (!pid) {
        close(ends[0]);
        if (ends[1] != 1) { dup2(ends[1], 1); close(ends[1]); }
        _exit(run_text(command, 1));
    }
    close(ends[1]);
    for (ssize_t got; (got = read(ends[0], buffer, sizeof buffer)) > 0 || (got < 0 && errno == EINTR);)
        for (ssize_t i = 0; i < got; i++)
            if (buffer[i]) put(&output, buffer[i]);
    close(ends[0]);
    int status = 0;
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
    substitution_status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    while (output.length && output.at[output.length - 1] == '\n') output.at[--output.length] = 0;
    put_value(x, text_of(&output), is_quoted);
}

/* How long the construct at raw[at] is that `skip` reads past. */
static size_t span(const char *raw, size_t at, int quote) {
    struct Source *outer = source, inner = {.text = (char *)raw, .length = strlen(raw), .at = at, .fd = -1, .line = line_number};
    source = &inner;
    if (quote) skip_quotes(quote);
    else skip_dollar();
    source = outer;
    return inner.at;
}

static size_t walk_dollar(struct Expansion *x, const char *raw, size_t at, enum Quoting quoting) { /* raw[at - 1] is '$' */
    int is_quoted = quoting != BARE;
    size_t n = name_length(raw + at);
    if (!n && raw[at] && (isdigit((unsigned char)raw[at]) || strchr("@*#?-$!", raw[at]))) n = 1;
    if (n) {
        char *name = keep(raw + at, n);
        const char *value = parameter(name);
        if (*name == '@' || *name == '*') put_positionals(x, *name, is_quoted);
        else if (value) put_value(x, value, is_quoted);
        else if (opt_unset) { complain("%s: parameter not set", name); abandon(2); }
        return at + n;
    }
    if (raw[at] != '{' && raw[at] != '(') {
        put_char(x, '$', is_quoted);
        return at;
    }
    size_t end = span(raw, at, 0);
    if (raw[at] == '{') {
        put_braces(x, keep(raw + at + 1, end - at - 2), quoting);
    } else if (raw[at + 1] == '(' && end >= at + 4 && raw[end - 2] == ')') {
        char number[24];
        sprintf(number, "%lld", evaluate(expand(keep(raw + at + 2, end - at - 4), BODY, 0)));
        put_value(x, number, is_quoted);
    } else {
        put_command(x, keep(raw + at + 1, end - at - 2), is_quoted);
    }
    return end;
}

static size_t walk_backquote(struct Expansion *x, const char *raw, size_t at, enum Quoting quoting) {
    size_t end = span(raw, at, '`');
    struct Text command = {0};
    for (; at < end - 1; at++) {
        if (raw[at] == '\\' && strchr(quoting == DOUBLE ? "$`\\\"" : "$`\\", raw[at + 1])) at++;
        put(&command, raw[at]);
    }
    put_command(x, text_of(&command), quoting != BARE);
    return end;
}

static void walk(struct Expansion *x, const char *raw, enum Quoting quoting) {
    size_t i = 0;
    const char *home = get("HOME");
    if (quoting == BARE && raw[0] == '~' && (!raw[1] || raw[1] == '/') && home && !x->has_field) {
        for (const char *p = home; *p; p++) put_char(x, *p, 1);
        i++;
    }
    for (char c; (c = raw[i]);) {
        i++;
        if (c == '\'' && quoting == BARE) {
            x->has_field = 1;
            while (raw[i] && raw[i] != '\'') put_char(x, (unsigned char)raw[i++], 1);
            if (raw[i]) i++;
        } else if (c == '"' && quoting != BODY) {
            if (quoting == BARE && !(raw[i] == '$' && raw[i + 1] == '@' && raw[i + 2] == '"' && !positionals)) x->has_field = 1;
            quoting = quoting == BARE ? DOUBLE : BARE;
        } else if (c == '\\' && raw[i] == '\n') {
            i++;
        } else if (c == '\\' && raw[i] && (quoting == BARE || strchr(quoting == DOUBLE ? "$`\"\\" : "$`\\", raw[i]))) {
            put_char(x, (unsigned char)raw[i++], 1);
        } else if (c == '$') {
            i = walk_dollar(x, raw, i, quoting);
        } else if (c == '`') {
            i = walk_backquote(x, raw, i, quoting);
        } else if (quoting == BARE && strchr("*?[]-!^", c)) {
            put(&x->word, c);
            x->has_field = 1;
        } else {
            put_char(x, (unsigned char)c, quoting != BARE);
        }
    }
}

/* ---- Redirection. ---- */

struct Saved { struct Saved *next; int fd, copy; }; /* copy -1: the descriptor was closed */

static int open_here(struct Redirect *r) {
    int ends[2];
    char *body = r->is_literal ? r->body : expand(r->body, BODY, 0);
    size_t length = strlen(body);
    if (pipe(ends)) return -1;
    if (length <= HERE_IN_PIPE) {
        say(ends[1], body, length);
    } else if (!fork_child()) {
        close(ends[0]);
        _exit(!say(ends[1], body, length));
    }
    close(ends[1]);
    return ends[0];
}

static const char *open_error(int is_new) {
    if (errno == ENOENT) return is_new ? "Directory nonexistent" : "No such file";
    return strerror(errno);
}

/* The descriptor that r's file is open on; -1 to close r->fd; -2 after a complaint. */
static int open_redirect(struct Redirect *r) {
    static const int modes[] = { [LESS - LESS] = O_RDONLY, [GREAT - LESS] = O_WRONLY | O_CREAT | O_TRUNC,
        [APPEND - LESS] = O_WRONLY | O_CREAT | O_APPEND, [CLOBBER - LESS] = O_WRONLY | O_CREAT | O_TRUNC,
        [LESS_GREAT - LESS] = O_RDWR | O_CREAT };
    if (r->kind == HERE || r->kind == HERE_DASH) return open_here(r);
    char *target = expand(r->word, BARE, 0);
    if (r->kind == LESS_AND || r->kind == GREAT_AND) {
        if (!strcmp(target, "-")) return -1;
        int fd = *target && !target[strspn(target, "0123456789")] ? atoi(target) : -1;
        int copy = fd < 0 ? -1 : fcntl(fd, F_DUPFD, SHELL_FD);
        if (fd < 0) complain("Syntax error: Bad fd number");
        else if (copy < 0) complain("%d: %s", fd, strerror(errno));
        return copy < 0 ? -2 : copy;
    }
    int fd = open(target, modes[r->kind - LESS], 0666);
    if (fd >= 0) return fd;
    complain("cannot %s %s: %s", r->kind == LESS ? "open" : "create", target, open_error(r->kind != LESS));
    return -2;
}

/* Applies redirections, remembering what they replace unless `saved` is NULL. Returns 0 after a complaint. */
static int redirect(struct Redirect *r, struct Saved **saved) {
    for (; r; r = r->next) {
        int fd = open_redirect(r);
        if (fd == -2) return 0;
        if (saved) {
            struct Saved *s = take(sizeof *s);
            *s = (struct Saved){*saved, r->fd, fd == r->fd ? -1 : fcntl(r->fd, F_DUPFD_CLOEXEC, SHELL_FD)};
            *saved = s;
        }
        if (fd == -1) {
            close(r->fd);
        } else if (fd != r->fd) {
            dup2(fd, r->fd);
            close(fd);
        }
    }
    return 1;
}

static void restore(struct Saved *s) {
    for (; s; s = s->next) {
        if (s->copy < 0) close(s->fd);
        else { dup2(s->copy, s->fd); close(s->copy); }
    }
}

static void forget(struct Saved *s) { /* the redirections stay */
    for (; s; s = s->next)
        if (s->copy >= 0) close(s->copy);
}

/* ---- Jobs: the processes of a pipeline, waited for together. ---- */

struct Job {
    struct Job *next;
    int number, live, status, is_stopped, count;
    pid_t group, *pids; /* the last pid decides the status; a pid becomes 0 when reaped */
    pid_t last;
    char *text;
};
static struct Job *jobs; /* newest first */
static char *traps[SIGNALS];
static char is_changed[SIGNALS]; /* signals whose action the shell set for itself */
static volatile sig_atomic_t caught[SIGNALS], any_caught;

static void on_signal(int number) {
    caught[number] = 1;
    any_caught = 1;
}

static struct Job *new_job(const char *text) {
    struct Job *job = calloc(1, sizeof *job);
    if (!job) { complain("Out of space"); _exit(2); }
    for (struct Job *j = jobs; j; j = j->next)
        if (j->number >= job->number) job->number = j->number;
    job->number++;
    job->text = own(text);
    job->next = jobs;
    return jobs = job;
}

static void free_job(struct Job *job) {
    for (struct Job **at = &jobs; *at; at = &(*at)->next)
        if (*at == job) { *at = job->next; break; }
    free(job->text);
    free(job->pids);
    free(job);
}

static void add_process(struct Job *job, pid_t pid) {
    pid_t *bigger = realloc(job->pids, (job->count + 1) * sizeof *bigger);
    if (!bigger) { complain("Out of space"); _exit(2); }
    job->pids = bigger;
    job->pids[job->count++] = job->last = pid;
    if (!job->group) job->group = pid;
    job->live++;
}

/* A child of the shell: no jobs of its own yet, signals as they were before the shell, never a prompt. */
static pid_t fork_child(void) {
    pid_t pid = fork();
    if (pid < 0) { complain("Cannot fork"); abandon(2); }
    if (pid) return pid;
    while (jobs) free_job(jobs);
    for (int i = 1; i < SIGNALS; i++) {
        if (traps[i] && !*traps[i]) continue; /* ignored stays ignored */
        if (is_changed[i]) signal(i, SIG_DFL);
        is_changed[i] = 0;
        traps[i] = NULL;
    }
    traps[0] = NULL;
    interactive = 0;
    return 0;
}

static pid_t fork_in(struct Job *job, int is_foreground) {
    int has_groups = interactive;
    pid_t group = job->group, pid = fork_child();
    if (has_groups) {
        setpgid(pid, group); /* both do it, so that neither can be too late */
        if (!group) group = pid ? pid : getpid();
        if (!pid && is_foreground) { signal(SIGTTOU, SIG_IGN); tcsetpgrp(0, group); signal(SIGTTOU, SIG_DFL); }
    } else if (!pid && !is_foreground) {
        signal(SIGINT, SIG_IGN);
        signal(SIGQUIT, SIG_IGN);
        int empty = open("/dev/null", O_RDONLY);
        if (empty > 0) { dup2(empty, 0); close(empty); }
    }
    return pid;
}

/* Waits for any child and notes it in its job. Returns 0 when there is none to report. */
static int reap(int options) {
    int status;
    pid_t pid = waitpid(-1, &status, options | (interactive ? WUNTRACED : 0));
    if (pid <= 0) return pid < 0 && errno == EINTR ? -1 : 0;
    for (struct Job *job = jobs; job; job = job->next)
        for (int i = 0; i < job->count; i++) {
            if (job->pids[i] != pid) continue;
            if (WIFSTOPPED(status)) { job->is_stopped = 1; job->status = 128 + WSTOPSIG(status); return 1; }
            job->pids[i] = 0;
            job->live--;
            if (pid != job->last) return 1;
            job->status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
            if (WIFSIGNALED(status) && WTERMSIG(status) != SIGPIPE && WTERMSIG(status) != SIGINT)
                dprintf(2, "%s%s\n", strsignal(WTERMSIG(status)), WCOREDUMP(status) ? " (core dumped)" : "");
            else if (WIFSIGNALED(status) && interactive) say(2, "\n", 1);
            return 1;
        }
    return 1;
}

static void show_job(struct Job *job) {
    char state[32];
    int mark = job == jobs ? '+' : jobs && job == jobs->next ? '-' : ' ';
    if (job->live) strcpy(state, job->is_stopped ? "Stopped" : "Running");
    else if (job->status > 128) snprintf(state, sizeof state, "%s", strsignal(job->status - 128));
    else if (job->status) snprintf(state, sizeof state, "Done(%d)", job->status);
    else strcpy(state, "Done");
    dprintf(1, "[%d] %c %-26s %s\n", job->number, mark, state, job->text);
}

/* Waits for a job in the foreground and returns its status. */
static int wait_for(struct Job *job, int owns_terminal) {
    int status;
    while (job->live && !job->is_stopped) {
        int got = reap(0);
        if (!got) break;
        if (got < 0 && any_caught && !owns_terminal) return 128 + SIGINT; /* `wait` ends for a trap */
    }
    status = job->status;
    if (owns_terminal && interactive) tcsetpgrp(0, getpgrp());
    if (job->is_stopped) { say(1, "\n", 1); show_job(job); }
    else free_job(job);
    return status;
}

static void report_jobs(void) {
    while (reap(WNOHANG) > 0) {}
    for (struct Job *job = jobs, *next; job; job = next) {
        next = job->next;
        if (job->live) continue;
        show_job(job);
        free_job(job);
    }
}

static struct Job *find_job(const char *name) { /* %n, %+, %%, %-, %text or a pid; NULL: the current job */
    struct Job *job = jobs;
    if (!name || !strcmp(name, "%") || !strcmp(name, "%%") || !strcmp(name, "%+")) return job;
    if (!strcmp(name, "%-")) return job ? job->next : NULL;
    for (; job; job = job->next) {
        if (*name != '%' && job->last == atoi(name)) return job;
        if (*name == '%' && (isdigit((unsigned char)name[1]) ? job->number == atoi(name + 1) : !strncmp(job->text, name + 1, strlen(name + 1)))) return job;
    }
    return NULL;
}

/* ---- Built-in commands: what a child could not do for its parent, and the cheapest few. ---- */

static struct { const char *name; int number; } const signals[] = {
    { "EXIT", 0 }, { "HUP", SIGHUP }, { "INT", SIGINT }, { "QUIT", SIGQUIT }, { "KILL", SIGKILL }, { "USR1", SIGUSR1 },
    { "USR2", SIGUSR2 }, { "PIPE", SIGPIPE }, { "ALRM", SIGALRM }, { "TERM", SIGTERM }, { "CHLD", SIGCHLD },
    { "CONT", SIGCONT }, { "TSTP", SIGTSTP }, { "TTIN", SIGTTIN }, { "TTOU", SIGTTOU }, { "WINCH", SIGWINCH },
};

static int signal_number(const char *name) {
    if (isdigit((unsigned char)*name)) return atoi(name) < SIGNALS ? atoi(name) : -1;
    if (!strncmp(name, "SIG", 3)) name += 3;
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (!strcmp(signals[i].name, name)) return signals[i].number;
    return -1;
}

static void run_traps(void) {
    while (any_caught) {
        any_caught = 0;
        for (int i = 1; i < SIGNALS; i++) {
            if (!caught[i]) continue;
            caught[i] = 0;
            int status = last_status;
            if (traps[i] && *traps[i]) run_text(traps[i], 0);
            last_status = status;
        }
    }
}

static void leave(int status) {
    char *trap = traps[0];
    traps[0] = NULL;
    last_status = status;
    if (trap && *trap && !setjmp(top_level)) run_text(trap, 0);
    _exit(status);
}

static int number_of(const char *builtin, const char *text) {
    if (!*text || text[strspn(text, "0123456789")]) { complain("%s: Illegal number: %s", builtin, text); abandon(2); }
    return atoi(text);
}

static int do_echo(char **argv) {
    struct Text out = {0};
    int newline = 1;
    if (argv[1] && !strcmp(argv[1], "-n")) { newline = 0; argv++; }
    for (int i = 1; argv[i]; i++) {
        for (const char *p = argv[i]; *p; p++) {
            const char *escape = *p == '\\' && p[1] ? strchr("a\ab\bf\fn\nr\rt\tv\v\\\\", p[1]) : NULL;
            if (*p == '\\' && p[1] == 'c') { newline = 0; goto done; }
            if (*p == '\\' && p[1] == '0') {
                int value = 0, digits = 0;
                for (p++; digits < 3 && p[1] >= '0' && p[1] <= '7'; digits++) value = value * 8 + *++p - '0';
                put(&out, value);
            } else if (escape) {
                put(&out, escape[1]);
                p++;
            } else put(&out, *p);
        }
        if (argv[i + 1]) put(&out, ' ');
    }
done:
    if (newline) put(&out, '\n');
    if (!say(1, text_of(&out), out.length)) {
        complain("echo: I/O error");
        return 1;
    }
    return 0;
}

/* test: or = and { -o and }; and = not { -a not }; not = ["!"] primary */
static char **test_at;
static int is_bad_test; /* a complaint was made: the status is 2 */
static int test_or(void);

static long test_number(const char *text) {
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || end[strspn(end, " ")]) { complain("test: Illegal number: %s", text); is_bad_test = 1; }
    return value;
}

static int test_binary(const char *a, const char *op, const char *b, int *value) {
    static const char *const names[] = { "=", "==", "!=", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef", NULL };
    struct stat x, y;
    int i = 0;
    while (names[i] && strcmp(names[i], op)) i++;
    if (!names[i]) return 0;
    if (i < 3) { *value = !strcmp(a, b) == (i < 2); return 1; }
    if (i < 9) {
        long m = test_number(a), n = test_number(b);
        *value = i == 3 ? m == n : i == 4 ? m != n : i == 5 ? m < n : i == 6 ? m <= n : i == 7 ? m > n : m >= n;
        return 1;
    }
    int has_a = !stat(a, &x), has_b = !stat(b, &y);
    if (i == 11) *value = has_a && has_b && x.st_ino == y.st_ino && x.st_dev == y.st_dev;
    else if (i == 9) *value = has_a && (!has_b || x.st_mtime > y.st_mtime);
    else *value = has_b && (!has_a || x.st_mtime < y.st_mtime);
    return 1;
}

static int test_unary(int op, const char *word) {
    struct stat s;
    switch (op) {
    case 'n': return *word != 0;
    case 'z': return !*word;
    case 't': return isatty(test_number(word));
    case 'r': return !access(word, R_OK);
    case 'w': return !access(word, W_OK);
    case 'x': return !access(word, X_OK);
    case 'L': case 'h': return !lstat(word, &s) && S_ISLNK(s.st_mode);
    default:
        if (stat(word, &s)) return 0;
        return op == 'e' || (op == 's' && s.st_size > 0) || (op == 'f' && S_ISREG(s.st_mode)) || (op == 'd' && S_ISDIR(s.st_mode)) ||
               (op == 'p' && S_ISFIFO(s.st_mode)) || (op == 'c' && S_ISCHR(s.st_mode)) || (op == 'b' && S_ISBLK(s.st_mode)) ||
               (op == 'S' && S_ISSOCK(s.st_mode)) || (op == 'u' && s.st_mode & S_ISUID) || (op == 'g' && s.st_mode & S_ISGID);
    }
}

static int test_primary(void) {
    char *word = *test_at;
    int value;
    if (!word) { complain("test: argument expected"); is_bad_test = 1; return 0; }
    if (test_at[1] && test_at[2] && test_binary(word, test_at[1], test_at[2], &value)) { test_at += 3; return value; }
    if (!strcmp(word, "!") && test_at[1]) { test_at++; return !test_primary(); }
    if (!strcmp(word, "(") && test_at[1]) {
        test_at++;
        value = test_or();
        if (!*test_at || strcmp(*test_at, ")")) { complain("test: closing paren expected"); is_bad_test = 1; }
        else test_at++;
        return value;
    }
    if (word[0] == '-' && word[1] && !word[2] && strchr("nztrwxLhesfdpcbSug", word[1]) && test_at[1]) { test_at += 2; return test_unary(word[1], test_at[-1]); }
    test_at++;
    return *word != 0;
}

static int test_and(void) {
    int value = test_primary();
    while (*test_at && !strcmp(*test_at, "-a")) { test_at++; value &= test_primary(); }
    return value;
}
static int test_or(void) {
    int value = test_and();
    while (*test_at && !strcmp(*test_at, "-o")) { test_at++; value |= test_and(); }
    return value;
}

static int do_test(char **argv) {
    int argc = 0;
    while (argv[argc]) argc++;
    if (!strcmp(argv[0], "[")) {
        if (strcmp(argv[argc - 1], "]")) { complain("[: missing ]"); return 2; }
        argv[argc - 1] = NULL;
        argc--;
    }
    if (argc == 1) return 1;
    test_at = argv + 1;
    is_bad_test = 0;
    int value = test_or();
    if (is_bad_test) return 2;
    if (*test_at) { complain("test: unexpected operator"); return 2; }
    return !value;
}

static int do_cd(char **argv) {
    char here[512];
    const char *to = argv[1] ? argv[1] : get("HOME");
    int is_back = to && !strcmp(to, "-");
    if (is_back) to = get("OLDPWD");
    if (!to) to = ".";
    if (chdir(to)) { complain("cd: can't cd to %s", to); return 2; }
    if (get("PWD")) set("OLDPWD", get("PWD"));
    if (getcwd(here, sizeof here)) set("PWD", here);
    if (is_back) dprintf(1, "%s\n", here);
    return 0;
}

static int do_read(char **argv) {
    int is_raw = argv[1] && !strcmp(argv[1], "-r"), got = 0;
    struct Text line = {0};
    const char *ifs = find_variable("IFS", 0) ? get("IFS") : " \t\n";
    char c;
    for (argv += 1 + is_raw; (got = read(0, &c, 1)) > 0 && c != '\n';) {
        if (c == '\\' && !is_raw) {
            if ((got = read(0, &c, 1)) <= 0) break;
            if (c == '\n') continue;
            put(&line, '\\');
        } else if (is_raw && c == '\\') put(&line, '\\');
        if (c) put(&line, c);
    }
    char *p = text_of(&line);
    for (; *argv; argv++) {
        struct Text value = {0};
        size_t end = 0; /* of the value without trailing white space */
        while (*p && isspace((unsigned char)*p) && strchr(ifs, *p)) p++;
        while (*p && (argv[1] == NULL || !strchr(ifs, *p))) {
            int is_escaped = *p == '\\' && p[1];
            if (is_escaped) p++;
            put(&value, *p);
            if (is_escaped || !isspace((unsigned char)*p) || !strchr(ifs, *p)) end = value.length;
            p++;
        }
        if (value.at && !argv[1]) value.at[end] = 0;
        while (*p && isspace((unsigned char)*p) && strchr(ifs, *p)) p++;
        if (*p && strchr(ifs, *p)) p++;
        set(*argv, text_of(&value));
    }
    return got > 0 ? 0 : 1;
}

static void show_variables(const char *prefix, int exported_only) {
    struct Fields lines = {0};
    for (struct Variable *v = variables; v; v = v->next) {
        if (!v->value || (exported_only && !v->is_exported)) continue;
        struct Text line = {0};
        for (const char *p = prefix; *p; p++) put(&line, *p);
        for (const char *p = v->name; *p; p++) put(&line, *p);
        for (const char *p = "='"; *p; p++) put(&line, *p);
        for (const char *p = v->value; *p; p++) {
            if (*p != '\'') { put(&line, *p); continue; }
            for (const char *q = "'\"'\"'"; *q; q++) put(&line, *q);
        }
        put(&line, '\'');
        add_field(&lines, text_of(&line));
    }
    if (lines.count) qsort(lines.at, lines.count, sizeof *lines.at, by_name);
    for (int i = 0; i < lines.count; i++) dprintf(1, "%s\n", lines.at[i]);
}

static int do_export(char **argv) { /* export and readonly */
    int is_export = argv[0][0] == 'e';
    if (!argv[1] || !strcmp(argv[1], "-p")) { show_variables(is_export ? "export " : "readonly ", is_export); return 0; }
    for (int i = 1; argv[i]; i++) {
        size_t n = name_length(argv[i]);
        if (!n || (argv[i][n] && argv[i][n] != '=')) { complain("%s: %s: bad variable name", argv[0], argv[i]); abandon(2); }
        struct Variable *v = assign(argv[i]);
        if (is_export) v->is_exported = 1;
        else v->is_readonly = 1;
    }
    return 0;
}

static int do_unset(char **argv) {
    int only_functions = argv[1] && !strcmp(argv[1], "-f");
    for (int i = 1 + (argv[1] && argv[1][0] == '-'); argv[i]; i++) {
        for (struct Variable **at = &variables; !only_functions && *at; at = &(*at)->next) {
            struct Variable *v = *at;
            if (strcmp(v->name, argv[i])) continue;
            if (v->is_readonly) { complain("unset: %s: is read only", v->name); abandon(2); }
            *at = v->next;
            free(v->name); free(v->value); free(v);
            break;
        }
        for (struct Function **at = &functions; only_functions && *at; at = &(*at)->next) {
            struct Function *f = *at;
            if (strcmp(f->name, argv[i])) continue;
            *at = f->next;
            free(f->name); free(f->body); free(f);
            break;
        }
    }
    return 0;
}

static void set_positionals(char **argv) {
    for (int i = 0; i < positionals; i++) free(positional[i]);
    free(positional);
    for (positionals = 0; argv[positionals];) positionals++;
    positional = calloc(positionals + 1, sizeof *positional);
    if (!positional) { complain("Out of space"); _exit(2); }
    for (int i = 0; i < positionals; i++) positional[i] = own(argv[i]);
}

static int do_set(char **argv) {
    int i = 1;
    if (!argv[1]) show_variables("", 0);
    for (; argv[i] && (argv[i][0] == '-' || argv[i][0] == '+') && argv[i][1]; i++) {
        if (!strcmp(argv[i], "--")) { set_positionals(argv + i + 1); return 0; }
        static const char letters[] = "euxfn";
        for (const char *p = argv[i] + 1; *p; p++) {
            int *const options[] = { &opt_exit, &opt_unset, &opt_trace, &opt_noglob, &opt_noexec };
            const char *found = strchr(letters, *p);
            if (!found) { complain("set: Illegal option %c%c", argv[i][0], *p); abandon(2); }
            *options[found - letters] = argv[i][0] == '-';
        }
    }
    if (argv[i]) set_positionals(argv + i);
    return 0;
}

static int do_trap(char **argv) {
    if (!argv[1]) {
        for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
            if (traps[signals[i].number]) dprintf(1, "trap -- '%s' %s\n", traps[signals[i].number], signals[i].name);
        return 0;
    }
    int is_reset = !strcmp(argv[1], "-") || (isdigit((unsigned char)argv[1][0]) && !argv[2]);
    for (int i = strcmp(argv[1], "-") && is_reset ? 1 : 2; argv[i]; i++) {
        int number = signal_number(argv[i]);
        if (number < 0) { complain("trap: %s: bad trap", argv[i]); return 1; }
        free(traps[number]);
        traps[number] = is_reset ? NULL : own(argv[1]);
        struct sigaction action = {.sa_handler = is_reset ? SIG_DFL : *argv[1] ? on_signal : SIG_IGN};
        if (number) sigaction(number, &action, NULL);
        is_changed[number] = !is_reset && *argv[1];
    }
    return 0;
}

static int do_wait(char **argv) {
    int status = 0;
    if (!argv[1]) {
        while (jobs && !any_caught) {
            struct Job *job = jobs;
            while (job && job->is_stopped) job = job->next;
            if (!job) break;
            wait_for(job, 0);
        }
        return 0;
    }
    for (int i = 1; argv[i]; i++) {
        struct Job *job = find_job(argv[i]);
        status = job ? wait_for(job, 0) : 127;
    }
    return status;
}

static int do_foreground(char **argv) { /* fg and bg */
    int is_foreground = argv[0][0] == 'f';
    struct Job *job = find_job(argv[1]);
    if (!job) { complain("%s: %s%s", argv[0], argv[1] ? "No such job: " : "No current job", argv[1] ? argv[1] : ""); return 2; }
    dprintf(1, "%s\n", job->text);
    if (is_foreground && interactive) tcsetpgrp(0, job->group);
    job->is_stopped = 0;
    kill(interactive ? -job->group : job->last, SIGCONT);
    return is_foreground ? wait_for(job, 1) : 0;
}

static int do_jobs(char **argv) {
    (void)argv;
    while (reap(WNOHANG) > 0) {}
    for (struct Job *job = jobs, *next; job; job = next) {
        next = job->next;
        show_job(job);
        if (!job->live) free_job(job);
    }
    return 0;
}

static int do_true(char **argv) { return strcmp(argv[0], "false") == 0; }

static int do_exit(char **argv) { leave(argv[1] ? number_of("exit", argv[1]) & 255 : last_status); return 0; }

static int do_break(char **argv) { /* break and continue */
    breaking = argv[1] ? number_of(argv[0], argv[1]) : 1;
    if (breaking < 1) { complain("%s: Illegal number: %s", argv[0], argv[1]); abandon(2); }
    continuing = argv[0][0] == 'c';
    return 0;
}

static int do_return(char **argv) {
    returning = 1;
    return argv[1] ? number_of("return", argv[1]) & 255 : last_status;
}

static int do_shift(char **argv) {
    int n = argv[1] ? number_of("shift", argv[1]) : 1;
    if (n > positionals) { complain("shift: can't shift that many"); abandon(2); }
    for (int i = 0; i < n; i++) free(positional[i]);
    positionals -= n;
    memmove(positional, positional + n, (positionals + 1) * sizeof *positional);
    return 0;
}

static char *joined(char **words);
static int do_eval(char **argv) { return run_text(joined(argv + 1), 0); }

static int do_dot(char **argv) {
    char buffer[256];
    struct Text text = {0};
    int fd = argv[1] ? open(argv[1], O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0) { complain(".: cannot open %s: No such file", argv[1] ? argv[1] : ""); abandon(2); }
    for (ssize_t got; (got = read(fd, buffer, sizeof buffer)) > 0;)
        for (ssize_t i = 0; i < got; i++) put(&text, buffer[i]);
    close(fd);
    return run_text(text_of(&text), 0);
}

static int do_umask(char **argv) {
    mode_t old = umask(0);
    umask(argv[1] ? (mode_t)strtol(argv[1], NULL, 8) : old);
    if (!argv[1]) dprintf(1, "%04o\n", (unsigned)old);
    return 0;
}

static int do_pwd(char **argv) {
    char here[512];
    (void)argv;
    if (!getcwd(here, sizeof here)) { complain("pwd: %s", strerror(errno)); return 1; }
    dprintf(1, "%s\n", here);
    return 0;
}

static int do_type(char **argv);
static int do_command(char **argv);
static int do_exec(char **argv);
static int do_local(char **argv);

static struct Builtin { const char *name; int (*run)(char **); int is_special; } const builtins[] = {
    { ":", do_true, 1 }, { ".", do_dot, 1 }, { "[", do_test, 0 }, { "bg", do_foreground, 0 }, { "break", do_break, 1 },
    { "cd", do_cd, 0 }, { "command", do_command, 0 }, { "continue", do_break, 1 }, { "echo", do_echo, 0 }, { "eval", do_eval, 1 },
    { "exec", do_exec, 1 }, { "exit", do_exit, 1 }, { "export", do_export, 1 }, { "false", do_true, 0 },
    { "fg", do_foreground, 0 }, { "jobs", do_jobs, 0 }, { "local", do_local, 0 }, { "pwd", do_pwd, 0 }, { "read", do_read, 0 },
    { "readonly", do_export, 1 }, { "return", do_return, 1 }, { "set", do_set, 1 }, { "shift", do_shift, 1 },
    { "test", do_test, 0 }, { "trap", do_trap, 1 }, { "true", do_true, 0 }, { "type", do_type, 0 },
    { "umask", do_umask, 0 }, { "unset", do_unset, 1 }, { "wait", do_wait, 0 },
};

static const struct Builtin *find_builtin(const char *name) {
    for (size_t i = 0; i < sizeof builtins / sizeof *builtins; i++)
        if (!strcmp(builtins[i].name, name)) return &builtins[i];
    return NULL;
}

/* ---- Running the tree. ---- */

enum { EXITS = 1, GUARDED = 2 }; /* this process may end with the command; `set -e` does not apply */

static int run(struct Node *n, int flags);

/* Where a program lies: its path, or NULL with errno set. */
static char *find_program(const char *name) {
    struct stat status;
    int error = ENOENT;
    if (strchr(name, '/')) {
        if (access(name, F_OK)) return NULL;
        if (stat(name, &status) || S_ISDIR(status.st_mode) || access(name, X_OK)) { errno = EACCES; return NULL; }
        return keep(name, strlen(name));
    }
    for (const char *path = get("PATH"); path && *name; path = strchr(path, ':') ? strchr(path, ':') + 1 : NULL) {
        int length = strcspn(path, ":");
        char *found = take(length + strlen(name) + 3);
        sprintf(found, "%.*s%s%s", length, path, length ? "/" : "", name);
        if (stat(found, &status) || !S_ISREG(status.st_mode)) continue;
        if (!access(found, X_OK)) return found;
        error = EACCES;
    }
    errno = error;
    return NULL;
}

static int do_type(char **argv) {
    int status = 0;
    for (int i = 1; argv[i]; i++) {
        char *path = NULL;
        if (find_function(argv[i])) dprintf(1, "%s is a shell function\n", argv[i]);
        else if (find_builtin(argv[i])) dprintf(1, "%s is a %sshell builtin\n", argv[i], find_builtin(argv[i])->is_special ? "special " : "");
        else if ((path = find_program(argv[i]))) dprintf(1, "%s is %s\n", argv[i], path);
        else { dprintf(1, "%s: not found\n", argv[i]); status = 127; }
    }
    return status;
}

/* Becomes the program; returns only by ending the process. */
static void become(char **argv) {
    char **envp = environment();
    char *path = find_program(argv[0]);
    if (path) {
        execve(path, argv, envp);
        if (errno == ENOEXEC) { /* a script without #! */
            struct Fields script = {0};
            add_field(&script, "sh");
            add_field(&script, path);
            for (int i = 1; argv[i]; i++) add_field(&script, argv[i]);
            execve("/bin/sh", script.at, envp);
        }
    }
    complain("%s: %s", argv[0], errno == ENOENT ? "not found" : strerror(errno));
    _exit(errno == ENOENT ? 127 : 126);
}

static char *joined(char **words) {
    struct Text text = {0};
    for (int i = 0; words[i]; i++) {
        if (i) put(&text, ' ');
        for (const char *p = words[i]; *p; p++) put(&text, *p);
    }
    return text_of(&text);
}

static int run_program(char **argv) {
    struct Job *job = new_job(joined(argv));
    pid_t pid = fork_in(job, 1);
    if (!pid) become(argv);
    add_process(job, pid);
    return wait_for(job, 1);
}

static int do_command(char **argv) {
    if (!argv[1]) return 0;
    if (!strcmp(argv[1], "-v") || !strcmp(argv[1], "-V")) {
        if (!argv[2]) return 127;
        if (find_function(argv[2]) || find_builtin(argv[2])) { dprintf(1, "%s\n", argv[2]); return 0; }
        char *path = find_program(argv[2]);
        if (path) dprintf(1, "%s\n", path);
        return path ? 0 : 127;
    }
    const struct Builtin *builtin = find_builtin(argv[1]);
    return builtin ? builtin->run(argv + 1) : run_program(argv + 1);
}

static int do_exec(char **argv) {
    if (argv[1]) become(argv + 1);
    return 0;
}

struct Local { struct Local *next; char *name, *value; int was_set, frame; };
static struct Local *locals;
static int frame;

static int do_local(char **argv) {
    for (int i = 1; argv[i]; i++) {
        size_t n = name_length(argv[i]);
        if (!frame || !n || (argv[i][n] && argv[i][n] != '=')) { complain("local: %s: bad variable name", argv[i]); abandon(2); }
        struct Local *saved = malloc(sizeof *saved);
        if (!saved) { complain("Out of space"); _exit(2); }
        char *name = keep(argv[i], n);
        const char *old = get(name);
        *saved = (struct Local){locals, own(name), old ? own(old) : NULL, old != NULL, frame};
        locals = saved;
        assign(argv[i]);
    }
    return 0;
}

static void drop_locals(int down_to) {
    while (locals && locals->frame > down_to) {
        struct Local *l = locals;
        char *gone[] = { "unset", l->name, NULL };
        locals = l->next;
        if (l->was_set) set(l->name, l->value);
        else do_unset(gone);
        free(l->name); free(l->value); free(l);
    }
}

static int call_function(struct Function *f, char **argv) {
    char **outer = positional, *body = keep(f->body, strlen(f->body));
    int outer_count = positionals, line = line_number, status;
    if (frame >= MAX_DEPTH) { complain("%s: nested too deeply", f->name); abandon(2); }
    positional = NULL;
    positionals = 0;
    set_positionals(argv + 1);
    frame++;
    status = run_text(body, 0);
    if (returning) status = last_status;
    returning = 0;
    drop_locals(--frame);
    set_positionals((char *[]){NULL});
    free(positional);
    positional = outer;
    positionals = outer_count;
    line_number = line;
    return status;
}

/* Assignments before a command hold for it alone: export them now, undo them after. */
struct Undo { char *name, *value; int was_exported; };
static struct Undo *assign_for(struct Fields *assignments) {
    struct Undo *undo = take((assignments->count + 1) * sizeof *undo);
    for (int i = 0; i < assignments->count; i++) {
        char *raw = assignments->at[i];
        size_t n = name_length(raw);
        char *name = keep(raw, n), *value = expand(raw + n + 1, BARE, 0);
        struct Variable *v = find_variable(name, 1);
        undo[i] = (struct Undo){name, v->value ? keep(v->value, strlen(v->value)) : NULL, v->is_exported};
        set(name, value);
        v->is_exported = 1;
    }
    return undo;
}
static void take_back(struct Undo *undo, int count) {
    while (count-- > 0) {
        struct Variable *v = find_variable(undo[count].name, 1);
        set(v->name, undo[count].value);
        v->is_exported = undo[count].was_exported;
    }
}

static int assign_all(struct Fields *assignments) {
    substitution_status = 0;
    for (int i = 0; i < assignments->count; i++) {
        char *raw = assignments->at[i];
        size_t n = name_length(raw);
        set(keep(raw, n), expand(raw + n + 1, BARE, 0));
    }
    return substitution_status;
}

static void trace(struct Fields *fields) {
    char *line = joined(fields->at);
    say(2, "+ ", 2);
    say(2, line, strlen(line));
    say(2, "\n", 1);
}

/* `kill %1` means the job's processes. */
static void name_jobs(struct Fields *fields) {
    for (int i = 1; i < fields->count; i++) {
        struct Job *job = fields->at[i][0] == '%' ? find_job(fields->at[i]) : NULL;
        char number[24];
        if (!job) continue;
        sprintf(number, "%ld", interactive ? -(long)job->group : (long)job->last);
        fields->at[i] = keep(number, strlen(number));
    }
}

static int run_simple(struct Node *n, int flags) {
    struct Fields fields = {0};
    struct Saved *saved = NULL;
    int status;
    line_number = n->line;
    substitution_status = 0;
    for (int i = 0; i < n->words.count; i++) expand_fields(n->words.at[i], &fields);
    int status_of_words = substitution_status;
    if (opt_trace && fields.count) trace(&fields);
    struct Function *function = fields.count ? find_function(fields.at[0]) : NULL;
    const struct Builtin *builtin = fields.count && !function ? find_builtin(fields.at[0]) : NULL;
    if (fields.count && !function && !builtin) {
        if (!strcmp(fields.at[0], "kill")) name_jobs(&fields);
        int may_become = flags & EXITS && !traps[0] && !interactive;
        struct Job *job = may_become ? NULL : new_job(joined(fields.at));
        pid_t pid = may_become ? 0 : fork_in(job, 1);
        if (!pid) {
            if (!redirect(n->redirects, NULL)) _exit(2);
            assign_for(&n->assignments);
            become(fields.at);
        }
        add_process(job, pid);
        return wait_for(job, 1);
    }
    if (!redirect(n->redirects, &saved)) {
        restore(saved);
        if (builtin && builtin->is_special) abandon(2);
        return 2;
    }
    if (!fields.count) {
        status = assign_all(&n->assignments);
        if (!n->assignments.count) status = status_of_words;
    } else if (builtin && builtin->is_special) {
        assign_all(&n->assignments);
        status = builtin->run(fields.at);
        if (builtin->run == do_exec) {
            forget(saved);
            saved = NULL;
        }
    } else {
        struct Undo *undo = assign_for(&n->assignments);
        status = builtin ? builtin->run(fields.at) : call_function(function, fields.at);
        take_back(undo, n->assignments.count);
    }
    restore(saved);
    return status;
}

static void describe(struct Node *n, struct Text *text) { /* what a pipeline is called among the jobs */
    if (n->kind == PIPE) {
        describe(n->left, text);
        for (const char *p = " | "; *p; p++) put(text, *p);
        describe(n->right, text);
        return;
    }
    if (n->kind != SIMPLE) { for (const char *p = "(...)"; *p; p++) put(text, *p); }
    for (int i = 0; i < n->words.count; i++) {
        if (i) put(text, ' ');
        for (const char *p = n->words.at[i]; *p; p++) put(text, *p);
    }
}

/* Starts every command of a pipeline, each one's output the next one's input. */
static void start_pipeline(struct Node *n, struct Job *job, int is_foreground) {
    int input = -1;
    for (struct Node *rest = n; rest; rest = rest->kind == PIPE ? rest->right : NULL) {
        struct Node *command = rest->kind == PIPE ? rest->left : rest;
        int ends[2] = { -1, -1 };
        if (rest->kind == PIPE && pipe(ends)) { complain("Pipe call failed"); abandon(2); }
        pid_t pid = fork_in(job, is_foreground);
        if (!pid) {
            if (input >= 0) { dup2(input, 0); close(input); }
            if (ends[0] >= 0) close(ends[0]);
            if (ends[1] >= 0 && ends[1] != 1) { dup2(ends[1], 1); close(ends[1]); }
            leave(run(command, EXITS));
        }
        add_process(job, pid);
        if (input >= 0) close(input);
        if (ends[1] >= 0) close(ends[1]);
        input = ends[0];
    }
}

static int run_pipeline(struct Node *n) {
    struct Text text = {0};
    describe(n, &text);
    struct Job *job = new_job(text_of(&text));
    start_pipeline(n, job, 1);
    return wait_for(job, 1);
}

static int run_background(struct Node *n) {
    struct Job *job = new_job(n->text);
    start_pipeline(n->left, job, 0);
    last_background = job->last;
    if (interactive) dprintf(2, "[%d] %ld\n", job->number, (long)job->last);
    return 0;
}

static int run_subshell(struct Node *n, int flags) {
    if (flags & EXITS && !traps[0] && !interactive) return run(n->left, EXITS);
    struct Job *job = new_job("(...)");
    pid_t pid = fork_in(job, 1);
    if (!pid) leave(run(n->left, EXITS));
    add_process(job, pid);
    return wait_for(job, 1);
}

/* After a loop's body: 1 when this loop ends (break reached it, or a level further out is meant). */
static int leaves_loop(void) {
    if (returning) return 1;
    if (!breaking) return 0;
    if (--breaking) return 1;
    return !continuing;
}

static int run_loop(struct Node *n) { /* while and until */
    int status = 0;
    struct Mark here = mark();
    for (;;) {
        int condition = run(n->left, GUARDED);
        if (breaking || returning) { if (leaves_loop()) break; continue; }
        if (!condition == (n->kind == UNTIL)) break;
        status = run(n->right, 0);
        release(here);
        if (leaves_loop()) break;
    }
    return status;
}

static int run_for(struct Node *n, int flags) {
    struct Fields fields = {0};
    int status = 0;
    if (n->has_words) for (int i = 0; i < n->words.count; i++) expand_fields(n->words.at[i], &fields);
    else for (int i = 0; i < positionals; i++) add_field(&fields, keep(positional[i], strlen(positional[i])));
    struct Mark here = mark();
    for (int i = 0; i < fields.count; i++) {
        set(n->text, fields.at[i]);
        status = run(n->right, flags & GUARDED);
        release(here);
        if (leaves_loop()) break;
    }
    return status;
}

static int run_case(struct Node *n, int flags) {
    char *word = expand(n->text, BARE, 0);
    for (struct Node *item = n->left; item; item = item->left)
        for (int i = 0; i < item->words.count; i++)
            if (matches(expand(item->words.at[i], BARE, 1), word)) return item->right ? run(item->right, flags) : 0;
    return 0;
}

static int define(struct Node *n) {
    struct Function *f = find_function(n->words.at[0]);
    char *body = own(n->text);
    if (f) {
        free(f->body);
    } else {
        f = calloc(1, sizeof *f);
        if (!f) { complain("Out of space"); _exit(2); }
        f->name = own(n->words.at[0]);
        f->next = functions;
        functions = f;
    }
    f->body = body;
    return 0;
}

static int run_kind(struct Node *n, int flags) {
    int inner = flags & GUARDED, status;
    switch (n->kind) {
    case SIMPLE: return run_simple(n, flags);
    case PIPE: return run_pipeline(n);
    case NOT: return !run(n->left, GUARDED);
    case AND: case OR:
        status = run(n->left, GUARDED);
        if (breaking || returning || !status != (n->kind == AND)) return status;
        return run(n->right, flags);
    case SEQUENCE:
        status = run(n->left, inner);
        return breaking || returning ? status : run(n->right, flags);
    case BACKGROUND: return run_background(n);
    case SUBSHELL: return run_subshell(n, flags);
    case GROUP: return run(n->left, flags);
    case IF:
        status = run(n->left, GUARDED);
        if (breaking || returning) return status;
        if (!status) return run(n->right, flags);
        return n->otherwise ? run(n->otherwise, flags) : 0;
    case WHILE: case UNTIL: return run_loop(n);
    case FOR: return run_for(n, flags);
    case CASE: return run_case(n, flags);
    default: return define(n);
    }
}

static int run(struct Node *n, int flags) {
    struct Saved *saved = NULL;
    if (opt_noexec) return 0;
    if (n->redirects && n->kind != SIMPLE) {
        line_number = n->line;
        if (!redirect(n->redirects, &saved)) { restore(saved); return last_status = 2; }
        flags &= ~EXITS;
    }
    int status = run_kind(n, flags);
    restore(saved);
    last_status = status;
    if (any_caught) run_traps();
    int judged = n->kind == SIMPLE || n->kind == PIPE || n->kind == SUBSHELL;
    if (status && opt_exit && judged && !(flags & GUARDED)) leave(status);
    return status;
}

/* Reads and runs commands to the end of the source. */
static int run_source(int exits) {
    int status = 0, at_end = 0;
    while (!at_end && !returning && !breaking) {
        struct Mark here = mark();
        if (interactive && source->fd >= 0) report_jobs();
        if (source->is_owned && source->at == source->length) source->at = source->length = 0;
        is_continuation = 0;
        do advance(); while (token.kind == NEWLINE && !(source->fd >= 0 && interactive));
        if (token.kind == NEWLINE) continue;
        if (token.kind == END) break;
        struct Node *n = parse_list(1);
        at_end = token.kind == END;
        if (!at_end && token.kind != NEWLINE) syntax_error(NULL);
        if (source->fd < 0 && !source->text[source->at + strspn(source->text + source->at, " \t\n")]) at_end = 1;
        if (n) status = run(n, exits && at_end ? EXITS : 0);
        release(here);
    }
    return status;
}

static int run_text(const char *text, int exits) {
    static int nested;
    struct Source *outer = source;
    struct Source inner = {.text = (char *)text, .length = strlen(text), .fd = -1, .line = line_number};
    if (nested >= MAX_DEPTH * 2) { complain("nested too deeply"); abandon(2); }
    nested++;
    source = &inner;
    int status = run_source(exits);
    source = outer;
    nested--;
    return status;
}

static void start_interactive(void) {
    static const int kept[] = { SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU, SIGTERM };
    struct sigaction action = {.sa_handler = on_signal}; /* no SA_RESTART: ^C ends the read of a line */
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        signal(kept[i], SIG_IGN);
        is_changed[kept[i]] = 1;
    }
    is_changed[SIGINT] = 1;
    sigaction(SIGINT, &action, NULL);
    setpgid(0, 0);
    tcsetpgrp(0, getpgrp());
    interactive = 1;
}

static void read_environment(void) {
    extern char **environ;
    char here[512];
    for (int i = 0; environ && environ[i]; i++) {
        size_t n = name_length(environ[i]);
        if (n && environ[i][n] == '=') assign(environ[i])->is_exported = 1;
    }
    if (!get("PATH")) set("PATH", "/bin:/usr/bin");
    if (!get("IFS")) set("IFS", " \t\n");
    set("PS1", "$ ");
    set("PS2", "> ");
    set("PS4", "+ ");
    set("OPTIND", "1");
    if (getcwd(here, sizeof here)) set("PWD", here);
}

int main(int argc, char **argv) {
    static struct Source input = {.fd = 0, .line = 1, .is_owned = 1};
    static char *command;
    int i = 1, wants_prompt = 0;
    shell_pid = getpid();
    source = &input;
    shell_name = argv[0] && *argv[0] ? argv[0] : "sh";
    if (setjmp(top_level)) _exit(last_status);
    for (; i < argc && (argv[i][0] == '-' || argv[i][0] == '+') && argv[i][1]; i++) {
        if (!strcmp(argv[i], "--")) { i++; break; }
        for (const char *p = argv[i] + 1; *p; p++) {
            if (*p == 'c') command = "";
            else if (*p == 'i') wants_prompt = 1;
            else if (*p != 's' && *p != 'l') do_set((char *[]){"set", (char[]){argv[i][0], *p, 0}, NULL});
        }
    }
    read_environment();
    if (command) {
        if (i >= argc) { complain("-c requires an argument"); return 2; }
        command = argv[i++];
        if (i < argc) shell_name = argv[i++];
    } else if (i < argc) {
        int fd = open(argv[i], O_RDONLY);
        if (fd < 0) { complain("cannot open %s: No such file", argv[i]); return 2; }
        input.fd = fcntl(fd, F_DUPFD_CLOEXEC, SHELL_FD);
        close(fd);
        shell_name = argv[i++];
    }
    set_positionals(argv + i);
    if (!command && input.fd == 0 && (wants_prompt || (isatty(0) && isatty(2)))) start_interactive();
    if (setjmp(top_level)) { /* a command was given up */
        if (!interactive) leave(last_status);
        source = &input;
        input.at = input.length = 0;
        depth = waiting = breaking = returning = 0;
        any_caught = 0;
        drop_locals(frame = 0);
        release((struct Mark){NULL, 0});
        if (last_status == 130) say(2, "\n", 1);
    }
    int status = command ? run_text(command, 1) : run_source(0);
    leave(command || input.fd || !interactive ? (last_status = status, status) : last_status);
}
