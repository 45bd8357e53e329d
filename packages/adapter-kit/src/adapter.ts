import type { ZodType } from 'zod'
import type { Channel } from './channel.ts'
import type { Codes } from './codes.ts'
import type { Connector } from './connector.ts'
import type { FindDocuments } from './find-documents.ts'
import type { FrontDoor, FrontDoorContext } from './front-door.ts'
import type { Health } from './health.ts'
import type { Holdings } from './holdings.ts'
import type { InboundEvent } from './inbound-event.ts'
import type { KeyValueStore } from './key-value-store.ts'
import type { Tool } from './tool.ts'

/** Joins a platform to Craveva. This, and what it opens, is all that a platform must provide. */
export interface Adapter<Settings = unknown> {
  /** The platform's name, as it stands in addresses: `^[a-z][a-z0-9-]{1,30}$`. */
  readonly platform: string
  /**
   * Form, validation and docs all come from this. Whatever is needed but may come later is optional and marked with `needed`; secrets are
   * marked with `secret` and optional always.
   */
  readonly settings: ZodType<Settings>
  /** Opens one deployment; rejects with a `PlatformError`. Load what is heavy in here: an adapter nobody uses must cost nothing. */
  open(context: AdapterContext<Settings>): Promise<Connection>
  /** The platform's name as people write it; the same as `platform` unless given. */
  readonly title?: string
  /** `messaging` unless given. */
  readonly kind?: 'messaging' | 'ecommerce'
  /**
   * Which settings are missing, by name, with the words that people know them by; those marked with `needed` unless given. `installation`: of the
   * operator's app, where the deployment was made for one.
   */
  missing?(settings: Settings, installation: string | null): Readonly<Record<string, string>>
  /** Where merchants install the operator's app at the platform, before there is a deployment; null when the operator has none. */
  readonly frontDoor?: ((context: FrontDoorContext) => FrontDoor) | null
  /**
   * Whether `handle` is called for requests while the deployment is paused, for platforms whose notices may not wait; false unless given. A paused
   * deployment is open for that alone: `open` must not begin anything by itself then.
   */
  readonly handlesWhilePaused?: boolean
}

/** What the host gives to an adapter for one deployment. */
export interface AdapterContext<Settings = unknown> {
  readonly settings: Settings
  /** Where the platform reaches `handle` of this deployment. */
  readonly publicUrl: string
  /** Aborted when the deployment is closed. */
  readonly signal: AbortSignal
  /** Cursors and small state of this deployment; survives restarts. */
  readonly store: KeyValueStore
  /** Returns when the event is stored for good: acknowledge it to the platform only then. An event that is received twice happens once. */
  receive(event: InboundEvent): Promise<void>
  /** Lets the host ask for the health now, and soon for documents, as something has changed; for one of them alone where it is known which. */
  changed(what?: 'health' | 'documents'): void
  /** The agent that answers. */
  readonly agentId?: string
  /** By which the platform knows the installation of the operator's app that this deployment was made for; null when somebody made it by hand. */
  readonly installation?: string | null
  /** Looks documents up that this deployment brought; absent where there is no index of them. */
  readonly findDocuments?: FindDocuments
  /** Mails codes to addresses and checks them; absent where there is no mail. */
  readonly codes?: Codes
}

/** One open deployment. Capabilities a platform does not have are left out. */
export interface Connection {
  /** Asks the platform, never assumes; within 10 s. */
  health(): Promise<Health>
  /** Lets go of everything within 5 s. Nothing is received or delivered afterwards. */
  close(): Promise<void>
  /**
   * The deployment was deleted, or paused unless the adapter handles requests meanwhile; which is no end of the process: takes back what it set up on
   * the platform. Comes before `close`, within 5 s; the signal is aborted by then, and the store gone.
   */
  end?(): Promise<void>
  /** Conversations. */
  readonly channel?: Channel
  /** Documents of the platform for the agents' knowledge. */
  readonly connector?: Connector
  /** What an agent can do on the platform, by name. */
  readonly tools?: Readonly<Record<string, Tool>>
  /**
   * Webhooks, OAuth, installs: the raw request as it came. Verifies before it believes; answers within 300 ms. A request that comes while the
   * deployment is not open gets a 503; `handlesWhilePaused` decides whether it is open while it is paused.
   */
  handle?(request: Request, holdings: Holdings): Promise<Response>
}
