import type { Translations } from '@synfin/trace'

/** The command line's own words in Simplified Chinese. */
export const CLI_TEXTS: Translations = {
  ': {0}': '：{0}',
  '{0} ({1})': '{0}（{1}）',
  ' in {0}': '，用时 {0}',

  '{0} trace': '{0} 条踪迹',
  '{0} traces': '{0} 条踪迹',
  '{0} file': '{0} 个文件',
  '{0} files': '{0} 个文件',
  '{0} error': '{0} 个错误',
  '{0} errors': '{0} 个错误',
  '{0} warning': '{0} 个警告',
  '{0} warnings': '{0} 个警告',
  '{0} line': '{0} 行',
  '{0} lines': '{0} 行',
  '{0} replay': '{0} 次重放',
  '{0} replays': '{0} 次重放',

  '{0} in {1}': '{1}，共 {0}',
  'no errors': '没有错误',
  'nothing could be checked': '没有能够检查的内容',
  '{0}: no trace in this file': '{0}：这个文件中没有踪迹',
  'why:': '原因：',
  'help:': '建议：',

  'nothing explains `{0}`.{1} `synfin explain` lists all':
    '没有关于 `{0}` 的解释。{1}`synfin explain` 列出全部主题',
  Calls: '调用',
  Timers: '定时器',
  'Fields of a segment': '报文段的字段',
  Statements: '语句',
  'Settings of a host': '主机的设置',
  Marks: '记号',
  'ICMP errors': 'ICMP 差错',
  'Why an end is CLOSED': '一端为何是 CLOSED',
  ' Did you mean `{0}`?': '是不是要找 `{0}`？',

  trace: '踪迹',
  '(live: {0})': '（网络上：{0}）',
  states: '状态',
  passed: '通过',
  failed: '失败',
  skipped: '跳过',
  'note: {0}': '注意：{0}',
  '{0}  {1}, the {2} is {3}': '{0}  {1}，{2}担任 {3}',
  '{0}: {1}, the {2} is {3}': '{0}：{1}，{2}担任 {3}',
  '{0} passed': '{0} 次通过',
  '{0} failed': '{0} 次失败',
  '{0} skipped': '{0} 次跳过',
  '{0} could not be run': '{0} 个无法运行',
  ': {0} of {1} failed': '：{1} 次中有 {0} 次失败',
  'nothing to replay': '没有可重放的踪迹',
  ' against the model': '（对模型）',
  '{0}{1}: {2}{3}': '{0}{1}：{2}{3}',
  '`--peer model` replays against the built-in model, which needs no kernel':
    '`--peer model` 用内置的模型重放，不需要内核',
  'a SYN that meets no connection and no listener is answered with RST (§3.10.7.1)':
    'SYN 到达之处既没有连接也没有监听，就用 RST 回答（§3.10.7.1）',
  'add `{0}: listen` above the SYN, or say `given {1} CLOSED` if the refusal is meant':
    '在 SYN 之前加上 `{0}: listen`；如果本意就是拒绝，则写 `given {1} CLOSED`',
  'if the {0} is right, delete this line, or end its flags with `?` where kernels differ':
    '如果{0}是对的，请删去这一行；各内核做法不一时，在标志末尾加上 `?`',
  'if the {0} is right, write `{1}` on a line of its own, its flags with `?` where kernels differ':
    '如果{0}是对的，请把 `{1}` 单独写成一行；各内核做法不一时，在标志末尾加上 `?`',
  'if the {0} is right, write `{1}`': '如果{0}是对的，请写 `{1}`',

  none: '一条也没有',
  line: '行',
  'no such file': '没有这个文件',
  'no such file; did you mean {0}?': '没有这个文件；是不是要找 {0}？',
  'no such file: a part of its path is no directory': '没有这个文件：它的路径中有一段不是目录',
  'no permission': '没有权限',
  'this is a directory': '这是一个目录',
  'no space left on the device': '设备上没有剩余空间',
  'cannot write: {0}': '无法写入：{0}',
  'no file matches': '没有匹配的文件',
  'no trace in this file': '这个文件中没有踪迹',
  'no trace in this directory: no file ends in {0}': '这个目录中没有踪迹：没有以 {0} 结尾的文件',
  'longer than 64 MiB: no trace is': '超过 64 MiB：没有踪迹会这么长',
  'not UTF-8 ({0}); {1}': '不是 UTF-8（{0}）；{1}',
  'octet {0} at offset {1}, line {2}': '第 {2} 行，偏移 {1} 处的字节 {0}',
  'save it as UTF-8': '请存为 UTF-8',
  'it looks like UTF-16: save it as UTF-8': '看起来是 UTF-16：请存为 UTF-8',
  'no trace named "{0}"; did you mean "{1}"?': '没有名为“{0}”的踪迹；是不是要找“{1}”？',
  'no trace named "{0}"; there is {1}': '没有名为“{0}”的踪迹；这里的踪迹：{1}',
  'trace "{0}": {1}': '踪迹“{0}”：{1}',
  '{0}: trace "{1}": {2}': '{0}：踪迹“{1}”：{2}',
  'nothing happens in trace "{0}"': '踪迹“{0}”中什么也没有发生',
  'trace "{0}" has no end {1} that could be the kernel; its ends are {2}':
    '踪迹“{0}”中没有能由内核担任的一端 {1}；它的两端是 {2}',
  'which end of trace "{0}" is the kernel? `--kernel` says it: {1}':
    '踪迹“{0}”的哪一端由内核担任？用 `--kernel` 指明：{1}',
  'this trace cannot be played': '这条踪迹无法重放',
  '{0}: this is the first of {1} traces; --trace NAME chooses another':
    '{0}：这是 {1} 条踪迹中的第一条；要画其他的，用 --trace NAME',
  '{0}: formatted': '{0}：已排版',
  '{0}: recorded': '{0}：已记录',
  '{0}: {1} rewritten from what happened{2}': '{0}：按实际发生的改写了 {1}{2}',
  '; `synfin check` finds {0} in it, before {1}': '；`synfin check` 在其中发现 {0}，之前是 {1} 个',
  '{0} of {1}, {2} %': '共 {1}，已完成 {0} 次，{2}%',
  'a fault of synfin itself, please report it: {0}': 'synfin 自身的错误，请报告给我们：{0}',

  'as written': '与踪迹一致',
  'also {0}': '还有 {0}',
  'the trace says': '踪迹所写',
  'The trace says': '踪迹所写',
  'Trace, the end played, line': '踪迹、所担任的一端、行',
  'the state it starts from': '起始状态',
  '{0}  {1}, the stacks play {2}': '{0}  {1}，各协议栈担任 {2}',
  '{0} as written': '{0} 与踪迹一致',
  '{0} otherwise on {1}': '{0} 有 {1}不一致',
  '{0} on each: {1}': '各 {0}：{1}',
  '; {0} not played': '；{0} 次没有重放',
  '{0} did not play {1}: {2}: {3}': '{0} 没有重放 {1}：{2}：{3}',
  '{0} did not play {1}: {2} as {3}: {4}': '{0} 没有重放 {1}：{2}（担任 {3}）：{4}',
  '{0} did not play “{1}”: {2}.': '{0} 没有重放“{1}”：{2}。',
  '{0} did not play “{1}” as {2}: {3}.': '{0} 没有重放“{1}”（担任 {2}）：{3}。',

  'no command `{0}`; there is {1}.{2}': '没有 `{0}` 这个命令；可用的是 {1}。{2}',
  'no option `{0}`.{1}': '没有 `{0}` 这个选项。{1}',
  '`{0}` needs a value: {1}': '`{0}` 需要一个值：{1}',
  '`{0} {1}`: there is {2}.{3}': '`{0} {1}`：可用的是 {2}。{3}',
  '`synfin --help` shows the commands and `synfin COMMAND --help` their options':
    '`synfin --help` 列出命令，`synfin COMMAND --help` 列出命令的选项',
  '`synfin replay` needs a file': '`synfin replay` 需要一个文件',
  '`synfin record` needs a file': '`synfin record` 需要一个文件',
  '`synfin format` needs a file': '`synfin format` 需要一个文件',
  '`synfin diagram` draws one file': '`synfin diagram` 一次画一个文件',
  '`synfin record` prints one trace file; with `--write` it completes several in place':
    '`synfin record` 只输出一个踪迹文件；加上 `--write` 可以就地补全多个',
  '`synfin compare` needs two stacks, each `kernel`, `model` or NAME=COMMAND, and then the files':
    '`synfin compare` 需要两个协议栈，各为 `kernel`、`model` 或 NAME=COMMAND，后面再写文件',
  'two stacks have the name {0}': '有两个协议栈都叫 {0}',
  '`--fix` rewrites the files it reads: standard input cannot be rewritten':
    '`--fix` 会改写它所读取的文件：标准输入无法改写',
  '`--write` rewrites the files it reads: standard input cannot be rewritten':
    '`--write` 会改写它所读取的文件：标准输入无法改写',
  '`--update` rewrites the files it reads: standard input cannot be rewritten':
    '`--update` 会改写它所读取的文件：标准输入无法改写',
  '`--update` and `--repeat`: a trace is rewritten from one run':
    '`--update` 和 `--repeat` 不能同时使用：踪迹是按一次重放改写的',
  '`--peer` and `--stack`: one end is played by one of them':
    '`--peer` 和 `--stack` 不能同时使用：一端只能由其中之一担任',
  '`--repeat {0}`: how often is a number from 1 to {1}': '`--repeat {0}`：次数是 1 到 {1} 之间的数',
  '`--shard {0}`: which part of how many is written 1/4, 2/4, 3/4 or 4/4':
    '`--shard {0}`：第几份共几份写作 1/4、2/4、3/4 或 4/4',
  'the language server speaks on standard input and output: `synfin lsp --stdio`':
    '语言服务器通过标准输入和标准输出通信：`synfin lsp --stdio`',

  'synfin {0}: write, check, draw and replay TCP handshakes and teardowns':
    'synfin {0}：编写、检查、绘制和重放 TCP 的握手与挥手',
  Options: '选项',
  'Options of every command': '所有命令共有的选项',
  '`synfin COMMAND --help` shows the options of a command.': '`synfin COMMAND --help` 列出命令的选项。',
  ' (default: {0})': '（默认：{0}）',
  'print without colours, as NO_COLOR=1 does (FORCE_COLOR=1: with)':
    '不带颜色输出，与 NO_COLOR=1 相同（FORCE_COLOR=1：带颜色）',
  'say more: findings that are only information, and details of a failure':
    '多说一些：提示级的诊断，以及失败的细节',
  'the language of messages, in JSON too: en, zh-CN (default: LC_ALL, LC_MESSAGES or LANG)':
    '消息的语言，JSON 中也是：en、zh-CN（默认：LC_ALL、LC_MESSAGES 或 LANG）',
  'show this help': '显示本帮助',
  'print the version': '输出版本',

  'check traces against RFC 9293': '按 RFC 9293 检查踪迹',
  'Reads the files named, every *.synfin file below a directory, or standard input for `-`; without any, the current directory.':
    '读取指定的文件、目录下所有的 *.synfin 文件，`-` 表示标准输入；都没有时读取当前目录。',
  'Exit status: 0 no error, 1 errors, 2 could not run (no such file, bad option).':
    '退出状态：0 没有错误，1 有错误，2 无法运行（没有该文件、选项有误）。',
  'whose rules hold for traces that do not name a profile': '踪迹没有指明 profile 时，以谁的规则为准',
  'for people, for programs, for code scanning, for GitHub annotations':
    '分别供人阅读、供程序读取、供代码扫描、供 GitHub 注释',
  'apply the first fix of each error and warning to the files, then check':
    '先把每个错误和警告的第一个修复写入文件，再检查',

  'replay traces on the wire against the Linux kernel, or against the model':
    '在网络上对 Linux 内核（或对模型）重放踪迹',
  'One end of each trace is the kernel of this machine, in a network namespace of its own; the other is played over a TUN device.':
    '每条踪迹的一端由本机的内核担任，它处在单独的网络命名空间中；另一端经 TUN 设备扮演。',
  'With `--peer model` our own model of RFC 9293 plays that end, on any machine: no namespace, no root, no waiting, and no proof of what a kernel does.':
    '用 `--peer model` 时，那一端由我们自己的 RFC 9293 模型担任，任何机器都行：不需要命名空间、root 和等待，但也不能证明内核怎样做。',
  'With `--stack COMMAND` a TCP/IP stack of your own plays it, started in that namespace with a TUN or TAP device.':
    '用 `--stack COMMAND` 时，由你自己的 TCP/IP 协议栈担任，它在该命名空间中启动，带有 TUN 或 TAP 设备。',
  'Exit status: 0 all as written, 1 a mismatch, 2 could not run, 3 this machine cannot replay (the reason is printed). A skipped run never counts as passed.':
    '退出状态：0 全部与踪迹一致，1 有不一致，2 无法运行，3 这台机器不能重放（会说明原因）。跳过的重放从不算作通过。',
  'which end is the kernel or the model: an endpoint such as A or B, or each in turn (default: each)':
    '哪一端由内核或模型担任：某个端点，如 A 或 B，或者每一端轮流（默认：each）',
  'who plays that end': '由谁担任那一端',
  'who plays that end: a user-space TCP/IP stack that this command starts (docs/stacks.md)':
    '由谁担任那一端：这条命令所启动的用户空间 TCP/IP 协议栈（docs/stacks.md）',
  'only the trace of this name': '只要这个名称的踪迹',
  'replay N times, and say how often and how it failed': '重放 N 次，并说明失败了几次、怎样失败',
  'replay only part I of N, such as 2/4': '只重放 N 份中的第 I 份，如 2/4',
  "let `2msl` on the kernel's end take its 60 s instead of ending TIME_WAIT by force":
    '让内核一端的 `2msl` 真正等 60 秒，而不是强行结束 TIME_WAIT',
  'for people, for programs, for test reports': '分别供人阅读、供程序读取、用作测试报告',
  'write what was on the wire to this file, as pcapng': '把网络上的全部分组以 pcapng 格式写入这个文件',
  "rewrite the kernel's lines of traces that do not go as written from what happened":
    '踪迹与实际不一致时，按实际发生的改写内核的那些行',

  'write what the kernel answers into a trace that has only our end':
    '踪迹只写了我们这一端时，把内核的回答补写进去',
  "Plays the lines of our end and the calls of the kernel's, and prints the trace with the segments and states of the kernel filled in. Lines of the kernel that are there already are kept, or mended.":
    '重放我们这一端的各行和内核一端的调用，输出补全了内核的报文段和状态的踪迹。已有的内核各行保留不变，或加以改正。',
  'Exit status: 0 recorded, 1 the trace does not go as recorded, 2 could not run, 3 this machine cannot replay.':
    '退出状态：0 已记录，1 踪迹与所记录的不一致，2 无法运行，3 这台机器不能重放。',
  'which end is the kernel or the model (default: the one that has no segment)':
    '哪一端由内核或模型担任（默认：没有报文段的那一端）',
  'write into the file instead of to standard output': '写入文件，而不是标准输出',

  'replay the same traces against several stacks, and tell where they differ':
    '对多个协议栈重放同样的踪迹，指出它们的不同之处',
  'A STACK is `kernel`, `model`, or NAME=COMMAND for a stack that the command starts, such as lwip=./host (docs/stacks.md). Without a file, all traces below the current directory.':
    'STACK 是 `kernel`、`model`，或者 NAME=COMMAND：由命令启动的协议栈，如 lwip=./host（docs/stacks.md）。不写文件时，取当前目录下的全部踪迹。',
  'One row for every line that does not go as written on one of them: what the trace says, and what each does.':
    '凡在其中之一上与踪迹不一致的行，各占一行：踪迹怎样写，各个协议栈怎样做。',
  'Exit status: 0 all do as written, 1 differences, 2 could not run, 3 some trace cannot be replayed on one of them. A trace that is skipped never counts as agreement.':
    '退出状态：0 都与踪迹一致，1 有差异，2 无法运行，3 有踪迹不能在其中之一上重放。跳过的踪迹从不算作一致。',
  'which end the stacks play: an endpoint such as A or B, or each in turn (default: each)':
    '协议栈担任哪一端：某个端点，如 A 或 B，或者每一端轮流（默认：each）',
  'for people, for programs, for a document': '分别供人阅读、供程序读取、供写入文档',

  'draw a trace as Mermaid text': '把踪迹画成 Mermaid 文本',
  'Exit status: 0 drawn, 2 could not run.': '退出状态：0 已画出，2 无法运行。',
  'the trace to draw (default: the first)': '要画的踪迹（默认：第一条）',
  'the segments, or the paths through the states': '画报文段，或者两端经过的状态',
  'write to this file instead of standard output': '写入这个文件，而不是标准输出',

  'make traces of a capture: pcap, pcapng, or what tcpdump prints':
    '由抓包文件生成踪迹：pcap、pcapng 或 tcpdump 的输出',
  'Writes a trace for each TCP connection in the file, or in standard input for `-`, and checks them; what a capture cannot show is held against nobody. Compressed files (gzip) are read too.':
    '为文件（`-` 表示标准输入）中的每条 TCP 连接写一条踪迹，并加以检查；抓包看不到的，不算错误。也能读取压缩文件（gzip）。',
  'Exit status: 0 imported, 2 could not run, or not read to the end: what stands before is imported all the same.':
    '退出状态：0 已导入，2 无法运行，或没有读到末尾：在那之前的照样导入。',
  '`synfin import` reads one capture, or `-` for standard input':
    '`synfin import` 读取一个抓包文件，或用 `-` 读取标准输入',

  'make a capture, a packetdrill script or a diagram of a trace': '由踪迹生成抓包文件、packetdrill 脚本或图',
  'A capture (pcapng) has every trace of the file, with numbers in place of symbols, and on each packet a comment that names its line. A script has one trace; what packetdrill cannot say is a comment in it.':
    '抓包文件（pcapng）包含文件中的全部踪迹，符号换成数值，每个分组带有注明所在行的注释。脚本只有一条踪迹；packetdrill 无法表达的内容写成注释。',
  'Exit status: 0 exported, 2 could not run.': '退出状态：0 已导出，2 无法运行。',
  'what to make of the file': '要生成什么',
  'which end is the kernel under test in a packetdrill script (default: the one that listens)':
    'packetdrill 脚本中哪一端是被测的内核（默认：监听的那一端）',
  '`synfin export` converts one file': '`synfin export` 转换一个文件',
  '`--to` says what to make of it: pcap, packetdrill or mermaid':
    '`--to` 指明要生成什么：pcap、packetdrill 或 mermaid',

  'explain a finding, a connection state, a control bit or a word of the language':
    '解释一个诊断、连接状态、控制位或语言中的词',
  'The rule, its section of RFC 9293, a failing trace and its repair. Without a topic, lists all.':
    '规则、它在 RFC 9293 中的章节、一条有错的踪迹及其改正。不给主题时，列出全部主题。',
  '`synfin explain` explains one topic at a time': '`synfin explain` 一次只解释一个主题',
  'Exit status: 0 explained, 2 no such topic.': '退出状态：0 已解释，2 没有这个主题。',

  'lay out traces the usual way': '按惯例排版踪迹',
  'Rewrites the files in place; `-` formats standard input to standard output.':
    '就地改写文件；`-` 把标准输入排版后写到标准输出。',
  'Exit status: 0 done, 1 with --check: files that are not formatted, 2 could not run.':
    '退出状态：0 完成，1 用 --check 时有未排版的文件，2 无法运行。',
  'change nothing; list the files that are not formatted': '不作改动；列出未排版的文件',

  'the language server, for any editor': '语言服务器，供任何编辑器使用',
  'Speaks the Language Server Protocol on standard input and output until the editor ends it.':
    '在标准输入和标准输出上使用语言服务器协议，直到编辑器结束它。',
  'speak on standard input and output (the only way there is)': '通过标准输入和标准输出通信（唯一的方式）',
  'end when this process has ended': '这个进程结束时随之结束',
}
