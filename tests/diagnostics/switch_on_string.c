int f(char *s) {
    switch (s) {
    case "a": return 1;
    }
    return 0;
}
