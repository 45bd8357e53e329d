import ipaddr from 'ipaddr.js'
import { decodeJwt } from 'jose'
import { readCredential } from '../auth/credential.ts'
import type { Caller, Services } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { confirm } from '../http/identify.ts'
import { createAllowance } from './allowance.ts'
import { companyRoom, type OperatorServer, type OperatorSocket } from './operator-socket.ts'

/** Sockets of one company at one server. */
const mostOfCompany = 2000
const sweepMs = 15_000
/** Milliseconds past its end for which a token is still taken, as the API does. */
const tolerance = 30_000

/** What an operator must be, and what a socket is admitted as. */
const access = { kind: 'user', role: 'member', key: null } as const

/** Lets members in with their access token, and out again the moment their login, their role or their token ends. */
export function createSignIn(services: Services, io: OperatorServer) {
  const { pool, keys, now, log } = services
  const ofCompany = new Map<string, Set<OperatorSocket>>()

  async function proveMember(token: unknown, { address }: Caller) {
    if (typeof token !== 'string') throw new AppError('UNAUTHORIZED', 'Send auth: { token } with an access token.')
    const claims = await readCredential({ pool, keys, now }, token)
    if (claims.kind !== 'user') throw new AppError('FORBIDDEN', 'An API key may not do this. Sign in as a user.')
    const principal = await inCompany(pool, claims.companyId, db => confirm(db, claims, access, address, now()))
    return { claims, principal, expiresAt: (decodeJwt(token).exp ?? 0) * 1000 }
  }

  async function admit(socket: OperatorSocket, next: (error?: Error) => void) {
    try {
      const caller = callerOf(socket)
      const { token, since } = socket.handshake.auth as { token?: unknown; since?: unknown }
      const proof = await proveMember(token, caller)
      const { companyId } = proof.claims
      const others = ofCompany.get(companyId) ?? new Set()
      if (others.size >= mostOfCompany) throw new AppError('RATE_LIMIT_EXCEEDED', 'Too many operators of your company are connected.')
      const missedSince = typeof since === 'string' && Number.isFinite(Date.parse(since)) ? Date.parse(since) : null
      Object.assign(socket.data, proof, { caller, allowance: createAllowance(), missedSince })
      // One that has gone meanwhile gets no further, and nobody would count it out.
      if (socket.conn.readyState !== 'open') return
      ofCompany.set(companyId, others.add(socket))
      socket.conn.once('close', () => forget(socket))
      await socket.join(companyRoom(companyId))
      next()
    } catch (error) {
      next(toClientError(error))
    }
  }

  /** A middleware's error reaches the client as `connect_error`, with `data` as the API tells errors. */
  function toClientError(error: unknown) {
    const told = error instanceof AppError ? error : new AppError('INTERNAL_ERROR')
    if (!(error instanceof AppError)) log.error({ err: error }, 'an operator could not be signed in')
    return Object.assign(new Error(told.message), { data: { error: true, code: told.code, message: told.message, details: told.details } })
  }

  function forget(socket: OperatorSocket) {
    const { companyId } = socket.data.claims
    const left = ofCompany.get(companyId)
    left?.delete(socket)
    if (left?.size === 0) ofCompany.delete(companyId)
  }

  function signOut(socket: OperatorSocket, message: string) {
    socket.emit('signed_out', { message })
    socket.disconnect(true)
  }

  async function confirmAgain(socket: OperatorSocket) {
    const { claims, caller } = socket.data
    try {
      socket.data.principal = await inCompany(pool, claims.companyId, db => confirm(db, claims, access, caller.address, now()))
    } catch (error) {
      if (error instanceof AppError) signOut(socket, error.message)
      else log.warn({ err: error }, 'a login could not be looked at; it is tried again')
    }
  }

  const timer = setInterval(() => {
    for (const socket of all())
      if (socket.data.expiresAt + tolerance < now()) signOut(socket, 'The access token has expired. Connect with a new one.')
  }, sweepMs)
  const all = () => [...io.sockets.sockets.values()] as OperatorSocket[]

  return {
    admit,
    /** Takes a new access token of the same login. Throws UNAUTHORIZED, FORBIDDEN. */
    async renew(socket: OperatorSocket, token: unknown) {
      const proof = await proveMember(token, socket.data.caller)
      if (proof.claims.userId !== socket.data.claims.userId || proof.claims.companyId !== socket.data.claims.companyId)
        throw new AppError('FORBIDDEN', 'This token is somebody else’s. Connect anew.')
      Object.assign(socket.data, proof)
    },
    isServing: (companyId: string) => ofCompany.has(companyId),
    /** A login or a role changed: whoever may not be here any more goes. */
    async review(companyId: string, userId: string) {
      const theirs = [...(ofCompany.get(companyId) ?? [])].filter(({ data }) => data.claims.userId === userId)
      await Promise.all(theirs.map(confirmAgain))
    },
    /** What was told in the meantime may have been missed. */
    async reviewAll() {
      for (const socket of all()) await confirmAgain(socket)
    },
    forget,
    stop: () => clearInterval(timer),
  }
}

export type SignIn = ReturnType<typeof createSignIn>

function callerOf({ handshake }: OperatorSocket): Caller {
  const { origin, 'user-agent': userAgent } = handshake.headers
  const address = ipaddr.isValid(handshake.address) ? handshake.address : '0.0.0.0'
  return { address, origin: origin ?? null, userAgent: userAgent ?? '', language: null, visitorToken: null, visitorIdentity: null }
}
