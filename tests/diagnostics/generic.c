int f(float x) {
    return _Generic(x, int: 1, double: 2);
}
