import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { Db } from '../db/database.ts'
import { inCompany } from '../db/in-company.ts'
import type { Notifications } from '../db/notifications.ts'
import { runTurn } from '../engine/run-turn.ts'
import type { TurnResult, TurnStop } from '../engine/turn.ts'
import type { CompanyModels } from '../models/keys/company-models.ts'
import type { ModelCatalogue } from '../models/model-catalogue.ts'
import type { RequestHandOff } from '../tools/hand-off.ts'
import type { ToolsFor } from '../tools/tools-for.ts'
import { createBatchWriter } from './batch-writer.ts'
import { closeExecution } from './close-execution.ts'
import type { Ending } from './executions.store.ts'
import { followElsewhere, type Seen } from './follow-elsewhere.ts'
import type { AskedPerson, HandOffs } from './hand-offs.ts'
import { createLiveTurn, type LiveTurn } from './live-turn.ts'
import { loadTurnInput } from './load-turn-input.ts'
import { messageParts } from './message-parts.ts'
import { packRecord } from './pack-record.ts'
import { recordPorts, type Tape } from './tape.ts'
import { type Retrieve, turnPorts } from './turn-ports.ts'
import type { WorkInput } from './work-input.ts'

/** An execution that this server has the lease of. */
export interface Work {
  readonly companyId: string
  readonly executionId: string
  readonly conversationId: string | null
  /** What it starts from, where the caller knows it; else it is loaded. */
  readonly input: WorkInput | null
}

/** Works on turns. A turn belongs to its conversation, not to the request that began it: it goes on when nobody follows. */
export interface ExecutionRunner {
  readonly serverId: string
  /** Begins to work on an execution; returns at once. */
  start(work: Work): void
  /** The parts of a turn from `index` on, wherever it is worked on, then how it ended. */
  follow(companyId: string, executionId: string, index: number, gone: AbortSignal): AsyncGenerator<Seen>
  /** How a turn ends, wherever it is worked on; null when it was deleted, or the caller is gone first. */
  result(companyId: string, executionId: string, gone: AbortSignal): Promise<TurnResult | null>
  /** Whether this server is working on an execution right now. */
  isWorkingOn(executionId: string): boolean
  /** Stops a turn, wherever it is worked on. */
  cancel(companyId: string, executionId: string): Promise<void>
  /** Waits for the turns under way, then interrupts those that are left. What waits behind them is left to another server, or the next start. */
  stop(graceMs: number): Promise<void>
}

interface Needs {
  readonly pool: Db
  readonly log: Logger
  readonly models: ModelCatalogue
  readonly companyModels: CompanyModels
  readonly notifications: Notifications
  readonly retrieve: Retrieve
  readonly toolsFor: ToolsFor
  readonly handOffs: HandOffs
  readonly requestHandOff: RequestHandOff
  readonly serverId: string
}

interface Running {
  readonly turn: LiveTurn
  readonly stop: AbortController
  readonly done: Promise<void>
  result: TurnResult | null
}

export function createExecutionRunner(needs: Needs): ExecutionRunner {
  const { pool, notifications, serverId } = needs
  const writer = createBatchWriter(pool)
  const running = new Map<string, Running>()
  let stopping = false

  notifications.onAny(({ kind, id }) => {
    if (kind === 'cancel') running.get(id)?.stop.abort('cancelled' satisfies TurnStop)
  })

  function start(work: Work) {
    const turn = createLiveTurn()
    const stop = new AbortController()
    const entry: Running = { turn, stop, result: null, done: Promise.resolve().then(() => workOn(work, entry)) }
    running.set(work.executionId, entry)
  }

  async function workOn(work: Work, entry: Running) {
    const { companyId, executionId } = work
    const batches = writer.keep(companyId, executionId, entry.turn)
    let next: string | null = null
    try {
      const played = await play(needs, work, entry)
      entry.result = played?.result ?? null
      const shared = await batches.stop()
      if (!played) return
      next = await close(needs, work, played, { shared, goOn: () => !stopping })
      entry.turn.publish({ type: 'finish', reason: played.result.finishReason, usage: played.result.usage })
    } catch (error) {
      // The lease stays; the sweep closes the execution once the database is back.
      needs.log.error({ err: error, execution_id: executionId }, 'a turn could not be closed')
    } finally {
      await batches.stop()
      entry.turn.end()
      running.delete(executionId)
      if (next) start({ companyId, executionId: next, conversationId: work.conversationId, input: null })
    }
  }

  return {
    serverId,
    start,
    async *follow(companyId, executionId, index, gone) {
      const entry = running.get(executionId)
      if (!entry) return yield* followElsewhere(needs, companyId, executionId, index, gone)
      for await (const seen of entry.turn.follow(index, gone)) yield { kind: 'part', ...seen }
      if (entry.result && !gone.aborted) yield { kind: 'ended', result: entry.result }
    },
    async result(companyId, executionId, gone) {
      const entry = running.get(executionId)
      if (entry) return entry.done.then(() => entry.result)
      for await (const seen of followElsewhere(needs, companyId, executionId, 0, gone)) if (seen.kind === 'ended') return seen.result
      return null
    },
    isWorkingOn: executionId => running.has(executionId),
    async cancel(companyId, executionId) {
      const here = running.get(executionId)
      if (here) return here.stop.abort('cancelled' satisfies TurnStop)
      await sql`select pg_notify('craveva_live', ${`cancel ${companyId} ${executionId}`})`.execute(pool)
    },
    async stop(graceMs) {
      stopping = true
      const all = [...running.values()]
      const patience = setTimeout(graceMs, undefined, { ref: false })
      await Promise.race([Promise.allSettled(all.map(({ done }) => done)), patience])
      for (const { stop } of running.values()) stop.abort('interrupted' satisfies TurnStop)
      await Promise.allSettled([...running.values()].map(({ done }) => done))
    },
  }
}

