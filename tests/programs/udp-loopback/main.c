/* UDP on loopback: datagrams with their boundaries, a reply to the sender, a connected socket. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_in server = { .sin_family = AF_INET }, from;
    socklen_t size = sizeof server;
    char text[64];
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    server.sin_addr.s_addr = inet_addr("127.0.0.1");
    bind(s, (struct sockaddr *)&server, sizeof server);
    getsockname(s, (struct sockaddr *)&server, &size);
    if (fork() == 0) {
        for (int i = 0; i < 3; i++) {
            size = sizeof from;
            ssize_t n = recvfrom(s, text, sizeof text, 0, (struct sockaddr *)&from, &size);
            for (ssize_t j = 0; j < n / 2; j++) {
                char c = text[j];
                text[j] = text[n - 1 - j];
                text[n - 1 - j] = c;
            }
            sendto(s, text, n, 0, (struct sockaddr *)&from, size);
        }
        _exit(0);
    }
    int c = socket(AF_INET, SOCK_DGRAM, 0);
    const char *words[] = { "stressed", "drawer", "" };
    for (int i = 0; i < 2; i++) {
        sendto(c, words[i], i ? 6 : 8, 0, (struct sockaddr *)&server, sizeof server);
        ssize_t n = recvfrom(c, text, sizeof text, 0, NULL, NULL);
        printf("%zd %.*s\n", n, (int)n, text);
    }
    printf("connect %d\n", connect(c, (struct sockaddr *)&server, sizeof server));
    printf("empty datagram %zd\n", send(c, "", 0, 0));
    printf("answer %zd\n", recv(c, text, sizeof text, 0));
    wait(NULL);
    printf("nothing more: %d\n", recv(c, text, sizeof text, MSG_DONTWAIT) < 0 && errno == EAGAIN);
    return 0;
}
