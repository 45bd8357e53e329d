/**
 * Every operation of the API as plain data, free of schemas: the SDK and the widget read it at run time,
 * and `api.ts` joins each entry with its shapes. Paths are below `/api/v1`.
 */
import { accountOperations, authOperations, companiesOperations } from './account-operations.ts'
import { adapterOperations } from './adapter-operations.ts'
import { agentsOperations, executionsOperations, receiptsOperations, replaysOperations } from './agent-operations.ts'
import { billingOperations } from './billing-operations.ts'
import { chatOperations, conversationsOperations, leadsOperations } from './conversation-operations.ts'
import { installationsOperations } from './installation-operations.ts'
import { knowledgeOperations } from './knowledge-operations.ts'
import { anyone, operation } from './operation.ts'
import { deploymentsOperations, modelsOperations, toolsOperations } from './setup-operations.ts'
import { dataSourcesOperations, savedQueriesOperations } from './source-operations.ts'
import { webhookOperations } from './webhook-operations.ts'

export {
  type Access,
  type KeyPermission,
  keyPermissions,
  type LimitClass,
  type Method,
  type Operation,
  type Role,
  roles,
} from './operation.ts'

export const operations = {
  auth: authOperations,
  account: accountOperations,
  companies: companiesOperations,
  agents: agentsOperations,
  executions: executionsOperations,
  replays: replaysOperations,
  chat: chatOperations,
  conversations: conversationsOperations,
  dataSources: dataSourcesOperations,
  savedQueries: savedQueriesOperations,
  receipts: receiptsOperations,
  knowledge: knowledgeOperations,
  deployments: deploymentsOperations,
  billing: billingOperations,
  webhooks: webhookOperations,
  tools: toolsOperations,
  models: modelsOperations,
  leads: leadsOperations,
  adapters: adapterOperations,
  installations: installationsOperations,
  system: {
    health: operation('GET', '/health', 'Check the health of the API', anyone),
    ready: operation('GET', '/ready', 'Check whether this server can serve', anyone),
    industries: operation('GET', '/utils/industries', 'List industries and the agents that suit them', anyone),
    openapi: operation('GET', '/openapi.json', 'Get the OpenAPI document', anyone),
  },
} as const

export type Operations = typeof operations
