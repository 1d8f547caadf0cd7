import type { TranslatedExplanations } from '../translation.ts'

type Words = TranslatedExplanations['words']

const CALLS: Words['call'] = {
  listen: {
    title: '被动打开：等待来自任意对端的连接',
    meaning: 'CLOSED 变为 LISTEN；什么也不发送。到达的 SYN 用 SYN ACK 应答。',
  },
  unlisten: {
    title: '停止监听',
    meaning: '已有的连接保持不变；此后到达的 SYN 用 RST 回答。',
  },
  connect: {
    title: '主动打开：向对端建立连接',
    meaning: '状态立即变为 SYN_SENT；SYN 是这一端的下一个报文段。',
  },
  send: {
    title: 'SEND：把字节交给 TCP',
    meaning: '连接进入 ESTABLISHED 之后，它们在后面的行中发出，可以是一个或几个报文段。CLOSE 之后会被拒绝。',
  },
  receive: {
    title: 'RECEIVE：取走已到达的字节',
    meaning: '不写数目则取走全部。如果还有无人取走的字节，`close` 会复位连接。',
  },
  shutdown: {
    title: 'CLOSE：不再发送，但仍然接收',
    meaning: 'FIN 在所有排队的数据之后发出。带 `receive` 则是另一个方向：不再取走数据，什么也不发送。',
  },
  close: {
    title: 'CLOSE，并且也不再接收',
    meaning:
      'FIN 在所有排队的数据之后发出。在 `shutdown` 之后它不算第二次 CLOSE，什么也不发送。对监听端则结束监听。',
  },
  abort: {
    title: 'ABORT：丢弃这条连接',
    meaning: '状态立即变为 CLOSED。连接若还存在，就用 RST 告知对端。',
  },
}

const TIMERS: Words['timer'] = {
  '2msl': {
    title: 'TIME-WAIT 超时：2 MSL 已过',
    meaning: 'TIME_WAIT 变为 CLOSED，连接不再保留。',
  },
  retransmit: {
    title: '重传定时器到期',
    meaning:
      '这一端的下一个报文段重复最早的尚未确认的那个。`after 200ms..3s` 说明它在上一个之后多久发出；只写一个时间则允许 ±20%。',
  },
  'user-timeout': {
    title: '用户超时：连接没有进展',
    meaning:
      '排队的一切都被丢弃，状态变为 CLOSED；什么也不发送。重放时，内核把重传仍然无人回答的内容放弃，所以它的 `retransmit` 写在上面。`close` 之后处于 FIN_WAIT_2 时，它是 Linux 等不到 FIN 的超时（`kernel tcp_fin_timeout=1`）。',
  },
  reboot: {
    title: '主机重新启动，忘掉一切',
    meaning: '所有状态都丢失了，而且没有人得知：另一端成为半开连接，直到它发送数据。',
  },
}

const FIELDS: Words['field'] = {
  seq: {
    title: 'SEG.SEQ：第一个字节的序号，或者 SYN 的序号',
    meaning: 'SYN 上的新符号就是那一端的初始序号。省略时，为发送方必须使用的序号；`seq=*` 表示任意。',
  },
  ack: {
    title: 'SEG.ACK：期望从对端收到的下一个序号',
    meaning: '在它之前的都已到达。SYN 和 FIN 各算一个字节。省略时，为 RCV.NXT；`ack=*` 表示任意。',
  },
  len: {
    title: '数据的字节数；SYN 和 FIN 不计在内',
    meaning: '新符号代表一个长度。省略时为 0。',
  },
  win: {
    title: 'SEG.WND：这个报文段的发送方愿意接收多少字节',
    meaning: '从 SEG.ACK 算起。双方的 SYN 都带 `wscale` 之后，按发送方的扩大因子移位。',
  },
  urg: {
    title: '紧急指针：相对于 SEG.SEQ 的偏移，有 URG 时才有效',
    meaning: '它指向紧急数据之后的那个字节。',
  },
  mss: {
    title: '最大报文段长度选项：这一端所能接收的最大报文段；只用于 SYN',
    meaning: '没有它时，对端必须假定 IPv4 上为 536 字节、IPv6 上为 1220 字节。',
  },
  wscale: {
    title: '窗口扩大选项：移位 0 到 14；只用于 SYN',
    meaning: '双方的 SYN 都带它才起作用。SYN 自身的窗口从不扩大。',
  },
  sackok: {
    title: 'SACK-permitted 选项：这一端能读懂选择确认；只用于 SYN',
    meaning: '对端的 SYN 许可了，才可以发送 `sack=`。',
  },
  ts: {
    title: '时间戳选项：这一端的时钟，以及对最近收到的时间戳的回显',
    meaning: '双方的 SYN 都带了它，此后每个报文段都必须带。时钟倒退，报文段就会被丢弃。',
  },
  sack: {
    title: 'SACK 选项：SEG.ACK 之后已经到达的块',
    meaning: '每个块由它的第一个序号和紧接在最后一个序号之后的序号表示。',
  },
  tfo: {
    title: 'TCP Fast Open 选项：请求 cookie，或者携带 cookie',
    meaning:
      '带有有效的 cookie，SYN 上的数据可以在握手完成之前交付并得到回答。两位数字是一个字节：`tfo=0a1b2c3d`，或者 `tfo=0x0a1b2c3d`。',
  },
  mtu: {
    title: '`ICMP too-big` 所报告的下一跳 MTU',
    meaning: '报文段没有这样的字段；只有这种 ICMP 差错报文才有。',
  },
}

