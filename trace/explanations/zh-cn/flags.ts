import type { FLAGS_EXPLAINED as ENGLISH } from '../flags.ts'
import type { Translated } from '../translation.ts'

export const FLAGS_EXPLAINED: Translated<typeof ENGLISH> = {
  SYN: {
    title: '同步（synchronize），SEG.SEQ 是这一端的初始序号',
    meaning:
      '打开一个方向。它占用一个序号，即第一个：在 `SYN seq=j` 之后，下一个字节是 j+1，确认它的也是 j+1。重传的 SYN 使用同一个序号。SYN 可以携带数据，但数据要保留到连接进入 ESTABLISHED。',
    linux: '没有 TCP Fast Open 时，对携带数据的 SYN，Linux 只确认其中的 SYN；数据必须重传。',
    tools: 'tcpdump：[S]，带 ACK 时为 [S.]；Wireshark：[SYN]。',
  },
  ACK: {
    title: '确认（acknowledge），确认号有效',
    meaning:
      'SEG.ACK 指明期望收到的下一个字节：在它之前的都已到达。ACK 不占用序号，所以对 ACK 从不再作确认。连接一旦建立，每个报文段都带 ACK；只有最初的 SYN 和某些 RST 不带。',
    tools: 'tcpdump：[.]；Wireshark：[ACK]。',
  },
  FIN: {
    title: '终止（finish），这一端没有数据要发送了',
    meaning:
      '关闭一个方向；另一个方向在它自己的 FIN 之前一直打开。它占用一个序号，位于所在报文段最后一个字节之后：序号为 j+1 的 FIN 由 j+2 确认。FIN 只发送一次（重传时序号不变），与 ACK 一起发送，此后这一端不再有新的内容。',
    tools: 'tcpdump：[F.]；Wireshark：[FIN, ACK]。',
  },
  RST: {
    title: '复位（reset），这条连接就此结束，或者并不存在',
    meaning:
      '由 ABORT 发送，或者用来回答不属于任何连接的报文段。要让对端相信，它必须从所回答的报文段取得序号：对方带 ACK，则为 `RST seq=SEG.ACK`；不带，则为 `RST ACK seq=0 ack=SEG.SEQ+SEG.LEN`。序号等于 RCV.NXT 时有效（只是落在窗口内，则引起挑战 ACK）；在 SYN_SENT 中，确认了 SYN 才有效。对 RST 从不回答，更不会用 RST 回答。',
    linux: 'ABORT 的 RST 也带 ACK。',
    tools: 'tcpdump：[R] 或 [R.]；Wireshark：[RST]、[RST, ACK]。',
  },
  PSH: {
    title: '推送（push），立即把已到达的数据交付给应用程序',
    meaning: '发送方没有更多数据待发时置位。它不占用序号，也不改变状态；FIN 本身就隐含推送。',
    tools: 'tcpdump：[P.]；Wireshark：[PSH, ACK]。',
  },
  URG: {
    title: '紧急（urgent），紧急指针有效',
    meaning:
      '紧急指针是从 SEG.SEQ 到紧急数据之后那个字节的偏移。新的应用程序不应使用它（SHLD-13），但协议栈仍须支持。收到对端的 FIN 之后则忽略它。',
    tools: 'tcpdump：[U]；Wireshark：[URG]。',
  },
  ECE: {
    title: 'ECN 回显（ECN-Echo），网络标记过某个分组，表示遇到了拥塞',
    meaning:
      '在 SYN 上与 CWR 一起，请求使用显式拥塞通知（ECN）；表示同意的 SYN ACK 只置 ECE。此后接收方一再重复它，直到发送方用 CWR 回答。',
    linux: 'tcp_ecn=2 是默认值：别人请求时同意，自己不主动请求。',
    tools: 'tcpdump：[E]；Wireshark：[ECE]。',
  },
  CWR: {
    title: '拥塞窗口已减小（Congestion Window Reduced），发送方已对 ECN-Echo 作出反应',
    meaning: '告诉接收方不必再重复 ECE。在 SYN 上与 ECE 一起，请求使用显式拥塞通知（ECN）。',
    tools: 'tcpdump：[W]；Wireshark：[CWR]。',
  },
}
