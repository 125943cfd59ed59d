/* <endian.h>: byte order. RISC-V is little-endian. */
#ifndef _ENDIAN_H
#define _ENDIAN_H
#define LITTLE_ENDIAN 1234
#define BIG_ENDIAN 4321
#define PDP_ENDIAN 3412
#define BYTE_ORDER LITTLE_ENDIAN
#define __LITTLE_ENDIAN 1234
#define __BIG_ENDIAN 4321
#define __BYTE_ORDER __LITTLE_ENDIAN
#define __bswap16(x) ((unsigned short)(((x) & 0xff) << 8 | ((x) >> 8 & 0xff)))
#define __bswap32(x) ((unsigned)(((x) & 0xffu) << 24 | ((x) & 0xff00u) << 8 | ((x) >> 8 & 0xff00u) | ((x) >> 24 & 0xffu)))
#define __bswap64(x) ((unsigned long long)__bswap32((unsigned)(x)) << 32 | __bswap32((unsigned)((unsigned long long)(x) >> 32)))
#define htobe16(x) __bswap16(x)
#define htobe32(x) __bswap32(x)
#define htobe64(x) __bswap64(x)
#define be16toh(x) __bswap16(x)
#define be32toh(x) __bswap32(x)
#define be64toh(x) __bswap64(x)
#define htole16(x) ((unsigned short)(x))
#define htole32(x) ((unsigned)(x))
#define htole64(x) ((unsigned long long)(x))
#define le16toh(x) ((unsigned short)(x))
#define le32toh(x) ((unsigned)(x))
#define le64toh(x) ((unsigned long long)(x))
#endif
