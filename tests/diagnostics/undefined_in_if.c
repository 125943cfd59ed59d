#if sizeof(int) == 4
#endif
#if FOO(1)
#endif
#if 1.5
#endif
