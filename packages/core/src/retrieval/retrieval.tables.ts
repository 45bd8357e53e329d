import type { ColumnType, Generated } from 'kysely'
import type { ChunkKind } from '../sources/chunk.ts'

export interface RetrievalTables {
  chunks: {
    company_id: string
    chunk_id: string
    connection_id: string
    document_id: string
    ordinal: number
    kind: ChunkKind
    title: string
    headings: string[]
    body: string
    fields: ColumnType<Record<string, string> | null, string | null, string | null>
    language: string | null
    url: string | null
    /** Of everything above that a reader sees; what has not changed is not indexed again. */
    content_hash: string
    updated_at: Generated<Date>
  }
  /** What finds a passage: its terms with positions and fields, salted by company. */
  chunk_terms: {
    company_id: string
    chunk_id: string
    connection_id: string
    /** Words of the body. */
    length: number
    terms: string
  }
  /** Words as the company's texts spell them. */
  vocabulary: {
    company_id: string
    stem: string
    word: string
    /** Passages that hold the word. */
    document_frequency: number
    /** The word backwards, in languages that write compounds as one word: finds those that end with a word. */
    reversed: string | null
  }
  /** Size of what is indexed, by data source. */
  corpora: {
    company_id: string
    connection_id: string
    chunks: number
    length: number
    /** The transaction that counted last: tells that something changed. */
    counted: number
  }
  /** What is not counted into `vocabulary` and `corpora` yet. The arrays belong together; counts are negative for what was taken out. */
  corpus_changes: {
    company_id: string
    change_id: Generated<number>
    connection_id: string
    chunks: number
    length: number
    stems: string[]
    words: string[]
    counts: number[]
  }
  /** Words and phrases that mean the same to this company's customers. */
  synonyms: {
    company_id: string
    synonym_id: string
    phrases: string[]
    updated_at: Generated<Date>
  }
  curated_answers: {
    company_id: string
    answer_id: string
    questions: string[]
    answer: string
    language: string | null
    valid_from: ColumnType<Date | null, string | null, string | null>
    valid_until: ColumnType<Date | null, string | null, string | null>
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  unanswered_questions: {
    company_id: string
    question_id: string
    agent_id: string
    /** The question's content words, by which repetitions are counted as one. */
    normalized: string
    /** As last asked. */
    question: string
    count: Generated<number>
    status: Generated<'open' | 'resolved' | 'dismissed'>
    /** Where it was last asked. */
    conversation_id: string | null
    /** The curated answer that was made of it. */
    answer_id: string | null
    first_asked_at: Generated<Date>
    last_asked_at: Generated<Date>
  }
}
