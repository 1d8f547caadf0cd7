import type { WINDOW_CODES as ENGLISH } from '../code-windows.ts'
import type { Translated } from '../translation.ts'

export const WINDOW_CODES: Translated<typeof ENGLISH> = {
  'window-overrun': {
    title: '新数据超出对端提供的窗口',
    meaning:
      '发送方可以使用从 SND.UNA 到 SND.UNA+SND.WND 之前的字节。超出的部分对端并没有要求：接收方会丢弃，以后必须重传。（如果窗口其间收缩了，旧数据仍可重传，但不能发送新数据：SHLD-15。）',
    tools: '报文段恰好填满窗口时，Wireshark 显示 [TCP Window Full]；超出时则什么也不说。',
  },
  'zero-window-data': {
    title: '窗口为零时发送数据',
    meaning:
      '接收方用 `win=0` 表示：现在什么也不收。发送方留着数据，每次用一个字节探测，直到窗口打开。整个报文段的数据都会被丢弃，但其中的 ACK 仍会处理。',
  },
  'zero-window-probe': {
    title: '窗口为零时发送一个字节，探测窗口是否已经打开',
    meaning:
      '打开窗口的 ACK 不会自行重传，却可能丢失：那样双方就会永远等下去。所以发送方用一个字节来探测（MUST-36），第一次在重传超时之后，此后间隔越来越长。接收方回答一个带有自己窗口的 ACK；只要它还在回答，连接就保持打开（MUST-37）。',
    linux: 'Linux 用序号退一的空报文段来探测，与保活相同。',
    tools: 'Wireshark：[TCP ZeroWindowProbe] 和 [TCP ZeroWindowProbeAck]。`ss -o`：timer:(persist,…)。',
  },
  'window-shrunk': {
    title: '窗口的右边界向后退',
    meaning:
      '接收方既已许诺接收到某个序号为止的字节，就不应收回（SHLD-14）：发送方可能已经把它们发了出来。数据到达时窗口变小不算收缩：RCV.NXT 也增大了同样多。因窗口扩大因子使窗口向下取整，也只作为提示。尽管如此，发送方必须能够应付收缩（MUST-34）。',
    linux: '除非 tcp_shrink_window=1，Linux 不会收缩窗口。',
  },
  'zero-window': {
    title: '零窗口：接收方暂时什么也不收',
    meaning:
      '这一端的应用程序没有读取已到达的数据。连接本身完好，而且想保持多久都可以（MAY-8）：发送方等待并探测。RST 上的零窗口没有意义。',
    tools: 'Wireshark：[TCP ZeroWindow]（tcp.analysis.zero_window）；窗口打开时是 [TCP Window Update]。',
  },
}
