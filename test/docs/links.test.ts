import { existsSync, globSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { PAGES, proseOf, root } from './pages.ts'

test.each(PAGES.filter(page => linksOf(page).length > 0))('every link of %s leads somewhere', page => {
  expect(linksOf(page).filter(link => !leadsSomewhere(page, link))).toEqual([])
})

test('every page below docs/ is reached from one that is read before it', () => {
  const reached = new Set(['README.md'])
  for (const page of reached)
    for (const target of PAGES.includes(page) ? linksOf(page).map(link => targetOf(page, link)) : [])
      reached.add(target)
  expect(PAGES.filter(page => page.startsWith('docs/') && !reached.has(page))).toEqual([])
})

test('every file that ARCHITECTURE.md names is there', () => {
  const files = globSync(['*', '{*,.github,test/**,docs/**,examples/**,trace/**}/*'], { cwd: root })
  const known = new Set(files.flatMap(file => [file, basename(file)]))
  const named = [...proseOf('ARCHITECTURE.md').matchAll(/`([\w./-]+\.(?:ts|mjs|md|json|langium|synfin))`/g)]
  expect(named.length).toBeGreaterThan(0)
  expect(named.map(([, file = '']) => file).filter(file => !known.has(file))).toEqual([])
})

/** What a page points to: links of markdown, and pictures of HTML. */
function linksOf(page: string): string[] {
  const prose = proseOf(page).replace(/(`+)[^\n]*?\1/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)\)|\b(?:src|srcset|href)="([^"]+)"/g)]
    .map(([, markdown, html]) => markdown ?? html ?? '')
    .filter(link => !/^[a-z]+:/.test(link))
}

function leadsSomewhere(page: string, link: string): boolean {
  const anchor = link.split('#')[1]
  const target = targetOf(page, link)
  if (!existsSync(join(root, target))) return false
  return anchor === undefined || anchorsOf(target).has(decodeURIComponent(anchor))
}

/** The file that a link of a page leads to, by its path from the root. */
function targetOf(page: string, link: string): string {
  const [path = ''] = link.split('#')
  return path === '' ? page : join(dirname(page), decodeURIComponent(path))
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): ReadonlySet<string> {
  const anchors = new Set<string>()
  for (const [, heading = ''] of proseOf(page).matchAll(/^#+ (.*)$/gm)) {
    const words = heading.replace(/\]\([^)]*\)/g, '').toLowerCase()
    const anchor = words.replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '').replaceAll(' ', '-')
    let times = 0
    while (anchors.has(times === 0 ? anchor : `${anchor}-${times}`)) times++
    anchors.add(times === 0 ? anchor : `${anchor}-${times}`)
  }
  return anchors
}
