import { SourceError } from '../source-error.ts'

export type Node = Readonly<Record<string, unknown>>

/** A query as PostgreSQL's own parser reads it. */
export interface ParsedQuery {
  /** Without what stands after its end. */
  readonly text: string
  readonly statements: readonly Node[]
  readonly tables: readonly TableUse[]
  /** Names that its WITH clauses give. */
  readonly commonTables: ReadonlySet<string>
}

/** Where a query names a table, or something of a WITH clause. */
export interface TableUse {
  readonly schema: string | null
  readonly name: string
  readonly alias: string | null
  /** Bytes before it. */
  readonly location: number
}

/** Nodes that a query may have; more take the parser and the server longer than an answer is worth. */
const maxNodes = 20_000

/** Throws SourceError `refused` for what is not SQL. */
export async function parseQuery(text: string): Promise<ParsedQuery> {
  const { parse } = await import('libpg-query')
  const tables: TableUse[] = []
  const commonTables = new Set<string>()
  try {
    const { stmts = [] } = await parse(text)
    const statements = stmts.map(({ stmt }): Node => ({ ...stmt }))
    const [first] = stmts
    const end = first?.stmt_len ? (first.stmt_location ?? 0) + first.stmt_len : undefined
    for (const [key, child] of everyNode(statements)) {
      if (!isNode(child)) continue
      if (key === 'RangeVar') tables.push(toUse(child))
      if (key === 'CommonTableExpr') commonTables.add(String(child.ctename))
    }
    return { text: Buffer.from(text).subarray(0, end).toString(), statements, tables, commonTables }
  } catch (error) {
    if (error instanceof SourceError) throw error
    throw new SourceError('refused', `The query cannot be read: ${error instanceof Error ? error.message : 'it is not SQL'}.`)
  }
}

/** Every node with its name, without recursion, as a query decides how deep it is. */
export function* everyNode(root: unknown): Generator<readonly [string, unknown]> {
  const pending: unknown[] = [root]
  for (let count = 0; pending.length > 0; count++) {
    if (count > maxNodes) throw new SourceError('refused', 'The query is too complicated. Ask for less at once.')
    const value = pending.pop()
    if (Array.isArray(value)) for (const item of value) pending.push(item)
    else if (isNode(value)) {
      for (const [key, child] of Object.entries(value)) {
        yield [key, child]
        pending.push(child)
      }
    }
  }
}

export const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

function toUse({ schemaname, relname, alias, location }: Node): TableUse {
  return {
    schema: typeof schemaname === 'string' ? schemaname : null,
    name: String(relname),
    alias: isNode(alias) ? String(alias.aliasname) : null,
    location: typeof location === 'number' ? location : 0,
  }
}
