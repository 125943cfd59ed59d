//! "Did you mean": the closest known name, and which header declares what.

/// The candidate with the smallest edit distance to `name`, if it is close enough to be what was meant.
pub fn closest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = match name.len() {
        0 | 1 => return None,
        2..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    let scored =
        candidates.filter(|c| *c != name && !c.is_empty()).filter_map(|c| Some((distance(name, c, limit)?, c)));
    scored.min_by_key(|(d, c)| (*d, c.len().abs_diff(name.len()))).map(|(_, c)| c)
}

/// Edit distance with swaps of neighbours counted once (optimal string alignment); `None` when above `limit`.
fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > limit || a.len() > 64 || b.len() > 64 {
        return None;
    }
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let same = usize::from(!a[i - 1].eq_ignore_ascii_case(&b[j - 1]));
            row[j] = (above[j] + 1).min(row[j - 1] + 1).min(above[j - 1] + same);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().filter(|d| *d <= limit)
}

/// Title and help for a header that is not there.
pub fn missing_header(name: &str, is_system: bool) -> (String, String) {
    let title = format!("cannot find the header `{name}`");
    let help = match name {
        "complex.h" => "complex numbers are not supported".to_string(),
        "wchar.h" | "wctype.h" | "uchar.h" => "wide characters are not supported".to_string(),
        "windows.h" | "conio.h" | "dos.h" | "process.h" => {
            "this header belongs to Windows; this computer speaks POSIX, as Linux and macOS do".to_string()
        }
        "iostream" | "string" | "vector" | "cstdio" | "cstdlib" => {
            "this is a C++ header; the compiler here compiles C".to_string()
        }
        _ => {
            let names = HEADERS.iter().map(|(header, _)| *header);
            match closest(name, names) {
                Some(header) => format!("did you mean `<{header}>`?"),
                None if is_system => "a header of your own is included with quotes: `#include \"mine.h\"`".to_string(),
                None => "add a file of this name to the program".to_string(),
            }
        }
    };
    (title, help)
}

/// The header that declares a library name.
pub fn header_of(name: &str) -> Option<&'static str> {
    HEADERS.iter().find(|(_, words)| words.split_ascii_whitespace().any(|w| w == name)).map(|(header, _)| *header)
}

/// Every name the library declares, for suggestions.
pub fn library_names() -> impl Iterator<Item = &'static str> {
    HEADERS.iter().flat_map(|(_, words)| words.split_ascii_whitespace())
}

