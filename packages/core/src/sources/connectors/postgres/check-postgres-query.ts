import { SourceError } from '../source-error.ts'
import { allowedPostgresFunctions } from './allowed-functions.ts'
import { allowedNodes } from './allowed-nodes.ts'
import { everyNode, isNode, type Node, type ParsedQuery, parseQuery } from './parse-query.ts'

const maxLength = 20_000

/** Of the standard's catalogue, what describes tables that the login may read anyway. */
const allowedCatalogue = new Set([
  'columns',
  'constraint_column_usage',
  'key_column_usage',
  'referential_constraints',
  'schemata',
  'table_constraints',
  'tables',
  'views',
])

/**
 * Passes one SELECT that only reads: whatever PostgreSQL's own parser finds in it must be on a list. Gives it as it was read. Throws SourceError
 * `refused`, with what to change.
 */
export async function checkPostgresQuery(text: string, values = 0): Promise<ParsedQuery> {
  if (text.length > maxLength) refuse(`The query is longer than ${maxLength} characters. Shorten it.`)
  if (text.includes('\0')) refuse('The query holds a character that no query can hold (U+0000).')
  const query = await parseQuery(text)
  const [statement] = query.statements
  if (!statement) refuse('The query is empty.')
  if (query.statements.length > 1) refuse('Send one statement, without others after it.')
  if (!('SelectStmt' in statement)) refuse(`Only SELECT is allowed here, not ${describe(Object.keys(statement)[0] ?? '')}.`)
  for (const [key, child] of everyNode(statement)) checkEntry(key, child, values)
  return query
}

/** Keys in capitals name a node; the others are its fields, of which two change what a SELECT does. */
function checkEntry(key: string, child: unknown, values: number) {
  if (key === 'intoClause') refuse('SELECT INTO would create a table. Leave INTO out.')
  if (key === 'lockingClause') refuse('FOR UPDATE and FOR SHARE lock rows. Leave them out.')
  if (key === 'ParamRef' && isNode(child) && typeof child.number === 'number' && child.number > 0 && child.number <= values) return
  if (/^[A-Z]/.test(key) && !allowedNodes.has(key)) refuse(`${describe(key)} is not allowed in a query here.`)
  if (!isNode(child)) return
  if (key === 'RangeVar') checkTable(child)
  if (key === 'FuncCall') checkFunction(namesIn(child.funcname))
  if (key === 'A_Expr') checkOperator(namesIn(child.name))
  if (key === 'TypeCast' && isNode(child.typeName)) checkType(namesIn(child.typeName.names))
}

function checkTable({ schemaname, relname }: Node) {
  const table = String(relname)
  const schema = typeof schemaname === 'string' ? schemaname : null
  if (schema === 'information_schema' && allowedCatalogue.has(table)) return
  if (schema === null ? /^pg_/i.test(table) : /^(pg_.*|information_schema)$/i.test(schema))
    refuse(`"${schema ? `${schema}.` : ''}${table}" belongs to the database itself. Ask about your own tables.`)
}

function checkFunction(names: readonly string[]) {
  const [name = '', schema = 'pg_catalog'] = names.toReversed()
  if (names.length > 2 || schema !== 'pg_catalog' || !allowedPostgresFunctions.has(name))
    refuse(`The function ${names.join('.')} is not one of those that only compute, and is not allowed here.`)
}

function checkOperator(names: readonly string[]) {
  const [, schema = 'pg_catalog'] = names.toReversed()
  if (schema !== 'pg_catalog') refuse(`The operator ${names.join('.')} is not one of PostgreSQL’s own.`)
}

/** Casts to these look names up in the catalogue. */
function checkType(names: readonly string[]) {
  const name = names.at(-1) ?? ''
  if (name.startsWith('reg')) refuse(`A cast to ${name} reads the database’s own tables.`)
}

const namesIn = (list: unknown): string[] =>
  Array.isArray(list) ? list.flatMap(item => (isNode(item) && isNode(item.String) ? [String(item.String.sval ?? '')] : [])) : []

/** `DeleteStmt` as `DELETE`. */
const describe = (name: string) =>
  name
    .replace(/Stmt$/, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toUpperCase()

function refuse(message: string): never {
  throw new SourceError('refused', message)
}
