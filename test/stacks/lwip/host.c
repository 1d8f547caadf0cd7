/*
 * lwIP as a stack under test: opens and closes its connections as docs/stacks.md's protocol asks for them.
 *
 * Everything happens on one thread: a request is answered when every packet that waits at the device has been taken
 * in. `host tun` takes the TUN device handed over, `host tap` opens the TAP device by its name.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "lwip/etharp.h"
#include "lwip/ethip6.h"
#include "lwip/init.h"
#include "lwip/ip.h"
#include "lwip/priv/tcp_priv.h"
#include "lwip/tcp.h"
#include "lwip/timeouts.h"
#include "netif/ethernet.h"

#define LONGEST_LINE 512
#define LONGEST_FRAME 65550
#define LARGEST_SEND (1 << 20)

/* A connection, or a listener where it has no peer. */
struct conn {
  struct tcp_pcb *pcb;
  u16_t port;
  ip_addr_t peer;
  u16_t peer_port;
  int is_listener, is_accepted;
  u32_t unread;
  const char *error;
  struct conn *next;
};

static struct conn *conns;
static struct netif netif;
static int device, is_tap;

/* ---- The device ---- */

static void write_frame(const struct pbuf *p) {
  static u8_t frame[LONGEST_FRAME];
  u16_t length = pbuf_copy_partial(p, frame, sizeof frame > 0xffff ? 0xffff : sizeof frame, 0);
  if (write(device, frame, length) < 0) perror("the device");
}

static err_t send_ethernet(struct netif *n, struct pbuf *p) {
  (void)n;
  write_frame(p);
  return ERR_OK;
}

static err_t send_ip4(struct netif *n, struct pbuf *p, const ip4_addr_t *to) {
  (void)to;
  return send_ethernet(n, p);
}

static err_t send_ip6(struct netif *n, struct pbuf *p, const ip6_addr_t *to) {
  (void)to;
  return send_ethernet(n, p);
}

static err_t start_netif(struct netif *n) {
  const char *mtu = getenv("SYNFIN_MTU");
  n->name[0] = 's';
  n->name[1] = 'y';
  n->mtu = mtu ? (u16_t)atoi(mtu) : 1500;
  n->linkoutput = send_ethernet;
  n->output = is_tap ? etharp_output : send_ip4;
  n->output_ip6 = is_tap ? ethip6_output : send_ip6;
  if (is_tap) {
    static const u8_t address[ETH_HWADDR_LEN] = {0x02, 0, 0, 0, 0, 0x42};
    n->hwaddr_len = sizeof address;
    memcpy(n->hwaddr, address, sizeof address);
    n->flags = NETIF_FLAG_BROADCAST | NETIF_FLAG_ETHARP | NETIF_FLAG_ETHERNET | NETIF_FLAG_MLD6 | NETIF_FLAG_LINK_UP;
  } else {
    n->flags = NETIF_FLAG_LINK_UP;
  }
  return ERR_OK;
}

static void take_in(void) {
  static u8_t frame[LONGEST_FRAME];
  ssize_t length;
  while ((length = read(device, frame, sizeof frame)) > 0) {
    struct pbuf *p = pbuf_alloc(PBUF_RAW, (u16_t)length, PBUF_RAM);
    if (!p) return;
    pbuf_take(p, frame, (u16_t)length);
    if (netif.input(p, &netif) != ERR_OK) pbuf_free(p);
  }
}

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static const char *needed(const char *name) {
  const char *value = getenv(name);
  if (!value) {
    fprintf(stderr, "%s is not set: start this program by `synfin replay --stack`\n", name);
    exit(1);
  }
  return value;
}

static void open_tap(void) {
  struct ifreq request = {.ifr_flags = IFF_TAP | IFF_NO_PI};
  snprintf(request.ifr_name, IFNAMSIZ, "%s", needed("SYNFIN_TAP"));
  if ((device = open(needed("SYNFIN_TUN_DEVICE"), O_RDWR)) < 0) fail("the TUN device");
  if (ioctl(device, TUNSETIFF, &request) < 0) fail("TUNSETIFF");
}

