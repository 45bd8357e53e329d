import type { Db, Document } from 'mongodb'
import { EgressError } from '../../../net/egress-error.ts'
import { openTunnel } from '../../../net/open-tunnel.ts'
import { collectRows } from '../collect-rows.ts'
import type { Connector, Reach, SourceTable } from '../connector.ts'
import { type DatabaseSettings, databaseSettings } from '../database-settings.ts'
import { notEncrypted } from '../not-encrypted.ts'
import { SourceError } from '../source-error.ts'
import { checkPipeline } from './check-pipeline.ts'

const lookAroundMs = 10_000
const sampledDocuments = 20
const mostCollections = 200
const writing = /^(insert|update|remove|drop|create|rename|bypass|collMod|convert|compact|killop|shutdown|grant|anyAction)/i

/** MongoDB, one server of it: asked with JSON, `{"collection": …, "find": …}` or `{"collection": …, "aggregate": [ … ]}`. */
export const mongodbConnector: Connector<DatabaseSettings> = {
  engine: 'mongodb',
  category: 'database',
  settings: databaseSettings('mongodb', 27_017),
  test: (settings, reach) =>
    withMongo(settings, reach, async (database, encrypted) => {
      await database.command({ ping: 1 })
      const { authInfo } = await database.command({ connectionStatus: 1, showPrivileges: true })
      const privileges = (authInfo?.authenticatedUserPrivileges ?? []) as { actions?: string[] }[]
      const changes = privileges.flatMap(({ actions = [] }) => actions).filter(action => writing.test(action))
      const writable =
        changes.length > 0
          ? `This login can also change data (${changes.slice(0, 3).join(', ')}). Nothing is ever written, but one with the role "read" is safer.`
          : null
      return {
        warnings: [writable, encrypted ? null : notEncrypted(settings)].filter(warning => warning !== null),
        writable: writable !== null,
      }
    }),
  async query(settings, reach, { text, scope, limits }) {
    const { collection, pipeline } = checkPipeline(text, scope, limits.maxRows)
    return withMongo(settings, reach, async database => {
      const cursor = database
        .collection(collection)
        .aggregate([...pipeline], { maxTimeMS: limits.maxMs, allowDiskUse: false, batchSize: 100 })
      const documents: Document[] = []
      let bytes = 0
      for await (const document of cursor) {
        documents.push(toJson(document) as Document)
        bytes += JSON.stringify(document).length
        if (bytes > limits.maxBytes) break
      }
      const columns = [...new Set(documents.flatMap(document => Object.keys(document)))]
      const collector = collectRows(columns, limits)
      for (const document of documents) if (!collector.add(columns.map(name => document[name] ?? null))) break
      return collector.answer()
    })
  },
  schema: (settings, reach) =>
    withMongo(settings, reach, async database => {
      const collections = await database.listCollections({}, { nameOnly: true }).toArray()
      const tables: SourceTable[] = []
      for (const { name } of collections.filter(entry => !entry.name.startsWith('system.')).slice(0, mostCollections)) {
        const documents = await database.collection(name).find({}, { maxTimeMS: lookAroundMs }).limit(sampledDocuments).toArray()
        tables.push({ name, comment: null, columns: fieldsOf(documents), primaryKey: ['_id'], references: [] })
      }
      return { tables }
    }),
  check(text) {
    checkPipeline(text, undefined, 1)
  },
}

/** The driver connects by itself, so it is given a port of this machine behind which the checked address lies. */
async function withMongo<T>(settings: DatabaseSettings, { egress, signal }: Reach, work: (database: Db, encrypted: boolean) => Promise<T>) {
  const { MongoClient } = await import('mongodb')
  const encrypted = settings.ssl_mode === 'require' || settings.ssl_mode === 'verify-full'
  const tunnel = await openTunnel(egress, settings.host, settings.port, signal).catch(error => {
    if (error instanceof EgressError) throw new SourceError('failed', error.message, { cause: error })
    throw error
  })
  const client = new MongoClient(`mongodb://${tunnel.host}:${tunnel.port}/`, {
    directConnection: true,
    auth: { username: settings.username, password: settings.password ?? '' },
    maxPoolSize: 1,
    serverSelectionTimeoutMS: 8000,
    connectTimeoutMS: 8000,
    appName: 'craveva',
    retryReads: false,
    retryWrites: false,
    ...(encrypted
      ? {
          tls: true,
          servername: settings.host,
          ...(settings.ssl_mode === 'verify-full' || settings.ssl_ca ? {} : { tlsAllowInvalidCertificates: true }),
          ...(settings.ssl_mode === 'verify-full' ? {} : { tlsAllowInvalidHostnames: true }),
          ...(settings.ssl_ca ? { ca: settings.ssl_ca } : {}),
        }
      : {}),
  })
  const stop = () => tunnel.close()
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await work(client.db(settings.database), encrypted)
  } catch (error) {
    throw explain(error)
  } finally {
    signal.removeEventListener('abort', stop)
    await client.close(true).catch(() => {})
    tunnel.close()
  }
}

function explain(error: unknown) {
  if (error instanceof SourceError) return error
  const { code, name, message } = error as { code?: unknown; name?: string; message?: string }
  const told = String(message ?? error)
    .replaceAll(/\p{Cc}+/gu, ' ')
    .slice(0, 300)
  if (code === 18 || code === 13) return new SourceError('failed', `The login was refused: ${told}. Check username, password and role.`)
  if (code === 50) return new SourceError('refused', 'The query took too long and was stopped. Narrow it down.')
  if (name === 'MongoServerError') return new SourceError('refused', `The database refused the question: ${told}.`)
  return new SourceError('failed', `The connection broke: ${told}`)
}

function fieldsOf(documents: readonly Document[]) {
  const types = new Map<string, string>()
  for (const document of documents)
    for (const [name, value] of Object.entries(document)) if (!types.has(name)) types.set(name, typeName(value))
  return [...types].map(([name, type]) => ({ name, type, nullable: true, comment: null }))
}

const typeName = (value: unknown) =>
  Array.isArray(value) ? 'array' : value instanceof Date ? 'date' : ((value as { _bsontype?: string })?._bsontype ?? typeof value)

/** Ids, dates and large numbers as JSON holds them. */
function toJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toJson)
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || value === null) return value
  if ('_bsontype' in value) return String(value)
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, toJson(inner)]))
}
