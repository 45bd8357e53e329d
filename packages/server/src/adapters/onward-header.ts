import type { Onward } from '@craveva/adapter-kit/front-door'

const header = 'x-craveva-onward'

/** What a process answers that knows where a request goes on, but does not have that deployment. */
export const tellOnward = ({ deploymentId, path }: Onward): Response =>
  new Response(null, { status: 503, headers: { [header]: `${deploymentId}/${path}` } })

/** Where an answer of another process of ours says that the request goes on. */
export function onwardOf(answer: Response): Onward | null {
  const [, deploymentId, path] = /^(dep_\w+)\/([\w-]+)$/.exec(answer.headers.get(header) ?? '') ?? []
  return deploymentId && path ? { deploymentId, path } : null
}
