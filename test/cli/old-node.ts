/** Imported, it makes a Node believe that it is an old one; the Node it starts does not inherit this. */
export const OLD_NODE =
  "data:text/javascript,Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })"
