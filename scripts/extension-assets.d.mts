export function copyExtensionAssets(root: string): void
export function readExamples(root: string): Readonly<Record<string, string>>
