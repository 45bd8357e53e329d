import type { Role } from '@craveva/contract/operations'
import type { Logger } from 'pino'
import type { CoreConfig } from './config.ts'
import type { Keys } from './crypto/keys.ts'
import type { Db } from './db/database.ts'
import type { Platform } from './deployments/platform.ts'
import type { ExecutionRunner } from './executions/execution-runner.ts'
import type { FileStore } from './files/file-store.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { Limiter } from './limits/limiter.ts'
import type { ModelCatalogue } from './models/model-catalogue.ts'

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
  readonly models: ModelCatalogue
  readonly platforms: readonly Platform[]
  readonly runner: ExecutionRunner
  /** Milliseconds since 1970; tests move it. */
  readonly now: () => number
}

/** A signed-in user, as their company knows them right now. */
export interface Principal {
  readonly kind: 'user'
  readonly companyId: string
  readonly userId: string
  readonly role: Role
  /** The login the access token belongs to. */
  readonly sessionId: string
}

/** What one call works with. `db` is a transaction bound to the principal's company and commits before the answer is sent. */
export interface Context extends Services {
  readonly requestId: string
  readonly principal: Principal
  readonly db: Db
}

/** What a public call works with: nobody is signed in, and nothing is bound to a company yet. */
export interface PublicContext extends Services {
  readonly requestId: string
  /** Address of the caller, as far as trusted proxies tell it. */
  readonly address: string
  /** The `Origin` header. */
  readonly origin: string | null
  readonly header: (name: string) => string | null
}
