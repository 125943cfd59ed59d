void f(void) {
    asm("nop\n\tnop");
    asm("nop");
}
