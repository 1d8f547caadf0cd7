/** The texts of this room in Simplified Chinese; the terms are those of docs/glossary.zh-cn.md. */
export const CAPTURE_TEXTS: Readonly<Record<string, string>> = {
  'not captured': '没有抓到',
  'no TCP segment in this capture': '抓包文件中没有 TCP 报文段',
  'neither pcap nor pcapng nor the output of tcpdump': '既不是 pcap 或 pcapng，也不是 tcpdump 的输出',
  'these are the first {0} segments; {1} more are left out: filter the capture first':
    '这里是前 {0} 个报文段，其余 {1} 个已略去：请先过滤抓包文件',

  'a script has one connection, and {0} has several peers': '一个脚本只有一条连接，而 {0} 有多个对端',
  '{0} is the kernel': '{0} 是内核',
  'What the trace begins with.': '踪迹开始时已有的状态。',

  'at octet {0}: {1}': '第 {0} 字节处：{1}',
  'the header of the file is cut short': '文件首部不完整',
  'the compressed data is damaged': '压缩数据已损坏',
  'the capture is cut short in packet {0}': '抓包文件在分组 {0} 中断',
  'packet {0}: {1}': '分组 {0}：{1}',
  'packet {0} says that it has {1} octets': '分组 {0} 自称有 {1} 字节',
  'it says that it has {0} octets': '它自称有 {0} 字节',
  'its block is cut short': '它的块不完整',
  'no interface {0} is described before it': '在它之前没有描述接口 {0}',
  'a block after packet {0} says that it has {1} octets': '分组 {0} 之后有一个块自称有 {1} 字节',
  'a section header without its byte order': '节的首部没有字节序',
  'an interface description cut short': '接口描述不完整',
  'more than {0} interfaces': '接口多于 {0} 个',

  'too little of a packet was captured to read its TCP header': '分组抓得太短，读不出 TCP 首部',
  '{0} × a fragmented packet of which a part is missing': '{0} × 缺少一片的分片分组',
  'link type {0} is not read; those of Ethernet, Linux "any", raw IP and BSD loopback are':
    '不能读取链路类型 {0}；能读取的是以太网、Linux "any"、原始 IP 和 BSD 环回',

  'nothing above gives the symbols of `{0}` a value': '上文没有给 `{0}` 中的符号赋值',
  'a header has room for {0} octets of options, these need more': '首部最多容纳 {0} 字节的选项，这里放不下',
  '{0} octets of data do not fit into one packet': '一个分组装不下 {0} 字节的数据',
  '{0} is no address to play with': '{0} 不是能用来重放的地址',
}
