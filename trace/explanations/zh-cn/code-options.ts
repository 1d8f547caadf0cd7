import type { OPTION_CODES as ENGLISH } from '../code-options.ts'
import type { Translated } from '../translation.ts'

export const OPTION_CODES: Translated<typeof ENGLISH> = {
  'mss-on-non-syn': {
    title: 'MSS 选项出现在 SYN 之外',
    meaning:
      '最大报文段长度（Maximum Segment Size）只在建立连接时通告一次：没有 SYN 的报文段绝不能带这个选项（MUST-65），接收方以后也用不上它。',
    linux: 'Linux 只在 SYN 和 SYN ACK 上读取这个选项，在别处则略过。',
    tools: 'Wireshark："The non-SYN packet does contain a MSS option"（tcp.options.mss.present）。',
  },
  'wscale-on-non-syn': {
    title: '窗口扩大选项出现在 SYN 之外',
    meaning:
      '窗口要移多少位，由双方的 SYN 商定，此后在整条连接期间不变。其他报文段上的窗口扩大选项（Window Scale）必须忽略。',
    linux: 'Linux 只在 SYN 和 SYN ACK 上读取这个选项。',
  },
  'sackperm-on-non-syn': {
    title: 'SACK-permitted 选项出现在 SYN 之外',
    meaning:
      '是否懂得选择确认，由双方的 SYN 说明。其他报文段绝不能带 SACK-permitted；在那里发送的是 SACK 块本身。',
    linux: 'Linux 只在 SYN 和 SYN ACK 上读取这个选项。',
    tools: 'Wireshark："The non-SYN packet does contain a SACK PERM option"。',
  },
  'wscale-not-offered': {
    title: 'SYN 没有窗口扩大选项，SYN ACK 却带了',
    meaning:
      '只有双方的 SYN 都带这个选项，窗口才会扩大。应答的一端只有在所应答的 SYN 带了它时才可以发送：没有提出的一端，会把以后的每个窗口都读小若干倍。',
  },
  'ts-not-offered': {
    title: 'SYN 没有时间戳选项，SYN ACK 却带了',
    meaning: '只有双方的 SYN 都带时间戳选项才使用时间戳；应答的一端只有在所应答的 SYN 带了它时才可以发送。',
  },
  'wscale-range': {
    title: '窗口扩大因子大于 14',
    meaning:
      '窗口不能达到序号空间的一半，否则无法区分新旧序号：65535 左移 14 位，正好略小于 2^30。接收方把更大的值当作 14，并记入日志；而发送方另有所指，于是双方对窗口的理解不一致。',
    linux: 'Linux 记录 "Illegal window scaling value"，并使用 14。',
  },
  'ts-not-negotiated': {
    title: '没有商定时间戳的连接上出现了时间戳',
    meaning: '双方的 SYN 都必须带过这个选项。只要有一方没有带，就绝不能发送，接收方也会忽略其内容。',
  },
  'ts-missing': {
    title: '双方的 SYN 都带了时间戳，这个报文段却没有',
    meaning:
      '一旦商定，除 RST 外的每个报文段都要带时间戳。缺了它，接收方既无法测量往返时间，也无法凭新旧认出旧的重复报文段，可以静默丢弃这个报文段。',
    linux: 'Linux 照样接受这样的报文段：只有带时间戳的报文段，它才检查新旧。',
  },
  'ts-paws': {
    title: '时间戳比上一个还旧',
    meaning:
      '时钟只会向前走，所以时间戳较旧的报文段是较早发出的：无论序号多么吻合，它都是旧的重复报文段（防止序号回绕，Protection Against Wrapped Sequences）。接收方丢弃它，并用一个 ACK 回答。RST 除外。',
    linux: 'Linux 把它们计入 TcpExtPAWSEstab（`nstat`）。',
  },
  'sack-not-permitted': {
    title: '对端从未说过懂得 SACK，却向它发送 SACK 块',
    meaning:
      '一端通过 SYN 上的 SACK-permitted 说明自己懂得选择确认。没有这个说明，对端绝不能发送 SACK 块：这些块对它没有意义。而在 SYN 上，还没有什么可以用 SACK 块来报告。',
    linux: '连接没有商定 SACK 时，Linux 略过 SACK 块。',
  },
  'sack-range': {
    title: 'SACK 块指的是从未发送过的字节，或者本来就已确认的字节',
    meaning:
      '一个块指明空缺之后已经到达的字节：左边界在 SEG.ACK 之后，右边界（最后一个字节之后的序号）不超过对端的 SND.NXT，而且左边界小于右边界。第一个块若在 SEG.ACK 之前，则是报告收到了重复数据（D-SACK，RFC 2883）：这只作为提示，不算错误。',
  },
  'mss-missing': {
    title: 'SYN 没有说明报文段可以有多大',
    meaning:
      '没有 MSS 选项，对端只能假定 IPv4 为 536 字节、IPv6 为 1220 字节（MUST-15），大约只有以太网所能承载的三分之一。这是允许的，但很少是本意：只要这一端能接收更大的、或者只能接收更小的报文段，SYN 就应带上这个选项（SHLD-5）。踪迹若与此无关，可以省略。',
    linux: 'Linux 总是发送这个选项；对端若没有发送，则每次最多向它发送 536 字节。',
    tools: 'Wireshark："The SYN packet does not contain a MSS option"（tcp.options.mss.absent）。',
  },
  'mss-exceeded': {
    title: '报文段中的数据多于对端所说的上限',
    meaning:
      '发送方的报文段最多只能有对端 MSS 选项所允许的长度（没有该选项则取默认值），还要适合整条路径（MUST-16）。更大的报文段可能装不进对端的缓冲区，或者必须分片。',
    tools: '在发送方主机上抓包，会看到远大于任何 MSS 的报文段：网卡随后才把它们切开（TSO）。',
  },
  'ecn-synack-both': {
    title: 'SYN ACK 同时带有 ECE 和 CWR',
    meaning:
      '请求显式拥塞通知的 SYN 同时置 ECE 和 CWR；表示同意的 SYN ACK 只置 ECE。这样就能区分真正懂得 ECN 的一端和只会照抄标志的一端。（精确 ECN，即 RFC 9768，给其他组合也赋予了含义。）',
    linux: 'Linux 把这样的应答当作拒绝，不使用 ECN 而继续；除非它请求的是精确 ECN。',
  },
  'ecn-not-negotiated': {
    title: '没有商定 ECN 的连接上出现了 ECE 或 CWR',
    meaning:
      '握手之后，ECE 表示网络标记过某个分组，CWR 表示发送方已经减速。只有 SYN 提出请求（ECE 和 CWR）、SYN ACK 表示同意（ECE），这两个标志才有意义。',
  },
}
