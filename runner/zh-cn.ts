import type { Translations } from '@synfin/trace'

/** Simplified Chinese of what a replay says. */
export const RUNNER_TEXTS: Translations = {
  ' and ': '、',
  '{0}: {1}': '{0}：{1}',
  kernel: '内核',
  model: '模型',
  stack: '协议栈',
  nothing: '无',

  'line {0} cannot be read or bound: {1}': '第 {0} 行无法解读或取值：{1}',
  'line {0}, used on line {1}, cannot be read or bound: {2}': '第 {0} 行（用在第 {1} 行）无法解读或取值：{2}',

  'the {0} sent nothing where the trace expects {1}': '踪迹要求{1}，{0}却什么也没有发送',
  'the {0} sent {1} where the trace expects {2}': '踪迹要求{2}，{0}发送的却是{1}',
  'a {0}': '一个 {0}',
  'an {0}': '一个 {0}',
  'an ICMP {0}': '一个 ICMP {0}',
  "the {0}'s {1} has {2}": '{0}的 {1} 与踪迹不符：{2}',
  '{0} instead of {1}': '{0}（踪迹：{1}）',
  'no {0}': '没有 {0}',
  'the {0} that is due': '应有的 {0}',
  'a retransmission takes `{0}: retransmit` on the line above': '重传需要在上一行写 `{0}: retransmit`',

  'the {0} sent `{1}`, which no line expects, {2}': '{2}，{0}发送了 `{1}`，没有哪一行写有它',
  'a segment to port {0}': '发往端口 {0} 的报文段',
  'after the last line': '最后一行之后',
  'before line {0}': '第 {0} 行之前',
  'during `{0}`': '`{0}` 期间',
  'when its timer ran out': '定时器到期时',
  'the {0} sent this during `{1}` on line {2}': '{0}在第 {2} 行的 `{1}` 期间就发送了它',
  'the {0} sent nothing again within {1} s: nothing of its is outstanding, or its timer is longer':
    '{0}在 {1} 秒内没有重传：它没有等待确认的报文段，或者它的定时器更长',
  "the {0}'s timer took {1} ms, the trace says {2}": '{0}的定时器用了 {1} ms，踪迹写的是 {2}',
  '{0} ms to {1} ms': '{0} ms 到 {1} ms',
  'there is no TIME_WAIT to end: the {0} is in {1}': '没有 TIME_WAIT 可以结束：{0}处于 {1}',

  'the {0} is in {1} where {2} says {3}': '{0}处于 {1}，而{2}说是 {3}',
  'the checker': '检查器',
  'the trace': '踪迹',
  'the application sees {0} where the trace says {1}': '应用程序得到的是 {0}，而踪迹说是 {1}',
  'no error': '无错误',
  'the call failed with {0}': '调用失败：{0}',
  'the call succeeded where the trace says it fails': '调用成功了，而踪迹说它失败',
  'the application could send {0} octets of {1}': '应用程序要发送 {1} 字节，只发送了 {0} 字节',
  'the application could receive {0} octets of {1}': '应用程序要接收 {1} 字节，只收到 {0} 字节',
  '`{0}`, which it needs, failed with {1}': '它所需要的 `{0}` 失败了：{1}',
  'a system call failed: {0}': '系统调用失败：{0}',
  'the {0} could not be brought to {1}={2} before the first line: it is in {3}':
    '在第一行之前未能让{0}进入 {1}={2}：它处于 {3}',
  'the {0} begins with a window of {1} octets, where the trace gives {2} one of {3}':
    '{0}的初始窗口是 {1} 字节，而踪迹给 {2} 的是 {3} 字节',
  'the {0} does otherwise each time: {1}': '{0}每次的做法都不一样：{1}',
  'line {0} is of a fragment, used on line {1}: it is not rewritten for one of its uses':
    '第 {0} 行属于片段，在第 {1} 行使用：不会只为其中一次使用改写它',
  'there is no statement on line {0}': '第 {0} 行没有语句',

  'Linux drops a SYN that carries FIN, where RFC 9293 §3.10.7.2 takes the SYN and queues the FIN':
    'Linux 丢弃带 FIN 的 SYN，而 RFC 9293 §3.10.7.2 接受 SYN 并把 FIN 排队',
  'Linux takes the SYN and ignores the FIN, which RFC 9293 §3.10.7.3 queues':
    'Linux 接受 SYN 而忽略 FIN，RFC 9293 §3.10.7.3 则把 FIN 排队',
  'Linux without Fast Open acknowledges only the SYN, where RFC 9293 §3.10.7.2 queues its data':
    '没有启用 Fast Open 的 Linux 只确认 SYN，而 RFC 9293 §3.10.7.2 把它的数据排队',
  'Linux without Fast Open has dropped the data of the SYN, which RFC 9293 §3.10.7.2 queues':
    '没有启用 Fast Open 的 Linux 丢弃了 SYN 的数据，RFC 9293 §3.10.7.2 则把它排队',
  'Linux repeats what a SACK block leaves out as soon as a quarter of the round trip has passed (RFC 8985 §6.2), here at once':
    '过了四分之一往返时间，Linux 就重传 SACK 块没有覆盖的部分（RFC 8985 §6.2），这里是立即重传',
  'Linux answers a repeated SYN with its SYN ACK again, RFC 9293 §3.10.7.4 with a bare ACK':
    '对重复的 SYN，Linux 再次用 SYN ACK 回答，RFC 9293 §3.10.7.4 则用单独的 ACK',
  'Linux resets at another SYN in SYN_RCVD, where RFC 9293 §3.10.7.4 returns to LISTEN and sends nothing':
    '在 SYN_RCVD 状态下收到另一个 SYN，Linux 复位连接，而 RFC 9293 §3.10.7.4 返回 LISTEN，什么也不发送',
  'Linux acknowledges the SYN ACK of a simultaneous open, which RFC 9293 Figure 7 leaves unanswered':
    'Linux 确认同时打开中的 SYN ACK，在 RFC 9293 图 7 中它没有应答',
  'Linux sends its SYN again at once after an unacceptable ACK, where RFC 9293 §3.10.7.3 leaves that to the timer':
    '收到不可接受的 ACK 之后，Linux 立即重传 SYN，而 RFC 9293 §3.10.7.3 把这留给定时器',
  'Linux takes a SYN ACK with ECE and CWR for an agreement to AccECN (RFC 9768), RFC 3168 §6.1.1 for none at all':
    'Linux 把同时带 ECE 和 CWR 的 SYN ACK 当作同意使用 AccECN（RFC 9768），RFC 3168 §6.1.1 则认为不使用 ECN',
  'Linux sets ACK on the reset of an ABORT, where RFC 9293 §3.10.5 sends RST alone':
    'Linux 在 ABORT 的 RST 上置 ACK，而 RFC 9293 §3.10.5 只发送 RST',
  'Linux resets at once when an application closes with octets unread (RFC 9293 §3.6.1, SHLD-3)':
    '应用程序还有未读的字节就关闭时，Linux 立即复位连接（RFC 9293 §3.6.1，SHLD-3）',
  'data and FIN are acknowledged at once, before the application does anything: that ACK needs a line of its own':
    '数据和 FIN 在应用程序有所动作之前就立即得到确认：这个 ACK 要单独写一行',
  'Linux forgets the connections that a listener had not established when it is closed, where RFC 9293 §3.10.4 has a TCB for each':
    '监听套接字关闭时，Linux 丢掉它尚未建立的连接，而在 RFC 9293 §3.10.4 中每条连接都有自己的 TCB',
  'no application of Linux holds a connection that its listener has not established, so none can end it (RFC 9293 §3.10.4)':
    '在 Linux 上，监听套接字尚未建立的连接不属于任何应用程序，所以没有谁能结束它（RFC 9293 §3.10.4）',
  'Linux resets when data arrives after close() (RFC 9293 §3.6.1, MAY-1); a half-close is `shutdown`':
    '应用程序关闭（close）之后再有数据到达，Linux 就复位连接（RFC 9293 §3.6.1，MAY-1）；半关闭用 `shutdown`',
  'Linux resets at a SYN for a connection its application has given up, where RFC 9293 §3.10.7.4 sends a challenge ACK':
    '应用程序已经放弃的连接收到 SYN，Linux 复位连接，而 RFC 9293 §3.10.7.4 发送挑战 ACK',
  'Linux resets at data that overlaps the FIN it has got, where RFC 9293 §3.10.7.4 ignores the text':
    '数据与已收到的 FIN 重叠时，Linux 复位连接，而 RFC 9293 §3.10.7.4 忽略这些数据',
  'Linux is silent at what lies beyond the FIN it has got, where RFC 9293 §3.10.7.4 may acknowledge it':
    '对越过已收到的 FIN 的报文段，Linux 不作回答，而 RFC 9293 §3.10.7.4 可以确认它',
  'Linux drops a reset in TIME_WAIT that is not exact, where RFC 9293 §3.10.7.4 sends a challenge ACK':
    '在 TIME_WAIT 状态下，Linux 丢弃序号不精确的 RST，而 RFC 9293 §3.10.7.4 发送挑战 ACK',
  'line {0}: a replay waits no longer than an hour in all; against the model (`--peer model`) no time passes':
    '第 {0} 行：一次重放总共最多等待一小时；对模型重放（`--peer model`）不花时间',
  'line {0}: the kernel waits {1} s in FIN_WAIT_2; write `kernel tcp_fin_timeout=1`, or replay with `--real-time`':
    '第 {0} 行：内核在 FIN_WAIT_2 中等待 {1} 秒；请写 `kernel tcp_fin_timeout=1`，或用 `--real-time` 重放',
  "Linux's shutdown() in SYN_RCVD waits for ESTABLISHED; RFC 9293 §3.10.4 has the FIN leave at once, as close() does":
    'Linux 的 shutdown() 在 SYN_RCVD 中要等到 ESTABLISHED，RFC 9293 §3.10.4 则让 FIN 立即发出，close() 就是这样',
  'Linux acknowledges data in TIME_WAIT, which RFC 9293 §3.10.7.4 ignores':
    'Linux 在 TIME_WAIT 状态下确认数据，RFC 9293 §3.10.7.4 则忽略它',
  'Linux acknowledges a FIN without ACK in TIME_WAIT, which RFC 9293 §3.10.7.4 drops for want of ACK':
    'Linux 在 TIME_WAIT 状态下确认没有 ACK 的 FIN，RFC 9293 §3.10.7.4 则因为没有 ACK 而丢弃它',

  'the {0} sent {1}': '{0}发送了{1}',
  '{0} octets that are no IP packet': '不是 IP 分组的 {0} 字节',
  'an IPv4 header cut short': '残缺的 IPv4 首部',
  'an IPv4 header whose length, {0} octets, cannot be': '长度不可能成立（{0} 字节）的 IPv4 首部',
  'an IPv4 packet of {0} octets that says it has {1}': '一个自称有 {1} 字节、实有 {0} 字节的 IPv4 分组',
  'an IPv4 header with a wrong checksum': '校验和有误的 IPv4 首部',
  'a fragment of an IPv4 packet': '一个 IPv4 分片',
  'an IPv6 header cut short': '残缺的 IPv6 首部',
  'an IPv6 packet of {0} octets that says it has {1}': '一个自称有 {1} 字节、实有 {0} 字节的 IPv6 分组',
  'an IPv6 packet whose extension headers are cut short': '一个扩展首部残缺的 IPv6 分组',
  'a packet of {0}': '一个 {0} 分组',
  'IP protocol {0}': 'IP 协议 {0}',
  'a TCP header cut short': '残缺的 TCP 首部',
  'a segment with a wrong checksum': '校验和有误的报文段',
  'a TCP header whose data offset, {0} octets, lies outside the segment':
    '数据偏移（{0} 字节）超出报文段的 TCP 首部',
  'ICMP {0} about seq={1}': '关于 seq={1} 的 ICMP {0}',
  'an ICMP message cut short': '残缺的 ICMP 报文',
  'ICMP type {0} code {1}': '类型 {0}、代码 {1} 的 ICMP 报文',

  'no line of this trace names an endpoint {0}': '这条踪迹中没有哪一行提到端点 {0}',
  '{0} and {1} have addresses of different families': '{0} 和 {1} 的地址不属于同一地址族',
  '{0} and {1} have the same address {2} and the same port {3}': '{0} 和 {1} 的地址和端口都相同：{2}，{3}',
  '{0} and {1} have the same address {2}': '{0} 和 {1} 的地址相同：{2}',
  '{0} has {1}, {2}: no network carries its segments': '{0} 的地址 {2} 是{1}：没有网络会传送它的报文段',
  'the unspecified address': '未指定地址',
  'a loopback address': '环回地址',
  'the loopback address': '环回地址',
  'a multicast address': '多播地址',
  'the broadcast address': '广播地址',
  'a link-local address': '链路本地地址',
  'an IPv4 address in the form of IPv6': '写成 IPv6 形式的 IPv4 地址',
  '{0} has port 0, which no connection can have': '{0} 的端口是 0，没有连接能用它',
  'line {0}: net.ipv4.{1} is no name of a setting': '第 {0} 行：net.ipv4.{1} 不是设置的名称',
  "this kernel does not take the trace's addresses ({0}: {1})": '这个内核不接受踪迹中的地址（{0}：{1}）',
  '{0} cannot be set ({1})': '无法设置 {0}（{1}）',
  'net.ipv4.{0}={1} cannot be set': '无法设置 net.ipv4.{0}={1}',
  '{0} octets are more than a replay sends at once ({1})': '{0} 字节超过了一次重放发送的上限（{1}）',
  'line {0}: a kernel cannot be asked to forget its connections': '第 {0} 行：不能让内核忘掉它的连接',
  "line {0}: the kernel's user timeout runs only while something of its is unacknowledged":
    '第 {0} 行：只有内核发出的内容还没有得到确认时，它的用户超时才会计时',
  "line {0}: a kernel's user timeout cannot be made to run out": '第 {0} 行：不能让内核的用户超时到期',
  'line {0}: the model knows no setting net.ipv4.{1}': '第 {0} 行：模型没有 net.ipv4.{1} 这项设置',
  "the model's sockets have no `{0}`": '模型的套接字没有 `{0}`',
  "line {0}: net.ipv4.{1} is a setting of Linux's, and the stack under test is another":
    '第 {0} 行：net.ipv4.{1} 是 Linux 的设置，被测的是另一个协议栈',
  "the stack's program cannot set `{0}` for its end": '协议栈的程序不能为它的一端设置 `{0}`',

  'replaying against a kernel needs Linux, and this is {0} (WSL2, Remote-SSH or a container work); `--peer model` replays against the built-in model':
    '对内核重放需要 Linux，而这里是 {0}（可以用 WSL2、Remote-SSH 或容器）；`--peer model` 对内置的模型重放',
  '`unshare` is not found: install util-linux': '找不到 `unshare`：请安装 util-linux',
  'namespaces are exhausted or disabled: raise user.max_user_namespaces and user.max_net_namespaces':
    '命名空间已经用完或被禁用：请调高 user.max_user_namespaces 和 user.max_net_namespaces',
  'this machine lets no ordinary user make a namespace (kernel.unprivileged_userns_clone = 0): `sudo sysctl kernel.unprivileged_userns_clone=1`; in a container: run it with `--cap-add NET_ADMIN --device /dev/net/tun`':
    '这台机器不允许普通用户创建命名空间（kernel.unprivileged_userns_clone = 0）：请执行 `sudo sysctl kernel.unprivileged_userns_clone=1`；在容器中，请用 `--cap-add NET_ADMIN --device /dev/net/tun` 启动它',
  'AppArmor restricts user namespaces (kernel.apparmor_restrict_unprivileged_userns = 1): ask for a profile with `userns,`, or run as root':
    'AppArmor 限制了用户命名空间（kernel.apparmor_restrict_unprivileged_userns = 1）：请配置带有 `userns,` 的 profile，或者以 root 运行',
  'no CAP_NET_ADMIN in this network namespace: in a container, run it with `--cap-add NET_ADMIN --device /dev/net/tun`':
    '在这个网络命名空间中没有 CAP_NET_ADMIN：在容器中，请用 `--cap-add NET_ADMIN --device /dev/net/tun` 启动它',
  'no CAP_NET_RAW in this network namespace: in a container, run it with `--cap-add NET_ADMIN --cap-add NET_RAW --device /dev/net/tun`':
    '在这个网络命名空间中没有 CAP_NET_RAW：在容器中，请用 `--cap-add NET_ADMIN --cap-add NET_RAW --device /dev/net/tun` 启动它',
  '{0}, and a stack under test is reached by nothing else: in a container, run it with `--cap-add NET_ADMIN --device /dev/net/tun`':
    '{0}，而被测的协议栈只能由它到达：在容器中，请用 `--cap-add NET_ADMIN --device /dev/net/tun` 启动它',
  '{0}, and a veth pair in its place failed with {1}: in a container, run it with `--cap-add NET_ADMIN --device /dev/net/tun`':
    '{0}，改用 veth 对也失败了（{1}）：在容器中，请用 `--cap-add NET_ADMIN --device /dev/net/tun` 启动它',
  '{0}, and every segment of a replay depends on it: let /proc/sys/net be writable in this namespace':
    '{0}，而重放的每个报文段都取决于它：请让 /proc/sys/net 在这个命名空间中可写',
  'there is no {0}': '没有 {0}',
  '{0} is not accessible (the default mode is 0666)': '{0} 无法访问（默认权限是 0666）',
  '{0} cannot be used ({1})': '{0} 无法使用（{1}）',
  '{0}: {1}; using a veth pair': '{0}：{1}；改用 veth 对',
  'the native part of the replay, koffi, is not installed: `npm install koffi` beside synfin, or the package of the extension for this system':
    '没有安装重放所需的本机部分 koffi：请在 synfin 旁边运行 `npm install koffi`，或者安装适用于本系统的扩展包',
  'the process that replays did not start: {0}': '负责重放的进程没有启动：{0}',
  'the process that replays ended: {0}': '负责重放的进程结束了：{0}',
  'the replay did not end within {0} s, and its process was killed':
    '重放在 {0} 秒内没有结束，已终止它的进程',
  'nothing was heard of it for {0} s': '它在 {0} 秒内没有任何回音',
  'the runner is closed': '重放器已关闭',
  'the runner was closed': '重放器被关闭了',
  'exit status {0}': '退出状态 {0}',
  'signal {0}': '信号 {0}',

  'the stack did not start: `{0}`': '协议栈没有启动：`{0}`',
  'the stack did not start: there is no /bin/sh': '协议栈没有启动：没有 /bin/sh',
  'the stack did not start: nobody on {0} answers {1} for {2}':
    '协议栈没有启动：{0} 上没有谁应答对 {2} 的 {1}',
  'neighbour discovery': '邻居发现',
  '{0} said {1} where `ready tun` or `ready tap` is due':
    '{0} 输出了 {1}，这里应当是 `ready tun` 或 `ready tap`',
  '{0} said nothing for {1} s': '{0} {1} 秒没有任何输出',
  '{0} ended with {1} before it was ready': '{0} 尚未就绪就结束了（{1}）',
  'the stack, asked `{0}`,': '协议栈收到 `{0}` 后',
  'the stack answered {0} to `{1}`, which means nothing': '协议栈用 {0} 回答 `{1}`，这没有意义',
  'the stack ended with {0} when asked `{1}`': '协议栈收到 `{1}` 时结束了（{0}）',
  'its output closed': '它的输出关闭了',
  'the stack has been ended': '协议栈已被结束',
  'the stack did not do `{0}`, which it says it can': '协议栈没有执行 `{0}`，它却说自己能做到',
  'the stack does not tell its states: none is asserted, and those shown are the checker’s':
    '协议栈不报告自己的状态：不核对任何状态，显示的是检查器算出的',
}
