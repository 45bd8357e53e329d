import type { Services } from '../context.ts'
import { isOnline } from '../conversations/watching.service.ts'
import { inCompany } from '../db/in-company.ts'
import type { Notification } from '../db/notifications.ts'
import { deploymentStates } from '../deployments/deployment-states.ts'
import { inOrder } from './in-order.ts'
import { companyRoom, type OperatorServer } from './operator-socket.ts'
import type { SignIn } from './sign-in.ts'
import type { Watches } from './watches.ts'

/** Tells the operators at this server what the database's notifications tell it, until the returned function is called. */
export function announce({ pool, log, notifications }: Services, io: OperatorServer, watches: Watches, signIn: SignIn): () => void {
  const read = inOrder()
  let stopped = false
  const complain = (error: unknown) => log.warn({ err: error }, 'operators could not be told of something')

  async function tell({ kind, companyId, id }: Notification) {
    switch (kind) {
      case 'message':
        return watches.refresh(companyId, id)
      case 'typing':
        return watches.typed(id, 'operator')
      case 'visitor':
        return watches.typed(id, 'visitor')
      case 'login':
        return signIn.review(companyId, id)
      case 'presence': {
        return read(`presence ${id}`, async () => {
          const online = await inCompany(pool, companyId, db => isOnline(db, companyId, id))
          io.to(companyRoom(companyId)).emit('presence', { user_id: id, online })
        })
      }
      case 'agent': {
        return read(`agent ${id}`, async () => {
          const deployments = await inCompany(pool, companyId, db => deploymentStates(db, companyId, id))
          io.to(companyRoom(companyId)).emit('deployments', { agent_id: id, deployments })
        })
      }
      default:
        return
    }
  }

  notifications.onAny(notification => {
    if (!stopped && signIn.isServing(notification.companyId)) tell(notification).catch(complain)
  })
  notifications.onGap(() => {
    if (!stopped) Promise.all([signIn.reviewAll(), watches.refreshAll()]).catch(complain)
  })
  return () => {
    stopped = true
  }
}
