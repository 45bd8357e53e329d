import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { bindToCompany } from '../tenancy.ts'

/** What was said in a conversation before the part that a model still gets whole, in short. */
export const summaries: Migration = {
  async up(db: Kysely<unknown>) {
    await sql
      .raw(
        `create table conversation_summaries (
          company_id text not null,
          conversation_id text not null,
          text text not null,
          last text not null,
          updated_at timestamptz not null default now(),
          primary key (company_id, conversation_id),
          foreign key (company_id, conversation_id) references conversations on delete cascade
        )`,
      )
      .execute(db)
    await bindToCompany(db, 'conversation_summaries')
  },
}
