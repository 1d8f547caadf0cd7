import type { Translations } from '../../say.ts'

/** What is said of calls and timers, of claims, and of how a trace starts and ends. */
export const STATE_TEXTS: Translations = {
  // --- Calls and timers ---
  'connection does not exist': '连接不存在',
  'connection already exists': '连接已经存在',
  'connection closing': '连接正在关闭',
  'it listens already': '它已经在监听',
  'it does not listen': '它没有在监听',
  '{0} is {1} and has closed already': '{0} 处于 {1}，已经关闭过了',
  'a CLOSE after a CLOSE is answered "{0}" and never sends a second FIN (§3.10.4)':
    'CLOSE 之后再 CLOSE，得到的回答是 "{0}"，不会发送第二个 FIN（§3.10.4）',
  '{0} has nothing to close': '{0} 没有什么可关闭',
  '{0} cannot {1} here: {2}': '{0} 在这里不能 {1}：{2}',
  'a CLOSE without a connection is answered "{0}" (§3.10.4)':
    '没有连接时的 CLOSE，得到的回答是 "{0}"（§3.10.4）',
  'TCP answers this call with an error in the state {0} is in (§3.10)':
    '在 {0} 所处的状态下，TCP 用错误回答这个调用（§3.10）',
  'delete this line, or say `fails` if that is what you mean to show':
    '删除这一行；如果要表现的正是失败，请写 `fails`',
  'the TIME-WAIT timer starts on entering TIME_WAIT and runs nowhere else (§3.10.8)':
    'TIME-WAIT 定时器在进入 TIME_WAIT 时启动，在别处不运行（§3.10.8）',
  'the retransmission timer runs only while something sent is not acknowledged (§3.8.1, §3.10.8)':
    '有已发送而未确认的内容时，重传定时器才运行（§3.8.1、§3.10.8）',
  'a connection that does not exist cannot time out (§3.10.8)': '不存在的连接不会超时（§3.10.8）',
  '{0} is {1}: its {2} timer is not running': '{0} 处于 {1}：它的 {2} 定时器没有运行',
  'delete this line, or move it to where the timer runs': '删除这一行，或者把它移到定时器运行之处',

  // --- Claims ---
  'no line of this trace has an endpoint `{0}` here': '这条踪迹在这里没有端点 `{0}`',
  'an endpoint exists once a segment, call, `given` or `host` names it; so far: {0}':
    '报文段、调用、`given` 或 `host` 提到的端点才存在；到此为止有：{0}',
  'an endpoint exists once a segment, call, `given` or `host` names it':
    '报文段、调用、`given` 或 `host` 提到的端点才存在',
  "{0}'s connection did not end as `{1}`": '{0} 的连接不是以 `{1}` 结束的',
  '{0} never had a connection here (§3.10.7)': '{0} 在这里从未有过连接（§3.10.7）',
  'its application sees `{0}` (§3.10.7)': '它的应用程序看到的是 `{0}`（§3.10.7）',
  'drop the reason': '去掉原因',
  '{0} is {1} here, not CLOSED: it has still to wait 2 MSL':
    '{0} 在这里处于 {1}，而不是 CLOSED：还要等待 2 MSL',
  "the end that closes first lingers in TIME_WAIT for twice the maximum segment lifetime, to acknowledge the peer's FIN again if need be and to let old segments die (MUST-13, §3.6.1)":
    '先关闭的一端在 TIME_WAIT 停留两倍的最长报文段寿命（MSL），以便必要时再次确认对端的 FIN，并让旧报文段消亡（MUST-13，§3.6.1）',
  'write `{0}={1}`, or put `{2}: 2msl` above the claim': '请写 `{0}={1}`，或者在断言之前写 `{2}: 2msl`',
  'no segment leads {0} from {1} to {2}': '没有报文段能使 {0} 从 {1} 到达 {2}',
  'the state machine has no edge {0} to {1} (§3.3.2, Figure 5); {2}':
    '状态机中没有从 {0} 到 {1} 的转换（§3.3.2，图 5）；{2}',
  '{0} is {1} here, not {2}': '{0} 在这里处于 {1}，而不是 {2}',
  '{0} has no connection until it sends or awaits a SYN (§3.3.2, §3.10.7)':
    '{0} 在发送 SYN 或等待 SYN 之前没有连接（§3.3.2、§3.10.7）',
  '{0} waits for a SYN and leaves LISTEN only when one arrives (§3.10.7.2)':
    '{0} 在等待 SYN，SYN 到达才离开 LISTEN（§3.10.7.2）',
  '{0} has sent its SYN and is ESTABLISHED only when a SYN ACK arrives (§3.10.7.3)':
    '{0} 已经发送 SYN，SYN ACK 到达才进入 ESTABLISHED（§3.10.7.3）',
  '{0} has received a SYN and is ESTABLISHED only when its own is acknowledged (§3.10.7.4)':
    '{0} 已经收到 SYN，自己的 SYN 得到确认才进入 ESTABLISHED（§3.10.7.4）',
  "{0}'s SYN is acknowledged, and neither side has closed (§3.10.7.4)":
    '{0} 的 SYN 已得到确认，双方都没有关闭（§3.10.7.4）',
  '{0} has closed and its FIN is not acknowledged yet (§3.10.4, §3.10.7)':
    '{0} 已经关闭，它的 FIN 还没有得到确认（§3.10.4、§3.10.7）',
  "{0}'s FIN is acknowledged, and the peer has not closed (§3.10.7.4, fifth check)":
    '{0} 的 FIN 已得到确认，对端还没有关闭（§3.10.7.4，第五步检查）',
  "{0} has received the peer's FIN, and leaves CLOSE_WAIT for LAST_ACK when its own leaves (§3.10.7.4, eighth check)":
    '{0} 已经收到对端的 FIN，发出自己的 FIN 时才从 CLOSE_WAIT 进入 LAST_ACK（§3.10.7.4，第八步检查）',
  "{0} has received the peer's FIN before its own was acknowledged (§3.10.7.4, eighth check)":
    '{0} 在自己的 FIN 得到确认之前收到了对端的 FIN（§3.10.7.4，第八步检查）',
  "{0} has sent its FIN after the peer's, and waits for the last ACK (§3.10.4, §3.10.7)":
    '{0} 在对端之后发送了自己的 FIN，正在等待最后的 ACK（§3.10.4、§3.10.7）',
  'both FINs are acknowledged, and {0} waits 2 MSL (§3.10.7.4, eighth check)':
    '两个 FIN 都已得到确认，{0} 要等待 2 MSL（§3.10.7.4，第八步检查）',
  'RFC 9293 calls this state {0}': 'RFC 9293 把这个状态叫作 {0}',
  '`{0}` is how another tool or an older text spells it (§3.3.2)':
    '`{0}` 是其他工具或较早文献的写法（§3.3.2）',
  'there is no state called `{0}`': '没有名为 `{0}` 的状态',
  'a connection goes through eleven states: {0} (§3.3.2)': '连接有十一个状态：{0}（§3.3.2）',
  '{0} Here it is {1}': '{0} 这里是 {1}',

  // --- How a trace starts and ends ---
  '`{0}` is given twice': '`{0}` 的起始状态给出了两次',
  'an end starts in one state; of two descriptions the later one counts':
    '一端只有一个起始状态；两次描述以后一次为准',
  'keep one of them': '保留其中一个',
  'no handshake: {0} and {1} are taken to be ESTABLISHED': '没有握手：视 {0} 和 {1} 为 ESTABLISHED',
  'the trace has no SYN, no `given` and no call before this line, so it must start in the middle of a connection':
    '这一行之前没有 SYN，没有 `given`，也没有调用，所以踪迹应是从连接中途开始的',
  'say so: `{0}`': '请说明：`{0}`',
  '{0} owes an answer to this: `{1}`': '{0} 应当对此作出回答：`{1}`',
  'the reset that this call sends is missing: `{0}`': '缺少这次调用所发出的复位：`{0}`',
  'an ABORT tells the peer with a reset (§3.10.5)': 'ABORT 用复位通知对端（§3.10.5）',
  'not captured: what was sent just before this': '没有抓到：紧接在此之前发送的内容',
  'not captured: what this acknowledges': '没有抓到：这里所确认的内容',
  'not captured: that this had left before what stands above it arrived':
    '没有抓到：上面的报文段到达之前，它已经发出',
  'not captured: the order in which its sender sent this': '没有抓到：发送方发出它的先后次序',
  'not captured: the answer to this': '没有抓到：对此的回答',
  'not captured: the window that has room for this': '没有抓到：容得下它的窗口',
  'of a written trace it would be said: {0}': '若是写出来的踪迹，会这样说：{0}',
  'write `{0}` below': '请在下面写 `{0}`',
  'the trace ends with {0} in {1}': '踪迹结束时 {0} 处于 {1}',
  'the handshake is not finished, and nothing more is due (§3.5, §3.5.1)':
    '握手没有完成，也没有什么应当继续发送（§3.5、§3.5.1）',
  'finish the handshake, refuse it, or reset it': '请完成握手，或者拒绝它，或者复位',
  'the trace ends with {0} in TIME_WAIT': '踪迹结束时 {0} 处于 TIME_WAIT',
  'it stays there for 2 MSL (§3.6.1)': '它要在那里停留 2 MSL（§3.6.1）',
  '`{0}: 2msl` ends it': '`{0}: 2msl` 使它结束',
  "the trace ends before {0}'s FIN is acknowledged": '{0} 的 FIN 还没有得到确认，踪迹就结束了',
  '{0} stays in {1} and will send its FIN again (§3.6, §3.8.1)':
    '{0} 停留在 {1}，会重传自己的 FIN（§3.6、§3.8.1）',
}
