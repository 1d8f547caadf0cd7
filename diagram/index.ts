export { drawSequence, type SequenceDrawing, sequenceDiagram, type View } from './sequence-diagram.ts'
export { stateDiagram } from './state-diagram.ts'
