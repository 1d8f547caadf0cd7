export type * from './checked-trace.ts'
export type * from './finding.ts'
export type * from './line.ts'
