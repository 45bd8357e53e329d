import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

/** Something that attempts are counted against, and how many may fail before there are pauses. */
export interface Target {
  readonly key: string
  readonly free: number
}

/** Until when the next attempt has to wait; null when none of the targets is blocked. */
export async function blockedUntil(db: Db, targets: readonly Target[], now: Date) {
  const row = await db
    .selectFrom('sign_in_attempts')
    .select(query => query.fn.max('blocked_until').as('until'))
    .where(
      'key',
      'in',
      targets.map(({ key }) => key),
    )
    .where('blocked_until', '>', now)
    .executeTakeFirst()
  return row?.until ?? null
}

/**
 * Counts an attempt against every target before its outcome is known, so that those made at once are all counted. The pause doubles with every
 * failure beyond the free ones, from one second to an hour; a day without any begins anew. False when another attempt blocked a target meanwhile.
 */
export async function countAttempt(db: Db, targets: readonly Target[], now: Date) {
  const sorted = targets.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const keys = sorted.map(({ key }) => key)
  const free = sorted.map(target => target.free)
  const { rows } = await sql`
    insert into sign_in_attempts as known (key, failures, blocked_until, last_at)
    select key, 1, ${now}, ${now} from unnest(${keys}::text[]) as key
    on conflict (key) do update set
      failures = ${failuresAfter(now)},
      blocked_until = ${now}::timestamptz + make_interval(secs => ${pause(failuresAfter(now), keys, free)}),
      last_at = ${now}
    where known.blocked_until <= ${now}
    returning key`.execute(db)
  return rows.length === keys.length
}

const failuresAfter = (now: Date) =>
  sql`case when known.last_at < ${now}::timestamptz - interval '1 day' then 1 else known.failures + 1 end`

const pause = (failures: ReturnType<typeof failuresAfter>, keys: readonly string[], free: readonly number[]) => sql`(
  select case when ${failures} <= allowed.free then 0 else least(3600, power(2, least(${failures} - allowed.free - 1, 20))) end
  from unnest(${[...keys]}::text[], ${[...free]}::integer[]) as allowed (key, free) where allowed.key = known.key)`

/** Forgets failures: somebody proved who they are. */
export const forgetAttempts = (db: Db, keys: readonly string[]) => db.deleteFrom('sign_in_attempts').where('key', 'in', keys).execute()

/** Takes one attempt back, as it did not fail. */
export const takeBackAttempt = (db: Db, keys: readonly string[]) =>
  sql`update sign_in_attempts set failures = greatest(failures - 1, 0) where key = any(${[...keys]})`.execute(db)

/** Forgets what lies longer than a day back. */
export const sweepAttempts = (db: Db, now: Date) =>
  db
    .deleteFrom('sign_in_attempts')
    .where('last_at', '<', new Date(now.getTime() - 24 * 3600_000))
    .execute()
