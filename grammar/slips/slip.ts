import type { SyntaxProblem } from '@synfin/trace'

/** A slip in words; what it leaves out is absent from the problem. */
export type Slip = Pick<SyntaxProblem, 'span' | 'message'> & Partial<SyntaxProblem>
