import { say, translated, wrap } from '@synfin/trace'
import { COMMANDS, COMMON_OPTIONS, type Command, type Option } from './commands.ts'
import { VERSION } from './version.ts'

/** What `synfin --help` prints. */
export function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name, operands }) => name.length + operands.length + 1))
  const commands = COMMANDS.map(
    ({ name, operands, summary }) =>
      `  synfin ${`${name} ${operands}`.padEnd(width)}  ${translated(summary)}`,
  )
  return [
    say`synfin ${VERSION}: write, check, draw and replay TCP handshakes and teardowns`,
    '',
    ...commands,
    '',
    say`Options of every command`,
    ...COMMON_OPTIONS.map(optionLine),
    '',
    say`\`synfin COMMAND --help\` shows the options of a command.`,
    '',
  ].join('\n')
}

/** What `synfin COMMAND --help` prints. */
export function commandHelp(command: Command): string {
  return [
    say`${`synfin ${command.name} ${command.operands}`}: ${translated(command.summary)}`,
    '',
    ...command.details.flatMap(sentence => wrap(translated(sentence), 100)),
    '',
    say`Options`,
    ...[...command.options, ...COMMON_OPTIONS].map(optionLine),
    '',
  ].join('\n')
}

function optionLine(option: Option): string {
  const value = option.choices?.join('|') ?? option.value
  const long = value === undefined ? `--${option.name}` : `--${option.name} ${value}`
  const written = option.short === undefined ? long : `-${option.short}, ${long}`
  const choice =
    option.choices !== undefined && option.choices.length > 1 && !option.required
      ? say` (default: ${option.choices[0] ?? ''})`
      : ''
  const separator = written.length > 24 ? `\n${' '.repeat(28)}` : ' '.repeat(26 - written.length)
  return `  ${written}${separator}${translated(option.help)}${choice}`
}
