/* POSIX shared memory between a producer and a consumer process, ordered by semaphores inside it. */
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct box { sem_t full, empty; char text[64]; };

int main(void)
{
    struct stat st;
    shm_unlink("/lab.box");
    int fd = shm_open("/lab.box", O_CREAT | O_EXCL | O_RDWR, 0600);
    printf("made %d, exclusive %d\n", fd >= 0, shm_open("/lab.box", O_CREAT | O_EXCL | O_RDWR, 0600) < 0 && errno == EEXIST);
    ftruncate(fd, sizeof(struct box));
    fstat(fd, &st);
    printf("size %d\n", st.st_size == (long)sizeof(struct box));
    struct box *b = mmap(NULL, sizeof *b, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    sem_init(&b->full, 1, 0);
    sem_init(&b->empty, 1, 1);
    fflush(stdout);
    if (fork() == 0) {
        int mine = shm_open("/lab.box", O_RDWR, 0);
        struct box *c = mmap(NULL, sizeof *c, PROT_READ | PROT_WRITE, MAP_SHARED, mine, 0);
        for (int i = 0; i < 4; i++) {
            sem_wait(&c->full);
            printf("consumer: %s\n", c->text);
            sem_post(&c->empty);
        }
        fflush(stdout);
        _exit(0);
    }
    for (int i = 0; i < 4; i++) {
        sem_wait(&b->empty);
        snprintf(b->text, sizeof b->text, "item %d", i * 11);
        sem_post(&b->full);
    }
    wait(NULL);
    printf("unlink %d\n", shm_unlink("/lab.box"));
    printf("again %d\n", shm_unlink("/lab.box") < 0 && errno == ENOENT);
    return 0;
}
