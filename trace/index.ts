export { applyEdits, applyFirstFixes, type EditsIn, editsIn, type FixedRound } from './apply-fixes.ts'
export { CATALOGUE, FINDING_CODES, type FindingCode, severityOf } from './catalogue.ts'
export { type CheckOptions, checkFile, checkFileInParts } from './check-file.ts'
export type * from './checked-trace.ts'
export { closest } from './did-you-mean.ts'
export { displayWidth, padded } from './display-width.ts'
export { type Expected, expectedAfter } from './expected-line.ts'
export * from './explanations/index.ts'
export type * from './finding.ts'
export { type FixedText, fixText } from './fix-text.ts'
export { finish, type InParts } from './in-parts.ts'
export { addressOctets, octetsAfter } from './ip-address.ts'
export { LANGUAGES, languageOf } from './languages.ts'
export type * from './line.ts'
export { chop, wrap } from './line-breaks.ts'
export { type EndAt, effectOf, type LineEffect } from './line-effect.ts'
export { expressionsOf } from './line-parts.ts'
export {
  addLinear,
  difference,
  isHidden,
  isHiddenSymbol,
  isLiteral,
  isZero,
  linearOf,
  literal,
  printLinear,
  symbol,
  unsaidSndNxt,
} from './linear.ts'
export { listed } from './listed.ts'
export { firstIndex, spliced } from './long-lists.ts'
export { linesAfter, type NextLine } from './next-lines.ts'
export { printCall, printFlags, printSegment, printSegmentLine } from './print.ts'
export { type Language, say, speak, spokenLanguage, type Translations, translated } from './say.ts'
export { readState } from './state-names.ts'
export { substitute } from './statements.ts'
export { NOBODY } from './survey.ts'
export { type SymbolAt, symbolsAfter } from './symbols-at.ts'
export { plainStep } from './walked-step.ts'
