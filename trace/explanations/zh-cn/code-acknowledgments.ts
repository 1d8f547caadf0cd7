import type { ACKNOWLEDGMENT_CODES as ENGLISH } from '../code-acknowledgments.ts'
import type { Translated } from '../translation.ts'

export const ACKNOWLEDGMENT_CODES: Translated<typeof ENGLISH> = {
  'synack-wrong-ack': {
    title: 'SYN ACK 没有确认它所应答的 SYN',
    meaning:
      'SYN 占用一个序号，所以 `SYN seq=j` 由 `ack=j+1` 确认。在 SYN_SENT 状态下，只有 ISS < SEG.ACK =< SND.NXT 可以接受。其他确认号看起来像是对某个旧 SYN 的应答：对端发送 `RST seq=SEG.ACK`，并停留在 SYN_SENT。',
    linux: '除了 RST，Linux 还会立即重传自己的 SYN。',
  },
  'handshake-ack-wrong': {
    title: '三次握手的第三个报文段没有确认 SYN ACK',
    meaning:
      '处于 SYN_RCVD 的一端等待对自己 SYN 的 ACK：在 `SYN ACK seq=k` 之后就是 k+1，别无其他。对其他确认号一律用 `RST seq=SEG.ACK` 回答，状态仍为 SYN_RCVD。',
    linux: '使用 SYN cookie 时，如果 SYN 没有 MSS 选项，Linux 接受 k+1 到 k+4。',
  },
  'fin-ack-off-by-one': {
    title: 'ACK 的确认号恰好少一，没有确认 FIN',
    meaning:
      'FIN 占用一个序号：序号为 u 的 FIN 由 u+1 确认。确认号为 u 的 ACK 只说明 FIN 之前的数据已经到达，所以关闭的一端停留在 FIN_WAIT_1（或 LAST_ACK），并重传自己的 FIN。如果这个 ACK 在 FIN 到达之前就已发出，请用 `-> ...` 把两者写成相互交错。',
  },
  'ack-of-unsent': {
    title: '确认了从未发送过的内容',
    meaning:
      'SEG.ACK 是期望收到的下一个字节，不可能超过对端已经发送的范围，即对端的 SND.NXT。对端用自己的 ACK 回答，并把这个报文段连同数据一起丢弃。',
  },
  'ack-of-unreceived': {
    title: '确认了尚未到达的字节',
    meaning:
      '对端确实发送了这些字节，但它们已经丢失，或者还在网络中。一端只确认按序收到的内容，不超过 RCV.NXT。',
  },
  'ack-regress': {
    title: '确认号倒退',
    meaning:
      '确认是累积的：一端既然说过期望收到 u+10，就不会再要更小的序号。对端把这样的 ACK 当作旧的重复报文段而忽略。',
  },
  'ack-stale': {
    title: '确认没有包括刚刚到达的内容',
    meaning:
      '每个报文段都携带最新的 RCV.NXT。较旧的确认号在网络上不算错误：这个报文段可能在另一个到达之前就已发出。如果本意如此，请用 `-> ...` 和 `... ->` 写明。',
  },
  'ack-too-old': {
    title: '确认号比任何窗口所及都旧',
    meaning:
      '防范盲注入（RFC 5961）的接收方只接受 SND.UNA - MAX.SND.WND =< SEG.ACK =< SND.NXT。更旧的确认号不可能来自对端，因为对端的窗口从未有那么大：这个报文段被丢弃，并用一个 ACK 回答。',
    linux: '无论窗口多大，Linux 也丢弃连接开始之前的确认号。',
  },
}
