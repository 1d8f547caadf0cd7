export { cut } from './label.ts'
export type { LiveNumbers, LiveSegment, Numbers } from './numbering.ts'
export { drawHeader, type HeaderDrawing } from './packet-diagram.ts'
export type { BesideState, BesideStates } from './rows.ts'
export type { HeaderField } from './segment-header.ts'
export {
  type DrawnRow,
  drawSequence,
  type SequenceDrawing,
  sequenceDiagram,
} from './sequence-diagram.ts'
export { drawStates, type StateDrawing, type StateReached, stateDiagram } from './state-diagram.ts'
export { type EndsInState, statesAt } from './states-at.ts'
export type { Observed, View } from './view.ts'
