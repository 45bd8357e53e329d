import type { Server as HttpServer, IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { operatorSocketPath } from '@craveva/contract/operator-events'
import type { Server } from 'socket.io'
import type { Services } from '../context.ts'
import { isConsole } from '../http/console-origin.ts'
import { announce } from './announce.ts'
import { createCommands } from './commands.ts'
import type { OperatorServer, OperatorSocket } from './operator-socket.ts'
import { registerSocket, removeSocket, removeSockets } from './presence.store.ts'
import { createSignIn } from './sign-in.ts'
import { createWatches } from './watches.ts'

/** Operators on socket.io. */
export interface Realtime {
  /** Serves operators on the port of an HTTP server. What it needs is loaded with the first of them. */
  attach(server: HttpServer): void
  /** Lets all of them go; they connect to another server, or to this one when it is back. */
  close(): Promise<void>
}

/** Bytes of one command. */
const longestCommand = 64_000

/**
 * Each server tells its own sockets what it learns from the database's notifications, so that any number of servers need no more than the
 * database. WebSocket alone, so that no balancer has to bring a caller to the same server twice.
 */
export function createRealtime(services: Services): Realtime {
  let loading: Promise<Loaded> | null = null
  const load = (server: HttpServer) => {
    loading ??= start(services, server)
    return loading
  }
  return {
    attach(server) {
      const first = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        if (!isOurs(request)) return void (server.listenerCount('upgrade') === 1 && socket.destroy())
        socket.on('error', () => {})
        load(server).then(
          ({ io }) => {
            server.off('upgrade', first)
            io.engine.handleUpgrade(request as never, socket, head)
          },
          error => {
            services.log.error({ err: error }, 'operators cannot be served')
            socket.destroy()
          },
        )
      }
      server.on('upgrade', first)
    },
    async close() {
      const loaded = await loading?.catch(() => null)
      await loaded?.close()
    },
  }
}

const isOurs = ({ url = '' }: IncomingMessage) => url.startsWith(operatorSocketPath)

interface Loaded {
  readonly io: Server
  close(): Promise<void>
}

async function start(services: Services, server: HttpServer): Promise<Loaded> {
  const { pool, log, runner } = services
  const io: OperatorServer = new (await import('socket.io')).Server({
    path: operatorSocketPath,
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: longestCommand,
    perMessageDeflate: false,
    connectTimeout: 10_000,
    allowRequest: ({ headers: { origin } }, decide) => decide(null, origin === undefined || isConsole(services, origin)),
  })
  const watches = createWatches(services, io)
  const signIn = createSignIn(services, io)
  const serve = createCommands(services, watches, signIn)
  const stopAnnouncing = announce(services, io, watches, signIn)
  io.use(signIn.admit)
  io.on('connection', (socket: OperatorSocket) => {
    socket.onAny((name: string, ...values: unknown[]) => void serve(socket, name, values))
    socket.once('disconnect', () => {
      watches.leave(socket)
      signIn.forget(socket)
      removeSocket(pool, socket.id).catch(error => log.warn({ err: error }, 'an operator could not be counted out'))
    })
    const { claims, principal } = socket.data
    registerSocket(pool, { socketId: socket.id, companyId: claims.companyId, userId: claims.userId, serverId: runner.serverId })
      .then(() => socket.emit('ready', { user_id: principal.userId, name: principal.name }))
      .then(() => watches.tellMissed(socket))
      .catch(error => {
        log.warn({ err: error }, 'an operator could not be counted in')
        socket.disconnect(true)
      })
  })
  io.attach(server)
  return {
    io,
    async close() {
      stopAnnouncing()
      signIn.stop()
      watches.stop()
      io.disconnectSockets(true)
      io.engine.close()
      await removeSockets(pool, runner.serverId)
    },
  }
}
