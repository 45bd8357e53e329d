import { open } from 'node:fs/promises'

export type TableFormat = 'csv' | 'json' | 'parquet' | 'xlsx' | 'sqlite'

/** What kind of table a file is, by its first bytes, and between kinds of text by its name; null when it is none. */
export async function tableFormat(path: string, name: string): Promise<TableFormat | null> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0)
    const head = buffer.subarray(0, bytesRead).toString('latin1')
    if (head.startsWith('SQLite format 3\0')) return 'sqlite'
    if (head.startsWith('PAR1')) return 'parquet'
    if (head.startsWith('PK\u0003\u0004')) return /\.xlsx$/i.test(name) ? 'xlsx' : null
    if (/\.(csv|tsv)$/i.test(name)) return 'csv'
    return /\.(json|jsonl|ndjson)$/i.test(name) ? 'json' : null
  } finally {
    await file.close()
  }
}
