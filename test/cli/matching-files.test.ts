import { expect, test, vi } from 'vitest'
import { matchingFiles } from '../../cli/matching-files.ts'

vi.mock('node:fs', () => ({
  globSync(pattern: string) {
    process.emitWarning('globSync is an experimental feature', 'ExperimentalWarning')
    return [pattern.replace('*', 'a')]
  },
}))

test('a Node that calls globs an experiment does not say so to the reader, and other warnings are heard', () => {
  const warned = vi.spyOn(process, 'emitWarning').mockReturnValue()
  expect(matchingFiles('*.synfin')).toEqual(['a.synfin'])
  expect(warned).not.toHaveBeenCalled()
  process.emitWarning('another')
  expect(warned).toHaveBeenCalledOnce()
})
