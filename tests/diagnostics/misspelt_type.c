itn main(void) {
    flaot f = 1;
    return 0;
}
