import type { Db } from '../db/database.ts'
import { addToDirectory, findInDirectory } from '../system/directory.ts'

/** An app that a merchant installed at a platform: by which the platform knows it, such as the name of a shop. */
export interface Installation {
  readonly platform: string
  readonly installation: string
}

/** No platform's name holds a blank, so two installations never read the same. */
const keyOf = ({ platform, installation }: Installation) => `${platform} ${installation}`

/** The deployment that an installation belongs to. */
export const findClaimed = (db: Db, installation: Installation) => findInDirectory(db, 'installation', keyOf(installation))

/** Takes an installation for a deployment, in the transaction that makes it; false when it belongs to another one. Waits for whoever takes it just now. */
export const reserve = (db: Db, installation: Installation, { companyId, deploymentId }: { companyId: string; deploymentId: string }) =>
  addToDirectory(db, { kind: 'installation', key: keyOf(installation), company_id: companyId, id: deploymentId })
