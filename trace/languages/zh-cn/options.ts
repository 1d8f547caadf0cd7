import type { Translations } from '../../say.ts'

/** What is said of options, ECN, the urgent pointer and windows. */
export const OPTION_TEXTS: Translations = {
  // --- Options that belong to the SYN ---
  'the maximum segment size': '最大报文段长度',
  '§3.2, MUST-65': '§3.2，MUST-65',
  'the window scale': '窗口扩大因子',
  'SACK-permitted': 'SACK-permitted 选项',
  '{0} is announced in a SYN only': '{0}只在 SYN 中通告',
  'both ends agree on it while the connection is opened; later it must not be sent ({0})':
    '两端在建立连接时商定它；此后不得再发送（{0}）',
  'drop `{0}`, or move it to the SYN': '去掉 `{0}`，或者把它移到 SYN 上',
  '`{0}` answers an offer that {1} has not made': '`{0}` 回应的提议，{1} 并没有提出',
  'a SYN ACK may carry this option only if the SYN did ({0})': 'SYN 带了这个选项，SYN ACK 才可以带（{0}）',
  'drop `{0}`, or let {1} offer it in its SYN': '去掉 `{0}`，或者让 {1} 在自己的 SYN 中提出',
  'a window is shifted by 14 at most, not by {0}': '窗口最多左移 14 位，不能是 {0} 位',
  'with more, a window could exceed 2^30, where old and new numbers cannot be told apart; the receiver uses 14 (RFC 7323 §2.3)':
    '再多，窗口就可能超过 2^30，新旧序号无法区分；接收方按 14 处理（RFC 7323 §2.3）',
  'write `wscale=14`': '请写 `wscale=14`',
  'without `mss` {0} assumes 536 octets a segment, over IPv6 1220':
    '没有 `mss`，{0} 就按每个报文段 536 字节计算，IPv6 上为 1220',
  'every {0} should say how much text its sender takes in one segment (§3.7.1, SHLD-5, MUST-15)':
    '每个 {0} 都应说明发送它的一端在一个报文段中能接收多少数据（§3.7.1，SHLD-5，MUST-15）',
  'write `mss=1460` if it matters': '如果有关系，请写 `mss=1460`',

  // --- Timestamps ---
  'timestamps were not agreed on': '没有商定使用时间戳',
  'a segment carries a timestamp only if both SYNs did (RFC 7323 §3.2)':
    '两个 SYN 都带了时间戳，此后的报文段才可以带（RFC 7323 §3.2）',
  'drop `ts`, or offer it in both SYNs': '去掉 `ts`，或者在两个 SYN 中都提出',
  'both ends have agreed on timestamps, and this segment has none':
    '两端已商定使用时间戳，而这个报文段没有带',
  'once agreed on, every segment but a reset carries a timestamp, and one without may be dropped (RFC 7323 §3.2)':
    '一经商定，除复位以外的每个报文段都要带时间戳，没有的可能被丢弃（RFC 7323 §3.2）',
  'add `ts=…/…`': '加上 `ts=…/…`',
  'add `{0}`': '加上 `{0}`',
  'this timestamp is older than the last one {0} has seen': '这个时间戳比 {0} 最近收到的还要旧',
  '{0} takes the segment for an old duplicate, acknowledges and drops it: protection against wrapped sequence numbers (RFC 7323 §5)':
    '{0} 把它当作旧的重复报文段，确认之后丢弃：这是对序号回绕的防护 PAWS（RFC 7323 §5）',
  '{0} takes the segment for an old duplicate and drops it, as Linux does in silence where it only acknowledges: protection against wrapped sequence numbers (RFC 7323 §5)':
    '{0} 把它当作旧的重复报文段丢弃；只带确认时 Linux 不作任何应答：这是对序号回绕的防护 PAWS（RFC 7323 §5）',
  'write `{0}`, or a later timestamp': '请写 `{0}` 或更晚的时间戳',

  // --- Selective acknowledgments ---
  'a SYN acknowledges no text it could select from (RFC 2018 §2)':
    'SYN 没有确认任何数据，无从选择（RFC 2018 §2）',
  "{0}'s SYN did not say that it understands SACK (RFC 2018 §2, §3)":
    '{0} 的 SYN 没有表明它支持 SACK（RFC 2018 §2、§3）',
  'SACK blocks are not permitted here': '这里不允许有 SACK 块',
  'drop `sack`': '去掉 `sack`',
  "drop `sack`, or write `sackok` on the peer's SYN": '去掉 `sack`，或者在对端的 SYN 上写 `sackok`',
  'a SACK block names what {0} has not sent, or what is acknowledged already':
    'SACK 块指向 {0} 没有发送的内容，或者已经确认的内容',
  "a block's left edge is before its right one, above `ack` and at most {0}'s SND.NXT (RFC 2018 §3)":
    '块的左边界小于右边界，大于 `ack`，且不超过 {0} 的 SND.NXT（RFC 2018 §3）',
  'write the octets that have arrived beyond the hole': '请写空缺之后已经到达的字节',
  'the first SACK block lies below `ack`: {0} has sent it twice':
    '第一个 SACK 块低于 `ack`：{0} 把它发送了两次',
  'such a block, a D-SACK, names what has arrived again, so that its sender learns that it was not lost (RFC 2883 §4; RFC 2018 §3)':
    '这样的块叫 D-SACK，指出重复到达的内容，使发送方知道它并没有丢失（RFC 2883 §4；RFC 2018 §3）',

  // --- Sizes and ECN ---
  '{0} octets are more than {1} takes in one segment': '{0} 字节超过了 {1} 在一个报文段中能接收的长度',
  "{0}'s SYN has announced a maximum of {1} (§3.7.1, MUST-16)":
    '{0} 的 SYN 通告的最大长度是 {1}（§3.7.1，MUST-16）',
  'send segments of at most {0} octets': '每个报文段最多发送 {0} 字节',
  'a SYN ACK that agrees to ECN sets ECE alone': '同意 ECN 的 SYN ACK 只置 ECE',
  'ECE and CWR together are the question, ECE without CWR is the answer; both in the answer come from a peer that reflects bits it does not know (RFC 3168 §6.1.1)':
    'ECE 与 CWR 同时置位是询问，只有 ECE 没有 CWR 才是答复；答复中两者都有，是对端把不认识的位原样送回（RFC 3168 §6.1.1）',
  'drop `CWR`': '去掉 `CWR`',
  '{0} without an agreement on ECN': '没有商定 ECN 就使用 {0}',
  'the bits mean something only after SYN with ECE and CWR, and SYN ACK with ECE (RFC 3168 §6.1)':
    'SYN 带了 ECE 和 CWR、SYN ACK 带了 ECE 之后，这些位才有意义（RFC 3168 §6.1）',
  'drop `{0}`, or agree on ECN in the SYNs': '去掉 `{0}`，或者在 SYN 中商定 ECN',

  // --- Urgent data ---
  'the urgent pointer counts only with the URG flag': '有 URG 标志，紧急指针才有效',
  'without the URG bit the receiver does not look at the urgent pointer (§3.1, §3.8.5)':
    '没有 URG 位，接收方不看紧急指针（§3.1、§3.8.5）',
  'add `URG`, or drop `urg=`': '加上 `URG`，或者去掉 `urg=`',
  'URG without data points at nothing': '没有数据的 URG 无所指',
  'the urgent pointer marks octets of the text, so there must be at least one (§3.8.5)':
    '紧急指针标出数据中的字节，所以至少要有一个字节（§3.8.5）',
  'drop `URG`, or write `len=1`': '去掉 `URG`，或者写 `len=1`',
  '{0} has had the FIN and ignores URG': '{0} 已经收到 FIN，不理会 URG',
  'after a FIN there is no more text that could be urgent (§3.10.7.4, sixth check)':
    'FIN 之后不再有数据，也就没有紧急数据（§3.10.7.4，第六步检查）',
  'drop `URG`': '去掉 `URG`',

  // --- Windows ---
  "{0} sends more than {1}'s window of {2} octets allows": '{0} 发送的数据超过了 {1} 的 {2} 字节窗口',
  'new data ends at SND.UNA + SND.WND; what lies beyond {0} may drop (§3.8.6; §3.10.7.4, first check)':
    '新数据只能到 SND.UNA + SND.WND 为止；超出的部分 {0} 可以丢弃（§3.8.6；§3.10.7.4，第一步检查）',
  'send less, or let {0} acknowledge or open its window first': '少发送一些，或者让 {0} 先确认，或先打开窗口',
  'one octet at a closed window: a probe': '向零窗口发送一个字节：窗口探测',
  '{0} must answer with its window, so that {1} learns when it opens (§3.8.6.1)':
    '{0} 必须用自己的窗口回答，使 {1} 知道窗口何时打开（§3.8.6.1）',
  "{0}'s window is closed, and {1} sends {2} octets": '{0} 的窗口为零，而 {1} 发送 {2} 字节',
  'with a window of 0 only a probe of one octet may be sent (§3.8.6.1)':
    '窗口为 0 时，只能发送一个字节的窗口探测（§3.8.6.1）',
  'wait until {0} opens its window, or send `len=1`': '等到 {0} 打开窗口，或者只发送 `len=1`',
  '{0} closes its window': '{0} 关闭了自己的窗口',
  'the peer may send no more data but probes until the window opens (§3.8.6.1)':
    '窗口打开之前，对端除窗口探测以外不得发送数据（§3.8.6.1）',
  '{0} takes back a part of the window it has offered': '{0} 收回了已经给出的一部分窗口',
  'so little comes of rounding: a window is a multiple of {0} octets, and its right edge may move back by less than that (RFC 7323 §2.4; §3.8.6)':
    '这一点出自舍入：窗口是 {0} 字节的整数倍，右边界后退可以小于此数（RFC 7323 §2.4；§3.8.6）',
  'the right edge of the window, ack + win, should never move back: the peer may have filled it already (§3.8.6, SHLD-14)':
    '窗口的右边界 ack + win 不应后退：对端可能已经把它填满（§3.8.6，SHLD-14）',
  'write a window that ends no earlier than the last one': '请写一个右边界不早于上一个的窗口',
}
