import { type QuickPickItem, QuickPickItemKind } from 'vscode'

/** An item of a list that is divided into groups. */
export type Grouped = QuickPickItem & { readonly group: string }

/** Puts a line with the group's name before its first item; a group without a name has none. */
export function divided<Item extends Grouped>(items: readonly Item[]): readonly (Item | QuickPickItem)[] {
  return items.flatMap((item, index) => {
    const isFirst = item.group !== '' && items[index - 1]?.group !== item.group
    return isFirst ? [{ label: item.group, kind: QuickPickItemKind.Separator }, item] : [item]
  })
}
