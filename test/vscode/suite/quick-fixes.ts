import * as assert from 'node:assert/strict'
import * as vscode from 'vscode'
import { quickFix, write } from './window.ts'

const HANDSHAKE = ['A -> B SYN seq=j', 'B -> A SYN ACK seq=k ack=j+1', 'A -> B ACK seq=j+1 ack=k+1']
const GIVEN = 'given A ESTABLISHED seq=100 ack=300, B ESTABLISHED'

interface Slip {
  /** What kind of fix it is. */
  readonly kind: string
  readonly title: string
  readonly lines: readonly string[]
  readonly mended: readonly string[]
}

/** One of each kind that the catalogue of findings has. */
const SLIPS: readonly Slip[] = [
  {
    kind: 'writes a number',
    title: 'write ack=j+1',
    lines: ['A -> B SYN seq=j', 'B -> A SYN ACK seq=k ack=j'],
    mended: ['A -> B SYN seq=j', 'B -> A SYN ACK seq=k ack=j+1'],
  },
  {
    kind: 'writes a flag and its number',
    title: 'write FIN ACK ack=300',
    lines: [GIVEN, 'A -> B FIN seq=100'],
    mended: [GIVEN, 'A -> B FIN ACK ack=300 seq=100'],
  },
  {
    kind: 'writes what was misspelt',
    title: 'write SYN',
    lines: ['A -> B SNY seq=j'],
    mended: ['A -> B SYN seq=j'],
  },
  {
    kind: 'writes a state',
    title: 'write A=SYN_SENT',
    lines: ['B: listen', 'A -> B SYN seq=j [A=ESTABLISHED]'],
    mended: ['B: listen', 'A -> B SYN seq=j [A=SYN_SENT]'],
  },
  {
    kind: 'adds an option',
    title: 'add mss=1460',
    lines: ['A -> B SYN seq=j'],
    mended: ['A -> B SYN seq=j mss=1460'],
  },
  {
    kind: 'writes an option on an earlier line',
    title: "write wscale=7 on A's SYN",
    lines: ['A -> B SYN seq=j', 'B -> A SYN ACK seq=k ack=j+1 wscale=7'],
    mended: ['A -> B SYN seq=j wscale=7', 'B -> A SYN ACK seq=k ack=j+1 wscale=7'],
  },
  {
    kind: 'drops an option',
    title: 'drop mss',
    lines: [GIVEN, 'A -> B ACK mss=1460 seq=100'],
    mended: [GIVEN, 'A -> B ACK seq=100'],
  },
  {
    kind: 'turns an arrow round',
    title: 'turn the arrow round',
    lines: ['A -> B SYN seq=j', 'A -> B SYN ACK seq=k ack=j+1'],
    mended: ['A -> B SYN seq=j', 'B -> A SYN ACK seq=k ack=j+1'],
  },
  {
    kind: 'puts a line above',
    title: `write ${GIVEN}`,
    lines: ['A -> B ACK seq=100 ack=300'],
    mended: [GIVEN, 'A -> B ACK seq=100 ack=300'],
  },
  {
    kind: 'puts the answer below',
    title: 'write B -> A SYN ACK ack=j+1',
    lines: ['B: listen', 'A -> B SYN seq=j'],
    mended: ['B: listen', 'A -> B SYN seq=j', 'B -> A SYN ACK ack=j+1'],
  },
  {
    kind: 'deletes a line',
    title: 'delete this line',
    lines: [...HANDSHAKE, 'A -> B RST seq=j+1', 'A -> B ACK seq=j+1 ack=k+1'],
    mended: [...HANDSHAKE, 'A -> B RST seq=j+1'],
  },
  {
    kind: 'moves a line up',
    title: "move this line above A's FIN",
    lines: [GIVEN, 'A -> B FIN ACK seq=100 ack=300', 'A -> B ACK seq=101 ack=300 len=5'],
    mended: [GIVEN, 'A -> B ACK seq=100 ack=300 len=5', 'A -> B FIN ACK seq=105 ack=300'],
  },
  {
    kind: 'moves a line down',
    title: 'move this line below the handshake',
    lines: HANDSHAKE.toSpliced(1, 0, 'A -> B ACK seq=j+1 ack=k+1 len=5'),
    mended: [...HANDSHAKE, 'A -> B ACK seq=j+1 ack=k+1 len=5'],
  },
  {
    kind: 'splits a segment',
    title: 'split into 2 segments',
    lines: [
      'A -> B SYN seq=j mss=100',
      'B -> A SYN ACK seq=k ack=j+1 mss=100',
      'A -> B ACK seq=j+1 ack=k+1',
      'A -> B ACK seq=j+1 ack=k+1 len=150',
    ],
    mended: [
      'A -> B SYN seq=j mss=100',
      'B -> A SYN ACK seq=k ack=j+1 mss=100',
      'A -> B ACK seq=j+1 ack=k+1',
      'A -> B ACK seq=j+1 ack=k+1 len=100',
      'A -> B ACK seq=j+101 ack=k+1 len=50',
    ],
  },
  {
    kind: 'lets two segments cross',
    title: 'let the two cross',
    lines: [GIVEN, 'A -> B FIN ACK seq=100 ack=300', 'B -> A FIN ACK seq=300 ack=100'],
    mended: [
      GIVEN,
      'B -> ... FIN ACK seq=300 ack=100',
      'A -> B FIN ACK seq=100 ack=300',
      '... -> A FIN ACK seq=300 ack=100',
    ],
  },
]

describe('A quick fix', () => {
  for (const { kind, title, lines, mended } of SLIPS) {
    it(kind, async () => {
      const { document } = await write(`${lines.join('\n')}\n`)
      const whole = new vscode.Range(0, 0, document.lineCount, 0)
      const fix = await quickFix(document, whole, fix => fix.title === title)
      assert.ok(fix.edit)
      assert.ok(await vscode.workspace.applyEdit(fix.edit))
      assert.deepEqual(linesOf(document), mended)
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor')
    })
  }
})

/** The lines without their columns: how a trace is laid out is the formatter's to say. */
function linesOf(document: vscode.TextDocument): string[] {
  const lines = document.getText().trimEnd().split('\n')
  return lines.map(line => line.trim().replace(/ +/g, ' '))
}
