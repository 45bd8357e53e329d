import type { Principal } from '../context.ts'
import type { VisitorIdentity } from '../deployments/identify-visitor.ts'
import type { ToolPrincipal } from './tool.ts'

/** The caller of an execution, as tools know them. */
export function toToolPrincipal(principal: Principal): ToolPrincipal {
  const { userId, role } = principal
  return principal.kind === 'user'
    ? { kind: 'member', userId, role }
    : { kind: 'key', keyId: principal.keyId, userId, role, permissions: principal.permissions }
}

/** A visitor for whom the merchant's server has vouched. */
export const toVisitorPrincipal = ({ deploymentId, subject, name, email, customerId }: VisitorIdentity): ToolPrincipal => ({
  kind: 'visitor',
  deploymentId,
  claims: {
    sub: subject,
    ...(name === null ? {} : { name }),
    ...(email === null ? {} : { email }),
    ...(customerId === null ? {} : { customer_id: customerId }),
  },
})
