// The physical limit: ready frames, one write a socket, from a single thread.
// wire COUNT FRAMES INTERVAL_MS FRAME_BYTES: says its port, takes COUNT connections, writes FRAMES frames to each, one
// round every INTERVAL_MS, and says how many bytes it wrote and how many µs of CPU the writing took.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static long cpu_us(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000L + usage.ru_utime.tv_usec +
         usage.ru_stime.tv_usec;
}

static long now_us(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return at.tv_sec * 1000000L + at.tv_nsec / 1000;
}

static int fail(const char *what) {
  perror(what);
  return 1;
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  const int count = atoi(argv[1]), frames = atoi(argv[2]), interval_ms = atoi(argv[3]);
  const size_t text_bytes = (size_t)atoi(argv[4]);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t address_bytes = sizeof address;
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0) return fail("bind");
  if (listen(listener, 4096) != 0) return fail("listen");
  getsockname(listener, (struct sockaddr *)&address, &address_bytes);
  printf("ready %d\n", ntohs(address.sin_port));
  fflush(stdout);

  int *sockets = malloc(sizeof *sockets * (size_t)count);
  for (int i = 0; i < count; i++) {
    const int on = 1;
    sockets[i] = accept(listener, NULL, NULL);
    if (sockets[i] < 0) return fail("accept");
    setsockopt(sockets[i], IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }

  // A text frame with a 16-bit length, as a server sends it.
  const size_t frame_bytes = text_bytes + 4;
  unsigned char *frame = malloc(frame_bytes);
  memset(frame, 'x', frame_bytes);
  frame[0] = 0x81;
  frame[1] = 126;
  frame[2] = (unsigned char)(text_bytes >> 8);
  frame[3] = (unsigned char)(text_bytes & 0xff);

  long written = 0, busy_us = 0;
  const long start_us = now_us();
  for (int round = 0; round < frames; round++) {
    const long due_us = start_us + (long)round * interval_ms * 1000;
    const long early_us = due_us - now_us();
    if (early_us > 0) usleep((useconds_t)early_us);
    const long before_us = cpu_us();
    for (int i = 0; i < count; i++) {
      const ssize_t bytes = write(sockets[i], frame, frame_bytes);
      if (bytes < 0) return fail("write");
      written += bytes;
    }
    busy_us += cpu_us() - before_us;
  }
  printf("done %ld %ld\n", written, busy_us);
  fflush(stdout);
  sleep(1);
  return 0;
}
