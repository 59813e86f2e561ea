import type { BackendFactory, IQueueBackend } from 'bullmq'

/** What Redis and Postgres do differently; everything else in this package knows neither. */
export interface QueueBackend {
  kind: 'redis' | 'postgres'
  factory: BackendFactory<IQueueBackend, unknown>
  /** Options that BullMQ's classes take beside the connection. */
  options: { prefix?: string }
  /** How long a listener sleeps at most before it looks for events that it was not told of. */
  eventPollMs: number
  /** The connection of producers and health checks, which fails within a second when the server is away. */
  quick: unknown
  /** Rejects at once when the server is known to be away. */
  reachable(): Promise<void>
  /** One round trip on the quick connection. */
  ping(): Promise<void>
  /** Removes what a queue told its listeners before that many milliseconds. */
  forgetEvents(queueName: string, olderThanMs: number): Promise<void>
  /** Connections of one worker or listener, which wait for the server however long it is away. */
  openPatient(role: 'worker' | 'listener'): PatientConnection
  close(): Promise<void>
}

/** What BullMQ's workers and listeners have in common. */
export interface Startable {
  waitUntilReady(): Promise<unknown>
  close(): Promise<void>
}

export interface PatientConnection {
  /** Makes a worker or listener on this connection. Rejects when the server must be there first; to be tried again. */
  start<T extends Startable>(make: (connection: unknown) => T): Promise<T>
  /** Ends every socket at once, also one that is trying to reconnect. */
  destroy(): Promise<void>
}