/// Headers and what programs use from them; where several declare a name, the one a textbook would include is first.
const HEADERS: &[(&str, &str)] = &[
    (
        "stdio.h",
        "printf fprintf sprintf snprintf dprintf vprintf vfprintf vsprintf vsnprintf scanf fscanf sscanf vscanf puts \
         fputs putchar putc fputc getchar getc fgetc fgets gets ungetc fopen freopen fdopen fclose fflush fread fwrite \
         fseek ftell rewind fgetpos fsetpos feof ferror clearerr perror remove rename tmpfile setbuf setvbuf getline \
         getdelim fileno popen pclose FILE stdin stdout stderr EOF BUFSIZ SEEK_SET SEEK_CUR SEEK_END",
    ),
    (
        "stdlib.h",
        "malloc calloc realloc free exit _Exit abort atexit atoi atol atoll atof strtol strtoul strtoll strtoull strtod \
         strtof rand srand random srandom qsort bsearch abs labs llabs div ldiv getenv setenv unsetenv putenv system \
         mkstemp mkdtemp realpath posix_memalign aligned_alloc EXIT_SUCCESS EXIT_FAILURE RAND_MAX",
    ),
    (
        "string.h",
        "strlen strnlen strcpy strncpy strcat strncat strcmp strncmp strchr strrchr strstr strtok strtok_r strdup \
         strndup strerror strspn strcspn strpbrk strsignal strsep memcpy memmove memset memcmp memchr memmem strcoll",
    ),
    ("strings.h", "strcasecmp strncasecmp bzero bcopy ffs"),
    (
        "unistd.h",
        "fork execl execlp execle execv execvp execve execvpe pipe read write close dup dup2 dup3 lseek sleep usleep \
         getpid getppid getuid geteuid getgid getegid getpgrp getpgid setpgid setsid getsid chdir getcwd access unlink \
         rmdir link symlink readlink isatty ttyname alarm pause brk sbrk _exit pread pwrite truncate ftruncate fsync \
         sysconf gethostname getopt optarg optind opterr optopt nice vfork pipe2 syscall STDIN_FILENO STDOUT_FILENO \
         STDERR_FILENO F_OK R_OK W_OK X_OK",
    ),
    (
        "sys/wait.h",
        "wait waitpid waitid WIFEXITED WEXITSTATUS WIFSIGNALED WTERMSIG WIFSTOPPED WSTOPSIG WNOHANG WUNTRACED",
    ),
    (
        "sys/types.h",
        "pid_t uid_t gid_t mode_t ino_t dev_t nlink_t blksize_t blkcnt_t key_t id_t u_int u_char u_short u_long",
    ),
    ("stddef.h", "size_t NULL ptrdiff_t offsetof wchar_t max_align_t"),
    ("sys/uio.h", "readv writev"),
    ("stdbool.h", "bool true false"),
    (
        "stdint.h",
        "int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t intptr_t uintptr_t intmax_t uintmax_t \
         INT32_MAX INT32_MIN UINT32_MAX INT64_MAX INT64_MIN UINT64_MAX INT8_MAX INT16_MAX UINT8_MAX UINT16_MAX SIZE_MAX",
    ),
    ("inttypes.h", "PRId64 PRIu64 PRIx64 PRId32 PRIu32 PRIx32 imaxabs strtoimax"),
    (
        "limits.h",
        "INT_MAX INT_MIN UINT_MAX LONG_MAX LONG_MIN ULONG_MAX CHAR_BIT CHAR_MAX CHAR_MIN LLONG_MAX PATH_MAX SHRT_MAX",
    ),
    ("float.h", "DBL_MAX DBL_MIN DBL_EPSILON FLT_MAX FLT_MIN FLT_EPSILON"),
    ("errno.h", "errno EINTR EAGAIN ENOENT EACCES EINVAL ECHILD EPERM ENOMEM EEXIST EPIPE EBADF ERANGE EWOULDBLOCK"),
    ("assert.h", "assert static_assert"),
    (
        "ctype.h",
        "isalpha isdigit isalnum isspace isupper islower ispunct isxdigit isprint iscntrl isgraph toupper tolower",
    ),
    (
        "signal.h",
        "signal sigaction kill raise sigemptyset sigfillset sigaddset sigdelset sigismember sigprocmask sigsuspend \
         sigpending sigwait sigqueue sig_atomic_t sigset_t siginfo_t SIGINT SIGTERM SIGKILL SIGCHLD SIGUSR1 SIGUSR2 \
         SIGALRM SIGPIPE SIGSEGV SIGSTOP SIGCONT SIGTSTP SIG_DFL SIG_IGN SIG_BLOCK SIG_UNBLOCK SIG_SETMASK SA_RESTART",
    ),
    (
        "time.h",
        "time clock nanosleep clock_gettime localtime gmtime mktime strftime ctime asctime difftime time_t clock_t CLOCK_MONOTONIC CLOCK_REALTIME CLOCKS_PER_SEC",
    ),
    ("sys/time.h", "gettimeofday setitimer getitimer"),
    ("sys/times.h", "times"),
    (
        "fcntl.h",
        "open creat fcntl openat O_RDONLY O_WRONLY O_RDWR O_CREAT O_TRUNC O_APPEND O_EXCL O_NONBLOCK O_CLOEXEC F_GETFL F_SETFL",
    ),
    ("sys/stat.h", "stat fstat lstat chmod fchmod mkdir mkfifo umask S_ISREG S_ISDIR S_IRUSR S_IWUSR S_IRWXU"),
    (
        "sys/mman.h",
        "mmap munmap mprotect msync shm_open shm_unlink mlock MAP_SHARED MAP_PRIVATE MAP_ANONYMOUS MAP_FAILED PROT_READ PROT_WRITE PROT_EXEC",
    ),
    ("dirent.h", "opendir readdir closedir rewinddir DIR"),
    (
        "pthread.h",
        "pthread_create pthread_join pthread_exit pthread_self pthread_detach pthread_equal pthread_mutex_init \
         pthread_mutex_lock pthread_mutex_trylock pthread_mutex_unlock pthread_mutex_destroy pthread_cond_init \
         pthread_cond_wait pthread_cond_timedwait pthread_cond_signal pthread_cond_broadcast pthread_cond_destroy \
         pthread_rwlock_init pthread_rwlock_rdlock pthread_rwlock_wrlock pthread_rwlock_unlock pthread_barrier_init \
         pthread_barrier_wait pthread_once pthread_key_create pthread_setspecific pthread_getspecific pthread_cancel \
         pthread_t pthread_mutex_t pthread_cond_t pthread_attr_t PTHREAD_MUTEX_INITIALIZER PTHREAD_COND_INITIALIZER",
    ),
    (
        "semaphore.h",
        "sem_init sem_wait sem_trywait sem_timedwait sem_post sem_destroy sem_open sem_close sem_unlink sem_getvalue sem_t",
    ),
    ("sched.h", "sched_yield"),
    ("mqueue.h", "mq_open mq_send mq_receive mq_close mq_unlink mq_getattr mqd_t"),
    ("sys/ipc.h", "ftok IPC_CREAT IPC_PRIVATE IPC_RMID IPC_EXCL"),
    ("sys/shm.h", "shmget shmat shmdt shmctl"),
    ("sys/sem.h", "semget semop semctl"),
    ("sys/msg.h", "msgget msgsnd msgrcv msgctl"),
    (
        "sys/socket.h",
        "socket bind listen accept connect send recv sendto recvfrom sendmsg recvmsg shutdown socketpair setsockopt getsockopt AF_INET AF_UNIX SOCK_STREAM SOCK_DGRAM socklen_t",
    ),
    ("netinet/in.h", "htons ntohs htonl ntohl INADDR_ANY INADDR_LOOPBACK in_addr_t in_port_t"),
    ("arpa/inet.h", "inet_pton inet_ntop inet_addr inet_ntoa inet_aton"),
    ("netdb.h", "getaddrinfo freeaddrinfo gai_strerror gethostbyname"),
    ("sys/un.h", ""),
    ("poll.h", "poll POLLIN POLLOUT POLLHUP POLLERR"),
    ("sys/select.h", "select FD_SET FD_ZERO FD_ISSET FD_CLR fd_set"),
    ("sys/epoll.h", "epoll_create epoll_create1 epoll_ctl epoll_wait"),
    ("sys/resource.h", "getrlimit setrlimit getrusage getpriority setpriority"),
    ("sys/utsname.h", "uname"),
    ("sys/ioctl.h", "ioctl"),
    ("setjmp.h", "setjmp longjmp sigsetjmp siglongjmp jmp_buf sigjmp_buf"),
    ("stdarg.h", "va_list va_start va_end va_arg va_copy"),
    (
        "math.h",
        "sqrt pow sin cos tan asin acos atan atan2 exp log log10 log2 floor ceil fabs fmod round trunc hypot cbrt M_PI \
         INFINITY NAN isnan isinf",
    ),
    (
        "stdatomic.h",
        "atomic_int atomic_bool atomic_uint atomic_long atomic_flag atomic_load atomic_store atomic_fetch_add atomic_fetch_sub atomic_exchange atomic_init",
    ),
    ("stdnoreturn.h", "noreturn"),
    ("stdalign.h", "alignas alignof"),
    ("threads.h", "thrd_create thrd_join mtx_lock mtx_unlock"),
    ("err.h", "err errx warn warnx"),
    ("libgen.h", "basename dirname"),
    ("getopt.h", "getopt_long"),
    ("alloca.h", "alloca"),
    ("spawn.h", "posix_spawn posix_spawnp"),
    ("pwd.h", "getpwuid getpwnam"),
    ("grp.h", "getgrgid getgrnam"),
    ("termios.h", "tcgetattr tcsetattr"),
    ("locale.h", "setlocale localeconv"),
    ("iso646.h", ""),
    ("sys/prctl.h", "prctl"),
    ("sys/eventfd.h", "eventfd"),
    ("sys/signalfd.h", "signalfd"),
    ("sys/param.h", ""),
    ("fenv.h", ""),
    ("syscall.h", ""),
    ("sys/syscall.h", "SYS_write SYS_getpid SYS_gettid"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_finds_its_word() {
        assert_eq!(closest("pritnf", library_names()), Some("printf"));
        assert_eq!(closest("stido.h", HEADERS.iter().map(|h| h.0)), Some("stdio.h"));
        assert_eq!(closest("zzzzzz", library_names()), None);
    }

    #[test]
    fn every_function_has_one_header() {
        assert_eq!(header_of("fork"), Some("unistd.h"));
        assert_eq!(header_of("nothing"), None);
    }
}
