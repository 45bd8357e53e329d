import { SourceError } from '../source-error.ts'

interface Token {
  readonly kind: 'word' | 'quoted-name' | 'string' | 'number' | 'variable' | 'mark'
  /** Words and names in small letters, without their quotes. */
  readonly text: string
}

const patterns: readonly (readonly [Token['kind'] | 'nothing', RegExp])[] = [
  ['nothing', /\s+/y],
  ['nothing', /--[^\n]*/y],
  ['string', /N?'(?:[^']|'')*'/y],
  ['quoted-name', /\[(?:[^\]]|\]\])*\]/y],
  ['quoted-name', /"(?:[^"]|"")*"/y],
  ['variable', /@@?[\p{L}\p{N}_$#@]+/uy],
  ['number', /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\p{L}\p{N}_$#@])/uy],
  ['word', /[\p{L}_#][\p{L}\p{N}_$#@]*/uy],
  ['mark', /(?!\/\*|--)[-+*/%=<>!~^&|(),.;:]/y],
]

/** Every word that begins a statement of Transact-SQL, or makes a SELECT do more than read. Statements need no semicolon between them there. */
const refusedWords: ReadonlySet<string> = new Set(
  `
  insert update delete merge truncate drop alter create exec execute into openrowset opendatasource openquery openxml bulk waitfor declare set use
  grant revoke deny backup restore dbcc kill shutdown reconfigure begin commit rollback save go print raiserror throw readtext updatetext writetext
  if while goto return break continue try catch checkpoint deallocate open close fetch cursor enable disable add send receive end_conversation
  lineno setuser revert move get next updlock xlock tablock tablockx holdlock paglock rowlock serializable tablesample option
  `
    .trim()
    .split(/\s+/),
)

const allowedFunctions: ReadonlySet<string> = new Set(
  `
  avg count count_big max min sum string_agg stdev stdevp var varp row_number rank dense_rank ntile lag lead first_value last_value percent_rank
  cume_dist percentile_cont percentile_disc abs ceiling floor round sign sqrt power exp log log10 square pi rand
  lower upper len left right substring charindex patindex replace stuff ltrim rtrim trim concat concat_ws reverse replicate space str format quotename
  coalesce isnull nullif iif choose cast convert try_cast try_convert parse try_parse greatest least
  getdate sysdatetime getutcdate sysutcdatetime datepart datename dateadd datediff datediff_big year month day eomonth datefromparts datetrunc isdate
  json_value json_query isjson newid
  select distinct all top as from join inner outer cross apply full on where group by order having and or not in exists any some between like is null
  then else when case union except intersect values over partition rows range with using for
  decimal numeric char varchar nchar nvarchar binary varbinary float datetime2 time datetimeoffset
  `
    .trim()
    .split(/\s+/),
)

const maxLength = 20_000

/**
 * Passes one SELECT of Transact-SQL that only reads, judged by its tokens: whatever could do more is refused wherever it stands, unless it is quoted as
 * a name. Only plain names are tables, so that no other database or server is reached. Throws SourceError `refused`.
 */
export function checkMssqlQuery(text: string, values = 0): void {
  if (text.length > maxLength) refuse(`The query is longer than ${maxLength} characters. Shorten it.`)
  const tokens = tokenize(text)
  while (tokens.at(-1)?.text === ';' && tokens.at(-1)?.kind === 'mark') tokens.pop()
  const first = tokens.find(token => !isMark(token, '('))
  if (first?.kind !== 'word' || !['select', 'with'].includes(first.text)) refuse('Only SELECT is allowed here.')
  for (const [index, token] of tokens.entries()) checkToken(tokens, index, token, values)
}

function checkToken(tokens: readonly Token[], index: number, { kind, text }: Token, values: number) {
  if (isMark(tokens[index], ';')) refuse('Send one statement, without others after it.')
  if (kind === 'variable') {
    const number = /^@p(\d+)$/.exec(text)?.[1]
    if (!number || Number(number) < 1 || Number(number) > values) refuse('Variables (@) are not allowed.')
  }
  if (kind !== 'word' && kind !== 'quoted-name') return
  const [before, after] = [tokens[index - 1], tokens[index + 1]]
  if (/^(sys|information_schema|msdb|master|tempdb|model)$/.test(text) && isMark(after, '.'))
    refuse(`"${text}" belongs to the server itself.`)
  if (/^(sys(objects|columns|databases|users|logins|processes|comments)|xp_|sp_|fn_)/.test(text))
    refuse(`"${text}" belongs to the server itself.`)
  // `a.b.c` could be a table of another database, `a..b` is one.
  if (isMark(after, '.') && (isMark(tokens[index + 2], '.') || isMark(tokens[index + 3], '.')))
    refuse('Write names with at most two parts.')
  if (isMark(after, '(') && !isMark(before, '.') && kind === 'word' && allowedFunctions.has(text)) return
  if (isMark(after, '(') && !isWord(before, 'as') && !isWord(before, 'with') && !isMark(before, ','))
    refuse(`The function ${text} is not one of those that only compute, and is not allowed here.`)
  if (kind === 'word' && !isMark(before, '.') && refusedWords.has(text)) refuse(`${text.toUpperCase()} is not allowed here.`)
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < text.length; ) {
    const found = match(text, at)
    if (!found) refuse(`The query cannot be read from "${text.slice(at, at + 20)}" on.`)
    if (found.kind !== 'nothing') tokens.push({ kind: found.kind, text: plain(found.kind, text.slice(at, at + found.length)) })
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

const plain = (kind: Token['kind'], text: string) =>
  kind === 'quoted-name' ? text.slice(1, -1).toLowerCase() : kind === 'string' ? text : text.toLowerCase()

const isMark = (token: Token | undefined, text: string) => token?.kind === 'mark' && token.text === text
const isWord = (token: Token | undefined, text: string) => token?.kind === 'word' && token.text === text

function refuse(message: string): never {
  throw new SourceError('refused', message)
}
