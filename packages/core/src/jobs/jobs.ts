import type { Db } from '../db/database.ts'
import type { MailJob } from '../mail/mail-job.ts'

/** Work that must be done even if the server dies in the middle of it: it is stored, tried again with growing pauses, and done once at a time. */
export interface Jobs {
  /** Stores a job in the transaction `db`: it is there if and only if that commits. Its payload names the company. It is begun at once, or `after`. */
  add<Name extends keyof JobPayloads>(db: Db, name: Name, payload: JobPayloads[Name], after?: Date): Promise<void>
  /** Begins to work on jobs of a kind. */
  work<Name extends keyof JobPayloads>(
    name: Name,
    handler: (payload: JobPayloads[Name], signal: AbortSignal) => Promise<void>,
  ): Promise<void>
  stop(): Promise<void>
}

/** Every kind of job, with what it needs to know. */
export interface JobPayloads {
  'sources.ingest': { readonly company_id: string; readonly connection_id: string }
  /** `due` of one that was scheduled: the time that the source then said; another one means that the schedule changed. */
  'sources.sync': { readonly company_id: string; readonly connection_id: string; readonly due?: string }
  'retrieval.embed': { readonly company_id: string; readonly connection_id: string }
  'sources.probe': { readonly company_id: string; readonly connection_id: string }
  'channels.holdings': { readonly company_id: string; readonly order_id: string }
  'channels.code': { readonly company_id: string; readonly code_id: string }
  'mail.send': MailJob
}
