/* Users and groups from /etc/passwd and /etc/group. */
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Splits "a:b:c" in place; returns how many fields there were. */
static int fields(char *line, char **to, int most)
{
    int n = 0;
    line[strcspn(line, "\n")] = 0;
    for (char *p = line; p && n < most; n++)
        to[n] = strsep(&p, ":");
    return n;
}

static FILE *users;

struct passwd *getpwent(void)
{
    static char line[512];
    static struct passwd p;
    char *f[7];
    if (users == NULL)
        users = fopen("/etc/passwd", "re");
    while (users && fgets(line, sizeof line, users)) {
        if (fields(line, f, 7) < 7)
            continue;
        p.pw_name = f[0];
        p.pw_passwd = f[1];
        p.pw_uid = (uid_t)atoi(f[2]);
        p.pw_gid = (gid_t)atoi(f[3]);
        p.pw_gecos = f[4];
        p.pw_dir = f[5];
        p.pw_shell = f[6];
        return &p;
    }
    return NULL;
}

void endpwent(void)
{
    if (users)
        fclose(users);
    users = NULL;
}

void setpwent(void)
{
    endpwent();
}

static struct passwd *find_user(const char *name, uid_t id)
{
    struct passwd *p;
    setpwent();
    while ((p = getpwent()) != NULL)
        if (name ? strcmp(p->pw_name, name) == 0 : p->pw_uid == id)
            break;
    endpwent();
    return p;
}

struct passwd *getpwnam(const char *name) { return find_user(name, 0); }
struct passwd *getpwuid(uid_t id) { return find_user(NULL, id); }

static struct group *find_group(const char *name, gid_t id)
{
    static char line[512], *members[32];
    static struct group g;
    char *f[4];
    int found = 0;
    FILE *file = fopen("/etc/group", "re");
    while (file && !found && fgets(line, sizeof line, file)) {
        if (fields(line, f, 4) < 4)
            continue;
        g.gr_name = f[0];
        g.gr_passwd = f[1];
        g.gr_gid = (gid_t)atoi(f[2]);
        int n = 0;
        for (char *p = f[3]; p && *p && n < 31;)
            members[n++] = strsep(&p, ",");
        members[n] = NULL;
        g.gr_mem = members;
        found = name ? strcmp(g.gr_name, name) == 0 : g.gr_gid == id;
    }
    if (file)
        fclose(file);
    return found ? &g : NULL;
}

struct group *getgrnam(const char *name) { return find_group(name, 0); }
struct group *getgrgid(gid_t id) { return find_group(NULL, id); }
