import type { Selectable } from 'kysely'
import type { AgentTables } from '../agents/agents.tables.ts'
import { currentPrincipal, readCredential } from '../auth/credential.ts'
import type { Caller, Principal, Services } from '../context.ts'
import { withoutSecrets } from '../crypto/secret-settings.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import type { DeploymentTables } from './deployments.tables.ts'
import type { ChatLimits, Platform } from './platform.ts'
import type { PublishedAgent } from './published-agents.ts'

/** The right to talk to an agent: which one, through which deployment, and how often. */
export interface Admission {
  readonly companyId: string
  readonly agent: Selectable<AgentTables['agents']>
  readonly retentionDays: number | null
  /** Null when the company's own credential opens the door. */
  readonly deployment: Selectable<DeploymentTables['deployments']> | null
  /** Whose credential it is, where one opens the door. */
  readonly principal: Principal | null
  readonly limits: ChatLimits
  /** Whether a browser page of this origin may read the answers. */
  readonly admitsOrigin: (origin: string) => boolean
}

type Needs = Pick<Services, 'pool' | 'platforms' | 'config' | 'keys' | 'now' | 'publishedAgents'>

/** What the company itself gets, when it calls with its own credential. */
const ownLimits: ChatLimits = { visitor_per_minute: 600, network_per_minute: 6000, agent_per_minute: 6000 }

/**
 * Lets a caller talk to an active agent: with a credential of the agent's company, or through a deployment at work whose allowed origins
 * admit the caller. Throws NOT_FOUND otherwise, whatever the reason.
 */
export async function admitVisitor(
  services: Needs,
  { agentId, caller, token, reads = false }: { agentId: string; caller: Caller; token: string | null; reads?: boolean },
): Promise<Admission> {
  const published = await services.publishedAgents.find(agentId)
  if (published?.agent.status !== 'active') throw notFound()
  const { companyId, agent, retentionDays } = published
  const places = pagesOf(services, published)
  const ownOrigin = new URL(services.config.publicUrl).origin
  const admitsOrigin = (origin: string) => origin === ownOrigin || places.some(page => page.admits(origin))
  if (token) {
    const principal = await requireMember(services, companyId, { token, address: caller.address, reads })
    return { companyId, agent, retentionDays, deployment: null, principal, limits: ownLimits, admitsOrigin }
  }
  const { origin } = caller
  const page = places.find(candidate => origin === null || origin === ownOrigin || candidate.admits(origin))
  if (!page) throw notFound()
  return { companyId, agent, retentionDays, deployment: page.deployment, principal: null, limits: page.limits, admitsOrigin }
}

interface Proof {
  readonly token: string
  readonly address: string
  /** Whether the call only reads. */
  readonly reads: boolean
}

/** Throws NOT_FOUND for a credential of another company, UNAUTHORIZED for one that is not valid any more, FORBIDDEN for a key that may not execute. */
async function requireMember(services: Needs, companyId: string, { token, address, reads }: Proof) {
  const claims = await readCredential(services, token)
  if (claims.companyId !== companyId) throw notFound()
  const principal = await inCompany(services.pool, companyId, db => currentPrincipal(db, claims, address, services.now()))
  if (principal.kind === 'user') return principal
  const suffices = principal.permissions.some(permission => permission !== 'read' || reads)
  if (!suffices) throw new AppError('FORBIDDEN', 'This API key lacks the permission execute. Use one that has it, or make one.')
  return principal
}

/** Where an agent lives on web pages, as its deployment says. */
interface Page {
  readonly deployment: Selectable<DeploymentTables['deployments']>
  readonly limits: ChatLimits
  readonly admits: (origin: string) => boolean
}

/** Read once for each agent as it is remembered: a changed deployment comes in a new one. */
const pages = new WeakMap<PublishedAgent, readonly Page[]>()

function pagesOf({ platforms }: Needs, published: PublishedAgent): readonly Page[] {
  const known = pages.get(published)
  if (known) return known
  const found = published.deployments.flatMap(deployment => {
    const platform = platforms.find(candidate => candidate.platform === deployment.platform)
    return platform?.page && answers(deployment) ? [toPage(platform, platform.page, deployment)] : []
  })
  pages.set(published, found)
  return found
}

/** A platform that fails, such as a shop that is slow, costs answers what it knows, and visitors not their chat. */
const answers = ({ status }: Page['deployment']) => status === 'active' || status === 'error'

function toPage(platform: Platform, page: NonNullable<Platform['page']>, deployment: Page['deployment']): Page {
  const settings = platform.settings.parse(withoutSecrets(platform.settings, deployment.config))
  const origins = page.allowedOrigins(settings)
  return {
    deployment,
    limits: page.limits(settings),
    /** Without any origin named, only a developer's own machine is admitted. */
    admits: origin => (origins.length === 0 ? isLocal(origin) : origins.includes(origin)),
  }
}

function isLocal(origin: string) {
  const url = URL.parse(origin)
  return url?.origin === origin && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
}

const notFound = () => new AppError('NOT_FOUND', 'There is no agent here that you may talk to.')