static void start_network(void) {
  const char *text = needed("SYNFIN_ADDRESS");
  ip_addr_t address, gateway;
  u32_t prefix = (u32_t)atoi(needed("SYNFIN_PREFIX"));
  if (is_tap) open_tap();
  else device = atoi(needed("SYNFIN_TUN_FD"));
  fcntl(device, F_SETFL, fcntl(device, F_GETFL) | O_NONBLOCK);
  lwip_init();
  if (!ipaddr_aton(text, &address) || !ipaddr_aton(needed("SYNFIN_GATEWAY"), &gateway)) {
    fprintf(stderr, "%s is no address\n", text);
    exit(1);
  }
  if (IP_IS_V4(&address)) {
    ip4_addr_t mask = {lwip_htonl(0xffffffffu << (32 - prefix))};
    netif_add(&netif, ip_2_ip4(&address), &mask, ip_2_ip4(&gateway), NULL, start_netif,
              is_tap ? ethernet_input : ip_input);
  } else {
    netif_add_noaddr(&netif, NULL, start_netif, is_tap ? ethernet_input : ip_input);
    netif_create_ip6_linklocal_address(&netif, 1);
    netif_ip6_addr_set(&netif, 1, ip_2_ip6(&address));
    netif_ip6_addr_set_state(&netif, 0, IP6_ADDR_PREFERRED);
    netif_ip6_addr_set_state(&netif, 1, IP6_ADDR_PREFERRED);
  }
  netif_set_default(&netif);
  netif_set_up(&netif);
}

/* ---- What lwIP tells us ---- */

static void on_error(void *arg, err_t error) {
  struct conn *c = arg;
  if (!c) return;
  c->error = error == ERR_RST ? (c->is_accepted ? "ECONNRESET" : "ECONNREFUSED") : error == ERR_ABRT ? "ETIMEDOUT" : "ECONNRESET";
  c->pcb = NULL;
}

static err_t on_received(void *arg, struct tcp_pcb *pcb, struct pbuf *p, err_t error) {
  struct conn *c = arg;
  (void)error;
  if (!p) return ERR_OK;
  c->unread += p->tot_len;
  pbuf_free(p);
  /* Acknowledged at once, as a replay's route has Linux do it (RFC 9293 3.8.6.3 allows both). */
  tcp_ack_now(pcb);
  return ERR_OK;
}

static err_t on_connected(void *arg, struct tcp_pcb *pcb, err_t error) {
  (void)pcb;
  (void)error;
  ((struct conn *)arg)->is_accepted = 1;
  return ERR_OK;
}

static struct conn *add(u16_t port, struct tcp_pcb *pcb) {
  struct conn *c = calloc(1, sizeof *c);
  if (!c) exit(1);
  c->port = port;
  c->pcb = pcb;
  c->next = conns;
  conns = c;
  return c;
}

static void hold(struct conn *c, struct tcp_pcb *pcb, const ip_addr_t *peer, u16_t peer_port) {
  c->pcb = pcb;
  ip_addr_copy(c->peer, *peer);
  c->peer_port = peer_port;
  tcp_arg(pcb, c);
  tcp_recv(pcb, on_received);
  tcp_err(pcb, on_error);
  tcp_nagle_disable(pcb);
}

static err_t on_accepted(void *arg, struct tcp_pcb *pcb, err_t error) {
  struct conn *listener = arg;
  if (error != ERR_OK || !pcb || !listener) return ERR_VAL;
  hold(add(listener->port, pcb), pcb, &pcb->remote_ip, pcb->remote_port);
  return ERR_OK;
}

/* ---- Requests ---- */

static void answer(const char *format, ...) {
  va_list values;
  va_start(values, format);
  vprintf(format, values);
  va_end(values);
  putchar('\n');
  fflush(stdout);
}

static void answer_error(err_t error) {
  switch (error) {
    case ERR_OK: answer("ok"); break;
    case ERR_MEM: answer("fails EAGAIN"); break;
    case ERR_USE: answer("fails EADDRINUSE"); break;
    case ERR_ISCONN: answer("fails EISCONN"); break;
    case ERR_RTE: answer("fails EHOSTUNREACH"); break;
    case ERR_CONN: answer("fails EPIPE"); break;
    default: answer("fails EINVAL"); break;
  }
}

static struct conn *find(u16_t port, const ip_addr_t *peer, u16_t peer_port) {
  for (struct conn *c = conns; c; c = c->next)
    if (!c->is_listener && c->port == port && c->peer_port == peer_port && ip_addr_cmp(&c->peer, peer)) return c;
  return NULL;
}

static struct conn *find_listener(u16_t port) {
  for (struct conn *c = conns; c; c = c->next)
    if (c->is_listener && c->port == port) return c;
  return NULL;
}

static void drop(struct conn *c) {
  for (struct conn **at = &conns; *at; at = &(*at)->next)
    if (*at == c) {
      *at = c->next;
      free(c);
      return;
    }
}

