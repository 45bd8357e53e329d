import { Readable } from 'node:stream'
import { leaseSeconds } from '@craveva/contract/adapters'
import type { Api } from '@craveva/contract/api'
import { followTurn } from '../conversations/follow-turn.ts'
import { readConversationFile } from '../conversations/read-file.ts'
import { inCompany } from '../db/in-company.ts'
import { reportDeploymentStatus } from '../deployments/report-status.ts'
import { AppError } from '../errors.ts'
import { eventStream, fileAnswer, type Handlers } from '../http/handlers.ts'
import { broughtDocumentIds } from '../sources/brought-documents.ts'
import { acknowledge } from './acknowledge.ts'
import { bringDocuments } from './bring-documents.ts'
import { claimDeployments } from './claim-deployments.ts'
import { checkCode } from './codes/check-code.ts'
import { sendCode } from './codes/send-code.ts'
import { findTurn } from './deliveries.store.ts'
import { waitForFeed } from './feed.ts'
import { findDocuments } from './find-documents.ts'
import { keepFrontDoor } from './front-doors.store.ts'
import { orderHoldings } from './holdings/order-holdings.ts'
import { endLease } from './leases.store.ts'
import { openDeployment } from './open-deployment.ts'
import { receiveEvents } from './receive-events.ts'
import { storeFile } from './store-file.ts'
import { readValue, writeValue } from './values.ts'

export const adapterHandlers: Handlers<Api['adapters']> = {
  claim: async (context, { body: { holder, hook_url, held, most, front_door, paused } }) => {
    const { platform } = context.service
    if (front_door && hook_url) await keepFrontDoor(context.pool, { platform, holder, hookUrl: hook_url })
    const { leases, ended } = await claimDeployments(context, { platform, holder, hookUrl: hook_url, paused }, held, most)
    return { lease_seconds: leaseSeconds, front_door_url: `${context.config.publicUrl}/hooks/${platform}/app`, leases, ended }
  },
  open: context => openDeployment(context),
  release: async ({ pool, leased }) => {
    await endLease(pool, leased.deploymentId)
    return { success: true, message: 'Another process can take it now' }
  },
  report: async ({ pool, now, leased, publishedAgents }, { body }) => {
    await inCompany(pool, leased.companyId, db => reportDeploymentStatus(db, { now }, leased, body))
    publishedAgents.forget(leased.companyId)
    return { success: true, message: 'Noted' }
  },
  receive: async (context, { body: { events, handling } }) => ({ known: await receiveEvents(context, events, handling) }),
  storeFile: async (context, { body, files }) => ({ file_id: await storeFile(context, body, files) }),
  file: async ({ pool, leased: { companyId } }, { params }) => {
    const file = await inCompany(pool, companyId, db => readConversationFile(db, companyId, params.file_id))
    if (!file) throw new AppError('NOT_FOUND')
    return fileAnswer(file.name, Readable.from([file.content]))
  },
  feed: (context, { query, gone }) => waitForFeed(context, query, gone),
  turn: async (context, { params, gone }) => {
    const { companyId, deploymentId } = context.leased
    const turn = await inCompany(context.pool, companyId, db => findTurn(db, companyId, deploymentId, params.turn_id))
    if (!turn?.message_id) throw new AppError('NOT_FOUND')
    return eventStream(followTurn(context, { companyId, executionId: params.turn_id, answerMessageId: turn.message_id }, 0, gone))
  },
  acknowledge: async (context, { params, body }) => {
    await acknowledge(context, params.delivery_id, body)
    return { success: true, message: 'Noted' }
  },
  documents: async ({ pool, leased: { companyId, deploymentId } }, { query: { after } }) => ({
    ids: await inCompany(pool, companyId, db => broughtDocumentIds(db, companyId, deploymentId, after ?? null)),
  }),
  findDocuments: (context, { body }) => findDocuments(context, body),
  bringDocuments: async (context, { body }) => bringDocuments(context, body),
  eraseCustomer: async (context, { body }) => ordered(await orderHoldings(context, { what: 'erase_customer', customer: body })),
  askForData: async (context, { body }) => ordered(await orderHoldings(context, { what: 'tell_of_customer', customer: body })),
  erase: async (context, { body: { what } }) => ordered(await orderHoldings(context, { what: `erase_${what}` })),
  sendCode: async (context, { body }) => ({ wait_minutes: await sendCode(context, body) }),
  checkCode: async (context, { body }) => ({ right: await checkCode(context, body) }),
  readValue: async (context, { params }) => ({ value: await readValue(context, params.key) }),
  writeValue: async (context, { params, body }) => {
    await writeValue(context, params.key, body.value)
    return { success: true, message: 'Kept' }
  },
}

const ordered = (orderId: string) => ({ success: true as const, message: 'It is done soon, and surely', order_id: orderId })
