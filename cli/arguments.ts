import { parseArgs } from 'node:util'
import { listed, say } from '@synfin/trace'
import type { Option } from './commands.ts'
import { didYouMean } from './did-you-mean.ts'

/** What was given to a command. */
export interface Arguments {
  /** Operands in order. */
  readonly operands: readonly string[]
  /** Whether an option was given. */
  has(option: string): boolean
  /** An option's value; its default (the first of its choices) where it was not given. */
  value(option: string): string | undefined
}

/** A command line we cannot make sense of; its message is a sentence for the user. */
export class UsageError extends Error {}

/**
 * Reads the arguments after the command's name.
 *
 * @throws {UsageError} on an unknown option, a missing value, or a value outside an option's choices.
 */
export function readArguments(args: readonly string[], options: readonly Option[]): Arguments {
  const tokens = tokensOf(args, options)
  const operands: string[] = []
  const given = new Map<string, string>()
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value)
    if (token.kind !== 'option') continue
    const option = options.find(({ name }) => name === token.name)
    if (option === undefined) throw new UsageError(unknownOption(token.rawName, options))
    given.set(option.name, checkedValue(option, token.rawName, token.value))
  }
  const defaults = new Map(
    options.map(({ name, choices, required }) => [name, required ? undefined : choices?.[0]]),
  )
  return {
    operands,
    has: name => given.has(name),
    value: name => given.get(name) ?? defaults.get(name),
  }
}

/** Where the first argument stands that is neither an option nor the value of one; -1 where there is none. */
export function firstOperand(args: readonly string[], options: readonly Option[]): number {
  return tokensOf(args, options).find(({ kind }) => kind === 'positional')?.index ?? -1
}

function tokensOf(args: readonly string[], options: readonly Option[]) {
  return parseArgs({
    args: [...args],
    options: Object.fromEntries(options.map(option => [option.name, parserOption(option)])),
    strict: false,
    tokens: true,
  }).tokens
}

function parserOption(option: Option): { type: 'string' | 'boolean'; short?: string } {
  const type = option.value === undefined ? 'boolean' : 'string'
  return option.short === undefined ? { type } : { type, short: option.short }
}

function checkedValue(option: Option, written: string, value: string | undefined): string {
  if (option.value === undefined) {
    if (value !== undefined) throw new UsageError(say`\`${written}\` takes no value`)
    return ''
  }
  if (value === undefined || value === '')
    throw new UsageError(
      say`\`${written}\` needs a value: ${option.choices ? listed(option.choices) : option.value}`,
    )
  if (option.choices !== undefined && !option.choices.includes(value)) {
    throw new UsageError(
      say`\`${written} ${value}\`: there is ${listed(option.choices)}.${didYouMean(value, option.choices)}`,
    )
  }
  return value
}

function unknownOption(written: string, options: readonly Option[]): string {
  const known = options.flatMap(({ name, short }) => [
    `--${name}`,
    ...(short === undefined ? [] : [`-${short}`]),
  ])
  return say`no option \`${written}\`.${didYouMean(written, known)}`
}
