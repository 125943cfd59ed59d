/* Dates as text (C11 7.27.3), "C" locale. */
#include <stdio.h>
#include <string.h>
#include <time.h>

static const char day_names[7][10] = { "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday" };
static const char month_names[12][10] = { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December" };

static int leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* ISO 8601 week: returns the week and sets its year. */
static int iso_week(const struct tm *t, int *year)
{
    int weekday = (t->tm_wday + 6) % 7;
    int week = (t->tm_yday - weekday + 10) / 7;
    *year = t->tm_year + 1900;
    if (week < 1) {
        --*year;
        int days = 365 + leap(*year);
        week = (t->tm_yday + days - weekday + 10) / 7;
    } else if (week == 53 && t->tm_yday - weekday + 3 >= 365 + leap(*year)) {
        week = 1;
        ++*year;
    }
    return week;
}

static const char *name(const char names[][10], int i, int n)
{
    return i >= 0 && i < n ? names[i] : "?";
}

static int seconds(const struct tm *t)
{
    struct tm copy = *t;
    return (int)timegm(&copy);
}

/* One conversion into `to`; `pad` is 0 for the usual padding, or '-', '_', '0' from the format. */
static void number(char *to, size_t n, int value, int width, char usual, char pad)
{
    if (pad == '-')
        width = 1;
    else if (pad)
        usual = pad == '_' ? ' ' : '0';
    snprintf(to, n, usual == ' ' ? "%*d" : "%0*d", width, value);
}

static void convert(char *to, size_t n, int c, char pad, const struct tm *t)
{
    int year, hour12 = t->tm_hour % 12 ? t->tm_hour % 12 : 12;
    switch (c) {
    case 'a': snprintf(to, n, "%.3s", name(day_names, t->tm_wday, 7)); return;
    case 'A': snprintf(to, n, "%s", name(day_names, t->tm_wday, 7)); return;
    case 'b': case 'h': snprintf(to, n, "%.3s", name(month_names, t->tm_mon, 12)); return;
    case 'B': snprintf(to, n, "%s", name(month_names, t->tm_mon, 12)); return;
    case 'c': strftime(to, n, "%a %b %e %H:%M:%S %Y", t); return;
    case 'C': number(to, n, (t->tm_year + 1900) / 100, 2, '0', pad); return;
    case 'd': number(to, n, t->tm_mday, 2, '0', pad); return;
    case 'D': case 'x': strftime(to, n, "%m/%d/%y", t); return;
    case 'e': number(to, n, t->tm_mday, 2, ' ', pad); return;
    case 'F': strftime(to, n, "%Y-%m-%d", t); return;
    case 'g': iso_week(t, &year); number(to, n, year % 100, 2, '0', pad); return;
    case 'G': iso_week(t, &year); number(to, n, year, 1, '0', pad); return;
    case 'H': number(to, n, t->tm_hour, 2, '0', pad); return;
    case 'I': number(to, n, hour12, 2, '0', pad); return;
    case 'j': number(to, n, t->tm_yday + 1, 3, '0', pad); return;
    case 'k': number(to, n, t->tm_hour, 2, ' ', pad); return;
    case 'l': number(to, n, hour12, 2, ' ', pad); return;
    case 'm': number(to, n, t->tm_mon + 1, 2, '0', pad); return;
    case 'M': number(to, n, t->tm_min, 2, '0', pad); return;
    case 'n': strcpy(to, "\n"); return;
    case 'p': strcpy(to, t->tm_hour < 12 ? "AM" : "PM"); return;
    case 'P': strcpy(to, t->tm_hour < 12 ? "am" : "pm"); return;
    case 'r': strftime(to, n, "%I:%M:%S %p", t); return;
    case 'R': strftime(to, n, "%H:%M", t); return;
    case 's': snprintf(to, n, "%d", seconds(t)); return;
    case 'S': number(to, n, t->tm_sec, 2, '0', pad); return;
    case 't': strcpy(to, "\t"); return;
    case 'T': case 'X': strftime(to, n, "%H:%M:%S", t); return;
    case 'u': number(to, n, t->tm_wday ? t->tm_wday : 7, 1, '0', pad); return;
    case 'U': number(to, n, (t->tm_yday + 7 - t->tm_wday) / 7, 2, '0', pad); return;
    case 'V': number(to, n, iso_week(t, &year), 2, '0', pad); return;
    case 'w': number(to, n, t->tm_wday, 1, '0', pad); return;
    case 'W': number(to, n, (t->tm_yday + 7 - (t->tm_wday + 6) % 7) / 7, 2, '0', pad); return;
    case 'y': number(to, n, (t->tm_year % 100 + 100) % 100, 2, '0', pad); return;
    case 'Y': number(to, n, t->tm_year + 1900, 1, '0', pad); return;
    case 'z': strcpy(to, "+0000"); return;
    case 'Z': snprintf(to, n, "%s", t->tm_zone ? t->tm_zone : "UTC"); return;
    case '%': strcpy(to, "%"); return;
    default: snprintf(to, n, "%%%c", c); return;
    }
}

size_t strftime(char *restrict to, size_t size, const char *restrict format, const struct tm *restrict t)
{
    size_t at = 0;
    for (const char *p = format; *p; p++) {
        char text[64], pad = 0;
        if (*p != '%') {
            text[0] = *p;
            text[1] = 0;
        } else {
            p++;
            if (*p == '-' || *p == '_' || *p == '0')
                pad = *p++;
            if (*p == 'E' || *p == 'O')
                p++;
            if (*p == 0)
                break;
            convert(text, sizeof text, *p, pad, t);
        }
        size_t n = strlen(text);
        if (n >= size - at)
            return 0;
        memcpy(to + at, text, n);
        at += n;
    }
    if (at >= size)
        return 0;
    to[at] = 0;
    return at;
}

char *asctime_r(const struct tm *restrict t, char *restrict to)
{
    snprintf(to, 26, "%.3s %.3s%3d %.2d:%.2d:%.2d %d\n", name(day_names, t->tm_wday, 7), name(month_names, t->tm_mon, 12),
             t->tm_mday, t->tm_hour, t->tm_min, t->tm_sec, 1900 + t->tm_year);
    return to;
}

char *asctime(const struct tm *t)
{
    static char text[26];
    return asctime_r(t, text);
}

char *ctime_r(const time_t *when, char *to)
{
    struct tm t;
    return asctime_r(localtime_r(when, &t), to);
}

char *ctime(const time_t *when)
{
    return asctime(localtime(when));
}
