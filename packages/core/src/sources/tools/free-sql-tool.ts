import { AppError } from '../../errors.ts'
import type { Tool } from '../../tools/tool.ts'
import { ToolError } from '../../tools/tool-error.ts'
import { accessOf, freeSqlOf, scopeFor } from '../asking/source-access.ts'
import { loadSource, type SourceRow } from '../asking/source-desk.ts'
import { connectorOf } from '../choose-connector.ts'
import type { SourceTable } from '../connectors/connector.ts'
import { answerTool } from './answer-tool.ts'
import type { ToolNeeds } from './source-tools.ts'
import { isVisitor, viewerOf } from './viewer-of.ts'

/** Characters of the description that tell of tables. */
const longestSchema = 8000
const limits = { maxRows: 50, maxBytes: 60_000, maxMs: 10_000 }
/** Milliseconds for reading the tables, when nobody has lately; an agent can do without the tool, but not wait. */
const patienceMs = 5000

/** The tool with which a model writes queries of its own, over those sources where that is allowed; none when there are none. */
export async function freeSqlTool(needs: ToolNeeds, sources: readonly SourceRow[], visitor: boolean): Promise<Tool[]> {
  const allowed = sources.filter(source => mayBeAsked(source, visitor))
  const described = (await Promise.all(allowed.map(source => describe(needs, source)))).filter(entry => entry !== null)
  if (described.length === 0) return []
  const names = new Map(described.map(({ source }) => [source.connection_id, source.source_name]))
  return [
    {
      name: 'query_data_source',
      description: `Asks a database one question, as one SELECT in the dialect named. Use it for figures, stock and orders; name only tables and columns listed here, and add a LIMIT.\n${described
        .map(({ text }) => text)
        .join('\n')}`,
      parameters: {
        type: 'object',
        properties: {
          source: { type: 'string', enum: [...names.keys()], description: [...names].map(([id, name]) => `${id}: ${name}`).join('; ') },
          query: { type: 'string', minLength: 1, maxLength: 20_000, description: 'One SELECT' },
        },
        required: ['source', 'query'],
        additionalProperties: false,
      },
      effect: 'read',
      async run(args, call) {
        const id = String(args.source)
        const source = call.dataSourceIds.includes(id) && names.has(id) ? await loadSource(needs, call.companyId, id) : undefined
        // Looked at again, as it may have been forbidden meanwhile.
        if (!source || !mayBeAsked(source, isVisitor(call.principal)))
          throw new ToolError('Queries of one’s own are not allowed for this source. Use the other tools.')
        const tables = described.find(entry => entry.source.connection_id === id)?.tables ?? []
        return answerTool(needs, source, call, async () => {
          const scope = scopeFor(accessOf(source.access), await viewerOf(needs, source, call))
          const question = { text: String(args.query), scope, limits }
          const used = tables.filter(({ name }) => mentions(question.text, name))
          return {
            answer: await needs.sourceDesk.ask(source, question, call.signal),
            question,
            location: used.map(({ name }) => name).join(', ') || 'query',
            key: used.length === 1 ? (used[0]?.primaryKey ?? []) : [],
          }
        })
      },
    },
  ]
}

function mayBeAsked(source: SourceRow, visitor: boolean) {
  const free = freeSqlOf(accessOf(source.access), source.writable)
  return (visitor ? free.public : free.internal) && (source.mode === 'online' || source.source_type === 'file') && isAskedWithSql(source)
}

function isAskedWithSql(source: SourceRow) {
  try {
    return connectorOf(source).sql !== undefined
  } catch {
    return false
  }
}

/** Null when the source cannot say what it has just now. */
async function describe({ sourceDesk, log }: ToolNeeds, source: SourceRow) {
  try {
    const { tables } = await sourceDesk.schema(source, AbortSignal.timeout(patienceMs))
    const lines = tables.map(tableLine)
    const text = `${source.connection_id} "${source.source_name}" (${connectorOf(source).engine}):\n${lines.join('\n')}`
    return { source, tables, text: text.slice(0, longestSchema) }
  } catch (error) {
    // Uploads without a table are no reason to say anything.
    if (!(error instanceof AppError))
      log.warn({ err: error, connection_id: source.connection_id }, 'a source does not say what it has; agents do without it')
    return null
  }
}

const tableLine = ({ name, comment, columns, primaryKey, references }: SourceTable) =>
  [
    `- ${name}(${columns.map(column => `${column.name} ${column.type}${column.comment ? ` /* ${column.comment.slice(0, 80)} */` : ''}`).join(', ')})`,
    ...(primaryKey.length > 0 ? [` key ${primaryKey.join(', ')}`] : []),
    ...references.map(to => ` ${to.columns.join(', ')} → ${to.table}(${to.tableColumns.join(', ')})`),
    ...(comment ? [` ${comment.slice(0, 200)}`] : []),
  ].join(';')

const mentions = (text: string, table: string) => new RegExp(`(?<![\\w$])${RegExp.escape(table)}(?![\\w$])`, 'i').test(text)
