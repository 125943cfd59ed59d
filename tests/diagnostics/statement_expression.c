int x = ({ 1; });
int f(int a) {
    return ({ int b = a; b + 1; }) + ({ int c = 1; });
}
