import type { Kysely } from 'kysely'
import type { AgentTables } from '../agents/agents.tables.ts'
import type { AuditTables } from '../audit/audit.tables.ts'
import type { AuthTables } from '../auth/auth.tables.ts'
import type { BillingTables } from '../billing/billing.tables.ts'
import type { ChannelTables } from '../channels/channels.tables.ts'
import type { CompanyTables } from '../companies/companies.tables.ts'
import type { ConversationTables } from '../conversations/conversations.tables.ts'
import type { DeploymentTables } from '../deployments/deployments.tables.ts'
import type { EventTables } from '../events/events.tables.ts'
import type { ExecutionTables } from '../executions/executions.tables.ts'
import type { InstallationTables } from '../installations/installations.tables.ts'
import type { LeadTables } from '../leads/leads.tables.ts'
import type { LimitTables } from '../limits/limits.tables.ts'
import type { ProviderKeyTables } from '../models/keys/provider-keys.tables.ts'
import type { RetrievalTables } from '../retrieval/retrieval.tables.ts'
import type { SecretTables } from '../secrets/secrets.tables.ts'
import type { SourceTables } from '../sources/sources.tables.ts'
import type { SystemTables } from '../system/system.tables.ts'
import type { ToolTables } from '../tools/tools.tables.ts'
import type { WebhookTables } from '../webhooks/webhooks.tables.ts'

/** Every table, as declared by the slice that owns it. */
export interface Database
  extends SystemTables,
    CompanyTables,
    AuthTables,
    AuditTables,
    AgentTables,
    SourceTables,
    RetrievalTables,
    DeploymentTables,
    ChannelTables,
    ConversationTables,
    ExecutionTables,
    EventTables,
    WebhookTables,
    LeadTables,
    InstallationTables,
    ToolTables,
    ProviderKeyTables,
    BillingTables,
    LimitTables,
    SecretTables {}

/** A connection that queries go through: the pool, or one transaction. */
export type Db = Kysely<Database>
