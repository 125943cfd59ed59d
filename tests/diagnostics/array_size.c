int n = 3;
int a[n];
int b[-1];
int c[];
int main(void) {
    int d[];
    int e[2.5];
    const int k = 3;
    static int s[k];
    return 0;
}
