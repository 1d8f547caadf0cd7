/**
 * The seed of the generated tests: the same in every run, so that a failure is nobody's bad luck. Another one comes
 * from the environment, as in `SYNFIN_SEED=7 npm test`; fast-check prints the seed of a failure.
 */
export const SEED = Number(process.env.SYNFIN_SEED ?? 9293)
