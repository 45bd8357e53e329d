import type { Channel } from '../channel.ts'
import type { DeploymentApi } from './api.ts'
import { pause } from './pause.ts'
import type { Timings } from './timings.ts'
import { within } from './within.ts'

export interface WantedFile {
  readonly event_id: string
  readonly index: number
  readonly ref: string
  readonly name: string
  readonly media_type: string
}

interface Needs {
  readonly api: DeploymentApi
  readonly channel: Channel
  readonly signal: AbortSignal
  readonly timings: Timings
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
}

const attempts = 3
const largest = 50_000_000

/** Brings a file that a visitor sent from the platform to the API; when that fails, says so there, as the message must not wait for ever. */
export async function loadInboundFile({ api, channel, signal, timings, log }: Needs, file: WantedFile) {
  const { event_id, index } = file
  const place = { deployment_id: api.deploymentId, event_id, index }
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      if (!channel.load) throw new Error('files cannot be received here')
      const { content, mediaType } = await within(timings.load, channel.load(file.ref, signal), 'The platform did not send a file')
      if (content.size > largest) return void (await tell('is too large'))
      const media_type = mediaType ?? file.media_type
      return void (await api.client.storeFile({ ...place, media_type, files: { name: file.name, data: content } }, api.call({ signal })))
    } catch (error) {
      if (signal.aborted) return
      log('a file could not be loaded', { event: event_id, index, error: error instanceof Error ? error.message : String(error) })
      if (attempt >= attempts || !channel.load) return void (await tell('could not be loaded').catch(() => {}))
      await pause(timings.retry * attempt, signal)
    }
  }

  function tell(failed: string) {
    return api.client.storeFile({ ...place, failed, files: [] }, api.call({ signal }))
  }
}
