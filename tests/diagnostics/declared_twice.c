int x = 1;
int x = 2;
int f(void) { return 1; }
int f(void) { return 2; }
int main(void) {
    int a;
    char a;
    return 0;
}
