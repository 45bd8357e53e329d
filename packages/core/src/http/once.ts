import { createHash } from 'node:crypto'
import type { Request } from 'express'
import { sql } from 'kysely'
import type { Services } from '../context.ts'
import { open, seal } from '../crypto/seal.ts'
import type { Db } from '../db/database.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { isEventStream } from './handlers.ts'

/** Seconds after which a call may be sent again, while the first one is still running. */
const stillRunningSeconds = 1
/** Minutes after which a call that never ended, as its server died, may be made anew. */
const abandonedMinutes = 10

/** A call that is to happen once, however often it is sent. */
export interface OnceKey {
  readonly companyId: string
  /** Of the key, the caller and the operation. */
  readonly keyHash: string
  /** Of what is asked for. */
  readonly fingerprint: string
}

/** The call's `Idempotency-Key` (the header of the IETF draft of that name); null when it has none, or changes nothing twice. */
export function onceKeyOf(
  request: Request,
  { companyId, callerId }: { companyId: string; callerId: string },
  asked: unknown,
): OnceKey | null {
  const key = request.get('idempotency-key')
  if (key === undefined || request.method !== 'POST') return null
  if (!/^[\x20-\x7e]{1,255}$/.test(key))
    throw new AppError('INVALID_REQUEST', 'An Idempotency-Key has 1 to 255 printable ASCII characters.')
  return {
    companyId,
    keyHash: sha256(`${callerId}\n${request.baseUrl}${request.path}\n${key}`),
    fingerprint: sha256(JSON.stringify([request.originalUrl, asked])),
  }
}

/** Does the work and keeps its answer in the same transaction; the same call sent again gets that answer. */
export async function onceWithin<T>(services: Pick<Services, 'keys'>, db: Db, key: OnceKey | null, work: () => Promise<T>): Promise<T> {
  if (!key) return work()
  if (!(await claim(db, key))) return replay<T>(services, db, key)
  const answer = await work()
  await keep(services, db, key, answer)
  return answer
}

/** The same for work that opens its own transactions: while it lasts, the same call is answered with CONFLICT. */
export async function onceAround<T>(services: Pick<Services, 'keys' | 'pool'>, key: OnceKey | null, work: () => Promise<T>): Promise<T> {
  if (!key) return work()
  const { pool } = services
  const claimed = await inCompany(pool, key.companyId, db => claim(db, key))
  if (!claimed) return inCompany(pool, key.companyId, db => replay<T>(services, db, key))
  try {
    const answer = await work()
    await inCompany(pool, key.companyId, db => (isEventStream(answer) ? release(db, key) : keep(services, db, key, answer)))
    return answer
  } catch (error) {
    await inCompany(pool, key.companyId, db => release(db, key)).catch(() => {})
    throw error
  }
}

/** Claims a key, or says that it is taken; waits for another transaction that is claiming it. Forgets a few that are older than a day. */
async function claim(db: Db, { companyId, keyHash, fingerprint }: OnceKey) {
  await sql`
    delete from idempotency_keys where company_id = ${companyId} and key_hash in (
      select key_hash from idempotency_keys where company_id = ${companyId} and (created_at < now() - interval '24 hours'
        or (answer is null and created_at < now() - make_interval(mins => ${abandonedMinutes}))) limit 20)`.execute(db)
  const { numAffectedRows } = await sql`
    insert into idempotency_keys (company_id, key_hash, fingerprint) values (${companyId}, ${keyHash}, ${fingerprint})
    on conflict do nothing`.execute(db)
  return numAffectedRows === 1n
}

/** Answers can bear secrets that are shown once, so they are sealed. */
const keep = ({ keys }: Pick<Services, 'keys'>, db: Db, { companyId, keyHash }: OnceKey, answer: unknown) =>
  sql`
    update idempotency_keys set answer = ${seal(keys, { companyId, recordId: keyHash }, JSON.stringify(answer))}
    where company_id = ${companyId} and key_hash = ${keyHash}`.execute(db)

const release = (db: Db, { companyId, keyHash }: OnceKey) =>
  sql`delete from idempotency_keys where company_id = ${companyId} and key_hash = ${keyHash}`.execute(db)

async function replay<T>({ keys }: Pick<Services, 'keys'>, db: Db, { companyId, keyHash, fingerprint }: OnceKey): Promise<T> {
  const { rows } = await sql<{ fingerprint: string; answer: string | null }>`
    select fingerprint, answer from idempotency_keys where company_id = ${companyId} and key_hash = ${keyHash}`.execute(db)
  const [row] = rows
  if (row && row.fingerprint !== fingerprint) throw new AppError('IDEMPOTENCY_KEY_REUSED')
  if (!row?.answer) {
    throw new AppError('CONFLICT', 'The same request is still running. Send it again in a moment.', { retryAfter: stillRunningSeconds })
  }
  return JSON.parse(open(keys, { companyId, recordId: keyHash }, row.answer)) as T
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url')
