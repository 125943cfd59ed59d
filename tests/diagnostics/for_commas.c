int f(void) {
    for (int i = 0, i < 3, i++) {
    }
    for (int j = 0; j < 3) {
    }
    return 0;
}
