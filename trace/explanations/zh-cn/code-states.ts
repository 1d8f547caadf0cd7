import type { STATE_CODES as ENGLISH } from '../code-states.ts'
import type { Translated } from '../translation.ts'

export const STATE_CODES: Translated<typeof ENGLISH> = {
  'segment-from-closed': {
    title: '没有连接的一端发送报文段',
    meaning:
      '在 CLOSED 状态下没有 TCB，也就没有可用来发送的序号。这样的一端只能发送建立连接的 SYN，或者拒绝某个报文段的 RST，别无其他。请写出握手，或者用 `given` 说明踪迹如何开始。',
  },
  'segment-from-listen': {
    title: '只在监听的一端发送报文段',
    meaning:
      '监听端只应答，不主动发话：用 SYN ACK 应答 SYN，用 RST 回答游离的 ACK。它没有连接可用来发送别的东西。',
  },
  'ack-before-synack': {
    title: '仍处于 SYN_SENT 的一端发送了 SYN 以外的报文段',
    meaning:
      '在对端的 SYN 到达之前，这一端不知道对端的初始序号，所以没有什么可确认，也无法继续。它能发送的只有重传的 SYN，或者 RST。',
  },
  'fin-before-established': {
    title: '仍处于 SYN_SENT 的一端发送 FIN',
    meaning:
      '在 SYN_SENT 状态下 CLOSE 会删除 TCB，什么也不发送：还没有连接可供 FIN 来结束。FIN 最早也要到 SYN_RCVD 才能发出。',
  },
  'syn-in-synchronized': {
    title: '连接已经建立的一端发送 SYN',
    meaning:
      '处于 ESTABLISHED 或以后状态的一端早已发送过 SYN；OPEN 会被拒绝，错误为 "connection already exists"。对端用挑战 ACK 回答这样的 SYN，并丢弃它。如果发送方崩溃后重新开始，请写明：`A: reboot`。',
  },
  'synack-wrong-direction': {
    title: '没有收到 SYN 的一端发送 SYN ACK',
    meaning:
      'SYN ACK 是对 SYN 的应答：其中的 ACK 确认到达的 SYN。发起的一端只发送 SYN。如果踪迹以 SYN ACK 开头，而另一端随后的行为就像自己发送过 SYN，那么缺少的正是上面那个 SYN。',
  },
  'synack-missing-ack': {
    title: '监听端只用一个 SYN 应答 SYN',
    meaning:
      '在 LISTEN 状态下，对 SYN 的应答是 SYN ACK。只回一个 SYN，意味着双方都主动打开，两个 SYN 在途中交错（同时打开）；而监听端并没有主动打开。',
  },
  'close-in-wrong-state': {
    title: '对正在关闭的连接，或者不存在的连接执行 CLOSE',
    meaning:
      'CLOSE 结束这一端的发送方向，只能一次。此后再 CLOSE 会被拒绝，错误为 "connection closing"（在 FIN_WAIT_1 和 FIN_WAIT_2 中也可以放行，但不会有第二个 FIN）；没有连接，也就没有什么可关闭。',
  },
  'segment-after-rst': {
    title: '已经复位连接的一端又发送报文段',
    meaning: '发送 RST 就删除了 TCB：连接连同排队的一切都不复存在。要再次通信，这一端必须建立新的连接。',
  },
  'time-wait-sends': {
    title: '处于 TIME_WAIT 的一端发送了 ACK 以外的内容',
    meaning:
      '在 TIME_WAIT 中，两个方向都已关闭，这一端的 FIN 也已得到确认，没有什么需要重传。它所做的只是用 `ACK seq=SND.NXT` 确认再次到来的 FIN。在这里连 ABORT 也不发送任何报文段。',
  },
  'state-mismatch': {
    title: '一端所处的状态与断言不符',
    meaning:
      '方括号中的断言说明该行之后一端处于什么状态。Synfin 让两端都按 RFC 9293 的事件处理走一遍，得到的却是另一个状态。常见的错误有：SYN ACK 一到就把两端都叫作 ESTABLISHED（监听的一端要等下一个 ACK 才到）；把发送 FIN 的一端叫作 CLOSE_WAIT（收到 FIN 才会进入）；到达的 FIN 没有确认我方的 FIN，却叫作 TIME_WAIT（那是 CLOSING）。',
  },
  'illegal-transition': {
    title: '前后两个断言之间，状态机中没有这样的转换',
    meaning:
      '不管其间发生了什么，单个事件都不能从前一个状态到达后一个状态：图 5 及其注中没有这样的箭头。两个断言之中，必有一个写错了状态，或者写错了端点。',
  },
  'time-wait-skipped': {
    title: '先关闭的一端没有经过 2 MSL 就写成 CLOSED',
    meaning:
      '主动关闭的一端必须在 TIME_WAIT 停留 2 MSL（MUST-13），以便确认再次到来的 FIN，并让旧报文段消亡。请在这段时间过去之处写上 `A: 2msl`。',
    linux: 'Linux 在 TIME_WAIT 停留 60 秒。',
  },
  'unknown-state': {
    title: '不是任何连接状态的名称',
    meaning:
      'RFC 9293 有十一个状态：CLOSED、LISTEN、SYN_SENT、SYN_RCVD、ESTABLISHED、FIN_WAIT_1、FIN_WAIT_2、CLOSE_WAIT、CLOSING、LAST_ACK 和 TIME_WAIT。TIME_WAIT 只有一个；带编号的一对是 FIN_WAIT_1 和 FIN_WAIT_2。',
  },
  'state-alias': {
    title: '用了其他工具对状态的叫法',
    meaning:
      'netstat、ss、内核源码和书籍对某些状态各有写法。Synfin 都能读懂，但统一写法便于比较踪迹；快速修复会改成统一写法。',
    tools: 'netstat：SYN_RECV、FIN_WAIT1、FIN_WAIT2；ss：SYN-RECV、ESTAB。',
  },
  'challenge-ack': {
    title: '已建立的连接用挑战 ACK 回答 SYN',
    meaning:
      '连接已同步的一端不相信任何 SYN，不论其序号在哪里：它照常回答一个 ACK，并丢弃这个 SYN。真正丢失了连接的对端处于 SYN_SENT，发现这个 ACK 没有确认自己发送过的任何内容，便回答一个可信的 RST。而伪造者根本看不到这个挑战。',
    linux: 'Linux 对每条连接在 500 毫秒内最多发送一个挑战 ACK（tcp_invalid_ratelimit）。',
    tools: 'Wireshark 显示一个 ACK，可能还有 [TCP ACKed unseen segment]。',
  },
  'call-refused': {
    title: '在这个状态下 TCP 拒绝的调用',
    meaning:
      '对已有的连接执行 OPEN，CLOSE 之后执行 SEND，没有连接却执行任何调用：TCP 都向应用程序返回错误，什么也不发送。如果踪迹要说明的正是这一点，请写成：`A: send 10 fails`。',
  },
  'timer-not-running': {
    title: '定时器没有运行，不可能到期',
    meaning:
      '2 MSL 定时器只在 TIME_WAIT 中运行。重传定时器在有已发送而未确认的内容时运行，用户超时定时器在连接存在期间运行。除此之外没有什么可到期。',
  },
}
