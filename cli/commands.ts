import type { Arguments } from './arguments.ts'
import type { ExitStatus } from './exit-status.ts'
import type { Terminal } from './terminal.ts'

/** An option of a command, as parsed and as shown by `--help`. */
export interface Option {
  readonly name: string
  readonly short?: string
  /** What the value stands for; absent for an option that is only given or not. */
  readonly value?: string
  /** The values allowed, the default first; absent where any will do. */
  readonly choices?: readonly string[]
  /** Whether the command needs it: then no choice is the default. */
  readonly required?: true
  readonly help: string
}

export interface Command {
  readonly name: string
  /** What follows the name on the command line. */
  readonly operands: string
  readonly summary: string
  readonly details: readonly string[]
  readonly options: readonly Option[]
  /** The command's own module, loaded only when it is run. */
  load(): Promise<{ run(given: Arguments, terminal: Terminal): Promise<ExitStatus> }>
}

/** Options every command understands. */
export const COMMON_OPTIONS: readonly Option[] = [
  { name: 'no-color', help: 'print without colours, as NO_COLOR=1 does (FORCE_COLOR=1: with)' },
  { name: 'verbose', help: 'say more: findings that are only information, and details of a failure' },
  {
    name: 'lang',
    value: 'TAG',
    help: 'the language of messages, in JSON too: en, zh-CN (default: LC_ALL, LC_MESSAGES or LANG)',
  },
  { name: 'help', short: 'h', help: 'show this help' },
  { name: 'version', help: 'print the version' },
]

const PEER: Option = { name: 'peer', value: 'P', choices: ['kernel', 'model'], help: 'who plays that end' }
const TRACE: Option = { name: 'trace', value: 'NAME', help: 'only the trace of this name' }
const OUTPUT: Option = {
  name: 'output',
  short: 'o',
  value: 'OUT',
  help: 'write to this file instead of standard output',
}
const REAL_TIME: Option = {
  name: 'real-time',
  help: "let `2msl` on the kernel's end take its 60 s instead of ending TIME_WAIT by force",
}

