import { expect, test } from 'vitest'
import { folderOf, synfin } from './synfin.ts'

interface Sarif {
  readonly version: string
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] }
    }
    readonly columnKind: string
    readonly invocations: readonly { readonly executionSuccessful: boolean }[]
    readonly results: readonly SarifResult[]
  }[]
}

interface SarifResult {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly level: string
  readonly message: { readonly text: string }
  readonly locations: readonly { readonly physicalLocation: PhysicalLocation }[]
  readonly relatedLocations: readonly { readonly physicalLocation: PhysicalLocation }[]
  readonly fixes: readonly {
    readonly artifactChanges: readonly {
      readonly artifactLocation: { readonly uri: string }
      readonly replacements: readonly {
        readonly deletedRegion: Region
        readonly insertedContent: { text: string }
      }[]
    }[]
  }[]
}

interface PhysicalLocation {
  readonly artifactLocation: { readonly uri: string }
  readonly region: Region
}

interface Region {
  readonly startLine: number
  readonly startColumn: number
  readonly endLine: number
  readonly endColumn: number
}

const WRONG_ACK = `A -> B  SYN      seq=j
B -> A  SYN ACK  seq=k  ack=j
A -> B  ACK
`

test('a result names its rule, its place, the earlier line and its fix', async () => {
  const { runs, version } = await sarifOf({ 'a b.synfin': WRONG_ACK })
  const [run] = runs
  expect({ version, columnKind: run?.columnKind }).toEqual({ version: '2.1.0', columnKind: 'utf16CodeUnits' })
  expect(run?.tool.driver.rules).toMatchObject([
    { id: 'synack-wrong-ack', shortDescription: { text: expect.any(String) } },
  ])
  expect(run?.results[0]).toMatchObject({
    ruleId: 'synack-wrong-ack',
    ruleIndex: 0,
    level: 'error',
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'a%20b.synfin' },
          region: { startLine: 2, startColumn: 25, endLine: 2, endColumn: 30 },
        },
      },
    ],
    relatedLocations: [{ physicalLocation: { region: { startLine: 1 } } }],
    fixes: [{ artifactChanges: [{ replacements: [{ insertedContent: { text: 'ack=j+1' } }] }] }],
  })
})

test('the log keeps what the SARIF 2.1.0 schema requires of it', async () => {
  const log = await sarifOf({
    'a.synfin': WRONG_ACK,
    'b.synfin': 'A -> B  SIN\n',
    'c.synfin': 'A -> B  SYN FIN\n',
  })
  for (const { tool, results } of log.runs) {
    const ids = tool.driver.rules.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(results.length).toBeGreaterThan(2)
    for (const result of results) {
      expect(ids[result.ruleIndex]).toBe(result.ruleId)
      expect(['none', 'note', 'warning', 'error']).toContain(result.level)
      expect(result.message.text).not.toBe('')
      for (const { physicalLocation } of [...result.locations, ...result.relatedLocations]) {
        expect(physicalLocation.artifactLocation.uri).toMatch(/^[\w%.~!$&'()*+,;=:@/-]+$/)
        expectRegion(physicalLocation.region)
      }
      for (const { artifactChanges } of result.fixes) {
        expect(artifactChanges).not.toHaveLength(0)
        for (const { replacements } of artifactChanges) {
          expect(replacements).not.toHaveLength(0)
          for (const { deletedRegion } of replacements) expectRegion(deletedRegion)
        }
      }
    }
  }
})

test('a file that could not be read is a notification, and the execution no success', async () => {
  const { runs } = await sarifOf({ 'a.synfin': WRONG_ACK }, 'missing.synfin')
  expect(runs[0]?.invocations).toMatchObject([
    {
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: 'error', message: { text: 'no such file' } }],
    },
  ])
})

async function sarifOf(files: Readonly<Record<string, string>>, ...more: string[]): Promise<Sarif> {
  const cwd = folderOf(files)
  const { stdout } = await synfin(['check', '--format', 'sarif', '.', ...more], { cwd })
  return JSON.parse(stdout)
}

function expectRegion({ startLine, startColumn, endLine, endColumn }: Region): void {
  for (const number of [startLine, startColumn, endLine, endColumn]) expect(number).toBeGreaterThanOrEqual(1)
  expect(endLine > startLine || endColumn >= startColumn).toBe(true)
}
