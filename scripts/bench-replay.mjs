// Replays: a hundred handshake-and-close scenarios, cold and warm, beside packetdrill where it is installed.
import { spawnSync } from 'node:child_process'

/** Handshake, close by the client, with the kernel as the server. */
const TRACE = `B: listen
A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k    ack=j+1
A -> B  ACK      seq=j+1  ack=k+1    [B=ESTABLISHED]
A -> B  FIN ACK  seq=j+1  ack=k+1    [B=CLOSE_WAIT]
B -> A  ACK      seq=k+1  ack=j+2
B -> A  FIN ACK  seq=k+1  ack=j+2    [B=LAST_ACK]
A -> B  ACK      seq=j+2  ack=k+2    [B=CLOSED]
`
/** The same for packetdrill, which names no states. */
const PACKETDRILL = `0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
+0 setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0
+0 bind(3, ..., ...) = 0
+0 listen(3, 1) = 0
+0 < S 0:0(0) win 65535 <mss 1460>
+0~+.1 > S. 0:0(0) ack 1 <...>
+0 < . 1:1(0) ack 1 win 65535
+0 accept(3, ..., ...) = 4
+0 < F. 1:1(0) ack 1 win 65535
+0~+.1 > . 1:1(0) ack 2
+0 close(4) = 0
+0~+.1 > F. 1:1(0) ack 2
+0 < . 2:2(0) ack 2 win 65535
`
const SCENARIOS = 100
/** What packetdrill takes for a script where it was measured for this project, in milliseconds. */
const PACKETDRILL_MEASURED = 156

/** Prints its rows by `row`; `write` makes a file, `run` runs `synfin`, `median` and `ms` measure and show times. */
export function benchReplay({ row, write, run, median, ms }) {
  const one = ['replay', write('one.synfin', TRACE), '--kernel', 'B']
  if (run(one).status === 3) {
    row('replay', 'this machine cannot replay', '')
    return
  }
  row('cold `synfin replay`, handshake and close', ms(median(9, () => run(one))), '')
  const traces = Array.from({ length: SCENARIOS }, (_, index) => `trace "${index}"\n${TRACE}`)
  const hundred = ['replay', write('hundred.synfin', traces.join('\n')), '--kernel', 'B']
  const packetdrill = benchPacketdrill(write)
  if (typeof packetdrill === 'string') row('packetdrill', packetdrill, '')
  else row(`packetdrill, ${SCENARIOS} scripts`, ms(packetdrill), '')
  const aim = (typeof packetdrill === 'number' ? packetdrill : SCENARIOS * PACKETDRILL_MEASURED) / 20
  row(`cold \`synfin replay\`, ${SCENARIOS} scenarios`, ms(median(3, () => run(hundred))), `under ${ms(aim)}`)
  const warm = median(3, () => run([...one, '--repeat', '1000']))
  row('1,000 replays in one run, each', ms(warm / 1000), 'under 1 ms')
}

/** The milliseconds it takes for all scripts, one process each as it works; or why there are none. */
function benchPacketdrill(write) {
  const script = write('one.pkt', PACKETDRILL)
  const begun = performance.now()
  for (let count = 0; count < SCENARIOS; count++) {
    const { error, status, stderr } = spawnSync('packetdrill', [script], { encoding: 'utf8' })
    if (error) return 'not on the path'
    if (status !== 0) return `failed: ${stderr.trim().split('\n')[0]}`
  }
  return performance.now() - begun
}
