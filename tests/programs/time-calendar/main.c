#include <stdio.h>
#include <time.h>
int main(void) {
    long long times[] = {0, 86399, 86400, 951782400, 1000000000, 1709164800, 1735689599, 2147483647, -1, -86401};
    for (int i = 0; i < 10; i++) {
        time_t t = times[i];
        struct tm *m = gmtime(&t);
        char b[100];
        strftime(b, sizeof b, "%Y-%m-%d %H:%M:%S %a %A %b %B %j %U %w %y %I%p %e %D %T %%", m);
        printf("%s | %d %d\n", b, m->tm_yday, m->tm_wday);
    }
    struct tm m = {.tm_year = 124, .tm_mon = 13, .tm_mday = 35, .tm_hour = 25, .tm_min = -5};
    time_t t = timegm(&m);
    printf("%lld %d-%d-%d %d:%d\n", (long long)t, m.tm_year + 1900, m.tm_mon + 1, m.tm_mday, m.tm_hour, m.tm_min);
    t = 1e9;
    printf("%s%.0f\n", asctime(gmtime(&t)), difftime(t, 0));
    char small[4];
    printf("%d\n", (int)strftime(small, sizeof small, "%Y", gmtime(&t)));
    printf("%d\n", time(NULL) > 0 && clock() >= 0);
    return 0;
}
