/** What of a process's complaints says best why it ended: its error, or its last line; empty where it said nothing. */
export function lastWords(complaints: string): string {
  const lines = complaints.trim().split('\n')
  return (lines.find(line => /^\w*Error\b/.test(line)) ?? lines.at(-1) ?? '').trim()
}
