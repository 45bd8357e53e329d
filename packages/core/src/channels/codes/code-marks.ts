import type { Keys } from '../../crypto/keys.ts'

type Signer = Pick<Keys, 'sign'>

/** What is kept of a code: six digits are too few for a hash that anybody can make. */
export const markOfCode = ({ sign }: Signer, companyId: string, codeId: string, code: string): string =>
  sign('address code', `${companyId} ${codeId} ${code}`)

/** What is kept of what a code opens. */
export const markOfSubject = ({ sign }: Signer, deploymentId: string, about: string): string =>
  sign('address code subject', `${deploymentId} ${about}`)
