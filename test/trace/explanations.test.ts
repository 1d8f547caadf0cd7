import { readLines } from '@synfin/grammar'
import { checkFile, EXPLANATIONS, explain, FINDING_CODES } from '@synfin/trace'
import { describe, expect, test } from 'vitest'

const codes = EXPLANATIONS.filter(explanation => explanation.kind === 'code')
const subjects = EXPLANATIONS.filter(explanation => explanation.kind === 'subject')

test('every finding code has an explanation, and nothing else has', () => {
  expect(codes.map(({ topic }) => topic)).toEqual(FINDING_CODES)
})

describe.each(codes)('$topic', ({ topic, severity, failing, line, repaired }) => {
  test('its failing trace yields it on its line, and nothing else to mend', () => {
    const found = findings(failing)
    expect(found).toContainEqual({ line, severity, code: topic })
    expect(found.filter(finding => finding.code !== topic && finding.severity !== 'info')).toEqual([])
  })

  test('its repaired trace has neither it nor anything to mend', () => {
    expect(findings(repaired).filter(({ code, severity }) => code === topic || severity !== 'info')).toEqual(
      [],
    )
  })

  test('its texts are told whole: a title that is no sentence, a meaning of sentences, a section', () => {
    const { title, meaning, section, linux = '.', tools = '.' } = explain(topic) ?? failure(topic)
    expect(title).toMatch(/^(?!The ).*[^.]$/)
    for (const prose of [meaning, linux, tools]) expect(prose).toMatch(/[.)"”]$/)
    expect(section).toMatch(/^(RFC \d+ §|Synfin$)/)
  })
})

test.each(subjects)('the trace that tells of $topic checks clean', ({ trace }) => {
  expect(findings(trace).filter(({ severity }) => severity !== 'info')).toEqual([])
})

test('a state is found by any name that tools give it', () => {
  expect(['SYN_RECV', 'syn-recv', 'SYN-RECEIVED', 'syn_rcvd'].map(name => explain(name)?.topic)).toEqual(
    Array(4).fill('SYN_RCVD'),
  )
})

test('no explanation for a word that means nothing', () => {
  expect(explain('constructor')).toBeUndefined()
  expect(explain('')).toBeUndefined()
})

function failure(topic: string): never {
  throw new Error(`nothing explains ${topic}`)
}

function findings(text: string) {
  return checkFile(readLines(text), { name: 'explained' }).findings.map(({ line, severity, code }) => ({
    line,
    severity,
    code,
  }))
}
