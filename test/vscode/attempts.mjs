// A workbench has a timing of its own, which no wait of a test can know all of.

/**
 * Does it once more if it fails, and says so: what is wrong in the extension fails twice.
 *
 * @param {string} what names it for those who read the log
 * @param {() => Promise<unknown>} run begins anew each time, in a window of its own
 * @throws what the second attempt throws
 */
export async function inTwoAttempts(what, run) {
  try {
    await run()
  } catch (error) {
    console.log(
      `\n── ${what}: ${error instanceof Error ? error.message : error}. Once more, from the beginning.`,
    )
    await run()
  }
}
