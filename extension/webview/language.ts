import { speak } from '@synfin/trace'

/** Has the page speak the language in which the extension has written it, with the texts that it has brought along. */
export function speakAsPage(): void {
  const { lang, dataset } = document.documentElement
  if (lang !== 'en') speak({ id: lang, texts: JSON.parse(dataset.texts ?? '{}') })
}
