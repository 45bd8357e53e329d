import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { bindToCompany } from '../tenancy.ts'

/** Codes that are mailed to an address, so that whoever writes in a conversation shows that they read its mail. */
export const addressCodes: Migration = {
  async up(db: Kysely<unknown>) {
    await sql
      .raw(
        `create table address_codes (
          company_id text not null,
          code_id text not null,
          deployment_id text not null,
          conversation_id text not null,
          about text not null,
          address text,
          code_hash text,
          tries integer not null default 0,
          used_at timestamptz,
          expires_at timestamptz not null,
          primary key (company_id, code_id),
          foreign key (company_id, conversation_id) references conversations on delete cascade
        )`,
      )
      .execute(db)
    await sql.raw('create index address_codes_of_conversation on address_codes (company_id, conversation_id, code_id)').execute(db)
    await bindToCompany(db, 'address_codes')
  },
}
