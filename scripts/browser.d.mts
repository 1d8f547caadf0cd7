/** The path of a Chromium; throws an Error that says how to install one. */
export function chromiumExecutable(): string
