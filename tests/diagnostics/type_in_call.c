int f(int a) { return a; }
int main(void) {
    return f(int 3);
}
