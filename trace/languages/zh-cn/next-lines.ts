import type { Translations } from '../../say.ts'

/** Why a line may come next, which rule decides what a line does, and what a symbol stands for. */
export const NEXT_LINE_TEXTS: Translations = {
  // --- What may come next ---
  'what has arrived must be acknowledged, whether {0} could use it or not (§3.10.7.4)':
    '到达的内容必须确认，不管 {0} 能否使用（§3.10.7.4）',
  'a SYN is answered with SYN ACK (§3.10.7.2, third check; §3.10.7.3, fourth check)':
    '对 SYN 用 SYN ACK 应答（§3.10.7.2，第三步检查；§3.10.7.3，第四步检查）',
  "what meets no connection of {0}'s is answered with a reset (§3.5.2, §3.10.7)":
    '在 {0} 处找不到连接的报文段，用复位回答（§3.5.2、§3.10.7）',
  'if nobody listens at {0}: what meets no connection is answered with a reset (§3.5.2, §3.10.7.1)':
    '如果 {0} 处无人监听：找不到连接的报文段用复位回答（§3.5.2、§3.10.7.1）',
  '{0} listens, and refuses this one: an ABORT (§3.10.5)': '{0} 在监听，但拒绝这一个：ABORT（§3.10.5）',
  'it is on its way (§3.5)': '它在途中（§3.5）',
  'it leaves {0} and is lost; what is not answered is sent again (§3.8.1)':
    '它从 {0} 发出后丢失；得不到回答的会重传（§3.8.1）',
  'after 2 MSL the connection is forgotten (§3.10.8)': '2 MSL 之后释放连接（§3.10.8）',
  'an active OPEN (§3.10.1)': '主动打开（§3.10.1）',
  'an active OPEN: its SYN is to leave (§3.10.1)': '主动打开：将要发出 SYN（§3.10.1）',
  'its active OPEN (§3.10.1)': '它的主动打开（§3.10.1）',
  'a passive OPEN: it waits for a SYN (§3.10.1)': '被动打开：等待 SYN（§3.10.1）',
  'it waits for no SYN any more (§3.10.4)': '不再等待 SYN（§3.10.4）',
  'its SYN again, if no answer comes (§3.8.1)': '如果没有应答，重传它的 SYN（§3.8.1）',
  'its FIN again, if no answer comes (§3.8.1)': '如果没有应答，重传它的 FIN（§3.8.1）',
  'its text again, if no answer comes (§3.8.1)': '如果没有应答，重传它的数据（§3.8.1）',
  'the retransmission timeout has run out (§3.8.1)': '重传已经超时（§3.8.1）',
  'what is not acknowledged in time is sent again (§3.8.1, §3.10.8)':
    '没有及时得到确认的会重传（§3.8.1、§3.10.8）',
  'the connection is forgotten, and a reset tells the peer (§3.10.5)':
    '丢弃连接，并用复位告诉对端（§3.10.5）',
  'the user timeout ends a connection that makes no progress (§3.10.8)':
    '用户超时结束没有进展的连接（§3.10.8）',
  'the host forgets everything, and nobody hears of it (§3.5.1)': '主机忘掉一切，而无人知晓（§3.5.1）',
  'what its SEND has handed over (§3.10.2)': '它的 SEND 交付的数据（§3.10.2）',
  'its CLOSE (§3.10.4)': '它的 CLOSE（§3.10.4）',
  'SEND (§3.10.2)': 'SEND（§3.10.2）',
  'CLOSE (§3.10.4)': 'CLOSE（§3.10.4）',
  'ABORT (§3.10.5)': 'ABORT（§3.10.5）',
  'its application takes what has arrived (§3.10.3)': '它的应用程序取走已到达的数据（§3.10.3）',
  'text is to leave (§3.10.2)': '将要发出数据（§3.10.2）',
  'a FIN is to leave after everything queued (§3.10.4)': '排队的都发出之后，将要发出 FIN（§3.10.4）',
  'a FIN is to leave, and what the peer sends is still received (§3.10.4)':
    '将要发出 FIN，但仍接收对端发送的内容（§3.10.4）',

  // --- The rule at work ---
  '{0} hears of an ICMP error, {1}': '{0} 得知 ICMP 差错 {1}',
  'a segment without control bits': '没有控制位的报文段',
  'the {0}': '{0}',
  '{0} sends {1}, and it is lost': '{0} 发送 {1}，它丢失了',
  '{0} sends {1}, and it is on its way': '{0} 发送 {1}，它还在途中',
  '{0} takes {1} in {2} and stays in {3}': '{0} 在 {2} 中收到 {1}，停留在 {3}',
  '{0} takes {1} in {2} and goes to {3}': '{0} 在 {2} 中收到 {1}，进入 {3}',
  'a passive OPEN': '被动打开（OPEN）',
  'an active OPEN': '主动打开（OPEN）',
  'CLOSE of a listener': 'CLOSE，停止监听',
  'no more RECEIVE': '不再 RECEIVE',
  "{0}'s application calls {1}": '{0} 的应用程序调用 {1}',
  "{0}'s application calls {1}, {2} goes from {3} to {4}": '{0} 的应用程序调用 {1}，{2} 从 {3} 进入 {4}',
  "{0}'s TIME-WAIT timer runs out and the connection is forgotten": '{0} 的 TIME-WAIT 定时器到期，释放连接',
  "{0}'s retransmission timer runs out: the oldest segment leaves again":
    '{0} 的重传定时器到期：重传最早的报文段',
  "{0}'s user timeout runs out and the connection is given up": '{0} 的用户超时到期，放弃连接',
  '{0} restarts and has forgotten everything': '{0} 重新启动，忘掉了一切',

  // --- What a symbol stands for ---
  'a number of octets': '字节数',
  'a window': '窗口',
  'a timestamp': '时间戳',
  'a sequence number': '序号',
  "{0}'s initial sequence number": '{0} 的初始序号',
  "a sequence number of {0}'s": '{0} 的一个序号',
}