static struct tcp_pcb *find_pcb(u16_t port, const ip_addr_t *peer, u16_t peer_port) {
  struct tcp_pcb *lists[] = {tcp_active_pcbs, tcp_tw_pcbs};
  for (int i = 0; i < 2; i++)
    for (struct tcp_pcb *pcb = lists[i]; pcb; pcb = pcb->next)
      if (pcb->local_port == port && pcb->remote_port == peer_port && ip_addr_cmp(&pcb->remote_ip, peer)) return pcb;
  return NULL;
}

static struct tcp_pcb *bound_pcb(u16_t port) {
  struct tcp_pcb *pcb = tcp_new_ip_type(IPADDR_TYPE_ANY);
  if (!pcb) return NULL;
  ip_set_option(pcb, SOF_REUSEADDR);
  if (tcp_bind(pcb, IP_ANY_TYPE, port) == ERR_OK) return pcb;
  tcp_abort(pcb);
  return NULL;
}

static void do_listen(u16_t port, int backlog) {
  if (!find_listener(port)) {
    struct tcp_pcb *pcb = bound_pcb(port);
    struct tcp_pcb *listening = pcb ? tcp_listen_with_backlog(pcb, (u8_t)(backlog > 255 ? 255 : backlog)) : NULL;
    if (!listening) {
      if (pcb) tcp_abort(pcb);
      answer("fails EADDRINUSE");
      return;
    }
    struct conn *c = add(port, listening);
    c->is_listener = 1;
    tcp_arg(listening, c);
    tcp_accept(listening, on_accepted);
  }
  answer("ok");
}

static void do_unlisten(u16_t port) {
  struct conn *c = find_listener(port);
  if (!c) {
    answer("fails EBADF");
    return;
  }
  tcp_close(c->pcb);
  drop(c);
  answer("ok");
}

static void do_accept(u16_t port) {
  for (struct conn *c = conns; c; c = c->next)
    if (!c->is_listener && !c->is_accepted && c->port == port && c->pcb && c->pcb->state != SYN_SENT && c->pcb->state != SYN_RCVD) {
      c->is_accepted = 1;
      answer("ok %s %u", ipaddr_ntoa(&c->peer), c->peer_port);
      return;
    }
  answer("fails EAGAIN");
}

static void do_connect(u16_t port, const ip_addr_t *peer, u16_t peer_port) {
  struct conn *c = find(port, peer, peer_port);
  if (c && c->pcb) {
    answer("fails EALREADY");
    return;
  }
  if (c) drop(c);
  struct tcp_pcb *pcb = bound_pcb(port);
  if (!pcb) {
    answer("fails EADDRINUSE");
    return;
  }
  c = add(port, pcb);
  hold(c, pcb, peer, peer_port);
  err_t error = tcp_connect(pcb, peer, peer_port, on_connected);
  if (error != ERR_OK) {
    tcp_arg(pcb, NULL);
    tcp_abort(pcb);
    drop(c);
  }
  answer_error(error);
}

static void do_send(struct conn *c, unsigned octets, int more) {
  if (octets > LARGEST_SEND) {
    answer("fails EMSGSIZE");
    return;
  }
  unsigned room = tcp_sndbuf(c->pcb), count = octets < room ? octets : room;
  char *text = malloc(count + 1);
  if (!text) exit(1);
  memset(text, 'b', count);
  err_t error = count == 0 && octets > 0 ? ERR_MEM : ERR_OK;
  for (unsigned sent = 0; error == ERR_OK && sent < count;) {
    u16_t part = (u16_t)(count - sent > 0xffff ? 0xffff : count - sent);
    error = tcp_write(c->pcb, text + sent, part, TCP_WRITE_FLAG_COPY);
    sent += part;
  }
  free(text);
  if (error == ERR_OK && !more) tcp_output(c->pcb);
  if (error == ERR_OK) answer("ok %u", count);
  else answer_error(error);
}

static void do_receive(struct conn *c, unsigned octets) {
  unsigned count = c->unread < octets ? c->unread : octets;
  c->unread -= count;
  for (unsigned left = count; c->pcb && left > 0;) {
    u16_t part = (u16_t)(left > 0xffff ? 0xffff : left);
    tcp_recved(c->pcb, part);
    left -= part;
  }
  answer("ok %u", count);
}

static void give_up(struct conn *c, int is_abort) {
  err_t error = ERR_OK;
  if (c->pcb) {
    tcp_arg(c->pcb, NULL);
    tcp_err(c->pcb, NULL);
    tcp_recv(c->pcb, NULL);
    if (is_abort) tcp_abort(c->pcb);
    else error = tcp_close(c->pcb);
  }
  drop(c);
  answer_error(error);
}

