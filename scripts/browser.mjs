import { debianProgram } from './debian-program.mjs'

/**
 * The path of a Chromium, which the tests of the preview and of the editor run in.
 *
 * @throws Error that says how to install one
 */
export function chromiumExecutable() {
  return debianProgram({
    name: 'Chromium',
    variable: 'CHROMIUM',
    known: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
    packageName: 'chromium',
    users: 'the tests of the preview and the editor',
  })
}
