int main(void) {
    struct nod n;
    struct node { int v; } m = { 1 };
    struct noed *p = 0;
    return p->v + m.v;
}
