import type { Fault } from '../fault.ts'
import {
  arrowWithoutSource,
  backwardArrow,
  foreignArrow,
  lostIntoTheNetwork,
  otherArrow,
} from './arrow-slips.ts'
import { addressForName, tcpdumpLine } from './capture-slips.ts'
import { missingState, misspeltReason, unclosedClaim } from './claim-slips.ts'
import {
  colonAfterEndpoints,
  commaBeforeField,
  flagAfterField,
  flagBesideNone,
  lowerCaseFlags,
  misplacedStray,
  noFlags,
} from './segment-slips.ts'
import type { Slip } from './slip.ts'
import {
  callWithoutEnd,
  missingAfter,
  missingColon,
  missingComma,
  misspeltKeyword,
  secondStatement,
  sendWithoutLength,
  unclosedParenthesis,
} from './statement-slips.ts'
import {
  controlCharacter,
  otherComment,
  typographicQuotes,
  unclosedQuote,
  unquotedName,
} from './text-slips.ts'
import {
  bareIpv6,
  emptyValue,
  missingEquals,
  missingUnit,
  nameOfDigits,
  noAddress,
  numberWithLetters,
  reservedName,
  superfluousValue,
} from './value-slips.ts'

/**
 * Slips that deserve words of their own, in the order in which they are tried. Each looks at the place where the
 * parser stopped and says nothing unless it is sure that this is what happened.
 */
export const SLIPS: readonly ((fault: Fault) => Slip | undefined)[] = [
  tcpdumpLine,
  unclosedQuote,
  typographicQuotes,
  otherComment,
  controlCharacter,
  foreignArrow,
  backwardArrow,
  lostIntoTheNetwork,
  otherArrow,
  arrowWithoutSource,
  misspeltKeyword,
  callWithoutEnd,
  missingColon,
  colonAfterEndpoints,
  commaBeforeField,
  misplacedStray,
  lowerCaseFlags,
  noFlags,
  flagBesideNone,
  flagAfterField,
  secondStatement,
  sendWithoutLength,
  missingAfter,
  missingComma,
  missingEquals,
  emptyValue,
  superfluousValue,
  misspeltReason,
  missingState,
  unclosedClaim,
  unclosedParenthesis,
  unquotedName,
  missingUnit,
  bareIpv6,
  noAddress,
  reservedName,
  addressForName,
  nameOfDigits,
  numberWithLetters,
]
