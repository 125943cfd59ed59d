//! The system-call table: number (Linux riscv32), name, arguments as strace shows them, whether a signal handler with
//! SA_RESTART restarts it, handler, and the sentence shown to learners. One row per call, ascending by number.
//!
//! Longer than other files because it is one flat table.

use super::{Args, Outcome, memory, process, system, time};
use crate::base::Pid;
use crate::kernel::{Computer, exec, file, ipc, net, signal};

/// How an argument is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Signed decimal.
    Int,
    /// Unsigned decimal.
    Unsigned,
    /// Hexadecimal.
    Hex,
    /// Octal: permissions.
    Octal,
    /// An address.
    Pointer,
    /// A directory descriptor or `AT_FDCWD`.
    DirFd,
    /// A signal.
    Signal,
    /// A string in user memory.
    Text,
    /// A buffer in user memory whose length is the next argument.
    Bytes,
    /// `O_` flags.
    OpenFlags,
}

/// A row of the table.
pub struct Entry {
    /// a7.
    pub number: u32,
    /// Name.
    pub name: &'static str,
    /// Arguments.
    pub args: &'static [Arg],
    /// SA_RESTART applies.
    pub restarts: bool,
    /// What carries it out.
    pub handler: fn(&mut Computer, Pid, Args) -> Outcome,
    /// One sentence.
    pub explanation: &'static str,
}

/// The row of a number. Bounded: binary search.
#[must_use]
pub fn find(number: u32) -> Option<&'static Entry> {
    TABLE.binary_search_by_key(&number, |entry| entry.number).ok().map(|n| &TABLE[n])
}

/// Whether the result is shown as an address.
pub(super) const fn returns_address(number: u32) -> bool {
    matches!(number, 196 | 214 | 216 | 222)
}

macro_rules! calls {
    ($($number:literal $name:literal [$($arg:ident)*] $restarts:literal $handler:path, $explanation:literal;)*) => {
        /// Every call there is.
        pub const TABLE: &[Entry] = &[$(Entry {
            number: $number,
            name: $name,
            args: &[$(Arg::$arg),*],
            restarts: $restarts,
            handler: $handler,
            explanation: $explanation,
        }),*];
    };
}

