import { spawn } from 'node:child_process'
import { displayWidth } from '@synfin/trace'
import { expect, onTestFinished, test } from 'vitest'
import { command, folderOf, synfin } from './synfin.ts'

const ENGLISH = 'FIN: finish: this end has no more data to send\n'
const CHINESE = 'FIN：终止（finish），这一端没有数据要发送了\n'

test.each([
  [{}, ['--lang', 'zh-CN'], CHINESE],
  [{}, ['--lang', 'zh-Hans-SG'], CHINESE],
  [{}, ['--lang', 'zh-TW'], ENGLISH],
  [{ LC_ALL: '', LANG: 'zh_CN.UTF-8' }, [], CHINESE],
  [{ LC_ALL: '', LC_MESSAGES: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' }, [], CHINESE],
  [{ LC_ALL: '', LC_MESSAGES: 'en_US.UTF-8', LANG: 'zh_CN.UTF-8' }, [], ENGLISH],
  [{ LC_ALL: 'C', LC_MESSAGES: 'zh_CN.UTF-8', LANG: 'zh_CN.UTF-8' }, [], ENGLISH],
  [{ LC_ALL: 'zh_CN.UTF-8' }, ['--lang', 'en'], ENGLISH],
])('with %j and %j the command speaks', async (env, options, expected) => {
  const { status, stdout } = await synfin(['explain', 'FIN', ...options], { env })
  expect(status).toBe(0)
  expect(stdout.startsWith(expected)).toBe(true)
})

test('an explanation in Chinese', async () => {
  const { stdout } = await synfin(['explain', 'synack-wrong-ack', '--lang', 'zh-CN'])
  expect(stdout).toMatchInlineSnapshot(`
    error[synack-wrong-ack]: SYN ACK 没有确认它所应答的 SYN

    SYN 占用一个序号，所以 \`SYN seq=j\` 由 \`ack=j+1\` 确认。在 SYN_SENT 状态下，只有 ISS < SEG.ACK =<
    SND.NXT 可以接受。其他确认号看起来像是对某个旧 SYN 的应答：对端发送 \`RST seq=SEG.ACK\`，并停留在
    SYN_SENT。

    引起它的踪迹
        A -> B  SYN      seq=j
      ✖ B -> A  SYN ACK  seq=k    ack=j
        A -> B  ACK      seq=j+1  ack=k+1

    改正之后
        A -> B  SYN      seq=j
        B -> A  SYN ACK  seq=k    ack=j+1
        A -> B  ACK      seq=j+1  ack=k+1

    Linux 的做法
      除了 RST，Linux 还会立即重传自己的 SYN。

    RFC 9293 §3.4、§3.10.7.3，第一步检查
  `)
  for (const line of stdout.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(100)
})

test('the list of topics in Chinese', async () => {
  const { stdout } = await synfin(['explain', '--lang', 'zh-CN'])
  expect(stdout).toMatch(/^诊断：序号$/m)
  expect(stdout).toMatch(/^ {2}TIME_WAIT +先关闭的一端等待 2 MSL/m)
})

test('an unknown topic in Chinese', async () => {
  const { status, stderr } = await synfin(['explain', 'synack-wrng-ack', '--lang', 'zh-CN'])
  expect(status).toBe(2)
  expect(stderr).toBe(
    'synfin: 没有关于 `synack-wrng-ack` 的解释。是不是要找 `synack-wrong-ack`？`synfin explain` 列出全部主题\n',
  )
})

const OPEN = 'A -> B SYN seq=j\nB -> A SYN ACK seq=k ack=j+1\nA -> B ACK\n'

test('the summary of a check in Chinese', async () => {
  const cwd = folderOf({ 'open.synfin': OPEN })
  const { stdout } = await synfin(['check', '--lang', 'zh-CN'], { cwd })
  expect(stdout).toBe('1 个文件，共 1 条踪迹：没有错误\n')
})

test('in JSON codes and states are the same in every language', async () => {
  const cwd = folderOf({ 'wrong.synfin': OPEN.replace('j+1', 'j') })
  const [english, chinese] = await Promise.all(
    ['en', 'zh-CN'].map(async lang => {
      const { stdout } = await synfin(['check', '--format', 'json', '--lang', lang], { cwd })
      return codesIn(JSON.parse(stdout))
    }),
  )
  expect(english).toContain('synack-wrong-ack')
  expect(chinese).toEqual(english)
})

test('a replay tells its verdict in Chinese', async () => {
  const cwd = folderOf({ 'open.synfin': OPEN })
  const { status, stdout } = await synfin(['replay', '--peer', 'model', 'open.synfin', '--lang', 'zh-CN'], {
    cwd,
  })
  expect(status).toBe(0)
  expect(stdout).toContain('open  open.synfin，模型担任 A\n')
  expect(stdout).toMatch(/✔ 通过，用时 .* ms/)
  expect(stdout).toMatch(/^2 次重放（对模型）：2 次通过，用时 .* ms\n$/m)
})

test('a replay says in Chinese what the kernel did otherwise', async () => {
  const cwd = folderOf({ 'wrong.synfin': 'A -> B SYN seq=j\nB -> A SYN ACK seq=k ack=j\n' })
  const { status, stdout } = await synfin(['replay', 'wrong.synfin', '--kernel', 'B', '--lang', 'zh-CN'], {
    cwd,
  })
  expect(status).toBe(1)
  expect(stdout).toContain('内核的 SYN ACK 与踪迹不符：ack=j+1（踪迹：ack=j）\n')
  expect(stdout).toMatch(/ {2}内核 {4}B -> A SYN ACK seq=k ack=j\+1 {6}（网络上：seq=\d+ ack=\d+）/)
})

test.each(['tap', 'junit'])('the test report %s is English, whoever reads it', async format => {
  const cwd = folderOf({ 'wrong.synfin': 'A -> B SYN seq=j\nB -> A SYN ACK seq=k ack=j\n' })
  const asked = ['replay', '--peer', 'model', 'wrong.synfin', 'none.synfin', '--format', format]
  const { stdout } = await synfin([...asked, '--lang', 'zh-CN'], { cwd })
  expect(stdout).toContain('instead of ack=j')
  expect(stdout).not.toMatch(/\p{Script=Han}/u)
})

test('help and what is wrong with a command line are told in Chinese, wherever `--lang` stands', async () => {
  const help = await synfin(['--help', '--lang=zh-CN'])
  expect(help.stdout).toContain('synfin check [FILE|DIR|GLOB|-]…                 按 RFC 9293 检查踪迹\n')
  const wrong = await synfin(['chek', 'a.synfin', '--lang', 'zh-CN'])
  expect(wrong.status).toBe(2)
  expect(wrong.stderr).toContain('synfin: 没有 `chek` 这个命令；可用的是 check、replay、')
  expect(wrong.stderr).toContain('是不是要找 `check`？\n')
})

test.each([
  ['zh-cn', [], 'FIN：终止（finish）'],
  ['en', [], 'FIN: finish'],
  ['en', ['--lang', 'zh-CN'], 'FIN：终止（finish）'],
  ['zh-cn', ['--lang=en'], 'FIN: finish'],
])(
  'the language server speaks the language of an editor in %s, unless %j says another',
  async (locale, options, expected) => {
    const server = spawn(process.execPath, [await command(), 'lsp', '--stdio', ...options])
    onTestFinished(() => void server.kill())
    const uri = 'file:///open.synfin'
    const text = 'A -> B FIN ACK\n'
    const messages = [
      { id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {}, locale } },
      { method: 'initialized', params: {} },
      {
        method: 'textDocument/didOpen',
        params: { textDocument: { uri, languageId: 'synfin', version: 1, text } },
      },
      {
        id: 2,
        method: 'textDocument/hover',
        params: { textDocument: { uri }, position: { line: 0, character: 8 } },
      },
    ]
    for (const message of messages) server.stdin.write(framed(message))
    let heard = ''
    for await (const piece of server.stdout.setEncoding('utf8')) {
      heard += piece
      if (heard.includes('"id":2')) break
    }
    expect(heard).toContain(expected)
  },
)

function codesIn(json: unknown): readonly unknown[] {
  if (typeof json !== 'object' || json === null) return []
  return Object.entries(json).flatMap(([key, value]) => (key === 'code' ? [value] : codesIn(value)))
}

function framed(message: object): string {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message })
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}
