#inlcude <stdio.h>
#if 1 +
#endif
#if 1 / 0
#endif
#else
#endif
#ifdef
#endif
#error stop here
#if 1
