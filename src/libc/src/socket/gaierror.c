/* Texts of lookup errors, in the words of glibc. */
#include <netdb.h>
#include <stdio.h>

_Thread_local int h_errno;

const char *gai_strerror(int error)
{
    switch (error) {
    case EAI_ADDRFAMILY: return "Address family for hostname not supported";
    case EAI_AGAIN: return "Temporary failure in name resolution";
    case EAI_BADFLAGS: return "Bad value for ai_flags";
    case EAI_FAIL: return "Non-recoverable failure in name resolution";
    case EAI_FAMILY: return "ai_family not supported";
    case EAI_MEMORY: return "Memory allocation failure";
    case EAI_NODATA: return "No address associated with hostname";
    case EAI_NONAME: return "Name or service not known";
    case EAI_SERVICE: return "Servname not supported for ai_socktype";
    case EAI_SOCKTYPE: return "ai_socktype not supported";
    case EAI_SYSTEM: return "System error";
    case EAI_OVERFLOW: return "Result too large for supplied buffer";
    default: return "Unknown error";
    }
}

const char *hstrerror(int error)
{
    static const char *const text[] = { "Resolver Error 0 (no error)", "Unknown host", "Host name lookup failure", "Unknown server error", "No address associated with name" };
    return error < 0 ? "Resolver internal error" : error < 5 ? text[error] : "Unknown resolver error";
}

void herror(const char *prefix)
{
    fprintf(stderr, "%s%s%s\n", prefix && *prefix ? prefix : "", prefix && *prefix ? ": " : "", hstrerror(h_errno));
}
