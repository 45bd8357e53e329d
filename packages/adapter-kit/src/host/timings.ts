/** How often and how long the host waits, in milliseconds; tests make it faster. */
export interface Timings {
  /** Between two renewals of leases. */
  readonly claim: number
  /** Between two looks at the health of a deployment. */
  readonly health: number
  /** That a platform has to tell its health. */
  readonly healthDeadline: number
  /** That a deployment has to close. */
  readonly close: number
  /** That the feed waits for news. */
  readonly feed: number
  /** Between two looks at all that is to be delivered, which tell what was deleted meanwhile. */
  readonly review: number
  /** Between a failed attempt and the next one, doubled each time. */
  readonly retry: number
  /** The longest such wait. */
  readonly longestRetry: number
  /** That one message has to be delivered. */
  readonly deliver: number
  /** That a file has to be loaded. */
  readonly load: number
  /** Between two looks for documents that changed, without a hint. */
  readonly documents: number
  /** The least between two, whatever the hints. */
  readonly documentsAtMostEvery: number
  /** That a reading of documents has to end. */
  readonly stopReading: number
  /** Between two readings of all documents. */
  readonly allDocuments: number
}

export const defaultTimings: Timings = {
  claim: 5000,
  health: 60_000,
  healthDeadline: 10_000,
  close: 5000,
  feed: 25_000,
  review: 60_000,
  retry: 1000,
  longestRetry: 300_000,
  deliver: 60_000,
  load: 60_000,
  documents: 15 * 60_000,
  documentsAtMostEvery: 20_000,
  stopReading: 1000,
  allDocuments: 24 * 3600_000,
}
