import type { Principal } from '../context.ts'
import type { ToolPrincipal } from './tool.ts'

/** The caller of an execution, as tools know them. */
export function toToolPrincipal(principal: Principal): ToolPrincipal {
  const { userId, role } = principal
  return principal.kind === 'user'
    ? { kind: 'member', userId, role }
    : { kind: 'key', keyId: principal.keyId, userId, role, permissions: principal.permissions }
}
