import type { Holdings } from '../holdings.ts'

const fail = () => Promise.reject(new Error('this deployment holds nothing'))

/** For tests of what never erases. */
export const noHoldings: Holdings = { eraseCustomer: fail, askForData: fail, eraseDocuments: fail, eraseEverything: fail }