/** How a turn was played to its end. */
interface Played {
  readonly result: TurnResult
  readonly record: string | null
}

/** Runs the engine and publishes what it says. Null when there is nothing to run any more. */
async function play(needs: Needs, work: Work, { turn, stop }: Running): Promise<Played | null> {
  const input = work.input ?? (await inCompany(needs.pool, work.companyId, db => loadTurnInput(db, work.companyId, work.executionId)))
  if (!input) return null
  if (input === 'held') return { result: heldTurn, record: null }
  const asked = await needs.handOffs.beforeTurn(work, input)
  if (asked) return { result: tellAsked({ ...heldTurn, text: '' }, asked, turn), record: null }
  const { ports, tape } = recordPorts(await turnPorts(needs, work, input, stop.signal))
  const parts = runTurn(input, ports)
  for (;;) {
    const { value, done } = await parts.next()
    if (done) return finishPlay(needs, work, input, { result: value, tape, turn })
    // `finish` is told only when the answer is stored.
    if (value.type !== 'finish') turn.publish(value)
  }
}

async function finishPlay(
  needs: Needs,
  work: Work,
  input: WorkInput,
  { result, tape, turn }: { result: TurnResult; tape: Tape; turn: LiveTurn },
): Promise<Played> {
  const record = packRecord(input, tape, result)
  const asked = await needs.handOffs.afterTurn(work, input, result)
  return { result: asked ? tellAsked(result, asked, turn) : result, record }
}

/** Ends a turn with the word that a person was asked for. */
function tellAsked(result: TurnResult, { text, part }: AskedPerson, turn: LiveTurn): TurnResult {
  const said = result.text === '' ? text : `\n\n${text}`
  turn.publish({ type: 'text-start' })
  turn.publish({ type: 'text-delta', text: said })
  turn.publish({ type: 'text-end' })
  turn.publish(part)
  return { ...result, text: result.text + said, parts: [...result.parts, part], finishReason: 'handoff' }
}

/** How a turn ends that was still to begin when a person was asked for: without a word. */
const heldTurn: TurnResult = {
  text: '',
  parts: [],
  ownKey: false,
  citations: [],
  steps: [],
  usage: { input_tokens: 0, output_tokens: 0 },
  finishReason: 'handoff',
  modelUsed: 'none',
  fallbackReason: null,
  declined: false,
  dataSourcesQueried: [],
  error: null,
  elapsedMs: 0,
}

/** Stores how a turn ended; gives the next one of the conversation, which is then this server's, unless it goes on with nothing more. */
async function close(
  { pool, serverId }: Needs,
  { companyId, executionId, conversationId }: Work,
  { result, record }: Played,
  { shared, goOn }: { shared: boolean; goOn: () => boolean },
) {
  const ending = { status: statusOf(result), result, parts: messageParts(result), record }
  const closing = { companyId, executionId, conversationId, shared }
  return patiently(() => closeExecution(pool, { ...closing, serverId: goOn() ? serverId : null }, ending))
}

/** An answer that was given must not be lost because the database restarts just now; closing twice does no harm. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (const pauseMs of [200, 1000, 3000, 5000, 10_000]) {
    try {
      return await work()
    } catch {
      await setTimeout(pauseMs)
    }
  }
  return work()
}

function statusOf(result: TurnResult): Ending['status'] {
  const { finishReason } = result
  if (result === heldTurn) return 'cancelled'
  if (finishReason === 'cancelled' || finishReason === 'interrupted') return finishReason
  return finishReason === 'error' ? 'failed' : 'completed'
}
