import type { SqlDialect } from '../connectors/connector.ts'

/** Text in which nothing is looked for: strings, quoted names, dollar quotes, comments, and the `::` of a cast. */
const skipped = [
  /(?:--|#)[^\n]*/y,
  /\/\*[\s\S]*?\*\//y,
  /"(?:[^"]|"")*"/y,
  /`(?:[^`]|``)*`/y,
  /\[[^\]\n]*\]/y,
  /(\$(?:[A-Za-z_]\w*)?\$)[\s\S]*?\1/y,
  /::/y,
]
const plainString = /'(?:[^']|'')*'/y
const escapedString = /'(?:[^'\\]|\\[\s\S]|'')*'/y
const named = /:([a-z][a-z0-9_]{0,63})/y

export interface NamedValues {
  /** With the placeholders of the engine. */
  readonly text: string
  /** The names in the order of the values: once each where placeholders are numbered, else once for each place. */
  readonly names: readonly string[]
}

/** Replaces `:name` by placeholders. The engine itself checks the outcome; nothing of a value ever becomes text. */
export function nameValues(query: string, { placeholder, backslashes }: Pick<SqlDialect, 'placeholder' | 'backslashes'>): NamedValues {
  const patterns = [...skipped, backslashes ? escapedString : plainString]
  const names: string[] = []
  let text = ''
  for (let at = 0; at < query.length; ) {
    const passed = patterns.map(pattern => matchAt(pattern, query, at)).find(match => match !== null)
    const name = passed ? null : matchAt(named, query, at)?.[1]
    if (name) {
      text += place(placeholder, names, name)
      at += name.length + 1
    } else {
      const piece = passed?.[0] ?? query.charAt(at)
      text += piece
      at += piece.length
    }
  }
  return { text, names }
}

function place(placeholder: SqlDialect['placeholder'], names: string[], name: string) {
  if (placeholder === '?') {
    names.push(name)
    return '?'
  }
  if (!names.includes(name)) names.push(name)
  return `${placeholder.slice(0, -1)}${names.indexOf(name) + 1}`
}

function matchAt(pattern: RegExp, text: string, at: number) {
  pattern.lastIndex = at
  return pattern.exec(text)
}
