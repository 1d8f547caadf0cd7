export { edgesFrom, hasEdge, isSynchronized, STATES, type State } from './state.ts'
