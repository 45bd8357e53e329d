import { SourceError } from '../source-error.ts'

export interface Token {
  readonly kind: 'word' | 'quoted-name' | 'string' | 'number' | 'variable' | 'mark'
  /** Words in lower case; names and strings without their quotes. */
  readonly text: string
  /** UTF-16 units before it. */
  readonly at: number
}

/**
 * What comes next, whichever fits first. Comments that the server would run (`/*!`, `/*M!`) or obey (`/*+`) are no comments here. Backslashes
 * escape in strings and double quotes make strings, as `sql_mode` is set so for every connection.
 */
const patterns: readonly (readonly [Token['kind'] | 'nothing', RegExp])[] = [
  ['nothing', /[ \t\r\n\f\v]+/y],
  ['nothing', /(?:--(?=[ \t\r\n\f\v]|$)|#)[^\n]*/y],
  ['nothing', /\/\*(?!M?!|\+).*?\*\//sy],
  ['string', /'(?:[^'\\]|\\.|'')*'/sy],
  ['string', /"(?:[^"\\]|\\.|"")*"/sy],
  ['quoted-name', /`(?:[^`]|``)*`/y],
  ['variable', /:=|@/y],
  ['number', /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\p{L}\p{N}_$])/uy],
  ['word', /[\p{L}\p{N}_$]+/uy],
  ['mark', /(?!\/\*)[-+*/%=<>!~^&|(),.;{}?:]/y],
]

/** Takes a query apart. Throws SourceError `refused` for what it cannot read. */
export function tokenizeMysql(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const found = match(text, at)
    if (!found && text.startsWith('/*', at)) throw new SourceError('refused', 'Comments that change what the server does are not allowed.')
    if (!found) throw new SourceError('refused', `The query cannot be read from "${text.slice(at, at + 20)}" on.`)
    if (found.kind !== 'nothing') tokens.push({ kind: found.kind, text: plain(found.kind, text.slice(at, at + found.length)), at })
    at += found.length
  }
  return tokens
}

function match(text: string, at: number) {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at
    const [found] = pattern.exec(text) ?? []
    if (found) return { kind, length: found.length }
  }
  return null
}

function plain(kind: Token['kind'], text: string) {
  if (kind === 'word') return text.toLowerCase()
  if (kind === 'quoted-name') return text.slice(1, -1).replaceAll('``', '`').toLowerCase()
  return kind === 'string' ? text.slice(1, -1) : text
}
