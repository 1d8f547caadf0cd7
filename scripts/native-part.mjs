// What a replay against the kernel needs beside the bundle of the runner's child: koffi, in machine code.
import { cpSync, globSync } from 'node:fs'
import { lockedPackage } from './locked-package.mjs'

/**
 * The machines whose kernel can play, by VS Code's name for them. On Alpine, whose libc is musl, VS Code runs a host of
 * its own and installs nothing that is made for glibc.
 */
export const NATIVE_TARGETS = {
  'linux-x64': { arch: 'x64', binary: 'linux_x64' },
  'linux-arm64': { arch: 'arm64', binary: 'linux_arm64' },
  'alpine-x64': { arch: 'x64', binary: 'musl_x64' },
  'alpine-arm64': { arch: 'arm64', binary: 'musl_arm64' },
}

/** Copies what Node loads of koffi on such a machine into `node_modules` of a folder; its packages' folders. */
export function copyNativePart(root, target, dist, cache) {
  const { arch, binary } = NATIVE_TARGETS[target]
  const machineCode = `@koromix/koffi-linux-${arch}`
  return [
    copyPackage('koffi', ['LICENSE.txt', 'index.js', 'src/koffi/{index,src/static}.js']),
    copyPackage(machineCode, ['index.js', `${binary}/koffi.node`]),
  ]

  function copyPackage(name, files) {
    const from = lockedPackage(root, name, cache)
    for (const file of globSync(['package.json', ...files], { cwd: from }))
      cpSync(`${from}/${file}`, `${dist}/node_modules/${name}/${file}`)
    return from
  }
}
