import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'

export interface EmbeddableChunk {
  readonly chunk_id: string
  readonly document_id: string
  readonly title: string
  readonly headings: readonly string[]
  readonly body: string
  readonly content_hash: string
}

/** Passages of a source without a vector of this model, or with one of an older text. */
export async function listWithoutVector(db: Db, companyId: string, connectionId: string, model: string, limit: number) {
  const { rows } = await sql<EmbeddableChunk>`
    select c.chunk_id, c.document_id, c.title, c.headings, c.body, c.content_hash from chunks c
    left join chunk_vectors v on v.company_id = c.company_id and v.chunk_id = c.chunk_id
    where c.company_id = ${companyId} and c.connection_id = ${connectionId}
    and (v.chunk_id is null or v.text_hash <> c.content_hash or v.model <> ${model})
    order by c.chunk_id limit ${limit}`.execute(db)
  return rows
}

export async function upsertVector(
  db: Db,
  {
    companyId,
    connectionId,
    model,
    chunk,
    vector,
  }: { companyId: string; connectionId: string; model: string; chunk: EmbeddableChunk; vector: Float32Array },
) {
  const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)
  await sql`
    insert into chunk_vectors (company_id, chunk_id, connection_id, document_id, model, text_hash, vector)
    values (${companyId}, ${chunk.chunk_id}, ${connectionId}, ${chunk.document_id}, ${model}, ${chunk.content_hash}, ${bytes})
    on conflict (company_id, chunk_id) do update set model = excluded.model, text_hash = excluded.text_hash, vector = excluded.vector,
      embedded_at = now()`.execute(db)
}

/** Forgets vectors of passages that are gone. */
export async function deleteOrphans(db: Db, companyId: string, connectionId: string) {
  await sql`
    delete from chunk_vectors v where v.company_id = ${companyId} and v.connection_id = ${connectionId}
    and not exists (select from chunks c where c.company_id = v.company_id and c.chunk_id = v.chunk_id)`.execute(db)
}

/** Tells whether vectors of these sources changed: how many there are, and when the last came. */
export async function vectorState(db: Db, companyId: string, connectionIds: readonly string[], model: string) {
  const { rows } = await sql<{ count: number; stamp: string | null }>`
    select count(*)::int as count, max(embedded_at)::text as stamp from chunk_vectors
    where company_id = ${companyId} and connection_id = any(${[...connectionIds]}) and model = ${model}`.execute(db)
  return { count: rows[0]?.count ?? 0, stamp: rows[0]?.stamp ?? null }
}

export async function loadVectors(db: Db, companyId: string, connectionIds: readonly string[], model: string) {
  const { rows } = await sql<{ chunk_id: string; vector: Buffer }>`
    select v.chunk_id, v.vector from chunk_vectors v
    join chunks c on c.company_id = v.company_id and c.chunk_id = v.chunk_id and c.content_hash = v.text_hash
    where v.company_id = ${companyId} and v.connection_id = any(${[...connectionIds]}) and v.model = ${model}`.execute(db)
  return rows
}

export const findChunks = (db: Db, companyId: string, chunkIds: readonly string[]) =>
  db.selectFrom('chunks').selectAll().where('company_id', '=', companyId).where('chunk_id', 'in', chunkIds).execute()
