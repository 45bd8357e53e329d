import type { ConnectionPool, IColumnMetadata, config as MssqlConfig, Request } from 'mssql'
import { EgressError } from '../../../net/egress-error.ts'
import { collectRows, type RowCollector } from '../collect-rows.ts'
import type { Connector, Reach, SourceAnswer, SourceLimits, SourceTable, SourceValue } from '../connector.ts'
import { type DatabaseSettings, databaseSettings } from '../database-settings.ts'
import { SourceError } from '../source-error.ts'
import { isWholeSource } from '../table-scope.ts'
import { checkMssqlQuery } from './check-mssql-query.ts'

/**
 * SQL Server. It knows no read-only transaction, so a login that could write is refused rather than warned about, and every query is rolled back.
 * Parts of a source cannot be told apart by the check of its text: with lists of tables, hidden columns or row filters only saved queries that
 * need none of them are answered.
 */
export const mssqlConnector: Connector<DatabaseSettings> = {
  engine: 'mssql',
  category: 'database',
  settings: databaseSettings('mssql', 1433),
  test: (settings, reach) =>
    withMssql(settings, reach, async pool => {
      await requireReader(pool)
      const encrypted = settings.ssl_mode !== 'disable'
      return { warnings: encrypted ? [] : ['The connection is not encrypted. Set ssl_mode to require.'], writable: false }
    }),
  async query(settings, reach, { text, values = [], scope, limits }) {
    checkMssqlQuery(text, values.length)
    if (!isWholeSource(scope))
      throw new SourceError(
        'refused',
        'Parts of an SQL Server cannot be asked alone. Give the login rights on what may be read, and leave access empty.',
      )
    return withMssql(settings, reach, async pool => {
      await requireReader(pool)
      return readRows(pool, text, values, limits)
    })
  },
  schema: (settings, reach) => withMssql(settings, reach, readSchema),
  check: checkMssqlQuery,
  sql: {
    placeholder: '@p1',
    backslashes: false,
    everything: table =>
      `select * from ${table
        .split('.')
        .map(part => `[${part.replaceAll(']', ']]')}]`)
        .join('.')}`,
  },
}

async function withMssql<T>(settings: DatabaseSettings, { egress, signal }: Reach, work: (pool: ConnectionPool) => Promise<T>): Promise<T> {
  const { default: mssql } = await import('mssql')
  const config: MssqlConfig = {
    server: settings.host,
    port: settings.port,
    database: settings.database,
    user: settings.username,
    password: settings.password ?? '',
    connectionTimeout: 10_000,
    requestTimeout: 15_000,
    pool: { max: 1, min: 0 },
    options: {
      appName: 'craveva',
      encrypt: settings.ssl_mode !== 'disable',
      trustServerCertificate: settings.ssl_mode !== 'verify-full' && !settings.ssl_ca,
      ...(settings.ssl_ca ? { cryptoCredentialsDetails: { ca: settings.ssl_ca } } : {}),
      readOnlyIntent: true,
      abortTransactionOnError: true,
      // The socket stands already, to the address that was checked.
      connector: () => egress.connect(settings.host, settings.port, { signal, timeoutMs: 10_000 }),
    },
  }
  const pool = new mssql.ConnectionPool(config)
  pool.on('error', () => {})
  const stop = () => void pool.close().catch(() => {})
  signal.addEventListener('abort', stop, { once: true })
  try {
    await pool.connect()
    return await work(pool)
  } catch (error) {
    throw explain(error)
  } finally {
    signal.removeEventListener('abort', stop)
    await pool.close().catch(() => {})
  }
}

/** Throws SourceError for a login that may change anything. */
async function requireReader(pool: ConnectionPool) {
  const { recordset } = await pool.request().query<{ name: string }>(`
    select permission_name as name from fn_my_permissions(null, 'DATABASE')
    where permission_name in ('INSERT', 'UPDATE', 'DELETE', 'ALTER', 'CONTROL', 'EXECUTE', 'CREATE TABLE', 'TAKE OWNERSHIP')
    union select 'sysadmin' where is_srvrolemember('sysadmin') = 1
    union select 'db_owner' where is_member('db_owner') = 1
    union select 'db_datawriter' where is_member('db_datawriter') = 1`)
  const [first] = recordset
  if (first)
    throw new SourceError('failed', `This login may do more than read (${first.name}). Connect with one that is only in db_datareader.`)
}

async function readRows(pool: ConnectionPool, text: string, values: readonly SourceValue[], limits: SourceLimits): Promise<SourceAnswer> {
  const transaction = pool.transaction()
  await transaction.begin()
  try {
    const request = transaction.request()
    for (const [index, value] of values.entries()) request.input(`p${index + 1}`, value)
    return await stream(request, text, limits)
  } finally {
    await transaction.rollback().catch(() => {})
  }
}

function stream(request: Request, text: string, limits: SourceLimits) {
  return new Promise<SourceAnswer>((resolve, reject) => {
    request.stream = true
    request.arrayRowMode = true
    let collector: RowCollector = collectRows([], limits)
    let full = false
    request.on('recordset', (columns: IColumnMetadata | IColumnMetadata[string][]) => {
      const list = Array.isArray(columns) ? columns : Object.values(columns)
      collector = collectRows(
        list.map(({ name }) => name),
        limits,
      )
    })
    request.on('row', (row: unknown[]) => {
      if (full || collector.add(row.map(toJson))) return
      full = true
      request.cancel()
    })
    request.on('error', error => (full ? resolve(collector.answer()) : reject(error)))
    request.on('done', () => resolve(collector.answer()))
    void request.query(text)
  })
}

async function readSchema(pool: ConnectionPool) {
  const { recordset } = await pool.request().query<{ table_name: string; column_name: string; type: string; nullable: string }>(`
    select top 5000 case when c.table_schema = 'dbo' then '' else c.table_schema + '.' end + c.table_name as table_name,
      c.column_name as column_name, c.data_type as type, c.is_nullable as nullable
    from information_schema.columns c order by c.table_schema, c.table_name, c.ordinal_position`)
  const byTable = Map.groupBy(recordset, ({ table_name }) => table_name)
  return {
    tables: [...byTable].map(
      ([name, columns]): SourceTable => ({
        name,
        comment: null,
        columns: columns.map(({ column_name, type, nullable }) => ({
          name: column_name,
          type,
          nullable: nullable === 'YES',
          comment: null,
        })),
        primaryKey: [],
        references: [],
      }),
    ),
  }
}

function explain(error: unknown) {
  if (error instanceof SourceError) return error
  const { code, message, originalError } = error as { code?: string; message?: string; originalError?: unknown }
  if (error instanceof EgressError || originalError instanceof EgressError)
    return new SourceError('failed', String(message), { cause: error })
  const told = String(message ?? error)
    .replaceAll(/\p{Cc}+/gu, ' ')
    .slice(0, 300)
  if (code === 'ELOGIN') return new SourceError('failed', `The login was refused: ${told}. Check username, password and database.`)
  if (code === 'ETIMEOUT') return new SourceError('refused', 'The query took too long and was stopped. Narrow it down.')
  if (code === 'EREQUEST') return new SourceError('refused', `The database refused the query: ${told}.`)
  return new SourceError('failed', `The connection broke: ${told}`)
}

function toJson(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) return `0x${value.toString('hex')}`
  return typeof value === 'bigint' ? value.toString() : value
}
