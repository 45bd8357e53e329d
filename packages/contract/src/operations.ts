/**
 * Every operation of the API as plain data, free of schemas: the SDK and the widget read it at run time,
 * and `api.ts` joins each entry with its shapes. Paths are below `/api/v1`.
 */

import { adapterOperations } from './adapter-operations.ts'
import { knowledgeOperations } from './knowledge-operations.ts'
import { webhookOperations } from './webhook-operations.ts'

/** Roles from the least to the most powerful. */
export const roles = ['viewer', 'member', 'admin', 'owner'] as const
export type Role = (typeof roles)[number]

export const keyPermissions = ['read', 'write', 'execute'] as const
export type KeyPermission = (typeof keyPermissions)[number]

/**
 * Who may call an operation.
 * - `public`: anyone; the operation itself decides what the caller gets to see.
 * - `visitor`: anyone whom an active deployment of the agent in the path admits (origin, identity), or a key of its company.
 * - `service`: an adapter with a key that the operator made for its platform.
 * - `user`: a signed-in user with at least `role`; an API key only where `key` names the permission it needs.
 */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'visitor' }
  | {
      readonly kind: 'user'
      readonly role: Role
      readonly key: KeyPermission | null
      /** Also for users who have yet to set up the second factor that their company requires. */
      readonly beforeTwoFactor?: true
    }
  | {
      readonly kind: 'service'
      /** Whether the caller must hold the lease of the deployment in the path. */
      readonly lease: boolean
    }

/**
 * Which counters a call is held against.
 * - `none`: not counted (health, static descriptions).
 * - `account`: the company's hourly allowance of its keys, or the user's own.
 * - `credentials`: per network, against floods; guesses at an account are counted by the account as well, with growing pauses.
 * - `chat`: messages, per visitor, per network and per agent.
 * - `widget`: what the widget reads, per network.
 */
export type LimitClass = 'none' | 'account' | 'credentials' | 'chat' | 'widget'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export interface Operation {
  readonly method: Method
  readonly path: `/${string}`
  readonly summary: string
  readonly access: Access
  readonly limit: LimitClass
  /** 201 where something is created. */
  readonly status: 200 | 201
  /** `json` unless said otherwise; `raw` is bytes that the handler reads itself, such as a signed message of a platform. */
  readonly request?: 'multipart' | 'raw'
  /** The answer can also be a stream of server-sent events. `always` means that it never is JSON. */
  readonly stream?: 'on-request' | 'always'
  /** The answer is a file of this media type instead of JSON. */
  readonly file?: string
}

const anyone = { kind: 'public' } as const
const visitor = { kind: 'visitor' } as const
const user = (role: Role, key: KeyPermission | null) => ({ kind: 'user', role, key }) as const
const beforeTwoFactor = (role: Role, key: KeyPermission | null) => ({ ...user(role, key), beforeTwoFactor: true }) as const

type Options = Partial<Pick<Operation, 'request' | 'limit' | 'status'>>

/** An operation that answers JSON only. */
const operation = <const P extends `/${string}`, const M extends Method, A extends Access>(
  method: M,
  path: P,
  summary: string,
  access: A,
  options: Options = {},
) => ({ method, path, summary, access, limit: defaultLimit(access), status: 200 as 200 | 201, ...options })

/** The same operation, which can also answer, or always answers, with server-sent events. */
const streaming = <O extends Operation, const S extends 'on-request' | 'always'>(stream: S, plain: O) => ({ ...plain, stream })

/** The same operation, which answers with a file of this media type. */
const file = <O extends Operation, const F extends string>(mediaType: F, plain: O) => ({ ...plain, file: mediaType })

const defaultLimit = (access: Access): LimitClass => (access.kind === 'user' ? 'account' : access.kind === 'visitor' ? 'widget' : 'none')

const credentials = { limit: 'credentials' } as const
const created = { status: 201 } as const