calls! {
    17 "getcwd" [Pointer Unsigned] false file::getcwd,
        "Stores the path of the working directory.";
    19 "eventfd2" [Unsigned Hex] false ipc::eventfd2,
        "Makes a counter that processes add to and wait on through a descriptor.";
    20 "epoll_create1" [Hex] false ipc::epoll_create1,
        "Makes a set of descriptors to watch together.";
    21 "epoll_ctl" [Int Int Int Pointer] false ipc::epoll_ctl,
        "Adds, changes or removes a watched descriptor.";
    22 "epoll_pwait" [Int Pointer Int Int Pointer] false ipc::epoll_pwait,
        "Waits until a watched descriptor is ready.";
    23 "dup" [Unsigned] false file::dup,
        "Gives an open file another descriptor.";
    24 "dup3" [Unsigned Unsigned Hex] false file::dup3,
        "Makes a chosen descriptor refer to an open file, closing what it was before.";
    25 "fcntl64" [Unsigned Unsigned Hex] true file::fcntl64,
        "Changes or reads properties of a descriptor or open file, or locks a part of a file.";
    29 "ioctl" [Unsigned Hex Hex] true file::ioctl,
        "Asks a device for something special.";
    32 "flock" [Unsigned Hex] true file::flock,
        "Locks a whole file against others who ask, too.";
    33 "mknodat" [DirFd Text Octal Hex] false file::mknodat,
        "Makes a FIFO or another special file.";
    34 "mkdirat" [DirFd Text Octal] false file::mkdirat,
        "Makes a directory.";
    35 "unlinkat" [DirFd Text Hex] false file::unlinkat,
        "Removes a name; the file goes when nobody uses it any more.";
    36 "symlinkat" [Text DirFd Text] false file::symlinkat,
        "Makes a symbolic link.";
    37 "linkat" [DirFd Text DirFd Text Hex] false file::linkat,
        "Gives a file another name.";
    38 "renameat" [DirFd Text DirFd Text] false file::renameat,
        "Moves a name.";
    43 "statfs64" [Text Unsigned Pointer] false file::statfs64,
        "Describes the file system a path is on.";
    44 "fstatfs64" [Unsigned Unsigned Pointer] false file::fstatfs64,
        "Describes the file system an open file is on.";
    45 "truncate64" [Text Unsigned Unsigned] false file::truncate64,
        "Sets the length of a file by name.";
    46 "ftruncate64" [Unsigned Unsigned Unsigned] false file::ftruncate64,
        "Sets the length of an open file.";
    47 "fallocate" [Unsigned Hex Unsigned Unsigned Unsigned Unsigned] false file::fallocate,
        "Makes sure a file has room.";
    48 "faccessat" [DirFd Text Octal] false file::faccessat,
        "Asks whether a file may be accessed.";
    49 "chdir" [Text] false file::chdir,
        "Changes the working directory.";
    50 "fchdir" [Unsigned] false file::fchdir,
        "Changes the working directory to an open one.";
    51 "chroot" [Text] false file::chroot,
        "Changes what the process sees as the root directory.";
    52 "fchmod" [Unsigned Octal] false file::fchmod,
        "Changes the permissions of an open file.";
    53 "fchmodat" [DirFd Text Octal] false file::fchmodat,
        "Changes the permissions of a file.";
    54 "fchownat" [DirFd Text Int Int Hex] false file::fchownat,
        "Changes the owner of a file.";
    55 "fchown" [Unsigned Int Int] false file::fchown,
        "Changes the owner of an open file.";
    56 "openat" [DirFd Text OpenFlags Octal] true file::openat,
        "Opens a file and returns the lowest free descriptor.";
    57 "close" [Unsigned] false file::close,
        "Closes a descriptor.";
    59 "pipe2" [Pointer Hex] false file::pipe2,
        "Makes a pipe: what is written to one descriptor is read from the other.";
    61 "getdents64" [Unsigned Pointer Unsigned] false file::getdents64,
        "Reads names from an open directory.";
    62 "llseek" [Unsigned Unsigned Unsigned Pointer Unsigned] false file::llseek,
        "Moves the place in a file where the next read or write happens.";
    63 "read" [Unsigned Pointer Unsigned] true file::read,
        "Copies bytes from an open file into the process's memory; waits if there are none yet.";
    64 "write" [Unsigned Bytes Unsigned] true file::write,
        "Copies bytes from the process's memory to an open file.";
    65 "readv" [Unsigned Pointer Unsigned] true file::readv,
        "Reads into several buffers.";
    66 "writev" [Unsigned Pointer Unsigned] true file::writev,
        "Writes from several buffers.";
    67 "pread64" [Unsigned Pointer Unsigned Unsigned Unsigned] true file::pread64,
        "Reads at a given place.";
    68 "pwrite64" [Unsigned Bytes Unsigned Unsigned Unsigned] true file::pwrite64,
        "Writes at a given place.";
    69 "preadv" [Unsigned Pointer Unsigned Unsigned Unsigned] true file::preadv,
        "Reads at a given place into several buffers.";
    70 "pwritev" [Unsigned Pointer Unsigned Unsigned Unsigned] true file::pwritev,
        "Writes at a given place from several buffers.";
    71 "sendfile64" [Unsigned Unsigned Pointer Unsigned] false file::sendfile64,
        "Copies from file to file inside the kernel.";
    74 "signalfd4" [Int Pointer Unsigned Hex] false ipc::signalfd4,
        "Makes a descriptor that signals are read from.";
    78 "readlinkat" [DirFd Text Pointer Unsigned] false file::readlinkat,
        "Reads where a symbolic link leads.";
    81 "sync" [] false file::sync,
        "Writes all changed file pages to the disk.";
    82 "fsync" [Unsigned] false file::fsync,
        "Writes a file's changed pages to the disk.";
    83 "fdatasync" [Unsigned] false file::fsync,
        "Writes a file's changed pages to the disk.";
    85 "timerfd_create" [Int Hex] false ipc::timerfd_create,
        "Makes a descriptor that a timer makes readable.";
    88 "utimensat_time32" [DirFd Text Pointer Hex] false system::unsupported,
        "The 32-bit form of utimensat, which riscv32 does not have.";
    90 "capget" [Pointer Pointer] false system::unsupported,
        "Capabilities are not modelled.";
    91 "capset" [Pointer Pointer] false system::unsupported,
        "Capabilities are not modelled.";
    93 "exit" [Int] false process::exit,
        "Ends the calling thread.";
    94 "exit_group" [Int] false process::exit_group,
        "Ends the process; it stays a zombie until its parent waits for it.";
    95 "waitid" [Int Int Pointer Hex Pointer] true process::waitid,
        "Waits until a child ends, stops or continues, and says how.";
    96 "set_tid_address" [Pointer] false process::set_tid_address,
        "Names a word to clear when the thread ends.";
    97 "unshare" [Hex] false system::unsupported,
        "Namespaces are not modelled yet.";
    98 "futex_time32" [Pointer Unsigned Unsigned Pointer Pointer Unsigned] true ipc::futex32,
        "Waits on a word of memory, or wakes those who do.";
    99 "set_robust_list" [Pointer Unsigned] false ipc::set_robust_list,
        "Names the mutexes to release if the thread dies.";
    100 "get_robust_list" [Int Pointer Pointer] false system::unsupported,
        "Reads the list of robust mutexes.";
    102 "getitimer" [Int Pointer] false time::getitimer,
        "Reads an interval timer.";
    103 "setitimer" [Int Pointer Pointer] false time::setitimer,
        "Sets a timer that sends a signal.";
    116 "syslog" [Int Pointer Int] false system::nothing,
        "The kernel log is on the page.";
    118 "sched_setparam" [Int Pointer] false process::sched_getscheduler,
        "Sets the scheduling priority.";
    119 "sched_setscheduler" [Int Int Pointer] false process::sched_setscheduler,
        "Sets the scheduling policy.";
    120 "sched_getscheduler" [Int] false process::sched_getscheduler,
        "Reads the scheduling policy.";
    121 "sched_getparam" [Int Pointer] false process::sched_getparam,
        "Reads the scheduling priority.";
    122 "sched_setaffinity" [Int Unsigned Pointer] false process::sched_setaffinity,
        "Chooses the CPUs a thread may use.";
    123 "sched_getaffinity" [Int Unsigned Pointer] false process::sched_getaffinity,
        "Reads the CPUs a thread may use.";
    124 "sched_yield" [] false process::sched_yield,
        "Gives up the CPU to the next ready thread.";
    125 "sched_get_priority_max" [Int] false process::sched_priority_bound,
        "The largest priority of a policy.";
    126 "sched_get_priority_min" [Int] false process::sched_priority_bound,
        "The smallest priority of a policy.";
    129 "kill" [Int Signal] false signal::kill,
        "Sends a signal to a process or a group.";
    130 "tkill" [Int Signal] false signal::tkill,
        "Sends a signal to a thread.";
    131 "tgkill" [Int Int Signal] false signal::tgkill,
        "Sends a signal to a thread of a process.";
    132 "sigaltstack" [Pointer Pointer] false signal::sigaltstack,
        "Sets the stack signal handlers may use.";
    133 "rt_sigsuspend" [Pointer Unsigned] false signal::rt_sigsuspend,
        "Waits for a signal with another mask.";
    134 "rt_sigaction" [Signal Pointer Pointer Unsigned] false signal::rt_sigaction,
        "Says what a signal shall do.";
    135 "rt_sigprocmask" [Int Pointer Pointer Unsigned] false signal::rt_sigprocmask,
        "Blocks or unblocks signals.";
    136 "rt_sigpending" [Pointer Unsigned] false signal::rt_sigpending,
        "Reads which blocked signals are pending.";
    138 "rt_sigqueueinfo" [Int Signal Pointer] false signal::rt_sigqueueinfo,
        "Sends a signal with a value.";
    139 "rt_sigreturn" [] false signal::rt_sigreturn,
        "Ends a signal handler: back to what it interrupted.";
    140 "setpriority" [Int Int Int] false process::setpriority,
        "Sets the nice value.";
    141 "getpriority" [Int Int] false process::getpriority,
        "Reads the nice value.";
    143 "setregid" [Int Int] false process::setregid,
        "Sets the real and effective group.";
    144 "setgid" [Int] false process::setgid,
        "Sets the group.";
    145 "setreuid" [Int Int] false process::setreuid,
        "Sets the real and effective user.";
    146 "setuid" [Int] false process::setuid,
        "Sets the user.";
    147 "setresuid" [Int Int Int] false process::setresuid,
        "Sets the real, effective and saved user.";
    148 "getresuid" [Pointer Pointer Pointer] false process::getresuid,
        "Reads the real, effective and saved user.";
    149 "setresgid" [Int Int Int] false process::setresgid,
        "Sets the real, effective and saved group.";
    150 "getresgid" [Pointer Pointer Pointer] false process::getresgid,
        "Reads the real, effective and saved group.";
    153 "times" [Pointer] false time::times,
        "Reads how much CPU time was used.";
    154 "setpgid" [Int Int] false process::setpgid,
        "Moves a process to a process group.";
    155 "getpgid" [Int] false process::getpgid,
        "Reads a process's group.";
    156 "getsid" [Int] false process::getsid,
        "Reads a process's session.";
    157 "setsid" [] false process::setsid,
        "Starts a new session without a terminal.";
    158 "getgroups" [Int Pointer] false process::getgroups,
        "Reads the supplementary groups.";
    159 "setgroups" [Int Pointer] false process::setgroups,
        "Sets the supplementary groups.";
    160 "uname" [Pointer] false system::uname,
        "Says what system this is.";
    161 "sethostname" [Text Unsigned] false system::sethostname,
        "Names the computer.";
    163 "getrlimit" [Int Pointer] false process::getrlimit,
        "Reads a resource limit.";
    164 "setrlimit" [Int Pointer] false process::setrlimit,
        "Sets a resource limit.";
    165 "getrusage" [Int Pointer] false process::getrusage,
        "Reads what resources were used.";
    166 "umask" [Octal] false file::umask,
        "Sets which permissions new files do not get.";
    167 "prctl" [Int Hex Hex Hex Hex] false process::prctl,
        "Changes odd properties of a process: its name, what happens when its parent dies.";
    168 "getcpu" [Pointer Pointer Pointer] false system::getcpu,
        "Says which CPU this is.";
    169 "gettimeofday" [Pointer Pointer] false time::gettimeofday,
        "Reads the wall clock.";
    172 "getpid" [] false process::getpid,
        "Returns the process id.";
    173 "getppid" [] false process::getppid,
        "Returns the parent's process id.";
    174 "getuid" [] false process::getuid,
        "Returns the real user.";
    175 "geteuid" [] false process::geteuid,
        "Returns the effective user.";
    176 "getgid" [] false process::getgid,
        "Returns the real group.";
    177 "getegid" [] false process::getegid,
        "Returns the effective group.";
    178 "gettid" [] false process::gettid,
        "Returns the thread id.";
    179 "sysinfo" [Pointer] false system::sysinfo,
        "Describes memory and load.";
    180 "mq_open" [Text OpenFlags Octal Pointer] false ipc::mq_open,
        "Opens a message queue.";
    181 "mq_unlink" [Text] false ipc::mq_unlink,
        "Removes a message queue's name.";
    184 "mq_notify" [Int Pointer] false ipc::mq_notify,
        "Asks for a signal when a message comes.";
    185 "mq_getsetattr" [Int Pointer Pointer] false ipc::mq_getsetattr,
        "Reads or changes a message queue's properties.";
    186 "msgget" [Hex Hex] false ipc::msgget,
        "Finds or makes a System V message queue.";
    187 "msgctl" [Int Int Pointer] false ipc::msgctl,
        "Reads, changes or removes a System V message queue.";
    188 "msgrcv" [Int Pointer Unsigned Int Hex] false ipc::msgrcv,
        "Takes a message from a System V queue.";
    189 "msgsnd" [Int Pointer Unsigned Hex] false ipc::msgsnd,
        "Puts a message into a System V queue.";
    190 "semget" [Hex Int Hex] false ipc::semget,
        "Finds or makes a set of System V semaphores.";
    191 "semctl" [Int Int Int Hex] false ipc::semctl,
        "Reads, sets or removes System V semaphores.";
    193 "semop" [Int Pointer Unsigned] false ipc::semop,
        "Changes System V semaphores, all or none; waits until that is possible.";
    194 "shmget" [Hex Unsigned Hex] false ipc::shmget,
        "Finds or makes a piece of System V shared memory.";
    195 "shmctl" [Int Int Pointer] false ipc::shmctl,
        "Reads, changes or removes System V shared memory.";
    196 "shmat" [Int Pointer Hex] false ipc::shmat,
        "Maps System V shared memory.";
    197 "shmdt" [Pointer] false ipc::shmdt,
        "Unmaps System V shared memory.";
    198 "socket" [Int Hex Int] false net::socket,
        "Makes a socket.";
    199 "socketpair" [Int Hex Int Pointer] false net::socketpair,
        "Makes two sockets connected to each other.";
    200 "bind" [Int Pointer Unsigned] false net::bind,
        "Gives a socket an address.";
    201 "listen" [Int Int] false net::listen,
        "Lets a socket accept connections.";
    202 "accept" [Int Pointer Pointer] true net::accept,
        "Takes the next connection; waits if there is none.";
    203 "connect" [Int Pointer Unsigned] true net::connect,
        "Connects a socket to an address.";
    204 "getsockname" [Int Pointer Pointer] false net::getsockname,
        "Reads a socket's own address.";
    205 "getpeername" [Int Pointer Pointer] false net::getpeername,
        "Reads the address a socket is connected to.";
    206 "sendto" [Int Bytes Unsigned Hex Pointer Unsigned] true net::sendto,
        "Sends bytes or a datagram.";
    207 "recvfrom" [Int Pointer Unsigned Hex Pointer Pointer] true net::recvfrom,
        "Receives bytes or a datagram.";
    208 "setsockopt" [Int Int Int Pointer Unsigned] false net::setsockopt,
        "Sets a socket's option.";
    209 "getsockopt" [Int Int Int Pointer Pointer] false net::getsockopt,
        "Reads a socket's option.";
    210 "shutdown" [Int Int] false net::shutdown,
        "Ends one or both directions of a connection.";
    211 "sendmsg" [Int Pointer Hex] true net::sendmsg,
        "Sends a message, descriptors too.";
    212 "recvmsg" [Int Pointer Hex] true net::recvmsg,
        "Receives a message, descriptors too.";
    213 "readahead" [Int Unsigned Unsigned Unsigned] false file::advise,
        "Advice about file reading.";
    214 "brk" [Hex] false memory::brk,
        "Moves the end of the heap.";
    215 "munmap" [Hex Unsigned] false memory::munmap,
        "Removes pages from the address space.";
    216 "mremap" [Hex Unsigned Unsigned Hex Hex] false memory::mremap,
        "Resizes or moves a mapping.";
    220 "clone" [Hex Hex Pointer Hex Pointer] false process::clone,
        "Makes a child process (fork) or a thread.";
    221 "execve" [Text Pointer Pointer] false exec::execve,
        "Replaces the process's program by another.";
    222 "mmap2" [Hex Unsigned Hex Hex Int Hex] false memory::mmap2,
        "Maps memory or a file into the address space.";
    223 "fadvise64_64" [Int Unsigned Unsigned Unsigned] false file::advise,
        "Advice about file access.";
    226 "mprotect" [Hex Unsigned Hex] false memory::mprotect,
        "Changes the rights of pages.";
    227 "msync" [Hex Unsigned Hex] false memory::msync,
        "Writes changed pages of a file mapping to the file.";
    228 "mlock" [Hex Unsigned] false memory::locked,
        "Keeps pages in RAM.";
    229 "munlock" [Hex Unsigned] false memory::locked,
        "Lets pages leave RAM.";
    230 "mlockall" [Hex] false memory::locked,
        "Keeps all pages in RAM.";
    231 "munlockall" [] false memory::locked,
        "Lets all pages leave RAM.";
    232 "mincore" [Hex Unsigned Pointer] false memory::mincore,
        "Says which pages are in RAM.";
    233 "madvise" [Hex Unsigned Hex] false memory::madvise,
        "Advice about memory use.";
    242 "accept4" [Int Pointer Pointer Hex] true net::accept4,
        "Takes the next connection; waits if there is none.";
    259 "riscv_flush_icache" [Hex Hex Hex] false system::nothing,
        "Makes written instructions visible to fetches.";
    260 "wait4" [Int Pointer Hex Pointer] true process::wait4,
        "Waits until a child ends, stops or continues.";
    261 "prlimit64" [Int Int Pointer Pointer] false process::prlimit64,
        "Reads and sets a resource limit.";
    276 "renameat2" [DirFd Text DirFd Text Hex] false file::renameat2,
        "Moves a name.";
    277 "seccomp" [Hex Hex Pointer] false system::unsupported,
        "System-call filters are not modelled yet.";
    278 "getrandom" [Pointer Unsigned Hex] false system::getrandom,
        "Stores random bytes, which come from the computer's seed.";
    279 "memfd_create" [Text Hex] false file::memfd_create,
        "Makes a file without a name.";
    281 "execveat" [DirFd Text Pointer Pointer Hex] false exec::execveat,
        "Replaces the process's program by another.";
    283 "membarrier" [Int Hex Int] false system::nothing,
        "Orders memory accesses between threads.";
    285 "copy_file_range" [Int Pointer Int Pointer Unsigned Hex] false file::copy_file_range,
        "Copies from file to file inside the kernel.";
    291 "statx" [DirFd Text Hex Hex Pointer] false file::statx,
        "Describes a file.";
    403 "clock_gettime64" [Int Pointer] false time::clock_gettime,
        "Reads a clock.";
    404 "clock_settime64" [Int Pointer] false time::clock_settime,
        "Sets a clock.";
    406 "clock_getres_time64" [Int Pointer] false time::clock_getres,
        "Says how fine a clock is.";
    407 "clock_nanosleep_time64" [Int Hex Pointer Pointer] false time::clock_nanosleep,
        "Sleeps.";
    410 "timerfd_gettime64" [Int Pointer] false ipc::timerfd_gettime,
        "Reads a timer descriptor.";
    411 "timerfd_settime64" [Int Hex Pointer Pointer] false ipc::timerfd_settime,
        "Sets a timer descriptor.";
    412 "utimensat" [DirFd Text Pointer Hex] false file::utimensat,
        "Sets a file's times.";
    413 "pselect6_time64" [Int Pointer Pointer Pointer Pointer Pointer] false file::pselect6,
        "Waits until one of several descriptors is ready.";
    414 "ppoll_time64" [Pointer Unsigned Pointer Pointer] false file::ppoll,
        "Waits until one of several descriptors is ready.";
    418 "mq_timedsend_time64" [Int Bytes Unsigned Unsigned Pointer] true ipc::mq_timedsend,
        "Puts a message into a queue; waits while it is full.";
    419 "mq_timedreceive_time64" [Int Pointer Unsigned Pointer Pointer] true ipc::mq_timedreceive,
        "Takes the most urgent message from a queue; waits while it is empty.";
    420 "semtimedop_time64" [Int Pointer Unsigned Pointer] false ipc::semtimedop,
        "Changes System V semaphores with a time limit.";
    421 "rt_sigtimedwait_time64" [Pointer Pointer Pointer Unsigned] false signal::rt_sigtimedwait,
        "Waits for one of some signals and takes it.";
    422 "futex_time64" [Pointer Unsigned Unsigned Pointer Pointer Unsigned] true ipc::futex,
        "Waits on a word of memory, or wakes those who do.";
    435 "clone3" [Pointer Unsigned] false process::clone3,
        "Makes a child process or a thread.";
    436 "close_range" [Unsigned Unsigned Hex] false file::close_range,
        "Closes many descriptors.";
    439 "faccessat2" [DirFd Text Octal Hex] false file::faccessat2,
        "Asks whether a file may be accessed.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_ascend_and_explain_themselves() {
        assert!(TABLE.windows(2).all(|pair| pair[0].number < pair[1].number));
        assert!(TABLE.iter().all(|entry| entry.explanation.ends_with('.')));
        assert_eq!(find(64).map(|entry| entry.name), Some("write"));
        assert!(find(5000).is_none());
    }
}
