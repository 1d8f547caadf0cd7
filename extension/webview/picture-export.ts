import { say } from '@synfin/trace'
import type { Banner } from './banner.ts'
import { tell } from './editor-channel.ts'
import { PICTURE_ACTIONS, type PictureAction, type Tab, type TextAction } from './messages.ts'
import type { Picture } from './picture.ts'
import { copyPng, pngFile, svgFile } from './picture-file.ts'

/** Gives away the picture as it is shown: to the extension, which saves it, or to the clipboard. */
export class PictureExport {
  private readonly picture: Picture
  private readonly banner: Banner
  private readonly shownTab: () => Tab
  /** Pictures that were asked for while one was being drawn. */
  private owed: readonly PictureAction[] = []

  constructor(picture: Picture, banner: Banner, shownTab: () => Tab) {
    this.picture = picture
    this.banner = banner
    this.shownTab = shownTab
  }

  /** What an item of the menu asks for. */
  choose(action: string): void {
    const picture = PICTURE_ACTIONS.find(known => known === action)
    if (picture !== undefined) void this.deliver(picture)
    else if (action === 'copy-png') void this.copy()
    else tell({ kind: 'text', action: action as TextAction, tab: this.shownTab() })
  }

  /** Gives the picture away once it is of what was last shown. */
  owe(action: PictureAction): void {
    this.owed = [...this.owed, action]
    this.picture.redraw()
  }

  async deliverOwed(): Promise<void> {
    const asked = this.owed
    this.owed = []
    for (const action of asked) await this.deliver(action)
  }

  private async deliver(action: PictureAction): Promise<void> {
    const { background } = this.picture.colours
    await this.withPicture(async svg => {
      const data =
        action === 'save-png'
          ? (await pngFile(svg, background)).toDataURL('image/png').replace(/^.*,/, '')
          : svgFile(svg, background)
      tell({ kind: 'picture', action, tab: this.shownTab(), data })
    })
  }

  private async copy(): Promise<void> {
    await this.withPicture(async svg => copyPng(await pngFile(svg, this.picture.colours.background)))
  }

  private async withPicture(use: (svg: SVGSVGElement) => Promise<void>): Promise<void> {
    const { svg } = this.picture
    try {
      if (svg === null) throw new Error(say`there is no picture here`)
      await use(svg)
    } catch (error) {
      this.banner.show(
        say`The picture cannot be exported: ${error instanceof Error ? error.message : String(error)}`,
      )
    }
  }
}
