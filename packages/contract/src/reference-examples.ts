/** Names of operations, such as `agents.create`, with the request and the answer that the reference shows for each. */
export interface ReferenceExample {
  readonly request?: Readonly<Record<string, unknown>>
  readonly answer: Readonly<Record<string, unknown>>
}

const at = '2025-01-15T10:00:00Z'
const email = 'user@example.com'
const john = { id: 'user_123', email, full_name: 'John Doe', role: 'admin', company_id: 'cmp_123' }
const signedIn = { token: 'jwt_token_here', refresh_token: 'refresh_token_here' }
const done = (message: string) => ({ success: true, message })
const deployment = (platform: string) => ({ deployment_id: 'dep_123', agent_id: 'agent_123', platform, status: 'active' })

/**
 * The 50 endpoints of the reference, with what it shows of each. The answers of the API have at least these fields with values of these types;
 * only ids are strings throughout. They stand in the OpenAPI document, and a test sends every one of them.
 */
export const referenceExamples: Readonly<Record<string, ReferenceExample>> = {
  'auth.register': {
    request: { email, password: 'SecurePassword123!', full_name: 'John Doe', company_name: 'Example Corp' },
    answer: { user: { id: 'user_123', email, full_name: 'John Doe', is_verified: false }, ...signedIn },
  },
  'auth.login': {
    request: { email, password: 'SecurePassword123!' },
    answer: { user: { id: 'user_123', email, role: 'admin', company_id: 'cmp_123' }, ...signedIn },
  },
  'auth.me': { answer: { user: john } },
  'auth.refresh': {
    request: { refresh_token: 'refresh_token_here' },
    answer: { token: 'new_jwt_token_here', refresh_token: 'new_refresh_token_here' },
  },
  'auth.logout': { request: { refresh_token: 'refresh_token_here' }, answer: done('Logged out successfully') },
  'auth.forgotPassword': { request: { email }, answer: done('Password reset email sent') },
  'auth.resetPassword': {
    request: { token: 'reset_token_here', password: 'NewSecurePassword123!' },
    answer: done('Password reset successfully'),
  },
  'auth.verifyEmail': { request: { token: 'verification_token_here' }, answer: done('Email verified successfully') },
  'auth.resendVerification': { request: { email }, answer: done('Verification email sent') },

  'agents.list': {
    answer: {
      agents: [{ agent_id: 'agent_123', name: 'Customer Support Agent', type: 'customer_support', status: 'active', created_at: at }],
      total: 10,
      limit: 20,
      offset: 0,
    },
  },
  'agents.create': {
    request: {
      name: 'Sales Assistant',
      type: 'sales',
      description: 'Helps with sales inquiries',
      model: 'gpt-4',
      temperature: 0.7,
      max_tokens: 1000,
    },
    answer: { agent: { agent_id: 'agent_456', name: 'Sales Assistant', type: 'sales', status: 'active', created_at: at } },
  },
  'agents.get': {
    answer: {
      agent: {
        agent_id: 'agent_123',
        name: 'Customer Support Agent',
        type: 'customer_support',
        configuration: { model: 'gpt-4', temperature: 0.7 },
        data_sources: ['ds_1', 'ds_2'],
        created_at: at,
      },
    },
  },
  'executions.execute': {
    request: { input: 'What are my recent orders?', model: 'gpt-4', output_format: 'json', outlet_id: 'outlet_123' },
    answer: {
      response: 'Here are your recent orders...',
      execution_id: 'exec_789',
      tokens_used: 150,
      data_sources_queried: ['ds_1'],
      execution_time_ms: 1250,
    },
  },
  'agents.update': {
    request: { name: 'Updated Sales Assistant', description: 'Updated description', config: {} },
    answer: { agent: { agent_id: 'agent_123', name: 'Updated Sales Assistant', updated_at: at } },
  },
  'agents.delete': { answer: done('Agent deleted') },
  'agents.preview': { answer: { agent: { agent_id: 'agent_123', name: 'Sales Assistant', config: {}, ui_settings: {} } } },
  'executions.previewTest': { request: { input: 'Test query' }, answer: { response: 'Test response', preview: true } },
  'executions.list': {
    answer: { executions: [{ execution_id: 'exec_123', input: 'Query', response: 'Response', created_at: at }], total: 10 },
  },
  'chat.send': {
    request: { message: 'Hello', conversation_id: 'conv_123' },
    answer: { response: 'Hello! How can I help you?', conversation_id: 'conv_123' },
  },

  'dataSources.list': {
    answer: {
      data_sources: [{ connection_id: 'ds_123', source_name: 'MySQL Database', source_type: 'mysql', status: 'connected', created_at: at }],
    },
  },
  'dataSources.connect': {
    request: {
      source_name: 'Production Database',
      source_type: 'database',
      mode: 'online',
      connection_config: {
        type: 'mysql',
        host: 'db.example.com',
        port: 3306,
        database: 'mydb',
        username: 'user',
        password: 'password',
      },
      test_connection: true,
    },
    answer: {
      data_source: {
        connection_id: 'ds_123',
        source_name: 'Production Database',
        source_type: 'database',
        status: 'connected',
        created_at: at,
      },
    },
  },
  'dataSources.get': {
    answer: {
      data_source: {
        connection_id: 'ds_123',
        source_name: 'Production Database',
        source_type: 'database',
        status: 'connected',
        connection_config: {},
      },
    },
  },
  'dataSources.update': {
    request: { source_name: 'Updated Database', connection_config: {} },
    answer: { data_source: { connection_id: 'ds_123', source_name: 'Updated Database' } },
  },
  'dataSources.delete': { answer: done('Data source deleted') },
  'dataSources.testConnection': { answer: { connected: true, message: 'Connection successful', latency_ms: 50 } },
  'dataSources.upload': {
    request: {},
    answer: { data_source: { connection_id: 'ds_123', source_name: 'My File', source_type: 'file', status: 'connected' } },
  },
  'dataSources.query': {
    request: { connection_id: 'ds_123', query: 'SELECT * FROM users LIMIT 10' },
    answer: { results: [], row_count: 10, execution_time_ms: 50 },
  },

  'deployments.list': { answer: { deployments: [{ ...deployment('whatsapp'), created_at: at }], total: 10 } },
  'deployments.deployMessaging': {
    request: { agent_id: 'agent_123', platform: 'whatsapp', config: {} },
    answer: { deployment: deployment('whatsapp') },
  },
  'deployments.deployEcommerce': {
    request: { agent_id: 'agent_123', platform: 'shopify', config: {} },
    answer: { deployment: deployment('shopify') },
  },
  'deployments.get': { answer: { deployment: { ...deployment('whatsapp'), config: {} } } },
  'deployments.update': { request: { config: {} }, answer: { deployment: { deployment_id: 'dep_123', config: {} } } },
  'deployments.delete': { answer: done('Deployment deleted') },

  'billing.subscription': {
    answer: {
      subscription: { plan: 'enterprise', status: 'active', current_period_end: '2025-02-15T00:00:00Z', credits_remaining: 10000 },
    },
  },
  'billing.usage': {
    answer: {
      usage: {
        total_requests: 5000,
        total_tokens: 1_000_000,
        total_cost: 50,
        by_operation: { agent_execute: 3000, data_query: 2000 },
      },
    },
  },
  'billing.credits': { answer: { credits: 10_000, total_credits: 50_000, used_credits: 40_000 } },
  'billing.topUp': { request: { amount: 1000, payment_method_id: 'pm_123' }, answer: { credits: 11_000, transaction_id: 'txn_123' } },
  'billing.invoices': { answer: { invoices: [{ invoice_id: 'inv_123', amount: 100, status: 'paid', created_at: at }] } },
  'billing.paymentMethods': { answer: { payment_methods: [{ id: 'pm_123', type: 'card', last4: '4242', brand: 'visa' }] } },

  'account.profile': { answer: { user: john } },
  'account.createKey': {
    request: { name: 'Production Integration', permissions: ['read', 'write'] },
    answer: { api_key: { id: 'key_123', name: 'Production Integration', key: 'cv_live_abc123...', created_at: at } },
  },
  'account.listKeys': {
    answer: { api_keys: [{ id: 'key_123', name: 'Production Integration', created_at: at, last_used: at }] },
  },
  'account.deleteKey': { answer: done('API key deleted') },

  'companies.get': { answer: { company: { id: 'cmp_123', name: 'Example Corp', created_at: at } } },
  'companies.listUsers': { answer: { users: [{ id: 'user_123', email, full_name: 'John Doe', role: 'admin' }] } },
  'companies.listOutlets': { answer: { outlets: [{ outlet_id: 'outlet_123', name: 'Main Store', address: '123 Main St' }] } },

  'webhooks.list': {
    answer: {
      webhooks: [{ webhook_id: 'wh_123', url: 'https://example.com/webhook', events: ['agent.execute'], status: 'active' }],
    },
  },
  'webhooks.create': {
    request: { url: 'https://example.com/webhook', events: ['agent.execute'] },
    answer: { webhook: { webhook_id: 'wh_123', url: 'https://example.com/webhook', events: ['agent.execute'], status: 'active' } },
  },

  'system.health': {
    answer: { status: 'ok', timestamp: at, database: { connected: true }, data: { responsive: true } },
  },
  'system.industries': { answer: { industries: ['Technology', 'Healthcare', 'Finance'] } },
}
