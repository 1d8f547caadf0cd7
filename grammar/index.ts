export { formatText } from './format-text.ts'
export {
  SynfinGeneratedModule,
  SynfinGeneratedSharedModule,
  SynfinLanguageMetaData,
} from './generated/module.ts'
export { LineReader, linesOf, readLines } from './read-lines.ts'
export { createSynfinServices, SynfinModule, type SynfinServices } from './services.ts'
export * from './vocabulary.ts'
