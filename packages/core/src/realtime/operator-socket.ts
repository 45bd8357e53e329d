import type { OperatorEvents } from '@craveva/contract/operator-events'
import type { Server, Socket } from 'socket.io'
import type { Claims } from '../auth/credential.ts'
import type { Caller, Principal } from '../context.ts'
import type { Allowance } from './allowance.ts'

type ToClient = { [Name in keyof OperatorEvents]: (event: OperatorEvents[Name]) => void }
type FromClient = Record<string, (...values: unknown[]) => void>

/** What is known of a socket as long as it lives. */
export interface SocketData {
  claims: Extract<Claims, { kind: 'user' }>
  principal: Principal
  caller: Caller
  /** Milliseconds since 1970 at which its access token ends; the client sends a new one before. */
  expiresAt: number
  readonly allowance: Allowance
  /** Milliseconds since 1970 from when on it may have missed something; null when it is new. */
  readonly missedSince: number | null
}

export type OperatorServer = Server<FromClient, ToClient, Record<never, never>, SocketData>
export type OperatorSocket = Socket<FromClient, ToClient, Record<never, never>, SocketData>

export const companyRoom = (companyId: string) => `company ${companyId}`
export const conversationRoom = (conversationId: string) => `conversation ${conversationId}`
