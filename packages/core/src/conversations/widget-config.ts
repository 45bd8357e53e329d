import type { Services } from '../context.ts'
import type { Admission } from '../deployments/admit-visitor.ts'
import { admitVisitor } from '../deployments/admit-visitor.ts'
import { AppError } from '../errors.ts'

/** What the widget shows before the first message; nothing else of an agent is public. */
export const toWidgetConfig = ({ agent: { agent_id, name, config }, retentionDays }: Admission) => ({
  agent_id,
  name,
  greeting: config.greeting,
  suggested_questions: config.suggested_questions,
  language: config.language,
  retention_days: retentionDays,
  ui_settings: config.ui_settings,
})

/** The same for whoever serves the widget's script; null when the agent is not deployed to a page. */
export async function readWidgetConfig(
  services: Pick<Services, 'pool' | 'platforms' | 'config' | 'keys' | 'now' | 'publishedAgents'>,
  agentId: string,
) {
  const caller = { address: '127.0.0.1', origin: null, userAgent: '', language: null, visitorToken: null, visitorIdentity: null }
  try {
    return toWidgetConfig(await admitVisitor(services, { agentId, caller, token: null }))
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return null
    throw error
  }
}
