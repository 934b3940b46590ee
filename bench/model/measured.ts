/**
 * Results of `npm run bench -- broadcast --database postgres` on two cores of a virtual machine, shared by the workers,
 * the database and the sink (Node 24.21, PostgreSQL 15, native encryption, fsync on). See ../results.md for the runs.
 */
export const MEASURED = {
  cores: 2,
  /** a message's, with warm processes */
  cpuMicros: { worker: 124, database: 29, sink: 12 },
  /** CPU that a worker process takes to compile its hot code, beside the messages */
  warmUpSeconds: 0.6,
  /**
   * bytes of a message: with TLS and HTTP/2 to the push service and back, of PostgreSQL's
   * protocol, of the write-ahead log
   */
  wire: { toPushService: 791, fromPushService: 97, toDatabase: 88, fromDatabase: 428 },
  walBytes: 226,
  deliveryBytes: 103,
  /** with its subscriber, a preference and all indexes */
  subscriptionBytes: 876,
  jobsPerMillion: 2010,
  transactionsPerMillion: 15_000,
  /** of a worker with one thread, and one for who waits; the process that accepts has some more */
  connectionsPerWorker: 12,
  /** reading and cutting one page of 500 subscribers, one after the other */
  planMillisPerBatch: 1.5,
  /** whole broadcasts, and how long they took; `cold` are the first of their processes */
  broadcasts: [
    { workers: 1, subscriptions: 10_000, seconds: 1.86, cold: true },
    { workers: 2, subscriptions: 10_000, seconds: 1.59, cold: true },
    { workers: 1, subscriptions: 100_000, seconds: 12.7, cold: false },
    { workers: 2, subscriptions: 100_000, seconds: 10.7, cold: false },
    { workers: 2, subscriptions: 1_000_000, seconds: 99.3, cold: true },
  ],
} as const

export const BATCH = 500
