import { SourceError } from '../source-error.ts'
import { allowedMysqlFunctions, wordsBeforeBrackets } from './allowed-functions.ts'
import { foldedName as folded } from './folded-name.ts'
import { type Token, tokenizeMysql } from './tokenize-mysql.ts'

const maxLength = 20_000

/** Words that stand in no query that only reads, unless they are called as functions or quoted as names. */
const refusedWords: Readonly<Record<string, string>> = {
  into: 'INTO writes files, tables or variables.',
  outfile: 'OUTFILE writes a file.',
  dumpfile: 'DUMPFILE writes a file.',
  update: 'UPDATE and FOR UPDATE are not allowed.',
  delete: 'DELETE is not allowed.',
  insert: 'INSERT is not allowed.',
  replace: 'REPLACE is not allowed.',
  drop: 'DROP is not allowed.',
  alter: 'ALTER is not allowed.',
  create: 'CREATE is not allowed.',
  truncate: 'TRUNCATE is not allowed.',
  grant: 'GRANT is not allowed.',
  revoke: 'REVOKE is not allowed.',
  call: 'CALL is not allowed.',
  load: 'LOAD is not allowed.',
  lock: 'Locks are not allowed.',
  procedure: 'PROCEDURE is not allowed.',
}

const systemSchemas = new Set(['mysql', 'performance_schema', 'sys'])
const allowedCatalogue = new Set([
  'columns',
  'key_column_usage',
  'referential_constraints',
  'schemata',
  'table_constraints',
  'tables',
  'views',
])

/**
 * Passes one SELECT that only reads, judged by its tokens: MySQL's grammar is too large to be parsed here, so whatever could do more is
 * refused wherever it stands. Gives the tokens. Throws SourceError `refused`, with what to change.
 */
export function checkMysqlQuery(text: string, values = 0): readonly Token[] {
  if (text.length > maxLength) refuse(`The query is longer than ${maxLength} characters. Shorten it.`)
  const tokens = tokenizeMysql(text)
  while (isMark(tokens.at(-1), ';')) tokens.pop()
  const first = tokens.find(token => !isMark(token, '('))
  if (!first) refuse('The query is empty.')
  if (first.kind !== 'word' || !['select', 'with'].includes(first.text)) refuse('Only SELECT is allowed here.')
  const placeholders = tokens.filter(token => isMark(token, '?')).length
  if (placeholders > 0 && placeholders !== values) refuse('Placeholders are not allowed. Write the values.')
  tokens.forEach((token, index) => {
    checkToken(token)
    if (token.kind === 'word' || token.kind === 'quoted-name') checkName(tokens, index)
  })
  return tokens
}

function checkToken({ kind, text }: Token) {
  if (kind === 'variable') refuse('Variables (@) and assignments (:=) are not allowed.')
  if (kind === 'mark' && text === ';') refuse('Send one statement, without others after it.')
}

function checkName(tokens: readonly Token[], index: number) {
  const [token, next] = [tokens[index], tokens[index + 1]]
  if (!token) return
  const name = token.text
  if (isMark(next, '(')) return checkCall(tokens, index, token)
  if (isMark(next, '.')) return checkSchema(tokens, index, name)
  if (token.kind === 'quoted-name' || isMark(tokens[index - 1], '.')) return
  if (refusedWords[name]) refuse(refusedWords[name])
  if (name === 'for' && isWord(next, 'share')) refuse('FOR SHARE locks rows. Leave it out.')
  if (name === 'value' && isWord(next, 'for')) refuse('NEXT VALUE FOR moves a sequence.')
}

function checkCall(tokens: readonly Token[], index: number, { kind, text }: Token) {
  const before = tokens[index - 1]
  if (isWord(before, 'as') || startsCommonTable(tokens, index)) return
  const known = kind === 'word' && !isMark(before, '.') && (allowedMysqlFunctions.has(text) || wordsBeforeBrackets.has(text))
  if (!known) refuse(`The function ${text} is not one of those that only compute, and is not allowed here.`)
}

/** `name (a, b) AS (`, as in a WITH clause: a call is never followed by that. */
function startsCommonTable(tokens: readonly Token[], index: number) {
  const before = tokens[index - 1]
  if (!isWord(before, 'with') && !isWord(before, 'recursive') && !isMark(before, ',')) return false
  const end = tokens.findIndex((token, at) => at > index && isMark(token, ')'))
  const columns = tokens.slice(index + 2, end)
  return columns.every(isColumn) && isWord(tokens[end + 1], 'as') && isMark(tokens[end + 2], '(')
}

const isColumn = (token: Token) => token.kind === 'word' || token.kind === 'quoted-name' || isMark(token, ',')

function checkSchema(tokens: readonly Token[], index: number, name: string) {
  const table = tokens[index + 2]?.text ?? ''
  const schema = folded(name)
  if (systemSchemas.has(schema) || (schema === 'information_schema' && !allowedCatalogue.has(table.toLowerCase())))
    refuse(`"${schema}.${table}" belongs to the database itself. Ask about your own tables.`)
}

const isMark = (token: Token | undefined, text: string) => token?.kind === 'mark' && token.text === text
const isWord = (token: Token | undefined, text: string) => token?.kind === 'word' && token.text === text

function refuse(message: string): never {
  throw new SourceError('refused', message)
}
