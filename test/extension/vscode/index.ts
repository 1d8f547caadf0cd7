/**
 * A stand-in for the parts of VS Code's API that the extension uses, for tests without an editor: vitest takes it for
 * the module `vscode`. What a person would see or do is in `editor`.
 */
export { commands, env, l10n, languages, tasks, tests, window, workspace } from './editor.ts'
export * from './values.ts'
