import type { Translations } from '../../say.ts'

/** What is said of names, numbers and the parts of a file. */
export const LANGUAGE_TEXTS: Translations = {
  '{0}, {1}': '{0}、{1}',

  // --- Symbols, endpoints and numbers ---
  '{0} (line {1})': '{0}（第 {1} 行）',
  'nothing above this line gives `{0}` a value': '这一行之前没有给 `{0}` 赋值',
  "a symbol stands for an initial sequence number and gets its value from a SYN's `seq=` (§3.4.1); so far: {0}":
    '符号代表初始序号，由 SYN 的 `seq=` 赋值（§3.4.1）；到此为止有：{0}',
  "a symbol stands for an initial sequence number and gets its value from a SYN's `seq=` (§3.4.1)":
    '符号代表初始序号，由 SYN 的 `seq=` 赋值（§3.4.1）',
  'no other line speaks of `{0}`': '没有别的行提到 `{0}`',
  'a symbol is worth its name where another line counts from it': '有别的行以它为起点计数，符号才有用',
  '`{0}={1}` does not fit: the field ends at {2}': '`{0}={1}` 放不下：这个字段最大是 {2}',
  '`{0}={1}` does not fit: the field begins at 0': '`{0}={1}` 放不下：这个字段最小是 0',
  'sequence and acknowledgment numbers have 32 bits and wrap: after 4294967295 comes 0 (§3.4)':
    '序号和确认号有 32 位，会回绕：4294967295 之后是 0（§3.4）',
  'the field has room for 0 to {0} (§3.1)': '这个字段能放下 0 到 {0}（§3.1）',
  'write `{0}={1}`, which is {2} modulo 2^32': '请写 `{0}={1}`，即 {2} 对 2^32 取模',
  'no other line of this trace knows an endpoint `{0}`': '这条踪迹没有别的行提到端点 `{0}`',
  'a connection needs more than one line; this name stands only here':
    '一条连接不止一行，而这个名称只在这里出现',
  'there is no `{0}`: `host {1}[{2}]` declares {3}[1] to {4}[{5}]':
    '没有 `{0}`：`host {1}[{2}]` 声明的是 {3}[1] 到 {4}[{5}]',
  'the hosts of a row are numbered from 1': '一排主机从 1 开始编号',
  'name one of them, or declare more': '请写其中一个，或者声明更多',

  // --- Traces, fragments and notes ---
  'there is no profile `{0}`': '没有名为 `{0}` 的 profile',
  'a trace is held against RFC 9293 itself, or against what Linux makes of it':
    '踪迹或者按 RFC 9293 本身检查，或者按 Linux 的实际做法检查',
  'there is already a trace called `{0}`': '已经有名为 `{0}` 的踪迹',
  'there is already a fragment called `{0}`': '已经有名为 `{0}` 的片段',
  'there is already a parameter called `{0}`': '已经有名为 `{0}` 的参数',
  'names are unique in a file; line {0} has taken this one': '同一文件中名称不能重复；第 {0} 行已经用了它',
  'choose another name': '请换一个名称',
  'no {0} `{1}` comes of this line': '这一行没有引出 {0} `{1}`',
  'a `//!` note says that this finding belongs here; the checker finds none':
    '`//!` 标注说这里应有这个诊断，检查器却没有得出',
  'delete the note, or write the slip it speaks of': '删除这个标注，或者写出它所说的错误',
  'there is no fragment `{0}` in this file': '这个文件中没有片段 `{0}`',
  'a `use` needs a `fragment` of that name, above or below; there are: {0}':
    '`use` 需要一个同名的 `fragment`，在上面或下面均可；现有：{0}',
  'a `use` needs a `fragment` of that name, above or below':
    '`use` 需要一个同名的 `fragment`，在上面或下面均可',
  'write `fragment {0}(…)` and its lines at the end of the file':
    '请在文件末尾写 `fragment {0}(…)` 和它的各行',
  'fragment `{0}` uses itself': '片段 `{0}` 用到了它自己',
  'its lines would never end: {0}': '它的各行会无穷无尽：{0}',
  ' uses ': ' 用到 ',
  'write the lines out, or use another fragment': '请把各行直接写出来，或者换用别的片段',
  '`{0}` wants {1} arguments, not {2}': '`{0}` 要 {1} 个参数，而不是 {2} 个',
  'its parameters are ({0}), each an endpoint or a symbol': '它的参数是（{0}），每个都是端点或符号',
  'write `use {0}({1})` with your own names': '请写 `use {0}({1})`，换上你自己的名称',
  'the fragments used here grow beyond {0} lines': '这里用到的片段展开后超过 {0} 行',
  'fragments that use fragments multiply; the lines after that many are left out':
    '片段里再用片段，行数会成倍增长；超出的行略去',
  'use smaller fragments': '请用小一些的片段',
  'the sums of the fragments used here grow beyond {0} symbols':
    '这里用到的片段里的和式展开后超过 {0} 个符号',
  'a parameter that stands for a sum is replaced by all of it; the lines after that many symbols are left out':
    '代表和式的参数会由整个和式代替；超出这么多符号之后的行略去',
  'use shorter sums as arguments': '请用短一些的和式作参数',
  '`{0}` cannot name an endpoint': '`{0}` 不能用作端点的名称',
  'a line of `{0}` has an endpoint there': '`{0}` 中有一行在那里用它作端点',
  'give it the name of an endpoint: letters, digits and `_`': '请给它一个端点的名称：字母、数字和 `_`',
  '`{0}` is described twice': '`{0}` 描述了两次',
  '{0} and {1} have the same address': '{0} 和 {1} 的地址相同',
  '{0} and {1} have the same address and the same port {2}': '{0} 和 {1} 的地址相同，端口也同为 {2}',
  'on the wire an endpoint is its address and its port: of these two nobody could tell who is who':
    '在网络上，端点就是它的地址和端口：这两个谁也分不清',
  'give one of them another address': '请给其中一个换一个地址',
  '{0} has it already': '{0} 已经用了这个地址',
  'line {0} has described it; of two descriptions the later one counts':
    '第 {0} 行已经描述过它；两次描述以后一次为准',
  'write everything on one `host` line': '请都写在一行 `host` 上',
}
