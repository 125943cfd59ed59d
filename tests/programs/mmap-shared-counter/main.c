/* Parent and children count in one anonymous shared page, guarded by a process-shared mutex in the same page. */
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared { pthread_mutex_t lock; int counter; };

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int *private = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_t a;
    if (s == MAP_FAILED || private == MAP_FAILED)
        return 1;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&s->lock, &a);
    for (int c = 0; c < 3; c++)
        if (fork() == 0) {
            for (int i = 0; i < 2000; i++) {
                pthread_mutex_lock(&s->lock);
                s->counter++;
                ++*private;
                pthread_mutex_unlock(&s->lock);
            }
            _exit(*private == 2000 ? 0 : 1);
        }
    int status, good = 0;
    while (wait(&status) > 0)
        good += WIFEXITED(status) && WEXITSTATUS(status) == 0;
    printf("children %d, shared %d, private %d\n", good, s->counter, *private);
    printf("unmap %d\n", munmap(s, sizeof *s));
    return 0;
}
