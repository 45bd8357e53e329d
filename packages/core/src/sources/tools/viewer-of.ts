import { outletRows } from '../../companies/outlet-rows.ts'
import type { Services } from '../../context.ts'
import { inCompany } from '../../db/in-company.ts'
import type { ToolCall, ToolPrincipal } from '../../tools/tool.ts'
import { ToolError } from '../../tools/tool-error.ts'
import { accessOf, type Viewer } from '../asking/source-access.ts'
import type { SourceRow } from '../asking/source-desk.ts'

/** Whether a tool works for somebody outside the company. */
export const isVisitor = ({ kind }: ToolPrincipal) => kind === 'anonymous' || kind === 'visitor'

/**
 * For whom a source is asked within a call: by the verified identity alone, and only one that was signed for a deployment whose ids are those of the
 * source. Throws ToolError when the outlet is gone.
 */
export async function viewerOf({ pool }: Pick<Services, 'pool'>, source: SourceRow, call: ToolCall): Promise<Viewer> {
  const { principal, companyId, outletId } = call
  const outlet = outletId === null ? null : await inCompany(pool, companyId, db => outletRows(db, companyId, outletId))
  if (outletId !== null && !outlet) throw new ToolError('The outlet that this is about does not exist any more.')
  return {
    kind: isVisitor(principal) ? 'visitor' : 'company',
    claims: principal.kind === 'visitor' && counts(source, principal.deploymentId) ? principal.claims : {},
    outlet,
  }
}

function counts(source: SourceRow, deploymentId: string): boolean {
  const { visitor_deployments: named } = accessOf(source.access)
  return named === null || named.includes(deploymentId)
}
