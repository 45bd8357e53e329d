import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { Near, VectorPlace } from './vector-search.ts'

/** Vectors as pgvector keeps them, beside those of `chunk_vectors`, from which they can be made again at any time. */

/** Dimensions up to which HNSW takes single precision, and up to which it takes half. */
const single = 2000
const half = 4000

/** How vectors of so many dimensions are compared. The index and the search must say the same. */
const typeFor = (dimensions: number): RawBuilder<unknown> =>
  sql.raw(`${dimensions > single ? 'halfvec' : 'vector'}(${Math.trunc(dimensions)})`)

/** Copies vectors that are stored but not in the form that is searched; says how many there were. */
export async function copyVectors(db: Db, companyId: string, model: string, limit: number): Promise<number> {
  const { rows } = await sql<{ chunk_id: string; connection_id: string; vector: Buffer }>`
    select v.chunk_id, v.connection_id, v.vector from chunk_vectors v
    where v.company_id = ${companyId} and v.model = ${model} and not exists (
      select from chunk_embeddings e where e.company_id = v.company_id and e.chunk_id = v.chunk_id and e.model = v.model and e.text_hash = v.text_hash)
    order by v.chunk_id limit ${limit}`.execute(db)
  if (rows.length === 0) return 0
  await sql`
    insert into chunk_embeddings (company_id, chunk_id, connection_id, model, text_hash, dimensions, embedding)
    select v.company_id, v.chunk_id, v.connection_id, v.model, v.text_hash, vector_dims(given.text::vector), given.text::vector
    from unnest(${rows.map(({ chunk_id }) => chunk_id)}::text[], ${rows.map(({ vector }) => toText(vector))}::text[]) as given (chunk_id, text)
    join chunk_vectors v on v.company_id = ${companyId} and v.chunk_id = given.chunk_id
    on conflict (company_id, chunk_id) do update set connection_id = excluded.connection_id, model = excluded.model,
      text_hash = excluded.text_hash, dimensions = excluded.dimensions, embedding = excluded.embedding`.execute(db)
  return rows.length
}

const toText = (bytes: Buffer) => `[${new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)).join(',')}]`

/** How many vectors of a model the company has, by their dimensions. */
export async function countVectors(db: Db, companyId: string, model: string) {
  const { rows } = await sql<{ dimensions: number; count: number }>`
    select dimensions, count(*)::int as count from chunk_embeddings where company_id = ${companyId} and model = ${model} group by dimensions`.execute(
    db,
  )
  return rows
}

/** Makes the company's index for vectors of a model, unless there is one. Others cannot add vectors meanwhile. */
export async function indexVectors(db: Db, companyId: string, model: string, dimensions: number) {
  if (dimensions > half) return
  // As long as it takes: it is the work of a job.
  await sql`set local statement_timeout = 0`.execute(db)
  await sql`select index_embeddings(${companyId}, ${model}, ${dimensions})`.execute(db)
}

/** The closest vectors whose passages still have the text that they were made of. `scansOn`: the index can be searched on until enough fit. */
export async function nearestVectors(
  db: Db,
  place: VectorPlace,
  vector: Float32Array,
  { limit, scansOn }: { limit: number; scansOn: boolean },
) {
  const { companyId, connectionIds, model } = place
  const type = typeFor(vector.length)
  const distance = sql`e.embedding::${type} <=> ${`[${vector.join(',')}]`}::${type}`
  if (scansOn) await sql`set local hnsw.iterative_scan = strict_order`.execute(db)
  else await sql`set local hnsw.ef_search = 400`.execute(db)
  // Named in the text, as the planner must know that the index is the one of this company.
  const { rows } = await sql<Near>`
    select near.chunk_id as "chunkId", near.similarity from (
      select e.chunk_id, e.text_hash, 1 - (${distance}) as similarity from chunk_embeddings e
      where e.company_id = ${sql.lit(companyId)} and e.model = ${sql.lit(model)} and e.dimensions = ${sql.lit(vector.length)}
      and e.connection_id = any(${[...connectionIds]})
      order by ${distance} limit ${limit * 2}
    ) near
    join chunks c on c.company_id = ${companyId} and c.chunk_id = near.chunk_id and c.content_hash = near.text_hash
    order by near.similarity desc limit ${limit}`.execute(db)
  return rows
}

export async function hasVectors(db: Db, { companyId, connectionIds, model }: VectorPlace): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from chunk_embeddings
      where company_id = ${companyId} and connection_id = any(${[...connectionIds]}) and model = ${model}) as found`.execute(db)
  return rows[0]?.found === true
}
