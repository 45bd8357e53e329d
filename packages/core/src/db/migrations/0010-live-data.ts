import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { bindToCompany } from '../tenancy.ts'

/** What may be read of a source, how it fares, queries saved for agents, and what was read for which execution. */
export const liveData: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of [...sources, ...tables]) await sql.raw(statement).execute(db)
    await bindToCompany(db, 'saved_queries', 'source_days', 'source_reads', 'chunk_vectors')
  },
}

const sources = [
  `alter table data_sources
    add column access jsonb not null default '{}',
    add column writable boolean not null default false,
    add column health jsonb,
    add column checked_at timestamptz,
    add column synced_at timestamptz,
    add column sync_due_at timestamptz`,
  // What came out of a copy or a website carries its key within the source, so that a later reading finds it again.
  'alter table documents add column content_hash text, add column url text',
]

const tables = [
  `create table saved_queries (
    company_id text not null,
    query_id text not null,
    connection_id text not null,
    name text not null,
    description text not null,
    query text not null,
    parameters jsonb not null default '[]',
    key text[] not null default '{}',
    audience text not null,
    across_visitors boolean not null default false,
    max_rows integer not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (company_id, query_id),
    unique (company_id, name),
    foreign key (company_id, connection_id) references data_sources on delete cascade
  )`,
  'create index saved_queries_of_source on saved_queries (company_id, connection_id)',
  `create table source_days (
    company_id text not null,
    connection_id text not null,
    day date not null,
    queries integer not null,
    primary key (company_id, connection_id, day),
    foreign key (company_id, connection_id) references data_sources on delete cascade
  )`,
  `create table source_reads (
    company_id text not null,
    read_id text not null,
    execution_id text not null,
    connection_id text not null,
    location text not null,
    question jsonb not null,
    rows jsonb not null,
    read_at timestamptz not null,
    primary key (company_id, read_id),
    foreign key (company_id, execution_id) references executions on delete cascade
  )`,
  'create index source_reads_of_execution on source_reads (company_id, execution_id)',
  `create table chunk_vectors (
    company_id text not null,
    chunk_id text not null,
    connection_id text not null,
    document_id text not null,
    model text not null,
    text_hash text not null,
    vector bytea not null,
    embedded_at timestamptz not null default now(),
    primary key (company_id, chunk_id),
    foreign key (company_id, connection_id) references data_sources on delete cascade
  )`,
  'create index chunk_vectors_of_source on chunk_vectors (company_id, connection_id)',
]
