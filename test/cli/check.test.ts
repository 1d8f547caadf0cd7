import { expect, test } from 'vitest'
import { folderOf, synfin } from './synfin.ts'

const HANDSHAKE = `trace "open"
A -> B  SYN      seq=j                  [A=SYN_SENT B=SYN_RCVD]
B -> A  SYN ACK  seq=k    ack=j+1       [A=ESTABLISHED]
A -> B  ACK      seq=j+1  ack=k+1       [B=ESTABLISHED]
`
const WRONG_ACK = `trace "open"
A -> B  SYN      seq=j             mss=1460
B -> A  SYN ACK  seq=k    ack=j    mss=1460
A -> B  ACK      seq=j+1  ack=k+1
`

test('a trace without a fault: one line says so', async () => {
  const cwd = folderOf({ 'open.synfin': HANDSHAKE })
  expect(await synfin(['check', 'open.synfin'], { cwd })).toEqual({
    status: 0,
    stdout: '1 trace in 1 file: no errors\n',
    stderr: '',
  })
})

test('an error is drawn for people, and the status is 1', async () => {
  const cwd = folderOf({ 'open.synfin': WRONG_ACK })
  const { status, stdout, stderr } = await synfin(['check', 'open.synfin'], { cwd })
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
  expect(stdout).toMatchInlineSnapshot(`
    error[synack-wrong-ack]: \`ack=j\` acknowledges nothing A has sent
     --> open.synfin:3:27
    2 | A -> B  SYN      seq=j             mss=1460
      |                  ----- A's SYN takes up j, so A's next number is j+1
    3 | B -> A  SYN ACK  seq=k    ack=j    mss=1460
      |                           ^^^^^ not what A's SYN asks for
      = why:  A is in SYN_SENT and accepts only ISS < SEG.ACK =< SND.NXT, here j < SEG.ACK =< j+1; it
              would answer \`A -> B RST seq=j\` (§3.10.7.3, first check)
      = help: write \`ack=j+1\`, the next number B expects from A

    1 trace in 1 file: 1 error
  `)
})

test('json: the whole report, keys in the order of the contract', async () => {
  const cwd = folderOf({ 'open.synfin': WRONG_ACK })
  const { status, stdout } = await synfin(['check', 'open.synfin', '--format', 'json'], { cwd })
  expect(status).toBe(1)
  expect(JSON.stringify(JSON.parse(stdout), null, 1)).toMatchInlineSnapshot(`
    {
     "files": [
      {
       "file": "open.synfin",
       "traces": [
        {
         "name": "open",
         "line": 1,
         "profile": "rfc9293",
         "steps": [
          {
           "line": 2,
           "segment": "A -> B SYN seq=j mss=1460",
           "states": {
            "A": "SYN_SENT",
            "B": "SYN_RCVD"
           }
          },
          {
           "line": 3,
           "segment": "B -> A SYN ACK seq=k ack=j mss=1460",
           "states": {
            "A": "ESTABLISHED",
            "B": "SYN_RCVD"
           }
          },
          {
           "line": 4,
           "segment": "A -> B ACK seq=j+1 ack=k+1",
           "states": {
            "A": "ESTABLISHED",
            "B": "ESTABLISHED"
           }
          }
         ],
         "final": {
          "A": "ESTABLISHED",
          "B": "ESTABLISHED"
         }
        }
       ],
       "findings": [
        {
         "line": 3,
         "column": 27,
         "endLine": 3,
         "endColumn": 32,
         "severity": "error",
         "code": "synack-wrong-ack",
         "message": "\`ack=j\` acknowledges nothing A has sent",
         "section": "RFC 9293 §3.10.7.3",
         "fixes": [
          {
           "title": "write ack=j+1",
           "edits": [
            {
             "line": 3,
             "column": 27,
             "endLine": 3,
             "endColumn": 32,
             "text": "ack=j+1"
            }
           ]
          }
         ]
        }
       ]
      }
     ],
     "summary": {
      "files": 1,
      "traces": 1,
      "errors": 1,
      "warnings": 0,
      "infos": 0
     }
    }
  `)
})

