#include <stdio.h>
#include <string.h>
#include <time.h>

int main(void)
{
    long times[] = { 0, 86399, 951782400, 1078012800, 1704067199, 1709164800, -1, 2147483647, 1000000000 };
    char text[200];
    for (int i = 0; i < 9; i++) {
        time_t t = times[i];
        struct tm *m = gmtime(&t);
        strftime(text, sizeof text, "%a %A %b %B %d %e %H %I %j %m %M %p %S %U %w %W %y %Y %F %T %D %R %G-W%V-%u %%", m);
        puts(text);
        struct tm copy = *m;
        printf("%ld %d\n", (long)timegm(&copy), copy.tm_yday);
        printf("%s", asctime(m));
    }
    struct tm odd = { .tm_year = 124, .tm_mon = 13, .tm_mday = 32, .tm_hour = 25, .tm_min = -5 };
    time_t t = timegm(&odd);
    printf("%ld %d-%02d-%02d %02d:%02d %d\n", (long)t, odd.tm_year + 1900, odd.tm_mon + 1, odd.tm_mday, odd.tm_hour, odd.tm_min, odd.tm_wday);
    printf("%.0f\n", difftime(100, 40));
    printf("%zu\n", strftime(text, 3, "%Y", &odd));
    return 0;
}
