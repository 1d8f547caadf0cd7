import type { STATES_EXPLAINED as ENGLISH } from '../states.ts'
import type { Translated } from '../translation.ts'

export const STATES_EXPLAINED: Translated<typeof ENGLISH> = {
  CLOSED: {
    title: '没有连接',
    meaning:
      'CLOSED 是虚构的：它表示根本没有 TCB，可以在连接之前，也可以在连接之后。对到达的每个报文段都回答 RST；只有 RST 例外，直接丢弃。',
    entered: [
      '从 TIME_WAIT：2 MSL 已过',
      '从 LAST_ACK：对这一端 FIN 的 ACK 到达',
      '从 LISTEN 或 SYN_SENT：CLOSE，不发送报文段',
      '从任何状态：ABORT、用户超时，或者（LISTEN 除外）可接受的 RST；但被动打开后处于 SYN_RCVD 时，RST 使之回到 LISTEN',
    ],
    left: ['被动打开，到 LISTEN', '主动打开：发送 SYN，到 SYN_SENT'],
    tools: 'netstat：CLOSE，ss：UNCONN；已关闭的连接通常根本不列出。',
  },
  LISTEN: {
    title: '等待来自任意对端的连接请求',
    meaning:
      '被动打开等待 SYN。它的 SYN ACK 产生一条处于 SYN_RCVD 的连接；监听端本身继续监听其他请求。在这里忽略 RST，对带 ACK 的一律用 RST 回答，SYN、ACK、RST 都没有的则丢弃。',
    entered: ['从 CLOSED：被动打开', '从被动打开后的 SYN_RCVD：收到 RST'],
    left: [
      'SYN 到达：发送 SYN ACK，到 SYN_RCVD',
      'SEND 把被动打开变成主动打开：发送 SYN，到 SYN_SENT',
      'CLOSE 或 ABORT，到 CLOSED；什么也不发送',
    ],
    linux: '套接字 API 不能在监听端上执行 SEND，所以 Linux 从不由 LISTEN 转到 SYN_SENT。',
    tools: 'netstat 和 ss：LISTEN。',
  },
  SYN_SENT: {
    title: '等待对这一端 SYN 的应答',
    meaning:
      '主动打开已经发送 SYN。只有确认了它的 SYN ACK（ISS < SEG.ACK =< SND.NXT），或者单独的 SYN（同时打开），才能使连接继续。ACK 最先检查：错误的用 RST 回答，状态不变。单独的 ACK 即使确认号正确，也不改变什么。',
    entered: ['从 CLOSED：主动打开', '从 LISTEN：SEND'],
    left: [
      '对这个 SYN 的 SYN ACK 到达：发送 ACK，到 ESTABLISHED',
      '不带 ACK 的 SYN 到达（同时打开）：发送 SYN ACK，到 SYN_RCVD',
      '带有可接受的 ACK 的 RST 到达（"connection reset"），到 CLOSED',
      'CLOSE 或 ABORT，到 CLOSED；什么也不发送',
    ],
    linux: '收到错误的 ACK 时，Linux 除了发送 RST，还会立即重传自己的 SYN。',
    tools: 'netstat：SYN_SENT，ss：SYN-SENT。',
  },
  SYN_RCVD: {
    title: '对端的 SYN 已到达，等待对这一端 SYN 的确认',
    meaning:
      '双方的 SYN 这里都已知道，但对端还没有确认我方的 SYN。旧的重复 SYN 会使连接进入这个状态，握手之所以有第三个报文段也是因此：只有正确的 ACK 才能证明对端要的是这条连接。一端要记住自己是怎样到这里的（MUST-11），因为收到 RST 时，被动打开的回到 LISTEN，主动打开的则到 CLOSED。',
    entered: [
      '从 LISTEN：SYN 到达',
      '从 SYN_SENT：不带 ACK 的 SYN 到达',
      '从 TIME_WAIT：较新的 SYN 重新打开连接（MAY-2）',
    ],
    left: [
      '对这个 SYN 的 ACK 到达，到 ESTABLISHED；如果同一报文段带有 FIN，则接着到 CLOSE_WAIT',
      'CLOSE 而没有排队的数据：发送 FIN，到 FIN_WAIT_1',
      'RST 到达：被动打开的回到 LISTEN，主动打开的到 CLOSED（"refused"）',
      'ABORT：发送 RST，到 CLOSED',
    ],
    linux: '被动打开后，Linux 在这里只保留一个小小的请求，没有套接字；使用 SYN cookie 时则什么也不保留。',
    tools:
      'netstat：SYN_RECV，ss：SYN-RECV。有人称之为 half-open（半连接）；RFC 9293 中的 half-open 是另一个意思（半开连接，§3.5.1）。',
  },
  ESTABLISHED: {
    title: '连接已经建立：数据可双向传送',
    meaning:
      '每一端都已看到对方的 SYN 和对自己 SYN 的确认。两端并不同时到达这里：主动的一端在收到 SYN ACK 时，被动的一端在收到随后的 ACK 时。',
    entered: ['从 SYN_SENT：SYN ACK 到达', '从 SYN_RCVD：对这一端 SYN 的 ACK 到达'],
    left: [
      'CLOSE：在数据之后发送 FIN，到 FIN_WAIT_1',
      'FIN 到达：发送 ACK，到 CLOSE_WAIT',
      'RST 到达（"reset"），到 CLOSED',
      'ABORT：发送 RST，到 CLOSED',
    ],
    tools: 'netstat：ESTABLISHED，ss：ESTAB。',
  },
  FIN_WAIT_1: {
    title: '这一端先关闭：等待对自己 FIN 的 ACK，或者对端的 FIN',
    meaning:
      '这一端不再发送，但仍然接收。接下来收到什么，决定走哪条路：只有对 FIN 的 ACK，到 FIN_WAIT_2；没有确认我方 FIN 的 FIN，到 CLOSING；两者在同一报文段中，到 TIME_WAIT，因为先看 ACK，后看 FIN。',
    entered: ['从 ESTABLISHED：CLOSE', '从 SYN_RCVD：CLOSE'],
    left: [
      '对这个 FIN 的 ACK 到达，到 FIN_WAIT_2',
      '带有较旧 ACK 的 FIN 到达：发送 ACK，到 CLOSING',
      '同时确认了这个 FIN 的 FIN 到达：发送 ACK，到 TIME_WAIT（图 5 注 2）',
      'RST 到达，或者 ABORT（发送 RST），到 CLOSED',
    ],
    linux: 'close() 之后 Linux 不再接收数据：此时到达的字节用 RST 回答。shutdown() 之后则照常接收。',
    tools: 'netstat：FIN_WAIT1，ss：FIN-WAIT-1。',
  },
  FIN_WAIT_2: {
    title: '这一端的 FIN 已得到确认：等待对端的 FIN',
    meaning:
      '半关闭：这个方向已经结束，对端想继续发送多久都可以，这一端确认收到的内容。RFC 9293 没有规定时限。',
    entered: ['从 FIN_WAIT_1：对这个 FIN 的 ACK 到达'],
    left: ['FIN 到达：发送 ACK，到 TIME_WAIT', 'RST 到达，或者 ABORT（发送 RST），到 CLOSED'],
    linux: '不再有进程持有这个套接字时，Linux 在 tcp_fin_timeout（60 秒）之后放弃，不经过 TIME_WAIT。',
    tools: 'netstat：FIN_WAIT2，ss：FIN-WAIT-2。',
  },
  CLOSE_WAIT: {
    title: '对端已经关闭：等待这一端自己 CLOSE',
    meaning:
      '对端的 FIN 已到达并得到确认；这一端仍可发送。收到 FIN 才会进入这个状态，发送 FIN 则绝不会，而且只有本地的应用程序能结束它：若某个进程积压了大量 CLOSE_WAIT，那就是忘了关闭。',
    entered: ['从 ESTABLISHED：FIN 到达', '从 SYN_RCVD：同一报文段带来所等的 ACK 和 FIN'],
    left: ['CLOSE：在数据之后发送 FIN，到 LAST_ACK', 'RST 到达，或者 ABORT（发送 RST），到 CLOSED'],
    tools: 'netstat：CLOSE_WAIT，ss：CLOSE-WAIT。',
  },
  CLOSING: {
    title: '双方同时关闭：等待对这一端 FIN 的 ACK',
    meaning:
      '两个 FIN 在途中交错：这一端在自己的 FIN 得到确认之前收到了对端的 FIN。除了那个 ACK，再没有什么可发送或接收。',
    entered: ['从 FIN_WAIT_1：没有确认这个 FIN 的 FIN 到达'],
    left: ['对这个 FIN 的 ACK 到达，到 TIME_WAIT', 'RST 到达，或者 ABORT（什么也不发送），到 CLOSED'],
    tools: 'netstat 和 ss：CLOSING。',
  },
  LAST_ACK: {
    title: '后关闭的一端等待对自己 FIN 的 ACK',
    meaning:
      '对端的 FIN 已经回答，这一端自己的 FIN 也已发出。它的 ACK 一到，连接就立即消失：后关闭的一端不需要 TIME_WAIT。LAST_ACK 是状态，不是报文段；那个报文段就是普通的 ACK。',
    entered: ['从 CLOSE_WAIT：CLOSE'],
    left: ['对这个 FIN 的 ACK 到达，到 CLOSED', 'RST 到达，或者 ABORT（什么也不发送），到 CLOSED'],
    tools: 'netstat：LAST_ACK，ss：LAST-ACK。',
  },
  TIME_WAIT: {
    title: '先关闭的一端等待 2 MSL，然后才释放这条连接',
    meaning:
      '有两个理由。如果最后的 ACK 丢失，对端会重传 FIN，必须还有一端在那里确认它。另外，这条连接还滞留在网络中的报文段必须全部消亡，同样的两个端口才能用于新的连接。它必须持续 2 MSL（MUST-13）；再次到来的 FIN 会得到确认，并使等待重新开始。',
    entered: [
      '从 FIN_WAIT_2：FIN 到达',
      '从 FIN_WAIT_1：同时确认了这个 FIN 的 FIN 到达',
      '从 CLOSING：对这个 FIN 的 ACK 到达',
    ],
    left: [
      '2 MSL 已过，到 CLOSED',
      '较新的 SYN 可以重新打开连接（MAY-2），到 SYN_RCVD',
      'RST 到达，或者 ABORT（什么也不发送），到 CLOSED',
    ],
    linux: 'Linux 等待 60 秒，而不是 MSL 取两分钟时的 240 秒。设置 tcp_rfc1337=1 时，它在这里忽略 RST。',
    tools: 'netstat：TIME_WAIT，ss：TIME-WAIT。',
  },
}
