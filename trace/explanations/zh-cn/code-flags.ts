import type { FLAG_CODES as ENGLISH } from '../code-flags.ts'
import type { Translated } from '../translation.ts'

export const FLAG_CODES: Translated<typeof ENGLISH> = {
  'syn-fin': {
    title: '同一报文段中既有 SYN 又有 FIN',
    meaning:
      'RFC 9293 允许 SYN 携带其他控制位，等连接进入 ESTABLISHED 后再处理其中的 FIN；T/TCP 的实验曾用过这一点。如今没有协议栈会发送这样的报文段，协议栈和防火墙都把它当作端口扫描丢弃。',
    linux: '监听端会静默丢弃它，所以在 profile linux 中这是错误；在 SYN_SENT 状态下则忽略其中的 FIN。',
  },
  'syn-rst': {
    title: '同一报文段中既有 SYN 又有 RST',
    meaning:
      '任何状态都先看 RST，后看 SYN：这个报文段要么使连接复位，要么被丢弃，其中的 SYN 不可能起作用。请确定想写的是哪一个。',
  },
  'fin-rst': {
    title: '同一报文段中既有 FIN 又有 RST',
    meaning: 'RST 在第二步检查，FIN 在第八步才检查：连接已被 RST 结束，FIN 根本得不到处理。',
  },
  'null-flags': {
    title: 'SYN、ACK、FIN、RST 一个都没有的报文段',
    meaning:
      '这样的报文段没有置 ACK 位，在任何已有连接的状态下都会被丢弃。端口扫描器用它来试探谁会应答；正常的 TCP 端点不会发送它。（踪迹中写的是八个控制位。旁边的四个保留位无法书写，按 §3.1 的要求始终为零。）',
  },
  'xmas-flags': {
    title: '有 FIN、PSH、URG 而没有 ACK：“圣诞树”报文段',
    meaning:
      '这是端口扫描器发送的报文段，“像圣诞树一样全亮着”。没有 ACK，凡有连接之处都会把它丢弃；处于 CLOSED 的一端则回答 RST，而这正是扫描者想知道的。',
  },
  'missing-ack-flag': {
    title: 'FIN 或数据没有带 ACK',
    meaning:
      '连接一旦建立，就始终要发送确认号，因此除了最初的 SYN 和某些 RST，每个报文段都带 ACK。接收方会静默丢弃不带 ACK 的报文段，发送方得不到任何回应。（没有连接的一端则回复位，§3.10.7.1。）有些示意图只画一个单独的 FIN，是省略了每个真实的 FIN 都带的 ACK（RFC 的图 12 和图 13 都画了出来）。',
    linux: '处于 TIME_WAIT 的 Linux 会确认没有 ACK 的 FIN 或数据。',
  },
  'ack-number-without-flag': {
    title: '写了确认号，却没有 ACK 标志',
    meaning:
      '只有置了 ACK，确认号才有意义；没有 ACK，接收方根本不看它。要么漏了标志，要么这个确认号毫无意义。最初的 SYN 没有什么可确认的。',
  },
  'seq-range': {
    title: '序号或确认号超出 32 位',
    meaning:
      '序号和确认号从 0 到 2^32 - 1，然后又从 0 开始。更大的数放不进首部；想写的也许是它对 2^32 取模的值。',
  },
  'urg-pointer-without-urg': {
    title: '写了紧急指针，却没有 URG 标志',
    meaning: '只有置了 URG，紧急指针才有意义；没有 URG，接收方根本不看它。要么漏了标志，要么这个数毫无意义。',
    tools: 'Wireshark："The urgent pointer field is nonzero while the URG flag is not set"。',
  },
  'urg-without-data': {
    title: '有紧急指示而没有数据',
    meaning:
      '紧急指针指向紧急数据之后的那个字节（MUST-62），所以必须有紧急数据：要发送紧急指示，就至少要同时发送一个字节。在空报文段上，这个指针什么也没有指。',
  },
  'urg-after-fin': {
    title: '向已经收到 FIN 的一端发送紧急指示',
    meaning:
      'FIN 之后不会再有数据，也就没有什么可紧急的。处于 CLOSE_WAIT、CLOSING、LAST_ACK 或 TIME_WAIT 的一端忽略 URG：RFC 9293 说这种情况不应出现。',
  },
}
