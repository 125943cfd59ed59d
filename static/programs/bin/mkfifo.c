/* mkfifo: makes named pipes. mkfifo NAME... */
#include <err.h>
#include <sys/stat.h>

int main(int argc, char **argv) {
    int status = 0;
    if (argc < 2) errx(1, "missing operand");
    for (int i = 1; i < argc; i++)
        if (mkfifo(argv[i], 0666)) {
            warn("cannot create fifo '%s'", argv[i]);
            status = 1;
        }
    return status;
}
