export type FrontMatter = Readonly<Record<string, string>>

/**
 * Reads the `---` block at the top of a Markdown file as far as a merchant's tools write it: `name: value` lines, quoted or not, and
 * folded text. Lists and nested values are passed over. Names in lower case.
 */
export function splitFrontMatter(text: string): { frontMatter: FrontMatter; body: string } {
  const found = /^---[ \t]*\n([\s\S]{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(text)
  if (!found) return { frontMatter: {}, body: text }
  return { frontMatter: Object.fromEntries(entries(found[1] ?? '')), body: text.slice(found[0].length) }
}

function entries(yaml: string): [string, string][] {
  const result: [string, string][] = []
  const lines = yaml.split('\n')
  for (let index = 0; index < lines.length; index++) {
    const pair = /^([A-Za-z][\w-]*):[ \t]*(.*)$/.exec(lines[index] ?? '')
    if (!pair) continue
    let value = (pair[2] ?? '').trim()
    if (/^[>|][+-]?$/.test(value)) value = ''
    while (/^[ \t]+[^\s-]/.test(lines[index + 1] ?? '') && (value === '' || !/^["'].*["']$/.test(value)))
      value = `${value} ${(lines[++index] ?? '').trim()}`
    value = unquote(value.trim())
    if (value) result.push([(pair[1] ?? '').toLowerCase(), value])
  }
  return result
}

function unquote(value: string): string {
  if (/^".*"$/.test(value)) return value.slice(1, -1).replace(/\\(["\\])/g, '$1')
  if (/^'.*'$/.test(value)) return value.slice(1, -1).replaceAll("''", "'")
  return value.replace(/\s+#.*$/, '')
}
