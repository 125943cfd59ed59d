int main(void) {
    int helper(int a) {
        return a;
    }
    return helper(1);
}
