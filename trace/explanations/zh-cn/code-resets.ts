import type { RESET_CODES as ENGLISH } from '../code-resets.ts'
import type { Translated } from '../translation.ts'

export const RESET_CODES: Translated<typeof ENGLISH> = {
  'rst-malformed': {
    title: 'RST 的序号不会被接收方采信',
    meaning:
      '回答某个报文段的 RST 从那个报文段取得序号，使接收方能把它与伪造的 RST 区分开。对带 ACK 的报文段：`RST seq=SEG.ACK`。对不带 ACK 的：`RST ACK seq=0 ack=SEG.SEQ+SEG.LEN`，其中 SYN 算一个。处于 SYN_SENT 的一端只相信确认了其 SYN 的 RST。',
  },
  'rst-unsolicited': {
    title: '既没有连接又无须应答的一端发送 RST',
    meaning: '没有连接时，RST 只能是对到达的报文段的回答。在 LISTEN 和 SYN_SENT 中，ABORT 同样什么也不发送。',
  },
  'rst-to-rst': {
    title: '用 RST 回答 RST',
    meaning: '对 RST 从不回答：否则两个都没有连接的端会无休止地互相复位。处于 CLOSED 的一端丢弃它。',
  },
  'abort-bad-seq': {
    title: 'ABORT 的 RST 使用了 SND.NXT 以外的序号',
    meaning:
      'ABORT 发送 `RST seq=SND.NXT`：正是对端所期望的序号。窗口内其他位置的 RST 会招来挑战 ACK，窗口外的则被丢弃；无论哪种情况，对端的连接都依然存在。',
    linux: 'Linux 的 ABORT 所发的 RST 也带 ACK。',
  },
  'rst-instead-of-ack': {
    title: 'RFC 9293 要求回答空的 ACK，这里却是 RST',
    meaning:
      '在已同步的状态下，对不相符的报文段（序号在窗口之外，或确认号不可接受）必须用空的 ACK 回答，连接不变。只有没有连接或尚未同步的一端才用 RST 回答。',
  },
  'rst-challenged': {
    title: 'RST 落在窗口内，但不是所期望的序号',
    meaning:
      '否则，伪造者只要猜中窗口就能终止连接。因此只有 SEG.SEQ = RCV.NXT 才会复位；对窗口内其他位置的 RST，接收方发送挑战 ACK，什么也不改变。对端若真要复位，会用序号正确的 RST 回答这个 ACK。',
    linux: '在 TIME_WAIT 中，这样的 RST 被静默丢弃。',
  },
  'rst-ignored': {
    title: '不起任何作用的 RST',
    meaning:
      'LISTEN 忽略一切 RST：它没有发送过任何东西，也就没有什么可被 RST 回答。SYN_SENT 只相信确认了其 SYN 的 RST。在其他状态下，窗口之外的 RST 被静默丢弃。',
  },
  'rst-expected': {
    title: '应当发送 RST 的一端发送了别的报文段',
    meaning:
      '处于 CLOSED 或尚未同步的一端，收到对自己从未发送过的内容的确认时，用 `RST seq=SEG.ACK` 回答。对端正是靠这个回答得知并没有这样的连接；发送别的任何东西，都会让对端无从得知。',
  },
}
