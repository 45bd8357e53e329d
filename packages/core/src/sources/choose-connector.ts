import { AppError } from '../errors.ts'
import type { Connector, SqlDialect } from './connectors/connector.ts'
import { connectors, findConnector } from './connectors/connectors.ts'
import { filesConnector } from './connectors/files/files-connector.ts'

/** The connector of a stored source. Throws INVALID_REQUEST for one that has no connection. */
export function requireLive({
  source_type,
  connection_config,
}: {
  source_type: string
  connection_config: Readonly<Record<string, unknown>>
}) {
  if (source_type !== 'file') return chooseConnector(source_type, connection_config)
  throw new AppError('INVALID_REQUEST', 'This data source is made of uploaded files, which agents search. It has no connection.', {
    details: { connection_id: 'is made of uploaded files' },
  })
}

/** The same, also for files, which are asked as a database. */
export const connectorOf = (source: Parameters<typeof requireLive>[0]): Connector =>
  source.source_type === 'file' ? (filesConnector as Connector) : requireLive(source)

/** How SQL is written for a stored source. Throws INVALID_REQUEST for one that is not asked with SQL. */
export function dialectOf(source: Parameters<typeof requireLive>[0]): SqlDialect {
  const { sql } = connectorOf(source)
  if (sql) return sql
  throw new AppError('INVALID_REQUEST', 'This data source is not asked with SQL.', { details: { connection_id: 'is not asked with SQL' } })
}

const fileTypes = new Set(['file', 'csv', 'xlsx', 'json', 'parquet', 'pdf', 'docx', 'html', 'markdown', 'text'])

/** The connector that a request names: an engine as `source_type`, or a category with the engine in `connection_config.type`. Throws INVALID_REQUEST. */
export function chooseConnector(sourceType: string, config: Readonly<Record<string, unknown>>): Connector {
  if (fileTypes.has(sourceType))
    throw invalid('source_type', 'Files are not connected but uploaded, with POST /data-sources/upload.', 'is a sort of file')
  const direct = findConnector(sourceType)
  if (direct) return direct
  const name = typeof config.type === 'string' ? config.type : ''
  const named = findConnector(name)
  if (named && named.category === sourceType) return named
  const engines = connectors.map(({ engine }) => engine).join(', ')
  if (!connectors.some(({ category }) => category === sourceType))
    throw invalid(
      'source_type',
      `This sort of source cannot be connected. Choose one of: ${engines}.`,
      `is not one of ${engines}, database`,
    )
  throw invalid('connection_config.type', `Name the engine of the database: one of ${engines}.`, `is not one of ${engines}`)
}

const invalid = (path: string, message: string, detail: string) => new AppError('INVALID_REQUEST', message, { details: { [path]: detail } })
