/** The texts of this room in Simplified Chinese; the terms are those of docs/glossary.zh-cn.md. */
export const CAPTURE_TEXTS: Readonly<Record<string, string>> = {
  'link type {0} is not read; those of Ethernet, Linux "any", raw IP and BSD loopback are':
    '不能读取链路类型 {0}；可以读取以太网、Linux "any"、原始 IP 和 BSD 环回的捕获',
}
