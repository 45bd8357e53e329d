import type { Chunk } from '../chunk.ts'

/** A chunk before it is numbered and told about its document. */
export type Passage = Pick<Chunk, 'kind' | 'headings' | 'body' | 'fields'> & Partial<Pick<Chunk, 'title' | 'url'>>
