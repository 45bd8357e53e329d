import type { LeaseContext } from '../context.ts'
import { keepChannelFile } from '../conversations/keep-channel-file.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import type { UploadedFile } from '../http/handlers.ts'
import { countFiles, findEventWithFiles, insertFile, readyEvent } from './files.store.ts'
import { wakeWork } from './inbox.store.ts'

interface GivenFile {
  readonly event_id: string
  readonly index: number
  readonly media_type?: string | undefined
  readonly failed?: string | undefined
}

type Needs = Pick<LeaseContext, 'pool' | 'leased' | 'now' | 'inbox'>

/** Bytes: what the largest of the platforms gives out. */
const largest = 20_000_000

/** Keeps a file of an event, or why there is none; with the last of them the event is worked on. Null when nothing waits for it any more. */
export async function storeFile({ pool, leased, now, inbox }: Needs, given: GivenFile, uploaded: readonly UploadedFile[]) {
  const { companyId, deploymentId } = leased
  const [file] = uploaded
  if ((file === undefined) !== (given.failed !== undefined) || uploaded.length > 1)
    throw new AppError('INVALID_REQUEST', 'Send one file, or why there is none.', {
      details: { file: 'is to be one, or `failed` says why not' },
    })
  if (file && file.size > largest) throw new AppError('PAYLOAD_TOO_LARGE')
  const fileId = newId('file', now())
  const stored = await inCompany(pool, companyId, async db => {
    const event = await findEventWithFiles(db, companyId, deploymentId, given.event_id)
    const declared = event?.body?.kind === 'message' ? event.body.files : []
    const place = declared[given.index]
    if (!event || !place) return false
    const added = await insertFile(db, {
      company_id: companyId,
      file_id: fileId,
      deployment_id: deploymentId,
      event_id: given.event_id,
      index: given.index,
      name: place.name,
      media_type: given.media_type ?? place.media_type,
      size: file?.size ?? 0,
      problem: given.failed ?? null,
    })
    if (added && file) {
      const mediaType = given.media_type ?? place.media_type
      const kept = { companyId, fileId, agentId: event.agent_id, name: place.name, mediaType, size: file.size, path: file.path }
      await keepChannelFile(db, kept)
    }
    if ((await countFiles(db, companyId, deploymentId, given.event_id)) >= declared.length) {
      await readyEvent(db, companyId, deploymentId, given.event_id)
      await wakeWork(db, event.address_id)
    }
    return added
  })
  if (stored) inbox.wakeIn(0)
  return stored ? fileId : null
}
