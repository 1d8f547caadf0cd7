import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { command, folderOf, synfin } from './synfin.ts'

test('--help lists the commands, and none that does not exist', async () => {
  const { status, stdout, stderr } = await synfin(['--help'])
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect([...stdout.matchAll(/^ {2}synfin (\w+)/gm)].map(([, name]) => name)).toEqual([
    'check',
    'replay',
    'record',
    'compare',
    'diagram',
    'import',
    'export',
    'explain',
    'format',
    'lsp',
  ])
})

test.each(['check', 'replay', 'record', 'compare', 'diagram', 'explain', 'format', 'lsp'])(
  '%s --help shows its options',
  async name => {
    const { status, stdout } = await synfin([name, '--help'])
    expect(status).toBe(0)
    expect(stdout).toMatch(new RegExp(`^synfin ${name} `))
    expect(await synfin(['help', name])).toMatchObject({ status: 0, stdout })
  },
)

test('--version prints the version', async () => {
  expect(await synfin(['--version'])).toEqual({ status: 0, stdout: '0.1.0\n', stderr: '' })
})

test('without a command it shows the help and says by its status that nothing was done', async () => {
  expect(await synfin([])).toMatchObject({ status: 2, stdout: expect.stringContaining('synfin check') })
})

test('options of every command may stand before its name', async () => {
  const usual = await synfin(['explain', 'SYN', '--lang', 'zh-CN'])
  expect(await synfin(['--lang', 'zh-CN', 'explain', 'SYN'])).toEqual(usual)
  expect(await synfin(['--no-color', '--lang=zh-CN', 'explain', 'SYN'])).toEqual(usual)
  expect(await synfin(['--version', 'check'])).toEqual({ status: 0, stdout: '0.1.0\n', stderr: '' })
})

test.each`
  args                                             | complaint
  ${['chek', 'a.synfin', '--format', 'json']}      | ${/no command `chek`/}
  ${['--format', 'json', 'check', 'a.synfin']}     | ${/no option `--format`/}
  ${['chek', 'a.synfin']}                          | ${/no command `chek`.*Did you mean `check`/}
  ${['check', '--fromat', 'json']}                 | ${/no option `--fromat`.*Did you mean `--format`/}
  ${['check', '--format', 'jason']}                | ${/`--format jason`: there is pretty, json, sarif, github.*Did you mean `json`/}
  ${['check', '--format']}                         | ${/`--format` needs a value/}
  ${['check', '--verbose=yes']}                    | ${/`--verbose` takes no value/}
  ${['replay']}                                    | ${/`synfin replay` needs a file/}
  ${['replay', 'a.synfin', '--peer', 'modem']}     | ${/`--peer modem`: there is kernel, model/}
  ${['replay', 'a.synfin', '--repeat', '0']}       | ${/`--repeat 0`/}
  ${['replay', 'a.synfin', '--repeat', '1000001']} | ${/`--repeat 1000001`: how often is a number from 1 to 1000000/}
  ${['diagram']}                                   | ${/`synfin diagram` draws one file/}
  ${['diagram', 'a.synfin', '--type', 'class']}    | ${/`--type class`: there is sequence, state/}
  ${['explain', 'SYN', 'ACK']}                     | ${/one topic at a time/}
  ${['format']}                                    | ${/`synfin format` needs a file/}
  ${['lsp']}                                       | ${/synfin lsp --stdio/}
`('$args: could not run, and says why', async ({ args, complaint }) => {
  const { status, stdout, stderr } = await synfin(args)
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toMatch(complaint)
  expect(stderr).not.toMatch(/\n\s+at /)
})

const COLOUR = '\u001b['

test.each`
  situation                           | args              | env                                    | colours
  ${'into a pipe'}                    | ${[]}             | ${{}}                                  | ${false}
  ${'FORCE_COLOR'}                    | ${[]}             | ${{ FORCE_COLOR: '1' }}                | ${true}
  ${'FORCE_COLOR=0'}                  | ${[]}             | ${{ FORCE_COLOR: '0' }}                | ${false}
  ${'--no-color against FORCE_COLOR'} | ${['--no-color']} | ${{ FORCE_COLOR: '1' }}                | ${false}
  ${'FORCE_COLOR against NO_COLOR'}   | ${[]}             | ${{ FORCE_COLOR: '1', NO_COLOR: '1' }} | ${true}
`('$situation: colours $colours', async ({ args, env, colours }) => {
  const { stdout } = await synfin(['explain', 'SYN', ...args], { env })
  expect(stdout.includes(COLOUR)).toBe(colours)
})

test('a reader that goes away early ends us quietly', async () => {
  const folder = folderOf({ 'long.synfin': 'A -> B  SIN\n'.repeat(3000) })
  const child = spawn(process.execPath, [await command(), 'check', 'long.synfin'], { cwd: folder })
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', text => {
    complaints += text
  })
  child.stdout.once('data', () => child.stdout.destroy())
  const status = await new Promise(resolve => child.on('close', resolve))
  expect({ status, complaints }).toEqual({ status: 1, complaints: '' })
})
