int main(void) {
    pid_t p = 0;
    uint32_t u = 1;
    return (int)(p + u);
}
