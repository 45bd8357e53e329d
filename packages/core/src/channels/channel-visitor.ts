import { sql } from 'kysely'
import { hashToken } from '../crypto/hash-token.ts'
import type { Keys } from '../crypto/keys.ts'
import type { Db } from '../db/database.ts'
import { inCompany } from '../db/in-company.ts'

type Signs = Pick<Keys, 'sign'>

/** Names the visitor behind an address of a channel, who has no token: only this server can make it. */
export const channelVisitor = ({ sign }: Signs, addressId: string) => hashToken(sign('channel visitor', addressId))

/** Gives the visitors of a company's channels the names that they have under the current master key, in their conversations and bans. */
export async function renewChannelVisitors(pool: Db, companyId: string, former: Signs, current: Signs) {
  await inCompany(pool, companyId, async db => {
    const addresses = await db.selectFrom('channel_addresses').select('address_id').where('company_id', '=', companyId).execute()
    if (addresses.length === 0) return
    const ids = addresses.map(({ address_id }) => address_id)
    const names = sql`
      unnest(${ids.map(id => channelVisitor(former, id))}::bytea[], ${ids.map(id => channelVisitor(current, id))}::bytea[]) as name (before, now)`
    await sql`
      update conversations set visitor_token_hash = name.now from ${names}
      where company_id = ${companyId} and visitor_token_hash = name.before`.execute(db)
    await sql`
      update visitor_bans set visitor_key = name.now from ${names} where company_id = ${companyId} and visitor_key = name.before`.execute(
      db,
    )
  })
}
