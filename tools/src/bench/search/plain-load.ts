import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Chunk } from '@craveva/core/sources/chunk'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/** Milliseconds PostgreSQL takes for the same passages alone: COPY into a table, then its own full-text index on it. */
export async function plainLoad(url: string, chunks: readonly Chunk[]): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(
      'drop table if exists plain_chunks; create table plain_chunks (id integer primary key, title text, headings text, body text)',
    )
    const start = performance.now()
    await pipeline(Readable.from(rows(chunks)), client.query(copyFrom('copy plain_chunks (id, title, headings, body) from stdin')))
    await client.query(`
      create index on plain_chunks using gin ((
        setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', headings), 'B') || to_tsvector('english', body)))`)
    return performance.now() - start
  } finally {
    await client.query('drop table if exists plain_chunks')
    await client.end()
  }
}

function* rows(chunks: readonly Chunk[]): Generator<string> {
  for (const [id, { title, headings, body }] of chunks.entries())
    yield `${id}\t${[title, headings.join(' '), body].map(escaped).join('\t')}\n`
}

/** The text format of COPY. */
const escaped = (text: string): string => text.replace(/\\/g, '\\\\').replace(/\t/g, '\\t').replace(/\n/g, '\\n').replace(/\r/g, '\\r')
