/**
 * The page on which the authority of a finding can be read, at the section; absent for the language's own rules.
 *
 * @example
 * sectionLink('RFC 9293 §3.10.7.3')   // 'https://www.rfc-editor.org/rfc/rfc9293#section-3.10.7.3'
 */
export function sectionLink(authority: string): string | undefined {
  const [, rfc, section] =
    /\bRFC ?(\d+)(?:,? (?:§|Section |Appendix )([A-Z0-9]+(?:\.\d+)*))?/.exec(authority) ?? []
  if (rfc === undefined) return undefined
  const page = `https://www.rfc-editor.org/rfc/rfc${rfc}`
  if (section === undefined) return page
  return `${page}#${/^[A-Z]/.test(section) ? 'appendix' : 'section'}-${section}`
}
