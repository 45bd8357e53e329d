import type { StoredInboundEvent } from '@craveva/contract/inbound-events'
import type { Services } from '../context.ts'
import { findOpenTurn } from '../conversations/find-open-turn.ts'
import { recordMessage } from '../conversations/record-message.ts'
import type { Db } from '../db/database.ts'
import { deleteAddressNamed, updateAddress } from './addresses.store.ts'
import { announceParts, deliveredElsewhere, failAllOf, isOurs, tellFeed } from './deliveries.store.ts'
import type { lockAddress } from './inbox.store.ts'
import type { AfterCommit } from './work-on-address.ts'

export type Address = NonNullable<Awaited<ReturnType<typeof lockAddress>>>

type Needs = Pick<Services, 'publishedAgents' | 'now'>

/** Works on an event that is no message of a visitor, in the transaction `db`. */
export async function handleOther(
  needs: Needs,
  db: Db,
  address: Address,
  { event, pauseMinutes }: { event: StoredInboundEvent; pauseMinutes: number },
  after: AfterCommit,
) {
  const { company_id: companyId, address_id: addressId, deployment_id: deploymentId } = address
  switch (event.kind) {
    case 'command':
      return handleCommand(needs, db, address, event.name, after)
    case 'echo':
      return handleEcho(needs, db, address, event, pauseMinutes)
    case 'blocked':
      await updateAddress(db, companyId, addressId, { blocked: event.blocked })
      if (event.blocked) await failAllOf(db, companyId, addressId, 'The visitor does not want messages.')
      return
    case 'moved':
      await deleteAddressNamed(db, companyId, deploymentId, event.to)
      return updateAddress(db, companyId, addressId, { address: event.to })
  }
}

async function handleCommand(needs: Needs, db: Db, address: Address, name: string, after: AfterCommit) {
  const { company_id: companyId, address_id: addressId, conversation_id: conversationId } = address
  const open = conversationId && (name === 'stop' || name === 'reset') ? await findOpenTurn(db, companyId, conversationId) : undefined
  if (open) after.cancel(open.execution_id)
  if (name === 'reset') await updateAddress(db, companyId, addressId, { conversation_id: null, paused_until: null })
  if (name === 'start') await updateAddress(db, companyId, addressId, { blocked: false })
  if (name === 'resume') await updateAddress(db, companyId, addressId, { paused_until: null })
  if (name === 'start' || name === 'reset' || name === 'help') await greet(needs, db, address)
}

/** The agent's own words, as they are in the language of its visitors. */
async function greet({ publishedAgents }: Needs, db: Db, address: Address) {
  const published = await publishedAgents.find(address.agent_id)
  if (published?.agent.status !== 'active' || address.deployment_status === 'paused') return
  const { name, config } = published.agent
  const text = [config.greeting || name, ...config.suggested_questions.map(question => `- ${question}`)].join('\n')
  const { company_id: companyId, address_id: addressId, deployment_id: deploymentId } = address
  await announceParts(db, { companyId, addressId, deploymentId }, [{ type: 'text', text }])
  await tellFeed(db, companyId, deploymentId)
}

/** What a person writes in the platform's own app to let the agent answer again. */
const resumeWord = '/resume'

/** What went out of the merchant's own account and is not ours was written by a person: the agent is silent for a while, or until told. */
async function handleEcho(
  needs: Needs,
  db: Db,
  address: Address,
  { message_id, text }: { message_id: string; text: string },
  pauseMinutes: number,
) {
  const { company_id: companyId, address_id: addressId, conversation_id: conversationId } = address
  if (await isOurs(db, companyId, addressId, message_id, text)) return
  if (text.trim().toLowerCase() === resumeWord) return updateAddress(db, companyId, addressId, { paused_until: null })
  if (pauseMinutes > 0) await updateAddress(db, companyId, addressId, { paused_until: new Date(needs.now() + pauseMinutes * 60_000) })
  if (!conversationId || text === '') return
  const parts = [{ type: 'text' as const, text }]
  const recorded = await recordMessage(db, needs, { companyId, conversationId, role: 'operator', parts, authorName: null })
  if (recorded) await deliveredElsewhere(db, companyId, recorded, message_id)
}
