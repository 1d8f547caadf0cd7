import { say } from '@synfin/trace'
import { type Arguments, UsageError } from './arguments.ts'
import { type Comparison, compare } from './comparison.ts'
import { EXIT, type ExitStatus, statusOfSkipped, worst } from './exit-status.ts'
import { comparisonJson } from './formats/comparison-json.ts'
import { comparisonMarkdown } from './formats/comparison-markdown.ts'
import { comparisonPretty } from './formats/comparison-pretty.ts'
import { planRuns } from './plan-runs.ts'
import { against, startModel, startRunner, whileInterruptible } from './replayer.ts'
import type { Terminal } from './terminal.ts'

/** A stack as the command line names it. */
interface NamedStack {
  readonly name: string
  /** Absent for the kernel and the model. */
  readonly command: string | undefined
}

/** `synfin compare`. */
export async function run(given: Arguments, terminal: Terminal): Promise<ExitStatus> {
  const { stacks, files } = readOperands(given.operands)
  const plan = planRuns({ ...given, operands: files }, terminal)
  const comparison = await whileInterruptible(startRunner, async runner => {
    const model = await startModel()
    const stackOf = ({ name, command }: NamedStack) => {
      if (command !== undefined) return against(command, runner)
      return name === 'model' ? model : runner
    }
    return compare(
      plan.runs,
      stacks.map(named => ({ name: named.name, stack: stackOf(named) })),
    )
  })
  terminal.out(format(comparison, given.value('format'), terminal))
  return worst([plan.problems.length > 0 ? EXIT.couldNotRun : EXIT.ok, statusOf(comparison)])
}

/** The stacks come first, and whatever follows them is a file. */
function readOperands(operands: readonly string[]): {
  stacks: readonly NamedStack[]
  files: readonly string[]
} {
  const stacks = operands.map(readStack)
  const count = stacks.includes(undefined) ? stacks.indexOf(undefined) : stacks.length
  const named = stacks.slice(0, count).filter(stack => stack !== undefined)
  if (named.length < 2)
    throw new UsageError(
      say`\`synfin compare\` needs two stacks, each \`kernel\`, \`model\` or NAME=COMMAND, and then the files`,
    )
  const twice = named.find(({ name }, at) => named.findIndex(other => other.name === name) < at)
  if (twice) throw new UsageError(say`two stacks have the name ${twice.name}`)
  const files = operands.slice(count)
  return { stacks: named, files: files.length > 0 ? files : ['.'] }
}

function readStack(operand: string): NamedStack | undefined {
  if (operand === 'kernel' || operand === 'model') return { name: operand, command: undefined }
  const [, name, command] = /^([\w.-]+)=(.+)$/s.exec(operand) ?? []
  return name === undefined || command === undefined ? undefined : { name, command }
}

function statusOf({ differences, unplayed }: Comparison): ExitStatus {
  return worst([
    differences.length > 0 ? EXIT.wrong : EXIT.ok,
    ...unplayed.map(({ why }) => statusOfSkipped(why)),
  ])
}

function format(comparison: Comparison, name: string | undefined, terminal: Terminal): string {
  switch (name) {
    case 'json':
      return comparisonJson(comparison)
    case 'markdown':
      return comparisonMarkdown(comparison)
    default:
      return comparisonPretty(comparison, terminal)
  }
}