static void do_state(u16_t port, const ip_addr_t *peer, u16_t peer_port) {
  static const char *const names[] = {"CLOSED",     "LISTEN",     "SYN_SENT",   "SYN_RCVD", "ESTABLISHED", "FIN_WAIT_1",
                                      "FIN_WAIT_2", "CLOSE_WAIT", "CLOSING",    "LAST_ACK", "TIME_WAIT"};
  struct tcp_pcb *pcb = find_pcb(port, peer, peer_port);
  answer("ok %s", pcb ? names[pcb->state] : find_listener(port) ? "LISTEN" : "CLOSED");
}

static void do_forget(u16_t port, const ip_addr_t *peer, u16_t peer_port) {
  struct tcp_pcb *pcb = find_pcb(port, peer, peer_port);
  struct conn *c = find(port, peer, peer_port);
  if (pcb) {
    tcp_arg(pcb, NULL);
    tcp_abandon(pcb, 0);
  }
  if (c) drop(c);
  answer("ok");
}

/* A request about one connection. */
static void on_connection(const char *verb, u16_t port, const char *address, u16_t peer_port, const char *rest) {
  ip_addr_t peer;
  if (!ipaddr_aton(address, &peer)) {
    answer("fails EINVAL");
    return;
  }
  if (!strcmp(verb, "connect")) do_connect(port, &peer, peer_port);
  else if (!strcmp(verb, "state")) do_state(port, &peer, peer_port);
  else if (!strcmp(verb, "forget")) do_forget(port, &peer, peer_port);
  else {
    struct conn *c = find(port, &peer, peer_port);
    if (!strcmp(verb, "error")) answer(c && c->error ? "ok %s" : "ok", c ? c->error : NULL);
    else if (!c) answer(!strcmp(verb, "close") || !strcmp(verb, "abort") ? "fails EBADF" : "fails ENOTCONN");
    else if (!strcmp(verb, "receive")) do_receive(c, rest ? (unsigned)atol(rest) : 0xffffffffu);
    else if (!strcmp(verb, "close")) give_up(c, 0);
    else if (!strcmp(verb, "abort")) give_up(c, 1);
    else if (!c->pcb) answer("fails %s", c->error ? c->error : "ENOTCONN");
    else if (!strcmp(verb, "send")) do_send(c, rest ? (unsigned)atol(rest) : 0, rest && strstr(rest, "more"));
    else if (!strcmp(verb, "shutdown")) answer_error(tcp_shutdown(c->pcb, 0, 1));
    else if (!strcmp(verb, "shutdown-receive")) answer_error(tcp_shutdown(c->pcb, 1, 0));
    else answer("unsupported");
  }
}

static void respond(char *line) {
  char verb[32] = "", address[64] = "";
  unsigned port = 0, peer_port = 0;
  int read = 0;
  int found = sscanf(line, "%31s %u %63s %u %n", verb, &port, address, &peer_port, &read);
  if (!strcmp(verb, "sync")) answer("ok");
  else if (!strcmp(verb, "listen")) do_listen((u16_t)port, atoi(address));
  else if (!strcmp(verb, "unlisten")) do_unlisten((u16_t)port);
  else if (!strcmp(verb, "accept")) do_accept((u16_t)port);
  else if (found >= 4) on_connection(verb, (u16_t)port, address, (u16_t)peer_port, line[read] ? line + read : NULL);
  else answer("unsupported");
}

/* Answers every whole line that has come. */
static void read_requests(void) {
  static char text[LONGEST_LINE];
  static size_t length;
  ssize_t count = read(STDIN_FILENO, text + length, sizeof text - 1 - length);
  if (count <= 0) exit(0);
  length += (size_t)count;
  text[length] = 0;
  for (char *end; (end = strchr(text, '\n'));) {
    *end = 0;
    take_in();
    respond(text);
    length -= (size_t)(end + 1 - text);
    memmove(text, end + 1, length + 1);
  }
}

int main(int count, char **arguments) {
  is_tap = count > 1 && !strcmp(arguments[1], "tap");
  start_network();
  answer("ready %s states", is_tap ? "tap" : "tun");
  for (;;) {
    struct pollfd waiting[] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = device, .events = POLLIN}};
    u32_t sleep = sys_timeouts_sleeptime();
    poll(waiting, 2, sleep > 1000 ? 1000 : (int)sleep);
    sys_check_timeouts();
    take_in();
    if (waiting[0].revents) read_requests();
  }
}
