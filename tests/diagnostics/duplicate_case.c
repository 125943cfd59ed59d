int f(int x) {
    switch (x) {
    case 1: return 1;
    case 2:
    case 1: return 3;
    default: return 4;
    default: return 5;
    }
}
