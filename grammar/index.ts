export { formatText } from './format-text.ts'
export {
  SynfinGeneratedModule,
  SynfinGeneratedSharedModule,
  SynfinLanguageMetaData,
} from './generated/module.ts'
export { LineReader } from './line-reader.ts'
export { LINE_END, physicalLines } from './physical-lines.ts'
export { readLines } from './read-lines.ts'
export { createSynfinServices, SynfinModule, type SynfinServices } from './services.ts'
export * from './vocabulary.ts'
