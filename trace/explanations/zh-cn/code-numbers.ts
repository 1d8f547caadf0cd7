import type { SEQUENCE_CODES as ENGLISH } from '../code-numbers.ts'
import type { Translated } from '../translation.ts'

export const SEQUENCE_CODES: Translated<typeof ENGLISH> = {
  'syn-not-consumed': {
    title: '发送方继续使用已被自己的 SYN 占用的序号',
    meaning:
      'SYN 占用一个序号，所以在 `SYN seq=j` 之后，不论有没有数据，一切都从 j+1 开始。序号为 j 的报文段落在接收窗口的左侧：它会被丢弃，接收方用一个 ACK 回答，重申 j+1。',
  },
  'fin-not-consumed': {
    title: '发送方继续使用已被自己的 FIN 占用的序号',
    meaning:
      'FIN 占用一个序号，即所在报文段最后一个字节之后的那个。这一端此后发送的一切，包括纯 ACK，都使用再下一个序号。对端已经收下了 FIN，所以使用 FIN 那个序号的报文段是旧的：它被丢弃，并用一个 ACK 回答。',
  },
  'seq-gap': {
    title: '发送方跳过了从未发送过的序号',
    meaning:
      '一端给自己的字节逐个编号：下一个新字节的序号就是 SND.NXT。越过它的报文段会留下一个永远填不上的空缺，而接收方一直等着其间的字节。',
  },
  'syn-isn-changed': {
    title: '重传的 SYN 换了初始序号',
    meaning:
      '重传就是原样重复已发送的内容，包括序号：第一份也许还会到达。换一个新序号，就成了连接的另一个化身。',
  },
  'fin-moved': {
    title: '重传的 FIN 换了序号',
    meaning:
      'FIN 只有一个位置，就是最后一个数据字节之后。重传的 FIN 仍在同一个序号上；放在别处，数据就会结束得过早或过晚。',
  },
  'second-fin': {
    title: '第一个 FIN 之后又有第二个 FIN',
    meaning:
      '一个方向只关闭一次。此后的 CLOSE 可能被拒绝，也可能被允许，但绝不会再发出一个 FIN；只有第一个 FIN 可以重传，序号不变。',
  },
  'data-after-fin': {
    title: '已经发送 FIN 的一端又发送新数据',
    meaning:
      'FIN 的意思是“我没有数据要发了”。CLOSE 之后的 SEND 会被拒绝，错误为 "connection closing"。关闭的只是这一个方向：对端仍可继续发送（半关闭）。数据必须在 FIN 之前发送，或者与它一起发送。',
    linux: '若数据与发送方的 FIN 重叠，Linux 会复位连接；FIN 之后的数据则静默丢弃。',
  },
  'data-before-established': {
    title: '连接尚未建立的一端发送数据',
    meaning:
      '在 SYN_SENT 和 SYN_RCVD 状态下，待发送的数据先排队，等连接进入 ESTABLISHED 再发送。（SYN 本身携带数据是允许的；服务器接受了 Fast Open cookie 时也不必等待：RFC 7413 §3。）应答 SYN 的一端，要等自己的 SYN 的 ACK 到达之后才进入 ESTABLISHED。',
  },
  'seq-stale': {
    title: '空报文段的序号落后于发送方的下一个序号',
    meaning:
      '什么都不携带的报文段使用 SND.NXT，从而位于接收窗口的左边界。再往后退就不可接受：接收方用一个 ACK 回答，并把它连同其中的确认一起丢弃。（只退一的是保活报文段；重传要重复已有的字节，因此不是空的。）',
  },
  'keep-alive': {
    title: '序号退一的空报文段：保活',
    meaning:
      'SEG.SEQ = SND.NXT - 1 有意落在窗口左侧紧邻处：接收方必须用一个 ACK 回答，从而表明它还在。只有空闲的连接才发送保活报文段，而且必须由应用程序开启（MUST-24、MUST-25）。',
    linux: 'tcp_keepalive_time 为两小时，此后每 75 秒探测一次，最多九次。',
    tools: 'Wireshark：[TCP Keep-Alive]。',
  },
  'out-of-window': {
    title: '报文段落在接收窗口之外',
    meaning:
      '接收方接收从 RCV.NXT 到 RCV.NXT+RCV.WND 之前的字节。首字节和末字节都不在其中的报文段不可接受：接收方用一个 ACK 说明自己期望收到什么，并丢弃它。',
  },
  'seq-wrap': {
    title: '序号又从 0 开始',
    meaning:
      '2^32 - 1 之后是 0。所有比较都按模 2^32 进行，所以看上去较小的序号完全可能在后面；网络上并没有什么特别的事发生。在此说明，只是因为读者容易感到意外。',
    tools: 'Wireshark 和 tcpdump 把它隐藏了：两者都显示相对于 SYN 的序号（用 `tcpdump -S` 关闭）。',
  },
  'isn-not-above-old': {
    title: '发往 TIME_WAIT 的 SYN，序号不大于旧连接的序号',
    meaning:
      '处于 TIME_WAIT 的一端，只有在 SYN 的序号大于旧连接用过的所有序号时，才可以立即接受它（MAY-2）：只有这样，旧报文段才不会被误认为新的。其他 SYN 本身可能就是旧的；用一个 ACK 回答，然后丢弃。如果双方商定了时间戳，则时间戳更新即可，无论序号大小（SHLD-4）。',
    linux: 'Linux 用自己 TIME_WAIT 的 ACK 回答这样的 SYN。',
  },
  retransmission: {
    title: '以前发送过的字节',
    meaning:
      '没有及时得到确认的内容会用同样的序号重传：要么第一份丢失了，要么它的 ACK 丢失了，要么其中之一来迟了。接收方留下自己缺少的部分，其余的再确认一次。',
    tools:
      'Wireshark：[TCP Retransmission]；出现重复 ACK 之后是 [TCP Fast Retransmission]；字节已经确认过则是 [TCP Spurious Retransmission]。`ss -ti`：retrans。',
  },
  'syn-data': {
    title: '携带数据的 SYN',
    meaning:
      'RFC 9293 允许 SYN 携带数据，并要求接收方把数据保留到连接进入 ESTABLISHED：旧的 SYN 绝不能交付任何东西。TCP Fast Open（RFC 7413）则凭 cookie 认出发送方，在监听端立即交付数据。',
    linux: '没有 Fast Open 时，Linux 只确认 SYN（`ack=j+1`），数据必须重传。',
    tools: '带有该选项时，Wireshark 显示 "TCP SYN with TFO Cookie"。',
  },
  'dup-ack': {
    title: '再次发送同样的确认：中间缺了一个报文段',
    meaning:
      '空缺之后的数据已经到达，于是接收方立即再次说明自己在等哪个字节。发送方计数：三个重复确认意味着丢失，而不是乱序，于是不等定时器到期就重传缺少的报文段（快重传）。带有数据、窗口改变、SYN 或 FIN 的 ACK 不算重复确认。',
    tools: 'Wireshark：[TCP Dup ACK 3#1]，即所重复的帧及其次数。',
  },
}
