import { leaseSeconds } from '@craveva/contract/adapters'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

interface FrontDoor {
  readonly platform: string
  readonly holder: string
  readonly hookUrl: string
}

/** Notes for as long as a lease lasts that a process answers for its platform; forgets those that are long gone. */
export async function keepFrontDoor(db: Db, { platform, holder, hookUrl }: FrontDoor) {
  await sql`
    with gone as (delete from front_doors where platform = ${platform} and holder <> ${holder} and expires_at < now() - interval '1 hour')
    insert into front_doors (platform, holder, hook_url, expires_at)
    values (${platform}, ${holder}, ${hookUrl}, now() + make_interval(secs => ${leaseSeconds}))
    on conflict (platform, holder) do update set hook_url = excluded.hook_url, expires_at = excluded.expires_at`.execute(db)
}

/** The one that gave a sign of life last, but for the one at this address. */
export const findFrontDoor = (db: Db, platform: string, except: string | null) =>
  db
    .selectFrom('front_doors')
    .select('hook_url')
    .where('platform', '=', platform)
    .where('expires_at', '>', sql<Date>`now()`)
    .$if(except !== null, query => query.where('hook_url', '<>', except ?? ''))
    .orderBy('expires_at', 'desc')
    .executeTakeFirst()
