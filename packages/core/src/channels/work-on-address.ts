import type { StoredInboundEvent } from '@craveva/contract/inbound-events'
import type { Services } from '../context.ts'
import { findOpenTurn } from '../conversations/find-open-turn.ts'
import { channelFilePart } from '../conversations/keep-channel-file.ts'
import { recordMessage } from '../conversations/record-message.ts'
import { storeChannelMessage } from '../conversations/store-channel-message.ts'
import type { Db } from '../db/database.ts'
import type { Work } from '../executions/execution-runner.ts'
import { updateAddress } from './addresses.store.ts'
import { channelVisitor } from './channel-visitor.ts'
import { announceAnswer, tellFeed } from './deliveries.store.ts'
import { type Address, handleOther } from './handle-other.ts'
import { type DueWork, endWork, finishEvents, lockAddress, postponeWork, readEventFiles, readWaiting } from './inbox.store.ts'
import { mergeMessages } from './merge-messages.ts'

type Needs = Pick<Services, 'publishedAgents' | 'models' | 'companyModels' | 'runner' | 'keys' | 'limiter' | 'now' | 'config'>

/** What is done once the transaction is committed. */
export interface AfterCommit {
  start(work: Work): void
  cancel(executionId: string): void
}

const atOnce = 100
/** Seconds after which one looks again whether the turn under way has ended, should the news of it be lost. */
const turnPatience = 3
/** Turns that one address may cause in a minute; what comes beyond waits and is answered together. */
const turnsPerMinute = 20

/** Works on the next of what waits at an address, in the transaction `db`: one command, or all messages up to one, which one turn answers. */
export async function workOnAddress(needs: Needs, db: Db, due: DueWork, after: AfterCommit) {
  const { company_id: companyId, address_id: addressId } = due
  const address = await lockAddress(db, companyId, addressId)
  const waiting = address ? await readWaiting(db, companyId, addressId, atOnce) : []
  const events = waiting.flatMap(row => (row.body ? [{ ...row, event: row.body }] : []))
  const [first] = events
  if (!address || !first) return endWork(db, due)
  const finish = async (done: readonly { event_id: string }[]) => {
    const ids = done.map(({ event_id }) => event_id)
    await finishEvents(db, companyId, address.deployment_id, ids)
    if (ids.length === waiting.length && waiting.length < atOnce) await endWork(db, due)
    else await postponeWork(db, due, 0)
  }

  const isStop = (event: StoredInboundEvent) => event.kind === 'command' && event.name === 'stop'
  if (!isMessage(first.event) || events.some(({ event }) => isStop(event))) {
    // Stopping an answer does not wait for what was asked meanwhile.
    const one = events.find(({ event }) => isStop(event)) ?? first
    await handleOther(needs, db, address, { event: one.event, pauseMinutes: one.pause_minutes }, after)
    return finish([one])
  }
  const open = address.conversation_id ? await findOpenTurn(db, companyId, address.conversation_id) : undefined
  if (open) return postponeWork(db, due, turnPatience)
  const end = events.findIndex(({ event }) => !isMessage(event))
  const batch = mergeMessages(end === -1 ? events : events.slice(0, end))
  if (batch.some(({ state, is_overdue }) => state === 'files' && !is_overdue)) return postponeWork(db, due, 1)
  const isAnswered = address.deployment_status !== 'paused' && !address.blocked
  const { allowed } = isAnswered ? await needs.limiter.take(turnLimit(addressId)) : { allowed: true }
  if (!allowed) return postponeWork(db, due, 5)
  await takeMessages(needs, db, address, batch, after)
  return finish(batch)
}

const turnLimit = (addressId: string) => ({ key: `channel:${addressId}`, max: turnsPerMinute, windowMs: 60_000 })

const isMessage = (event: StoredInboundEvent) => event.kind === 'message' || event.kind === 'edited'

/** Stores messages as one of the conversation, with the turn that answers it unless a person does. */
async function takeMessages(needs: Needs, db: Db, address: Address, batch: ReturnType<typeof mergeMessages>, after: AfterCommit) {
  const { company_id: companyId, deployment_id: deploymentId, address_id: addressId } = address
  const published = await needs.publishedAgents.find(address.agent_id)
  if (address.deployment_status === 'paused' || published?.agent.status !== 'active') return
  const files = await readEventFiles(
    db,
    companyId,
    deploymentId,
    batch.map(({ event_id }) => event_id),
  )
  const text = [
    ...batch.map(({ text }) => text),
    ...files.flatMap(({ name, problem }) => (problem === null ? [] : [`(${name}: ${problem})`])),
  ].join('\n')
  const parts = files.filter(({ problem }) => problem === null).map(row => channelFilePart(needs.config.publicUrl, address.agent_id, row))
  const words = text.trim() || parts.map(({ name }) => `(${name})`).join('\n')
  if (words === '') return
  if (address.paused_until && address.paused_until.getTime() > needs.now()) {
    if (!address.conversation_id) return
    const said = [{ type: 'text' as const, text: words }, ...parts]
    await recordMessage(db, needs, { companyId, conversationId: address.conversation_id, role: 'visitor', parts: said, authorName: null })
    return
  }
  const message = {
    companyId,
    agent: published.agent,
    deploymentId,
    channel: address.platform,
    visitor: channelVisitor(needs.keys, addressId),
    language: typeof address.profile.language === 'string' ? address.profile.language : null,
    text: words,
    files: parts,
  }
  const stored =
    (await storeChannelMessage(db, needs, { ...message, conversationId: address.conversation_id })) ??
    (await storeChannelMessage(db, needs, { ...message, conversationId: null }))
  if (!stored) return
  await updateAddress(db, companyId, addressId, { conversation_id: stored.conversationId, paused_until: null })
  if (!stored.turn) return
  const { executionId, answerMessageId, work } = stored.turn
  const replyTo = batch.at(-1)?.message_id ?? null
  const turn = { conversationId: stored.conversationId, executionId, answerMessageId, replyTo }
  await announceAnswer(db, { companyId, deploymentId, addressId }, turn)
  await tellFeed(db, companyId, deploymentId)
  if (work) after.start(work)
}
