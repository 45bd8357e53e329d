import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

interface RegisteredSocket {
  readonly socketId: string
  readonly companyId: string
  readonly userId: string
  readonly serverId: string
}

/** Says that an operator is there, to this server and all others. */
export const registerSocket = (pool: Db, { socketId, companyId, userId, serverId }: RegisteredSocket) =>
  sql`insert into operator_sockets (socket_id, company_id, user_id, server_id)
    select ${socketId}, ${companyId}, ${userId}, server_id from servers where server_id = ${serverId}
    on conflict do nothing`.execute(pool)

export const removeSocket = (pool: Db, socketId: string) => sql`delete from operator_sockets where socket_id = ${socketId}`.execute(pool)

export const removeSockets = (pool: Db, serverId: string) => sql`delete from operator_sockets where server_id = ${serverId}`.execute(pool)
