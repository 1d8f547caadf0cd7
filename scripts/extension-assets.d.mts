export function copyExtensionAssets(root: string, dist: string): void
export function snippetsInChinese(root: string): Readonly<Record<string, { readonly description: string }>>
export function readExamples(root: string): Readonly<Record<string, string>>
