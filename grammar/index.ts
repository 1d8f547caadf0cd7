export { formatLines, formatText, sourcesOf } from './format-text.ts'
export {
  SynfinGeneratedModule,
  SynfinGeneratedSharedModule,
  SynfinLanguageMetaData,
} from './generated/module.ts'
export { layOutAmong, type Neighbour } from './lay-out.ts'
export type { LineWord, LineWords } from './line-parser.ts'
export { LineReader } from './line-reader.ts'
export { LINE_END, physicalLines } from './physical-lines.ts'
export { readLine } from './read-line.ts'
export { readLines } from './read-lines.ts'
export { createSynfinServices, SynfinModule, type SynfinServices } from './services.ts'
export * from './vocabulary.ts'
export { wordsOf } from './words-of.ts'