test('json: every segment, call, timer and claim is a step; waits and notes are none', async () => {
  const text = `trace "lines"
B: listen
A -> B  SYN  seq=j
note A "a note"
wait 10ms
B -> A  SYN ACK  seq=k  ack=j+1
[A=ESTABLISHED]
A -> B  ACK
A: close
A -> B  FIN ACK
B -> A  FIN ACK
A -> B  ACK
A: 2msl
`
  const cwd = folderOf({ 'lines.synfin': text })
  const { stdout } = await synfin(['check', 'lines.synfin', '--format', 'json'], { cwd })
  const [file] = JSON.parse(stdout).files
  expect(file.traces[0].steps.map((step: { line: number }) => step.line)).toEqual([
    2, 3, 6, 7, 8, 9, 10, 11, 12, 13,
  ])
  expect(file.traces[0].final).toEqual({ A: 'CLOSED', B: 'CLOSED' })
})

test('information is shown only with --verbose, and always in json', async () => {
  const cwd = folderOf({ 'fin.synfin': 'A -> B  FIN ACK\nB -> A  ACK\n' })
  expect((await synfin(['check', 'fin.synfin'], { cwd })).stdout).not.toContain('info[')
  expect((await synfin(['check', '--verbose', 'fin.synfin'], { cwd })).stdout).toContain(
    'info[assumed-established]',
  )
  const { stdout, status } = await synfin(['check', '--format=json', 'fin.synfin'], { cwd })
  expect(JSON.parse(stdout).files[0].findings).toMatchObject([
    { severity: 'info', code: 'assumed-established' },
  ])
  expect(status).toBe(0)
})

test('a directory stands for the traces below it, a glob for those that match', async () => {
  const cwd = folderOf({
    'a.synfin': HANDSHAKE,
    'deep/er/b.synfin': HANDSHAKE,
    'node_modules/c.synfin': WRONG_ACK,
    '.hidden/d.synfin': WRONG_ACK,
    'notes.txt': 'no trace',
  })
  const files = async (...operands: string[]) => {
    const { stdout } = await synfin(['check', '--format', 'json', ...operands], { cwd })
    return JSON.parse(stdout).files.map(({ file }: { file: string }) => file)
  }
  expect(await files('.')).toEqual(['a.synfin', 'deep/er/b.synfin'])
  expect(await files()).toEqual(['a.synfin', 'deep/er/b.synfin'])
  expect(await files('deep')).toEqual(['deep/er/b.synfin'])
  expect(await files('**/b.*')).toEqual(['deep/er/b.synfin'])
  expect(await files('a.synfin', './a.synfin', '.')).toEqual(['a.synfin', 'deep/er/b.synfin'])
})

test('`-` is standard input', async () => {
  const { status, stdout } = await synfin(['check', '-', '--format', 'json'], { stdin: WRONG_ACK })
  expect(status).toBe(1)
  expect(JSON.parse(stdout).files).toMatchObject([{ file: '<stdin>', traces: [{ name: 'open' }] }])
})

test('--profile says whose rules hold where the trace does not', async () => {
  const stdin = 'A -> B  SYN FIN  seq=j\n'
  expect((await synfin(['check', '-'], { stdin })).status).toBe(0)
  expect((await synfin(['check', '-', '--profile', 'linux'], { stdin })).status).toBe(1)
})

test('github: one annotation per finding, escaped', async () => {
  const cwd = folderOf({ 'a,b.synfin': WRONG_ACK })
  const { status, stdout } = await synfin(['check', '--format', 'github', 'a,b.synfin'], { cwd })
  expect(status).toBe(1)
  expect(stdout).toMatch(
    /^::error file=a%2Cb\.synfin,line=3,endLine=3,col=27,endColumn=31,title=synack-wrong-ack::[^\n]*%0A[^\n]*\n$/,
  )
})
