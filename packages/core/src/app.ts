import { api } from '@craveva/contract/api'
import express, { type Express } from 'express'
import { agentHandlers } from './agents/agents.routes.ts'
import { accountHandlers } from './auth/account.routes.ts'
import { authHandlers } from './auth/auth.routes.ts'
import { billingHandlers } from './billing/billing.routes.ts'
import { adapterHandlers } from './channels/channels.routes.ts'
import { companyHandlers } from './companies/companies.routes.ts'
import type { Services } from './context.ts'
import { chatHandlers } from './conversations/chat.routes.ts'
import { conversationHandlers } from './conversations/operators.routes.ts'
import { newRequestId } from './db/ids.ts'
import { deploymentHandlers } from './deployments/deployments.routes.ts'
import { AppError } from './errors.ts'
import { executionHandlers } from './executions/executions.routes.ts'
import { replayHandlers } from './executions/replays.routes.ts'
import { mountApi } from './http/mount-api.ts'
import { sendError } from './http/send-error.ts'
import { installationHandlers } from './installations/installations.routes.ts'
import { leadHandlers } from './leads/leads.routes.ts'
import { modelHandlers } from './models/keys/models.routes.ts'
import { knowledgeHandlers } from './retrieval/knowledge.routes.ts'
import { receiptHandlers } from './sources/receipts/receipts.routes.ts'
import { savedQueryHandlers } from './sources/saved/saved-queries.routes.ts'
import { sourceHandlers } from './sources/sources.routes.ts'
import { systemHandlers } from './system/system.routes.ts'
import { toolHandlers } from './tools/tools.routes.ts'
import { webhookHandlers } from './webhooks/webhooks.routes.ts'

const handlers = {
  auth: authHandlers,
  account: accountHandlers,
  companies: companyHandlers,
  agents: agentHandlers,
  executions: executionHandlers,
  replays: replayHandlers,
  chat: chatHandlers,
  conversations: conversationHandlers,
  dataSources: sourceHandlers,
  savedQueries: savedQueryHandlers,
  receipts: receiptHandlers,
  knowledge: knowledgeHandlers,
  deployments: deploymentHandlers,
  tools: toolHandlers,
  models: modelHandlers,
  leads: leadHandlers,
  billing: billingHandlers,
  webhooks: webhookHandlers,
  adapters: adapterHandlers,
  installations: installationHandlers,
  system: systemHandlers,
} satisfies Record<keyof typeof api, unknown>

/** The API under `/api/v1`. What else the program serves is added by the caller, before `closeRoutes`. */
export function createApp(services: Services): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.set('query parser', 'simple')
  app.set('trust proxy', services.config.trustedProxies)
  app.use((_request, response, next) => {
    response.locals.requestId = newRequestId()
    response.set('X-Request-Id', response.locals.requestId)
    response.set('X-Content-Type-Options', 'nosniff')
    next()
  })

  const router = express.Router({ caseSensitive: true, strict: true })
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store')
    next()
  })
  mountApi(router, services, api, handlers)
  app.use('/api/v1', router)
  return app
}

/** What is not served is NOT_FOUND, and what fails outside of a handler is an error of the same shape. */
export function closeRoutes(app: Express, { log }: Pick<Services, 'log'>) {
  app.use((_request, response) => sendError(response, log, new AppError('NOT_FOUND', 'There is nothing at this address.')))
  app.use(((error, _request, response, _next) => sendError(response, log, error)) satisfies express.ErrorRequestHandler)
}
