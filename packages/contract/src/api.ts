import { accountApi } from './account.ts'
import { adaptersApi } from './adapters.ts'
import { agentsApi } from './agents.ts'
import { authApi } from './auth.ts'
import { billingApi } from './billing.ts'
import { chatApi } from './chat.ts'
import { companiesApi } from './companies.ts'
import { conversationsApi } from './conversations.ts'
import { deploymentsApi } from './deployments.ts'
import type { Endpoint } from './endpoint.ts'
import { executionsApi } from './executions.ts'
import { installationsApi } from './installations.ts'
import { knowledgeApi } from './knowledge.ts'
import { leadsApi } from './leads.ts'
import { modelsApi } from './models.ts'
import type { Operations } from './operations.ts'
import { receiptsApi } from './receipts.ts'
import { replaysApi } from './replays.ts'
import { savedQueriesApi } from './saved-queries.ts'
import { sourcesApi } from './sources.ts'
import { systemApi } from './system.ts'
import { toolsApi } from './tools.ts'
import { webhooksApi } from './webhooks.ts'

/** Every endpoint with its shapes. An operation without shapes does not compile. */
export const api = {
  auth: authApi,
  account: accountApi,
  companies: companiesApi,
  agents: agentsApi,
  executions: executionsApi,
  replays: replaysApi,
  chat: chatApi,
  conversations: conversationsApi,
  dataSources: sourcesApi,
  savedQueries: savedQueriesApi,
  receipts: receiptsApi,
  knowledge: knowledgeApi,
  deployments: deploymentsApi,
  tools: toolsApi,
  models: modelsApi,
  leads: leadsApi,
  billing: billingApi,
  webhooks: webhooksApi,
  adapters: adaptersApi,
  installations: installationsApi,
  system: systemApi,
} satisfies { [Slice in keyof Operations]: { [Name in keyof Operations[Slice]]: Endpoint } }

export type Api = typeof api
