import type { KeyPermission, Role } from '@craveva/contract/operations'
import type { Logger } from 'pino'
import type { KeyUse } from './auth/key-use.ts'
import type { PaymentProvider } from './billing/payment-provider.ts'
import type { Inbox } from './channels/inbox.ts'
import type { CoreConfig } from './config.ts'
import type { Keys } from './crypto/keys.ts'
import type { Db } from './db/database.ts'
import type { Notifications } from './db/notifications.ts'
import type { Admission } from './deployments/admit-visitor.ts'
import type { VisitorIdentity } from './deployments/identify-visitor.ts'
import type { Platform } from './deployments/platform.ts'
import type { PublishedAgents } from './deployments/published-agents.ts'
import type { WorkLoop } from './events/work-loop.ts'
import type { ExecutionRunner } from './executions/execution-runner.ts'
import type { Retrieve } from './executions/turn-ports.ts'
import type { FileStore } from './files/file-store.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { HourlyAllowance } from './limits/hourly-allowance.ts'
import type { Limiter } from './limits/limiter.ts'
import type { Mail } from './mail/mail.ts'
import type { Embedder } from './models/embedder.ts'
import type { CompanyModels } from './models/keys/company-models.ts'
import type { ModelCatalogue } from './models/model-catalogue.ts'
import type { Egress } from './net/egress.ts'
import type { SearchMemory } from './retrieval/memory/search-memory.ts'
import type { VectorSearch } from './retrieval/vectors/vector-search.ts'
import type { SourceDesk } from './sources/asking/source-desk.ts'
import type { Metrics } from './system/metrics.ts'
import type { RequestHandOff } from './tools/hand-off.ts'
import type { Tool } from './tools/tool.ts'
import type { ToolsFor } from './tools/tools-for.ts'

/** What the program gives the API once, at its start. */
export interface Services {
  readonly config: CoreConfig
  readonly log: Logger
  /** The pool; see nothing of a company without `inCompany`. */
  readonly pool: Db
  readonly keys: Keys
  readonly files: FileStore
  readonly jobs: Jobs
  readonly limiter: Limiter
  readonly metrics: Metrics
  readonly keyUse: KeyUse
  readonly hourlyAllowance: HourlyAllowance
  readonly mail: Mail
  readonly models: ModelCatalogue
  /** The same, with the keys that companies bring. */
  readonly companyModels: CompanyModels
  readonly platforms: readonly Platform[]
  readonly publishedAgents: PublishedAgents
  readonly runner: ExecutionRunner
  /** What other servers tell. */
  readonly notifications: Notifications
  readonly retrieve: Retrieve
  /** What searches of passages remember. */
  readonly searchMemory: SearchMemory
  readonly toolsFor: ToolsFor
  /** Asks for a person on behalf of an agent. */
  readonly requestHandOff: RequestHandOff
  /** What can be listed without knowing an agent. */
  readonly builtInTools: readonly Tool[]
  readonly inbox: Inbox
  /** The one way to addresses that companies give us. */
  readonly egress: Egress
  /** What finds passages by their meaning; null where the operator has no model for it. */
  readonly embedder: Embedder | null
  /** What compares vectors. */
  readonly vectors: VectorSearch
  /** Where live sources are asked. */
  readonly sourceDesk: SourceDesk
  readonly payments: PaymentProvider
  /** Works on what the payment provider has told. */
  readonly paymentWorker: Pick<WorkLoop, 'wake'>
  /** Milliseconds since 1970; tests move it. */
  readonly now: () => number
}

/** Who is calling, as their company knows them right now: a signed-in user, or a key that acts with the role of the user who made it. */
export type Principal = UserPrincipal | KeyPrincipal

interface Member {
  readonly companyId: string
  /** The user, or whoever made the key. */
  readonly userId: string
  readonly role: Role
  /** Of the user, or of the key. */
  readonly name: string
  /** Whether what they run is a trial that is not charged. */
  readonly test: boolean
}

export interface UserPrincipal extends Member {
  readonly kind: 'user'
  /** The login the access token belongs to. */
  readonly sessionId: string
  /** Whether their company requires a second factor that they do not have yet. */
  readonly needsTwoFactor: boolean
}

export interface KeyPrincipal extends Member {
  readonly kind: 'key'
  readonly keyId: string
  readonly permissions: readonly KeyPermission[]
}

interface Call {
  readonly requestId: string
}

/** What a call of a signed-in user works with when it opens its own transactions, with `inCompany`. */
export interface UserContext extends Services, Call {
  readonly caller: Caller
  readonly principal: Principal
}

/** What a call of a signed-in user works with. `db` is a transaction bound to their company; it commits before the answer is sent. */
export interface Context extends UserContext {
  readonly db: Db
}

/** What a public call works with: nobody is signed in, and nothing is bound to a company yet. */
export interface PublicContext extends Services, Call {
  readonly caller: Caller
}

/** What a call about a deployed agent works with: the company is known, and the caller may talk to the agent. */
export interface VisitorContext extends PublicContext {
  readonly admission: Admission
  /** Whom the merchant's own server says the visitor is; null when it says nothing. */
  readonly identity: VisitorIdentity | null
  /** What opens the visitor's conversations: the hash of their token, or of who they are. */
  readonly visitorKey: Buffer
}

/** An adapter, which speaks for the platform of its key. */
export interface ServicePrincipal {
  readonly keyId: string
  readonly platform: string
}

/** What a call of an adapter works with. */
export interface ServiceContext extends PublicContext {
  readonly service: ServicePrincipal
}

/** What a call of an adapter about a deployment works with: it holds the lease of that. */
export interface LeaseContext extends ServiceContext {
  readonly leased: { readonly companyId: string; readonly deploymentId: string }
}

/** What HTTP tells of a caller. */
export interface Caller {
  /** Their address, as far as trusted proxies tell it. */
  readonly address: string
  /** The `Origin` header; null for servers and apps. */
  readonly origin: string | null
  /** The `User-Agent` header; empty when there is none. */
  readonly userAgent: string
  /** What the `Accept-Language` header likes best, as a BCP 47 tag. */
  readonly language: string | null
  /** The `X-Visitor-Token` header. */
  readonly visitorToken: string | null
  /** The `X-Visitor-Identity` header. */
  readonly visitorIdentity: string | null
}
