import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { bindToCompany } from '../tenancy.ts'

/** What visitors add to their conversations: ratings and files. Both go with the conversation. */
export const visits: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
    await bindToCompany(db, 'ratings', 'visitor_files')
  },
}

const statements = [
  `create table ratings (
    company_id text not null,
    conversation_id text not null,
    agent_id text not null,
    rating text not null check (rating in ('good', 'bad')),
    reason text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (company_id, conversation_id),
    foreign key (company_id, conversation_id) references conversations on delete cascade
  )`,
  `create table visitor_files (
    company_id text not null references companies on delete cascade,
    file_id text not null,
    agent_id text not null,
    conversation_id text,
    name text not null,
    media_type text not null,
    size integer not null,
    content bytea not null,
    created_at timestamptz not null default now(),
    primary key (company_id, file_id),
    foreign key (company_id, agent_id) references agents on delete cascade,
    foreign key (company_id, conversation_id) references conversations on delete cascade
  )`,
  'create index on visitor_files (company_id, conversation_id)',
  'create index on ratings (company_id, agent_id, conversation_id desc)',
  'create index on conversations (company_id, agent_id, visitor_token_hash, updated_at desc)',
]
