import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { appRole, appRoleExists, bindToCompany } from '../tenancy.ts'

/** Passages, the index that finds them, what words a company's texts use, and what merchants answer themselves. */
export const knowledge: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of [...passageTables, ...merchantTables]) await sql.raw(statement).execute(db)
    await bindToCompany(
      db,
      'chunks',
      'chunk_terms',
      'vocabulary',
      'corpora',
      'corpus_changes',
      'synonyms',
      'curated_answers',
      'unanswered_questions',
    )
    await openTermsToOwner(db)
  },
}

const passageTables = [
  `create table chunks (
    company_id text not null references companies on delete cascade,
    chunk_id text not null,
    connection_id text not null,
    document_id text not null,
    ordinal integer not null,
    kind text not null,
    title text not null,
    headings text[] not null,
    body text not null,
    fields jsonb,
    language text,
    url text,
    content_hash text not null,
    updated_at timestamptz not null default now(),
    primary key (company_id, chunk_id)
  )`,
  'create index chunks_of_document on chunks (company_id, connection_id, document_id)',

  // Apart from the passages, and its vectors stored out of line, so that counting thousands of candidates reads few pages.
  `create table chunk_terms (
    company_id text not null references companies on delete cascade,
    chunk_id text not null,
    connection_id text not null,
    length smallint not null,
    terms tsvector not null,
    primary key (company_id, chunk_id)
  ) with (toast_tuple_target = 128)`,
  'alter table chunk_terms alter column terms set storage external',
  'create index chunk_terms_terms on chunk_terms using gin (terms) with (fastupdate = on, gin_pending_list_limit = 4096)',

  // One index for everything: a stem is where its words begin, so that words spelled alike stand near each other.
  `create table vocabulary (
    company_id text not null,
    stem text collate "C" not null,
    word text collate "C" not null,
    document_frequency integer not null,
    reversed text collate "C",
    primary key (company_id, stem, word)
  ) with (fillfactor = 80)`,
  'create index vocabulary_reversed on vocabulary (company_id, reversed) where reversed is not null',

  `create table corpora (
    company_id text not null references companies on delete cascade,
    connection_id text not null,
    chunks integer not null default 0,
    length bigint not null default 0,
    counted bigint not null,
    primary key (company_id, connection_id)
  )`,

  // What documents add to and take from the two tables above. Counted in together, they cost a fraction, and documents never wait for each other.
  `create table corpus_changes (
    company_id text not null references companies on delete cascade,
    change_id bigint generated always as identity,
    connection_id text not null,
    chunks integer not null,
    length bigint not null,
    stems text[] not null,
    words text[] not null,
    counts integer[] not null,
    primary key (company_id, change_id)
  )`,
  'alter table corpus_changes alter column stems set storage external, alter column words set storage external, alter column counts set storage external',
]

const merchantTables = [
  `create table synonyms (
    company_id text not null references companies on delete cascade,
    synonym_id text not null,
    phrases text[] not null,
    updated_at timestamptz not null default now(),
    primary key (company_id, synonym_id)
  )`,
  `create table curated_answers (
    company_id text not null references companies on delete cascade,
    answer_id text not null,
    questions text[] not null,
    answer text not null,
    language text,
    valid_from timestamptz,
    valid_until timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (company_id, answer_id)
  )`,
  `create table unanswered_questions (
    company_id text not null references companies on delete cascade,
    question_id text not null,
    agent_id text not null,
    normalized text not null,
    question text not null,
    count integer not null default 1,
    status text not null default 'open' check (status in ('open', 'resolved', 'dismissed')),
    conversation_id text,
    answer_id text,
    first_asked_at timestamptz not null default now(),
    last_asked_at timestamptz not null default now(),
    primary key (company_id, question_id),
    unique (company_id, agent_id, normalized),
    foreign key (company_id, agent_id) references agents on delete cascade
  )`,
  'create index unanswered_questions_newest on unanswered_questions (company_id, status, last_asked_at desc)',
]

/**
 * PostgreSQL keeps operators that are not leakproof, as those of full text, out of an index while row-level security filters a table. Terms
 * are therefore searched by a function that runs as their owner, for whom the filter is lifted, and that binds the company itself. Terms
 * are salted by company besides, so that no company walks another's entries.
 */
async function openTermsToOwner(db: Kysely<unknown>) {
  await sql`create policy owner on chunk_terms to current_user using (true)`.execute(db)
  for (const statement of [findCandidates, settleTerms]) await sql.raw(statement).execute(db)
  for (const signature of ['find_candidates(text[], real[], text[], integer)', 'settle_terms()']) {
    await sql.raw(`revoke execute on function ${signature} from public`).execute(db)
    if (await appRoleExists(db)) await sql.raw(`grant execute on function ${signature} to ${appRole}`).execute(db)
  }
}

/**
 * Passages by the sum of the weights of the queries they match; among equals the shorter first. Only the index on terms will do: walking a
 * company's rows looks cheap to the planner, which does not count that every vector would be fetched and compared with every query.
 */
const findCandidates = `
  create function find_candidates(queries text[], weights real[], connections text[], at_most integer)
  returns table (chunk_id text, weight real)
  language sql stable security definer set search_path from current set enable_seqscan = off as $$
    select hit.chunk_id, sum(query.weight)::real as weight
    from unnest(queries, weights) as query (terms, weight)
    cross join lateral (
      select candidate.company_id, candidate.connection_id, candidate.chunk_id, candidate.length
      from chunk_terms candidate
      where candidate.terms @@ query.terms::tsquery
      offset 0
    ) as hit
    where hit.company_id = current_setting('app.company_id') and hit.connection_id = any (connections)
    group by hit.chunk_id
    order by weight desc, min(hit.length), hit.chunk_id
    limit at_most
  $$`

/** New terms wait in a list that every search walks, until enough are there to be put in together; this puts them in now. */
const settleTerms = `
  create function settle_terms() returns void
  language plpgsql volatile security definer set search_path from current as $$
    begin perform gin_clean_pending_list('chunk_terms_terms'); end
  $$`