export const operations = {
  auth: {
    register: operation('POST', '/auth/register', 'Register a user and their company', anyone, { ...credentials, ...created }),
    login: operation('POST', '/auth/login', 'Sign in and receive access tokens', anyone, credentials),
    loginTwoFactor: operation('POST', '/auth/login/two-factor', 'Finish a login with a code', anyone, credentials),
    me: operation('GET', '/auth/me', 'Get the signed-in user', beforeTwoFactor('viewer', 'read')),
    refresh: operation('POST', '/auth/refresh', 'Exchange a refresh token for new tokens', anyone, credentials),
    logout: operation('POST', '/auth/logout', 'Sign out and invalidate the refresh token', anyone, credentials),
    forgotPassword: operation('POST', '/auth/password/forgot', 'Request a mail to choose a new password', anyone, credentials),
    resetPassword: operation('POST', '/auth/password/reset', 'Choose a new password with the token of that mail', anyone, credentials),
    verifyEmail: operation('POST', '/auth/verify-email', 'Prove an e-mail address with the token of a mail', anyone, credentials),
    resendVerification: operation('POST', '/auth/verify-email/resend', 'Request that mail once more', anyone, credentials),
  },
  account: {
    profile: operation('GET', '/account/profile', 'Get the profile of the signed-in user', beforeTwoFactor('viewer', 'read')),
    updateProfile: operation('PUT', '/account/profile', 'Change the profile', beforeTwoFactor('viewer', null)),
    changePassword: operation('PUT', '/account/password', 'Change the password, and end all other logins', beforeTwoFactor('viewer', null)),
    listSessions: operation('GET', '/account/sessions', 'List where one is signed in', user('viewer', null)),
    endSession: operation('DELETE', '/account/sessions/:session_id', 'Sign out elsewhere', user('viewer', null)),
    getTwoFactor: operation('GET', '/account/two-factor', 'Get the state of two-factor sign-in', beforeTwoFactor('viewer', null)),
    beginTwoFactor: operation('POST', '/account/two-factor', 'Begin to set up two-factor sign-in', beforeTwoFactor('viewer', null)),
    confirmTwoFactor: operation(
      'POST',
      '/account/two-factor/confirm',
      'Turn two-factor sign-in on, with a first code',
      beforeTwoFactor('viewer', null),
    ),
    renewRecoveryCodes: operation('POST', '/account/two-factor/recovery-codes', 'Replace the recovery codes', user('viewer', null)),
    disableTwoFactor: operation('POST', '/account/two-factor/disable', 'Turn two-factor sign-in off', user('viewer', null)),
    createKey: operation('POST', '/account/api-keys', 'Create an API key', user('admin', null), created),
    listKeys: operation('GET', '/account/api-keys', 'List API keys', user('admin', null)),
    deleteKey: operation('DELETE', '/account/api-keys/:key_id', 'Delete an API key, which ends its use at once', user('admin', null)),
  },
  companies: {
    get: operation('GET', '/companies/:company_id', 'Get the company', user('viewer', 'read')),
    update: operation('PUT', '/companies/:company_id', 'Change the company', user('admin', null)),
    export: file(
      'application/x-ndjson',
      operation('GET', '/companies/:company_id/export', 'Export everything the company has, as lines of JSON', user('owner', null)),
    ),
    erase: operation('POST', '/companies/:company_id/erase', 'Erase the company and everything it has', user('owner', null)),
    listUsers: operation('GET', '/companies/:company_id/users', 'List the users of the company', user('viewer', 'read')),
    updateUser: operation('PUT', '/companies/:company_id/users/:user_id', 'Change the role of a user', user('admin', null)),
    removeUser: operation('DELETE', '/companies/:company_id/users/:user_id', 'Remove a user', user('admin', null)),
    listInvitations: operation('GET', '/companies/:company_id/invitations', 'List open invitations', user('admin', null)),
    invite: operation('POST', '/companies/:company_id/invitations', 'Invite somebody by mail', user('admin', null), created),
    withdrawInvitation: operation(
      'DELETE',
      '/companies/:company_id/invitations/:invitation_id',
      'Withdraw an invitation',
      user('admin', null),
    ),
    acceptInvitation: operation('POST', '/auth/invitations/accept', 'Join a company with the token of an invitation', anyone, {
      ...credentials,
      ...created,
    }),
    listOutlets: operation('GET', '/companies/:company_id/outlets', 'List outlets', user('viewer', 'read')),
    createOutlet: operation('POST', '/companies/:company_id/outlets', 'Create an outlet', user('member', 'write'), created),
    getOutlet: operation('GET', '/companies/:company_id/outlets/:outlet_id', 'Get an outlet', user('viewer', 'read')),
    updateOutlet: operation('PUT', '/companies/:company_id/outlets/:outlet_id', 'Change an outlet', user('member', 'write')),
    deleteOutlet: operation('DELETE', '/companies/:company_id/outlets/:outlet_id', 'Delete an outlet', user('member', 'write')),
    auditLog: operation('GET', '/companies/:company_id/audit-log', 'List who changed what', user('admin', null)),
    exportVisitor: operation(
      'POST',
      '/companies/:company_id/visitors/export',
      'Export what one visitor said and was told, on all channels',
      user('admin', null),
    ),
    eraseVisitor: operation('POST', '/companies/:company_id/visitors/erase', 'Erase one visitor, on all channels', user('admin', null)),
  },
  agents: {
    list: operation('GET', '/agents', 'List agents', user('viewer', 'read')),
    create: operation('POST', '/agents', 'Create an agent', user('member', 'write'), created),
    get: operation('GET', '/agents/:agent_id', 'Get an agent', user('viewer', 'read')),
    update: operation('PUT', '/agents/:agent_id', 'Update an agent', user('member', 'write')),
    delete: operation('DELETE', '/agents/:agent_id', 'Delete an agent', user('member', 'write')),
    versions: operation('GET', '/agents/:agent_id/versions', 'List the versions of an agent', user('viewer', 'read')),
    restore: operation('POST', '/agents/:agent_id/versions/:version/restore', 'Bring an earlier version back', user('member', 'write')),
    preview: operation('GET', '/agents/:agent_id/preview', 'Get what a preview of the agent needs', user('viewer', 'read')),
  },
  executions: {
    execute: streaming('on-request', operation('POST', '/agents/:agent_id/execute', 'Execute an agent', user('member', 'execute'))),
    previewTest: operation('POST', '/agents/:agent_id/preview/test', 'Try an agent without billing', user('member', 'execute')),
    list: operation('GET', '/agents/:agent_id/executions', 'List the executions of an agent', user('viewer', 'read')),
    listAll: operation('GET', '/executions', 'List the executions of all agents', user('viewer', 'read')),
  },
  replays: {
    get: operation('GET', '/executions/:execution_id', 'Get an execution with its steps', user('member', 'read')),
    replay: operation('POST', '/executions/:execution_id/replay', 'Run an execution again', user('member', 'execute')),
    saveAsTest: operation(
      'POST',
      '/executions/:execution_id/save-as-test',
      'Make an execution a test of its agent',
      user('member', 'write'),
      created,
    ),
    listTests: operation('GET', '/agents/:agent_id/tests', 'List the tests of an agent', user('viewer', 'read')),
    createTest: operation('POST', '/agents/:agent_id/tests', 'Create a test of an agent', user('member', 'write'), created),
    runTests: operation('POST', '/agents/:agent_id/tests/run', 'Run the tests of an agent', user('member', 'execute')),
    deleteTest: operation('DELETE', '/agents/:agent_id/tests/:test_id', 'Delete a test', user('member', 'write')),
  },
  chat: {
    send: streaming(
      'on-request',
      operation('POST', '/agents/:agent_id/chat', 'Send a message to a deployed agent', visitor, { limit: 'chat' }),
    ),
    config: operation('GET', '/agents/:agent_id/widget', 'Get what the chat widget shows before the first message', visitor),
    history: operation('GET', '/agents/:agent_id/conversations/:conversation_id', 'Read one’s own conversation', visitor),
    stream: streaming(
      'always',
      operation('GET', '/agents/:agent_id/conversations/:conversation_id/stream', 'Follow or resume one’s own conversation', visitor),
    ),
    cancel: operation('POST', '/agents/:agent_id/conversations/:conversation_id/cancel', 'Stop the answer that is being written', visitor),
    handOff: operation('POST', '/agents/:agent_id/conversations/:conversation_id/hand-off', 'Ask for a person', visitor),
    typing: operation('POST', '/agents/:agent_id/conversations/:conversation_id/typing', 'Tell the operator that one is writing', visitor),
    erase: operation('DELETE', '/agents/:agent_id/conversations/:conversation_id', 'Delete one’s own conversation', visitor),
    list: operation('GET', '/agents/:agent_id/conversations', 'List one’s own conversations', visitor),
    claim: operation(
      'POST',
      '/agents/:agent_id/conversations/:conversation_id/claim',
      'Join a conversation to one’s signed identity, with the visitor token that opened it so far',
      visitor,
    ),
    rate: operation('POST', '/agents/:agent_id/conversations/:conversation_id/rating', 'Rate one’s own conversation', visitor),
    transcript: operation(
      'POST',
      '/agents/:agent_id/conversations/:conversation_id/transcript',
      'Have one’s own conversation sent by mail',
      visitor,
      { limit: 'chat' },
    ),
    upload: operation('POST', '/agents/:agent_id/files', 'Upload a file to send with a message', visitor, {
      limit: 'chat',
      request: 'multipart',
      ...created,
    }),
    file: file('application/octet-stream', operation('GET', '/agents/:agent_id/files/:file_id', 'Get a file of a conversation', visitor)),
    ratings: operation('GET', '/agents/:agent_id/ratings', 'List what visitors think of an agent', user('viewer', 'read')),
  },
  conversations: {
    list: operation('GET', '/conversations', 'List and search conversations', user('member', 'read')),
    export: file('application/json', operation('GET', '/conversations/export', 'Export conversations', user('member', 'read'))),
    get: operation('GET', '/conversations/:conversation_id', 'Read a conversation', user('member', 'read')),
    takeOver: operation('POST', '/conversations/:conversation_id/take-over', 'Become the one who answers', user('member', 'write')),
    reply: operation('POST', '/conversations/:conversation_id/messages', 'Write to the visitor', user('member', 'write'), created),
    note: operation('POST', '/conversations/:conversation_id/notes', 'Leave a note for colleagues', user('member', 'write'), created),
    typing: operation('POST', '/conversations/:conversation_id/typing', 'Tell the visitor that one is writing', user('member', 'execute')),
    assign: operation('POST', '/conversations/:conversation_id/assign', 'Give a conversation to a colleague', user('member', 'write')),
    handBack: operation('POST', '/conversations/:conversation_id/hand-back', 'Let the agent answer again', user('member', 'write')),
    close: operation('POST', '/conversations/:conversation_id/close', 'Close a conversation', user('member', 'write')),
    ban: operation('POST', '/conversations/:conversation_id/ban', 'Let its visitor write no more', user('member', 'write')),
    unban: operation('DELETE', '/conversations/:conversation_id/ban', 'Let its visitor write again', user('member', 'write')),
  },
  dataSources: {
    list: operation('GET', '/data-sources', 'List data sources', user('viewer', 'read')),
    engines: operation(
      'GET',
      '/data-sources/engines',
      'List the engines that can be connected, with their settings',
      user('viewer', 'read'),
    ),
    connect: operation('POST', '/data-sources/connect', 'Connect a data source', user('member', 'write'), created),
    query: operation('POST', '/data-sources/query', 'Query a data source, reading only', user('member', 'execute')),
    upload: operation('POST', '/data-sources/upload', 'Upload files as an offline data source', user('member', 'write'), {
      request: 'multipart',
      ...created,
    }),
    get: operation('GET', '/data-sources/:connection_id', 'Get a data source', user('viewer', 'read')),
    update: operation('PUT', '/data-sources/:connection_id', 'Update a data source', user('member', 'write')),
    testConnection: operation(
      'POST',
      '/data-sources/:connection_id/test-connection',
      'Test the connection to a data source',
      user('member', 'write'),
    ),
    schema: operation(
      'GET',
      '/data-sources/:connection_id/schema',
      'Read which tables and columns a data source has',
      user('member', 'read'),
    ),
    delete: operation('DELETE', '/data-sources/:connection_id', 'Delete a data source', user('member', 'write')),
    sync: operation('POST', '/data-sources/:connection_id/sync', 'Read a copy or a website again now', user('member', 'write')),
  },
  savedQueries: {
    list: operation('GET', '/saved-queries', 'List saved queries', user('viewer', 'read')),
    create: operation('POST', '/saved-queries', 'Save a query that agents can ask by name', user('member', 'write'), created),
    get: operation('GET', '/saved-queries/:query_id', 'Get a saved query', user('viewer', 'read')),
    update: operation('PUT', '/saved-queries/:query_id', 'Change a saved query', user('member', 'write')),
    delete: operation('DELETE', '/saved-queries/:query_id', 'Delete a saved query', user('member', 'write')),
    run: operation('POST', '/saved-queries/:query_id/run', 'Ask a saved query', user('member', 'execute')),
  },
  receipts: {
    list: operation('GET', '/executions/:execution_id/receipts', 'List the rows that an answer rests on', user('viewer', 'read')),
    recheck: operation(
      'POST',
      '/executions/:execution_id/receipts/recheck',
      'Check now whether these rows still read the same',
      user('member', 'execute'),
    ),
  },
  knowledge: knowledgeOperations,
  deployments: {
    list: operation('GET', '/deployments', 'List deployments', user('viewer', 'read')),
    platforms: operation('GET', '/deployments/platforms', 'List the platforms and their settings', user('viewer', 'read')),
    deployMessaging: operation(
      'POST',
      '/deployments/messaging',
      'Deploy an agent to a messaging platform',
      user('admin', 'write'),
      created,
    ),
    deployEcommerce: operation(
      'POST',
      '/deployments/ecommerce',
      'Deploy an agent to an e-commerce platform',
      user('admin', 'write'),
      created,
    ),
    get: operation('GET', '/deployments/:deployment_id', 'Get a deployment', user('viewer', 'read')),
    update: operation('PUT', '/deployments/:deployment_id', 'Update a deployment', user('admin', 'write')),
    delete: operation('DELETE', '/deployments/:deployment_id', 'Delete a deployment', user('admin', 'write')),
  },
  billing: {
    plans: operation('GET', '/billing/plans', 'List plans and the price of a credit', user('viewer', 'read')),
    subscription: operation('GET', '/billing/subscription', 'Get the subscription', user('viewer', 'read')),
    changePlan: operation('PUT', '/billing/subscription', 'Change to another plan', user('admin', null)),
    usage: operation('GET', '/billing/usage', 'Get what was used', user('viewer', 'read')),
    exportUsage: file('text/csv', operation('GET', '/billing/usage/export', 'Export what was used as CSV', user('admin', 'read'))),
    charge: operation('GET', '/billing/charges/:execution_id', 'Explain what an execution cost', user('viewer', 'read')),
    caps: operation('GET', '/billing/caps', 'List the caps on spending', user('viewer', 'read')),
    setCap: operation('PUT', '/billing/caps', 'Set a cap on spending', user('admin', null)),
    removeCap: operation('DELETE', '/billing/caps/:cap_id', 'Remove a cap on spending', user('admin', null)),
    credits: operation('GET', '/billing/credits', 'Get the balance of credits', user('viewer', 'read')),
    transactions: operation('GET', '/billing/credits/transactions', 'List every movement of credits', user('admin', 'read')),
    topUp: operation('POST', '/billing/credits/topup', 'Buy credits', user('admin', null)),
    invoices: operation('GET', '/billing/invoices', 'List invoices', user('admin', 'read')),
    invoice: operation('GET', '/billing/invoices/:invoice_id', 'Get an invoice', user('admin', 'read')),
    invoicePage: file(
      'text/html',
      operation('GET', '/billing/invoices/:invoice_id/page', 'Get an invoice as a page to print', user('admin', 'read')),
    ),
    checkout: operation('POST', '/billing/checkout', 'Begin a payment, or save a card, on the page of the provider', user('admin', null)),
    payment: operation('GET', '/billing/payments/:payment_id', 'Get a payment', user('admin', 'read')),
    paymentEvents: operation('POST', '/billing/payment-events', 'Receive a signed event of the payment provider', anyone, {
      request: 'raw',
    }),
    paymentMethods: operation('GET', '/billing/payment-methods', 'List payment methods', user('admin', null)),
    addPaymentMethod: operation('POST', '/billing/payment-methods', 'Add a payment method', user('admin', null), created),
    setDefaultPaymentMethod: operation(
      'PUT',
      '/billing/payment-methods/:payment_method_id/default',
      'Make a payment method the default',
      user('admin', null),
    ),
    removePaymentMethod: operation('DELETE', '/billing/payment-methods/:payment_method_id', 'Remove a payment method', user('admin', null)),
  },
  webhooks: webhookOperations,
  tools: {
    list: operation('GET', '/tools', 'List the tools that agents can be given', user('viewer', 'read')),
    create: operation('POST', '/tools', 'Add an HTTP tool of one’s own', user('admin', 'write'), created),
    get: operation('GET', '/tools/:tool_id', 'Get an HTTP tool', user('viewer', 'read')),
    update: operation('PUT', '/tools/:tool_id', 'Change an HTTP tool', user('admin', 'write')),
    delete: operation('DELETE', '/tools/:tool_id', 'Delete an HTTP tool', user('admin', 'write')),
    rotateSecret: operation('POST', '/tools/:tool_id/rotate-secret', 'Replace the signing secret of an HTTP tool', user('admin', 'write')),
    test: operation('POST', '/tools/:tool_id/test', 'Call an HTTP tool once, as an agent would', user('admin', 'write')),
  },
  models: {
    list: operation('GET', '/models', 'List models with their abilities and prices', user('viewer', 'read')),
    listKeys: operation(
      'GET',
      '/models/keys',
      'List the model providers, and which have a key of the company’s own',
      user('admin', 'read'),
    ),
    setKey: operation('PUT', '/models/keys/:provider', 'Use a key of the company’s own with a provider', user('admin', null)),
    deleteKey: operation('DELETE', '/models/keys/:provider', 'Forget the company’s own key', user('admin', null)),
  },
  leads: {
    capture: operation('POST', '/agents/:agent_id/leads', 'Leave one’s details to be contacted', visitor, { limit: 'chat', ...created }),
    list: operation('GET', '/leads', 'List leads', user('member', 'read')),
    export: file('text/csv', operation('GET', '/leads/export', 'Export leads as CSV', user('admin', 'read'))),
  },
  adapters: adapterOperations,
  system: {
    health: operation('GET', '/health', 'Check the health of the API', anyone),
    industries: operation('GET', '/utils/industries', 'List industries and the agents that suit them', anyone),
    openapi: operation('GET', '/openapi.json', 'Get the OpenAPI document', anyone),
  },
} as const

export type Operations = typeof operations
