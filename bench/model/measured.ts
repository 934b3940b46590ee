/**
 * Results of `npm run bench -- broadcast --database postgres` on two cores of a virtual machine, shared by the workers,
 * the database and the sink (Node 24.21, PostgreSQL 15, native encryption, fsync on). See ../results.md for the runs.
 */
export const MEASURED = {
  cores: 2,
  /** a message's, with warm processes */
  cpuMicros: { worker: 33, database: 17, sink: 5 },
  /** CPU that a worker process takes to compile its hot code, beside the messages */
  warmUpSeconds: 0.45,
  /**
   * bytes of a message: with TLS and HTTP/2 to the push service and back, of PostgreSQL's
   * protocol, of the write-ahead log
   */
  wire: { toPushService: 791, fromPushService: 97, toDatabase: 75, fromDatabase: 412 },
  walBytes: 230,
  deliveryBytes: 107,
  /** with its subscriber, a preference and all indexes */
  subscriptionBytes: 1020,
  jobsPerMillion: 2010,
  transactionsPerMillion: 15_000,
  /** of a worker with one thread, and one for who waits; the process that accepts has some more */
  connectionsPerWorker: 12,
  /** reading and cutting one page of 500 subscribers, one after the other */
  planMillisPerBatch: 1.5,
  /** whole broadcasts, and how long they took; `cold` are the first of their processes */
  broadcasts: [
    { workers: 1, subscriptions: 10_000, seconds: 0.78, cold: true },
    { workers: 2, subscriptions: 10_000, seconds: 0.79, cold: true },
    { workers: 1, subscriptions: 100_000, seconds: 3.76, cold: false },
    { workers: 2, subscriptions: 100_000, seconds: 3.39, cold: false },
    { workers: 2, subscriptions: 1_000_000, seconds: 30.6, cold: true },
  ],
} as const

export const BATCH = 500
