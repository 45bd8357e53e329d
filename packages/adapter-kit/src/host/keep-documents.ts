import { mostDocuments } from '@craveva/contract/adapters'
import type { Connector, DocumentChange } from '../connector.ts'
import type { KeyValueStore } from '../key-value-store.ts'
import type { DeploymentApi } from './api.ts'
import type { Log } from './open-deployment.ts'
import { pause } from './pause.ts'
import { describeError } from './redact.ts'
import type { Timings } from './timings.ts'

interface Needs {
  readonly api: DeploymentApi
  readonly connector: Connector
  readonly store: KeyValueStore
  readonly signal: AbortSignal
  readonly timings: Timings
  readonly secrets: readonly string[]
  readonly log: Log
}

/** How far the last reading has come; kept after each batch, so that another process goes on from there. */
interface Progress {
  /** From when on changes are asked for; null: everything. */
  readonly since: string | null
  /** When the reading under way began; null between two. */
  readonly begun: string | null
  readonly position: string | null
  /** When everything was read last. */
  readonly readAll: string | null
}

const stateKey = 'host:documents'
/** Changes are asked for from so long before the last reading on: clocks of platforms are not ours. */
const overlapMs = 10 * 60_000
/** Characters of text that are brought at once. */
const mostCharacters = 300_000
const mostDeleted = 1000

export interface DocumentKeeper {
  /** The platform answers. */
  ready(): void
  /** Something may have changed there. */
  hint(): void
  /** Ends the reading under way; the next one is that after the next hint or wait. */
  stopReading(): Promise<void>
  /** Forgets how far reading came, as nothing is there any more. */
  beginAnew(): Promise<void>
  /** Settles when the signal is aborted. */
  readonly work: Promise<void>
}

/**
 * Brings the documents of a platform to the agent's knowledge: everything once a day, which tells as well what is gone, and what has changed in
 * between, sooner after a hint. What fails is tried again later; nobody waits for it.
 */
export function keepDocuments(needs: Needs): DocumentKeeper {
  const { signal, timings, log, secrets } = needs
  const isReady = Promise.withResolvers<void>()
  signal.addEventListener('abort', () => isReady.resolve(), { once: true })
  let hinted = Promise.withResolvers<void>()
  let reading = { over: new AbortController(), done: Promise.resolve() }
  const begin = () => {
    const over = new AbortController()
    const done = readOnce({ ...needs, signal: AbortSignal.any([signal, over.signal]) }).catch(error => {
      if (!signal.aborted && !over.signal.aborted)
        log('documents could not be read; it is tried again', { error: describeError(error, secrets) })
    })
    reading = { over, done }
    return done
  }
  const work = async () => {
    await isReady.promise
    while (!signal.aborted) {
      await begin()
      await pause(timings.documentsAtMostEvery, signal)
      await Promise.race([pause(timings.documents, signal), hinted.promise])
      hinted = Promise.withResolvers()
    }
  }
  return {
    ready: isReady.resolve,
    hint: () => hinted.resolve(),
    async stopReading() {
      reading.over.abort()
      // The platform may be slow to answer; what it still says is not brought.
      await Promise.race([reading.done, pause(timings.stopReading, signal)])
    },
    beginAnew: () => needs.store.set(stateKey, null),
    work: work(),
  }
}

async function readOnce({ api, connector, store, signal, timings }: Needs): Promise<void> {
  const before = await store.get<Progress>(stateKey)
  const begun = before?.begun ?? new Date().toISOString()
  const resumed = before?.begun ? before : null
  const isAll = resumed ? resumed.since === null : !before?.readAll || Date.now() - Date.parse(before.readAll) > timings.allDocuments
  const since = resumed ? resumed.since : isAll || !before?.since ? null : new Date(Date.parse(before.since) - overlapMs).toISOString()
  const readAll = before?.readAll ?? null
  const seen = new Set<string>()
  const keep = (progress: Progress) => store.set(stateKey, progress)
  const bring = (body: { documents?: Brought[]; deleted?: string[]; complete?: boolean }) =>
    api.client.bringDocuments(
      { deployment_id: api.deploymentId, source_name: connector.name.slice(0, 200), ...body },
      api.call({ signal, maxRetries: 4 }),
    )

  if (!resumed) await keep({ since, begun, position: null, readAll })
  let position = resumed?.position ?? null
  for await (const batch of batches(connector.pull(since === null ? null : new Date(since), position))) {
    if (signal.aborted) return
    for (const { id } of batch) seen.add(id)
    await bring({ documents: batch.flatMap(toBrought), deleted: batch.flatMap(change => (change.kind === 'deleted' ? [change.id] : [])) })
    position = batch.at(-1)?.position ?? position
    await keep({ since, begun, position, readAll })
  }
  if (signal.aborted) return
  // What was read before a stop is not known to this process: what is gone is told by another reading of everything, which then comes next.
  const knowsAll = isAll && !resumed?.position
  if (knowsAll) await forgetOthers(api, bring, seen, signal)
  await bring({ complete: true })
  await keep({ since: begun, begun: null, position: null, readAll: knowsAll || (isAll && readAll === null) ? begun : readAll })
}

type Brought = {
  id: string
  title: string
  url: string | null
  text: string
  product: { id: string; attributes: Record<string, string> } | null
}

const toBrought = (change: DocumentChange): Brought[] =>
  change.kind === 'deleted'
    ? []
    : [
        {
          id: change.id,
          title: change.title.slice(0, 300).toWellFormed() || change.id,
          url: change.url,
          text: change.text.slice(0, 50_000).toWellFormed(),
          product: change.product ? { id: change.product.id, attributes: { ...change.product.attributes } } : null,
        },
      ]

async function* batches(changes: AsyncIterable<DocumentChange>): AsyncGenerator<DocumentChange[]> {
  let batch: DocumentChange[] = []
  let characters = 0
  for await (const change of changes) {
    batch.push(change)
    if (change.kind === 'changed') characters += change.text.length
    if (batch.length < mostDocuments && characters < mostCharacters) continue
    yield batch
    batch = []
    characters = 0
  }
  if (batch.length > 0) yield batch
}

/** Forgets what a reading of everything did not find. */
async function forgetOthers(
  api: DeploymentApi,
  bring: (body: { deleted: string[] }) => Promise<unknown>,
  seen: ReadonlySet<string>,
  signal: AbortSignal,
) {
  const gone: string[] = []
  for (let after: string | undefined; !signal.aborted; ) {
    const { ids } = await api.client.documents({ deployment_id: api.deploymentId, after }, api.call({ signal }))
    gone.push(...ids.filter(id => !seen.has(id)))
    after = ids.at(-1)
    if (after === undefined) break
  }
  for (let start = 0; start < gone.length; start += mostDeleted) await bring({ deleted: gone.slice(start, start + mostDeleted) })
}
