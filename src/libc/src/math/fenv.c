/* The floating-point environment: the CSRs fflags (1), frm (2) and fcsr (3). */
#include <fenv.h>

static unsigned read_flags(void)
{
    unsigned x;
    __asm__ volatile("frflags %0" : "=r"(x));
    return x;
}

static void write_flags(unsigned x)
{
    __asm__ volatile("fsflags %0" : : "r"(x));
}

int feclearexcept(int flags)
{
    write_flags(read_flags() & ~(unsigned)flags);
    return 0;
}

int fetestexcept(int flags)
{
    return (int)read_flags() & flags;
}

int feraiseexcept(int flags)
{
    write_flags(read_flags() | ((unsigned)flags & FE_ALL_EXCEPT));
    return 0;
}

int fegetround(void)
{
    int x;
    __asm__ volatile("frrm %0" : "=r"(x));
    return x;
}

int fesetround(int mode)
{
    if (mode < FE_TONEAREST || mode > FE_UPWARD)
        return 1;
    __asm__ volatile("fsrm %0" : : "r"(mode));
    return 0;
}

int fegetenv(fenv_t *env)
{
    *env = (unsigned)fegetround() << 5 | read_flags();
    return 0;
}

int fesetenv(const fenv_t *env)
{
    unsigned x = env == FE_DFL_ENV ? 0 : *env;
    fesetround((int)(x >> 5 & 7));
    write_flags(x & FE_ALL_EXCEPT);
    return 0;
}

int feholdexcept(fenv_t *env)
{
    fegetenv(env);
    write_flags(0);
    return 0;
}

int feupdateenv(const fenv_t *env)
{
    unsigned raised = read_flags();
    fesetenv(env);
    return feraiseexcept((int)raised);
}
