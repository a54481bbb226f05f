// Answers votes with nothing behind it, to see how many the load can cast.
// answers COUNT: says its port, takes COUNT connections without a handshake, and answers each text frame `42ID[...` with
// `43ID[{"ok":true}]` until all have hung up. Frames come whole, each shorter than 64 KiB and masked with zeros.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int fail(const char *what) {
  perror(what);
  return 1;
}

// Answers the frames that have come and returns whether the client is still there.
static int answer(int client) {
  static unsigned char in[65536];
  static char out[65536];
  const ssize_t bytes = read(client, in, sizeof in);
  if (bytes <= 0) return 0;
  size_t written = 0;
  for (ssize_t at = 0; at + 6 < bytes;) {
    const int is_long = (in[at + 1] & 0x7f) == 126;
    const int length = is_long ? in[at + 2] << 8 | in[at + 3] : in[at + 1] & 0x7f;
    const unsigned char *text = in + at + (is_long ? 8 : 6);
    const int id = atoi((const char *)text + 2);
    char *frame = out + written;
    const int size = sprintf(frame + 2, "43%d[{\"ok\":true}]", id);
    frame[0] = (char)0x81;
    frame[1] = (char)size;
    written += (size_t)size + 2;
    at = text - in + length;
  }
  return write(client, out, written) == (ssize_t)written;
}

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  const int count = atoi(argv[1]);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t address_bytes = sizeof address;
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0) return fail("bind");
  if (listen(listener, 4096) != 0) return fail("listen");
  getsockname(listener, (struct sockaddr *)&address, &address_bytes);
  printf("ready %d\n", ntohs(address.sin_port));
  fflush(stdout);

  struct pollfd *clients = calloc((size_t)count, sizeof *clients);
  for (int i = 0; i < count; i++) {
    const int on = 1;
    clients[i].fd = accept(listener, NULL, NULL);
    clients[i].events = POLLIN;
    if (clients[i].fd < 0) return fail("accept");
    setsockopt(clients[i].fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  for (int left = count; left > 0;) {
    if (poll(clients, (nfds_t)count, -1) < 0) return fail("poll");
    for (int i = 0; i < count; i++) {
      if (clients[i].revents == 0 || answer(clients[i].fd)) continue;
      close(clients[i].fd);
      clients[i].fd = -1;
      left--;
    }
  }
  return 0;
}
