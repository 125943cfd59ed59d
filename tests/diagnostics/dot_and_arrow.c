struct point { int x; };
int f(struct point *p, struct point q) {
    return p.x + q->x;
}
