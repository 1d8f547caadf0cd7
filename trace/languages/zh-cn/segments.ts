import type { Translations } from '../../say.ts'

/** What is said of segments: control bits, numbers, states, resets, and situations of the RFC's own. */
export const SEGMENT_TEXTS: Translations = {
  // --- Control bits ---
  'SYN and FIN together open and close in one segment': 'SYN 与 FIN 同在一个报文段中，既要建立又要关闭',
  'RFC 9293 lets {0} take the SYN and keep the FIN for later, but Linux and firewalls drop such a segment (§3.10.7.2, third check)':
    '按 RFC 9293，{0} 可以先接受 SYN，把 FIN 留待以后处理；但 Linux 和防火墙会丢弃这样的报文段（§3.10.7.2，第三步检查）',
  'drop `FIN`, and close on a line of its own': '去掉 `FIN`，另写一行来关闭',
  'RST cancels this SYN before anyone looks at it': 'RST 使这个 SYN 无效，接收方不会处理它',
  'in every state RST is checked before SYN, so the SYN can have no effect (§3.10.7.2 to §3.10.7.4)':
    '在任何状态下都先检查 RST，后检查 SYN，所以这个 SYN 不起作用（§3.10.7.2 至 §3.10.7.4）',
  'drop `RST` to open a connection': '要建立连接，请去掉 `RST`',
  'RST cancels this FIN before anyone looks at it': 'RST 使这个 FIN 无效，接收方不会处理它',
  "a reset ends the connection at once, so {0}'s FIN is never processed (§3.10.7.4, second check)":
    '复位立即结束连接，所以 {0} 的 FIN 得不到处理（§3.10.7.4，第二步检查）',
  'drop `FIN` to abort, or `RST` to close in order': '要中止就去掉 `FIN`，要正常关闭就去掉 `RST`',
  'a segment without SYN, ACK, FIN or RST does nothing': '没有 SYN、ACK、FIN、RST 的报文段什么也不做',
  '{0} drops whatever has no ACK bit once it has a connection, and has no use for it before (§3.10.7.4, fifth check)':
    '有了连接之后，{0} 丢弃一切没有 ACK 位的报文段；在此之前，这种报文段也毫无用处（§3.10.7.4，第五步检查）',
  'write `ACK`': '请写 `ACK`',
  'FIN, PSH and URG without ACK: a scanner sends this, no TCP does':
    '有 FIN、PSH、URG 而没有 ACK：这是扫描器发送的，TCP 不会这样发送',
  'every segment of a connection carries ACK; {0} drops one without (§3.10.7.4, fifth check)':
    '连接中的每个报文段都带 ACK；没有 ACK 的，{0} 会丢弃（§3.10.7.4，第五步检查）',
  'write `FIN ACK`': '请写 `FIN ACK`',
  'data (len={0}) without ACK is dropped in silence': '没有 ACK 的数据（len={0}）会被静默丢弃',
  'a FIN without ACK is dropped in silence': '没有 ACK 的 FIN 会被静默丢弃',
  'once a connection is established ACK is always sent, and {0} drops a segment without it (§3.1; §3.10.7.4, fifth check)':
    '连接建立之后总要带 ACK，没有 ACK 的报文段 {0} 会丢弃（§3.1；§3.10.7.4，第五步检查）',
  'a FIN without ACK is answered with a reset': '没有 ACK 的 FIN 会得到复位',
  'data (len={0}) without ACK is answered with a reset': '没有 ACK 的数据（len={0}）会得到复位',
  'a FIN without ACK does not count': '没有 ACK 的 FIN 无效',
  'data (len={0}) without ACK does not count': '没有 ACK 的数据（len={0}）无效',
  'once a connection is established ACK is always sent; {0} has no connection, and resets what comes (§3.1; §3.10.7.1)':
    '连接建立之后总要带 ACK；{0} 没有连接，对到达的报文段一律回复位（§3.1；§3.10.7.1）',
  'once a connection is established ACK is always sent; {0} is {1}, and has no use for a segment without SYN (§3.1; §3.10.7.2, fourth check; §3.10.7.3, fifth check)':
    '连接建立之后总要带 ACK；{0} 处于 {1}，没有 SYN 的报文段对它毫无用处（§3.1；§3.10.7.2，第四步检查；§3.10.7.3，第五步检查）',
  'once a connection is established ACK is always sent; {0} drops a segment without it, where Linux in TIME_WAIT acknowledges it (§3.1; §3.10.7.4, fifth check)':
    '连接建立之后总要带 ACK；没有 ACK 的报文段 {0} 会丢弃，而处于 TIME_WAIT 的 Linux 会确认它（§3.1；§3.10.7.4，第五步检查）',

  // --- Sequence numbers ---
  '`seq={0}` is the number the SYN took': '`seq={0}` 是 SYN 已经占用的序号',
  '{0} has used this number': '{0} 已经用过这个序号',
  "a SYN occupies one number, so {0}'s next is {1}; {2} drops this and answers `{3} -> {4} ACK seq={5} ack={6}` (§3.4; §3.10.7.4, first check)":
    'SYN 占用一个序号，所以 {0} 的下一个序号是 {1}；{2} 丢弃这个报文段，并回答 `{3} -> {4} ACK seq={5} ack={6}`（§3.4；§3.10.7.4，第一步检查）',
  "{0}'s SYN takes up {1}, so {2}'s next number is {3}": '{0} 的 SYN 占用 {1}，所以 {2} 的下一个序号是 {3}',
  '`seq={0}` is the number the FIN took': '`seq={0}` 是 FIN 已经占用的序号',
  "a FIN occupies one number like an octet of data, so {0}'s next is {1}; to {2} this segment is an old duplicate (§3.4; §3.10.7.4, first check)":
    'FIN 像一个字节的数据那样占用一个序号，所以 {0} 的下一个序号是 {1}；在 {2} 看来，这是旧的重复报文段（§3.4；§3.10.7.4，第一步检查）',
  "{0}'s FIN takes up {1}, so {2}'s next number is {3}": '{0} 的 FIN 占用 {1}，所以 {2} 的下一个序号是 {3}',
  '`seq={0}` skips numbers {1} has never sent': '`seq={0}` 跳过了 {1} 从未发送的序号',
  "{0}'s next number is {1}": '{0} 的下一个序号是 {1}',
  'a sender numbers its octets without gaps from SND.NXT, here {0} (§3.4, §3.10.2)':
    '发送方从 SND.NXT（这里是 {0}）起给字节连续编号，不留空缺（§3.4、§3.10.2）',
  'write `seq={0}`, or add the missing segments above': '请写 `seq={0}`，或者在上面补上缺少的报文段',
  "an empty segment with `seq={0}` is behind {1}'s next number":
    '`seq={0}` 的空报文段落后于 {1} 的下一个序号',
  'a segment without data carries SND.NXT, here {0}; what is left of the window is acknowledged and dropped (§3.10.7.4, first check)':
    '没有数据的报文段带的是 SND.NXT，这里是 {0}；落在窗口左边的，对端确认后就丢弃（§3.10.7.4，第一步检查）',
  "one number behind {0}'s next: a keep-alive": '比 {0} 的下一个序号小一：这是保活报文段',
  "the number lies left of the window on purpose, so {0} must answer with an ACK; {1}'s next number is {2} (§3.8.4)":
    '序号有意落在窗口左边，使 {0} 必须用 ACK 回答；{1} 的下一个序号是 {2}（§3.8.4）',
  'this SYN has number {0}, but {1} opened with {2}': '这个 SYN 的序号是 {0}，而 {1} 打开连接时用的是 {2}',
  'a SYN sent again repeats its initial sequence number: to the peer another number is another connection (§3.4.1, §3.8.1)':
    '重传的 SYN 沿用原来的初始序号：在对端看来，换了序号就是另一条连接（§3.4.1、§3.8.1）',
  "{0}'s SYN has number {1}": '{0} 的 SYN 的序号是 {1}',
  "{0}'s FIN lies among octets it has sent already": '{0} 的 FIN 落在它已经发送过的字节之中',
  "{0}'s FIN has another number than the first time": '{0} 的 FIN 的序号与第一次不同',
  'a FIN has its place after the last octet of data, and keeps it when it is sent again (§3.4, §3.8.1)':
    'FIN 排在数据的最后一个字节之后，重传时序号不变（§3.4、§3.8.1）',
  "{0}'s FIN was here": '{0} 的 FIN 在这里',
  '{0} sends a second FIN': '{0} 发送了第二个 FIN',
  '{0} closed its direction on {1}; a CLOSE after that never sends another FIN, only the first one again with its own number (§3.10.4)':
    '{0} 已在{1}关闭了自己的方向；此后的 CLOSE 不会再发送 FIN，只能以原来的序号重传第一个（§3.10.4）',
  "{0}'s FIN": '{0} 的 FIN',
  '{0} sends data after its own FIN': '{0} 在自己的 FIN 之后又发送数据',
  '{0} closed its direction on {1}; a SEND in {2} is refused with "connection closing" (§3.10.2)':
    '{0} 已在{1}关闭了自己的方向；在 {2} 中 SEND 会被拒绝，错误为 "connection closing"（§3.10.2）',
  "move this line above {0}, or let {1} send: only {2}'s direction is closed (§3.6.1)":
    '把这一行移到{0}之前，或者改由 {1} 发送：关闭的只是 {2} 的方向（§3.6.1）',
  "{0}'s FIN: no more data from {1}": '{0} 的 FIN：{1} 不再有数据',
  '{0} sends data in {1}': '{0} 在 {1} 中发送数据',
  'what the application sends before the handshake is done is queued until ESTABLISHED (§3.10.2)':
    '握手完成之前应用程序要发送的内容先排队，到 ESTABLISHED 才发送（§3.10.2）',
  '`seq={0}` lies within the old connection of {1} and {2}': '`seq={0}` 落在 {1} 与 {2} 的旧连接之内',
  '{0} waits for {1} or more': '{0} 等待的是 {1} 或更大的序号',
  '{0} is in TIME_WAIT and takes a new SYN only above the largest number of the old connection; this one it takes for an old duplicate and acknowledges (§3.6.1, MAY-2)':
    '{0} 处于 TIME_WAIT，新的 SYN 必须大于旧连接的最大序号才会接受；这一个它当作旧的重复报文段，只予以确认（§3.6.1，MAY-2）',
  'write `seq={0}` or more': '请写 `seq={0}` 或更大的序号',

  // --- Acknowledgment numbers ---
  '`ack={0}` acknowledges nothing {1} has sent': '`ack={0}` 没有确认 {1} 发送的任何东西',
  "not what {0}'s SYN asks for": '不是 {0} 的 SYN 所要求的确认号',
  '{0} is in {1} and accepts only ISS < SEG.ACK =< SND.NXT, here {2} < SEG.ACK =< {3}; it would answer `{4} -> {5} RST seq={6}` (§3.10.7.3, first check)':
    '{0} 处于 {1}，只接受 ISS < SEG.ACK =< SND.NXT，这里是 {2} < SEG.ACK =< {3}；它会回答 `{4} -> {5} RST seq={6}`（§3.10.7.3，第一步检查）',
  'write `ack={0}`, the next number {1} expects from {2}':
    '请写 `ack={0}`，即 {1} 期望从 {2} 收到的下一个序号',
  "`ack={0}` is not the acknowledgment of {1}'s SYN": '`ack={0}` 不是对 {1} 的 SYN 的确认',
  "{0}'s SYN is acknowledged by {1}": '确认 {0} 的 SYN 要用 {1}',
  '{0} is in SYN_RCVD and accepts only {1}; it stays there and answers `{2} -> {3} RST seq={4}` (§3.10.7.4, fifth check)':
    '{0} 处于 SYN_RCVD，只接受 {1}；它停在原状态，并回答 `{2} -> {3} RST seq={4}`（§3.10.7.4，第五步检查）',
  "{0}'s SYN takes up {1}, so it is acknowledged by {2}": '{0} 的 SYN 占用 {1}，所以确认它要用 {2}',
  "this ACK stops just short of {0}'s FIN": '这个 ACK 只差一个序号就能确认 {0} 的 FIN',
  "{0}'s FIN is number {1} itself": '{1} 正是 {0} 的 FIN 的序号',
  "{0}'s FIN ({1}) takes up {2}, so `ack={3}` does not acknowledge it and {4} stays in {5} (§3.6; §3.10.7.4, fifth check)":
    '{0} 的 FIN（{1}）占用 {2}，所以 `ack={3}` 没有确认它，{4} 停留在 {5}（§3.6；§3.10.7.4，第五步检查）',
  'to acknowledge the FIN write `ack={0}`': '要确认 FIN，请写 `ack={0}`',
  "{0}'s FIN takes up {1}": '{0} 的 FIN 占用 {1}',
  '`ack={0}` acknowledges what {1} has never sent': '`ack={0}` 确认了 {1} 从未发送的内容',
  "{0}'s SND.NXT is {1}; in {2} it answers an acknowledgment beyond that with an ACK and drops it (§3.10.7.4, fifth check)":
    '{0} 的 SND.NXT 是 {1}；确认号超出它时，{0} 在 {2} 中回答一个 ACK，并丢弃该报文段（§3.10.7.4，第五步检查）',
  '`ack={0}` acknowledges what has not reached {1}': '`ack={0}` 确认了尚未到达 {1} 的内容',
  '{0} has received up to {1}': '{0} 已收到 {1} 之前的内容',
  "{0} has sent it, but it is lost or still in the network; an acknowledgment is {1}'s RCV.NXT, here {2} (§3.4)":
    '{0} 已经发送，但它丢失了，或者还在网络中；确认号是 {1} 的 RCV.NXT，这里是 {2}（§3.4）',
  '`ack={0}` takes back an acknowledgment {1} has given': '`ack={0}` 收回了 {1} 已经给出的确认',
  "acknowledgments are cumulative and never move back; {0}'s RCV.NXT is {1} (§3.4)":
    '确认是累积的，从不后退；{0} 的 RCV.NXT 是 {1}（§3.4）',
  '`ack={0}` is older than what {1} has received': '`ack={0}` 落后于 {1} 已经收到的内容',
  'a segment that leaves now carries RCV.NXT, here {0}; an older one is possible only if it left earlier and was delayed (§3.10.2)':
    '现在发出的报文段带的是 RCV.NXT，这里是 {0}；只有早先发出、途中延误的报文段才会带较旧的确认号（§3.10.2）',
  'write `ack={0}`, or let the segment leave earlier with `{1} -> ...`':
    '请写 `ack={0}`，或者用 `{1} -> ...` 让报文段早些发出',
  '`ack={0}` is older than any that {1} takes': '`ack={0}` 比 {1} 所接受的任何确认号都旧',
  '{0} takes it for a forgery, answers with an ACK and drops it (RFC 5961 §5; §3.10.7.4, fifth check)':
    '{0} 把它当作伪造，回答一个 ACK，并丢弃它（RFC 5961 §5；§3.10.7.4，第五步检查）',

  // --- States ---
  '{0} is {1} and sends a SYN': '{0} 处于 {1}，却发送 SYN',
  'a connection that exists is not opened again (§3.10.1); {0}, if it is connected too, answers with a challenge ACK and drops the SYN (§3.10.7.4, fourth check)':
    '已有的连接不会再次打开（§3.10.1）；如果 {0} 也已连接，它会用挑战 ACK 回答，并丢弃 SYN（§3.10.7.4，第四步检查）',
  'write `ACK seq={0} ack={1}`, or put `{2}: reboot` above this line if {3} has lost its state':
    '请写 `ACK seq={0} ack={1}`；如果 {3} 丢失了状态，则在上面写 `{2}: reboot`',
  '{0} is {1} since here': '{0} 从这里起处于 {1}',
  '{0} answers this SYN with a challenge ACK': '{0} 会用挑战 ACK 回答这个 SYN',
  'in {0} a SYN is not believed: if {1} has really lost the connection, the ACK makes it answer with a reset that is (§3.10.7.4, fourth check; RFC 5961 §4)':
    '在 {0} 中不轻信 SYN：如果 {1} 真的丢失了连接，这个 ACK 会引出一个可信的复位（§3.10.7.4，第四步检查；RFC 5961 §4）',
  '{0} sends SYN ACK, but has received no SYN': '{0} 发送 SYN ACK，却没有收到过 SYN',
  '{0} is {1}': '{0} 处于 {1}',
  "only an end that has received a SYN answers with SYN ACK; {0} has nothing of {1}'s to acknowledge (§3.10.7.2, §3.10.7.3)":
    '只有收到 SYN 的一端才用 SYN ACK 应答；{0} 没有可确认的 {1} 的序号（§3.10.7.2、§3.10.7.3）',
  'write `SYN`, or turn the arrow round': '请写 `SYN`，或者把箭头反过来',
  '{0} answers a SYN with a SYN that acknowledges nothing': '{0} 应答 SYN 的 SYN 没有确认任何东西',
  'SYN ACK is due': '这里应是 SYN ACK',
  'from LISTEN the answer to a SYN is SYN ACK; a bare SYN is what an end sends that opens actively itself (§3.10.7.2, third check; §3.5 Figure 7)':
    '在 LISTEN 中，对 SYN 的应答是 SYN ACK；只发 SYN 的，是自己主动打开的一端（§3.10.7.2，第三步检查；§3.5 图 7）',
  'write `SYN ACK` with `ack={0}`': '请写 `SYN ACK`，并带上 `ack={0}`',
  "{0}'s SYN asks for an acknowledgment": '{0} 的 SYN 要求确认',
  "{0} acknowledges {1}'s SYN without sending its own": '{0} 确认了 {1} 的 SYN，却没有发送自己的 SYN',
  "the answer to a SYN is a segment with SYN and ACK both: without {0}'s SYN, {1} never learns {2}'s numbers and drops this (§3.10.7.2, third check; §3.10.7.3, fifth check)":
    '对 SYN 的应答同时带有 SYN 和 ACK：没有 {0} 的 SYN，{1} 就不知道 {2} 的序号，会丢弃这个报文段（§3.10.7.2，第三步检查；§3.10.7.3，第五步检查）',
  '{0} sends {1} before {2} has answered its SYN': '{2} 还没有应答 {0} 的 SYN，{0} 就发送 {1}',
  '{0} is in SYN_SENT: it has received nothing, so it has no RCV.NXT to acknowledge (§3.10.7.3)':
    '{0} 处于 SYN_SENT：什么也没有收到，没有 RCV.NXT 可确认（§3.10.7.3）',
  'put `{0} -> {1} SYN ACK` above this line': '在这一行之前写 `{0} -> {1} SYN ACK`',
  '{0} sends a FIN before the connection is open': '连接还没有打开，{0} 就发送 FIN',
  'a CLOSE in SYN_SENT deletes the TCB and sends nothing (§3.10.4)':
    '在 SYN_SENT 中 CLOSE 删除 TCB，什么也不发送（§3.10.4）',
  'write `{0}: close` instead of this line': '把这一行换成 `{0}: close`',
  '{0} sends a FIN in SYN_RCVD that has to wait': '{0} 在 SYN_RCVD 中发送了还须等待的 FIN',
  'a CLOSE waits for ESTABLISHED behind text that is queued, and on Linux every `shutdown` does: only `close` has the FIN leave at once (§3.10.4)':
    '有数据在排队时，CLOSE 要等到 ESTABLISHED；在 Linux 上 `shutdown` 总要等待，只有 `close` 会立即发出 FIN（§3.10.4）',
  '{0} sends {1} but has no connection with {2}': '{0} 发送 {1}，但它与 {2} 没有连接',
  '{0} is CLOSED': '{0} 处于 CLOSED',
  'a connection begins with a SYN; without one there is nothing to send from (§3.10.2)':
    '连接由 SYN 开始；没有连接，也就无从发送（§3.10.2）',
  'put the handshake above this line, or say how {0} starts: `given {1} ESTABLISHED seq=… ack=…`':
    '在这一行之前写出握手，或者说明 {0} 的起始状态：`given {1} ESTABLISHED seq=… ack=…`',
  '{0} sends {1} but only listens': '{0} 发送 {1}，但它只是在监听',
  '{0} is LISTEN': '{0} 处于 LISTEN',
  'a listener sends nothing until a SYN arrives (§3.10.2, §3.10.7.2)':
    'SYN 到达之前，监听端什么也不发送（§3.10.2、§3.10.7.2）',
  'put the handshake above this line': '在这一行之前写出握手',
  '{0} sends {1} after it has reset the connection': '{0} 复位了连接之后又发送 {1}',
  'an end that sends a reset for its own reasons forgets the connection (§3.5.2, §3.10.5)':
    '主动发送复位的一端就此丢弃连接（§3.5.2、§3.10.5）',
  'delete this line, or open again with `{0}: connect`': '删除这一行，或者用 `{0}: connect` 重新打开',
  "{0}'s reset": '{0} 的复位',
  '{0} is in TIME_WAIT and sends more than an ACK': '{0} 处于 TIME_WAIT，却发送了 ACK 以外的内容',
  'in TIME_WAIT both directions are closed and acknowledged: {0} only acknowledges again what arrives again (§3.10.7.4)':
    '在 TIME_WAIT 中，两个方向都已关闭并得到确认：{0} 只对再次到来的报文段再次确认（§3.10.7.4）',
  'write an ACK, or delete this line': '写成 ACK，或者删除这一行',

  // --- Resets ---
  'the reset due here has other numbers than `{0} seq={1}`': '这里应有的复位与 `{0} seq={1}` 的序号不同',
  'the reset due here has other numbers than `{0} seq={1} ack={2}`':
    '这里应有的复位与 `{0} seq={1} ack={2}` 的序号不同',
  'due: {0}': '应为：{0}',
  'a reset takes its number from the ACK it answers; one that answers a segment without ACK has number 0 and acknowledges the segment (§3.5.2, §3.10.7.1)':
    '复位的序号取自它所回答的 ACK；回答没有 ACK 的报文段时，序号为 0，并确认该报文段（§3.5.2、§3.10.7.1）',
  '{0} is {1} and has nothing to reset': '{0} 处于 {1}，没有什么可复位',
  'without a connection a reset is sent only in answer to a segment, and none is unanswered (§3.5.2; §3.10.5)':
    '没有连接时，复位只用来回答报文段，而这里没有待回答的报文段（§3.5.2；§3.10.5）',
  '{0} answers a reset with a reset': '{0} 用复位回答复位',
  'a reset is never answered, or two ends would go on for ever (§3.5.2, §3.10.7.1)':
    '复位从不回答，否则两端会无休止地互相复位（§3.5.2、§3.10.7.1）',
  '{0} is {1} and resets where an ACK is due': '{0} 处于 {1}，在应当发送 ACK 时发送了复位',
  'in a synchronized state a segment that does not fit is answered with an empty ACK, not with a reset (§3.5.2, group 3)':
    '在已同步的状态下，对不合适的报文段用空的 ACK 回答，而不是复位（§3.5.2，第 3 组）',
  '{0} owes a reset and sends something else': '{0} 应当发送复位，却发送了别的',
  '{0} is {1}: a segment that acknowledges what {2} has not sent, or that meets no connection, is answered with a reset (§3.5.2, groups 1 and 2)':
    '{0} 处于 {1}：报文段若确认了 {2} 没有发送的内容，或者找不到连接，就用复位回答（§3.5.2，第 1、2 组）',
  "`seq={0}` is not where {1}'s reset belongs": '`seq={0}` 不是 {1} 的复位应有的序号',
  'an ABORT sends its reset with SND.NXT, here {0}; {1} challenges or ignores any other (§3.10.5; §3.10.7.4, second check)':
    'ABORT 以 SND.NXT（这里是 {0}）发送复位；用别的序号，{1} 会用挑战 ACK 回答或者置之不理（§3.10.5；§3.10.7.4，第二步检查）',
  '{0} does not believe this reset: `seq={1}` is not the number it expects':
    '{0} 不相信这个复位：`seq={1}` 不是它期望的序号',
  'a reset in the window but not at RCV.NXT draws a challenge ACK and changes nothing; {0} goes on from {1} (§3.10.7.4, second check; RFC 5961 §3)':
    '复位落在窗口内而不等于 RCV.NXT，只会引出挑战 ACK，什么也不改变；{0} 从 {1} 继续（§3.10.7.4，第二步检查；RFC 5961 §3）',
  'write the number the receiver expects': '请写接收方期望的序号',
  '{0} is {1} and ignores this reset': '{0} 处于 {1}，不理会这个复位',
  'nothing was sent from LISTEN that a reset could be about (§3.5.3; §3.10.7.2, first check)':
    '在 LISTEN 中什么也没有发送过，复位无从谈起（§3.5.3；§3.10.7.2，第一步检查）',
  'in SYN_SENT a reset counts only if it acknowledges the SYN (§3.5.3; §3.10.7.3, second check)':
    '在 SYN_SENT 中，复位只有确认了 SYN 才有效（§3.5.3；§3.10.7.3，第二步检查）',
  'a reset outside the window is dropped in silence (§3.5.3; §3.10.7.4, first check), and with tcp_rfc1337 so is any (RFC 1337 §4)':
    '窗口之外的复位会被静默丢弃（§3.5.3；§3.10.7.4，第一步检查）；设置了 tcp_rfc1337 时，任何复位都是如此（RFC 1337 §4）',
  'a reset outside the window is dropped in silence (§3.5.3; §3.10.7.4, first check)':
    '窗口之外的复位会被静默丢弃（§3.5.3；§3.10.7.4，第一步检查）',

  // --- Windows ---
  "`seq={0}` is beyond {1}'s window": '`seq={0}` 超出了 {1} 的窗口',
  '{0} acknowledges what it has and drops this (§3.10.7.4, first check)':
    '{0} 确认已经收到的内容，丢弃这个报文段（§3.10.7.4，第一步检查）',

  // --- A SYN left out ---
  'nothing above opens a connection': '上面没有打开连接',
  'SYN ACK answers a SYN, and below {0} goes on as if it had sent one (§3.5 Figure 6; §3.10.7.2, third check)':
    'SYN ACK 是对 SYN 的应答，而 {0} 在下面的做法就像发送过 SYN（§3.5 图 6；§3.10.7.2，第三步检查）',
  'put `{0}` above this line': '在这一行之前写 `{0}`',

  // --- What a line says of its segment ---
  'the acknowledgment number counts only with the ACK flag': '有 ACK 标志，确认号才有效',
  'without the ACK bit the receiver does not look at the acknowledgment number (§3.1)':
    '没有 ACK 位，接收方不看确认号（§3.1）',
  'add `ACK` to the flags, or drop `ack=`': '给标志加上 `ACK`，或者去掉 `ack=`',
  '`{0}` stands twice on this line': '这一行上 `{0}` 出现了两次',
  'a segment has each field once; the first one counts': '报文段的每个字段只有一个；以第一个为准',
  'delete one of them': '删除其中一个',
  'a control bit is set or not; twice is no more than once': '控制位只有置位与否；写两次等于写一次',
  '`ICMP too-big` lacks its `mtu`': '`ICMP too-big` 缺少 `mtu`',
  'the error tells the sender what size would fit': '这个差错报文要告诉发送方多大才合适',
  'write `mtu=1400` or the like': '请写 `mtu=1400` 之类',
  '{0} sends a segment to itself': '{0} 向自己发送报文段',
  '{0} connects to itself': '{0} 连接到自己',
  'name the other end after `connect`': '请在 `connect` 后面写另一端的名称',
  'a connection has two ends, and a trace names them differently': '连接有两端，在踪迹中名称各不相同',
  'name the other end after the arrow': '请在箭头后面写另一端',
  'no such segment is on its way to {0}': '没有这样的报文段在途中前往 {0}',
  'what arrives from the network has left earlier with `-> ...`, or is a stray: an old duplicate or a forgery':
    '从网络到达的，要么早先以 `-> ...` 发出，要么是游离报文段：旧的重复，或者伪造',
  'write `stray` after the arrow, or let the segment leave above this line':
    '请在箭头后面写 `stray`，或者让报文段在上面发出',
  'an earlier line': '前面某一行',
  'line {0}': '第 {0} 行',

  // --- The RFC's own situations ---
  '{0} sends this again': '{0} 重传了这个报文段',
  'the same numbers as before: to the receiver it is what was lost, or a duplicate it acknowledges (§3.8.1)':
    '序号与先前相同：对接收方来说，它要么补上丢失的，要么是重复的，予以确认（§3.8.1）',
  'data rides on the SYN': 'SYN 携带了数据',
  'it is queued until the connection is established; without TCP Fast Open many stacks drop it and have it sent again (§3.10.7.2; RFC 7413 §2)':
    '数据要排队到连接建立；没有 TCP Fast Open 时，许多协议栈会丢弃它，等待重传（§3.10.7.2；RFC 7413 §2）',
  '{0} acknowledges the same again': '{0} 重复确认同一序号',
  'a duplicate acknowledgment says that something arrived out of order; three of them start a fast retransmit (RFC 5681 §2, §3.2)':
    '重复确认表示有报文段失序到达；收到三个就启动快重传（RFC 5681 §2、§3.2）',
  '{0} still sends though its peer has closed': '对端已经关闭，{0} 仍在发送',
  'a FIN closes one direction only: the connection is half-closed (§3.6.1)':
    'FIN 只关闭一个方向：连接处于半关闭（§3.6.1）',
  "{0}'s SYN and this one cross: a simultaneous open": '{0} 的 SYN 与这一个在途中交错：同时打开',
  'both ends open actively, and one connection comes of it (§3.5 Figure 7)':
    '两端都主动打开，结果只有一条连接（§3.5 图 7）',
  "{0}'s FIN and this one cross: a simultaneous close": '{0} 的 FIN 与这一个在途中交错：同时关闭',
  'each end receives a FIN before its own is acknowledged (§3.6 Figure 13)':
    '两端都在自己的 FIN 得到确认之前收到对端的 FIN（§3.6 图 13）',
  'the FIN brings the acknowledgment too: three segments close the connection':
    'FIN 同时捎带了确认：三个报文段就关闭了连接',
  'from FIN_WAIT_1 straight to TIME_WAIT (§3.3.2 Figure 5, note 2)':
    '从 FIN_WAIT_1 直接进入 TIME_WAIT（§3.3.2 图 5 注 2）',
  'a newer SYN reopens the connection while {0} still waits': '{0} 还在等待，较新的 SYN 就重新打开了连接',
  'its number lies above all of the old connection, so no old segment can be taken for a new one (§3.6.1, MAY-2)':
    '它的序号大于旧连接的所有序号，所以旧报文段不会被当成新的（§3.6.1，MAY-2）',
  '{0} cannot tell this old SYN from a new one': '{0} 分辨不出这个旧的 SYN 与新的 SYN',
  'it answers, and the third segment that never comes, or a reset, undoes it (§3.5 Figure 8)':
    '它照样应答；等不到第三个报文段，或者收到复位，才会撤销（§3.5 图 8）',
  'the other end has a connection that {0} knows nothing of: half-open':
    '另一端的连接 {0} 一无所知：半开连接',
  'the reset that answers tells it (§3.5.1 Figure 10)': '作为回答的复位会告诉它（§3.5.1 图 10）',
  'the other end still has an old connection with {0}: half-open': '另一端还留着与 {0} 的旧连接：半开连接',
  'this acknowledges nothing that {0} has sent in the new one; the reset that answers tells it (§3.5.1 Figure 9)':
    '它没有确认 {0} 在新连接中发送的任何东西；作为回答的复位会告诉它（§3.5.1 图 9）',
  "{0}'s numbers have wrapped": '{0} 的序号发生了回绕',
  'sequence numbers have 32 bits: after 4294967295 comes 0 (§3.4)':
    '序号有 32 位：4294967295 之后是 0（§3.4）',
}
