import type { Socket } from 'node:net'
import type { ConnectionOptions as TlsOptions } from 'node:tls'
import type { Connection } from 'mysql2'
import { boundStreams, type StreamBound } from '../bound-stream.ts'
import { connectionFailure } from '../connection-failure.ts'
import type { Reach } from '../connector.ts'
import { containErrors } from '../contain-errors.ts'
import type { DatabaseSettings } from '../database-settings.ts'
import { SourceError } from '../source-error.ts'
import { tlsAttempts } from '../tls-options.ts'
import { explainMysql } from './explain-mysql.ts'

export interface MysqlConnection {
  readonly connection: Connection
  readonly encrypted: boolean
}

/** Runs `work` on a new connection, which is closed afterwards whatever happens. Throws SourceError. */
export async function withMysql<T>(
  settings: DatabaseSettings,
  reach: Reach,
  maxWireBytes: number,
  work: (connection: MysqlConnection) => Promise<T>,
): Promise<T> {
  const bound = boundStreams(maxWireBytes)
  try {
    const opened = await open(settings, reach, bound)
    try {
      return await Promise.race([work(opened), aborted(reach.signal)])
    } finally {
      opened.connection.destroy()
    }
  } catch (error) {
    throw connectionFailure(error, { signal: reach.signal, bound }, explainMysql)
  }
}

async function open(settings: DatabaseSettings, reach: Reach, bound: StreamBound): Promise<MysqlConnection> {
  let failure: unknown
  for (const tls of tlsAttempts(settings)) {
    try {
      return { connection: await connect(settings, tls, reach, bound), encrypted: tls !== null }
    } catch (error) {
      if (!offersNoTls(error)) throw error
      failure = error
    }
  }
  throw new SourceError('failed', 'The server offers no encrypted connection. Set ssl_mode to disable if that is meant.', {
    cause: failure,
  })
}

async function connect(settings: DatabaseSettings, tls: TlsOptions | null, { egress, signal }: Reach, bound: StreamBound) {
  const [{ default: driver }, socket] = await Promise.all([
    import('mysql2'),
    egress.connect(settings.host, settings.port, { signal, timeoutMs: 10_000 }),
  ])
  const connection = driver.createConnection({
    stream: socket,
    host: settings.host,
    port: settings.port,
    database: settings.database,
    user: settings.username,
    password: settings.password ?? '',
    ...(tls ? { ssl: toSsl(tls, settings) } : {}),
    charset: 'utf8mb4',
    // The server could ask for any file of ours otherwise.
    flags: ['-LOCAL_FILES'],
    multipleStatements: false,
    disableEval: true,
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
  })
  guard(socket, bound)
  connection.on('error', () => {})
  signal.addEventListener('abort', () => connection.destroy(), { once: true })
  try {
    await Promise.race([connected(connection), aborted(signal)])
    if (tls) guard(streamOf(connection), bound)
    return connection
  } catch (error) {
    connection.destroy()
    throw error
  }
}

const connected = (connection: Connection) =>
  new Promise<void>((resolve, reject) => {
    connection.connect(error => (error ? reject(error) : resolve()))
  })

/** A driver whose connection is destroyed leaves its callers waiting. */
const aborted = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) abort()
  })

function guard(stream: Socket, bound: StreamBound) {
  containErrors(stream)
  bound.watch(stream)
}

const toSsl = ({ rejectUnauthorized, ca }: TlsOptions, { ssl_mode }: DatabaseSettings) => ({
  rejectUnauthorized: rejectUnauthorized ?? true,
  verifyIdentity: ssl_mode === 'verify-full',
  ...(typeof ca === 'string' ? { ca } : {}),
})

const streamOf = (connection: Connection) => (connection as unknown as { stream: Socket }).stream

const offersNoTls = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'HANDSHAKE_NO_SSL_SUPPORT'
