struct point { int x, y; }
int main(void) {
    int char c;
    return 0;
}
