#include <stdio.h>
#include <string.h>

static int board[8], solutions;
static void queens(int row)
{
    if (row == 8) {
        solutions++;
        return;
    }
    for (int c = 0; c < 8; c++) {
        int ok = 1;
        for (int r = 0; r < row; r++)
            if (board[r] == c || board[r] - c == row - r || c - board[r] == row - r)
                ok = 0;
        if (ok) {
            board[row] = c;
            queens(row + 1);
        }
    }
}

static long moves;
static void hanoi(int n, int a, int b, int c)
{
    if (n == 0)
        return;
    hanoi(n - 1, a, c, b);
    moves++;
    hanoi(n - 1, c, b, a);
}

static unsigned gcd(unsigned a, unsigned b) { return b ? gcd(b, a % b) : a; }

static void quicksort(int *v, int n)
{
    if (n < 2)
        return;
    int pivot = v[n / 2], i = 0, j = n - 1;
    while (i <= j) {
        while (v[i] < pivot)
            i++;
        while (v[j] > pivot)
            j--;
        if (i <= j) {
            int t = v[i];
            v[i++] = v[j];
            v[j--] = t;
        }
    }
    quicksort(v, j + 1);
    quicksort(v + i, n - i);
}

int main(void)
{
    queens(0);
    hanoi(12, 0, 1, 2);
    printf("%d %ld %u\n", solutions, moves, gcd(1071, 462));
    char sieve[1000];
    memset(sieve, 1, sizeof sieve);
    int primes = 0, last = 0;
    for (int i = 2; i < 1000; i++)
        if (sieve[i]) {
            primes++;
            last = i;
            for (int j = i * i; j < 1000; j += i)
                sieve[j] = 0;
        }
    printf("%d %d\n", primes, last);
    int v[100];
    unsigned x = 12345;
    for (int i = 0; i < 100; i++) {
        x = x * 1103515245u + 12345u;
        v[i] = (int)(x >> 16) % 1000;
    }
    quicksort(v, 100);
    int sorted = 1;
    for (int i = 1; i < 100; i++)
        sorted &= v[i - 1] <= v[i];
    printf("%d %d %d\n", sorted, v[0], v[99]);
    unsigned long long f[91] = { 0, 1 };
    for (int i = 2; i <= 90; i++)
        f[i] = f[i - 1] + f[i - 2];
    printf("%llu\n", f[90]);
    double a[4][4], b[4][4], c[4][4] = { { 0 } };
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++) {
            a[i][j] = i + j * 0.5;
            b[i][j] = i == j ? 2 : 0.25;
        }
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++)
            for (int k = 0; k < 4; k++)
                c[i][j] += a[i][k] * b[k][j];
    printf("%g %g %g\n", c[0][0], c[1][2], c[3][3]);
    unsigned crc = ~0u;
    for (const char *p = "123456789"; *p; p++) {
        crc ^= (unsigned char)*p;
        for (int k = 0; k < 8; k++)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
    }
    printf("%08x\n", ~crc);
    return 0;
}
