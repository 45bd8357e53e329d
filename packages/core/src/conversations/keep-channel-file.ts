import { readFile } from 'node:fs/promises'
import type { MessagePart } from '@craveva/contract/parts'
import type { Db } from '../db/database.ts'
import { insertFile } from './files.store.ts'

/** A file that a visitor sent over a channel. */
export interface ChannelFile {
  readonly companyId: string
  readonly fileId: string
  readonly agentId: string
  readonly name: string
  readonly mediaType: string
  readonly size: number
  readonly path: string
}

/** Keeps a file until the message it came with is stored. Platforms send kinds that pages may not; all are only ever served to be saved. */
export async function keepChannelFile(db: Db, { companyId, fileId, agentId, name, mediaType, size, path }: ChannelFile) {
  await insertFile(db, {
    company_id: companyId,
    file_id: fileId,
    agent_id: agentId,
    conversation_id: null,
    name,
    media_type: mediaType,
    size,
    content: await readFile(path),
  })
}

/** How a message shows it. */
export const channelFilePart = (
  publicUrl: string,
  agentId: string,
  { file_id, name, media_type, size }: Omit<Extract<MessagePart, { type: 'file' }>, 'type' | 'url'>,
) => ({ type: 'file' as const, file_id, name, media_type, size, url: `${publicUrl}/api/v1/agents/${agentId}/files/${file_id}` })
