/* Calendar time in UTC, the only zone here. Days are counted from 1 March 2000 in 400-year cycles, so that the leap day
   is the last day of its year. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

char *tzname[2] = { "UTC", "UTC" };
int daylight;
long timezone;

void tzset(void)
{
}

#define DAYS_400 146097
#define DAYS_100 36524
#define DAYS_4 1461

struct tm *gmtime_r(const time_t *restrict when, struct tm *restrict t)
{
    static const unsigned char month_days[] = { 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29 };
    long days = *when / 86400, rest = *when % 86400;
    if (rest < 0) {
        rest += 86400;
        days--;
    }
    t->tm_sec = (int)(rest % 60);
    t->tm_min = (int)(rest / 60 % 60);
    t->tm_hour = (int)(rest / 3600);
    t->tm_wday = (int)((days % 7 + 11) % 7); /* 1970-01-01 was a Thursday */
    days -= 11017;                           /* 2000-03-01 */
    long cycles = days / DAYS_400;
    days %= DAYS_400;
    if (days < 0) {
        days += DAYS_400;
        cycles--;
    }
    int centuries = (int)(days / DAYS_100);
    if (centuries == 4)
        centuries = 3;
    days -= centuries * (long)DAYS_100;
    int fours = (int)(days / DAYS_4);
    days -= fours * (long)DAYS_4;
    int years = (int)(days / 365);
    if (years == 4)
        years = 3;
    days -= years * 365l;
    int year = 2000 + (int)cycles * 400 + centuries * 100 + fours * 4 + years, month = 0;
    int leap = years == 0 && (fours != 0 || centuries == 0);
    t->tm_yday = (int)days + 59 + leap;
    if (t->tm_yday >= 365 + leap)
        t->tm_yday -= 365 + leap;
    while (days >= month_days[month])
        days -= month_days[month++];
    t->tm_mon = (month + 2) % 12;
    t->tm_year = year + (month >= 10) - 1900;
    t->tm_mday = (int)days + 1;
    t->tm_isdst = 0;
    t->tm_gmtoff = 0;
    t->tm_zone = "GMT";
    return t;
}

struct tm *localtime_r(const time_t *restrict when, struct tm *restrict t)
{
    gmtime_r(when, t);
    t->tm_zone = tzname[0];
    return t;
}

static struct tm shared;

struct tm *gmtime(const time_t *when)
{
    return gmtime_r(when, &shared);
}

struct tm *localtime(const time_t *when)
{
    return localtime_r(when, &shared);
}

/* Seconds since 1970 of a date whose fields may be out of range. */
static long long count(const struct tm *t)
{
    long long year = t->tm_year + 1900ll + t->tm_mon / 12;
    int month = t->tm_mon % 12;
    if (month < 0) {
        month += 12;
        year--;
    }
    /* Years from March: January and February belong to the year before. */
    int m = month >= 2 ? month - 2 : month + 10;
    if (month < 2)
        year--;
    long long leaps = (year >= 0 ? year / 4 - year / 100 + year / 400 : (year - 3) / 4 - (year - 99) / 100 + (year - 399) / 400);
    long long days = year * 365 + leaps + (153 * m + 2) / 5 + t->tm_mday - 1 - 719468;
    return ((days * 24 + t->tm_hour) * 60 + t->tm_min) * 60 + t->tm_sec;
}

time_t timegm(struct tm *t)
{
    long long v = count(t);
    if (v > LONG_MAX || v < LONG_MIN) {
        errno = EOVERFLOW;
        return -1;
    }
    time_t when = (time_t)v;
    gmtime_r(&when, t);
    return when;
}

time_t mktime(struct tm *t)
{
    time_t when = timegm(t);
    if (when != -1 || errno != EOVERFLOW)
        t->tm_zone = tzname[0];
    return when;
}