export const COMMANDS: readonly Command[] = [
  {
    name: 'check',
    operands: '[FILE|DIR|GLOB|-]…',
    summary: 'check traces against RFC 9293',
    details: [
      'Reads the files named, every *.synfin file below a directory, or standard input for `-`; without any, the current directory.',
      'Exit status: 0 no error, 1 errors, 2 could not run (no such file, bad option).',
    ],
    options: [
      {
        name: 'profile',
        value: 'P',
        choices: ['rfc9293', 'linux'],
        help: 'whose rules hold for traces that do not name a profile',
      },
      {
        name: 'format',
        value: 'F',
        choices: ['pretty', 'json', 'sarif', 'github'],
        help: 'for people, for programs, for code scanning, for GitHub annotations',
      },
      { name: 'fix', help: 'apply the first fix of each error and warning to the files, then check' },
    ],
    load: () => import('./check.ts'),
  },
  {
    name: 'replay',
    operands: 'FILE…',
    summary: 'replay traces on the wire against the Linux kernel, or against the model',
    details: [
      'One end of each trace is the kernel of this machine, in a network namespace of its own; the other is played over a TUN device.',
      'With `--peer model` our own model of RFC 9293 plays that end, on any machine: no namespace, no root, no waiting, and no proof of what a kernel does.',
      'With `--stack COMMAND` a TCP/IP stack of your own plays it, started in that namespace with a TUN or TAP device.',
      'Exit status: 0 all as written, 1 a mismatch, 2 could not run, 3 this machine cannot replay (the reason is printed). A skipped run never counts as passed.',
    ],
    options: [
      {
        name: 'kernel',
        value: 'END',
        help: 'which end is the kernel or the model: an endpoint such as A or B, or each in turn (default: each)',
      },
      PEER,
      {
        name: 'stack',
        value: 'COMMAND',
        help: 'who plays that end: a user-space TCP/IP stack that this command starts (docs/stacks.md)',
      },
      TRACE,
      { name: 'repeat', value: 'N', help: 'replay N times, and say how often and how it failed' },
      { name: 'shard', value: 'I/N', help: 'replay only part I of N, such as 2/4' },
      REAL_TIME,
      {
        name: 'format',
        value: 'F',
        choices: ['pretty', 'json', 'tap', 'junit'],
        help: 'for people, for programs, for test reports',
      },
      { name: 'pcap', value: 'FILE', help: 'write what was on the wire to this file, as pcapng' },
      {
        name: 'update',
        help: "rewrite the kernel's lines of traces that do not go as written from what happened",
      },
    ],
    load: () => import('./replay.ts'),
  },
  {
    name: 'record',
    operands: 'FILE',
    summary: 'write what the kernel answers into a trace that has only our end',
    details: [
      "Plays the lines of our end and the calls of the kernel's, and prints the trace with the segments and states of the kernel filled in. Lines of the kernel that are there already are kept, or mended.",
      'Exit status: 0 recorded, 1 the trace does not go as recorded, 2 could not run, 3 this machine cannot replay.',
    ],
    options: [
      {
        name: 'kernel',
        value: 'END',
        help: 'which end is the kernel or the model (default: the one that has no segment)',
      },
      PEER,
      TRACE,
      { name: 'write', help: 'write into the file instead of to standard output' },
      REAL_TIME,
    ],
    load: () => import('./record.ts'),
  },
  {
    name: 'compare',
    operands: 'STACK STACK… [FILE|DIR|GLOB|-]…',
    summary: 'replay the same traces against several stacks, and tell where they differ',
    details: [
      'A STACK is `kernel`, `model`, or NAME=COMMAND for a stack that the command starts, such as lwip=./host (docs/stacks.md). Without a file, all traces below the current directory.',
      'One row for every line that does not go as written on one of them: what the trace says, and what each does.',
      'Exit status: 0 all do as written, 1 differences, 2 could not run, 3 some trace cannot be replayed on one of them. A trace that is skipped never counts as agreement.',
    ],
    options: [
      {
        name: 'kernel',
        value: 'END',
        help: 'which end the stacks play: an endpoint such as A or B, or each in turn (default: each)',
      },
      TRACE,
      {
        name: 'format',
        value: 'F',
        choices: ['pretty', 'json', 'markdown'],
        help: 'for people, for programs, for a document',
      },
    ],
    load: () => import('./compare.ts'),
  },
  {
    name: 'diagram',
    operands: 'FILE',
    summary: 'draw a trace as Mermaid text',
    details: ['Exit status: 0 drawn, 2 could not run.'],
    options: [
      { name: 'trace', value: 'NAME', help: 'the trace to draw (default: the first)' },
      {
        name: 'type',
        value: 'T',
        choices: ['sequence', 'state'],
        help: 'the segments, or the paths through the states',
      },
      OUTPUT,
    ],
    load: () => import('./diagram.ts'),
  },
  {
    name: 'import',
    operands: 'CAPTURE',
    summary: 'make traces of a capture: pcap, pcapng, or what tcpdump prints',
    details: [
      'Writes a trace for each TCP connection in the file, or in standard input for `-`, and checks them; what a capture cannot show is held against nobody. Compressed files (gzip) are read too.',
      'Exit status: 0 imported, 2 could not run, or not read to the end: what stands before is imported all the same.',
    ],
    options: [OUTPUT],
    load: () => import('./import.ts'),
  },
  {
    name: 'export',
    operands: 'FILE --to FORMAT',
    summary: 'make a capture, a packetdrill script or a diagram of a trace',
    details: [
      'A capture (pcapng) has every trace of the file, with numbers in place of symbols, and on each packet a comment that names its line. A script has one trace; what packetdrill cannot say is a comment in it.',
      'Exit status: 0 exported, 2 could not run.',
    ],
    options: [
      {
        name: 'to',
        value: 'F',
        choices: ['pcap', 'packetdrill', 'mermaid'],
        required: true,
        help: 'what to make of the file',
      },
      TRACE,
      {
        name: 'kernel',
        value: 'END',
        help: 'which end is the kernel under test in a packetdrill script (default: the one that listens)',
      },
      OUTPUT,
    ],
    load: () => import('./export.ts'),
  },
  {
    name: 'explain',
    operands: 'CODE|STATE|FLAG|WORD',
    summary: 'explain a finding, a connection state, a control bit or a word of the language',
    details: [
      'The rule, its section of RFC 9293, a failing trace and its repair. Without a topic, lists all.',
      'Exit status: 0 explained, 2 no such topic.',
    ],
    options: [],
    load: () => import('./explain.ts'),
  },
  {
    name: 'format',
    operands: 'FILE…',
    summary: 'lay out traces the usual way',
    details: [
      'Rewrites the files in place; `-` formats standard input to standard output.',
      'Exit status: 0 done, 1 with --check: files that are not formatted, 2 could not run.',
    ],
    options: [{ name: 'check', help: 'change nothing; list the files that are not formatted' }],
    load: () => import('./format.ts'),
  },
  {
    name: 'lsp',
    operands: '--stdio',
    summary: 'the language server, for any editor',
    details: ['Speaks the Language Server Protocol on standard input and output until the editor ends it.'],
    options: [
      { name: 'stdio', help: 'speak on standard input and output (the only way there is)' },
      { name: 'clientProcessId', value: 'PID', help: 'end when this process has ended' },
    ],
    load: () => import('./lsp.ts'),
  },
]
