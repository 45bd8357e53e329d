import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** In which language a visitor is spoken to by us, such as in the mails that they ask for. */
export const conversationLanguage: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table conversations add column language text`.execute(db)
  },
}
