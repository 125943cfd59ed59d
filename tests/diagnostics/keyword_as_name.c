int main(void) {
    int for = 3;
    int 2x = 1;
    return 0;
}
