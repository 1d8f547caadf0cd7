import type { SUBJECTS_EXPLAINED as ENGLISH } from '../subjects.ts'
import type { Translated } from '../translation.ts'

export const SUBJECTS_EXPLAINED: Translated<typeof ENGLISH> = {
  handshake: {
    title: '三次握手：连接如何建立，为什么需要三个报文段',
    meaning:
      '每一端都用 SYN 告诉对方自己的初始序号，还要知道它已经到达：两个 SYN 加两个 ACK，中间两个合成一个报文段。两个报文段是不够的。网络可能把旧的 SYN 重复送达，应答的一端无从分辨；只有第三个报文段，或者代替它的 RST，才能说明第一个是否当真。发起的一端收到 SYN ACK 即进入 ESTABLISHED，另一端要等到那个 ACK。',
  },
  teardown: {
    title: '四次挥手：连接如何关闭，每个方向各自关闭',
    meaning:
      'FIN 关闭一个方向，由它的 ACK 确认：两个 FIN 加两个 ACK，共四个报文段。如果后一端立即关闭，它的 FIN 与对前一个 FIN 的 ACK 合并，就只有三个。哪一端都可以先关闭；先关闭的一端此后在 TIME_WAIT 中等待，另一端经过 CLOSE_WAIT 和 LAST_ACK，随即消失。如果双方同时关闭，就在 CLOSING 中相遇。RST 用一个报文段结束一切，途中的数据也随之丢失。',
  },
  '2msl': {
    title: 'TIME_WAIT 持续多久，为什么',
    meaning:
      'MSL 即最长报文段寿命，是报文段在网络中可以存活的时间；RFC 9293 取两分钟，所以 2 MSL 是 240 秒。一个 MSL 留给最后的 ACK 到达或消亡，一个 MSL 留给重传的 FIN 到达或消亡。两者都过去之后，这条连接的报文段已一个不剩，不会被误认为下一条连接的。其间若有 FIN 到达，则再次确认，并重新计时。',
    linux: 'TIME_WAIT 总共持续 60 秒，不能调整。在重放中，`A: 2msl` 强行结束它。',
  },
  'replay-mismatch': {
    title: '重放时内核的行为与踪迹所写的不同',
    meaning:
      '在重放中，踪迹的一端由本机的内核担任。另一端的各行照原样发到网络上；内核一端的各行说明它必须发送什么，断言说明它必须处于什么状态。不符时两者都会列出，而哪一方都不必然正确：踪迹有错就改踪迹，否则就记下这个内核在何处偏离 RFC 9293。常见的情况是少写了一行：除了踪迹写明之处，内核应当保持沉默，所以它发送的每个 ACK 都要写一行，各内核做法不一之处加上 `?`。也可能是它那一端没有监听，于是 SYN 被拒绝。',
    linux: 'Linux 不等应用程序关闭就立即确认 FIN：这个 ACK 单独成一行，即使另一端的 FIN 紧随其后。',
  },
}
