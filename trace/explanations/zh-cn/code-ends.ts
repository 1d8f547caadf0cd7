import type { END_CODES as ENGLISH } from '../code-ends.ts'
import type { Translated } from '../translation.ts'

export const END_CODES: Translated<typeof ENGLISH> = {
  'reply-expected': {
    title: '应当有一个报文段，踪迹却没有写出',
    meaning:
      'RFC 9293 规定某些报文段的接收方必须回答：数据和 FIN 要确认，SYN 要应答，不属于任何连接的要复位。踪迹没有写出这个回答就继续或结束了。如果它发送后丢失了，请用 `-x` 写出；如果还在途中，用 `-> ...`；如果推迟发送、由后面的数据捎带，就让那些数据紧接着出现。',
    linux: '对数据的 ACK 可能推迟 40 毫秒以上，希望能由数据捎带；在重放中则立即发出。',
  },
  'ends-half-open': {
    title: '连接尚未建立，踪迹就结束了',
    meaning:
      '有一端停在 SYN_SENT 或 SYN_RCVD。它会重传自己的 SYN，每次等待的时间更长，最后放弃。请补上缺少的报文段，或者写明这次尝试如何结束：被拒绝、被复位，或 `A: user-timeout`。',
    linux: 'Linux 重传 SYN 6 次（tcp_syn_retries），重传 SYN ACK 5 次（tcp_synack_retries）。',
    tools: 'netstat 或 ss 中若有大量 SYN_RECV，不是客户端一去不返，就是伪造 SYN 的洪泛。',
  },
  'ends-unclosed': {
    title: '有 FIN 尚未得到确认，踪迹就结束了',
    meaning:
      '一端已经发送 FIN，而对它的 ACK 没有到来：这一端仍处于 FIN_WAIT_1、CLOSING 或 LAST_ACK，会重传 FIN。踪迹若是讲别的事，停在这里无妨；若是讲关闭，就缺了最后几行。',
  },
  'ends-in-time-wait': {
    title: '踪迹结束于 TIME_WAIT',
    meaning:
      '先关闭的一端还在等待 2 MSL。多数示意图都停在这里，这并没有错；`A: 2msl` 表明等待到何时结束、连接不复存在。',
    linux: 'Linux 等待 60 秒。',
    tools: 'conntrack 让自己的表项在 TIME_WAIT 中保留 120 秒（nf_conntrack_tcp_timeout_time_wait）。',
  },
}
