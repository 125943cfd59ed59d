# The pieces no C can say, for builds with gcc. Our own compiler emits the same functions itself.
# _start: sp points to argc, argv..., 0, envp..., 0, auxv.
        .text
        .globl  _start
_start: mv      a0, sp
        andi    sp, sp, -16
        li      s0, 0
        li      ra, 0
        call    __libc_start

# int setjmp(jmp_buf): ra@0, s0..s11@4..48, sp@52, fs0..fs11@56+8i.
        .globl  setjmp
        .globl  _setjmp
setjmp:
_setjmp:
        sw      ra, 0(a0)
        sw      s0, 4(a0)
        sw      s1, 8(a0)
        sw      s2, 12(a0)
        sw      s3, 16(a0)
        sw      s4, 20(a0)
        sw      s5, 24(a0)
        sw      s6, 28(a0)
        sw      s7, 32(a0)
        sw      s8, 36(a0)
        sw      s9, 40(a0)
        sw      s10, 44(a0)
        sw      s11, 48(a0)
        sw      sp, 52(a0)
        fsd     fs0, 56(a0)
        fsd     fs1, 64(a0)
        fsd     fs2, 72(a0)
        fsd     fs3, 80(a0)
        fsd     fs4, 88(a0)
        fsd     fs5, 96(a0)
        fsd     fs6, 104(a0)
        fsd     fs7, 112(a0)
        fsd     fs8, 120(a0)
        fsd     fs9, 128(a0)
        fsd     fs10, 136(a0)
        fsd     fs11, 144(a0)
        li      a0, 0
        ret

# void longjmp(jmp_buf, int): setjmp returns the value, 1 instead of 0.
        .globl  longjmp
        .globl  _longjmp
longjmp:
_longjmp:
        lw      ra, 0(a0)
        lw      s0, 4(a0)
        lw      s1, 8(a0)
        lw      s2, 12(a0)
        lw      s3, 16(a0)
        lw      s4, 20(a0)
        lw      s5, 24(a0)
        lw      s6, 28(a0)
        lw      s7, 32(a0)
        lw      s8, 36(a0)
        lw      s9, 40(a0)
        lw      s10, 44(a0)
        lw      s11, 48(a0)
        lw      sp, 52(a0)
        fld     fs0, 56(a0)
        fld     fs1, 64(a0)
        fld     fs2, 72(a0)
        fld     fs3, 80(a0)
        fld     fs4, 88(a0)
        fld     fs5, 96(a0)
        fld     fs6, 104(a0)
        fld     fs7, 112(a0)
        fld     fs8, 120(a0)
        fld     fs9, 128(a0)
        fld     fs10, 136(a0)
        fld     fs11, 144(a0)
        seqz    a5, a1
        add     a0, a1, a5
        ret

        .globl  __restore_rt
__restore_rt:
        li      a7, 139
        ecall

# int __clone_thread(fn, stack_top, flags, arg, ptid, tls, ctid):
# the parent gets the thread's id or -errno; the child runs fn(arg) on its stack and then exits.
        .globl  __clone_thread
__clone_thread:
        addi    a1, a1, -16
        sw      a0, 0(a1)
        sw      a3, 4(a1)
        mv      a0, a2
        mv      a2, a4
        mv      a3, a5
        mv      a4, a6
        li      a7, 220
        ecall
        beqz    a0, 1f
        ret
1:      lw      a5, 0(sp)
        lw      a0, 4(sp)
        li      s0, 0
        jalr    a5
        li      a7, 93
        ecall

# pid_t vfork(void): clone(CLONE_VM | CLONE_VFORK | SIGCHLD). Uses no stack, which parent and child share.
        .globl  vfork
vfork:  li      a0, 0x4111
        li      a1, 0
        li      a2, 0
        li      a3, 0
        li      a4, 0
        li      a7, 220
        ecall
        bltz    a0, 1f
        ret
1:      tail    __result
