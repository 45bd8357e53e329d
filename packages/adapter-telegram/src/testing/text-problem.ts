/** What Telegram would say of a text that it refuses: none, too much, or markup that is not closed. Null for one that it takes. */
export function textProblem(body: Readonly<Record<string, unknown>>): string | null {
  if (body.text === undefined) return null
  const text = String(body.text)
  if (text.trim() === '') return 'message text is empty'
  const words = body.parse_mode === 'HTML' ? text.replace(/<[^>]*>/g, '') : text
  if (words.length > 4096) return 'message is too long'
  if (body.parse_mode !== 'HTML') return null
  const open: string[] = []
  for (const [, slash, name = ''] of text.matchAll(/<(\/?)([a-z-]+)[^>]*>/g)) {
    if (!/^(b|i|u|s|code|pre|a|blockquote|tg-spoiler)$/.test(name)) return `can't parse entities: Unsupported start tag "${name}"`
    if (!slash) open.push(name)
    else if (open.pop() !== name) return "can't parse entities: Unmatched end tag"
  }
  return open.length > 0 ? "can't parse entities: Can't find end tag" : null
}
