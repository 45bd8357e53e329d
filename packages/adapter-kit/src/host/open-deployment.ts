import type { Client } from '@craveva/sdk/client-types'
import type { Adapter, Connection } from '../adapter.ts'
import type { Health } from '../health.ts'
import type { InboundEvent } from '../inbound-event.ts'
import type { KeyValueStore } from '../key-value-store.ts'
import { PlatformError } from '../platform-error.ts'
import { missingSettings, secretsOf } from '../settings.ts'
import { aborted } from './aborted.ts'
import { deploymentApi } from './api.ts'
import { createCodes } from './create-codes.ts'
import { createFindDocuments } from './create-find-documents.ts'
import { createHoldings } from './create-holdings.ts'
import { deliver } from './deliver.ts'
import { followFeed } from './follow-feed.ts'
import { type DocumentKeeper, keepDocuments } from './keep-documents.ts'
import { pause } from './pause.ts'
import { createReceiver } from './receive-together.ts'
import { describeError } from './redact.ts'
import { createReporter } from './reporter.ts'
import { describeTools, isToolCall, runTool } from './run-tool.ts'
import { createSentMessages } from './sent-messages.ts'
import type { Timings } from './timings.ts'
import { toWire } from './to-wire.ts'
import { within } from './within.ts'

export type Log = (message: string, details: Readonly<Record<string, unknown>>) => void

export interface OpenNeeds {
  readonly adapter: Adapter
  readonly client: Client
  readonly timings: Timings
  readonly log: Log
}

/** A deployment as it is given to this process. */
export interface GivenDeployment {
  readonly id: string
  readonly lease: string
  readonly revision: number
  /** Then it is opened for what its platform sends alone. */
  readonly paused: boolean
}

export interface OpenDeployment {
  readonly deploymentId: string
  readonly revision: number
  readonly paused: boolean
  /** Null while it is not open: settings are missing, or the platform cannot be reached. */
  handle(request: Request): Promise<Response> | null
  /** Whether another process has it now. */
  readonly lost: boolean
  /** `isEnded`: it was deleted or paused; otherwise this or another process may go on with it. */
  close(isEnded?: boolean): Promise<void>
}

/**
 * Looks after one deployment until it is closed: opens it, and again after it failed; receives, delivers, and tells how it is. One that is paused
 * delivers, reads and tells nothing.
 */
