import type { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import type { ConnectionOptions } from 'node:tls'
import type pg from 'pg'
import { boundStreams, type StreamBound } from '../bound-stream.ts'
import { connectionFailure } from '../connection-failure.ts'
import type { Reach } from '../connector.ts'
import { containErrors } from '../contain-errors.ts'
import type { DatabaseSettings } from '../database-settings.ts'
import { SourceError } from '../source-error.ts'
import { tlsAttempts } from '../tls-options.ts'
import { explainPostgres } from './explain-postgres.ts'

/** A connection of one's own, and whether it is encrypted. */
export interface PostgresConnection {
  readonly client: pg.Client
  readonly encrypted: boolean
}

/** Runs `work` on a new connection, which is closed afterwards whatever happens. Throws SourceError. */
export async function withPostgres<T>(
  settings: DatabaseSettings,
  reach: Reach,
  maxWireBytes: number,
  work: (connection: PostgresConnection) => Promise<T>,
): Promise<T> {
  const bound = boundStreams(maxWireBytes)
  try {
    const connection = await open(settings, reach, bound)
    try {
      return await work(connection)
    } finally {
      close(connection.client)
    }
  } catch (error) {
    throw connectionFailure(error, { signal: reach.signal, bound }, explainPostgres)
  }
}

async function open(settings: DatabaseSettings, reach: Reach, bound: StreamBound): Promise<PostgresConnection> {
  let failure: unknown
  for (const tls of tlsAttempts(settings)) {
    try {
      return { client: await connect(settings, tls, reach, bound), encrypted: tls !== null }
    } catch (error) {
      if (!offersNoTls(error)) throw error
      failure = error
    }
  }
  throw new SourceError('failed', 'The server offers no encrypted connection. Set ssl_mode to disable if that is meant.', {
    cause: failure,
  })
}

async function connect(settings: DatabaseSettings, tls: ConnectionOptions | null, { egress, signal }: Reach, bound: StreamBound) {
  const [{ default: driver }, socket] = await Promise.all([
    import('pg'),
    egress.connect(settings.host, settings.port, { signal, timeoutMs: 10_000 }),
  ])
  const client = new driver.Client({
    host: settings.host,
    port: settings.port,
    database: settings.database,
    user: settings.username,
    // A function, as the driver would look for a missing one in the environment and in files.
    password: () => settings.password ?? '',
    ssl: tls ?? false,
    stream: () => asUnconnected(socket),
    application_name: 'craveva',
  })
  client.on('error', () => {})
  const abort = () => streamOf(client).destroy()
  signal.addEventListener('abort', abort, { once: true })
  try {
    const connected = client.connect()
    guard(socket, bound)
    connectionOf(client).once('sslconnect', () => guard(streamOf(client), bound))
    await connected
    return client
  } catch (error) {
    socket.destroy()
    throw error
  }
}

function guard(stream: Socket, bound: StreamBound) {
  containErrors(stream)
  bound.watch(stream)
}

/** The driver connects its stream itself; this one stands already, to the address that was checked. */
const asUnconnected = (socket: Socket) =>
  Object.assign(socket, {
    connect() {
      setImmediate(() => socket.emit('connect'))
      return socket
    },
  })

function close(client: pg.Client) {
  client.end().catch(() => {})
  setTimeout(() => streamOf(client).destroy(), 1000).unref()
}

/** What its types keep to themselves: the wire, and its socket, encrypted or not. */
const connectionOf = (client: pg.Client) => (client as unknown as { connection: EventEmitter & { stream: Socket } }).connection
const streamOf = (client: pg.Client) => connectionOf(client).stream

/** The driver has no code for it. */
const offersNoTls = (error: unknown) => error instanceof Error && error.message === 'The server does not support SSL connections'
