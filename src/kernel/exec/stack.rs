//! The stack a program starts with (System V ABI for RISC-V, Linux auxiliary vector).
//!
//! ```text
//! 0xC000_0000  0, path of the executable, envp strings, argv strings, 16 random bytes
//!              auxiliary vector, ends with AT_NULL
//!              envp pointers, 0
//!              argv pointers, 0
//! sp →         argc                                   (16-byte aligned)
//! ```

use super::elf::Elf;
use crate::kernel::memory::STACK_TOP;

// Auxiliary vector types.
const AT_PHDR: u32 = 3;
const AT_PHENT: u32 = 4;
const AT_PHNUM: u32 = 5;
const AT_PAGESZ: u32 = 6;
const AT_ENTRY: u32 = 9;
const AT_UID: u32 = 11;
const AT_EUID: u32 = 12;
const AT_GID: u32 = 13;
const AT_EGID: u32 = 14;
const AT_HWCAP: u32 = 16;
const AT_CLKTCK: u32 = 17;
const AT_SECURE: u32 = 23;
const AT_RANDOM: u32 = 25;
const AT_EXECFN: u32 = 31;

/// A stack image and where it goes.
pub(super) struct Image {
    /// The stack pointer: address of the first byte.
    pub(super) sp: u32,
    /// Everything from `sp` to the top.
    pub(super) bytes: Vec<u8>,
    /// Where argv strings start, envp strings start, and envp strings end.
    pub(super) args: (u32, u32, u32),
}

/// Lays the stack out.
pub(super) fn build(argv: &[Vec<u8>], envp: &[Vec<u8>], path: &[u8], elf: &Elf, random: [u64; 2]) -> Image {
    let mut strings = Vec::new();
    let mut place = |text: &[u8]| {
        let at = strings.len() as u32;
        strings.extend_from_slice(text);
        strings.push(0);
        at
    };
    let args: Vec<u32> = argv.iter().map(|s| place(s)).collect();
    let env: Vec<u32> = envp.iter().map(|s| place(s)).collect();
    let name = place(path);
    strings.extend([0; 4]);
    let base = (STACK_TOP - strings.len() as u32) & !15;
    strings.resize((STACK_TOP - base) as usize, 0);
    let random_va = base - 16;
    let aux = [
        (AT_PHDR, elf.headers_va),
        (AT_PHENT, 32),
        (AT_PHNUM, elf.header_count),
        (AT_PAGESZ, 4096),
        (AT_ENTRY, elf.entry),
        (AT_UID, 0),
        (AT_EUID, 0),
        (AT_GID, 0),
        (AT_EGID, 0),
        (AT_HWCAP, 0x1129), // A, D, F, I, M
        (AT_CLKTCK, 100),
        (AT_SECURE, 0),
        (AT_RANDOM, random_va),
        (AT_EXECFN, base + name),
        (0, 0),
    ];
    let mut words = vec![args.len() as u32];
    words.extend(args.iter().map(|at| base + at));
    words.push(0);
    words.extend(env.iter().map(|at| base + at));
    words.push(0);
    words.extend(aux.iter().flat_map(|(kind, value)| [*kind, *value]));
    let sp = (random_va - 4 * words.len() as u32) & !15;
    let mut bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    bytes.resize((random_va - sp) as usize, 0);
    random.iter().for_each(|n| bytes.extend(n.to_le_bytes()));
    bytes.extend(strings);
    let env_start = env.first().map_or(base + name, |at| base + at);
    Image { sp, bytes, args: (base, env_start, base + name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn argc_argv_and_alignment_are_as_the_abi_wants() {
        let elf = Elf { entry: 0x1_0000, segments: Vec::new(), headers_va: 0, header_count: 0 };
        let image = build(&[b"a.out".to_vec(), b"x".to_vec()], &[b"K=V".to_vec()], b"/bin/a.out", &elf, [1, 2]);
        let word = |n: usize| u32::from_le_bytes(image.bytes[4 * n..4 * n + 4].try_into().unwrap());
        let text = |va: u32| {
            let rest = &image.bytes[(va - image.sp) as usize..];
            rest.iter().take_while(|b| **b != 0).copied().collect::<Vec<_>>()
        };
        assert_eq!(image.sp % 16, 0);
        assert_eq!(image.sp as usize + image.bytes.len(), STACK_TOP as usize);
        assert_eq!(word(0), 2);
        assert_eq!((text(word(1)), text(word(2)), word(3)), (b"a.out".to_vec(), b"x".to_vec(), 0));
        assert_eq!((text(word(4)), word(5)), (b"K=V".to_vec(), 0));
    }
}
