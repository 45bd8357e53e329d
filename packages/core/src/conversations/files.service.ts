import { readFile } from 'node:fs/promises'
import { maxVisitorFileBytes } from '@craveva/contract/chat'
import type { MessagePart } from '@craveva/contract/parts'
import type { VisitorContext } from '../context.ts'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import type { UploadedFile } from '../http/handlers.ts'
import { deleteUnsentFiles, findFile, findUnsentFiles, insertFile, sumFiles } from './files.store.ts'
import { mediaTypeOf } from './media-type.ts'

type Needs = Pick<VisitorContext, 'pool' | 'admission' | 'config' | 'now'>
type FilePart = MessagePart & { type: 'file' }

/** The bytes that a company keeps of its visitors' files, and the milliseconds that it keeps what was never sent. */
const mostBytes = 1_000_000_000
const unsentLife = 24 * 3_600_000

/**
 * Keeps a file that a visitor wants to send. Its id is random enough to be the proof that opens it. Throws INVALID_REQUEST for kinds that are
 * not let in, PAYLOAD_TOO_LARGE, and UNAVAILABLE when the company keeps too much already.
 */
export async function keepFile({ pool, admission, config, now }: Needs, files: readonly UploadedFile[]): Promise<Omit<FilePart, 'type'>> {
  const { companyId, agent } = admission
  const [file, another] = files
  if (!file || another) throw new AppError('INVALID_REQUEST', 'Send one file.', { details: { file: 'is to be one file' } })
  if (file.size > maxVisitorFileBytes) throw new AppError('PAYLOAD_TOO_LARGE', `A file has at most ${maxVisitorFileBytes / 1_000_000} MB.`)
  const content = await readFile(file.path)
  const mediaType = mediaTypeOf(file.name, content)
  const row = { company_id: companyId, file_id: newId('file', now()), agent_id: agent.agent_id, conversation_id: null }
  await inCompany(pool, companyId, async db => {
    await deleteUnsentFiles(db, companyId, new Date(now() - unsentLife))
    if ((await sumFiles(db, companyId)) + file.size > mostBytes)
      throw new AppError('UNAVAILABLE', 'No more files can be taken at the moment.')
    await insertFile(db, { ...row, name: file.name, media_type: mediaType, size: file.size, content })
  })
  return toPart(config.publicUrl, agent.agent_id, { ...row, name: file.name, media_type: mediaType, size: file.size })
}

/** The parts of a message for files uploaded before, in their order. Throws INVALID_REQUEST for one that is not there, or was sent already. */
export async function findOwnFiles({ pool, admission, config }: Needs, ids: readonly string[]): Promise<FilePart[]> {
  const { companyId, agent } = admission
  return inCompany(pool, companyId, db => unsentFiles(db, config, { companyId, agentId: agent.agent_id }, ids))
}

/** The same in a transaction, for whoever writes in a conversation of the agent. */
export async function unsentFiles(
  db: Db,
  { publicUrl }: Pick<Needs['config'], 'publicUrl'>,
  { companyId, agentId }: { companyId: string; agentId: string },
  ids: readonly string[],
): Promise<FilePart[]> {
  if (ids.length === 0) return []
  const rows = await findUnsentFiles(db, companyId, agentId, ids)
  return ids.map(id => {
    const row = rows.find(candidate => candidate.file_id === id)
    if (!row) throw new AppError('INVALID_REQUEST', 'Upload the file first.', { details: { file_ids: 'names a file that is not there' } })
    return { type: 'file', ...toPart(publicUrl, agentId, row) }
  })
}

/** A file to be saved. Throws NOT_FOUND. */
export async function readFileOf({ pool, admission }: Needs, fileId: string) {
  const { companyId, agent } = admission
  const file = await inCompany(pool, companyId, db => findFile(db, companyId, agent.agent_id, fileId))
  if (!file) throw new AppError('NOT_FOUND', 'There is no such file.')
  return file
}

const toPart = (publicUrl: string, agentId: string, { file_id, name, media_type, size }: Omit<FilePart, 'type' | 'url'>) => ({
  file_id,
  name,
  media_type,
  size,
  url: `${publicUrl}/api/v1/agents/${agentId}/files/${file_id}`,
})
