import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { bindToCompany } from '../tenancy.ts'

/** What platforms asked to be done with what is kept, until it is done. */
export const holdingOrders: Migration = {
  async up(db: Kysely<unknown>) {
    await sql
      .raw(
        `create table holding_orders (
          company_id text not null references companies on delete cascade,
          order_id text not null,
          deployment_id text not null,
          platform text not null,
          what text not null check (what in ('erase_customer', 'tell_of_customer', 'erase_documents', 'erase_everything')),
          customer jsonb,
          connection_id text,
          failures integer not null default 0,
          problem text,
          failed_at timestamptz,
          asked_at timestamptz not null default now(),
          primary key (company_id, order_id)
        )`,
      )
      .execute(db)
    await bindToCompany(db, 'holding_orders')
  },
}
