import { agentsUsing } from '../agents/agents-using.ts'
import type { Context, UserContext } from '../context.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import type { UploadedFile } from '../http/handlers.ts'
import { forgetDocuments } from '../retrieval/indexing/index-documents.ts'
import { uploadKey } from './parse/upload-key.ts'
import { isIncidental } from './parse/zip/entry-name.ts'
import {
  countDocuments,
  deleteSource,
  findDocumentByName,
  findSource,
  holdSource,
  insertSource,
  listDocuments,
  listFileKeys,
  lockSource,
  updateSource,
  upsertDocument,
} from './sources.store.ts'

/** Documents shown with a source. */
const shownDocuments = 100

interface UploadFields {
  readonly source_name?: string | undefined
  readonly mode?: 'online' | 'offline' | undefined
  readonly connection_id?: string | undefined
}

/**
 * Stores uploaded files as a new data source, or into an earlier one, where a file of the same name is replaced. Reading them is a job, so
 * that nothing stored is lost; the source is `syncing` until it is done. Throws INVALID_REQUEST without a file, NOT_FOUND.
 */
export async function uploadFiles(
  context: UserContext,
  { source_name, mode, connection_id }: UploadFields,
  uploaded: readonly UploadedFile[],
) {
  const { pool, principal, files: store, jobs, now } = context
  // What systems leave in folders is nobody's document.
  const files = uploaded.filter(({ name }) => !name.includes('/') || !isIncidental(name))
  const [first] = files
  if (!first) throw new AppError('INVALID_REQUEST', 'Send at least one file in the form field "file".', { details: { file: 'is missing' } })
  const connectionId = connection_id ?? newId('ds', now())
  const names = distinctNames(files)
  const kept = await Promise.all(
    files.map(async ({ path, size }, index) => ({ name: names[index] ?? '', size, key: await store.keep(principal.companyId, path) })),
  )
  const replaced: string[] = []
  try {
    await inCompany(pool, principal.companyId, async db => {
      if (connection_id) {
        if (!(await holdSource(db, principal.companyId, connectionId))) throw new AppError('NOT_FOUND', 'There is no such data source.')
        await updateSource(db, principal.companyId, connectionId, { status: 'syncing', status_message: null, updated_at: new Date(now()) })
      } else {
        await insertSource(db, {
          company_id: principal.companyId,
          connection_id: connectionId,
          source_name: source_name ?? nameFor(files.map(({ name }) => name)),
          source_type: 'file',
          mode: mode ?? 'offline',
          status: 'syncing',
          status_message: null,
        })
      }
      for (const { name, size, key } of kept) {
        const earlier = connection_id ? await findDocumentByName(db, principal.companyId, connectionId, name) : undefined
        if (earlier?.file_key) replaced.push(earlier.file_key)
        const documentId = newId('doc', now())
        const row = {
          company_id: principal.companyId,
          document_id: documentId,
          connection_id: connectionId,
          name,
          status: 'pending' as const,
        }
        await upsertDocument(db, { ...row, status_message: null, size, file_key: key })
      }
      await jobs.add(db, 'sources.ingest', { company_id: principal.companyId, connection_id: connectionId })
    })
  } catch (error) {
    await Promise.all(kept.map(({ key }) => store.remove(key)))
    throw error
  }
  await Promise.all(replaced.map(key => store.remove(key)))
  return inCompany(pool, principal.companyId, db => getSource({ db, principal }, connectionId))
}

/** A data source with its newest documents and how far reading them has come. Throws NOT_FOUND. */
export async function getSource({ db, principal }: Pick<Context, 'db' | 'principal'>, connectionId: string) {
  const source = await findSource(db, principal.companyId, connectionId)
  if (!source) throw new AppError('NOT_FOUND')
  const documents = await listDocuments(db, principal.companyId, connectionId, shownDocuments)
  return { source, documents, counts: await countDocuments(db, principal.companyId, connectionId) }
}

/** Deletes a source with its files and all that was learnt from them; one that agents use only by force. */
export async function removeSource(
  context: Pick<Context, 'db' | 'principal' | 'files'>,
  connectionId: string,
  { force }: { force: boolean },
) {
  const { db, principal, files } = context
  if (!(await lockSource(db, principal.companyId, connectionId))) throw new AppError('NOT_FOUND')
  const users = await agentsUsing(db, principal.companyId, connectionId)
  if (users.length > 0 && !force) {
    const details = Object.fromEntries(users.map(({ agent_id, name }) => [agent_id, `answers from it (${name})`]))
    throw new AppError('CONFLICT', 'Agents answer from this data source. Take it from them first, or send force=true.', { details })
  }
  const documents = await listFileKeys(db, principal.companyId, connectionId)
  const ids = documents.map(({ document_id }) => document_id)
  await forgetDocuments(db, principal.companyId, connectionId, ids)
  await deleteSource(db, principal.companyId, connectionId)
  await Promise.all(documents.map(({ file_key }) => file_key && files.remove(file_key)))
}

/** The folder that all files lie in, or the first file. */
function nameFor(names: readonly string[]) {
  const [first = '', ...more] = names
  const folder = first.slice(0, first.indexOf('/') + 1)
  if (folder !== '' && names.every(name => name.startsWith(folder))) return folder.slice(0, -1)
  return more.length === 0 ? first : `${first} and ${more.length} more`
}

/** The files' names as keys of their documents, numbered where two files of one upload share a name. */
function distinctNames(files: readonly UploadedFile[]) {
  const taken = new Set<string>()
  return files.map(({ name }) => {
    const key = uploadKey(name)
    let distinct = key
    for (let number = 2; taken.has(distinct); number++) distinct = key.replace(/(\.[^./]*)?$/, ` (${number})$1`)
    taken.add(distinct)
    return distinct
  })
}
