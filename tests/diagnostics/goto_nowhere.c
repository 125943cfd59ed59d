int main(void) {
    goto end;
end:
    goto ende;
}
