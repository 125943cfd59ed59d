//! Socket addresses as user memory holds them.

use super::Family;
use crate::base::Pid;
use crate::kernel::Computer;
use crate::kernel::errno::Errno;

/// A socket's address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Address {
    /// None yet.
    #[default]
    None,
    /// A path, as given.
    Path(Vec<u8>),
    /// A Linux abstract name.
    Abstract(Vec<u8>),
    /// IPv4 address and port.
    Inet([u8; 4], u16),
}

impl Address {
    /// The bytes of `sockaddr_un` or `sockaddr_in`.
    #[must_use]
    pub fn to_bytes(&self, family: Family) -> Vec<u8> {
        match self {
            Self::None if family == Family::Inet => Self::Inet([0; 4], 0).to_bytes(family),
            Self::None => vec![1, 0],
            Self::Path(path) => [&[1, 0], path.as_slice(), &[0]].concat(),
            Self::Abstract(name) => [&[1, 0, 0], name.as_slice()].concat(),
            Self::Inet(ip, port) => [&[2, 0], &port.to_be_bytes()[..], ip, &[0; 8]].concat(),
        }
    }

    /// As a person writes it.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::None => String::new(),
            Self::Path(path) => String::from_utf8_lossy(path).into(),
            Self::Abstract(name) => format!("@{}", String::from_utf8_lossy(name)),
            Self::Inet([a, b, c, d], port) => format!("{a}.{b}.{c}.{d}:{port}"),
        }
    }
}

impl Computer {
    /// An address from user memory.
    pub(super) fn get_address(&mut self, tid: Pid, va: u32, len: u32, family: Family) -> Result<Address, Errno> {
        if !(2..=128).contains(&len) {
            return Err(Errno::EINVAL);
        }
        let mut bytes = vec![0; len as usize];
        self.copyin(tid, va, &mut bytes)?;
        match (u16::from_le_bytes([bytes[0], bytes[1]]), family) {
            (1, Family::Unix) => Ok(match bytes.get(2) {
                None => Address::None,
                Some(0) => Address::Abstract(bytes[3..].to_vec()),
                Some(_) => Address::Path(bytes[2..].split(|b| *b == 0).next().unwrap_or_default().to_vec()),
            }),
            (2, Family::Inet) if len >= 16 => {
                let port = u16::from_be_bytes([bytes[2], bytes[3]]);
                Ok(Address::Inet([bytes[4], bytes[5], bytes[6], bytes[7]], port))
            }
            (2, Family::Inet) => Err(Errno::EINVAL),
            (_, Family::Inet) => Err(Errno::EAFNOSUPPORT),
            (_, Family::Unix) => Err(Errno::EINVAL),
        }
    }

    /// Stores an address, cut to the room the program gave, and its true length.
    pub(super) fn put_address(
        &mut self,
        tid: Pid,
        va: u32,
        len_va: u32,
        address: &Address,
        family: Family,
    ) -> Result<(), Errno> {
        if va == 0 {
            return Ok(());
        }
        let room = self.get_u32(tid, len_va)?;
        if room as i32 <= -1 {
            return Err(Errno::EINVAL);
        }
        let bytes = address.to_bytes(family);
        self.copyout(tid, va, &bytes[..bytes.len().min(room as usize)])?;
        self.put_u32(tid, len_va, bytes.len() as u32)
    }
}
