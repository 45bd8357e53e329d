import type { Updateable } from 'kysely'
import type { Db } from '../db/database.ts'
import type { ChannelTables } from './channels.tables.ts'

export const updateAddress = (db: Db, companyId: string, addressId: string, changes: Updateable<ChannelTables['channel_addresses']>) =>
  db.updateTable('channel_addresses').set(changes).where('company_id', '=', companyId).where('address_id', '=', addressId).execute()

/** Gives an address up to which another one has moved, when nothing was said there yet. */
export const deleteAddressNamed = (db: Db, companyId: string, deploymentId: string, address: string) =>
  db
    .deleteFrom('channel_addresses')
    .where('company_id', '=', companyId)
    .where('deployment_id', '=', deploymentId)
    .where('address', '=', address)
    .execute()
