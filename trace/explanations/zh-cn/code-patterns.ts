import type { PATTERN_CODES as ENGLISH } from '../code-patterns.ts'
import type { Translated } from '../translation.ts'

export const PATTERN_CODES: Translated<typeof ENGLISH> = {
  'simultaneous-open': {
    title: '双方同时打开：两个 SYN 在途中交错',
    meaning:
      '每一端都在对方的 SYN 到达之前就发送了自己的 SYN。双方都不在监听；各自用 SYN ACK 应答对方的 SYN，都从 SYN_SENT 经 SYN_RCVD 到达 ESTABLISHED。结果是一条连接而不是两个，每个协议栈都必须支持（MUST-10）。',
    linux: 'Linux 能够同时打开，并在 SYN ACK 到达时多发送一个 ACK。',
    tools: 'conntrack：SYN_SENT2。双方都先绑定端口再连接，才会这样相遇。',
  },
  'simultaneous-close': {
    title: '双方同时关闭：两个 FIN 在途中交错',
    meaning:
      '每一端都在对方的 FIN 到达之前就发送了自己的 FIN，所以两个 FIN 都没有确认对方。双方都经过 CLOSING，等待各自的 ACK，然后都在 TIME_WAIT 中等待：它们都是先关闭的一端。',
  },
  'merged-fin-ack': {
    title: '后关闭一端的 FIN 与 ACK 合并：三个报文段完成关闭',
    meaning:
      '先关闭的一端在同一个报文段中得到对自己 FIN 的 ACK 和对端的 FIN。先看 ACK（第五步检查），最后才看 FIN（第八步），所以它从 FIN_WAIT_1 直接到达 TIME_WAIT。“四次挥手”是画图的习惯，并不是规则。',
    linux:
      'Linux 对 FIN 的 ACK 与其他 ACK 一样会推迟发送，所以两者可能合并；在重放中它立即发出，是单独的一个报文段。',
  },
  'half-close': {
    title: '一个方向已经关闭，另一个方向仍在传送数据',
    meaning:
      'FIN 的意思是“我不再发送”，而不是“不要再发给我”。先关闭的一端处于 FIN_WAIT_2，继续接收并确认；对端处于 CLOSE_WAIT，可以一直发送，直到发出自己的 FIN。不要与半开连接（half-open）混淆，那是指一端已经丢失了连接。',
    linux: 'shutdown(SHUT_WR) 关闭一个方向；close() 之后到达的数据则用 RST 回答。',
  },
  'old-duplicate-syn': {
    title: '旧的 SYN 得到应答，又由复位收回',
    meaning:
      '监听端分不清 SYN 的新旧，于是应答了它。被当作发送者的那一端看到的 ACK 所确认的内容自己从未发送过，便发送 RST；监听端回到 LISTEN。三次握手的第三个报文段正是为此而设：没有它，监听端就会留下一个谁也不要的连接。',
  },
  'half-open': {
    title: '一端仍有连接，另一端已经丢失',
    meaning:
      '一端崩溃了，或者中止了连接而对方没有得知，对端仍不知情。对端一发送数据就会发现：那里没有这样的连接，回答是 RST。如果反过来是崩溃的一端重新开始，它的 SYN 会招来挑战 ACK，而这个 ACK 所确认的内容它从未发送过，于是回答仍是 RST。RFC 9293 所说的 half-open（半开连接）就是这种情况；有人把 SYN_RCVD 也叫 half-open（半连接），那是另一回事。',
  },
  'time-wait-reuse': {
    title: '较新的 SYN 从 TIME_WAIT 重新打开连接',
    meaning:
      '严格说来，同样的两个端口要停用 2 MSL。但如果 SYN 的序号大于旧连接用过的所有序号，就不会与旧连接混淆：一端可以直接从 TIME_WAIT 接受它（MAY-2），自己的初始序号也要大于旧的。有时间戳时，较晚的时钟也能说明这一点（RFC 6191）。',
    linux: '只要有人在监听，Linux 就会这样做；它的新序号是旧的 SND.NXT + 65537。',
    tools: 'Wireshark：[TCP Port numbers reused]。',
  },
}
