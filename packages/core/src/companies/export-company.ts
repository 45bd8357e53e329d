import { createReadStream } from 'node:fs'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { recordChange } from '../audit/record-change.ts'
import type { UserContext } from '../context.ts'
import { isSealed } from '../crypto/seal.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { type FileAnswer, fileAnswer } from '../http/handlers.ts'
import { freeze, listFiles, readRows, tenantTables } from './company-data.store.ts'

type Needs = Pick<UserContext, 'pool' | 'files' | 'principal' | 'now' | 'caller' | 'requestId'>

/** Not exported: what only opens doors, and what is made again from the rest. */
const leftOut = new Set([
  'sessions',
  'mail_links',
  'second_factors',
  'recovery_codes',
  'idempotency_keys',
  'live_batches',
  'chunks',
  'chunk_terms',
  'vocabulary',
  'corpora',
])

const secretColumn = /hash|secret|sealed|token$/
const filePart = 3_000_000
const underWay = new Set<string>()

/**
 * Everything a company has, as it is at one moment: a line of JSON for each row, then the files it uploaded in base64 parts, then a line that
 * says that it is complete. Secrets are left out. It is written to disk first, so that a slow reader holds up nothing. Throws CONFLICT while
 * another export of the company is being written.
 */
export async function exportCompany(context: Needs): Promise<FileAnswer> {
  const { files, principal } = context
  const { companyId } = principal
  if (underWay.has(companyId)) throw new AppError('CONFLICT', 'An export is being written already. Try again in a while.')
  underWay.add(companyId)
  const folder = await files.scratchFolder()
  const path = join(folder, 'export')
  try {
    await writeExport(context, path)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  } finally {
    underWay.delete(companyId)
  }
  return fileAnswer(`${companyId}.jsonl`, readThenRemove(path, folder))
}

async function writeExport({ pool, files, principal, now, caller, requestId }: Needs, path: string) {
  const { companyId } = principal
  const out = await createWriter(path)
  try {
    await out.line({ craveva_export: 1, company_id: companyId, exported_at: new Date(now()).toISOString() })
    const stored = await inCompany(pool, companyId, async db => {
      await freeze(db)
      for (const table of await tenantTables(db)) {
        if (leftOut.has(table.name)) continue
        const columns = table.columns.filter(column => !secretColumn.test(column))
        for await (const row of readRows(db, companyId, { name: table.name, columns }))
          await out.line({ table: table.name, row: withoutSecrets(row) })
      }
      await recordChange(db, {
        company_id: companyId,
        action: 'companies.export',
        actor_kind: 'user',
        actor_id: principal.userId,
        actor_name: principal.name,
        address: caller.address,
        request_id: requestId,
      })
      return listFiles(db, companyId)
    })
    for (const { document_id, name, file_key } of stored) await writeFileParts(out, files, { document_id, name, key: file_key ?? '' })
    await out.line({ complete: true })
  } finally {
    await out.close()
  }
}

async function writeFileParts(
  out: Writer,
  files: Needs['files'],
  { document_id, name, key }: { document_id: string; name: string; key: string },
) {
  const path = await files.pathOf(key).catch(() => null)
  if (!path) return
  let part = 0
  for await (const bytes of createReadStream(path, { highWaterMark: filePart })) {
    await out.line({ file: { document_id, name, part: part++ }, base64: (bytes as Buffer).toString('base64') })
  }
}

interface Writer {
  line(value: unknown): Promise<void>
  close(): Promise<void>
}

/** Writes lines in portions of some 256 kB. */
async function createWriter(path: string): Promise<Writer> {
  const file: FileHandle = await open(path, 'wx', 0o600)
  let waiting = ''
  const flush = async () => {
    const text = waiting
    waiting = ''
    if (text !== '') await file.appendFile(text)
  }
  return {
    async line(value) {
      waiting += `${JSON.stringify(value)}\n`
      if (waiting.length > 256_000) await flush()
    },
    async close() {
      await flush()
      await file.close()
    },
  }
}

async function* readThenRemove(path: string, folder: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const bytes of createReadStream(path)) yield bytes as Buffer
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Sealed secrets within settings are shown as everywhere else: not at all. */
function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return isSealed(value) ? '********' : value
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner)]))
}
