int f(int x, int y) {
    const int two = 2;
    switch (x) {
    case y: return 1;
    case two: return 2;
    }
    return 0;
}
