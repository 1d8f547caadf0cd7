import type { LANGUAGE_CODES as ENGLISH } from '../code-language.ts'
import type { Translated } from '../translation.ts'

export const LANGUAGE_CODES: Translated<typeof ENGLISH> = {
  syntax: {
    title: '无法读懂的一行',
    meaning: '这一行不符合踪迹语言的任何一种写法。受影响的只有这一行：前后各行照常读取和检查。',
  },
  'undefined-symbol': {
    title: '前面没有给这个符号赋值',
    meaning:
      '符号代表一个数，在某一端第一次把它用于 `seq=` 时得到值：在 SYN 上，就是那一端的初始序号。`ack=` 是对已发送内容的回答，所以那里不可能出现新符号。',
  },
  'unknown-endpoint': {
    title: '没有参与踪迹的端点',
    meaning:
      '由 `host`、`given`、调用或报文段提到之后，端点才存在。只在断言或附注中出现的名称，几乎总是拼写错误。',
  },
  'duplicate-name': {
    title: '同一个名称用了两次',
    meaning:
      '踪迹、片段和主机都靠名称查找，编辑器和 `--trace` 都是如此；所以每个名称在一个文件中只能用一次。在网络上，主机靠地址查找：所以一条连接的两端各有自己的地址，同一端的两个对端也不能地址和端口都相同。',
  },
  'duplicate-field': {
    title: '同一报文段上的字段写了两次',
    meaning: '报文段的每个字段只有一个；无从知道想写的是两者中的哪一个。',
  },
  'unknown-fragment': {
    title: '`use` 引用的片段不存在',
    meaning: '`use` 把本文件中某个片段的各行放在它所在之处；这里没有叫这个名称的片段。',
  },
  'fragment-recursion': {
    title: '片段引用了自己',
    meaning: '片段代表它的各行。片段若直接或通过别的片段引用自己，就永远展开不完。',
  },
  'not-in-flight': {
    title: '到达了一个没有人发送过的报文段',
    meaning:
      '`... -> B` 取出网络中发往 B、与所写各字段都相符的最早的报文段。现在没有这样的报文段。请先用 `A -> ...` 发送它；如果是旧的重复报文段或伪造的报文段，请写 `... -> B stray`。',
  },
  'assumed-established': {
    title: '踪迹从连接的中途开始',
    meaning:
      '第一个报文段不是 SYN，前面没有说明两端从什么状态开始，后面也没有 SYN：于是认为双方都处于 ESTABLISHED，序号取自该报文段。请用 `given` 写明。',
  },
  'expectation-unmet': {
    title: '预期的诊断没有出现',
    meaning: '标注 `//! error CODE` 表示这一行应有这个诊断，实际上却没有：这一行是对的，或者错在别处。',
  },
  'unused-symbol': {
    title: '只出现一次的符号',
    meaning:
      '符号是用来供别处引用的。只出现一次，可能是另一个符号的误写，也可能可以省去：省略的字段会自动推断。',
  },
}
