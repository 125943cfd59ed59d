static x = 1;
main() {
    return x;
}