const STATEMENTS: Words['statement'] = {
  trace: {
    title: '开始一条踪迹；到下一个 `trace`、`fragment` 或文件末尾为止',
    meaning: '名称在文件内唯一。没有这样一行的文件就是单独一条踪迹，以文件名为名。',
  },
  fragment: {
    title: '给若干行起名，供踪迹使用',
    meaning: '参数代表端点或符号。到下一个 `trace` 或 `fragment` 为止。',
  },
  use: {
    title: '把片段的各行放在这里',
    meaning: '每个参数是端点，或者 `j+1` 这样的和。片段内部的诊断也在这里显示。',
  },
  host: {
    title: '描述一个端点',
    meaning:
      '可以省略：有一行提到，端点就存在。地址为 IPv4，或者方括号中的 IPv6。`host X[200] 198.51.100.1` 声明 X[1] 到 X[200]，地址连续。',
  },
  given: {
    title: '一端如何开始：在连接的中途，或者没有连接',
    meaning:
      '`seq` 是 SND.NXT，`ack` 是 RCV.NXT，`win` 是它提供的窗口；一端省略的取自另一端。CLOSED：既没有连接也不监听。',
  },
  kernel: {
    title: '内核的网络设置，写 `net.ipv4.` 之下的名称',
    meaning: '重放时在自己的命名空间中设置；检查时会考虑它认识的那些。',
  },
  wait: {
    title: '过了一段时间，其间什么也不发送',
    meaning: '时间要带单位：`200ms`、`2s`。',
  },
  note: {
    title: '只画在图中，别无作用',
    meaning: '写在一端之上，或者横跨两端。',
  },
}

const SETTINGS: Words['setting'] = {
  win: { ...FIELDS.win, title: '报文段没有写明时，这一端提供的窗口' },
  mss: { ...FIELDS.mss, title: '它的 SYN 所带的最大报文段长度' },
  wscale: { ...FIELDS.wscale, title: '它的 SYN 所带的窗口扩大因子' },
  sackok: { ...FIELDS.sackok, title: '它的 SYN 许可选择确认' },
  ts: { ...FIELDS.ts, title: '它的 SYN 带有时间戳' },
  backlog: {
    title: '监听端最多有多少连接等待应用程序',
    meaning: '重放时就是 listen() 的参数。',
  },
  'defer-accept': {
    title: 'TCP_DEFER_ACCEPT：握手的最后一个 ACK 带有数据才算数',
    meaning: '在此之前，监听端对那个对端停留在 SYN_RCVD。',
  },
  keepalive: {
    title: '对端沉默这么久之后，这一端就探测它',
    meaning: '保活报文段是空的，序号为 SND.NXT 减一。',
  },
}

const MARKS: Words['mark'] = {
  '->': {
    title: '离开 A，立即到达 B',
    meaning: '`A -> ...` 离开 A，还在网络中；`... -> B` 从网络到达。',
  },
  '-x': {
    title: '离开 A，然后丢失',
    meaning: 'A 已经发送，由此对 A 产生的一切照常；B 则一无所知。',
  },
  '...': {
    title: '网络：已经离开而尚未到达的报文段',
    meaning: '`... -> B` 是在途的、发往 B、与所写各字段都相符的最早的报文段。',
  },
  stray: {
    title: '看似由某端发送、而该端在这条连接中从未发送过的报文段',
    meaning: '旧的重复报文段，或者伪造的。不算作发送方的过错。',
  },
  '?': {
    title: '这个报文段可以没有',
    meaning: '重放时，内核可以发送，也可以不发送。',
  },
}

const ICMP: Words['icmp'] = {
  'net-unreachable': {
    title: '软差错：网络不可达',
    meaning: '连接继续，并继续尝试；正在打开的连接，Linux 则会放弃。',
  },
  'host-unreachable': {
    title: '软差错：主机不可达',
    meaning: '连接继续，并继续尝试；正在打开的连接，Linux 则会放弃。',
  },
  'protocol-unreachable': {
    title: '硬差错：那里没有人使用 TCP',
    meaning: 'TCP 应当中止连接。',
  },
  'port-unreachable': {
    title: '硬差错：端口不对网络开放',
    meaning: 'TCP 应当中止连接。',
  },
  'too-big': {
    title: '报文段大于下一跳所能接受的',
    meaning: '用较小的报文段重传；上限是 `mtu=`。',
  },
}

const REASONS: Words['reason'] = {
  refused: {
    title: '它的 SYN 得到的回答是 RST',
    meaning: '应用程序看到 "connection refused"。',
  },
  reset: {
    title: 'RST 结束了连接',
    meaning: '应用程序看到 "connection reset"。',
  },
  timeout: {
    title: '用户超时结束了连接',
    meaning: '应用程序看到 "connection aborted due to user timeout"。',
  },
}

export const WORDS: Words = {
  call: CALLS,
  timer: TIMERS,
  field: FIELDS,
  statement: STATEMENTS,
  setting: SETTINGS,
  mark: MARKS,
  icmp: ICMP,
  reason: REASONS,
}
