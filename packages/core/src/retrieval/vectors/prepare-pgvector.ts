import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Logger } from 'pino'
import { bindToCompany } from '../../db/tenancy.ts'
import { createPgvector } from './pgvector.ts'
import { createVectorMemory } from './vector-memory.ts'
import type { VectorSearch } from './vector-search.ts'

/** Any number: whoever prepares the database holds it, so that two servers do not at once. */
const preparing = 7_262_015

/**
 * What compares vectors: pgvector where the server has it and lets us use it, else this process. Makes the table of pgvector's own form when it is
 * met first; vectors that were there before are copied by the jobs that make new ones.
 */
export async function prepareVectorSearch(databaseUrl: string, log: Pick<Logger, 'info' | 'warn'>): Promise<VectorSearch> {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: databaseUrl, max: 1 }) }) })
  try {
    const version = await findVersion(db)
    if (version === null) return createVectorMemory()
    await db.transaction().execute(async trx => {
      await sql`select pg_advisory_xact_lock(${preparing})`.execute(trx)
      await sql`create extension if not exists vector`.execute(trx)
      await makeTable(trx)
    })
    const [major = 0, minor = 0] = version.split('.').map(Number)
    return createPgvector({ scansOn: major > 0 || minor >= 8 })
  } catch (error) {
    log.warn({ err: error }, 'the server has pgvector but does not let us use it; vectors are compared in this process')
    return createVectorMemory()
  } finally {
    await db.destroy()
  }
}

/** The installed version of pgvector, else the one that can be installed; null without any. 0.5 brought HNSW. */
async function findVersion(db: Kysely<unknown>): Promise<string | null> {
  const { rows } = await sql<{ version: string }>`
    select coalesce(installed_version, default_version) as version from pg_available_extensions where name = 'vector'`.execute(db)
  const version = rows[0]?.version ?? null
  return version === null || /^0\.[0-4](?:\.|$)/.test(version) ? null : version
}

async function makeTable(db: Kysely<unknown>) {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('chunk_embeddings') is not null as there`.execute(db)
  if (rows[0]?.there) return
  await sql`
    create table chunk_embeddings (
      company_id text not null,
      chunk_id text not null,
      connection_id text not null,
      model text not null,
      text_hash text not null,
      dimensions integer not null,
      embedding vector not null,
      primary key (company_id, chunk_id),
      foreign key (company_id, chunk_id) references chunk_vectors on delete cascade
    )`.execute(db)
  await sql`create index chunk_embeddings_of_source on chunk_embeddings (company_id, connection_id)`.execute(db)
  await bindToCompany(db, 'chunk_embeddings')
  await sql.raw(indexEmbeddings).execute(db)
}

/**
 * An index of its own for every company that has many vectors, so that a search never walks through those of others. The API works as a role that
 * may make no index, hence a function of the owner's; it takes no names but makes them.
 */
const indexEmbeddings = `do $make$ begin
  execute replace($body$
    create function index_embeddings(of_company text, of_model text, of_dimensions integer) returns void language plpgsql security definer
      set search_path from current as $$
      declare
        kind text := case when of_dimensions > 2000 then 'halfvec' else 'vector' end;
      begin
        if of_company is distinct from current_setting('app.company_id', true) then raise exception 'not the company of this transaction'; end if;
        execute format('create index if not exists %I on here.chunk_embeddings using hnsw ((embedding::%s(%s)) %s_cosine_ops)
          where company_id = %L and model = %L and dimensions = %s',
          'embeddings_' || md5(of_company || ' ' || of_model || ' ' || of_dimensions), kind, of_dimensions, kind, of_company, of_model, of_dimensions);
      end $$
  $body$, 'here.', quote_ident(current_schema()) || '.');
end $make$`