export function openDeployment(needs: OpenNeeds, { id, lease, revision, paused }: GivenDeployment): OpenDeployment {
  const { timings } = needs
  const api = deploymentApi(needs.client, id, lease)
  const over = new AbortController()
  let connection: Connection | null = null
  let lost = false
  let isEnded = false
  let secrets: readonly string[] = []
  let toolSecret = ''
  let documents: DocumentKeeper | null = null
  const holdings = createHoldings(api, () => documents)
  const log: Log = (message, details) => needs.log(message, { deployment: id, ...details })
  const report = createReporter(api, over.signal, log)

  async function look() {
    for (let attempt = 0; !over.signal.aborted; attempt++) {
      const ended = new AbortController()
      const signal = AbortSignal.any([over.signal, ended.signal])
      try {
        const opened = await open(signal, () => ended.abort())
        if (!opened) return
        connection = opened.connection
        attempt = 0
        await opened.work
      } catch (error) {
        if (over.signal.aborted) break
        await report(toHealth(error, secrets))
        log('a deployment could not be opened', { error: describeError(error, secrets) })
        if (error instanceof PlatformError && (error.kind === 'signed-out' || error.kind === 'refused')) return
      } finally {
        ended.abort()
        await closeConnection()
      }
      await pause(Math.min(timings.longestRetry, timings.retry * 5 * 2 ** attempt), over.signal)
    }
  }

  async function open(signal: AbortSignal, end: () => void) {
    const told = await api.client.open({ deployment_id: id }, api.call({ signal }))
    const { settings: stored, public_url: publicUrl, installation } = told
    toolSecret = told.tool_secret
    const { adapter } = needs
    const parsed = adapter.settings.safeParse(stored)
    if (!parsed.success)
      throw new PlatformError('refused', `The settings are not valid: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`)
    const settings = parsed.data
    secrets = secretsOf(adapter.settings, settings)
    const missing = Object.entries(adapter.missing?.(settings, installation) ?? missingSettings(adapter.settings, settings))
    if (missing.length > 0) {
      const names = missing.map(([name, words]) => `${name} (${words})`).join(', ')
      await report({ state: 'waiting', message: `Waits for: ${names}.` })
      return null
    }
    const sent = createSentMessages()
    let askedForHealth = Promise.withResolvers<void>()
    const store = createReceiver(api, handlingOf(settings), signal)
    const receive = async (event: InboundEvent) => {
      if (event.kind === 'echo' && (await sent.isOurs(event.address, event.messageId, echoPatience))) return
      await store(toWire(event))
    }
    const kept: KeyValueStore = {
      get: async <Value>(key: string) => (await api.client.readValue({ deployment_id: id, key }, api.call())).value as Value | null,
      set: async (key, value) => void (await api.client.writeValue({ deployment_id: id, key, value: value as null }, api.call())),
    }
    documents = null
    const changed = (what?: 'health' | 'documents') => {
      if (what !== 'documents') askedForHealth.resolve()
      if (what !== 'health') documents?.hint()
    }
    const findDocuments = createFindDocuments(api, log)
    const { agent_id: agentId } = told.agent
    const opened = await adapter.open({
      settings,
      publicUrl,
      agentId,
      installation,
      signal,
      store: kept,
      receive,
      changed,
      findDocuments,
      codes: createCodes(api),
    })
    if (opened.connector) documents = keepDocuments({ api, connector: opened.connector, store: kept, signal, timings, secrets, log })
    if (paused) return { connection: opened, work: aborted(signal) }
    const tools = describeTools(opened.tools ?? {})
    const watch = async () => {
      while (!signal.aborted) {
        const health = await probe(opened)
        await report(health, tools)
        if (health.state === 'ok') documents?.ready()
        const next = pause(timings.health, signal)
        await Promise.race([next, askedForHealth.promise])
        askedForHealth = Promise.withResolvers()
      }
    }
    const { channel } = opened
    const feed = channel
      ? followFeed({
          api,
          channel,
          signal,
          timings,
          log,
          onLost: () => {
            lost = true
            over.abort()
          },
          deliver: pending =>
            deliver(
              {
                api,
                channel: sent.watch(channel),
                signal,
                timings,
                secrets,
                log,
                onSent: sent.add,
                onSignedOut: error => {
                  log('the platform does not accept the credentials any more', { error: describeError(error, secrets) })
                  void report(toHealth(error, secrets))
                  end()
                },
              },
              pending,
            ),
        })
      : Promise.resolve()
    return { connection: opened, work: Promise.all([watch(), feed, documents?.work]) }
  }

  function probe(opened: Connection): Promise<Health> {
    return within(timings.healthDeadline, opened.health(), 'The platform does not say how it is').catch(error => toHealth(error, secrets))
  }

  async function closeConnection() {
    const closing = connection
    connection = null
    if (isEnded && closing?.end)
      await within(timings.close, closing.end(), 'It did not end').catch(error =>
        log('what a deployment set up on its platform stays there', { error: describeError(error, secrets) }),
      )
    if (closing)
      await within(timings.close, closing.close(), 'It did not close').catch(error =>
        log('a deployment did not close', { error: describeError(error, secrets) }),
      )
  }

  const looking = look()
  return {
    deploymentId: id,
    revision,
    paused,
    handle(request) {
      if (paused && isToolCall(request)) return Promise.resolve(new Response(null, { status: 503 }))
      if (connection && isToolCall(request))
        return runTool(request, { tools: connection.tools ?? {}, secret: toolSecret, secrets, signal: over.signal })
      return connection?.handle?.(request, holdings) ?? null
    },
    get lost() {
      return lost
    },
    async close(ends = false) {
      isEnded = ends
      over.abort()
      await within(timings.close * 2 + 1000, looking, 'It did not close').catch(() => {})
    },
  }
}

/** Milliseconds that an echo waits for the message it may be the echo of. */
const echoPatience = 5000

function handlingOf(settings: unknown) {
  const { merge_ms, pause_minutes } = settings as { merge_ms?: unknown; pause_minutes?: unknown }
  return {
    ...(typeof merge_ms === 'number' ? { merge_ms } : {}),
    ...(typeof pause_minutes === 'number' ? { pause_minutes } : {}),
  }
}

function toHealth(error: unknown, secrets: readonly string[]): Health {
  const message = describeError(error, secrets)
  return { state: error instanceof PlatformError && error.kind === 'signed-out' ? 'signed-out' : 'failing', message }
}
