import type { Files } from './archives.ts'

/** Where the machine code is that a replay on these machines needs, by VS Code's name for them. */
const MACHINE_CODE: Readonly<Record<string, string>> = {
  'linux-x64': 'koffi-linux-x64/linux_x64',
  'linux-arm64': 'koffi-linux-arm64/linux_arm64',
  'alpine-x64': 'koffi-linux-x64/musl_x64',
  'alpine-arm64': 'koffi-linux-arm64/musl_arm64',
}

/** The machines that have a VSIX of their own. */
export const TARGETS = Object.keys(MACHINE_CODE)

const EXTENSION = [
  /^package(\.nls(\.[a-z-]+)?)?\.json$/,
  /^(readme|changelog)\.md$/,
  /^(LICENSE|THIRD-PARTY-NOTICES)\.txt$/,
  /^l10n\/bundle\.l10n\.[a-z-]+\.json$/,
  /^images\/[a-z-]+\.png$/,
  /^images\/trace-(dark|light)\.svg$/,
  /^snippets\/synfin\.json$/,
  /^walkthrough\/[a-z-]+(\.nls)?(\.zh-cn)?\.(md|svg)$/,
  /^dist\/(extension|server)(\.cjs|-browser\.js)$/,
  /^dist\/preview\.(js|css)$/,
  /^dist\/images\/(sequence|testing)-(dark|light)\.png$/,
  /^dist\/(synfin\.tmLanguage|language-configuration|examples)\.json$/,
  /^dist\/snippets\.zh-cn\.json$/,
  /^dist\/docs\/(zh-cn\/)?(rules\/)?[\w-]+\.md$/,
  /^dist\/cli\/([\w-]+\.js|package\.json)$/,
]

const COMMAND_LINE = [
  /^(package\.json|README\.md|LICENSE|THIRD-PARTY-NOTICES\.txt)$/,
  /^bin\/synfin\.js$/,
  /^dist\/[\w-]+\.js$/,
]

/** What a VSIX for these machines has too much or too little of: strange files, or an odd native part. */
export function strangersInExtension(files: Files, target: string | undefined): readonly string[] {
  const native = nativePart(target)
  const missing = native.filter(path => !files.has(path)).map(path => `${path} is missing`)
  return [...missing, ...strangers(files, [...EXTENSION, ...native])]
}

/** What is in the npm package and should not be. */
export function strangersInCommandLine(files: Files): readonly string[] {
  return strangers(files, COMMAND_LINE)
}

/** The files below a folder, by their paths in it. */
export function below(folder: string, files: Files): Files {
  const inside = [...files].filter(([path]) => path.startsWith(folder))
  return new Map(inside.map(([path, content]) => [path.slice(folder.length), content]))
}

/** Every file that an extension's manifest names, or one of the manifest's translations. */
export function namedByManifest(files: Files): readonly string[] {
  const manifests = [...files.keys()].filter(path => /^package(\.nls.*)?\.json$/.test(path))
  return manifests.flatMap(path => pathsIn(JSON.parse(textOf(files, path))))
}

/** The packages that the third-party notices of an archive name; throws an Error where one comes without its licence. */
export function noticedIn(files: Files): readonly string[] {
  const notices = textOf(files, 'THIRD-PARTY-NOTICES.txt').split('\n\n').slice(1).join('\n\n')
  return notices.split(`\n${'-'.repeat(80)}\n\n`).map(notice => {
    const [, name] = notice.match(/^(\S+) \d\S* \(.*\)\n\n/) ?? []
    if (name === undefined || !/copyright|licen[cs]e/i.test(notice.slice(notice.indexOf('\n'))))
      throw new Error(`no licence: ${notice.slice(0, 200)}`)
    return name
  })
}

/** The text of a file; empty if there is none. */
export function textOf(files: Files, path: string): string {
  return files.get(path)?.toString() ?? ''
}

function pathsIn(json: unknown): readonly string[] {
  if (typeof json === 'string')
    return /^[\w./-]+\.(json|c?js|svg|png|md)$/.test(json) ? [json.replace(/^\.\//, '')] : []
  return typeof json === 'object' && json !== null ? Object.values(json).flatMap(pathsIn) : []
}

function nativePart(target: string | undefined): readonly string[] {
  const machineCode = MACHINE_CODE[target ?? '']
  if (machineCode === undefined) return []
  const [name] = machineCode.split('/')
  const koffi = ['LICENSE.txt', 'package.json', 'index.js', 'src/koffi/index.js', 'src/koffi/src/static.js']
  const koromix = ['package.json', 'index.js'].map(file => `${name}/${file}`)
  return [
    ...koffi.map(file => `dist/node_modules/koffi/${file}`),
    ...[...koromix, `${machineCode}/koffi.node`].map(file => `dist/node_modules/@koromix/${file}`),
  ]
}

/** The files that are not allowed, and the programs that bring a source map. */
function strangers(files: Files, allowed: readonly (string | RegExp)[]): readonly string[] {
  const isAllowed = (path: string) =>
    allowed.some(one => (typeof one === 'string' ? one === path : one.test(path)))
  return [...files]
    .filter(
      ([path, content]) => !isAllowed(path) || (/js$/.test(path) && content.includes('sourceMappingURL=')),
    )
    .map(([path]) => path)
}
