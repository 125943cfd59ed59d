/* Unix-domain datagrams keep their boundaries and their sender's name. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_un a = { .sun_family = AF_UNIX, .sun_path = "a.sock" }, b = { .sun_family = AF_UNIX, .sun_path = "b.sock" }, from;
    char text[32];
    socklen_t size = sizeof from;
    unlink(a.sun_path);
    unlink(b.sun_path);
    int x = socket(AF_UNIX, SOCK_DGRAM, 0), y = socket(AF_UNIX, SOCK_DGRAM, 0);
    bind(x, (struct sockaddr *)&a, sizeof a);
    bind(y, (struct sockaddr *)&b, sizeof b);
    printf("%zd\n", sendto(x, "one", 3, 0, (struct sockaddr *)&b, sizeof b));
    printf("%zd\n", sendto(x, "two words", 9, 0, (struct sockaddr *)&b, sizeof b));
    ssize_t n = recvfrom(y, text, sizeof text, 0, (struct sockaddr *)&from, &size);
    printf("%.*s from %s\n", (int)n, text, from.sun_path);
    n = recv(y, text, 4, MSG_TRUNC);
    printf("%zd real, got %.4s\n", n, text);
    printf("empty: %d\n", recv(y, text, sizeof text, MSG_DONTWAIT) < 0 && errno == EAGAIN);
    printf("peek ");
    sendto(y, "back", 4, 0, (struct sockaddr *)&from, size);
    n = recv(x, text, sizeof text, MSG_PEEK);
    printf("%.*s, ", (int)n, text);
    n = recv(x, text, sizeof text, 0);
    printf("take %.*s\n", (int)n, text);
    unlink(a.sun_path);
    unlink(b.sun_path);
    return 0;
}
